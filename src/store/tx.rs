//! A running transaction, as the table modules see it.

use super::connection::{AnyConnection, Session};
use super::error::{Fault, StoreError};
use super::transaction::{begin_savepoint, commit_savepoint, rollback};

/// A running transaction: the only way to a row.
pub struct Tx<'c> {
    session: &'c mut Session,
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
        Self { session, name }
    }

    /// The transaction's name, which rows keep as `updated_by`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The connection, for the statements of the table modules. After a statement failed outside a savepoint no
    /// further one can change anything, and the transaction cannot be committed.
    pub fn conn(&mut self) -> &mut AnyConnection {
        self.session.freeze_after_failure();
        &mut self.session.connection
    }

    /// Runs `work` in a savepoint: when it fails, only its own changes are undone and the transaction goes on.
    ///
    /// # Errors
    /// The error of `work`; [`StoreError::Database`] when a statement failed and `work` said nothing of it;
    /// [`StoreError::Unavailable`] when the database has ended the whole transaction.
    pub fn savepoint<T, E>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        begin_savepoint(self.session)?;
        let outcome = work(&mut Tx::of(self.session, self.name));
        match checked(outcome, self.session) {
            Ok(value) => {
                commit_savepoint(self.session)?;
                Ok(value)
            }
            Err(error) => {
                rollback(self.session)?;
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
pub(super) fn checked<T, E: From<StoreError>>(outcome: Result<T, E>, session: &Session) -> Result<T, E> {
    match outcome {
        Ok(_) if session.watch.failed() => Err(E::from(StoreError::Database(Fault::new(
            "a statement failed and its failure was passed over",
        )))),
        outcome => outcome,
    }
}
