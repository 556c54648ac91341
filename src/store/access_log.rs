//! The read log's chains: appending to the end of one, and its end.
//!
//! Whoever appends first takes the row of the county's head and holds it until the commit, so that a chain has no
//! forks. An append is the last thing a transaction does: the head is held for as short as can be, and whoever waits
//! for it holds nothing that its holder could wait for. A transaction that writes into several chains does so in the
//! order of their counties.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::connection::each;
use super::error::Fault;
use super::schema::{access_log, blind_indexes, log_heads};
use super::seal::mac::Digest;
use super::seal::secret::SecretKey;
use super::{Inserted, StoreError, Tx};
use crate::domain::audit::{Entry, EventRow, FIRST_PREVIOUS, LogRow};
use crate::domain::places::CountyCode;

/// The end of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number of the last row; 0 for an empty chain.
    pub seq: i64,
    /// Its MAC.
    pub mac: Vec<u8>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = access_log)]
pub(super) struct Row {
    county: String,
    seq: i64,
    happened_on: NaiveDate,
    happened_hour: i64,
    happened_at: Option<NaiveDateTime>,
    actor: Option<String>,
    role: Option<String>,
    office: Option<String>,
    action: String,
    case_id: Option<String>,
    report: Option<String>,
    object: Option<String>,
    subject: Option<Vec<u8>>,
    purpose: Option<String>,
    result: String,
    event: Option<String>,
    digest: Option<Vec<u8>>,
    previous: Vec<u8>,
    mac: Vec<u8>,
}

/// The two structs have the same columns; one belongs to the database, the other to what is hashed.
macro_rules! same_columns {
    ($from:ty => $to:ident) => {
        impl From<$from> for $to {
            fn from(row: $from) -> Self {
                Self {
                    county: row.county,
                    seq: row.seq,
                    happened_on: row.happened_on,
                    happened_hour: row.happened_hour,
                    happened_at: row.happened_at,
                    actor: row.actor,
                    role: row.role,
                    office: row.office,
                    action: row.action,
                    case_id: row.case_id,
                    report: row.report,
                    object: row.object,
                    subject: row.subject,
                    purpose: row.purpose,
                    result: row.result,
                    event: row.event,
                    digest: row.digest,
                    previous: row.previous,
                    mac: row.mac,
                }
            }
        }
    };
}
same_columns!(LogRow => Row);
same_columns!(Row => LogRow);

/// The MAC of `row` under the key of its county's log.
pub fn mac(key: &SecretKey, row: &LogRow) -> Digest {
    Digest::of(key, &[&row.previous, &row.canonical()])
}

/// What a row of the log says of the event that it seals.
pub fn event_digest(event: &EventRow) -> Vec<u8> {
    Sha256::digest(event.canonical()).to_vec()
}

/// What a row of the log says of a list of cases that was shown, in its order.
pub fn list_digest(cases: impl IntoIterator<Item = Uuid>) -> Vec<u8> {
    let mut hash = Sha256::new();
    for case in cases {
        hash.update(case.as_bytes());
    }
    hash.finalize().to_vec()
}

/// Makes the head of an empty chain, unless the county has one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_head(tx: &mut Tx<'_>, county: CountyCode) -> Result<Inserted, StoreError> {
    tx.insert_else_exists(|tx| {
        diesel::insert_into(log_heads::table)
            .values((
                log_heads::county.eq(county.to_string()),
                log_heads::seq.eq(0),
                log_heads::mac.eq(FIRST_PREVIOUS.to_vec()),
            ))
            .execute(tx.conn())?;
        Ok(())
    })
}

/// The end of `county`'s chain as it is now; `None` when the county has no head.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn head(tx: &mut Tx<'_>, county: CountyCode) -> Result<Option<Head>, StoreError> {
    let found = log_heads::table
        .find(county.to_string())
        .select((log_heads::seq, log_heads::mac))
        .first(tx.conn())
        .optional()?;
    Ok(found.map(|(seq, mac)| Head { seq, mac }))
}

/// The ends of all chains, by county.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a county that is none.
pub fn heads(tx: &mut Tx<'_>) -> Result<Vec<(CountyCode, Head)>, StoreError> {
    let rows: Vec<(String, i64, Vec<u8>)> = log_heads::table
        .order(log_heads::county)
        .select((log_heads::county, log_heads::seq, log_heads::mac))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(county, seq, mac)| match CountyCode::parse(&county) {
            Some(code) => Ok((code, Head { seq, mac })),
            None => Err(StoreError::Corrupt {
                table: "log_heads",
                column: "county",
                row: county,
            }),
        })
        .collect()
}

/// The highest number of a row in `county`'s chain, whatever its head says; 0 when there is none.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn last(tx: &mut Tx<'_>, county: CountyCode) -> Result<i64, StoreError> {
    let highest: Option<i64> = access_log::table
        .filter(access_log::county.eq(county.to_string()))
        .select(diesel::dsl::max(access_log::seq))
        .first(tx.conn())?;
    Ok(highest.unwrap_or(0))
}

/// Takes the end of `county`'s chain, moved on by `by` rows: nobody else appends until this transaction ends. What is
/// read after this call is as the one before left it. The MAC is still that of the last row.
///
/// # Errors
/// [`StoreError::Database`] when the county has no head; [`StoreError`] of the database.
pub fn take_head(tx: &mut Tx<'_>, county: CountyCode, by: i64) -> Result<Head, StoreError> {
    let taken: Option<(i64, Vec<u8>)> = diesel::update(log_heads::table.find(county.to_string()))
        .set(log_heads::seq.eq(log_heads::seq + by))
        .returning((log_heads::seq, log_heads::mac))
        .get_result(tx.conn())
        .optional()?;
    let (seq, mac) = taken.ok_or(StoreError::Database(Fault::new(
        "the county's log has no head (huoli log verify tells more)",
    )))?;
    Ok(Head { seq: seq - by, mac })
}

/// Appends `entries` to the chain of `county`, in their order, sealed by `key`. They stand only when the transaction
/// is committed; if it is not, nothing that they tell of may be shown.
///
/// # Errors
/// [`StoreError::Conflict`] when an event has its row already; [`StoreError`] of the database.
pub fn append(
    tx: &mut Tx<'_>,
    key: &SecretKey,
    county: CountyCode,
    entries: Vec<Entry>,
) -> Result<(), StoreError> {
    let Ok(number @ 1..) = i64::try_from(entries.len()) else {
        return Ok(());
    };
    let Head {
        mut seq,
        mac: mut previous,
    } = take_head(tx, county, number)?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        seq += 1;
        let entry = Entry { county, ..entry };
        let mut row = entry.into_row(seq, std::mem::take(&mut previous));
        row.mac = mac(key, &row).to_vec();
        previous.clone_from(&row.mac);
        rows.push(Row::from(row));
    }
    each!(tx.conn(), |c| diesel::insert_into(access_log::table)
        .values(&rows)
        .execute(c))?;
    diesel::update(log_heads::table.find(county.to_string()))
        .set(log_heads::mac.eq(previous))
        .execute(tx.conn())?;
    Ok(())
}

/// The blind index of the identity code of the child whom `case` is about, where it is known.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn subject(tx: &mut Tx<'_>, case: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(blind_indexes::table
        .filter(blind_indexes::case_id.eq(case.to_string()))
        .filter(blind_indexes::label.eq("identity_code"))
        .select(blind_indexes::digest)
        .order(blind_indexes::id)
        .first(tx.conn())
        .optional()?)
}
