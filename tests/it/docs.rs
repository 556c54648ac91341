//! The pages about the program say what is so: what is generated is up to date, what is named is there.

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
    let mut told = std::collections::BTreeSet::new();
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

fn read(page: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("the page is there")
}
