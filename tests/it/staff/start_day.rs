//! The day on which an assessment started: today, or the day that was told; and why it was late, told at once.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::helsinki::civil_date;
use huoli::store::StoreError;
use huoli::store::schema::{assessments, cases};

use super::assessment::{fill, state, tell_everybody};
use super::triage::decide;
use super::{about, espoo, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// When the only assessment started, and why it did so late, as it lies in clear.
fn start(app: &TestApp) -> (Option<NaiveDate>, Option<String>) {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(assessments::table
                .select((assessments::started_on, assessments::start_delay))
                .first(tx.conn())?)
        })
        .expect("the assessment is read")
}

/// By when the only case's assessment is ready.
fn ready_by(app: &TestApp) -> Option<NaiveDate> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table.select(cases::complete_last).first(tx.conn())?)
        })
        .expect("the case is read")
}

on_both! {
    fn a_visit_of_yesterday_starts_the_assessment_yesterday(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        let arrived = civil_date(app.clock.now());
        let ready = ready_by(&app);
        later(&app, TimeDelta::days(3));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&case).await;
            assert_eq!(page.attributes("details:not([open]) input", "name").iter().filter(|name| *name == "started_on").count(), 1, "closed");
            assert!(page.attributes("select", "name").iter().all(|name| name != "start_delay"), "nothing is late");
            let me = saara.account.id.to_string();
            let day = |days: i64| (arrived + TimeDelta::days(days)).to_string();
            for (told, fault) in [
                (day(4), "Päivä tai aika on vielä edessä."),
                (day(-1), "Päivä on ennen ilmoituksen saapumista."),
                ("eilen".to_owned(), "Kirjoita päivä."),
            ] {
                let fields = [
                    ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", me.as_str()), ("started_on", &told), ("go", "save"),
                ];
                let lacking = decide(&browser, &case, &fields).await;
                assert_eq!((lacking.status, lacking.links(".govuk-error-summary a")), (422, vec!["#started_on".to_owned()]), "{told}");
                assert!(lacking.words().contains(fault), "{fault} in {}", lacking.words());
                assert_eq!(lacking.values("details[open] #started_on"), [told], "what was typed stays, open");
            }
            assert_eq!(state(&app), "received");
            let yesterday = day(2);
            let fields = [
                ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", me.as_str()), ("started_on", &yesterday), ("go", "save"),
            ];
            let done = decide(&browser, &case, &fields).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(start(&app), (yesterday.parse().ok(), None));
            assert_eq!(ready_by(&app), ready, "the three months count from the arrival");
        });
    }

    fn what_an_intake_worker_tells_of_the_start_holds_once_it_is_signed(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        app.file(&about("Huoli"));
        let arrived = civil_date(app.clock.now());
        later(&app, TimeDelta::days(3));
        served(&app, async |site| {
            let (intake, social) = (site.signed_in(&app, &maija).await, site.signed_in(&app, &saara).await);
            let case = intake.get("/staff/queue").await.cases().remove(0);
            let (hers, told) = (maija.account.id.to_string(), (arrived + TimeDelta::days(1)).to_string());
            let fields = [
                ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", &*hers), ("started_on", &told), ("go", "save"),
            ];
            assert_eq!(decide(&intake, &case, &fields).await.status, 303);
            let words = social.get(&case).await.words();
            assert!(words.contains("Arvioinnin alkamispäivä la 21.11.2026"), "{words}");
            assert_eq!(decide(&social, &case, &[("go", "accept")]).await.status, 303);
            assert_eq!(start(&app).0, told.parse().ok());
        });
    }

    fn why_a_start_was_late_is_told_at_once_and_not_asked_again(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        later(&app, TimeDelta::days(20));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let path = format!("{case}/assessment");
            let page = browser.get(&case).await;
            assert!(page.words().contains("Arvioinnin alkamispäivä ja myöhästymisen syy"), "{}", page.words());
            let me = saara.account.id.to_string();
            let other = [
                ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", &*me), ("start_delay", "other"), ("go", "save"),
            ];
            let lacking = decide(&browser, &case, &other).await;
            assert_eq!((lacking.status, lacking.links(".govuk-error-summary a")), (422, vec!["#reason".to_owned()]), "another cause is told in words");
            assert_eq!(lacking.values("details[open] #start_delay option[selected]"), ["other"]);
            let fields = [other[0], other[1], other[2], ("start_delay", "staff"), other[4]];
            let done = decide(&browser, &case, &fields).await;
            assert_eq!(done.status, 303, "{}", done.words());
            tell_everybody(&browser, &case).await;
            let page = browser.get(&path).await;
            assert!(page.attributes("select", "name").iter().all(|name| name != "finish_start_cause"), "it is not asked again");
            let today = civil_date(app.clock.now()).to_string();
            let finish = [("finish_outcome", "no_need"), ("finish_on", today.as_str()), ("finish_reason", "Ei tarvetta.")];
            let done = fill(&browser, &path, &page, "finish", &finish).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(start(&app).1.as_deref(), Some("staff"));
            let words = browser.get(&path).await.words();
            assert!(words.contains("Miksi arviointi alkoi myöhässä? Työntekijöitä oli liian vähän"), "{words}");
        });
    }

    fn a_start_that_was_in_time_is_not_late_when_it_is_typed_late(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        let told = (civil_date(app.clock.now()) + TimeDelta::days(7)).to_string();
        later(&app, TimeDelta::days(20));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let me = saara.account.id.to_string();
            let fields = [
                ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", &*me),
                ("started_on", &told), ("start_delay", "staff"), ("go", "save"),
            ];
            let done = decide(&browser, &case, &fields).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(start(&app), (told.parse().ok(), None), "and no cause is kept of what was not late");
            let page = browser.get(&format!("{case}/assessment")).await;
            assert!(page.attributes("select", "name").iter().all(|name| name != "finish_start_cause"));
            assert!(!browser.get(&case).await.words().contains("· myöhässä"));
        });
    }
}
