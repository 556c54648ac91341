//! Puts a case aside: unread or undecided, with a reason, free for the others.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::open_case::event;
use super::record_access::record_event;
use super::session::Session;
use super::triage::at_hand;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::domain::text::Text;
use crate::store::cases::EventKind;
use crate::store::{StoreError, casework};

/// The shortest reason, in characters.
pub const SHORTEST: usize = 3;
/// The longest reason, in characters.
pub const LONGEST: usize = 500;

/// Why a case was not put aside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PutAsideError {
    /// The reason is too short, too long or no text.
    #[error("a reason has {SHORTEST}–{LONGEST} characters")]
    Reason,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for PutAsideError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// Notes that `session`'s person puts case `id` aside, and why; the case is free for others and is not given to them again
/// for a while. `false` for a case that is absent or out of scope.
///
/// # Errors
/// [`PutAsideError::Reason`], or of the service.
pub fn put_aside(
    app: &App,
    session: &Session,
    id: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<bool, PutAsideError> {
    let reason = Text::parse(reason, LONGEST).ok().flatten();
    let reason = reason.filter(|text| text.expose().chars().count() >= SHORTEST);
    let reason = reason.ok_or(PutAsideError::Reason)?;
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("put_aside", move |tx| {
        let app = &working;
        let Some((case, key)) = at_hand(tx, app, &scope, id, Action::CasePutAside, now)? else {
            return Ok(false);
        };
        casework::release(tx, &scope, case.id)?;
        let row = app.ids.uuid();
        let sealed = key.seal(app, reason.expose().as_bytes(), "case_events", row, "reason")?;
        let event = event(row, &case, &scope, EventKind::PutAside, now, Some(sealed));
        let entry = Entry::by(&scope, Action::CasePutAside, now);
        record_event(tx, app, &case, &event, entry)?;
        Ok(true)
    })
}
