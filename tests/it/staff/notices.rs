//! A mail that never reached the office stands on its desk, until somebody tries again or takes note of it.

use std::collections::BTreeMap;

use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::language::Language;
use huoli::domain::mailbox::Mailbox;
use huoli::domain::office::Office;
use huoli::intake::set_mailbox;
use huoli::jobs::Jobs;
use huoli::jobs::schedule::Schedule;
use huoli::mail::memory::Memory;
use huoli::mail::{MailFailure, Post, Transport};
use huoli::store::StoreError;
use huoli::store::jobs;

use super::barred::{all, bar};
use super::{about, espoo, neighbour, served, worker};
use crate::harness::app::{TestApp, run_due};
use crate::harness::db::on_both;

/// The jobs of `app`, with mails that are refused for good.
fn refused(app: &TestApp) -> (Jobs, Memory) {
    let memory = Memory::default();
    memory.fail(Some(MailFailure::Refused));
    let sender = Mailbox::parse("huoli@county.example").unwrap();
    let post = Post::new(Transport::Memory(memory.clone()), sender);
    let jobs = Jobs::new(
        (**app).clone(),
        post,
        "https://staff.example/".to_owned(),
        Schedule::default(),
    );
    (jobs, memory)
}

fn give_a_mailbox(app: &TestApp, office: &Office) {
    let mailbox = Mailbox::parse("vastaanotto@espoo.example");
    assert!(set_mailbox::set(app, office.id, mailbox, app.clock.now()).unwrap());
}

/// Files a report whose notice is given up, and tells its reference.
fn given_up(app: &TestApp, jobs: &Jobs) -> String {
    let receipt = app.file(&about("Huoli"));
    app.clock.advance(chrono::TimeDelta::minutes(5));
    run_due(jobs, app.clock.now());
    receipt.cases[0].reference.clone()
}

/// The id of the case with this reference.
fn case_of(app: &TestApp, reference: &str) -> String {
    let (id, _) = all(app)
        .into_iter()
        .find(|(_, other)| other == reference)
        .expect("the case is there");
    id
}

fn actions(app: &TestApp) -> BTreeMap<String, i64> {
    use diesel::prelude::*;
    use huoli::store::schema::access_log;
    let rows: Vec<String> = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(access_log::table.select(access_log::action).load(tx.conn())?)
        })
        .unwrap();
    let mut counted = BTreeMap::new();
    for action in rows {
        *counted.entry(action).or_default() += 1;
    }
    counted
}

fn left(app: &TestApp) -> usize {
    let all = app
        .store
        .read("look", |tx| -> Result<_, StoreError> { jobs::all(tx) });
    all.unwrap().len()
}

