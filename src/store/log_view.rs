//! The read log as whoever watches over it reads it: the newest rows first, narrowed by person, case and day. What reporters
//! did is never among them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use uuid::Uuid;

use super::log_rows::{OF_REPORTERS, Told};
use super::schema::{access_log, cases, staff};
use super::{StoreError, Tx};
use crate::domain::access::StaffId;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

/// What narrows the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Narrowed {
    /// What this person did.
    pub person: Option<StaffId>,
    /// What was done to this case.
    pub case: Option<Uuid>,
    /// From this day on, Europe/Helsinki.
    pub from: Option<NaiveDate>,
    /// Up to this day, Europe/Helsinki.
    pub to: Option<NaiveDate>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Who did what to which case, why, and how it ended.
    pub told: Told,
    /// The offices whose business it was.
    pub offices: Vec<OfficeId>,
}

/// Somebody with an account, whose rows can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: StaffId,
    /// The name that colleagues read.
    pub name: String,
    /// What is typed at sign-in.
    pub user_name: String,
}

/// At most `limit` rows of the log of `county` that fit `narrowed`, with numbers below `before`, the newest first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn page(
    tx: &mut Tx<'_>,
    county: CountyCode,
    narrowed: &Narrowed,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<LogLine>, StoreError> {
    type Row = (
        (i64, NaiveDate, i64, Option<NaiveDateTime>),
        (Option<String>, Option<String>),
        (Option<String>, String, Option<String>, String),
        (Option<String>, Option<String>),
    );
    let mut query = access_log::table
        .left_join(staff::table.on(staff::id.nullable().eq(access_log::actor)))
        .left_join(cases::table.on(cases::id.nullable().eq(access_log::case_id)))
        .filter(access_log::county.eq(county.to_string()))
        .filter(access_log::action.ne_all(OF_REPORTERS))
        .order(access_log::seq.desc())
        .limit(limit)
        .select((
            (
                access_log::seq,
                access_log::happened_on,
                access_log::happened_hour,
                access_log::happened_at,
            ),
            (staff::display_name.nullable(), staff::user_name.nullable()),
            (
                access_log::role,
                access_log::action,
                cases::reference.nullable(),
                access_log::result,
            ),
            (access_log::purpose, access_log::office),
        ))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(access_log::seq.lt(before));
    }
    if let Some(person) = narrowed.person {
        query = query.filter(access_log::actor.eq(person.to_string()));
    }
    if let Some(case) = narrowed.case {
        query = query.filter(access_log::case_id.eq(case.to_string()));
    }
    if let Some(from) = narrowed.from {
        query = query.filter(access_log::happened_on.ge(from));
    }
    if let Some(to) = narrowed.to {
        query = query.filter(access_log::happened_on.le(to));
    }
    let rows: Vec<Row> = query.load(tx.conn())?;
    let line = |row: Row| {
        let ((seq, on, hour, at), (name, user_name), (role, action, case, result), (purpose, offices)) = row;
        let offices = offices.unwrap_or_default();
        let offices = offices.split(' ').filter_map(|id| id.parse().ok().map(OfficeId));
        LogLine {
            offices: offices.collect(),
            told: Told {
                seq,
                on,
                hour,
                at,
                name,
                user_name,
                role,
                action,
                case,
                result,
                purpose,
            },
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Everybody of `county` who has or had an account, by name.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn people(tx: &mut Tx<'_>, county: CountyCode) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<(String, String, String)> = staff::table
        .filter(staff::county.eq(county.to_string()))
        .order((staff::display_name, staff::user_name))
        .select((staff::id, staff::display_name, staff::user_name))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, name, user_name)| {
            let corrupt = |_shape| StoreError::Corrupt {
                table: "staff",
                column: "id",
                row: id.clone(),
            };
            Ok(Person {
                id: StaffId(id.parse().map_err(corrupt)?),
                name,
                user_name,
            })
        })
        .collect()
}
