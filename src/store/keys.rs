//! The stored keys: each wrapped by a master key that never lies in the database.

use diesel::prelude::*;

use super::schema::{key_canary, keys};
use super::seal::aad::KeyKind;
use super::seal::secret::KeyId;
use super::{Inserted, StoreError, Tx};

/// A key as it is stored: its wrap opens with the master key that the wrap names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    /// The row's id.
    pub id: uuid::Uuid,
    /// What the key is for.
    pub kind: KeyKind,
    /// The office's id, the county's code, or empty for a key of the whole service.
    pub owner: String,
    /// Version of the key; of a wizard-state key, its slot (hours since 1970).
    pub version: u32,
    /// What wraps made with this key name.
    pub kid: KeyId,
    /// The wrapped key, 66 bytes.
    pub wrap: Vec<u8>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = keys)]
struct Row {
    id: String,
    kind: String,
    owner: String,
    version: i64,
    kid: String,
    wrap: Vec<u8>,
}

impl From<&StoredKey> for Row {
    fn from(key: &StoredKey) -> Self {
        Self {
            id: key.id.to_string(),
            kind: key.kind.as_str().to_owned(),
            owner: key.owner.clone(),
            version: i64::from(key.version),
            kid: key.kid.to_string(),
            wrap: key.wrap.clone(),
        }
    }
}

impl TryFrom<Row> for StoredKey {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "keys",
            column,
            row: row.id.clone(),
        };
        Ok(Self {
            id: row.id.parse().map_err(|_shape| corrupt("id"))?,
            kind: KeyKind::parse(&row.kind).ok_or_else(|| corrupt("kind"))?,
            version: u32::try_from(row.version).map_err(|_range| corrupt("version"))?,
            kid: KeyId::parse(&row.kid).ok_or_else(|| corrupt("kid"))?,
            owner: row.owner,
            wrap: row.wrap,
        })
    }
}

/// Stores `key`, unless one of the same kind, owner and version is there: another process may have made it first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, key: &StoredKey) -> Result<Inserted, StoreError> {
    let row = Row::from(key);
    tx.insert_else_exists(|tx| {
        diesel::insert_into(keys::table).values(&row).execute(tx.conn())?;
        Ok(())
    })
}

/// Every stored key of `kind`, the newest version of each owner last.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn all(tx: &mut Tx<'_>, kind: KeyKind) -> Result<Vec<StoredKey>, StoreError> {
    keys::table
        .filter(keys::kind.eq(kind.as_str()))
        .order((keys::owner, keys::version))
        .select(Row::as_select())
        .load(tx.conn())?
        .into_iter()
        .map(StoredKey::try_from)
        .collect()
}

/// Deletes the wizard-state keys of slots before `slot`: what they sealed can then never be read again.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn forget_states_before(tx: &mut Tx<'_>, slot: u32) -> Result<(), StoreError> {
    diesel::delete(
        keys::table
            .filter(keys::kind.eq(KeyKind::State.as_str()))
            .filter(keys::version.lt(i64::from(slot))),
    )
    .execute(tx.conn())?;
    Ok(())
}

/// The canaries: the id of each master key that was ever active, with the text sealed under it.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a malformed key id.
pub fn canaries(tx: &mut Tx<'_>) -> Result<Vec<(KeyId, Vec<u8>)>, StoreError> {
    key_canary::table
        .select((key_canary::kid, key_canary::sealed))
        .load::<(String, Vec<u8>)>(tx.conn())?
        .into_iter()
        .map(|(kid, sealed)| {
            let id = KeyId::parse(&kid);
            let id = id.ok_or(StoreError::Corrupt {
                table: "key_canary",
                column: "kid",
                row: kid,
            })?;
            Ok((id, sealed))
        })
        .collect()
}

/// Stores the canary of the master key `kid`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_canary(tx: &mut Tx<'_>, kid: KeyId, sealed: &[u8]) -> Result<Inserted, StoreError> {
    tx.insert_else_exists(|tx| {
        diesel::insert_into(key_canary::table)
            .values((key_canary::kid.eq(kid.to_string()), key_canary::sealed.eq(sealed)))
            .execute(tx.conn())?;
        Ok(())
    })
}
