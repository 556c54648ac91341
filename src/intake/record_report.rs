//! Files a report that came by phone, visit or letter, as a worker wrote it down. It goes the way of every report; its clocks
//! begin when the office got it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::receipt::Receipt;
use super::session::Session;
use super::submit_report::{Admission, Along, Recording, SubmitError, submit_with};
use super::{App, IntakeError};
use crate::domain::access::{Capability, Place, Scope, decide};
use crate::domain::reference::Reference;
use crate::domain::report::NewReport;
use crate::store::recorded;

pub use crate::store::recorded::{FORM, Recorded};

/// How a report came to the office, as its recorder says.
#[derive(Debug, Clone)]
pub struct Came {
    /// When (UTC); not after now.
    pub received_at: DateTime<Utc>,
    /// The form token of the page, as text: one page makes one report.
    pub token: String,
    /// The caller wants a follow-up code.
    pub wants_code: bool,
}

/// What the recorder is told.
#[derive(Debug, Clone)]
pub struct Filed {
    /// What is read to the caller.
    pub receipt: Receipt,
    /// The cases of the recorder's own offices, which they may go on with: reference and id, in the receipt's order.
    pub here: Vec<(String, Uuid)>,
}

/// Why a report was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The person records no reports.
    #[error("the role records no reports")]
    NotAllowed,
    /// The channel is not one by which reports come that a worker writes down, or the arrival lies ahead.
    #[error("nothing that a worker records")]
    NotRecorded,
    /// It could not be filed.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Whether the person of `scope` records reports: who registers what comes to an office of theirs.
pub fn may(scope: &Scope) -> bool {
    let mut offices = scope.queue_offices().into_iter();
    offices.any(|office| {
        let place = Place {
            case: None,
            county: scope.county,
            office,
            in_queue: true,
            in_hand: true,
        };
        decide(scope, Capability::Register, &place).is_allowed()
    })
}

/// Files `report` for `session`'s person. The event of each case names the recorder, and so does its row of the read log,
/// which is written once the hour is over. The same page again gives the first receipt and stores nothing.
///
/// # Errors
/// [`RecordError`]; then nothing of the report is stored, as with any other report.
pub fn record(
    app: &App,
    session: &Session,
    report: &NewReport,
    came: &Came,
    now: DateTime<Utc>,
) -> Result<Filed, RecordError> {
    let scope = &session.scope;
    if !may(scope) {
        return Err(RecordError::NotAllowed);
    }
    if !report.channel.is_recorded() || came.received_at > now {
        return Err(RecordError::NotRecorded);
    }
    let admission = Admission::Web {
        token: came.token.clone(),
        wants_code: came.wants_code,
    };
    let along = Along {
        recorded: Some(Recording {
            recorder: scope.staff,
            received_at: came.received_at,
        }),
        ..Along::default()
    };
    let receipt = submit_with(app, report, along, &admission, now)?;
    let here = app.store.read("find_recorded", |tx| {
        let mut here = Vec::new();
        for case in &receipt.cases {
            let Some(reference) = Reference::parse(&case.reference) else {
                continue;
            };
            if let Some(id) = recorded::case_here(tx, scope, &reference)? {
                here.push((case.reference.clone(), id));
            }
        }
        Ok::<_, IntakeError>(here)
    })?;
    Ok(Filed { receipt, here })
}
