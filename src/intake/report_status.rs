//! Tells a professional's system how far its report has come: the status and nothing else.

use super::{App, IntakeError};
use crate::domain::reference::Reference;
use crate::store::{cases, reports};

use super::authenticate_client::ApiClient;

/// How far a report or a case has come, as its reporter may know it (EXPERIENCE 2.13). It tells neither the decision
/// nor whether an assessment began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Stored.
    Received,
    /// A worker opened it.
    Read,
    /// Handed over to another authority or system.
    HandedOver,
    /// Closed.
    Closed,
}

impl Status {
    /// The code name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Read => "read",
            Self::HandedOver => "handed_over",
            Self::Closed => "closed",
        }
    }

    fn of(progress: &cases::Progress) -> Self {
        match progress.state.as_str() {
            "closed" => Self::Closed,
            "transferring" => Self::HandedOver,
            _ if progress.opened => Self::Read,
            _ => Self::Received,
        }
    }
}

/// The status of a report and of each of its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportStatus {
    /// The reference of the submission.
    pub reference: Reference,
    /// The least far of its cases: a report is read when every case is.
    pub status: Status,
    /// Each case with its own.
    pub cases: Vec<(Reference, Status)>,
}

/// The status of what `client` filed under `reference`. Another client's report is `None`, like an absent one.
///
/// # Errors
/// [`IntakeError::Store`].
pub fn status(
    app: &App,
    client: &ApiClient,
    reference: &Reference,
) -> Result<Option<ReportStatus>, IntakeError> {
    let progress = app.store.read("report_status", |tx| {
        let Some(report) = reports::of_client(tx, client.id, reference)? else {
            return Ok::<_, IntakeError>(None);
        };
        Ok(Some(cases::progress_of(tx, report)?))
    })?;
    Ok(progress.map(|progress| {
        let cases: Vec<_> = progress
            .iter()
            .map(|case| (case.reference.clone(), Status::of(case)))
            .collect();
        let status = cases
            .iter()
            .map(|(_, status)| *status)
            .min()
            .unwrap_or(Status::Received);
        ReportStatus {
            reference: reference.clone(),
            status,
            cases,
        }
    }))
}
