//! Every text a person reads, by key and language, from the embedded catalogues `locales/<language>/*.ftl`.

pub mod dates;
pub mod negotiate;
pub mod recognise;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast;
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use crate::domain::language::Language;

pub use fluent_bundle::FluentValue;

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Catalogues;

static EMBEDDED: LazyLock<Texts> = LazyLock::new(|| Texts::build().0);

/// The texts of all languages.
pub struct Texts {
    catalogues: BTreeMap<Language, Catalogue>,
}

/// The texts of one language.
struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// Key → file name, to tell where a key stands and to find doubles.
    keys: BTreeMap<String, String>,
}

/// A fault in a catalogue, with the file it stands in. Held empty by a test, so that the service never starts with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFault {
    /// The file below `locales/`, such as `fi/common.ftl`.
    pub file: String,
    /// What is wrong with it.
    pub what: String,
}

impl Texts {
    /// The catalogues inside the binary, read once.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads the embedded catalogues and tells every fault in them; what could be read stands in the result.
    pub fn build() -> (Self, Vec<CatalogueFault>) {
        let mut faults = Vec::new();
        let catalogues = Language::declared()
            .map(|language| (language, Catalogue::read(language, &mut faults)))
            .collect();
        (Self { catalogues }, faults)
    }

    /// The text `key` in `language`; in the language that it falls back to when it lacks it, else the key itself.
    pub fn get(&self, language: Language, key: &str) -> Cow<'_, str> {
        self.find(language, key, None)
            .unwrap_or_else(|| Cow::Owned(key.to_owned()))
    }

    /// The text `key` in `language` with its variables filled in, in the same order of choice as [`Texts::get`].
    pub fn format(&self, language: Language, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(variables.len());
        for (name, value) in variables {
            arguments.set(*name, value.clone());
        }
        self.find(language, key, Some(&arguments))
            .map_or_else(|| key.to_owned(), Cow::into_owned)
    }

    /// Whether `language` itself has the text `key`.
    pub fn has(&self, language: Language, key: &str) -> bool {
        let catalogue = self.catalogues.get(&language);
        catalogue.is_some_and(|catalogue| catalogue.bundle.has_message(key))
    }

    /// The language in which [`Texts::get`] says `key`: `language` or the first of its fallbacks that has it.
    pub fn said_in(&self, language: Language, key: &str) -> Option<Language> {
        language
            .with_fallbacks()
            .find(|language| self.has(*language, key))
    }

    /// Every key of `language` with the name of its file, in the order of the alphabet.
    pub fn keys(&self, language: Language) -> impl Iterator<Item = (&str, &str)> {
        let keys = self.catalogues.get(&language).map(|catalogue| &catalogue.keys);
        keys.into_iter()
            .flatten()
            .map(|(key, file)| (key.as_str(), file.as_str()))
    }

    /// These texts in one language: what a page is given.
    pub const fn words(&self, language: Language) -> Words<'_> {
        Words {
            texts: self,
            language,
            voice: None,
        }
    }

    fn find<'a>(
        &'a self,
        language: Language,
        key: &str,
        arguments: Option<&FluentArgs<'_>>,
    ) -> Option<Cow<'a, str>> {
        language
            .with_fallbacks()
            .find_map(|language| self.catalogues.get(&language)?.find(key, arguments))
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Texts of {} keys", self.keys(Language::Fi).count())
    }
}

impl Catalogue {
    fn read(language: Language, faults: &mut Vec<CatalogueFault>) -> Self {
        let locale = language.code().parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolation marks would end up in what people copy, search and print; no text here mixes directions.
        bundle.set_use_isolating(false);
        let mut keys = BTreeMap::new();
        let folder = format!("{}/", language.code());
        for file in Catalogues::iter().filter(|file| file.starts_with(&folder) && file.ends_with(".ftl")) {
            let mut fault = |what: String| {
                faults.push(CatalogueFault {
                    file: file.to_string(),
                    what,
                });
            };
            let Some(bytes) = Catalogues::get(&file) else {
                continue;
            };
            let source = match String::from_utf8(bytes.data.into_owned()) {
                Ok(source) => source,
                Err(error) => {
                    fault(error.to_string());
                    continue;
                }
            };
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
                for error in errors {
                    fault(error.to_string());
                }
                resource
            });
            for entry in resource.entries() {
                if let ast::Entry::Message(message) = entry {
                    keys.insert(message.id.name.to_owned(), file.to_string());
                }
            }
            if let Err(errors) = bundle.add_resource(resource) {
                for error in errors {
                    fault(error.to_string());
                }
            }
        }
        Self { bundle, keys }
    }

    fn find<'a>(&'a self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<Cow<'a, str>> {
        let pattern = self.bundle.get_message(key)?.value()?;
        // A variable that was not given shows as its own name; the catalogue test finds keys whose variables differ.
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut faults);
        Some(Cow::Owned(text.into_owned()))
    }
}

/// The texts in one language. Small and free to copy, so that every template part can hold one.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    texts: &'a Texts,
    language: Language,
    /// Whose own texts come first: `<voice>--<key>` before `<key>`.
    voice: Option<&'a str>,
}

