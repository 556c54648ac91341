//! The urgent need assessed once more: what was signed first stays, the reason stands beside it, and no date moves.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::helsinki::civil_date;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases};

use super::assessment::{fill, hand, logged, started, stored, tell_everybody};
use super::triage::decide;
use super::{about, espoo, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// Where the only case stands: its state, whether it is in the queue, its rank, and the last days of both clocks.
type Stand = (String, bool, i64, Option<NaiveDate>, Option<NaiveDate>);

fn stands(app: &TestApp) -> Stand {
    app.store
        .read("look", |tx| -> Result<Stand, StoreError> {
            Ok(cases::table
                .select((
                    cases::state,
                    cases::in_queue,
                    cases::queue_rank,
                    cases::start_last,
                    cases::complete_last,
                ))
                .first(tx.conn())?)
        })
        .expect("the case is read")
}

/// How often somebody tried and was refused, by the read log.
fn refused(app: &TestApp) -> i64 {
    app.store
        .read("look", |tx| -> Result<i64, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.eq("urgency_reassessed"))
                .filter(access_log::result.eq("refused"))
                .count()
                .get_result(tx.conn())?)
        })
        .expect("the log is read")
}

/// Help is needed now.
const NOW: [(&str, &str); 3] = [
    ("urgency_need", "now"),
    ("urgency_called_at", "0.01"),
    ("urgency_why", "kanarialintu: toinen ilmoitus."),
];

