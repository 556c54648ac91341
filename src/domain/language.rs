//! The languages that Huoli speaks, and those in which families are served.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// What the table below says of a language.
struct Row {
    /// Its BCP 47 tag, as it stands in `lang`, in `hreflang` and in headers; also the name of its folder in `locales/`.
    code: &'static str,
    /// The first part of the addresses of its pages.
    path: &'static str,
    /// What it calls itself.
    own_name: &'static str,
    /// Which language says what it lacks; Finnish lacks nothing.
    falls_back_to: Option<Language>,
    /// Whether mails to offices are written in it: the national languages.
    of_offices: bool,
}

/// Makes of the table the type, so that a language is one row and nothing else.
macro_rules! languages {
    (
        whole { $($(#[$of_whole:meta])* $whole:ident = $whole_row:expr;)+ }
        partial { $($(#[$of_partial:meta])* $partial:ident = $partial_row:expr;)+ }
    ) => {
        /// A language of the service.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(into = "&'static str", try_from = "String")]
        pub enum Language {
            $($(#[$of_whole])* $whole,)+
            $($(#[$of_partial])* $partial,)+
        }

        impl Language {
            /// The languages whose every text is written, held by tests, in the order in which they are offered.
            pub const ALL: [Self; [$(stringify!($whole)),+].len()] = [$(Self::$whole),+];

            /// The languages of which some texts may be missing: offered only where the settings say so.
            pub const PARTIAL: [Self; [$(stringify!($partial)),+].len()] = [$(Self::$partial),+];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$whole => &const { $whole_row },)+
                    $(Self::$partial => &const { $partial_row },)+
                }
            }
        }
    };
}

// The one table of languages (`docs/languages.md`). In `whole`, tests ask for every text; a language in `partial` may
// lack any, and what it lacks is said in the language that it falls back to.
languages! {
    whole {
    /// Finnish.
    #[default]
    Fi = Row { code: "fi", path: "fi", own_name: "Suomi", falls_back_to: None, of_offices: true };
    /// Swedish.
    Sv = Row { code: "sv", path: "sv", own_name: "Svenska", falls_back_to: Some(Language::Fi), of_offices: true };
    /// English: a help to everyone else.
    En = Row { code: "en", path: "en", own_name: "English", falls_back_to: Some(Language::Fi), of_offices: false };
    }
    partial {
    /// Northern Sámi. Its texts wait for people who write it.
    Se = Row { code: "se", path: "se", own_name: "Davvisámegiella", falls_back_to: Some(Language::Fi), of_offices: false };
    /// Easy Finnish, `simple` being the registered subtag for it. Its texts wait for people who write it.
    EasyFi = Row { code: "fi-simple", path: "selko", own_name: "Selkosuomi", falls_back_to: Some(Language::Fi), of_offices: false };
    /// No language: a handful of texts by which tests see what a partial one does. `qaa` is a tag for private use.
    Trial = Row { code: "qaa", path: "qaa", own_name: "Qaa", falls_back_to: Some(Language::Sv), of_offices: false };
    }
}

impl Language {
    /// Its BCP 47 tag: `fi`, `se`, `fi-simple`.
    pub const fn code(self) -> &'static str {
        self.row().code
    }

    /// The first part of the addresses of its pages: `fi`, `selko`.
    pub const fn path(self) -> &'static str {
        self.row().path
    }

    /// The name that it has for itself.
    pub const fn own_name(self) -> &'static str {
        self.row().own_name
    }

    /// Whether mails to offices are written in it.
    pub const fn is_of_offices(self) -> bool {
        self.row().of_offices
    }

    /// Every language of the table.
    pub fn declared() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().chain(Self::PARTIAL)
    }

    /// The language itself, then those that say what it lacks, in their order; Finnish is the last.
    pub fn with_fallbacks(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |language| language.row().falls_back_to)
    }

    /// The language of the table whose tag is `code`, whether it is offered or not.
    pub fn parse(code: &str) -> Option<Self> {
        Self::declared().find(|language| language.code() == code)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.code()
    }
}

impl TryFrom<String> for Language {
    type Error = &'static str;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::parse(&code).ok_or("expected the tag of a language of the service")
    }
}

/// The languages that an installation offers, in the order of its settings. Cheap to clone; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered(Arc<[Language]>);

impl Default for Offered {
    /// The languages whose every text is written.
    fn default() -> Self {
        Self(Language::ALL.into())
    }
}

impl Offered {
    /// Reads tags with spaces or commas between them.
    ///
    /// # Errors
    /// What is wrong and what would be right.
    pub fn parse(tags: &str) -> Result<Self, String> {
        let mut languages = Vec::new();
        for tag in tags
            .split(|sign: char| sign == ',' || sign.is_whitespace())
            .filter(|tag| !tag.is_empty())
        {
            let Some(language) = Language::parse(tag) else {
                let known: Vec<_> = Language::declared().map(Language::code).collect();
                return Err(format!("write tags of these: {}", known.join(", ")));
            };
            if languages.contains(&language) {
                return Err(format!("{tag} stands there twice"));
            }
            languages.push(language);
        }
        if !(languages.contains(&Language::Fi) && languages.contains(&Language::Sv)) {
            return Err("offer at least fi and sv, the languages of the law (423/2003)".to_owned());
        }
        Ok(Self(languages.into()))
    }

    /// The languages in their order.
    pub fn iter(&self) -> impl Iterator<Item = Language> {
        self.0.iter().copied()
    }

    /// Those of them whose every text is written: what staff choose from.
    pub fn whole(&self) -> impl Iterator<Item = Language> {
        self.iter().filter(|language| Language::ALL.contains(language))
    }

    /// The language that stands first: for whoever wishes for none.
    pub fn first(&self) -> Language {
        self.iter().next().unwrap_or_default()
    }

    /// Whether `language` is offered.
    pub fn has(&self, language: Language) -> bool {
        self.0.contains(&language)
    }

    /// The offered language whose tag is `code`.
    pub fn by_code(&self, code: &str) -> Option<Language> {
        Language::parse(code).filter(|language| self.has(*language))
    }

    /// The offered language whose addresses begin with `path`.
    pub fn by_path(&self, path: &str) -> Option<Language> {
        self.iter().find(|language| language.path() == path)
    }
}

/// A language in which a family is served: the two or three lower-case letters of ISO 639, such as `sv` or `se`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageCode(String);

impl LanguageCode {
    /// Reads a code in any case; free text ("ruotsi") is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.trim().to_ascii_lowercase();
        let fits = (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
        fits.then_some(Self(code))
    }

    /// The language that a person means who was asked for one: a code, or the plain name of a language in which a
    /// county serves, in that language or another ("ruotsi", "Svenska"). `None` for everything else, sentences and
    /// two languages at once among it: then no office is chosen by the language.
    pub fn meant_by(text: &str) -> Option<Self> {
        let words = text.trim().trim_end_matches('.').to_lowercase();
        let named = NAMED_LANGUAGES
            .iter()
            .find(|(_, names)| names.contains(&words.as_str()))
            .map(|(code, _)| Self((*code).to_owned()));
        named.or_else(|| Self::parse(text))
    }

    /// The code in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What people call the languages in which a county serves (act 612/2021 5 §), by code.
const NAMED_LANGUAGES: [(&str, &[&str]); 5] = [
    (
        "fi",
        &[
            "suomi",
            "suomea",
            "suomen kieli",
            "suomenkielinen",
            "finska",
            "finnish",
        ],
    ),
    (
        "sv",
        &[
            "ruotsi",
            "ruotsia",
            "ruotsin kieli",
            "ruotsinkielinen",
            "svenska",
            "svensk",
            "svenskspråkig",
            "swedish",
        ],
    ),
    (
        "se",
        &[
            "pohjoissaame",
            "nordsamiska",
            "north sámi",
            "northern sámi",
            "davvisámegiella",
        ],
    ),
    (
        "smn",
        &["inarinsaame", "enaresamiska", "inari sámi", "anarâškielâ"],
    ),
    (
        "sms",
        &["koltansaame", "skoltsamiska", "skolt sámi", "sääʹmǩiõll"],
    ),
];

impl From<Language> for LanguageCode {
    fn from(language: Language) -> Self {
        let (primary, _) = language.code().split_once('-').unwrap_or((language.code(), ""));
        Self(primary.to_owned())
    }
}

impl From<LanguageCode> for String {
    fn from(code: LanguageCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for LanguageCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("expected a language code of two or three letters")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_is_told_apart_and_ends_in_finnish() {
        let count = Language::declared().count();
        for part in [Language::code, Language::path, Language::own_name] {
            let all: BTreeSet<_> = Language::declared().map(part).collect();
            assert_eq!(all.len(), count, "{all:?}");
        }
        for language in Language::declared() {
            let line: Vec<_> = language.with_fallbacks().take(count + 1).collect();
            assert!(line.len() <= count, "{language} falls back in a circle");
            assert_eq!(line.last(), Some(&Language::Fi));
            assert_eq!(Language::parse(language.code()), Some(language));
            let written = serde_json::to_string(&language).unwrap();
            assert_eq!(written, format!("\"{language}\""));
            assert_eq!(serde_json::from_str::<Language>(&written).unwrap(), language);
            let path = language.path().bytes();
            assert!(path.clone().count() > 1 && path.clone().all(|byte| byte.is_ascii_lowercase()));
        }
        assert!(serde_json::from_str::<Language>("\"xx\"").is_err());
    }

    #[test]
    fn what_is_offered_is_of_the_table_and_holds_both_national_languages() {
        let offered = Offered::parse("sv fi, en").unwrap();
        assert_eq!(offered.first(), Language::Sv);
        assert_eq!(offered.by_path("selko"), None);
        assert_eq!(offered.by_code("se"), None);
        let more = Offered::parse("fi sv fi-simple").unwrap();
        assert_eq!(more.by_path("selko"), Some(Language::EasyFi));
        assert_eq!(more.whole().collect::<Vec<_>>(), [Language::Fi, Language::Sv]);
        assert!(!more.has(Language::En));
        for (wrong, told) in [
            ("fi sv de", "fi, sv, en, se, fi-simple, qaa"),
            ("fi fi sv", "twice"),
            ("fi en", "at least fi and sv"),
            ("", "at least fi and sv"),
        ] {
            assert!(Offered::parse(wrong).unwrap_err().contains(told), "{wrong}");
        }
        assert_eq!(Offered::parse("fi sv en").unwrap(), Offered::default());
    }

    #[test]
    fn a_language_is_known_by_its_code_and_by_its_names() {
        for (text, code) in [
            ("sv", Some("sv")),
            ("SV ", Some("sv")),
            ("ruotsi", Some("sv")),
            (" Svenska.", Some("sv")),
            ("Suomi", Some("fi")),
            ("koltansaame", Some("sms")),
            ("so", Some("so")),
            ("suomi ja ruotsi", None),
            ("ei puhu ruotsia", None),
            ("Somali", None),
            ("", None),
        ] {
            let meant = LanguageCode::meant_by(text);
            assert_eq!(meant.as_ref().map(LanguageCode::as_str), code, "{text}");
        }
    }
}
