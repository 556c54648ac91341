//! The catalogues: every key in every language with the same variables, plain words, no markup.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast;
use fluent_syntax::parser;
use huoli::domain::language::Language;
use huoli::forms::definition::Form;
use huoli::forms::load;

/// Words of offices that a frightened reader does not need, by language.
const BANNED: [(Language, &[&str]); 3] = [
    (Language::Fi, &["mikäli", "koskien", "teidän", "liittyen"]),
    (Language::Sv, &["ifall", "angående"]),
    (Language::En, &["regarding", "pursuant"]),
];

/// One text of a catalogue.
struct Entry {
    file: String,
    text: String,
    variables: BTreeSet<String>,
}

/// Reads the catalogues of a language whose every text is written.
fn catalogue(language: Language) -> BTreeMap<String, Entry> {
    let entries = written(language);
    assert!(entries.len() > 300, "the catalogues of {language} were found");
    entries
}

/// Reads the catalogues of a language as far as there are any; panics at the first line that is not fluent.
fn written(language: Language) -> BTreeMap<String, Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language.code());
    let mut entries = BTreeMap::new();
    if !folder.exists() {
        return entries;
    }
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let source = fs::read_to_string(&file).unwrap();
        let resource =
            parser::parse(source.as_str()).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        for entry in resource.body {
            match entry {
                ast::Entry::Message(message) => {
                    let (text, variables) = read(message.value.as_ref().unwrap());
                    let key = message.id.name.to_owned();
                    let file = name.clone();
                    let before = entries.insert(
                        key.clone(),
                        Entry {
                            file,
                            text,
                            variables,
                        },
                    );
                    assert!(before.is_none(), "{language}: {key} is there twice");
                }
                ast::Entry::Junk { content } => panic!("{name}: {content}"),
                _ => {}
            }
        }
    }
    entries
}

fn read(pattern: &ast::Pattern<&str>) -> (String, BTreeSet<String>) {
    let mut text = String::new();
    let mut variables = BTreeSet::new();
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => text.push_str(value),
            ast::PatternElement::Placeable { expression } => {
                text.push('x');
                let selector = match expression {
                    ast::Expression::Inline(inline) => inline,
                    ast::Expression::Select { selector, variants } => {
                        for variant in variants {
                            let (inner, more) = read(&variant.value);
                            text.extend([". ", &inner, ". "]);
                            variables.extend(more);
                        }
                        selector
                    }
                };
                if let ast::InlineExpression::VariableReference { id } = selector {
                    variables.insert(id.name.to_owned());
                }
            }
        }
    }
    (text, variables)
}

#[test]
fn every_text_stands_in_every_language_with_the_same_variables() {
    let finnish = catalogue(Language::Fi);
    for language in [Language::Sv, Language::En] {
        let other = catalogue(language);
        let missing: Vec<_> = finnish.keys().filter(|key| !other.contains_key(*key)).collect();
        let without_finnish: Vec<_> = other.keys().filter(|key| !finnish.contains_key(*key)).collect();
        assert!(missing.is_empty(), "not in {language}: {missing:?}");
        assert!(
            without_finnish.is_empty(),
            "only in {language}: {without_finnish:?}"
        );
        for (key, entry) in &other {
            assert_eq!(entry.variables, finnish[key].variables, "{language}: {key}");
            assert_eq!(
                entry.file, finnish[key].file,
                "{language}: {key} stands in another file"
            );
        }
    }
}

/// What the shell of a page says by itself: its language is told once, for all of it.
const FRAME_BUT: [&str; 3] = ["shell-help", "shell-emergency", "shell-find-office"];

