//! The clock of an office moved across weekends, eves, holidays and the nights on which clocks change.

use proptest::prelude::*;

use super::*;
use crate::domain::helsinki::parse_local_or_offset;

const OFFICE: &str =
    "Mo-Fr 08:00-16:00; eve 08:00-12:00; 2026-12-23 09:00-11:00,12:00-13:00; 2027-07-01..2027-07-31 off";
const DUTY: &str = "Mo-Fr 16:00-08:00; Sa-Su 00:00-24:00; holiday 00:00-24:00";

fn at(hours: &str, moment: &str) -> String {
    let shown = |instant: Option<DateTime<Utc>>| {
        instant.map_or("?".to_owned(), |instant| {
            helsinki::local(instant)
                .format("%a %-d.%-m. %H:%M%:::z")
                .to_string()
        })
    };
    match OpeningHours::parse(hours)
        .unwrap()
        .at(parse_local_or_offset(moment).unwrap())
    {
        OpeningState::Unknown => "unknown".to_owned(),
        OpeningState::Open(until) => format!("open until {}", shown(until)),
        OpeningState::Closed(opens) => format!("opens {}", shown(opens)),
    }
}

#[test]
fn an_ordinary_day_begins_and_ends_to_the_minute() {
    for (moment, state) in [
        ("2026-11-23T07:59:59", "opens Mon 23.11. 08:00+02"),
        ("2026-11-23T08:00", "open until Mon 23.11. 16:00+02"),
        ("2026-11-23T15:59:59", "open until Mon 23.11. 16:00+02"),
        ("2026-11-23T16:00", "opens Tue 24.11. 08:00+02"),
    ] {
        assert_eq!(at(OFFICE, moment), state, "{moment}");
    }
}

#[test]
fn weekends_eves_and_holidays_are_passed_over() {
    for (moment, state) in [
        // A weekend.
        ("2026-11-27T16:00", "opens Mon 30.11. 08:00+02"),
        ("2026-11-29T12:00", "opens Mon 30.11. 08:00+02"),
        // Two times of a single day, then Christmas Eve and the holidays, which join a weekend.
        ("2026-12-23T11:30", "opens Wed 23.12. 12:00+02"),
        ("2026-12-23T13:00", "opens Mon 28.12. 08:00+02"),
        ("2026-12-24T10:00", "opens Mon 28.12. 08:00+02"),
        // New Year's Eve closes at noon; Epiphany is a Wednesday.
        ("2026-12-31T11:59", "open until Thu 31.12. 12:00+02"),
        ("2026-12-31T12:00", "opens Mon 4.1. 08:00+02"),
        ("2027-01-05T16:30", "opens Thu 7.1. 08:00+02"),
        // Maundy Thursday, Easter, May Day Eve.
        ("2027-03-25T12:30", "opens Tue 30.3. 08:00+03"),
        ("2027-04-30T13:00", "opens Mon 3.5. 08:00+03"),
        // Midsummer Eve is a Friday.
        ("2027-06-24T16:00", "opens Mon 28.6. 08:00+03"),
        // A closed month.
        ("2027-06-30T16:00", "opens Mon 2.8. 08:00+03"),
    ] {
        assert_eq!(at(OFFICE, moment), state, "{moment}");
    }
}

#[test]
fn a_duty_by_night_runs_past_midnight_and_into_the_weekend() {
    for (moment, state) in [
        ("2026-11-24T03:00", "open until Tue 24.11. 08:00+02"),
        ("2026-11-23T12:00", "opens Mon 23.11. 16:00+02"),
        ("2026-11-23T23:00", "open until Tue 24.11. 08:00+02"),
        // From Friday afternoon to Monday morning, without a gap: Sunday ends at midnight, and Monday begins at 16.
        ("2026-11-27T17:00", "open until Mon 30.11. 00:00+02"),
    ] {
        assert_eq!(at(DUTY, moment), state, "{moment}");
    }
    assert_eq!(at("24/7", "2026-12-24T23:00"), "open until ?");
    assert_eq!(
        at("Mo-Su 00:00-24:00; holiday 00:00-24:00", "2026-12-24T23:00"),
        "open until ?"
    );
}

