//! That a case was copied into the county's client system.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::NewEntry;
use crate::store::case_rows::StoredCase;
use crate::store::schema::{hand_outs, staff};
use crate::store::{StoreError, Tx};

/// A hand-out as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHandOut {
    /// Its id.
    pub id: Uuid,
    /// Who copied it, by the name that colleagues read.
    pub author: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// The number of the case there, sealed.
    pub body: Vec<u8>,
}

/// The hand-outs of `case`, the oldest first; the newest holds.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_case(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<StoredHandOut>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime, Vec<u8>)> = hand_outs::table
        .inner_join(staff::table.on(staff::id.eq(hand_outs::author)))
        .filter(hand_outs::case_id.eq(case.to_string()))
        .order((hand_outs::written_at, hand_outs::id))
        .select((
            hand_outs::id,
            staff::display_name,
            hand_outs::written_at,
            hand_outs::body,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, author, at, body)| {
            let corrupt = StoreError::Corrupt {
                table: "hand_outs",
                column: "id",
                row: id.clone(),
            };
            Ok(StoredHandOut {
                id: id.parse().map_err(|_shape| corrupt)?,
                author,
                at: at.and_utc(),
                body,
            })
        })
        .collect()
}

/// Stores a hand-out of `case`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, case: &StoredCase, entry: &NewEntry) -> Result<(), StoreError> {
    diesel::insert_into(hand_outs::table)
        .values((
            hand_outs::id.eq(entry.id.to_string()),
            hand_outs::case_id.eq(case.id.to_string()),
            hand_outs::county.eq(case.county.to_string()),
            hand_outs::author.eq(entry.author.to_string()),
            hand_outs::written_at.eq(entry.at.naive_utc()),
            hand_outs::body.eq(&entry.body),
        ))
        .execute(tx.conn())?;
    Ok(())
}
