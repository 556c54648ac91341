//! The family of an unborn child moved: the office of the new home gets the case, as routing chooses it, and assesses the
//! parents' need again. No clock starts by it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::job::{Job, notice_at};
use crate::domain::office::Office;
use crate::domain::places::{CountyCode, MunicipalityCode};
use crate::domain::summary::URGENT;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::kept_routing::KeptRouting;
use crate::intake::opening::ReportKey;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, IntakeError, destinations, notices, share_keys};
use crate::store::case_rows::StoredCase;
use crate::store::casebook::reminders::{self, Kind};
use crate::store::cases::EventKind;
use crate::store::{Tx, alerts, clocks, jobs, moves};

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// Another office of the county has the case now.
    Moved,
    /// The same office answers there too; nothing has changed.
    SameOffice,
    /// Another county answers there: that takes a transfer, which it accepts. Nothing has changed.
    OtherCounty(CountyCode),
}

/// Gives case `id` to the office that answers for `municipality`. `version` is the one of the case that the page showed.
/// `None` for a case that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError`]; a municipality that nobody knows lacks.
pub fn follow(
    app: &App,
    session: &Session,
    id: Uuid,
    municipality: Option<MunicipalityCode>,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Option<Followed>, WorkError<UnknownMunicipality>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("follow_family", move |tx| {
        let what = (Capability::Transfer, Action::CaseRerouted);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(None);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let (life, _) = standing(tx, &at.case, &at.key)?;
        let life = life.follow_family(at.signature())?;
        let municipality = municipality.ok_or_else(|| WorkError::Lacks(vec![UnknownMunicipality]))?;
        let opened = at.report(tx)?;
        let to = destinations::after_moving(&working, &opened.report, at.case.subject, municipality)?;
        if to.county != at.case.county {
            return Ok(Some(Followed::OtherCounty(to.county)));
        }
        if to.office.id == at.case.office {
            return Ok(Some(Followed::SameOffice));
        }
        if !at.change(tx, &life, None, true)? {
            return Err(WorkError::Changed);
        }
        let why = KeptRouting::of(&to, &working.directory());
        let why = at.seal(&why, "cases", at.case.id, "routing_reason")?;
        clocks::set_routing(tx, &at.case, to.rule, &why)?;
        // The need is assessed anew there, from the day on which the report came.
        clocks::set_due(tx, &at.case, at.case.received_on)?;
        reminders::put(tx, &at.case, Kind::Birth, None, None)?;
        notices::remind(tx, &working, &at.case, &at.key, &life, now)?;
        give(tx, &working, &at.case, &to.office, now)?;
        // What is joined to it goes where it goes.
        let mut carried = Vec::new();
        for case in moves::carried(tx, at.case.id)? {
            let key = ReportKey::for_office(tx, &working, case.report, case.office)?;
            let key = key.ok_or(IntakeError::Shape("report_keys"))?;
            give(tx, &working, &case, &to.office, now)?;
            carried.push((case, key));
        }
        for (case, key) in carried {
            let joined = AtCase {
                app: &working,
                scope: &scope,
                case,
                key,
                now,
            };
            joined.tell(tx, EventKind::Rerouted, Action::CaseRerouted, Some(&municipality))?;
        }
        at.tell(tx, EventKind::Rerouted, Action::CaseRerouted, Some(&municipality))?;
        Ok(Some(Followed::Moved))
    })
}

/// Gives `case` with its keys to `office` of the same county, which is told that it came.
fn give(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    office: &Office,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    share_keys::with_office(tx, app, case.report, case.subject, case.office, office)?;
    moves::to_office(tx, case, office)?;
    // That nobody opened it in time was the old office's.
    alerts::mark_escalated(tx, case.id, 0)?;
    moves::forget_copies(tx, case.id, office, case.county)?;
    share_keys::with_holders_alone(tx, case.report)?;
    let urgent = case.place.rank == URGENT;
    let notice = Job::ArrivalNotice {
        report: case.report,
        office: office.id,
        urgent,
        unopened: false,
    };
    jobs::insert_notice(tx, app.ids.uuid(), office.id, &notice, notice_at(now, urgent))?;
    Ok(())
}

/// No municipality was chosen, or none that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownMunicipality;
