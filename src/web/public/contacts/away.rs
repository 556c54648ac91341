//! The pages that a proxy serves in place of `/contacts` while nobody answers behind it: the same numbers and hours,
//! without anything that depends on the clock.

use askama::Template;
use chrono::NaiveDate;

use super::card::card;
use super::county::{offices, serves};
use super::find::Serving;
use super::list;
use super::search::{duty_card, warning};
use crate::domain::language::Offered;
use crate::domain::places::Names;
use crate::domain::rules::RuleSet;
use crate::places::Places;
use crate::text::{Texts, Words, dates};
use crate::web::assets;
use crate::web::page::component::{Block, Blocks};
use crate::web::page::prose::Piece;
use crate::web::page::shell::{Shell, ShellInput};

/// The page.
#[derive(Template)]
#[template(path = "pages/away.html")]
struct AwayPage {
    shell: Shell,
    /// The neutral page of the quick exit: nobody is there who could lead to it.
    exit: String,
    heading: String,
    blocks: Blocks,
}

/// A file below the folder that the proxy serves.
pub struct File {
    /// Its path, such as `sv/contacts.html`.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// The pages of every language with their style sheet, as of `today`. `county` is whose service it is, `exit` the
/// neutral page of the quick exit, `languages` are those that are offered.
///
/// # Errors
/// [`askama::Error`], which writing into memory does not make.
pub fn files(
    rules: &RuleSet,
    county: &Names,
    exit: &str,
    languages: &Offered,
    today: NaiveDate,
) -> Result<Vec<File>, askama::Error> {
    let mut files = Vec::new();
    for in_path in [None].into_iter().chain(languages.iter().map(Some)) {
        let path = super::path(in_path, "contacts");
        let words = Texts::embedded().words(in_path.unwrap_or(languages.first()));
        let around = Surroundings {
            rules,
            county,
            exit,
            languages,
            today,
        };
        let page = page(&path, &around, words);
        files.push(File {
            path: format!("{}.html", path.trim_start_matches('/')),
            bytes: page.render()?.into_bytes(),
        });
    }
    files.extend(assets::files().map(|(path, bytes)| File {
        path: path.to_owned(),
        bytes: bytes.to_vec(),
    }));
    Ok(files)
}

/// What the pages of all languages have in common.
struct Surroundings<'a> {
    rules: &'a RuleSet,
    county: &'a Names,
    exit: &'a str,
    languages: &'a Offered,
    today: NaiveDate,
}

fn page(path: &str, around: &Surroundings<'_>, words: Words<'_>) -> AwayPage {
    let Surroundings {
        rules,
        county,
        exit,
        languages,
        today,
    } = *around;
    let language = words.language();
    let home = rules.home_county();
    let mut blocks = vec![Block::Inset(words.get("contacts-away").into_owned())];
    blocks.extend(warning(words));
    blocks.push(Block::Heading(county.get(language).to_owned()));
    let duty = rules.duty(home);
    for office in offices(home, rules) {
        let serving = Serving {
            office,
            of: serves(office, Places::embedded(), rules, words),
        };
        blocks.extend(card(&serving, duty, None, words));
    }
    blocks.extend(duty_card(duty, None, words));
    blocks.push(Block::Heading(words.get("contacts-all").into_owned()));
    blocks.push(Block::Table(list::table(
        Places::embedded(),
        rules,
        words,
        &|_| None,
    )));
    blocks.push(Block::Paragraph(words.with(
        "contacts-as-of",
        "date",
        &dates::plain(words, today),
    )));
    let input = ShellInput {
        path,
        county: county.get(language).to_owned(),
        help: vec![words.get("calls-general").into_owned().into()],
        languages,
        faulty: false,
    };
    let title = "contact-title";
    AwayPage {
        shell: Shell::new(input, words)
            .in_each_language("contacts")
            .headed(title, words),
        exit: exit.to_owned(),
        heading: words.get(title).into_owned(),
        blocks: blocks.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::directory::Directory;

    #[test]
    fn the_pages_name_every_number_and_nothing_that_the_clock_changes() {
        let rules = Directory::embedded().rule_set();
        let county = Places::embedded().county(rules.home_county()).unwrap();
        let today = "2026-11-23".parse().unwrap();
        let files = files(
            &rules,
            &county.names,
            "https://neutral.example/",
            &Offered::default(),
            today,
        )
        .unwrap();
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths[..4],
            [
                "contacts.html",
                "fi/contacts.html",
                "sv/contacts.html",
                "en/contacts.html"
            ]
        );
        assert!(paths[4].starts_with("assets/huoli.") && paths.len() == 6);
        for file in &files[..4] {
            let text = String::from_utf8(file.bytes.clone()).unwrap();
            for duty in &Directory::embedded().duty {
                let number = rules.office(duty.1).unwrap().phones.iter().next().unwrap();
                let dialled = number.number.dialled();
                assert!(text.contains(&format!("href=\"tel:{dialled}\"")), "{dialled}");
            }
            assert!(!text.contains("method=\"post\"") && !text.contains("<script"));
            assert!(text.contains("action=\"https://neutral.example/\""));
            let sheet = if file.path.contains('/') {
                "../assets/"
            } else {
                "./assets/"
            };
            assert!(text.contains(sheet), "{}", file.path);
            for now in [
                "Nyt vastaa",
                "Nyt suljettu",
                "Auki nyt",
                "Closed now",
                "Stängt nu",
            ] {
                assert!(!text.contains(now), "{now}");
            }
        }
    }
}
