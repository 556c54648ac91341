//! Gives cases to somebody: a few that are ticked in the queue, or all that an absent colleague has. It acts at once; what
//! was proposed or signed stays as it is. An assessment that runs stays whose it is where the other one may not make it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::open_case::event;
use super::record_access::record_event;
use super::session::Session;
use super::triage::{at_hand, receiving};
use super::{App, IntakeError, given_to, own_worker};
use crate::domain::access::{Capability, Place, Scope, StaffId, decide};
use crate::domain::audit::{Action, Entry};
use crate::domain::office::OfficeId;
use crate::domain::reference::Reference;
use crate::store::cases::EventKind;
use crate::store::{StoreError, Tx, assignments, casework, restricted};

pub use crate::store::assignments::Load;

/// So many cases are changed in one transaction, so that nobody waits long for the log's head.
const BATCH: usize = 100;

/// What giving came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// How many cases are somebody else's now.
    pub count: usize,
    /// Those that stay whose they are, as whoever was chosen may not make an assessment that runs (LsL 26 § 4).
    pub left: Vec<(Uuid, Reference)>,
}

/// Why nothing was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssignError {
    /// No case was chosen.
    #[error("no case was chosen")]
    NoCase,
    /// Nobody was chosen, or somebody who does not work in the office of a case.
    #[error("the cases must be given to somebody of their office")]
    Nobody,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for AssignError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// Gives `chosen` to `to`, and tells how many; none where somebody of another office was chosen. Those that are absent or out of
/// scope are left out, and the look at them is recorded as refused.
///
/// # Errors
/// [`AssignError`]; then nothing has changed.
pub fn assign(
    app: &App,
    session: &Session,
    chosen: Vec<Uuid>,
    to: Option<StaffId>,
    now: DateTime<Utc>,
) -> Result<Given, AssignError> {
    if chosen.is_empty() {
        return Err(AssignError::NoCase);
    }
    let to = to.ok_or(AssignError::Nobody)?;
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store
        .write("assign", move |tx| give(tx, &working, &scope, &chosen, to, now))
}

fn give(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    chosen: &[Uuid],
    to: StaffId,
    now: DateTime<Utc>,
) -> Result<Given, AssignError> {
    let mut given = Given::default();
    for id in chosen {
        let Some((case, key)) = at_hand(tx, app, scope, *id, Action::CaseAssigned, now)? else {
            continue;
        };
        let colleagues = casework::colleagues(tx, case.office, &receiving())?;
        let colleagues = restricted::receivers(tx, scope, &case, colleagues)?;
        if !colleagues.iter().any(|colleague| colleague.id == to) {
            return Err(AssignError::Nobody);
        }
        if case.assignee == Some(to) {
            continue;
        }
        if !given_to::may_go_to(tx, &case, &key, to)? {
            given.left.push((case.id, case.reference));
            continue;
        }
        if !assignments::assign(tx, &case, to)? {
            continue;
        }
        own_worker::hand(tx, scope, case.id, &case.state, to)?;
        let row = app.ids.uuid();
        let whom = to.to_string();
        let sealed = key.seal(app, whom.as_bytes(), "case_events", row, "reason")?;
        let event = event(row, &case, scope, EventKind::Assigned, now, Some(sealed));
        record_event(
            tx,
            app,
            &case,
            &event,
            Entry::by(scope, Action::CaseAssigned, now),
        )?;
        given.count += 1;
    }
    Ok(given)
}

/// The offices in which `scope`'s person sees every case, whosever it is: those who answer for them.
fn answered_for(scope: &Scope) -> Vec<OfficeId> {
    let sees_all = |office: &OfficeId| {
        let place = Place {
            case: None,
            county: scope.county,
            office: *office,
            in_queue: false,
            in_hand: false,
        };
        decide(scope, Capability::OpenReport, &place).is_allowed()
            && decide(scope, Capability::Register, &place).is_allowed()
    };
    scope.offices.iter().copied().filter(sees_all).collect()
}

/// Whether `session`'s person answers for an office, so that they may give on what a colleague has.
pub fn answers(session: &Session) -> bool {
    !answered_for(&session.scope).is_empty()
}

/// Everybody who has work in the offices that `session`'s person answers for, and how many open cases each has. `None` for
/// somebody who answers for none.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn loads(app: &App, session: &Session) -> Result<Option<Vec<Load>>, IntakeError> {
    let offices = answered_for(&session.scope);
    if offices.is_empty() {
        return Ok(None);
    }
    app.store.read("loads", |tx| {
        let loads = assignments::loads(tx, &session.scope, &offices, &receiving())?;
        Ok(Some(loads))
    })
}

/// Gives all open cases of `from` in the offices that `session`'s person answers for to `to`, and tells how many. `None`
/// for somebody who answers for none.
///
/// # Errors
/// [`AssignError`]; what was given before it stays given.
pub fn give_all(
    app: &App,
    session: &Session,
    from: Option<StaffId>,
    to: Option<StaffId>,
    now: DateTime<Utc>,
) -> Result<Option<Given>, AssignError> {
    let offices = answered_for(&session.scope);
    if offices.is_empty() {
        return Ok(None);
    }
    let from = from.ok_or(AssignError::NoCase)?;
    let to = to.filter(|to| *to != from).ok_or(AssignError::Nobody)?;
    let county = session.scope.county;
    let mut cases = app.store.read("cases_of", |tx| {
        assignments::open_of(tx, county, &offices, from).map_err(IntakeError::from)
    })?;
    cases.retain(|case| !session.scope.exceptions.barred.contains(case));
    if cases.is_empty() {
        return Err(AssignError::NoCase);
    }
    let mut given = Given::default();
    for batch in cases.chunks(BATCH) {
        let more = assign(app, session, batch.to_vec(), Some(to), now)?;
        given.count += more.count;
        given.left.extend(more.left);
    }
    Ok(Some(given))
}
