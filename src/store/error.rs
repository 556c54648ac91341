//! What can go wrong in the database, in words that never quote a row.
//!
//! A Diesel or driver message may hold the value that broke a rule, so none of them is kept: only the kind of
//! failure and the names of the table and constraint, which are ours.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};
use uuid::Uuid;

/// Why a transaction did not happen. Whatever the variant, nothing of the transaction is stored, with the one
/// exception that [`StoreError::Unavailable`] names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, is out of space, or was lost while it committed. In that last case the
    /// transaction may have been stored: it is never repeated blindly, and an idempotency key makes a repetition by
    /// hand safe.
    #[error("the database is not available")]
    Unavailable,
    /// Too many transactions wait, or this one met others too often. It was not stored; later it may pass.
    #[error("the database is busy")]
    Busy,
    /// A row with the same unique value is already there.
    #[error("the row already exists")]
    Conflict,
    /// A stored value does not have the shape that this program wrote.
    #[error("table {table}, row {row}: the value of {column} is corrupt")]
    Corrupt {
        /// The table's name.
        table: &'static str,
        /// The column's name.
        column: &'static str,
        /// The row's id. Never personal data: ids are random.
        row: String,
    },
    /// The database refused a statement: a defect of this program or of the database's set-up.
    #[error("the database refused a statement: {0}")]
    Database(Fault),
}

/// The part of a database failure that may be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The kind of failure, in plain words.
    what: &'static str,
    /// `table.constraint` or less, as far as the database named them.
    place: Option<String>,
}

impl Fault {
    /// A failure that this program found by itself.
    pub(super) const fn new(what: &'static str) -> Self {
        Self { what, place: None }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{} ({place})", self.what),
            None => f.write_str(self.what),
        }
    }
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::DatabaseError(kind, information) => database_error(*kind, &**information),
            DieselError::BrokenTransactionManager | DieselError::RollbackErrorOnCommit { .. } => {
                Self::Unavailable
            }
            DieselError::NotFound => Self::Database(Fault::new("a row that must exist is missing")),
            DieselError::DeserializationError(_) => {
                Self::Database(Fault::new("a column has another type than the program expects"))
            }
            DieselError::SerializationError(_) => Self::Database(Fault::new("a value could not be sent")),
            DieselError::NotInTransaction | DieselError::AlreadyInTransaction => {
                Self::Database(Fault::new("a transaction began or ended out of order"))
            }
            _ => Self::Database(Fault::new("the statement could not be built")),
        }
    }
}

/// The id that a column holds; [`StoreError::Corrupt`] for what is none.
pub(super) fn parsed(table: &'static str, column: &'static str, id: &str) -> Result<Uuid, StoreError> {
    id.parse().map_err(|_shape| StoreError::Corrupt {
        table,
        column,
        row: id.to_owned(),
    })
}

fn database_error(
    kind: DatabaseErrorKind,
    information: &(dyn DatabaseErrorInformation + Send + Sync),
) -> StoreError {
    let what = match kind {
        DatabaseErrorKind::UniqueViolation => return StoreError::Conflict,
        DatabaseErrorKind::SerializationFailure => return StoreError::Busy,
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            return StoreError::Unavailable;
        }
        DatabaseErrorKind::ForeignKeyViolation => "a foreign key does not match",
        DatabaseErrorKind::NotNullViolation => "a required column is empty",
        DatabaseErrorKind::CheckViolation => "a check constraint failed",
        DatabaseErrorKind::ReadOnlyTransaction => "a reading transaction tried to write",
        DatabaseErrorKind::RestrictViolation => "the row is still referred to",
        DatabaseErrorKind::ExclusionViolation => "an exclusion constraint failed",
        _ => match unnamed(information.message()) {
            Unnamed::Busy => return StoreError::Busy,
            Unnamed::Unavailable => return StoreError::Unavailable,
            Unnamed::Other(what) => what,
        },
    };
    let names = [information.table_name(), information.constraint_name()];
    let place: Vec<&str> = names.into_iter().flatten().collect();
    StoreError::Database(Fault {
        what,
        place: (!place.is_empty()).then(|| place.join(".")),
    })
}

/// A failure for which Diesel has no kind of its own.
enum Unnamed {
    Busy,
    Unavailable,
    Other(&'static str),
}

/// Tells apart by text what Diesel does not tell apart by kind. SQLite's texts are fixed in its C source; those of
/// PostgreSQL may be translated, and then the failure is merely called by a more general name. What the program's
/// logic rests on, a duplicate and a serialization failure, is always known by its kind.
fn unnamed(message: &str) -> Unnamed {
    match message {
        "database is locked"
        | "database table is locked"
        | "deadlock detected"
        | "canceling statement due to lock timeout"
        | "canceling statement due to statement timeout" => Unnamed::Busy,
        "database or disk is full" | "disk I/O error" | "unable to open database file" => {
            Unnamed::Unavailable
        }
        "attempt to write a readonly database" => Unnamed::Other("a reading transaction tried to write"),
        "database disk image is malformed" | "file is not a database" => {
            Unnamed::Other("the database file is damaged")
        }
        "the database system is shutting down" | "the database system is starting up" => Unnamed::Unavailable,
        text if text.starts_with("terminating connection due to") => Unnamed::Unavailable,
        text if text.starts_with("no such ") => Unnamed::Other("a table or column is missing"),
        _ => Unnamed::Other("of no named kind"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(kind: DatabaseErrorKind, message: &str) -> StoreError {
        StoreError::from(DieselError::DatabaseError(kind, Box::new(message.to_owned())))
    }

    #[test]
    fn no_text_quotes_what_the_database_said() {
        let kinds = [
            DatabaseErrorKind::UniqueViolation,
            DatabaseErrorKind::CheckViolation,
            DatabaseErrorKind::NotNullViolation,
            DatabaseErrorKind::Unknown,
        ];
        for kind in kinds {
            let error = failed(kind, "invalid value \"Aada Esimerkki\"");
            assert!(!format!("{error} {error:?}").contains("Aada"));
        }
    }

    #[test]
    fn what_may_pass_later_is_told_from_what_may_not() {
        use DatabaseErrorKind::{ClosedConnection, SerializationFailure, UniqueViolation, Unknown};
        assert_eq!(failed(UniqueViolation, ""), StoreError::Conflict);
        assert_eq!(failed(SerializationFailure, ""), StoreError::Busy);
        assert_eq!(failed(Unknown, "database is locked"), StoreError::Busy);
        assert_eq!(failed(ClosedConnection, ""), StoreError::Unavailable);
        assert_eq!(
            failed(Unknown, "database or disk is full"),
            StoreError::Unavailable
        );
        assert!(matches!(failed(Unknown, "x"), StoreError::Database(_)));
    }
}
