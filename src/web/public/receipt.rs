//! The receipt: reference, follow-up code, office, what happens next and by when. Never a name, never a typed word.

use super::around::Around;
use super::check::can_be_reached;
use super::look;
use super::saying::Saying;
use super::visit::Visit;
use crate::domain::codes::{Kind, ReporterRole};
use crate::intake::receipt::{Receipt, ReceiptCase};
use crate::text::{Words, dates};
use crate::web::hours;
use crate::web::page::component::Block;
use crate::web::page::pages::PlainPage;
use crate::web::page::view::{Line, Panel, SummaryRow};

/// The receipt of a report that is durably stored.
pub fn page(receipt: &Receipt, visit: &Visit, words: Words<'_>, around: &Around<'_>) -> PlainPage {
    // Whom to call stands right below, with the help: once is enough on a page that is printed.
    let mut shell = look::shell(around, words, false).headed("receipt-title", words);
    // Another language would be another page: the receipt stays as it is.
    shell.languages.clear();
    let say = Saying::on(&shell, words);
    let mut blocks = what_was_done(receipt, say, around);
    let role = visit.answers.first("reporter_role").and_then(ReporterRole::parse);
    if role == Some(ReporterRole::Guardian) && !can_be_reached(visit) {
        // A party is told how it goes on; who cannot be reached has to ask.
        blocks.push(say.paragraph("receipt-guardian-unreached"));
    } else {
        if role == Some(ReporterRole::Guardian) {
            blocks.push(say.paragraph("receipt-guardian-contacted"));
        }
        blocks.push(say.prose("receipt-no-outcome"));
    }
    PlainPage {
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
    }
}

/// What every receipt tells: where it went, the follow-up code, what happens next.
pub fn what_was_done(receipt: &Receipt, say: Saying<'_>, around: &Around<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if receipt.first_stands {
        blocks.push(say.inset("receipt-first-stands"));
    }
    blocks.extend(cases(receipt, say));
    if receipt.files > 0 {
        let sent = say.words.count("receipt-files", "count", receipt.files);
        blocks.push(say.of("receipt-files", Block::Paragraph(sent)));
    }
    if let Some(code) = &receipt.follow_up_code {
        blocks.push(say.heading("receipt-code"));
        blocks.push(Block::Code(code.clone()));
        blocks.push(say.paragraph("receipt-code-keep"));
        let mailbox = format!("{}/{}/followup", around.root(), say.words.language().path());
        blocks.push(Block::Links(vec![say.link(mailbox, "receipt-code-use")]));
    }
    blocks.push(say.heading("receipt-next"));
    blocks.extend(what_happens_next(receipt, say, around));
    blocks
}

/// Where it went: in one line, or one for each case with its own reference.
fn cases(receipt: &Receipt, say: Saying<'_>) -> Vec<Block> {
    let words = say.words;
    let several = receipt.cases.len() > 1;
    let mut number = 0_usize;
    let rows: Vec<(String, SummaryRow)> = receipt
        .cases
        .iter()
        .filter_map(|case| {
            let text = match (several, case.kind) {
                (false, _) => "receipt-county",
                (true, Kind::Prenatal) => "receipt-case-unborn",
                (true, _) => "receipt-case",
            };
            if text == "receipt-case" {
                number = number.saturating_add(1);
            }
            let key = words.count(text, "number", number);
            let reference = several.then(|| Line::text(case.reference.clone()));
            let value: Vec<Line> = reference.into_iter().chain(place(case, words)).collect();
            let row = SummaryRow {
                key,
                value,
                action: None,
            };
            (!row.value.is_empty()).then(|| (text.to_owned(), row))
        })
        .collect();
    say.rows(rows)
}

fn place(case: &ReceiptCase, words: Words<'_>) -> Vec<Line> {
    let language = words.language();
    let county = case.county.iter().map(|names| names.get(language));
    let office = case.office.iter().map(|office| office.names.get(language));
    county.chain(office).map(Line::text).collect()
}

/// The steps with their dates (targets). Children of one report share them: they became known on the same day. An
/// unborn child has no dates.
fn what_happens_next(receipt: &Receipt, say: Saying<'_>, around: &Around<'_>) -> Vec<Block> {
    let words = say.words;
    let mut blocks = Vec::new();
    let mut shown = Vec::new();
    let urgency = urgency_is_assessed(receipt, words, around);
    for clocks in receipt.cases.iter().filter_map(|case| case.clocks) {
        if shown.contains(&clocks) {
            continue;
        }
        shown.push(clocks);
        let start = dates::full(words, clocks.start_by.target);
        let complete = dates::full(words, clocks.complete_by.target);
        let steps = Block::Steps(vec![
            urgency.clone(),
            words.with("receipt-next-start", "date", &start),
            words.with("receipt-next-complete", "date", &complete),
        ]);
        blocks.push(say.of("receipt-next-start", steps));
    }
    if receipt.cases.iter().any(|case| case.clocks.is_none()) {
        if shown.is_empty() {
            blocks.push(say.of("receipt-next-unborn", Block::Paragraph(urgency)));
        }
        blocks.push(say.paragraph("receipt-next-unborn"));
    }
    blocks
}

/// When the urgency is assessed: when the office opens again, where the report came while each of its offices was closed
/// until the same moment. It is told by the time of arrival: the receipt stays the same when it is shown again.
fn urgency_is_assessed(receipt: &Receipt, words: Words<'_>, around: &Around<'_>) -> String {
    let at = receipt.received_at;
    let opens = |case: &ReceiptCase| {
        let office = around.rules.office(case.office.as_ref()?.id)?;
        office.hours.at(at).opens()
    };
    let mut openings: Vec<_> = receipt.cases.iter().map(opens).collect();
    openings.dedup();
    match openings.as_slice() {
        [Some(opens)] => words.with(
            "receipt-next-urgent-later",
            "when",
            &hours::moment(*opens, at, words),
        ),
        _ => words.get("receipt-next-urgent-now").into_owned(),
    }
}
