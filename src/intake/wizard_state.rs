//! The answers of a wizard travel in the page, sealed, and nowhere else: the server keeps no draft.

use chrono::{DateTime, Utc};

use super::{App, IntakeError};
use crate::store::seal::state::{SealedState, seal_state};

pub use crate::store::seal::state::Opening;

/// Seals the state of a wizard for the hidden field of a page made `now`.
///
/// # Errors
/// [`IntakeError`].
pub fn seal(app: &App, plain: &[u8], now: DateTime<Utc>) -> Result<String, IntakeError> {
    let (slot, key) = app.cabinet.state_key_now(&app.store, now, &*app.ids)?;
    Ok(seal_state(plain, slot, &key, &*app.ids)?)
}

/// Opens the hidden field of a page that came back `now`.
///
/// # Errors
/// [`IntakeError`]; a field that is not ours or too old is no error but an [`Opening`] of that name.
pub fn open(app: &App, field: &str, now: DateTime<Utc>) -> Result<Opening, IntakeError> {
    let Some(sealed) = SealedState::parse(field) else {
        return Ok(Opening::Unreadable);
    };
    let key = app.cabinet.state_key(&app.store, sealed.slot(), now)?;
    Ok(sealed.open(key.as_ref(), now))
}
