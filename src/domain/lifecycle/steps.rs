//! The steps themselves: each consumes the life cycle and gives the next, or refuses.

use chrono::NaiveDate;
use uuid::Uuid;

use super::super::helsinki::civil_date;
use super::super::text::Text;
use super::LifeCycle;
use super::refusal::Refusal;
use super::state::{
    Assessed, Assessment, CaseState, CaseStatus, NoAssessment, Outcome, Reopened, Triage, Urgency,
};
use super::step::{Signature, Step};

/// Every step refuses with [`Refusal::WrongState`] where the life cycle does not lead on, and those of
/// [`Step::needs_social_worker`] with [`Refusal::SocialWorkerOnly`] for anybody else. Further refusals are named
/// with the step.
impl LifeCycle {
    /// Received → Triaged: the urgent need is assessed (L11); of an unborn child, the parents' need (K11).
    ///
    /// # Errors
    /// Those of every step.
    pub fn sign_off_urgency(self, urgency: Urgency, by: Signature) -> Result<Self, Refusal> {
        let step = Step::SignOffUrgency;
        if self.state != CaseState::Received {
            return Err(self.wrong_state(step));
        }
        step.signable(&by)?;
        let triage = Triage { urgency, signed: by };
        Ok(self.now(CaseState::Triaged {
            triage,
            returned: None,
        }))
    }

    /// Triaged → UnderAssessment: the assessment starts, on a civil date from pending to the day of signing (K13).
    ///
    /// # Errors
    /// [`Refusal::Unborn`], [`Refusal::BeforePending`], [`Refusal::InTheFuture`].
    pub fn start_assessment(self, started_on: NaiveDate, by: Signature) -> Result<Self, Refusal> {
        let triage = self.triaged(Step::StartAssessment, &by)?;
        self.born(Step::StartAssessment)?;
        not_after_signing(started_on, &by)?;
        if self.pending_since.is_some_and(|pending| started_on < pending) {
            return Err(Refusal::BeforePending);
        }
        Ok(self.now(CaseState::UnderAssessment(Assessment {
            triage,
            started_on,
            signed: by,
        })))
    }

    /// UnderAssessment → Assessed: the assessment is ready, on a civil date from its start to the day of signing.
    ///
    /// # Errors
    /// [`Refusal::BeforeStart`], [`Refusal::InTheFuture`].
    pub fn record_outcome(
        self,
        outcome: Outcome,
        completed_on: NaiveDate,
        by: Signature,
    ) -> Result<Self, Refusal> {
        let step = Step::RecordOutcome;
        let CaseState::UnderAssessment(assessment) = self.state else {
            return Err(self.wrong_state(step));
        };
        step.signable(&by)?;
        not_after_signing(completed_on, &by)?;
        if completed_on < assessment.started_on {
            return Err(Refusal::BeforeStart);
        }
        Ok(self.now(CaseState::Assessed(Assessed {
            assessment,
            outcome,
            completed_on,
            signed: by,
        })))
    }

    /// Assessed → Closed.
    ///
    /// # Errors
    /// Those of every step.
    pub fn close(self, by: Signature) -> Result<Self, Refusal> {
        let CaseState::Assessed(assessed) = self.state else {
            return Err(self.wrong_state(Step::Close));
        };
        Step::Close.signable(&by)?;
        Ok(self.now(CaseState::Closed { assessed, signed: by }))
    }

    /// Triaged → WithOwnWorker: the child is a client already.
    ///
    /// # Errors
    /// [`Refusal::Unborn`]: a client relation starts only after birth (LsL 25 c §).
    pub fn hand_to_own_worker(self, worker: Option<Uuid>, by: Signature) -> Result<Self, Refusal> {
        let triage = self.triaged(Step::HandToOwnWorker, &by)?;
        self.born(Step::HandToOwnWorker)?;
        Ok(self.now(CaseState::WithOwnWorker {
            triage,
            worker,
            signed: by,
        }))
    }

    /// Triaged → NoAssessment: an assessment is obviously unnecessary (LsL 26 § 3), for a stated reason (L12).
    ///
    /// # Errors
    /// [`Refusal::Unborn`]: before birth no assessment is due that could be dispensed with.
    pub fn decide_no_assessment(self, reason: Text, by: Signature) -> Result<Self, Refusal> {
        let triage = self.triaged(Step::DecideNoAssessment, &by)?;
        self.born(Step::DecideNoAssessment)?;
        let decision = NoAssessment {
            triage,
            reason,
            signed: by,
            second: None,
        };
        Ok(self.now(CaseState::NoAssessment(decision)))
    }

    /// NoAssessment → NoAssessment: a second social worker agrees, where the county asks for one.
    ///
    /// # Errors
    /// [`Refusal::SamePerson`], [`Refusal::AlreadyConfirmed`].
    pub fn confirm_no_assessment(mut self, by: Signature) -> Result<Self, Refusal> {
        let step = Step::ConfirmNoAssessment;
        let status = self.status();
        let CaseState::NoAssessment(decision) = &mut self.state else {
            return Err(Refusal::WrongState { step, status });
        };
        step.signable(&by)?;
        if decision.signed.actor == by.actor {
            return Err(Refusal::SamePerson);
        }
        if decision.second.is_some() {
            return Err(Refusal::AlreadyConfirmed);
        }
        decision.second = Some(by);
        Ok(self)
    }

