//! The read log as people read it: the newest rows first, as far as somebody may see them, narrowed by person, case and day.
//! What reporters did is never among them, nor what tells of a case from which the reader is barred.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use uuid::Uuid;

use super::bars::left_out;
use super::log_child::{OneChild, about_child, not_barred};
use super::log_rows::{OF_REPORTERS, Told};
use super::schema::{access_log, cases, staff, staff_offices};
use super::{StoreError, Tx};
use crate::domain::access::{LogView, Scope, StaffId};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

/// What narrows the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Narrowed {
    /// What this person did.
    pub person: Option<StaffId>,
    /// What was done to this case.
    pub case: Option<Uuid>,
    /// What was done to any case of this child.
    pub child: Option<OneChild>,
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

/// At most `limit` rows of the log of the county of `scope` that fit `narrowed`, with numbers below `before`, the newest first: as
/// far as `view` reaches, and none that tells of a case from which the person of `scope` is barred. A look that was refused names
/// no case, and stays: it must not tell a case that is closed to them from one that is not there.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn page(
    tx: &mut Tx<'_>,
    scope: &Scope,
    view: LogView,
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
        .filter(access_log::county.eq(scope.county.to_string()))
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
    match view {
        LogView::Own => query = query.filter(access_log::actor.eq(scope.staff.to_string())),
        LogView::Offices => {
            // What the service did by itself follows what reporters did, by the clock.
            query = query
                .filter(access_log::actor.is_not_null())
                .filter(sql::<Bool>(&of_offices(&scope.offices)));
        }
        LogView::County => {}
    }
    query = not_barred!(query, left_out(scope));
    if let Some(before) = before {
        query = query.filter(access_log::seq.lt(before));
    }
    if let Some(person) = narrowed.person {
        query = query.filter(access_log::actor.eq(person.to_string()));
    }
    if let Some(case) = narrowed.case {
        query = query.filter(access_log::case_id.eq(case.to_string()));
    }
    if let Some(child) = &narrowed.child {
        query = about_child!(query, child);
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

/// The condition that a row was the business of one of `offices`: the column holds their ids, by a space apart. No index serves
/// it; the newest rows are looked through until enough are found.
fn of_offices(offices: &[OfficeId]) -> String {
    let each = offices
        .iter()
        .map(|office| format!("access_log.office LIKE '%{office}%'"));
    let all: Vec<String> = std::iter::once("1 = 0".to_owned()).chain(each).collect();
    format!("({})", all.join(" OR "))
}

/// Everybody who works in one of `offices`, by name.
///
/// # Errors
/// As [`people`].
pub fn people_of(tx: &mut Tx<'_>, offices: &[OfficeId]) -> Result<Vec<Person>, StoreError> {
    let offices: Vec<String> = offices.iter().map(ToString::to_string).collect();
    let there = staff_offices::table
        .filter(staff_offices::office.eq_any(offices))
        .select(staff_offices::staff);
    let rows = staff::table
        .filter(staff::id.eq_any(there))
        .order((staff::display_name, staff::user_name))
        .select((staff::id, staff::display_name, staff::user_name))
        .load(tx.conn())?;
    read(rows)
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
    read(rows)
}

fn read(rows: Vec<(String, String, String)>) -> Result<Vec<Person>, StoreError> {
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
