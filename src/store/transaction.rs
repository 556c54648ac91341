//! How a transaction begins, ends, and is run again when it met another one.

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, Connection, TransactionManager};
use diesel::r2d2::{Pool, PooledConnection};
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::connection::{AnyConnection, Manager, Session};
use super::error::{Fault, StoreError};
use super::watch::Watch;
use crate::ids::{IdSource, OsIds};

/// How often a transaction is run before it gives up as busy.
const TRIES: u32 = 5;

/// How strictly PostgreSQL keeps transactions apart. SQLite has one writer, so there each is serializable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// Each statement sees what is committed when it starts. For what only adds rows: submissions and the log.
    ReadCommitted,
    /// As if the transactions had run one after the other. Where a rule spans rows: claims and transitions.
    Serializable,
}

/// A running transaction: the only way to a row.
pub struct Tx<'c> {
    connection: &'c mut AnyConnection,
    watch: &'c Watch,
    name: &'static str,
}

/// What became of a row that may be there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It was not there and is now.
    New,
    /// A row with the same unique value was there; nothing was changed.
    Exists,
}

impl<'c> Tx<'c> {
    pub(super) fn of(session: &'c mut Session, name: &'static str) -> Self {
        Self {
            connection: &mut session.connection,
            watch: &session.watch,
            name,
        }
    }

    /// The transaction's name, which rows keep as `updated_by`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The connection, for the statements of the table modules.
    pub fn conn(&mut self) -> &mut AnyConnection {
        self.connection
    }

    /// Runs `work` in a savepoint: when it fails, only its own changes are undone and the transaction goes on.
    ///
    /// # Errors
    /// The error of `work`; or [`StoreError::Database`] when a statement failed and `work` said nothing of it.
    pub fn savepoint<T, E>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        begin_savepoint(self.connection)?;
        let outcome = work(&mut Tx {
            connection: self.connection,
            watch: self.watch,
            name: self.name,
        });
        match checked(outcome, self.watch) {
            Ok(value) => {
                commit_savepoint(self.connection)?;
                Ok(value)
            }
            Err(error) => {
                rollback(self.connection)?;
                Err(error)
            }
        }
    }

    /// Runs `insert` in a savepoint of its own and tells a duplicate from any other failure.
    ///
    /// # Errors
    /// Every failure of `insert` but [`StoreError::Conflict`].
    pub fn insert_else_exists(
        &mut self,
        insert: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError>,
    ) -> Result<Inserted, StoreError> {
        match self.savepoint(insert) {
            Ok(()) => Ok(Inserted::New),
            Err(StoreError::Conflict) => Ok(Inserted::Exists),
            Err(error) => Err(error),
        }
    }
}

/// A success during which a statement failed is no success.
pub(super) fn checked<T, E: From<StoreError>>(outcome: Result<T, E>, watch: &Watch) -> Result<T, E> {
    match outcome {
        Ok(_) if watch.failed() => Err(E::from(StoreError::Database(Fault::new(
            "a statement failed and its failure was passed over",
        )))),
        outcome => outcome,
    }
}

/// Begins a transaction by the statement of each dialect.
pub(super) fn begin(connection: &mut AnyConnection, sqlite: &str, postgres: &str) -> Result<(), DieselError> {
    match connection {
        AnyConnection::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, sqlite),
        AnyConnection::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, postgres),
    }
}

/// Begins a savepoint inside the open transaction.
pub(super) fn begin_savepoint(connection: &mut AnyConnection) -> Result<(), StoreError> {
    if depth(connection) == 0 {
        // The database ended the transaction under us; a savepoint now would begin another one.
        return Err(StoreError::Unavailable);
    }
    Ok(Manage::begin_transaction(connection)?)
}

/// Releases the innermost savepoint.
pub(super) fn commit_savepoint(connection: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(Manage::commit_transaction(connection)?)
}

/// Undoes the innermost savepoint, or the transaction.
pub(super) fn rollback(connection: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(Manage::rollback_transaction(connection)?)
}

/// How many transactions and savepoints are open: 0 for none, also when the connection is beyond repair.
pub(super) fn depth(connection: &mut AnyConnection) -> u32 {
    match Manage::transaction_manager_status_mut(connection).transaction_depth() {
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
pub(super) fn commit(connection: &mut AnyConnection) -> Result<(), CommitFailure> {
    let error = match Manage::commit_transaction(connection) {
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
    let begin_postgres = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    let mut session = begin_on_pool(pool, begin_postgres)?;
    let outcome = work(&mut Tx::of(&mut session, name));
    // Nothing was written, so nothing is lost by rolling back, and a failure to do so only costs the connection.
    let _ = rollback(&mut session.connection);
    outcome
}

/// Runs a writing transaction on a pool, again when it met another one.
pub(super) fn write<T, E: From<StoreError>>(
    pool: &Pool<Manager>,
    name: &'static str,
    isolation: Isolation,
    mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let begin_postgres = match isolation {
        Isolation::ReadCommitted => "BEGIN ISOLATION LEVEL READ COMMITTED",
        Isolation::Serializable => "BEGIN ISOLATION LEVEL SERIALIZABLE",
    };
    for attempt in 1..=TRIES {
        let mut session = begin_on_pool(pool, begin_postgres)?;
        let outcome = work(&mut Tx::of(&mut session, name));
        match checked(outcome, &session.watch) {
            Ok(value) => match commit(&mut session.connection) {
                Ok(()) => return Ok(value),
                Err(CommitFailure::Final(error)) => return Err(E::from(error)),
                Err(CommitFailure::Again) => {}
            },
            Err(error) => {
                // A connection that cannot roll back is seen as broken by the pool and closed, which rolls back too.
                let _ = rollback(&mut session.connection);
                if attempt == TRIES || !session.watch.conflicted() {
                    return Err(error);
                }
            }
        }
        drop(session);
        tracing::debug!(transaction = name, attempt, "met another transaction, runs again");
        if attempt < TRIES {
            std::thread::sleep(pause(attempt));
        }
    }
    Err(E::from(StoreError::Busy))
}

/// Takes a connection and begins on it. A pooled connection may have died of old age, and BEGIN is where that shows;
/// nothing has run yet, so another connection is taken, until all that waited in the pool have been tried.
fn begin_on_pool(
    pool: &Pool<Manager>,
    begin_postgres: &str,
) -> Result<PooledConnection<Manager>, StoreError> {
    for _ in 0..=pool.max_size() {
        let mut session = pool.get().map_err(|_no_reason_that_may_be_shown| {
            let state = pool.state();
            if state.connections > 0 && state.connections >= pool.max_size() {
                StoreError::Busy
            } else {
                StoreError::Unavailable
            }
        })?;
        match begin(&mut session.connection, "BEGIN", begin_postgres) {
            Ok(()) => return Ok(session),
            Err(_) if session.is_spoiled() => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Unavailable)
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
