//! What supervisors and auditors are told by mail: a case that was opened in an emergency, an opening that nobody has looked
//! through, a transfer that nobody answers. Each once, with nothing of the child, however long the mail server was away.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::mailbox::Mailbox;
use huoli::domain::office::Office;
use huoli::intake::change_directory::{Editor, Wanted, apply};
use huoli::jobs::Jobs;
use huoli::jobs::schedule::Schedule;
use huoli::mail::memory::Memory;
use huoli::mail::{MailFailure, Post, Transport};
use huoli::store::StoreError;
use huoli::store::schema::jobs;
use mail_parser::MessageParser;
use serde_json::Value;

use super::assessment::fill;
use super::break_glass::{WHY, ask};
use super::transfer::{sent, triaged};
use super::{about, espoo, far_away, later, named, neighbour, served, worker};
use crate::harness::app::{TestApp, run_due};
use crate::harness::db::on_both;

const CHIEFS: &str = "esihenkilot@here.example";
const AUDITORS: &str = "tarkastajat@county.example";

/// Says where the supervisors of `office` and the auditors of its county are told.
fn tell_at(app: &TestApp, office: &Office, supervisors: &str, auditors: &str) {
    let mut wanted = Wanted::current(app).expect("the directory");
    for stored in wanted.offices.iter_mut().filter(|stored| stored.id == office.id) {
        stored.supervisor_mailbox = Mailbox::parse(supervisors);
    }
    for county in wanted
        .counties
        .iter_mut()
        .filter(|county| county.code == office.county)
    {
        county.auditor_mailbox = Mailbox::parse(auditors);
    }
    apply(app, wanted, Editor::Operator, app.clock.now()).expect("it is changed");
}

/// Does the jobs of `app`, into `memory`.
fn postman(app: &TestApp, memory: &Memory) -> Jobs {
    let sender = Mailbox::parse("huoli@county.example").unwrap();
    let post = Post::new(Transport::Memory(memory.clone()), sender);
    Jobs::new(
        (**app).clone(),
        post,
        "https://staff.example/staff/".to_owned(),
        Schedule::default(),
    )
}

/// Does what is due, and tells how many tries that were.
fn run(app: &TestApp, jobs: &Jobs) -> usize {
    run_due(jobs, app.clock.now())
}

/// Each mail: to whom, its subject, its text. None of them says anything of a child or names an office.
fn mails(memory: &Memory) -> Vec<(String, String, String)> {
    let read = |raw: &Vec<u8>| {
        let mail = MessageParser::default().parse(raw).expect("a mail");
        let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address());
        let text = mail.body_text(0).expect("a text").into_owned();
        for word in [
            "kanarialintu",
            "Kanarialintu",
            "Espoo",
            "Esbo",
            "NAAPURI",
            "SAARA",
            "2016",
        ] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        (
            to.expect("an address").to_owned(),
            mail.subject().expect("a subject").to_owned(),
            text,
        )
    };
    memory.sent().iter().map(read).collect()
}

/// What is still to be done, as it is stored.
fn payloads(app: &TestApp) -> Vec<Value> {
    let read = app.store.read("look", |tx| -> Result<Vec<String>, StoreError> {
        Ok(jobs::table
            .filter(jobs::recurring.eq(false))
            .select(jobs::payload)
            .load(tx.conn())?)
    });
    let read = read.expect("the jobs are read");
    read.iter()
        .map(|text| serde_json::from_str(text).expect("JSON"))
        .collect()
}

