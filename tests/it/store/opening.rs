//! What is checked before the first transaction.

use diesel::RunQueryDsl;
use huoli::store::{OpenError, Store, StoreError, StoreSettings, migrate};

use crate::harness::db::on_both;

on_both! {
    fn a_migrated_database_has_nothing_pending_and_migrating_again_changes_nothing(db: TestDb) {
        assert_eq!(migrate::pending(&db.url).unwrap(), Vec::<String>::new());
        assert_eq!(migrate::run(&db.url).unwrap(), Vec::<String>::new());
    }

    fn a_schema_newer_than_the_program_is_refused(db: TestDb) {
        db.store
            .write("from_the_future", |tx| -> Result<_, StoreError> {
                let sql = "INSERT INTO __diesel_schema_migrations VALUES ('29991231000001', '2999-12-31 00:00:00')";
                Ok(diesel::sql_query(sql).execute(tx.conn())?)
            })
            .unwrap();
        for refused in [
            Store::open(&db.url, StoreSettings::default()).map(|_| ()),
            migrate::run(&db.url).map(|_| ()).map_err(OpenError::from),
            migrate::pending(&db.url).map(|_| ()).map_err(OpenError::from),
        ] {
            let text = refused.unwrap_err().to_string();
            assert!(text.contains("newer than this program") && text.contains("29991231000001"), "{text}");
        }
    }
}
