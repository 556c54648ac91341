//! The organisations whose own address fills in the form of those who report in their work.

use diesel::prelude::*;

use super::schema::organisations;
use super::{StoreError, Tx};
use crate::domain::codes::Authority;

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// The end of its address: small letters, digits and hyphens.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Its body (LsL 25 § 1 mom.).
    pub authority: Authority,
    /// Its business id, such as `0000000-0`.
    pub business_id: Option<String>,
    /// The names of its units, to choose from.
    pub units: Vec<String>,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = organisations, primary_key(code), treat_none_as_null = true)]
struct Row {
    code: String,
    name: String,
    authority: String,
    business_id: Option<String>,
    units: String,
}

impl From<&Organisation> for Row {
    fn from(of: &Organisation) -> Self {
        Self {
            code: of.code.clone(),
            name: of.name.clone(),
            authority: of.authority.as_str().to_owned(),
            business_id: of.business_id.clone(),
            units: serde_json::Value::from(of.units.clone()).to_string(),
        }
    }
}

impl TryFrom<Row> for Organisation {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "organisations",
            column,
            row: row.code.clone(),
        };
        Ok(Self {
            authority: Authority::parse(&row.authority).ok_or_else(|| corrupt("authority"))?,
            units: serde_json::from_str(&row.units).map_err(|_shape| corrupt("units"))?,
            code: row.code,
            name: row.name,
            business_id: row.business_id,
        })
    }
}

/// The organisation with this code.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn find(tx: &mut Tx<'_>, code: &str) -> Result<Option<Organisation>, StoreError> {
    let row = organisations::table
        .find(code)
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?;
    row.map(Organisation::try_from).transpose()
}

/// Every organisation, by code.
///
/// # Errors
/// As [`find`].
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Organisation>, StoreError> {
    let rows = organisations::table
        .order(organisations::code)
        .select(Row::as_select());
    rows.load(tx.conn())?
        .into_iter()
        .map(Organisation::try_from)
        .collect()
}

/// Stores `organisation`, in the place of the one with its code.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn put(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<(), StoreError> {
    let row = Row::from(organisation);
    let there = organisations::table.find(&row.code);
    if diesel::update(there).set(&row).execute(tx.conn())? == 0 {
        diesel::insert_into(organisations::table)
            .values(&row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Forgets the organisation with this code.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn delete(tx: &mut Tx<'_>, code: &str) -> Result<(), StoreError> {
    diesel::delete(organisations::table.find(code)).execute(tx.conn())?;
    Ok(())
}
