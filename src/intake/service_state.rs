//! How the service is: whether it can take a report, and what an operator watches. Nothing of a person.

use chrono::{DateTime, TimeDelta, Utc};

use super::{App, office_states};
use crate::domain::helsinki;
use crate::store::cabinet::CabinetError;
use crate::store::{StoreError, alerts, migrate, service_state};

/// Why the service cannot take a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotReady {
    /// The database is away or too busy.
    Database,
    /// The tables are older or newer than this program.
    Schema,
    /// The master key does not open the database's keys.
    Keys,
}

impl NotReady {
    /// The stable name, for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Database => "database_away",
            Self::Schema => "schema_differs",
            Self::Keys => "keys_closed",
        }
    }
}

/// Whether a report could be taken in now, as far as a look without writing can tell.
///
/// # Errors
/// [`NotReady`].
pub fn readiness(app: &App) -> Result<(), NotReady> {
    let looked: Result<_, StoreError> = app.store.read("readiness", |tx| {
        if !migrate::is_current(tx)? {
            return Ok(Err(NotReady::Schema));
        }
        match app.cabinet.fits(tx) {
            Ok(()) => Ok(Ok(())),
            Err(CabinetError::Store(error)) => Err(error),
            Err(_) => Ok(Err(NotReady::Keys)),
        }
    });
    looked.unwrap_or(Err(NotReady::Database))
}

/// What an operator watches, at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceState {
    /// Jobs that are not done yet.
    pub jobs_waiting: i64,
    /// Jobs that were given up.
    pub jobs_given_up: i64,
    /// How long the oldest of the waiting jobs has been due; zero where none is.
    pub oldest_job: TimeDelta,
    /// Cases that nobody has opened though they should have been begun.
    pub cases_unopened_past_due: i64,
    /// Urgent cases that nobody has opened in time.
    pub urgent_unopened: i64,
    /// Offices that lost their last reader, or where cases wait that nobody at all reads.
    pub offices_without_reader: i64,
    /// The number of the newest row of each county's read log.
    pub log_heads: Vec<(String, i64)>,
    /// Transactions that wait for SQLite's writer; `None` on PostgreSQL.
    pub writer_queue: Option<usize>,
}

/// Looks.
///
/// # Errors
/// [`StoreError`].
pub fn service_state(app: &App, now: DateTime<Utc>) -> Result<ServiceState, StoreError> {
    let today = helsinki::civil_date(now);
    app.store.read("service_state", |tx| {
        let jobs = service_state::jobs(tx)?;
        let due = jobs.oldest_due.map_or(now, |due| due.and_utc());
        Ok(ServiceState {
            jobs_waiting: jobs.waiting,
            jobs_given_up: jobs.given_up,
            oldest_job: (now - due).max(TimeDelta::zero()),
            cases_unopened_past_due: service_state::cases_unopened_past_due(tx, today)?,
            urgent_unopened: alerts::count_unopened(tx)?,
            offices_without_reader: i64::try_from(office_states::unread(tx)?.len()).unwrap_or(i64::MAX),
            log_heads: service_state::log_heads(tx)?,
            writer_queue: app.store.writer_load().map(|load| load.waiting),
        })
    })
}
