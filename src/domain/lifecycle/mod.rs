//! The life cycle of a case: which step leads from where to where, who may sign it, and what it does to the clock.
//!
//! One case stands for one child. A step consumes the life cycle and gives the next one, or refuses by name and
//! changes nothing; every state keeps who signed it and when. Steps are in `steps`, those between offices in
//! `transfer_steps`, those before a birth in `birth_steps`, those of a contact with social welfare in `contact_steps`, an urgency
//! that is assessed once more in `urgency_step`, what the states hold in `state`, names and signatures in `step`, refusals in
//! `refusal`.

mod birth_steps;
mod contact_steps;
mod refusal;
mod state;
mod step;
mod steps;
#[cfg(test)]
mod tests;
mod transfer_steps;
mod urgency_step;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::assessment::Delay;
use super::codes::Reason;
use super::deadline::{self, Clocks};
use super::helsinki::civil_date;

pub use super::codes::Kind as CaseKind;
pub use refusal::Refusal;
pub use state::{
    Assessed, Assessment, Awaited, Birth, CaseState, CaseStatus, ContactEnded, Destination, Handed,
    NoAssessment, Outcome, Reassessed, Reopened, Returned, Transfer, Triage, Urgency,
};
pub use step::{Signature, Step};

/// Where one case stands. Its texts are personal data: it is stored sealed or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeCycle {
    kind: CaseKind,
    /// The civil date in Finland from which the clocks run; none until birth (K11).
    pending_since: Option<NaiveDate>,
    /// The date that the case had by itself, once the earlier one of a joined case has taken its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own_since: Option<NaiveDate>,
    birth: Option<Birth>,
    arrived_at_receiver: Option<NaiveDate>,
    /// The last decision that a random check did not find right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reopened: Option<Reopened>,
    /// Each time the urgency was assessed once more, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reassessed: Vec<Reassessed>,
    /// Why the assessment started late, where that was told when the start was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start_delay: Option<Delay>,
    /// The reasons of the report by list 1251, as a worker coded them; `None` as long as no triage is signed that asked for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coded_reasons: Option<Vec<Reason>>,
    state: CaseState,
}

impl LifeCycle {
    /// A case whose report became available at `available_at`. It is pending from that civil date (K1), unless it is
    /// about an unborn child: a prenatal case has no child-welfare clock until birth (LsL 25 c §, K11).
    pub fn received(kind: CaseKind, available_at: DateTime<Utc>) -> Self {
        Self {
            kind,
            pending_since: (kind != CaseKind::Prenatal).then(|| deadline::pending_since(available_at)),
            own_since: None,
            birth: None,
            arrived_at_receiver: None,
            reopened: None,
            reassessed: Vec::new(),
            start_delay: None,
            coded_reasons: None,
            state: CaseState::Received,
        }
    }

    /// The legal kind. It stays prenatal after birth: that is the report that came.
    pub const fn kind(&self) -> CaseKind {
        self.kind
    }

    /// The state with what was signed on the way to it.
    pub const fn state(&self) -> &CaseState {
        &self.state
    }

    /// The state by its code name.
    pub const fn status(&self) -> CaseStatus {
        self.state.status()
    }

    /// The civil date in Finland from which the clocks run; `None` for an unborn child.
    pub const fn pending_since(&self) -> Option<NaiveDate> {
        self.pending_since
    }

    /// The civil date from which the clocks would run if no other case had been joined to this one.
    pub fn own_since(&self) -> Option<NaiveDate> {
        self.own_since.or(self.pending_since)
    }

    /// The statutory clocks; `None` for an unborn child.
    pub fn clocks(&self) -> Option<Clocks> {
        self.pending_since.map(deadline::clocks)
    }

    /// When the child of a prenatal case was born and when that was known.
    pub const fn birth(&self) -> Option<Birth> {
        self.birth
    }

