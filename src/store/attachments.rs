//! Files of reports: their sealed facts, their sealed chunks, and what is still on its way in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{attachment_chunks, attachments, uploads};
use super::seal::chunk::Chunk;
use super::{StoreError, Tx};
use crate::domain::attachment::ScanState;
use crate::domain::places::CountyCode;

/// In place of its hour, at an upload that is being deleted.
const DISCARDED: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A file as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id, which its chunks have too.
    pub id: Uuid,
    /// The report it belongs to.
    pub report: Uuid,
    /// The report's county.
    pub county: CountyCode,
    /// What was added later and brought it along; `None` for a file that came with the report itself.
    pub message: Option<Uuid>,
    /// Its place among the files that came together, from 0.
    pub position: usize,
    /// How many chunks it has.
    pub chunks: u32,
    /// How far it has been looked at for harmful content.
    pub scan: ScanState,
    /// Name, kind, size and what became of a picture's own data, sealed.
    pub facts: Vec<u8>,
}

// Every column is bound, also an absent one: a statement whose text never changes is prepared once.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = attachments, treat_none_as_default_value = false)]
struct Row {
    id: String,
    report: String,
    county: String,
    message: Option<String>,
    position: i64,
    chunks: i64,
    scan: String,
    facts: Vec<u8>,
}

impl TryFrom<Row> for Attachment {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "attachments",
            column,
            row: row.id.clone(),
        };
        let message = row.message.as_ref().map(|id| id.parse());
        Ok(Self {
            id: row.id.parse().map_err(|_shape| corrupt("id"))?,
            report: row.report.parse().map_err(|_shape| corrupt("report"))?,
            county: CountyCode::parse(&row.county).ok_or_else(|| corrupt("county"))?,
            message: message.transpose().map_err(|_shape| corrupt("message"))?,
            position: usize::try_from(row.position).map_err(|_range| corrupt("position"))?,
            chunks: u32::try_from(row.chunks).map_err(|_range| corrupt("chunks"))?,
            scan: ScanState::parse(&row.scan).ok_or_else(|| corrupt("scan"))?,
            facts: row.facts,
        })
    }
}

