//! Which cases are, or were, offered to another office: what of it lies in clear.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::bars::left_out;
use super::schema::{cases, reports, transfers};
use super::{StoreError, Tx};
use crate::domain::access::{Scope, StaffId};
use crate::domain::lifecycle::Destination;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::transfer::Answer;

/// At most so many transfers stand in a list.
const LISTED: i64 = 200;

/// A transfer as it is stored, its reasons sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTransfer {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case: Uuid,
    /// It went with the case to which it is joined.
    pub along: bool,
    /// The county that sent it.
    pub county: CountyCode,
    /// The office that sent it.
    pub office: OfficeId,
    /// Where to.
    pub to: Destination,
    /// Urgent help is still to be given: the sender's duty until the receiver accepts.
    pub urgent_need_open: bool,
    /// When it was sent (UTC).
    pub sent_at: DateTime<Utc>,
    /// Who sent it.
    pub sent_by: StaffId,
    /// Why, sealed.
    pub reason: Vec<u8>,
    /// How it stands.
    pub answer: Answer,
    /// When it was answered (UTC), and by whom.
    pub answered: Option<(DateTime<Utc>, StaffId)>,
    /// Why it was sent back, sealed.
    pub answer_reason: Option<Vec<u8>>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = transfers)]
struct Row {
    id: String,
    case_id: String,
    along: bool,
    county: String,
    office: String,
    to_county: String,
    to_office: Option<String>,
    urgent_need_open: bool,
    sent_at: NaiveDateTime,
    sent_by: String,
    reason: Vec<u8>,
    answer: String,
    answered_at: Option<NaiveDateTime>,
    answered_by: Option<String>,
    answer_reason: Option<Vec<u8>>,
}

impl From<&StoredTransfer> for Row {
    fn from(transfer: &StoredTransfer) -> Self {
        Self {
            id: transfer.id.to_string(),
            case_id: transfer.case.to_string(),
            along: transfer.along,
            county: transfer.county.to_string(),
            office: transfer.office.to_string(),
            to_county: transfer.to.county.to_string(),
            to_office: transfer.to.office.map(|office| office.to_string()),
            urgent_need_open: transfer.urgent_need_open,
            sent_at: transfer.sent_at.naive_utc(),
            sent_by: transfer.sent_by.to_string(),
            reason: transfer.reason.clone(),
            answer: transfer.answer.as_str().to_owned(),
            answered_at: transfer.answered.map(|(at, _)| at.naive_utc()),
            answered_by: transfer.answered.map(|(_, by)| by.to_string()),
            answer_reason: transfer.answer_reason.clone(),
        }
    }
}

impl TryFrom<Row> for StoredTransfer {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "transfers",
            column,
            row: row.id.clone(),
        };
        let office = |text: &str, column| text.parse().map(OfficeId).map_err(|_shape| corrupt(column));
        let person = |text: &str, column| text.parse().map(StaffId).map_err(|_shape| corrupt(column));
        let county = |text: &str, column| CountyCode::parse(text).ok_or_else(|| corrupt(column));
        let by = row.answered_by.as_deref().map(|by| person(by, "answered_by"));
        let to_office = row.to_office.as_deref().map(|to| office(to, "to_office"));
        Ok(Self {
            id: row.id.parse().map_err(|_shape| corrupt("id"))?,
            case: row.case_id.parse().map_err(|_shape| corrupt("case_id"))?,
            along: row.along,
            county: county(&row.county, "county")?,
            office: office(&row.office, "office")?,
            to: Destination {
                county: county(&row.to_county, "to_county")?,
                office: to_office.transpose()?,
            },
            urgent_need_open: row.urgent_need_open,
            sent_at: row.sent_at.and_utc(),
            sent_by: person(&row.sent_by, "sent_by")?,
            answer: Answer::parse(&row.answer).ok_or_else(|| corrupt("answer"))?,
            answered: row.answered_at.map(|at| at.and_utc()).zip(by.transpose()?),
            reason: row.reason,
            answer_reason: row.answer_reason,
        })
    }
}

/// Stores `transfer`.
///
/// # Errors
/// [`StoreError::Conflict`] when its case waits for an answer already.
pub fn insert(tx: &mut Tx<'_>, transfer: &StoredTransfer) -> Result<(), StoreError> {
    diesel::insert_into(transfers::table)
        .values(&Row::from(transfer))
        .execute(tx.conn())?;
    Ok(())
}

/// How a transfer was answered.
#[derive(Debug, Clone)]
pub struct Answered {
    /// How.
    pub answer: Answer,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: StaffId,
    /// Why, sealed.
    pub reason: Option<Vec<u8>>,
}

/// Puts `answered` to `transfer`. `false` when it has been answered otherwise meanwhile: then nothing is changed.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn answer(tx: &mut Tx<'_>, transfer: &StoredTransfer, answered: &Answered) -> Result<bool, StoreError> {
    let as_it_stood = transfers::table
        .filter(transfers::id.eq(transfer.id.to_string()))
        .filter(transfers::answer.eq(transfer.answer.as_str()));
    let rows = diesel::update(as_it_stood)
        .set((
            transfers::answer.eq(answered.answer.as_str()),
            transfers::answered_at.eq(answered.at.naive_utc()),
            transfers::answered_by.eq(answered.by.to_string()),
            transfers::answer_reason.eq(answered.reason.as_ref()),
        ))
        .execute(tx.conn())?;
    Ok(rows == 1)
}

/// Every transfer of `case`, the first first.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_case(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<StoredTransfer>, StoreError> {
    let rows: Vec<Row> = transfers::table
        .filter(transfers::case_id.eq(case.to_string()))
        .order((transfers::sent_at, transfers::id))
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(StoredTransfer::try_from).collect()
}

