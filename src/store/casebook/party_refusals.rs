//! The requests of parties that were refused.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::access::StaffId;
use crate::store::case_rows::StoredCase;
use crate::store::schema::party_refusals;
use crate::store::{Inserted, StoreError, Tx};

/// A refusal as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRefusal {
    /// Its id.
    pub id: Uuid,
    /// Who refused it.
    pub by: StaffId,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What, why, and by what ground, sealed.
    pub body: Vec<u8>,
}

/// The refusals of `case`, the oldest first.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_case(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<StoredRefusal>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime, Vec<u8>)> = party_refusals::table
        .filter(party_refusals::case_id.eq(case.to_string()))
        .order((party_refusals::decided_at, party_refusals::id))
        .select((
            party_refusals::id,
            party_refusals::decided_by,
            party_refusals::decided_at,
            party_refusals::body,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, by, at, body)| {
            let corrupt = |column| StoreError::Corrupt {
                table: "party_refusals",
                column,
                row: id.clone(),
            };
            Ok(StoredRefusal {
                by: StaffId(by.parse().map_err(|_shape| corrupt("decided_by"))?),
                at: at.and_utc(),
                body,
                id: id.parse().map_err(|_shape| corrupt("id"))?,
            })
        })
        .collect()
}

/// Stores a refusal of `case`, unless there is one with its id: a page that is sent twice refuses once.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, case: &StoredCase, refusal: &StoredRefusal) -> Result<Inserted, StoreError> {
    tx.insert_else_exists(|tx| {
        diesel::insert_into(party_refusals::table)
            .values((
                party_refusals::id.eq(refusal.id.to_string()),
                party_refusals::case_id.eq(case.id.to_string()),
                party_refusals::county.eq(case.county.to_string()),
                party_refusals::decided_by.eq(refusal.by.to_string()),
                party_refusals::decided_at.eq(refusal.at.naive_utc()),
                party_refusals::body.eq(&refusal.body),
            ))
            .execute(tx.conn())?;
        Ok(())
    })
}
