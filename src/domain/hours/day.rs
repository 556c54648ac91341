//! What kind of day a day is for those who answer a phone.

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::domain::workdays::{Eve, Holiday, easter_sunday};

/// What kind of day a day is for those who answer a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// A public holiday, Christmas Eve or Midsummer Eve: offices are closed unless they say otherwise.
    Holiday,
    /// Maundy Thursday, May Day Eve or New Year's Eve: working days on which offices may close early.
    ShortEve,
    /// Any other day.
    Ordinary,
}

impl DayKind {
    /// The kind of `day`.
    pub fn of(day: NaiveDate) -> Self {
        if Holiday::on(day).is_some() || Eve::on(day).is_some() {
            Self::Holiday
        } else if is_short_eve(day) {
            Self::ShortEve
        } else {
            Self::Ordinary
        }
    }
}

fn is_short_eve(day: NaiveDate) -> bool {
    let fixed = matches!((day.month(), day.day()), (4, 30) | (12, 31));
    let maundy_thursday = easter_sunday(day.year()).is_some_and(|easter| easter - day == TimeDelta::days(3));
    fixed || maundy_thursday
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eves_are_those_of_the_published_list() {
        let mut rows =
            csv::Reader::from_reader(include_str!("../../../data/holidays_2024_2030.csv").as_bytes());
        for row in rows.records() {
            let row = row.unwrap();
            let day: NaiveDate = row[0].parse().unwrap();
            let kind = match &row[4] {
                "public_holiday" | "eve_treated_as_holiday" => DayKind::Holiday,
                "eve_working_day_hours_may_be_shorter" => DayKind::ShortEve,
                _ => continue,
            };
            assert_eq!(DayKind::of(day), kind, "{day}");
        }
        let ordinary = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(DayKind::of(ordinary), DayKind::Ordinary);
    }
}
