//! Closures that panic and connections that die: neither harms the next transaction.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer};
use huoli::store::connection::AnyConnection;
use huoli::store::{Store, StoreError, StoreSettings};

use super::rows;
use crate::harness::db::{Database, TestDb, on_both};

/// Panics, and gives the panic's words.
fn panic_of(run: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(run)).expect_err("the closure panics");
    payload
        .downcast_ref::<&str>()
        .copied()
        .unwrap_or_default()
        .to_owned()
}

on_both! {
    fn a_panic_reaches_the_caller_and_leaves_neither_rows_nor_a_dirty_connection(db: TestDb) {
        rows::make(&db.store);
        // One connection, so that the next transaction would get the dirty one.
        let store = Store::open(&db.url, StoreSettings { connections: 1, ..StoreSettings::default() }).unwrap();
        let words = panic_of(|| {
            let _ = store.write("panics", |tx| -> Result<(), StoreError> {
                rows::add(tx, "a", 1)?;
                tx.savepoint(|tx| {
                    rows::add(tx, "b", 1)?;
                    tx.savepoint(|tx| {
                        rows::add(tx, "c", 1)?;
                        panic!("a defect deep inside")
                    })
                })
            });
        });
        assert_eq!(words, "a defect deep inside");
        assert!(rows::ids(&store).is_empty());
        store.write("next", |tx| rows::add(tx, "d", 1)).unwrap();
        assert_eq!(rows::ids(&store), ["d"]);
    }

    fn a_panic_while_reading_leaves_the_pool_usable(db: TestDb) {
        rows::make(&db.store);
        let store = Store::open(&db.url, StoreSettings { connections: 1, ..StoreSettings::default() }).unwrap();
        let words = panic_of(|| {
            let _ = store.read("panics", |tx| -> Result<(), StoreError> {
                tx.savepoint(|_| panic!("a defect"))
            });
        });
        assert_eq!(words, "a defect");
        assert!(rows::ids(&store).is_empty());
    }

    fn a_panic_after_a_transaction_was_left_open_by_hand_leaves_nothing(db: TestDb) {
        rows::make(&db.store);
        let words = panic_of(|| {
            let _ = db.store.write("panics", |tx| -> Result<(), StoreError> {
                // Diesel's own nested transaction instead of ours.
                tx.conn().transaction(|c| {
                    diesel::sql_query("INSERT INTO note VALUES ('a', 1, 'x')").execute(c)?;
                    Err(diesel::result::Error::RollbackTransaction)
                }).unwrap_or_else(|_| panic!("gave up"));
                Ok(())
            });
        });
        assert_eq!(words, "gave up");
        db.store.write("next", |tx| rows::add(tx, "b", 1)).unwrap();
        assert_eq!(rows::ids(&db.store), ["b"]);
    }

    fn a_closure_that_leaves_a_savepoint_open_is_not_taken_for_committed(db: TestDb) {
        type Manage = <AnyConnection as Connection>::TransactionManager;
        rows::make(&db.store);
        let left_open = db.store.write("forgetful", |tx| -> Result<(), StoreError> {
            rows::add(tx, "a", 1)?;
            Ok(Manage::begin_transaction(tx.conn())?)
        });
        assert!(left_open.is_err());
        assert!(rows::ids(&db.store).is_empty());
        db.store.write("next", |tx| rows::add(tx, "b", 1)).unwrap();
        assert_eq!(rows::ids(&db.store), ["b"]);
    }
}

#[test]
fn a_panic_costs_postgresql_one_connection() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    let store = Store::open(
        &db.url,
        StoreSettings {
            connections: 1,
            ..StoreSettings::default()
        },
    )
    .unwrap();
    let (first, same) = (backend(&store), backend(&store));
    assert_eq!(first, same, "a healthy connection is used again");
    panic_of(|| {
        let _ = store.read("panics", |_| -> Result<(), StoreError> { panic!("a defect") });
    });
    assert_ne!(first, backend(&store));
}

#[test]
fn a_connection_that_died_while_idle_is_replaced_unseen() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    end(&db, backend(&db.store));
    db.store.write("next", |tx| rows::add(tx, "a", 1)).unwrap();
    assert_eq!(rows::ids(&db.store), ["a"]);
}

#[test]
fn a_connection_lost_before_the_commit_is_unavailable_and_the_closure_is_not_run_again() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    let url = db.url.clone();
    let mut runs = 0;
    let lost = db.store.write("unlucky", move |tx| -> Result<(), StoreError> {
        runs += 1;
        assert_eq!(runs, 1, "a commit whose end is unknown is not repeated");
        rows::add(tx, "a", 1)?;
        let pid = diesel::dsl::sql::<Integer>("SELECT pg_backend_pid()").get_result(tx.conn())?;
        end_at(&url, pid);
        Ok(())
    });
    assert_eq!(lost, Err(StoreError::Unavailable));
    assert!(rows::ids(&db.store).is_empty());
}

#[test]
fn a_server_that_is_not_there_is_unavailable() {
    // Port 1 of the loopback address refuses at once.
    let url = "postgres://huoli:secret@127.0.0.1:1/huoli".parse().unwrap();
    let refused = Store::open(&url, StoreSettings::default())
        .err()
        .unwrap()
        .to_string();
    assert!(refused.contains("postgres://127.0.0.1:1/huoli"), "{refused}");
    assert!(!refused.contains("secret"), "{refused}");
}

fn backend(store: &Store) -> i32 {
    store
        .read("pid", |tx| -> Result<i32, StoreError> {
            Ok(diesel::dsl::sql::<Integer>("SELECT pg_backend_pid()").get_result(tx.conn())?)
        })
        .unwrap()
}

fn end(db: &TestDb, pid: i32) {
    end_at(&db.url, pid);
}

/// Ends a server process and waits until it has gone.
fn end_at(url: &huoli::store::DatabaseUrl, pid: i32) {
    let huoli::store::DatabaseUrl::Postgres(text) = url else {
        unreachable!()
    };
    let mut c = AnyConnection::Postgres(PgConnection::establish(text).unwrap());
    let gone = format!("SELECT pg_terminate_backend({pid}, 10000)");
    assert!(
        diesel::dsl::sql::<Bool>(&gone)
            .get_result::<bool>(&mut c)
            .unwrap()
    );
    c.batch_execute("SELECT 1").unwrap();
}
