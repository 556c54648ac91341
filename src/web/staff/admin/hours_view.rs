//! When an office answers, to be looked over: now, and on each of the next days.

use chrono::NaiveDate;

use crate::domain::hours::{DayKind, OpeningHours, OpeningState};
use crate::text::dates;
use crate::web::hours;
use crate::web::page::view::{Colour, Column, Line, Row, Table, Tag};
use crate::web::staff::look::Look;

/// So many days are shown.
const DAYS: usize = 14;

/// Whether somebody answers now, and until when or from when.
pub fn now(look: &Look, hours: &OpeningHours) -> Vec<Line> {
    let tag = |key: &str, colour| {
        Line::Tag(Tag {
            text: look.word(key),
            colour,
        })
    };
    let quiet = |key: &str, at| Line::Quiet(look.words.with(key, "time", &dates::moment(look.words, at)));
    match hours.at(look.now) {
        OpeningState::Unknown => vec![tag("admin-hours-unknown", Colour::Yellow)],
        OpeningState::Open(None) => vec![tag("admin-hours-always", Colour::Green)],
        OpeningState::Open(Some(until)) => {
            vec![
                tag("admin-hours-open", Colour::Green),
                quiet("admin-hours-until", until),
            ]
        }
        OpeningState::Closed(Some(opens)) => {
            vec![
                tag("admin-hours-closed", Colour::Grey),
                quiet("admin-hours-opens", opens),
            ]
        }
        OpeningState::Closed(None) => vec![
            tag("admin-hours-closed", Colour::Grey),
            Line::Quiet(look.word("admin-hours-never")),
        ],
    }
}

/// The hours of the next two weeks, a row for each day.
pub fn preview(look: &Look, hours: &OpeningHours) -> Table {
    let rows = look.today().iter_days().take(DAYS).map(|day| {
        let mut date = vec![Line::text(dates::full(look.words, day))];
        date.extend(special(look, day).map(Line::Quiet));
        Row {
            cells: vec![date, vec![Line::text(of_day(look, hours, day))]],
        }
    });
    Table {
        caption: look.word("admin-hours-preview"),
        caption_hidden: false,
        columns: vec![
            Column::plain(look.word("admin-hours-day")),
            Column::plain(look.word("admin-hours-time")),
        ],
        rows: rows.collect(),
    }
}

/// The hours of `day` in a line.
fn of_day(look: &Look, hours: &OpeningHours, day: NaiveDate) -> String {
    if hours.is_unknown() {
        return look.word("admin-hours-unknown");
    }
    hours::times(&hours.of_day(day), look.words)
}

/// What is special about `day` for who answers a telephone.
pub fn special(look: &Look, day: NaiveDate) -> Option<String> {
    let name = hours::day_name(day, look.words)?;
    Some(match DayKind::of(day) {
        DayKind::ShortEve => look.words.with("admin-day-short", "name", &name),
        DayKind::Holiday | DayKind::Ordinary => name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::staff::look::tests::look;

    #[test]
    fn the_next_days_are_told_with_their_holidays_and_short_eves() {
        let look = look("2026-12-21T10:00:00Z");
        let hours = OpeningHours::parse("Mo-Fr 08:00-16:00; eve 08:00-12:00").unwrap();
        let table = preview(&look, &hours);
        let told = |row: usize| -> Vec<String> {
            let lines = table.rows[row].cells.iter().flatten();
            lines
                .map(|line| match line {
                    Line::Text(text) | Line::Quiet(text) => text.clone(),
                    _ => String::new(),
                })
                .collect()
        };
        assert_eq!(table.rows.len(), 14);
        assert_eq!(told(0), ["ma\u{a0}21.12.2026", "8.00–16.00"]);
        assert_eq!(told(3), ["to\u{a0}24.12.2026", "jouluaatto", "suljettu"]);
        assert_eq!(told(4), ["pe\u{a0}25.12.2026", "joulupäivä", "suljettu"]);
        assert_eq!(
            told(10),
            [
                "to\u{a0}31.12.2026",
                "uudenvuodenaatto, lyhyt päivä",
                "8.00–12.00"
            ]
        );
        let night = OpeningHours::parse("Mo-Su 16:00-24:00").unwrap();
        assert_eq!(of_day(&look, &night, look.today()), "16.00–24.00");
    }
}
