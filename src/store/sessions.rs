//! Sessions of staff: who is signed in, by the digest of a token that only the browser holds.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::sessions;
use super::{StoreError, Tx};
use crate::domain::access::StaffId;

/// A session as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub staff: StaffId,
    /// When it began, UTC.
    pub started_at: DateTime<Utc>,
    /// When it was last used, UTC.
    pub seen_at: DateTime<Utc>,
    /// When its person last gave a one-time code, UTC.
    pub proven_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
struct Row {
    id: String,
    staff: String,
    token_digest: Vec<u8>,
    started_at: NaiveDateTime,
    seen_at: NaiveDateTime,
    proven_at: Option<NaiveDateTime>,
}

impl TryFrom<Row> for StoredSession {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "sessions",
            column,
            row: row.id.clone(),
        };
        Ok(Self {
            id: row.id.parse().map_err(|_shape| corrupt("id"))?,
            staff: StaffId(row.staff.parse().map_err(|_shape| corrupt("staff"))?),
            started_at: row.started_at.and_utc(),
            seen_at: row.seen_at.and_utc(),
            proven_at: row.proven_at.map(|at| at.and_utc()),
        })
    }
}

/// Stores a session whose token has the digest `token_digest` (SHA-256).
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, session: &StoredSession, token_digest: &[u8]) -> Result<(), StoreError> {
    let row = Row {
        id: session.id.to_string(),
        staff: session.staff.to_string(),
        token_digest: token_digest.to_vec(),
        started_at: session.started_at.naive_utc(),
        seen_at: session.seen_at.naive_utc(),
        proven_at: session.proven_at.map(|at| at.naive_utc()),
    };
    diesel::insert_into(sessions::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// The session whose token has this digest, however old it is.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_token(tx: &mut Tx<'_>, token_digest: &[u8]) -> Result<Option<StoredSession>, StoreError> {
    let row = sessions::table
        .filter(sessions::token_digest.eq(token_digest))
        .select(Row::as_select())
        .first(tx.conn());
    row.optional()?.map(StoredSession::try_from).transpose()
}

/// Notes that the session was used at `now`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn touch(tx: &mut Tx<'_>, id: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(id.to_string()))
        .set(sessions::seen_at.eq(now.naive_utc()))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends a session: its token opens nothing from then on.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn end(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StoreError> {
    diesel::delete(sessions::table.find(id.to_string())).execute(tx.conn())?;
    Ok(())
}

/// Ends every session that was last used before `seen` or began before `started`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn end_stale(tx: &mut Tx<'_>, seen: DateTime<Utc>, started: DateTime<Utc>) -> Result<(), StoreError> {
    let stale = sessions::seen_at
        .lt(seen.naive_utc())
        .or(sessions::started_at.lt(started.naive_utc()));
    diesel::delete(sessions::table.filter(stale)).execute(tx.conn())?;
    Ok(())
}

/// Ends the sessions of `staff` but the `keep` that began last.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn end_oldest(tx: &mut Tx<'_>, staff: StaffId, keep: i64) -> Result<(), StoreError> {
    let kept: Vec<String> = sessions::table
        .filter(sessions::staff.eq(staff.to_string()))
        .order((sessions::started_at.desc(), sessions::id))
        .limit(keep)
        .select(sessions::id)
        .load(tx.conn())?;
    let others = sessions::table
        .filter(sessions::staff.eq(staff.to_string()))
        .filter(sessions::id.ne_all(kept));
    diesel::delete(others).execute(tx.conn())?;
    Ok(())
}

/// The sessions of `staff`, the one that was used last first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn of_staff(tx: &mut Tx<'_>, staff: StaffId) -> Result<Vec<StoredSession>, StoreError> {
    let rows: Vec<Row> = sessions::table
        .filter(sessions::staff.eq(staff.to_string()))
        .order((sessions::seen_at.desc(), sessions::id))
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(StoredSession::try_from).collect()
}

/// Ends session `id` if it is one of `staff`. `false` when it is none.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn end_own(tx: &mut Tx<'_>, staff: StaffId, id: Uuid) -> Result<bool, StoreError> {
    let own = sessions::table
        .find(id.to_string())
        .filter(sessions::staff.eq(staff.to_string()));
    Ok(diesel::delete(own).execute(tx.conn())? == 1)
}

/// Ends every session of `staff` but `kept`, and tells how many.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn end_all(tx: &mut Tx<'_>, staff: StaffId, kept: Option<Uuid>) -> Result<usize, StoreError> {
    let others = sessions::table
        .filter(sessions::staff.eq(staff.to_string()))
        .filter(sessions::id.ne(kept.map(|id| id.to_string()).unwrap_or_default()));
    Ok(diesel::delete(others).execute(tx.conn())?)
}

/// Gives session `id` another token, and notes when its person gave a one-time code.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn renew(
    tx: &mut Tx<'_>,
    id: Uuid,
    token_digest: &[u8],
    proven_at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(id.to_string()))
        .set((
            sessions::token_digest.eq(token_digest),
            sessions::proven_at.eq(proven_at.map(|at| at.naive_utc())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
