//! Brings the schema up to date before the program starts, and refuses a schema newer than the program.

use std::collections::BTreeSet;

use diesel::connection::Connection;
use diesel::migration::{Migration, MigrationSource};
use diesel::result::Error as DieselError;
use diesel::sql_types::{BigInt, Text};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::{AnyConnection, ConnectError, Purpose, Session, each};
use super::error::StoreError;
use super::tx::Tx;
use super::url::DatabaseUrl;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Why the schema could not be brought up to date or judged.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// There is no connection.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The database holds migrations that this program does not know: an older program met a newer schema.
    #[error(
        "the database's schema is newer than this program (unknown: {}); start the newer program, or restore a backup",
        .0.join(", ")
    )]
    Newer(Vec<String>),
    /// A migration failed; none of the pending ones is stored.
    #[error("migration {name} failed and nothing was changed: {why}")]
    Failed {
        /// The migration's directory name.
        name: String,
        /// The database's reason. A migration works on the schema; its failure may be shown to the operator.
        why: String,
    },
    /// The database refused a question about its schema.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DieselError> for MigrateError {
    fn from(error: DieselError) -> Self {
        Self::Store(error.into())
    }
}

/// Runs every pending migration, all in one transaction, and gives their names in order. Two programs that do this
/// at once wait for each other.
///
/// # Errors
/// When the database is out of reach, newer than this program, or refuses a migration.
pub fn run(url: &DatabaseUrl) -> Result<Vec<String>, MigrateError> {
    let mut session = Session::open(url, Purpose::Migrate)?;
    // Where nothing is to be done, a role that may change no table can say so too.
    if pending_on(&mut session)?.is_empty() {
        return Ok(Vec::new());
    }
    match &mut session.connection {
        AnyConnection::Sqlite(c) => c.immediate_transaction(run_sqlite),
        AnyConnection::Postgres(c) => c.transaction(|c| {
            // Held until the transaction ends. The key is of the schema, because the lock is of the whole database.
            diesel::sql_query(
                "SELECT pg_advisory_xact_lock(hashtext('huoli migrate'), hashtext(current_schema()))",
            )
            .execute(c)?;
            apply(c, POSTGRES)
        }),
    }
}

/// The names of the migrations that [`run`] would run, in order.
///
/// # Errors
/// When the database is out of reach or newer than this program.
pub fn pending(url: &DatabaseUrl) -> Result<Vec<String>, MigrateError> {
    pending_on(&mut Session::open(url, Purpose::Read)?)
}

pub(super) fn pending_on(session: &mut Session) -> Result<Vec<String>, MigrateError> {
    let applied = refuse_newer(&mut session.connection)?;
    let known = known(&session.connection)?;
    let missing = known
        .into_iter()
        .filter(|(version, _)| !applied.contains(version));
    Ok(missing.map(|(_, name)| name).collect())
}

/// Whether the schema is the one that this program was made for, neither older nor newer.
///
/// # Errors
/// [`StoreError`].
pub fn is_current(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    let connection = tx.conn();
    let applied = match refuse_newer(connection) {
        Ok(applied) => applied,
        Err(MigrateError::Store(error)) => return Err(error),
        Err(_) => return Ok(false),
    };
    let known = known(connection).unwrap_or_default();
    Ok(known.len() == applied.len() && known.iter().all(|(version, _)| applied.contains(version)))
}

fn run_sqlite(c: &mut SqliteConnection) -> Result<Vec<String>, MigrateError> {
    let names = apply(c, SQLITE)?;
    // Foreign keys were off while tables were rebuilt, so what they guard is looked at once, at the end.
    let dangling: i64 =
        diesel::dsl::sql::<BigInt>("SELECT count(*) FROM pragma_foreign_key_check").get_result(c)?;
    if dangling > 0 {
        return Err(MigrateError::Failed {
            name: names.last().cloned().unwrap_or_default(),
            why: format!("{dangling} rows refer to rows that are not there"),
        });
    }
    Ok(names)
}

fn apply<C, DB>(c: &mut C, embedded: EmbeddedMigrations) -> Result<Vec<String>, MigrateError>
where
    C: MigrationHarness<DB>,
    DB: diesel::backend::Backend,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let failed = |name: &str, why: &dyn std::fmt::Display| MigrateError::Failed {
        name: name.to_owned(),
        why: why.to_string(),
    };
    let pending = c.pending_migrations(embedded).map_err(|e| failed("list", &e))?;
    let mut names = Vec::new();
    for migration in &pending {
        let name = migration.name().to_string();
        c.run_migration(migration).map_err(|e| failed(&name, &e))?;
        names.push(name);
    }
    Ok(names)
}

/// The migrations of this program as (version, name), in order.
fn known(connection: &AnyConnection) -> Result<Vec<(String, String)>, MigrateError> {
    let mut known = match connection {
        AnyConnection::Sqlite(_) => list::<<SqliteConnection as Connection>::Backend>(&SQLITE)?,
        AnyConnection::Postgres(_) => list::<<PgConnection as Connection>::Backend>(&POSTGRES)?,
    };
    known.sort();
    Ok(known)
}

fn list<DB: diesel::backend::Backend>(
    embedded: &EmbeddedMigrations,
) -> Result<Vec<(String, String)>, MigrateError>
where
    EmbeddedMigrations: MigrationSource<DB>,
{
    let migrations = MigrationSource::<DB>::migrations(embedded).map_err(|error| MigrateError::Failed {
        name: "list".to_owned(),
        why: error.to_string(),
    })?;
    Ok(migrations
        .iter()
        .map(|m| (m.name().version().to_string(), m.name().to_string()))
        .collect())
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// The versions that the database has, if this program knows them all. Asks without creating anything, because the
/// program's own database role may not create tables.
fn refuse_newer(connection: &mut AnyConnection) -> Result<BTreeSet<String>, MigrateError> {
    let there: i64 = match connection {
        AnyConnection::Sqlite(c) => diesel::dsl::sql::<BigInt>(
            "SELECT count(*) FROM sqlite_master WHERE name = '__diesel_schema_migrations'",
        )
        .get_result(c)?,
        AnyConnection::Postgres(c) => diesel::dsl::sql::<BigInt>(
            "SELECT (CASE WHEN to_regclass('__diesel_schema_migrations') IS NULL THEN 0 ELSE 1 END)::int8",
        )
        .get_result(c)?,
    };
    if there == 0 {
        return Ok(BTreeSet::new());
    }
    let query = "SELECT version FROM __diesel_schema_migrations";
    let rows: Vec<Version> = each!(connection, |c| diesel::sql_query(query).load(c))?;
    let applied: BTreeSet<String> = rows.into_iter().map(|row| row.version).collect();
    let known: BTreeSet<String> = known(connection)?
        .into_iter()
        .map(|(version, _)| version)
        .collect();
    let unknown: Vec<String> = applied.difference(&known).cloned().collect();
    if unknown.is_empty() {
        Ok(applied)
    } else {
        Err(MigrateError::Newer(unknown))
    }
}
