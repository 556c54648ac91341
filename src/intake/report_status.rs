//! Tells a professional's system how far its report has come: the status and nothing else.

use chrono::{DateTime, Utc};

use super::{App, IntakeError};
use crate::domain::helsinki;
use crate::domain::reference::Reference;
use crate::store::messages::{self, mailboxes};
use crate::store::{cases, reports};

use super::authenticate_client::ApiClient;

/// How far a report or a case has come, as its reporter may know it. It tells neither the decision
/// nor whether an assessment began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Stored.
    Received,
    /// A worker opened it.
    Read,
    /// A worker's question waits for an answer.
    Question,
    /// Handed over to another authority or system.
    HandedOver,
    /// The messages have ended. A case that is closed is not told: that would tell that it was decided.
    Closed,
}

/// A case on its way, with its messages.
pub(super) struct Progressed<'a> {
    /// The case.
    pub case: &'a cases::Progress,
    /// A question about it waits for an answer.
    pub asked: bool,
    /// The messages have ended.
    pub ended: bool,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Received,
        Self::Read,
        Self::Question,
        Self::HandedOver,
        Self::Closed,
    ];

    /// The code name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Read => "read",
            Self::Question => "question",
            Self::HandedOver => "handed_over",
            Self::Closed => "closed",
        }
    }

    pub(super) fn of(progressed: &Progressed<'_>) -> Self {
        if progressed.ended {
            Self::Closed
        } else if progressed.asked {
            Self::Question
        } else if progressed.case.moved {
            Self::HandedOver
        } else if progressed.case.opened {
            Self::Read
        } else {
            Self::Received
        }
    }

    /// The status of a whole report: a question where there is one, else that of the case that is least far.
    fn of_all(cases: &[(Reference, Self)]) -> Self {
        let statuses = || cases.iter().map(|(_, status)| *status);
        if statuses().any(|status| status == Self::Question) {
            return Self::Question;
        }
        statuses().min().unwrap_or(Self::Received)
    }
}

/// The status of a report and of each of its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportStatus {
    /// The reference of the submission.
    pub reference: Reference,
    /// A question where one waits; else that of the case that is least far: a report is read when every case is.
    pub status: Status,
    /// Each case with its own.
    pub cases: Vec<(Reference, Status)>,
}

/// The status of what `client` filed under `reference` at `now`. Another client's report is `None`, like an absent one.
///
/// # Errors
/// [`IntakeError`].
pub fn status(
    app: &App,
    client: &ApiClient,
    reference: &Reference,
    now: DateTime<Utc>,
) -> Result<Option<ReportStatus>, IntakeError> {
    app.store.read("report_status", |tx| {
        let Some(report) = reports::of_client(tx, client.id, reference)? else {
            return Ok(None);
        };
        let Some(mailbox) = mailboxes::of_report(tx, report)? else {
            return Ok(None);
        };
        let ended = !mailbox.is_open(helsinki::civil_date(now), app.messages_end_after);
        let messages = messages::of_report(tx, report)?;
        let progress = cases::progress_of(tx, report)?;
        let cases: Vec<_> = progress
            .iter()
            .map(|case| {
                let waits =
                    |message: &messages::StoredMessage| message.is_open() && message.case == Some(case.case);
                let asked = messages.iter().any(waits);
                let progressed = Progressed { case, asked, ended };
                (case.reference.clone(), Status::of(&progressed))
            })
            .collect();
        Ok(Some(ReportStatus {
            reference: reference.clone(),
            status: Status::of_all(&cases),
            cases,
        }))
    })
}
