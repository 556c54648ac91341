//! A system reads the workers' questions and answers them.

use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope};
use huoli::domain::language::Language;
use huoli::domain::text::Text;
use huoli::ids::{IdSource, OsIds};
use huoli::intake::add_staff::{self, NewPassword, NewStaff};
use huoli::intake::mailbox::ask_reporter::{self, Asked};
use huoli::intake::session::Session;
use huoli::store::StoreError;
use huoli::store::schema::cases;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::{Api, body, least, served};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

/// Asks about the only case.
fn ask(app: &TestApp, text: &str) {
    let (case, office, county): (String, String, String) = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .select((cases::id, cases::office, cases::county))
                .first(tx.conn())?)
        })
        .expect("a case");
    let office = huoli::domain::office::OfficeId(office.parse().unwrap());
    let county = huoli::domain::places::CountyCode::parse(&county).unwrap();
    let new = NewStaff {
        county,
        offices: vec![office],
        user_name: format!("kysyja-{}", OsIds.uuid().simple()),
        display_name: "Kanarialintu Kysyjä".to_owned(),
        role: Role::SocialWorker,
        social_worker: true,
        language: Language::Fi,
        password: NewPassword::Random,
    };
    let added = add_staff::add(app, new).expect("the account is added");
    let session = Session {
        id: OsIds.uuid(),
        user_name: added.user_name,
        display_name: String::new(),
        language: Language::Fi,
        accesskeys: true,
        quick_triage: false,
        scope: Scope {
            staff: added.id,
            county,
            role: Role::SocialWorker,
            social_worker: true,
            offices: vec![office],
            exceptions: huoli::domain::access::Exceptions::default(),
        },
        proven_at: None,
    };
    let text = Text::parse(text, 2_000).unwrap().unwrap();
    let asked = ask_reporter::ask(app, &session, case.parse().unwrap(), &text, "p", app.clock.now());
    assert_eq!(asked, Ok(Asked::Sent));
}

/// Sends `text` under `key`.
async fn send(api: &Api, path: &str, key: &str, document: &Value) -> Response {
    let request = api.request(Method::POST, path).header("Idempotency-Key", key);
    request.json(document).send().await.expect("an answer")
}

on_both! {
    fn questions_are_read_and_answered_once(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let reference = body(api.file("key-1", &least()).await).await["reference"].as_str().unwrap().to_owned();
            let report = format!("/api/v1/reports/{reference}");
            let path = format!("{report}/messages");
            assert_eq!(body(api.get(&path).await).await, json!({"reference": reference, "messages": []}));
            ask(&app, "Milloin näitte lapsen viimeksi?");
            let status = body(api.get(&report).await).await;
            assert_eq!((&status["status"], &status["cases"][0]["status"]), (&json!("question"), &json!("question")));
            let listed = body(api.get(&path).await).await;
            let question = &listed["messages"][0];
            assert_eq!((&question["kind"], &question["answered"]), (&json!("question"), &json!(false)));
            assert_eq!((&question["text"], &question["sent_on"]), (&json!("Milloin näitte lapsen viimeksi?"), &json!("2026-11-20")));
            assert!(!listed.to_string().contains("Kanarialintu"), "no worker is named");

            let answer = json!({"text": "Eilen koulussa."});
            let first = send(&api, &path, "a-1", &answer).await;
            assert_eq!(first.status(), 201);
            let first = body(first).await;
            assert_eq!(body(send(&api, &path, "a-1", &answer).await).await, first, "sent twice, stored once");
            let conflict = send(&api, &path, "a-1", &json!({"text": "Muuta."})).await;
            assert_eq!(conflict.status(), 409);
            assert_eq!(body(conflict).await["code"], "idempotency_key_reused");
            let listed = body(api.get(&path).await).await;
            let all = listed["messages"].as_array().unwrap();
            assert_eq!(all.len(), 2);
            assert_eq!((&all[0]["answered"], &all[1]["kind"], &all[1]["answered"]), (&json!(true), &json!("answer"), &Value::Null));
            assert_eq!(all[1]["id"], first["id"]);
            assert_eq!(body(api.get(&report).await).await["status"], "received", "nobody has opened it");
        });
    }

    fn only_the_organisation_that_filed_it_reads_and_writes(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let reference = body(api.file("key-1", &least()).await).await["reference"].as_str().unwrap().to_owned();
            let path = format!("/api/v1/reports/{reference}/messages");
            let (_, token) = app.client("Toinen koulu");
            let other = api.by(&token);
            let foreign = other.get(&path).await;
            let absent = other.get("/api/v1/reports/LS-0000-0000/messages").await;
            assert_eq!((foreign.status().as_u16(), absent.status().as_u16()), (404, 404));
            assert_eq!(foreign.text().await.unwrap(), absent.text().await.unwrap());
            let text = json!({"text": "Moi"});
            assert_eq!(send(&other, &path, "k", &text).await.status(), 404);
            assert_eq!(send(&api.by("hu_x"), &path, "k", &text).await.status(), 401);
            assert_eq!(body(api.get(&path).await).await["messages"], json!([]));
        });
    }

    fn a_message_is_refused_with_every_fault_and_once_the_messages_have_ended(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let reference = body(api.file("key-1", &least()).await).await["reference"].as_str().unwrap().to_owned();
            let report = format!("/api/v1/reports/{reference}");
            let path = format!("{report}/messages");
            let wrong = send(&api, &path, "k", &json!({"txt": "Moi"})).await;
            assert_eq!(wrong.status(), 422);
            let wrong = body(wrong).await;
            assert_eq!(wrong["errors"].as_array().unwrap().len(), 2, "{wrong}");
            let keyless = api.request(Method::POST, &path).json(&json!({"text": "Moi"})).send().await.unwrap();
            assert_eq!(keyless.status(), 400);
            assert_eq!(api.request(Method::DELETE, &path).send().await.unwrap().headers()["allow"], "GET, HEAD, POST");
            app.clock.advance_to(at("2027-02-19T00:01"));
            let late = send(&api, &path, "k", &json!({"text": "Moi"})).await;
            assert_eq!(late.status(), 409);
            assert_eq!(body(late).await["code"], "messages_ended");
            assert_eq!(body(api.get(&report).await).await["status"], "closed");
        });
    }
}
