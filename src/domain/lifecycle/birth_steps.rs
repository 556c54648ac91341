//! The steps of an unborn child's case while it waits: another date, another home, the birth (LsL 25 c §, K11).

use chrono::NaiveDate;

use super::super::helsinki::civil_date;
use super::LifeCycle;
use super::refusal::Refusal;
use super::state::{Birth, CaseState, CaseStatus};
use super::step::{Signature, Step};
use super::steps::not_after_signing;

/// They refuse as all steps do.
impl LifeCycle {
    /// AwaitingBirth → AwaitingBirth: the birth is expected on another day than was told.
    ///
    /// # Errors
    /// Those of every step.
    pub fn expect_birth(self, expected: NaiveDate, by: Signature) -> Result<Self, Refusal> {
        let CaseState::AwaitingBirth { triage, signed, .. } = self.state else {
            return Err(self.wrong_state(Step::AwaitBirth));
        };
        Step::AwaitBirth.signable(&by)?;
        Ok(self.now(CaseState::AwaitingBirth {
            triage,
            expected: Some(expected),
            signed,
        }))
    }

    /// AwaitingBirth → Received at the office of the family's new home, which assesses the parents' need again. No clock
    /// starts by it; the arrival is recorded.
    ///
    /// # Errors
    /// Those of every step.
    pub fn follow_family(self, by: Signature) -> Result<Self, Refusal> {
        if self.status() != CaseStatus::AwaitingBirth {
            return Err(self.wrong_state(Step::AcceptTransfer));
        }
        Step::AcceptTransfer.signable(&by)?;
        Ok(Self {
            arrived_at_receiver: Some(civil_date(by.at)),
            ..self.now(CaseState::Received)
        })
    }

    /// AwaitingBirth → Received, now with clocks. They run from the day on which the county knew of the birth, or
    /// from an earlier day, not before the birth, that the worker sets (K11, Q6).
    ///
    /// # Errors
    /// [`Refusal::BeforeBirth`], [`Refusal::InTheFuture`], [`Refusal::AfterBirthWasKnown`].
    pub fn record_birth(
        self,
        birth: Birth,
        pending_since: Option<NaiveDate>,
        by: Signature,
    ) -> Result<Self, Refusal> {
        let step = Step::RecordBirth;
        if self.status() != CaseStatus::AwaitingBirth {
            return Err(self.wrong_state(step));
        }
        step.signable(&by)?;
        let pending = pending_since.unwrap_or(birth.known_on);
        not_after_signing(birth.known_on, &by)?;
        if birth.known_on < birth.born_on || pending < birth.born_on {
            return Err(Refusal::BeforeBirth);
        }
        if pending > birth.known_on {
            return Err(Refusal::AfterBirthWasKnown);
        }
        Ok(Self {
            pending_since: Some(pending),
            birth: Some(birth),
            ..self.now(CaseState::Received)
        })
    }
}
