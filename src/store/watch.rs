//! Watches the statements of one connection, so that a swallowed failure cannot end in a commit.
//!
//! After a failed statement PostgreSQL ignores the rest of the transaction and answers COMMIT with a silent rollback;
//! SQLite goes on as if nothing had happened. Here both behave alike: a statement that failed outside a savepoint
//! fails its transaction, even when the closure says `Ok`.

use std::sync::{Arc, Mutex, PoisonError};

use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel::result::{DatabaseErrorKind, Error};

/// What is known about the statements of one connection; clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch(Arc<Mutex<Seen>>);

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// 0 outside a transaction, 1 inside one, 2 inside a savepoint of it, and so on.
    depth: u32,
    /// The outermost depth at which a statement failed and has not been rolled back; 0 when there is none.
    failed_at: u32,
    /// Whether the transaction met another one and may pass when it is run again.
    conflicted: bool,
    /// Whether the connection itself was lost.
    lost: bool,
}

impl Watch {
    /// Whether a statement failed at this depth or inside it, and was not rolled back.
    pub(super) fn failed(&self) -> bool {
        self.with(|seen| seen.failed_at > 0 && seen.failed_at <= seen.depth.max(1))
    }

    /// Whether the running transaction met a serialization failure.
    pub(super) fn conflicted(&self) -> bool {
        self.with(|seen| seen.conflicted)
    }

    /// Whether the connection was lost.
    pub(super) fn lost(&self) -> bool {
        self.with(|seen| seen.lost)
    }

    fn with<T>(&self, look: impl FnOnce(&mut Seen) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Seen {
    fn begun(&mut self, depth: u32) {
        if depth <= 1 {
            let lost = self.lost;
            *self = Self {
                lost,
                ..Self::default()
            };
        }
        self.depth = depth;
    }

    fn committed(&mut self, depth: u32) {
        self.depth = depth.saturating_sub(1);
        if self.failed_at >= depth {
            self.failed_at = self.depth;
        }
    }

    fn rolled_back(&mut self, depth: u32) {
        self.depth = depth.saturating_sub(1);
        if self.failed_at >= depth {
            self.failed_at = 0;
        }
    }

    fn failed(&mut self, error: &Error) {
        let here = self.depth.max(1);
        self.failed_at = match self.failed_at {
            0 => here,
            outer => outer.min(here),
        };
        if let Error::DatabaseError(kind, information) = error {
            match kind {
                DatabaseErrorKind::SerializationFailure => self.conflicted = true,
                // PostgreSQL resolves a deadlock by ending one of the two; that one may pass when run again.
                DatabaseErrorKind::Unknown if information.message() == "deadlock detected" => {
                    self.conflicted = true;
                }
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
                    self.lost = true;
                }
                _ => {}
            }
        }
    }
}

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        self.with(|seen| match event {
            InstrumentationEvent::BeginTransaction { depth, .. } => seen.begun(depth.get()),
            InstrumentationEvent::CommitTransaction { depth, .. } => seen.committed(depth.get()),
            InstrumentationEvent::RollbackTransaction { depth, .. } => seen.rolled_back(depth.get()),
            InstrumentationEvent::FinishQuery {
                error: Some(error), ..
            } => seen.failed(error),
            _ => {}
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(kind: DatabaseErrorKind) -> Error {
        Error::DatabaseError(kind, Box::new(String::new()))
    }

    #[test]
    fn a_failure_in_a_savepoint_is_forgotten_when_the_savepoint_is_rolled_back() {
        let mut seen = Seen::default();
        seen.begun(1);
        seen.begun(2);
        seen.failed(&failure(DatabaseErrorKind::UniqueViolation));
        assert_eq!(seen.failed_at, 2);
        seen.rolled_back(2);
        assert_eq!((seen.depth, seen.failed_at), (1, 0));
    }

    #[test]
    fn a_failure_in_a_released_savepoint_is_its_transactions_failure() {
        let mut seen = Seen::default();
        seen.begun(1);
        seen.begun(2);
        seen.failed(&failure(DatabaseErrorKind::CheckViolation));
        seen.committed(2);
        assert_eq!((seen.depth, seen.failed_at), (1, 1));
    }

    #[test]
    fn a_new_transaction_starts_without_the_failures_of_the_last_one() {
        let mut seen = Seen::default();
        seen.begun(1);
        seen.failed(&failure(DatabaseErrorKind::SerializationFailure));
        assert!(seen.conflicted);
        seen.rolled_back(1);
        seen.begun(1);
        assert!(!seen.conflicted && seen.failed_at == 0);
    }
}
