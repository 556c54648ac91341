//! A link by which a person sets up the own account: good once, for three days, and for what it was given for.

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::language::Language;
use huoli::intake::accounts::{self, AccountError};
use huoli::intake::add_staff::{self, NewPassword, NewStaff};
use huoli::intake::staff_secrets::LinkToken;
use huoli::intake::totp::TotpSecret;

use super::{Answer, PASSWORD, Site, espoo, far_away, hidden, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const CHOSEN: &str = "neljä märkää lapasta narulla";

/// An account that waits for its person.
fn newcomer(app: &TestApp) -> LinkToken {
    let office = espoo(app);
    let new = NewStaff {
        county: office.county,
        offices: vec![office.id],
        user_name: "sari".to_owned(),
        display_name: "Sari Mallinen".to_owned(),
        role: Role::SocialWorker,
        social_worker: false,
        language: Language::Fi,
        password: NewPassword::ByLink,
    };
    let added = add_staff::add(app, new).expect("the account is added");
    assert!(added.password.is_none());
    added.link.expect("a link")
}

/// The key that a page offers.
fn key(page: &Answer) -> TotpSecret {
    TotpSecret::parse(&page.select(".huoli-code").remove(0).replace(' ', "")).expect("base32")
}

/// Fills the page of a link in.
async fn fill(site: &Site, path: &str, page: &Answer, password: &str, code: &str) -> Answer {
    let offer = hidden(&page.text, "offer").expect("an offer");
    let fields = [
        ("password", password),
        ("again", password),
        ("code", code),
        ("offer", &offer),
    ];
    site.browser().post(path, &fields).await
}

on_both! {
    fn a_newcomer_sets_the_account_up_alone(db: TestDb) {
        let app = TestApp::new(db);
        let path = format!("/staff/set-up/{}", newcomer(&app).expose());
        served(&app, async |site| {
            let browser = site.browser();
            for _ in 0..3 {
                assert_eq!(browser.get(&path).await.status, 200, "looking changes nothing");
            }
            let page = browser.get(&path).await;
            assert!(page.words().contains("Ota tilisi käyttöön") && page.words().contains("sari"));
            assert!(!page.select("title").remove(0).contains("sari"));
            let secret = key(&page);
            let code = secret.code(app.clock.now());
            for (password, code, told) in [
                (CHOSEN, "000000", "Koodi ei ole tämän avaimen."),
                ("lyhyt", code.as_str(), "Salasanassa on oltava"),
                ("sari-mallinen-123", code.as_str(), "Salasana koostuu lähinnä"),
            ] {
                let again = fill(&site, &path, &page, password, code).await;
                assert_eq!(again.status, 422);
                assert!(again.words().contains(told), "{told} in {}", again.words());
                assert_eq!(key(&again), secret, "the same key once more");
            }
            let ready = fill(&site, &path, &page, CHOSEN, &code).await;
            assert_eq!(ready.status, 200);
            let codes = ready.select(".huoli-code");
            assert_eq!(codes.len(), 10);

            let used = browser.get(&path).await;
            assert_eq!(used.status, 410);
            assert!(used.words().contains("Linkki on jo käytetty"), "{}", used.words());
            assert_eq!(fill(&site, &path, &page, CHOSEN, &code).await.status, 410);
            assert_eq!(site.browser().try_to_sign_in("sari", CHOSEN, &code).await.status, 422, "the code proved the key");
            later(&app, TimeDelta::seconds(30));
            let code = secret.code(app.clock.now());
            assert_eq!(site.browser().try_to_sign_in("sari", CHOSEN, &code).await.status, 303);
            assert_eq!(site.browser().try_to_sign_in("sari", CHOSEN, &codes[0]).await.status, 303);
        });
    }

    fn a_link_is_good_for_three_days_and_only_the_newest(db: TestDb) {
        let app = TestApp::new(db);
        let old = newcomer(&app);
        served(&app, async |site| {
            let browser = site.browser();
            let path = |token: &LinkToken| format!("/staff/set-up/{}", token.expose());
            let new = accounts::reset_password(&app, "sari", app.clock.now()).unwrap();
            assert_eq!(browser.get(&path(&old)).await.status, 410, "a newer one was given");
            later(&app, TimeDelta::hours(72) - TimeDelta::seconds(1));
            let page = browser.get(&path(&new)).await;
            assert_eq!(page.status, 200);
            let code = key(&page).code(app.clock.now());
            later(&app, TimeDelta::seconds(1));
            let late = browser.get(&path(&new)).await;
            assert_eq!(late.status, 410);
            assert!(late.words().contains("Linkin aika on kulunut."), "{}", late.words());
            assert_eq!(fill(&site, &path(&new), &page, CHOSEN, &code).await.status, 410);
            for wrong in ["x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
                assert_eq!(browser.get(&format!("/staff/set-up/{wrong}")).await.status, 404);
            }
        });
    }

    fn a_link_used_by_two_at_once_is_used_once(db: TestDb) {
        let app = TestApp::new(db);
        let path = format!("/staff/set-up/{}", newcomer(&app).expose());
        served(&app, async |site| {
            let page = site.browser().get(&path).await;
            let code = key(&page).code(app.clock.now());
            let one = fill(&site, &path, &page, CHOSEN, &code);
            let two = fill(&site, &path, &page, CHOSEN, &code);
            let (one, two) = futures_util::future::join(one, two).await;
            let mut statuses = [one.status, two.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 410]);
        });
    }

    fn a_lost_second_factor_is_replaced_by_whoever_knows_the_password(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            browser.get("/staff/account/recovery-codes").await;
            let codes = browser.post("/staff/account/recovery-codes", &[]).await.select(".huoli-code");
            later(&app, TimeDelta::seconds(30));
            let link = accounts::reset_second_factor(&app, "maija", app.clock.now()).unwrap();
            assert_eq!(browser.get("/staff/").await.status, 303, "the session has ended");
            for code in [&maija.code(&app), &codes[0]] {
                assert_eq!(site.browser().try_to_sign_in("maija", PASSWORD, code).await.status, 422, "what was lost");
            }
            let path = format!("/staff/set-up/{}", link.expose());
            let page = site.browser().get(&path).await;
            let secret = key(&page);
            let code = secret.code(app.clock.now());
            let wrong = fill(&site, &path, &page, CHOSEN, &code).await;
            assert_eq!(wrong.status, 422, "the password stays as it is");
            assert!(wrong.words().contains("Nykyinen salasana ei täsmää."));
            assert_eq!(fill(&site, &path, &page, PASSWORD, &code).await.status, 200);
            later(&app, TimeDelta::seconds(30));
            let code = secret.code(app.clock.now());
            assert_eq!(site.browser().try_to_sign_in("maija", PASSWORD, &code).await.status, 303);
        });
    }

    fn the_operator_closes_opens_and_moves_accounts(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let now = app.clock.now();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            accounts::set_role(&app, "maija", Role::Auditor, false, Vec::new(), now).unwrap();
            assert_eq!(browser.get("/staff/").await.status, 303, "another role ends the sessions");
            later(&app, TimeDelta::seconds(30));
            let browser = site.signed_in(&app, &maija).await;
            assert!(browser.get("/staff/").await.words().contains("Sinulla ei ole jonoa"), "an auditor sees no queue");
            let link = accounts::reset_password(&app, "maija", now).unwrap();
            accounts::disable(&app, "maija", now).unwrap();
            assert_eq!(site.browser().get(&format!("/staff/set-up/{}", link.expose())).await.status, 410);
            assert_eq!(accounts::reset_password(&app, "maija", now).unwrap_err(), AccountError::Disabled);
            accounts::enable(&app, "MAIJA", now).unwrap();
            assert!(accounts::reset_password(&app, "maija", now).is_ok());
        });
        assert_eq!(accounts::disable(&app, "nobody", now).unwrap_err(), AccountError::Unknown);
        let foreign = far_away(&app, &espoo(&app)).id;
        let moved = accounts::set_role(&app, "maija", Role::Supervisor, false, vec![foreign], now);
        assert_eq!(moved.unwrap_err(), AccountError::Office(foreign));
        let listed = accounts::list(&app).unwrap();
        assert_eq!((listed.len(), listed[0].0.role, listed[0].1.len()), (1, Role::Auditor, 1));
    }
}