on_both! {
    fn an_urgency_is_assessed_once_more_and_the_first_one_stays_beside_it(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let path = format!("{case}/assessment");
            let before = stands(&app);
            assert_eq!(before.2, 3, "it was found not to be urgent");
            let page = browser.get(&path).await;
            assert!(page.words().contains("Arvioi kiireellisyys uudelleen"), "{}", page.words());
            assert!(page.select("details[open]").is_empty(), "the form is closed");
            assert!(page.values("input[type=radio][checked]").is_empty(), "nothing is chosen beforehand");

            let lacking = fill(&browser, &path, &page, "urgency", &[("urgency_need", "now"), ("urgency_why", " ")]).await;
            assert_eq!(lacking.status, 422);
            assert_eq!(lacking.links(".govuk-error-summary a"), ["#urgency_called_at", "#urgency_why"]);
            assert_eq!(lacking.values("input[type=radio][checked]"), ["now"], "what was chosen stays");
            assert!(lacking.words().contains("Kirjoita, mihin aikaan soitit apua."), "{}", lacking.words());
            let ahead = [NOW[0], ("urgency_called_at", "23.59"), NOW[2]];
            let ahead = fill(&browser, &path, &page, "urgency", &ahead).await;
            assert_eq!((ahead.status, ahead.links(".govuk-error-summary a")), (422, vec!["#urgency_called_at".to_owned()]));
            assert_eq!(stands(&app), before, "nothing is half stored");

            later(&app, TimeDelta::minutes(5));
            let done = fill(&browser, &path, &page, "urgency", &NOW).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert!(done.location().ends_with("/assessment"));
            let twice = fill(&browser, &path, &page, "urgency", &NOW).await;
            assert_eq!(twice.status, 409, "the same page sent twice is told");
            assert_eq!(logged(&app, "urgency_reassessed"), 1);
            let after = stands(&app);
            assert_eq!((after.2, &after.0), (1, &before.0), "it stands first, where it stood");
            assert_eq!((after.3, after.4), (before.3, before.4), "no clock moves");

            let page = browser.get(&path).await;
            let words = page.words();
            assert!(words.contains("Kiireellinen tarve tehty Nyt"), "{words}");
            assert!(words.contains("kanarialintu: toinen ilmoitus."), "{words}");
            assert!(words.contains("Ei kiireellinen · pe 20.11.2026"), "the first one: {words}");
            let words = browser.get(&case).await.words();
            for event in ["Kiireellisyys arvioitu ja ratkaistu: SAARA Mallinen", "Kiireellisyys arvioitu uudelleen: SAARA Mallinen"] {
                assert!(words.contains(event), "{event} in {words}");
            }

            let calm = [("urgency_need", "not_urgent"), ("urgency_called_at", ""), ("urgency_why", "Apu tuli.")];
            let done = fill(&browser, &path, &page, "urgency", &calm).await;
            assert_eq!((done.status, stands(&app)), (303, before));
            let words = browser.get(&path).await.words();
            for why in ["Apu tuli.", "kanarialintu: toinen ilmoitus."] {
                assert!(words.contains(why), "{why} in {words}");
            }
        });
        for bytes in stored(&app) {
            assert!(!String::from_utf8_lossy(&bytes).contains("kanarialintu"), "a reason lies in clear");
        }
    }

    fn only_a_social_worker_assesses_it_once_more_and_only_before_the_assessment_has_ended(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let path = format!("{case}/assessment");
            hand(&app, &maija);
            let before = stands(&app);
            let post = |version: &str| -> Vec<(&'static str, String)> {
                let named = [("go", "urgency".to_owned()), ("version", version.to_owned())];
                let filled = NOW.iter().map(|(name, value)| (*name, (*value).to_owned()));
                named.into_iter().chain(filled).collect()
            };
            let intake = site.signed_in(&app, &maija).await;
            let page = intake.get(&path).await;
            assert!(page.buttons("button[value=urgency]").is_empty(), "an intake worker is not asked");
            let version = page.values("form:has(button[value=responsible]) input[name=version]").remove(0);
            let fields = post(&version);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(intake.post(&path, &fields).await.status, 404, "and does not sign");
            assert_eq!(refused(&app), 1);
            assert_eq!(stands(&app), before);

            let named = [("responsible_who", &*saara.account.id.to_string())];
            assert_eq!(fill(&intake, &path, &page, "responsible", &named).await.status, 303);
            tell_everybody(&browser, &case).await;
            let page = browser.get(&path).await;
            assert_eq!(page.buttons("button[value=urgency]"), ["urgency"], "Saara is");
            let today = civil_date(app.clock.now()).to_string();
            let finish = [("finish_outcome", "no_need"), ("finish_on", today.as_str()), ("finish_reason", "Ei tarvetta.")];
            assert_eq!(fill(&browser, &path, &page, "finish", &finish).await.status, 303);
            let page = browser.get(&path).await;
            assert!(page.buttons("button[value=urgency]").is_empty(), "what has ended is not assessed again");
            let version = page.values("form:has(button[value=close]) input[name=version]").remove(0);
            let fields = post(&version);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(browser.post(&path, &fields).await.status, 409);
            assert_eq!((logged(&app, "urgency_reassessed"), stands(&app).2), (0, before.2));
        });
    }

    fn an_undecided_case_is_assessed_once_more_and_what_is_proposed_of_it_goes_on_waiting(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let (social, intake) = (site.signed_in(&app, &saara).await, site.signed_in(&app, &maija).await);
            let case = social.get("/staff/queue").await.cases().remove(0);
            let path = format!("{case}/assessment");
            let page = social.get(&path).await;
            assert!(page.buttons("button[value=urgency]").is_empty(), "the first one is the triage's");
            let hers = maija.account.id.to_string();
            let undecided = [
                ("urgency", "not_urgent"), ("decision", "not_yet"), ("reason", "Soitan koululle."), ("assignee", &*hers), ("go", "save"),
            ];
            assert_eq!(decide(&social, &case, &undecided).await.status, 303);
            let proposed = [("decision", "start_assessment"), ("assignee", &*hers), ("go", "save")];
            assert_eq!(decide(&intake, &case, &proposed).await.status, 303);
            assert_eq!((stands(&app).1, stands(&app).2), (true, 3));

            let page = social.get(&path).await;
            let urgent = [("urgency_need", "urgent"), ("urgency_called_at", ""), ("urgency_why", "Koulu kertoi lisää.")];
            let done = fill(&social, &path, &page, "urgency", &urgent).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!((stands(&app).0.as_str(), stands(&app).1, stands(&app).2), ("triaged", true, 1));
            let words = social.get(&case).await.words();
            for shown in ["Kiireellisyys on arvioitu: Kiireellinen.", "MAIJA Mallinen ehdotti"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            let accepted = decide(&social, &case, &[("go", "accept")]).await;
            assert_eq!(accepted.status, 303, "{}", accepted.words());
            let after = stands(&app);
            assert_eq!((after.0.as_str(), after.2), ("under_assessment", 1), "it stays as urgent as it was found last");
        });
    }
}
