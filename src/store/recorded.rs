//! Reports that a worker wrote down: how they came to the office, who recorded them and when.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::reports::SealedReport;
use super::schema::{cases, recorded_reports, staff};
use super::{StoreError, Tx};
use crate::domain::access::{Scope, StaffId};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::report::Channel;

/// The id of the form that workers fill in: only its reports have a row here.
pub const FORM: &str = "recorded";

/// How a report was recorded, on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecorded {
    /// The report.
    pub report: Uuid,
    /// The report's county.
    pub county: CountyCode,
    /// By what it came to the office.
    pub channel: Channel,
    /// Who wrote it down.
    pub recorder: StaffId,
    /// The day on which it was written down, Europe/Helsinki.
    pub on: NaiveDate,
    /// The hour, 0–23, Europe/Helsinki.
    pub hour: u32,
}

/// How a report was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// By what it came to the office.
    pub channel: Channel,
    /// Who wrote it down, by the name that colleagues read.
    pub recorder: String,
    /// The day on which it was written down, Europe/Helsinki.
    pub on: NaiveDate,
    /// The hour, 0–23, Europe/Helsinki.
    pub hour: u32,
}

/// Stores how a report was recorded.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, recorded: &NewRecorded) -> Result<(), StoreError> {
    diesel::insert_into(recorded_reports::table)
        .values((
            recorded_reports::report.eq(recorded.report.to_string()),
            recorded_reports::county.eq(recorded.county.to_string()),
            recorded_reports::channel.eq(recorded.channel.as_str()),
            recorded_reports::recorder.eq(recorded.recorder.to_string()),
            recorded_reports::recorded_on.eq(recorded.on),
            recorded_reports::recorded_hour.eq(i64::from(recorded.hour)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// How `report` was recorded; `None` for one that nobody wrote down.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn find(tx: &mut Tx<'_>, report: Uuid) -> Result<Option<Recorded>, StoreError> {
    let row: Option<(String, String, NaiveDate, i64)> = recorded_reports::table
        .inner_join(staff::table.on(staff::id.eq(recorded_reports::recorder)))
        .filter(recorded_reports::report.eq(report.to_string()))
        .select((
            recorded_reports::channel,
            staff::display_name,
            recorded_reports::recorded_on,
            recorded_reports::recorded_hour,
        ))
        .first(tx.conn())
        .optional()?;
    let corrupt = |column| StoreError::Corrupt {
        table: "recorded_reports",
        column,
        row: report.to_string(),
    };
    row.map(|(channel, recorder, on, hour)| {
        Ok(Recorded {
            channel: Channel::parse(&channel).ok_or_else(|| corrupt("channel"))?,
            recorder,
            on,
            hour: u32::try_from(hour).map_err(|_range| corrupt("recorded_hour"))?,
        })
    })
    .transpose()
}

/// `report` with the channel by which it came to the office.
///
/// # Errors
/// [`StoreError`] of the database.
pub(super) fn with_channel(
    tx: &mut Tx<'_>,
    report: Option<SealedReport>,
) -> Result<Option<SealedReport>, StoreError> {
    let by_worker = |report: &SealedReport| report.form.as_ref().is_some_and(|form| form.id == FORM);
    let Some(mut report) = report else {
        return Ok(None);
    };
    if by_worker(&report)
        && let Some(recorded) = find(tx, report.id)?
    {
        report.channel = recorded.channel;
    }
    Ok(Some(report))
}

/// The id of the case with `reference` if it stands in the queue of an office of `scope`; else `None`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn case_here(tx: &mut Tx<'_>, scope: &Scope, reference: &Reference) -> Result<Option<Uuid>, StoreError> {
    let offices: Vec<String> = scope.queue_offices().iter().map(ToString::to_string).collect();
    let id: Option<String> = cases::table
        .filter(cases::reference.eq(reference.as_str()))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::office.eq_any(offices))
        .select(cases::id)
        .first(tx.conn())
        .optional()?;
    Ok(id.and_then(|id| id.parse().ok()))
}

/// Whether the case with `reference`, which was recorded just now, stands at `office` of `county`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn is_at(
    tx: &mut Tx<'_>,
    county: CountyCode,
    office: OfficeId,
    reference: &Reference,
) -> Result<bool, StoreError> {
    let there = cases::table
        .filter(cases::reference.eq(reference.as_str()))
        .filter(cases::county.eq(county.to_string()))
        .filter(cases::office.eq(office.to_string()));
    Ok(diesel::select(diesel::dsl::exists(there)).get_result(tx.conn())?)
}
