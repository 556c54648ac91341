//! The lawful dates in words: the target, how long is left, and how it was counted, day by day (K9).

use chrono::NaiveDate;

use crate::domain::assessment::Stopped;
use crate::domain::deadline::{Clocks, Deadline, Standing, counted_days};
use crate::text::{FluentValue, dates};
use crate::web::page::component::{Block, Details};
use crate::web::page::view::{Colour, Line, SummaryList, SummaryRow, Tag};
use crate::web::staff::look::Look;

/// The start date: "ti 1.12. · 7. arkipäivä", and how it stands; once the clock has stopped, when that was.
pub fn start(look: &Look, clocks: &Clocks, stopped: Stopped) -> Vec<Line> {
    let date = dates::short(look.words, clocks.start_by.target);
    let day = look.words.format(
        "deadline-working-day",
        &[("date", FluentValue::from(date)), ("day", FluentValue::from(7))],
    );
    match stopped.start {
        Some(on) => vec![
            Line::text(day),
            done(look, "deadline-started", clocks.start_by, on),
        ],
        None => vec![
            Line::text(day),
            standing(look, clocks.start_by, working_days_left),
        ],
    }
}

/// The date by which the assessment is ready, and how it stands; once the clock has stopped, when that was. Three months are
/// counted in days of the calendar, so that what is left is told in these.
pub fn complete(look: &Look, clocks: &Clocks, stopped: Stopped) -> Vec<Line> {
    let day = Line::text(dates::full(look.words, clocks.complete_by.target));
    let stands = match stopped.complete {
        Some(on) => done(look, "deadline-completed", clocks.complete_by, on),
        None => standing(look, clocks.complete_by, days_left),
    };
    vec![day, stands]
}

/// When a clock stopped, and whether that was in time (K13).
fn done(look: &Look, key: &str, deadline: Deadline, on: NaiveDate) -> Line {
    let told = look.words.with(key, "date", &dates::short(look.words, on));
    match deadline.standing(on) {
        Standing::InTime | Standing::PastTarget => Line::Quiet(told),
        Standing::Late => Line::Tag(Tag {
            text: format!("{told} · {}", look.word("deadline-late")),
            colour: Colour::Red,
        }),
    }
}

/// That a deadline is past today; `None` before.
pub fn passed(look: &Look, deadline: Deadline) -> Option<Tag> {
    let (key, colour) = match deadline.standing(look.today()) {
        Standing::InTime => return None,
        Standing::PastTarget => ("deadline-target-passed", Colour::Orange),
        Standing::Late => ("deadline-late", Colour::Red),
    };
    Some(Tag {
        text: look.word(key),
        colour,
    })
}

fn working_days_left(look: &Look, deadline: Deadline) -> String {
    let left = deadline.working_days_left(look.today());
    look.words.count("deadline-left-days", "count", left)
}

fn days_left(look: &Look, deadline: Deadline) -> String {
    let left = deadline.target.signed_duration_since(look.today()).num_days();
    let left = usize::try_from(left).unwrap_or_default();
    look.words.count("deadline-left-calendar-days", "count", left)
}

/// How a deadline stands today, in words; from its last day on as a tag, so that the eye finds it in a long list. Before, what
/// is `left`.
fn standing(look: &Look, deadline: Deadline, left: fn(&Look, Deadline) -> String) -> Line {
    let today = look.today();
    let (key, colour) = match deadline.standing(today) {
        Standing::InTime if deadline.target == today => ("deadline-today", Colour::Yellow),
        Standing::InTime => return Line::Quiet(left(look, deadline)),
        Standing::PastTarget => ("deadline-target-passed", Colour::Orange),
        Standing::Late => ("deadline-late", Colour::Red),
    };
    Line::Tag(Tag {
        text: look.word(key),
        colour,
    })
}

/// Both dates and how they were counted, for the page of a case; that there are none, for an unborn child.
pub fn blocks(look: &Look, clocks: Option<&Clocks>, stopped: Stopped) -> Vec<Block> {
    let Some(clocks) = clocks else {
        return vec![Block::Paragraph(look.word("queue-no-clock"))];
    };
    let row = |key: &str, value| SummaryRow {
        key: look.word(key),
        value,
        action: None,
    };
    vec![
        Block::Summary(SummaryList {
            rows: vec![
                row("deadline-start-by", start(look, clocks, stopped)),
                row("deadline-complete-by", complete(look, clocks, stopped)),
            ],
        }),
        Block::Details(Details {
            summary: look.word("deadline-how"),
            open: false,
            inside: how(look, clocks).into(),
        }),
    ]
}

/// What binds a contact with social welfare beside them: for a child who needs special support the same days by SHL 36 § 3,
/// for another one "without delay" (L14). `special_support` is `None` for what is no contact.
pub fn of_contact(look: &Look, clocks: Option<&Clocks>, special_support: Option<bool>) -> Option<Block> {
    let text = match (special_support?, clocks) {
        (true, Some(clocks)) => look.words.format(
            "deadline-special-support",
            &[
                ("start", FluentValue::from(full(look, clocks.start_by.target))),
                (
                    "complete",
                    FluentValue::from(full(look, clocks.complete_by.target)),
                ),
            ],
        ),
        _ => look.word("deadline-contact"),
    };
    Some(Block::Inset(text))
}

/// How both dates were counted, day by day.
pub fn how(look: &Look, clocks: &Clocks) -> Vec<Block> {
    let days = counted_days(clocks.pending_since).into_iter().map(|counted| {
        let date = dates::short(look.words, counted.date);
        match (counted.day, counted.why) {
            (Some(day), _) => look.words.format(
                "deadline-day-counted",
                &[("date", FluentValue::from(date)), ("day", FluentValue::from(day))],
            ),
            (None, why) => {
                let why = why.map_or_else(String::new, |why| look.word(&format!("day-{}", why.key())));
                look.words.format(
                    "deadline-day-skipped",
                    &[("date", FluentValue::from(date)), ("why", FluentValue::from(why))],
                )
            }
        }
    });
    let last = |deadline: &Deadline| {
        format!(
            "{}: {}",
            look.word("deadline-last-lawful-day"),
            dates::full(look.words, deadline.last_lawful_day)
        )
    };
    vec![
        Block::Paragraph(look.words.with(
            "deadline-pending-since",
            "date",
            &full(look, clocks.pending_since),
        )),
        Block::Subheading(look.word("deadline-start-by")),
        Block::List(days.collect()),
        Block::Paragraph(last(&clocks.start_by)),
        Block::Subheading(look.word("deadline-complete-by")),
        Block::Paragraph(look.words.with(
            "deadline-three-months",
            "date",
            &full(look, clocks.complete_by.target),
        )),
        Block::Paragraph(last(&clocks.complete_by)),
        Block::Paragraph(look.word("deadline-law")),
        Block::Paragraph(look.word("deadline-law-count")),
    ]
}

fn full(look: &Look, date: NaiveDate) -> String {
    dates::full(look.words, date)
}
