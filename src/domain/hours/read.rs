//! Reads opening hours as people and files write them.

use chrono::{NaiveDate, Weekday};
use thiserror::Error;

use super::{Dates, OpeningHours, Span};

/// Longer hours are not read.
const LONGEST: usize = 2_000;
const DAYS: [(&str, Weekday); 7] = [
    ("mo", Weekday::Mon),
    ("tu", Weekday::Tue),
    ("we", Weekday::Wed),
    ("th", Weekday::Thu),
    ("fr", Weekday::Fri),
    ("sa", Weekday::Sat),
    ("su", Weekday::Sun),
];

/// Why a text is no opening hours. Each names the part that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HoursFault {
    /// An entry does not begin with days.
    #[error("\"{0}\": begin with days (Mo-Fr), eve, holiday or a date (2026-12-23), or write 24/7")]
    Days(String),
    /// A time is not one.
    #[error("\"{0}\": write times as 08:00-16:00, several with a comma between them, or off")]
    Times(String),
    /// A period ends before it begins.
    #[error("\"{0}\": the period ends before it begins")]
    Backwards(String),
    /// Two times of a day overlap.
    #[error("\"{0}\": two of its times overlap")]
    Overlap(String),
    /// The same days have two entries.
    #[error("\"{0}\": these days have an entry already")]
    Twice(String),
    /// The text is too long.
    #[error("at most {LONGEST} characters")]
    TooLong,
}

impl OpeningHours {
    /// Reads hours; an empty text is unknown hours. The form is told at [`OpeningHours`].
    ///
    /// # Errors
    /// [`HoursFault`] for the first entry that cannot be read.
    pub fn parse(text: &str) -> Result<Self, HoursFault> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(HoursFault::TooLong);
        }
        if text == "24/7" {
            return Ok(Self::always());
        }
        let mut hours = Self::default();
        let mut seen = [false; 7];
        for entry in text.split(';').map(str::trim).filter(|entry| !entry.is_empty()) {
            hours.read_entry(entry, &mut seen)?;
        }
        let entries: Vec<_> = text
            .split(';')
            .map(tidy)
            .filter(|entry| !entry.is_empty())
            .collect();
        hours.written = entries.join("; ");
        Ok(hours)
    }

    fn read_entry(&mut self, entry: &str, seen: &mut [bool; 7]) -> Result<(), HoursFault> {
        let (days, times) = entry
            .split_once(char::is_whitespace)
            .ok_or_else(|| HoursFault::Days(entry.to_owned()))?;
        let spans = read_spans(entry, times)?;
        let twice = || HoursFault::Twice(entry.to_owned());
        match days.to_ascii_lowercase().as_str() {
            "eve" if self.eve.is_some() => return Err(twice()),
            "eve" => self.eve = Some(spans),
            "holiday" if self.holiday.is_some() => return Err(twice()),
            "holiday" => self.holiday = Some(spans),
            dates if dates.starts_with(|first: char| first.is_ascii_digit()) => {
                let (from, to) = read_dates(entry, dates)?;
                self.dates.push(Dates { from, to, spans });
            }
            days => {
                for day in read_weekdays(entry, days)? {
                    let place = usize::try_from(day.num_days_from_monday()).unwrap_or_default();
                    if let (Some(seen), Some(of_day)) = (seen.get_mut(place), self.weekly.get_mut(place)) {
                        if std::mem::replace(seen, true) {
                            return Err(twice());
                        }
                        of_day.clone_from(&spans);
                    }
                }
            }
        }
        Ok(())
    }
}

/// One entry with single spaces.
fn tidy(entry: &str) -> String {
    entry.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_weekdays(entry: &str, days: &str) -> Result<Vec<Weekday>, HoursFault> {
    let fault = || HoursFault::Days(entry.to_owned());
    let named = |name: &str| {
        let found = DAYS.iter().find(|(short, _)| *short == name);
        found.map(|(_, day)| *day).ok_or_else(fault)
    };
    let mut found = Vec::new();
    for part in days.split(',') {
        let Some((first, last)) = part.split_once('-') else {
            found.push(named(part)?);
            continue;
        };
        let (first, last) = (named(first)?, named(last)?);
        if first.num_days_from_monday() > last.num_days_from_monday() {
            return Err(HoursFault::Backwards(entry.to_owned()));
        }
        let mut day = first;
        found.push(day);
        while day != last {
            day = day.succ();
            found.push(day);
        }
    }
    Ok(found)
}

fn read_dates(entry: &str, dates: &str) -> Result<(NaiveDate, NaiveDate), HoursFault> {
    let date = |text: &str| {
        let shaped = text.len() == 10;
        let read = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        read.filter(|_| shaped)
            .ok_or_else(|| HoursFault::Days(entry.to_owned()))
    };
    let (from, to) = dates.split_once("..").unwrap_or((dates, dates));
    let (from, to) = (date(from)?, date(to)?);
    if from > to {
        return Err(HoursFault::Backwards(entry.to_owned()));
    }
    Ok((from, to))
}

fn read_spans(entry: &str, times: &str) -> Result<Vec<Span>, HoursFault> {
    let fault = || HoursFault::Times(entry.to_owned());
    if times.trim().eq_ignore_ascii_case("off") {
        return Ok(Vec::new());
    }
    let mut spans = Vec::new();
    for span in times.split(',') {
        let (from, to) = span.trim().split_once('-').ok_or_else(fault)?;
        let (from, mut to) = (minute(from).ok_or_else(fault)?, minute(to).ok_or_else(fault)?);
        if from == 1440 || from == to {
            return Err(fault());
        }
        if to < from {
            to += 1440;
        }
        spans.push(Span { from, to });
    }
    spans.sort_unstable_by_key(|span| span.from);
    let overlap = spans
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.to > b.from));
    if overlap {
        return Err(HoursFault::Overlap(entry.to_owned()));
    }
    Ok(spans)
}

/// `08:00` in minutes after midnight; `24:00` is the end of the day.
fn minute(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= 1440).then_some(minute)
}
