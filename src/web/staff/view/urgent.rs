//! Why a case is urgent, who sees it beside its office and why, and what nobody has opened in time: in words.

use chrono::NaiveDate;

use crate::domain::urgency::{Sign, WhyCopied};
use crate::intake::list_queue::{CaseCopy, QueueRow, Unopened};
use crate::intake::open_case::CaseFile;
use crate::text::{FluentValue, dates};
use crate::web::page::component::Block;
use crate::web::page::view::{Line, Link};
use crate::web::staff::look::Look;

/// The signs in one line; `None` for what is not urgent.
pub fn because(look: &Look, signs: &[Sign]) -> Option<String> {
    if signs.is_empty() {
        return None;
    }
    let words: Vec<String> = signs
        .iter()
        .map(|sign| look.words.code(Sign::LIST, sign.as_str()).into_owned())
        .collect();
    Some(look.words.with("urgent-because", "signs", &words.join(", ")))
}

/// Why a row stands in this queue when it is another office's case, and where else it stands. Of somebody with a protected
/// address no other office is named: it would tell where that person is.
pub fn copies(look: &Look, row: &QueueRow) -> Vec<Line> {
    let hidden = row.summary.protected;
    let mut lines = Vec::new();
    let here = row.copies.iter().find(|copy| copy.office == row.seen_at);
    if let Some(copy) = here {
        let why = match copy.why {
            WhyCopied::DutyElsewhere if hidden => WhyCopied::Duty,
            why => why,
        };
        lines.push(Line::Quiet(look.word(&key("copied-here", why))));
        if !hidden {
            let office = look.office(row.office);
            lines.push(Line::Quiet(look.words.with("copied-owner", "office", &office)));
        }
    }
    let others: Vec<&CaseCopy> = row
        .copies
        .iter()
        .filter(|copy| copy.office != row.seen_at)
        .collect();
    if hidden && !others.is_empty() {
        lines.push(Line::Quiet(look.word("copied-also-hidden")));
    } else {
        lines.extend(others.into_iter().map(|copy| {
            let office = look.office(copy.office);
            Line::Quiet(look.words.with("copied-also", "office", &office))
        }));
    }
    lines
}

/// Which offices see a case, each with why; nothing where only its own does.
pub fn seen_by(look: &Look, file: &CaseFile) -> Vec<String> {
    if file.copies.is_empty() {
        return Vec::new();
    }
    if file.opened.stored.protected {
        return vec![look.word("copied-also-hidden")];
    }
    let own = look.office(file.case.office);
    let own = look.words.with("seen-own", "office", &own);
    let copied = file.copies.iter().map(|copy| {
        let office = look.office(copy.office);
        look.words.with(&key("seen", copy.why), "office", &office)
    });
    std::iter::once(own).chain(copied).collect()
}

/// What stands above a queue in which something urgent is unopened.
pub fn unopened(look: &Look, cases: &[Unopened]) -> Vec<Block> {
    if cases.is_empty() {
        return Vec::new();
    }
    let link = |case: &Unopened| {
        let since = hour(look, case.received_on, case.received_hour);
        let text = look.words.format(
            "unopened-since",
            &[
                ("reference", FluentValue::from(case.reference.as_str().to_owned())),
                ("when", FluentValue::from(since)),
            ],
        );
        Link::new(format!("cases/{}", case.case), text)
    };
    vec![
        Block::Warning {
            prefix: look.word("notice-warning"),
            text: look.word("unopened-urgent"),
        },
        Block::Links(cases.iter().map(link).collect()),
    ]
}

/// An hour of a day: nothing finer of an arrival lies in clear.
fn hour(look: &Look, on: NaiveDate, hour: u32) -> String {
    look.words.format(
        "event-in-hour",
        &[
            ("date", FluentValue::from(dates::full(look.words, on))),
            ("hour", FluentValue::from(hour)),
        ],
    )
}

fn key(begin: &str, why: WhyCopied) -> String {
    format!("{begin}-{}", why.as_str()).replace('_', "-")
}
