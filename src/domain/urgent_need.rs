//! The urgent need assessed once more, as something new came to be known of a case whose urgency is signed (LsL 26 § 2,
//! L11, Q4). A social worker's to sign, as at triage.

use chrono::{DateTime, Utc};

use super::lifecycle::{LifeCycle, Refusal, Signature, Urgency};
use super::text::Text;

/// The longest reason, in characters.
pub const LONGEST: usize = 2_000;

/// An urgency that was chosen anew and holds together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How urgent the need is now.
    pub urgency: Urgency,
    /// Why.
    pub why: Text,
    /// When help was called for, where it is needed now (UTC).
    pub called_at: Option<DateTime<Utc>>,
}

/// What lacks, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No urgency is chosen.
    Urgency,
    /// Help is needed now: when was it called for?
    CalledAt,
    /// The call would lie in the future.
    CalledInFuture,
    /// The reason lacks, is longer than [`LONGEST`] characters or no text.
    Why,
}

/// An urgency as it was filled in; anything may lack.
#[derive(Clone, Default)]
pub struct Draft {
    /// How urgent, if it was chosen.
    pub urgency: Option<Urgency>,
    /// When help was called for (UTC), if it was told.
    pub called_at: Option<DateTime<Utc>>,
    /// Why, to the letter.
    pub why: String,
}

impl Draft {
    /// Checks it at `now`. A call is asked for, and kept, only where help is needed now.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(&self, now: DateTime<Utc>) -> Result<Found, Vec<Lack>> {
        let mut lacks = Vec::new();
        lacks.extend(self.urgency.is_none().then_some(Lack::Urgency));
        let called_at = self.called_at.filter(|_| self.urgency == Some(Urgency::Now));
        match called_at {
            None if self.urgency == Some(Urgency::Now) => lacks.push(Lack::CalledAt),
            Some(at) if at > now => lacks.push(Lack::CalledInFuture),
            _ => {}
        }
        let why = Text::parse(&self.why, LONGEST).ok().flatten();
        lacks.extend(why.is_none().then_some(Lack::Why));
        match (self.urgency, why) {
            (Some(urgency), Some(why)) if lacks.is_empty() => Ok(Found {
                urgency,
                why,
                called_at,
            }),
            _ => Err(lacks),
        }
    }
}

/// Puts `found` beside what was signed of `life`, signed `by`.
///
/// # Errors
/// [`Refusal`] of the step; then nothing has changed.
pub fn reassess(life: LifeCycle, found: &Found, by: Signature) -> Result<LifeCycle, Refusal> {
    life.reassess_urgency(found.urgency, found.why.clone(), found.called_at, by)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    fn lacks(draft: &Draft) -> Vec<Lack> {
        draft.check(now()).unwrap_err()
    }

    #[test]
    fn all_that_lacks_is_told_at_once_and_a_call_is_asked_for_only_where_help_is_needed_now() {
        assert_eq!(lacks(&Draft::default()), [Lack::Urgency, Lack::Why]);
        let mut draft = Draft {
            urgency: Some(Urgency::Now),
            ..Draft::default()
        };
        assert_eq!(lacks(&draft), [Lack::CalledAt, Lack::Why]);
        draft.called_at = Some(now() + TimeDelta::minutes(1));
        draft.why = "x".repeat(LONGEST + 1);
        assert_eq!(lacks(&draft), [Lack::CalledInFuture, Lack::Why]);
        draft.called_at = Some(now());
        draft.why = "Uusi ilmoitus.".to_owned();
        let found = draft.check(now()).unwrap();
        assert_eq!((found.urgency, found.called_at), (Urgency::Now, Some(now())));
        draft.urgency = Some(Urgency::NotUrgent);
        draft.called_at = Some(now() + TimeDelta::minutes(1));
        assert_eq!(
            draft.check(now()).unwrap().called_at,
            None,
            "no call belongs to it"
        );
    }
}
