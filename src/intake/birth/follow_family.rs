//! The family of an unborn child moved: the office of the new home gets the case, as routing chooses it, and assesses the
//! parents' need again. No clock starts by it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::places::{CountyCode, MunicipalityCode};
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::kept_routing::KeptRouting;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, destinations, share_keys};
use crate::store::casebook::reminders::{self, Kind};
use crate::store::cases::EventKind;
use crate::store::{clocks, moves};

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
        share_keys::with_office(
            tx,
            &working,
            at.case.report,
            at.case.subject,
            at.case.office,
            &to.office,
        )?;
        if !at.change(tx, &life, None, true)? {
            return Err(WorkError::Changed);
        }
        let why = KeptRouting::of(&to, &working.directory());
        let why = at.seal(&why, "cases", at.case.id, "routing_reason")?;
        clocks::set_office(tx, &at.case, to.office.id, to.rule, &why)?;
        share_keys::with_holders_alone(tx, at.case.report)?;
        // What is joined to it goes where it goes.
        for joined in moves::carried(tx, at.case.id)? {
            share_keys::with_office(
                tx,
                &working,
                joined.report,
                joined.subject,
                joined.office,
                &to.office,
            )?;
            moves::to_office(tx, &joined, &to.office)?;
            share_keys::with_holders_alone(tx, joined.report)?;
        }
        reminders::put(tx, &at.case, Kind::Birth, None, None)?;
        at.tell(tx, EventKind::Rerouted, Action::CaseRerouted, Some(&municipality))?;
        Ok(Some(Followed::Moved))
    })
}

/// No municipality was chosen, or none that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownMunicipality;
