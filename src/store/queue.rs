//! The queue of an office: keyset pages in the order of the queue, and counts.
//!
//! Every function takes the [`Scope`] of the person who asks; none finds a case beyond it.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Text};
use uuid::Uuid;

use super::case_rows::{Row, StoredCase};
use super::cases::EventKind;
use super::reports::OfficeWrap;
use super::schema::{case_events, cases, report_keys, reports, staff};
use super::{StoreError, Tx};
use crate::domain::access::Scope;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

/// Counting stops here, so that the first page of a flooded queue costs no more than any other (DESIGN 7).
pub const COUNT_LIMIT: i64 = 1_000;

/// Where a case stands in the order of the queue; the next page begins after it. The fields stand in the order in which
/// they decide. Within the hour the random id does: nothing finer of an arrival lies in clear (SECURITY C16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueuePlace {
    /// 1 before 2.
    pub rank: i64,
    /// The day by which the next step falls due; of a case without a clock the day of arrival, which is no due date.
    pub due: NaiveDate,
    /// Day of arrival, Europe/Helsinki.
    pub received_on: NaiveDate,
    /// Hour of arrival, 0–23, Europe/Helsinki.
    pub received_hour: u32,
    /// The case, where the rest is equal.
    pub case: Uuid,
}

/// How many cases stand in a queue, each number at most [`COUNT_LIMIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All.
    pub all: i64,
    /// Those of the first rank.
    pub urgent: i64,
    /// Those whose clock runs and whose next step falls due today or fell due before.
    pub due: i64,
}

/// At most `limit` cases of the queues of `offices`, in the order of the queue, from after `after`. Offices that the
/// scope may not see are left out. One query an office, each on the index of open cases, merged here.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn page(
    tx: &mut Tx<'_>,
    scope: &Scope,
    offices: &[OfficeId],
    after: Option<QueuePlace>,
    limit: usize,
) -> Result<Vec<StoredCase>, StoreError> {
    let mut merged: Vec<StoredCase> = Vec::new();
    for office in scope.queue_offices() {
        if offices.contains(&office) {
            for row in page_of(tx, scope, office, after, limit)? {
                merged.push(row.try_into()?);
            }
        }
    }
    merged.sort_by_key(|case| case.place);
    merged.truncate(limit);
    Ok(merged)
}

fn page_of(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    after: Option<QueuePlace>,
    limit: usize,
) -> Result<Vec<Row>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // `in_queue` stands there as a bare column: the predicate of the partial index, to the letter (STYLE 2.6).
    let queue = cases::table
        .filter(cases::office.eq(office.to_string()))
        .filter(cases::in_queue)
        .filter(cases::county.eq(scope.county.to_string()))
        .order((
            cases::queue_rank,
            cases::queue_due,
            cases::received_on,
            cases::received_hour,
            cases::id,
        ))
        .limit(limit)
        .select(Row::as_select());
    let Some(after) = after else {
        return Ok(queue.load(tx.conn())?);
    };
    let place = "(cases.queue_rank, cases.queue_due, cases.received_on, cases.received_hour, cases.id) > (";
    let beyond = sql::<Bool>(place)
        .bind::<BigInt, _>(after.rank)
        .sql(", ")
        .bind::<Date, _>(after.due)
        .sql(", ")
        .bind::<Date, _>(after.received_on)
        .sql(", ")
        .bind::<BigInt, _>(i64::from(after.received_hour))
        .sql(", ")
        .bind::<Text, _>(after.case.to_string())
        .sql(")");
    Ok(queue.filter(beyond).load(tx.conn())?)
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// How many cases stand in the queue of each office that the scope may see.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn counts(
    tx: &mut Tx<'_>,
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<(OfficeId, Counts)>, StoreError> {
    scope
        .queue_offices()
        .into_iter()
        .map(|office| {
            // The predicate of the index on due days, to the letter: a case without a clock is due on no day.
            let due = "pending_since IS NOT NULL AND queue_due <= $3";
            let counts = Counts {
                all: count(tx, scope, office, "$3 IS NOT NULL", today)?,
                urgent: count(tx, scope, office, "queue_rank = 1 AND $3 IS NOT NULL", today)?,
                due: count(tx, scope, office, due, today)?,
            };
            Ok((office, counts))
        })
        .collect()
}