#[test]
fn a_language_that_is_not_whole_says_nothing_else_than_finnish() {
    let finnish = catalogue(Language::Fi);
    let is_of_the_frame = |key: &str| key.starts_with("shell-") && !FRAME_BUT.contains(&key);
    let frame = finnish.keys().filter(|key| is_of_the_frame(key)).count();
    let mut texts = 0;
    for language in Language::PARTIAL {
        let own = written(language);
        texts += own.len();
        for (key, entry) in &own {
            let said = finnish
                .get(key)
                .unwrap_or_else(|| panic!("{language}: nobody asks for {key}"));
            assert_eq!(entry.variables, said.variables, "{language}: {key}");
            assert_eq!(entry.file, said.file, "{language}: {key} stands in another file");
            let text = entry.text.replace('\u{AD}', "");
            assert!(
                !text.contains(['<', '>', '&']),
                "{language}: {key} holds markup: {text}"
            );
            assert!(!text.trim().is_empty(), "{language}: {key} is empty");
        }
        let of_the_frame = own.keys().filter(|key| is_of_the_frame(key)).count();
        assert!(
            [0, frame].contains(&of_the_frame),
            "{language}: {of_the_frame} of the {frame} texts around a page: write all of them or none"
        );
    }
    assert!(texts > 10, "the trial language was read");
}

#[test]
fn every_folder_of_texts_is_a_language_of_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    for file in fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(
            name == "recognisable" || Language::parse(&name).is_some(),
            "locales/{name}"
        );
    }
}

#[test]
fn texts_are_plain_words() {
    for (language, banned) in BANNED {
        for (key, entry) in catalogue(language) {
            let text = entry.text.replace('\u{AD}', "");
            let lower = text.to_lowercase();
            assert!(
                !text.contains(['<', '>', '&']),
                "{language}: {key} holds markup: {text}"
            );
            assert!(!text.trim().is_empty(), "{language}: {key} is empty");
            for word in lower.split(|letter: char| !letter.is_alphanumeric()) {
                assert!(!banned.contains(&word), "{language}: {key} says {word}");
            }
            for sentence in text.split(['.', '!', '?', ':', ';']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{language}: {key} has a sentence of {words} words");
            }
        }
    }
}

#[test]
fn what_a_child_reads_is_said_in_short_sentences() {
    for language in Language::ALL {
        let all = catalogue(language);
        let own: Vec<_> = all
            .iter()
            .filter(|(_, entry)| entry.file == "young_person.ftl")
            .collect();
        assert!(own.len() > 40, "the words for children were found");
        for (key, entry) in own {
            for sentence in entry.text.split(['.', '!', '?', ':', ';']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 12, "{language}: {key} has a sentence of {words} words");
            }
        }
    }
}

#[test]
fn who_reads_another_language_is_told_what_is_spoken_at_the_number_for_children() {
    for (language, spoken) in [(Language::Sv, "finska"), (Language::En, "Finnish")] {
        let all = catalogue(language);
        for key in ["young-call", "contact-children"] {
            let text = &all[key].text;
            assert!(
                text.contains("116 111") && text.contains(spoken),
                "{language}: {key}: {text}"
            );
        }
    }
}

#[test]
fn long_words_may_break() {
    for language in [Language::Fi, Language::Sv] {
        for (key, entry) in catalogue(language) {
            for word in entry
                .text
                .split(|letter: char| !letter.is_alphabetic() && letter != '\u{AD}')
            {
                let letters = word.chars().filter(|letter| *letter != '\u{AD}').count();
                assert!(
                    letters < 18 || word.contains('\u{AD}'),
                    "{language}: {key}: {word} has {letters} letters and no soft hyphen"
                );
            }
        }
    }
}

#[test]
fn no_phone_number_but_two_stands_in_a_text() {
    for language in Language::ALL {
        for (key, entry) in catalogue(language) {
            for number in entry
                .text
                .replace("116 111", "")
                .split(|letter: char| !letter.is_ascii_digit())
            {
                assert!(
                    number.len() < 5 || key.starts_with("problem-"),
                    "{language}: {key} holds {number}"
                );
            }
        }
    }
}

