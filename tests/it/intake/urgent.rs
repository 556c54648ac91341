//! What is urgent by its own words goes at once also to a duty service while its office is not certainly open. The lawful
//! dates never move for it.

use diesel::prelude::*;
use huoli::domain::office::OfficeId;
use huoli::domain::places::CountyCode;
use huoli::store::StoreError;
use huoli::store::schema::{case_copies, cases, offices, person_keys, report_keys};
use serde_json::{Value, json};

use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

/// A child in Espoo who is in danger now.
fn now_in_espoo() -> Value {
    json!({
        "reporter_role": "private_person",
        "children": [{"residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": "Lapsi on yksin ulkona.", "ongoing": "now"},
    })
}

/// The same, seen in Tampere.
fn now_seen_in_tampere() -> Value {
    let mut document = now_in_espoo();
    document["place_of_concern_municipality"] = json!("837");
    document
}

fn duty(app: &TestApp, county: &str) -> OfficeId {
    let county = CountyCode::parse(county).expect("a county");
    app.directory().rules.duty(county).expect("a duty service").id
}

/// Who got copies and why, of the report that came last.
fn copies(app: &TestApp) -> Vec<(OfficeId, String)> {
    let rows: Vec<(String, String)> = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(case_copies::table
                .order(case_copies::why)
                .select((case_copies::office, case_copies::why))
                .load(tx.conn())?)
        })
        .expect("the copies are read");
    rows.into_iter()
        .map(|(office, why)| (OfficeId(office.parse().expect("an id")), why))
        .collect()
}

fn forget(app: &TestApp) {
    app.store
        .write("forget", |tx| -> Result<_, StoreError> {
            Ok(diesel::delete(case_copies::table).execute(tx.conn())?)
        })
        .expect("the copies are deleted");
}

on_both! {
    fn while_the_office_is_open_nobody_else_is_bothered(db: TestDb) {
        let app = TestApp::new(db);
        app.file(&now_seen_in_tampere());
        assert_eq!(copies(&app), []);
    }

    fn while_it_is_closed_the_duty_service_of_the_childs_county_gets_it_too(db: TestDb) {
        let app = TestApp::new(db);
        let espoo = duty(&app, "03");
        // A night, a weekend, Christmas Eve.
        for moment in ["2026-11-20T20:00", "2026-11-21T12:00", "2026-12-24T10:00"] {
            app.clock.advance_to(at(moment));
            app.file(&now_in_espoo());
            assert_eq!(copies(&app), [(espoo, "duty".to_owned())], "{moment}");
            forget(&app);
        }
        app.clock.advance_to(at("2026-12-28T10:00"));
        app.file(&now_in_espoo());
        assert_eq!(copies(&app), [], "and on the next working day nobody");
    }

    fn an_office_of_which_nobody_has_said_when_it_is_open_is_not_relied_on(db: TestDb) {
        let app = TestApp::new(db);
        app.store
            .write("unsay", |tx| -> Result<_, StoreError> {
                Ok(diesel::update(offices::table.filter(offices::kind.eq("regional")))
                    .set(offices::hours.eq(""))
                    .execute(tx.conn())?)
            })
            .unwrap();
        app.reload().unwrap();
        app.file(&now_in_espoo());
        assert_eq!(copies(&app), [(duty(&app, "03"), "duty".to_owned())]);
    }

    fn a_child_who_is_elsewhere_is_told_of_there_too(db: TestDb) {
        let app = TestApp::new(db);
        app.clock.advance_to(at("2026-11-20T20:00"));
        app.file(&now_seen_in_tampere());
        let (espoo, tampere) = (duty(&app, "03"), duty(&app, "08"));
        assert_eq!(copies(&app), [(espoo, "duty".to_owned()), (tampere, "duty_elsewhere".to_owned())]);
        let (keys, owners): (Vec<String>, Vec<String>) = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok((
                    report_keys::table.select(report_keys::office).order(report_keys::office).load(tx.conn())?,
                    cases::table.select(cases::office).load(tx.conn())?,
                ))
            })
            .unwrap();
        let mut expected = vec![owners[0].clone(), espoo.to_string(), tampere.to_string()];
        expected.sort();
        assert_eq!(keys, expected, "whoever sees it can open it, and nobody else");
    }

    fn a_place_in_the_same_county_is_one_duty_service(db: TestDb) {
        let app = TestApp::new(db);
        app.clock.advance_to(at("2026-11-20T20:00"));
        let mut document = now_in_espoo();
        document["place_of_concern_municipality"] = json!("049");
        app.file(&document);
        assert_eq!(copies(&app), [(duty(&app, "03"), "duty".to_owned())]);
    }

    fn what_is_not_urgent_waits_for_the_office(db: TestDb) {
        let app = TestApp::new(db);
        app.clock.advance_to(at("2026-11-20T20:00"));
        let mut document = now_seen_in_tampere();
        document["concern"]["ongoing"] = json!("repeats");
        app.file(&document);
        assert_eq!(copies(&app), []);
    }

    fn a_coded_reason_is_urgent_without_another_word(db: TestDb) {
        let app = TestApp::new(db);
        app.clock.advance_to(at("2026-11-20T20:00"));
        let mut document = now_in_espoo();
        document["concern"] = json!({"description": "Huoli", "reasons": ["child_assault"]});
        app.file(&document);
        assert_eq!(copies(&app).len(), 1);
    }

    fn of_two_children_a_protected_ones_identity_goes_with_its_own_case(db: TestDb) {
        let app = TestApp::new(db);
        app.clock.advance_to(at("2026-11-20T20:00"));
        let mut document = now_in_espoo();
        document["concern"] = json!({"description": "Huoli", "reasons": ["carer_substance_use"]});
        document["children"] = json!([
            {"age_estimate": "2", "residence": {"municipality": "049", "postal_code": "02770"}},
            {"age_estimate": "9", "protected_address": true, "residence": {"municipality": "837"}},
        ]);
        let receipt = app.file(&document);
        assert!(receipt.cases.iter().all(|case| case.office.is_none() && case.county.is_none()));
        // Only the small one's case is urgent; the other child's place and name are sealed for its own office alone.
        assert_eq!(copies(&app), [(duty(&app, "03"), "duty".to_owned())]);
        let holders: Vec<String> = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(person_keys::table.select(person_keys::office).load(tx.conn())?)
            })
            .unwrap();
        assert_eq!(holders.len(), 1);
        assert_ne!(holders[0], duty(&app, "03").to_string());
    }

    fn closed_hours_move_no_lawful_date(db: TestDb) {
        let app = TestApp::new(db);
        let open = app.file(&now_in_espoo()).cases[0].clocks.unwrap();
        for moment in ["2026-11-20T16:01", "2026-11-20T23:59"] {
            app.clock.advance_to(at(moment));
            let closed = app.file(&now_in_espoo()).cases[0].clocks.unwrap();
            assert_eq!(closed, open, "{moment}");
        }
    }
}
