//! Opening hours in words: whether somebody answers now, the week, and the days that differ.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};

use crate::domain::hours::{DayKind, OpeningHours, OpeningState};
use crate::domain::workdays::{Eve, Holiday};
use crate::text::{FluentValue, Words, dates};

/// So many days after today are looked through for hours that differ.
const DAYS_AHEAD: u64 = 14;
const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// "Auki nyt, klo 16.00 asti." or "Nyt suljettu. Avautuu ma 23.11. klo 8.00."
pub fn state(state: OpeningState, now: DateTime<Utc>, words: Words<'_>) -> String {
    match state {
        OpeningState::Unknown => words.get("hours-unknown").into_owned(),
        OpeningState::Open(None) => words.get("hours-open-always").into_owned(),
        OpeningState::Open(Some(until)) => words.with("hours-open-until", "time", &end(until, now, words)),
        OpeningState::Closed(None) => words.get("hours-closed").into_owned(),
        OpeningState::Closed(Some(opens)) => {
            words.with("hours-closed-until", "when", &moment(opens, now, words))
        }
    }
}

/// When something opens: "tänään klo 8.00", or with its date.
pub fn moment(instant: DateTime<Utc>, now: DateTime<Utc>, words: Words<'_>) -> String {
    if dates::day_of(instant) == dates::day_of(now) {
        words.with("hours-today", "time", &dates::time(words, instant))
    } else {
        dates::short_moment(words, instant)
    }
}

/// Until when somebody answers: the time, with its date if that is not today.
pub fn end(instant: DateTime<Utc>, now: DateTime<Utc>, words: Words<'_>) -> String {
    let time = dates::clock(words, crate::domain::helsinki::local(instant).time());
    if dates::day_of(instant) == dates::day_of(now) {
        return words.with("hours-end", "time", &time);
    }
    let date = dates::short(words, dates::day_of(instant));
    words.format(
        "hours-end-on",
        &[
            ("date", FluentValue::from(date)),
            ("time", FluentValue::from(time)),
        ],
    )
}

/// The hours of an ordinary week, days with the same hours together: "ma–pe 8.00–16.00", "la–su suljettu".
pub fn week(hours: &OpeningHours, words: Words<'_>) -> Vec<String> {
    if hours.is_unknown() {
        return vec![words.get("hours-unknown").into_owned()];
    }
    if hours.at(DateTime::UNIX_EPOCH) == OpeningState::Open(None) {
        return vec![words.get("hours-open-always").into_owned()];
    }
    WEEK.chunk_by(|a, b| hours.of_weekday(*a) == hours.of_weekday(*b))
        .filter_map(|days| {
            let (first, last) = (*days.first()?, *days.last()?);
            let name = dates::weekday(words, first);
            let name = if first == last {
                name
            } else {
                let last = FluentValue::from(dates::weekday(words, last));
                words.format("hours-days", &[("from", FluentValue::from(name)), ("to", last)])
            };
            Some(line(&name, &hours.of_weekday(first), words))
        })
        .collect()
}

/// The days from `today` on, two weeks ahead, on which the hours are not those of the week: "to 24.12. (jouluaatto)
/// suljettu".
pub fn exceptions(hours: &OpeningHours, today: NaiveDate, words: Words<'_>) -> Vec<String> {
    let last = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
    today
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| !hours.is_unknown() && hours.of_day(*day) != hours.of_weekday(day.weekday()))
        .map(|day| {
            let date = dates::short(words, day);
            let date = match day_name(day, words) {
                Some(name) => words.format(
                    "hours-named-day",
                    &[
                        ("date", FluentValue::from(date)),
                        ("name", FluentValue::from(name)),
                    ],
                ),
                None => date,
            };
            line(&date, &hours.of_day(day), words)
        })
        .collect()
}

/// What a holiday or an eve is called; `None` for any other day.
pub fn day_name(day: NaiveDate, words: Words<'_>) -> Option<String> {
    let key = match (Holiday::on(day), Eve::on(day), DayKind::of(day)) {
        (Some(holiday), ..) => holiday.key(),
        (None, Some(eve), _) => eve.key(),
        (None, None, DayKind::ShortEve) => match (day.month(), day.day()) {
            (4, 30) => "may-day-eve",
            (12, 31) => "new-years-eve",
            _ => "maundy-thursday",
        },
        (None, None, _) => return None,
    };
    Some(words.get(&format!("day-{key}")).into_owned())
}

fn line(days: &str, spans: &[(NaiveTime, NaiveTime)], words: Words<'_>) -> String {
    format!("{days} {}", times(spans, words))
}

