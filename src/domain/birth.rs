//! Waiting for a birth and what follows it (LsL 25 c §; K11): without a clock until then, with a reminder.

use chrono::{Days, NaiveDate};

use super::contact::Typed;
use super::lifecycle::{Birth, CaseState, LifeCycle};
use super::workdays::is_working_day;

/// How long before the expected date somebody is reminded, in days.
const BEFORE: u64 = 21;
/// After how many days it is looked at again where no date is expected.
const UNKNOWN: u64 = 30;

/// The working day on which somebody is reminded of a birth that is expected on `expected`: three weeks before it, or a
/// little earlier where that is no working day; never before `today`. Civil dates in Finland.
pub fn remind_on(expected: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    let day = match expected {
        Some(expected) => expected.checked_sub_days(Days::new(BEFORE)).unwrap_or(today),
        None => today.checked_add_days(Days::new(UNKNOWN)).unwrap_or(today),
    };
    let earlier = std::iter::successors(Some(day), NaiveDate::pred_opt);
    let day = earlier.take(14).find(|day| is_working_day(*day)).unwrap_or(day);
    day.max(today)
}

/// The day on which the birth is expected; `None` where none was told or nobody waits for one.
pub const fn expected(life: &LifeCycle) -> Option<NaiveDate> {
    match life.state() {
        CaseState::AwaitingBirth { expected, .. } => *expected,
        _ => None,
    }
}

/// What lacks in what was told of a birth, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// The birth date is none.
    BornOn,
    /// It lies in the future.
    BornInFuture,
    /// The day on which it became known is none.
    KnownOn,
    /// It lies in the future.
    KnownInFuture,
    /// It lies before the birth.
    KnownBeforeBirth,
    /// It lies before the report.
    KnownBeforeReport,
    /// The expected date is none.
    Expected,
    /// The expected date lies too far off, before the report or more than a year ahead.
    ExpectedOff,
}

/// A birth as it was filled in; anything may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Draft {
    /// The birth date.
    pub born_on: Typed<NaiveDate>,
    /// The day on which the county knew.
    pub known_on: Typed<NaiveDate>,
}

impl Draft {
    /// Checks it for a report that came on `received_on`, on `today` (civil dates in Finland).
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(&self, received_on: NaiveDate, today: NaiveDate) -> Result<Birth, Vec<Lack>> {
        let mut lacks = Vec::new();
        match self.born_on {
            Typed::Value(day) if day > today => lacks.push(Lack::BornInFuture),
            Typed::Value(_) => {}
            Typed::Nothing | Typed::Unreadable => lacks.push(Lack::BornOn),
        }
        match self.known_on {
            Typed::Value(day) if day > today => lacks.push(Lack::KnownInFuture),
            Typed::Value(day) if matches!(self.born_on, Typed::Value(born) if day < born) => {
                lacks.push(Lack::KnownBeforeBirth);
            }
            Typed::Value(day) if day < received_on => lacks.push(Lack::KnownBeforeReport),
            Typed::Value(_) => {}
            Typed::Nothing | Typed::Unreadable => lacks.push(Lack::KnownOn),
        }
        match (self.born_on, self.known_on) {
            (Typed::Value(born_on), Typed::Value(known_on)) if lacks.is_empty() => {
                Ok(Birth { born_on, known_on })
            }
            _ => Err(lacks),
        }
    }
}

/// Checks a newly told expected date against the day of the report and `today`.
///
/// # Errors
/// What is wrong with it.
pub fn expect(
    typed: Typed<NaiveDate>,
    received_on: NaiveDate,
    today: NaiveDate,
) -> Result<NaiveDate, Vec<Lack>> {
    let Typed::Value(day) = typed else {
        return Err(vec![Lack::Expected]);
    };
    let latest = today.checked_add_days(Days::new(366)).unwrap_or(today);
    if day < received_on || day > latest {
        return Err(vec![Lack::ExpectedOff]);
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn somebody_is_reminded_three_weeks_before_on_a_working_day() {
        let today = date("2026-11-20");
        for (expected, reminded) in [
            ("2027-02-10", "2027-01-20"),
            // Three weeks before is Independence Day, a Sunday: the Friday before it.
            ("2026-12-27", "2026-12-04"),
            ("2026-12-01", "2026-11-20"),
            ("2026-11-01", "2026-11-20"),
        ] {
            assert_eq!(
                remind_on(Some(date(expected)), today),
                date(reminded),
                "{expected}"
            );
        }
        // 30 days on is Sunday, 20 December.
        assert_eq!(remind_on(None, today), date("2026-12-18"));
    }

    #[test]
    fn a_birth_is_known_from_the_birth_and_from_the_report_on() {
        let (received, today) = (date("2027-02-03"), date("2027-04-20"));
        let check = |born: &str, known: &str| {
            let draft = Draft {
                born_on: Typed::Value(date(born)),
                known_on: Typed::Value(date(known)),
            };
            draft.check(received, today)
        };
        let birth = check("2027-04-18", "2027-04-20").unwrap();
        assert_eq!((birth.born_on, birth.known_on), (date("2027-04-18"), today));
        assert!(
            check("2027-02-01", "2027-02-03").is_ok(),
            "born a little before the report"
        );
        for (born, known, lacks) in [
            (
                "2027-04-21",
                "2027-04-21",
                vec![Lack::BornInFuture, Lack::KnownInFuture],
            ),
            ("2027-04-18", "2027-04-17", vec![Lack::KnownBeforeBirth]),
            ("2027-02-01", "2027-02-02", vec![Lack::KnownBeforeReport]),
        ] {
            assert_eq!(check(born, known).unwrap_err(), lacks);
        }
        let lacks = Draft::default().check(received, today).unwrap_err();
        assert_eq!(lacks, [Lack::BornOn, Lack::KnownOn]);
    }

    #[test]
    fn an_expected_date_lies_after_the_report_and_within_a_year() {
        let (received, today) = (date("2027-02-03"), date("2027-04-20"));
        assert!(expect(Typed::Value(date("2027-07-01")), received, today).is_ok());
        for day in ["2027-02-02", "2028-04-21"] {
            let lacks = expect(Typed::Value(date(day)), received, today).unwrap_err();
            assert_eq!(lacks, [Lack::ExpectedOff]);
        }
        let lacks = expect(Typed::Unreadable, received, today).unwrap_err();
        assert_eq!(lacks, [Lack::Expected]);
    }
}
