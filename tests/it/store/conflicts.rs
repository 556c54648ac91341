//! Two transactions that meet on PostgreSQL: one of them is run again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::prelude::*;
use huoli::store::{Isolation, Store, StoreError, Tx};

use super::rows::{self, note};
use crate::harness::db::{Database, TestDb};

/// A rule over several rows: each new row holds the sum of all others plus one.
fn add_sum(tx: &mut Tx<'_>, id: &str, total: Option<i64>) -> Result<(), StoreError> {
    rows::add(tx, id, total.unwrap_or(0) + 1)
}

fn total(tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT sum(value)::int8 FROM note";
    Ok(
        diesel::dsl::sql::<diesel::sql_types::Nullable<diesel::sql_types::BigInt>>(sql)
            .get_result(tx.conn())?,
    )
}

/// Another client's whole transaction, from begin to commit.
fn another_client(store: &Store, id: String) {
    let store = store.clone();
    let add = move || {
        store.write_with(
            Isolation::Serializable,
            "other",
            move |tx| -> Result<(), StoreError> {
                let sum = total(tx)?;
                add_sum(tx, &id, sum)
            },
        )
    };
    std::thread::spawn(add).join().unwrap().unwrap();
}

fn values(store: &Store) -> Vec<i64> {
    store
        .read("values", |tx| -> Result<_, StoreError> {
            Ok(note::table
                .select(note::value)
                .order(note::value)
                .load(tx.conn())?)
        })
        .unwrap()
}

#[test]
fn a_conflict_that_shows_at_a_statement_runs_the_transaction_again() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    let store = db.store.clone();
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    db.store
        .write_with(
            Isolation::Serializable,
            "mine",
            move |tx| -> Result<(), StoreError> {
                let sum = total(tx)?;
                if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                    another_client(&store, "theirs".to_owned());
                }
                add_sum(tx, "mine", sum)
            },
        )
        .unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(values(&db.store), [1, 2], "the second run saw the other's row");
}

#[test]
fn a_conflict_that_shows_at_the_commit_runs_the_transaction_again() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    let store = db.store.clone();
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    db.store
        .write_with(
            Isolation::Serializable,
            "mine",
            move |tx| -> Result<(), StoreError> {
                let sum = total(tx)?;
                add_sum(tx, "mine", sum)?;
                if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                    another_client(&store, "theirs".to_owned());
                }
                Ok(())
            },
        )
        .unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(values(&db.store), [1, 2], "the second run saw the other's row");
}

#[test]
fn who_meets_others_five_times_is_told_that_the_database_is_busy() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    let store = db.store.clone();
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let refused = db.store.write_with(
        Isolation::Serializable,
        "mine",
        move |tx| -> Result<(), StoreError> {
            let sum = total(tx)?;
            add_sum(tx, "mine", sum)?;
            let run = counted.fetch_add(1, Ordering::SeqCst);
            another_client(&store, format!("theirs {run}"));
            Ok(())
        },
    );
    assert_eq!(refused, Err(StoreError::Busy));
    assert_eq!(runs.load(Ordering::SeqCst), 5);
    assert_eq!(
        values(&db.store),
        [1, 2, 4, 8, 16],
        "the others' rows are there, mine is not"
    );
}

#[test]
fn without_serializable_the_two_would_not_meet() {
    // The control: it shows that the stories above prove the isolation and not something else.
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    let store = db.store.clone();
    db.store
        .write("mine", move |tx| -> Result<(), StoreError> {
            let sum = total(tx)?;
            another_client(&store, "theirs".to_owned());
            add_sum(tx, "mine", sum)
        })
        .unwrap();
    assert_eq!(values(&db.store), [1, 1]);
}
