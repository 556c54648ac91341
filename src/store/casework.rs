//! What workers do to a case: taking it from the queue, deciding, giving it to somebody. Every change names the version
//! that it was made from; one made from an older version changes nothing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::cases::EventKind;
use super::connection::each;
use super::schema::{
    case_claims, case_decisions, case_events, cases, reminders, reports, staff, staff_offices,
};
use super::staff::working_for;
use super::{StoreError, Tx};
use crate::domain::access::{Capability, Scope, StaffId};
use crate::domain::helsinki;
use crate::domain::lifecycle::CaseStatus;
use crate::domain::office::OfficeId;
use crate::domain::summary::URGENT;

/// How a case stands after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The state of its life cycle.
    pub status: CaseStatus,
    /// The life cycle, sealed.
    pub life: Vec<u8>,
    /// A proposal that waits for a signature, sealed.
    pub proposal: Option<Vec<u8>>,
    /// Whose case it is now.
    pub assignee: Option<StaffId>,
    /// Whether it stands in the office's queue.
    pub in_queue: bool,
    /// Its rank there.
    pub rank: i64,
}

/// Somebody to whom a case can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Their account.
    pub id: StaffId,
    /// The name that colleagues read.
    pub name: String,
}

/// Takes `case` for the person of `scope` until `until`, unless somebody else has it at `now`. `true` when they have it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn claim(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: Uuid,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let me = scope.staff.to_string();
    let held = (
        case_claims::worker.eq(&me),
        case_claims::held_until.eq(until.naive_utc()),
    );
    // The condition is looked at under the row's lock: of two who take it at once, one does.
    let free = case_claims::held_until
        .le(now.naive_utc())
        .or(case_claims::worker.eq(&me));
    let taken = each!(tx.conn(), |c| {
        let claim = diesel::insert_into(case_claims::table)
            .values((case_claims::case_id.eq(case.to_string()), held))
            .on_conflict(case_claims::case_id)
            .do_update()
            .set(held);
        diesel::query_dsl::methods::FilterDsl::filter(claim, free).execute(c)
    })?;
    Ok(taken == 1)
}

/// Lets go of `case`, if the person of `scope` has it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn release(tx: &mut Tx<'_>, scope: &Scope, case: Uuid) -> Result<(), StoreError> {
    diesel::delete(
        case_claims::table
            .find(case.to_string())
            .filter(case_claims::worker.eq(scope.staff.to_string())),
    )
    .execute(tx.conn())?;
    Ok(())
}

/// Whether `case` still stands in the queue where it stood.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn still_waits(tx: &mut Tx<'_>, case: &StoredCase) -> Result<bool, StoreError> {
    let waiting = cases::table
        .find(case.id.to_string())
        .filter(cases::in_queue)
        .filter(cases::state.eq(&case.state));
    Ok(diesel::select(diesel::dsl::exists(waiting)).get_result(tx.conn())?)
}

/// Who has each of `cases` on their page at `now`: their account and the name that colleagues read.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn claimers(
    tx: &mut Tx<'_>,
    cases: &[Uuid],
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, Colleague>, StoreError> {
    let ids: Vec<String> = cases.iter().map(Uuid::to_string).collect();
    let rows: Vec<(String, String, String)> = case_claims::table
        .inner_join(staff::table.on(staff::id.eq(case_claims::worker)))
        .filter(case_claims::case_id.eq_any(ids))
        .filter(case_claims::held_until.gt(now.naive_utc()))
        .select((case_claims::case_id, staff::id, staff::display_name))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(case, id, name)| {
            let corrupt = |column| StoreError::Corrupt {
                table: "case_claims",
                column,
                row: case.clone(),
            };
            let claimed = case.parse().map_err(|_shape| corrupt("case_id"))?;
            let id = StaffId(id.parse().map_err(|_shape| corrupt("worker"))?);
            Ok((claimed, Colleague { id, name }))
        })
        .collect()
}

/// Somebody other than the person of `scope` who opened the case at or after `since`, by the name that colleagues
/// read; the last one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn other_holder(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    since: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    Ok(case_events::table
        .inner_join(staff::table.on(staff::id.nullable().eq(case_events::actor)))
        .filter(case_events::case_id.eq(case.id.to_string()))
        .filter(case_events::kind.eq(EventKind::Opened.as_str()))
        .filter(case_events::happened_at.ge(since.naive_utc()))
        .filter(staff::id.ne(scope.staff.to_string()))
        .order(case_events::happened_at.desc())
        .select(staff::display_name)
        .first(tx.conn())
        .optional()?)
}

