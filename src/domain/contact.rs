//! The contact log of a case: who was called, met or written to, what came of it, and what was promised.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::codes::code_list;
use super::text::Text;

/// The longest note on a contact, in characters.
pub const LONGEST: usize = 5_000;

code_list! {
    /// With whom.
    With, "contact_with", {
        /// A guardian or parent.
        Guardian = "guardian",
        /// The child.
        Child = "child",
        /// Who reported.
        Reporter = "reporter",
        /// Somebody else.
        Other = "other",
    }
}

code_list! {
    /// By what way somebody is reached.
    Channel, "contact_channel", {
        /// A call.
        Call = "call",
        /// A letter.
        Letter = "letter",
        /// A meeting.
        Meeting = "meeting",
        /// A protected message or another electronic way.
        Electronic = "electronic",
    }
}

code_list! {
    /// What came of it.
    Reached, "contact_result", {
        /// They were reached.
        Reached = "reached",
        /// They were not.
        NotReached = "not_reached",
        /// A message was left for them.
        Message = "message",
    }
}

/// A contact that was written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// With whom.
    pub with: With,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// How.
    pub channel: Channel,
    /// What came of it.
    pub result: Reached,
    /// In the worker's words.
    pub note: Option<Text>,
    /// When a call was promised or will be tried again (UTC).
    pub next_at: Option<DateTime<Utc>>,
}

impl Contact {
    /// Whether this contact keeps what was promised with `earlier`: it is with the same one, and not before it.
    pub fn keeps(&self, earlier: &Self) -> bool {
        self.with == earlier.with && self.at >= earlier.at
    }
}

/// What lacks in a contact, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// With whom is not chosen.
    With,
    /// Date or time is none.
    At,
    /// It would lie in the future.
    AtInFuture,
    /// The way is not chosen.
    Channel,
    /// What came of it is not chosen.
    Result,
    /// The note is too long or no text.
    Note,
    /// The date or time of the next one is none.
    Next,
    /// The next one would lie in the past.
    NextInPast,
}

/// A moment as somebody typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Typed<T> {
    /// Nothing was typed.
    #[default]
    Nothing,
    /// What was typed cannot be read.
    Unreadable,
    /// This was typed.
    Value(T),
}

/// A contact as it was filled in; anything may lack.
#[derive(Clone, Default)]
pub struct Draft {
    /// With whom.
    pub with: Option<With>,
    /// When (UTC).
    pub at: Typed<DateTime<Utc>>,
    /// How.
    pub channel: Option<Channel>,
    /// What came of it.
    pub result: Option<Reached>,
    /// The note to the letter.
    pub note: String,
    /// When the next one is (UTC).
    pub next_at: Typed<DateTime<Utc>>,
}

impl Draft {
    /// Checks it at `now`.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(&self, now: DateTime<Utc>) -> Result<Contact, Vec<Lack>> {
        let mut lacks = Vec::new();
        lacks.extend(self.with.is_none().then_some(Lack::With));
        lacks.extend(self.channel.is_none().then_some(Lack::Channel));
        let at = match self.at {
            Typed::Value(at) if at > now => {
                lacks.push(Lack::AtInFuture);
                None
            }
            Typed::Value(at) => Some(at),
            Typed::Nothing | Typed::Unreadable => {
                lacks.push(Lack::At);
                None
            }
        };
        lacks.extend(self.result.is_none().then_some(Lack::Result));
        let note = Text::parse(&self.note, LONGEST);
        lacks.extend(note.is_err().then_some(Lack::Note));
        let next_at = match self.next_at {
            Typed::Value(next) if next <= now => {
                lacks.push(Lack::NextInPast);
                None
            }
            Typed::Value(next) => Some(next),
            Typed::Nothing => None,
            Typed::Unreadable => {
                lacks.push(Lack::Next);
                None
            }
        };
        match (self.with, at, self.channel, self.result, note) {
            (Some(with), Some(at), Some(channel), Some(result), Ok(note)) if lacks.is_empty() => {
                Ok(Contact {
                    with,
                    at,
                    channel,
                    result,
                    note,
                    next_at,
                })
            }
            _ => Err(lacks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn draft() -> Draft {
        Draft {
            with: Some(With::Guardian),
            at: Typed::Value(at("2026-11-20T10:00:00Z")),
            channel: Some(Channel::Call),
            result: Some(Reached::NotReached),
            note: String::new(),
            next_at: Typed::Value(at("2026-11-21T10:00:00Z")),
        }
    }

    #[test]
    fn all_that_lacks_is_told_at_once() {
        let now = at("2026-11-20T12:00:00Z");
        let lacks = Draft::default().check(now).unwrap_err();
        assert_eq!(lacks, [Lack::With, Lack::Channel, Lack::At, Lack::Result]);
        let wrong = Draft {
            at: Typed::Value(at("2026-11-20T12:00:01Z")),
            note: "x".repeat(LONGEST + 1),
            next_at: Typed::Value(now),
            ..draft()
        };
        let lacks = wrong.check(now).unwrap_err();
        assert_eq!(lacks, [Lack::AtInFuture, Lack::Note, Lack::NextInPast]);
        let wrong = Draft {
            next_at: Typed::Unreadable,
            ..draft()
        };
        assert_eq!(wrong.check(now).unwrap_err(), [Lack::Next]);
    }

    #[test]
    fn a_promise_is_kept_by_a_later_contact_with_the_same_one() {
        let now = at("2026-11-21T12:00:00Z");
        let mut promised = draft();
        promised.next_at = Typed::Nothing;
        let promised = promised.check(now).unwrap();
        let later = Contact {
            at: now,
            ..promised.clone()
        };
        assert!(later.keeps(&promised));
        assert!(!promised.keeps(&later), "what was before keeps nothing");
        let other = Contact {
            with: With::Child,
            ..later
        };
        assert!(!other.keeps(&promised));
    }
}
