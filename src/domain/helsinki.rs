//! Finnish civil time: which day an instant belongs to, and how a time that people write is read.

use chrono::{
    DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Europe::Helsinki;
use thiserror::Error;

/// Why a text is no point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LocalTimeFault {
    /// Not written in one of the ways that are read.
    #[error("not a time: write it as 2026-12-18T15:30 (Finnish time), 2026-12-18T15:30+02:00 or 2026-12-18")]
    NotATime,
    /// A local time that the clocks skip when summer time begins.
    #[error(
        "that time does not exist in Finland: the clocks skip that hour when summer time begins; \
         write the hour before or after it, or add an offset such as +02:00"
    )]
    Skipped,
}

/// The civil date of `instant` in Europe/Helsinki (K1): what counts is the date on a Finnish wall.
pub fn civil_date(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Helsinki).date_naive()
}

/// `instant` as Finnish clocks show it, with their offset of that day.
pub fn local(instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    instant.with_timezone(&Helsinki).fixed_offset()
}

/// The instant at which the hour `hour` (0–23) of `date` began in Finland: what is known of an arrival of which only
/// date and hour are kept. Of an hour that comes twice the first one; one that does not exist begins at its end.
pub fn hour_start(date: NaiveDate, hour: u32) -> DateTime<Utc> {
    let written = date.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default());
    finnish(written).unwrap_or_else(|_skipped| (written - TimeDelta::hours(2)).and_utc())
}

/// The instant at which Finnish clocks show `minute` minutes (0–1439) after the midnight of `date`. Of a time that comes
/// twice the first one; one that the clocks skip is the moment at which they skip it.
pub fn clock_shows(date: NaiveDate, minute: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or_default();
    let written = date.and_time(time);
    // The hour is skipped at one o'clock universal time of that night (directive 2000/84/EC).
    finnish(written).unwrap_or_else(|_skipped| {
        let one = NaiveTime::from_hms_opt(1, 0, 0).unwrap_or_default();
        date.and_time(one).and_utc()
    })
}

/// Reads a time with an offset or `Z`, or without either as Finnish time; seconds may be left out, and a bare date
/// means its noon. An hour that comes twice (summer time ends) is the first one: the stricter for a clock.
///
/// # Errors
/// [`LocalTimeFault::NotATime`] for another form or a day that does not exist, [`LocalTimeFault::Skipped`] for a
/// Finnish time that the clocks skip.
pub fn parse_local_or_offset(text: &str) -> Result<DateTime<Utc>, LocalTimeFault> {
    let text = text.trim();
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    // chrono reads a year of two digits too; ours is written in full.
    if date.len() != 10 {
        return Err(LocalTimeFault::NotATime);
    }
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .ok()
        .ok_or(LocalTimeFault::NotATime)?;
    let (time, offset) = match time {
        Some(written) => {
            let (time, offset) = split_offset(written)?;
            (clock_time(time)?, offset)
        }
        None => (NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default(), None),
    };
    let written = date.and_time(time);
    match offset {
        Some(offset) => match offset.from_local_datetime(&written) {
            LocalResult::Single(instant) => Ok(instant.to_utc()),
            LocalResult::Ambiguous(..) | LocalResult::None => Err(LocalTimeFault::NotATime),
        },
        None => finnish(written),
    }
}

fn finnish(written: NaiveDateTime) -> Result<DateTime<Utc>, LocalTimeFault> {
    match Helsinki.from_local_datetime(&written) {
        LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => Ok(instant.to_utc()),
        LocalResult::None => Err(LocalTimeFault::Skipped),
    }
}

fn split_offset(written: &str) -> Result<(&str, Option<FixedOffset>), LocalTimeFault> {
    if let Some(time) = written.strip_suffix(['Z', 'z']) {
        return Ok((time, FixedOffset::east_opt(0)));
    }
    match written
        .find(['+', '-'])
        .and_then(|at| written.split_at_checked(at))
    {
        Some((time, offset)) => {
            let offset = offset.parse().ok().ok_or(LocalTimeFault::NotATime)?;
            Ok((time, Some(offset)))
        }
        None => Ok((written, None)),
    }
}

