//! The pages about the program say what is so: what is generated is up to date, what is named is there.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
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
