//! What one shift leaves to the next: its notes, and which cases came or were put aside lately.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date};
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::cases::EventKind;
use super::schema::{case_events, cases, handover_notes, staff};
use super::{Inserted, StoreError, Tx};
use crate::domain::access::{Scope, StaffId};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

/// A note, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// The office whose shift it is for.
    pub office: OfficeId,
    /// The office's county.
    pub county: CountyCode,
    /// Who wrote it.
    pub author: StaffId,
    /// The name that colleagues read; not stored with it.
    pub author_name: String,
    /// When (UTC).
    pub written_at: DateTime<Utc>,
    /// Its key, wrapped for the office.
    pub wrap: Vec<u8>,
    /// The text, sealed.
    pub body: Vec<u8>,
    /// Who took the shift and has read it, and when (UTC).
    pub taken: Option<(String, DateTime<Utc>)>,
}

/// A note that nobody has taken, unopened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untaken {
    /// The office whose shift it is for.
    pub office: OfficeId,
    /// The name of its author that colleagues read.
    pub author: String,
    /// When it was written (UTC).
    pub at: DateTime<Utc>,
}

/// The newest note for one of `scope`'s queues that somebody else wrote and nobody has taken.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn untaken(tx: &mut Tx<'_>, scope: &Scope) -> Result<Option<Untaken>, StoreError> {
    let offices = scope.queue_offices();
    let ids: Vec<String> = offices.iter().map(ToString::to_string).collect();
    let newest: Option<(String, String, String, NaiveDateTime)> = handover_notes::table
        .inner_join(staff::table.on(staff::id.eq(handover_notes::author)))
        .filter(handover_notes::office.eq_any(ids))
        .filter(handover_notes::county.eq(scope.county.to_string()))
        .filter(handover_notes::taken_by.is_null())
        .filter(handover_notes::author.ne(scope.staff.to_string()))
        .order((handover_notes::written_at.desc(), handover_notes::id))
        .select((
            handover_notes::id,
            handover_notes::office,
            staff::display_name,
            handover_notes::written_at,
        ))
        .first(tx.conn())
        .optional()?;
    newest
        .map(|(id, office, author, written_at)| {
            let corrupt = StoreError::Corrupt {
                table: "handover_notes",
                column: "office",
                row: id,
            };
            Ok(Untaken {
                office: OfficeId(office.parse().map_err(|_shape| corrupt)?),
                author,
                at: written_at.and_utc(),
            })
        })
        .transpose()
}

/// Stores `note`, unless one with its id is there.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, note: &Note) -> Result<bool, StoreError> {
    let values = (
        handover_notes::id.eq(note.id.to_string()),
        handover_notes::county.eq(note.county.to_string()),
        handover_notes::office.eq(note.office.to_string()),
        handover_notes::author.eq(note.author.to_string()),
        handover_notes::written_at.eq(note.written_at.naive_utc()),
        handover_notes::wrap.eq(&note.wrap),
        handover_notes::body.eq(&note.body),
    );
    let inserted = tx.insert_else_exists(|tx| {
        diesel::insert_into(handover_notes::table)
            .values(values)
            .execute(tx.conn())?;
        Ok(())
    })?;
    Ok(inserted == Inserted::New)
}