#[test]
fn the_nights_on_which_clocks_change_lose_or_gain_an_hour() {
    // Clocks go from 3 to 4 on 29 March 2026 (Easter is a week later), and from 4 back to 3 on 25 October 2026.
    let night = "Sa 22:00-06:00; Su 08:00-10:00";
    assert_eq!(at(night, "2026-03-29T02:59"), "open until Sun 29.3. 06:00+03");
    assert_eq!(
        at(night, "2026-10-25T03:30+02:00"),
        "open until Sun 25.10. 06:00+02"
    );
    for (moment, state) in [
        ("2026-03-29T02:29", "opens Sun 29.3. 02:30+02"),
        ("2026-03-29T02:45", "open until Sun 29.3. 04:00+03"),
        ("2026-03-29T04:00", "opens Sun 12.4. 02:30+03"),
        // The second half past three is after the end: it closed at the first one.
        ("2026-10-25T03:29+03:00", "open until Sun 25.10. 03:30+03"),
        ("2026-10-25T03:29+02:00", "opens Sun 1.11. 02:30+02"),
    ] {
        assert_eq!(at("Su 02:30-03:30", moment), state, "{moment}");
    }
    assert_eq!(
        at("Su 03:00-03:59", "2027-03-27T12:00"),
        "opens Sun 4.4. 03:00+03"
    );
}

#[test]
fn what_nobody_has_said_is_neither_open_nor_closed() {
    assert_eq!(at("", "2026-11-23T12:00"), "unknown");
    assert_eq!(at("Mo off", "2026-11-23T12:00"), "opens ?");
}

#[test]
fn hours_come_back_as_they_were_written() {
    for text in ["", "24/7", OFFICE, DUTY] {
        let hours = OpeningHours::parse(text).unwrap();
        assert_eq!(hours.as_str(), text);
        assert_eq!(OpeningHours::parse(hours.as_str()), Ok(hours));
    }
    let untidy = OpeningHours::parse(" mo-fr   08:00-16:00 ;; ").unwrap();
    assert_eq!(untidy.as_str(), "mo-fr 08:00-16:00");
}

#[test]
fn what_is_no_hours_is_refused_with_its_place() {
    for (text, fault) in [
        ("open", "begin with days"),
        ("Ma-Pe 08:00-16:00", "\"Ma-Pe 08:00-16:00\": begin with days"),
        ("Fr-Mo 08:00-16:00", "ends before it begins"),
        ("Mo-Fr 8-16", "write times as"),
        ("Mo-Fr 08:00-25:00", "write times as"),
        ("Mo-Fr 08:00-08:00", "write times as"),
        ("Mo-Fr 08:00-12:00,11:00-16:00", "overlap"),
        ("Mo-Fr 08:00-16:00; We off", "have an entry already"),
        ("eve off; eve 08:00-12:00", "have an entry already"),
        ("2026-02-30 off", "begin with days"),
        ("26-12-24 off", "begin with days"),
        ("2026-12-31..2026-12-01 off", "ends before it begins"),
    ] {
        let refused = OpeningHours::parse(text).unwrap_err().to_string();
        assert!(refused.contains(fault), "{text}: {refused}");
    }
    assert_eq!(
        OpeningHours::parse(&"Mo off;".repeat(300)),
        Err(HoursFault::TooLong)
    );
}

proptest! {
    /// What is said of a moment holds until the moment that is named, and not at it.
    #[test]
    fn a_state_holds_until_it_is_said_to_end(minutes in 0_i64..60 * 24 * 800, which in 0_usize..3) {
        let hours = OpeningHours::parse([OFFICE, DUTY, "Sa 22:00-06:00; Su 02:30-03:30"][which]);
        // Two entries for a Sunday's night would overlap in time only, which is allowed.
        let hours = hours.unwrap();
        let start = parse_local_or_offset("2026-01-01T00:00").unwrap();
        let now = start + chrono::TimeDelta::minutes(minutes);
        let state = hours.at(now);
        let (OpeningState::Open(Some(end)) | OpeningState::Closed(Some(end))) = state else {
            return Err(TestCaseError::fail("these hours change every week"));
        };
        prop_assert!(end > now);
        let last = end - chrono::TimeDelta::seconds(1);
        prop_assert_eq!(hours.at(last).is_open(), state.is_open());
        prop_assert_ne!(hours.at(end).is_open(), state.is_open());
    }
}
