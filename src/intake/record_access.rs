//! Writes into the read log, in the transaction of what is told: who saw or did something is durable before they get
//! an answer.
//!
//! Called last in a transaction, at READ COMMITTED ([`Store::write`](crate::store::Store::write)): from here to the
//! commit nobody else appends to the county's chain.

use super::{App, IntakeError};
use crate::domain::audit::Entry;
use crate::store::cabinet::{CabinetError, Owner};
use crate::store::case_rows::StoredCase;
use crate::store::cases::{self, NewEvent};
use crate::store::seal::aad::KeyKind;
use crate::store::{StoreError, Tx, access_log};

/// Appends `entry` to the chain of its county.
///
/// # Errors
/// [`IntakeError::Unrecorded`] when there is no row: then what it tells of must not happen either, and the
/// transaction must fail with this error. [`IntakeError::Store`] when the database is away or busy.
pub fn record(tx: &mut Tx<'_>, app: &App, entry: Entry) -> Result<(), IntakeError> {
    let county = entry.county;
    let key = app.cabinet.newest(KeyKind::Log, Owner::County(county));
    let key = key.map_err(unrecorded)?;
    let appended = access_log::append(tx, &key.key, county, vec![entry]);
    appended.map_err(|error| unrecorded(error.into()))
}

/// Stores `event`, something that a worker did to `case`, and the row of the log that seals it: `entry`, completed.
///
/// # Errors
/// As [`record`].
pub fn record_event(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    event: &NewEvent,
    entry: Entry,
) -> Result<(), IntakeError> {
    cases::insert_event(tx, event)?;
    let entry = Entry {
        case: Some(case.id),
        report: Some(case.report),
        // Another county's log must not name the child by a hash of this one's: the two could be joined by it.
        subject: if entry.county == case.county {
            access_log::subject(tx, case.id)?
        } else {
            None
        },
        event: Some(event.id),
        digest: Some(access_log::event_digest(&event.row())),
        ..entry.of_offices([case.seen_at])
    };
    record(tx, app, entry)
}

/// A database that is away or busy is told as such; any other failure means that the log cannot be written, and then
/// nothing may be shown.
fn unrecorded(error: CabinetError) -> IntakeError {
    match error {
        CabinetError::Store(error @ (StoreError::Unavailable | StoreError::Busy)) => error.into(),
        error => IntakeError::Unrecorded(error),
    }
}
