//! Who may not handle a case: a worker gives it away by one button, a supervisor bars somebody. From then on it does not exist
//! for that person, nor does what tells of the same family ([`bars`]). A supervisor also restricts a case by hand ([`restrict`]).

pub mod bar;
pub mod declare;
pub mod open;
pub mod restrict;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::at_case::{AtCase, WorkError};
use super::triage::receiving;
use super::{given_to, own_worker};
use crate::domain::access::StaffId;
use crate::domain::audit::Action;
use crate::domain::conflict::Ground;
use crate::store::bars::{self, NewBar};
use crate::store::cases::EventKind;
use crate::store::{Tx, access_log};

/// What lacks, so that nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nobody was named, or nobody who works in the county.
    Person,
    /// No ground was chosen.
    Ground,
    /// Nobody else could handle the case, or make the assessment that runs: it is moved first.
    NobodyLeft,
    /// It is not said why a case is restricted, or no longer.
    Reason,
}

/// What the event seals: who, why, and to whom their open cases went that do not stand in the queue.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Barred {
    person: Uuid,
    ground: Option<Ground>,
    given_to: Vec<(Uuid, Uuid)>,
}

/// Bars `person` from the case of `at`, and takes it out of their hands. Last in its transaction.
fn bar_from(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    person: StaffId,
    ground: Option<Ground>,
    (kind, action): (EventKind, Action),
) -> Result<(), WorkError<Lack>> {
    // The bars of a county come one after the other from here, so that of the last two who could handle a case one stays.
    access_log::take_head(tx, at.scope.county, 0)?;
    let mut barred = bars::barred_from(tx, at.case.id)?;
    barred.insert(person);
    if bars::successor(tx, at.case.office, &barred, &receiving(), false)?.is_none() {
        return Err(WorkError::Lacks(vec![Lack::NobodyLeft]));
    }
    let id = at.app.ids.uuid();
    let new = NewBar {
        id,
        person,
        ground: at.seal(&ground, "case_bars", id, "ground")?,
        by: at.scope.staff,
        at: at.now,
    };
    if !bars::insert(tx, &at.case, &new)? {
        return Ok(());
    }
    let mut given_to = Vec::new();
    for left in bars::take_away(tx, at.case.id, person)? {
        // What stands in the queue is found there; the rest would be nobody's.
        if left.in_queue {
            continue;
        }
        let assessed = given_to::runs_in(tx, at.app, &left)?;
        let next = bars::successor(tx, left.office, &barred, &receiving(), assessed)?;
        let next = next.ok_or_else(|| WorkError::Lacks(vec![Lack::NobodyLeft]))?;
        bars::hand_over(tx, left.case, next)?;
        own_worker::pass_on(tx, left.case, &left.state, next)?;
        given_to.push((left.case, next.0));
    }
    let told = Barred {
        person: person.0,
        ground,
        given_to,
    };
    Ok(at.tell(tx, kind, action, Some(&told))?)
}
