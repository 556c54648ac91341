//! How a transaction begins, ends, and is run again when it met another one.

use std::cell::Cell;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, Connection, TransactionManager};
use diesel::r2d2::{Pool, PooledConnection};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use metrics::counter;

use super::connection::{AnyConnection, Manager, Session};
use super::error::{Fault, StoreError};
use super::tx::{Tx, checked};
use crate::ids::{IdSource, OsIds};

/// How often a transaction is run before it gives up as busy.
const TRIES: u32 = 5;

/// On PostgreSQL each statement sees what is committed when it starts. A rule that spans rows takes a row first that everybody
/// takes who goes by it, or writes under the version that was read. SQLite has one writer, so there each runs by itself.
const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/// Begins a transaction by the statement of each dialect.
pub(super) fn begin(session: &mut Session, sqlite: &str, postgres: &str) -> Result<(), DieselError> {
    match &mut session.connection {
        AnyConnection::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, sqlite),
        AnyConnection::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, postgres),
    }
}

/// Begins a savepoint inside the open transaction.
pub(super) fn begin_savepoint(session: &mut Session) -> Result<(), StoreError> {
    if depth(session) == 0 {
        // The database ended the transaction under us; a savepoint now would begin another one.
        return Err(StoreError::Unavailable);
    }
    Ok(Manage::begin_transaction(&mut session.connection)?)
}

/// Releases the innermost savepoint.
pub(super) fn commit_savepoint(session: &mut Session) -> Result<(), StoreError> {
    Ok(Manage::commit_transaction(&mut session.connection)?)
}

/// Undoes the innermost savepoint, or the transaction. It fails when the database has already ended the whole
/// transaction, or cannot be reached.
pub(super) fn rollback(session: &mut Session) -> Result<(), StoreError> {
    let undone = Manage::rollback_transaction(&mut session.connection);
    session.thaw();
    undone.map_err(|_the_cause_was_reported_before| StoreError::Unavailable)
}

/// How many transactions and savepoints are open: 0 for none, also when the connection is beyond repair.
pub(super) fn depth(session: &mut Session) -> u32 {
    match Manage::transaction_manager_status_mut(&mut session.connection).transaction_depth() {
        Ok(Some(depth)) => depth.get(),
        _ => 0,
    }
}

type Manage = <AnyConnection as Connection>::TransactionManager;

/// How a commit failed.
pub(super) enum CommitFailure {
    /// The database rolled the transaction back because it met another one: it may be run again.
    Again,
    /// It will not pass, or nobody knows whether it did.
    Final(StoreError),
}

/// Commits the transaction. A failure that is not the database's own clear refusal leaves it unknown whether the
/// transaction is stored, and is answered as [`StoreError::Unavailable`].
pub(super) fn commit(session: &mut Session) -> Result<(), CommitFailure> {
    if depth(session) > 1 {
        // Releasing a savepoint would look like a commit.
        return Err(CommitFailure::Final(StoreError::Database(Fault::new(
            "a savepoint was left open",
        ))));
    }
    let error = match Manage::commit_transaction(&mut session.connection) {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    Err(match &error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => CommitFailure::Again,
        DieselError::DatabaseError(
            DatabaseErrorKind::UniqueViolation
            | DatabaseErrorKind::ForeignKeyViolation
            | DatabaseErrorKind::CheckViolation
            | DatabaseErrorKind::ExclusionViolation,
            _,
        ) => CommitFailure::Final(error.into()),
        _ => CommitFailure::Final(StoreError::Unavailable),
    })
}

/// Runs a reading transaction: one unchanging view of what is committed, and no writing.
pub(super) fn read<T, E: From<StoreError>>(
    pool: &Pool<Manager>,
    name: &'static str,
    mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let _running = Running::enter()?;
    let begin_postgres = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    let mut session = begin_on_pool(pool, name, begin_postgres)?;
    let outcome = work(&mut Tx::of(&mut session, name));
    // Nothing was written, so nothing is lost by rolling back, and a failure to do so only costs the connection.
    let _ = rollback(&mut session);
    outcome
}

