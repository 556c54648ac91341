//! The queue of an office: places in its order, counts, and what a page of it needs besides. What waits in the group of a flood is not
//! among it ([`floods`](super::floods)).
//!
//! Every function takes the [`Scope`] of the person who asks; none finds a case beyond it. What another office has and one
//! of theirs got a copy of stands among the rest.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Text};
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::casework::{self, Colleague, Sealed};
use super::reports::OfficeWrap;
use super::schema::{case_copies, cases, report_keys, reports};
use super::{StoreError, Tx, assignments};
use crate::domain::access::{Scope, StaffId};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::summary::URGENT;

/// Counting stops here, so that the first page of a flooded queue costs no more than any other.
pub const COUNT_LIMIT: i64 = 1_000;

/// Where a case stands in the order of the queue; the next page begins after it. The fields stand in the order in which
/// they decide. Within the hour the random id does: nothing finer of an arrival lies in clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueuePlace {
    /// 1 before 2 before 3.
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

/// What stands after a [`QueuePlace`] in the order of the queue, as a condition on a case. A macro, as its type has no name.
macro_rules! beyond {
    ($after:expr) => {
        diesel::dsl::sql::<diesel::sql_types::Bool>(
            "(cases.queue_rank, cases.queue_due, cases.received_on, cases.received_hour, cases.id) > (",
        )
        .bind::<diesel::sql_types::BigInt, _>($after.rank)
        .sql(", ")
        .bind::<diesel::sql_types::Date, _>($after.due)
        .sql(", ")
        .bind::<diesel::sql_types::Date, _>($after.received_on)
        .sql(", ")
        .bind::<diesel::sql_types::BigInt, _>(i64::from($after.received_hour))
        .sql(", ")
        .bind::<diesel::sql_types::Text, _>($after.case.to_string())
        .sql(")")
    };
}
pub(super) use beyond;

/// How many cases stand in a queue, each number at most [`COUNT_LIMIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All.
    pub all: i64,
    /// Those whose urgency nobody has assessed.
    pub unassessed: i64,
    /// Those of the first rank.
    pub urgent: i64,
    /// Those whose clock runs and whose next step falls due today or fell due before.
    pub due: i64,
}

impl Counts {
    /// One more that is unassessed, urgent, due, or none of it.
    fn add(&mut self, unassessed: bool, urgent: bool, due: bool) {
        self.all += 1;
        self.unassessed += i64::from(unassessed);
        self.urgent += i64::from(urgent);
        self.due += i64::from(due);
    }
}

/// How many cases stand in the queues that somebody may see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// By office, those that it got a copy of among them.
    pub offices: Vec<(OfficeId, Counts)>,
    /// How many were counted for two of the offices: too many in the sum of all.
    pub twice: Counts,
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
pub fn counts(tx: &mut Tx<'_>, scope: &Scope, today: NaiveDate) -> Result<Counted, StoreError> {
    let offices = scope.queue_offices();
    let ids: Vec<String> = offices.iter().map(ToString::to_string).collect();
    let mut counted = Counted::default();
    let mut seen: HashSet<String> = HashSet::new();
    for (office, id) in offices.iter().zip(&ids) {
        // The predicate of the index on due days, to the letter: a case without a clock is due on no day.
        let due = "pending_since IS NOT NULL AND queue_due <= $3";
        // What is assessed stands in a rank of its own, behind.
        let unassessed = "queue_rank < 3 AND state = 'received' AND $3 IS NOT NULL";
        let mut counts = Counts {
            all: count(tx, scope, *office, "$3 IS NOT NULL", today)?,
            unassessed: count(tx, scope, *office, unassessed, today)?,
            urgent: count(tx, scope, *office, "queue_rank = 1 AND $3 IS NOT NULL", today)?,
            due: count(tx, scope, *office, due, today)?,
        };
        for (case, owner, state, rank, due, since) in copied_to(tx, scope, id)? {
            let unassessed = state == CaseStatus::Received.as_str();
            let (urgent, due) = (rank == URGENT, since.is_some() && due <= today);
            counts.add(unassessed, urgent, due);
            if ids.contains(&owner) || !seen.insert(case) {
                counted.twice.add(unassessed, urgent, due);
            }
        }
        let most = |number: i64| number.min(COUNT_LIMIT);
        let counts = Counts {
            all: most(counts.all),
            unassessed: most(counts.unassessed),
            urgent: most(counts.urgent),
            due: most(counts.due),
        };
        counted.offices.push((*office, counts));
    }
    Ok(counted)
}

/// A case that an office got a copy of: its id, office and state, its rank, when its next step is due, since when its clock
/// runs.
type Copied = (String, String, String, i64, NaiveDate, Option<NaiveDate>);

