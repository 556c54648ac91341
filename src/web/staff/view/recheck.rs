//! The random check of decisions that no assessment is made: the form on the page of a case, what a case that was opened again
//! says of it, and the way to the list from the desk.

use crate::domain::recheck::{LONGEST, Verdict};
use crate::intake::open_case::CaseFile;
use crate::intake::recheck::{Again, Drawn};
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;

use super::counts;

/// The form by which a decision is looked through.
pub const CHECK: &str = "recheck";

/// On the page of a case: that it was opened again, and the form for whoever may look the decision through. `folder` is the way
/// from the page to the case, `filled` what was posted and not taken.
pub fn in_case(
    look: &Look,
    file: &CaseFile,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let rechecked = &file.rechecked;
    let mut blocks = rechecked
        .again
        .as_ref()
        .map_or_else(Vec::new, |again| opened_again(look, again));
    if let Some(drawn) = &rechecked.drawn {
        blocks.extend(told(look, drawn));
        blocks.push(form(look, file, signed, folder, filled));
    }
    blocks
}

/// What lacks of the reason.
pub fn why_fault(look: &Look) -> String {
    look.words.count("recheck-why-error", "max", LONGEST)
}

/// How many decisions wait for somebody, as the desk says it; nothing where none do.
pub fn on_desk(look: &Look, waiting: i64) -> Option<Block> {
    let text = look
        .words
        .with("desk-count-recheck", "count", &counts::number(look, waiting));
    (waiting > 0).then(|| Block::Links(vec![Link::new("queue?view=recheck", text)]))
}

fn row(look: &Look, key: &str, text: &str) -> SummaryRow {
    SummaryRow {
        key: look.word(key),
        value: vec![Line::text(text)],
        action: None,
    }
}

fn opened_again(look: &Look, again: &Again) -> Vec<Block> {
    let told = look.words.format(
        "recheck-again",
        &[
            ("who", FluentValue::from(again.by.as_str())),
            ("when", FluentValue::from(dates::moment(look.words, again.at))),
        ],
    );
    vec![
        Block::Heading(look.word("recheck-again-title")),
        Block::Inset(told),
        Block::Summary(SummaryList {
            rows: vec![
                row(look, "recheck-again-why", again.why.expose()),
                row(look, "recheck-again-reason", again.reason.expose()),
            ],
        }),
    ]
}

fn told(look: &Look, drawn: &Drawn) -> Vec<Block> {
    let told = look.words.format(
        "recheck-told",
        &[
            ("who", FluentValue::from(drawn.by.as_str())),
            ("when", FluentValue::from(dates::moment(look.words, drawn.at))),
        ],
    );
    let reason = row(look, "triage-reason", drawn.reason.expose());
    let agreed = drawn.agreed.as_ref();
    let agreed = agreed.map(|who| row(look, "recheck-agreed", who));
    vec![
        Block::Heading(look.word("recheck-title")),
        Block::Inset(told),
        Block::Summary(SummaryList {
            rows: std::iter::once(reason).chain(agreed).collect(),
        }),
    ]
}

fn form(look: &Look, file: &CaseFile, signed: &SignedIn, folder: &str, filled: Option<&Filled>) -> Block {
    let controls = Controls::of(look, filled, CHECK);
    let verdicts = Verdict::ALL.map(Verdict::as_str);
    Block::Form(StaffForm {
        action: format!("{folder}/recheck"),
        hidden: hidden(signed, &[("version", file.case.version.to_string())]),
        blocks: vec![
            controls.radios("recheck_verdict", "recheck-verdict", Verdict::LIST, &verdicts),
            controls.area("recheck_why", "recheck-why", 4),
        ]
        .into(),
        buttons: vec![Button::go(CHECK, look.word("recheck-save"))],
    })
}
