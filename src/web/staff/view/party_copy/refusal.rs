//! What a party asked for and does not get: the list, the form, and the notice that is printed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{marks, name};
use crate::domain::party_copy::{Recipient, Refusal, RefusalGround};
use crate::intake::party_copy::open::Copies;
use crate::intake::party_copy::{Material, OpenRefusal};
use crate::text::{Words, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Blocks, Button, ButtonLook, Details};
use crate::web::page::field::{Choice, Choices, Width};
use crate::web::page::pages::{StaffForm, StaffPage};
use crate::web::page::shell::StaffShell;
use crate::web::page::view::{Column, Line, Link, Row, SummaryList, SummaryRow, Table};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::{Look, bare};
use crate::web::staff::typed;

/// Refuses what a party asks for.
pub const REFUSE: &str = "refuse";
/// The field that says that words which may tell have been looked at.
pub const SURE: &str = "refuse_sure";

/// The form of a refusal.
pub struct Form<'a> {
    /// The id that the refusal will have: a page that is sent twice refuses once.
    pub id: Uuid,
    /// What was posted to it and not taken.
    pub filled: Option<&'a Filled>,
    /// Words were found by which who reported may be recognised.
    pub doubtful: bool,
}

/// What was refused, with the way to each notice below `folder`.
pub fn list(look: &Look, copies: &Copies, folder: &str) -> Option<Block> {
    let rows = copies.refusals.iter();
    let rows = rows.map(|refusal| row(look, &copies.names, refusal, folder));
    (!copies.refusals.is_empty()).then(|| {
        Block::Table(Table {
            caption: look.word("party-refusals"),
            caption_hidden: false,
            columns: ["party-refuse-who", "party-ground-short", "party-refusal-decided"]
                .map(|key| Column::plain(look.word(key)))
                .into(),
            rows: rows.collect(),
        })
    })
}

fn row(look: &Look, names: &BTreeMap<Uuid, String>, open: &OpenRefusal, folder: &str) -> Row {
    let refusal = &open.refusal;
    let who = look
        .words
        .code(Recipient::LIST, refusal.recipient.as_str())
        .into_owned();
    let place = format!("{folder}/party-refusals/{}", open.id);
    let ground = look.words.code(RefusalGround::LIST, refusal.ground.as_str());
    Row {
        cells: vec![
            vec![
                Line::Link(Link::new(place, who)),
                Line::Quiet(dates::plain(look.words, refusal.asked_on)),
            ],
            vec![Line::Text(ground.into_owned())],
            vec![
                Line::Text(name(names, open.by)),
                Line::Quiet(dates::moment(look.words, open.at)),
            ],
        ],
    }
}

/// The form, folded up until somebody needs it.
pub fn form(look: &Look, signed: &SignedIn, action: String, form: &Form<'_>) -> Block {
    let controls = Controls::of(look, form.filled, REFUSE);
    let recipients = Recipient::ALL.map(Recipient::as_str);
    let grounds = RefusalGround::ALL.map(RefusalGround::as_str);
    let languages = look
        .languages()
        .map(|language| (language.code().to_owned(), language.own_name().to_owned()));
    let own = signed.session.language.code();
    let today = typed::written(look.today());
    let mut blocks = vec![
        Block::Paragraph(look.word("party-refuse-text")),
        controls.radios("refuse_who", "party-refuse-who", Recipient::LIST, &recipients),
        controls.text("refuse_on", "party-refuse-on", &today, Width::Ten),
        controls.area("refuse_asked", "party-refuse-asked", 2),
        controls.radios(
            "refuse_ground",
            "party-refuse-ground",
            RefusalGround::LIST,
            &grounds,
        ),
        controls.area("refuse_why", "party-refuse-why", 5),
        controls.select(
            controls.label("refuse_language", "party-refuse-language"),
            languages.collect(),
            own,
        ),
    ];
    if form.doubtful {
        blocks.push(Block::Flag(Choices {
            label: controls.label(SURE, "party-refuse-sure"),
            items: vec![Choice {
                value: "yes".to_owned(),
                label: look.word("party-refuse-sure"),
                hint: None,
                checked: false,
            }],
            small: true,
        }));
    }
    Block::Details(Details {
        summary: look.word("party-refuse"),
        open: controls.is_back(),
        inside: vec![Block::Form(StaffForm {
            action,
            hidden: hidden(signed, &[("refusal", form.id.to_string())]),
            blocks: blocks.into(),
            buttons: vec![
                Button::go(REFUSE, look.word("party-refuse-button")).looking(ButtonLook::Secondary),
            ],
        })]
        .into(),
    })
}

/// What of `text`, which a party reads, tells: whether it names a place under protection, and the words by which who reported may be
/// recognised. Names are never taken, and are left to the intake.
pub fn telling(material: &Material, text: &str) -> (bool, Vec<String>) {
    let found = marks::of_words(material, text);
    let doubtful = found.iter().filter(|mark| !mark.always && mark.why != "name");
    let words = doubtful.map(|mark| {
        let words = text.get(mark.cut.start..mark.cut.end);
        words.unwrap_or_default().to_owned()
    });
    (found.iter().any(|mark| mark.always), words.collect())
}

/// What stands around a notice on paper.
pub struct Around<'a> {
    /// The path of the request below the mount point.
    pub path: &'a str,
    /// What the county is called.
    pub county: String,
    /// The reference of the case.
    pub reference: &'a str,
    /// The day on which it was refused.
    pub decided_on: NaiveDate,
    /// The way back from it.
    pub back: String,
}

/// The notice that is printed, in the language of `words`. It is drawn of the refusal alone.
pub fn notice(words: Words<'_>, refusal: &Refusal, around: Around<'_>) -> StaffPage {
    let word = |key: &str| words.get(key).into_owned();
    let heading = words.with("party-notice-title", "reference", around.reference);
    let shell = StaffShell::new(around.path, &heading, around.county, words);
    let row = |key: &str, value: String| SummaryRow {
        key: word(key),
        value: vec![Line::Text(value)],
        action: None,
    };
    let who = words.code(Recipient::LIST, refusal.recipient.as_str());
    let ground = words.code(RefusalGround::LIST, refusal.ground.as_str());
    let rows = vec![
        row("party-refuse-who", who.into_owned()),
        row("party-refuse-on", dates::plain(words, refusal.asked_on)),
        row("party-refuse-asked", refusal.asked.expose().to_owned()),
        row("party-refuse-ground", ground.into_owned()),
        row("party-refuse-why", refusal.why.expose().to_owned()),
        row("party-refusal-decided", dates::plain(words, around.decided_on)),
    ];
    let mut page = bare(shell, heading);
    page.before = Blocks::from(vec![
        Block::LinkRow {
            label: word("party-print-ways"),
            links: vec![Link::new(around.back, word("party-notice-way"))],
        },
        Block::Summary(SummaryList { rows }),
        Block::Paragraph(word("party-notice-decision")),
    ]);
    page
}