on_both! {
    fn an_emergency_is_told_at_once_and_again_after_a_week(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        tell_at(&app, &office, CHIEFS, AUDITORS);
        // An office that nobody reads would share the case with the default office.
        worker(&app, "superior", Role::Supervisor, &[&office]);
        let naapuri = worker(&app, "naapuri", Role::IntakeWorker, &[&neighbour(&app, &office)]);
        let reference = app.file(&about("kanarialintu-huoli")).cases[0].reference.clone();
        let memory = Memory::default();
        let jobs = postman(&app, &memory);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &naapuri).await;
            browser.get("/staff/break-glass").await;
            assert_eq!(ask(&browser, "LS-0000-0000", "child_in_danger", WHY).await.status, 422);
            assert!(payloads(&app).is_empty(), "what was not opened is told to nobody");
            assert_eq!(ask(&browser, &reference, "child_in_danger", WHY).await.status, 303);
            assert_eq!(ask(&browser, &reference, "child_in_danger", WHY).await.status, 303);
        });
        let written = payloads(&app);
        assert_eq!(written.len(), 4, "the same opening is told once: {written:?}");
        for payload in &written {
            let mut members: Vec<_> = payload.as_object().unwrap().keys().map(String::as_str).collect();
            members.sort_unstable();
            assert_eq!(members, ["auditors", "job", "late", "office", "opening", "v"], "ids and flags");
        }

        // The mail server is away for half a day.
        let opened = app.clock.now();
        memory.fail(Some(MailFailure::Unreachable));
        for _ in 0..24 {
            run(&app, &jobs);
            later(&app, TimeDelta::minutes(30));
        }
        assert_eq!((memory.sent().len(), payloads(&app).len()), (0, 4));
        memory.fail(None);
        later(&app, TimeDelta::hours(11));
        assert_eq!(run(&app, &jobs), 2);
        let mut told = mails(&memory);
        told.sort();
        let [(chiefs, subject, text), (auditors, _, log)] = told.try_into().expect("one to each");
        assert_eq!((chiefs.as_str(), auditors.as_str()), (CHIEFS, AUDITORS));
        assert_eq!(subject, "Asia on avattu hätätilanteessa / Ett ärende har öppnats i en nödsituation");
        assert!(text.contains("https://staff.example/staff/emergencies"), "{text}");
        assert!(log.contains("https://staff.example/staff/log"), "{log}");
        assert!(!text.contains(&reference) && !log.contains(&reference), "not even the reference");

        app.clock.advance_to(opened + TimeDelta::days(7) - TimeDelta::seconds(1));
        assert_eq!(run(&app, &jobs), 0);
        app.clock.advance_to(opened + TimeDelta::days(7) + TimeDelta::minutes(5));
        assert_eq!(run(&app, &jobs), 2);
        let late = mails(&memory).split_off(2);
        let mut to: Vec<_> = late.iter().map(|(to, ..)| to.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, [CHIEFS, AUDITORS]);
        for (_, subject, _) in &late {
            assert_eq!(subject, "Hätäavaus on tarkastamatta / En nödöppning är inte granskad");
        }
        later(&app, TimeDelta::days(30));
        assert_eq!((run(&app, &jobs), payloads(&app).len()), (0, 0), "once");
    }

    fn what_was_looked_through_in_time_is_not_told_again(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let naapuri = worker(&app, "naapuri", Role::SocialWorker, &[&neighbour(&app, &office)]);
        let chief = worker(&app, "superior", Role::Supervisor, &[&office]);
        let reference = app.file(&about("Huoli")).cases[0].reference.clone();
        // Nobody has named an address of supervisors or auditors: the office's own is told.
        let vastaanotto = "vastaanotto@here.example";
        let set = huoli::intake::set_mailbox::set(&app, office.id, Mailbox::parse(vastaanotto), app.clock.now());
        assert!(set.unwrap());
        let memory = Memory::default();
        let jobs = postman(&app, &memory);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &naapuri).await;
            browser.get("/staff/break-glass").await;
            assert_eq!(ask(&browser, &reference, "office_away", WHY).await.status, 303);
            assert_eq!(run(&app, &jobs), 2);
            let told = mails(&memory);
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].0, vastaanotto);
            later(&app, TimeDelta::days(6));
            let superior = site.signed_in(&app, &chief).await;
            let id = superior.get("/staff/emergencies").await.values("input[name=opening]").remove(0);
            assert_eq!(superior.post("/staff/emergencies", &[("opening", &id)]).await.status, 303);
        });
        later(&app, TimeDelta::days(2));
        assert_eq!((run(&app, &jobs), mails(&memory).len()), (2, 1));
        assert!(payloads(&app).is_empty());
    }

    fn a_notice_of_an_emergency_that_never_arrived_stands_on_the_supervisors_desk(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        tell_at(&app, &office, CHIEFS, "");
        let naapuri = worker(&app, "naapuri", Role::SocialWorker, &[&neighbour(&app, &office)]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let chief = worker(&app, "superior", Role::Supervisor, &[&office]);
        let reference = app.file(&about("Huoli")).cases[0].reference.clone();
        let memory = Memory::default();
        memory.fail(Some(MailFailure::Refused));
        let jobs = postman(&app, &memory);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &naapuri).await;
            browser.get("/staff/break-glass").await;
            assert_eq!(ask(&browser, &reference, "office_away", WHY).await.status, 303);
            run(&app, &jobs);
            let superior = site.signed_in(&app, &chief).await;
            let desk = superior.get("/staff/").await;
            for shown in ["Sähköposti ei mennyt perille.", "Asia on avattu hätätilanteessa.", CHIEFS] {
                assert!(desk.words().contains(shown), "{shown} in {}", desk.words());
            }
            let buttons = desk.buttons("form[action=notices] button");
            let seen = buttons.iter().find(|go| go.starts_with("seen:")).expect("a button").clone();
            let colleague = site.signed_in(&app, &maija).await;
            assert!(!colleague.get("/staff/").await.words().contains("hätätilanteessa."));
            assert_eq!(colleague.post("/staff/notices", &[("go", &seen)]).await.status, 404);
            superior.get("/staff/").await;
            assert_eq!(superior.post("/staff/notices", &[("go", &seen)]).await.status, 303);
            assert!(!superior.get("/staff/").await.words().contains("ei mennyt perille"));
        });
    }

    fn a_transfer_that_nobody_answers_is_told_to_both_ends_after_a_day(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = far_away(&app, &own);
        tell_at(&app, &own, CHIEFS, "");
        tell_at(&app, &there, "esihenkilot@there.example", "");
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let reference = app.file(&named()).cases[0].reference.clone();
        let memory = Memory::default();
        let jobs = postman(&app, &memory);
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (case, _) = triaged(&sender, &saara, "transfer").await;
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
        });
        for payload in payloads(&app) {
            let mut members: Vec<_> = payload.as_object().unwrap().keys().map(String::as_str).collect();
            members.sort_unstable();
            assert_eq!(members, ["job", "office", "transfer", "v"]);
        }
        let offered = app.clock.now();
        app.clock.advance_to(offered + TimeDelta::hours(24) - TimeDelta::seconds(1));
        assert_eq!(run(&app, &jobs), 0);
        app.clock.advance_to(offered + TimeDelta::hours(24) + TimeDelta::minutes(5));
        assert_eq!(run(&app, &jobs), 2);
        let mut told = mails(&memory);
        told.sort();
        let [(here, subject, sender), (other, _, receiver)] = told.try_into().expect("one to each");
        assert_eq!((here.as_str(), other.as_str()), (CHIEFS, "esihenkilot@there.example"));
        assert_eq!(subject, "Siirtoon ei ole vastattu / En överföring är obesvarad");
        assert!(sender.contains("Asia on yhä toimipisteesi vastuulla."), "{sender}");
        assert!(receiver.contains("Ota asia tai palauta se."), "{receiver}");
        for text in [&sender, &receiver] {
            assert!(text.contains(&reference) && text.contains("https://staff.example/staff/transfers"), "{text}");
            assert!(!text.contains(&own.names.fi) && !text.contains(&there.names.fi), "no office is named: {text}");
        }
        later(&app, TimeDelta::days(10));
        assert_eq!((run(&app, &jobs), payloads(&app).len()), (0, 0), "once");
    }

    fn an_answered_transfer_is_told_to_nobody_and_leaves_the_hand_over(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = neighbour(&app, &own);
        tell_at(&app, &own, CHIEFS, "");
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&there]);
        let leena = worker(&app, "leena", Role::SocialWorker, &[&far_away(&app, &own)]);
        let reference = app.file(&named()).cases[0].reference.clone();
        let memory = Memory::default();
        let jobs = postman(&app, &memory);
        let (out, incoming) = ("Lähetetyt siirrot, joihin ei ole vastattu: 1", "Siirrot, jotka odottavat vastausta täältä: 1");
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (case, _) = triaged(&sender, &saara, "transfer").await;
            assert!(!sender.get("/staff/handover").await.words().contains("siirrot, joihin"));
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            let page = sender.get("/staff/handover").await;
            for shown in [out, reference.as_str(), there.names.fi.as_str()] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            assert!(!page.words().contains("odottavat vastausta täältä"));
            let receiver = site.signed_in(&app, &pekka).await;
            let page = receiver.get("/staff/handover").await;
            for shown in [incoming, reference.as_str(), own.names.fi.as_str()] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let path = format!("{case}/transfer");
            assert!(page.links("tbody a").iter().any(|link| path.ends_with(link.trim_start_matches("../"))), "{:?}", page.links("tbody a"));
            assert!(!page.text.contains("kanarialintu"), "nothing of the child");
            let stranger = site.signed_in(&app, &leena).await;
            assert!(!stranger.get("/staff/handover").await.words().contains(&reference));

            let page = receiver.get(&path).await;
            assert_eq!(fill(&receiver, &path, &page, "accept", &[]).await.status, 303);
            assert!(!receiver.get("/staff/handover").await.words().contains("odottavat vastausta täältä"));
            assert!(!sender.get("/staff/handover").await.words().contains("joihin ei ole vastattu"));
        });
        later(&app, TimeDelta::hours(25));
        assert_eq!((run(&app, &jobs), mails(&memory).len()), (2, 0));
        assert!(payloads(&app).is_empty());
    }

    fn the_hand_over_names_no_other_office_of_somebody_with_a_protected_address(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = far_away(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&there]);
        let mut document = about("Huoli");
        document["children"][0]["protected_address"] = true.into();
        let reference = app.file(&document).cases[0].reference.clone();
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (case, _) = triaged(&sender, &saara, "transfer").await;
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            let receiver = site.signed_in(&app, &pekka).await;
            for (browser, other) in [(&sender, &there), (&receiver, &own)] {
                let page = browser.get("/staff/handover").await;
                assert!(page.words().contains(&reference) && page.words().contains("Salattu"), "{}", page.words());
                assert!(!page.text.contains(&other.names.fi), "{}", page.words());
            }
        });
    }
}
