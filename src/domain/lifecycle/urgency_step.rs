//! The urgent need, assessed once more.

use std::mem;

use chrono::{DateTime, Utc};

use super::super::text::Text;
use super::LifeCycle;
use super::refusal::Refusal;
use super::state::{CaseState, CaseStatus, Reassessed, Triage, Urgency};
use super::step::{Signature, Step};

impl LifeCycle {
    /// Triaged, UnderAssessment or AwaitingBirth → the same: the urgent need is assessed once more, as something new came to
    /// be known (L11, Q4). The state, every clock and what had been signed stay; `called_at` is when help was called for (UTC).
    ///
    /// # Errors
    /// Those of every step.
    pub fn reassess_urgency(
        mut self,
        urgency: Urgency,
        why: Text,
        called_at: Option<DateTime<Utc>>,
        by: Signature,
    ) -> Result<Self, Refusal> {
        let step = Step::ReassessUrgency;
        let status = self.status();
        let triage = match &mut self.state {
            CaseState::Triaged { triage, .. } | CaseState::AwaitingBirth { triage, .. } => triage,
            CaseState::UnderAssessment(assessment) => &mut assessment.triage,
            _ => return Err(Refusal::WrongState { step, status }),
        };
        step.signable(&by)?;
        let after = Triage { urgency, signed: by };
        let before = mem::replace(triage, after);
        self.reassessed.push(Reassessed {
            before,
            after,
            why,
            called_at,
        });
        Ok(self)
    }
}

impl CaseStatus {
    /// Whether the urgency of a case that stands there can be assessed once more: it was signed, and nothing has ended.
    pub const fn can_be_reassessed(self) -> bool {
        matches!(self, Self::Triaged | Self::UnderAssessment | Self::AwaitingBirth)
    }
}
