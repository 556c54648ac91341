//! The own account: sessions, another code before what matters, password, second factor, recovery codes.

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::intake::totp::TotpSecret;

use super::{PASSWORD, espoo, hidden, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// A password that nobody else has.
const ANOTHER: &str = "neljä märkää lapasta narulla";

fn change<'a>(current: &'a str, new: &'a str, again: &'a str) -> [(&'a str, &'a str); 3] {
    [("current", current), ("password", new), ("again", again)]
}

on_both! {
    fn a_person_sees_the_own_sessions_and_ends_them(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&office]);
        served(&app, async |site| {
            let other = site.signed_in(&app, &maija).await;
            later(&app, TimeDelta::minutes(1));
            let third = site.signed_in(&app, &maija).await;
            later(&app, TimeDelta::minutes(1));
            let browser = site.signed_in(&app, &maija).await;
            let stranger = site.signed_in(&app, &pekka).await;
            let page = browser.get("/staff/sessions").await;
            let keys = page.select("dt");
            assert_eq!(keys, ["Tämä istunto", "Toinen istunto", "Toinen istunto"]);
            let words = page.words();
            assert!(words.contains("Alkoi pe 20.11.2026 klo 14.07"), "{words}");
            assert!(words.contains("Käytetty viimeksi pe 20.11.2026 klo 14.05"), "{words}");

            let ends = page.values("dd button[name=go]");
            assert_eq!(ends.len(), 2, "this one ends by signing out");
            stranger.get("/staff/").await;
            stranger.post("/staff/sessions", &[("go", &ends[0])]).await;
            assert_eq!(third.get("/staff/").await.status, 200, "nobody ends another's session");
            assert_eq!(browser.post("/staff/sessions", &[("go", &ends[1])]).await.location(), "../staff/sessions");
            assert_eq!(other.get("/staff/").await.status, 303);
            assert_eq!(third.get("/staff/").await.status, 200);
            browser.post("/staff/sessions", &[("go", "others")]).await;
            assert_eq!(third.get("/staff/").await.status, 303);
            let page = browser.get("/staff/sessions").await;
            assert_eq!(page.select("dt"), ["Tämä istunto"]);
            assert!(page.values("main button").is_empty(), "there is nothing left to end");
            assert_eq!(browser.post("/staff/sessions", &[("go", "end:x")]).await.status, 400);
            assert_eq!(stranger.get("/staff/").await.status, 200, "another person's session goes on");
        });
    }

    fn what_matters_asks_for_another_code_after_five_minutes(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let pages = ["account/password", "account/second-factor"];
            later(&app, TimeDelta::minutes(5));
            for page in pages {
                assert_eq!(browser.get(&format!("/staff/{page}")).await.status, 200, "{page}");
            }
            later(&app, TimeDelta::seconds(1));
            for page in pages {
                let first = browser.get(&format!("/staff/{page}")).await;
                assert_eq!(first.location(), format!("../../staff/step-up?next={page}"));
            }
            browser.get("/staff/account/recovery-codes").await;
            let made = browser.post("/staff/account/recovery-codes", &[]).await;
            assert_eq!(made.location(), "../../staff/step-up?next=account/recovery-codes");

            let form = browser.get("/staff/step-up?next=account/password").await;
            assert_eq!(hidden(&form.text, "next").as_deref(), Some("account/password"));
            let wrong = browser.post("/staff/step-up", &[("code", "000000"), ("next", "account/password")]).await;
            assert_eq!(wrong.status, 422);
            assert_eq!(hidden(&wrong.text, "next").as_deref(), Some("account/password"));

            let old = browser.cookie.borrow().clone();
            let code = maija.code(&app);
            let fields = [("code", code.as_str()), ("next", "account/password")];
            assert_eq!(browser.post("/staff/step-up", &fields).await.location(), "../staff/account/password");
            assert_ne!(*browser.cookie.borrow(), old, "the session has another token");
            assert_eq!(browser.get("/staff/account/password").await.status, 200);
            assert_eq!(browser.post("/staff/step-up", &fields).await.status, 422, "a code works once");

            let thief = site.browser();
            thief.cookie.replace(old);
            assert_eq!(thief.get("/staff/").await.status, 303, "the old token opens nothing");
            let elsewhere = [("code", "000000"), ("next", "//example.org")];
            assert_eq!(hidden(&browser.post("/staff/step-up", &elsewhere).await.text, "next"), None);
        });
    }

    fn a_password_is_changed_and_the_other_sessions_end(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let other = site.signed_in(&app, &maija).await;
            later(&app, TimeDelta::seconds(30));
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get("/staff/account/password").await;
            for (name, token) in [("current", "current-password"), ("password", "new-password"), ("again", "new-password")] {
                assert_eq!(page.select(&format!("input[type=password][name={name}][autocomplete={token}]")).len(), 1);
            }
            let path = "/staff/account/password";
            for (fields, told) in [
                (change("toinen salasana", ANOTHER, ANOTHER), "Nykyinen salasana ei täsmää."),
                (change(PASSWORD, ANOTHER, "muu"), "Salasanat eivät ole samat."),
                (change(PASSWORD, "lyhyt sana", "lyhyt sana"), "Salasanassa on oltava 12–128 merkkiä."),
                (change(PASSWORD, "Salasana1234", "Salasana1234"), "Tämä salasana on yleinen"),
                (change(PASSWORD, "maija.mallinen.77", "maija.mallinen.77"), "Salasana koostuu lähinnä"),
                (change(PASSWORD, "koirakoirakoira", "koirakoirakoira"), "Salasana toistaa samaa"),
            ] {
                let answer = browser.post(path, &fields).await;
                assert_eq!(answer.status, 422, "{told}");
                assert!(answer.words().contains(told), "{told} in {}", answer.words());
                assert!(!answer.text.contains(fields[1].1), "a password is never sent back");
            }
            assert_eq!(other.get("/staff/").await.status, 200, "nothing has changed yet");

            let done = browser.post(path, &change(PASSWORD, ANOTHER, ANOTHER)).await;
            assert_eq!(done.location(), "../../staff/account?done=password");
            assert!(browser.get("/staff/account?done=password").await.words().contains("Salasana on vaihdettu."));
            assert_eq!(other.get("/staff/").await.status, 303, "the other session has ended");
            assert_eq!(browser.get("/staff/").await.status, 200);
            later(&app, TimeDelta::seconds(30));
            let code = maija.code(&app);
            assert_eq!(site.browser().try_to_sign_in("maija", PASSWORD, &code).await.status, 422);
            assert_eq!(site.browser().try_to_sign_in("maija", ANOTHER, &code).await.status, 303);
        });
    }

    fn another_authenticator_takes_the_place_of_the_first(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let other = site.signed_in(&app, &maija).await;
            later(&app, TimeDelta::seconds(30));
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get("/staff/account/second-factor").await;
            assert_eq!(page.select("svg[role=img] path").len(), 1, "there is a picture");
            let key = page.select(".huoli-code").remove(0).replace(' ', "");
            let offer = hidden(&page.text, "offer").expect("an offer");
            assert!(!offer.contains(&key), "the key travels sealed");
            let secret = TotpSecret::parse(&key).expect("base32");
            let path = "/staff/account/second-factor";
            let old = maija.code(&app);
            let wrong = browser.post(path, &[("offer", &offer), ("code", &old)]).await;
            assert_eq!(wrong.status, 422);
            assert_eq!(wrong.select(".huoli-code").remove(0).replace(' ', ""), key, "the same key once more");
            let code = secret.code(app.clock.now());
            let stale = browser.post(path, &[("offer", "x"), ("code", &code)]).await;
            assert_eq!(stale.status, 422);
            assert_ne!(stale.select(".huoli-code").remove(0).replace(' ', ""), key);
            let done = browser.post(path, &[("offer", &offer), ("code", &code)]).await;
            assert_eq!(done.location(), "../../staff/account?done=second-factor");
            assert_eq!(other.get("/staff/").await.status, 303, "the other session has ended");
            assert_eq!(site.browser().try_to_sign_in("maija", PASSWORD, &code).await.status, 422, "it proved the key");
            later(&app, TimeDelta::seconds(30));
            let (old, new) = (maija.code(&app), secret.code(app.clock.now()));
            assert_eq!(site.browser().try_to_sign_in("maija", PASSWORD, &old).await.status, 422);
            assert_eq!(site.browser().try_to_sign_in("maija", PASSWORD, &new).await.status, 303);
        });
    }

    fn a_recovery_code_works_once_and_is_told_of(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = "/staff/account/recovery-codes";
            assert!(browser.get(path).await.words().contains("Sinulla ei ole yhtään varakoodia jäljellä."));
            let first = browser.post(path, &[]).await.select(".huoli-code");
            let second = browser.post(path, &[]).await.select(".huoli-code");
            assert_eq!((first.len(), second.len()), (10, 10));
            assert!(second.iter().all(|code| code.len() == 29 && !first.contains(code)));
            let page = browser.get(path).await;
            assert!(!page.text.contains(&second[0]), "they are shown once");
            assert!(page.words().contains("Sinulla on 10 varakoodia jäljellä."));

            let lost = site.browser();
            let form = lost.get("/staff/sign-in?recovery=yes").await;
            assert!(form.words().contains("Varakoodi"), "{}", form.words());
            assert_eq!(lost.try_to_sign_in("maija", PASSWORD, &first[0]).await.status, 422, "replaced");
            let typed = second[3].replace('-', " ").to_uppercase();
            let inside = lost.try_to_sign_in("maija", PASSWORD, &typed).await;
            assert_eq!(inside.location(), "../staff/account/recovery-codes?used=yes");
            let told = lost.get("/staff/account/recovery-codes?used=yes").await.words();
            assert!(told.contains("Kirjauduit varakoodilla.") && told.contains("Sinulla on 9 varakoodia"), "{told}");
            assert_eq!(site.browser().try_to_sign_in("maija", PASSWORD, &second[3]).await.status, 422, "it works once");

            later(&app, TimeDelta::minutes(6));
            let wrong = lost.post("/staff/step-up", &[("code", &second[3])]).await;
            assert_eq!(wrong.status, 422);
            assert_eq!(lost.post("/staff/step-up", &[("code", &second[4])]).await.location(), "../staff/");
            assert!(lost.get(path).await.words().contains("Sinulla on 8 varakoodia"));
        });
    }
}
