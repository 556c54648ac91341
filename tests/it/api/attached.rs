//! A report with files from a professional's system.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::{Api, least, served};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::parts;
use crate::harness::pictures::{document, photo};
use crate::public::attachments::stored;

async fn file(api: &Api, query: &str, fields: &[(&str, String)], files: &[(&str, &[u8])]) -> Response {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    api.request(Method::POST, &format!("/api/v1/reports{query}"))
        .header("Idempotency-Key", "key-1")
        .header("Content-Type", parts::content_type())
        .header("Accept-Language", "en")
        .body(parts::body(&fields, files, &[]))
        .send()
        .await
        .expect("an answer")
}

on_both! {
    fn files_come_as_parts_beside_the_report(db: TestDb) {
        let app = TestApp::new(db);
        let (photo, letter) = (photo(), document("Matti Mallinen"));
        served(&app, async |api| {
            let report = least().to_string();
            let fields = [("report", report.clone()), ("keep_image_data", "true".to_owned())];
            let files: [(&str, &[u8]); 2] = [("kuva.jpg", &photo), ("kirje.pdf", &letter)];
            let checked = file(&api, "?validate_only=true", &fields, &files).await;
            assert_eq!(checked.status(), 200);
            assert_eq!(stored(&app), [0; 4], "only checked");
            let first = file(&api, "", &fields, &files).await;
            assert_eq!(first.status(), 201);
            let first: Value = first.json().await.unwrap();
            assert_eq!(stored(&app), [1, 2, 2, 0]);
            let again = file(&api, "", &fields, &files).await;
            assert_eq!(again.status(), 201);
            assert_eq!(again.json::<Value>().await.unwrap()["reference"], first["reference"]);
            assert_eq!(stored(&app), [1, 2, 2, 0], "the second set is deleted");
            let other = file(&api, "", &fields, &files[..1]).await;
            assert_eq!(other.status(), 409, "other files are another body");
            let stripped = [("report", report)];
            assert_eq!(file(&api, "", &stripped, &files).await.status(), 409, "another wish too");
            assert_eq!(stored(&app), [1, 2, 2, 0]);
        });
    }

    fn what_is_wrong_with_a_file_is_told_by_its_place(db: TestDb) {
        let app = TestApp::new(db);
        let photo = photo();
        let eleven: Vec<(&str, &[u8])> = vec![("kuva.jpg", &photo); 11];
        served(&app, async |api| {
            let report = least().to_string();
            let good = [("report", report.clone())];
            for (files, status, code, pointer) in [
                (vec![("a.jpg", &photo[..]), ("b.exe", b"MZ executable")], 422, "file_type", "/attachments/1"),
                (vec![("a.jpg", &photo[..30])], 422, "file_unreadable", "/attachments/0"),
                (eleven, 413, "files_too_many", "/attachments/10"),
            ] {
                let answer = file(&api, "", &good, &files).await;
                assert_eq!(answer.status(), status, "{code}");
                let problem: Value = answer.json().await.unwrap();
                assert_eq!(problem["code"], code);
                assert_eq!(problem["errors"][0]["pointer"], pointer);
                assert_eq!(stored(&app), [0; 4], "{code}");
            }
            for (what, fields, status, code) in [
                ("no report", vec![], 400, "part"),
                ("two reports", vec![("report", report.clone()), ("report", report.clone())], 400, "part"),
                ("an unknown part", vec![("report", report.clone()), ("raport", "x".to_owned())], 400, "part"),
                ("a wish that is none", vec![("report", report.clone()), ("keep_image_data", "maybe".to_owned())], 400, "part"),
                ("no JSON", vec![("report", "{".to_owned())], 400, "json"),
                ("a faulty report", vec![("report", json!({}).to_string())], 422, "invalid"),
            ] {
                let answer = file(&api, "", &fields, &[("kuva.jpg", &photo)]).await;
                assert_eq!(answer.status(), status, "{what}");
                assert_eq!(answer.json::<Value>().await.unwrap()["code"], code, "{what}");
                assert_eq!(stored(&app), [0; 4], "{what}");
            }
        });
    }
}
