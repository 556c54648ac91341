//! A report that is handled as a contact with social welfare (SHL 35 §): when the assessment of the need began, when it was ready
//! and what came of it (SHL 36 §; K13, L14). The days bind for a child who needs special support; any other need is
//! assessed "without delay".

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::assessment::{Delay, DelayDraft, completes_late};
use super::contact::Typed;
use super::lifecycle::{CaseState, LifeCycle};
use super::text::Text;
use super::triage::starts_late;

/// The longest text on what came of it, in characters.
pub const LONGEST: usize = 2_000;

/// What came of a contact. Civil dates in Finland.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The day on which the assessment of the need began.
    pub started_on: NaiveDate,
    /// The day on which it was ready.
    pub completed_on: NaiveDate,
    /// What came of it.
    pub outcome: Text,
    /// Why it began late, where the days bind and it did.
    pub start_delay: Option<Delay>,
    /// Why it was ready late, where the days bind and it was.
    pub complete_delay: Option<Delay>,
}

/// What lacks in what was told of a contact, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Somebody is still to be told of the report, or of one that was joined to it: nothing is closed before (I7).
    OpenNotices,
    /// The day of the start is none.
    StartedOn,
    /// It lies in the future.
    StartedInFuture,
    /// It lies before the case was pending.
    StartedBeforeArrival,
    /// The day on which it was ready is none.
    CompletedOn,
    /// It lies in the future.
    CompletedInFuture,
    /// It lies before the start.
    CompletedBeforeStart,
    /// What came of it lacks, is longer than [`LONGEST`] characters or no text.
    Outcome,
    /// Why it began late is not chosen, or must be told in words.
    StartDelay,
    /// Why it was ready late is not chosen, or must be told in words.
    CompleteDelay,
}

/// The end of a contact as it was filled in; anything may lack.
#[derive(Clone, Default)]
pub struct Draft {
    /// When its assessment began; counts only where that was not written down before.
    pub started_on: Typed<NaiveDate>,
    /// When it was ready.
    pub completed_on: Typed<NaiveDate>,
    /// What came of it, to the letter.
    pub outcome: String,
    /// Why it began late.
    pub start_delay: DelayDraft,
    /// Why it was ready late.
    pub complete_delay: DelayDraft,
}

/// What must hold beside the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// How many people are still to be told of the report, and how many joined cases have somebody who is still to be told of theirs.
    pub open_notices: usize,
    /// The civil date in Finland on which the report came.
    pub received_on: NaiveDate,
    /// The present civil date in Finland.
    pub today: NaiveDate,
}

impl Draft {
    /// Checks it for a contact that stands at `life`.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(&self, life: &LifeCycle, around: Around) -> Result<Ending, Vec<Lack>> {
        let mut lacks = Vec::new();
        lacks.extend((around.open_notices > 0).then_some(Lack::OpenNotices));
        let started_on = begun_on(life).map_or_else(|| begin(self.started_on, life, around), Ok);
        lacks.extend(started_on.err());
        let begins_late = started_on.is_ok_and(|on| is_begun_late(life, on));
        let start_delay = begins_late.then(|| self.start_delay.check());
        lacks.extend((start_delay == Some(None)).then_some(Lack::StartDelay));
        let completed_on = match self.completed_on {
            Typed::Value(on) if on > around.today => Err(Lack::CompletedInFuture),
            Typed::Value(on) if started_on.is_ok_and(|start| on < start) => Err(Lack::CompletedBeforeStart),
            Typed::Value(on) => Ok(on),
            Typed::Nothing | Typed::Unreadable => Err(Lack::CompletedOn),
        };
        lacks.extend(completed_on.err());
        let ready_late = completed_on.is_ok_and(|on| is_ready_late(life, on));
        let complete_delay = ready_late.then(|| self.complete_delay.check());
        lacks.extend((complete_delay == Some(None)).then_some(Lack::CompleteDelay));
        let outcome = Text::parse(&self.outcome, LONGEST).ok().flatten();
        lacks.extend(outcome.is_none().then_some(Lack::Outcome));
        match (started_on, completed_on, outcome) {
            (Ok(started_on), Ok(completed_on), Some(outcome)) if lacks.is_empty() => Ok(Ending {
                started_on,
                completed_on,
                outcome,
                start_delay: start_delay.flatten(),
                complete_delay: complete_delay.flatten(),
            }),
            _ => Err(lacks),
        }
    }
}

/// Checks the day on which the assessment of the contact at `life` began: never before the case was pending; of an unborn child,
/// for whom no clock runs, never before the report came.
///
/// # Errors
/// What is wrong with it.
pub fn begin(typed: Typed<NaiveDate>, life: &LifeCycle, around: Around) -> Result<NaiveDate, Lack> {
    match typed {
        Typed::Value(on) if on > around.today => Err(Lack::StartedInFuture),
        Typed::Value(on) if on < life.pending_since().unwrap_or(around.received_on) => {
            Err(Lack::StartedBeforeArrival)
        }
        Typed::Value(on) => Ok(on),
        Typed::Nothing | Typed::Unreadable => Err(Lack::StartedOn),
    }
}

/// Of a contact that is not finished, whether the child needs special support, so that the days bind; `None` for anything else.
pub const fn special_support(life: &LifeCycle) -> Option<bool> {
    match life.state() {
        CaseState::HandledAsContact { special_support, .. } => Some(*special_support),
        _ => None,
    }
}