/// The hours of one day: "8.00–16.00", "suljettu".
pub fn times(spans: &[(NaiveTime, NaiveTime)], words: Words<'_>) -> String {
    if spans.is_empty() {
        return words.get("hours-off").into_owned();
    }
    let spans: Vec<String> = spans.iter().map(|span| in_words(*span, words)).collect();
    spans.join(", ")
}

fn in_words((from, to): (NaiveTime, NaiveTime), words: Words<'_>) -> String {
    if from == to {
        return words.get("hours-whole-day").into_owned();
    }
    let end = if to == NaiveTime::MIN {
        dates::midnight(words)
    } else {
        dates::clock(words, to)
    };
    format!("{}–{end}", dates::clock(words, from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::helsinki::parse_local_or_offset;
    use crate::domain::language::Language;
    use crate::text::Texts;

    fn words(language: Language) -> Words<'static> {
        Texts::embedded().words(language)
    }

    fn hours(text: &str) -> OpeningHours {
        OpeningHours::parse(text).unwrap()
    }

    #[test]
    fn a_week_is_told_in_as_few_lines_as_it_has_kinds_of_days() {
        let fi = words(Language::Fi);
        assert_eq!(
            week(&hours("Mo-Fr 08:00-16:00"), fi),
            ["ma–pe 8.00–16.00", "la–su suljettu"]
        );
        assert_eq!(
            week(&hours("Mo-Tu,Th 09:00-12:00,13:00-15:00; We 16:00-08:00"), fi),
            [
                "ma–ti 9.00–12.00, 13.00–15.00",
                "ke 16.00–8.00",
                "to 9.00–12.00, 13.00–15.00",
                "pe–su suljettu"
            ]
        );
        assert_eq!(
            week(
                &hours("Mo-Fr 16:00-24:00; Sa-Su 00:00-24:00"),
                words(Language::En)
            ),
            ["Mon–Fri 16:00–24:00", "Sat–Sun day and night"]
        );
        assert_eq!(week(&OpeningHours::always(), fi).len(), 1);
    }

    #[test]
    fn the_days_ahead_that_differ_are_named() {
        let december: NaiveDate = "2026-12-14".parse().unwrap();
        let office = hours("Mo-Fr 08:00-16:00; eve 08:00-12:00; 2026-12-23 off");
        assert_eq!(
            exceptions(&office, december, words(Language::Fi)),
            [
                "ke\u{a0}23.12. suljettu",
                "to\u{a0}24.12. (jouluaatto) suljettu",
                "pe\u{a0}25.12. (joulupäivä) suljettu"
            ]
        );
        let maundy: NaiveDate = "2027-03-20".parse().unwrap();
        let told = exceptions(&office, maundy, words(Language::Fi));
        assert_eq!(
            told.first().map(String::as_str),
            Some("to\u{a0}25.3. (kiirastorstai) 8.00–12.00")
        );
        assert!(exceptions(&OpeningHours::always(), december, words(Language::Fi)).is_empty());
        assert!(exceptions(&OpeningHours::default(), december, words(Language::Fi)).is_empty());
    }

    #[test]
    fn now_is_told_with_the_day_where_it_is_another() {
        let office = hours("Mo-Fr 08:00-16:00");
        for (moment, fi, sv, en) in [
            (
                "2026-11-23T10:00",
                "Auki nyt, klo\u{a0}16.00 asti.",
                "Öppet nu till kl.\u{a0}16.00.",
                "Open now, until 16:00.",
            ),
            (
                "2026-11-23T06:00",
                "Nyt suljettu. Avautuu tänään klo\u{a0}8.00.",
                "Stängt nu. Öppnar i dag kl.\u{a0}8.00.",
                "Closed now. Opens today at\u{a0}8:00.",
            ),
            (
                "2026-11-20T22:00",
                "Nyt suljettu. Avautuu ma\u{a0}23.11. klo\u{a0}8.00.",
                "Stängt nu. Öppnar mån\u{a0}23.11 kl.\u{a0}8.00.",
                "Closed now. Opens Mon\u{a0}23\u{a0}Nov at\u{a0}8:00.",
            ),
        ] {
            let now = parse_local_or_offset(moment).unwrap();
            for (language, text) in [(Language::Fi, fi), (Language::Sv, sv), (Language::En, en)] {
                assert_eq!(state(office.at(now), now, words(language)), text);
            }
        }
        let duty = hours("Mo-Su 16:00-08:00");
        let now = parse_local_or_offset("2026-11-23T22:00").unwrap();
        assert_eq!(
            state(duty.at(now), now, words(Language::Fi)),
            "Auki nyt, ti\u{a0}24.11. klo\u{a0}8.00 asti."
        );
    }
}
