//! What is still to be done: rows written in the transaction that makes them necessary, taken by a lease.

mod writing;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::schema::jobs;
use super::{StoreError, Tx};
use crate::domain::job::{EMERGENCY_NOTICE, ESCALATE, Job, URGENT_NOTICE};
use crate::domain::office::OfficeId;

pub use writing::{insert_notice, insert_once, insert_recurring};

/// The version of the payload's shape.
const VERSION: u8 = 1;

/// The payload as it is stored.
#[derive(Serialize, Deserialize)]
struct Payload {
    v: u8,
    #[serde(flatten)]
    job: Job,
}

fn payload(job: &Job) -> String {
    let payload = Payload {
        v: VERSION,
        job: job.clone(),
    };
    // Ids and flags always become JSON; a text that does not is no job, and shows as one that cannot be done.
    serde_json::to_string(&payload).unwrap_or_default()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = jobs)]
struct Row {
    id: String,
    kind: String,
    owner: String,
    payload: String,
    recurring: bool,
    run_at: NaiveDateTime,
    attempts: i64,
    leased_until: Option<NaiveDateTime>,
    failure: Option<String>,
    given_up_at: Option<NaiveDateTime>,
}

/// A job as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredJob {
    /// Its id, from which the Message-ID of its mail is made.
    pub id: Uuid,
    /// Its kind by name, also where this program does not know it.
    pub kind: String,
    /// The office or the county it is for; empty for the whole installation.
    pub owner: String,
    /// What is to be done; `None` when another version of the program wrote it.
    pub job: Option<Job>,
    /// Whether it comes again and again.
    pub recurring: bool,
    /// When it is to be done, or done again (UTC).
    pub run_at: DateTime<Utc>,
    /// How often it was begun.
    pub attempts: u32,
    /// Until when somebody has it (UTC).
    pub leased_until: Option<DateTime<Utc>>,
    /// Why the last attempt failed, by a code of the program.
    pub failure: Option<String>,
    /// When nobody tried any more (UTC).
    pub given_up_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for StoredJob {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "jobs",
            column,
            row: row.id.clone(),
        };
        let payload = serde_json::from_str::<Payload>(&row.payload).ok();
        Ok(Self {
            id: row.id.parse().map_err(|_shape| corrupt("id"))?,
            job: payload
                .filter(|payload| payload.v == VERSION)
                .map(|payload| payload.job),
            attempts: u32::try_from(row.attempts).map_err(|_range| corrupt("attempts"))?,
            kind: row.kind,
            owner: row.owner,
            recurring: row.recurring,
            run_at: row.run_at.and_utc(),
            leased_until: row.leased_until.map(|until| until.and_utc()),
            failure: row.failure,
            given_up_at: row.given_up_at.map(|at| at.and_utc()),
        })
    }
}

/// The ids of at most `limit` jobs that are due at `now` and in nobody's hands: first what recurs, which is short, then
/// what is urgent, then the rest, the longest due first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn due(tx: &mut Tx<'_>, now: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>, StoreError> {
    let now = now.naive_utc();
    let ids: Vec<String> = jobs::table
        .filter(jobs::given_up_at.is_null())
        .filter(jobs::run_at.le(now))
        .filter(jobs::leased_until.is_null().or(jobs::leased_until.le(now)))
        .order((
            jobs::recurring.desc(),
            jobs::kind
                .eq_any([URGENT_NOTICE, ESCALATE, EMERGENCY_NOTICE])
                .desc(),
            jobs::run_at,
            jobs::id,
        ))
        .limit(limit)
        .select(jobs::id)
        .load(tx.conn())?;
    ids.into_iter()
        .map(|id| {
            id.parse().map_err(|_shape| StoreError::Corrupt {
                table: "jobs",
                column: "id",
                row: id,
            })
        })
        .collect()
}

/// Takes the job `id` until `until` in the name of `lease`, if it is still due at `now` and in nobody's hands; else
/// `None`. One changed row means that it is ours: of two who ask at once the second changes none, on either database.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn claim(
    tx: &mut Tx<'_>,
    id: Uuid,
    lease: Uuid,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<StoredJob>, StoreError> {
    let instant = now.naive_utc();
    let free = jobs::table
        .filter(jobs::id.eq(id.to_string()))
        .filter(jobs::given_up_at.is_null())
        .filter(jobs::run_at.le(instant))
        .filter(jobs::leased_until.is_null().or(jobs::leased_until.le(instant)));
    let changed = diesel::update(free)
        .set((
            jobs::lease.eq(lease.to_string()),
            jobs::leased_until.eq(until.naive_utc()),
            jobs::attempts.eq(jobs::attempts + 1),
        ))
        .execute(tx.conn())?;
    if changed == 0 {
        return Ok(None);
    }
    let row = jobs::table.find(id.to_string()).select(Row::as_select());
    Ok(Some(row.first(tx.conn())?.try_into()?))
}

