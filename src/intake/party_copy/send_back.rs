//! Sends a draft back to the one who made it, with what is to be changed.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{CopyError, may_release, stored};
use crate::domain::access::Capability;
use crate::domain::audit::{Action, Entry};
use crate::domain::party_copy::{LONGEST_WHY, Lack, SentBack};
use crate::domain::text::Text;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::record_access::record;
use crate::intake::session::Session;
use crate::store::casebook::party_copies;
use crate::store::cases::EventKind;

/// Sends the draft `copy` of case `id` back, as `session`'s person read it at `version`; `why` is for colleagues. `false` for a case
/// or copy that is absent, or that they may not release: who made it does not send it back either; that is recorded as refused.
///
/// # Errors
/// [`CopyError`]; then nothing has changed.
pub fn send_back(
    app: &App,
    session: &Session,
    id: Uuid,
    (copy, version): (Uuid, i64),
    why: &str,
    now: DateTime<Utc>,
) -> Result<bool, CopyError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let why = Text::parse(why, LONGEST_WHY).ok().flatten();
    app.store.write("send_party_copy_back", move |tx| {
        let action = Action::PartyCopySentBack;
        let what = (Capability::Register, action);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let Some(found) = stored(tx, &at, copy)? else {
            return Ok(false);
        };
        if !may_release(&at, found.maker) {
            record(tx, &working, Entry::by(&scope, action, now).refused().to(id))?;
            return Ok(false);
        }
        let back = SentBack {
            why: why.clone().ok_or_else(|| WorkError::Lacks(vec![Lack::BackWhy]))?,
            by: scope.staff.0,
            at: now,
        };
        let sealed = at.seal(&back, "party_copies", copy, "sent_back")?;
        if !party_copies::send_back(tx, &at.case, copy, version, &sealed)? {
            return Err(WorkError::Changed);
        }
        at.tell(tx, EventKind::PartyCopySentBack, action, Some(&(copy, back)))?;
        Ok(true)
    })
}
