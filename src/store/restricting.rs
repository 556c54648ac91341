//! Restricts cases by hand and lifts that: what changes at once in the database. Who sees them then, [`restricted`] tells.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::case_rows::{Row, StoredCase};
use super::cases::EventKind;
use super::error::parsed;
use super::schema::{case_claims, case_events, cases, staff as accounts};
use super::{StoreError, Tx, emergencies, restricted, staff};
use crate::domain::access::StaffId;

/// That a case was restricted, or that this was lifted, as its event keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The event.
    pub event: Uuid,
    /// It was restricted; else that was lifted.
    pub restricted: bool,
    /// Who did it, by the name that colleagues read.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Why, sealed in the event.
    pub reason: Vec<u8>,
}

/// Restricts the cases of the report of `case` in its county, or no longer, and gives those that changed. None when they have been
/// changed meanwhile: then the transaction must fail.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn set(tx: &mut Tx<'_>, case: &StoredCase, restrict: bool) -> Result<Vec<StoredCase>, StoreError> {
    let others = || {
        cases::table
            .filter(cases::report.eq(case.report.to_string()))
            // Another county decides for itself who of its own may see a case.
            .filter(cases::county.eq(case.county.to_string()))
            .filter(cases::restricted.ne(restrict))
    };
    let rows: Vec<Row> = others()
        .order(cases::id)
        .select(Row::as_select())
        .load(tx.conn())?;
    let found: Result<Vec<_>, _> = rows.into_iter().map(StoredCase::try_from).collect();
    let found = found?;
    let updated_by = tx.name();
    let changed = diesel::update(others())
        .set((
            cases::restricted.eq(restrict),
            cases::version.eq(cases::version + 1),
            cases::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    Ok(if changed == found.len() { found } else { Vec::new() })
}

/// Takes `cases`, which have just been restricted, and what is joined with them off the pages of those for whom they are not there
/// any more at `now`. What was opened in an emergency is closed again.
///
/// # Errors
/// As [`set`].
pub fn let_go(tx: &mut Tx<'_>, cases: &[StoredCase], now: DateTime<Utc>) -> Result<(), StoreError> {
    emergencies::end(tx, cases, now)?;
    let all = restricted::joined_with(tx, cases.iter().map(|case| case.id).collect())?;
    let held: Vec<(String, String)> = case_claims::table
        .filter(case_claims::case_id.eq_any(all.iter().map(Uuid::to_string)))
        .select((case_claims::case_id, case_claims::worker))
        .load(tx.conn())?;
    for (case, worker) in held {
        let person = StaffId(parsed("case_claims", "worker", &worker)?);
        let Some(member) = staff::find(tx, person)? else {
            continue;
        };
        let hidden = staff::scope(tx, &member, now)?.exceptions.barred;
        if hidden.contains(&parsed("case_claims", "case_id", &case)?) {
            let claim = case_claims::table
                .find(case)
                .filter(case_claims::worker.eq(worker));
            diesel::delete(claim).execute(tx.conn())?;
        }
    }
    Ok(())
}

/// When `case` was restricted by hand and no longer, the oldest first.
///
/// # Errors
/// As [`set`].
pub fn said(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<Said>, StoreError> {
    type EventRow = (String, String, String, Option<NaiveDateTime>, Option<Vec<u8>>);
    let kinds = [EventKind::Restricted, EventKind::RestrictionLifted].map(EventKind::as_str);
    let rows: Vec<EventRow> = case_events::table
        .inner_join(accounts::table.on(accounts::id.nullable().eq(case_events::actor)))
        .filter(case_events::case_id.eq(case.to_string()))
        .filter(case_events::kind.eq_any(kinds))
        .order((case_events::happened_at, case_events::id))
        .select((
            case_events::id,
            case_events::kind,
            accounts::display_name,
            case_events::happened_at,
            case_events::reason,
        ))
        .load(tx.conn())?;
    let mut said = Vec::with_capacity(rows.len());
    for (id, kind, by, at, reason) in rows {
        let corrupt = |column| StoreError::Corrupt {
            table: "case_events",
            column,
            row: id.clone(),
        };
        said.push(Said {
            event: parsed("case_events", "id", &id)?,
            restricted: kind == EventKind::Restricted.as_str(),
            by,
            at: at.ok_or_else(|| corrupt("happened_at"))?.and_utc(),
            reason: reason.ok_or_else(|| corrupt("reason"))?,
        });
    }
    Ok(said)
}
