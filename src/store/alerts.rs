//! Whom a report concerns and what of it is still unopened: for the notices that offices get.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{case_copies, cases};
use super::{StoreError, Tx};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::report::Subject;
use crate::domain::summary::URGENT;

/// A case of a report, as far as a notice asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alerted {
    /// Its id.
    pub case: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// Its county.
    pub county: CountyCode,
    /// The office whose queue it stands in.
    pub office: OfficeId,
    /// Whom it is about.
    pub subject: Subject,
    /// It is urgent, stands in the queue, and nobody has opened it or put it aside with a flood.
    pub unopened: bool,
}

type Row = (
    String,
    String,
    String,
    String,
    String,
    i64,
    bool,
    i64,
    Option<NaiveDateTime>,
    bool,
);

/// The cases of `report`, in their order.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_report(tx: &mut Tx<'_>, report: Uuid) -> Result<Vec<Alerted>, StoreError> {
    let rows: Vec<Row> = cases::table
        .filter(cases::report.eq(report.to_string()))
        .order((cases::subject, cases::position))
        .select((
            cases::id,
            cases::reference,
            cases::county,
            cases::office,
            cases::subject,
            cases::position,
            cases::in_queue,
            cases::queue_rank,
            cases::opened_at,
            cases::flood_examined,
        ))
        .load(tx.conn())?;
    rows.into_iter().map(alerted).collect()
}

fn alerted(row: Row) -> Result<Alerted, StoreError> {
    let (id, reference, county, office, subject, position, in_queue, rank, opened_at, examined) = row;
    let corrupt = |column| StoreError::Corrupt {
        table: "cases",
        column,
        row: id.clone(),
    };
    Ok(Alerted {
        reference: Reference::parse(&reference).ok_or_else(|| corrupt("reference"))?,
        county: CountyCode::parse(&county).ok_or_else(|| corrupt("county"))?,
        office: OfficeId(office.parse().map_err(|_shape| corrupt("office"))?),
        subject: match (subject.as_str(), usize::try_from(position)) {
            ("child", Ok(position)) => Subject::Child(position),
            ("unborn", _) => Subject::Unborn,
            _ => return Err(corrupt("subject")),
        },
        unopened: in_queue && rank == URGENT && opened_at.is_none() && !examined,
        case: id.parse().map_err(|_shape| corrupt("id"))?,
    })
}

/// The cases of `report` that stand in the queue of `office`, its own and those that it got a copy of, in their order.
///
/// # Errors
/// As [`of_report`].
pub fn of_report_in(tx: &mut Tx<'_>, report: Uuid, office: OfficeId) -> Result<Vec<Alerted>, StoreError> {
    let mut cases = of_report(tx, report)?;
    if cases.iter().all(|case| case.office == office) {
        return Ok(cases);
    }
    let ids = cases.iter().map(|case| case.case.to_string());
    let copied: Vec<String> = case_copies::table
        .filter(case_copies::office.eq(office.to_string()))
        .filter(case_copies::case_id.eq_any(ids.collect::<Vec<_>>()))
        .select(case_copies::case_id)
        .load(tx.conn())?;
    cases.retain(|case| case.office == office || copied.contains(&case.case.to_string()));
    Ok(cases)
}

/// Notes that it was told for the `round`-th time that nobody has opened `case`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn mark_escalated(tx: &mut Tx<'_>, case: Uuid, round: u32) -> Result<(), StoreError> {
    let updated_by = tx.name();
    diesel::update(cases::table.find(case.to_string()))
        .set((
            cases::escalated.eq(i64::from(round)),
            cases::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Urgent cases that nobody had opened when it was looked, and has not until now.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn count_unopened(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    // The predicate of the partial index, to the letter.
    let late = "cases.escalated > 0 AND cases.opened_at IS NULL";
    Ok(cases::table
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>(late))
        .filter(cases::in_queue)
        .filter(cases::flood_examined.eq(false))
        .count()
        .get_result(tx.conn())?)
}