/// How keys begin that are made up of a name in the program and what follows it: a code, a number, the name of a page.
const BEGINNINGS: &[&str] = &[
    "accessibility-gap-",
    "accessibility-row-",
    "admin-done-",
    "admin-field-",
    "admin-kind-",
    "admin-language-",
    "admin-looks-at-",
    "api-",
    "block-",
    "case-recorded-",
    "code-",
    "contact-column-",
    "copied-here-",
    "date-month-",
    "date-weekday-",
    "day-",
    "details-",
    "event-",
    "flood-reason-",
    "flood-what-",
    "followup-status-",
    "group-parent-",
    "help-",
    "language-",
    "mail-arrival-subject-",
    "mail-arrival-waits-",
    "page-",
    "paper-",
    "party-leaning-",
    "party-why-",
    "people-",
    "problem-",
    "question-holds-",
    "question-ready-",
    "queue-due-",
    "queue-holder-",
    "queue-view-",
    "recognisable-because-",
    "routing-",
    "same-why-",
    "search-",
    "section-",
    "seen-",
    "shortcuts-",
    "triage-decision-",
];

/// How keys end that are made up of the name of a field or of another text and what of it they are.
const ENDINGS: &[&str] = &[
    "-hint",
    "-home",
    "-in",
    "-label",
    "-label-several",
    "-none",
    "-row",
    "-title",
    "-unknown",
    "-warning",
];

/// What of them is a hint. A word of the program is not enough before it: it belongs below a label, or a field of a form.
const HINT: &str = "-hint";

/// What stands between the name of a field and a code of its list, or of what is wrong in it.
const BETWEEN: [&str; 2] = ["-option-", "-error-"];

/// The text of every file in `folder` and below it whose name ends in `ending`.
fn sources(folder: &str, ending: &str) -> String {
    let mut all = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}

#[test]
fn every_text_is_shown_somewhere() {
    let program = sources("src", ".rs");
    let shown = [sources("templates", ".html"), sources("forms", ".toml")].join("\n");
    let written = format!("{program}\n{shown}");
    // What stands there as a word of its own, and the names of fields as they stand in a key.
    let in_a_key = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let named: BTreeSet<String> = written
        .split(|sign| !in_a_key(sign))
        .map(str::to_owned)
        .chain(written.split('"').filter(|text| text.len() < 100).map(|text| {
            let name = text.replace("[]", "");
            name.replace(['.', '_'], "-")
        }))
        .collect();
    for beginning in BEGINNINGS {
        let composed = program.contains(&format!("\"{beginning}{{"));
        let begun = beginning.trim_end_matches('-');
        assert!(
            composed || program.contains(&format!("\"{begun}\"")),
            "nothing makes up a key that begins with {beginning}"
        );
    }
    let finnish = catalogue(Language::Fi);
    let fields: BTreeSet<String> = load::all()
        .iter()
        .flat_map(Form::fields)
        .map(|(_, field)| field.text_base())
        .collect();
    let has_what_it_explains = |base: &str| fields.contains(base) || finnish.contains_key(base);
    let is_shown = |key: &str| {
        // A form that speaks in a voice of its own has its own text for a key.
        let key = key.split_once("--").map_or(key, |(_voice, key)| key);
        named.contains(key)
            || BEGINNINGS.iter().any(|&beginning| key.starts_with(beginning))
            || ENDINGS
                .iter()
                .filter_map(|&ending| Some((ending, key.strip_suffix(ending)?)))
                .any(|(ending, base)| named.contains(base) && (ending != HINT || has_what_it_explains(base)))
            || BETWEEN.iter().any(|&between| {
                key.split_once(between)
                    .is_some_and(|(base, _)| named.contains(base))
            })
    };
    assert!(
        named.contains("print") && !is_shown("print-hint"),
        "a word of the program with an ending is shown nowhere by that alone"
    );
    let unused: Vec<_> = finnish.keys().filter(|key| !is_shown(key)).collect();
    assert!(unused.is_empty(), "nothing shows these: {unused:?}");
}
