//! Saves a case as a file for the county's client system: recorded first, then read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Material, material};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::intake::at_case::{self, AtCase};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::cases::EventKind;

/// The case `id` as far as it may be handed out. `None` for a case that is absent, out of scope, or one that
/// they may not work on.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn take(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Material>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let recorded = app.store.write("take_hand_out", move |tx| {
        let what = (Capability::Register, Action::HandOutTaken);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(None);
        };
        at.tell::<()>(tx, EventKind::HandOutTaken, Action::HandOutTaken, None)?;
        Ok::<_, IntakeError>(Some(at.case))
    })?;
    let Some(case) = recorded else {
        return Ok(None);
    };
    at_case::read(app, session, &case, now, material).map(Some)
}
