//! A report is taken in once, with one case per child, each with its office and its dates.

use std::sync::{Arc, Barrier};
use std::thread;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use huoli::clock::Clock;
use huoli::domain::codes::Kind;
use huoli::intake::form_token;
use huoli::intake::submit_report::{Admission, SubmitError, submit};
use huoli::store::StoreError;
use huoli::store::connection::AnyConnection;
use huoli::store::schema::{case_events, cases, idempotency, person_blocks, reports};
use serde_json::json;

use crate::harness::app::{TestApp, at, report};
use crate::harness::db::on_both;

/// How many reports, cases and used keys are stored.
fn counts(app: &TestApp) -> (i64, i64, i64) {
    app.store
        .read("count", |tx| -> Result<_, StoreError> {
            Ok((
                reports::table.count().get_result(tx.conn())?,
                cases::table.count().get_result(tx.conn())?,
                idempotency::table.count().get_result(tx.conn())?,
            ))
        })
        .expect("the rows are counted")
}

on_both! {
    fn two_children_in_two_municipalities_make_two_cases_with_their_own_offices_and_dates(db: TestDb) {
        let app = TestApp::new(db);
        let receipt = app.file(&json!({
            "children": [
                {"first_names": "Aada", "residence": {"municipality": "837"}},
                {"first_names": "Onni", "residence": {"municipality": "091", "postal_code": "00530"}},
            ],
            "concern": {"description": "Lapset ovat yksin kotona iltaisin."},
        }));

        assert_eq!(receipt.cases.len(), 2);
        let [tampere, helsinki] = receipt.cases.as_slice() else { panic!("two cases") };
        assert_eq!(tampere.county.as_ref().unwrap().fi, "Pirkanmaan hyvinvointialue");
        assert_eq!(helsinki.county.as_ref().unwrap().fi, "Helsingin kaupunki");
        assert_ne!(tampere.office.as_ref().unwrap().id, helsinki.office.as_ref().unwrap().id);
        // Friday 20 November 2026: the seventh working day is Tuesday 1 December.
        for case in &receipt.cases {
            assert_eq!(case.clocks.unwrap().start_by.target.to_string(), "2026-12-01");
            assert_ne!(case.reference, receipt.reference);
        }
        assert_eq!(counts(&app), (1, 2, 1));
    }

    fn an_unborn_child_has_a_case_and_no_clock(db: TestDb) {
        let app = TestApp::new(db);
        let receipt = app.file(&json!({
            "unborn_child": {"expected_birth_date": "2027-03-01",
                "parents": [{"name": "Testi Esimerkki", "role": "mother", "residence": {"municipality": "049"}}]},
            "concern": {"description": "Odottava äiti käyttää päihteitä."},
        }));
        let [case] = receipt.cases.as_slice() else { panic!("one case") };
        assert_eq!((case.kind, case.clocks), (Kind::Prenatal, None));
        assert_eq!(case.reference, receipt.reference);
        let pending: Vec<Option<chrono::NaiveDate>> = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(cases::table.select(cases::pending_since).load(tx.conn())?)
            })
            .unwrap();
        assert_eq!(pending, [None]);
    }

    fn a_protected_address_leaves_no_place_on_the_receipt(db: TestDb) {
        let app = TestApp::new(db);
        let receipt = app.file(&json!({
            "children": [{"protected_address": true, "residence": {"municipality": "049"}}, {"first_names": "Eino"}],
            "concern": {"description": "Huoli"},
        }));
        assert!(receipt.protected);
        assert!(receipt.cases.iter().all(|case| case.office.is_none() && case.county.is_none()));
    }

    fn the_same_page_sent_again_gives_the_same_receipt_and_stores_nothing(db: TestDb) {
        let app = TestApp::new(db);
        let now = app.clock.now();
        let token = form_token::issue(&app, now).unwrap();
        let admission = Admission::Web { token, wants_code: true };
        let first = report(&json!({"children": [{}], "concern": {"description": "Ensimmäinen"}}));
        let receipt = submit(&app, &first, &admission, now).unwrap();
        assert!(receipt.follow_up_code.is_some());

        app.clock.advance(chrono::TimeDelta::hours(2));
        let again = submit(&app, &first, &admission, app.clock.now()).unwrap();
        assert_eq!(again, receipt);

        let other = report(&json!({"children": [{}], "concern": {"description": "Toinen"}}));
        let changed = submit(&app, &other, &admission, app.clock.now()).unwrap();
        assert!(changed.first_stands, "the page says that the first one stands");
        assert_eq!((changed.reference, changed.received_at), (receipt.reference, receipt.received_at));
        assert_eq!(counts(&app), (1, 1, 1));
    }

    fn ten_sendings_at_once_of_one_page_make_one_report(db: TestDb) {
        let app = Arc::new(TestApp::new(db));
        let now = app.clock.now();
        let token = form_token::issue(&app, now).unwrap();
        let start = Arc::new(Barrier::new(10));
        let receipts: Vec<_> = (0..10)
            .map(|_| {
                let (app, token, start) = (Arc::clone(&app), token.clone(), Arc::clone(&start));
                thread::spawn(move || {
                    let report = report(&json!({"children": [{}], "concern": {"description": "Sama"}}));
                    start.wait();
                    submit(&app, &report, &Admission::Web { token, wants_code: true }, now).unwrap()
                })
            })
            .collect::<Vec<_>>()
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect();
        assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));
        assert_eq!(counts(&app), (1, 1, 1));
    }

    fn the_answers_to_one_report_are_found_without_reading_those_to_the_others(db: TestDb) {
        let app = TestApp::new(db);
        app.file(&json!({"children": [{"residence": {"municipality": "049"}}], "concern": {"description": "Huoli"}}));
        let query = "SELECT id, answer FROM idempotency WHERE report = ";
        let plan: Vec<String> = app.store.read("explain", |tx| -> Result<_, StoreError> {
            Ok(match tx.conn() {
                AnyConnection::Sqlite(c) => {
                    let rows: Vec<(i32, i32, i32, String)> =
                        sql::<(Integer, Integer, Integer, Text)>(&format!("EXPLAIN QUERY PLAN {query}'x'")).load(c)?;
                    rows.into_iter().map(|(.., detail)| detail).collect()
                }
                AnyConnection::Postgres(c) => {
                    // So few rows are read faster without any index.
                    diesel::sql_query("SET LOCAL enable_seqscan = off").execute(c)?;
                    sql::<Text>(&format!("EXPLAIN {query}'x'")).load(c)?
                }
            })
        }).expect("a plan");
        assert!(plan.iter().any(|line| line.contains("idempotency_report")), "{plan:?}");
    }

    fn an_idempotency_key_belongs_to_one_client_and_one_body(db: TestDb) {
        let app = TestApp::new(db);
        let (school, _) = app.client("Koulu");
        let (clinic, _) = app.client("Neuvola");
        let now = app.clock.now();
        let by = |client: &huoli::intake::authenticate_client::ApiClient| Admission::Api {
            client: client.clone(),
            key: "1".to_owned(),
        };
        let one = report(&json!({"children": [{}], "concern": {"description": "Yksi"}}));
        let two = report(&json!({"children": [{}], "concern": {"description": "Kaksi"}}));
        let first = submit(&app, &one, &by(&school), now).unwrap();
        assert_eq!(first.follow_up_code, None);
        assert_eq!(submit(&app, &one, &by(&school), now).unwrap(), first);
        assert_eq!(submit(&app, &two, &by(&school), now), Err(SubmitError::KeyReused));
        assert_ne!(submit(&app, &one, &by(&clinic), now).unwrap().reference, first.reference);
        assert_eq!(counts(&app), (2, 2, 2));
    }

    fn a_page_older_than_a_day_or_of_another_service_is_not_taken(db: TestDb) {
        let app = TestApp::new(db);
        let token = form_token::issue(&app, app.clock.now()).unwrap();
        let report = report(&json!({"children": [{}], "concern": {"description": "Huoli"}}));
        let forged = Admission::Web { token: "A".repeat(70), wants_code: false };
        assert_eq!(submit(&app, &report, &forged, app.clock.now()), Err(SubmitError::TokenForged));
        app.clock.advance(chrono::TimeDelta::hours(24));
        let old = Admission::Web { token, wants_code: false };
        assert_eq!(submit(&app, &report, &old, app.clock.now()), Err(SubmitError::TokenExpired));
        assert_eq!(counts(&app), (0, 0, 0));
    }

    fn the_day_of_arrival_is_the_one_on_a_finnish_wall(db: TestDb) {
        let app = TestApp::new(db);
        // Half past midnight in Helsinki is still yesterday in UTC.
        app.clock.advance_to(at("2026-12-01T00:30"));
        let receipt = app.file(&json!({"children": [{}], "concern": {"description": "Yöllä"}}));
        assert_eq!(receipt.cases[0].clocks.unwrap().pending_since.to_string(), "2026-12-01");
    }

    fn of_an_anonymous_report_nothing_finer_than_the_hour_lies_in_clear(db: TestDb) {
        let app = TestApp::new(db);
        app.file(&json!({"children": [{}], "concern": {"description": "Huoli"}}));
        let (hour, instants, identities): (i64, i64, i64) = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok((
                    reports::table.select(reports::received_hour).first(tx.conn())?,
                    case_events::table
                        .filter(case_events::happened_at.is_not_null())
                        .count()
                        .get_result(tx.conn())?,
                    person_blocks::table
                        .filter(person_blocks::person.eq("reporter"))
                        .count()
                        .get_result(tx.conn())?,
                ))
            })
            .unwrap();
        assert_eq!((hour, instants, identities), (14, 0, 0));
    }
}
