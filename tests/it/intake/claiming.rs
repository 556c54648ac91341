//! "Open next": whoever asks gets the first case that nobody has, and no two get the same.

use std::collections::BTreeSet;
use std::sync::Mutex;

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::intake::claim_next;
use huoli::intake::list_queue::HELD;
use huoli::store::casework;
use serde_json::json;

use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::log::worker;

/// So many cases wait.
const CASES: usize = 120;
/// So many workers ask for them at once.
const WORKERS: usize = 6;
/// So often each of two workers presses the button, where cases come free again all the time.
const PRESSES: usize = 500;

fn filed(app: &TestApp, count: usize) -> huoli::domain::office::Office {
    let document = json!({
        "children": [{"residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": "Huoli"},
    });
    let report = crate::harness::app::report(&document);
    for _ in 0..count {
        app.try_file(&report).expect("the report is taken in");
    }
    huoli::intake::destinations::of(app, &report)
        .expect("an office")
        .remove(0)
        .office
}

on_both! {
    fn of_many_who_ask_at_once_no_two_get_the_same_case(db: TestDb) {
        let app = TestApp::new(db);
        let office = filed(&app, CASES);
        let workers: Vec<_> = (0..WORKERS)
            .map(|number| worker(&app, &format!("tyontekija-{number}"), Role::IntakeWorker, &[&office]))
            .collect();
        let now = app.clock.now();
        let given: Vec<Vec<_>> = std::thread::scope(|threads| {
            let asking: Vec<_> = workers
                .iter()
                .map(|session| {
                    let app = &app;
                    threads.spawn(move || {
                        let mut given = Vec::new();
                        while let Some(case) = claim_next::next(app, session, now).expect("an answer") {
                            given.push(case);
                        }
                        given
                    })
                })
                .collect();
            asking.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        let all: Vec<_> = given.concat();
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (CASES, CASES));
    }

    fn of_a_thousand_presses_by_two_workers_none_gives_a_case_that_the_other_has(db: TestDb) {
        let app = TestApp::new(db);
        let office = filed(&app, 5);
        let workers = ["maija", "pekka"].map(|name| worker(&app, name, Role::IntakeWorker, &[&office]));
        let now = app.clock.now();
        // Each lets its case go at once, so that both are given the first of the queue over and over again.
        let in_hand = Mutex::new(BTreeSet::new());
        std::thread::scope(|threads| {
            for session in &workers {
                let (app, in_hand) = (&app, &in_hand);
                threads.spawn(move || {
                    for _ in 0..PRESSES {
                        let case = claim_next::next(app, session, now).expect("an answer").expect("a case");
                        assert!(in_hand.lock().expect("no panic").insert(case), "the other has {case}");
                        assert!(in_hand.lock().expect("no panic").remove(&case));
                        let scope = session.scope.clone();
                        app.store
                            .write("let_go", move |tx| casework::release(tx, &scope, case))
                            .expect("it is let go");
                    }
                });
            }
        });
    }

    fn a_case_that_is_not_decided_is_free_again_after_a_quarter_of_an_hour(db: TestDb) {
        let app = TestApp::new(db);
        let office = filed(&app, 1);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&office]);
        let now = app.clock.now();
        let next = |session, at| claim_next::next(&app, session, at).expect("an answer");
        let case = next(&maija, now).expect("a case");
        assert_eq!(next(&pekka, now + HELD - TimeDelta::seconds(1)), None);
        assert_eq!(next(&pekka, now + HELD), Some(case));
        assert_eq!(next(&maija, now + HELD), None, "and now it is Pekka's");
    }
}
