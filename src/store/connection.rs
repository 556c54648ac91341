//! One connection to either database, and how each is opened.

use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};

pub use any::AnyConnection;

use super::error::StoreError;
use super::url::DatabaseUrl;
use super::watch::Watch;

mod any {
    use diesel::{PgConnection, SqliteConnection};

    /// A connection to either database. What both dialects share is written once against it; see `each!` for the rest.
    #[derive(diesel::MultiConnection)]
    pub enum AnyConnection {
        /// A connection to a SQLite file.
        Sqlite(SqliteConnection),
        /// A connection to a PostgreSQL server.
        Postgres(PgConnection),
    }
}

/// Compiles one body for both databases: `each!(tx.conn(), |c| diesel::insert_into(…).on_conflict(…).execute(c))`.
/// For what [`AnyConnection`] itself refuses, such as ON CONFLICT and batch inserts.
macro_rules! each {
    ($connection:expr, |$inner:ident| $body:expr) => {
        match $connection {
            $crate::store::connection::AnyConnection::Sqlite($inner) => $body,
            $crate::store::connection::AnyConnection::Postgres($inner) => $body,
        }
    };
}
pub(crate) use each;

/// How long a statement may wait for another process that holds SQLite's write lock, in milliseconds.
const SQLITE_BUSY_MS: u32 = 5_000;

/// Why a connection could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The file or its folder could not be made or opened.
    #[error("cannot open the database file {path}: {why}")]
    File {
        /// The file or folder.
        path: String,
        /// The system's or SQLite's reason.
        why: String,
    },
    /// The server did not accept the connection.
    #[error("cannot connect to {url}: {why}")]
    Server {
        /// The address without its password.
        url: DatabaseUrl,
        /// The reason that libpq gives, or a general one where libpq might quote the address.
        why: String,
    },
    /// The connection was made, but its settings were refused.
    #[error("the database refused the settings of a session: {0}")]
    Settings(StoreError),
}

impl From<diesel::result::Error> for ConnectError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Settings(error.into())
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Reading only; SQLite refuses to write on it.
    Read,
    /// Reading and writing.
    Write,
    /// Changing the schema: without time limits, and without foreign keys on SQLite, whose table rebuilds need that.
    Migrate,
}

/// A connection and what was seen on it.
pub(super) struct Session {
    pub(super) connection: AnyConnection,
    pub(super) watch: Watch,
    purpose: Purpose,
    frozen: bool,
}

impl Session {
    /// Opens a connection for `purpose`; a SQLite file and its folder are made when they are missing, for the owner
    /// only.
    ///
    /// # Errors
    /// When the file or server is out of reach or refuses the settings.
    pub(super) fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<Self, ConnectError> {
        let mut connection = match url {
            DatabaseUrl::Sqlite(path) => AnyConnection::Sqlite(sqlite(path, purpose)?),
            DatabaseUrl::Postgres(text) => AnyConnection::Postgres(postgres(url, text, purpose)?),
        };
        let watch = Watch::default();
        connection.set_instrumentation(watch.clone());
        Ok(Self {
            connection,
            watch,
            purpose,
            frozen: false,
        })
    }

    /// After a failed statement PostgreSQL ignores all others until a rollback. SQLite would go on, and would even
    /// commit each further one by itself where it has ended the transaction: so it is told not to write.
    pub(super) fn freeze_after_failure(&mut self) {
        if self.purpose == Purpose::Write && !self.frozen && self.watch.failed() {
            self.frozen = self.set_query_only("ON");
        }
    }

    /// Ends [`Session::freeze_after_failure`] once the failure has been rolled back.
    pub(super) fn thaw(&mut self) {
        if self.frozen {
            self.frozen = !self.set_query_only("OFF");
        }
    }

    fn set_query_only(&mut self, to: &str) -> bool {
        match &mut self.connection {
            AnyConnection::Sqlite(c) => c.batch_execute(&format!("PRAGMA query_only = {to}")).is_ok(),
            AnyConnection::Postgres(_) => false,
        }
    }

    /// Whether the connection must not be used again: it was lost, or a transaction is still open on it.
    pub(super) fn is_spoiled(&mut self) -> bool {
        self.frozen || self.watch.lost() || self.connection.is_broken()
    }
}

