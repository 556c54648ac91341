//! Links by which a person sets up the own account: good once, for a while. Only the digest of a link's token is stored.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::staff_links;
use super::{StoreError, Tx};
use crate::domain::access::StaffId;

/// What a link lets its bearer set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Password and second factor: a new account, or a forgotten password.
    SetUp,
    /// A second factor, by somebody who knows the password.
    SecondFactor,
}

impl Purpose {
    const fn column(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::SecondFactor => "second_factor",
        }
    }
}

/// A link as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLink {
    /// Its id.
    pub id: Uuid,
    /// Whose account it sets up.
    pub staff: StaffId,
    /// What it sets.
    pub purpose: Purpose,
    /// From when on it is good no more, UTC.
    pub expires_at: DateTime<Utc>,
    /// When it was used, or put out of use by a newer one, UTC.
    pub used_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = staff_links)]
struct Row {
    id: String,
    staff: String,
    purpose: String,
    token_digest: Vec<u8>,
    expires_at: NaiveDateTime,
    used_at: Option<NaiveDateTime>,
}

impl TryFrom<Row> for StoredLink {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "staff_links",
            column,
            row: row.id.clone(),
        };
        let purpose = [Purpose::SetUp, Purpose::SecondFactor]
            .into_iter()
            .find(|purpose| purpose.column() == row.purpose);
        Ok(Self {
            id: row.id.parse().map_err(|_shape| corrupt("id"))?,
            staff: StaffId(row.staff.parse().map_err(|_shape| corrupt("staff"))?),
            purpose: purpose.ok_or_else(|| corrupt("purpose"))?,
            expires_at: row.expires_at.and_utc(),
            used_at: row.used_at.map(|at| at.and_utc()),
        })
    }
}

/// Stores a link whose token has the digest `token_digest` (SHA-256); earlier links of the person that were not used are
/// good no more.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(
    tx: &mut Tx<'_>,
    link: &StoredLink,
    token_digest: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    put_out_of_use(tx, link.staff, now)?;
    let row = Row {
        id: link.id.to_string(),
        staff: link.staff.to_string(),
        purpose: link.purpose.column().to_owned(),
        token_digest: token_digest.to_vec(),
        expires_at: link.expires_at.naive_utc(),
        used_at: link.used_at.map(|at| at.naive_utc()),
    };
    diesel::insert_into(staff_links::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// From now on no link of `staff` that was given before is good.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn put_out_of_use(tx: &mut Tx<'_>, staff: StaffId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let earlier = staff_links::table
        .filter(staff_links::staff.eq(staff.to_string()))
        .filter(staff_links::used_at.is_null());
    diesel::update(earlier)
        .set(staff_links::used_at.eq(now.naive_utc()))
        .execute(tx.conn())?;
    Ok(())
}

/// The link whose token has this digest, good or not.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_token(tx: &mut Tx<'_>, token_digest: &[u8]) -> Result<Option<StoredLink>, StoreError> {
    let row = staff_links::table
        .filter(staff_links::token_digest.eq(token_digest))
        .select(Row::as_select())
        .first(tx.conn());
    row.optional()?.map(StoredLink::try_from).transpose()
}

/// Uses up a link. `false` when it has been used or its time is over.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn use_up(tx: &mut Tx<'_>, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let good = staff_links::table
        .find(id.to_string())
        .filter(staff_links::used_at.is_null())
        .filter(staff_links::expires_at.gt(now.naive_utc()));
    let changed = diesel::update(good)
        .set(staff_links::used_at.eq(now.naive_utc()))
        .execute(tx.conn())?;
    Ok(changed == 1)
}
