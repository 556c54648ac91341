//! A system files a report, sends it again, tries one out, and asks how far it has come.

use serde_json::{Value, json};

use super::{body, least, sandbox, served, stored, today};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

on_both! {
    fn a_report_is_answered_with_its_cases_offices_and_dates(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let mut report = least();
            report["children"][0]["personal_identity_code"] = json!("010516B903X");
            report["unborn_child"] = json!({"parents": [{"role": "mother", "residence": {"municipality": "049"}}]});
            let response = api.file("key-1", &report).await;
            assert_eq!(response.status(), 201);
            let location = response.headers()["location"].to_str().unwrap().to_owned();
            let answer = body(response).await;
            let reference = answer["reference"].as_str().unwrap();
            assert_eq!(location, format!("/api/v1/reports/{reference}"));
            assert_eq!(answer["received_at"], "2026-11-20T14:05:00+02:00");
            assert_eq!(answer["warnings"][0]["code"], "identity_code_temporary");
            assert_eq!(answer["warnings"][0]["pointer"], "/children/0/personal_identity_code");
            let [child, unborn] = answer["cases"].as_array().unwrap().as_slice() else { panic!("two cases") };
            assert_eq!((&child["kind"], &unborn["kind"]), (&json!("child_welfare"), &json!("prenatal")));
            assert_eq!(child["start_by"], "2026-12-01");
            assert!(child["complete_by"].is_string());
            assert!(child["office"]["id"].is_string() && child["office"]["name"]["sv"].is_string());
            assert_eq!((&unborn["start_by"], &unborn["complete_by"]), (&Value::Null, &Value::Null));
            assert_eq!(stored(&app), 1);

            let status = body(api.get(&location).await).await;
            assert_eq!(status["status"], "received");
            assert_eq!(status["cases"].as_array().unwrap().len(), 2);
            assert!(!status.to_string().contains("Aino"));
        });
    }

    fn the_same_key_and_body_give_the_same_answer_and_another_body_is_a_conflict(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let first = body(api.file("key-1", &least()).await).await;
            app.clock.advance(chrono::TimeDelta::hours(3));
            let again = api.file("key-1", &least()).await;
            assert_eq!(again.status(), 201);
            assert_eq!(body(again).await, first);

            let request = api.request(reqwest::Method::POST, "/api/v1/reports").header("Idempotency-Key", "key-1");
            let in_swedish = request.header("Accept-Language", "sv").json(&least()).send().await.unwrap();
            assert_eq!(in_swedish.status(), 201, "the language of the answer is no part of the report");

            let mut other = least();
            other["concern"]["description"] = json!("Toinen asia.");
            let conflict = api.file("key-1", &other).await;
            assert_eq!(conflict.status(), 409);
            assert_eq!(body(conflict).await["code"], "idempotency_key_reused");
            assert_eq!(stored(&app), 1);

            let (_, token) = app.client("Toinen koulu");
            assert_eq!(api.by(&token).file("key-1", &other).await.status(), 201, "a key is the client's own");
            assert_eq!(stored(&app), 2);
        });
    }

    fn trying_out_stores_nothing(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let url = "/api/v1/reports?validate_only=true";
            let response = api.request(reqwest::Method::POST, url).json(&least()).send().await.unwrap();
            assert_eq!(response.status(), 200);
            let answer = body(response).await;
            assert!(answer["cases"][0]["office"]["name"]["fi"].is_string());
            assert_eq!(answer["warnings"], json!([]));

            let (_, token) = sandbox(&app);
            let response = api.by(&token).file("key-1", &least()).await;
            assert_eq!(response.status(), 200);
            assert_eq!(stored(&app), 0);
        });
    }

    fn who_reports_a_child_of_aland_is_told_who_answers_there(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            for residence in [json!({"municipality": "478"}), json!({"postal_code": "22100"})] {
                let mut report = least();
                report["children"][0]["residence"] = residence.clone();
                let answer = body(api.file(&residence.to_string(), &report).await).await;
                let warning = &answer["warnings"][0];
                assert_eq!(warning["pointer"], "/children/0/residence");
                assert_eq!(warning["code"], "aland_own_service");
                assert!(warning["detail"].as_str().unwrap().contains("KST"), "{answer}");
                assert!(answer["cases"][0]["office"].is_object(), "and it is read here: {answer}");
            }
            assert_eq!(body(api.file("espoo", &least()).await).await["warnings"], json!([]));
        });
    }

    fn a_protected_address_leaves_no_office_in_any_answer(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let mut report = least();
            report["guardians"] = json!([{"name": "Helmi Mallinen", "protected_address": true}]);
            let url = "/api/v1/reports?validate_only=true";
            let preview = api.request(reqwest::Method::POST, url).json(&report).send().await.unwrap();
            let receipt = api.file("key-1", &report).await;
            for answer in [body(preview).await, body(receipt).await] {
                assert_eq!(answer["cases"][0]["office"], Value::Null);
                assert!(!answer.to_string().contains("Espoo"), "{answer}");
            }
        });
    }

    fn only_the_organisation_that_filed_a_report_is_told_of_it(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let answer = body(api.file("key-1", &least()).await).await;
            let path = format!("/api/v1/reports/{}", answer["reference"].as_str().unwrap());
            let (_, token) = app.client("Toinen koulu");
            let foreign = api.by(&token).get(&path).await;
            assert_eq!(foreign.status(), 404);
            let absent = api.get("/api/v1/reports/LS-0000-0000").await;
            assert_eq!(absent.status(), 404);
            assert_eq!(foreign.text().await.unwrap(), absent.text().await.unwrap());
            assert_eq!(api.get("/api/v1/reports/x").await.status(), 404);
        });
    }

    fn a_birth_date_of_today_is_no_future(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let mut report = least();
            report["children"][0]["birth_date"] = json!(today(&app));
            assert_eq!(api.file("key-1", &report).await.status(), 201);
        });
    }
}
