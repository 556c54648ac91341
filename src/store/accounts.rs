//! What becomes of accounts: closed, opened again, with another role, password or second factor.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{staff, staff_offices};
use super::staff::Member;
use super::{StoreError, Tx};
use crate::domain::access::{Role, StaffId};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

/// Closes an account at `now`, or opens it again with `None`. A closed account's sessions open nothing.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_disabled(tx: &mut Tx<'_>, id: StaffId, since: Option<DateTime<Utc>>) -> Result<(), StoreError> {
    diesel::update(staff::table.find(id.to_string()))
        .set(staff::disabled_at.eq(since.map(|at| at.naive_utc())))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores another password's Argon2id hash in PHC form.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_password(tx: &mut Tx<'_>, id: StaffId, hash: &str) -> Result<(), StoreError> {
    diesel::update(staff::table.find(id.to_string()))
        .set(staff::password_hash.eq(hash))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores another TOTP secret, sealed to the account; `used` is the time step whose code proved it, which works no
/// more.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_totp_secret(
    tx: &mut Tx<'_>,
    id: StaffId,
    sealed: &[u8],
    used: Option<u64>,
) -> Result<(), StoreError> {
    let used = used.map(|step| i64::try_from(step).unwrap_or(i64::MAX));
    diesel::update(staff::table.find(id.to_string()))
        .set((staff::totp_secret.eq(sealed), staff::totp_last_step.eq(used)))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives the account another role and, where `offices` names any, other offices, all of its county.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_role(
    tx: &mut Tx<'_>,
    member: &Member,
    role: Role,
    social_worker: bool,
    offices: &[OfficeId],
) -> Result<(), StoreError> {
    let id = member.id.to_string();
    diesel::update(staff::table.find(&id))
        .set((
            staff::role.eq(role.as_str()),
            staff::social_worker.eq(social_worker),
        ))
        .execute(tx.conn())?;
    if !offices.is_empty() {
        diesel::delete(staff_offices::table.filter(staff_offices::staff.eq(&id))).execute(tx.conn())?;
        insert_offices(tx, member.id, member.county, offices)?;
    }
    Ok(())
}

/// Stores for which offices of its county an account works.
///
/// # Errors
/// [`StoreError::Database`] when an office is not in the directory.
pub(super) fn insert_offices(
    tx: &mut Tx<'_>,
    id: StaffId,
    county: CountyCode,
    offices: &[OfficeId],
) -> Result<(), StoreError> {
    for office in offices {
        diesel::insert_into(staff_offices::table)
            .values((
                staff_offices::staff.eq(id.to_string()),
                staff_offices::office.eq(office.to_string()),
                staff_offices::county.eq(county.to_string()),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Every account with the offices that it was given, in the order of user names.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<(Member, Vec<OfficeId>)>, StoreError> {
    let members = super::staff::all(tx)?;
    let mut listed = Vec::with_capacity(members.len());
    for member in members {
        let offices = offices_of(tx, member.id)?;
        listed.push((member, offices));
    }
    Ok(listed)
}

/// The offices that an account was given.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn offices_of(tx: &mut Tx<'_>, id: StaffId) -> Result<Vec<OfficeId>, StoreError> {
    let ids: Vec<String> = staff_offices::table
        .filter(staff_offices::staff.eq(id.to_string()))
        .order(staff_offices::office)
        .select(staff_offices::office)
        .load(tx.conn())?;
    ids.into_iter().map(super::staff::office_id).collect()
}
