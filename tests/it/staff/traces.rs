//! What happens to an account stands in the access log; and what keeps it from being guessed.

use std::time::Duration;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::ids::OsIds;
use huoli::intake::accounts;
use huoli::store::schema::{access_log, staff};
use huoli::store::{StoreError, cabinet::Owner, seal::aad::KeyKind};

use super::{PASSWORD, espoo, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// What the log tells of accounts: action and result, in order.
fn told(app: &TestApp) -> Vec<String> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            let rows: Vec<(String, String, Option<String>)> = access_log::table
                .filter(access_log::object.is_not_null())
                .order((access_log::county, access_log::seq))
                .select((access_log::action, access_log::result, access_log::actor))
                .load(tx.conn())?;
            let row = |(action, result, actor): (String, String, Option<String>)| {
                format!(
                    "{action} {result}{}",
                    if actor.is_some() { "" } else { " by nobody" }
                )
            };
            Ok(rows.into_iter().map(row).collect())
        })
        .expect("the log is read")
}

/// The same once there are `count` rows: a failure is noted after its answer.
async fn told_at_last(app: &TestApp, count: usize) -> Vec<String> {
    for _ in 0..1_000 {
        let rows = told(app);
        if rows.len() >= count {
            return rows;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{count} rows never came: {:?}", told(app))
}

fn password_hash(app: &TestApp) -> String {
    let found = app.store.read("look", |tx| -> Result<String, StoreError> {
        Ok(staff::table.select(staff::password_hash).first(tx.conn())?)
    });
    found.expect("an account")
}

on_both! {
    fn each_step_of_an_account_has_its_row(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            browser.get("/staff/account/recovery-codes").await;
            browser.post("/staff/account/recovery-codes", &[]).await;
            let new = "neljä märkää lapasta narulla";
            browser.post("/staff/account/password", &[("current", PASSWORD), ("password", new), ("again", new)]).await;
            browser.post("/staff/step-up", &[("code", "000000")]).await;
            later(&app, TimeDelta::seconds(30));
            browser.post("/staff/step-up", &[("code", &maija.code(&app))]).await;
            browser.get("/staff/").await;
            browser.post("/staff/sign-out", &[]).await;
        });
        accounts::reset_second_factor(&app, "maija", app.clock.now()).unwrap();
        accounts::disable(&app, "maija", app.clock.now()).unwrap();
        assert_eq!(
            told(&app),
            [
                "account_added done by nobody",
                "signed_in done",
                "recovery_codes_made done",
                "password_changed done",
                "step_up_refused refused",
                "stepped_up done",
                "signed_out done",
                "second_factor_reset done by nobody",
                "link_made done by nobody",
                "account_disabled done by nobody",
            ]
        );
    }

    fn failures_are_noted_once_a_minute_and_only_of_known_accounts(db: TestDb) {
        let app = TestApp::new(db);
        worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
                let browser = site.browser();
                browser.address.set(address);
                assert_eq!(browser.try_to_sign_in("maija", "väärä salasana", "000000").await.status, 422);
                assert_eq!(browser.try_to_sign_in("nobody", "väärä salasana", "000000").await.status, 422);
            }
            let once = ["account_added done by nobody", "sign_in_refused refused by nobody"];
            assert_eq!(told_at_last(&app, 2).await, once);
            later(&app, TimeDelta::minutes(1));
            site.browser().try_to_sign_in("maija", "väärä salasana", "000000").await;
            assert_eq!(told_at_last(&app, 3).await[1..], [once[1], once[1]]);
        });
    }

    fn an_outsider_who_hammers_keeps_nobody_out(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let outsider = site.browser();
            outsider.address.set("203.0.113.9");
            let tries = (0..30).map(|_| outsider.try_to_sign_in("maija", "väärä salasana", "000000"));
            let hammered = async {
                let answers = futures_util::future::join_all(tries).await;
                let later: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
                assert_eq!(later.len(), 21, "the clock stands still: nine have a turn within ten seconds");
                assert!(later.iter().all(|answer| answer.headers.contains_key("retry-after")));
                assert!(later[0].words().contains("sekuntia ja yritä uudelleen"), "{}", later[0].words());
            };
            let owner = async {
                // Among the outsider's attempts, from another address: it waits for two seconds at most.
                site.signed_in(&app, &maija).await;
            };
            futures_util::future::join(hammered, owner).await;
            assert_eq!(outsider.sign_in(&maija, &maija.code(&app)).await.status, 429);
            later(&app, TimeDelta::minutes(15));
            assert_eq!(outsider.sign_in(&maija, &maija.code(&app)).await.status, 303, "and is forgotten");
        });
    }

    fn of_twenty_sign_ins_with_one_code_one_succeeds(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let code = maija.code(&app);
            let browsers: Vec<_> = (1..=20).map(|number| {
                let browser = site.browser();
                browser.address.set(format!("198.51.100.{number}").leak());
                browser
            }).collect();
            let tries = browsers.iter().map(|browser| browser.sign_in(&maija, &code));
            let answers = futures_util::future::join_all(tries).await;
            let inside = answers.iter().filter(|answer| answer.status == 303).count();
            assert_eq!(inside, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
            assert!(answers.iter().all(|answer| [303, 422, 503].contains(&answer.status)), "503: no turn to hash");
        });
    }

    fn a_password_hashed_in_weaker_days_is_hashed_anew_at_sign_in(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        // With a quarter of the memory and one pass.
        let weaker = Params::new(4_864, 1, 1, None).unwrap();
        let weaker = Argon2::new(Algorithm::Argon2id, Version::V0x13, weaker);
        let weak = weaker.hash_password_with_salt(PASSWORD.as_bytes(), &[7; 16]).unwrap().to_string();
        let stored = weak.clone();
        app.store.write("weaken", move |tx| -> Result<(), StoreError> {
            diesel::update(staff::table).set(staff::password_hash.eq(&stored)).execute(tx.conn())?;
            Ok(())
        }).unwrap();
        served(&app, async |site| {
            assert_eq!(site.browser().try_to_sign_in("maija", "väärä salasana", "000000").await.status, 422);
            assert_eq!(password_hash(&app), weak);
            site.signed_in(&app, &maija).await;
            let strong = password_hash(&app);
            assert!(strong.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{strong}");
            later(&app, TimeDelta::seconds(30));
            site.signed_in(&app, &maija).await;
            assert_eq!(password_hash(&app), strong, "once is enough");
        });
    }

    fn a_second_factor_outlives_the_rotation_of_its_key(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let cabinet = app.cabinet.clone();
        app.store
            .write("rotate", move |tx| cabinet.make_next(tx, KeyKind::Staff, Owner::Service, &OsIds))
            .unwrap();
        app.reload().unwrap();
        assert_eq!(app.cabinet.every(KeyKind::Staff, Owner::Service).len(), 2);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            site.signed_in(&app, &maija).await;
            site.signed_in(&app, &pekka).await;
        });
    }
}
