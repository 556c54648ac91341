//! The search form with what was typed, and what was found: what a list may show of a case, and nothing that tells who anybody is.

use crate::domain::audit::Purpose;
use crate::intake::search::{Hit, Hits, MOST, PURPOSES, Question, Slip};
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button};
use crate::web::page::field::{Choice, Choices, FieldFault, Label, TextField, Width};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Column, FaultLink, Line, Link, Row, Table};
use crate::web::staff::age;
use crate::web::staff::look::{Look, csrf};

use super::{marks, row};

/// The fields in the order of the page, each with what can be wrong with it.
const FIELDS: [(&str, Slip); 6] = [
    ("reference", Slip::Reference),
    ("name", Slip::Name),
    ("identity_code", Slip::IdentityCode),
    ("birth_date", Slip::BirthDate),
    ("phone", Slip::Phone),
    ("address", Slip::Address),
];

/// What was typed, and what is wrong with it.
#[derive(Default)]
pub struct Typed {
    purpose: Option<Purpose>,
    values: [String; 6],
    slips: Vec<Slip>,
}

impl Typed {
    /// What was posted.
    pub fn of(fields: &Fields) -> Self {
        Self {
            purpose: Purpose::parse(fields.get("purpose")),
            values: FIELDS.map(|(name, _)| fields.get(name).to_owned()),
            slips: Vec::new(),
        }
    }

    /// With what is wrong with it.
    #[must_use]
    pub fn with(self, slips: Vec<Slip>) -> Self {
        Self { slips, ..self }
    }

    /// What it asks.
    pub fn question(&self) -> Question {
        let [reference, name, identity_code, birth_date, phone, address] = self.values.clone();
        Question {
            purpose: self.purpose,
            reference: reference.into(),
            name: name.into(),
            identity_code: identity_code.into(),
            birth_date: birth_date.into(),
            phone: phone.into(),
            address: address.into(),
        }
    }

    /// What is wrong, each with the field it is at.
    pub fn faults(&self, look: &Look) -> Vec<FaultLink> {
        let link = |slip: &Slip| FaultLink {
            id: field(*slip).to_owned(),
            text: look.word(text(*slip)),
        };
        self.slips.iter().map(link).collect()
    }

    fn fault(&self, look: &Look, id: &str) -> Option<FieldFault> {
        let found = self.faults(look).into_iter().find(|fault| fault.id == id)?;
        Some(FieldFault {
            prefix: look.word("error-prefix"),
            text: found.text,
        })
    }
}

const fn field(slip: Slip) -> &'static str {
    match slip {
        Slip::Purpose => "purpose",
        Slip::Nothing | Slip::Reference => "reference",
        Slip::Name => "name",
        Slip::IdentityCode => "identity_code",
        Slip::BirthDate => "birth_date",
        Slip::Phone => "phone",
        Slip::Address => "address",
    }
}

const fn text(slip: Slip) -> &'static str {
    match slip {
        Slip::Purpose => "search-purpose-error",
        Slip::Nothing => "search-nothing-error",
        Slip::Reference => "search-reference-error",
        Slip::Name => "search-name-error",
        Slip::IdentityCode => "search-identity-code-error",
        Slip::BirthDate => "search-birth-date-error",
        Slip::Phone => "search-phone-error",
        Slip::Address => "search-address-error",
    }
}

/// The form.
pub fn form(look: &Look, signed: &SignedIn, typed: &Typed) -> StaffForm {
    let label = |id: &str, key: &str| {
        let mut label = Label::new(id, look.word(key));
        label.error = typed.fault(look, id);
        let hint = format!("{key}-hint");
        if look.words.has(&hint) {
            label.hint = Some(look.word(&hint));
        }
        label
    };
    let items = PURPOSES.into_iter().map(|purpose| Choice {
        value: purpose.as_str().to_owned(),
        label: look.words.code("search_purpose", purpose.as_str()).into_owned(),
        hint: None,
        checked: typed.purpose == Some(purpose),
    });
    let mut blocks = vec![Block::Radios(Choices {
        label: label("purpose", "search-purpose"),
        items: items.collect(),
        small: true,
    })];
    for ((name, _), value) in FIELDS.iter().zip(&typed.values) {
        let key = format!("search-{name}").replace('_', "-");
        let mut field = TextField::new(label(name, &key), value.clone());
        field.free_text = matches!(*name, "name" | "address");
        if !field.free_text {
            field.width = Width::Twenty;
        }
        blocks.push(Block::Text(field));
    }
    StaffForm {
        action: "search".to_owned(),
        hidden: csrf(signed),
        blocks: blocks.into(),
        buttons: vec![Button::go("search", look.word("search-button"))],
    }
}

/// What was found. `cases` is the way from the page to the folder of all cases.
pub fn results(look: &Look, hits: &Hits, cases: &str) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(look.word("search-results"))];
    if hits.here.is_empty() {
        blocks.push(Block::Paragraph(look.word("search-none")));
    } else {
        if !hits.more {
            let count = hits.here.len();
            blocks.push(Block::Paragraph(look.words.count("search-count", "count", count)));
        }
        blocks.push(Block::Table(table(look, &hits.here, cases)));
    }
    if hits.more {
        blocks.push(Block::Paragraph(look.words.count("search-more", "count", MOST)));
    }
    if hits.elsewhere {
        blocks.push(Block::Inset(look.word("search-elsewhere")));
        blocks.push(Block::Links(vec![Link::new(
            "break-glass",
            look.word("break-glass-to-page"),
        )]));
    }
    blocks
}

fn table(look: &Look, hits: &[Hit], cases: &str) -> Table {
    let columns = [
        "queue-column-reference",
        "queue-column-child",
        "search-column-status",
        "search-column-office",
    ];
    Table {
        caption: look.word("search-results"),
        caption_hidden: true,
        columns: columns
            .into_iter()
            .map(|key| Column::plain(look.word(key)))
            .collect(),
        rows: hits.iter().map(|hit| cells(look, hit, cases)).collect(),
    }
}

fn cells(look: &Look, hit: &Hit, cases: &str) -> Row {
    let found = &hit.row;
    let reference = if hit.opens {
        Line::Link(Link::new(
            format!("{cases}/{}", found.id),
            found.reference.as_str(),
        ))
    } else {
        Line::text(found.reference.as_str())
    };
    let mut first = vec![
        reference,
        Line::Quiet(age::arrived(look.words, found.arrival, look.now)),
    ];
    if !hit.opens {
        first.push(Line::Quiet(look.word("search-not-open")));
    }
    let tags = marks::tags(
        look,
        &found.state,
        found.is_unborn(),
        found.urgency,
        &found.summary,
    );
    Row {
        cells: vec![
            first,
            row::child(look, found),
            tags.into_iter().map(Line::Tag).collect(),
            vec![Line::text(look.office(found.seen_at))],
        ],
    }
}
