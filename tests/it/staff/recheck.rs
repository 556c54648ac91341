//! Decisions that no assessment is made which were drawn at random: somebody else looks them through, and a case that is opened
//! again has the clock that it had.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::language::Language;
use huoli::domain::office::Office;
use huoli::intake::add_staff::{self, NewPassword, NewStaff};
use huoli::store::StoreError;
use huoli::store::schema::{access_log, case_decisions, case_events, case_rechecks, cases, floods};
use serde_json::json;

use super::{Browser, DIGEST, Worker, espoo, far_away, later, named, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const LIST: &str = "/staff/queue?view=recheck";

/// A supervisor of `office` who is a social worker.
pub(super) fn chief(app: &TestApp, user_name: &str, office: &Office) -> Worker {
    let new = NewStaff {
        county: office.county,
        offices: vec![office.id],
        user_name: user_name.to_owned(),
        display_name: format!("{} Mallinen", user_name.to_uppercase()),
        role: Role::Supervisor,
        social_worker: true,
        language: Language::Fi,
        password: NewPassword::Hashed(DIGEST.clone()),
    };
    Worker {
        account: add_staff::add(app, new).expect("the account is added"),
    }
}

/// Where the only case stands: state, whether it is in the queue, whether it is in somebody's hands.
fn stands(app: &TestApp) -> (String, bool, bool) {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        let case = cases::table.select((cases::state, cases::in_queue, cases::assignee));
        let (state, in_queue, assignee): (String, bool, Option<String>) = case.first(tx.conn())?;
        Ok((state, in_queue, assignee.is_some()))
    });
    read.expect("the case is read")
}

/// The clocks of the only case, and the day by which its next step falls due.
fn clocks(app: &TestApp) -> (Vec<Option<NaiveDate>>, NaiveDate) {
    type Days = (
        Option<NaiveDate>,
        Option<NaiveDate>,
        Option<NaiveDate>,
        Option<NaiveDate>,
        Option<NaiveDate>,
    );
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        let days: Days = cases::table
            .select((
                cases::pending_since,
                cases::start_target,
                cases::start_last,
                cases::complete_target,
                cases::complete_last,
            ))
            .first(tx.conn())?;
        let due = cases::table.select(cases::queue_due).first(tx.conn())?;
        Ok((vec![days.0, days.1, days.2, days.3, days.4], due))
    });
    read.expect("the case is read")
}

/// The place of the only case in the queue by its urgency, and the flood in whose group it is.
fn place(app: &TestApp) -> (i64, Option<String>) {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        let place = cases::table.select((cases::queue_rank, cases::flood));
        Ok(place.first(tx.conn())?)
    });
    read.expect("the case is read")
}

/// Puts the only case into the group of a flood at `office`, as one that was looked at there.
fn flooded(app: &TestApp, office: &Office) {
    let (county, office) = (office.county.to_string(), office.id.to_string());
    let (id, now) = (uuid::Uuid::from_u128(7).to_string(), app.clock.now());
    let write = app.store.write("flood", move |tx| -> Result<_, StoreError> {
        let flood = (
            floods::id.eq(&id),
            floods::county.eq(&county),
            floods::office.eq(&office),
            floods::began_on.eq(now.date_naive()),
            floods::began_hour.eq(1),
        );
        diesel::insert_into(floods::table)
            .values(flood)
            .execute(tx.conn())?;
        let put = (cases::flood.eq(&id), cases::flood_examined.eq(true));
        diesel::update(cases::table).set(put).execute(tx.conn())?;
        Ok(())
    });
    write.expect("the flood is stored");
}

/// How many decisions wait to be looked through.
fn drawn(app: &TestApp) -> i64 {
    let read = app.store.read("look", |tx| -> Result<i64, StoreError> {
        Ok(case_rechecks::table.count().get_result(tx.conn())?)
    });
    read.expect("the draws are counted")
}

/// How often `action` ended so in the read log.
fn logged(app: &TestApp, action: &str, result: &str) -> i64 {
    let read = app.store.read("look", |tx| -> Result<i64, StoreError> {
        Ok(access_log::table
            .filter(access_log::action.eq(action))
            .filter(access_log::result.eq(result))
            .count()
            .get_result(tx.conn())?)
    });
    read.expect("the log is read")
}

