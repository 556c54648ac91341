//! A triage that waits for a signature, as the page of a case shows it.

use crate::domain::triage::Proposal;
use crate::text::{FluentValue, dates};
use crate::web::page::component::Block;
use crate::web::page::view::{Line, SummaryList, SummaryRow};
use crate::web::staff::look::Look;

use super::triage_codes;

/// What was proposed, and by whom.
pub fn blocks(look: &Look, proposal: &Proposal, by: &str) -> Vec<Block> {
    let triaged = &proposal.triaged;
    let row = |key: &str, value: String| SummaryRow {
        key: look.word(key),
        value: vec![Line::Text(value)],
        action: None,
    };
    let code = |list: &str, code: &str| look.words.code(list, code).into_owned();
    let mut rows = vec![
        row("triage-urgency", code("triage_urgency", triaged.urgency.as_str())),
        row(
            "triage-decision",
            code("triage_decision", triaged.decision.as_str()),
        ),
    ];
    if let Some(at) = triaged.called_at {
        rows.push(row("triage-called-at", dates::moment(look.words, at)));
    }
    if let Some(ground) = triaged.ground {
        rows.push(row("triage-ground", code("unneeded_ground", ground.as_str())));
    }
    if let Some(on) = triaged.started_on {
        rows.push(row("triage-start", dates::full(look.words, on)));
    }
    if let Some(cause) = triaged.start_delay {
        rows.push(row("work-start-delay", code("delay_cause", cause.as_str())));
    }
    if let Some(reason) = &triaged.reason {
        rows.push(row("triage-reason", reason.expose().to_owned()));
    }
    if !triaged.reasons.is_empty() {
        rows.push(SummaryRow {
            key: look.word("triage-codes"),
            value: triage_codes::named(look, &triaged.reasons),
            action: None,
        });
    }
    let told = look.words.format(
        "triage-proposed",
        &[
            ("who", FluentValue::from(by)),
            ("when", FluentValue::from(dates::moment(look.words, proposal.at))),
        ],
    );
    vec![Block::Inset(told), Block::Summary(SummaryList { rows })]
}
