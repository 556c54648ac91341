//! A stolen database says nothing, and what is moved in it does not open.

use std::fs;

use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::office::OfficeId;
use huoli::domain::report::Subject;
use huoli::intake::opening::{self, Reveal};
use huoli::intake::{App, IntakeError};
use huoli::store::reports::Person;
use huoli::store::schema::{cases, person_blocks, reports};
use huoli::store::{DatabaseUrl, StoreError, Tx};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::app::TestApp;
use crate::harness::db::{Database, TestDb, on_both};

/// A report in which every field holds a word of its own.
fn telling(number: usize) -> Value {
    let word = |name: &str| format!("kanarialintu-{name}-{number}");
    json!({
        "reporter": {"name": word("ilmoittaja"), "phone": word("puhelin"), "email": word("posti")},
        "children": [
            {"first_names": word("etunimi"), "last_name": word("sukunimi"), "birth_date": "2016-05-01",
             "personal_identity_code": "010516B903X", "age_estimate": word("ika"), "whereabouts": word("koulu"),
             "residence": {"municipality": "049", "postal_code": "02770", "street_address": word("katu")},
             "recognise_text": word("tuntomerkki"), "guardians_text": word("huoltaja"), "own_concern": word("oma")},
            {"first_names": word("sisarus"), "protected_address": true,
             "residence": {"municipality": "837", "street_address": word("turvakatu")}},
        ],
        "unborn_child": {"expected_birth_text": word("laskettu"), "parents": [{"name": word("odottava")}]},
        "guardians": [{"name": word("isa"), "not_told_reason": word("syy")}],
        "concern": {"description": word("huoli"), "observed": word("havainto")},
        "worker_only": word("vain"), "place_of_concern": word("paikka"), "history_text": word("historia"),
    })
}

/// A change that a thief with write access might make to the first report.
type Move = fn(&mut Tx<'_>, &str) -> Result<(), StoreError>;

/// Ends a transaction without storing the move that was made in it: whether the report opened after the move.
struct Undone(Result<bool, IntakeError>);

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self(Err(error.into()))
    }
}

/// The first report with the office of each of its cases, in the cases' order.
fn stored(app: &App) -> (Uuid, Vec<OfficeId>) {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            let report: String = reports::table.select(reports::id).first(tx.conn())?;
            let offices: Vec<String> = cases::table
                .filter(cases::report.eq(&report))
                .order((cases::subject, cases::position))
                .select(cases::office)
                .load(tx.conn())?;
            let offices = offices.iter().map(|id| OfficeId(id.parse().unwrap())).collect();
            Ok((report.parse().unwrap(), offices))
        })
        .expect("the report is there")
}

fn open(
    app: &App,
    report: Uuid,
    office: OfficeId,
    reveal: Reveal,
) -> Result<Option<opening::OpenedReport>, IntakeError> {
    app.store
        .read("open", |tx| opening::open(tx, app, report, office, reveal))
}

