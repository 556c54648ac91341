//! The rows of those who are told of a report.

use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::notice::{About, Person};
use crate::store::case_rows::StoredCase;
use crate::store::schema::case_notices;
use crate::store::{Inserted, StoreError, Tx};

/// A row as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredNotice {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub about: About,
    /// Whom it is about.
    pub person: Person,
    /// How many entries it has had.
    pub version: i64,
    /// Its entries, sealed.
    pub body: Vec<u8>,
}

/// The rows of `case` in which something is written down, in the order of what they are about and of the people.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn notices(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<StoredNotice>, StoreError> {
    let rows: Vec<(String, String, String, i64, i64, Vec<u8>)> = case_notices::table
        .filter(case_notices::case_id.eq(case.to_string()))
        .select((
            case_notices::id,
            case_notices::about,
            case_notices::person,
            case_notices::position,
            case_notices::version,
            case_notices::body,
        ))
        .load(tx.conn())?;
    let rows = rows
        .into_iter()
        .map(|(id, about, person, position, version, body)| {
            let corrupt = |column| StoreError::Corrupt {
                table: "case_notices",
                column,
                row: id.clone(),
            };
            let position = usize::try_from(position).map_err(|_range| corrupt("position"))?;
            Ok(StoredNotice {
                about: About::parse(&about).ok_or_else(|| corrupt("about"))?,
                person: Person::of_key(&person, position).ok_or_else(|| corrupt("person"))?,
                id: id.parse().map_err(|_shape| corrupt("id"))?,
                version,
                body,
            })
        });
    let mut rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    rows.sort_by_key(|row| (row.about, row.person));
    Ok(rows)
}

/// Stores `row` of `case` in the place of what it was at the version before; the first version is 1. `false` when
/// somebody else wrote meanwhile: then nothing has changed.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn put_notice(tx: &mut Tx<'_>, case: &StoredCase, row: &StoredNotice) -> Result<bool, StoreError> {
    if row.version > 1 {
        let before = case_notices::table
            .filter(case_notices::id.eq(row.id.to_string()))
            .filter(case_notices::case_id.eq(case.id.to_string()))
            .filter(case_notices::version.eq(row.version - 1));
        let changed = diesel::update(before)
            .set((
                case_notices::version.eq(row.version),
                case_notices::body.eq(&row.body),
            ))
            .execute(tx.conn())?;
        return Ok(changed == 1);
    }
    let (person, position) = row.person.key();
    let values = (
        case_notices::id.eq(row.id.to_string()),
        case_notices::case_id.eq(case.id.to_string()),
        case_notices::county.eq(case.county.to_string()),
        case_notices::about.eq(row.about.as_str()),
        case_notices::person.eq(person),
        case_notices::position.eq(i64::try_from(position).unwrap_or(i64::MAX)),
        case_notices::version.eq(row.version),
        case_notices::body.eq(&row.body),
    );
    let inserted = tx.insert_else_exists(|tx| {
        diesel::insert_into(case_notices::table)
            .values(values)
            .execute(tx.conn())?;
        Ok(())
    })?;
    Ok(inserted == Inserted::New)
}
