//! How a start deadline was counted, day by day: what a worker is shown and `huoli deadlines` prints.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Serialize, Serializer};

use super::super::helsinki;
use super::super::workdays::{Eve, NonWorking, non_working_reason};
use super::{Clocks, Deadline, clocks, pending_since};

/// Why a day is not one of the seven, or why the last day is where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// No working day (K5).
    NonWorking(NonWorking),
    /// The last lawful day, since the seventh working day is this eve (K7, MAL 5 §).
    RolledFrom(Eve),
}

impl Why {
    /// The stable name under which texts are looked up, such as `saturday` or `rolled-from-christmas-eve`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NonWorking(reason) => reason.key(),
            Self::RolledFrom(Eve::MidsummerEve) => "rolled-from-midsummer-eve",
            Self::RolledFrom(Eve::ChristmasEve) => "rolled-from-christmas-eve",
        }
    }

    /// The English words.
    pub const fn english(self) -> &'static str {
        match self {
            Self::NonWorking(reason) => reason.english(),
            Self::RolledFrom(Eve::MidsummerEve) => "Midsummer Eve: the last day rolls on to this day",
            Self::RolledFrom(Eve::ChristmasEve) => "Christmas Eve: the last day rolls on to this day",
        }
    }
}

impl Serialize for Why {
    /// The English words.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.english())
    }
}

/// One day of the explanation: either its number in the count or why it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CountedDay {
    /// The civil date in Finland.
    pub date: NaiveDate,
    /// 1 to 7 for a counted working day.
    pub day: Option<u8>,
    /// Why it is not counted; `None` for a counted day.
    pub why: Option<Why>,
}

/// Every day from the one after receipt to the seventh working day; where that is an eve, on to the last lawful day.
/// A day has either a number or a reason.
pub fn counted_days(pending_since: NaiveDate) -> Vec<CountedDay> {
    let Deadline {
        target,
        last_lawful_day,
    } = clocks(pending_since).start_by;
    let mut working_days = 1_u8..;
    pending_since
        .iter_days()
        .skip(1)
        .take_while(|date| *date <= last_lawful_day)
        .map(|date| {
            let why = match non_working_reason(date) {
                Some(reason) => Some(Why::NonWorking(reason)),
                None if date > target => Eve::on(target).map(Why::RolledFrom),
                None => None,
            };
            let day = if why.is_none() { working_days.next() } else { None };
            CountedDay { date, day, why }
        })
        .collect()
}

/// The answer of `huoli deadlines --json`: the dates and how they came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// When the report arrived, with the Finnish offset of that day.
    pub arrived: DateTime<FixedOffset>,
    /// The civil date of arrival in Finland.
    pub pending_since: NaiveDate,
    /// By when the assessment starts, day by day.
    pub start_by: ExplainedStart,
    /// By when the assessment is ready.
    pub complete_by: Deadline,
}

/// The start deadline with the days that were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedStart {
    /// Both readings.
    #[serde(flatten)]
    pub deadline: Deadline,
    /// See [`counted_days`].
    pub counted: Vec<CountedDay>,
}

impl Explanation {
    /// The explanation for a report that became available at `arrived`.
    pub fn of(arrived: DateTime<Utc>) -> Self {
        let Clocks {
            pending_since,
            start_by,
            complete_by,
        } = clocks(pending_since(arrived));
        Self {
            arrived: helsinki::local(arrived),
            pending_since,
            start_by: ExplainedStart {
                deadline: start_by,
                counted: counted_days(pending_since),
            },
            complete_by,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::super::parse_local_or_offset;
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_explanation_numbers_seven_days_and_gives_a_reason_for_the_rest() {
        for day in date("2000-01-01")
            .iter_days()
            .take_while(|day| day.year() <= 2100)
        {
            let (counted, start) = (counted_days(day), clocks(day).start_by);
            let numbers: Vec<_> = counted.iter().filter_map(|counted| counted.day).collect();
            assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7], "{day}");
            assert!(
                counted
                    .iter()
                    .all(|counted| counted.day.is_some() != counted.why.is_some()),
                "{day}"
            );
            assert_eq!(counted.first().map(|first| first.date), day.succ_opt(), "{day}");
            assert_eq!(
                counted.last().map(|last| last.date),
                Some(start.last_lawful_day),
                "{day}"
            );
            let seventh = counted.iter().find(|counted| counted.day == Some(7)).unwrap();
            assert_eq!(seventh.date, start.target, "{day}");
        }
    }

    #[test]
    fn the_explanation_reads_as_the_command_promises() {
        let json = |arrived: &str| {
            serde_json::to_value(Explanation::of(parse_local_or_offset(arrived).unwrap())).unwrap()
        };
        assert_eq!(
            json("2026-12-14T15:30"),
            serde_json::json!({
                "arrived": "2026-12-14T15:30:00+02:00",
                "pending_since": "2026-12-14",
                "start_by": {"target": "2026-12-23", "last_lawful_day": "2026-12-23", "counted": [
                    {"date": "2026-12-15", "day": 1, "why": null},
                    {"date": "2026-12-16", "day": 2, "why": null},
                    {"date": "2026-12-17", "day": 3, "why": null},
                    {"date": "2026-12-18", "day": 4, "why": null},
                    {"date": "2026-12-19", "day": null, "why": "Saturday"},
                    {"date": "2026-12-20", "day": null, "why": "Sunday"},
                    {"date": "2026-12-21", "day": 5, "why": null},
                    {"date": "2026-12-22", "day": 6, "why": null},
                    {"date": "2026-12-23", "day": 7, "why": null},
                ]},
                "complete_by": {"target": "2027-03-14", "last_lawful_day": "2027-03-15"},
            })
        );
        let rolled = json("2026-12-15T12:00");
        let tail: Vec<_> = rolled["start_by"]["counted"]
            .as_array()
            .unwrap()
            .iter()
            .skip(8)
            .cloned()
            .collect();
        assert_eq!(
            serde_json::Value::from(tail),
            serde_json::json!([
                {"date": "2026-12-24", "day": 7, "why": null},
                {"date": "2026-12-25", "day": null, "why": "Christmas Day"},
                {"date": "2026-12-26", "day": null, "why": "Second Day of Christmas"},
                {"date": "2026-12-27", "day": null, "why": "Sunday"},
                {"date": "2026-12-28", "day": null, "why": "Christmas Eve: the last day rolls on to this day"},
            ])
        );
    }
}
