//! Writes down that a case was copied into the county's client system, with its number there.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::LONGEST;
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::text::Text;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::store::casebook::{NewEntry, hand_outs};
use crate::store::cases::EventKind;

/// There is no number, or it is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberLacks;

/// Writes down that case `id` has the number `number` there. A number that was wrong is written anew: the newest holds.
/// `false` for a case that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn record(
    app: &App,
    session: &Session,
    id: Uuid,
    number: &str,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<NumberLacks>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let number = Text::parse(number, LONGEST).ok().flatten();
    app.store.write("record_hand_out", move |tx| {
        let what = (Capability::Register, Action::HandedOut);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let number = number
            .as_ref()
            .ok_or_else(|| WorkError::Lacks(vec![NumberLacks]))?;
        let row = working.ids.uuid();
        let entry = NewEntry {
            id: row,
            author: scope.staff.0,
            at: now,
            body: at.seal(number, "hand_outs", row, "body")?,
        };
        hand_outs::insert(tx, &at.case, &entry)?;
        at.tell(tx, EventKind::HandedOut, Action::HandedOut, Some(&row))?;
        Ok(true)
    })
}
