//! Dates and times as workers type them into one box.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::triage::at_the_clock;
use crate::domain::contact::Typed;
use crate::domain::partial_date::YEARS;

/// Reads a date: "1.12.2026", "1.12." of this year, "1/12/2026", "2026-12-01". Of a year outside [`YEARS`] it is none.
pub fn date(text: &str, today: NaiveDate) -> Typed<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return Typed::Nothing;
    }
    read(text, today)
        .filter(|date| YEARS.contains(&date.year()))
        .map_or(Typed::Unreadable, Typed::Value)
}

fn read(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text
        .trim_end_matches('.')
        .split(['.', '/', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| part.parse::<u32>().ok();
    match parts.as_slice() {
        [day, month] => NaiveDate::from_ymd_opt(today.year(), number(month)?, number(day)?),
        [day, month, year] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, number(month)?, number(day)?)
        }
        _ => None,
    }
}

/// Reads a date and a time of day in Finland; nothing where both boxes are empty.
pub fn moment(day: &str, time: &str, today: NaiveDate) -> Typed<DateTime<Utc>> {
    match (date(day, today), time.trim()) {
        (Typed::Nothing, "") => Typed::Nothing,
        (Typed::Value(day), time) => at_the_clock(time, day).map_or(Typed::Unreadable, Typed::Value),
        _ => Typed::Unreadable,
    }
}

/// A date as a box is filled in with it.
pub fn written(date: NaiveDate) -> String {
    format!("{}.{}.{}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it() {
        let today = "2026-11-20".parse().unwrap();
        let day: NaiveDate = "2026-12-01".parse().unwrap();
        for text in [
            "1.12.2026",
            " 01.12.2026 ",
            "1.12.",
            "1.12",
            "1. 12. 2026",
            "1/12/2026",
            "2026-12-01",
        ] {
            assert_eq!(date(text, today), Typed::Value(day), "{text}");
        }
        assert_eq!(date(&written(day), today), Typed::Value(day));
        assert_eq!(date(" ", today), Typed::Nothing);
        for text in ["huomenna", "31.11.2026", "1.12.26", "1.12.2026 klo 9", "0.0."] {
            assert_eq!(date(text, today), Typed::Unreadable, "{text}");
        }
        for text in [
            "1.5.1799",
            "1.5.0216",
            "0216-05-01",
            "-0001-05-01",
            "1.5.2200",
            "+12026-05-01",
        ] {
            assert_eq!(
                date(text, today),
                Typed::Unreadable,
                "{text}: a report takes no such year either"
            );
        }
        for year in ["1800", "2199"] {
            let day = format!("{year}-05-01").parse().unwrap();
            assert_eq!(date(&format!("1.5.{year}"), today), Typed::Value(day), "{year}");
        }
    }

    #[test]
    fn a_moment_is_a_date_and_a_time() {
        let today = "2026-11-20".parse().unwrap();
        let at = "2026-12-01T12:05:00Z".parse().unwrap();
        assert_eq!(moment("1.12.", "14.05", today), Typed::Value(at));
        assert_eq!(moment("", " ", today), Typed::Nothing);
        for (day, time) in [("", "14.05"), ("1.12.", ""), ("1.12.", "25.00"), ("eilen", "9")] {
            assert_eq!(moment(day, time, today), Typed::Unreadable, "{day} {time}");
        }
    }
}
