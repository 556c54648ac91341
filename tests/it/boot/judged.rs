//! A good configuration starts; each single change gives exactly its own refusal, with reason and cure; several changes
//! are told at once. Judged without a process, because the tests' own is a debug build.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use huoli::boot::installation::example_plan;
use huoli::boot::refusals::{Circumstances, RULES, TEST_KEY, Verdict, judge};
use huoli::config;
use huoli::ids::{IdSource, OsIds};
use huoli::intake::found_installation;
use huoli::store::DatabaseUrl;
use huoli::store::seal::key_file;
use huoli::store::seal::master::KeyRing;
use huoli::store::seal::secret::WrappingKey;
use tempfile::TempDir;

use crate::harness::db::{TestDb, on_both};

/// A good installation, behind a proxy of another machine, and what can be changed of it.
struct Good {
    folder: TempDir,
    db: TestDb,
    variables: BTreeMap<String, String>,
    circumstances: Circumstances,
}

impl Good {
    fn new(db: TestDb) -> Self {
        let folder = TempDir::new().unwrap();
        let ids: Arc<dyn IdSource> = Arc::new(OsIds);
        let ring = ring();
        let keys = folder.path().join("huoli.keys");
        key_file::create(&keys, &ring).unwrap();
        found_installation::found(&db.store, ring, example_plan(), &ids).unwrap();
        let url = db.service_url();
        let mut good = Self {
            folder,
            db,
            variables: BTreeMap::new(),
            circumstances: Circumstances::default(),
        };
        good.set("DATABASE__URL", &url);
        good.set("KEYS__FILE", keys.to_str().unwrap());
        good.set("SERVER__BIND", "10.0.0.5:8080");
        good.set("SERVER__TRUSTED_PROXY", "10.0.0.2");
        good.set("SERVER__PUBLIC_URL", "https://ilmoitus.example.org/");
        good.set("SERVER__ADMIN_BIND", "127.0.0.1:9464");
        good.set("SERVER__COUNTY", "08");
        good
    }

    fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(format!("HUOLI_{name}"), value.to_owned());
    }

    fn keys(&self) -> PathBuf {
        self.folder.path().join("huoli.keys")
    }

    /// Runs SQL as the owner of the tables.
    fn owner(&self, statements: &str) {
        let done = match &self.db.url {
            DatabaseUrl::Sqlite(path) => {
                let mut c = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
                c.batch_execute(statements)
            }
            DatabaseUrl::Postgres(url) => PgConnection::establish(url).unwrap().batch_execute(statements),
        };
        done.unwrap();
    }

    /// The name of the service's role in PostgreSQL.
    fn role(&self) -> String {
        let url = self.db.service_url();
        let rest = url.strip_prefix("postgres://").expect("PostgreSQL");
        rest.split(':').next().unwrap().to_owned()
    }

    fn judged(&self) -> Verdict {
        // No settings file: whatever lies in the folder of the tests is not read.
        let empty = self.folder.path().join("empty.toml");
        fs::write(&empty, "").unwrap();
        judge(
            &config::load(Some(&empty), &self.variables),
            &self.variables,
            self.circumstances,
        )
    }

    /// The rules that refuse, with the setting; and each has a reason and a cure that the table knows.
    fn refused(&self) -> Vec<String> {
        let verdict = self.judged();
        assert!(verdict.failed.is_none(), "{:?}", verdict.failed);
        let mut told = Vec::new();
        for refusal in &verdict.refusals {
            assert!(RULES.iter().any(|rule| rule.id == refusal.rule), "{refusal}");
            assert!(refusal.what.len() > 10, "{refusal}");
            let line = refusal.to_string();
            assert!(!line.contains('\n') && !line.contains("only-for-tests"), "{line}");
            assert!(
                line.contains(';') || line.contains(": "),
                "it says what to do: {line}"
            );
            told.push(format!("{} {}", refusal.rule, refusal.field));
        }
        told
    }

    #[track_caller]
    fn refuses(&self, expected: &str) {
        assert_eq!(self.refused(), [expected]);
    }
}

