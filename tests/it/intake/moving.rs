//! A case on its way between offices and counties: of two who take it one has it, what hangs on it goes along, and nothing that
//! belongs to it stays behind.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Barrier;

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope};
use huoli::domain::helsinki::civil_date;
use huoli::domain::lifecycle::Urgency;
use huoli::domain::office::Office;
use huoli::domain::transfer::Draft as Sending;
use huoli::domain::triage::{Decision, Draft};
use huoli::ids::{IdSource, OsIds};
use huoli::intake::WorkError;
use huoli::intake::anchor_log::Known;
use huoli::intake::assessment::open::{self as assessment_open, Workspace};
use huoli::intake::assessment::{add_note, set_responsible};
use huoli::intake::chain_events;
use huoli::intake::mailbox::by_code;
use huoli::intake::open_case;
use huoli::intake::report_status::Status;
use huoli::intake::same_child::change::{self, What};
use huoli::intake::session::Session;
use huoli::intake::transfer::{answer, send};
use huoli::intake::triage::{self, Filled};
use huoli::intake::verify_log;
use huoli::store::cabinet::Owner;
use huoli::store::moves::{BESIDE_A_CASE, BESIDE_A_REPORT};
use huoli::store::schema::cases;
use huoli::store::seal::aad::KeyKind;
use huoli::store::{DatabaseUrl, StoreError};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::log;

/// The other tables that name a county beside a case or a report. What tells of the past keeps the county of then: events and the
/// read log, whose chain seals them, transfers, what was said of two children, and which of the old county's staff were barred
/// or opened the case in an emergency. Copies and keys name the county of their own
/// office, hashes are made anew, and cases with their decisions are given on one by one.
const ELSEWHERE: [&str; 11] = [
    "access_log",
    "blind_indexes",
    "case_bars",
    "case_copies",
    "case_decisions",
    "case_events",
    "cases",
    "emergency_openings",
    "other_children",
    "report_keys",
    "transfers",
];

