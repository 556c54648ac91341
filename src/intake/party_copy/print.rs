//! Takes a released copy to print it: recorded first, then opened.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{OpenCopy, is_sealed, opened, stored};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::intake::at_case::{self, AtCase};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::case_rows::StoredCase;
use crate::store::cases::EventKind;

/// What there is to print.
#[derive(Debug, Clone)]
pub enum Printed {
    /// The released copy, with its case.
    Copy(Box<(StoredCase, OpenCopy)>),
    /// It tells of somebody under protection whom the person has not opened with a reason: nothing was opened or recorded.
    Sealed,
}

/// The released copy `copy` of case `id`. `None` for a case that is absent or not theirs to work on, and for a copy that is not
/// there or not released.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn print(
    app: &App,
    session: &Session,
    id: Uuid,
    copy: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Printed>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let recorded = app.store.write("print_party_copy", move |tx| {
        let what = (Capability::Register, Action::PartyCopyPrinted);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(None);
        };
        if stored(tx, &at, copy)?.is_none_or(|copy| copy.release.is_none()) {
            return Ok(None);
        }
        if is_sealed(tx, &at)? {
            return Ok(Some(None));
        }
        at.tell(
            tx,
            EventKind::PartyCopyPrinted,
            Action::PartyCopyPrinted,
            Some(&copy),
        )?;
        Ok::<_, IntakeError>(Some(Some(at.case)))
    })?;
    let case = match recorded {
        None => return Ok(None),
        Some(None) => return Ok(Some(Printed::Sealed)),
        Some(Some(case)) => case,
    };
    at_case::read(app, session, &case, now, |tx, at| {
        let copy = stored(tx, at, copy)?.filter(|copy| copy.release.is_some());
        let copy = copy.map(|copy| opened(tx, at, &copy, false)).transpose()?;
        Ok(copy.map(|copy| Printed::Copy(Box::new((at.case.clone(), copy)))))
    })
}