/// Notes that the file `id` is on its way in, since the hour that began at `hour`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn begin_upload(tx: &mut Tx<'_>, id: Uuid, hour: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::insert_into(uploads::table)
        .values((
            uploads::attachment.eq(id.to_string()),
            uploads::begun_at.eq(hour.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores chunks of the file `id`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_chunks(tx: &mut Tx<'_>, id: Uuid, chunks: &[Chunk]) -> Result<(), StoreError> {
    for chunk in chunks {
        diesel::insert_into(attachment_chunks::table)
            .values((
                attachment_chunks::attachment.eq(id.to_string()),
                attachment_chunks::number.eq(i64::from(chunk.number)),
                attachment_chunks::sealed.eq(&chunk.sealed),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Makes an upload a file of its report.
///
/// # Errors
/// [`StoreError::Unavailable`] when somebody discards the upload: then its chunks are gone or going, and the whole
/// transaction must fail.
pub fn insert(tx: &mut Tx<'_>, file: &Attachment) -> Result<(), StoreError> {
    let upload = uploads::table
        .find(file.id.to_string())
        .filter(uploads::begun_at.gt(DISCARDED.naive_utc()));
    if diesel::delete(upload).execute(tx.conn())? != 1 {
        return Err(StoreError::Unavailable);
    }
    let row = Row {
        id: file.id.to_string(),
        report: file.report.to_string(),
        county: file.county.to_string(),
        message: file.message.map(|id| id.to_string()),
        position: i64::try_from(file.position).unwrap_or(i64::MAX),
        chunks: i64::from(file.chunks),
        scan: file.scan.as_str().to_owned(),
        facts: file.facts.clone(),
    };
    diesel::insert_into(attachments::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// The files of `report`, those that came with it first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn of_report(tx: &mut Tx<'_>, report: Uuid) -> Result<Vec<Attachment>, StoreError> {
    let rows = attachments::table
        .filter(attachments::report.eq(report.to_string()))
        .select(Row::as_select())
        .load(tx.conn())?;
    let files: Result<Vec<Attachment>, StoreError> = rows.into_iter().map(Attachment::try_from).collect();
    let mut files = files?;
    // In Rust, as the databases sort what is null at opposite ends.
    files.sort_by_key(|file| (file.message, file.position, file.id));
    Ok(files)
}

/// The file `id` of `report`; another report's is `None`, like an absent one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn find(tx: &mut Tx<'_>, report: Uuid, id: Uuid) -> Result<Option<Attachment>, StoreError> {
    let row = attachments::table
        .find(id.to_string())
        .filter(attachments::report.eq(report.to_string()))
        .select(Row::as_select())
        .first(tx.conn());
    row.optional()?.map(Attachment::try_from).transpose()
}

/// The sealed chunks of `file` from number `from` on, `most` at most.
///
/// # Errors
/// [`StoreError::Corrupt`] when one is missing.
pub fn chunks(tx: &mut Tx<'_>, file: &Attachment, from: u32, most: u32) -> Result<Vec<Chunk>, StoreError> {
    let until = from.saturating_add(most).min(file.chunks);
    let rows: Vec<(i64, Vec<u8>)> = attachment_chunks::table
        .filter(attachment_chunks::attachment.eq(file.id.to_string()))
        .filter(attachment_chunks::number.ge(i64::from(from)))
        .filter(attachment_chunks::number.lt(i64::from(until)))
        .order(attachment_chunks::number)
        .select((attachment_chunks::number, attachment_chunks::sealed))
        .load(tx.conn())?;
    let chunks: Vec<Chunk> = (from..until)
        .zip(rows)
        .filter(|(wanted, (number, _))| i64::from(*wanted) == *number)
        .map(|(number, (_, sealed))| Chunk { number, sealed })
        .collect();
    if chunks.len() != usize::try_from(until.saturating_sub(from)).unwrap_or(usize::MAX) {
        return Err(StoreError::Corrupt {
            table: "attachment_chunks",
            column: "number",
            row: file.id.to_string(),
        });
    }
    Ok(chunks)
}

/// The uploads that began before `hour`: no request lasts so long, so what they were to belong to never came.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn abandoned(tx: &mut Tx<'_>, hour: DateTime<Utc>) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<String> = uploads::table
        .filter(uploads::begun_at.lt(hour.naive_utc()))
        .select(uploads::attachment)
        .load(tx.conn())?;
    ids.into_iter()
        .map(|id| {
            id.parse().map_err(|_shape| StoreError::Corrupt {
                table: "uploads",
                column: "attachment",
                row: id.clone(),
            })
        })
        .collect()
}

/// Deletes the last `most` chunks of the upload `id`, and the upload once none are left. Tells whether it is gone. What has
/// become a file of a report is left alone.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn discard(tx: &mut Tx<'_>, id: Uuid, most: i64) -> Result<bool, StoreError> {
    let name = id.to_string();
    // Waits for a transaction that is about to make a file of it, and tells every later one that it is too late.
    let marked = diesel::update(uploads::table.find(&name))
        .set(uploads::begun_at.eq(DISCARDED.naive_utc()))
        .execute(tx.conn())?;
    if marked == 0 {
        return Ok(true);
    }
    let of_it = attachment_chunks::attachment.eq(name.clone());
    let last: Option<i64> = attachment_chunks::table
        .filter(of_it.clone())
        .select(diesel::dsl::max(attachment_chunks::number))
        .first(tx.conn())?;
    let Some(last) = last else {
        diesel::delete(uploads::table.find(&name)).execute(tx.conn())?;
        return Ok(true);
    };
    let end = attachment_chunks::table
        .filter(of_it)
        .filter(attachment_chunks::number.gt(last.saturating_sub(most)));
    diesel::delete(end).execute(tx.conn())?;
    Ok(false)
}
