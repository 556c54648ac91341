//! What `read` and `write` promise.

use std::sync::Mutex;
use std::sync::mpsc::channel;

use diesel::prelude::*;
use huoli::store::{Inserted, StoreError};

use super::rows::{self, note};
use crate::harness::db::on_both;

on_both! {
    fn what_is_written_is_read_and_says_by_whom(db: TestDb) {
        rows::make(&db.store);
        db.store.write("add_note", |tx| rows::add(tx, "a", 7)).unwrap();
        let found: (i64, String) = db.store
            .read("find", |tx| -> Result<_, StoreError> {
                Ok(note::table.find("a").select((note::value, note::updated_by)).first(tx.conn())?)
            })
            .unwrap();
        assert_eq!(found, (7, "add_note".to_owned()));
    }

    fn a_closure_that_fails_leaves_nothing(db: TestDb) {
        rows::make(&db.store);
        let refused = db.store.write("refuse", |tx| {
            rows::add(tx, "a", 1)?;
            Err::<(), _>(StoreError::Busy)
        });
        assert_eq!(refused, Err(StoreError::Busy));
        assert!(rows::ids(&db.store).is_empty());
    }

    fn a_reading_transaction_cannot_write(db: TestDb) {
        rows::make(&db.store);
        let refused = db.store.read("sly", |tx| rows::add(tx, "a", 1));
        assert!(refused.unwrap_err().to_string().contains("a reading transaction tried to write"));
        assert!(rows::ids(&db.store).is_empty());
    }

    fn a_duplicate_in_a_savepoint_leaves_the_transaction_alive(db: TestDb) {
        rows::make(&db.store);
        let seen = db.store.write("twice", |tx| -> Result<_, StoreError> {
            rows::add(tx, "a", 1)?;
            let again = tx.insert_else_exists(|tx| rows::add(tx, "a", 2))?;
            let other = tx.insert_else_exists(|tx| rows::add(tx, "b", 3))?;
            Ok((again, other))
        });
        assert_eq!(seen, Ok((Inserted::Exists, Inserted::New)));
        assert_eq!(rows::ids(&db.store), ["a", "b"]);
    }

    fn a_failure_that_is_passed_over_fails_the_transaction(db: TestDb) {
        rows::make(&db.store);
        let swallowed = db.store.write("careless", |tx| -> Result<(), StoreError> {
            rows::add(tx, "a", 1)?;
            let _ = rows::add(tx, "a", 2);
            Ok(())
        });
        assert!(matches!(swallowed, Err(StoreError::Database(_))), "{swallowed:?}");
        assert!(rows::ids(&db.store).is_empty());
    }

    fn a_failure_that_is_passed_over_in_a_savepoint_undoes_the_savepoint(db: TestDb) {
        rows::make(&db.store);
        let outcome = db.store.write("careless", |tx| -> Result<bool, StoreError> {
            rows::add(tx, "a", 1)?;
            let inner = tx.savepoint(|tx| {
                rows::add(tx, "b", 1)?;
                let _ = rows::add(tx, "a", 2);
                Ok::<_, StoreError>(())
            });
            Ok(inner.is_err())
        });
        assert_eq!(outcome, Ok(true));
        assert_eq!(rows::ids(&db.store), ["a"]);
    }

    fn a_failure_that_is_passed_over_stops_every_further_change(db: TestDb) {
        rows::make(&db.store);
        let swallowed = db.store.write("careless", |tx| -> Result<(), StoreError> {
            let _ = diesel::sql_query("INSERT INTO nowhere VALUES (1)").execute(tx.conn());
            let _ = rows::add(tx, "a", 1);
            let _ = tx.savepoint(|tx| rows::add(tx, "b", 1));
            Ok(())
        });
        assert!(matches!(swallowed, Err(StoreError::Database(_))), "{swallowed:?}");
        assert!(rows::ids(&db.store).is_empty());
        db.store.write("next", |tx| rows::add(tx, "c", 1)).unwrap();
        assert_eq!(rows::ids(&db.store), ["c"]);
    }

    fn savepoints_nest_and_the_innermost_failure_undoes_only_itself(db: TestDb) {
        rows::make(&db.store);
        db.store
            .write("nest", |tx| -> Result<(), StoreError> {
                rows::add(tx, "1", 1)?;
                tx.savepoint(|tx| {
                    rows::add(tx, "2", 1)?;
                    let third = tx.savepoint(|tx| {
                        rows::add(tx, "3", 1)?;
                        Err::<(), _>(StoreError::Busy)
                    });
                    assert_eq!(third, Err(StoreError::Busy));
                    tx.savepoint(|tx| rows::add(tx, "4", 1))
                })
            })
            .unwrap();
        assert_eq!(rows::ids(&db.store), ["1", "2", "4"]);
    }

    fn a_transaction_inside_another_one_is_refused(db: TestDb) {
        rows::make(&db.store);
        let store = db.store.clone();
        let refused = db.store.write("outer", move |tx| -> Result<(), StoreError> {
            rows::add(tx, "a", 1)?;
            store.write("inner", |tx| rows::add(tx, "b", 1))
        });
        assert!(refused.unwrap_err().to_string().contains("inside another"));
        let refused = db.store.read("outer", |_| db.store.read("inner", |_| Ok::<_, StoreError>(())));
        assert!(refused.is_err());
        assert!(rows::ids(&db.store).is_empty());
    }

    fn what_is_not_committed_is_not_read_and_a_view_does_not_change(db: TestDb) {
        rows::make(&db.store);
        db.store.write("before", |tx| rows::add(tx, "a", 1)).unwrap();
        let ((half, half_written), (go_on, may_go_on)) = (channel(), channel());
        let may_go_on = Mutex::new(may_go_on);
        let store = db.store.clone();
        let writer = std::thread::spawn(move || {
            store.write("slow", move |tx| -> Result<(), StoreError> {
                rows::add(tx, "b", 1)?;
                half.send(()).unwrap();
                may_go_on.lock().unwrap().recv().unwrap();
                rows::add(tx, "c", 1)
            })
        });
        half_written.recv().unwrap();
        let mut writer = Some(writer);
        let views = db.store
            .read("look", |tx| -> Result<_, StoreError> {
                let first: i64 = note::table.count().get_result(tx.conn())?;
                go_on.send(()).unwrap();
                writer.take().unwrap().join().unwrap()?;
                let second: i64 = note::table.count().get_result(tx.conn())?;
                Ok((first, second))
            })
            .unwrap();
        assert_eq!(views, (1, 1));
        assert_eq!(rows::ids(&db.store), ["a", "b", "c"]);
    }

    fn who_goes_away_in_the_middle_leaves_all_or_nothing(db: TestDb) {
        rows::make(&db.store);
        let ((half, half_written), (go_on, may_go_on)) = (channel(), channel());
        let may_go_on = Mutex::new(may_go_on);
        let store = db.store.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let request = runtime.spawn_blocking(move || {
            store.write("submit", move |tx| -> Result<(), StoreError> {
                rows::add(tx, "a", 1)?;
                half.send(()).unwrap();
                may_go_on.lock().unwrap().recv().unwrap();
                rows::add(tx, "b", 1)
            })
        });
        half_written.recv().unwrap();
        // The connection to the browser breaks: the future that waits for the answer is cancelled.
        request.abort();
        drop(request);
        assert!(rows::ids(&db.store).is_empty());
        go_on.send(()).unwrap();
        // Dropping the runtime waits for its blocking calls.
        drop(runtime);
        assert_eq!(rows::ids(&db.store), ["a", "b"]);
    }
}
