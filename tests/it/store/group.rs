//! SQLite's writer: one commit for all that wait, and each closure on its own.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use huoli::store::{DatabaseUrl, Store, StoreError, StoreSettings, Tx};

use super::rows;
use crate::harness::db::{Database, TestDb};

type Outcome = Result<(), StoreError>;

/// A transaction that has started and waits until it is let go.
struct Blocked {
    go: Sender<()>,
    end: JoinHandle<Outcome>,
}

impl Blocked {
    fn start(store: &Store, id: &'static str) -> Self {
        let ((started, has_started), (go, may_go)) = (channel(), channel::<()>());
        let may_go: Mutex<Receiver<()>> = Mutex::new(may_go);
        let end = behind(store, move |tx| {
            started.send(()).unwrap();
            may_go.lock().unwrap().recv().unwrap();
            rows::add(tx, id, 1)
        });
        has_started.recv().unwrap();
        Self { go, end }
    }

    fn finish(self) -> Outcome {
        self.go.send(()).unwrap();
        self.end.join().unwrap()
    }
}

/// A client with a transaction of its own.
fn behind(store: &Store, work: impl FnMut(&mut Tx<'_>) -> Outcome + Send + 'static) -> JoinHandle<Outcome> {
    let store = store.clone();
    std::thread::spawn(move || store.write("client", work))
}

fn until_waiting(store: &Store, clients: usize) {
    while store.writer_load().unwrap().waiting != clients {
        std::thread::yield_now();
    }
}

fn commits(store: &Store) -> u64 {
    store.writer_load().unwrap().commits
}

fn sqlite(settings: StoreSettings) -> TestDb {
    let db = TestDb::with(Database::Sqlite, settings).unwrap();
    rows::make(&db.store);
    db
}

#[test]
fn those_who_wait_behind_a_slow_one_share_its_commit_and_a_failing_one_undoes_only_itself() {
    let db = sqlite(StoreSettings::default());
    let before = commits(&db.store);
    let slow = Blocked::start(&db.store, "slow");
    let names: Vec<String> = (0..20).map(|n| format!("client {n:02}")).collect();
    let mut clients = Vec::new();
    for (n, name) in names.clone().into_iter().enumerate() {
        clients.push(behind(&db.store, move |tx| {
            rows::add(tx, &name, 1)?;
            if n == 7 { Err(StoreError::Conflict) } else { Ok(()) }
        }));
        until_waiting(&db.store, n + 1);
    }
    assert!(
        rows::ids(&db.store).is_empty(),
        "nothing is seen before the commit"
    );
    slow.finish().unwrap();
    for (n, client) in clients.into_iter().enumerate() {
        let expected = if n == 7 { Err(StoreError::Conflict) } else { Ok(()) };
        assert_eq!(client.join().unwrap(), expected, "client {n}");
    }
    assert_eq!(commits(&db.store), before + 1);
    let mut stored = names;
    stored.remove(7);
    stored.push("slow".to_owned());
    assert_eq!(rows::ids(&db.store), stored);
}

#[test]
fn a_panic_in_a_group_harms_no_one_else() {
    let db = sqlite(StoreSettings::default());
    let slow = Blocked::start(&db.store, "slow");
    let panics = behind(&db.store, |tx| {
        rows::add(tx, "half", 1)?;
        tx.savepoint(|_| panic!("a defect"))
    });
    until_waiting(&db.store, 1);
    let last = behind(&db.store, |tx| rows::add(tx, "last", 1));
    until_waiting(&db.store, 2);
    slow.finish().unwrap();
    let payload = panics.join().unwrap_err();
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"a defect"));
    last.join().unwrap().unwrap();
    assert_eq!(rows::ids(&db.store), ["last", "slow"]);
}

#[test]
fn a_failure_with_which_sqlite_ends_the_transaction_fails_the_whole_group() {
    let db = sqlite(StoreSettings::default());
    db.store.write("before", |tx| rows::add(tx, "a", 1)).unwrap();
    let slow = Blocked::start(&db.store, "slow");
    let ends = behind(&db.store, |tx| {
        let sql = "INSERT OR ROLLBACK INTO note VALUES ('a', 2, 'x')";
        diesel::sql_query(sql).execute(tx.conn())?;
        Ok(())
    });
    until_waiting(&db.store, 1);
    let after = behind(&db.store, |tx| rows::add(tx, "after", 1));
    until_waiting(&db.store, 2);
    assert_eq!(
        slow.finish(),
        Err(StoreError::Unavailable),
        "it ran well, but nothing of the group is stored"
    );
    assert_eq!(ends.join().unwrap(), Err(StoreError::Conflict), "its own failure");
    assert_eq!(after.join().unwrap(), Ok(()), "it runs in the next group");
    assert_eq!(rows::ids(&db.store), ["a", "after"]);
}

