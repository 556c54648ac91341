//! Who is barred from a case: for them it is not there, whatever they may otherwise, and what tells of the same family is not
//! there either.

use std::sync::Barrier;

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::intake::WorkError;
use huoli::intake::conflict::{Lack, declare};
use huoli::store::StoreError;
use huoli::store::schema::{access_log, case_bars, cases, staff};
use huoli::store::staff::NO_PASSWORD;
use serde_json::{Value, json};

use super::assessment::{fill, state};
use super::recheck::chief;
use super::triage::decide;
use super::{Answer, Browser, Worker, about, espoo, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::log;

/// Id and reference of every case, the first that came first.
pub(super) fn all(app: &TestApp) -> Vec<(String, String)> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .order((cases::received_on, cases::received_hour, cases::position))
                .select((cases::id, cases::reference))
                .load(tx.conn())?)
        })
        .expect("the cases are read")
}

pub(super) fn assignee(app: &TestApp, case: &str) -> Option<String> {
    let case = case.to_owned();
    app.store
        .read("look", move |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .find(&case)
                .select(cases::assignee)
                .first(tx.conn())?)
        })
        .expect("the case is read")
}

fn logged(app: &TestApp, action: &str, result: &str) -> i64 {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.eq(action))
                .filter(access_log::result.eq(result))
                .count()
                .get_result(tx.conn())?)
        })
        .expect("the log is read")
}

/// A report about Aino, by whom she is found again.
pub(super) fn aino(children: usize) -> Value {
    let mut document = about("kanarialintu-huoli");
    document["children"] = (0..children)
        .map(|number| {
            json!({"first_names": format!("Aino {number}"), "last_name": "Mallinen", "birth_date": "2016-05-01",
                "residence": {"municipality": "049", "postal_code": "02770", "street_address": "Mallikatu 5"}})
        })
        .collect();
    document
}

/// What somebody sees of a case that does not exist, told for everything that one can do to a case.
pub(super) async fn try_everything(browser: &Browser<'_>, case: &str) -> Vec<(String, u16)> {
    browser.get("/staff/").await;
    let mut seen = Vec::new();
    for page in [
        "",
        "/same",
        "/assessment",
        "/notices",
        "/birth",
        "/conflict",
        "/files/1b4e28ba-2fa1-41d2-883f-0016d3cca428",
    ] {
        let answer = browser.get(&format!("/staff/cases/{case}{page}")).await;
        seen.push((format!("GET {page}"), answer.status));
    }
    browser.get("/staff/").await;
    let fields = [
        ("version", "0"),
        ("go", "save"),
        ("reason", "Riittävän pitkä syy tähän"),
        ("urgency", "urgent"),
        ("decision", "not_yet"),
        ("text", "Kysymys ilmoittajalle"),
        ("sending", "1b4e28ba-2fa1-41d2-883f-0016d3cca427"),
        ("person", "child1"),
    ];
    for action in [
        "/identity",
        "/same",
        "/triage",
        "/aside",
        "/assessment",
        "/notices",
        "/birth",
        "/confirm",
        "/recheck",
        "/question",
        "/conflict",
        "/restrict",
    ] {
        let answer = browser
            .post(&format!("/staff/cases/{case}{action}"), &fields)
            .await;
        seen.push((format!("POST {action}"), answer.status));
    }
    seen
}

/// Every list in which a case could stand.
pub(super) async fn lists(browser: &Browser<'_>) -> String {
    let mut all = String::new();
    for page in [
        "/staff/",
        "/staff/queue",
        "/staff/queue?view=mine",
        "/staff/queue?view=unassessed",
        "/staff/queue?view=urgent",
        "/staff/queue?view=proposed",
        "/staff/queue?view=recheck",
        "/staff/queue?view=running",
        "/staff/queue?due=2",
        "/staff/floods",
    ] {
        all.push_str(&browser.get(page).await.text);
    }
    browser.get("/staff/search").await;
    let wanted = [("purpose", "intake"), ("birth_date", "1.5.2016")];
    let found = browser.post("/staff/search", &wanted).await;
    assert_eq!(found.status, 200, "{}", found.words());
    all.push_str(&found.text);
    all
}

pub(super) async fn bar(browser: &Browser<'_>, case: &str, whom: &Worker, ground: &str) -> Answer {
    let page = format!("/staff/cases/{case}/conflict");
    browser.get(&page).await;
    let id = whom.account.id.to_string();
    let fields = [
        ("go", "bar_worker"),
        ("bar_person", &*id),
        ("bar_user_name", ""),
        ("bar_ground", ground),
    ];
    browser.post(&page, &fields).await
}

