//! Takes a released copy to print it: recorded first, then opened.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{OpenCopy, opened, stored};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::intake::at_case::{self, AtCase};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::case_rows::StoredCase;
use crate::store::cases::EventKind;

/// The released copy `copy` of case `id`, with its case. `None` for a case that is absent or not theirs to work on, and for a
/// copy that is not there or not released.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn print(
    app: &App,
    session: &Session,
    id: Uuid,
    copy: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<(StoredCase, OpenCopy)>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let recorded = app.store.write("print_party_copy", move |tx| {
        let what = (Capability::Register, Action::PartyCopyPrinted);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(None);
        };
        if stored(tx, &at, copy)?.is_none_or(|copy| copy.release.is_none()) {
            return Ok(None);
        }
        at.tell(
            tx,
            EventKind::PartyCopyPrinted,
            Action::PartyCopyPrinted,
            Some(&copy),
        )?;
        Ok::<_, IntakeError>(Some(at.case))
    })?;
    let Some(case) = recorded else {
        return Ok(None);
    };
    at_case::read(app, session, &case, now, |tx, at| {
        let copy = stored(tx, at, copy)?.filter(|copy| copy.release.is_some());
        let copy = copy.map(|copy| opened(at, &copy)).transpose()?;
        Ok(copy.map(|copy| (at.case.clone(), copy)))
    })
}
