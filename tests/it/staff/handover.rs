//! What one shift leaves to the next: lists by reference, sealed notes, "I take the shift".

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::jobs::schedule::Schedule;
use huoli::store::StoreError;
use huoli::store::handover;
use huoli::store::schema::{cases, handover_notes};

use super::assessment::{fill, logged};
use super::{about, espoo, far_away, later, neighbour, served, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

const PATH: &str = "/staff/handover";
const NOTE: &str = "Soita LS-7K3M-92QX aamulla, kanarialintu";

/// The sealed texts of the notes as the database holds them.
fn bodies(app: &TestApp) -> Vec<Vec<u8>> {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        Ok(handover_notes::table
            .select(handover_notes::body)
            .load(tx.conn())?)
    });
    read.expect("the notes are read")
}

on_both! {
    fn a_shift_leaves_what_is_open_and_a_note_that_the_next_one_reads(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let empty = browser.get(PATH).await;
            assert_eq!(empty.status, 200);
            for shown in ["Vuoronvaihto", "Ei avoimia asioita.", "Ei viestejä."] {
                assert!(empty.words().contains(shown), "{shown} in {}", empty.words());
            }
            assert!(browser.get("/staff/").await.links("nav a").iter().any(|link| link.ends_with("handover")));

            let old = app.file(&about("Huoli")).cases[0].reference.clone();
            later(&app, TimeDelta::hours(20));
            let browser = site.signed_in(&app, &maija).await;
            let mut urgent = about("kanarialintu");
            urgent["concern"]["urgency"] = "today".into();
            let new = app.file(&urgent).cases[0].reference.clone();
            let page = browser.get(PATH).await;
            for shown in [
                "Saapunut tässä vuorossa: 1".to_owned(),
                "Kiireelliset ja avoimet: 1".to_owned(),
                "Arvioimatta: 2".to_owned(),
                old.clone(),
                new.clone(),
            ] {
                assert!(page.words().contains(&shown), "{shown} in {}", page.words());
            }
            assert!(!page.text.contains("kanarialintu") && !page.words().contains("2016"), "nothing of the child");
            let day = browser.get(&format!("{PATH}?hours=24")).await;
            assert!(day.words().contains("Saapunut tässä vuorossa: 2"), "{}", day.words());

            let none = fill(&browser, PATH, &page, "write", &[("note", " ")]).await;
            assert_eq!(none.status, 422);
            let done = fill(&browser, PATH, &page, "write", &[("note", NOTE)]).await;
            assert_eq!(done.status, 303);
            let again = fill(&browser, PATH, &page, "write", &[("note", NOTE)]).await;
            assert_eq!(again.status, 303);
            assert_eq!(bodies(&app).len(), 1, "the same page again keeps nothing more");
            assert!(!bodies(&app).iter().any(|body| body.windows(12).any(|part| part == b"kanarialintu")), "it is sealed");

            let next = site.signed_in(&app, &saara).await;
            let way = format!("handover?office={}", here.id);
            let desk = next.get("/staff/").await;
            assert!(desk.links("main a").contains(&way), "{:?}", desk.links("main a"));
            assert!(desk.words().contains("Viesti edelliseltä vuorolta: MAIJA Mallinen, "), "{}", desk.words());
            assert!(!desk.text.contains("kanarialintu"), "its words are read where that is recorded");
            assert!(!browser.get("/staff/").await.links("main a").contains(&way), "nobody reads their own");
            let page = next.get(PATH).await;
            for shown in [NOTE, "MAIJA Mallinen", "Kukaan ei ole vielä ottanut vuoroa."] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let taken = fill(&next, PATH, &page, "take", &[]).await;
            assert_eq!(taken.status, 303);
            let page = next.get(&format!("/staff/{}", taken.location().rsplit("staff/").next().unwrap())).await;
            assert!(page.words().contains("Vuoro on sinulla.") && page.words().contains("Luettu: SAARA Mallinen"), "{}", page.words());
            assert!(!next.get("/staff/").await.links("main a").contains(&way), "it is read");
            for (action, count) in [("handover_noted", 1), ("shift_taken", 1)] {
                assert_eq!(logged(&app, action), count, "{action}");
            }
            assert!(logged(&app, "handover_seen") >= 6, "each look has its row");
        });
        let kept = handover::forget;
        let now = app.clock.now();
        let at = move |days| now - TimeDelta::days(30) + TimeDelta::days(days);
        assert_eq!(app.store.write("forget", move |tx| kept(tx, at(0))).unwrap(), 0);
        assert_eq!(app.store.write("forget", move |tx| kept(tx, at(31))).unwrap(), 1);
        assert_eq!(bodies(&app).len(), 0);
        let recurring = Schedule::default().recurring(&app);
        assert!(recurring.iter().any(|job| job.kind() == "forget_handovers"));
    }

    fn another_office_has_its_own_shift(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&neighbour(&app, &here)]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&far_away(&app, &here)]);
        let arja = worker(&app, "arja", Role::Auditor, &[&here]);
        let reference = app.file(&about("Huoli")).cases[0].reference.clone();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            assert!(page.words().contains(&reference));
            assert_eq!(fill(&browser, PATH, &page, "write", &[("note", NOTE)]).await.status, 303);
            for other in [&pekka, &leena] {
                let browser = site.signed_in(&app, other).await;
                let page = browser.get(PATH).await;
                assert_eq!(page.status, 200);
                let desk = browser.get("/staff/").await.words();
                assert!(!desk.contains("Viesti edelliseltä vuorolta"), "{desk}");
                assert!(!page.text.contains(&reference) && !page.text.contains("kanarialintu"), "{}", page.words());
                let foreign = format!("{PATH}?office={}", here.id);
                assert_eq!(browser.get(&foreign).await.status, 404);
                browser.get(PATH).await;
                let office = here.id.to_string();
                let sending = uuid::Uuid::from_u128(7).to_string();
                let fields = [("office", office.as_str()), ("go", "write"), ("note", "x"), ("sending", &sending)];
                assert_eq!(browser.post(PATH, &fields).await.status, 404);
                assert_eq!(browser.post(PATH, &[("office", &office), ("go", "take")]).await.status, 404);
            }
            let auditor = site.signed_in(&app, &arja).await;
            assert_eq!(auditor.get(PATH).await.status, 404);
        });
        assert_eq!(bodies(&app).len(), 1);
        assert_eq!(logged(&app, "shift_taken"), 0);
    }

    fn an_assessment_that_nobody_has_is_its_own_offices_alone(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let duty = app.directory().rules.duty(here.county).expect("a duty service").clone();
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&duty]);
        app.clock.advance_to(at("2026-11-20T20:00"));
        let mut urgent = about("Huoli");
        urgent["concern"]["urgency"] = "today".into();
        app.file(&urgent);
        let taken = app.store.write("begin", |tx| -> Result<_, StoreError> {
            Ok(diesel::update(cases::table)
                .set(cases::state.eq("under_assessment"))
                .execute(tx.conn())?)
        });
        assert_eq!(taken.expect("the assessment begins"), 1);
        served(&app, async |site| {
            let unheld = "Arvioinnit ilman työntekijää: 1";
            let own = site.signed_in(&app, &maija).await.get(PATH).await;
            assert!(own.words().contains(unheld), "{}", own.words());
            let copied = site.signed_in(&app, &pekka).await.get(PATH).await;
            assert!(copied.words().contains("Kiireelliset ja avoimet: 1"), "{}", copied.words());
            assert!(!copied.words().contains(unheld), "{}", copied.words());
        });
    }
}
