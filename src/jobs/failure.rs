//! Why an attempt failed, as a code: the row, the command line and the desk show it.

use crate::intake::IntakeError;
use crate::intake::anchor_log::AnchorError;
use crate::mail::MailFailure;
use crate::store::StoreError;

/// Why an attempt failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobFailure {
    /// The mail did not leave.
    #[error(transparent)]
    Mail(#[from] MailFailure),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A use case failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The anchors of the read log could not be written.
    #[error("the anchors of the read log could not be written")]
    Anchor,
    /// The job panicked: a defect.
    #[error("the job panicked")]
    Panicked,
    /// This program does not know the job: another version wrote it.
    #[error("another version of the program wrote this job")]
    Unknown,
    /// Who took the job was gone before it was settled, every time.
    #[error("whoever took this job was gone before it was done")]
    WorkerLost,
}

impl From<AnchorError> for JobFailure {
    fn from(error: AnchorError) -> Self {
        match error {
            AnchorError::Intake(error) => error.into(),
            error @ (AnchorError::File(..) | AnchorError::Busy) => {
                tracing::error!(%error, "the end of the read log is not kept elsewhere");
                Self::Anchor
            }
        }
    }
}

impl JobFailure {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Mail(failure) => failure.code(),
            Self::Store(_) => "database",
            Self::Intake(_) => "service",
            Self::Anchor => "anchor_file",
            Self::Panicked => "panicked",
            Self::Unknown => "unknown_job",
            Self::WorkerLost => "worker_lost",
        }
    }

    /// Whether trying again cannot help.
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Mail(failure) => failure.is_final(),
            _ => false,
        }
    }
}