    /// The civil date on which the last accepted transfer reached its receiver, shown beside the clock (K10).
    pub const fn arrived_at_receiver(&self) -> Option<NaiveDate> {
        self.arrived_at_receiver
    }

    /// The decision that no assessment is made which a random check did not find right; the last one, if there was any.
    pub const fn reopened(&self) -> Option<&Reopened> {
        self.reopened.as_ref()
    }

    /// The urgency as a social worker signed it last, and when; `None` before.
    pub const fn triage(&self) -> Option<Triage> {
        match &self.state {
            CaseState::Received => None,
            CaseState::Triaged { triage, .. }
            | CaseState::WithOwnWorker { triage, .. }
            | CaseState::HandledAsContact { triage, .. }
            | CaseState::Joined { triage, .. }
            | CaseState::AwaitingBirth { triage, .. } => Some(*triage),
            CaseState::UnderAssessment(assessment) => Some(assessment.triage),
            CaseState::Assessed(assessed) | CaseState::Closed { assessed, .. } => {
                Some(assessed.assessment.triage)
            }
            CaseState::Transferring(transfer) => Some(transfer.triage),
            CaseState::NoAssessment(decision) => Some(decision.triage),
            CaseState::ContactEnded(ended) => Some(ended.triage),
        }
    }

    /// Each time the urgency was assessed once more, the oldest first.
    pub fn reassessed(&self) -> &[Reassessed] {
        &self.reassessed
    }

    /// Why the assessment started late, where that was told when the start was signed.
    pub const fn start_delay(&self) -> Option<&Delay> {
        self.start_delay.as_ref()
    }

    /// The same with why its assessment started late.
    #[must_use]
    pub fn started_late_for(self, delay: Delay) -> Self {
        Self {
            start_delay: Some(delay),
            ..self
        }
    }

    /// The reasons of the report by list 1251 (the `reasons` of document E), as they were signed with the last triage; `None`
    /// where none asked for them. A later step keeps them.
    pub fn coded_reasons(&self) -> Option<&[Reason]> {
        self.coded_reasons.as_deref()
    }

    /// The same with these reasons of the report, in place of what was coded before.
    #[must_use]
    pub fn coded_as(self, reasons: Vec<Reason>) -> Self {
        Self {
            coded_reasons: Some(reasons),
            ..self
        }
    }

    /// Whether the case is about a child that is not known to be born.
    pub const fn is_unborn(&self) -> bool {
        matches!(self.kind, CaseKind::Prenatal) && self.birth.is_none()
    }

    /// The civil date on which the start clock stopped: the recorded start, of a contact with social welfare too, or the day on
    /// which it was signed that no assessment is made (K13).
    pub fn start_clock_stopped_on(&self) -> Option<NaiveDate> {
        match &self.state {
            CaseState::UnderAssessment(assessment)
            | CaseState::Assessed(Assessed { assessment, .. })
            | CaseState::Closed {
                assessed: Assessed { assessment, .. },
                ..
            }
            | CaseState::Transferring(Transfer {
                running: Some(assessment),
                ..
            }) => Some(assessment.started_on),
            CaseState::HandledAsContact { started_on, .. } => *started_on,
            CaseState::ContactEnded(ended) => Some(ended.ending.started_on),
            CaseState::NoAssessment(decision) => Some(civil_date(decision.signed.at)),
            _ => None,
        }
    }

    /// The civil date on which the clock of the whole assessment stopped: its completion, or the signed decision
    /// that there is none to complete (K13).
    pub fn complete_clock_stopped_on(&self) -> Option<NaiveDate> {
        match &self.state {
            CaseState::Assessed(assessed) | CaseState::Closed { assessed, .. } => Some(assessed.completed_on),
            CaseState::ContactEnded(ended) => Some(ended.ending.completed_on),
            CaseState::NoAssessment(decision) => Some(civil_date(decision.signed.at)),
            _ => None,
        }
    }
}
