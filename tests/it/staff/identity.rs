//! A protected identity opens to one person, with a reason, for a quarter of an hour.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::case_events;
use serde_json::json;

use super::{about, espoo, later, named, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// The sealed reason of the only opening; `None` while there is none.
fn reason(app: &TestApp) -> Option<Vec<u8>> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            let found: Option<Option<Vec<u8>>> = case_events::table
                .filter(case_events::kind.eq("identity_opened"))
                .select(case_events::reason)
                .first(tx.conn())
                .optional()?;
            Ok(found.flatten())
        })
        .expect("the events are read")
}

on_both! {
    fn a_private_reporter_is_sealed_until_somebody_says_why(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&office]);
        app.file(&named());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let open = format!("{path}/identity");
            let page = browser.get(&path).await;
            assert!(!page.text.contains("kanarialintu"), "{}", page.words());
            assert!(page.words().contains("Ilmoittajan tiedot on suljettu."));

            let short = browser.post(&open, &[("reason", " abc ")]).await;
            assert_eq!(short.status, 422);
            assert!(short.words().contains("Kirjoita syy, 5–500 merkkiä."), "{}", short.words());
            assert!(short.text.contains("value=\" abc \""), "what was typed is kept");
            assert!(!short.text.contains("kanarialintu") && reason(&app).is_none());

            let opened = browser.post(&open, &[("reason", "Soitan takaisin kanarialintu-syy")]).await;
            assert_eq!(opened.location(), format!("../../..{path}"));
            let sealed = reason(&app).expect("the reason is stored");
            assert!(!String::from_utf8_lossy(&sealed).contains("kanarialintu"), "and sealed");
            let page = browser.get(&path).await;
            for shown in ["kanarialintu-ilmoittaja", "kanarialintu-puhelin"] {
                assert!(page.text.contains(shown), "{shown} in {}", page.words());
            }
            let words = page.words();
            assert!(words.contains("klo 14.20 asti") && words.contains("Suljetut tiedot avattu: MAIJA"), "{words}");

            let other = site.signed_in(&app, &pekka).await;
            assert!(!other.get(&path).await.text.contains("kanarialintu-ilmoittaja"), "for Maija alone");
            later(&app, TimeDelta::minutes(14));
            assert!(browser.get(&path).await.text.contains("kanarialintu-ilmoittaja"));
            later(&app, TimeDelta::minutes(1));
            assert!(!browser.get(&path).await.text.contains("kanarialintu-ilmoittaja"), "the time is up");
        });
    }

    fn a_protected_address_stays_sealed_on_the_page_too(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut document = about("Huoli");
        document["children"][0] = json!({"first_names": "kanarialintu-nimi", "protected_address": true,
            "residence": {"municipality": "049", "postal_code": "02770", "street_address": "kanarialintu-katu"}});
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            assert!(!page.text.contains("kanarialintu"), "{}", page.words());
            let words = page.words();
            assert!(words.contains("Turvakielto") && words.contains("Henkilöllä on turvakielto."), "{words}");
            assert!(!words.contains("Lapsen kunta ilmoitettiin"), "{words}");
            browser.post(&format!("{path}/identity"), &[("reason", "Kotikäynti tänään")]).await;
            let page = browser.get(&path).await;
            assert!(page.text.contains("kanarialintu-katu") && page.words().contains("Lapsen kunta ilmoitettiin: Espoo"));
        });
    }

    fn only_a_case_in_hand_is_unsealed(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
        app.file(&named());
        served(&app, async |site| {
            for (person, status) in [(&maija, 404), (&superior, 303)] {
                let browser = site.signed_in(&app, person).await;
                let path = browser.get("/staff/queue").await.cases().remove(0);
                let answer = browser.post(&format!("{path}/identity"), &[("reason", "Olen utelias")]).await;
                assert_eq!(answer.status, status, "{}", person.account.user_name);
            }
        });
    }

    fn where_nothing_is_sealed_nothing_is_recorded(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&path).await;
            let answer = browser.post(&format!("{path}/identity"), &[("reason", "Olen utelias")]).await;
            assert_eq!(answer.status, 404);
            assert!(reason(&app).is_none());
        });
    }

    fn an_unsealing_needs_the_form_of_the_page(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&named());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&path).await;
            browser.csrf.replace("forged".to_owned());
            let answer = browser.post(&format!("{path}/identity"), &[("reason", "Soitan takaisin")]).await;
            assert_eq!(answer.status, 403);
            assert!(reason(&app).is_none());
        });
    }
}
