//! Form tokens and idempotency keys that have been used, with the answer that was given.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::idempotency;
use super::{StoreError, Tx};

/// Who used a key: the public web form, or one client of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The public web form; its key is the form token.
    Web,
    /// An API client; its key is the `Idempotency-Key`.
    Client(Uuid),
}

impl Scope {
    fn column(self) -> String {
        match self {
            Self::Web => "web".to_owned(),
            Self::Client(id) => id.to_string(),
        }
    }
}

/// A used key. Both digests are keyed, so the row tells neither key nor body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The row's id, to which the answer is sealed.
    pub id: Uuid,
    /// The report that was made.
    pub report: Uuid,
    /// Digest of the body that came with the key.
    pub body_digest: Vec<u8>,
    /// The answer, sealed under the report's key.
    pub answer: Vec<u8>,
}

// Every column is bound, also an absent one: a statement whose text never changes is prepared once.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotency, treat_none_as_default_value = false)]
struct Row {
    id: String,
    scope: String,
    key_digest: Vec<u8>,
    body_digest: Vec<u8>,
    report: String,
    answer: Vec<u8>,
    used_on: NaiveDate,
}

/// What was answered when this key was used in this scope, if it was.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn find(tx: &mut Tx<'_>, scope: Scope, key_digest: &[u8]) -> Result<Option<Used>, StoreError> {
    let row = idempotency::table
        .filter(idempotency::scope.eq(scope.column()))
        .filter(idempotency::key_digest.eq(key_digest))
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?;
    row.map(|row| {
        let corrupt = |column| StoreError::Corrupt {
            table: "idempotency",
            column,
            row: row.id.clone(),
        };
        Ok(Used {
            id: row.id.parse().map_err(|_shape| corrupt("id"))?,
            report: row.report.parse().map_err(|_shape| corrupt("report"))?,
            body_digest: row.body_digest,
            answer: row.answer,
        })
    })
    .transpose()
}

/// Notes that the key was used on `used_on` (Europe/Helsinki).
///
/// # Errors
/// [`StoreError::Conflict`] when another transaction used it first.
pub fn insert(
    tx: &mut Tx<'_>,
    scope: Scope,
    key_digest: &[u8],
    used: &Used,
    used_on: NaiveDate,
) -> Result<(), StoreError> {
    let row = Row {
        id: used.id.to_string(),
        scope: scope.column(),
        key_digest: key_digest.to_vec(),
        body_digest: used.body_digest.clone(),
        report: used.report.to_string(),
        answer: used.answer.clone(),
        used_on,
    };
    diesel::insert_into(idempotency::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// The answers that lie ready for whoever sends `report` again, by the ids of their rows, sealed under its key.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn answers(tx: &mut Tx<'_>, report: Uuid) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    let rows: Vec<(String, Vec<u8>)> = idempotency::table
        .filter(idempotency::report.eq(report.to_string()))
        .select((idempotency::id, idempotency::answer))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, answer)| {
            let row: Uuid = id.parse().map_err(|_shape| StoreError::Corrupt {
                table: "idempotency",
                column: "id",
                row: id.clone(),
            })?;
            Ok((row, answer))
        })
        .collect()
}

/// Puts another sealed answer in the place of the one in the row `id`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_answer(tx: &mut Tx<'_>, id: Uuid, answer: &[u8]) -> Result<(), StoreError> {
    diesel::update(idempotency::table.find(id.to_string()))
        .set(idempotency::answer.eq(answer))
        .execute(tx.conn())?;
    Ok(())
}