/// Counts what stands in the queue of `office` and fits `condition`, whose `$3` is the present day.
fn count(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    condition: &'static str,
    today: NaiveDate,
) -> Result<i64, StoreError> {
    let statement = format!(
        "SELECT COUNT(*) AS number FROM (SELECT 1 FROM cases \
         WHERE office = $1 AND county = $2 AND in_queue AND {condition} LIMIT {COUNT_LIMIT}) AS counted"
    );
    let number: Number = diesel::sql_query(statement)
        .bind::<Text, _>(office.to_string())
        .bind::<Text, _>(scope.county.to_string())
        .bind::<Date, _>(today)
        .get_result(tx.conn())?;
    Ok(number.number)
}

/// What a list needs to open and date its cases, fetched for the whole page at once.
#[derive(Debug, Clone, Default)]
pub struct PageKeys {
    /// By report and office: the report's key, wrapped for the office.
    pub wraps: HashMap<(Uuid, OfficeId), OfficeWrap>,
    /// By report: the exact instant of arrival, sealed.
    pub arrivals: HashMap<Uuid, Vec<u8>>,
    /// By case: who opened it last, when that was after a given instant.
    pub holders: HashMap<Uuid, String>,
}

/// The keys, arrivals and holders of `page`. Somebody holds a case who opened it at or after `held_since`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn page_keys(
    tx: &mut Tx<'_>,
    page: &[StoredCase],
    held_since: DateTime<Utc>,
) -> Result<PageKeys, StoreError> {
    let mut keys = PageKeys::default();
    let reports: Vec<String> = page.iter().map(|case| case.report.to_string()).collect();
    let wraps: Vec<(String, String, String, Vec<u8>)> = report_keys::table
        .filter(report_keys::report.eq_any(&reports))
        .order(report_keys::generation)
        .select((
            report_keys::report,
            report_keys::office,
            report_keys::county,
            report_keys::wrap,
        ))
        .load(tx.conn())?;
    for (report, office, county, wrap) in wraps {
        let corrupt = |column| StoreError::Corrupt {
            table: "report_keys",
            column,
            row: report.clone(),
        };
        let office = OfficeId(office.parse().map_err(|_shape| corrupt("office"))?);
        let county = CountyCode::parse(&county).ok_or_else(|| corrupt("county"))?;
        let id = report.parse().map_err(|_shape| corrupt("report"))?;
        keys.wraps
            .insert((id, office), OfficeWrap { office, county, wrap });
    }
    let arrivals: Vec<(String, Vec<u8>)> = reports::table
        .filter(reports::id.eq_any(&reports))
        .select((reports::id, reports::arrival))
        .load(tx.conn())?;
    for (report, arrival) in arrivals {
        let id = report.parse().map_err(|_shape| StoreError::Corrupt {
            table: "reports",
            column: "id",
            row: report.clone(),
        })?;
        keys.arrivals.insert(id, arrival);
    }
    let cases: Vec<String> = page.iter().map(|case| case.id.to_string()).collect();
    let holders: Vec<(String, String)> = case_events::table
        .inner_join(staff::table.on(staff::id.nullable().eq(case_events::actor)))
        .filter(case_events::case_id.eq_any(&cases))
        .filter(case_events::kind.eq(EventKind::Opened.as_str()))
        .filter(case_events::happened_at.ge(held_since.naive_utc()))
        .order(case_events::happened_at)
        .select((case_events::case_id, staff::display_name))
        .load(tx.conn())?;
    for (case, name) in holders {
        if let Ok(id) = case.parse() {
            keys.holders.insert(id, name);
        }
    }
    Ok(keys)
}
