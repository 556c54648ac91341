//! Changes when a birth is expected, and with it the reminder.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::birth::{self, Lack};
use crate::domain::contact::Typed;
use crate::domain::helsinki::civil_date;
use crate::intake::App;
use crate::intake::assessment::follow_up::remind_of_birth;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::store::cases::EventKind;

/// Sets the day on which the birth of case `id` is expected. `version` is the one of the case that the page showed. `false`
/// for a case that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn expect(
    app: &App,
    session: &Session,
    id: Uuid,
    typed: Typed<NaiveDate>,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("expect_birth", move |tx| {
        let what = (Capability::Register, Action::BirthExpected);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let expected = birth::expect(typed, at.case.received_on, civil_date(now));
        let expected = expected.map_err(WorkError::Lacks)?;
        let (life, _) = standing(tx, &at.case, &at.key)?;
        let life = life.expect_birth(expected, at.signature())?;
        if !at.change(tx, &life, at.case.assignee, false)? {
            return Err(WorkError::Changed);
        }
        remind_of_birth(tx, &working, &at.case, &life, now)?;
        at.tell(
            tx,
            EventKind::BirthExpected,
            Action::BirthExpected,
            Some(&expected),
        )?;
        Ok(true)
    })
}
