//! Giving a case on to another office or county: offered, taken or sent back, or given by hand. The clock runs
//! on, the sender answers for the child until the receiver has taken the case, and nothing is left out of the papers.

pub mod answer;
pub mod hand_over;
pub mod list;
pub mod open;
pub mod send;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::at_case::WorkError;
use super::open_case::event;
use super::opening::ReportKey;
use super::record_access::{record, record_event};
use super::triage::may;
use super::{App, IntakeError};
use crate::domain::access::{Capability, Place, Scope, decide};
use crate::domain::audit::{Action, Entry};
use crate::domain::lifecycle::{Handed, Signature};
use crate::domain::office::{Office, OfficeId};
use crate::domain::places::CountyCode;
use crate::domain::text::Text;
use crate::domain::transfer::{Answer, Lack};
use crate::store::case_rows::{self, StoredCase};
use crate::store::cases::EventKind;
use crate::store::transfers::{self, StoredTransfer};
use crate::store::{Tx, moves};

/// Why nothing was sent or answered.
pub type TransferError = WorkError<Lack>;

/// The reason of a transfer as it is sealed; of papers that were given by hand also to whom.
#[derive(Serialize, Deserialize)]
struct Reason {
    why: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    handed: Option<Handed>,
}

/// The offices of the installation that can get a case from `from`: those that are at work.
pub(super) fn offices(app: &App, from: OfficeId) -> Vec<Office> {
    let directory = app.directory();
    let offices = directory.rules.offices();
    let takes = offices.filter(|office| office.active_since.is_some() && office.id != from);
    takes.cloned().collect()
}

/// The counties in which no office of the installation is at work: they get their papers by hand.
pub(super) fn outside(app: &App) -> Vec<CountyCode> {
    let directory = app.directory();
    let served = |county: CountyCode| {
        directory
            .rules
            .offices()
            .any(|office| office.county == county && office.active_since.is_some())
    };
    let counties = directory.counties.keys().copied();
    counties.filter(|county| !served(*county)).collect()
}

/// At which end of a transfer somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Their office has the case.
    Sends,
    /// It is offered to their office.
    Receives,
}

/// A case in the hands of somebody at one of the ends.
pub(super) struct AtEnd {
    pub case: StoredCase,
    pub key: ReportKey,
    pub side: Side,
    /// The transfer that waits for an answer.
    pub waiting: Option<StoredTransfer>,
    /// The office through which they stand there.
    pub office: OfficeId,
}

/// Whether `transfer` waits for an answer of an office of the person of `scope`.
pub(super) fn is_offered(scope: &Scope, transfer: &StoredTransfer) -> bool {
    transfer.answer == Answer::Waiting
        && transfer.to.office.is_some_and(|office| {
            let place = Place {
                case: Some(transfer.case),
                county: transfer.to.county,
                office,
                in_queue: true,
                in_hand: false,
            };
            decide(scope, Capability::Transfer, &place).is_allowed()
        })
}

/// The case `id` for somebody at one of the ends: who may give it on, or to whom it is offered. Whoever is both receives.
pub(super) fn at_end(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    id: Uuid,
) -> Result<Option<AtEnd>, IntakeError> {
    let Some(case) = case_rows::find(tx, scope, id)? else {
        return Ok(None);
    };
    let waiting = transfers::standing_at(tx, id, &[Answer::Waiting])?.filter(|transfer| !transfer.along);
    let offered = waiting.as_ref().filter(|transfer| is_offered(scope, transfer));
    let (side, office) = match offered.and_then(|transfer| transfer.to.office) {
        Some(office) => (Side::Receives, office),
        None if may(scope, Capability::Transfer, &case) => (Side::Sends, case.office),
        None => return Ok(None),
    };
    let key = ReportKey::for_office(tx, app, case.report, office)?;
    Ok(Some(AtEnd {
        case,
        key: key.ok_or(IntakeError::Shape("report_keys"))?,
        side,
        waiting,
        office,
    }))
}

/// The same for who must stand at `side` to do `action`; else it is recorded as refused. Whoever stands at the other end looks at a
/// page from before an answer.
fn enter(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    id: Uuid,
    (side, action): (Side, Action),
    now: DateTime<Utc>,
) -> Result<Option<AtEnd>, TransferError> {
    match at_end(tx, app, scope, id)? {
        Some(end) if end.side == side => Ok(Some(end)),
        Some(_) => Err(WorkError::Changed),
        None => {
            record(tx, app, Entry::by(scope, action, now).refused().to(id))?;
            Ok(None)
        }
    }
}

const fn signature(scope: &Scope, now: DateTime<Utc>) -> Signature {
    Signature {
        actor: scope.staff.0,
        social_worker: scope.social_worker,
        at: now,
    }
}

/// `case` and everything that hangs on it: together they go, together they stay.
fn group(tx: &mut Tx<'_>, case: &StoredCase) -> Result<Vec<StoredCase>, IntakeError> {
    let mut group = vec![case.clone()];
    group.extend(moves::carried(tx, case.id)?);
    Ok(group)
}

/// What happened, with the office at the other end.
struct Happened {
    kind: EventKind,
    action: Action,
    other: Option<OfficeId>,
}

/// Leaves the event on the timeline of `case` and its row of the log, with `what` sealed in the event.
fn tell<T: Serialize>(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    (case, key): (&StoredCase, &ReportKey),
    happened: &Happened,
    (what, now): (&T, DateTime<Utc>),
) -> Result<(), IntakeError> {
    let row = app.ids.uuid();
    let what = key.seal_json(app, what, "case_events", row, "reason")?;
    let event = event(row, case, scope, happened.kind, now, Some(what));
    let mut entry = Entry::by(scope, happened.action, now);
    if let Some(office) = happened.other {
        entry = entry.to(office.0);
    }
    record_event(tx, app, case, &event, entry)
}
