//! Dates and times as people write them in each language, on the clock of Finland.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};
use chrono_tz::Europe::Helsinki;

use super::{FluentValue, Words};

/// A date with its weekday: "ti 1.12.2026".
pub fn full(words: Words<'_>, date: NaiveDate) -> String {
    write(words, "date-full", date)
}

/// A date with its weekday and without its year, for lists: "ti 1.12.".
pub fn short(words: Words<'_>, date: NaiveDate) -> String {
    write(words, "date-short", date)
}

/// A date alone, such as a birth date: "1.12.2026".
pub fn plain(words: Words<'_>, date: NaiveDate) -> String {
    write(words, "date-plain", date)
}

/// A month of a year: "12/2026".
pub fn month(words: Words<'_>, year: i32, month: u32) -> String {
    let month_name = words.get(&format!("date-month-{month}"));
    words.format(
        "date-month-year",
        &[
            ("month", FluentValue::from(month_name)),
            ("year", FluentValue::from(year.to_string())),
        ],
    )
}

/// The date in Finland of an instant.
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Helsinki).date_naive()
}

/// The time of day in Finland: "klo 14.05".
pub fn time(words: Words<'_>, instant: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&Helsinki);
    words.format(
        "time-of-day",
        &[
            ("hour", FluentValue::from(local.hour().to_string())),
            ("minute", FluentValue::from(format!("{:02}", local.minute()))),
        ],
    )
}

/// A time of day without a word before it: "8.00".
pub fn clock(words: Words<'_>, time: NaiveTime) -> String {
    clock_of(words, time.hour(), time.minute())
}

/// Midnight at the end of a day: "24.00".
pub fn midnight(words: Words<'_>) -> String {
    clock_of(words, 24, 0)
}

fn clock_of(words: Words<'_>, hour: u32, minute: u32) -> String {
    words.format(
        "time-clock",
        &[
            ("hour", FluentValue::from(hour.to_string())),
            ("minute", FluentValue::from(format!("{minute:02}"))),
        ],
    )
}

/// A day of the week: "ti".
pub fn weekday(words: Words<'_>, day: Weekday) -> String {
    words
        .get(&format!("date-weekday-{}", day.number_from_monday()))
        .into_owned()
}

/// Date and time in Finland without the year: "ti 1.12. klo 14.05".
pub fn short_moment(words: Words<'_>, instant: DateTime<Utc>) -> String {
    words.format(
        "date-and-time",
        &[
            ("date", FluentValue::from(short(words, day_of(instant)))),
            ("time", FluentValue::from(time(words, instant))),
        ],
    )
}

/// Date and time in Finland: "ti 1.12.2026 klo 14.05".
pub fn moment(words: Words<'_>, instant: DateTime<Utc>) -> String {
    let date = full(words, day_of(instant));
    let time = time(words, instant);
    words.format(
        "date-and-time",
        &[
            ("date", FluentValue::from(date)),
            ("time", FluentValue::from(time)),
        ],
    )
}

fn write(words: Words<'_>, key: &str, date: NaiveDate) -> String {
    let weekday = words.get(&format!("date-weekday-{}", date.weekday().number_from_monday()));
    let month = words.get(&format!("date-month-{}", date.month()));
    words.format(
        key,
        &[
            ("weekday", FluentValue::from(weekday)),
            ("day", FluentValue::from(date.day().to_string())),
            ("month", FluentValue::from(month)),
            ("year", FluentValue::from(date.year().to_string())),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::text::Texts;

    fn in_each(write: impl Fn(Words<'_>) -> String) -> [String; 3] {
        Language::ALL.map(|language| write(Texts::embedded().words(language)))
    }

    #[test]
    fn a_date_reads_as_people_write_it() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        assert_eq!(
            in_each(|words| full(words, date)),
            [
                "ti\u{a0}1.12.2026",
                "tis\u{a0}1.12.2026",
                "Tue\u{a0}1\u{a0}Dec 2026"
            ]
        );
        assert_eq!(
            in_each(|words| short(words, date)),
            ["ti\u{a0}1.12.", "tis\u{a0}1.12", "Tue\u{a0}1\u{a0}Dec"]
        );
        assert_eq!(
            in_each(|words| plain(words, date)),
            ["1.12.2026", "1.12.2026", "1 Dec 2026"]
        );
        assert_eq!(
            in_each(|words| month(words, 2016, 5)),
            ["5/2016", "5/2016", "May 2016"]
        );
    }

    #[test]
    fn an_instant_is_told_by_the_clock_of_finland_in_winter_and_in_summer() {
        let winter = "2026-12-01T22:05:00Z".parse().unwrap();
        assert_eq!(
            in_each(|words| moment(words, winter)),
            [
                "ke\u{a0}2.12.2026 klo\u{a0}0.05",
                "ons\u{a0}2.12.2026 kl.\u{a0}0.05",
                "Wed\u{a0}2\u{a0}Dec 2026 at\u{a0}0:05"
            ]
        );
        let summer = "2026-07-01T11:05:00Z".parse().unwrap();
        assert_eq!(
            in_each(|words| time(words, summer)),
            ["klo\u{a0}14.05", "kl.\u{a0}14.05", "at\u{a0}14:05"]
        );
    }
}
