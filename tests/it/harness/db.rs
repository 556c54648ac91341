//! A database of its own for each test: a SQLite file always, a PostgreSQL schema where a server is named.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use huoli::store::{DatabaseUrl, Store, StoreSettings, migrate, roles};

/// The password of the roles that tests serve with.
const ROLE_PASSWORD: &str = "only-for-tests-0123456789";

/// A fresh, migrated database and the store on it. Dropping it removes the database.
pub struct TestDb {
    /// The store; clone it for other threads.
    pub store: Store,
    /// Where the database is, for a second store or program on it.
    pub url: DatabaseUrl,
    /// Goes last.
    pub place: Place,
}

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// What removes a database when it is dropped.
pub enum Place {
    // A folder that goes with its last user.
    Folder { _folder: tempfile::TempDir },
    Schema { server: String, name: String },
}

impl TestDb {
    /// A database of the given kind with the usual settings; `None` when no PostgreSQL server is named and none is
    /// demanded.
    pub fn new(database: Database) -> Option<Self> {
        Self::with(database, StoreSettings::default())
    }

    /// As [`TestDb::new`], with other settings.
    pub fn with(database: Database, settings: StoreSettings) -> Option<Self> {
        let (url, place) = empty(database)?;
        migrate::run(&url).expect("the migrations run");
        let store = Store::open(&url, settings).expect("the store opens");
        Some(Self { store, url, place })
    }

    /// The address by which `huoli serve` takes it, for its settings: on PostgreSQL that of a role of its own, which
    /// may only add to the log.
    pub fn service_url(&self) -> String {
        match (&self.url, &self.place) {
            (DatabaseUrl::Sqlite(path), _) => format!("sqlite://{}", path.display()),
            (DatabaseUrl::Postgres(url), Place::Schema { server, name }) => {
                let make = format!(
                    "DO $$ BEGIN CREATE ROLE {name} LOGIN PASSWORD '{ROLE_PASSWORD}'; \
                     EXCEPTION WHEN duplicate_object THEN NULL; END $$"
                );
                run_on(server, &make);
                roles::grant(&self.url, name).expect("the owner gives rights");
                let (_, place) = url.split_once('@').expect("the server's address names a role");
                format!("postgres://{name}:{ROLE_PASSWORD}@{place}")
            }
            (DatabaseUrl::Postgres(_), Place::Folder { .. }) => unreachable!("a folder holds no server"),
        }
    }

    /// A SQLite database.
    pub fn sqlite() -> Self {
        Self::new(Database::Sqlite).expect("SQLite is always there")
    }
}

/// An address at which there is no table yet, and what keeps it until it is dropped.
pub fn empty(database: Database) -> Option<(DatabaseUrl, Place)> {
    match database {
        Database::Sqlite => Some(sqlite()),
        Database::Postgres => postgres(),
    }
}

fn sqlite() -> (DatabaseUrl, Place) {
    // For its owner alone, as a service wants it.
    let private = Permissions::from_mode(0o700);
    let folder = tempfile::Builder::new().permissions(private).tempdir();
    let folder = folder.expect("a temporary folder");
    let url = DatabaseUrl::Sqlite(folder.path().join("huoli.db"));
    (url, Place::Folder { _folder: folder })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests are told by the environment which databases they have"
)]
fn postgres() -> Option<(DatabaseUrl, Place)> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        let wanted = std::env::var("HUOLI_TEST_DATABASES").is_ok_and(|which| which == "both");
        assert!(
            !wanted,
            "HUOLI_TEST_DATABASES=both, but TEST_POSTGRES_URL names no server (see tests/postgres)"
        );
        println!("left out: no TEST_POSTGRES_URL");
        return None;
    };
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("huoli_test_{}_{number}", std::process::id());
    // A schema may be left over from a killed run with the same process id.
    run_on(
        &server,
        &format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}"),
    );
    let joint = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{joint}options=-csearch_path%3D{name}");
    Some((DatabaseUrl::Postgres(url), Place::Schema { server, name }))
}

fn run_on(server: &str, sql: &str) {
    // As the program does, and before it: the first one decides.
    openssl_sys::init();
    let mut connection =
        PgConnection::establish(server).expect("TEST_POSTGRES_URL names a server that answers");
    connection
        .batch_execute(&format!("SET client_min_messages = warning; {sql}"))
        .expect("the server obeys");
}

/// Whether the server goes away with all that is on it once the tests are done: `tests/postgres` started it. Then nobody
/// waits for each schema to be removed by itself.
fn is_passing_server() -> bool {
    std::env::var_os("HUOLI_TEST_POSTGRES_DIR").is_some()
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Schema { server, name } = self
            && !std::thread::panicking()
            && !is_passing_server()
        {
            // The role of a service that ran on it has its name.
            run_on(
                server,
                &format!(
                    "DROP SCHEMA {name} CASCADE; DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') \
                     THEN DROP OWNED BY {name}; DROP ROLE {name}; END IF; END $$"
                ),
            );
        }
    }
}

/// Runs one story on both databases, as the tests `name::sqlite` and `name::postgres`:
/// `on_both! { fn a_report_is_kept(db: TestDb) { … } }`. Without a PostgreSQL server the second says so and passes,
/// unless `HUOLI_TEST_DATABASES=both` demands it.
macro_rules! on_both {
    ($($(#[$meta:meta])* fn $name:ident($db:ident: TestDb) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            fn story($db: crate::harness::db::TestDb) $body

            #[test]
            fn sqlite() {
                story(crate::harness::db::TestDb::sqlite());
            }

            #[test]
            fn postgres() {
                if let Some(db) = crate::harness::db::TestDb::new(crate::harness::db::Database::Postgres) {
                    story(db);
                }
            }
        }
    )+};
}
pub(crate) use on_both;
