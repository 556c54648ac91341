//! A date of which day or month may be unknown.

use std::fmt;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::field_error::FieldProblem;

/// A civil date that may lack its day, or its day and month: `2016`, `2016-05` or `2016-05-01`. It is personal
/// data (a birth date), so its `Debug` shows nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

/// The years of a date that somebody gives: 1800–2199. Any other is a slip.
pub const YEARS: Range<i32> = 1800..2200;

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; one of [`YEARS`].
    ///
    /// # Errors
    /// [`FieldProblem::DateInvalid`] for anything else, a day without a month among it.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
                .ok_or(FieldProblem::DateInvalid)
        };
        let (year, month, day) = match parts.as_slice() {
            [year] => (number(year, 4)?, None, None),
            [year, month] => (number(year, 4)?, Some(number(month, 2)?), None),
            [year, month, day] => (number(year, 4)?, Some(number(month, 2)?), Some(number(day, 2)?)),
            _ => return Err(FieldProblem::DateInvalid),
        };
        let year = i32::try_from(year).unwrap_or_default();
        NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))
            .filter(|date| YEARS.contains(&date.year()))
            .map(|_| Self { year, month, day })
            .ok_or(FieldProblem::DateInvalid)
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The whole date, when day and month are known.
    pub fn full(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month?, self.day?)
    }

    /// The earliest day that this can mean.
    pub fn earliest(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The latest day that this can mean.
    pub fn latest(self) -> Option<NaiveDate> {
        let month = self.month.unwrap_or(12);
        match self.day {
            Some(day) => NaiveDate::from_ymd_opt(self.year, month, day),
            None => (28..=31)
                .rev()
                .find_map(|day| NaiveDate::from_ymd_opt(self.year, month, day)),
        }
    }

    /// Whether this can mean `date`.
    pub fn covers(self, date: NaiveDate) -> bool {
        self.earliest() <= Some(date) && Some(date) <= self.latest()
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        match (date.month, date.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", date.year),
            (Some(month), None) => format!("{:04}-{month:02}", date.year),
            _ => format!("{:04}", date.year),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).or(Err("not a date"))
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[date]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_and_month_may_be_missing() {
        for text in ["2016", "2016-05", "2016-05-01", "2024-02-29"] {
            assert_eq!(String::from(PartialDate::parse(text).unwrap()), text);
        }
        assert_eq!(PartialDate::parse("2016-05").unwrap().full(), None);
    }

    #[test]
    fn a_date_covers_every_day_that_it_can_mean() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let february = PartialDate::parse("2024-02").unwrap();
        assert!(february.covers(day("2024-02-01")) && february.covers(day("2024-02-29")));
        assert!(!february.covers(day("2024-01-31")) && !february.covers(day("2024-03-01")));
        assert_eq!(
            PartialDate::parse("2016").unwrap().latest(),
            Some(day("2016-12-31"))
        );
        assert!(PartialDate::from(day("2016-05-01")).covers(day("2016-05-01")));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "16",
            "2016-5",
            "2016-13",
            "2023-02-29",
            "2016-05-01-01",
            "1799",
            "+016",
            "2016-05-1x",
        ] {
            assert_eq!(PartialDate::parse(text), Err(FieldProblem::DateInvalid), "{text}");
        }
    }
}
