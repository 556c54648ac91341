//! Events of cases and the rows of the log that seal them: which have none yet, and how far the chaining has come.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Text};

use super::connection::each;
use super::schema::{access_log, blind_indexes, case_copies, case_events, cases, log_progress, staff};
use super::{StoreError, Tx};
use crate::domain::audit::EventRow;
use crate::domain::places::CountyCode;

/// Where an event stands in the order of chaining. Within an hour the random id decides, so that the chain tells
/// nothing of who came first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventPlace {
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// Hour, Europe/Helsinki.
    pub hour: i64,
    /// The event.
    pub id: String,
}

/// An arrival, or something else that a reporter did, that no row of the log seals yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchained {
    /// The event row.
    pub event: EventRow,
    /// The report of its case.
    pub report: String,
    /// The office of its case, then those that got a copy.
    pub offices: Vec<String>,
    /// The child's blind index, where the identity code is known.
    pub subject: Option<Vec<u8>>,
    /// The role of the worker who wrote it down.
    pub role: Option<String>,
}

impl Unchained {
    /// Where it stands.
    pub fn place(&self) -> EventPlace {
        EventPlace {
            on: self.event.happened_on,
            hour: self.event.happened_hour,
            id: self.event.id.clone(),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = case_events)]
struct Row {
    id: String,
    county: String,
    case_id: String,
    kind: String,
    happened_on: NaiveDate,
    happened_hour: i64,
    happened_at: Option<NaiveDateTime>,
    actor: Option<String>,
    reason: Option<Vec<u8>>,
}

impl From<Row> for EventRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            county: row.county,
            case_id: row.case_id,
            kind: row.kind,
            happened_on: row.happened_on,
            happened_hour: row.happened_hour,
            happened_at: row.happened_at,
            actor: row.actor,
            reason: row.reason,
        }
    }
}

/// At most `limit` events of `county` that no row seals though their hour lies before the hour `before` (day and hour,
/// Europe/Helsinki), in the order of [`EventPlace`], from after `after`: those without an instant in clear, which are what
/// reporters did.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn unchained(
    tx: &mut Tx<'_>,
    county: CountyCode,
    after: Option<&EventPlace>,
    before: (NaiveDate, i64),
    limit: i64,
) -> Result<Vec<Unchained>, StoreError> {
    let beyond = "(case_events.happened_on, case_events.happened_hour, case_events.id) > (";
    let over = "(case_events.happened_on, case_events.happened_hour) < (";
    let mut query = case_events::table
        .filter(case_events::county.eq(county.to_string()))
        // The predicate of the partial index, to the letter.
        .filter(sql::<Bool>("case_events.happened_at IS NULL"))
        .filter(
            sql::<Bool>(over)
                .bind::<Date, _>(before.0)
                .sql(", ")
                .bind::<BigInt, _>(before.1)
                .sql(")"),
        )
        .filter(not(exists(
            access_log::table.filter(access_log::event.eq(case_events::id.nullable())),
        )))
        .order((
            case_events::happened_on,
            case_events::happened_hour,
            case_events::id,
        ))
        .limit(limit)
        .select(Row::as_select())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(
            sql::<Bool>(beyond)
                .bind::<Date, _>(after.on)
                .sql(", ")
                .bind::<BigInt, _>(after.hour)
                .sql(", ")
                .bind::<Text, _>(after.id.clone())
                .sql(")"),
        );
    }
    let events: Vec<EventRow> = query.load(tx.conn())?.into_iter().map(EventRow::from).collect();
    let ids: Vec<&str> = events.iter().map(|event| event.case_id.as_str()).collect();
    let owners: Vec<(String, String, String)> = cases::table
        .filter(cases::id.eq_any(&ids))
        .select((cases::id, cases::report, cases::office))
        .load(tx.conn())?;
    let mut owners: HashMap<String, (String, Vec<String>)> = owners
        .into_iter()
        .map(|(case, report, office)| (case, (report, vec![office])))
        .collect();
    let copied: Vec<(String, String)> = case_copies::table
        .filter(case_copies::case_id.eq_any(&ids))
        .order((case_copies::case_id, case_copies::office))
        .select((case_copies::case_id, case_copies::office))
        .load(tx.conn())?;
    for (case, office) in copied {
        if let Some((_, offices)) = owners.get_mut(&case) {
            offices.push(office);
        }
    }
    let subjects: Vec<(String, Vec<u8>)> = blind_indexes::table
        .filter(blind_indexes::case_id.eq_any(&ids))
        // A case that has moved on since is known by a hash of another county, which is no business of this log.
        .filter(blind_indexes::county.eq(county.to_string()))
        .filter(blind_indexes::label.eq("identity_code"))
        // Of two codes of a child the first one counts, as in `access_log::subject`: it is the last to be put into the map.
        .order(blind_indexes::id.desc())
        .select((blind_indexes::case_id, blind_indexes::digest))
        .load(tx.conn())?;
    let subjects: HashMap<String, Vec<u8>> = subjects.into_iter().collect();
    let actors: Vec<&str> = events.iter().filter_map(|event| event.actor.as_deref()).collect();
    let roles: Vec<(String, String)> = staff::table
        .filter(staff::id.eq_any(&actors))
        .select((staff::id, staff::role))
        .load(tx.conn())?;
    let roles: HashMap<String, String> = roles.into_iter().collect();
    events
        .into_iter()
        .map(|event| {
            let role = event.actor.as_ref().and_then(|actor| roles.get(actor)).cloned();
            let subject = subjects.get(&event.case_id).cloned();
            let (report, offices) =
                owners
                    .get(&event.case_id)
                    .cloned()
                    .ok_or_else(|| StoreError::Corrupt {
                        table: "case_events",
                        column: "case_id",
                        row: event.id.clone(),
                    })?;
            Ok(Unchained {
                event,
                report,
                offices,
                subject,
                role,
            })
        })
        .collect()
}