/// The first cases of `office` that wait for the person of `scope`, in the order of the queue: nobody has them at `now`,
/// they have not put them aside since `since`, and they are nobody else's. What waits for a signature waits for everybody who
/// `signs`, whoever it was given to, and for nobody else.
///
/// What is assessed and not decided waits once more: if it stands first in the queue, as what another office sent back, falls due
/// by the day of `now`, or something was promised until `now`; not for whoever signed its triage since `since`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn waiting(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    signs: bool,
    now: DateTime<Utc>,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<StoredCase>, StoreError> {
    let me = scope.staff.to_string();
    let lately = |kind: EventKind| {
        case_events::table
            .filter(case_events::actor.eq(&me))
            .filter(case_events::happened_on.ge(helsinki::civil_date(since)))
            .filter(case_events::kind.eq(kind.as_str()))
            .filter(case_events::happened_at.ge(since.naive_utc()))
            .select(case_events::case_id)
    };
    let taken = case_claims::table
        .filter(case_claims::held_until.gt(now.naive_utc()))
        .select(case_claims::case_id);
    let mine = || {
        let nobodys_or_mine = cases::assignee.is_null().or(cases::assignee.eq(&me));
        nobodys_or_mine.assume_not_null()
    };
    let proposed = || {
        case_decisions::table
            .filter(case_decisions::office.eq(office.to_string()))
            .filter(case_decisions::proposal.is_not_null())
            .select(case_decisions::case_id)
    };
    let due = cases::pending_since
        .is_not_null()
        .and(cases::queue_due.le(helsinki::civil_date(now)));
    let promised = reminders::table
        .filter(reminders::county.eq(scope.county.to_string()))
        .filter(reminders::due_at.le(now.naive_utc()))
        .select(reminders::case_id);
    let again = cases::queue_rank
        .eq(URGENT)
        .or(due)
        .or(cases::id.eq_any(promised))
        .and(cases::id.ne_all(lately(EventKind::Triaged)))
        .and(cases::id.ne_all(lately(EventKind::UrgencyReassessed)));
    let undecided = cases::state
        .eq(CaseStatus::Triaged.as_str())
        .and(again.or(cases::id.eq_any(proposed())));
    let rows = cases::table
        // As in the predicate of the partial index: what waits in the group of a flood is looked through with it.
        .filter(cases::in_queue)
        .filter(cases::flood.is_null())
        .filter(cases::office.eq(office.to_string()))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::state.eq(CaseStatus::Received.as_str()).or(undecided))
        .filter(cases::id.ne_all(taken))
        .filter(cases::id.ne_all(left_out(scope)))
        .filter(cases::id.ne_all(lately(EventKind::PutAside)))
        .order((
            cases::queue_rank,
            cases::queue_due,
            cases::received_on,
            cases::received_hour,
            cases::id,
        ))
        .limit(limit)
        .select(Row::as_select())
        .into_boxed();
    let rows = if signs {
        rows.filter(mine().or(cases::id.eq_any(proposed())))
    } else {
        // Of a restricted one those who sign do not know: a supervisor gives it to one of them.
        let names = !scope.offices_for(Capability::RestrictedQueue).is_empty();
        let to_name = cases::restricted
            .and(cases::assignee.is_null())
            .and(names.into_sql::<diesel::sql_types::Bool>());
        rows.filter(mine())
            .filter(cases::id.ne_all(proposed()).or(to_name))
    };
    rows.load(tx.conn())?
        .into_iter()
        .map(StoredCase::try_from)
        .collect()
}

