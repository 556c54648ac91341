//! The receipt of somebody who reported in their work, and what they take along from it: a copy to print, the same as a
//! file, the signed proof. All of it is made from the sealed field of the page; nothing more is stored for it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::around::Around;
use super::calls::Calls;
use super::go::Copied;
use super::saying::Saying;
use super::{look, receipt};
use crate::domain::codes::Kind;
use crate::domain::phone::Audience;
use crate::domain::rules::RuleSet;
use crate::forms::{load, stored};
use crate::intake::receipt::Receipt;
use crate::text::{FluentValue, Words, dates};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::ReceiptPage;
use crate::web::page::shell::Shell;
use crate::web::page::view::{Line, Panel, SummaryList, SummaryRow};

use super::professional::FORM;

/// The voice of the form's texts about a contact (LsL 25 a §).
const JOINT: &str = "joint";

/// A report that was sent, as it travels in the page after it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    receipt: Receipt,
    code: Option<String>,
    first_stands: bool,
    document: Value,
}

impl Sent {
    /// What was answered to `document`.
    pub fn new(receipt: Receipt, document: Value) -> Self {
        Self {
            code: receipt.follow_up_code.clone(),
            first_stands: receipt.first_stands,
            document: if receipt.first_stands {
                Value::Null
            } else {
                document
            },
            receipt,
        }
    }

    /// The receipt, with what does not travel in it.
    fn receipt(&self) -> Receipt {
        Receipt {
            follow_up_code: self.code.clone(),
            first_stands: self.first_stands,
            ..self.receipt.clone()
        }
    }

    /// Whom to call: the offices that have it, unless an address is protected.
    pub fn calls<'a>(&self, rules: &'a RuleSet) -> Calls<'a> {
        if self.receipt.protected {
            return Calls::Protected;
        }
        let offices = self.receipt.cases.iter().filter_map(|case| case.office.as_ref());
        let offices = offices.filter_map(|office| rules.office(office.id));
        Calls::of_offices(offices, rules, Audience::Professionals)
    }

    /// The voice in which it is spoken of: a contact made together with the family is not called a report.
    pub fn voice(&self) -> Option<&'static str> {
        let cases = &self.receipt.cases;
        let joint = !cases.is_empty() && cases.iter().all(|case| case.kind == Kind::Contact);
        joint.then_some(JOINT)
    }

    /// Whether the page was sent before with other words: what stands in it now was never sent.
    pub const fn first_stands(&self) -> bool {
        self.first_stands
    }

    /// A file to take along: its name and what is in it. `None` for a page, and for what there is not.
    pub fn file(&self, copied: Copied) -> Option<(&'static str, String)> {
        match copied {
            Copied::Page => None,
            Copied::Json if self.first_stands => None,
            Copied::Json => Some(("copy.json", format!("{:#}\n", self.document))),
            Copied::Proof => Some(("proof.json", self.receipt.proof.as_ref()?.to_file())),
        }
    }
}

/// The receipt; after `silence_days` without a word its reader should call.
pub fn page(sent: &Sent, silence_days: u32, words: Words<'_>, around: &Around<'_>) -> ReceiptPage {
    let receipt = sent.receipt();
    let shell = shell("receipt-title", words, around, false);
    let say = Saying::on(&shell, words);
    let mut blocks = receipt::what_was_done(&receipt, say, around);
    let days = [("days", FluentValue::from(silence_days))];
    let silence = Block::Paragraph(words.format("receipt-work-silence", &days));
    blocks.push(say.of("receipt-work-silence", silence));
    blocks.push(say.paragraph("receipt-no-outcome"));
    let button = |go: &str, key: &str| say.button(go, key).looking(ButtonLook::Secondary);
    let mut buttons = Vec::new();
    if !sent.first_stands {
        buttons.push(button("copy:page", "receipt-work-page"));
        buttons.push(button("copy:json", "receipt-work-json"));
    }
    if receipt.proof.is_some() {
        buttons.push(button("copy:proof", "receipt-work-proof"));
    }
    if !buttons.is_empty() {
        blocks.push(say.heading("receipt-work-keep"));
        blocks.push(say.paragraph("receipt-work-now"));
        blocks.push(say.paragraph("receipt-work-proof-tells"));
    }
    ReceiptPage {
        shell,
        heading: String::new(),
        panel: Some(Panel {
            title: words.get("receipt-title").into_owned(),
            lines: vec![
                receipt.reference.clone(),
                dates::moment(words, receipt.received_at),
            ],
        }),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons,
    }
}

/// The copy to print: reference and time, then what was sent, by who may read it.
pub fn copy(sent: &Sent, words: Words<'_>, around: &Around<'_>) -> ReceiptPage {
    let receipt = sent.receipt();
    let row = |key: &str, value: String| SummaryRow {
        key: words.get(key).into_owned(),
        value: vec![Line::text(value)],
        action: None,
    };
    let head = vec![
        row("receipt-reference", receipt.reference.clone()),
        row("receipt-arrived", dates::moment(words, receipt.received_at)),
    ];
    let mut blocks = vec![
        Block::Inset(words.get("copy-secret").into_owned()),
        Block::Summary(SummaryList { rows: head }),
    ];
    let name_of = |list: &str, code: &str| around.name_of(words, list, code);
    let form = load::form(FORM);
    let rows = form.map(|form| stored::rows(form, &sent.document, words, &name_of));
    for block in rows.into_iter().flatten().filter(|block| !block.rows.is_empty()) {
        let heading = format!("block-{}", block.sensitivity.as_str());
        blocks.push(Block::Heading(words.get(&heading).into_owned()));
        for rows in block.rows.chunk_by(|a, b| a.group == b.group) {
            let whom = rows.first().and_then(|row| row.group.clone());
            blocks.extend(whom.map(Block::Subheading));
            let rows = rows.iter().map(|row| SummaryRow {
                key: row.label.clone(),
                value: vec![Line::text(row.value.clone().unwrap_or_default())],
                action: None,
            });
            blocks.push(Block::Summary(SummaryList { rows: rows.collect() }));
        }
    }
    ReceiptPage {
        shell: shell("copy-title", words, around, true),
        heading: words.get("copy-title").into_owned(),
        panel: None,
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons: vec![Button::go("previous", words.get("receipt-work-back")).looking(ButtonLook::Secondary)],
    }
}

/// Another language would be another page: the receipt stays as it is.
fn shell(title: &str, words: Words<'_>, around: &Around<'_>, previous: bool) -> Shell {
    let mut shell = look::shell(around, words, false)
        .headed(title, words)
        .step(false, previous);
    shell.languages.clear();
    shell
}