on_both! {
    fn a_worker_sees_what_did_not_arrive_and_answers_it(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        give_a_mailbox(&app, &own);
        let (jobs, memory) = refused(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let other = worker(&app, "olli", Role::SocialWorker, &[&neighbour(&app, &own)]);
        let (first, second) = (given_up(&app, &jobs), given_up(&app, &jobs));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let desk = browser.get("/staff/").await;
            for word in [&first, &second, "vastaanotto@espoo.example", "ei mennyt perille", "ei hyväksynyt osoitetta"] {
                assert!(desk.words().contains(word), "{word} in {}", desk.words());
            }
            let buttons = desk.buttons("form[action=notices] button");
            assert_eq!(buttons.len(), 5, "try again and seen for each, and try all: {buttons:?}");

            assert_eq!(desk.select("main a, main button")[0], "Avaa seuraava", "the first control of the day");
            let at = |text: &str| desk.text.find(text).unwrap_or_else(|| panic!("{text} in {}", desk.words()));
            let counts = at("queue?view=unassessed");
            assert!(at("govuk-warning-text") < at("value=\"next\"") && at("value=\"next\"") < counts, "one line, the control, the counts");
            assert!(counts < at("action=\"notices\""), "what is done about it stands below");

            let stranger = site.signed_in(&app, &other).await;
            assert!(!stranger.get("/staff/").await.words().contains(&first));
            for go in &buttons[..2] {
                assert_eq!(stranger.post("/staff/notices", &[("go", go)]).await.status, 404);
            }
            assert_eq!(left(&app), 2);

            browser.get("/staff/").await;
            let seen = buttons.iter().find(|go| go.starts_with("seen:")).unwrap();
            let answer = browser.post("/staff/notices", &[("go", seen)]).await;
            assert_eq!(answer.location(), "../staff/");
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains(&first) && desk.contains(&second), "{desk}");

            memory.fail(None);
            let retry = buttons.iter().filter(|go| go.starts_with("retry:")).nth(1).unwrap();
            assert_eq!(browser.post("/staff/notices", &[("go", retry)]).await.status, 303);
            assert!(!browser.get("/staff/").await.words().contains(&second));
            assert_eq!(browser.post("/staff/notices", &[("go", "drop")]).await.status, 400);
        });
        assert_eq!(run_due(&jobs, app.clock.now()), 1);
        assert_eq!((memory.sent().len(), left(&app)), (1, 0));
        let done = actions(&app);
        for (action, count) in [("job_given_up", 2), ("job_seen", 1), ("job_retried", 1), ("mailbox_changed", 1)] {
            assert_eq!(done.get(action), Some(&count), "{action} in {done:?}");
        }
    }

    fn an_administrator_tries_again_and_sees_no_content(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let (jobs, _) = refused(&app);
        let admin = worker(&app, "aino", Role::OfficeAdmin, &[&own]);
        let auditor = worker(&app, "vaino", Role::Auditor, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &admin).await;
            assert!(browser.get("/staff/").await.words().contains("sähköpostiosoite puuttuu"));
            give_a_mailbox(&app, &own);
            let reference = given_up(&app, &jobs);
            let desk = browser.get("/staff/").await;
            assert!(!desk.words().contains(&reference), "of a queue that she does not see");
            assert!(!desk.words().contains("sähköpostiosoite puuttuu"));
            let buttons = desk.buttons("form[action=notices] button");
            assert_eq!(buttons.len(), 1, "who does not see the queue cannot say that it is looked after");
            assert_eq!(desk.links("form[action=notices] a").len(), 0);
            let seen = buttons[0].replace("retry", "seen");
            assert_eq!(browser.post("/staff/notices", &[("go", &seen)]).await.status, 404);
            let audits = site.signed_in(&app, &auditor).await;
            assert!(!audits.get("/staff/").await.words().contains(&reference));
            browser.get("/staff/").await;
            assert_eq!(browser.post("/staff/notices", &[("go", "retry-all")]).await.status, 303);
        });
        assert_eq!(run_due(&jobs, app.clock.now()), 1);
    }

    fn who_is_barred_is_not_told_that_a_mail_did_not_arrive_and_answers_none(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        give_a_mailbox(&app, &own);
        let (jobs, _) = refused(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&own]);
        let (first, second) = (given_up(&app, &jobs), given_up(&app, &jobs));
        let case = case_of(&app, &first);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let buttons = browser.get("/staff/").await.buttons("form[action=notices] button");
            assert_eq!(buttons.len(), 5, "{buttons:?}");
            let chief = site.signed_in(&app, &superior).await;
            assert_eq!(bar(&chief, &case, &maija, "other_doubt").await.status, 303);

            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains(&second) && !desk.words().contains(&first), "{}", desk.words());
            assert!(!desk.words().contains("muuta viestiä ei mennyt perille"), "nor that there is one more");
            let left_over = desk.buttons("form[action=notices] button");
            assert_eq!(left_over.len(), 2, "one mail, so no button for all: {left_over:?}");
            for go in buttons.iter().filter(|go| !left_over.contains(go) && *go != "retry-all") {
                assert_eq!(browser.post("/staff/notices", &[("go", go)]).await.status, 404, "{go}");
            }
            assert_eq!(left(&app), 2);
            assert_eq!(browser.post("/staff/notices", &[("go", "retry-all")]).await.status, 303);
            let desk = chief.get("/staff/").await.words();
            assert!(desk.contains(&first) && !desk.contains(&second), "all were hers alone: {desk}");
        });
        assert_eq!(actions(&app).get("job_retried"), Some(&1));
    }

    fn every_language_tells_why(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        give_a_mailbox(&app, &own);
        let (jobs, _) = refused(&app);
        let maija = worker(&app, "maija", Role::Supervisor, &[&own]);
        given_up(&app, &jobs);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            for (language, why) in [
                (Language::Sv, "godkände inte adressen"),
                (Language::En, "did not accept the address"),
                (Language::Fi, "ei hyväksynyt osoitetta"),
            ] {
                browser.get("/staff/").await;
                browser.post("/staff/language", &[("go", language.code())]).await;
                let desk = browser.get("/staff/").await.words();
                assert!(desk.contains(why), "{desk}");
                assert!(!desk.contains("notice-") && !desk.contains("mail_"), "{desk}");
            }
        });
    }
}

#[test]
fn every_failure_has_a_text_in_every_language() {
    let words = |language| huoli::text::Texts::embedded().words(language);
    for language in Language::ALL {
        for failure in MailFailure::ALL {
            let text = words(language).code("mail_failure", failure.code()).into_owned();
            assert_ne!(text, failure.code(), "{language}");
        }
    }
}