/// The transfer `id` with the reference of its case, if it waits for an answer.
///
/// # Errors
/// As [`of_case`].
pub fn waiting(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<(StoredTransfer, Reference)>, StoreError> {
    let found: Option<(Row, String)> = transfers::table
        .inner_join(cases::table.on(cases::id.eq(transfers::case_id)))
        .filter(transfers::id.eq(id.to_string()))
        .filter(transfers::answer.eq(Answer::Waiting.as_str()))
        .select((Row::as_select(), cases::reference))
        .first(tx.conn())
        .optional()?;
    let Some((row, reference)) = found else {
        return Ok(None);
    };
    let reference = read_reference(&row, &reference)?;
    Ok(Some((row.try_into()?, reference)))
}

fn read_reference(row: &Row, reference: &str) -> Result<Reference, StoreError> {
    Reference::parse(reference).ok_or_else(|| StoreError::Corrupt {
        table: "cases",
        column: "reference",
        row: row.case_id.clone(),
    })
}

/// The transfer of `case` that stands at one of `answers`: a case is offered, or was given by hand, once at a time.
///
/// # Errors
/// As [`of_case`].
pub fn standing_at(
    tx: &mut Tx<'_>,
    case: Uuid,
    answers: &[Answer],
) -> Result<Option<StoredTransfer>, StoreError> {
    let mut all = of_case(tx, case)?;
    all.retain(|transfer| answers.contains(&transfer.answer));
    Ok(all.pop())
}

/// The cases of `report`, by id, that another office has taken or whose papers were given to another county.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn moved_of_report(tx: &mut Tx<'_>, report: Uuid) -> Result<HashSet<String>, StoreError> {
    let moved = [Answer::Accepted, Answer::HandedOver].map(Answer::as_str);
    let ids: Vec<String> = transfers::table
        .inner_join(cases::table.on(cases::id.eq(transfers::case_id)))
        .filter(cases::report.eq(report.to_string()))
        .filter(transfers::answer.eq_any(moved))
        .select(transfers::case_id)
        .load(tx.conn())?;
    Ok(ids.into_iter().collect())
}

/// A transfer as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The transfer.
    pub transfer: StoredTransfer,
    /// The reference of its case.
    pub reference: Reference,
    /// By which day the assessment must have started; `None` before birth.
    pub start_by: Option<NaiveDate>,
    /// By which day it must be ready, where it runs.
    pub ready_by: Option<NaiveDate>,
    /// Somebody in the report has a protected address: no list names the other office, which would tell where they live.
    pub protected: bool,
}

/// Which transfers are listed.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// Those that wait for an answer of the person's offices.
    Incoming,
    /// Those that the person's offices sent and that wait for an answer.
    Outgoing,
    /// Those that the person's offices sent and that were answered at or after this instant (UTC).
    Answered(DateTime<Utc>),
}

/// A transfer with its case: reference, start and end of the assessment, what falls due next, whether anybody is protected.
type ListedRow = (Row, String, Option<NaiveDate>, Option<NaiveDate>, NaiveDate, bool);

/// The transfers of the person of `scope`, the one that waits longest first, of the answered ones the last answered; at most 200.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn listed(tx: &mut Tx<'_>, scope: &Scope, which: Which) -> Result<Vec<Listed>, StoreError> {
    let offices: Vec<String> = scope.queue_offices().iter().map(ToString::to_string).collect();
    let county = scope.county.to_string();
    let waiting = transfers::answer.eq(Answer::Waiting.as_str());
    let mut found = transfers::table
        .inner_join(cases::table.on(cases::id.eq(transfers::case_id)))
        .inner_join(reports::table.on(reports::id.eq(cases::report)))
        .filter(transfers::along.eq(false))
        .filter(transfers::case_id.ne_all(left_out(scope)))
        .limit(LISTED)
        .select((
            Row::as_select(),
            cases::reference,
            cases::start_target,
            cases::complete_target,
            cases::queue_due,
            reports::protected,
        ))
        .into_boxed();
    found = match which {
        Which::Incoming => found
            .filter(waiting)
            .filter(transfers::to_county.eq(county))
            .filter(transfers::to_office.assume_not_null().eq_any(offices))
            .order((transfers::sent_at, transfers::id)),
        Which::Outgoing => found
            .filter(waiting)
            .filter(transfers::county.eq(county))
            .filter(transfers::office.eq_any(offices))
            .order((transfers::sent_at, transfers::id)),
        Which::Answered(since) => found
            .filter(transfers::county.eq(county))
            .filter(transfers::office.eq_any(offices))
            .filter(transfers::answered_at.ge(since.naive_utc()))
            .order((transfers::answered_at.desc(), transfers::id)),
    };
    let rows: Vec<ListedRow> = found.load(tx.conn())?;
    rows.into_iter()
        .map(|(row, reference, start_by, complete_by, due, protected)| {
            Ok(Listed {
                reference: read_reference(&row, &reference)?,
                transfer: row.try_into()?,
                start_by,
                // The end of an assessment falls due next once it runs.
                ready_by: complete_by.filter(|day| *day == due),
                protected,
            })
        })
        .collect()
}

/// How many cases wait for an answer of the offices of the person of `scope`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn incoming_count(tx: &mut Tx<'_>, scope: &Scope) -> Result<i64, StoreError> {
    let offices: Vec<String> = scope.queue_offices().iter().map(ToString::to_string).collect();
    Ok(transfers::table
        .filter(transfers::answer.eq(Answer::Waiting.as_str()))
        .filter(transfers::to_county.eq(scope.county.to_string()))
        .filter(transfers::to_office.assume_not_null().eq_any(offices))
        .filter(transfers::along.eq(false))
        .filter(transfers::case_id.ne_all(left_out(scope)))
        .count()
        .get_result(tx.conn())?)
}
