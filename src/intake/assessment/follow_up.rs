//! What follows a signed triage: the day on which an assessment started, by when it must be ready, the reminder of a birth or of a
//! contact that is to begin, or that of the people who are still to be told of a report of which no assessment is made.

use chrono::{DateTime, Utc};

use crate::domain::birth;
use crate::domain::helsinki::{civil_date, clock_shows};
use crate::domain::lifecycle::{CaseStatus, LifeCycle};
use crate::domain::social_contact::{begun_on, special_support};
use crate::intake::opening::ReportKey;
use crate::intake::{App, IntakeError, notices, recheck, second_person};
use crate::store::case_rows::StoredCase;
use crate::store::casebook::reminders::{self, Kind};
use crate::store::{Tx, casebook, clocks};

/// Reminders of a day fall due at eight in the morning, Finnish time.
pub(in crate::intake) const MORNING: u32 = 8 * 60;

/// Writes down what follows from where `case`, opened with `key`, stands now.
///
/// # Errors
/// [`IntakeError`].
pub(in crate::intake) fn after_triage(
    tx: &mut Tx<'_>,
    app: &App,
    (case, key): (&StoredCase, &ReportKey),
    life: &LifeCycle,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    notices::remind(tx, app, case, key, life, now)?;
    match life.status() {
        CaseStatus::UnderAssessment => {
            if let Some(started_on) = life.start_clock_stopped_on() {
                casebook::begin(tx, case, started_on)?;
            }
            due_when_ready(tx, case, life)?;
        }
        CaseStatus::HandledAsContact => {
            due_when_ready(tx, case, life)?;
            remind_of_start(tx, app, case, life)?;
        }
        CaseStatus::AwaitingBirth => remind_of_birth(tx, app, case, life, now)?,
        // Where a second person has yet to agree, it is drawn once they have.
        status @ CaseStatus::NoAssessment if !second_person::awaited(app, status) => {
            recheck::draw(tx, app, case, life, now)?;
        }
        _ => {}
    }
    Ok(())
}

/// Where an assessment runs, or a contact for a child who needs special support, `case` falls due when that must be ready (L14).
fn due_when_ready(tx: &mut Tx<'_>, case: &StoredCase, life: &LifeCycle) -> Result<(), IntakeError> {
    if life.completes_next()
        && let Some(clocks) = life.clocks()
    {
        clocks::set_due(tx, case, clocks.complete_by.target)?;
    }
    Ok(())
}

/// Puts the reminder that the assessment of the contact at `life` is to begin in the place of an earlier one: on the morning of the
/// seventh working day, for a child who needs special support (SHL 36 § 3). Where it has begun or no day binds there is none any
/// more. The lists go by the day on which it must be ready.
pub(in crate::intake) fn remind_of_start(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    life: &LifeCycle,
) -> Result<(), IntakeError> {
    let waits = special_support(life) == Some(true) && begun_on(life).is_none();
    let by = life.clocks().filter(|_| waits);
    let new = by.map(|by| (app.ids.uuid(), clock_shows(by.start_by.target, MORNING)));
    Ok(reminders::put(tx, case, Kind::Start, Some(case.id), new)?)
}

/// Puts the reminder of a birth for where `life` stands in the place of an earlier one.
pub(in crate::intake) fn remind_of_birth(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    life: &LifeCycle,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    let day = birth::remind_on(birth::expected(life), civil_date(now));
    let new = (app.ids.uuid(), clock_shows(day, MORNING));
    reminders::put(tx, case, Kind::Birth, None, Some(new))?;
    clocks::set_due(tx, case, day)?;
    Ok(())
}
