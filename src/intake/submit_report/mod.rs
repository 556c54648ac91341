//! Takes a report in: seals it, stores it with one case per child, and answers when that is durable.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::authenticate_client::ApiClient;
use super::receipt::Receipt;
use super::{App, IntakeError};
use crate::domain::report::NewReport;
use crate::store::StoreError;

mod filing;
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
    submit_as_sent(app, report, None, admission, now)
}

/// The same, with the `document` from which `report` was read: the receipt of somebody who reports in their work then
/// has a signed proof of it.
///
/// # Errors
/// As [`submit`].
pub fn submit_as_sent(
    app: &App,
    report: &NewReport,
    document: Option<&Value>,
    admission: &Admission,
    now: DateTime<Utc>,
) -> Result<Receipt, SubmitError> {
    let used = UsedKey::of(app, report, admission, now)?;
    // After a rotation the same key was perhaps stored under another digest, which the database does not find by itself.
    if used.may_be_older()
        && let Some(receipt) = used.replay(app)?
    {
        return Ok(receipt);
    }
    for _ in 0..TRIES {
        let filing = Arc::new(Filing::seal(app, report, document, &used, now)?);
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
                return Ok(used.with_code(filing.receipt.clone()));
            }
            // The key was used before or meanwhile, or a reference is taken.
            Err(StoreError::Conflict) => {
                if let Some(receipt) = used.replay(app)? {
                    return Ok(receipt);
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Conflict.into())
}
