//! Writes down to whom a released copy was given, and when. It is written once.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{CopyError, stored};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::helsinki::civil_date;
use crate::domain::party_copy::TypedGiven;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::store::casebook::party_copies;
use crate::store::cases::EventKind;

/// Writes down that the copy `copy` of case `id` was given as `typed` says. `false` for a case or copy that is absent or not
/// theirs to work on.
///
/// # Errors
/// [`CopyError`]; then nothing has changed. One that is not released, or was given before, has changed.
pub fn give(
    app: &App,
    session: &Session,
    id: Uuid,
    copy: Uuid,
    typed: &TypedGiven,
    now: DateTime<Utc>,
) -> Result<bool, CopyError> {
    let (working, scope, typed) = (app.clone(), session.scope.clone(), typed.clone());
    app.store.write("give_party_copy", move |tx| {
        let what = (Capability::Register, Action::PartyCopyGiven);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let Some(found) = stored(tx, &at, copy)? else {
            return Ok(false);
        };
        let release = found.release.ok_or(WorkError::Changed)?;
        let given = typed.check(civil_date(release.at), scope.staff.0, now);
        let given = given.map_err(WorkError::Lacks)?;
        let sealed = at.seal(&given, "party_copies", copy, "given")?;
        if !party_copies::give(tx, &at.case, copy, &sealed)? {
            return Err(WorkError::Changed);
        }
        at.tell(tx, EventKind::PartyCopyGiven, Action::PartyCopyGiven, Some(&copy))?;
        Ok(true)
    })
}
