//! Two transactions that meet on PostgreSQL: one of them is run again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use huoli::store::{Store, StoreError, Tx};

use super::rows::{self, note};
use crate::harness::db::{Database, TestDb};

/// Whoever writes a row with this id met another transaction, as the database tells when they commit.
const MET: &str = "met";

fn take(tx: &mut Tx<'_>, id: &str) -> Result<(), StoreError> {
    diesel::update(note::table.find(id))
        .set(note::value.eq(note::value + 1))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes both rows in this order; on its first run it waits for the other one between them.
fn taking(
    store: &Store,
    order: [&'static str; 2],
    both: &Arc<Barrier>,
    runs: &Arc<AtomicU32>,
) -> JoinHandle<Result<(), StoreError>> {
    let (store, both, runs) = (store.clone(), Arc::clone(both), Arc::clone(runs));
    std::thread::spawn(move || {
        let mut first = true;
        store.write("take", move |tx| -> Result<(), StoreError> {
            runs.fetch_add(1, Ordering::SeqCst);
            take(tx, order[0])?;
            if std::mem::take(&mut first) {
                both.wait();
            }
            take(tx, order[1])
        })
    })
}

/// A commit with a row that is called [`MET`] fails as one does that met another transaction.
fn refuse_met(store: &Store) {
    let sql = format!(
        "CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN RAISE EXCEPTION 'met another one' USING ERRCODE = '40001'; END $$; \
         CREATE CONSTRAINT TRIGGER meet AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW WHEN (NEW.id = '{MET}') EXECUTE FUNCTION meet()"
    );
    store
        .write("refuse", move |tx| -> Result<(), StoreError> {
            Ok(tx.conn().batch_execute(&sql)?)
        })
        .expect("the trigger is made");
}

#[test]
fn of_two_who_wait_for_each_other_one_is_run_again() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    db.store
        .write("before", |tx| {
            rows::add(tx, "a", 0)?;
            rows::add(tx, "b", 0)
        })
        .unwrap();
    let (both, runs) = (Arc::new(Barrier::new(2)), Arc::new(AtomicU32::new(0)));
    let two = [["a", "b"], ["b", "a"]].map(|order| taking(&db.store, order, &both, &runs));
    for one in two {
        one.join().unwrap().unwrap();
    }
    assert_eq!(runs.load(Ordering::SeqCst), 3, "one of the two ran twice");
    let values: Vec<i64> = db
        .store
        .read("values", |tx| -> Result<_, StoreError> {
            Ok(note::table.select(note::value).load(tx.conn())?)
        })
        .unwrap();
    assert_eq!(values, [2, 2], "and each is stored once");
}

#[test]
fn a_conflict_that_shows_at_the_commit_runs_the_transaction_again() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    refuse_met(&db.store);
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    db.store
        .write("mine", move |tx| -> Result<(), StoreError> {
            let id = if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                MET
            } else {
                "again"
            };
            rows::add(tx, id, 1)
        })
        .unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(
        rows::ids(&db.store),
        ["again"],
        "nothing of the first run is there"
    );
}

#[test]
fn who_meets_others_five_times_is_told_that_the_database_is_busy() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    rows::make(&db.store);
    refuse_met(&db.store);
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let refused = db.store.write("mine", move |tx| -> Result<(), StoreError> {
        counted.fetch_add(1, Ordering::SeqCst);
        rows::add(tx, MET, 1)
    });
    assert_eq!(refused, Err(StoreError::Busy));
    assert_eq!(runs.load(Ordering::SeqCst), 5);
    assert!(rows::ids(&db.store).is_empty());
}