/// Puts `changed` in the place of what `case` was at its version. `false` when it has been changed meanwhile: then
/// nothing is.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn change(tx: &mut Tx<'_>, case: &StoredCase, changed: &Changed) -> Result<bool, StoreError> {
    let updated_by = tx.name();
    let rows = diesel::update(
        cases::table
            .filter(cases::id.eq(case.id.to_string()))
            .filter(cases::county.eq(case.county.to_string()))
            .filter(cases::version.eq(case.version)),
    )
    .set((
        cases::state.eq(changed.status.as_str()),
        cases::assignee.eq(changed.assignee.map(|id| id.to_string())),
        cases::in_queue.eq(changed.in_queue),
        cases::queue_rank.eq(changed.rank),
        // Whoever decides one case of a flood has looked it through: it stands for itself in the lists from then on.
        cases::flood.eq(None::<String>),
        cases::flood_examined.eq(false),
        cases::version.eq(case.version.saturating_add(1)),
        cases::updated_by.eq(updated_by),
    ))
    .execute(tx.conn())?;
    if rows != 1 {
        return Ok(false);
    }
    let decided = (
        case_decisions::life.eq(&changed.life),
        case_decisions::proposal.eq(changed.proposal.as_ref()),
    );
    let of_case = (
        case_decisions::case_id.eq(case.id.to_string()),
        case_decisions::county.eq(case.county.to_string()),
        case_decisions::office.eq(case.office.to_string()),
    );
    each!(tx.conn(), |c| diesel::insert_into(case_decisions::table)
        .values((of_case, decided))
        .on_conflict(case_decisions::case_id)
        .do_update()
        .set(decided)
        .execute(c))?;
    diesel::delete(case_claims::table.find(case.id.to_string())).execute(tx.conn())?;
    Ok(true)
}

/// What is sealed of how a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sealed {
    /// Its life cycle; `None` while nothing has been done to it.
    pub life: Option<Vec<u8>>,
    /// What is proposed, if anything is.
    pub proposal: Option<Vec<u8>>,
}

/// What is sealed of how `case` stands.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn sealed(tx: &mut Tx<'_>, case: &StoredCase) -> Result<Sealed, StoreError> {
    Ok(sealed_of(tx, &[case.id])?.remove(&case.id).unwrap_or_default())
}

/// What is sealed of how each of `cases` stands; one that is as it came has none.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn sealed_of(tx: &mut Tx<'_>, cases: &[Uuid]) -> Result<HashMap<Uuid, Sealed>, StoreError> {
    let ids: Vec<String> = cases.iter().map(Uuid::to_string).collect();
    let rows: Vec<(String, Vec<u8>, Option<Vec<u8>>)> = case_decisions::table
        .filter(case_decisions::case_id.eq_any(ids))
        .select((
            case_decisions::case_id,
            case_decisions::life,
            case_decisions::proposal,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(case, life, proposal)| {
            let corrupt = StoreError::Corrupt {
                table: "case_decisions",
                column: "case_id",
                row: case.clone(),
            };
            let life = Some(life);
            Ok((case.parse().map_err(|_shape| corrupt)?, Sealed { life, proposal }))
        })
        .collect()
}

/// Who works on the cases of `office` in one of `roles`, by name: whoever works there, and in the county's default office while that
/// stands in for it.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn colleagues(tx: &mut Tx<'_>, office: OfficeId, roles: &[&str]) -> Result<Vec<Colleague>, StoreError> {
    let there = staff_offices::table
        .filter(staff_offices::office.eq_any(working_for(tx, office)?))
        .select(staff_offices::staff);
    let rows: Vec<(String, String)> = staff::table
        .filter(staff::id.eq_any(there))
        .filter(staff::disabled_at.is_null())
        .filter(staff::role.eq_any(roles))
        .order((staff::display_name, staff::id))
        .select((staff::id, staff::display_name))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, name)| {
            let corrupt = StoreError::Corrupt {
                table: "staff",
                column: "id",
                row: id.clone(),
            };
            let id = StaffId(id.parse().map_err(|_shape| corrupt)?);
            Ok(Colleague { id, name })
        })
        .collect()
}

/// Puts another sealed arrival in the place of the one of `report`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_arrival(tx: &mut Tx<'_>, report: Uuid, arrival: &[u8]) -> Result<(), StoreError> {
    diesel::update(reports::table.find(report.to_string()))
        .set(reports::arrival.eq(arrival))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether every case of `report` has been triaged: none stands any more as it came.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn all_triaged(tx: &mut Tx<'_>, report: Uuid) -> Result<bool, StoreError> {
    let waiting: i64 = cases::table
        .filter(cases::report.eq(report.to_string()))
        .filter(cases::state.eq(CaseStatus::Received.as_str()))
        .count()
        .get_result(tx.conn())?;
    Ok(waiting == 0)
}
