//! What workers write stays where they wrote it: no word of an assessment, a notice, a decision or a party's request stands in a log
//! line of the program, on a page of the read log, or in a file of it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use actix_web::rt::System;
use chrono::TimeDelta;
use huoli::clock::{Clock, SystemClock};
use huoli::domain::access::Role;
use huoli::domain::helsinki::civil_date;
use huoli::store::seal::key_file;
use reqwest::redirect::Policy;
use serde_json::Value;

use super::assessment::{fill, logged, started};
use super::party_copy::{FOR_A_GUARDIAN, draft_of};
use super::{Browser, Site, about, espoo, later, notice_log, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::process::{done, huoli};

/// The program; it ends with the story, however that ends.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program on the database of `app`, telling everything that it ever tells into `lines`, and gives its address.
fn serve(folder: &Path, app: &TestApp, lines: &Path) -> (Served, String) {
    let url = app.db.service_url();
    let settings = format!(
        "[database]\nurl = {url:?}\n[keys]\nfile = \"huoli.keys\"\n[server]\nbind = \"127.0.0.1:0\"\n\
         [log]\nlevel = \"trace\"\nformat = \"json\"\n"
    );
    std::fs::write(folder.join("huoli.toml"), settings).expect("settings");
    let mut child = huoli(folder, &["serve"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(lines).expect("a file"))
        .spawn()
        .expect("the program starts");
    let out = child.stdout.take().expect("its output is ours");
    let served = Served(child);
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line).expect("it prints");
    let address = line.trim().rsplit(' ').next().expect("an address");
    (served, address.trim_end_matches('/').to_owned())
}

/// Works on the only case from the first note to the end of its assessment, every text with a canary in it.
async fn worked_on(app: &TestApp, browser: &Browser<'_>, case: &str) {
    let day = |back: i64| civil_date(app.clock.now() - TimeDelta::days(back)).to_string();
    let (today, yesterday) = (day(0), day(1));
    let path = format!("{case}/assessment");
    let page = browser.get(&path).await;
    let note = [("note_text", "kanarialintu-muistiinpano")];
    assert_eq!(fill(browser, &path, &page, "note", &note).await.status, 303);
    let contact = [
        ("contact_with", "child"),
        ("contact_channel", "meeting"),
        ("contact_result", "reached"),
        ("contact_note", "kanarialintu-yhteydenotto"),
        ("contact_date", &yesterday),
        ("contact_time", "12"),
    ];
    let page = browser.get(&path).await;
    let told = fill(browser, &path, &page, "contact", &contact).await;
    assert_eq!(told.status, 303, "{}", told.words());
    let notices = format!("{case}/notices");
    let page = browser.get(&notices).await;
    let withheld = [
        ("told", "no"),
        ("ground", "child_interest"),
        ("text", "kanarialintu-peruste"),
        ("again", "1.1.2099"),
    ];
    let told = notice_log::record(browser, &notices, &page, "child0", &withheld).await;
    assert_eq!(told.status, 303, "{}", told.words());
    let page = browser.get(&notices).await;
    let somebody = [
        ("name", "kanarialintu-henkilo"),
        ("told", "yes"),
        ("channel", "letter"),
    ];
    let told = notice_log::record(browser, &notices, &page, "new", &somebody).await;
    assert_eq!(told.status, 303, "{}", told.words());
    let page = browser.get(&notices).await;
    let guardian = [("told", "yes"), ("channel", "call")];
    let told = notice_log::record(browser, &notices, &page, "guardian0", &guardian).await;
    assert_eq!(told.status, 303, "{}", told.words());
    let page = browser.get(&path).await;
    let finish = [
        ("finish_outcome", "no_need"),
        ("finish_on", today.as_str()),
        ("finish_reason", "kanarialintu-tulos"),
    ];
    let told = fill(browser, &path, &page, "finish", &finish).await;
    assert_eq!(told.status, 303, "{}", told.words());
}

/// Sends a draft of a copy back and refuses a request, with a canary in each text.
async fn answered(chief: &Browser<'_>, worker: &Browser<'_>, case: &str) {
    let list = format!("{case}/party-copy");
    let page = worker.get(&list).await;
    let draft = draft_of(worker, &list, &page, &FOR_A_GUARDIAN).await;
    let copy = draft.location().rsplit('/').next().expect("an id").to_owned();
    let path = format!("{list}/{copy}");
    let page = chief.get(&path).await;
    let back = [("back_why", "kanarialintu-korjattavaa")];
    assert_eq!(fill(chief, &path, &page, "back", &back).await.status, 303);
    let page = chief.get(&list).await;
    let refused = [
        ("refuse_who", "guardian"),
        ("refuse_asked", "kanarialintu-pyydetty"),
        ("refuse_on", "1.11.2026"),
        ("refuse_ground", "child_interest"),
        ("refuse_why", "kanarialintu-kielto"),
        ("refuse_sure", "yes"),
    ];
    let told = fill(chief, &list, &page, "refuse", &refused).await;
    assert_eq!(told.status, 303, "{}", told.words());
}

on_both! {
    fn no_word_that_a_worker_writes_stands_in_any_log(db: TestDb) {
        let app = TestApp::new(db);
        let folder = tempfile::tempdir().expect("a folder");
        let here = folder.path();
        key_file::create(&here.join("huoli.keys"), &app.ring).expect("the keys");
        // The program has the clock of the machine.
        later(&app, SystemClock.now() - app.clock.now());
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&office]);
        let arja = worker(&app, "arja", Role::Auditor, &[&office]);
        let reference = app.file(&about("kanarialintu-huoli")).cases[0].reference.clone();
        let lines = here.join("lines.jsonl");
        let (served, url) = serve(here, &app, &lines);
        let http = reqwest::Client::builder().redirect(Policy::none()).build().expect("a client");
        let site = Site { url, http };
        System::new().block_on(async {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let chief = site.signed_in(&app, &leena).await;
            answered(&chief, &browser, &case).await;
            worked_on(&app, &browser, &case).await;
            let page = browser.get(&format!("{case}/assessment")).await;
            assert!(page.text.contains("kanarialintu-muistiinpano"), "where it was written it stands: {}", page.words());

            let auditor = site.signed_in(&app, &arja).await;
            let mut read = vec![browser.get("/staff/log/own").await, chief.get("/staff/log/office").await];
            for query in ["", "?person=saara", "?person=saara&print=yes"] {
                read.push(auditor.get(&format!("/staff/log{query}")).await);
            }
            read.push(auditor.get(&format!("/staff/log?case={reference}&print=yes")).await);
            auditor.get("/staff/log").await;
            for go in ["csv", "json"] {
                read.push(auditor.post("/staff/log", &[("case", reference.as_str()), ("go", go)]).await);
                auditor.get("/staff/log").await;
            }
            for page in read {
                assert_eq!(page.status, 200);
                assert!(page.text.contains(&reference), "the rows are there: {}", page.words());
                assert!(!page.text.contains("anarialintu"), "{}", page.words());
            }
        });
        for asked in [["--case", reference.as_str()], ["--person", "saara"]] {
            let told = done(here, &[&["log", "export"], &asked[..]].concat());
            assert!(told.contains("assessment finished") && !told.contains("anarialintu"), "{told}");
        }
        for action in ["note_added", "contact_added", "assessment_finished", "party_copy_sent_back", "party_request_refused"] {
            assert_eq!(logged(&app, action), 1, "{action}");
        }
        assert_eq!(logged(&app, "notice_recorded"), 3);
        drop(served);
        let lines = std::fs::read_to_string(&lines).expect("the lines");
        let told: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        for route in ["/staff/cases/{id}/assessment", "/staff/cases/{id}/notices", "/staff/cases/{id}/party-copy"] {
            assert!(told.iter().any(|line| line["http.route"] == route), "{route} has its lines");
        }
        assert!(told.iter().any(|line| line["message"] == "transaction ended"), "the finest lines are there");
        let found = lines.lines().find(|line| line.to_lowercase().contains("anarialintu"));
        assert_eq!(found, None);
    }
}
