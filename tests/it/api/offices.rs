//! `GET /api/v1/offices`: who gets a report from a place, and who answers.

use serde_json::{Value, json};

use super::{Api, body, served};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// The answer to a query, asked without a token.
async fn ask(api: &Api, query: &str) -> (u16, Value) {
    let request = api.http.get(format!("{}/api/v1/offices?{query}", api.url));
    let response = request.send().await.expect("an answer");
    (response.status().as_u16(), body(response).await)
}

on_both! {
    fn a_place_names_its_offices_and_who_answers(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let (status, one) = ask(&api, "municipality=049&postal_code=02770").await;
            assert_eq!((status, &one["decided"], &one["emergency"]), (200, &json!(true), &json!("112")));
            assert_eq!(one["county"]["code"], "03");
            let office = &one["offices"][0];
            assert_eq!(office["code"], "espoon-keskus");
            assert_eq!(office["hours"], "Mo-Fr 08:00-16:00; eve 08:00-12:00");
            assert_eq!(office["phones"][0], json!({"number": "000 000 0104", "audience": "anyone", "purpose": "child_welfare"}));
            assert_eq!(
                office["now"],
                json!({"open": true, "until": "2026-11-20T16:00:00+02:00", "opens": null, "answered_by": "office", "phone": "000 000 1104"}),
                "a professional's number comes first"
            );
            assert_eq!(one["duty"]["phones"][0]["number"], "000 000 2103");

            let (_, night) = ask(&api, "municipality=Esbo&at=2026-12-24T18:00").await;
            assert_eq!(night["decided"], false);
            assert!(night["offices"].as_array().unwrap().len() >= 4);
            assert_eq!(
                night["offices"][0]["now"],
                json!({"open": false, "until": null, "opens": "2026-12-28T08:00:00+02:00", "answered_by": "duty", "phone": "000 000 2103"})
            );
            assert!(night["offices"].as_array().unwrap().iter().all(|office| {
                office["areas"].as_array().is_some_and(|areas| !areas.is_empty()) || office["only_for"] == json!(["area_unknown"])
            }));
        });
    }

    fn what_is_not_sure_is_asked_and_what_is_wrong_is_a_problem(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let (status, several) = ask(&api, "municipality=Espo").await;
            assert_eq!((status, &several["offices"]), (200, &json!([])));
            assert_eq!(several["candidates"][0]["code"], "049");
            let (_, aland) = ask(&api, "municipality=Mariehamn").await;
            assert_eq!(aland["offices"], json!([]));
            assert_eq!(aland["contact"], json!({"name": "KST", "website": "https://www.kst.ax"}));
            for (query, status, code) in [
                ("municipality=xyzzy", 404, "not_found"),
                ("postal_code=99999", 404, "not_found"),
                ("", 400, "query"),
                ("municipality=049&at=yesterday", 400, "query"),
                ("town=Espoo", 400, "query"),
            ] {
                let (found, problem) = ask(&api, query).await;
                assert_eq!((found, problem["code"].as_str()), (status, Some(code)), "{query}");
                assert!(!problem["detail"].as_str().unwrap().is_empty());
            }
        });
    }
}