/// What becomes of a job that was attempted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// It is done: the row goes.
    Done,
    /// It is done and comes again at this time (UTC).
    Next(DateTime<Utc>),
    /// It failed and is tried again at this time (UTC), for the reason with this code.
    Again(DateTime<Utc>, &'static str),
    /// It failed for the last time, at this time (UTC), for the reason with this code.
    GivenUp(DateTime<Utc>, &'static str),
}

/// Settles a job that is held by `lease`. False when it is not any more: the lease ran out and somebody else has it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn settle(tx: &mut Tx<'_>, id: Uuid, lease: Uuid, what: &Settlement) -> Result<bool, StoreError> {
    let ours = jobs::table
        .filter(jobs::id.eq(id.to_string()))
        .filter(jobs::lease.eq(lease.to_string()));
    let free = (
        jobs::lease.eq(None::<String>),
        jobs::leased_until.eq(None::<NaiveDateTime>),
    );
    let changed = match what {
        Settlement::Done => diesel::delete(ours).execute(tx.conn())?,
        Settlement::Next(at) => diesel::update(ours)
            .set((
                free,
                jobs::run_at.eq(at.naive_utc()),
                jobs::attempts.eq(0),
                jobs::failure.eq(None::<String>),
            ))
            .execute(tx.conn())?,
        Settlement::Again(at, failure) => diesel::update(ours)
            .set((free, jobs::run_at.eq(at.naive_utc()), jobs::failure.eq(failure)))
            .execute(tx.conn())?,
        Settlement::GivenUp(at, failure) => diesel::update(ours)
            .set((
                free,
                jobs::given_up_at.eq(at.naive_utc()),
                jobs::failure.eq(failure),
            ))
            .execute(tx.conn())?,
    };
    Ok(changed == 1)
}

/// Every job, by the time it is to be done.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<StoredJob>, StoreError> {
    let rows = jobs::table
        .order((jobs::run_at, jobs::id))
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(StoredJob::try_from).collect()
}

/// What was given up of what was to be done for `offices`, the oldest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn given_up(tx: &mut Tx<'_>, offices: &[OfficeId], limit: i64) -> Result<Vec<StoredJob>, StoreError> {
    let owners: Vec<String> = offices.iter().map(ToString::to_string).collect();
    let rows = jobs::table
        .filter(jobs::given_up_at.is_not_null())
        .filter(jobs::owner.eq_any(owners))
        .order((jobs::given_up_at, jobs::id))
        .limit(limit)
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(StoredJob::try_from).collect()
}

/// The job that was given up under this id.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn find_given_up(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<StoredJob>, StoreError> {
    let row = jobs::table
        .find(id.to_string())
        .filter(jobs::given_up_at.is_not_null())
        .select(Row::as_select())
        .first(tx.conn());
    row.optional()?.map(StoredJob::try_from).transpose()
}

/// Lets the job `id`, which was given up, begin anew at `now`. False when it was not.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn retry(tx: &mut Tx<'_>, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let given_up = jobs::table
        .filter(jobs::id.eq(id.to_string()))
        .filter(jobs::given_up_at.is_not_null());
    let changed = diesel::update(given_up)
        .set((
            jobs::given_up_at.eq(None::<NaiveDateTime>),
            jobs::attempts.eq(0),
            jobs::run_at.eq(now.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Deletes the job `id`, which was given up. False when it was not.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn dismiss(tx: &mut Tx<'_>, id: Uuid) -> Result<bool, StoreError> {
    let given_up = jobs::table
        .filter(jobs::id.eq(id.to_string()))
        .filter(jobs::given_up_at.is_not_null());
    Ok(diesel::delete(given_up).execute(tx.conn())? == 1)
}

/// How many jobs wait after an attempt that failed for one of `failures`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn waiting_for(tx: &mut Tx<'_>, failures: &[&str]) -> Result<i64, StoreError> {
    let waiting = jobs::table
        .filter(jobs::given_up_at.is_null())
        .filter(jobs::recurring.eq(false))
        .filter(jobs::failure.eq_any(failures));
    Ok(waiting.count().get_result(tx.conn())?)
}

/// Makes due at `now` what waits after an attempt that failed for one of `failures`. Tells how many they were.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn hurry(tx: &mut Tx<'_>, failures: &[&str], now: DateTime<Utc>) -> Result<usize, StoreError> {
    let waiting = jobs::table
        .filter(jobs::given_up_at.is_null())
        .filter(jobs::recurring.eq(false))
        .filter(jobs::lease.is_null())
        .filter(jobs::run_at.gt(now.naive_utc()))
        .filter(jobs::failure.eq_any(failures));
    Ok(diesel::update(waiting)
        .set(jobs::run_at.eq(now.naive_utc()))
        .execute(tx.conn())?)
}
