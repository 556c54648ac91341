//! What an operator should know about an installation that works: who is missing, what waits, what is unguarded.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::schema::{access_log, case_events, counties, jobs, keys, offices, staff, staff_offices};
use super::{StoreError, Tx};
use crate::domain::access::{Capability, Role, roles_with};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

/// An office as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeState {
    /// Its id.
    pub id: OfficeId,
    /// Its Finnish name.
    pub name: String,
    /// Whether it is told of arrivals by mail.
    pub has_mailbox: bool,
    /// Whether an open account reads what comes in.
    pub has_reader: bool,
    /// Whether it has ever been at work.
    pub was_active: bool,
}

/// The state of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Census {
    /// Its offices, by name.
    pub offices: Vec<OfficeState>,
    /// Open accounts of county administrators of the county that was asked for.
    pub county_admins: i64,
    /// Counties without a key for their log.
    pub counties_without_log_key: Vec<String>,
    /// Jobs that were tried for a day and given up.
    pub jobs_given_up: i64,
    /// The newest day that a row of the database names as past, in Finland.
    pub newest_day: Option<NaiveDate>,
}

/// Counts for the service of `home`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn census(tx: &mut Tx<'_>, home: CountyCode) -> Result<Census, StoreError> {
    let readers: Vec<&str> = roles_with(Capability::SeeQueue).map(Role::as_str).collect();
    let read: Vec<String> = staff_offices::table
        .inner_join(staff::table.on(staff::id.eq(staff_offices::staff)))
        .filter(staff::disabled_at.is_null())
        .filter(staff::role.eq_any(readers))
        .select(staff_offices::office)
        .distinct()
        .load(tx.conn())?;
    let rows: Vec<(String, String, Option<String>, Option<NaiveDateTime>)> = offices::table
        .order((offices::name_fi, offices::id))
        .select((
            offices::id,
            offices::name_fi,
            offices::mailbox,
            offices::active_since,
        ))
        .load(tx.conn())?;
    let offices = rows.into_iter().map(|(id, name, mailbox, active_since)| {
        Ok(OfficeState {
            id: OfficeId(id.parse().map_err(|_shape| StoreError::Corrupt {
                table: "offices",
                column: "id",
                row: id.clone(),
            })?),
            name,
            has_mailbox: mailbox.is_some_and(|address| !address.is_empty()),
            has_reader: read.contains(&id),
            was_active: active_since.is_some(),
        })
    });
    let with_key: Vec<String> = keys::table
        .filter(keys::kind.eq("log"))
        .select(keys::owner)
        .load(tx.conn())?;
    let all: Vec<String> = counties::table
        .order(counties::code)
        .select(counties::code)
        .load(tx.conn())?;
    let last_event: Option<NaiveDate> = case_events::table
        .select(max(case_events::happened_on))
        .first(tx.conn())?;
    let last_row: Option<NaiveDate> = access_log::table
        .select(max(access_log::happened_on))
        .first(tx.conn())?;
    Ok(Census {
        offices: offices.collect::<Result<_, StoreError>>()?,
        county_admins: staff::table
            .filter(staff::disabled_at.is_null())
            .filter(staff::county.eq(home.to_string()))
            .filter(staff::role.eq(Role::CountyAdmin.as_str()))
            .select(count_star())
            .first(tx.conn())?,
        counties_without_log_key: all.into_iter().filter(|code| !with_key.contains(code)).collect(),
        jobs_given_up: jobs::table
            .filter(jobs::given_up_at.is_not_null())
            .select(count_star())
            .first(tx.conn())?,
        newest_day: last_event.max(last_row),
    })
}
