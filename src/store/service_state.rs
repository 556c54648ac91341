//! What an operator watches: counts and ages, never a row.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::min;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::schema::{cases, jobs, log_heads};
use super::{StoreError, Tx};
use crate::domain::office::OfficeId;

/// Counting the cases of an office stops here.
pub const WAITING_LIMIT: i64 = 1_000;

/// What is still to be done after answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobState {
    /// Jobs that are done once and are not done yet.
    pub waiting: i64,
    /// Those that were given up.
    pub given_up: i64,
    /// When the one that waits longest was due, UTC; `None` where none waits.
    pub oldest_due: Option<NaiveDateTime>,
}

/// The jobs. Those that come again and again are not counted: they always wait.
///
/// # Errors
/// [`StoreError`].
pub fn jobs(tx: &mut Tx<'_>) -> Result<JobState, StoreError> {
    let once = || jobs::table.filter(jobs::recurring.eq(false));
    let open = || once().filter(jobs::given_up_at.is_null());
    Ok(JobState {
        waiting: open().count().get_result(tx.conn())?,
        given_up: once()
            .filter(jobs::given_up_at.is_not_null())
            .count()
            .get_result(tx.conn())?,
        oldest_due: open().select(min(jobs::run_at)).get_result(tx.conn())?,
    })
}

/// Cases of the queue that nobody has opened and that should have been begun before `today` (Europe/Helsinki).
///
/// # Errors
/// [`StoreError`].
pub fn cases_unopened_past_due(tx: &mut Tx<'_>, today: NaiveDate) -> Result<i64, StoreError> {
    let late = cases::table
        .filter(cases::in_queue.eq(true))
        .filter(cases::start_target.lt(today))
        .filter(cases::flood_examined.eq(false))
        .filter(cases::opened_at.is_null());
    Ok(late.count().get_result(tx.conn())?)
}

/// The number of each county's newest row in the read log, by county code.
///
/// # Errors
/// [`StoreError`].
pub fn log_heads(tx: &mut Tx<'_>) -> Result<Vec<(String, i64)>, StoreError> {
    let heads = log_heads::table.select((log_heads::county, log_heads::seq));
    Ok(heads.order(log_heads::county).load(tx.conn())?)
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// How many cases stand in the queue of `office`, at most [`WAITING_LIMIT`].
///
/// # Errors
/// [`StoreError`].
pub fn waiting_in(tx: &mut Tx<'_>, office: OfficeId) -> Result<i64, StoreError> {
    let statement = format!(
        "SELECT COUNT(*) AS number FROM (SELECT 1 FROM cases WHERE office = $1 AND in_queue AND flood IS NULL \
         UNION ALL SELECT 1 FROM cases JOIN floods ON floods.id = cases.flood \
         WHERE floods.office = $1 AND cases.in_queue AND cases.flood IS NOT NULL LIMIT {WAITING_LIMIT}) AS counted"
    );
    let number: Number = diesel::sql_query(statement)
        .bind::<Text, _>(office.to_string())
        .get_result(tx.conn())?;
    Ok(number.number)
}
