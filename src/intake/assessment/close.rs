//! Closes a case whose assessment is finished. Nobody may be left who is still to be told of the report, or of one that
//! was joined to it. Who is not told for a reason that is looked at again stays on the desk by that day.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::helsinki::civil_date;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::notices;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::store::casebook::reminders;
use crate::store::cases::EventKind;

/// Somebody is still to be told of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenNotices;

/// Closes case `id`. `version` is the one of the case that the page showed. `false` for a case that is absent or not theirs
/// to close.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn close(
    app: &App,
    session: &Session,
    id: Uuid,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<OpenNotices>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("close_case", move |tx| {
        let what = (Capability::Close, Action::CaseClosed);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let (life, _) = standing(tx, &at.case, &at.key)?;
        let opened = at.report(tx)?;
        let rows = notices::rows(tx, &at, &opened.report, &life)?;
        let joined = notices::joined_untold(tx, &at)?;
        if notices::open_ones(&rows, civil_date(now)) > 0 || !joined.is_empty() {
            return Err(WorkError::Lacks(vec![OpenNotices]));
        }
        let life = life.close(at.signature())?;
        if !at.change(tx, &life, at.case.assignee, false)? {
            return Err(WorkError::Changed);
        }
        reminders::clear_closed(tx, at.case.id)?;
        at.tell::<()>(tx, EventKind::Closed, Action::CaseClosed, None)?;
        Ok(true)
    })
}