fn clock_time(text: &str) -> Result<NaiveTime, LocalTimeFault> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S%.f"))
        .ok()
        .ok_or(LocalTimeFault::NotATime)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, LocalTimeFault> {
        parse_local_or_offset(text)
            .map(|instant| instant.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }

    #[test]
    fn a_time_is_finnish_unless_it_says_otherwise() {
        for (written, meant) in [
            ("2026-12-18T15:30", "2026-12-18T13:30:00Z"),
            ("2026-07-18T15:30", "2026-07-18T12:30:00Z"),
            (" 2026-12-18 15:30:45 ", "2026-12-18T13:30:45Z"),
            ("2026-12-18T15:30Z", "2026-12-18T15:30:00Z"),
            ("2026-12-18T15:30:45.5Z", "2026-12-18T15:30:45.500Z"),
            ("2026-12-18T15:30+02:00", "2026-12-18T13:30:00Z"),
            ("2026-12-18T15:30:00-0500", "2026-12-18T20:30:00Z"),
            ("2026-12-18", "2026-12-18T10:00:00Z"),
            ("2026-06-18", "2026-06-18T09:00:00Z"),
        ] {
            assert_eq!(read(written).as_deref(), Ok(meant), "{written}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "T",
            "today",
            "2026",
            "18.12.2026",
            "26-12-18",
            "2026-02-30",
            "2026-12-18T",
            "2026-12-18T24:00",
            "2026-12-18T15",
            "2026-12-18T15:61",
            "2026-12-18T15:30+",
            "2026-12-18T15:30+2",
            "2026-12-18T15:30 EET",
            "2026-12-18T15:30+99:00",
            "2026–12–18",
            "+2026-12-18",
            "2026-12-18T15:30ZZ",
            "2026-12-18T15:30é",
        ] {
            assert_eq!(read(text), Err(LocalTimeFault::NotATime), "{text}");
        }
    }

    #[test]
    fn the_hour_that_summer_time_skips_is_refused_in_words() {
        assert_eq!(read("2026-03-29T02:59").as_deref(), Ok("2026-03-29T00:59:00Z"));
        assert_eq!(read("2026-03-29T03:30"), Err(LocalTimeFault::Skipped));
        assert_eq!(
            read("2026-03-29T03:30+02:00").as_deref(),
            Ok("2026-03-29T01:30:00Z")
        );
        assert_eq!(read("2026-03-29T04:00").as_deref(), Ok("2026-03-29T01:00:00Z"));
        assert!(LocalTimeFault::Skipped.to_string().contains("does not exist"));
    }

    #[test]
    fn the_hour_that_comes_twice_is_the_first_one() {
        assert_eq!(read("2026-10-25T03:30").as_deref(), Ok("2026-10-25T00:30:00Z"));
        assert_eq!(
            read("2026-10-25T03:30+02:00").as_deref(),
            Ok("2026-10-25T01:30:00Z")
        );
    }

    #[test]
    fn a_day_begins_at_finnish_midnight_summer_and_winter() {
        for (instant, day) in [
            ("2026-01-31T21:59:59Z", "2026-01-31"),
            ("2026-01-31T22:00:00Z", "2026-02-01"),
            ("2026-06-30T20:59:59Z", "2026-06-30"),
            ("2026-06-30T21:00:00Z", "2026-07-01"),
            // The nights on which the clocks change.
            ("2026-03-28T22:00:00Z", "2026-03-29"),
            ("2026-03-29T20:59:59Z", "2026-03-29"),
            ("2026-03-29T21:00:00Z", "2026-03-30"),
            ("2026-10-24T21:00:00Z", "2026-10-25"),
            ("2026-10-25T21:59:59Z", "2026-10-25"),
            ("2026-10-25T22:00:00Z", "2026-10-26"),
        ] {
            assert_eq!(civil_date(instant.parse().unwrap()).to_string(), day, "{instant}");
        }
    }

    #[test]
    fn an_hour_of_a_day_is_the_same_hour_again() {
        for (instant, date, hour) in [
            ("2026-12-14T13:00:00Z", "2026-12-14", 15),
            ("2026-06-30T21:00:00Z", "2026-07-01", 0),
            ("2026-10-25T00:00:00Z", "2026-10-25", 3),
            ("2026-03-29T01:00:00Z", "2026-03-29", 3),
        ] {
            let instant: DateTime<Utc> = instant.parse().unwrap();
            assert_eq!(hour_start(date.parse().unwrap(), hour), instant, "{date} {hour}");
        }
    }

    #[test]
    fn the_offset_is_that_of_the_day() {
        let shown = |text: &str| local(text.parse().unwrap()).to_rfc3339();
        assert_eq!(shown("2026-12-14T13:30:00Z"), "2026-12-14T15:30:00+02:00");
        assert_eq!(shown("2026-06-14T12:30:00Z"), "2026-06-14T15:30:00+03:00");
    }
}