on_both! {
    fn who_is_barred_finds_no_trace_of_the_case(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
        // Two children of one report, and an older report about the same child.
        app.file(&aino(1));
        later(&app, TimeDelta::days(1));
        app.file(&aino(2));
        later(&app, TimeDelta::days(1));
        let mut other = about("Toinen huoli");
        other["children"][0]["birth_date"] = json!("2011-01-01");
        app.file(&other);
        let cases = all(&app);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let chief = site.signed_in(&app, &superior).await;
            let (old, (barred, reference), (sibling, _), last) = (&cases[0], &cases[1], &cases[2], &cases[3]);
            let before = lists(&browser).await;
            for (_, reference) in &cases {
                assert!(before.contains(reference.as_str()), "{reference}");
            }
            let all_of_it = browser.get(&format!("/staff/cases/{barred}")).await;
            assert!(all_of_it.words().contains("Sama sukunimi ja syntymäaika"), "{}", all_of_it.words());
            assert_eq!(browser.get("/staff/").await.words().matches("Arvioimatta: 4").count(), 1);

            let typed = bar(&chief, barred, &maija, "").await;
            assert_eq!(typed.status, 422, "without a ground nothing is closed");
            assert!(typed.words().contains("Valitse peruste."));
            assert_eq!(bar(&chief, barred, &maija, "party_or_close").await.status, 303);
            let page = chief.get(&format!("/staff/cases/{barred}/conflict")).await.words();
            assert!(page.contains("MAIJA Mallinen Hän tai hänen läheisensä on asianosainen"), "{page}");
            assert_eq!(logged(&app, "worker_barred", "done"), 1);

            // Like what was never there: page by page and action by action.
            let never = "7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11";
            let nothing = try_everything(&browser, never).await;
            assert!(nothing.iter().all(|(_, status)| *status != 200 && *status != 303), "{nothing:?}");
            for case in [barred, sibling] {
                assert_eq!(try_everything(&browser, case).await, nothing, "the sibling is in the same report");
            }
            let gone = browser.get(&format!("/staff/cases/{barred}")).await;
            let absent = browser.get(&format!("/staff/cases/{never}")).await;
            assert_eq!(gone.words(), absent.words());
            let after = lists(&browser).await;
            for (id, reference) in &cases[1..3] {
                assert!(!after.contains(reference.as_str()) && !after.contains(id.as_str()), "{reference} stands in a list");
            }
            assert!(after.contains(&old.1) && after.contains(&last.1), "the others stay");
            assert!(browser.get("/staff/").await.words().contains("Arvioimatta: 2"));
            let searched = [("purpose", "intake"), ("reference", reference.as_str())];
            browser.get("/staff/search").await;
            let found = browser.post("/staff/search", &searched).await.words();
            assert!(!found.contains("muualla"), "not even that there is something: {found}");
            let candidates = browser.get(&format!("/staff/cases/{}", old.0)).await.words();
            assert!(candidates.contains("Samasta lapsesta ei löytynyt muita asioita."), "{candidates}");

            // "Open next" gives the others alone.
            for _ in 0..6 {
                browser.get("/staff/").await;
                let next = browser.post("/staff/next", &[]).await;
                let to = next.location().to_owned();
                assert!(!to.contains(barred.as_str()) && !to.contains(sibling.as_str()), "{to}");
                if !to.contains("/cases/") {
                    break;
                }
                browser.get(to.trim_start_matches("..")).await;
            }
            // Nobody can give it to them either.
            chief.get("/staff/queue").await;
            let to = maija.account.id.to_string();
            let given = chief.post("/staff/queue", &[("case", barred.as_str()), ("to", &to)]).await;
            assert_eq!(given.status, 422, "{}", given.words());
            let page = chief.get(&format!("/staff/cases/{barred}")).await;
            assert!(!page.values("select[name=assignee] option").contains(&to), "nor is offered it");
            // A colleague sees all of it as before.
            let colleague = site.signed_in(&app, &saara).await;
            assert!(lists(&colleague).await.contains(reference.as_str()));

            // Taken back, it is there again.
            let page = format!("/staff/cases/{barred}/conflict");
            let held = chief.get(&page).await.values("input[name=bar]").remove(0);
            assert_eq!(chief.post(&page, &[("go", "lift"), ("bar", &held)]).await.status, 303);
            assert_eq!(chief.post(&page, &[("go", "lift"), ("bar", &held)]).await.status, 404, "once");
            assert_eq!(browser.get(&format!("/staff/cases/{barred}")).await.status, 200);
            assert!(lists(&browser).await.contains(reference.as_str()));
            assert_eq!(logged(&app, "bar_lifted", "done"), 1);
        });
    }

    fn a_worker_gives_a_case_away_by_one_button_and_somebody_else_has_it(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
        app.file(&aino(1));
        later(&app, TimeDelta::hours(1));
        app.file(&aino(1));
        let cases = all(&app);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let me = maija.account.id.to_string();
            // One case goes on into an assessment of hers, one stays in the queue.
            let path = format!("/staff/cases/{}", cases[0].0);
            let page = browser.get(&path).await;
            let version = page.values("input[name=version]").remove(0);
            let fields = [("version", version.as_str()), ("go", "save"), ("urgency", "not_urgent"),
                ("decision", "start_assessment"), ("assignee", &me)];
            assert_eq!(browser.post(&format!("{path}/triage"), &fields).await.status, 303);
            assert_eq!(assignee(&app, &cases[0].0).as_deref(), Some(&*me));
            for (case, _) in &cases {
                let path = format!("/staff/cases/{case}");
                assert!(browser.get(&path).await.words().contains("Esteellisyys"));
                let page = browser.get(&format!("{path}/conflict")).await;
                assert!(!page.words().contains("Sulje asia työntekijältä"), "barring others is not hers");
                assert_eq!(page.buttons("button[name=go]"), ["declare"]);
                let done = browser.post(&format!("{path}/conflict"), &[("go", "declare")]).await;
                assert!(done.location().ends_with("/staff/queue?done=declared"), "{}", done.location());
                assert_eq!(browser.get(&path).await.status, 404);
            }
            let queue = browser.get("/staff/queue?done=declared").await.words();
            assert!(queue.contains("Olet jäävännyt itsesi."), "{queue}");
            let lists = lists(&browser).await;
            assert!(cases.iter().all(|(_, reference)| !lists.contains(reference.as_str())));
            // What does not stand in the queue would be nobody's: another social worker has the assessment.
            assert_eq!(assignee(&app, &cases[0].0), Some(saara.account.id.to_string()), "the supervisor is none");
            assert_eq!(assignee(&app, &cases[1].0), None, "the queue has it");
            let next = site.signed_in(&app, &saara).await;
            assert!(next.get("/staff/queue?view=mine").await.references().contains(&cases[0].1));
            let superior = site.signed_in(&app, &superior).await;
            let page = superior.get(&format!("/staff/cases/{}/conflict", cases[0].0)).await.words();
            assert!(page.contains("MAIJA Mallinen Jääväsi itsensä"), "{page}");
            assert_eq!(logged(&app, "conflict_declared", "done"), 2);
        });
    }

    fn an_assessment_that_runs_goes_to_a_social_worker_alone(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
        app.file(&about("Huoli"));
        let case = all(&app).remove(0).0;
        served(&app, async |site| {
            let me = maija.account.id.to_string();
            let path = format!("/staff/cases/{case}");
            let page = format!("{path}/conflict");
            let browser = site.signed_in(&app, &maija).await;
            let fields = [("go", "save"), ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", &*me)];
            assert_eq!(decide(&browser, &path, &fields).await.status, 303);

            // The supervisor may not make it, and is the only one there.
            browser.get(&page).await;
            let refused = browser.post(&page, &[("go", "declare")]).await;
            assert_eq!(refused.status, 422);
            assert!(refused.words().contains("Kukaan muu ei voisi käsitellä asiaa."), "{}", refused.words());
            let boss = site.signed_in(&app, &superior).await;
            assert_eq!(bar(&boss, &case, &maija, "other_doubt").await.status, 422);
            assert_eq!(assignee(&app, &case), Some(me.clone()), "nothing was done");
            assert_eq!(browser.get(&path).await.status, 200);

            // One who is a social worker has it before others, though their name stands last.
            worker(&app, "aune", Role::SocialWorker, &[&office]);
            let signs = chief(&app, "ylva", &office);
            browser.get(&page).await;
            assert_eq!(browser.post(&page, &[("go", "declare")]).await.status, 303);
            assert_eq!(assignee(&app, &case), Some(signs.account.id.to_string()));
        });
    }

    fn an_assessment_whose_papers_were_given_away_goes_to_a_social_worker_too(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        worker(&app, "superior", Role::Supervisor, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        app.file(&about("Huoli"));
        let case = all(&app).remove(0).0;
        served(&app, async |site| {
            let path = format!("/staff/cases/{case}");
            let browser = site.signed_in(&app, &maija).await;
            assert_eq!(decide(&browser, &path, &[("go", "save"), ("urgency", "not_urgent"), ("decision", "start_assessment")]).await.status, 303);
            let moving = format!("{path}/transfer");
            let form = browser.get(&moving).await;
            let fields = [
                ("county", "91"), ("receiver", "Barnskyddet, Mariehamn"), ("handed_on", "20.11.2026"), ("handed_at", "13.30"), ("hand_reason", "Muutti"),
            ];
            let given = fill(&browser, &moving, &form, "hand", &fields).await;
            assert_eq!((given.status, state(&app).as_str()), (303, "transferring"), "{}", given.words());

            // They may come back, and then the assessment goes on with whoever has it.
            browser.get(&format!("{path}/conflict")).await;
            assert_eq!(browser.post(&format!("{path}/conflict"), &[("go", "declare")]).await.status, 303);
            assert_eq!(assignee(&app, &case), Some(saara.account.id.to_string()));
        });
    }

    fn nobody_gets_a_case_whose_account_has_no_password_yet(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let colleague = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let invited = worker(&app, "invited", Role::Supervisor, &[&office]);
        app.file(&about("Huoli"));
        let case = all(&app).remove(0).0;
        let id = invited.account.id.to_string();
        app.store
            .write("invite", move |tx| -> Result<_, StoreError> {
                Ok(diesel::update(staff::table.find(&id))
                    .set(staff::password_hash.eq(NO_PASSWORD))
                    .execute(tx.conn())?)
            })
            .expect("the account waits to be set up");
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let me = maija.account.id.to_string();
            let path = format!("/staff/cases/{case}");
            let fields = [("go", "save"), ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", &*me)];
            assert_eq!(decide(&browser, &path, &fields).await.status, 303);
            browser.get(&format!("{path}/conflict")).await;
            assert_eq!(browser.post(&format!("{path}/conflict"), &[("go", "declare")]).await.status, 303);
            assert_eq!(assignee(&app, &case).as_deref(), Some(&*colleague.account.id.to_string()));
        });
    }

    fn a_case_is_not_taken_from_the_last_who_could_handle_it(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let elsewhere = worker(&app, "naapuri", Role::Supervisor, &[&neighbour(&app, &office)]);
        app.file(&about("Huoli"));
        let case = all(&app).remove(0).0;
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = format!("/staff/cases/{case}/conflict");
            browser.get(&page).await;
            let refused = browser.post(&page, &[("go", "declare")]).await;
            assert_eq!(refused.status, 422);
            assert!(refused.words().contains("Kukaan muu ei voisi käsitellä asiaa."), "{}", refused.words());
            assert_eq!(browser.get(&format!("/staff/cases/{case}")).await.status, 200);
            // Nor does a supervisor of another office bar anybody.
            let stranger = site.signed_in(&app, &elsewhere).await;
            stranger.get("/staff/").await;
            assert_eq!(bar(&stranger, &case, &maija, "other_doubt").await.status, 404);
            let held: i64 = app.store.read("look", |tx| -> Result<_, StoreError> {
                Ok(case_bars::table.count().get_result(tx.conn())?)
            }).expect("the bars are read");
            assert_eq!(held, 0);
        });
    }

    fn of_the_last_two_who_could_handle_a_case_one_stays_though_both_give_it_away_at_once(db: TestDb) {
        let app = TestApp::new(db);
        let office = log::espoo(&app);
        let last = ["maija", "saara"].map(|name| log::worker(&app, name, Role::SocialWorker, &[&office]));
        let now = app.clock.now();
        for _ in 0..8 {
            let case = log::filed(&app, "Huoli");
            let start = Barrier::new(last.len());
            let done: Vec<_> = std::thread::scope(|threads| {
                let giving: Vec<_> = last.iter().map(|session| {
                    let (app, start) = (&app, &start);
                    threads.spawn(move || {
                        start.wait();
                        declare::declare(app, session, case, now)
                    })
                }).collect();
                giving.into_iter().map(|thread| thread.join().expect("no panic")).collect()
            });
            assert_eq!(done.iter().filter(|done| **done == Ok(true)).count(), 1, "{done:?}");
            let refused = Err(WorkError::Lacks(vec![Lack::NobodyLeft]));
            assert!(done.contains(&refused), "{done:?}");
        }
    }
}
