//! Cases that were handed to the own worker of a child who is a client already, and that this worker has not opened since.

use diesel::prelude::*;
use uuid::Uuid;

use super::bars::left_out;
use super::queue::COUNT_LIMIT;
use super::schema::{cases, cases_handed};
use super::{StoreError, Tx};
use crate::domain::access::{Capability, Scope, StaffId};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::reference::Reference;

/// A case that its worker has not opened since it was handed to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The case.
    pub case: Uuid,
    /// Its reference.
    pub reference: Reference,
}

/// Notes that `case` is handed to `worker`, who has yet to open it, and to nobody else any more.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn hand(tx: &mut Tx<'_>, case: Uuid, worker: StaffId) -> Result<(), StoreError> {
    forget(tx, case)?;
    diesel::insert_into(cases_handed::table)
        .values((
            cases_handed::case_id.eq(case.to_string()),
            cases_handed::worker.eq(worker.to_string()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that nobody has yet to open `case` who does not know of it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn forget(tx: &mut Tx<'_>, case: Uuid) -> Result<(), StoreError> {
    diesel::delete(cases_handed::table.find(case.to_string())).execute(tx.conn())?;
    Ok(())
}

/// Notes that the person of `scope` opens `case`. Where it was handed to somebody else, that one has yet to.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn opened(tx: &mut Tx<'_>, scope: &Scope, case: Uuid) -> Result<(), StoreError> {
    let theirs = cases_handed::table
        .find(case.to_string())
        .filter(cases_handed::worker.eq(scope.staff.to_string()));
    diesel::delete(theirs).execute(tx.conn())?;
    Ok(())
}

/// The cases that were handed to the person of `scope` in the offices where they work on cases and that they have not opened since, by reference: at
/// most `limit`, and how many there are in all; counting stops as in the queue.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_scope(tx: &mut Tx<'_>, scope: &Scope, limit: usize) -> Result<(Vec<Handed>, usize), StoreError> {
    // Who works on no cases any more reads nothing of them.
    let offices = scope.offices_for(Capability::Register).into_iter();
    let offices: Vec<String> = offices.map(|office| office.to_string()).collect();
    let rows: Vec<(String, String)> = cases_handed::table
        .inner_join(cases::table.on(cases::id.eq(cases_handed::case_id)))
        .filter(cases_handed::worker.eq(scope.staff.to_string()))
        // Whoever gave it away, or is barred from it now, is told of it no more.
        .filter(cases::assignee.eq(scope.staff.to_string()))
        .filter(cases::state.eq(CaseStatus::WithOwnWorker.as_str()))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::office.eq_any(offices))
        .filter(cases::id.ne_all(left_out(scope)))
        .order(cases::reference)
        .limit(COUNT_LIMIT)
        .select((cases::id, cases::reference))
        .load(tx.conn())?;
    let all = rows.len();
    let named = rows.into_iter().take(limit).map(|(id, reference)| {
        let corrupt = |column| StoreError::Corrupt {
            table: "cases",
            column,
            row: id.clone(),
        };
        Ok(Handed {
            case: id.parse().map_err(|_shape| corrupt("id"))?,
            reference: Reference::parse(&reference).ok_or_else(|| corrupt("reference"))?,
        })
    });
    Ok((named.collect::<Result<_, StoreError>>()?, all))
}
