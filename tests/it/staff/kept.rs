//! What somebody typed outlives the session: it waits in the page until it can be sent.

use chrono::TimeDelta;
use huoli::domain::access::Role;

use super::{Answer, Browser, PASSWORD, espoo, hidden, later, named, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const REASON: &str = "Soitan takaisin, kanarialintu-syy";

/// Sends the kept form of `page` as it stands.
async fn resume(browser: &Browser<'_>, page: &Answer, path: &str) -> Answer {
    assert!(
        page.words().contains("Tätä ei ole vielä lähetetty."),
        "{}",
        page.words()
    );
    assert!(
        page.select(".huoli-words").iter().any(|words| words == REASON),
        "the text is shown"
    );
    let reason = hidden(&page.text, "reason").expect("the text is kept");
    browser.post(path, &[("reason", &reason)]).await
}

on_both! {
    fn a_reason_outlives_the_session_it_was_typed_in(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&office]);
        app.file(&named());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&path).await;
            later(&app, TimeDelta::minutes(16));
            let open = format!("{path}/identity");
            let ended = browser.post(&open, &[("reason", REASON)]).await;
            assert_eq!(ended.status, 403);
            assert!(ended.words().contains("Kirjoittamasi teksti on tallessa"), "{}", ended.words());
            assert!(!ended.text.contains("kanarialintu"), "it travels sealed");
            assert!(browser.cookie.borrow().is_none());
            let kept = hidden(&ended.text, "kept").expect("the form is kept");
            assert_eq!(ended.attributes("main form", "action"), ["../../../staff/sign-in"]);

            let code = maija.code(&app);
            let wrong = [("user_name", "maija"), ("password", "x"), ("code", &code), ("kept", &kept)];
            let wrong = browser.post("/staff/sign-in", &wrong).await;
            assert_eq!(wrong.status, 422);
            let kept = hidden(&wrong.text, "kept").expect("a slip does not lose it");

            let theirs = pekka.code(&app);
            let other = [("user_name", "pekka"), ("password", PASSWORD), ("code", &theirs), ("kept", &kept)];
            let other = site.browser().post("/staff/sign-in", &other).await;
            assert_eq!(other.location(), "../staff/", "nobody else reads it");

            let fields = [("user_name", "maija"), ("password", PASSWORD), ("code", &code), ("kept", &kept)];
            let page = browser.post("/staff/sign-in", &fields).await;
            assert_eq!(page.status, 200);
            assert_eq!(page.attributes("main form", "action"), [format!("..{open}")]);
            let opened = resume(&browser, &page, &open).await;
            assert_eq!(opened.location(), format!("../../..{path}"));
            assert!(browser.get(&path).await.text.contains("kanarialintu-ilmoittaja"));
        });
    }

    fn every_tenth_opening_of_a_day_asks_for_another_code_and_keeps_the_reason(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&named());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&path).await;
            later(&app, TimeDelta::minutes(6));
            let open = format!("{path}/identity");
            for number in 1..10 {
                let opened = browser.post(&open, &[("reason", REASON)]).await;
                assert_eq!(opened.status, 303, "opening {number}");
            }
            let tenth = browser.post(&open, &[("reason", REASON)]).await;
            assert_eq!(tenth.status, 403);
            assert!(tenth.words().contains("Vahvista, että olet sinä"), "{}", tenth.words());
            let kept = hidden(&tenth.text, "kept").expect("the reason is kept");
            assert!(!tenth.text.contains("kanarialintu-syy"));
            let wrong = browser.post("/staff/step-up", &[("code", "000000"), ("kept", &kept)]).await;
            let kept = hidden(&wrong.text, "kept").expect("a slip does not lose it");
            let code = maija.code(&app);
            let page = browser.post("/staff/step-up", &[("code", &code), ("kept", &kept)]).await;
            assert_eq!(page.status, 200);
            assert_eq!(resume(&browser, &page, &open).await.status, 303);
            later(&app, TimeDelta::minutes(6));
            assert_eq!(browser.post(&open, &[("reason", REASON)]).await.status, 303, "the eleventh asks no more");
        });
    }

    fn a_form_of_another_tab_is_shown_before_it_is_sent(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&named());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&path).await;
            let open = format!("{path}/identity");
            let old = browser.csrf.borrow().clone();
            later(&app, TimeDelta::seconds(30));
            browser.post("/staff/step-up", &[("code", &maija.code(&app))]).await;
            browser.csrf.replace(old);
            let page = browser.post(&open, &[("reason", REASON)]).await;
            assert_eq!(page.status, 403);
            assert_eq!(resume(&browser, &page, &open).await.status, 303);

            browser.csrf.replace("forged".to_owned());
            let url = format!("{}{open}", site.url);
            let forged = [("reason", REASON), ("csrf", "forged")];
            let silent = browser.send(site.http.post(&url).form(&forged)).await;
            assert_eq!(silent.status, 403);
            assert!(!silent.text.contains("kanarialintu"), "only what the browser vouches for is kept");
            let cross = site.http.post(&url).form(&forged).header("Sec-Fetch-Site", "cross-site");
            assert!(!browser.send(cross).await.text.contains("kanarialintu"));
            let nobody = site.browser();
            let answer = nobody.send(site.http.post(&url).form(&forged)).await;
            assert_eq!(answer.location(), "../../../staff/sign-in", "nor anything that comes from nowhere");
        });
    }

    fn a_password_is_never_kept(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            browser.get("/staff/account/password").await;
            later(&app, TimeDelta::minutes(15));
            let new = "neljä märkää lapasta narulla";
            let fields = [("current", PASSWORD), ("password", new), ("again", new)];
            let ended = browser.post("/staff/account/password", &fields).await;
            assert_eq!(ended.location(), "../../staff/sign-in?ended=yes");
        });
    }
}
