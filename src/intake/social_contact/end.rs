//! Writes down what came of a contact: both clocks stop, and the case is closed (SHL 36 §, K13). Nobody may be left who is
//! still to be told of the report, or of one that was joined to it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::around;
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::lifecycle::CaseStatus;
use crate::domain::social_contact::{Draft, Lack};
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::store::casebook::reminders;
use crate::store::cases::EventKind;

/// Ends the contact of case `id` as `draft` says. `version` is the one of the case that the page showed. `false` for a case that is
/// absent or not theirs to sign.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn end(
    app: &App,
    session: &Session,
    id: Uuid,
    draft: &Draft,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope, draft) = (app.clone(), session.scope.clone(), draft.clone());
    app.store.write("end_contact", move |tx| {
        let what = (Capability::SignOff, Action::SocialContactEnded);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if life.status() != CaseStatus::HandledAsContact {
            return Err(WorkError::NotNow(life.status()));
        }
        let around = around(tx, &at, &life)?;
        let ending = draft.check(&life, around).map_err(WorkError::Lacks)?;
        let life = life.end_contact(ending.clone(), at.signature())?;
        if !at.change(tx, &life, at.case.assignee, false)? {
            return Err(WorkError::Changed);
        }
        reminders::clear_closed(tx, at.case.id)?;
        at.tell(
            tx,
            EventKind::SocialContactEnded,
            Action::SocialContactEnded,
            Some(&ending),
        )?;
        Ok(true)
    })
}
