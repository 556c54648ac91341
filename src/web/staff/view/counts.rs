//! How much waits, in words. Counting stops at a limit, and says so.

use crate::domain::office::OfficeId;
use crate::intake::list_queue::{COUNT_LIMIT, Counted, Counts};
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

/// The counts of `office`, or of all offices together: then what stands in two of the queues is counted once.
pub fn sum(counted: &Counted, office: Option<OfficeId>) -> Counts {
    let shown = counted
        .offices
        .iter()
        .filter(|(id, _)| office.is_none_or(|office| office == *id));
    let sum = shown.fold(Counts::default(), |sum, (_, one)| Counts {
        all: sum.all + one.all,
        unassessed: sum.unassessed + one.unassessed,
        urgent: sum.urgent + one.urgent,
        due: sum.due + one.due,
    });
    let twice = if office.is_none() {
        counted.twice
    } else {
        Counts::default()
    };
    Counts {
        all: sum.all - twice.all,
        unassessed: sum.unassessed - twice.unassessed,
        urgent: sum.urgent - twice.urgent,
        due: sum.due - twice.due,
    }
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
