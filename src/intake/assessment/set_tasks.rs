//! Marks how far the tasks of an assessment are.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Sheet;
use crate::domain::access::Capability;
use crate::domain::assessment::{Tasks, is_written};
use crate::domain::audit::Action;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::store::casebook;
use crate::store::cases::EventKind;

/// Puts `tasks` in the place of those of case `id`, as a page showed them that was made from `version` of the sheet. `false`
/// for a case that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError::Changed`] where somebody else marked them meanwhile.
pub fn set(
    app: &App,
    session: &Session,
    id: Uuid,
    tasks: &Tasks,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<()>> {
    let (working, scope, tasks) = (app.clone(), session.scope.clone(), tasks.clone());
    app.store.write("set_tasks", move |tx| {
        let what = (Capability::Register, Action::TasksChanged);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if !is_written(life.status()) {
            return Err(WorkError::NotNow(life.status()));
        }
        let stored = casebook::assessment(tx, at.case.id)?;
        let mut sheet = Sheet::of(&stored, &at.key, at.case.id)?;
        if stored.version != version {
            return Err(WorkError::Changed);
        }
        if sheet.tasks == tasks {
            return Ok(true);
        }
        sheet.tasks = tasks.clone();
        let body = at.seal(&sheet, "assessments", at.case.id, "body")?;
        if !casebook::put_assessment(tx, &at.case, version, &body, None)? {
            return Err(WorkError::Changed);
        }
        at.tell(tx, EventKind::TasksChanged, Action::TasksChanged, Some(&tasks))?;
        Ok(true)
    })
}