on_both! {
    fn each_office_opens_what_is_its_business(db: TestDb) {
        let app = TestApp::new(db);
        let document = telling(1);
        app.file(&document);
        let (report, offices) = stored(&app);
        let [espoo, tampere, unborn] = offices.as_slice() else { panic!("three cases") };

        let own = open(&app, report, *espoo, Reveal::Task).unwrap().expect("Espoo holds a case");
        assert_eq!(own.received_at, app.clock.now());
        assert_eq!(own.report.facts.concern.description.expose(), "kanarialintu-huoli-1");
        assert_eq!(own.report.worker_only.worker_only.as_ref().unwrap().expose(), "kanarialintu-vain-1");
        let child = &own.report.children[0].identity;
        assert_eq!(child.personal_identity_code.as_ref().unwrap().expose(), "010516B903X");
        // A private person's name and a sibling's protected address stay closed without a reason …
        assert_eq!(own.hidden, [(Person::Child, 1), (Person::Reporter, 0)]);
        assert!(own.report.reporter.is_anonymous());
        // … and with one, the sibling's still does: her case is another office's.
        let with_reason = open(&app, report, *espoo, Reveal::Protected).unwrap().unwrap();
        assert_eq!(with_reason.report.reporter.name.as_ref().unwrap().expose(), "kanarialintu-ilmoittaja-1");
        assert_eq!(with_reason.hidden, [(Person::Child, 1)]);
        let sibling = open(&app, report, *tampere, Reveal::Protected).unwrap().unwrap();
        let sibling = &sibling.report.children[1].identity;
        assert_eq!(sibling.residence.street_address.as_ref().unwrap().expose(), "kanarialintu-turvakatu-1");
        assert!(open(&app, report, *unborn, Reveal::Task).unwrap().is_some());
    }

    fn a_child_shares_the_protected_address_of_its_family(db: TestDb) {
        let app = TestApp::new(db);
        app.file(&json!({
            "reporter_role": "young_person",
            "reporter": {"name": "Aino Mallinen", "protected_address": true},
            "children": [{"residence": {"municipality": "049", "street_address": "Mallitie 1"}}],
            "concern": {"description": "Huoli"},
        }));
        let (report, offices) = stored(&app);
        let task = open(&app, report, offices[0], Reveal::Task).unwrap().unwrap();
        assert_eq!(task.hidden, [(Person::Child, 0), (Person::Reporter, 0)]);
        assert!(task.report.children[0].identity.residence.is_empty());
        let with_reason = open(&app, report, offices[0], Reveal::Protected).unwrap().unwrap();
        assert_eq!(with_reason.hidden, []);
        assert!(!with_reason.report.children[0].identity.residence.is_empty());
        assert!(with_reason.report.is_protected(Subject::Child(0)), "the queue hides the municipality");
    }

    fn an_office_without_a_case_of_it_finds_nothing(db: TestDb) {
        let app = TestApp::new(db);
        app.file(&telling(1));
        let (report, offices) = stored(&app);
        let directory = app.directory();
        let other = directory.rules.offices().find(|office| !offices.contains(&office.id)).unwrap();
        assert!(open(&app, report, other.id, Reveal::Protected).unwrap().is_none());
        assert!(open(&app, Uuid::nil(), offices[0], Reveal::Task).unwrap().is_none());
    }

    fn a_sealed_blob_moved_to_another_row_or_column_does_not_open(db: TestDb) {
        let app = TestApp::new(db);
        app.file(&telling(1));
        app.file(&telling(2));
        let (report, offices) = stored(&app);
        let moves: [Move; 5] = [
            |tx, one| {
                let other: Vec<u8> =
                    reports::table.filter(reports::id.ne(one)).select(reports::body).first(tx.conn())?;
                diesel::update(reports::table.find(one)).set(reports::body.eq(other)).execute(tx.conn())?;
                Ok(())
            },
            |tx, one| {
                diesel::update(reports::table.find(one))
                    .set(reports::body.eq(reports::worker_only))
                    .execute(tx.conn())?;
                Ok(())
            },
            |tx, one| {
                // Two children change places: by way of a third place, as each is held by one block only.
                let children = || {
                    let own = person_blocks::report.eq(one.to_owned());
                    person_blocks::table.filter(own).filter(person_blocks::person.eq("child"))
                };
                for (from, to) in [(0_i64, 9_i64), (1, 0), (9, 1)] {
                    let child = children().filter(person_blocks::position.eq(from));
                    diesel::update(child).set(person_blocks::position.eq(to)).execute(tx.conn())?;
                }
                Ok(())
            },
            |tx, one| {
                let open = reports::identity_level.eq("open");
                diesel::update(reports::table.find(one)).set(open).execute(tx.conn())?;
                Ok(())
            },
            |tx, one| {
                let of = |person: &'static str| {
                    let own = person_blocks::report.eq(one.to_owned());
                    person_blocks::table.filter(own).filter(person_blocks::person.eq(person))
                };
                let child: Vec<u8> = of("child").filter(person_blocks::position.eq(0))
                    .select(person_blocks::sealed).first(tx.conn())?;
                diesel::update(of("guardian"))
                    .set(person_blocks::sealed.eq(child)).execute(tx.conn())?;
                Ok(())
            },
        ];
        for change in moves {
            let (service, office) = (App::clone(&app), offices[0]);
            let undone = app.store.write("move", move |tx| -> Result<(), Undone> {
                change(tx, &report.to_string())?;
                let opened = opening::open(tx, &service, report, office, Reveal::Task);
                Err(Undone(opened.map(|found| found.is_some())))
            });
            let Err(Undone(outcome)) = undone else { panic!("the move is undone") };
            assert!(matches!(outcome, Err(IntakeError::Cabinet(_))), "{outcome:?}");
        }
        assert!(open(&app, report, offices[0], Reveal::Task).unwrap().is_some(), "every move was undone");
    }
}

