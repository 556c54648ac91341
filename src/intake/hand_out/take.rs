//! Saves a case as a file for the county's client system: proven and recorded first, then read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Material, material};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::intake::at_case::{self, AtCase};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::cases::EventKind;

/// Why a case was not given as a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TakeError {
    /// It takes another one-time code first.
    #[error("the person has to prove who they are")]
    NeedsProof,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// The case `id` as far as it may be handed out. `None` for a case that is absent, out of scope, or one that
/// they may not work on.
///
/// # Errors
/// [`TakeError`]; then nothing was shown. Without a fresh code nothing is recorded either.
pub fn take(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Material>, TakeError> {
    if !session.is_proven(now) {
        return Err(TakeError::NeedsProof);
    }
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
    Ok(Some(at_case::read(app, session, &case, now, material)?))
}
