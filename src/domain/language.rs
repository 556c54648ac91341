//! The languages that Huoli speaks, and those in which families are served.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language of the service: Finnish and Swedish are the national languages, English helps everyone else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Finnish.
    #[default]
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// The BCP 47 code: `fi`, `sv` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language whose code is `code`, if Huoli speaks it.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
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
        Self(language.code().to_owned())
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
    use super::*;

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
