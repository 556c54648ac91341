//! When an office answers: weekly hours, eves, holidays and single days, in Finnish time. Pure: the same hours and the
//! same instant give the same answer. Hours never move a lawful date.

mod day;
mod read;

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::helsinki;

pub use day::DayKind;
pub use read::HoursFault;

/// So many days ahead an opening is looked for.
const HORIZON: u64 = 400;
const WHOLE_DAY: &[Span] = &[Span { from: 0, to: 1440 }];

/// When an office answers. Written as text, for people and files alike:
///
/// ```text
/// Mo-Fr 08:00-16:00; eve 08:00-12:00; 2026-12-23 09:00-11:00; 2027-07-01..2027-07-31 off
/// ```
///
/// A day follows the last entry for its date, else `holiday` on public holidays, Christmas Eve and Midsummer Eve, else
/// `eve` on Maundy Thursday, May Day Eve and New Year's Eve, else its day of the week. Nothing said of holidays means
/// closed, nothing said of eves an ordinary day. A time that ends before it begins ends on the next day. `24/7` is
/// always. No text at all: nobody has said when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpeningHours {
    always: bool,
    weekly: [Vec<Span>; 7],
    eve: Option<Vec<Span>>,
    holiday: Option<Vec<Span>>,
    dates: Vec<Dates>,
    written: String,
}

/// From a minute of a day to another of it or of the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    /// Minutes after midnight, 0–1439.
    from: u32,
    /// Minutes after the same midnight, more than `from`, at most 2880.
    to: u32,
}

/// What holds on some days of the calendar, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dates {
    from: NaiveDate,
    to: NaiveDate,
    spans: Vec<Span>,
}

/// Whether somebody answers at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpeningState {
    /// Nobody has said when the office answers.
    Unknown,
    /// Somebody answers, until that instant; `None`: always.
    Open(Option<DateTime<Utc>>),
    /// Nobody answers, until that instant; `None`: for longer than a year.
    Closed(Option<DateTime<Utc>>),
}

impl OpeningState {
    /// Whether somebody certainly answers.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open(_))
    }

    /// When the office opens next, where it is known to be closed.
    pub const fn opens(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Closed(opens) => opens,
            Self::Unknown | Self::Open(_) => None,
        }
    }
}

impl OpeningHours {
    /// Day and night, every day.
    pub fn always() -> Self {
        Self {
            always: true,
            written: "24/7".to_owned(),
            ..Self::default()
        }
    }

    /// Whether nothing is said.
    pub fn is_unknown(&self) -> bool {
        self.written.is_empty()
    }

    /// The hours as they were written, in the form that [`parse`](Self::parse) reads.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether the office answers at `instant`.
    pub fn at(&self, instant: DateTime<Utc>) -> OpeningState {
        if self.is_unknown() {
            return OpeningState::Unknown;
        }
        if self.always {
            return OpeningState::Open(None);
        }
        let today = helsinki::civil_date(instant);
        // A span that began yesterday may still run.
        let spans = today
            .pred_opt()
            .unwrap_or(today)
            .iter_days()
            .take(usize::try_from(HORIZON).unwrap_or(usize::MAX))
            .flat_map(|day| self.instants(day));
        let mut until = None;
        for (from, to) in spans {
            match until {
                None if from <= instant && instant < to => until = Some(to),
                None if from > instant => return OpeningState::Closed(Some(from)),
                None => {}
                // One that begins when the last ends goes on, as round midnight.
                Some(end) if from <= end => until = Some(end.max(to)),
                Some(_) => break,
            }
        }
        match until {
            None => OpeningState::Closed(None),
            Some(end) if end > instant + chrono::TimeDelta::days(366) => OpeningState::Open(None),
            Some(end) => OpeningState::Open(Some(end)),
        }
    }

    /// What `day` has, as instants, in order.
    fn instants(&self, day: NaiveDate) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        let mut spans: Vec<_> = self
            .spans_of(day)
            .iter()
            .map(|span| (moment(day, span.from), moment(day, span.to)))
            .filter(|(from, to)| from < to)
            .collect();
        spans.sort_unstable();
        spans
    }

    /// The hours of one day as clocks show them, such as 08:00–16:00, in order. Empty: closed. `24:00` is midnight.
    pub fn of_day(&self, day: NaiveDate) -> Vec<(NaiveTime, NaiveTime)> {
        as_clocks_show(self.spans_of(day))
    }

    /// The hours of an ordinary day of the week, in the form of [`of_day`](Self::of_day).
    pub fn of_weekday(&self, day: Weekday) -> Vec<(NaiveTime, NaiveTime)> {
        as_clocks_show(self.usual(day))
    }

    fn usual(&self, day: Weekday) -> &[Span] {
        if self.always {
            return WHOLE_DAY;
        }
        let place = usize::try_from(day.num_days_from_monday()).ok();
        place
            .and_then(|place| self.weekly.get(place))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    fn spans_of(&self, day: NaiveDate) -> &[Span] {
        if self.always {
            return WHOLE_DAY;
        }
        let dated = self
            .dates
            .iter()
            .rev()
            .find(|dates| dates.from <= day && day <= dates.to);
        if let Some(dates) = dated {
            return &dates.spans;
        }
        match DayKind::of(day) {
            DayKind::Holiday => self.holiday.as_deref().unwrap_or_default(),
            DayKind::ShortEve if self.eve.is_some() => self.eve.as_deref().unwrap_or_default(),
            DayKind::ShortEve | DayKind::Ordinary => self.usual(chrono::Datelike::weekday(&day)),
        }
    }
}

fn as_clocks_show(spans: &[Span]) -> Vec<(NaiveTime, NaiveTime)> {
    let clock = |minute: u32| {
        let minute = minute % 1440;
        NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or_default()
    };
    let mut spans = spans.to_vec();
    spans.sort_unstable_by_key(|span| span.from);
    spans
        .into_iter()
        .map(|span| (clock(span.from), clock(span.to)))
        .collect()
}

/// The instant at which clocks show `minute` minutes after the midnight of `day`. A time that the clocks skip is the
/// moment at which they skip it; one that comes twice is the first.
fn moment(day: NaiveDate, minute: u32) -> DateTime<Utc> {
    let date = day
        .checked_add_days(Days::new(u64::from(minute / 1440)))
        .unwrap_or(day);
    helsinki::clock_shows(date, minute % 1440)
}

impl fmt::Display for OpeningHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Serialize for OpeningHours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl<'de> Deserialize<'de> for OpeningHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