/// The cases that stand in another office's queue and of which `office` got a copy, at most [`COUNT_LIMIT`].
fn copied_to(tx: &mut Tx<'_>, scope: &Scope, office: &str) -> Result<Vec<Copied>, StoreError> {
    Ok(case_copies::table
        .inner_join(cases::table.on(cases::id.eq(case_copies::case_id)))
        .filter(case_copies::office.eq(office))
        .filter(case_copies::county.eq(scope.county.to_string()))
        .filter(cases::in_queue)
        .filter(cases::flood.is_null())
        .filter(cases::id.ne_all(left_out(scope)))
        .limit(COUNT_LIMIT)
        .select((
            cases::id,
            cases::office,
            cases::state,
            cases::queue_rank,
            cases::queue_due,
            cases::pending_since,
        ))
        .load(tx.conn())?)
}

/// An urgent case that nobody has opened in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unopened {
    /// Its id.
    pub case: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// Day of arrival, Europe/Helsinki.
    pub received_on: NaiveDate,
    /// Hour of arrival, 0–23, Europe/Helsinki: nothing finer lies in clear.
    pub received_hour: u32,
}

/// The urgent cases in the queues of the scope that nobody had opened when it was looked, and has not until now, the oldest
/// first, at most `limit`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn unopened(tx: &mut Tx<'_>, scope: &Scope, limit: usize) -> Result<Vec<Unopened>, StoreError> {
    let ids: Vec<String> = scope.queue_offices().iter().map(ToString::to_string).collect();
    let county = scope.county.to_string();
    let at_most = i64::try_from(limit).unwrap_or(i64::MAX);
    // The predicate of the partial index, to the letter.
    let late = || {
        cases::table
            .filter(sql::<Bool>("cases.escalated > 0 AND cases.opened_at IS NULL"))
            .filter(cases::in_queue)
            .filter(cases::flood_examined.eq(false))
            .filter(cases::id.ne_all(left_out(scope)))
            .order((cases::received_on, cases::received_hour, cases::id))
            .limit(at_most)
            .select(Row::as_select())
    };
    let mut rows: Vec<Row> = late()
        .filter(cases::office.eq_any(&ids))
        .filter(cases::county.eq(&county))
        .load(tx.conn())?;
    let copied = case_copies::table
        .filter(case_copies::office.eq_any(&ids))
        .filter(case_copies::county.eq(&county))
        .select(case_copies::case_id);
    let elsewhere = late()
        .filter(cases::office.ne_all(&ids))
        .filter(cases::id.eq_any(copied));
    rows.extend(elsewhere.load::<Row>(tx.conn())?);
    let mut cases = rows
        .into_iter()
        .map(StoredCase::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    cases.sort_by_key(|case| (case.received_on, case.received_hour, case.id));
    cases.truncate(limit);
    let unopened = cases.into_iter().map(|case| Unopened {
        case: case.id,
        reference: case.reference,
        received_on: case.received_on,
        received_hour: case.received_hour,
    });
    Ok(unopened.collect())
}

/// Counts what stands in the queue of `office` and fits `condition`, whose `$3` is the present day.
fn count(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    condition: &'static str,
    today: NaiveDate,
) -> Result<i64, StoreError> {
    let barred = left_out(scope);
    let not_barred = if barred.is_empty() {
        String::new()
    } else {
        // Ids of ours: nothing that somebody typed.
        format!("AND id NOT IN ('{}')", barred.join("', '"))
    };
    let statement = format!(
        "SELECT COUNT(*) AS number FROM (SELECT 1 FROM cases \
         WHERE office = $1 AND county = $2 AND in_queue AND flood IS NULL AND {condition} {not_barred} LIMIT {COUNT_LIMIT}) AS counted"
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
    /// By case: who has it on their page.
    pub holders: HashMap<Uuid, Colleague>,
    /// By account: the names of those to whom the cases are given.
    pub assignees: HashMap<StaffId, String>,
    /// By case: what is sealed of what was decided on it.
    pub decided: HashMap<Uuid, Sealed>,
}

/// The keys, arrivals, holders and decisions of `page` at `now`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn page_keys(tx: &mut Tx<'_>, page: &[StoredCase], now: DateTime<Utc>) -> Result<PageKeys, StoreError> {
    let cases: Vec<Uuid> = page.iter().map(|case| case.id).collect();
    let mut keys = PageKeys {
        holders: casework::claimers(tx, &cases, now)?,
        decided: casework::sealed_of(tx, &cases)?,
        assignees: assignments::names_of(tx, page.iter().filter_map(|case| case.assignee))?,
        ..PageKeys::default()
    };
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
    Ok(keys)
}
