//! The statutory clocks of a case: by when the assessment starts, by when it is ready, and how that was counted.
//!
//! Everything here is a function of civil dates in Europe/Helsinki. A transfer changes none of it (K10), an unborn
//! child has no clock at all (K11), and the check of urgent need has no countdown (K12).

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::helsinki;
use super::workdays::{is_working_day, next_working_day, roll};

mod explanation;

pub use super::helsinki::{LocalTimeFault, parse_local_or_offset};
pub use explanation::{CountedDay, ExplainedStart, Explanation, Why, counted_days};

/// The assessment starts at latest on this working day from receipt (LsL 26 § 5, SHL 36 § 3).
const START_WORKING_DAYS: u8 = 7;
/// The assessment is ready within so many months from receipt (LsL 26 § 5, SHL 36 § 3).
const COMPLETE_MONTHS: u32 = 3;

/// The day on which a case becomes pending: the civil date in Finland of the instant from which its report could be
/// handled (K1). Where the authority's own system failed, the reliably shown sending time is given instead (K2); of
/// an oral or paper report, the moment of receipt (K3).
pub fn pending_since(available_at: DateTime<Utc>) -> NaiveDate {
    helsinki::civil_date(available_at)
}

/// One end of a clock, in both readings (K9). Civil dates in Finland.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Deadline {
    /// The plain count, which lists and receipts show.
    pub target: NaiveDate,
    /// The target rolled to a day on which a time limit may end (MAL 5 §); after it the authority is late.
    pub last_lawful_day: NaiveDate,
}

impl Deadline {
    /// The deadline whose plain count ends on `target`.
    pub fn at(target: NaiveDate) -> Self {
        Self {
            target,
            last_lawful_day: roll(target),
        }
    }

    /// How things stand on `day`: today while the clock runs, the recorded day once it has stopped (K13).
    pub fn standing(&self, day: NaiveDate) -> Standing {
        if day <= self.target {
            Standing::InTime
        } else if day <= self.last_lawful_day {
            Standing::PastTarget
        } else {
            Standing::Late
        }
    }

    /// How many working days come after `today` up to and with the target; 0 on the target day, after it, and when
    /// only days that are no working days are left.
    pub fn working_days_left(&self, today: NaiveDate) -> usize {
        today
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= self.target)
            .filter(|day| is_working_day(*day))
            .count()
    }
}

/// How a deadline stands on some day (K9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The target is today or later.
    InTime,
    /// The target is past, the last lawful day is not.
    PastTarget,
    /// The last lawful day is past.
    Late,
}

impl Standing {
    /// The stable code name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::PastTarget => "past_target",
            Self::Late => "late",
        }
    }
}

/// Both clocks of a pending case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clocks {
    /// The day from which they run.
    pub pending_since: NaiveDate,
    /// By when the assessment starts.
    pub start_by: Deadline,
    /// By when the assessment is ready.
    pub complete_by: Deadline,
}