#[test]
fn after_the_transaction_has_ended_nothing_is_stored_piecemeal() {
    let db = sqlite(StoreSettings::default());
    db.store.write("before", |tx| rows::add(tx, "a", 1)).unwrap();
    let careless = db.store.write("careless", |tx| -> Outcome {
        let sql = "INSERT OR ROLLBACK INTO note VALUES ('a', 2, 'x')";
        let _ = diesel::sql_query(sql).execute(tx.conn());
        // Outside a transaction SQLite would store each of these at once.
        let _ = rows::add(tx, "b", 1);
        let _ = tx.savepoint(|tx| rows::add(tx, "c", 1));
        Ok(())
    });
    assert!(careless.is_err());
    assert_eq!(rows::ids(&db.store), ["a"]);
    db.store.write("next", |tx| rows::add(tx, "d", 1)).unwrap();
    assert_eq!(rows::ids(&db.store), ["a", "d"]);
}

#[test]
fn a_full_disk_stores_nothing_of_what_did_not_fit_and_later_writes_pass() {
    let db = sqlite(StoreSettings::default());
    let limit = |pages: &'static str| {
        move |tx: &mut Tx<'_>| -> Outcome {
            Ok(tx
                .conn()
                .batch_execute(&format!("PRAGMA max_page_count = {pages}"))?)
        }
    };
    db.store.write("limit", limit("64")).unwrap();
    let big = "x".repeat(64 * 4_096);
    let full = db.store.write("too_big", move |tx| {
        rows::add(tx, "small", 1)?;
        rows::add(tx, &big, 1)
    });
    assert_eq!(full, Err(StoreError::Unavailable));
    assert!(rows::ids(&db.store).is_empty());
    db.store.write("fits", |tx| rows::add(tx, "a", 1)).unwrap();
    assert_eq!(rows::ids(&db.store), ["a"]);
}

#[test]
fn a_failing_commit_fails_the_whole_group() {
    let db = sqlite(StoreSettings::default());
    db.store
        .write("make", |tx| -> Outcome {
            let sql = "CREATE TABLE child (of TEXT REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)";
            Ok(tx.conn().batch_execute(sql)?)
        })
        .unwrap();
    let slow = Blocked::start(&db.store, "slow");
    let spoils = behind(&db.store, |tx| {
        // A deferred key is looked at only when the group commits.
        diesel::sql_query("INSERT INTO child VALUES ('nobody')").execute(tx.conn())?;
        Ok(())
    });
    until_waiting(&db.store, 1);
    let refused = slow.finish().unwrap_err();
    assert!(
        refused.to_string().contains("a foreign key does not match"),
        "{refused}"
    );
    assert_eq!(spoils.join().unwrap(), Err(refused));
    assert!(rows::ids(&db.store).is_empty());
    db.store.write("next", |tx| rows::add(tx, "a", 1)).unwrap();
    assert_eq!(rows::ids(&db.store), ["a"]);
}

#[test]
fn who_finds_no_place_in_the_queue_is_told_at_once() {
    let db = sqlite(StoreSettings {
        queue: 1,
        ..StoreSettings::default()
    });
    let slow = Blocked::start(&db.store, "slow");
    let queued = behind(&db.store, |tx| rows::add(tx, "queued", 1));
    until_waiting(&db.store, 1);
    assert_eq!(
        db.store.write("late", |tx| rows::add(tx, "late", 1)),
        Err(StoreError::Busy)
    );
    slow.finish().unwrap();
    queued.join().unwrap().unwrap();
    assert_eq!(rows::ids(&db.store), ["queued", "slow"]);
}

#[test]
fn who_was_told_busy_after_waiting_is_never_stored_after_all() {
    let db = sqlite(StoreSettings {
        wait: Duration::from_millis(20),
        ..StoreSettings::default()
    });
    let slow = Blocked::start(&db.store, "slow");
    assert_eq!(
        db.store.write("late", |tx| rows::add(tx, "late", 1)),
        Err(StoreError::Busy)
    );
    // The slow one has started, so it is waited for however long it takes.
    slow.finish().unwrap();
    db.store.write("next", |tx| rows::add(tx, "next", 1)).unwrap();
    assert_eq!(rows::ids(&db.store), ["next", "slow"]);
}

#[test]
fn what_was_queued_when_the_store_goes_is_still_answered_and_stored() {
    let db = sqlite(StoreSettings::default());
    let slow = Blocked::start(&db.store, "slow");
    let queued = behind(&db.store, |tx| rows::add(tx, "queued", 1));
    until_waiting(&db.store, 1);
    let url = db.url.clone();
    let TestDb {
        store, place: _place, ..
    } = db;
    drop(store);
    slow.finish().unwrap();
    queued.join().unwrap().unwrap();
    let again = Store::open(&url, StoreSettings::default()).unwrap();
    assert_eq!(rows::ids(&again), ["queued", "slow"]);
}

#[test]
fn the_journal_is_emptied_into_the_database_while_it_is_in_use() {
    let db = sqlite(StoreSettings::default());
    let DatabaseUrl::Sqlite(file) = &db.url else {
        panic!("this story is of SQLite")
    };
    let length = || std::fs::metadata(file).unwrap().len();
    let before = length();
    let mut row = 0;
    let begun = Instant::now();
    // Far less than the writer's own limit: without the thread beside it the file would stay as it is.
    while length() == before {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "nothing was emptied after {row} rows"
        );
        for _ in 0..64 {
            row += 1;
            let name = format!("{row:0200}");
            db.store
                .write("client", move |tx| rows::add(tx, &name, 1))
                .unwrap();
        }
    }
    assert_eq!(rows::ids(&db.store).len(), row);
}
