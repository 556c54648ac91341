//! The steps by name, and the signature that each one takes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::codes::code_list;
use super::refusal::Refusal;

/// Who signs a step, in which capacity, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The worker.
    pub actor: Uuid,
    /// Whether the worker is a social worker.
    pub social_worker: bool,
    /// The instant, in UTC.
    pub at: DateTime<Utc>,
}

code_list! {
    /// A step of the life cycle, as the timeline of a case names it.
    Step, "case_step", {
        /// The urgent need is assessed (LsL 26 § 2, L11).
        SignOffUrgency = "sign_off_urgency",
        /// The urgent need is assessed once more (LsL 26 § 2, L11).
        ReassessUrgency = "reassess_urgency",
        /// The service-need assessment starts (LsL 26 § 3).
        StartAssessment = "start_assessment",
        /// The assessment is ready.
        RecordOutcome = "record_outcome",
        /// The case is closed.
        Close = "close",
        /// The child is a client already; its own worker takes the report.
        HandToOwnWorker = "hand_to_own_worker",
        /// The case is joined to another case of the same child.
        Join = "join",
        /// What was joined stands for itself again.
        UndoJoin = "undo_join",
        /// The case is offered to another office or county.
        Transfer = "transfer",
        /// The receiver takes it.
        AcceptTransfer = "accept_transfer",
        /// The receiver sends it back.
        RefuseTransfer = "refuse_transfer",
        /// It is handled as a contact with social welfare (SHL 35 §).
        HandleAsContact = "handle_as_contact",
        /// The assessment of a contact began (SHL 36 §).
        BeginContact = "begin_contact",
        /// A contact is finished (SHL 36 §).
        EndContact = "end_contact",
        /// An assessment is obviously unnecessary (LsL 26 § 3, L12).
        DecideNoAssessment = "decide_no_assessment",
        /// A second person agrees that it is.
        ConfirmNoAssessment = "confirm_no_assessment",
        /// Somebody else finds that it is not: as the second person, or by a random check.
        Reopen = "reopen",
        /// The parents' need is assessed; the rest waits for the birth (LsL 25 c §).
        AwaitBirth = "await_birth",
        /// The child is born and the county knows.
        RecordBirth = "record_birth",
    }
}

impl Step {
    /// Whether the law leaves the judgement to a social worker (LsL 26 § 4, SHL 36 § 5, L13). Handing the case
    /// to the own worker or to the contact path is among them: each decides that this report gets no child-welfare
    /// assessment of its own.
    pub const fn needs_social_worker(self) -> bool {
        match self {
            Self::SignOffUrgency
            | Self::ReassessUrgency
            | Self::StartAssessment
            | Self::RecordOutcome
            | Self::Close
            | Self::HandToOwnWorker
            | Self::HandleAsContact
            | Self::BeginContact
            | Self::EndContact
            | Self::DecideNoAssessment
            | Self::ConfirmNoAssessment
            | Self::Reopen => true,
            Self::Join
            | Self::UndoJoin
            | Self::Transfer
            | Self::AcceptTransfer
            | Self::RefuseTransfer
            | Self::AwaitBirth
            | Self::RecordBirth => false,
        }
    }

    /// Checks that `by` may sign this step.
    pub(super) fn signable(self, by: &Signature) -> Result<(), Refusal> {
        if self.needs_social_worker() && !by.social_worker {
            return Err(Refusal::SocialWorkerOnly { step: self });
        }
        Ok(())
    }
}
