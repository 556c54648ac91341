//! The form token: one per visit of a wizard, so that a page sent twice makes one report.

use chrono::{DateTime, Utc};

use super::{App, IntakeError};
use crate::store::cabinet::Owner;
use crate::store::seal::aad::KeyKind;
use crate::store::seal::token::FormToken;

/// A token for a visit that begins `now`, as text for the sealed state.
///
/// # Errors
/// [`IntakeError`] when the service has no key for it.
pub fn issue(app: &App, now: DateTime<Utc>) -> Result<String, IntakeError> {
    let key = app.cabinet.newest(KeyKind::Form, Owner::Service)?;
    Ok(FormToken::issue(&key.key, now, &*app.ids).to_text())
}