    /// NoAssessment → Received: a second social worker, or a random check, finds that an assessment is not obviously
    /// unnecessary. The urgent need is assessed anew; the clock goes on from the day from which it ran before.
    ///
    /// # Errors
    /// [`Refusal::SamePerson`] for whoever decided or agreed.
    pub fn reopen(self, why: Text, by: Signature) -> Result<Self, Refusal> {
        let step = Step::Reopen;
        let CaseState::NoAssessment(decision) = &self.state else {
            return Err(self.wrong_state(step));
        };
        step.signable(&by)?;
        if decision.is_signed_by(by.actor) {
            return Err(Refusal::SamePerson);
        }
        let reopened = Some(Reopened {
            decision: decision.clone(),
            why,
            signed: by,
        });
        Ok(Self {
            reopened,
            ..self.now(CaseState::Received)
        })
    }

    /// Triaged → Joined: this case (`own`) goes on in `target`, another case of the same child that is not yet
    /// assessed. Gives both: this one keeps its own date, the other one runs by the earlier of the two clocks.
    ///
    /// # Errors
    /// [`Refusal::JoinedToItself`], [`Refusal::TargetNotOpen`], [`Refusal::TargetUnborn`].
    pub fn join_to(
        self,
        own: Uuid,
        target: Uuid,
        other: Self,
        by: Signature,
    ) -> Result<(Self, Self), Refusal> {
        let triage = self.triaged(Step::Join, &by)?;
        if own == target {
            return Err(Refusal::JoinedToItself);
        }
        match other.status() {
            CaseStatus::Received
            | CaseStatus::Triaged
            | CaseStatus::UnderAssessment
            | CaseStatus::AwaitingBirth => {}
            status => return Err(Refusal::TargetNotOpen { status }),
        }
        if other.is_unborn() && !self.is_unborn() {
            return Err(Refusal::TargetUnborn);
        }
        let earliest = self.pending_since.into_iter().chain(other.pending_since).min();
        let joined = self.now(CaseState::Joined {
            triage,
            case: target,
            signed: by,
        });
        Ok((
            joined,
            Self {
                pending_since: earliest,
                own_since: other.own_since(),
                ..other
            },
        ))
    }

    /// Joined → Triaged: this case, which was joined to `carrying`, stands for itself again, with its own date. Gives both;
    /// `others` is the earliest date of what else is joined to the other one, which runs by the earliest that it still has.
    ///
    /// # Errors
    /// [`Refusal::TargetNotOpen`] while the other one is itself joined or on its way to another office,
    /// [`Refusal::BeforePending`] where its assessment has started on a day before the date that it would get.
    pub fn leave(
        self,
        carrying: Self,
        others: Option<NaiveDate>,
        by: Signature,
    ) -> Result<(Self, Self), Refusal> {
        let step = Step::UndoJoin;
        let CaseState::Joined { triage, .. } = self.state else {
            return Err(self.wrong_state(step));
        };
        step.signable(&by)?;
        if let status @ (CaseStatus::Joined | CaseStatus::Transferring) = carrying.status() {
            return Err(Refusal::TargetNotOpen { status });
        }
        let earliest = carrying.own_since().into_iter().chain(others).min();
        if let (Some(started), Some(pending)) = (carrying.assessment_started_on(), earliest)
            && started < pending
        {
            return Err(Refusal::BeforePending);
        }
        let left = self.now(CaseState::Triaged {
            triage,
            returned: None,
        });
        let carrying = Self {
            pending_since: earliest,
            ..carrying
        };
        Ok((left, carrying))
    }

    /// Triaged → AwaitingBirth: a prenatal case waits, without a child-welfare clock (LsL 25 c §, K11).
    ///
    /// # Errors
    /// [`Refusal::NotUnborn`].
    pub fn await_birth(self, expected: Option<NaiveDate>, by: Signature) -> Result<Self, Refusal> {
        let triage = self.triaged(Step::AwaitBirth, &by)?;
        if !self.is_unborn() {
            return Err(Refusal::NotUnborn);
        }
        Ok(self.now(CaseState::AwaitingBirth {
            triage,
            expected,
            signed: by,
        }))
    }

    /// The civil date on which its assessment started, if it has.
    pub fn assessment_started_on(&self) -> Option<NaiveDate> {
        match &self.state {
            CaseState::NoAssessment(_) => None,
            _ => self.start_clock_stopped_on(),
        }
    }

    /// The triage that a decision builds on.
    pub(super) fn triaged(&self, step: Step, by: &Signature) -> Result<Triage, Refusal> {
        let CaseState::Triaged { triage, .. } = self.state else {
            return Err(self.wrong_state(step));
        };
        step.signable(by)?;
        Ok(triage)
    }

    fn born(&self, step: Step) -> Result<(), Refusal> {
        if self.is_unborn() {
            Err(Refusal::Unborn { step })
        } else {
            Ok(())
        }
    }

    pub(super) fn wrong_state(&self, step: Step) -> Refusal {
        Refusal::WrongState {
            step,
            status: self.status(),
        }
    }

    pub(super) fn now(self, state: CaseState) -> Self {
        Self { state, ..self }
    }
}

/// A recorded day may lie before its typing, never after it (K3).
pub(super) fn not_after_signing(day: NaiveDate, by: &Signature) -> Result<(), Refusal> {
    if day > civil_date(by.at) {
        Err(Refusal::InTheFuture)
    } else {
        Ok(())
    }
}
