//! A copy as its party reads it: the rows, and the page that is printed. It is drawn of the copy alone.

use chrono::NaiveDate;

use crate::domain::party_copy::{CopyItem, Draft, Ground, PartyCopy, Piece, Shown, Value};
use crate::forms::{rows as forms_rows, stored};
use crate::places::Places;
use crate::text::{FluentValue, Words, dates};
use crate::web::page::component::{Block, Blocks};
use crate::web::page::pages::StaffPage;
use crate::web::page::shell::StaffShell;
use crate::web::page::view::{Line, Link, MarkedPiece, SummaryList, SummaryRow};
use crate::web::staff::look::bare;

/// The rows of `copy` in the language of `words`.
pub fn rows(words: Words<'_>, copy: &PartyCopy) -> SummaryList {
    let rows = copy.items.iter().map(|item| SummaryRow {
        key: name(words, item),
        value: vec![value(words, &item.shown)],
        action: None,
    });
    SummaryList { rows: rows.collect() }
}

fn name(words: Words<'_>, item: &CopyItem) -> String {
    called(words, item.field.as_str(), item.at)
}

/// What the part `field` is called, of which it is the one at `at`.
pub fn called(words: Words<'_>, field: &str, at: usize) -> String {
    stored::called(&field.replace("[]", &format!("[{at}]")), words)
}

fn value(words: Words<'_>, shown: &Shown) -> Line {
    match shown {
        Shown::Value(value) => Line::Text(plain(words, value)),
        Shown::Words(pieces) => Line::Marked(
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Kept(text) => MarkedPiece {
                        text: text.expose().clone(),
                        marked: false,
                    },
                    Piece::Covered => MarkedPiece {
                        text: words.get("party-covered").into_owned(),
                        marked: true,
                    },
                })
                .collect(),
        ),
    }
}

/// A value in words.
pub fn plain(words: Words<'_>, value: &Value) -> String {
    match value {
        Value::Text(text) => text.expose().to_owned(),
        Value::Date(date) => forms_rows::date_in_words(&String::from(*date), words),
        Value::Day(date) => dates::plain(words, *date),
        Value::Codes { list, codes } => {
            let names: Vec<_> = codes.iter().map(|code| words.code(list, code)).collect();
            names.join(", ")
        }
        Value::Municipality(code) => Places::embedded().municipality(*code).map_or_else(
            || code.to_string(),
            |place| place.names.get(words.language()).to_owned(),
        ),
        Value::Masked => words.get("party-masked").into_owned(),
    }
}

/// What stands around a copy on paper.
pub struct Around<'a> {
    /// The path of the request below the mount point.
    pub path: &'a str,
    /// What the county is called.
    pub county: String,
    /// The reference of the case.
    pub reference: &'a str,
    /// The day on which the report came, in Finland.
    pub reported_on: NaiveDate,
    /// By what right the copy is given.
    pub ground: Ground,
    /// The day of its release.
    pub released_on: NaiveDate,
    /// The way back from it.
    pub back: String,
}

/// The page that is printed.
pub fn print(words: Words<'_>, draft: &Draft, around: Around<'_>) -> StaffPage {
    let word = |key: &str| words.get(key).into_owned();
    let heading = words.with("party-print-title", "reference", around.reference);
    let shell = StaffShell::new(around.path, &heading, around.county, words);
    let row = |key: &str, value: String| SummaryRow {
        key: word(key),
        value: vec![Line::Text(value)],
        action: None,
    };
    let mut facts = vec![
        row("party-reported-on", dates::plain(words, around.reported_on)),
        row(
            "party-for",
            words.code("party", draft.recipient.as_str()).into_owned(),
        ),
        row(
            "party-print-ground",
            words.code("party_ground", around.ground.as_str()).into_owned(),
        ),
        row("party-released-on", dates::plain(words, around.released_on)),
    ];
    let mut blocks = vec![Block::LinkRow {
        label: word("party-print-ways"),
        links: vec![Link::new(around.back, word("party-back-to-copy"))],
    }];
    let withheld: Vec<String> = draft
        .withheld
        .iter()
        .map(|ground| words.code("party_withheld", ground.as_str()).into_owned())
        .collect();
    if draft.copy.keeps_back {
        facts.push(row("party-withheld", withheld.join("\n")));
    }
    blocks.push(Block::Summary(SummaryList { rows: facts }));
    blocks.push(Block::Heading(word("party-content")));
    blocks.push(Block::Summary(rows(words, &draft.copy)));
    if draft.copy.keeps_back {
        blocks.push(Block::Paragraph(words.format(
            "party-print-kept-back",
            &[("covered", FluentValue::from(word("party-covered")))],
        )));
        blocks.push(Block::Paragraph(word("party-print-decision")));
    }
    let mut page = bare(shell, heading);
    page.before = Blocks::from(blocks);
    page
}
