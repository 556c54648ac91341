//! The pages of a case's copies for its parties.

pub mod copy;
pub mod marks;
pub mod refusal;
pub mod returned;
pub mod sheet;

use uuid::Uuid;

use crate::domain::access::StaffId;
use crate::domain::contact::Channel;
use crate::domain::party_copy::{Draft, Given, Ground, Recipient};
use crate::intake::party_copy::open::{Copies, OneCopy};
use crate::intake::party_copy::{Material, OpenCopy};
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook, Details};
use crate::web::page::field::{Choice, Choices, Width};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::{Column, Line, Link, Row, SummaryList, SummaryRow, Table};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;
use crate::web::staff::typed;

use sheet::Sheet;

/// Makes or changes a draft.
pub const DRAFT: &str = "draft";
/// Throws it away.
pub const DISCARD: &str = "discard";
/// Releases it.
pub const RELEASE: &str = "release";
/// Sends it back to the one who made it.
pub const BACK: &str = "back";
/// The tick of whoever releases it that the child's own wish was weighed.
pub const WEIGHED: &str = "weighed";
/// Notes to whom it was given.
pub const GIVEN: &str = "given";

/// The list: what there is and what was refused, the form of another copy, and for whoever may refuse a form for that. `folder` is
/// the way from the page to the case.
pub fn list(
    look: &Look,
    copies: &Copies,
    signed: &SignedIn,
    folder: &str,
    sheet: &Sheet,
    refuse: &refusal::Form<'_>,
) -> Vec<Block> {
    let mut blocks = vec![
        Block::Links(vec![Link::new(folder, look.word("work-back"))]),
        Block::Paragraph(look.word("party-text")),
    ];
    if !copies.copies.is_empty() {
        let rows = copies.copies.iter().map(|copy| row(look, copies, copy, folder));
        blocks.push(Block::Table(Table {
            caption: look.word("party-copies"),
            caption_hidden: false,
            columns: ["party-for", "party-state", "party-maker"]
                .map(|key| Column::plain(look.word(key)))
                .into(),
            rows: rows.collect(),
        }));
    }
    blocks.extend(refusal::list(look, copies, folder));
    let action = format!("{folder}/party-copy");
    blocks.extend(warning(look, &copies.material));
    if copies.material.sealed {
        blocks.push(Block::Heading(look.word("party-new")));
        blocks.extend(sealed(look, folder));
        blocks.extend(kept(look, signed, action.clone(), 0, sheet));
    } else if copies.copies.is_empty() {
        blocks.push(Block::Heading(look.word("party-new")));
        blocks.push(form(look, &copies.material, signed, action.clone(), 0, sheet));
    } else {
        let form = form(look, &copies.material, signed, action.clone(), 0, sheet);
        blocks.push(Block::Details(Details {
            summary: look.word("party-new"),
            open: !sheet.faults().is_empty(),
            inside: vec![form].into(),
        }));
    }
    if copies.may_refuse {
        blocks.push(refusal::form(look, signed, action, refuse));
    }
    blocks
}

/// In place of what tells of somebody under protection: that it is closed, and the way to open it.
fn sealed(look: &Look, folder: &str) -> [Block; 2] {
    let way = Link::new(format!("{folder}#unseal"), look.word("party-sealed-way"));
    [Block::Inset(look.word("party-sealed")), Block::Links(vec![way])]
}

/// What was typed into the form of a copy that has closed meanwhile, to be sent again once it is open; nothing where nobody typed.
fn kept(look: &Look, signed: &SignedIn, action: String, version: i64, sheet: &Sheet) -> Option<Block> {
    if sheet.kept().is_empty() {
        return None;
    }
    let mut fields = hidden(signed, &[("version", version.to_string())]);
    fields.extend(sheet.kept().iter().map(|(name, value)| Hidden {
        name: name.clone().into(),
        value: value.clone(),
    }));
    Some(Block::Form(StaffForm {
        action,
        hidden: fields,
        blocks: vec![Block::Paragraph(look.word("party-sealed-kept"))].into(),
        buttons: vec![Button::go(DRAFT, look.word("party-save"))],
    }))
}

fn row(look: &Look, copies: &Copies, copy: &OpenCopy, folder: &str) -> Row {
    let recipient = recipient(look, copy.recipient);
    let place = format!("{folder}/party-copy/{}", copy.id);
    Row {
        cells: vec![
            vec![Line::Link(Link::new(place, recipient))],
            vec![Line::Text(look.word(state(copy)))],
            vec![
                Line::Text(name(&copies.names, copy.maker)),
                Line::Quiet(dates::moment(look.words, copy.made_at)),
            ],
        ],
    }
}

