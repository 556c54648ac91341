//! Recovery codes: ten a person, each good once in place of a one-time code. Only their digests are stored.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::recovery_codes;
use super::{StoreError, Tx};
use crate::domain::access::StaffId;

/// Replaces the codes of `staff`, used and unused, by those with these ids and digests (SHA-256).
///
/// # Errors
/// [`StoreError`] of the database.
pub fn replace(tx: &mut Tx<'_>, staff: StaffId, codes: &[(Uuid, Vec<u8>)]) -> Result<(), StoreError> {
    let old = recovery_codes::table.filter(recovery_codes::staff.eq(staff.to_string()));
    diesel::delete(old).execute(tx.conn())?;
    for (id, digest) in codes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::id.eq(id.to_string()),
                recovery_codes::staff.eq(staff.to_string()),
                recovery_codes::digest.eq(digest),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Uses up the code with this digest. `false` when `staff` has no such code, or it has been used.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn use_up(
    tx: &mut Tx<'_>,
    staff: StaffId,
    digest: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let unused = recovery_codes::table
        .filter(recovery_codes::staff.eq(staff.to_string()))
        .filter(recovery_codes::digest.eq(digest))
        .filter(recovery_codes::used_at.is_null());
    let changed = diesel::update(unused)
        .set(recovery_codes::used_at.eq(now.naive_utc()))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// How many codes of `staff` are still good.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn left(tx: &mut Tx<'_>, staff: StaffId) -> Result<i64, StoreError> {
    Ok(recovery_codes::table
        .filter(recovery_codes::staff.eq(staff.to_string()))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(tx.conn())?)
}
