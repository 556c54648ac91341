//! Which cases have messages of their reporter that nobody has read yet.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{max, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use uuid::Uuid;

use crate::domain::access::Scope;
use crate::domain::office::OfficeId;
use crate::domain::reference::Reference;
use crate::store::bars::left_out;
use crate::store::queue::COUNT_LIMIT;
use crate::store::schema::{case_copies, cases, messages};
use crate::store::{StoreError, Tx};

/// The predicate of the partial index, to the letter.
const UNREAD: &str = "cases.new_messages > 0";

/// A case with messages that nobody has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The case.
    pub case: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// How many messages.
    pub messages: i64,
    /// Day of the last one, Europe/Helsinki.
    pub last_on: Option<NaiveDate>,
}

/// One more message that nobody has read, in every case of `report`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn add(tx: &mut Tx<'_>, report: Uuid) -> Result<(), StoreError> {
    let updated_by = tx.name();
    diesel::update(cases::table.filter(cases::report.eq(report.to_string())))
        .set((
            cases::new_messages.eq(cases::new_messages + 1),
            cases::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that somebody reads the messages of `case` now; tells how many were new. One that comes meanwhile stays new.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn take(tx: &mut Tx<'_>, case: Uuid) -> Result<i64, StoreError> {
    let of_case = || cases::table.filter(cases::id.eq(case.to_string()));
    let new: i64 = of_case().select(cases::new_messages).first(tx.conn())?;
    if new > 0 {
        let updated_by = tx.name();
        diesel::update(of_case().filter(cases::new_messages.ge(new)))
            .set((
                cases::new_messages.eq(cases::new_messages - new),
                cases::updated_by.eq(updated_by),
            ))
            .execute(tx.conn())?;
    }
    Ok(new)
}

/// How many messages are new in each of `cases`; those with none are left out.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn of_cases(tx: &mut Tx<'_>, cases: &[Uuid]) -> Result<HashMap<Uuid, i64>, StoreError> {
    let ids: Vec<String> = cases.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, i64)> = cases::table
        .filter(cases::id.eq_any(ids))
        .filter(cases::new_messages.gt(0))
        .select((cases::id, cases::new_messages))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, new)| Some((id.parse().ok()?, new)))
        .collect())
}

/// The cases of `report` with new messages that stand at `office`, its own and those that it got a copy of.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_report_in(tx: &mut Tx<'_>, report: Uuid, office: OfficeId) -> Result<Vec<Reference>, StoreError> {
    let copied = case_copies::table
        .filter(case_copies::office.eq(office.to_string()))
        .select(case_copies::case_id);
    let rows: Vec<String> = cases::table
        .filter(cases::report.eq(report.to_string()))
        .filter(cases::new_messages.gt(0))
        .filter(cases::office.eq(office.to_string()).or(cases::id.eq_any(copied)))
        .order((cases::subject, cases::position))
        .select(cases::reference)
        .load(tx.conn())?;
    rows.into_iter().map(|text| reference(&text)).collect()
}

fn reference(text: &str) -> Result<Reference, StoreError> {
    Reference::parse(text).ok_or_else(|| StoreError::Corrupt {
        table: "cases",
        column: "reference",
        row: text.to_owned(),
    })
}

/// The cases in the queues of the scope with messages that nobody has read, at most `limit`, and how many there are in all;
/// counting stops as in the queue.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_scope(tx: &mut Tx<'_>, scope: &Scope, limit: usize) -> Result<(Vec<Unread>, usize), StoreError> {
    let ids: Vec<String> = scope.queue_offices().iter().map(ToString::to_string).collect();
    let county = scope.county.to_string();
    let columns = (cases::id, cases::report, cases::reference, cases::new_messages);
    let mut rows: Vec<(String, String, String, i64)> = cases::table
        .filter(sql::<Bool>(UNREAD))
        .filter(cases::office.eq_any(&ids))
        .filter(cases::county.eq(&county))
        .filter(cases::id.ne_all(left_out(scope)))
        .limit(COUNT_LIMIT)
        .select(columns)
        .load(tx.conn())?;
    let copied = case_copies::table
        .filter(case_copies::office.eq_any(&ids))
        .filter(case_copies::county.eq(&county))
        .select(case_copies::case_id);
    rows.extend(
        cases::table
            .filter(sql::<Bool>(UNREAD))
            .filter(cases::office.ne_all(&ids))
            .filter(cases::id.eq_any(copied))
            .filter(cases::id.ne_all(left_out(scope)))
            .limit(COUNT_LIMIT)
            .select(columns)
            .load::<(String, String, String, i64)>(tx.conn())?,
    );
    let mut found = Vec::with_capacity(rows.len());
    let reports: Vec<&String> = rows.iter().map(|(_, report, _, _)| report).collect();
    let days: HashMap<String, Option<NaiveDate>> = messages::table
        .filter(messages::report.eq_any(&reports))
        .filter(messages::direction.eq("answer"))
        .group_by(messages::report)
        .select((messages::report, max(messages::sent_on)))
        .load(tx.conn())?
        .into_iter()
        .collect();
    for (id, report, text, messages) in &rows {
        found.push(Unread {
            case: id.parse().map_err(|_shape| StoreError::Corrupt {
                table: "cases",
                column: "id",
                row: id.clone(),
            })?,
            reference: reference(text)?,
            messages: *messages,
            last_on: days.get(report).copied().flatten(),
        });
    }
    let all = found.len();
    // The one that waits longest first.
    found.sort_by_key(|unread| (unread.last_on, unread.case));
    found.truncate(limit);
    Ok((found, all))
}
