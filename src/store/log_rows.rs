//! The read log from the other side: whole chains for whoever verifies them, single rows for people.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use uuid::Uuid;

use super::access_log::Row;
use super::log_child::{OneChild, about_child, not_barred};
use super::schema::{access_log, cases, counties, staff};
use super::{StoreError, Tx};
use crate::domain::access::StaffId;
use crate::domain::audit::LogRow;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;

/// At most `limit` rows of the chain of `county` with numbers beyond `after` and up to `until`, in order.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn page(
    tx: &mut Tx<'_>,
    county: CountyCode,
    after: i64,
    until: i64,
    limit: i64,
) -> Result<Vec<LogRow>, StoreError> {
    let rows: Vec<Row> = access_log::table
        .filter(access_log::county.eq(county.to_string()))
        .filter(access_log::seq.gt(after))
        .filter(access_log::seq.le(until))
        .order(access_log::seq)
        .limit(limit)
        .select(Row::as_select())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(LogRow::from).collect())
}

/// The counties that have rows although the directory does not know them, by what stands in the column.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn strangers(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    let known: Vec<String> = counties::table.select(counties::code).load(tx.conn())?;
    let chains: Vec<String> = access_log::table
        .filter(access_log::county.ne_all(&known))
        .select(access_log::county)
        .distinct()
        .order(access_log::county)
        .load(tx.conn())?;
    Ok(chains)
}

/// What is to be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// What was done to a case.
    Case(Uuid),
    /// What was done to any case of the child of this one.
    Child(Uuid, OneChild),
    /// What a person did.
    Person(StaffId),
}

/// A row as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its number in the chain.
    pub seq: i64,
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// Hour, Europe/Helsinki.
    pub hour: i64,
    /// The exact instant, UTC, where it is kept.
    pub at: Option<NaiveDateTime>,
    /// Who, by the name that colleagues read; `None` for the service and the operator at the machine.
    pub name: Option<String>,
    /// Who, by the name that is typed at sign-in.
    pub user_name: Option<String>,
    /// The role then.
    pub role: Option<String>,
    /// What.
    pub action: String,
    /// To which case, by its reference.
    pub case: Option<String>,
    /// How it ended.
    pub result: String,
    /// Why, by its code.
    pub purpose: Option<String>,
}

/// What reporters did, and what follows it by the clock: never told to people, as its hour may tell who reported.
pub const OF_REPORTERS: [&str; 5] = [
    "arrived",
    "report_recorded",
    "case_escalated",
    "message_received",
    "messages_closed",
];

/// At most `limit` rows of the log of `county` about `wanted` with numbers beyond `after`, of `days`, from the
/// first to the last one, without [`OF_REPORTERS`] and without what tells of the cases `barred`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn told(
    tx: &mut Tx<'_>,
    county: CountyCode,
    wanted: &Wanted,
    (days, barred): ((Option<NaiveDate>, Option<NaiveDate>), &BTreeSet<Uuid>),
    after: i64,
    limit: i64,
) -> Result<Vec<Told>, StoreError> {
    type ToldRow = (
        i64,
        NaiveDate,
        i64,
        Option<NaiveDateTime>,
        (Option<String>, Option<String>),
        Option<String>,
        String,
        Option<String>,
        (String, Option<String>),
    );
    let mut query = access_log::table
        .left_join(staff::table.on(staff::id.nullable().eq(access_log::actor)))
        .left_join(cases::table.on(cases::id.nullable().eq(access_log::case_id)))
        .filter(access_log::county.eq(county.to_string()))
        .filter(access_log::seq.gt(after))
        .filter(access_log::action.ne_all(OF_REPORTERS))
        .order(access_log::seq)
        .limit(limit)
        .select((
            access_log::seq,
            access_log::happened_on,
            access_log::happened_hour,
            access_log::happened_at,
            (staff::display_name.nullable(), staff::user_name.nullable()),
            access_log::role,
            access_log::action,
            cases::reference.nullable(),
            (access_log::result, access_log::purpose),
        ))
        .into_boxed();
    query = match wanted {
        Wanted::Case(case) => query.filter(access_log::case_id.eq(case.to_string())),
        Wanted::Child(_, child) => about_child!(query, child),
        Wanted::Person(person) => query.filter(access_log::actor.eq(person.to_string())),
    };
    query = not_barred!(query, barred.iter().map(Uuid::to_string).collect());
    if let Some(from) = days.0 {
        query = query.filter(access_log::happened_on.ge(from));
    }
    if let Some(to) = days.1 {
        query = query.filter(access_log::happened_on.le(to));
    }
    let rows: Vec<ToldRow> = query.load(tx.conn())?;
    let told =
        |(seq, on, hour, at, (name, user_name), role, action, case, (result, purpose)): ToldRow| Told {
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
        };
    Ok(rows.into_iter().map(told).collect())
}

/// The case with this reference, and its county; an operator at the machine asks for every county.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn case_by_reference(
    tx: &mut Tx<'_>,
    reference: &Reference,
) -> Result<Option<(Uuid, CountyCode)>, StoreError> {
    let found: Option<(String, String)> = cases::table
        .filter(cases::reference.eq(reference.as_str()))
        .select((cases::id, cases::county))
        .first(tx.conn())
        .optional()?;
    let Some((id, county)) = found else {
        return Ok(None);
    };
    let corrupt = |column| StoreError::Corrupt {
        table: "cases",
        column,
        row: id.clone(),
    };
    Ok(Some((
        id.parse().map_err(|_shape| corrupt("id"))?,
        CountyCode::parse(&county).ok_or_else(|| corrupt("county"))?,
    )))
}
