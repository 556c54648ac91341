//! How far the cases of a report have come, as its reporter is told.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::cases;
use super::{StoreError, Tx, transfers};
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;

/// How far the cases of `report` have come, one row each: state and whether a worker has opened it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn progress_of(tx: &mut Tx<'_>, report: Uuid) -> Result<Vec<Progress>, StoreError> {
    let moved = transfers::moved_of_report(tx, report)?;
    let rows: Vec<(String, String, String, String, Option<NaiveDateTime>)> = cases::table
        .filter(cases::report.eq(report.to_string()))
        .order((cases::subject, cases::position))
        .select((
            cases::id,
            cases::county,
            cases::reference,
            cases::state,
            cases::opened_at,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, county, reference, state, opened_at)| {
            let corrupt = |column| StoreError::Corrupt {
                table: "cases",
                column,
                row: id.clone(),
            };
            Ok(Progress {
                moved: moved.contains(&id),
                case: id.parse().map_err(|_shape| corrupt("id"))?,
                county: CountyCode::parse(&county).ok_or_else(|| corrupt("county"))?,
                reference: Reference::parse(&reference).ok_or_else(|| corrupt("reference"))?,
                state,
                opened: opened_at.is_some(),
            })
        })
        .collect()
}

/// How far one case has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The case.
    pub case: Uuid,
    /// Its county.
    pub county: CountyCode,
    /// The case's reference.
    pub reference: Reference,
    /// The state of its life cycle, by its stable name.
    pub state: String,
    /// A worker has opened it.
    pub opened: bool,
    /// Another office has taken it, or its papers were given to another county.
    pub moved: bool,
}
