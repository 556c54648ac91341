//! Requests that are refused say everything that is wrong, in the language of the client, and leave nothing behind.

use reqwest::Method;
use serde_json::json;

use super::{Api, body, least, served, stored};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// Sends `body` as it is.
async fn send(api: &Api, content_type: &str, body: impl Into<reqwest::Body>) -> reqwest::Response {
    let request = api
        .request(Method::POST, "/api/v1/reports")
        .header("Idempotency-Key", "key");
    request
        .header("Content-Type", content_type)
        .body(body)
        .send()
        .await
        .expect("an answer")
}

on_both! {
    fn every_fault_is_told_at_once_by_pointer_and_language(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let report = json!({
                "reporter": {"authority": "school", "organisation": "Mallila", "phone": "050 000 0000"},
                "children": [{"personal_identity_code": "010516B903Y", "firstName": "Aino", "protected_address": "no",
                    "residence": {"municipality": "999"}}],
                "concern": {"description": " "},
            });
            let request = api.request(Method::POST, "/api/v1/reports").header("Idempotency-Key", "key");
            let response = request.header("Accept-Language", "sv").json(&report).send().await.unwrap();
            assert_eq!(response.status(), 422);
            assert_eq!(response.headers()["content-type"], "application/problem+json");
            let problem = body(response).await;
            let told: Vec<_> = problem["errors"].as_array().unwrap().iter()
                .map(|error| format!("{} {}", error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap()))
                .collect();
            assert_eq!(told, [
                "/children/0/firstName unknown_member",
                "/children/0/personal_identity_code check_character",
                "/children/0/protected_address wrong_type",
                "/children/0/residence/municipality municipality_unknown",
                "/concern/description required",
                "/reporter/authority unknown_code",
                "/reporter/name required",
            ]);
            assert_eq!(problem["errors"][0]["detail"], "Det finns inget sådant fält. Menade du first_names?");
            assert_eq!(stored(&app), 0);
        });
    }

    fn a_head_that_is_not_right_is_refused_before_the_body_is_read(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let url = format!("{}/api/v1/reports", api.url);
            let nobody = api.http.post(&url).header("Idempotency-Key", "k").json(&least()).send().await.unwrap();
            assert_eq!(nobody.status(), 401);
            assert_eq!(nobody.headers()["www-authenticate"], "Bearer realm=\"huoli\"");
            let unknown = api.by("hu_wrong").file("k", &least()).await;
            assert_eq!(unknown.status(), 401);
            assert!(unknown.headers()["www-authenticate"].to_str().unwrap().contains("invalid_token"));

            let without = api.request(Method::POST, "/api/v1/reports").json(&least()).send().await.unwrap();
            assert_eq!((without.status().as_u16(), body(without).await["code"].clone()), (400, json!("idempotency_key")));
            let query = api.request(Method::POST, "/api/v1/reports?validateOnly=true");
            let query = query.header("Idempotency-Key", "k").json(&least()).send().await.unwrap();
            assert_eq!((query.status().as_u16(), body(query).await["code"].clone()), (400, json!("query")));
            assert_eq!(stored(&app), 0);
        });
    }

    fn a_body_that_is_no_json_of_bearable_size_is_refused(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let json_type = "application/json";
            for (content_type, sent, status, code) in [
                (json_type, b"{\"children\": [".to_vec(), 400, "json"),
                (json_type, b"{\"a\": \"\xff\"}".to_vec(), 400, "not_utf8"),
                (json_type, b"{\"children\": [], \"children\": []}".to_vec(), 400, "member_twice"),
                (json_type, "[".repeat(200_000).into_bytes(), 400, "json"),
                (json_type, b"null".to_vec(), 422, "invalid"),
                ("text/plain", b"{}".to_vec(), 415, "media_type"),
                (json_type, vec![b' '; 1024 * 1024 + 1], 413, "too_large"),
            ] {
                let response = send(&api, content_type, sent).await;
                assert_eq!(response.status().as_u16(), status, "{code}");
                assert_eq!(response.headers()["content-type"], "application/problem+json", "{code}");
                assert_eq!(body(response).await["code"], code);
            }
            assert_eq!(stored(&app), 0);
        });
    }

    fn other_methods_and_paths_are_told_as_problems(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let put = api.request(Method::PUT, "/api/v1/reports").send().await.unwrap();
            assert_eq!((put.status().as_u16(), put.headers()["allow"].to_str().unwrap()), (405, "POST"));
            let absent = api.get("/api/v1/secrets").await;
            assert_eq!((absent.status().as_u16(), body(absent).await["code"].clone()), (404, json!("not_found")));
        });
    }
}
