//! Signing in: all three are right, or nothing is said about which was wrong.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use actix_web::web::Data;
use chrono::TimeDelta;
use futures_util::future::join4;
use huoli::domain::access::Role;
use huoli::domain::language::Language;
use huoli::domain::password::PasswordProblem;
use huoli::intake::add_staff::{self, AddStaffError, NewPassword, NewStaff};
use huoli::intake::password::Crowded;
use huoli::web::staff::delay::Delays;
use huoli::web::staff::hashing::Hashing;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{PASSWORD, espoo, far_away, nowhere, secret, served, served_by, worker};
use crate::harness::app::TestApp;
use crate::harness::db::{TestDb, on_both};

on_both! {
    fn a_worker_signs_in_and_stands_at_the_desk(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.browser();
            let page = browser.get("/staff/sign-in").await;
            assert_eq!(page.status, 200);
            for (name, token) in [("user_name", "username"), ("password", "current-password"), ("code", "one-time-code")] {
                assert_eq!(page.select(&format!("input[name={name}][autocomplete={token}]")).len(), 1);
            }
            let answer = browser.sign_in(&maija, &maija.code(&app)).await;
            assert_eq!(answer.location(), "../staff/");
            let cookie = answer.headers["set-cookie"].to_str().unwrap();
            let (token, rest) = cookie.split_once("; ").unwrap();
            assert_eq!(token.len(), "__Host-s=".len() + 43, "256 bits");
            assert!(token.starts_with("__Host-s="));
            assert_eq!(rest, "HttpOnly; SameSite=Strict; Secure; Path=/");
            let desk = browser.get("/staff/").await;
            assert_eq!(desk.status, 200);
            assert!(desk.words().contains("MAIJA Mallinen"), "{}", desk.words());
        });
    }

    fn whatever_is_wrong_reads_the_same(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.browser();
            let code = maija.code(&app);
            let wrong = [
                browser.try_to_sign_in("maija", "väärä salasana tässä", &code).await,
                browser.try_to_sign_in("maijb", PASSWORD, &code).await,
                browser.try_to_sign_in("maija", PASSWORD, "000000").await,
            ];
            let alike: Vec<String> = wrong.iter().map(|answer| answer.text.replace("maijb", "maija")).collect();
            assert!(wrong.iter().all(|answer| answer.status == 422 && !answer.headers.contains_key("set-cookie")));
            assert_eq!(alike[0], alike[1]);
            assert_eq!(alike[0], alike[2]);
            assert!(wrong[0].words().contains("Tunnus, salasana tai koodi ei täsmää."));
            assert!(!wrong[0].text.contains("väärä salasana"), "a password is never sent back");
            assert_eq!(browser.sign_in(&maija, &code).await.status, 303, "and it locked nobody out");
        });
    }

    fn a_code_works_once_and_a_step_to_either_side(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let (first, second) = (site.browser(), site.browser());
            let code = maija.code(&app);
            assert_eq!(first.sign_in(&maija, &code).await.status, 303);
            assert_eq!(second.sign_in(&maija, &code).await.status, 422, "the code has been used");
            app.clock.advance(TimeDelta::seconds(30));
            let next = maija.code(&app);
            app.clock.advance(TimeDelta::seconds(30));
            assert_eq!(second.sign_in(&maija, &code).await.status, 422, "an older one works no more");
            assert_eq!(second.sign_in(&maija, &next).await.status, 303, "one step late is in time");
            app.clock.advance(TimeDelta::seconds(90));
            assert_eq!(second.sign_in(&maija, &next).await.status, 422);
            assert_eq!(first.get("/staff/").await.status, 200, "the first session goes on");
        });
    }

    fn a_code_tried_by_two_at_once_lets_one_in(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let (one, two) = (site.browser(), site.browser());
            let code = maija.code(&app);
            let (one, two) = futures_util::future::join(one.sign_in(&maija, &code), two.sign_in(&maija, &code)).await;
            let mut statuses = [one.status, two.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 422]);
        });
    }
}

/// Takes the only turn to hash, on a thread that is none of the service's, until `ended` hears something.
async fn held(delays: &Data<Delays>, ended: Receiver<()>) -> JoinHandle<()> {
    let (took, taken) = oneshot::channel();
    let delays = delays.clone();
    let holding = actix_web::rt::spawn(async move {
        let held = delays.hashed(move || {
            let _ = took.send(());
            let _ = ended.recv();
            Ok::<_, Crowded>(())
        });
        held.await.expect("the work is done").expect("a turn was free");
    });
    taken.await.expect("it has the turn");
    holding
}