/// The first event of a worker in `county`, at or after `since` (UTC), that no row of the log seals: its id and its
/// case's. There is none in a whole log, as both are written in one transaction.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn unsealed_view(
    tx: &mut Tx<'_>,
    county: CountyCode,
    since: NaiveDateTime,
) -> Result<Option<(String, String)>, StoreError> {
    Ok(case_events::table
        .filter(case_events::county.eq(county.to_string()))
        .filter(case_events::happened_at.ge(since))
        .filter(not(exists(
            access_log::table.filter(access_log::event.eq(case_events::id.nullable())),
        )))
        .order((case_events::happened_at, case_events::id))
        .select((case_events::id, case_events::case_id))
        .first(tx.conn())
        .optional()?)
}

/// The event rows with these ids, as far as they are still there.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_id(tx: &mut Tx<'_>, ids: &[&str]) -> Result<HashMap<String, EventRow>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    // SQLite takes 32,766 values in a statement.
    for some in ids.chunks(10_000) {
        let rows: Vec<Row> = case_events::table
            .filter(case_events::id.eq_any(some))
            .select(Row::as_select())
            .load(tx.conn())?;
        found.extend(rows.into_iter().map(|row| (row.id.clone(), EventRow::from(row))));
    }
    Ok(found)
}

/// The last arrival of `county` that was chained in order.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn progress(tx: &mut Tx<'_>, county: CountyCode) -> Result<Option<EventPlace>, StoreError> {
    let place = log_progress::table
        .find(county.to_string())
        .select((
            log_progress::happened_on,
            log_progress::happened_hour,
            log_progress::event,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(place.map(|(on, hour, id)| EventPlace { on, hour, id }))
}

/// Sets the last arrival of `county` that was chained in order.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_progress(tx: &mut Tx<'_>, county: CountyCode, place: &EventPlace) -> Result<(), StoreError> {
    let values = (
        log_progress::happened_on.eq(place.on),
        log_progress::happened_hour.eq(place.hour),
        log_progress::event.eq(&place.id),
    );
    each!(tx.conn(), |c| diesel::insert_into(log_progress::table)
        .values((log_progress::county.eq(county.to_string()), values))
        .on_conflict(log_progress::county)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}
