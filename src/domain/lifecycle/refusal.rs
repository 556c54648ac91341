//! Why a step is refused, by name.

use thiserror::Error;

use super::state::CaseStatus;
use super::step::Step;

/// Why a step was refused. Nothing has changed then; no refusal holds personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The step does not lead on from this state.
    #[error("{step} is not possible while the case is {status}")]
    WrongState {
        /// The step.
        step: Step,
        /// The state in which the case stands.
        status: CaseStatus,
    },
    /// Only a social worker may sign the step (LsL 26 § 4).
    #[error("{step} is a social worker's to sign")]
    SocialWorkerOnly {
        /// The step.
        step: Step,
    },
    /// The child is not born: no child-welfare matter is pending and no client relation can be (LsL 25 c §).
    #[error("{step} is not possible before the child is born")]
    Unborn {
        /// The step.
        step: Step,
    },
    /// The child is not an unborn one.
    #[error("the case is not about an unborn child")]
    NotUnborn,
    /// The day lies before the case was pending (K13).
    #[error("the day lies before the case was pending")]
    BeforePending,
    /// The day lies before the assessment started.
    #[error("the day lies before the assessment started")]
    BeforeStart,
    /// The day lies after the day of signing (K3).
    #[error("the day lies in the future")]
    InTheFuture,
    /// The child would be known or pending before it was born.
    #[error("the day lies before the birth")]
    BeforeBirth,
    /// The case would be pending only after the county knew of the birth (K11).
    #[error("the day lies after the birth was known")]
    AfterBirthWasKnown,
    /// A second person is asked for, not the same one again.
    #[error("the second person must be another than the first")]
    SamePerson,
    /// A second person has agreed already.
    #[error("a second person has agreed already")]
    AlreadyConfirmed,
    /// A case cannot be joined to itself.
    #[error("a case cannot be joined to itself")]
    JoinedToItself,
    /// The other case takes no more reports: it has gone on or ended.
    #[error("no case can be joined to one that is {status}")]
    TargetNotOpen {
        /// The state in which the other case stands.
        status: CaseStatus,
    },
    /// A born child's case would lose its clock in one that waits for a birth.
    #[error("a case with a clock cannot be joined to one that waits for a birth")]
    TargetUnborn,
}

impl Refusal {
    /// The stable code name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongState { .. } => "wrong_state",
            Self::SocialWorkerOnly { .. } => "social_worker_only",
            Self::Unborn { .. } => "unborn",
            Self::NotUnborn => "not_unborn",
            Self::BeforePending => "before_pending",
            Self::BeforeStart => "before_start",
            Self::InTheFuture => "in_the_future",
            Self::BeforeBirth => "before_birth",
            Self::AfterBirthWasKnown => "after_birth_was_known",
            Self::SamePerson => "same_person",
            Self::AlreadyConfirmed => "already_confirmed",
            Self::JoinedToItself => "joined_to_itself",
            Self::TargetNotOpen { .. } => "target_not_open",
            Self::TargetUnborn => "target_unborn",
        }
    }
}
