//! Messages between a reporter and the workers of the report's offices: sealed texts, and what lies in clear about them.

pub mod mailboxes;
pub mod unread;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::case_rows::StoredCase;
use super::schema::{messages, staff};
use super::{Inserted, StoreError, Tx};
use crate::domain::access::StaffId;
use crate::domain::places::CountyCode;

/// Who sent a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// A worker, who asks about a case.
    Worker {
        /// The case.
        case: Uuid,
        /// Who asks.
        author: StaffId,
        /// When exactly, UTC.
        at: DateTime<Utc>,
    },
    /// The reporter, about the whole report.
    Reporter,
}

/// A message on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Its id.
    pub id: Uuid,
    /// The report.
    pub report: Uuid,
    /// The report's county.
    pub county: CountyCode,
    /// Who sent it.
    pub sender: Sender,
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// Hour, 0–23, Europe/Helsinki.
    pub hour: u32,
    /// The text, sealed under the report's key.
    pub body: Vec<u8>,
    /// Keyed hash of the page or key with which it came.
    pub sending: Vec<u8>,
}

/// A message as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMessage {
    /// Its id.
    pub id: Uuid,
    /// The case about which a worker asks; `None` for what the reporter sent.
    pub case: Option<Uuid>,
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// Hour, 0–23, Europe/Helsinki.
    pub hour: u32,
    /// The exact instant of a question, UTC.
    pub at: Option<DateTime<Utc>>,
    /// The worker who asked, by the name that colleagues read.
    pub author: Option<String>,
    /// The text, sealed under the report's key.
    pub body: Vec<u8>,
    /// A question that was answered.
    pub answered: bool,
}

impl StoredMessage {
    /// Whether it is a question that waits for an answer.
    pub const fn is_open(&self) -> bool {
        self.case.is_some() && !self.answered
    }
}

/// Stores `message`, unless the same sending is there.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, message: &NewMessage) -> Result<Inserted, StoreError> {
    let (direction, case, author, at) = match message.sender {
        Sender::Worker { case, author, at } => ("question", Some(case), Some(author), Some(at.naive_utc())),
        Sender::Reporter => ("answer", None, None, None),
    };
    let row = (
        messages::id.eq(message.id.to_string()),
        messages::report.eq(message.report.to_string()),
        messages::county.eq(message.county.to_string()),
        messages::direction.eq(direction),
        messages::case_id.eq(case.map(|case| case.to_string())),
        messages::sent_on.eq(message.on),
        messages::sent_hour.eq(i64::from(message.hour)),
        messages::sent_at.eq(at),
        messages::author.eq(author.map(|author| author.to_string())),
        messages::body.eq(&message.body),
        messages::answered.eq(false),
        messages::sending.eq(&message.sending),
    );
    tx.insert_else_exists(|tx| {
        diesel::insert_into(messages::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(())
    })
}

/// The cases of `page` whose reporter was asked something and has not answered.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn unanswered(tx: &mut Tx<'_>, page: &[StoredCase]) -> Result<HashSet<Uuid>, StoreError> {
    // By the report, for which there is an index.
    let reports: HashSet<String> = page.iter().map(|case| case.report.to_string()).collect();
    let asked: Vec<Option<String>> = messages::table
        .filter(messages::report.eq_any(reports))
        .filter(messages::direction.eq("question"))
        .filter(messages::answered.eq(false))
        .select(messages::case_id)
        .load(tx.conn())?;
    let asked: HashSet<String> = asked.into_iter().flatten().collect();
    let ids = page.iter().map(|case| case.id);
    Ok(ids.filter(|id| asked.contains(&id.to_string())).collect())
}

type Row = (
    String,
    Option<String>,
    NaiveDate,
    i64,
    Option<NaiveDateTime>,
    Option<String>,
    Vec<u8>,
    bool,
);

/// The messages of `report`, the oldest first. Within an hour the questions come first, by their instant: of what a
/// reporter sent nothing finer is known.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_report(tx: &mut Tx<'_>, report: Uuid) -> Result<Vec<StoredMessage>, StoreError> {
    let rows: Vec<Row> = messages::table
        .left_join(staff::table.on(staff::id.nullable().eq(messages::author)))
        .filter(messages::report.eq(report.to_string()))
        .select((
            messages::id,
            messages::case_id,
            messages::sent_on,
            messages::sent_hour,
            messages::sent_at,
            staff::display_name.nullable(),
            messages::body,
            messages::answered,
        ))
        .load(tx.conn())?;
    let mut all = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|message| {
        (
            message.on,
            message.hour,
            message.at.is_none(),
            message.at,
            message.id,
        )
    });
    Ok(all)
}

fn read((id, case, on, hour, at, author, body, answered): Row) -> Result<StoredMessage, StoreError> {
    let corrupt = |column| StoreError::Corrupt {
        table: "messages",
        column,
        row: id.clone(),
    };
    let case = case.map(|case| case.parse().map_err(|_shape| corrupt("case_id")));
    Ok(StoredMessage {
        case: case.transpose()?,
        hour: u32::try_from(hour).map_err(|_range| corrupt("sent_hour"))?,
        id: id.parse().map_err(|_shape| corrupt("id"))?,
        at: at.map(|at| at.and_utc()),
        on,
        author,
        body,
        answered,
    })
}

/// The message of `report` that came with `sending`: its id and its sealed text.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn by_sending(
    tx: &mut Tx<'_>,
    report: Uuid,
    sending: &[u8],
) -> Result<Option<(Uuid, Vec<u8>)>, StoreError> {
    let row: Option<(String, Vec<u8>)> = messages::table
        .filter(messages::report.eq(report.to_string()))
        .filter(messages::sending.eq(sending))
        .select((messages::id, messages::body))
        .first(tx.conn())
        .optional()?;
    row.map(|(id, body)| {
        let parsed = id.parse().map_err(|_shape| StoreError::Corrupt {
            table: "messages",
            column: "id",
            row: id.clone(),
        });
        Ok((parsed?, body))
    })
    .transpose()
}

/// Notes that the questions `ids` of `report` were answered; `None` for every question of it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn mark_answered(tx: &mut Tx<'_>, report: Uuid, ids: Option<&[Uuid]>) -> Result<(), StoreError> {
    let open = messages::table
        .filter(messages::report.eq(report.to_string()))
        .filter(messages::direction.eq("question"))
        .filter(messages::answered.eq(false));
    match ids {
        Some(ids) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            diesel::update(open.filter(messages::id.eq_any(ids)))
                .set(messages::answered.eq(true))
                .execute(tx.conn())?;
        }
        None => {
            diesel::update(open)
                .set(messages::answered.eq(true))
                .execute(tx.conn())?;
        }
    }
    Ok(())
}

/// Forgets by which page or key the messages came that were sent before `kept_from` (Europe/Helsinki). Tells how many.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn forget_sendings(tx: &mut Tx<'_>, kept_from: NaiveDate) -> Result<usize, StoreError> {
    let old = messages::table
        .filter(messages::sending.is_not_null())
        .filter(messages::sent_on.lt(kept_from));
    Ok(diesel::update(old)
        .set(messages::sending.eq(None::<Vec<u8>>))
        .execute(tx.conn())?)
}
