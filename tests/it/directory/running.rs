//! What runs goes by the new directory within seconds, without a restart.

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use huoli::clock::SystemClock;
use huoli::store::schema::offices;
use huoli::store::{StoreError, directory};
use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};

use super::{command, desk, done, exported, import, run};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::process::{CLIENT, Running, huoli, send};

/// Longer than anybody waits.
const SOON: Duration = Duration::from_secs(30);

/// To which office a report about a child under 02770 Espoo would go now.
fn goes_to(address: &str, token: &str) -> String {
    let request = CLIENT
        .post(format!("{address}api/v1/reports?validate_only=true"))
        .bearer_auth(token)
        .header("Idempotency-Key", "a")
        .json(&json!({
            "reporter": {"authority": "education", "organisation": "M", "name": "O", "phone": "1"},
            "children": [{"residence": {"municipality": "049", "postal_code": "02770"}}],
            "concern": {"description": "x"}
        }));
    let (status, _, text) = send(request);
    assert_eq!(status, StatusCode::OK, "{text}");
    let answer: Value = serde_json::from_str(&text).unwrap();
    let name = &answer["cases"][0]["office"]["name"]["fi"];
    name.as_str().unwrap_or_else(|| panic!("{text}")).to_owned()
}

on_both! {
    fn a_running_service_routes_by_the_new_rules(db: TestDb) {
        let app = TestApp::new(db);
        let folder = desk(&app);
        let here = folder.path();
        let (_, token) = app.client("Mallilan koulu");
        let mut serve = huoli(here, &["serve", "--no-jobs"]);
        serve
            .env("HUOLI_DATABASE__URL", app.db.service_url())
            .env("HUOLI_KEYS__FILE", here.join("huoli.keys"))
            .env("HUOLI_SERVER__BIND", "127.0.0.1:0");
        let (running, line) = Running::start(serve);
        let address = line.trim().rsplit(' ').next().unwrap().to_owned();
        assert_eq!(goes_to(&address, &token), "Espoon keskuksen lastensuojelu");

        let file = exported(here, &app);
        let file = file.replace("postal_code,02770,,espoon-keskus", "postal_code,02770,,uusi");
        let file = format!("{file}office,03,uusi,regional,Uusi toimisto,Ny byrå,,,,,,,uusi@espoo.example,,,,,,\n");
        import(here, &app, &file);
        let begun = Instant::now();
        while goes_to(&address, &token) != "Uusi toimisto" {
            assert!(begun.elapsed() < SOON, "the service still goes by the old rules");
            std::thread::sleep(Duration::from_millis(50));
        }
        // It can seal for the new office too.
        let request = CLIENT
            .post(format!("{address}api/v1/reports"))
            .bearer_auth(&token)
            .header("Idempotency-Key", "b")
            .json(&json!({
                "reporter": {"authority": "education", "organisation": "M", "name": "O", "phone": "1"},
                "children": [{"residence": {"municipality": "049", "postal_code": "02770"}}],
                "concern": {"description": "x"}
            }));
        let (status, _, receipt) = send(request);
        assert_eq!(status, StatusCode::CREATED, "{receipt}");
        assert!(receipt.contains("Uusi toimisto"), "{receipt}");
        let (code, _, log, _) = running.stop(Signal::TERM);
        assert_eq!(code, Some(0), "{log}");
        assert!(log.contains("the directory of offices was read anew"), "{log}");
    }

    fn a_directory_that_cannot_be_read_leaves_the_last_one_in_use(db: TestDb) {
        let app = TestApp::new(db);
        let office = |app: &huoli::intake::App| {
            let directory = app.directory();
            let found = directory.rules.offices().find(|office| office.code.as_str() == "leppavaara").cloned();
            found.expect("the office is there")
        };
        let before = office(&app);
        let spoil = |phones: &'static str| {
            app.store
                .write("spoil", move |tx| -> Result<(), StoreError> {
                    diesel::update(offices::table.filter(offices::code.eq("leppavaara")))
                        .set(offices::phones.eq(phones))
                        .execute(tx.conn())?;
                    directory::bump_version(tx)
                })
                .unwrap();
        };
        spoil("nobody wrote this");
        assert!(app.catch_up().is_err() && app.catch_up().is_err(), "it is tried again");
        assert_eq!(office(&app), before);
        spoil("000 000 0999");
        assert!(app.catch_up().unwrap());
        assert_eq!(office(&app).phones.to_string(), "000 000 0999");
    }

    fn an_office_is_at_work_once_it_has_a_mailbox_and_a_reader(db: TestDb) {
        let app = TestApp::new(db);
        let folder = desk(&app);
        let here = folder.path();
        let other = TestApp::open(&app.db, &app.ring, Arc::new(SystemClock));
        let file = exported(here, &app);
        import(here, &app, &format!("{file}office,03,uusi,regional,Uusi toimisto,Ny byrå,,,,,,,uusi@espoo.example,,,,,,\n"));
        let active = |app: &huoli::intake::App| {
            let offices = app.store.read("look", directory::offices).unwrap();
            let found = offices.into_iter().find(|office| office.code.as_str() == "uusi");
            found.expect("the office is there").active_since.is_some()
        };
        assert!(other.catch_up().unwrap() && !other.catch_up().unwrap(), "once");
        assert!(!active(&other));
        let added = ["staff", "add", "--user", "sari", "--name", "Sari Mallinen", "--role", "social_worker", "--office", "uusi"];
        done(here, &app, &added);
        assert!(active(&other));
        assert!(other.catch_up().unwrap(), "other processes hear of it");
        let shown = other.directory();
        let office = shown.rules.offices().find(|office| office.code.as_str() == "uusi");
        assert!(office.unwrap().active_since.is_some());
        let listed = done(here, &app, &["offices", "mailbox", "uusi"]);
        assert!(listed.contains("uusi@espoo.example"), "{listed}");
        let (code, _, _) = run(here, &app, &["offices", "export", "--county", "99"]);
        assert_eq!(code, Some(2));
        assert!(command(here, &app, &["route", "--municipality", "049", "--json"]).output().unwrap().status.success());
    }
}