/// Runs one statement that reads, without a transaction around it. On PostgreSQL that is one message instead of three.
pub(super) fn read_one<T, E: From<StoreError>>(
    pool: &Pool<Manager>,
    name: &'static str,
    mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let _running = Running::enter()?;
    for _ in 0..=pool.max_size() {
        let mut session = take(pool, name)?;
        match work(&mut Tx::of(&mut session, name)) {
            // It died of old age in the pool, as in `begin_on_pool`; reading again does no harm.
            Err(_) if session.is_spoiled() => {}
            outcome => return outcome,
        }
    }
    Err(E::from(StoreError::Unavailable))
}

/// Runs a writing transaction on a pool, again when it met another one.
pub(super) fn write<T, E: From<StoreError>>(
    pool: &Pool<Manager>,
    name: &'static str,
    mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let _running = Running::enter()?;
    for attempt in 1..=TRIES {
        let mut session = begin_on_pool(pool, name, BEGIN_WRITE)?;
        let outcome = work(&mut Tx::of(&mut session, name));
        match checked(outcome, &session) {
            Ok(value) => match commit(&mut session) {
                Ok(()) => return Ok(value),
                Err(CommitFailure::Final(error)) => return Err(E::from(error)),
                Err(CommitFailure::Again) => {}
            },
            Err(error) => {
                // A connection that cannot roll back is seen as broken by the pool and closed, which rolls back too.
                let _ = rollback(&mut session);
                if attempt == TRIES || !session.watch.conflicted() {
                    return Err(error);
                }
            }
        }
        drop(session);
        counter!("huoli_transaction_retries_total", "name" => name).increment(1);
        tracing::debug!(transaction = name, attempt, "met another transaction, runs again");
        if attempt < TRIES {
            std::thread::sleep(pause(attempt));
        }
    }
    Err(E::from(busy(name)))
}

/// [`StoreError::Busy`], counted under the transaction's name.
pub(super) fn busy(name: &'static str) -> StoreError {
    counter!("huoli_transactions_busy_total", "name" => name).increment(1);
    StoreError::Busy
}

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Marks this thread as running a closure until it is dropped.
pub(super) struct Running(());

impl Running {
    /// # Errors
    /// When a closure is running on this thread already. A transaction that opens another one would wait for ever for
    /// SQLite's one writer, and on PostgreSQL the two would not be one.
    pub(super) fn enter() -> Result<Self, StoreError> {
        if INSIDE.replace(true) {
            return Err(StoreError::Database(Fault::new(
                "a transaction was opened inside another one",
            )));
        }
        Ok(Self(()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        INSIDE.set(false);
    }
}

/// Takes a connection and begins on it. A pooled connection may have died of old age, and BEGIN is where that shows;
/// nothing has run yet, so another connection is taken, until all that waited in the pool have been tried.
fn begin_on_pool(
    pool: &Pool<Manager>,
    name: &'static str,
    begin_postgres: &str,
) -> Result<PooledConnection<Manager>, StoreError> {
    for _ in 0..=pool.max_size() {
        let mut session = take(pool, name)?;
        match begin(&mut session, "BEGIN", begin_postgres) {
            Ok(()) => return Ok(session),
            Err(_) if session.is_spoiled() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Unavailable)
}

fn take(pool: &Pool<Manager>, name: &'static str) -> Result<PooledConnection<Manager>, StoreError> {
    pool.get().map_err(|_no_reason_that_may_be_shown| {
        let state = pool.state();
        if state.connections > 0 && state.connections >= pool.max_size() {
            busy(name)
        } else {
            StoreError::Unavailable
        }
    })
}

/// How long to wait before try `attempt + 1`: 2, 4, 8, 16 ms and up to as much again, so that two transactions that
/// met do not meet again.
fn pause(attempt: u32) -> Duration {
    let base = 1_000_u64 << attempt.min(10);
    let mut random = [0; 2];
    OsIds.fill(&mut random);
    let share = u64::from(u16::from_be_bytes(random));
    Duration::from_micros(base + base * share / u64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_and_stay_short() {
        for attempt in 1..TRIES {
            let (least, most) = (1_000 << attempt, 2_000 << attempt);
            let pause = pause(attempt).as_micros();
            assert!((least..=most).contains(&pause), "try {attempt}: {pause} µs");
        }
    }
}