/// One thread does all that blocks, and one password is checked at a time: while three wait for that, a page that reads the
/// database is answered. Were they to wait on threads, the first of them would hold the only one.
#[test]
fn who_waits_for_a_password_to_be_checked_holds_no_thread() {
    let app = TestApp::new(TestDb::sqlite());
    let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
    let turns = Hashing::new(1, Duration::from_secs(30));
    let delays = Data::new(Delays::default().hashing_by(turns));
    let known = delays.clone();
    served_by(&app, delays, 1, async |site| {
        let signed = site.signed_in(&app, &maija).await;
        let (end, ended) = channel();
        let holding = held(&known, ended).await;
        let strangers = [site.browser(), site.browser(), site.browser()];
        let guess = "väärä salasana tässä";
        let meanwhile = async {
            while known.waiting() < 3 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            let page = signed.get("/staff/").await.status;
            let waiting = known.waiting();
            end.send(()).expect("somebody has the turn");
            (page, waiting)
        };
        let (one, two, three, seen) = join4(
            strangers[0].try_to_sign_in("aino", guess, "000000"),
            strangers[1].try_to_sign_in("eero", guess, "000000"),
            strangers[2].try_to_sign_in("ilmari", guess, "000000"),
            meanwhile,
        )
        .await;
        assert_eq!(seen, (200, 3), "the page came while all three waited");
        for answer in [one, two, three] {
            assert_eq!(answer.status, 422, "each was checked in its turn");
        }
        holding.await.expect("it ended");
        assert_eq!(known.waiting(), 0);
    });
}

#[test]
fn who_gets_no_turn_is_told_to_come_back_and_nothing_is_lost() {
    let app = TestApp::new(TestDb::sqlite());
    let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
    let turns = Hashing::new(1, Duration::ZERO);
    let delays = Data::new(Delays::default().hashing_by(turns));
    let known = delays.clone();
    served_by(&app, delays, 1, async |site| {
        let browser = site.browser();
        let code = maija.code(&app);
        let (end, ended) = channel();
        let holding = held(&known, ended).await;
        let busy = browser.sign_in(&maija, &code).await;
        assert_eq!(busy.status, 503, "{}", busy.words());
        assert!(busy.headers.contains_key("retry-after") && !busy.headers.contains_key("set-cookie"));
        assert_eq!(busy.values("#user_name"), ["maija"], "the form again");
        assert_eq!(browser.get("/staff/sign-in").await.status, 200);
        end.send(()).expect("somebody has the turn");
        holding.await.expect("it ended");
        let answer = browser.sign_in(&maija, &code).await;
        assert_eq!(answer.status, 303, "the same code: nothing was judged before");
    });
}

#[test]
fn an_account_is_added_only_whole() {
    let app = TestApp::new(TestDb::sqlite());
    let espoo = espoo(&app);
    let new = |user_name: &str, password: &str| NewStaff {
        county: espoo.county,
        offices: vec![espoo.id],
        user_name: user_name.to_owned(),
        display_name: "M. Mallinen".to_owned(),
        role: Role::IntakeWorker,
        social_worker: false,
        language: Language::Sv,
        password: NewPassword::Given(secret(password)),
    };
    let added = add_staff::add(&app, new("Maija.Mallinen", PASSWORD)).expect("added");
    assert_eq!(added.user_name, "maija.mallinen");
    assert!(added.password.is_none());
    assert!(added.otpauth_url.expose().contains(added.totp_secret.expose()));
    let refused = |new| add_staff::add(&app, new).map(|_| ()).unwrap_err();
    assert_eq!(refused(new("MAIJA.mallinen", PASSWORD)), AddStaffError::Taken);
    assert_eq!(refused(new("a b", PASSWORD)), AddStaffError::UserName);
    assert_eq!(
        refused(new("pekka", "lyhyt")),
        AddStaffError::Password(PasswordProblem::Length)
    );
    assert_eq!(
        refused(new("pekka", &"x".repeat(129))),
        AddStaffError::Password(PasswordProblem::Length)
    );
    let foreign = far_away(&app, &espoo).id;
    for office in [foreign, nowhere()] {
        let elsewhere = NewStaff {
            offices: vec![office],
            ..new("pekka", PASSWORD)
        };
        assert_eq!(refused(elsewhere), AddStaffError::Office(office));
    }
    let random = NewStaff {
        password: NewPassword::Random,
        ..new("pekka", PASSWORD)
    };
    assert!(add_staff::add(&app, random).expect("added").password.is_some());
}
