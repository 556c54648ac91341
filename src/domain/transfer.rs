//! Giving a case on to another office or county (K10): what must be told, and how it is answered.

use chrono::{DateTime, Utc};

use super::codes::code_list;
use super::contact::Typed;
use super::lifecycle::Handed;
use super::office::OfficeId;
use super::places::CountyCode;
use super::text::Text;

/// The longest reason, in characters.
pub const LONGEST: usize = 2_000;
/// The longest name and place of whoever took the papers, in characters.
pub const LONGEST_RECEIVER: usize = 200;

code_list! {
    /// How a transfer stands.
    Answer, "transfer_answer", {
        /// The receiver has not answered: the sender answers for the child.
        Waiting = "waiting",
        /// The receiver has taken the case.
        Accepted = "accepted",
        /// The receiver has sent it back.
        Refused = "refused",
        /// The papers were given by hand to a county outside this installation.
        HandedOver = "handed_over",
        /// What was given by hand came back.
        CameBack = "came_back",
    }
}

/// What lacks in a transfer or in an answer, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No office is chosen, or none that can get the case.
    To,
    /// Whether urgent help is still to be given is not told.
    UrgentNeed,
    /// No county is chosen, or one that works with this installation.
    County,
    /// Who took the papers is not told, or is too long or no text.
    Receiver,
    /// When they were taken is not told, or is no time.
    At,
    /// They would have been taken in the future.
    AtInFuture,
    /// It is not told why.
    Reason,
    /// The reason is longer than [`LONGEST`] characters or no text.
    ReasonText,
}

/// A transfer that holds together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// Where to.
    pub to: OfficeId,
    /// Why.
    pub why: Text,
    /// Whether urgent help is still to be given.
    pub urgent_need_open: bool,
}

/// A transfer as it was filled in; anything may lack.
#[derive(Clone, Default)]
pub struct Draft {
    /// The office, if one was chosen.
    pub to: Option<OfficeId>,
    /// Whether urgent help is still to be given, if it was told.
    pub urgent_need_open: Option<bool>,
    /// Why, to the letter.
    pub reason: String,
}

impl Draft {
    /// Checks it; `takes` tells whether an office can get the case.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(&self, takes: impl Fn(OfficeId) -> bool) -> Result<Sending, Vec<Lack>> {
        let to = self.to.filter(|to| takes(*to)).ok_or(Lack::To);
        let urgent = self.urgent_need_open.ok_or(Lack::UrgentNeed);
        match (to, urgent, reason(&self.reason)) {
            (Ok(to), Ok(urgent_need_open), Ok(why)) => Ok(Sending {
                to,
                why,
                urgent_need_open,
            }),
            (to, urgent, why) => Err([to.err(), urgent.err(), why.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

/// Papers given by hand, as it was filled in; anything may lack.
#[derive(Clone, Default)]
pub struct HandDraft {
    /// The county, if one was chosen.
    pub county: Option<CountyCode>,
    /// Who took the papers, and where, to the letter.
    pub receiver: String,
    /// When they were taken.
    pub at: Typed<DateTime<Utc>>,
    /// Why, to the letter.
    pub reason: String,
}

impl HandDraft {
    /// Checks it at `now`; `outside` tells whether a county gets its papers by hand.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(
        &self,
        outside: impl Fn(CountyCode) -> bool,
        now: DateTime<Utc>,
    ) -> Result<(CountyCode, Handed, Text), Vec<Lack>> {
        let county = self.county.filter(|county| outside(*county)).ok_or(Lack::County);
        let receiver = Text::parse(&self.receiver, LONGEST_RECEIVER).ok().flatten();
        let receiver = receiver.ok_or(Lack::Receiver);
        let at = match self.at {
            Typed::Value(at) if at > now => Err(Lack::AtInFuture),
            Typed::Value(at) => Ok(at),
            Typed::Nothing | Typed::Unreadable => Err(Lack::At),
        };
        match (county, receiver, at, reason(&self.reason)) {
            (Ok(county), Ok(receiver), Ok(at), Ok(why)) => Ok((county, Handed { receiver, at }, why)),
            (county, receiver, at, why) => Err([county.err(), receiver.err(), at.err(), why.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

/// Reads the reason of a transfer or of a refusal, which is demanded.
///
/// # Errors
/// [`Lack::Reason`], [`Lack::ReasonText`].
pub fn reason(raw: &str) -> Result<Text, Lack> {
    match Text::parse(raw, LONGEST) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(Lack::Reason),
        Err(_) => Err(Lack::ReasonText),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn all_that_lacks_is_told_at_once() {
        let lacks = Draft::default().check(|_| true).unwrap_err();
        assert_eq!(lacks, [Lack::To, Lack::UrgentNeed, Lack::Reason]);
        let full = Draft {
            to: Some(OfficeId(Uuid::nil())),
            urgent_need_open: Some(false),
            reason: " Perhe muutti. ".to_owned(),
        };
        assert_eq!(full.check(|_| true).unwrap().why.expose(), "Perhe muutti.");
        assert_eq!(
            full.check(|_| false).unwrap_err(),
            [Lack::To],
            "one that takes no cases"
        );
        let long = Draft {
            reason: "a".repeat(LONGEST + 1),
            ..full
        };
        assert_eq!(long.check(|_| true).unwrap_err(), [Lack::ReasonText]);
    }

    #[test]
    fn papers_are_given_to_somebody_at_a_time_that_has_been() {
        let now: DateTime<Utc> = "2026-11-20T12:05:00Z".parse().unwrap();
        let lacks = HandDraft::default().check(|_| true, now).unwrap_err();
        assert_eq!(lacks, [Lack::County, Lack::Receiver, Lack::At, Lack::Reason]);
        let given = |at: &str| {
            HandDraft {
                county: CountyCode::parse("91"),
                receiver: "Barnskyddet, Mariehamn".to_owned(),
                at: Typed::Value(at.parse().unwrap()),
                reason: "Muutti".to_owned(),
            }
            .check(|_| true, now)
        };
        assert!(given("2026-11-20T12:05:00Z").is_ok());
        assert_eq!(given("2026-11-20T12:05:01Z").unwrap_err(), [Lack::AtInFuture]);
    }
}
