//! A session ends by itself, by its owner, or with the account; and its forms are its own.

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::intake::accounts;

use super::{PASSWORD, espoo, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

on_both! {
    fn an_idle_session_ends_and_a_used_one_goes_on_for_twelve_hours(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            later(&app, TimeDelta::minutes(15) - TimeDelta::seconds(1));
            assert_eq!(browser.get("/staff/").await.status, 200);
            later(&app, TimeDelta::minutes(15));
            let ended = browser.get("/staff/").await;
            assert_eq!(ended.location(), "../staff/sign-in?ended=yes");
            assert!(browser.cookie.borrow().is_none(), "the browser forgets it too");
            assert!(browser.get("/staff/sign-in?ended=yes").await.words().contains("Istunto on päättynyt."));

            let browser = site.signed_in(&app, &maija).await;
            for _ in 0..71 {
                later(&app, TimeDelta::minutes(10));
                assert_eq!(browser.get("/staff/").await.status, 200);
            }
            later(&app, TimeDelta::minutes(10));
            assert_eq!(browser.get("/staff/").await.status, 303, "twelve hours are over");
        });
    }

    fn closing_an_account_ends_its_sessions_at_once(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            assert_eq!(browser.get("/staff/queue").await.status, 200);
            accounts::disable(&app, "Maija", app.clock.now()).unwrap();
            assert_eq!(browser.get("/staff/queue").await.status, 303);
            later(&app, TimeDelta::minutes(1));
            assert_eq!(site.browser().sign_in(&maija, &maija.code(&app)).await.status, 422);
        });
    }

    fn signing_out_ends_the_session_on_the_server(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            browser.get("/staff/").await;
            let kept = browser.cookie.borrow().clone();
            let out = browser.post("/staff/sign-out", &[]).await;
            assert_eq!(out.location(), "../staff/sign-in?out=yes");
            assert_eq!(out.headers["clear-site-data"], "\"cache\", \"storage\"");
            browser.cookie.replace(kept);
            assert_eq!(browser.get("/staff/").await.status, 303, "the old cookie opens nothing");
        });
    }

    fn a_fourth_session_ends_the_first(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let mut browsers = Vec::new();
            for _ in 0..4 {
                browsers.push(site.signed_in(&app, &maija).await);
                later(&app, TimeDelta::seconds(30));
            }
            let mut statuses = Vec::new();
            for browser in &browsers {
                statuses.push(browser.get("/staff/").await.status);
            }
            assert_eq!(statuses, [303, 200, 200, 200]);
        });
    }

    fn a_form_from_elsewhere_is_refused_and_changes_nothing(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&office]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let other = site.signed_in(&app, &pekka).await;
            browser.get("/staff/").await;
            other.get("/staff/").await;
            let own = browser.csrf.borrow().clone();
            let foreign = other.csrf.borrow().clone();
            assert_ne!(own, foreign);
            let url = format!("{}/staff/sign-out", site.url);
            for csrf in ["", "x", &foreign] {
                let forged = browser.send(site.http.post(&url).form(&[("csrf", csrf)])).await;
                assert_eq!(forged.status, 403, "{csrf:?}");
            }
            for place in ["cross-site", "same-site", "none"] {
                let request = site.http.post(&url).form(&[("csrf", &own)]).header("Sec-Fetch-Site", place);
                assert_eq!(browser.send(request).await.status, 403, "{place}");
            }
            let sign_in = format!("{}/staff/sign-in", site.url);
            let request = site.http.post(&sign_in).form(&[("user_name", "maija")]);
            assert_eq!(browser.send(request.header("Sec-Fetch-Site", "cross-site")).await.status, 403);
            assert_eq!(browser.get("/staff/").await.status, 200, "still signed in");
        });
    }

    fn the_language_stays_with_the_account(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            assert!(browser.get("/staff/").await.words().contains("Työpöytä"));
            assert_eq!(browser.post("/staff/language", &[("go", "sv")]).await.location(), "../staff/account");
            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains("Skrivbord"));
            assert!(desk.text.contains("<html") && desk.text.contains("lang=\"sv\""));
            assert_eq!(browser.post("/staff/language", &[("go", "xx")]).await.status, 400);
        });
    }

    fn without_a_session_every_page_leads_to_sign_in_and_back(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.browser();
            assert_eq!(browser.get("/staff/").await.location(), "../staff/sign-in");
            assert_eq!(browser.get("/staff/queue").await.location(), "../staff/sign-in?next=queue");
            let case = "cases/7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11";
            assert_eq!(
                browser.get(&format!("/staff/{case}")).await.location(),
                format!("../../staff/sign-in?next={case}")
            );
            let code = maija.code(&app);
            let fields =
                [("user_name", "maija"), ("password", PASSWORD), ("code", &code), ("next", "queue")];
            assert_eq!(browser.post("/staff/sign-in", &fields).await.location(), "../staff/queue");
        });
    }
}
