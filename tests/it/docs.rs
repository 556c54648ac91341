//! The pages about the program say what is so: what is generated is up to date, what is named is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clap::CommandFactory;
use huoli::boot::refusals;
use huoli::cli::Cli;
use huoli::config;
use huoli::domain::language::Language;
use huoli::domain::report::Channel;
use huoli::places::Places;
use huoli::wire::{self, Reading, Strictness};

#[test]
fn the_reference_of_settings_is_that_of_the_table() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let wanted = config::reference();
    let update = config::process_environment().contains_key("UPDATE_DOCS");
    if update {
        fs::write(&page, &wanted).expect("the page is written");
    }
    let found = fs::read_to_string(&page).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/configuration.md is stale: UPDATE_DOCS=1 cargo test the_reference"
    );
}

#[test]
fn the_page_of_refusals_is_that_of_the_tables() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/refusals.md");
    let wanted = refusals::reference();
    if config::process_environment().contains_key("UPDATE_DOCS") {
        fs::write(&page, &wanted).expect("the page is written");
    }
    let found = fs::read_to_string(&page).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/refusals.md is stale: UPDATE_DOCS=1 cargo test the_page_of_refusals"
    );
    let rules: Vec<&str> = refusals::RULES.iter().map(|rule| rule.id).collect();
    for number in 1..=15 {
        assert!(rules.contains(&format!("R{number}").as_str()), "R{number}");
    }
}

/// Every name that the program's own text gives to a refusal or a warning stands in the tables, and the other way round.
#[test]
fn the_tables_of_refusals_name_what_the_code_tells() {
    let mut told = BTreeSet::new();
    let boot = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/boot");
    for room in [
        "refusals",
        "warnings",
        "installation.rs",
        "serve.rs",
        "../store/seal/key_file.rs",
    ] {
        let place = boot.join(room);
        let files = if place.is_dir() {
            fs::read_dir(&place)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect()
        } else {
            vec![place]
        };
        for file in files {
            // The tables themselves prove nothing.
            if file.ends_with("refusals/rules.rs") || file.ends_with("warnings/mod.rs") {
                continue;
            }
            let text = fs::read_to_string(file).unwrap();
            told.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    // What is asked in the opened installation names its warning in the table's own file.
    told.insert("escrow".to_owned());
    for rule in refusals::RULES.iter().chain(refusals::all_warnings()) {
        assert!(told.contains(rule.id), "nothing tells {}", rule.id);
    }
}

#[test]
fn the_call_in_the_readme_is_one_that_the_api_takes() {
    let readme = read("README.md");
    let document = readme
        .split_once("-d '")
        .and_then(|(_, rest)| rest.split_once("}'"))
        .map(|(document, _)| format!("{document}}}"))
        .expect("a document stands in the call");
    let document = serde_json::from_str(&document).expect("it is JSON");
    let reading = Reading {
        strictness: Strictness::Strict,
        channel: Channel::Api,
        form: None,
        language: Language::Fi,
        today: "2026-11-20".parse().expect("a date"),
        municipality_known: &|code| Places::embedded().geography().current(code).is_some(),
    };
    let accepted = wire::read(&document, &reading).expect("the API takes it");
    assert!(accepted.warnings.is_empty());
}

#[test]
fn every_page_and_command_that_the_pages_name_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let text = read(page);
        for (_, rest) in text
            .match_indices("](")
            .map(|(at, found)| text.split_at(at + found.len()))
        {
            let target = rest.split(')').next().unwrap_or_default();
            assert!(
                target.starts_with("https://") || root.join(target).exists(),
                "{page} names {target}"
            );
        }
    }
    let commands: Vec<String> = Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let readme = read("README.md");
    let named: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("huoli ")?.split(' ').next())
        .collect();
    assert!(
        named.len() > 5
            && named
                .iter()
                .all(|name| commands.iter().any(|command| command == name)),
        "{named:?}"
    );
    assert!(root.join("tests/run").exists() && readme.contains("cargo run --release -- demo"));
}

