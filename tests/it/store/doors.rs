//! What `read` and `write` promise.

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
}