const fn state(copy: &OpenCopy) -> &'static str {
    match (&copy.release, &copy.given) {
        (None, _) if copy.sent_back.is_some() => "party-state-back",
        (None, _) => "party-state-draft",
        (Some(_), None) => "party-state-released",
        (Some(_), Some(_)) => "party-state-given",
    }
}

fn recipient(look: &Look, recipient: Recipient) -> String {
    look.words.code(Recipient::LIST, recipient.as_str()).into_owned()
}

fn name(names: &std::collections::BTreeMap<Uuid, String>, who: StaffId) -> String {
    names.get(&who.0).cloned().unwrap_or_default()
}

/// Who gets the copy of a child's own report learns that it was the child; and the child may have forbidden that, in its own words.
fn warning(look: &Look, material: &Material) -> Vec<Block> {
    let warning = |key: &str| Block::Warning {
        prefix: look.word("staff-news"),
        text: look.word(key),
    };
    let from_child = material.from_child.then(|| warning("party-from-child"));
    let mut blocks: Vec<Block> = from_child.into_iter().collect();
    if let Some(forbids) = &material.forbids {
        blocks.push(warning("case-warning-guardians"));
        blocks.extend(forbids.why.as_ref().map(|why| Block::Part {
            name: look.word("party-forbids-why"),
            line: Line::text(why.expose()),
        }));
    }
    blocks
}

/// The tick that the child's own wish was weighed, of a copy that reaches guardians who should not know.
fn weighed(look: &Look, one: &OneCopy, filled: Option<&Filled>) -> Option<Block> {
    let asks = one.material.forbids.is_some() && one.copy.recipient.reaches_guardians();
    let filled = filled.filter(|filled| filled.form == RELEASE);
    asks.then(|| {
        Block::Flag(Choices {
            label: Controls::of(look, filled, RELEASE).label(WEIGHED, "party-weighed"),
            items: vec![Choice {
                value: "yes".to_owned(),
                label: look.word("party-weighed"),
                hint: Some(look.word("party-weighed-law")),
                checked: filled.is_some_and(|filled| filled.typed(WEIGHED).is_some()),
            }],
            small: true,
        })
    })
}

fn form(
    look: &Look,
    material: &Material,
    signed: &SignedIn,
    action: String,
    version: i64,
    sheet: &Sheet,
) -> Block {
    Block::Form(StaffForm {
        action,
        hidden: hidden(signed, &[("version", version.to_string())]),
        blocks: sheet.blocks(look, material).into(),
        buttons: vec![Button::go(DRAFT, look.word("party-save"))],
    })
}

/// One copy. `filled` is what was posted to its smaller forms and not taken.
pub fn one(
    look: &Look,
    one: &OneCopy,
    signed: &SignedIn,
    folder: &str,
    sheet: &Sheet,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let copy = &one.copy;
    let back = format!("{folder}/party-copy");
    let place = format!("{back}/{}", copy.id);
    let mut blocks = vec![Block::Links(vec![Link::new(&back, look.word("party-back"))])];
    blocks.push(Block::Inset(said(look, one)));
    if let Some(back) = &copy.sent_back {
        let parts = [
            ("who", FluentValue::from(name(&one.names, StaffId(back.by)))),
            ("when", FluentValue::from(dates::moment(look.words, back.at))),
        ];
        let said = look.words.format("party-said-back", &parts);
        blocks.push(Block::Inset(said));
        blocks.push(Block::Summary(SummaryList {
            rows: vec![SummaryRow {
                key: look.word("party-back-why"),
                value: vec![Line::Text(back.why.expose().to_owned())],
                action: None,
            }],
        }));
    }
    if copy.release.is_none() {
        blocks.extend(warning(look, &one.material));
    }
    blocks.push(Block::Heading(look.word("party-content")));
    match &copy.draft {
        Some(draft) => blocks.extend(content(look, draft)),
        None => blocks.extend(sealed(look, folder)),
    }
    if copy.release.is_some() {
        if copy.draft.is_some() {
            blocks.push(Block::Links(vec![Link::new(
                format!("{place}/print"),
                look.word("party-print"),
            )]));
        }
        blocks.extend(match &copy.given {
            Some(given) => vec![Block::Inset(given_to(look, one, given))],
            None => give(look, signed, &place, filled),
        });
        return blocks;
    }
    let version = copy.version;
    if copy.draft.is_some() {
        blocks.extend(release(look, one, signed, &place, filled));
        blocks.push(Block::Details(Details {
            summary: look.word("party-change"),
            open: !sheet.faults().is_empty(),
            inside: vec![form(look, &one.material, signed, place.clone(), version, sheet)].into(),
        }));
    }
    blocks.extend(kept(look, signed, place.clone(), version, sheet));
    blocks.push(Block::Form(StaffForm {
        action: place,
        hidden: hidden(signed, &[("version", version.to_string())]),
        blocks: Vec::new().into(),
        buttons: vec![Button::go(DISCARD, look.word("party-discard")).looking(ButtonLook::Secondary)],
    }));
    blocks
}