/// The day on which the assessment of an unfinished contact began, as it was written down.
pub const fn begun_on(life: &LifeCycle) -> Option<NaiveDate> {
    match life.state() {
        CaseState::HandledAsContact { started_on, .. } => *started_on,
        _ => None,
    }
}

/// What came of a contact that is finished.
pub const fn ending(life: &LifeCycle) -> Option<&Ending> {
    match life.state() {
        CaseState::ContactEnded(ended) => Some(&ended.ending),
        _ => None,
    }
}

/// Whether the case is, or was, handled as a contact.
pub const fn is_contact(life: &LifeCycle) -> bool {
    matches!(
        life.state(),
        CaseState::HandledAsContact { .. } | CaseState::ContactEnded(_)
    )
}

/// Whether a contact whose assessment began on that day began after the last lawful day, where one binds.
pub fn is_begun_late(life: &LifeCycle, on: NaiveDate) -> bool {
    special_support(life) == Some(true) && starts_late(life.clocks().as_ref(), on)
}

/// Whether a contact whose assessment was ready on that day was so after the last lawful day, where one binds.
pub fn is_ready_late(life: &LifeCycle, on: NaiveDate) -> bool {
    special_support(life) == Some(true) && completes_late(life, on)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::domain::assessment::DelayCause;
    use crate::domain::lifecycle::{CaseKind, Signature, Urgency};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A contact about a report that came on Friday 20 November 2026.
    fn contact(kind: CaseKind, special_support: bool) -> LifeCycle {
        let at: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        let by = Signature {
            actor: Uuid::from_u128(1),
            social_worker: true,
            at,
        };
        LifeCycle::received(kind, at)
            .sign_off_urgency(Urgency::NotUrgent, by)
            .and_then(|life| life.handle_as_contact(special_support, by))
            .unwrap()
    }

    fn around(today: &str) -> Around {
        Around {
            open_notices: 0,
            received_on: date("2026-11-20"),
            today: date(today),
        }
    }

    fn draft(started: &str, completed: &str) -> Draft {
        Draft {
            started_on: Typed::Value(date(started)),
            completed_on: Typed::Value(date(completed)),
            outcome: "Perhe saa kotipalvelua.".to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn a_contact_ends_between_its_arrival_and_today() {
        let life = contact(CaseKind::ChildWelfare, true);
        let check =
            |started: &str, completed: &str| draft(started, completed).check(&life, around("2026-12-10"));
        let ending = check("2026-11-20", "2026-12-10").unwrap();
        assert_eq!(ending.outcome.expose(), "Perhe saa kotipalvelua.");
        assert_eq!((ending.start_delay, ending.complete_delay), (None, None));
        for (started, completed, lack) in [
            ("2026-11-19", "2026-12-10", Lack::StartedBeforeArrival),
            ("2026-12-11", "2026-12-10", Lack::StartedInFuture),
            ("2026-11-24", "2026-11-23", Lack::CompletedBeforeStart),
            ("2026-11-24", "2026-12-11", Lack::CompletedInFuture),
        ] {
            assert_eq!(
                check(started, completed),
                Err(vec![lack]),
                "{started} {completed}"
            );
        }
        let open = Around {
            open_notices: 1,
            ..around("2026-12-10")
        };
        assert_eq!(
            Draft::default().check(&life, open),
            Err(vec![
                Lack::OpenNotices,
                Lack::StartedOn,
                Lack::CompletedOn,
                Lack::Outcome
            ])
        );
        let long = Draft {
            outcome: "x".repeat(LONGEST + 1),
            ..draft("2026-11-24", "2026-12-01")
        };
        assert_eq!(long.check(&life, around("2026-12-10")), Err(vec![Lack::Outcome]));
    }

    #[test]
    fn only_where_the_days_bind_a_late_one_is_told_why() {
        // The start was due on Tuesday 1 December, the end on Monday 22 February, as the 20th is a Saturday.
        let late = draft("2026-12-02", "2027-02-23");
        let today = around("2027-03-01");
        let bound = contact(CaseKind::ChildWelfare, true);
        assert_eq!(
            late.check(&bound, today),
            Err(vec![Lack::StartDelay, Lack::CompleteDelay])
        );
        let staff = || DelayDraft {
            cause: Some(DelayCause::Staff),
            text: String::new(),
        };
        let told = Draft {
            start_delay: staff(),
            complete_delay: staff(),
            ..late.clone()
        };
        let ending = told.check(&bound, today).unwrap();
        assert!(ending.start_delay.is_some() && ending.complete_delay.is_some());
        let in_time = draft("2026-12-01", "2027-02-22").check(&bound, today).unwrap();
        assert_eq!((in_time.start_delay, in_time.complete_delay), (None, None));
        let free = told
            .check(&contact(CaseKind::ChildWelfare, false), today)
            .unwrap();
        assert_eq!((free.start_delay, free.complete_delay), (None, None));
        assert!(
            late.check(&contact(CaseKind::Prenatal, true), today).is_ok(),
            "no clock runs"
        );
    }

    #[test]
    fn of_an_unborn_child_no_day_lies_before_the_report() {
        let life = contact(CaseKind::Prenatal, false);
        let early = draft("2026-11-19", "2026-12-01");
        assert_eq!(
            early.check(&life, around("2026-12-10")),
            Err(vec![Lack::StartedBeforeArrival])
        );
        assert!(
            draft("2026-11-20", "2026-12-01")
                .check(&life, around("2026-12-10"))
                .is_ok()
        );
    }
}