/// The clocks of a case that is pending since that civil date.
///
/// Start: the day of receipt is not counted, day 1 is the next working day (K4, MAL 2 §), the seventh is the target;
/// it rolls only from an eve (K7). Ready: the same day of the month three months on, or the month's last day
/// (K8, MAL 3 §).
pub fn clocks(pending_since: NaiveDate) -> Clocks {
    let start = (0..START_WORKING_DAYS).fold(pending_since, |day, _| next_working_day(day));
    let complete = pending_since
        .checked_add_months(Months::new(COMPLETE_MONTHS))
        .unwrap_or(pending_since);
    Clocks {
        pending_since,
        start_by: Deadline::at(start),
        complete_by: Deadline::at(complete),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::super::workdays::{Eve, is_lawful_last_day};
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Worked examples: available in Finnish time, start target and last lawful day, ready target
    /// and last lawful day. Example 3 counts from the shown sending time, 14 from the first county, 15 from the day
    /// on which the birth is known.
    const EXAMPLES: [[&str; 5]; 15] = [
        [
            "2026-02-10T09:00",
            "2026-02-19",
            "2026-02-19",
            "2026-05-10",
            "2026-05-11",
        ],
        [
            "2026-03-07T22:00",
            "2026-03-17",
            "2026-03-17",
            "2026-06-07",
            "2026-06-08",
        ],
        [
            "2026-03-30T23:50",
            "2026-04-10",
            "2026-04-10",
            "2026-06-30",
            "2026-06-30",
        ],
        [
            "2026-04-29T12:00",
            "2026-05-11",
            "2026-05-11",
            "2026-07-29",
            "2026-07-29",
        ],
        [
            "2026-06-10T12:00",
            "2026-06-19",
            "2026-06-22",
            "2026-09-10",
            "2026-09-10",
        ],
        [
            "2026-06-15T12:00",
            "2026-06-24",
            "2026-06-24",
            "2026-09-15",
            "2026-09-15",
        ],
        [
            "2026-12-15T12:00",
            "2026-12-24",
            "2026-12-28",
            "2027-03-15",
            "2027-03-15",
        ],
        [
            "2026-12-24T18:00",
            "2027-01-07",
            "2027-01-07",
            "2027-03-24",
            "2027-03-24",
        ],
        [
            "2026-11-30T12:00",
            "2026-12-09",
            "2026-12-09",
            "2027-02-28",
            "2027-03-01",
        ],
        [
            "2026-03-19T12:00",
            "2026-03-30",
            "2026-03-30",
            "2026-06-19",
            "2026-06-22",
        ],
        [
            "2027-09-06T12:00",
            "2027-09-15",
            "2027-09-15",
            "2027-12-06",
            "2027-12-07",
        ],
        [
            "2026-02-01T12:00",
            "2026-02-10",
            "2026-02-10",
            "2026-05-01",
            "2026-05-04",
        ],
        [
            "2026-06-30T21:30Z",
            "2026-07-10",
            "2026-07-10",
            "2026-10-01",
            "2026-10-01",
        ],
        [
            "2026-10-05T12:00",
            "2026-10-14",
            "2026-10-14",
            "2027-01-05",
            "2027-01-05",
        ],
        [
            "2027-04-20T12:00",
            "2027-04-29",
            "2027-04-29",
            "2027-07-20",
            "2027-07-20",
        ],
    ];

    #[test]
    fn the_worked_examples_come_out() {
        for [available, ends @ ..] in EXAMPLES {
            let Clocks {
                start_by,
                complete_by,
                ..
            } = clocks(pending_since(parse_local_or_offset(available).unwrap()));
            let ours = [
                start_by.target,
                start_by.last_lawful_day,
                complete_by.target,
                complete_by.last_lawful_day,
            ];
            assert_eq!(ours, ends.map(date), "{available}");
        }
    }

    #[test]
    fn the_further_edges_come_out() {
        for pending in ["2027-11-29", "2027-11-30"] {
            assert_eq!(
                clocks(date(pending)).complete_by,
                Deadline::at(date("2028-02-29"))
            );
            assert_eq!(
                Deadline::at(date("2028-02-29")).last_lawful_day,
                date("2028-02-29")
            );
        }
        let start = clocks(date("2027-12-15")).start_by;
        assert_eq!(
            (start.target, start.last_lawful_day),
            (date("2027-12-24"), date("2027-12-27"))
        );
        let start = clocks(date("2029-12-13")).start_by;
        assert_eq!(
            (start.target, start.last_lawful_day),
            (date("2029-12-24"), date("2029-12-27"))
        );
        let complete = clocks(date("2029-09-23")).complete_by;
        assert_eq!(
            (complete.target, complete.last_lawful_day),
            (date("2029-12-23"), date("2029-12-27"))
        );
    }

    #[test]
    fn every_day_of_the_century_has_lawful_ends() {
        let mut before: Option<Clocks> = None;
        for day in date("2000-01-01")
            .iter_days()
            .take_while(|day| day.year() <= 2100)
        {
            let now = clocks(day);
            let (start, complete) = (now.start_by, now.complete_by);
            assert!(start.target > day && is_working_day(start.target), "{day}");
            assert_eq!(start.working_days_left(day), 7, "{day}");
            assert!(complete.target > day, "{day}");
            for end in [start, complete] {
                assert!(is_lawful_last_day(end.last_lawful_day), "{day}");
                let rolled = (end.last_lawful_day - end.target).num_days();
                assert!((0..=5).contains(&rolled), "{day}: {rolled}");
                assert_eq!(rolled == 0, is_lawful_last_day(end.target), "{day}");
            }
            assert_eq!(
                start.target == start.last_lawful_day,
                Eve::on(start.target).is_none(),
                "{day}"
            );
            if let Some(before) = before {
                assert!(
                    before.start_by <= start && before.complete_by <= complete,
                    "{day}"
                );
                assert!(before.start_by.last_lawful_day <= start.last_lawful_day, "{day}");
                assert!(
                    before.complete_by.last_lawful_day <= complete.last_lawful_day,
                    "{day}"
                );
            }
            before = Some(now);
        }
    }

    #[test]
    fn a_deadline_is_in_time_then_past_its_target_then_late() {
        let start = clocks(date("2026-12-15")).start_by;
        for (day, standing, left) in [
            ("2026-12-15", Standing::InTime, 7),
            ("2026-12-18", Standing::InTime, 4),
            ("2026-12-20", Standing::InTime, 4),
            ("2026-12-24", Standing::InTime, 0),
            ("2026-12-25", Standing::PastTarget, 0),
            ("2026-12-28", Standing::PastTarget, 0),
            ("2026-12-29", Standing::Late, 0),
        ] {
            let day = date(day);
            assert_eq!(
                (start.standing(day), start.working_days_left(day)),
                (standing, left),
                "{day}"
            );
        }
    }
}
