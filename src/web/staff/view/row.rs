//! A row of the queue: what one chooses by, and nothing that tells who anybody is.

use crate::domain::assessment::Stopped;
use crate::domain::codes::Kind;
use crate::domain::lifecycle::CaseStatus;
use crate::domain::summary::URGENT;
use crate::intake::list_queue::QueueRow;
use crate::text::dates;
use crate::web::page::view::{Colour, Column, Line, Link, Row, Table, Tag};
use crate::web::staff::age;
use crate::web::staff::look::Look;

use super::{deadlines, marks, urgent};

/// The table of `rows`; `offices` says whether a row names its office.
pub fn table(look: &Look, rows: &[QueueRow], offices: bool) -> Table {
    let columns = [
        "queue-column-reference",
        "queue-column-child",
        "queue-column-urgency",
        "queue-column-reason",
        "queue-column-start",
        "queue-column-complete",
        "queue-column-holder",
        "queue-column-missing",
    ];
    Table {
        caption: look.word("queue-title"),
        caption_hidden: true,
        columns: columns
            .into_iter()
            .map(|key| Column::plain(look.word(key)))
            .collect(),
        rows: rows.iter().map(|row| cells(look, row, offices)).collect(),
    }
}

/// Whether the assessment has started, or it was decided that there is none: the first clock stands still.
fn has_started(row: &QueueRow) -> bool {
    row.started || row.state == CaseStatus::UnderAssessment.as_str() || is_done(row)
}

/// Whether nothing of the assessment is left to do: both clocks stand still.
fn is_done(row: &QueueRow) -> bool {
    let done = [
        CaseStatus::Assessed,
        CaseStatus::NoAssessment,
        CaseStatus::Closed,
        CaseStatus::Joined,
    ];
    done.iter().any(|status| row.state == status.as_str())
}

/// Whether it is a contact with social welfare that no day binds: the need is assessed without delay (L14).
fn is_unbound(row: &QueueRow) -> bool {
    row.special_support == Some(false)
}

fn cells(look: &Look, row: &QueueRow, offices: bool) -> Row {
    Row {
        cells: vec![
            first(look, row, offices),
            if row.damaged {
                vec![damaged(look)]
            } else {
                child(look, row)
            },
            urgency(look, row),
            reason(look, row),
            row.clocks.as_ref().map_or_else(
                || vec![Line::Quiet(look.word("queue-no-clock"))],
                |clocks| {
                    if has_started(row) {
                        vec![Line::Quiet("–".to_owned())]
                    } else if is_unbound(row) {
                        vec![Line::Quiet(look.word("queue-contact-no-day"))]
                    } else {
                        deadlines::start(look, clocks, Stopped::default())
                    }
                },
            ),
            row.clocks.as_ref().map_or_else(
                || vec![Line::Quiet("–".to_owned())],
                |clocks| {
                    if is_done(row) {
                        vec![Line::Quiet("–".to_owned())]
                    } else if is_unbound(row) {
                        vec![Line::Quiet(look.word("queue-contact-no-day"))]
                    } else {
                        deadlines::complete(look, clocks, Stopped::default())
                    }
                },
            ),
            holder(look, row),
            missing(look, row),
        ],
    }
}

/// A case whose summary does not open keeps its place and its dates, and says what it cannot show.
fn damaged(look: &Look) -> Line {
    Line::Tag(Tag {
        text: look.word("queue-damaged"),
        colour: Colour::Red,
    })
}

fn first(look: &Look, row: &QueueRow, offices: bool) -> Vec<Line> {
    let reference = if row.opens {
        Line::Link(Link::new(format!("cases/{}", row.id), row.reference.as_str()))
    } else {
        Line::text(row.reference.as_str())
    };
    let mut lines = vec![
        reference,
        Line::Quiet(age::arrived(look.words, row.arrival, look.now)),
    ];
    if offices {
        lines.push(Line::Quiet(look.office(row.seen_at)));
    }
    lines.extend(urgent::copies(look, row));
    if row.restricted {
        lines.push(Line::Tag(marks::restricted(look)));
    }
    if row.new_messages {
        lines.push(Line::Tag(Tag {
            text: look.word("marker-new-message"),
            colour: Colour::Red,
        }));
    }
    if row.asked {
        lines.push(Line::Tag(marks::asked(look)));
    }
    if row.untold > 0 {
        lines.push(Line::Tag(Tag {
            text: look.words.count("marker-untold", "count", row.untold),
            colour: Colour::Orange,
        }));
    }
    if row.same_child {
        lines.push(Line::Tag(Tag {
            text: look.word("marker-same-child"),
            colour: Colour::Purple,
        }));
    }
    lines.extend(
        marks::tags(look, &row.state, row.is_unborn(), row.urgency, &row.summary)
            .into_iter()
            .map(Line::Tag),
    );
    lines
}