/// The newest notes for `office`, at most `limit`, if it is one of `scope`'s queues.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn notes(tx: &mut Tx<'_>, scope: &Scope, office: OfficeId, limit: i64) -> Result<Vec<Note>, StoreError> {
    type NoteRow = (
        (String, String, NaiveDateTime),
        String,
        (Vec<u8>, Vec<u8>),
        (Option<String>, Option<NaiveDateTime>),
    );
    if !scope.queue_offices().contains(&office) {
        return Ok(Vec::new());
    }
    let rows: Vec<NoteRow> = handover_notes::table
        .inner_join(staff::table.on(staff::id.eq(handover_notes::author)))
        .filter(handover_notes::office.eq(office.to_string()))
        .filter(handover_notes::county.eq(scope.county.to_string()))
        .order((handover_notes::written_at.desc(), handover_notes::id))
        .limit(limit)
        .select((
            (
                handover_notes::id,
                handover_notes::author,
                handover_notes::written_at,
            ),
            staff::display_name,
            (handover_notes::wrap, handover_notes::body),
            (handover_notes::taken_by, handover_notes::taken_at),
        ))
        .load(tx.conn())?;
    let takers: Vec<&String> = rows.iter().filter_map(|(.., (by, _))| by.as_ref()).collect();
    let names: Vec<(String, String)> = staff::table
        .filter(staff::id.eq_any(takers))
        .select((staff::id, staff::display_name))
        .load(tx.conn())?;
    let name_of = |id: &String| {
        let found = names.iter().find(|(known, _)| known == id);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    rows.into_iter()
        .map(
            |((id, author, written_at), author_name, (wrap, body), (by, at))| {
                let corrupt = |column| StoreError::Corrupt {
                    table: "handover_notes",
                    column,
                    row: id.clone(),
                };
                Ok(Note {
                    id: id.parse().map_err(|_shape| corrupt("id"))?,
                    office,
                    county: scope.county,
                    author: StaffId(author.parse().map_err(|_shape| corrupt("author"))?),
                    author_name,
                    written_at: written_at.and_utc(),
                    wrap,
                    body,
                    taken: by.as_ref().map(name_of).zip(at.map(|at| at.and_utc())),
                })
            },
        )
        .collect()
}

/// Notes that the person of `scope` takes the shift of `office` at `now` and has read its notes: those of others that nobody
/// has taken. Tells how many.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn take(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let open = handover_notes::table
        .filter(handover_notes::office.eq(office.to_string()))
        .filter(handover_notes::county.eq(scope.county.to_string()))
        .filter(handover_notes::taken_by.is_null())
        .filter(handover_notes::author.ne(scope.staff.to_string()))
        .filter(handover_notes::written_at.le(now.naive_utc()));
    Ok(diesel::update(open)
        .set((
            handover_notes::taken_by.eq(scope.staff.to_string()),
            handover_notes::taken_at.eq(now.naive_utc()),
        ))
        .execute(tx.conn())?)
}

/// Deletes the notes that were written before `kept_from`. Tells how many.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn forget(tx: &mut Tx<'_>, kept_from: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = handover_notes::table.filter(handover_notes::written_at.lt(kept_from.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

/// The cases of `office` that came in the hour `since` (day and hour, Europe/Helsinki) or later, the newest first, at most
/// `limit`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn came(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    since: (NaiveDate, i64),
    limit: i64,
) -> Result<Vec<StoredCase>, StoreError> {
    cases::table
        .filter(cases::office.eq(office.to_string()))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::received_on.ge(since.0))
        .filter(
            sql::<Bool>("(cases.received_on, cases.received_hour) >= (")
                .bind::<Date, _>(since.0)
                .sql(", ")
                .bind::<BigInt, _>(since.1)
                .sql(")"),
        )
        .filter(cases::id.ne_all(left_out(scope)))
        .order((cases::received_on.desc(), cases::received_hour.desc(), cases::id))
        .limit(limit)
        .select(Row::as_select())
        .load::<Row>(tx.conn())?
        .into_iter()
        .map(StoredCase::try_from)
        .collect()
}

/// The open cases of `office` that somebody put aside since `since`, at most `limit`.
///
/// # Errors
/// As [`came`].
pub fn put_aside(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<StoredCase>, StoreError> {
    let aside = case_events::table
        .filter(case_events::county.eq(scope.county.to_string()))
        .filter(case_events::kind.eq(EventKind::PutAside.as_str()))
        .filter(case_events::happened_at.ge(since.naive_utc()))
        .select(case_events::case_id);
    cases::table
        .filter(cases::office.eq(office.to_string()))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::in_queue)
        .filter(cases::id.eq_any(aside))
        .filter(cases::id.ne_all(left_out(scope)))
        .order((cases::queue_rank, cases::queue_due, cases::id))
        .limit(limit)
        .select(Row::as_select())
        .load::<Row>(tx.conn())?
        .into_iter()
        .map(StoredCase::try_from)
        .collect()
}
