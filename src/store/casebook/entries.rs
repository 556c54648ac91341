//! Notes, contacts and completed facts: written once, never changed.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::store::case_rows::StoredCase;
use crate::store::schema::{case_contacts, case_facts, case_notes, staff};
use crate::store::{Inserted, StoreError, Tx};

/// Which log of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log {
    /// Notes.
    Notes,
    /// Contacts.
    Contacts,
    /// Facts of the child that were completed.
    Facts,
}

impl Log {
    /// The name of its table.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Notes => "case_notes",
            Self::Contacts => "case_contacts",
            Self::Facts => "case_facts",
        }
    }
}

/// An entry on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Its id.
    pub id: Uuid,
    /// Who wrote it.
    pub author: Uuid,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What, sealed.
    pub body: Vec<u8>,
}

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// Who wrote it, by the name that colleagues read.
    pub author: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What, sealed.
    pub body: Vec<u8>,
}

/// Stores `entry` in `log` of `case`, unless one with its id is there.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(
    tx: &mut Tx<'_>,
    log: Log,
    case: &StoredCase,
    entry: &NewEntry,
) -> Result<Inserted, StoreError> {
    macro_rules! into {
        ($table:ident) => {
            diesel::insert_into($table::table).values((
                $table::id.eq(entry.id.to_string()),
                $table::case_id.eq(case.id.to_string()),
                $table::county.eq(case.county.to_string()),
                $table::author.eq(entry.author.to_string()),
                $table::written_at.eq(entry.at.naive_utc()),
                $table::body.eq(&entry.body),
            ))
        };
    }
    tx.insert_else_exists(|tx| {
        match log {
            Log::Notes => into!(case_notes).execute(tx.conn())?,
            Log::Contacts => into!(case_contacts).execute(tx.conn())?,
            Log::Facts => into!(case_facts).execute(tx.conn())?,
        };
        Ok(())
    })
}

type Row = (String, String, NaiveDateTime, Vec<u8>);

/// The entries of `log` of `case`, the oldest first.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn entries(tx: &mut Tx<'_>, log: Log, case: Uuid) -> Result<Vec<Entry>, StoreError> {
    macro_rules! from {
        ($table:ident) => {
            $table::table
                .inner_join(staff::table.on(staff::id.eq($table::author)))
                .filter($table::case_id.eq(case.to_string()))
                .order(($table::written_at, $table::id))
                .select((
                    $table::id,
                    staff::display_name,
                    $table::written_at,
                    $table::body,
                ))
        };
    }
    let rows: Vec<Row> = match log {
        Log::Notes => from!(case_notes).load(tx.conn())?,
        Log::Contacts => from!(case_contacts).load(tx.conn())?,
        Log::Facts => from!(case_facts).load(tx.conn())?,
    };
    rows.into_iter()
        .map(|(id, author, at, body)| {
            let corrupt = StoreError::Corrupt {
                table: log.table(),
                column: "id",
                row: id.clone(),
            };
            Ok(Entry {
                id: id.parse().map_err(|_shape| corrupt)?,
                author,
                at: at.and_utc(),
                body,
            })
        })
        .collect()
}