/// Whether `text` stands anywhere in what is kept of decisions and events.
fn lies_open(app: &TestApp, text: &str) -> bool {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        let mut all: Vec<Vec<u8>> = case_decisions::table
            .select(case_decisions::life)
            .load(tx.conn())?;
        let events: Vec<Option<Vec<u8>>> = case_events::table.select(case_events::reason).load(tx.conn())?;
        all.extend(events.into_iter().flatten());
        Ok(all)
    });
    let all = read.expect("what is sealed is read");
    assert!(!all.is_empty());
    all.iter()
        .any(|bytes| String::from_utf8_lossy(bytes).contains(text))
}

/// Decides as `decider`, whose browser it is, that an assessment of the only case of the queue is obviously unnecessary; gives the
/// way to the case.
async fn unnecessary(browser: &Browser<'_>, decider: &Worker) -> String {
    let path = browser.get("/staff/queue").await.cases().remove(0);
    let version = browser.get(&path).await.values("input[name=version]").remove(0);
    let me = decider.account.id.to_string();
    let fields = [
        ("version", version.as_str()),
        ("urgency", "not_urgent"),
        ("decision", "obviously_unnecessary"),
        ("ground", "known_matter"),
        ("reason", "kanarialintu-peruste"),
        ("assignee", me.as_str()),
        ("go", "save"),
    ];
    let done = browser.post(&format!("{path}/triage"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
    path
}

/// Whether the desk and the list of `browser` name the only case.
async fn offered(browser: &Browser<'_>, path: &str) -> bool {
    let on_desk = browser
        .get("/staff/")
        .await
        .words()
        .contains("Päätöksiä tarkistettavana: 1");
    let listed = browser.get(LIST).await.cases().concat() == path;
    assert_eq!(on_desk, listed, "both say the same");
    listed
}

/// Posts what somebody found of the decision on the case at `path`, as it stood at `version`.
async fn found(browser: &Browser<'_>, path: &str, version: &str, verdict: &str, why: &str) -> super::Answer {
    let fields = [
        ("version", version),
        ("recheck_verdict", verdict),
        ("recheck_why", why),
        ("go", "recheck"),
    ];
    browser.post(&format!("{path}/recheck"), &fields).await
}

on_both! {
    fn a_decision_that_was_drawn_is_looked_through_by_another_supervisor_who_is_a_social_worker(db: TestDb) {
        let mut app = TestApp::new(db);
        app.set(|service| service.recheck_one_in = 1);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let eeva = chief(&app, "eeva", &office);
        // Each with whether they look anything through, wherever that is.
        let others = [
            (worker(&app, "pekka", Role::SocialWorker, &[&office]), false),
            (worker(&app, "paula", Role::Supervisor, &[&office]), false),
            (chief(&app, "naapuri", &neighbour(&app, &office)), true),
            (chief(&app, "vieras", &far_away(&app, &office)), true),
        ];
        app.file(&named());
        served(&app, async |site| {
            let social = site.signed_in(&app, &saara).await;
            let path = unnecessary(&social, &saara).await;
            assert_eq!((stands(&app), drawn(&app)), (("no_assessment".to_owned(), false, true), 1));
            let own = social.get(&path).await;
            assert!(!own.words().contains("tarkistettavaksi"), "nobody who decides is told: {}", own.words());
            for (other, checks) in &others {
                let other = site.signed_in(&app, other).await;
                assert!(!offered(&other, &path).await);
                assert_eq!(other.get("/staff/queue").await.words().contains("Tarkistettavat"), *checks);
                let page = other.get(&path).await;
                assert!(page.buttons("button[value=recheck]").is_empty());
                other.get("/staff/").await;
                assert_eq!(found(&other, &path, "1", "right", "").await.status, 404);
            }
            assert!(!offered(&social, &path).await);
            assert_eq!(found(&social, &path, "1", "right", "").await.status, 404);
            assert_eq!(logged(&app, "decision_rechecked", "refused"), 5);

            let superior = site.signed_in(&app, &eeva).await;
            assert!(offered(&superior, &path).await);
            let list = superior.get(LIST).await;
            assert!(list.values("input[name=case]").is_empty(), "it is nobody's to have");
            let page = superior.get(&path).await;
            for shown in ["SAARA Mallinen päätti", "arvottiin tarkistettavaksi", "kanarialintu-peruste"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            assert!(page.attributes("input[type=radio][checked]", "name").is_empty(), "nothing is chosen beforehand");
            let version = page.values("input[name=version]").remove(0);
            let nothing = found(&superior, &path, &version, "", "").await;
            assert_eq!((nothing.status, nothing.links(".govuk-error-summary a").concat().as_str()), (422, "#recheck_verdict"));
            let silent = found(&superior, &path, &version, "reopen", " ").await;
            assert_eq!((silent.status, silent.links(".govuk-error-summary a").concat().as_str()), (422, "#recheck_why"));
            assert_eq!(silent.values("input[name=recheck_verdict][checked]"), ["reopen"], "what was chosen stays");
            assert_eq!(found(&superior, &path, "0", "right", "").await.status, 409, "a page from before");
            assert_eq!((stands(&app).0.as_str(), drawn(&app)), ("no_assessment", 1));

            let done = found(&superior, &path, &version, "right", "").await;
            assert!(done.location().ends_with(LIST), "{}", done.location());
            assert_eq!((stands(&app), drawn(&app)), (("no_assessment".to_owned(), false, true), 0));
            assert!(!offered(&superior, &path).await);
            assert_eq!(found(&superior, &path, &version, "reopen", "Toinen mieli").await.status, 409, "once");
            let page = superior.get(&path).await;
            assert!(page.words().contains("Päätös tarkistettu ja todettu oikeaksi: EEVA Mallinen"), "{}", page.words());
            assert!(page.buttons("button[value=recheck]").is_empty());
            assert_eq!((logged(&app, "decision_rechecked", "done"), logged(&app, "case_reopened", "done")), (1, 0));
        });
    }

    fn a_case_that_is_opened_again_is_assessed_anew_and_has_the_clock_that_it_had(db: TestDb) {
        let mut app = TestApp::new(db);
        app.set(|service| service.recheck_one_in = 1);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let eeva = chief(&app, "eeva", &office);
        app.file(&named());
        let before = clocks(&app);
        later(&app, TimeDelta::days(2));
        served(&app, async |site| {
            let path = unnecessary(&site.signed_in(&app, &saara).await, &saara).await;
            later(&app, TimeDelta::days(5));
            let superior = site.signed_in(&app, &eeva).await;
            let version = superior.get(&path).await.values("input[name=version]").remove(0);
            let done = found(&superior, &path, &version, "reopen", "kanarialintu-tarve on kasvanut").await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!((stands(&app), drawn(&app)), (("received".to_owned(), true, false), 0));
            assert_eq!(clocks(&app), before, "a clock never starts anew");
            assert!(!lies_open(&app, "kanarialintu"), "why lies sealed");

            // It waits for everybody of the office, with what went before.
            let intake = site.signed_in(&app, &maija).await;
            assert_eq!(intake.get("/staff/queue?view=unassessed").await.cases().concat(), path);
            let page = intake.get(&path).await;
            for shown in [
                "EEVA Mallinen avasi asian uudelleen", "kanarialintu-tarve", "kanarialintu-peruste",
                "Asia avattu uudelleen tarkistuksessa: EEVA Mallinen",
            ] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            assert!(page.attributes("input[type=radio][checked]", "name").is_empty(), "the urgency is assessed anew");

            let social = site.signed_in(&app, &saara).await;
            let version = social.get(&path).await.values("input[name=version]").remove(0);
            let me = saara.account.id.to_string();
            let started = social.post(&format!("{path}/triage"), &[
                ("version", version.as_str()), ("urgency", "urgent"), ("decision", "start_assessment"), ("assignee", &me), ("go", "save"),
            ]).await;
            assert_eq!(started.status, 303, "{}", started.words());
            assert_eq!(stands(&app), ("under_assessment".to_owned(), false, true));
            assert_eq!(clocks(&app).0, before.0);
            assert!(!social.get(&path).await.words().contains("avasi asian uudelleen"), "it is decided anew");
            assert_eq!((logged(&app, "case_reopened", "done"), logged(&app, "decision_rechecked", "done")), (1, 0));
        });
    }

    fn what_is_opened_again_is_as_urgent_as_it_came_and_its_next_decision_is_looked_through(db: TestDb) {
        let mut app = TestApp::new(db);
        app.set(|service| service.recheck_one_in = 1);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let (eeva, olli) = (chief(&app, "eeva", &office), chief(&app, "olli", &office));
        let mut urgent = named();
        urgent["concern"]["urgency"] = json!("today");
        app.file(&urgent);
        assert_eq!(place(&app), (1, None));
        served(&app, async |site| {
            let path = unnecessary(&site.signed_in(&app, &saara).await, &saara).await;
            assert_eq!((place(&app).0, drawn(&app)), (3, 1));
            let superior = site.signed_in(&app, &eeva).await;
            let version = superior.get(&path).await.values("input[name=version]").remove(0);
            // Where nobody waits for a second person's agreement, it does not take the decision out of the check.
            let other = site.signed_in(&app, &olli).await;
            other.get("/staff/").await;
            let agreed = other.post(&format!("{path}/confirm"), &[("version", version.as_str()), ("go", "confirm")]).await;
            assert_eq!((agreed.status, drawn(&app)), (409, 1));

            flooded(&app, &office);
            let done = found(&superior, &path, &version, "reopen", "Ilmoitus on kiireellinen").await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(place(&app), (1, None), "urgent by its own words, and in no group");
            assert_eq!(other.get("/staff/queue?view=urgent").await.cases().concat(), path);
        });
        // Chance would hardly draw it.
        app.set(|service| service.recheck_one_in = u64::MAX);
        later(&app, TimeDelta::hours(1));
        served(&app, async |site| {
            unnecessary(&site.signed_in(&app, &saara).await, &saara).await;
            assert_eq!(drawn(&app), 1, "after one that did not hold each is looked through");
        });
    }

    fn nobody_looks_through_what_they_decided_or_agreed_to(db: TestDb) {
        let mut app = TestApp::new(db);
        app.set(|service| {
            service.recheck_one_in = 1;
            service.second_person = true;
        });
        let office = espoo(&app);
        let (eeva, olli, liisa) = (chief(&app, "eeva", &office), chief(&app, "olli", &office), chief(&app, "liisa", &office));
        app.file(&named());
        served(&app, async |site| {
            let first = site.signed_in(&app, &eeva).await;
            let path = unnecessary(&first, &eeva).await;
            assert_eq!(drawn(&app), 0, "it waits for the second person");
            let second = site.signed_in(&app, &olli).await;
            let version = second.get(&path).await.values("input[name=version]").remove(0);
            assert_eq!(second.post(&format!("{path}/confirm"), &[("version", &version)]).await.status, 303);
            assert_eq!((stands(&app).1, drawn(&app)), (false, 1));
            for (signer, verdict) in [(&first, "right"), (&second, "reopen")] {
                assert!(!offered(signer, &path).await);
                let page = signer.get(&path).await;
                assert!(page.status == 200 && page.buttons("button[value=recheck]").is_empty());
                assert_eq!(found(signer, &path, "2", verdict, "Toinen mieli").await.status, 404);
            }
            assert_eq!((logged(&app, "decision_rechecked", "refused"), logged(&app, "case_reopened", "refused")), (1, 1));
            let third = site.signed_in(&app, &liisa).await;
            assert!(offered(&third, &path).await);
            let page = third.get(&path).await;
            for shown in ["EEVA Mallinen päätti", "Toinen hyväksyjä OLLI Mallinen"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
        });
    }

    fn whoever_is_barred_from_a_case_does_not_look_its_decision_through(db: TestDb) {
        let mut app = TestApp::new(db);
        app.set(|service| service.recheck_one_in = 1);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let (eeva, olli) = (chief(&app, "eeva", &office), chief(&app, "olli", &office));
        app.file(&named());
        served(&app, async |site| {
            let path = unnecessary(&site.signed_in(&app, &saara).await, &saara).await;
            let barred = site.signed_in(&app, &eeva).await;
            assert!(offered(&barred, &path).await);
            let colleague = site.signed_in(&app, &olli).await;
            colleague.get(&format!("{path}/conflict")).await;
            let fields = [("go", "bar_worker"), ("bar_user_name", "eeva"), ("bar_ground", "other_doubt")];
            let done = colleague.post(&format!("{path}/conflict"), &fields).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert!(!offered(&barred, &path).await);
            assert_eq!(barred.get(&path).await.status, 404);
            barred.get("/staff/").await;
            assert_eq!(found(&barred, &path, "1", "right", "").await.status, 404);
            assert!(offered(&colleague, &path).await, "a colleague looks it through");
        });
    }

    fn where_nothing_is_looked_through_nothing_is_drawn(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let eeva = chief(&app, "eeva", &office);
        app.file(&named());
        served(&app, async |site| {
            let path = unnecessary(&site.signed_in(&app, &saara).await, &saara).await;
            assert_eq!(drawn(&app), 0);
            let superior = site.signed_in(&app, &eeva).await;
            assert!(!offered(&superior, &path).await);
            let page = superior.get(&path).await;
            let version = app.store.read("look", |tx| -> Result<i64, StoreError> {
                Ok(cases::table.select(cases::version).first(tx.conn())?)
            }).expect("the case is read").to_string();
            assert!(page.buttons("button[value=recheck]").is_empty());
            assert_eq!(found(&superior, &path, &version, "reopen", "Toinen mieli").await.status, 409);
            assert_eq!(stands(&app).0, "no_assessment");
        });
    }
}
