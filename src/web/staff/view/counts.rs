//! How much waits, in words. Counting stops at a limit, and says so.

use crate::domain::office::OfficeId;
use crate::intake::list_queue::{COUNT_LIMIT, Counts};
use crate::text::FluentValue;
use crate::web::page::view::{Line, SummaryList, SummaryRow};
use crate::web::staff::look::Look;

/// A count: the number, or that it is a thousand or more.
pub fn number(look: &Look, count: i64) -> String {
    if count < COUNT_LIMIT {
        count.to_string()
    } else {
        look.words
            .format("count-or-more", &[("count", FluentValue::from(COUNT_LIMIT))])
    }
}

/// The counts of several offices together.
pub fn sum(counts: impl Iterator<Item = Counts>) -> Counts {
    counts.fold(Counts::default(), |sum, one| Counts {
        all: sum.all + one.all,
        urgent: sum.urgent + one.urgent,
        due: sum.due + one.due,
    })
}

/// The counts in one line: all, urgent, due.
pub fn line(look: &Look, counts: &Counts) -> String {
    let all = look
        .words
        .with("queue-count-all", "count", &number(look, counts.all));
    let urgent = look
        .words
        .with("queue-count-urgent", "count", &number(look, counts.urgent));
    let due = look
        .words
        .with("queue-count-due", "count", &number(look, counts.due));
    [all, urgent, due].join(" · ")
}

/// The counts of each office, for the desk.
pub fn summary(look: &Look, counted: &[(OfficeId, Counts)]) -> SummaryList {
    let rows = counted.iter().map(|(office, counts)| SummaryRow {
        key: look.office(*office),
        value: vec![Line::text(line(look, counts))],
        action: None,
    });
    SummaryList { rows: rows.collect() }
}