impl<'a> Words<'a> {
    /// The same texts for somebody to whom some of them are said in other words: where the catalogue has
    /// `<voice>--<key>`, it is said instead of `<key>`.
    #[must_use]
    pub const fn in_voice(mut self, voice: Option<&'a str>) -> Self {
        self.voice = voice;
        self
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.language
    }

    /// The key of the text that is said for `key`.
    fn said(self, key: &str) -> Cow<'_, str> {
        let own = self.voice.map(|voice| format!("{voice}--{key}"));
        own.filter(|own| self.texts.said_in(self.language, own).is_some())
            .map_or(Cow::Borrowed(key), Cow::Owned)
    }

    /// All languages.
    pub const fn texts(self) -> &'a Texts {
        self.texts
    }

    /// The text `key`.
    pub fn get(self, key: &str) -> Cow<'a, str> {
        self.texts.get(self.language, &self.said(key))
    }

    /// The text `key` with its variables filled in.
    pub fn format(self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        self.texts.format(self.language, &self.said(key), variables)
    }

    /// The text `key` with one variable that is a text.
    pub fn with(self, key: &str, name: &str, value: &str) -> String {
        self.format(key, &[(name, FluentValue::from(value))])
    }

    /// The text `key` with one variable that is a whole number.
    pub fn count(self, key: &str, name: &str, value: usize) -> String {
        let value = u32::try_from(value).unwrap_or(u32::MAX);
        self.format(key, &[(name, FluentValue::from(value))])
    }

    /// Whether there is a text `key`, in this language or in one that it falls back to.
    pub fn has(self, key: &str) -> bool {
        self.said_in(key).is_some()
    }

    /// The language in which [`Words::get`] says `key`; `None` where there is no such text.
    pub fn said_in(self, key: &str) -> Option<Language> {
        self.texts.said_in(self.language, &self.said(key))
    }

    /// The name of `code` in the code list `list`: the text `code-<list>-<code>`, else the code itself.
    pub fn code(self, list: &str, code: &str) -> Cow<'a, str> {
        let key = format!("code-{list}-{code}").replace('_', "-");
        if self.has(&key) {
            self.get(&key)
        } else {
            Cow::Owned(code.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn shared_between_threads<T: Send + Sync>() {}

    #[test]
    fn the_embedded_catalogues_are_without_fault() {
        shared_between_threads::<Texts>();
        let (texts, faults) = Texts::build();
        assert_eq!(faults, []);
        assert!(texts.keys(Language::Fi).count() > 10);
    }

    #[test]
    fn a_missing_text_shows_its_key_and_never_fails() {
        let words = Texts::embedded().words(Language::Sv);
        assert_eq!(words.get("no-such-text"), "no-such-text");
        assert_eq!(words.with("no-such-text", "name", "x"), "no-such-text");
        assert_eq!(words.code("no_list", "no_code"), "no_code");
    }

    #[test]
    fn a_voice_says_its_own_words_first_and_else_the_general_ones() {
        let plain = Texts::embedded().words(Language::Fi);
        let guardian = plain.in_voice(Some("guardian"));
        assert_eq!(guardian.get("page-concern-title"), "Mihin tarvitsette apua?");
        assert_eq!(guardian.get("page-check-title"), plain.get("page-check-title"));
        assert_eq!(guardian.get("no-such-text"), "no-such-text");
        assert!(guardian.has("page-concern-title") && !guardian.has("no-such-text"));
        assert_ne!(plain.get("page-concern-title"), "Mihin tarvitsette apua?");
    }

    #[test]
    fn what_a_partial_language_lacks_is_said_in_the_one_it_falls_back_to() {
        let (finnish, swedish) = (Language::Fi, Language::Sv);
        let words = |language| Texts::embedded().words(language);
        let trial = words(Language::Trial);
        assert_eq!(trial.said_in("start-title"), Some(Language::Trial));
        assert_ne!(trial.get("start-title"), words(swedish).get("start-title"));
        assert_eq!(trial.said_in("page-concern-title"), Some(swedish));
        assert_eq!(
            trial.get("page-concern-title"),
            words(swedish).get("page-concern-title")
        );
        assert_eq!(
            trial.code("reporter_role", "guardian"),
            words(swedish).code("reporter_role", "guardian")
        );
        // In whose words it is said goes before in which language.
        let guardian = trial.in_voice(Some("guardian"));
        assert_eq!(
            guardian.get("page-concern-title"),
            words(swedish)
                .in_voice(Some("guardian"))
                .get("page-concern-title")
        );
        assert_eq!(
            words(Language::Se).get("start-title"),
            words(finnish).get("start-title")
        );
        assert_eq!(trial.said_in("no-such-text"), None);
    }

    #[test]
    fn variables_are_filled_in_without_isolation_marks() {
        let words = Texts::embedded().words(Language::Fi);
        let text = words.format(
            "question-of",
            &[("number", FluentValue::from(3)), ("total", FluentValue::from(6))],
        );
        assert_eq!(text, "Kysymys 3 / 6");
    }
}