fn sqlite(path: &Path, purpose: Purpose) -> Result<SqliteConnection, ConnectError> {
    let refused = |path: &Path, why: String| ConnectError::File {
        path: path.display().to_string(),
        why,
    };
    // An absolute path is never taken for one of SQLite's own addresses (`file:…`, `:memory:`).
    let path = std::path::absolute(path).map_err(|e| refused(path, e.to_string()))?;
    make_private(&path).map_err(|e| refused(&path, e.to_string()))?;
    let name = path
        .to_str()
        .ok_or_else(|| refused(&path, "the path is not valid UTF-8".to_owned()))?;
    let mut connection = SqliteConnection::establish(name).map_err(|e| refused(&path, e.to_string()))?;
    // The waiting time comes first: the other settings may have to wait for a lock. FULL, because a receipt has been
    // shown: NORMAL may lose the last commits when the power fails.
    connection.batch_execute(&format!("PRAGMA busy_timeout = {SQLITE_BUSY_MS}"))?;
    connection.batch_execute(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA secure_delete = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;",
    )?;
    match purpose {
        Purpose::Read => connection.batch_execute("PRAGMA query_only = ON")?,
        Purpose::Migrate => connection.batch_execute("PRAGMA foreign_keys = OFF")?,
        // What one commit of many reports changes stays in memory until it is written once. The journal is emptied
        // beside the commits (`checkpointer`); one that has grown to 16 MB all the same is emptied in a commit.
        Purpose::Write => connection.batch_execute(
            "PRAGMA cache_size = -8192;
             PRAGMA wal_autocheckpoint = 4000;",
        )?,
    }
    Ok(connection)
}

/// Makes the file and its missing folders for the owner only; SQLite gives its journal files the same rights. What
/// is already there is left as it is.
fn make_private(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut options = OpenOptions::new();
    match options.write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Connects to the PostgreSQL server of the address `text`.
///
/// # Errors
/// As diesel's; the text may quote the address.
pub(super) fn establish(text: &str) -> Result<PgConnection, diesel::ConnectionError> {
    // Else OpenSSL clears itself away when the process exits, below a thread of the pool that is still connecting.
    openssl_sys::init();
    PgConnection::establish(text)
}

fn postgres(url: &DatabaseUrl, text: &str, purpose: Purpose) -> Result<PgConnection, ConnectError> {
    let mut connection = establish(text).map_err(|error| {
        let why = match error {
            diesel::ConnectionError::BadConnection(why) if why.starts_with("connection to ") => why,
            // While it takes the address apart libpq may quote pieces of it, a password among them.
            _ => "the address is malformed or the server cannot be found".to_owned(),
        };
        ConnectError::Server {
            url: url.clone(),
            why,
        }
    })?;
    connection.batch_execute("SET TIME ZONE 'UTC'")?;
    if purpose != Purpose::Migrate {
        connection.batch_execute(
            // Who writes says so when the transaction begins.
            "SET default_transaction_read_only = on;
             SET statement_timeout = '10s';
             SET lock_timeout = '3s';
             SET idle_in_transaction_session_timeout = '30s';",
        )?;
    }
    Ok(connection)
}

/// Makes and judges the connections of a pool. Diesel's own manager would try each kind of database in turn and hide
/// why the right one failed.
pub(super) struct Manager {
    pub(super) url: DatabaseUrl,
    pub(super) purpose: Purpose,
}

impl ManageConnection for Manager {
    type Connection = Session;
    type Error = ConnectError;

    fn connect(&self) -> Result<Session, ConnectError> {
        Session::open(&self.url, self.purpose)
    }

    fn is_valid(&self, session: &mut Session) -> Result<(), ConnectError> {
        Ok(session.connection.ping()?)
    }

    fn has_broken(&self, session: &mut Session) -> bool {
        std::thread::panicking() || session.is_spoiled()
    }
}

/// Why the database does not keep what it has acknowledged, one sentence for each setting that is wrong; empty when
/// all is well.
pub(super) fn durability(session: &mut Session) -> Result<Vec<String>, StoreError> {
    let mut wrong = Vec::new();
    match &mut session.connection {
        AnyConnection::Sqlite(c) => {
            let mode: String =
                diesel::dsl::sql::<diesel::sql_types::Text>("PRAGMA journal_mode").get_result(c)?;
            if mode != "wal" {
                wrong.push(format!(
                    "SQLite's journal_mode is {mode}, not wal: is the file on a network file system?"
                ));
            }
            let level: i32 =
                diesel::dsl::sql::<diesel::sql_types::Integer>("PRAGMA synchronous").get_result(c)?;
            if level < 2 {
                wrong.push(format!("SQLite's synchronous is {level}, not FULL"));
            }
        }
        AnyConnection::Postgres(c) => {
            for name in ["fsync", "full_page_writes", "synchronous_commit"] {
                let value: String =
                    diesel::dsl::sql::<diesel::sql_types::Text>(&format!("SHOW {name}")).get_result(c)?;
                if value == "off" {
                    wrong.push(format!("PostgreSQL's {name} is off"));
                }
            }
        }
    }
    Ok(wrong)
}
