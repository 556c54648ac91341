//! Text that breaks programs, in every member of a report: it is taken or refused at its member, and nothing fails.

use reqwest::Method;
use serde_json::{Value, json};

use super::{body, least, served, stored};
use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::naughty::{NAUGHTY, fit, free_texts, put, strings};

const TRY: &str = "/api/v1/reports?validate_only=true";

#[test]
fn every_text_of_the_list_is_taken_in_every_member_for_free_text() {
    let app = TestApp::new(TestDb::sqlite());
    served(&app, async |api| {
        let (fit, members) = (fit(), free_texts());
        for begin in 0..fit.len() {
            let mut report = least();
            report["unborn_child"] = json!({"parents": [{"role": "mother"}]});
            for (info, text) in members.iter().zip(fit.iter().cycle().skip(begin)) {
                put(&mut report, info, text);
            }
            let response = api.request(Method::POST, TRY).json(&report).send().await;
            let response = response.expect("an answer");
            assert_eq!(
                response.status(),
                200,
                "{report}: {}",
                response.text().await.unwrap()
            );
        }
    });
}

#[test]
fn every_text_of_the_list_is_refused_in_words_where_it_has_no_place() {
    let app = TestApp::new(TestDb::sqlite());
    served(&app, async |api| {
        let members = strings();
        for begin in 0..NAUGHTY.len() {
            let mut report = json!({});
            for (info, text) in members.iter().zip(NAUGHTY.iter().cycle().skip(begin)) {
                put(&mut report, info, text);
            }
            let response = api.file(&format!("key-{begin}"), &report).await;
            let status = response.status();
            let answer = body(response).await;
            assert_eq!(status, 422, "{answer}");
            let errors = answer["errors"].as_array().expect("what is wrong");
            for error in errors {
                let pointer = error["pointer"].as_str().expect("where it is");
                assert!(
                    report.pointer(pointer).is_some_and(|there| *there != Value::Null),
                    "{pointer}"
                );
            }
        }
        // As a name, as a whole body, as a key, as a place in the address.
        for text in NAUGHTY.iter() {
            let mut report = least();
            report[text] = json!(text);
            let response = api.file("named", &report).await;
            assert!(
                response.status().is_client_error(),
                "{text:?}: {}",
                response.status()
            );
            let request = api
                .request(Method::POST, TRY)
                .header("Content-Type", "application/json");
            let status = request
                .body(text.clone())
                .send()
                .await
                .expect("an answer")
                .status();
            assert!(status.is_client_error(), "{text:?}: {status}");
            let mut there = reqwest::Url::parse(&format!("{}/api/v1/offices", api.url)).expect("an address");
            there.query_pairs_mut().append_pair("municipality", text);
            let status = api
                .http
                .get(there)
                .bearer_auth(&api.token)
                .send()
                .await
                .expect("an answer")
                .status();
            assert!(!status.is_server_error(), "{text:?}: {status}");
        }
        assert_eq!(stored(&app), 0);
    });
}