/// Who has it open, and to whom it is given.
fn holder(look: &Look, row: &QueueRow) -> Vec<Line> {
    let line = |key: &str, who: &String| Line::text(look.words.with(key, "who", who));
    let held = row.holder.as_ref().map(|who| line("queue-held", who));
    let given = row.assignee.as_ref().map(|who| line("queue-assigned", who));
    let lines: Vec<Line> = held.into_iter().chain(given).collect();
    if lines.is_empty() {
        vec![Line::Quiet("–".to_owned())]
    } else {
        lines
    }
}

/// Why the row stands where it stands: the rule, in words. Without a clock there is no due date to name.
fn why(look: &Look, row: &QueueRow) -> String {
    let urgent = (row.place.rank == URGENT).then(|| look.word("queue-why-now"));
    let rest = if row.clocks.is_none() {
        vec![look.word("queue-why-unborn")]
    } else if is_unbound(row) {
        vec![look.word("queue-why-contact")]
    } else {
        let due = dates::short(look.words, row.place.due);
        let order = look.word("queue-why-order");
        let unheld = row.state == CaseStatus::UnderAssessment.as_str() && row.assignee.is_none();
        let key = match CaseStatus::parse(&row.state) {
            _ if unheld => Some("queue-why-unheld"),
            _ if urgent.is_some() => None,
            Some(CaseStatus::Received) => Some("queue-why-unassessed"),
            Some(CaseStatus::Triaged) => Some("queue-why-assessed"),
            _ => None,
        };
        let due = look.words.with("queue-why-due", "date", &due);
        key.map(|key| look.word(key))
            .into_iter()
            .chain([order, due])
            .collect()
    };
    urgent.into_iter().chain(rest).collect::<Vec<_>>().join(" · ")
}

/// Whom a row is about, as far as a list may tell: an age or a year, and a municipality.
pub fn child(look: &Look, row: &QueueRow) -> Vec<Line> {
    let summary = &row.summary;
    let who = if row.is_unborn() {
        look.word("queue-unborn")
    } else {
        let guessed = || summary.age_estimate.as_deref().and_then(age::in_figures);
        summary.birth_year.map_or_else(
            || {
                guessed().map_or_else(
                    || look.word("queue-unknown"),
                    |age| look.words.with("queue-age-guess", "age", &age),
                )
            },
            |year| look.words.with("queue-born", "year", &year.to_string()),
        )
    };
    let place = if summary.protected {
        look.word("queue-protected")
    } else {
        summary
            .municipality
            .map_or_else(|| look.word("queue-unknown"), |code| look.municipality(code))
    };
    vec![Line::text(who), Line::text(place)]
}

/// The worker's own assessment, and beside it the reporter's view.
fn urgency(look: &Look, row: &QueueRow) -> Vec<Line> {
    let summary = &row.summary;
    let assessed = row.urgency.map(|urgency| {
        let word = look.words.code("triage_urgency", urgency.as_str());
        look.words.with("queue-urgency-assessed", "urgency", &word)
    });
    let mut lines = vec![Line::Text(
        assessed.unwrap_or_else(|| look.word("queue-urgency-none")),
    )];
    for (waits, key) in [(row.proposed, "marker-proposed"), (row.second, "marker-second")] {
        if waits {
            lines.push(Line::Tag(Tag {
                text: look.word(key),
                colour: Colour::Yellow,
            }));
        }
    }
    lines.extend(urgent::because(look, &summary.signs()).map(Line::Text));
    if let Some(code) = &summary.reported_urgency {
        let said = look.words.code("urgency", code);
        lines.push(Line::Quiet(look.words.with(
            "queue-urgency-reported",
            "urgency",
            &said,
        )));
    }
    if summary.ongoing_now {
        let said = look.words.code("ongoing", "now");
        lines.push(Line::Quiet(look.words.with(
            "queue-ongoing-reported",
            "ongoing",
            &said,
        )));
    }
    lines.push(Line::Details {
        summary: look.word("queue-why"),
        text: why(look, row),
    });
    lines
}

fn reason(look: &Look, row: &QueueRow) -> Vec<Line> {
    let list = if row.kind == Kind::Prenatal {
        "support_needs"
    } else {
        "reasons"
    };
    let known = |code: &&String| look.words.code(list, code) != code.as_str();
    let lines: Vec<Line> = row
        .summary
        .reasons
        .iter()
        .filter(known)
        .map(|code| Line::text(look.words.code(list, code)))
        .collect();
    if lines.is_empty() {
        vec![Line::Quiet(look.word("queue-unknown"))]
    } else {
        lines
    }
}

fn missing(look: &Look, row: &QueueRow) -> Vec<Line> {
    let tags = marks::missing(look, &row.summary);
    if tags.is_empty() {
        vec![Line::Quiet("–".to_owned())]
    } else {
        tags.into_iter().map(Line::Tag).collect()
    }
}
