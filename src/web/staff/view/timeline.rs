//! What happened to a case, in order: one line an event.

use chrono::{DateTime, TimeDelta, Utc};

use crate::intake::open_case::StoredEvent;
use crate::text::{FluentValue, dates};
use crate::web::staff::look::Look;

/// Openings of one person so close together are one line: pages are reloaded.
const TOGETHER: TimeDelta = TimeDelta::minutes(15);

/// The lines, the oldest first.
pub fn lines(look: &Look, events: &[StoredEvent]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last_opened: Option<(&Option<String>, DateTime<Utc>)> = None;
    for event in events {
        if let (true, Some(at)) = (event.kind == "opened", event.at) {
            let again =
                last_opened.is_some_and(|(actor, last)| *actor == event.actor && at - last < TOGETHER);
            last_opened = Some((&event.actor, at));
            if again {
                continue;
            }
        }
        lines.push(line(look, event));
    }
    lines
}

fn line(look: &Look, event: &StoredEvent) -> String {
    let when = event.at.map_or_else(
        || {
            let date = dates::full(look.words, event.on);
            look.words.format(
                "event-in-hour",
                &[
                    ("date", FluentValue::from(date)),
                    ("hour", FluentValue::from(event.hour)),
                ],
            )
        },
        |at| dates::moment(look.words, at),
    );
    let what = look.word(&format!("event-{}", event.kind).replace('_', "-"));
    match &event.actor {
        Some(actor) => format!("{when} · {what}: {actor}"),
        None => format!("{when} · {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(minute: u32, actor: &str) -> StoredEvent {
        StoredEvent {
            kind: "opened".to_owned(),
            on: "2026-11-20".parse().unwrap(),
            hour: 14,
            at: Some(format!("2026-11-20T12:{minute:02}:00Z").parse().unwrap()),
            actor: Some(actor.to_owned()),
        }
    }

    #[test]
    fn a_page_that_is_reloaded_is_one_opening() {
        let look = crate::web::staff::look::tests::look("2026-11-20T12:40:00Z");
        let events = [
            opened(0, "M. Mallinen"),
            opened(3, "M. Mallinen"),
            opened(5, "E. Esimerkki"),
        ];
        let lines = lines(&look, &events);
        assert_eq!(
            lines,
            [
                "pe\u{a0}20.11.2026 klo\u{a0}14.00 · Avattu: M. Mallinen",
                "pe\u{a0}20.11.2026 klo\u{a0}14.05 · Avattu: E. Esimerkki"
            ]
        );
    }
}
