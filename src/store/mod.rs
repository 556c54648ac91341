//! The database: everything stored is read through [`Store::read`] or, by a single statement, [`Store::read_one`], and written
//! through [`Store::write`].
//!
//! A transaction is a closure with a name. It may run more than once, so it touches the database and nothing else: no
//! mail, no password hashing, no network. `Ok` commits, `Err` rolls back; after `write` returns `Ok` the change is
//! durable. All calls block: the web calls them on its blocking pool.

pub mod access_log;
pub mod accounts;
pub mod alerts;
pub mod api_clients;
pub mod assignments;
pub mod attachments;
pub mod bars;
pub mod cabinet;
mod case_progress;
pub mod case_rows;
pub mod casebook;
pub mod cases;
pub mod casework;
pub mod census;
mod checkpointer;
pub mod children;
pub mod clocks;
pub mod connection;
pub mod copies;
pub mod directory;
pub mod emergencies;
pub mod error;
pub mod floods;
pub mod handed;
pub mod handover;
pub mod idempotency;
pub mod inspect;
pub mod jobs;
pub mod joins;
pub mod keys;
pub mod log_child;
pub mod log_events;
pub mod log_rows;
pub mod log_view;
pub mod messages;
pub mod migrate;
pub mod moves;
pub mod organisations;
pub mod purge;
pub mod queue;
pub mod queue_page;
pub mod rechecks;
pub mod recorded;
pub mod recovery_codes;
pub mod reports;
pub mod restricted;
pub mod restricting;
pub mod roles;
pub mod running;
pub mod schema;
pub mod seal;
pub mod server_address;
pub mod service_state;
pub mod sessions;
pub mod siblings;
pub mod staff;
pub mod staff_links;
pub mod transaction;
pub mod transfers;
pub mod tx;
pub mod url;
mod watch;
mod writer;

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::r2d2::{HandleError, Pool};
use metrics::{counter, histogram};

pub use error::StoreError;
pub use tx::{Inserted, Tx};
pub use url::DatabaseUrl;

use connection::{ConnectError, Manager, Purpose, Session};
use migrate::MigrateError;
use writer::Writer;
pub use writer::WriterLoad;

/// How many may use the database at once, and how long the others wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreSettings {
    /// Connections of the pool, made on demand: on SQLite for reading, on PostgreSQL for all.
    pub connections: u32,
    /// Places in the queue of SQLite's writer; whoever finds none gets [`StoreError::Busy`] at once.
    pub queue: usize,
    /// How long to wait for a connection, or for a closure to start, before [`StoreError::Busy`].
    pub wait: Duration,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self {
            connections: 16,
            queue: 1_024,
            wait: Duration::from_secs(5),
        }
    }
}

/// Why a store could not be opened, for the operator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no connection.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The schema is newer than the program or could not be read.
    #[error(transparent)]
    Schema(#[from] MigrateError),
    /// The schema is older than the program.
    #[error("the database lacks {} (run `huoli migrate`)", .0.join(", "))]
    Pending(Vec<String>),
    /// The database would lose what it has acknowledged.
    #[error("the database does not keep what it acknowledges: {}", .0.join("; "))]
    NotDurable(Vec<String>),
    /// The database refused a question about itself.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The database. Cheap to clone; the last clone that goes closes it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    // The writer ends last: it may empty SQLite's journal into the file, which a reader may not.
    pool: Pool<Manager>,
    writer: Option<Writer>,
}

impl Store {
    /// Opens the database, whose schema must be up to date (see [`migrate::run`]) and which must be durable.
    ///
    /// # Errors
    /// [`OpenError`], whose text tells the operator what to do and holds no password.
    pub fn open(url: &DatabaseUrl, settings: StoreSettings) -> Result<Self, OpenError> {
        let mut session = Session::open(url, Purpose::Write)?;
        let pending = migrate::pending_on(&mut session)?;
        if !pending.is_empty() {
            return Err(OpenError::Pending(pending));
        }
        let wrong = connection::durability(&mut session)?;
        if !wrong.is_empty() {
            return Err(OpenError::NotDurable(wrong));
        }
        let (writer, purpose) = match url {
            DatabaseUrl::Sqlite(_) => (
                Some(Writer::start(url, settings.queue, settings.wait)?),
                Purpose::Read,
            ),
            DatabaseUrl::Postgres(_) => (None, Purpose::Write),
        };
        let pool = Pool::builder()
            .max_size(settings.connections.max(1))
            .min_idle(Some(0))
            .connection_timeout(settings.wait.max(Duration::from_millis(1)))
            // BEGIN is the test: see `transaction::begin_on_pool`.
            .test_on_check_out(false)
            .error_handler(Box::new(LogError))
            .build_unchecked(Manager {
                url: url.clone(),
                purpose,
            });
        Ok(Self(Arc::new(Inner { pool, writer })))
    }

    /// Runs `work` on one unchanging view of what is committed. It cannot write.
    ///
    /// # Errors
    /// The error of `work`; [`StoreError::Busy`] or [`StoreError::Unavailable`] when it could not run.
    pub fn read<T, E>(
        &self,
        name: &'static str,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        timed("read", name, || transaction::read(&self.0.pool, name, work))
    }

    /// Runs `work`, which is one statement: by itself it sees one unchanging view too, and costs less than a transaction.
    /// It cannot write.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read_one<T, E>(
        &self,
        name: &'static str,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        timed("read", name, || transaction::read_one(&self.0.pool, name, work))
    }

    /// Runs `work` in a transaction, on PostgreSQL at READ COMMITTED, and returns when its changes are durable.
    ///
    /// # Errors
    /// The error of `work`, and nothing is stored; or a [`StoreError`] of the transaction itself.
    pub fn write<T, E, F>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        timed("write", name, || match &self.0.writer {
            Some(writer) => writer.run(name, work),
            None => transaction::write(&self.0.pool, name, work),
        })
    }

    /// The load of SQLite's writer; `None` on PostgreSQL, which has none.
    pub fn writer_load(&self) -> Option<WriterLoad> {
        self.0.writer.as_ref().map(Writer::load)
    }
}

/// What a reporter does is not counted: whoever keeps the series would keep the minute of each arrival.
const UNCOUNTED: [&str; 7] = [
    "submit_report",
    "store_chunks",
    "discard_upload",
    "open_mailbox",
    "read_mailbox",
    "add_information",
    "close_mailbox",
];

/// Runs a transaction in a span of its name and says how long it took, its waiting and repetitions included.
fn timed<T, E>(kind: &'static str, name: &'static str, run: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let _span = tracing::debug_span!("transaction", kind, name).entered();
    let start = Instant::now();
    let outcome = run();
    let took = start.elapsed();
    let duration_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    tracing::debug!(duration_us, "transaction ended");
    let result = if outcome.is_ok() { "done" } else { "failed" };
    if !UNCOUNTED.contains(&name) {
        counter!("huoli_transactions_total", "kind" => kind, "name" => name, "outcome" => result)
            .increment(1);
        histogram!("huoli_transaction_duration_seconds", "kind" => kind, "name" => name).record(took);
    }
    outcome
}

/// Logs why a pool has no connection; r2d2 would log it under its own name.
#[derive(Debug)]
struct LogError;

impl HandleError<ConnectError> for LogError {
    fn handle_error(&self, error: ConnectError) {
        tracing::warn!(%error, "no connection to the database");
    }
}
