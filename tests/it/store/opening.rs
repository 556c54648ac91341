//! What is checked before the first transaction.

use diesel::RunQueryDsl;
use huoli::store::{DatabaseUrl, OpenError, Store, StoreError, StoreSettings, migrate};

use crate::harness::db::{Database, TestDb, empty, on_both};

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

#[test]
fn the_file_and_its_folder_are_made_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("var/huoli");
    let url = DatabaseUrl::Sqlite(folder.join("huoli.db"));
    migrate::run(&url).unwrap();
    let store = Store::open(&url, StoreSettings::default()).unwrap();
    super::rows::make(&store);
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(files.len() >= 2, "the file and its journal: {files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn what_is_no_database_is_refused_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear reader, this is no database at all. ".repeat(50)).unwrap();
    let refused = migrate::run(&DatabaseUrl::Sqlite(path)).unwrap_err().to_string();
    assert!(refused.contains("damaged"), "{refused}");
}

#[test]
fn a_server_that_forgets_what_it_acknowledged_is_refused() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    let DatabaseUrl::Postgres(url) = &db.url else {
        unreachable!()
    };
    let forgetful = DatabaseUrl::Postgres(format!("{url}%20-csynchronous_commit%3Doff"));
    let refused = Store::open(&forgetful, StoreSettings::default()).err().unwrap();
    assert!(matches!(refused, OpenError::NotDurable(_)));
    assert!(
        refused.to_string().contains("synchronous_commit is off"),
        "{refused}"
    );
}

#[test]
fn programs_that_start_at_once_migrate_once() {
    for database in [Database::Sqlite, Database::Postgres] {
        let Some((url, _place)) = empty(database) else {
            continue;
        };
        let all = migrate::pending(&url).unwrap();
        assert!(!all.is_empty());
        let refused = Store::open(&url, StoreSettings::default()).err().unwrap();
        assert!(refused.to_string().contains("huoli migrate"), "{refused}");
        let start = || {
            let url = url.clone();
            std::thread::spawn(move || migrate::run(&url).unwrap())
        };
        let programs: Vec<_> = (0..4).map(|_| start()).collect();
        let ran: Vec<String> = programs
            .into_iter()
            .flat_map(|program| program.join().unwrap())
            .collect();
        assert_eq!(ran, all, "each migration ran in one of them");
    }
}