fn ring() -> KeyRing {
    KeyRing::new(WrappingKey::random(&OsIds), Vec::new()).unwrap()
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

on_both! {
    fn a_good_configuration_starts(db: TestDb) {
        let good = Good::new(db);
        assert_eq!(good.refused(), [""; 0]);
        assert!(good.judged().start().is_ok());
    }

    fn r1_no_key_file(db: TestDb) {
        let good = Good::new(db);
        fs::remove_file(good.keys()).unwrap();
        good.refuses("R1 keys.file");
        fs::write(good.keys(), "# nothing\n").unwrap();
        mode(&good.keys(), 0o400);
        good.refuses("R1 keys.file");
    }

    fn r2_a_key_file_that_others_may_read(db: TestDb) {
        let good = Good::new(db);
        mode(&good.keys(), 0o440);
        good.refuses("R2 keys.file");
        mode(&good.keys(), 0o400);
        let elsewhere = good.folder.path().join("elsewhere.keys");
        fs::rename(good.keys(), &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, good.keys()).unwrap();
        good.refuses("R2 keys.file");
    }

    fn r4_a_key_in_a_variable(db: TestDb) {
        let mut good = Good::new(db);
        let text = fs::read_to_string(good.keys()).unwrap();
        good.variables.insert(TEST_KEY.to_owned(), text.clone());
        good.refuses(&format!("R4 {TEST_KEY}"));
        // With the switch too, where others reach the service.
        good.circumstances.insecure_test_key = true;
        good.refuses(&format!("R4 {TEST_KEY}"));
        good.set("SERVER__BIND", "127.0.0.1:0");
        fs::remove_file(good.keys()).unwrap();
        assert_eq!(good.refused(), [""; 0], "a test's key serves a test");
        good.circumstances.insecure_test_key = false;
        assert_eq!(good.refused(), ["R1 keys.file".to_owned(), format!("R4 {TEST_KEY}")]);
        // By whatever name it comes.
        good.variables.remove(TEST_KEY);
        good.variables.insert("MASTER".to_owned(), text);
        key_file::create(&good.keys(), &ring()).unwrap();
        good.refuses("R4 MASTER");
    }

    fn r5_the_wrong_key(db: TestDb) {
        let good = Good::new(db);
        fs::remove_file(good.keys()).unwrap();
        key_file::create(&good.keys(), &ring()).unwrap();
        good.refuses("R5 keys.file");
    }

    fn r10_open_to_other_machines_without_a_proxy(db: TestDb) {
        let mut good = Good::new(db);
        good.set("SERVER__TRUSTED_PROXY", "");
        good.refuses("R10 server.bind");
    }

    fn r11_an_address_that_is_not_https(db: TestDb) {
        let mut good = Good::new(db);
        good.set("SERVER__PUBLIC_URL", "http://ilmoitus.example.org/");
        good.refuses("R11 server.public_url");
        good.set("SERVER__PUBLIC_URL", "");
        good.refuses("R11 server.public_url");
        good.set("SERVER__PUBLIC_URL", "https://ilmoitus.example.org/");
        good.set("SERVER__STAFF_URL", "http://staff.example.org/");
        good.refuses("R11 server.staff_url");
        good.set("SERVER__STAFF_URL", "");
        good.set("SERVER__HOSTS", "localhost");
        good.refuses("R11 server.hosts");
    }

    fn r12_a_debug_build(db: TestDb) {
        let mut good = Good::new(db);
        good.circumstances.debug_build = true;
        good.refuses("R12 huoli");
        good.circumstances.allow_debug_build = true;
        good.refuses("R12 huoli");
        good.set("SERVER__BIND", "127.0.0.1:0");
        assert_eq!(good.refused(), [""; 0]);
        good.circumstances.allow_debug_build = false;
        good.refuses("R12 huoli");
    }

    fn r14_a_log_without_its_guards(db: TestDb) {
        let good = Good::new(db);
        good.owner(match &good.db.url {
            DatabaseUrl::Sqlite(_) => "DROP TRIGGER access_log_undeleted",
            DatabaseUrl::Postgres(_) => "ALTER TABLE access_log DISABLE TRIGGER access_log_unchanged",
        });
        good.refuses("R14 database.url");
    }

    fn r15_metrics_open_to_other_machines(db: TestDb) {
        let mut good = Good::new(db);
        good.set("SERVER__ADMIN_BIND", "10.0.0.5:9464");
        good.refuses("R15 server.admin_bind");
    }

    fn a_schema_of_another_program(db: TestDb) {
        let good = Good::new(db);
        good.owner("INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('29990101000001', CURRENT_TIMESTAMP)");
        good.refuses("schema database.url");
        good.owner("DELETE FROM __diesel_schema_migrations WHERE version > '202611'");
        good.refuses("schema database.url");
    }

    fn a_setting_that_lacks_another(db: TestDb) {
        let mut good = Good::new(db);
        good.set("MAIL__SERVER", "smtps://mail.example.org");
        good.refuses("config mail.sender");
        good.set("MAIL__SENDER", "huoli@example.org");
        assert_eq!(good.refused(), [""; 0]);
        good.set("MAIL__SERVER", "mail.example.org");
        good.refuses("config mail.server");
    }

    fn everything_is_told_at_once(db: TestDb) {
        let mut good = Good::new(db);
        mode(&good.keys(), 0o444);
        good.set("SERVER__TRUSTED_PROXY", "");
        good.set("SERVER__PUBLIC_URL", "http://ilmoitus.example.org/");
        good.set("SERVER__ADMIN_BIND", "0.0.0.0:9464");
        good.variables.insert(TEST_KEY.to_owned(), ring().to_text().to_string());
        good.circumstances.debug_build = true;
        good.owner(match &good.db.url {
            DatabaseUrl::Sqlite(_) => "DROP TRIGGER access_log_unchanged",
            DatabaseUrl::Postgres(_) => "DROP TRIGGER access_log_untruncated ON access_log",
        });
        assert_eq!(
            good.refused(),
            [
                "R2 keys.file".to_owned(),
                format!("R4 {TEST_KEY}"),
                "R10 server.bind".to_owned(),
                "R11 server.public_url".to_owned(),
                "R12 huoli".to_owned(),
                "R14 database.url".to_owned(),
                "R15 server.admin_bind".to_owned(),
            ]
        );
        assert!(good.judged().start().is_err());
    }
}

fn sqlite() -> Good {
    Good::new(TestDb::sqlite())
}

fn file(good: &Good) -> PathBuf {
    match &good.db.url {
        DatabaseUrl::Sqlite(path) => path.clone(),
        DatabaseUrl::Postgres(_) => unreachable!("it is SQLite"),
    }
}

#[test]
fn r3_a_key_beside_the_data() {
    let mut good = sqlite();
    let inside = file(&good).with_file_name("huoli.keys");
    fs::rename(good.keys(), &inside).unwrap();
    good.set("KEYS__FILE", inside.to_str().unwrap());
    good.refuses("R3 keys.file");
}

#[test]
fn r9_a_file_or_folder_that_others_may_open() {
    let good = sqlite();
    let file = file(&good);
    mode(&file, 0o640);
    good.refuses("R9 database.url");
    mode(&file, 0o600);
    mode(file.parent().unwrap(), 0o750);
    good.refuses("R9 database.url");
    mode(file.parent().unwrap(), 0o700);
    assert_eq!(good.refused(), [""; 0]);
}

#[test]
fn staff_without_a_host_of_their_own_are_a_warning() {
    let mut good = sqlite();
    let warned = |good: &Good| {
        let warnings = good.judged().warnings;
        warnings.iter().any(|warning| warning.name == "no-staff-host")
    };
    assert!(warned(&good));
    good.set("SERVER__STAFF_URL", "https://Ilmoitus.example.org:8443/staff/");
    assert!(warned(&good), "another port is the same host to a cookie");
    good.set("SERVER__STAFF_URL", "https://staff.example.org/staff/");
    assert!(!warned(&good));
}

#[test]
fn a_proxy_that_nobody_named_is_a_warning() {
    let mut good = sqlite();
    let warned = |good: &Good| {
        let warnings = good.judged().warnings;
        warnings.iter().any(|warning| warning.name == "no-trusted-proxy")
    };
    good.set("SERVER__BIND", "127.0.0.1:0");
    good.set("SERVER__TRUSTED_PROXY", "127.0.0.1");
    good.set("SERVER__PUBLIC_URL", "https://ilmoitus.example.org/");
    assert!(!warned(&good), "the proxy is named");
    good.set("SERVER__TRUSTED_PROXY", "");
    assert!(warned(&good), "everybody is one sender");
    for here in [
        "https://localhost:8443/",
        "http://127.0.0.1:8080/",
        "https://[::1]/",
    ] {
        good.set("SERVER__PUBLIC_URL", here);
        assert!(!warned(&good), "{here}: nobody comes from elsewhere");
    }
}

#[test]
fn r13_a_demo_is_not_served() {
    let good = sqlite();
    huoli::store::inspect::mark_demo(&good.db.url).unwrap();
    good.refuses("R13 database.url");
}

fn postgres() -> Option<Good> {
    TestDb::new(crate::harness::db::Database::Postgres).map(Good::new)
}

#[test]
fn r6_another_machine_without_a_checked_name() {
    let Some(mut good) = postgres() else { return };
    good.set(
        "DATABASE__URL",
        "postgres://huoli:0123456789abcdef@db.example.org/huoli?sslmode=require",
    );
    good.refuses("R6 database.url");
}

#[test]
fn r7_a_short_password() {
    let Some(mut good) = postgres() else { return };
    let role = good.role();
    good.owner(&format!("ALTER ROLE {role} PASSWORD 'too-short-a-one'"));
    let url = good
        .db
        .service_url()
        .replace("only-for-tests-0123456789", "too-short-a-one");
    good.set("DATABASE__URL", &url);
    good.refuses("R7 database.url");
}

#[test]
fn r8_a_database_that_does_not_keep_what_it_acknowledges() {
    let Some(good) = postgres() else { return };
    let role = good.role();
    good.owner(&format!("ALTER ROLE {role} SET synchronous_commit = off"));
    good.refuses("R8 database.url");
}

#[test]
fn r14_a_role_that_may_do_more_than_its_task() {
    let Some(mut good) = postgres() else { return };
    let role = good.role();
    for verb in ["UPDATE", "DELETE", "TRUNCATE", "UPDATE (actor)"] {
        good.owner(&format!("GRANT {verb} ON access_log TO {role}"));
        good.refuses("R14 database.url");
        // A migration puts it right again.
        huoli::store::roles::grant(&good.db.url, &role).unwrap();
    }
    assert_eq!(good.refused(), [""; 0]);
    let DatabaseUrl::Postgres(owner) = good.db.url.clone() else {
        unreachable!("it is PostgreSQL")
    };
    good.set("DATABASE__URL", &owner);
    good.refuses("R14 database.url");
}

#[test]
fn a_role_of_the_service_can_neither_change_the_log_nor_the_tables() {
    let Some(good) = postgres() else { return };
    let mut c = PgConnection::establish(&good.db.service_url()).unwrap();
    for refused in [
        "UPDATE access_log SET actor = NULL",
        "DELETE FROM access_log",
        "TRUNCATE access_log",
        "ALTER TABLE access_log DISABLE TRIGGER ALL",
        "DROP TABLE cases",
        "CREATE TABLE mine (id TEXT)",
        "DELETE FROM __diesel_schema_migrations",
    ] {
        assert!(c.batch_execute(refused).is_err(), "{refused}");
    }
    c.batch_execute("SELECT count(*) FROM access_log; DELETE FROM jobs; UPDATE log_heads SET seq = seq")
        .unwrap();
}
