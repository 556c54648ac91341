//! Throws a draft away. What was released stays.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{CopyError, stored};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::store::casebook::party_copies;
use crate::store::cases::EventKind;

/// Throws the draft `copy` of case `id` away, as it stood at `version`. `false` for a case or copy that is absent or not
/// theirs to work on.
///
/// # Errors
/// [`CopyError`]; then nothing has changed.
pub fn discard(
    app: &App,
    session: &Session,
    id: Uuid,
    (copy, version): (Uuid, i64),
    now: DateTime<Utc>,
) -> Result<bool, CopyError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("discard_party_copy", move |tx| {
        let what = (Capability::Register, Action::PartyCopyDiscarded);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if stored(tx, &at, copy)?.is_none() {
            return Ok(false);
        }
        if !party_copies::discard(tx, &at.case, copy, version)? {
            return Err(WorkError::Changed);
        }
        at.tell(
            tx,
            EventKind::PartyCopyDiscarded,
            Action::PartyCopyDiscarded,
            Some(&copy),
        )?;
        Ok(true)
    })
}