/// Every rule by which a comment in `src` names itself stands on the page of the law, and every file that the page names is there.
#[test]
fn the_page_of_the_law_has_every_rule_that_the_code_names() {
    let law = read("docs/law.md");
    let mut named = BTreeSet::new();
    for (file, text) in texts("src") {
        let comments = text.lines().filter(|line| line.trim_start().starts_with("//"));
        for word in comments.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')) {
            let number = word.strip_prefix(['K', 'L', 'I', 'Q']).unwrap_or_default();
            if (1..=2).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit()) {
                assert!(law.contains(&format!("**{word}**")), "{file} names {word}");
                named.insert(word.to_owned());
            }
        }
    }
    assert!(named.len() > 20, "{named:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for place in law.split('`').skip(1).step_by(2) {
        let is_file = place.starts_with("src/") || place.starts_with("data/");
        assert!(!is_file || root.join(place).exists(), "docs/law.md names {place}");
    }
}

/// What a reader of the repository cannot open is not cited: no section and no tag of a document that is not in it.
#[test]
fn nothing_cites_a_document_that_is_not_here() {
    // In pieces, so that this file does not find itself.
    let documents = [
        ["DES", "IGN"],
        ["DOM", "AIN"],
        ["EXPERI", "ENCE"],
        ["SECU", "RITY"],
        ["STA", "CK"],
        ["ST", "YLE"],
    ]
    .map(|pieces| pieces.concat());
    for document in &documents {
        for place in ["7.2", "§ 6", "C16", "section 10", "decision 12", "\n/// K13"] {
            let text = format!("/// What is so (LsL 26 §,\n/// {document} {place}).");
            assert_eq!(cited(&text, &documents).as_ref(), Some(document), "{text}");
        }
        assert_eq!(cited(&format!("// \"{document}\" is a word"), &documents), None);
    }
    let rooms = ["src", "tests/it", "forms", "docs", "benches"];
    let pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Cargo.toml"];
    let pages = pages.map(|page| (page.to_owned(), read(page)));
    for (file, text) in rooms.into_iter().flat_map(texts).chain(pages) {
        assert_eq!(cited(&text, &documents), None, "{file}");
    }
}

/// The first of `documents` that `text` cites by a number or a tag, also where the line ends between the two.
fn cited(text: &str, documents: &[String]) -> Option<String> {
    let is_word = |word: &&str| !word.chars().all(|c| matches!(c, '/' | '!' | '#'));
    let words: Vec<&str> = text.split_whitespace().filter(is_word).collect();
    let pairs = words.iter().zip(words.iter().skip(1));
    let found = pairs.filter(|(_, next)| {
        let tag = next
            .strip_prefix(|c: char| c.is_ascii_uppercase())
            .unwrap_or(next);
        let begins = |c: char| c.is_ascii_digit() || c == '§';
        tag.starts_with(begins) || ["section", "sections", "decision"].contains(next)
    });
    found
        .map(|(word, _)| word.trim_start_matches(|c: char| !c.is_alphanumeric()))
        .find(|word| documents.iter().any(|document| document == word))
        .map(str::to_owned)
}

/// The sources, settings and pages in `room` and the folders below it, each with its path in the repository.
fn texts(room: &str) -> Vec<(String, String)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![here.join(room)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is read") {
            let path = entry.expect("the entry is read").path();
            if path.is_dir() {
                folders.push(path);
            } else if ["rs", "toml", "md"]
                .iter()
                .any(|kind| path.extension().is_some_and(|extension| extension == *kind))
            {
                let text = fs::read_to_string(&path).expect("the file is read");
                found.push((path.display().to_string(), text));
            }
        }
    }
    assert!(!found.is_empty(), "{room}");
    found
}

fn read(page: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("the page is there")
}
