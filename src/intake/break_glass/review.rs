//! What was opened in an emergency, for whoever looks it through.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{REVIEWED_WITHIN, Why};
use crate::domain::access::{Capability, Place, Scope, decide};
use crate::domain::audit::{Action, Entry};
use crate::domain::office::OfficeId;
use crate::intake::open_case::event;
use crate::intake::opening::ReportKey;
use crate::intake::record_access::{record, record_event};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::cases::EventKind;
use crate::store::emergencies::{self, Opening};
use crate::store::{access_log, case_rows};

/// What was looked through stays on the page for so long.
const SHOWN: TimeDelta = TimeDelta::days(30);

/// An opening as the page shows it.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The opening, its reason still sealed.
    pub opening: Opening,
    /// Why; `None` where it does not open.
    pub why: Option<Why>,
    /// It has waited for longer than [`REVIEWED_WITHIN`].
    pub late: bool,
    /// It is the person's own: somebody else looks it through.
    pub own: bool,
}

/// The offices whose openings the person of `scope` looks through.
fn offices(scope: &Scope) -> Vec<OfficeId> {
    let reviews = |office: &OfficeId| {
        let place = Place {
            case: None,
            county: scope.county,
            office: *office,
            in_queue: false,
            in_hand: false,
        };
        decide(scope, Capability::ReviewEmergencies, &place).is_allowed()
    };
    scope.offices.iter().copied().filter(reviews).collect()
}

/// How many openings wait for `session`'s person to look them through; `None` for somebody who looks none through.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn waiting(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Option<usize>, IntakeError> {
    let scope = &session.scope;
    let offices = offices(scope);
    if offices.is_empty() {
        return Ok(None);
    }
    let openings = app.store.read("count_emergencies", |tx| {
        emergencies::of_offices(tx, scope, &offices, now).map_err(IntakeError::from)
    })?;
    let waiting = openings
        .iter()
        .filter(|opening| opening.seen.is_none() && opening.person != scope.staff);
    Ok(Some(waiting.count()))
}

/// The openings of the offices that `session`'s person answers for, those that wait first. That they were seen is committed
/// before their reasons are opened. `None` for somebody who looks none through.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn list(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Option<Vec<Reviewed>>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let offices = offices(&scope);
    if offices.is_empty() {
        return Ok(None);
    }
    let openings = app.store.write("see_emergencies", move |tx| {
        let openings = emergencies::of_offices(tx, &scope, &offices, now - SHOWN)?;
        let entry = Entry {
            digest: Some(access_log::list_digest(
                openings.iter().map(|opening| opening.case),
            )),
            ..Entry::by(&scope, Action::EmergenciesSeen, now).of_offices(offices.clone())
        };
        record(tx, &working, entry)?;
        Ok::<_, IntakeError>(openings)
    })?;
    let me = session.scope.staff;
    let shown = app.store.read("show_emergencies", |tx| {
        let mut shown = Vec::with_capacity(openings.len());
        for opening in openings.clone() {
            let key = ReportKey::for_office(tx, app, opening.report, opening.office)?;
            let why = key.and_then(|key| {
                let why = key.json(&opening.why, "emergency_openings", opening.id, "why");
                why.ok()
            });
            shown.push(Reviewed {
                why,
                late: opening.seen.is_none() && now - opening.at > REVIEWED_WITHIN,
                own: opening.person == me,
                opening,
            });
        }
        Ok::<_, IntakeError>(shown)
    })?;
    Ok(Some(shown))
}

/// Notes that `session`'s person has looked the opening `id` through. `false` where it is not theirs to look through, is their
/// own, or was looked through before.
///
/// # Errors
/// [`IntakeError`]; then nothing is noted.
pub fn mark(app: &App, session: &Session, id: Uuid, now: DateTime<Utc>) -> Result<bool, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("review_emergency", move |tx| {
        let entry = Entry::by(&scope, Action::EmergencyReviewed, now).to(id);
        let openings = emergencies::of_offices(tx, &scope, &offices(&scope), now)?;
        let found = openings.into_iter().find(|opening| opening.id == id);
        let Some(opening) = found.filter(|opening| opening.person != scope.staff) else {
            record(tx, &working, entry.refused())?;
            return Ok(false);
        };
        if !emergencies::mark_seen(tx, id, scope.staff, now)? {
            return Ok(false);
        }
        match case_rows::find(tx, &scope, opening.case)? {
            Some(case) => {
                let kind = EventKind::EmergencyReviewed;
                let event = event(working.ids.uuid(), &case, &scope, kind, now, None);
                record_event(tx, &working, &case, &event, entry)?;
            }
            // It has gone to another office since.
            None => record(tx, &working, entry.of_offices([opening.office]))?,
        }
        Ok(true)
    })
}