fn aino() -> Value {
    json!({
        "children": [{"personal_identity_code": "010516B903X", "residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": "Huoli"},
    })
}

fn social(app: &TestApp, name: &str, office: &Office) -> Session {
    let session = log::worker(app, name, Role::SocialWorker, &[office]);
    Session {
        scope: Scope {
            social_worker: true,
            ..session.scope.clone()
        },
        ..session
    }
}

/// An office of another county than `of`.
fn far_away(app: &TestApp, of: &Office) -> Office {
    let directory = app.directory();
    let mut offices = directory.rules.offices();
    offices
        .find(|office| office.county != of.county)
        .expect("another county")
        .clone()
}

fn version(app: &TestApp, case: Uuid) -> i64 {
    let version = app.store.read("look", |tx| -> Result<i64, StoreError> {
        Ok(cases::table
            .find(case.to_string())
            .select(cases::version)
            .first(tx.conn())?)
    });
    version.expect("the case")
}

/// Signs the urgency and nothing else.
fn signed(app: &TestApp, session: &Session, case: Uuid) {
    triaged(app, session, case, Decision::NotYet);
}

/// Signs that the case is not urgent, and what follows.
fn triaged(app: &TestApp, session: &Session, case: Uuid, decision: Decision) {
    let draft = Draft {
        urgency: Some(Urgency::NotUrgent),
        decision: Some(decision),
        reason: "Katsotaan".to_owned(),
        ..Draft::default()
    };
    let wish = triage::Wish {
        filled: Filled::Form(draft, Some(session.scope.staff)),
        version: version(app, case),
    };
    let done = triage::save(app, session, case, wish, app.clock.now());
    done.expect("a triage").expect("the case");
}

fn sent(app: &TestApp, session: &Session, case: Uuid, to: &Office) {
    let draft = Sending {
        to: Some(to.id),
        urgent_need_open: Some(false),
        reason: "Perhe muutti".to_owned(),
    };
    let done = send::send(app, session, case, &draft, version(app, case), app.clock.now());
    assert_eq!(done, Ok(true));
}

/// The workspace of a case that `session`'s person works on.
fn workspace(app: &TestApp, session: &Session, case: Uuid) -> Workspace {
    let page = assessment_open::open(app, session, case, app.clock.now());
    page.expect("the case is read").expect("it is theirs")
}

/// Whether `session`'s person may open `case`.
fn opened(app: &TestApp, session: &Session, case: Uuid) -> bool {
    let file = open_case::open(app, session, case, app.clock.now());
    file.expect("the case is read").is_some()
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    field: String,
}

/// The columns of every table, by its name.
fn tables(app: &TestApp) -> BTreeMap<String, BTreeSet<String>> {
    let query = match &app.db.url {
        DatabaseUrl::Sqlite(_) => {
            "SELECT m.name AS name, c.name AS field FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
        DatabaseUrl::Postgres(_) => {
            "SELECT table_name::text AS name, column_name::text AS field FROM information_schema.columns \
             WHERE table_schema = current_schema()"
        }
    };
    let rows: Vec<Column> = app
        .store
        .read("columns", |tx| -> Result<_, StoreError> {
            Ok(diesel::sql_query(query).load(tx.conn())?)
        })
        .expect("the catalogue is read");
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        tables.entry(row.name).or_default().insert(row.field);
    }
    tables
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// How many rows of `table` name `county`.
fn rows_in(app: &TestApp, table: &str, county: &str) -> i64 {
    let query = format!("SELECT COUNT(*) AS number FROM {table} WHERE county = $1");
    app.store
        .read("count", |tx| -> Result<i64, StoreError> {
            let number: Number = diesel::sql_query(&query)
                .bind::<Text, _>(county)
                .get_result(tx.conn())?;
            Ok(number.number)
        })
        .expect("the rows are counted")
}

on_both! {
    fn of_several_who_take_a_case_at_once_one_has_it(db: TestDb) {
        let app = TestApp::new(db);
        let own = log::espoo(&app);
        let there = far_away(&app, &own);
        let saara = social(&app, "saara", &own);
        let takers = ["pekka", "maija", "aatu"].map(|name| log::worker(&app, name, Role::IntakeWorker, &[&there]));
        for round in 0..6 {
            let case = log::filed(&app, "Huoli");
            signed(&app, &saara, case);
            sent(&app, &saara, case, &there);
            let (start, at, now) = (Barrier::new(takers.len()), version(&app, case), app.clock.now());
            let done: Vec<_> = std::thread::scope(|threads| {
                let asking: Vec<_> = takers.iter().enumerate().map(|(number, session)| {
                    let (app, start) = (&app, &start);
                    threads.spawn(move || {
                        start.wait();
                        // The last one sends it back meanwhile, every other time.
                        if number == 2 && round % 2 == 0 {
                            answer::refuse(app, session, case, "Ei meille", at, now)
                        } else {
                            answer::accept(app, session, case, at, now)
                        }
                    })
                }).collect();
                asking.into_iter().map(|thread| thread.join().expect("no panic")).collect()
            });
            let won = done.iter().filter(|done| **done == Ok(true)).count();
            assert_eq!(won, 1, "{done:?}");
            // Who is late reads that the case was changed, or that nothing waits for an answer any more.
            let late = |done: &Result<bool, _>| {
                matches!(done, Ok(true | false) | Err(WorkError::Changed | WorkError::Refused(_)))
            };
            assert!(done.iter().all(late), "{done:?}");
        }
    }

    fn what_hangs_on_a_case_goes_along_and_nothing_stays_behind(db: TestDb) {
        let app = TestApp::new(db);
        let own = log::espoo(&app);
        let there = far_away(&app, &own);
        let (saara, pekka) = (social(&app, "saara", &own), social(&app, "pekka", &there));
        let earlier = app.file(&aino());
        app.clock.advance(TimeDelta::days(2));
        let later = app.file(&aino());
        let [first, second] = [&earlier, &later].map(|receipt| log::case_of(&app, &receipt.cases[0].reference));
        for case in [first, second] {
            signed(&app, &saara, case);
            let now = app.clock.now();
            let note = add_note::add(&app, &saara, case, OsIds.uuid(), "Muistiinpano", now);
            assert_eq!(note, Ok(true));
        }
        let wish = change::Wish { what: What::Join(first), version: version(&app, second) };
        assert!(change::save(&app, &saara, second, &wish, app.clock.now()).is_ok_and(|done| done.is_some()));
        sent(&app, &saara, first, &there);
        let status = |code: &Option<String>| {
            let code = code.as_deref().expect("a code");
            let mailbox = by_code::open(&app, code, app.clock.now()).expect("it opens").expect("a mailbox");
            mailbox.cases[0].1
        };
        assert_eq!(status(&earlier.follow_up_code), Status::Received, "until it is taken, nothing has moved");
        let done = answer::accept(&app, &pekka, first, version(&app, first), app.clock.now());
        assert_eq!(done, Ok(true));
        for receipt in [&earlier, &later] {
            assert_eq!(status(&receipt.follow_up_code), Status::HandedOver);
        }
        let county = own.county.to_string();
        for table in BESIDE_A_CASE.iter().chain(&BESIDE_A_REPORT).chain(&["cases", "reports", "case_decisions", "report_keys", "person_keys", "blind_indexes"]) {
            assert_eq!(rows_in(&app, table, &county), 0, "{table}");
        }
        assert!(rows_in(&app, "case_notes", &there.county.to_string()) == 2 && rows_in(&app, "blind_indexes", &there.county.to_string()) > 0);

        // What waited for its hour is chained in the county in which it happened, and names the child by no hash of another.
        app.clock.advance(TimeDelta::hours(2));
        for at in [own.county, there.county] {
            chain_events::run(&app, at, app.clock.now()).expect("it is chained");
            let key = app.cabinet.newest(KeyKind::Log, Owner::County(at)).expect("a key");
            let found = verify_log::verify(&app.store, at, &key.key, &Known::default(), app.clock.now()).expect("it is read");
            assert!(found.fault.is_none() && found.rows > 0, "{at}: {found:?}");
        }

        // There it can be undone as here, and each has its own date again.
        let wish = change::Wish { what: What::Undo("Eri lapsi".to_owned()), version: version(&app, second) };
        assert!(change::save(&app, &pekka, second, &wish, app.clock.now()).is_ok_and(|done| done.is_some()));
    }

    fn an_assessment_that_runs_takes_along_what_hangs_on_it(db: TestDb) {
        let app = TestApp::new(db);
        let own = log::espoo(&app);
        let there = far_away(&app, &own);
        let (saara, pekka) = (social(&app, "saara", &own), social(&app, "pekka", &there));
        let [early, late] = [0, 2].map(|days| {
            app.clock.advance(TimeDelta::days(days));
            log::case_of(&app, &app.file(&aino()).cases[0].reference)
        });
        triaged(&app, &saara, late, Decision::StartAssessment);
        signed(&app, &saara, early);
        let wish = change::Wish { what: What::Join(late), version: version(&app, early) };
        assert!(change::save(&app, &saara, early, &wish, app.clock.now()).is_ok_and(|done| done.is_some()));
        for case in [early, late] {
            let note = add_note::add(&app, &saara, case, OsIds.uuid(), "Muistiinpano", app.clock.now());
            assert_eq!(note.is_ok(), case == late, "what is joined is written into no more");
        }
        let started_on = civil_date(app.clock.now());
        let before = workspace(&app, &saara, late);
        assert_eq!(before.life.start_clock_stopped_on(), Some(started_on));
        assert_eq!(before.life.pending_since(), Some(started_on - TimeDelta::days(2)), "the earlier date of the two");
        app.clock.advance(TimeDelta::days(30));
        sent(&app, &saara, late, &there);
        assert_eq!(workspace(&app, &saara, late).life.start_clock_stopped_on(), Some(started_on));
        assert_eq!(answer::accept(&app, &pekka, late, version(&app, late), app.clock.now()), Ok(true));
        let county = own.county.to_string();
        for table in BESIDE_A_CASE.iter().chain(&["cases", "case_decisions", "report_keys", "blind_indexes"]) {
            assert_eq!(rows_in(&app, table, &county), 0, "{table}");
        }
        assert_eq!(rows_in(&app, "assessments", &there.county.to_string()), 1);

        // Every paper opens there, and where it stands is the same to the letter.
        let after = workspace(&app, &pekka, late);
        assert_eq!((after.life.state(), after.life.clocks()), (before.life.state(), before.life.clocks()));
        assert_eq!(after.life.arrived_at_receiver(), Some(civil_date(app.clock.now())));
        assert_eq!((after.notes, after.responsible), (before.notes, None));
        assert!(assessment_open::open(&app, &saara, late, app.clock.now()).is_ok_and(|page| page.is_none()));
        let joined = opened(&app, &pekka, early);
        assert!(joined, "what hangs on it is read with it");
        let who = Some(pekka.scope.staff);
        assert_eq!(set_responsible::set(&app, &pekka, late, who, version(&app, late), app.clock.now()), Ok(true));
        assert!(opened(&app, &pekka, early));

        // There the join can be undone: the assessment has its own date again, and goes on.
        let wish = change::Wish { what: What::Undo("Eri lapsi".to_owned()), version: version(&app, early) };
        assert!(change::save(&app, &pekka, early, &wish, app.clock.now()).is_ok_and(|done| done.is_some()));
        let alone = workspace(&app, &pekka, late);
        assert_eq!(alone.life.pending_since(), Some(started_on));
        assert_eq!(alone.life.start_clock_stopped_on(), Some(started_on));
    }

    fn every_table_that_names_a_county_beside_a_case_is_known(db: TestDb) {
        let app = TestApp::new(db);
        let known: BTreeSet<&str> = BESIDE_A_CASE.into_iter().chain(BESIDE_A_REPORT).chain(ELSEWHERE).collect();
        for (table, columns) in tables(&app) {
            let of_a_case = columns.contains("case_id") || columns.contains("report");
            if of_a_case && columns.contains("county") {
                assert!(
                    known.contains(table.as_str()),
                    "{table} names a county: say in store::moves, or else here, whether its rows follow a case that moves"
                );
            }
        }
    }
}
