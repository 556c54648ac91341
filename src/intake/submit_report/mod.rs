//! Takes a report in: seals it, stores it with one case per child, and answers when that is durable.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::attach::Upload;
use super::authenticate_client::ApiClient;
use super::destinations;
use super::flood::{Marked, Sending};
use super::receipt::Receipt;
use super::{App, IntakeError};
use crate::domain::access::StaffId;
use crate::domain::office::OfficeId;
use crate::domain::report::NewReport;
use crate::store::StoreError;

mod filing;
mod going;
mod used_key;

use filing::Filing;
use used_key::UsedKey;

/// How often a submission is made anew when its random reference, or another transaction with the same key, was
/// there first. Two chance meetings of 40 bits in a row do not happen.
const TRIES: u32 = 4;

/// With what right, and under what key, a report comes.
#[derive(Debug, Clone)]
pub enum Admission {
    /// The public web form.
    Web {
        /// The form token of the visit, as text.
        token: String,
        /// The reporter wants a follow-up code.
        wants_code: bool,
    },
    /// A professional's own system.
    Api {
        /// The client.
        client: ApiClient,
        /// Its `Idempotency-Key`.
        key: String,
    },
}

/// Why a report was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// The form token is older than a day: the page must be made again, with everything that was typed.
    #[error("the page is too old")]
    TokenExpired,
    /// The form token is not ours.
    #[error("the page is not ours")]
    TokenForged,
    /// The client used the same idempotency key for another body.
    #[error("the idempotency key was used for another report")]
    KeyReused,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for SubmitError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// Takes `report` in. Returns when everything is durable: the report, its cases, their index rows and events, and the
/// used key, in one transaction. The same key again gives the first receipt and stores nothing.
///
/// # Errors
/// [`SubmitError`]; then nothing of the report is stored, save where a connection was lost while it committed: then
/// sending the same page again answers with what was stored.
pub fn submit(
    app: &App,
    report: &NewReport,
    admission: &Admission,
    now: DateTime<Utc>,
) -> Result<Receipt, SubmitError> {
    submit_with(app, report, Along::default(), admission, now)
}

/// What goes along with a report that is sent.
#[derive(Default)]
pub struct Along<'a> {
    /// The document from which the report was read: the receipt of somebody who reports in their work then has a signed
    /// proof of it.
    pub document: Option<&'a Value>,
    /// Its files: they are acknowledged together with it or not at all. Those of a sending that stored nothing are
    /// deleted.
    pub files: Option<Upload>,
    /// By what it is marked as part of a flood, at each office.
    pub marks: Vec<Marked>,
    /// Who wrote it down and when it came to the office, where a worker did.
    pub recorded: Option<Recording>,
}

/// That a worker wrote a report down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recording {
    /// Who.
    pub recorder: StaffId,
    /// When the office received it (UTC), which is when its clocks begin (LsL 26 § 5): the call, not the writing.
    pub received_at: DateTime<Utc>,
    /// The office to which they gave it; `None`: that of the child's home.
    pub office: Option<OfficeId>,
}

/// [`submit`] with what goes along.
///
/// # Errors
/// As [`submit`].
pub fn submit_with(
    app: &App,
    report: &NewReport,
    along: Along<'_>,
    admission: &Admission,
    now: DateTime<Utc>,
) -> Result<Receipt, SubmitError> {
    let outcome = stored(app, report, &along, admission, now);
    if !matches!(outcome, Ok((_, Stored::Now)))
        && let Some(files) = along.files
    {
        files.discard();
    }
    outcome.map(|(receipt, _)| receipt)
}

/// The same for a report that was sent by a public form, as `sending` says: where it comes too fast, its cases are marked
/// and stand in the group of a flood. Tells with the receipt whether the answer is to wait
/// ([`Floods::wait`](super::flood::Floods::wait)): where its sender or its speed was marked, and not only its office.
///
/// # Errors
/// As [`submit`]: nothing is refused for coming too fast.
pub fn submit_watched(
    app: &App,
    report: &NewReport,
    mut along: Along<'_>,
    admission: &Admission,
    sending: &Sending,
    now: DateTime<Utc>,
) -> Result<(Receipt, bool), SubmitError> {
    let destinations = destinations::of(app, report)?;
    let mut offices: Vec<OfficeId> = destinations.iter().map(|to| to.office.id).collect();
    offices.sort_unstable();
    offices.dedup();
    along.marks = app.floods.judge(sending, &offices, &*app.ids, now);
    let waits = along.marks.iter().any(|marked| marked.why.delays_the_answer());
    let receipt = submit_with(app, report, along, admission, now)?;
    Ok((receipt, waits))
}

/// Whether this sending stored the report or an earlier one.
enum Stored {
    Now,
    Before,
}

fn stored(
    app: &App,
    report: &NewReport,
    along: &Along<'_>,
    admission: &Admission,
    now: DateTime<Utc>,
) -> Result<(Receipt, Stored), SubmitError> {
    let used = UsedKey::of(app, report, admission, along.files.as_ref(), now)?;
    for _ in 0..TRIES {
        let filing = Arc::new(Filing::seal(app, report, along, &used, now)?);
        let stored = Arc::clone(&filing);
        // A key that comes again is rare, and the database finds it by itself: looking first would cost every report a
        // transaction more.
        match app.store.write("submit_report", move |tx| stored.insert(tx)) {
            Ok(()) => {
                // Of the public's reports nobody outside the database counts along: who keeps such figures would
                // keep the minute of each arrival.
                if matches!(admission, Admission::Api { .. }) {
                    metrics::counter!("huoli_reports_accepted_total", "channel" => "api").increment(1);
                }
                return Ok((used.with_code(filing.receipt.clone()), Stored::Now));
            }
            // The key was used before or meanwhile, or a reference is taken.
            Err(StoreError::Conflict) => {
                if let Some(receipt) = used.replay(app)? {
                    return Ok((receipt, Stored::Before));
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Conflict.into())
}
