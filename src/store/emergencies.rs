//! Cases that somebody opened in an emergency, for how long, and who looked that through.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::StoredCase;
use super::queue::COUNT_LIMIT;
use super::schema::{cases, emergency_openings, staff};
use super::{StoreError, Tx};
use crate::domain::access::{Scope, StaffId};
use crate::domain::office::OfficeId;
use crate::domain::reference::Reference;

/// An opening on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOpening {
    /// Its id.
    pub id: Uuid,
    /// Who opened the case.
    pub person: StaffId,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Until when they may read it (UTC).
    pub until: DateTime<Utc>,
    /// Why, sealed.
    pub why: Vec<u8>,
}

/// An opening as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// The report of the case.
    pub report: Uuid,
    /// The office that had the case then.
    pub office: OfficeId,
    /// Who opened it.
    pub person: StaffId,
    /// By the name that colleagues read.
    pub name: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Why, sealed.
    pub why: Vec<u8>,
    /// When somebody looked it through (UTC), and who.
    pub seen: Option<(DateTime<Utc>, StaffId)>,
}

/// Stores that `case` is opened.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, case: &StoredCase, opening: &NewOpening) -> Result<(), StoreError> {
    diesel::insert_into(emergency_openings::table)
        .values((
            emergency_openings::id.eq(opening.id.to_string()),
            emergency_openings::case_id.eq(case.id.to_string()),
            emergency_openings::county.eq(case.county.to_string()),
            emergency_openings::office.eq(case.office.to_string()),
            emergency_openings::staff.eq(opening.person.to_string()),
            emergency_openings::opened_at.eq(opening.at.naive_utc()),
            emergency_openings::ends_at.eq(opening.until.naive_utc()),
            emergency_openings::why.eq(&opening.why),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The cases that `person` has opened in an emergency and may still read at `now`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn open_for(tx: &mut Tx<'_>, person: StaffId, now: DateTime<Utc>) -> Result<BTreeSet<Uuid>, StoreError> {
    let ids: Vec<String> = emergency_openings::table
        .filter(emergency_openings::staff.eq(person.to_string()))
        .filter(emergency_openings::ends_at.gt(now.naive_utc()))
        .select(emergency_openings::case_id)
        .load(tx.conn())?;
    ids.iter().map(|id| parsed("case_id", id)).collect()
}

/// Ends at `now` what was opened of `cases` in an emergency and could still be read.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn end(tx: &mut Tx<'_>, cases: &BTreeSet<Uuid>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let ids: Vec<String> = cases.iter().map(Uuid::to_string).collect();
    diesel::update(
        emergency_openings::table
            .filter(emergency_openings::case_id.eq_any(ids))
            .filter(emergency_openings::ends_at.gt(now.naive_utc())),
    )
    .set(emergency_openings::ends_at.eq(now.naive_utc()))
    .execute(tx.conn())?;
    Ok(())
}

/// The openings of cases of `offices` that the person of `scope` may know of: those that nobody has looked through yet and then
/// those that came after `since`, the newest first.
///
/// # Errors
/// As [`open_for`].
pub fn of_offices(
    tx: &mut Tx<'_>,
    scope: &Scope,
    offices: &[OfficeId],
    since: DateTime<Utc>,
) -> Result<Vec<Opening>, StoreError> {
    type OpeningRow = (
        (String, String, String, String, String),
        (String, String, NaiveDateTime, Vec<u8>),
        (Option<NaiveDateTime>, Option<String>),
    );
    let offices: Vec<String> = offices.iter().map(ToString::to_string).collect();
    let recent = emergency_openings::opened_at.ge(since.naive_utc());
    let rows: Vec<OpeningRow> = emergency_openings::table
        .inner_join(cases::table.on(cases::id.eq(emergency_openings::case_id)))
        .inner_join(staff::table.on(staff::id.eq(emergency_openings::staff)))
        .filter(emergency_openings::county.eq(scope.county.to_string()))
        .filter(emergency_openings::office.eq_any(offices))
        .filter(emergency_openings::case_id.ne_all(left_out(scope)))
        .filter(emergency_openings::seen_at.is_null().or(recent))
        .order((emergency_openings::opened_at.desc(), emergency_openings::id))
        .limit(COUNT_LIMIT)
        .select((
            (
                emergency_openings::id,
                emergency_openings::case_id,
                cases::reference,
                cases::report,
                emergency_openings::office,
            ),
            (
                emergency_openings::staff,
                staff::display_name,
                emergency_openings::opened_at,
                emergency_openings::why,
            ),
            (emergency_openings::seen_at, emergency_openings::seen_by),
        ))
        .load(tx.conn())?;
    let mut openings = Vec::with_capacity(rows.len());
    for ((id, case, reference, report, office), (person, name, at, why), (seen_at, seen_by)) in rows {
        let seen_by = seen_by.as_deref().map(|id| parsed("seen_by", id)).transpose()?;
        openings.push(Opening {
            id: parsed("id", &id)?,
            case: parsed("case_id", &case)?,
            reference: Reference::parse(&reference).ok_or_else(|| StoreError::Corrupt {
                table: "cases",
                column: "reference",
                row: case.clone(),
            })?,
            report: parsed("report", &report)?,
            office: OfficeId(parsed("office", &office)?),
            person: StaffId(parsed("staff", &person)?),
            name,
            at: at.and_utc(),
            why,
            seen: seen_at.and_then(|at| Some((at.and_utc(), StaffId(seen_by?)))),
        });
    }
    // What waits stands first.
    openings.sort_by_key(|opening| opening.seen.is_some());
    Ok(openings)
}

/// Whether the opening `id` waits for somebody to look it through.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn waits(tx: &mut Tx<'_>, id: Uuid) -> Result<bool, StoreError> {
    let waiting = emergency_openings::table
        .filter(emergency_openings::id.eq(id.to_string()))
        .filter(emergency_openings::seen_at.is_null());
    Ok(diesel::select(diesel::dsl::exists(waiting)).get_result(tx.conn())?)
}

/// The case of the opening `id`.
///
/// # Errors
/// As [`open_for`].
pub fn case_of(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Uuid>, StoreError> {
    let case: Option<String> = emergency_openings::table
        .find(id.to_string())
        .select(emergency_openings::case_id)
        .first(tx.conn())
        .optional()?;
    case.map(|id| parsed("case_id", &id)).transpose()
}

/// Notes that `by` has looked the opening `id` through. `false` where somebody did before.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn mark_seen(tx: &mut Tx<'_>, id: Uuid, by: StaffId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let rows = diesel::update(
        emergency_openings::table
            .filter(emergency_openings::id.eq(id.to_string()))
            .filter(emergency_openings::staff.ne(by.to_string()))
            .filter(emergency_openings::seen_at.is_null()),
    )
    .set((
        emergency_openings::seen_at.eq(now.naive_utc()),
        emergency_openings::seen_by.eq(by.to_string()),
    ))
    .execute(tx.conn())?;
    Ok(rows == 1)
}

fn parsed(column: &'static str, id: &str) -> Result<Uuid, StoreError> {
    id.parse().map_err(|_shape| StoreError::Corrupt {
        table: "emergency_openings",
        column,
        row: id.to_owned(),
    })
}
