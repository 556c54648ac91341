//! What falls due in the next days, a line a day: a table that says in numbers what its colours say.

use chrono::{Days, NaiveDate};

use super::counts;
use crate::intake::worklist::Due;
use crate::text::dates;
use crate::web::page::component::Block;
use crate::web::page::view::{Colour, Column, Line, Row, Table, Tag};
use crate::web::staff::look::Look;

/// From so many cases on a day is full.
const FULL: i64 = 10;
/// From so many cases on it fills.
const FILLING: i64 = 5;

/// The table of `days`.
pub fn table(look: &Look, days: &[Due]) -> Block {
    let columns = ["heat-day", "heat-start", "heat-complete"];
    let today = look.today();
    let rows = days.iter().map(|due| Row {
        cells: vec![
            vec![Line::text(day(look, due.on, today))],
            vec![number(look, due.starting)],
            vec![number(look, due.completing)],
        ],
    });
    Block::Table(Table {
        caption: look.word("heat-title"),
        caption_hidden: false,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.collect(),
    })
}

/// "tänään ma 23.11.", "ti 24.11.".
fn day(look: &Look, on: NaiveDate, today: NaiveDate) -> String {
    let date = dates::short(look.words, on);
    let key = if on == today {
        "heat-today"
    } else if today.checked_add_days(Days::new(1)) == Some(on) {
        "heat-tomorrow"
    } else {
        return date;
    };
    look.words.with(key, "date", &date)
}

fn number(look: &Look, count: i64) -> Line {
    let colour = match count {
        0 => return Line::Quiet("0".to_owned()),
        FULL.. => Colour::Red,
        FILLING.. => Colour::Orange,
        _ => Colour::Yellow,
    };
    Line::Tag(Tag {
        text: counts::number(look, count),
        colour,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::staff::look::tests::look;

    #[test]
    fn a_day_says_in_numbers_what_its_colour_says() {
        let look = look("2026-11-20T10:00:00Z");
        let days: Vec<Due> = [(0, 0), (1, 4), (5, 9), (10, 1000)]
            .into_iter()
            .zip(look.today().iter_days())
            .map(|((starting, completing), on)| Due {
                on,
                starting,
                completing,
            })
            .collect();
        let Block::Table(table) = table(&look, &days) else {
            panic!("a table");
        };
        let said: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .flatten()
                    .map(|line| match line {
                        Line::Text(text) | Line::Quiet(text) => text.clone(),
                        Line::Tag(tag) => format!("{} {}", tag.colour.class(), tag.text),
                        _ => panic!("text or a tag"),
                    })
                    .collect()
            })
            .collect();
        assert_eq!(said.first().unwrap(), &["tänään pe\u{a0}20.11.", "0", "0"]);
        assert_eq!(
            said.get(1).unwrap(),
            &[
                "huomenna la\u{a0}21.11.",
                "govuk-tag--yellow 1",
                "govuk-tag--yellow 4"
            ]
        );
        assert_eq!(
            said.get(2).unwrap(),
            &["su\u{a0}22.11.", "govuk-tag--orange 5", "govuk-tag--orange 9"]
        );
        assert_eq!(
            said.get(3).unwrap(),
            &[
                "ma\u{a0}23.11.",
                "govuk-tag--red 10",
                "govuk-tag--red 1000 tai enemmän"
            ]
        );
    }
}
