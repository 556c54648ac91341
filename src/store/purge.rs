//! Deletes rows that have served their purpose.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::schema::{idempotency, staff_links};
use super::{StoreError, Tx};

/// Deletes the form tokens and idempotency keys that were used before `kept_from` (Europe/Helsinki). Tells how many.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn used_keys(tx: &mut Tx<'_>, kept_from: NaiveDate) -> Result<usize, StoreError> {
    let old = idempotency::table.filter(idempotency::used_on.lt(kept_from));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

/// Deletes the links of staff that were used or that expired before `now`. Tells how many.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn spent_links(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let spent = staff_links::expires_at
        .lt(now.naive_utc())
        .or(staff_links::used_at.is_not_null());
    Ok(diesel::delete(staff_links::table.filter(spent)).execute(tx.conn())?)
}