/// What a party reads, and why something is kept back.
fn content(look: &Look, draft: &Draft) -> Vec<Block> {
    let mut blocks = vec![Block::Summary(copy::rows(look.words, &draft.copy))];
    if draft.copy.keeps_back {
        let grounds = draft.withheld.iter();
        let grounds = grounds.map(|ground| look.words.code("party_withheld", ground.as_str()).into_owned());
        blocks.push(Block::Subheading(look.word("party-withheld")));
        blocks.push(Block::List(grounds.collect()));
    }
    blocks
}

/// How the copy stands, in a sentence.
fn said(look: &Look, one: &OneCopy) -> String {
    let copy = &one.copy;
    let (key, who, at) = match &copy.release {
        None => ("party-said-draft", copy.maker, copy.made_at),
        Some(release) => ("party-said-released", release.by, release.at),
    };
    let ground = copy.release.map(|release| release.ground);
    let ground = ground.map(|ground| look.words.code(Ground::LIST, ground.as_str()).into_owned());
    look.words.format(
        key,
        &[
            ("recipient", FluentValue::from(recipient(look, copy.recipient))),
            ("who", FluentValue::from(name(&one.names, who))),
            ("when", FluentValue::from(dates::moment(look.words, at))),
            ("ground", FluentValue::from(ground.unwrap_or_default())),
        ],
    )
}

fn given_to(look: &Look, one: &OneCopy, given: &Given) -> String {
    look.words.format(
        "party-said-given",
        &[
            ("to", FluentValue::from(given.to.expose())),
            ("date", FluentValue::from(dates::plain(look.words, given.on))),
            (
                "how",
                FluentValue::from(look.words.code(Channel::LIST, given.channel.as_str())),
            ),
            ("who", FluentValue::from(name(&one.names, StaffId(given.by)))),
        ],
    )
}

/// The forms of the second person, to release it or to send it back; for everybody else, who that may be.
fn release(
    look: &Look,
    one: &OneCopy,
    signed: &SignedIn,
    place: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(look.word("party-release"))];
    if !one.may_release {
        let key = if one.copy.sent_back.is_some() {
            "party-back-first"
        } else {
            "party-release-other"
        };
        blocks.push(Block::Paragraph(look.word(key)));
        return blocks;
    }
    let version = || hidden(signed, &[("version", one.copy.version.to_string())]);
    let controls = Controls::of(look, filled, RELEASE);
    let codes = Ground::ALL.map(Ground::as_str);
    let mut inside = vec![
        Block::Paragraph(look.word("party-release-text")),
        controls.radios("ground", "party-ground", Ground::LIST, &codes),
    ];
    inside.extend(weighed(look, one, filled));
    blocks.push(Block::Form(StaffForm {
        action: place.to_owned(),
        hidden: version(),
        blocks: inside.into(),
        buttons: vec![Button::go(RELEASE, look.word("party-release-button"))],
    }));
    let controls = Controls::of(look, filled, BACK);
    blocks.push(Block::Heading(look.word("party-back-heading")));
    blocks.push(Block::Form(StaffForm {
        action: place.to_owned(),
        hidden: version(),
        blocks: vec![
            Block::Paragraph(look.word("party-back-text")),
            controls.area("back_why", "party-back-why", 4),
        ]
        .into(),
        buttons: vec![Button::go(BACK, look.word("party-back-button")).looking(ButtonLook::Secondary)],
    }));
    blocks
}

/// The form that notes to whom the copy was given.
fn give(look: &Look, signed: &SignedIn, place: &str, filled: Option<&Filled>) -> Vec<Block> {
    let controls = Controls::of(look, filled, GIVEN);
    let ways = [Channel::Meeting, Channel::Letter, Channel::Electronic].map(Channel::as_str);
    let today = typed::written(look.today());
    vec![
        Block::Heading(look.word("party-given")),
        Block::Form(StaffForm {
            action: place.to_owned(),
            hidden: hidden(signed, &[]),
            blocks: vec![
                controls.text("given_to", "party-given-to", "", Width::Full),
                controls.text("given_on", "party-given-on", &today, Width::Ten),
                controls.radios("given_how", "party-given-how", Channel::LIST, &ways),
            ]
            .into(),
            buttons: vec![Button::go(GIVEN, look.word("party-given-button"))],
        }),
    ]
}