#[test]
fn a_dump_of_the_database_and_its_journal_after_a_hundred_reports_holds_none_of_their_words() {
    let app = TestApp::new(TestDb::sqlite());
    let DatabaseUrl::Sqlite(file) = app.db.url.clone() else {
        panic!("a file")
    };
    for number in 0..100 {
        app.file(&telling(number));
    }
    let folder = file.parent().unwrap();
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        read += bytes.len();
        for word in ["kanarialintu", "010516B903X", "Espoo ilmoitus"] {
            assert!(!holds(&bytes, word.as_bytes()), "{word} in {}", path.display());
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(!holds(&bytes, &wide), "{word} in UTF-16 in {}", path.display());
        }
    }
    assert!(read > 500_000, "the database was looked at: {read} bytes");
    // The check can fail: what is in clear by design is found.
    let everything: Vec<u8> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert!(holds(&everything, b"received"));
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

/// What PostgreSQL holds, uncompressed: every column of every table as text, bytes with their letters readable.
fn postgres_dump(app: &TestApp) -> String {
    let lines = |query: String| {
        app.store
            .read("dump", |tx| -> Result<Vec<Line>, StoreError> {
                Ok(diesel::sql_query(&query).load(tx.conn())?)
            })
            .expect("the dump is read")
    };
    let queries = lines(
        "SELECT format('SELECT COALESCE(string_agg(%s, chr(10)), %L) AS line FROM %I', \
         CASE data_type WHEN 'bytea' THEN format('encode(%I, %L)', column_name, 'escape') \
         ELSE format('%I::text', column_name) END, '', table_name) AS line \
         FROM information_schema.columns WHERE table_schema = current_schema()"
            .to_owned(),
    );
    assert!(queries.len() > 50, "every column is looked at");
    queries
        .into_iter()
        .flat_map(|query| lines(query.line))
        .map(|found| found.line)
        .collect()
}

/// The files of the tests' own server, its journal among them, where this process may read them.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment says where the tests' own server lies"
)]
fn server_files() -> Vec<std::path::PathBuf> {
    let Ok(root) = std::env::var("HUOLI_TEST_POSTGRES_DIR") else {
        return Vec::new();
    };
    let (mut files, mut folders) = (Vec::new(), vec![std::path::PathBuf::from(root)]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
        {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn a_dump_of_postgresql_and_its_journal_after_a_hundred_reports_holds_none_of_their_words() {
    let Some(db) = TestDb::new(Database::Postgres) else {
        return;
    };
    let app = TestApp::new(db);
    for number in 0..100 {
        app.file(&telling(number));
    }
    let dump = postgres_dump(&app);
    assert!(
        dump.len() > 500_000,
        "the tables were looked at: {} letters",
        dump.len()
    );
    assert!(
        dump.contains("received"),
        "the check can find what is in clear by design"
    );
    for word in ["kanarialintu", "010516B903X"] {
        assert!(!dump.contains(word), "{word} in the tables");
        for path in server_files() {
            // Files of other tests come and go meanwhile.
            let bytes = fs::read(&path).unwrap_or_default();
            assert!(!holds(&bytes, word.as_bytes()), "{word} in {}", path.display());
        }
    }
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    // The first letter is sought alone: the files are large and the tests are not optimised.
    let Some((first, rest)) = needle.split_first() else {
        return true;
    };
    let mut from = 0;
    while let Some(found) = haystack[from..].iter().position(|byte| byte == first) {
        from += found + 1;
        if haystack[from..].starts_with(rest) {
            return true;
        }
    }
    false
}
