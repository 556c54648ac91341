//! A contact with social welfare from the decision to its end (SHL 35 §, 36 §; K13, L14).

use chrono::NaiveDate;

use super::super::social_contact::Ending;
use super::LifeCycle;
use super::refusal::Refusal;
use super::state::{CaseState, ContactEnded};
use super::step::{Signature, Step};
use super::steps::not_after_signing;

impl LifeCycle {
    /// Triaged → HandledAsContact: social welfare takes it up without child welfare (SHL 35 §). Of an unborn child,
    /// the expectant parents' matter is (L7).
    ///
    /// # Errors
    /// Those of every step.
    pub fn handle_as_contact(self, special_support: bool, by: Signature) -> Result<Self, Refusal> {
        let triage = self.triaged(Step::HandleAsContact, &by)?;
        Ok(self.now(CaseState::HandledAsContact {
            triage,
            special_support,
            started_on: None,
            signed: by,
        }))
    }

    /// HandledAsContact → the same: the assessment of the need began, on a civil date from pending to the day of signing. Told
    /// once: the start clock does not stop twice.
    ///
    /// # Errors
    /// [`Refusal::BeforePending`], [`Refusal::InTheFuture`].
    pub fn begin_contact(self, started_on: NaiveDate, by: Signature) -> Result<Self, Refusal> {
        let step = Step::BeginContact;
        let CaseState::HandledAsContact {
            triage,
            special_support,
            started_on: None,
            signed,
        } = self.state
        else {
            return Err(self.wrong_state(step));
        };
        step.signable(&by)?;
        self.check_start(started_on, &by)?;
        Ok(self.now(CaseState::HandledAsContact {
            triage,
            special_support,
            started_on: Some(started_on),
            signed,
        }))
    }

    /// HandledAsContact → Closed: the need is assessed, and both clocks stand still. A start that was told before stays.
    ///
    /// # Errors
    /// [`Refusal::BeforePending`], [`Refusal::BeforeStart`], [`Refusal::InTheFuture`].
    pub fn end_contact(self, ending: Ending, by: Signature) -> Result<Self, Refusal> {
        let step = Step::EndContact;
        let CaseState::HandledAsContact {
            triage,
            special_support,
            started_on,
            signed: decided,
        } = self.state
        else {
            return Err(self.wrong_state(step));
        };
        step.signable(&by)?;
        let ending = Ending {
            started_on: started_on.unwrap_or(ending.started_on),
            ..ending
        };
        self.check_start(ending.started_on, &by)?;
        not_after_signing(ending.completed_on, &by)?;
        if ending.completed_on < ending.started_on {
            return Err(Refusal::BeforeStart);
        }
        Ok(self.now(CaseState::ContactEnded(ContactEnded {
            triage,
            special_support,
            decided,
            ending,
            signed: by,
        })))
    }

    /// Whether what falls due next is the day on which an assessment must be ready: one runs, or a contact does for a child who
    /// needs special support. No day binds another contact (L14).
    pub fn completes_next(&self) -> bool {
        match &self.state {
            CaseState::HandledAsContact { special_support, .. } => *special_support,
            CaseState::ContactEnded(ended) => ended.special_support,
            _ => self.assessment_started_on().is_some(),
        }
    }

    /// Whether the assessment can have started on `day`, signed `by`.
    fn check_start(&self, day: NaiveDate, by: &Signature) -> Result<(), Refusal> {
        not_after_signing(day, by)?;
        if self.pending_since().is_some_and(|pending| day < pending) {
            return Err(Refusal::BeforePending);
        }
        Ok(())
    }
}
