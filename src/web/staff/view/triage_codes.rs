//! The reasons of the report by the national list (list 1251), group by group, to be ticked. Closed, as what the report names
//! is ticked already: one stop of the Tab key.

use crate::domain::codes::Reason;
use crate::domain::triage::coding::{self, Source};
use crate::intake::open_case::CaseFile;
use crate::intake::triage::Sheet;
use crate::web::page::component::{Block, Details};
use crate::web::page::field::{Choice, Choices, Label};
use crate::web::page::view::Line;
use crate::web::staff::look::Look;
use crate::web::staff::triage::REASONS;

/// The boxes; `typed` are those that were ticked in a form that was not taken. Open where that is other than what stands ticked
/// beforehand. Nothing for an unborn child: list 1251 is of the evaluation of a born child's report.
pub fn block(look: &Look, file: &CaseFile, sheet: &Sheet, typed: Option<&[Reason]>) -> Option<Block> {
    if sheet.unborn {
        return None;
    }
    let proposed = sheet.proposal.as_ref();
    let proposed = proposed.map(|(proposal, _)| proposal.triaged.reasons.as_slice());
    let before = coding::beforehand(proposed, file.coded.as_deref(), file.reported_reasons());
    let ticked = typed.unwrap_or(&before.reasons);
    let mut inside = Vec::new();
    if typed.is_none() && !ticked.is_empty() {
        inside.push(Block::Paragraph(look.word(match before.source {
            Source::Report => "triage-codes-of-report",
            Source::Proposal => "triage-codes-of-proposal",
            Source::Signed => "triage-codes-of-before",
        })));
    }
    inside.extend(chosen_groups(look, file.reported_reasons()));
    inside.extend(Reason::groups().map(|group| Block::Checkboxes(boxes(look, group, ticked))));
    Some(Block::Details(Details {
        summary: if ticked.is_empty() {
            look.word("triage-codes")
        } else {
            look.words.count("triage-codes-ticked", "count", ticked.len())
        },
        open: typed.is_some_and(|typed| typed != before.reasons),
        inside: inside.into(),
    }))
}

/// `reasons` in words, a line each.
pub fn named(look: &Look, reasons: &[Reason]) -> Vec<Line> {
    reasons
        .iter()
        .map(|reason| Line::Text(word(look, *reason)))
        .collect()
}

fn word(look: &Look, reason: Reason) -> String {
    look.words.code(Reason::LIST, reason.as_str()).into_owned()
}

/// The groups that the reporter chose: they have no number, and say where to look.
fn chosen_groups(look: &Look, reported: &[Reason]) -> Option<Block> {
    let groups: Vec<String> = Reason::groups()
        .filter(|group| reported.contains(group))
        .map(|group| word(look, group))
        .collect();
    (!groups.is_empty()).then(|| {
        let groups = groups.join(", ");
        Block::Paragraph(look.words.with("triage-codes-groups", "groups", &groups))
    })
}

/// The boxes of one group under its name.
fn boxes(look: &Look, group: Reason, ticked: &[Reason]) -> Choices {
    let mut label = Label::new(REASONS, word(look, group));
    // The groups share a name, and have an id each.
    label.id = format!("{REASONS}-{group}");
    let items = group.within().map(|reason| Choice {
        value: reason.as_str().to_owned(),
        label: word(look, reason),
        hint: None,
        checked: ticked.contains(&reason),
    });
    Choices {
        label,
        items: items.collect(),
        small: true,
    }
}
