//! Ages in words: of a case since it came, and of a child as a list may tell it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::intake::list_queue::Arrival;
use crate::text::{FluentValue, Words, dates};

/// When a report came, as a list says it: to the minute, or of an anonymous one its age in hours.
pub fn arrived(words: Words<'_>, arrival: Arrival, now: DateTime<Utc>) -> String {
    match arrival {
        Arrival::At(at) => {
            let moment = dates::moment(words, at);
            format!("{moment} · {}", since(words, now - at, false))
        }
        Arrival::InHour(at) => since(words, now - at, true),
    }
}

/// How long ago: minutes up to two hours, hours up to three days, then days. `coarse` never says minutes.
fn since(words: Words<'_>, age: TimeDelta, coarse: bool) -> String {
    let age = age.max(TimeDelta::zero());
    let (key, count) = if !coarse && age < TimeDelta::hours(2) {
        ("queue-age-minutes", age.num_minutes())
    } else if age < TimeDelta::days(3) {
        ("queue-age-hours", age.num_hours())
    } else {
        ("queue-age-days", age.num_days())
    };
    words.format(key, &[("count", FluentValue::from(count))])
}

/// The figures of an age that a reporter guessed in free words, such as `6` or `6–7`: a list shows nothing else of that
/// text, which may hold anything. `None` without a figure that can be a child's age.
pub fn in_figures(guess: &str) -> Option<String> {
    let figures: Vec<u8> = guess
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|figure| figure.parse().ok())
        .filter(|age| *age < 25)
        .take(2)
        .collect();
    match figures.as_slice() {
        [one, other] if one < other => Some(format!("{one}–{other}")),
        [one, ..] => Some(one.to_string()),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::text::Texts;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_anonymous_report_is_dated_by_hours_alone() {
        let words = Texts::embedded().words(Language::Fi);
        let now = at("2026-11-20T12:59:00Z");
        let hour = Arrival::InHour(at("2026-11-20T12:00:00Z"));
        assert_eq!(arrived(words, hour, now), "0 t");
        assert_eq!(arrived(words, hour, now + TimeDelta::days(2)), "48 t");
        assert_eq!(arrived(words, hour, now + TimeDelta::days(9)), "9 pv");
        let known = Arrival::At(at("2026-11-20T12:05:00Z"));
        assert_eq!(
            arrived(words, known, now),
            "pe\u{a0}20.11.2026 klo\u{a0}14.05 · 54 min"
        );
    }

    #[test]
    fn of_a_guessed_age_only_the_figures_are_listed() {
        for (guess, shown) in [
            ("noin 6", Some("6")),
            ("6–7-vuotias, Aino Mallisen veli", Some("6–7")),
            ("toisella luokalla", None),
            ("s. 2016", None),
            ("Aino 2", Some("2")),
            ("", None),
        ] {
            assert_eq!(in_figures(guess).as_deref(), shown, "{guess}");
        }
    }
}
