//! A database on another host is reached by TLS, with the libpq and OpenSSL that are compiled in.

use std::path::PathBuf;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use huoli::store::{DatabaseUrl, Store, StoreError, StoreSettings};

use crate::harness::db::{Database, TestDb};

#[derive(QueryableByName)]
struct Channel {
    #[diesel(sql_type = Bool)]
    ssl: bool,
    #[diesel(sql_type = Text)]
    version: String,
}

/// A PostgreSQL test database and the folder of its server; `None` where there is none.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment says where the tests' own server lies"
)]
fn server() -> Option<(TestDb, PathBuf)> {
    let db = TestDb::new(Database::Postgres)?;
    Some((db, PathBuf::from(std::env::var("HUOLI_TEST_POSTGRES_DIR").ok()?)))
}

/// Opens the store of `db` so that it trusts nobody but `root`.
fn open(db: &TestDb, root: &std::path::Path) -> Result<Store, String> {
    let DatabaseUrl::Postgres(url) = &db.url else {
        panic!("a PostgreSQL database")
    };
    let url = format!("{url}&sslmode=verify-full&sslrootcert={}", root.display());
    Store::open(&url.parse().expect("a database url"), StoreSettings::default())
        .map_err(|error| error.to_string())
}

#[test]
fn the_server_is_known_by_its_certificate_and_the_channel_is_closed_to_others() {
    let Some((db, folder)) = server() else { return };
    let store = open(&db, &folder.join("data/server.crt")).expect("the store opens");
    let channel = store
        .read("channel", |tx| -> Result<Channel, StoreError> {
            let sql = "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
            Ok(diesel::sql_query(sql).get_result(tx.conn())?)
        })
        .expect("the channel is described");
    assert!(channel.ssl);
    assert_eq!(channel.version, "TLSv1.3");
}

#[test]
fn a_server_with_another_certificate_is_not_spoken_to() {
    let Some((db, _)) = server() else { return };
    // A certificate that has nothing to do with this server.
    let other = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/another-root.crt");
    let refusal = open(&db, std::path::Path::new(other))
        .err()
        .expect("the store does not open");
    assert!(refusal.contains("certificate verify failed"), "{refusal}");
}
