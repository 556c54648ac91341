//! Gives away a case that one may not handle oneself: one button.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Lack, bar_from};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::store::cases::EventKind;

/// Notes that `session`'s person may not handle case `id`: it goes out of their hands, and they find it no more. Why is theirs
/// to tell their supervisor. `false` for a case that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError`]: [`Lack::NobodyLeft`] where nobody else works in the office, or no other social worker whose an assessment of
/// theirs could be.
pub fn declare(app: &App, session: &Session, id: Uuid, now: DateTime<Utc>) -> Result<bool, WorkError<Lack>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("declare_conflict", move |tx| {
        let what = (Capability::Register, Action::ConflictDeclared);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let told = (EventKind::ConflictDeclared, Action::ConflictDeclared);
        bar_from(tx, &at, scope.staff, None, told)?;
        Ok(true)
    })
}
