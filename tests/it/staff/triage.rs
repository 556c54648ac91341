//! Triage: an intake worker proposes, a social worker signs, and nobody's work is overwritten.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::office::OfficeId;
use huoli::intake::opening::{self, ReportKey, Reveal};
use huoli::intake::receipt::Receipt;
use huoli::intake::submit_report::{Admission, Along, submit, submit_with};
use huoli::intake::{IntakeError, form_token};
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases, idempotency};
use serde_json::json;

use super::{Browser, about, espoo, far_away, later, named, neighbour, served, worker};
use crate::harness::app::{TestApp, at, report};
use crate::harness::db::on_both;

/// Where the only case stands: state, whether it is in the queue, its rank.
fn stands(app: &TestApp) -> (String, bool, i64) {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .select((cases::state, cases::in_queue, cases::queue_rank))
                .first(tx.conn())?)
        })
        .expect("the case is read")
}

/// How often `action` stands in the read log.
fn logged(app: &TestApp, action: &str) -> i64 {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.eq(action))
                .count()
                .get_result(tx.conn())?)
        })
        .expect("the log is read")
}

/// Posts a triage from the page that was read last, with its hidden fields.
pub async fn decide(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> super::Answer {
    let page = browser.get(path).await;
    let version = page.values("input[name=version]").remove(0);
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    browser.post(&format!("{path}/triage"), &all).await
}

on_both! {
    fn an_intake_worker_proposes_and_a_social_worker_signs_with_one_control(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        app.file(&named());
        served(&app, async |site| {
            let intake = site.signed_in(&app, &maija).await;
            let desk = intake.get("/staff/").await;
            assert!(desk.buttons("button[name=go]").contains(&"next".to_owned()));
            let path = intake.post("/staff/next", &[]).await.location().trim_start_matches("..").to_owned();
            let path = format!("/staff/{}", path.rsplit_once("staff/").expect("a case").1);
            let page = intake.get(&path).await;
            assert!(page.attributes("input[type=radio][checked]", "name").is_empty(), "nothing is chosen beforehand");
            assert!(page.words().contains("Tallennat ehdotuksen."));
            let mine = maija.account.id.to_string();
            let proposed = decide(&intake, &path, &[
                ("urgency", "urgent"), ("decision", "obviously_unnecessary"), ("ground", "known_matter"), ("reason", "kanarialintu-peruste"),
                ("assignee", &mine), ("go", "save"),
            ]).await;
            assert_eq!(proposed.status, 303, "{}", proposed.words());
            assert_eq!(stands(&app), ("received".to_owned(), true, 1), "what is proposed as urgent stands first");
            assert_eq!((logged(&app, "triage_proposed"), logged(&app, "case_triaged")), (1, 0));
            let own = intake.get("/staff/queue?view=mine").await;
            assert_eq!(own.cases().concat(), path);

            let social = site.signed_in(&app, &saara).await;
            let page = social.get(&path).await;
            let words = page.words();
            for shown in ["MAIJA Mallinen ehdotti", "Kiireellinen", "Arviointi on ilmeisen tarpeeton", "Samaa asiaa arvioidaan jo", "kanarialintu-peruste"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            let signed = decide(&social, &path, &[("go", "accept")]).await;
            assert_eq!(signed.status, 303, "{}", signed.words());
            assert_eq!(stands(&app), ("no_assessment".to_owned(), false, 1));
            assert_eq!(logged(&app, "case_triaged"), 1);
            assert_eq!(social.get("/staff/queue").await.cases(), [""; 0]);
            assert_eq!(intake.get(&path).await.status, 200, "it was given to Maija, who goes on seeing it");
            assert_eq!(social.get(&path).await.status, 404, "and has left the queue for everybody else");
        });
    }

    fn what_lacks_is_said_at_its_field_and_what_was_typed_stays(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = decide(&browser, &path, &[("urgency", "now"), ("decision", "not_yet"), ("go", "save")]).await;
            assert_eq!(page.status, 422);
            let words = page.words();
            for shown in ["Kirjoita, mihin aikaan soitit apua.", "Kirjoita perustelu."] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            assert_eq!(page.links(".govuk-error-summary a"), ["#called_at", "#reason"]);
            assert_eq!(page.values("input[type=radio][checked]"), ["now", "not_yet"]);
            let nobody = decide(&browser, &path, &[
                ("urgency", "now"), ("called_at", "14.00"), ("decision", "not_yet"), ("reason", "Kysytään <lisää>"),
                ("assignee", "7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11"), ("go", "save"),
            ]).await;
            assert_eq!(nobody.status, 422);
            assert!(nobody.text.contains("Kysytään &#60;lisää&#62;") && nobody.words().contains("Valitse toimipisteen työntekijä."));
            assert_eq!(stands(&app).0, "received", "nothing is half stored");
        });
    }

    fn somebody_elses_change_is_never_overwritten(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let (first, second) = (site.signed_in(&app, &saara).await, site.signed_in(&app, &pekka).await);
            let path = first.get("/staff/queue").await.cases().remove(0);
            let old = second.get(&path).await.values("input[name=version]").remove(0);
            assert!(first.get(&path).await.words().contains("Käsittelyssä: PEKKA Mallinen"));
            let assignee = saara.account.id.to_string();
            let done = decide(&first, &path, &[
                ("urgency", "not_urgent"), ("decision", "not_yet"), ("reason", "Soitan koululle."), ("assignee", &assignee), ("go", "save"),
            ]).await;
            assert_eq!(done.status, 303);
            assert_eq!(stands(&app), ("triaged".to_owned(), true, 3));
            let other = pekka.account.id.to_string();
            let fields = [
                ("version", old.as_str()), ("urgency", "urgent"), ("decision", "start_assessment"), ("reason", "kanarialintu-toinen"),
                ("assignee", &other), ("go", "save"),
            ];
            let late = second.post(&format!("{path}/triage"), &fields).await;
            assert_eq!(late.status, 409);
            let words = late.words();
            assert!(words.contains("Joku muu muutti asiaa sillä välin.") && words.contains("kanarialintu-toinen"), "{words}");
            assert!(words.contains("Kiireellisyys on arvioitu: Ei kiireellinen."), "what stands now is beside it: {words}");
            assert_eq!(stands(&app).0, "triaged");
            let now = late.values("input[name=version]").remove(0);
            let again = second.post(&format!("{path}/triage"), &[
                ("version", &now), ("decision", "start_assessment"), ("assignee", &other), ("go", "save"),
            ]).await;
            assert_eq!((again.status, stands(&app).0.as_str()), (303, "under_assessment"));
        });
    }

    fn the_minute_of_an_anonymous_report_is_forgotten_once_it_is_triaged(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        // In a role of their work and without a name: the receipt holds a signed proof with the minute too.
        let mut document = about("Huoli");
        document["reporter_role"] = json!("professional");
        let token = form_token::issue(&app, app.clock.now()).expect("a token");
        let admission = Admission::Web { token, wants_code: true };
        let sent = || {
            let along = Along { document: Some(&document), ..Along::default() };
            submit_with(&app, &report(&document), along, &admission, app.clock.now()).expect("it is taken in")
        };
        // What lies under the report's key, as somebody with that key would find it.
        let lies = || -> (DateTime<Utc>, Receipt) {
            app.store.read("look", |tx| -> Result<_, IntakeError> {
                let (report, office): (String, String) = cases::table.select((cases::report, cases::office)).first(tx.conn())
                    .map_err(StoreError::from)?;
                let (report, office) = (report.parse().expect("an id"), OfficeId(office.parse().expect("an id")));
                let opened = opening::open(tx, &app, report, office, Reveal::Task)?.expect("the office has it");
                let key = ReportKey::for_office(tx, &app, report, office)?.expect("and its key");
                let (row, answer): (String, Vec<u8>) = idempotency::table.select((idempotency::id, idempotency::answer)).first(tx.conn())
                    .map_err(StoreError::from)?;
                let receipt = key.json(&answer, "idempotency", row.parse().expect("an id"), "answer")?;
                Ok((opened.received_at, receipt))
            }).expect("it opens")
        };
        let first = sent();
        let (minute, hour) = (at("2026-11-20T14:05"), at("2026-11-20T14:00"));
        assert!(first.proof.is_some() && first.follow_up_code.is_some(), "{first:?}");
        let (arrival, kept) = lies();
        assert_eq!((arrival, kept.received_at, kept.proof), (minute, minute, first.proof.clone()));
        assert_eq!(sent(), first, "the same sending gets the same receipt");
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let assignee = saara.account.id.to_string();
            let done = decide(&browser, &path, &[
                ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", &assignee), ("go", "save"),
            ]).await;
            assert_eq!(done.status, 303);
            let page = browser.get(&path).await;
            assert!(page.words().contains("Arviointi käynnissä"), "{}", page.words());
        });
        let (arrival, kept) = lies();
        assert_eq!((arrival, kept.received_at, kept.proof), (hour, hour, None), "nothing that lies there tells the minute");
        // Sent once more it gets the same but for that: references, offices, dates and code.
        let mut expected = first;
        (expected.received_at, expected.proof) = (hour, None);
        assert_eq!(sent(), expected);
    }

    fn the_minute_of_a_named_report_stays(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        let token = form_token::issue(&app, app.clock.now()).expect("a token");
        let admission = Admission::Web { token, wants_code: true };
        let sent = || submit(&app, &report(&named()), &admission, app.clock.now()).expect("it is taken in");
        let first = sent();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let assignee = saara.account.id.to_string();
            let done = decide(&browser, &path, &[
                ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", &assignee), ("go", "save"),
            ]).await;
            assert_eq!(done.status, 303);
        });
        assert_eq!((sent(), first.received_at), (first, at("2026-11-20T14:05")));
    }

    fn of_a_contact_with_social_welfare_both_laws_days_are_shown_where_the_child_needs_special_support(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        app.file(&about("Toinen huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let paths = browser.get("/staff/queue").await.cases();
            let assignee = saara.account.id.to_string();
            let binding = "Lapsi tarvitsee erityistä tukea. Sosiaalihuoltolain 36 §:n 3 momentin mukaan";
            for (path, support) in paths.iter().zip(["yes", ""]) {
                let done = decide(&browser, path, &[
                    ("urgency", "not_urgent"), ("decision", "social_welfare_contact"), ("reason", "Perhe pyytää tukea"),
                    ("special_support", support), ("assignee", &assignee), ("go", "save"),
                ]).await;
                assert_eq!(done.status, 303, "{}", done.words());
                let words = browser.get(path).await.words();
                assert!(words.contains("Arviointi alkaa viimeistään"), "the days of child welfare stay: {words}");
                assert_eq!(words.contains(binding), support == "yes", "{words}");
                assert_eq!(words.contains("palvelutarve arvioidaan viipymättä"), support.is_empty(), "{words}");
            }
        });
    }

    fn what_is_put_aside_is_offered_to_others_first(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&path).await;
            let short = browser.post(&format!("{path}/aside"), &[("aside", "x")]).await;
            assert_eq!(short.status, 422);
            assert!(short.words().contains("Kirjoita syy, 3–500 merkkiä."));
            let aside = browser.post(&format!("{path}/aside"), &[("aside", "Tunnen perheen")]).await;
            assert!(aside.location().ends_with("/staff/queue"), "nothing else waits: {}", aside.location());
            assert!(browser.post("/staff/next", &[]).await.location().ends_with("/staff/queue"), "nor is it offered again");
            let other = site.signed_in(&app, &pekka).await;
            other.get("/staff/").await;
            assert!(other.post("/staff/next", &[]).await.location().contains("/staff/cases/"));
            later(&app, TimeDelta::minutes(61));
            let back = site.signed_in(&app, &maija).await;
            back.get("/staff/").await;
            assert!(back.post("/staff/next", &[]).await.location().contains("/staff/cases/"), "an hour later it is");
            assert_eq!(logged(&app, "case_put_aside"), 1);
        });
    }

    fn where_it_is_asked_for_a_second_social_worker_agrees_that_no_assessment_is_made(db: TestDb) {
        let mut app = TestApp::new(db);
        app.set(|service| service.second_person = true);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&named());
        served(&app, async |site| {
            let first = site.signed_in(&app, &saara).await;
            let path = first.get("/staff/queue").await.cases().remove(0);
            let her = saara.account.id.to_string();
            let fields = [
                ("urgency", "not_urgent"), ("decision", "obviously_unnecessary"), ("reason", "kanarialintu-peruste"), ("assignee", her.as_str()),
                ("go", "save"),
            ];
            let lacking = decide(&first, &path, &fields).await;
            assert_eq!((lacking.status, lacking.links(".govuk-error-summary a").concat().as_str()), (422, "#ground"));
            let done = decide(&first, &path, &[&fields[..], &[("ground", "recent_assessment")]].concat()).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(stands(&app), ("no_assessment".to_owned(), true, 3), "it waits in the queue");
            let own = first.get(&path).await;
            assert!(own.words().contains("Toinen sosiaalityöntekijä hyväksyy päätöksen."), "{}", own.words());
            let version = own.values("input[name=version]");
            assert_eq!(version, [""; 0], "whoever decided has no control for it");
            assert_eq!(first.post(&format!("{path}/confirm"), &[("version", "1")]).await.status, 409);

            let intake = site.signed_in(&app, &maija).await;
            intake.get("/staff/").await;
            assert_eq!(intake.post(&format!("{path}/confirm"), &[("version", "1")]).await.status, 404, "the judgement is a social worker's");

            let second = site.signed_in(&app, &pekka).await;
            let list = second.get("/staff/queue?view=second").await;
            assert_eq!(list.cases().concat(), path);
            assert!(list.words().contains("Odottaa toista hyväksyjää"));
            let page = second.get(&path).await;
            assert!(page.words().contains("SAARA Mallinen päätti") && page.words().contains("kanarialintu-peruste"), "{}", page.words());
            assert_eq!(second.post(&format!("{path}/confirm"), &[("version", "0")]).await.status, 409);
            let version = page.values("input[name=version]").remove(0);
            let agreed = second.post(&format!("{path}/confirm"), &[("version", &version)]).await;
            assert_eq!(agreed.status, 303, "{}", agreed.words());
            assert_eq!(stands(&app), ("no_assessment".to_owned(), false, 3));
            assert_eq!((logged(&app, "decision_confirmed"), second.get("/staff/queue").await.cases()), (2, vec![]), "one of them refused");
        });
    }

    fn nobody_triages_a_case_beyond_their_offices(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let reader = worker(&app, "reader", Role::SocialWorker, &[&own]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &reader).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let outsiders = [
                worker(&app, "naapuri", Role::SocialWorker, &[&neighbour(&app, &own)]),
                worker(&app, "vieras", Role::Supervisor, &[&far_away(&app, &own)]),
                worker(&app, "hallinto", Role::CountyAdmin, &[&own]),
                worker(&app, "tarkastaja", Role::Auditor, &[&own]),
            ];
            for outsider in &outsiders {
                let browser = site.signed_in(&app, outsider).await;
                browser.get("/staff/").await;
                let me = outsider.account.id.to_string();
                let fields = [
                    ("version", "0"), ("urgency", "urgent"), ("decision", "start_assessment"), ("assignee", &me), ("go", "save"),
                ];
                assert_eq!(browser.post(&format!("{path}/triage"), &fields).await.status, 404);
                assert_eq!(browser.post(&format!("{path}/aside"), &[("aside", "Ei kuulu")]).await.status, 404);
                assert!(browser.post("/staff/next", &[]).await.location().ends_with("/staff/queue"));
            }
            assert_eq!(stands(&app), ("received".to_owned(), true, 2));
        });
    }
}
