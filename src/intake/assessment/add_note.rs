//! Writes a note into a case.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::assessment::{LONGEST, is_written};
use crate::domain::audit::Action;
use crate::domain::field_error::FieldProblem;
use crate::domain::text::Text;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::store::Inserted;
use crate::store::casebook::{self, Log, NewEntry};
use crate::store::cases::EventKind;

/// Stores `text` as a note of `session`'s person in case `id`. `entry` is the page's own id of it: two sendings of one page
/// are one note. `false` for a case that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError`] with what is wrong with the text.
pub fn add(
    app: &App,
    session: &Session,
    id: Uuid,
    entry: Uuid,
    text: &str,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<FieldProblem>> {
    let text = Text::parse(text, LONGEST).and_then(|text| text.ok_or(FieldProblem::Required));
    let text = text.map_err(|problem| WorkError::Lacks(vec![problem]))?;
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("add_note", move |tx| {
        let what = (Capability::Register, Action::NoteAdded);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if !is_written(life.status()) {
            return Err(WorkError::NotNow(life.status()));
        }
        let note = NewEntry {
            id: entry,
            author: scope.staff.0,
            at: now,
            body: at.seal(&text, Log::Notes.table(), entry, "body")?,
        };
        if casebook::insert(tx, Log::Notes, &at.case, &note)? == Inserted::New {
            at.tell::<()>(tx, EventKind::NoteAdded, Action::NoteAdded, None)?;
        }
        Ok(true)
    })
}
