//! Decisions that no assessment is made which were drawn at random, for as long as nobody has looked them through.
//!
//! Every function that lists takes the [`Scope`] of the person who asks; none finds a case of an office in which they look
//! nothing through, nor one that they decided or agreed to themselves.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::copies::{self, CaseCopy};
use super::queue::{COUNT_LIMIT, QueuePlace, beyond};
use super::schema::{case_rechecks, cases};
use super::{StoreError, Tx};
use crate::domain::access::{Capability, Scope, StaffId};
use crate::domain::office::OfficeId;

/// Notes that the decision on `case`, by `decided` and, where a second person agreed, by `agreed`, was drawn at `now`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    decided: StaffId,
    agreed: Option<StaffId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(case_rechecks::table)
        .values((
            case_rechecks::case_id.eq(case.id.to_string()),
            case_rechecks::county.eq(case.county.to_string()),
            case_rechecks::drawn_at.eq(now.naive_utc()),
            case_rechecks::decided_by.eq(decided.to_string()),
            case_rechecks::agreed_by.eq(agreed.map(|id| id.to_string())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether the decision on `case` waits for somebody who looks it through.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn waits(tx: &mut Tx<'_>, case: Uuid) -> Result<bool, StoreError> {
    let drawn = case_rechecks::table.find(case.to_string());
    Ok(diesel::select(diesel::dsl::exists(drawn)).get_result(tx.conn())?)
}

/// Notes that the decision on `case` was looked through. `false` where it does not wait for that any more.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn take(tx: &mut Tx<'_>, case: &StoredCase) -> Result<bool, StoreError> {
    let drawn = case_rechecks::table.find(case.id.to_string());
    Ok(diesel::delete(drawn).execute(tx.conn())? == 1)
}

/// The cases of `offices` that wait for the person of `scope` to look them through. A macro, as its type has no name.
macro_rules! waiting {
    ($scope:expr, $offices:expr) => {{
        let me = $scope.staff.to_string();
        let others = case_rechecks::agreed_by
            .is_null()
            .or(case_rechecks::agreed_by.ne(me.clone()));
        let drawn = case_rechecks::table
            .filter(case_rechecks::decided_by.ne(me))
            .filter(others.assume_not_null())
            .select(case_rechecks::case_id);
        cases::table
            .filter(cases::id.eq_any(drawn))
            .filter(cases::office.eq_any($offices))
            .filter(cases::county.eq($scope.county.to_string()))
            .filter(cases::id.ne_all(left_out($scope)))
    }};
}

/// The offices of the person of `scope` in which they look decisions through, of `among` if some are named.
fn offices(scope: &Scope, among: Option<&[OfficeId]>) -> Vec<String> {
    let mut offices = scope.offices_for(Capability::Recheck);
    offices.retain(|office| among.is_none_or(|among| among.contains(office)));
    offices.iter().map(ToString::to_string).collect()
}

/// At most `limit` cases of the offices `among` that wait for the person of `scope` to look them through, in the order of the
/// queue, from after `after`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn page(
    tx: &mut Tx<'_>,
    scope: &Scope,
    among: &[OfficeId],
    after: Option<QueuePlace>,
    limit: usize,
) -> Result<(Vec<StoredCase>, Vec<CaseCopy>), StoreError> {
    let mut rows = waiting!(scope, offices(scope, Some(among)))
        .order((
            cases::queue_rank,
            cases::queue_due,
            cases::received_on,
            cases::received_hour,
            cases::id,
        ))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(Row::as_select())
        .into_boxed();
    if let Some(after) = after {
        rows = rows.filter(beyond!(after));
    }
    let found = rows.load::<Row>(tx.conn())?;
    let found: Vec<StoredCase> = found
        .into_iter()
        .map(StoredCase::try_from)
        .collect::<Result<_, _>>()?;
    let ids: Vec<Uuid> = found.iter().map(|case| case.id).collect();
    let copies = copies::of_cases(tx, &ids)?;
    Ok((found, copies))
}

/// How many cases wait for the person of `scope` to look them through, at most [`COUNT_LIMIT`].
///
/// # Errors
/// [`StoreError`] of the database.
pub fn count(tx: &mut Tx<'_>, scope: &Scope) -> Result<i64, StoreError> {
    let found: Vec<i64> = waiting!(scope, offices(scope, None))
        .limit(COUNT_LIMIT)
        .select(cases::received_hour)
        .load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(COUNT_LIMIT))
}
