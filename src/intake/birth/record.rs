//! Writes down that the child is born: the case is received anew, with clocks that run from when the county knew (K11).

use chrono::{DateTime, Datelike, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::birth::{Draft, Lack};
use crate::domain::helsinki::civil_date;
use crate::domain::summary::CaseSummary;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, IntakeError, notices};
use crate::store::casebook::reminders::{self, Kind};
use crate::store::cases::EventKind;
use crate::store::clocks;

/// Writes down the birth in case `id`, once: the clocks start by it. `version` is the one of the case that the page showed.
/// `false` for a case that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn record(
    app: &App,
    session: &Session,
    id: Uuid,
    draft: Draft,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("record_birth", move |tx| {
        let what = (Capability::Register, Action::BirthRecorded);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let birth = draft.check(at.case.received_on, civil_date(now));
        let birth = birth.map_err(WorkError::Lacks)?;
        let (life, _) = standing(tx, &at.case, &at.key)?;
        let life = life.record_birth(birth, None, at.signature())?;
        let started = life.clocks().ok_or(IntakeError::Shape("cases"))?;
        if !at.change(tx, &life, at.case.assignee, true)? {
            return Err(WorkError::Changed);
        }
        clocks::start(tx, &at.case, &started)?;
        let mut summary: CaseSummary = at.key.json(&at.case.summary, "cases", at.case.id, "summary")?;
        summary.birth_year = Some(birth.born_on.year());
        let sealed = at.seal(&summary, "cases", at.case.id, "summary")?;
        clocks::set_summary(tx, &at.case, &sealed)?;
        reminders::put(tx, &at.case, Kind::Birth, None, None)?;
        // The queue keeps it in sight who is to be told.
        notices::remind(tx, &working, &at.case, &at.key, &life, now)?;
        at.tell(tx, EventKind::BirthRecorded, Action::BirthRecorded, Some(&birth))?;
        Ok(true)
    })
}
