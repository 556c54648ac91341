//! Triage: an intake worker proposes, a social worker signs, and nobody's work is overwritten.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::helsinki::civil_date;
use huoli::domain::office::OfficeId;
use huoli::intake::opening::{self, ReportKey, Reveal};
use huoli::intake::receipt::Receipt;
use huoli::intake::submit_report::{Admission, Along, submit, submit_with};
use huoli::intake::{IntakeError, form_token};
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases, idempotency};
use serde_json::json;

use super::assessment::fill;
use super::transfer::{sent, triaged};
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

/// The clock of the only case, the day by which its next step falls due, and whose it is.
fn clocks(app: &TestApp) -> (Option<NaiveDate>, Option<NaiveDate>, NaiveDate, Option<String>) {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .select((
                    cases::pending_since,
                    cases::start_last,
                    cases::queue_due,
                    cases::assignee,
                ))
                .first(tx.conn())?)
        })
        .expect("the case is read")
}

/// What is posted by somebody who does not agree, for `why`, from a page of `version`.
fn wish<'a>(version: &'a str, why: &'a str) -> [(&'a str, &'a str); 3] {
    [("version", version), ("dispute_why", why), ("go", "dispute")]
}

/// Presses "open next" on the desk; gives where that leads.
async fn next(browser: &Browser<'_>) -> String {
    browser.get("/staff/").await;
    let answer = browser.post("/staff/next", &[]).await;
    let (_, page) = answer.location().rsplit_once("staff/").expect("a page");
    format!("/staff/{page}")
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
            assert_eq!(page.select("#assignee option[selected]"), ["Se, joka vahvistaa"]);
            let proposed = decide(&intake, &path, &[
                ("urgency", "urgent"), ("decision", "obviously_unnecessary"), ("ground", "known_matter"), ("reason", "kanarialintu-peruste"),
                ("assignee", ""), ("go", "save"),
            ]).await;
            assert_eq!(proposed.status, 303, "{}", proposed.words());
            assert_eq!(stands(&app), ("received".to_owned(), true, 1), "what is proposed as urgent stands first");
            assert_eq!((logged(&app, "triage_proposed"), logged(&app, "case_triaged")), (1, 0));
            assert!(intake.get("/staff/queue?view=mine").await.cases().is_empty(), "it is nobody's yet");

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
            assert_eq!(social.get(&path).await.status, 200, "whoever signed it has it");
            assert_eq!(intake.get(&path).await.status, 404, "and it has left the queue for everybody else");
        });
    }

    fn an_urgent_proposal_is_what_a_social_worker_gets_next_whoever_it_was_given_to(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        for huoli in ["Huoli", "Toinen huoli", "Kolmas huoli"] {
            app.file(&about(huoli));
        }
        served(&app, async |site| {
            let intake = site.signed_in(&app, &maija).await;
            let [plain, hers, open]: [String; 3] = intake.get("/staff/queue").await.cases().try_into().expect("three");
            let me = maija.account.id.to_string();
            for (path, to) in [(&hers, me.as_str()), (&open, "")] {
                let done = decide(&intake, path, &[
                    ("urgency", "urgent"), ("decision", "start_assessment"), ("assignee", to), ("go", "save"),
                ]).await;
                assert_eq!(done.status, 303, "{}", done.words());
                assert_eq!(intake.get(path).await.status, 200, "her look at it keeps it from nobody");
            }
            assert_eq!(intake.get("/staff/queue?view=mine").await.cases(), std::slice::from_ref(&hers));

            let other = site.signed_in(&app, &pekka).await;
            assert!(!other.get("/staff/").await.words().contains("Ehdotuksia vahvistettavana"));
            assert_eq!(next(&other).await, plain, "what waits for a signature is nothing for somebody who does not sign");

            let social = site.signed_in(&app, &saara).await;
            let desk = social.get("/staff/").await;
            assert!(desk.words().contains("Ehdotuksia vahvistettavana: 2"), "{}", desk.words());
            assert!(desk.links("main ul a").contains(&"queue?view=proposed".to_owned()));
            let mut given = [next(&social).await, next(&social).await];
            given.sort();
            let mut proposed = [hers.clone(), open.clone()];
            proposed.sort();
            assert_eq!(given, proposed);
            assert_eq!(next(&social).await, "/staff/queue", "Pekka has the third on his page");
            for path in [&hers, &open] {
                let signed = decide(&social, path, &[("go", "accept")]).await;
                assert_eq!(signed.status, 303, "{}", signed.words());
                assert!(social.get(path).await.words().contains("Arviointi käynnissä"), "the assessment is Saara's");
                assert_eq!(intake.get(path).await.status, 404, "an intake worker makes none");
            }
            assert!(!social.get("/staff/").await.words().contains("Ehdotuksia vahvistettavana"));
        });
    }

    fn an_assessment_is_given_to_a_social_worker_and_what_is_left_open_is_the_signers(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let social = site.signed_in(&app, &saara).await;
            let path = social.get("/staff/queue").await.cases().remove(0);
            let (hers, his) = (maija.account.id.to_string(), pekka.account.id.to_string());
            let id = path.rsplit('/').next().expect("an id").to_owned();
            let given = social.post("/staff/queue", &[("case", &id), ("to", &hers)]).await;
            assert_eq!(given.status, 303, "{}", given.words());
            let chosen = async |browser: &Browser<'_>| browser.get(&path).await.values("#assignee option[selected]").concat();
            let intake = site.signed_in(&app, &maija).await;
            assert_eq!(chosen(&intake).await, hers, "whose it is stands there");
            assert_eq!(chosen(&social).await, "", "but nobody who could not make the assessment that is signed");

            let start = [("urgency", "not_urgent"), ("decision", "start_assessment"), ("go", "save")];
            for (to, said) in [
                (hers.as_str(), "Arvioinnista vastaa sosiaalityöntekijä."), ("kanarialintu", "Valitse toimipisteen työntekijä."),
            ] {
                let refused = decide(&social, &path, &[&start[..], &[("assignee", to)]].concat()).await;
                assert_eq!((refused.status, refused.links(".govuk-error-summary a").concat().as_str()), (422, "#assignee"));
                assert!(refused.words().contains(said), "{said} in {}", refused.words());
            }
            assert_eq!(stands(&app).0, "received");
            let later = [("urgency", "not_urgent"), ("decision", "not_yet"), ("reason", "Soitan koululle."), ("go", "save")];
            let done = decide(&social, &path, &[&later[..], &[("assignee", "")]].concat()).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(social.get("/staff/queue?view=mine").await.cases().concat(), path, "it is whoever's who signs");
            let done = decide(&social, &path, &[&start[..], &[("assignee", his.as_str())]].concat()).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let colleague = site.signed_in(&app, &pekka).await;
            assert_eq!(colleague.get("/staff/queue?view=mine").await.cases().concat(), path);
        });
    }

    fn what_another_office_sends_back_is_given_again_as_is_what_falls_due(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let there = neighbour(&app, &office);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let receiver = worker(&app, "naapuri", Role::IntakeWorker, &[&there]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let social = site.signed_in(&app, &saara).await;
            let (path, done) = triaged(&social, &saara, "transfer").await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(sent(&social, &path, &there).await.status, 303);
            assert_eq!(next(&social).await, "/staff/queue", "it waits for the other office");
            let other = site.signed_in(&app, &receiver).await;
            let page = format!("{path}/transfer");
            let back = fill(&other, &page, &other.get(&page).await, "refuse", &[("refusal", "Lapsi asuu teillä.")]).await;
            assert_eq!(back.status, 303, "{}", back.words());

            later(&app, TimeDelta::minutes(61));
            let intake = site.signed_in(&app, &maija).await;
            assert_eq!(next(&intake).await, "/staff/queue", "it is Saara's");
            let social = site.signed_in(&app, &saara).await;
            let desk = social.get("/staff/").await;
            assert!(desk.words().contains("Arvioimatta: 0") && desk.buttons("button[name=go]").contains(&"next".to_owned()));
            assert_eq!(next(&social).await, path);
            let undecided = [("decision", "not_yet"), ("reason", "Soitan koululle."), ("assignee", ""), ("go", "save_next")];
            let signed = decide(&social, &path, &undecided).await;
            assert!(signed.location().ends_with("/staff/queue"), "what was just decided is not given again: {}", signed.location());

            later(&app, TimeDelta::minutes(61));
            let social = site.signed_in(&app, &saara).await;
            assert!(!social.get("/staff/").await.buttons("button[name=go]").contains(&"next".to_owned()));
            assert_eq!(next(&social).await, "/staff/queue", "not urgent, and not due");
            // Friday 20 November; the seventh working day is Tuesday 1 December.
            later(&app, TimeDelta::days(11));
            let social = site.signed_in(&app, &saara).await;
            assert_eq!(next(&social).await, path);
        });
    }

    fn an_undecided_case_is_given_again_once_what_was_promised_falls_due(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let social = site.signed_in(&app, &saara).await;
            let path = social.get("/staff/queue").await.cases().remove(0);
            let undecided = [
                ("urgency", "not_urgent"), ("decision", "not_yet"), ("reason", "Soitan koululle."), ("assignee", ""), ("go", "save"),
            ];
            assert_eq!(decide(&social, &path, &undecided).await.status, 303);
            let work = format!("{path}/assessment");
            let (today, tomorrow) = (civil_date(app.clock.now()), civil_date(app.clock.now() + TimeDelta::days(1)));
            let (today, tomorrow) = (today.to_string(), tomorrow.to_string());
            let call = [
                ("contact_with", "guardian"), ("contact_channel", "call"), ("contact_result", "not_reached"),
                ("contact_note", "Ei vastaa"), ("contact_date", today.as_str()), ("contact_time", "0.05"),
                ("contact_next_date", tomorrow.as_str()), ("contact_next_time", "10"),
            ];
            let noted = fill(&social, &work, &social.get(&work).await, "contact", &call).await;
            assert_eq!(noted.status, 303, "{}", noted.words());
            later(&app, TimeDelta::minutes(61));
            let social = site.signed_in(&app, &saara).await;
            assert_eq!(next(&social).await, "/staff/queue", "the call is tomorrow's");
            later(&app, TimeDelta::days(1));
            let social = site.signed_in(&app, &saara).await;
            assert_eq!(next(&social).await, path);
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

    fn a_call_before_midnight_is_written_down_after_it(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        app.clock.advance_to(at("2026-11-21T00:10"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let with = |called_at: &'static str| {
                [("urgency", "now"), ("called_at", called_at), ("decision", "not_yet"), ("reason", "Poliisi lähti."), ("go", "save")]
            };
            let ahead = decide(&browser, &path, &with("0.20")).await;
            assert_eq!((ahead.status, ahead.links(".govuk-error-summary a")), (422, vec!["#called_at".to_owned()]));
            let proposed = decide(&browser, &path, &with("23.50")).await;
            assert_eq!(proposed.status, 303, "{}", proposed.words());
            let words = browser.get(&path).await.words();
            assert!(words.contains("Mihin aikaan soitit apua? pe 20.11.2026 klo 23.50"), "{words}");
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

    fn what_was_signed_as_urgent_is_marked_unless_its_own_words_say_more(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        let mut today = about("Huoli");
        today["concern"]["urgency"] = json!("today");
        app.file(&today);
        app.file(&about("Toinen huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let tags = async |page: &str| {
                let mut tags = browser.get(page).await.select("main .govuk-tag");
                tags.retain(|tag| ["Heti", "Kiireellinen"].contains(&tag.as_str()));
                tags
            };
            assert_eq!(tags("/staff/queue").await, ["Heti"], "nobody has assessed anything");
            let paths = browser.get("/staff/queue").await.cases();
            for path in &paths {
                let done = decide(&browser, path, &[
                    ("urgency", "urgent"), ("decision", "not_yet"), ("reason", "Soitan koululle."), ("go", "save"),
                ]).await;
                assert_eq!(done.status, 303, "{}", done.words());
            }
            let mut marked = tags("/staff/queue").await;
            marked.sort();
            assert_eq!(marked, ["Heti", "Kiireellinen"], "one word a case");
            let mut pages = vec![tags(&paths[0]).await, tags(&paths[1]).await];
            pages.sort();
            assert_eq!(pages, [["Heti"], ["Kiireellinen"]], "and on its page");
        });
    }

    fn what_was_typed_while_a_colleague_started_the_assessment_stands_there_to_copy(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let (first, second) = (site.signed_in(&app, &saara).await, site.signed_in(&app, &pekka).await);
            let path = first.get("/staff/queue").await.cases().remove(0);
            let old = second.get(&path).await.values("input[name=version]").remove(0);
            let his = pekka.account.id.to_string();
            let started = decide(&first, &path, &[
                ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", &his), ("go", "save"),
            ]).await;
            assert_eq!((started.status, stands(&app).0.as_str()), (303, "under_assessment"), "{}", started.words());
            let late = second.post(&format!("{path}/triage"), &[
                ("version", &old), ("urgency", "urgent"), ("called_at", "9.05"), ("decision", "not_yet"), ("assignee", &his),
                ("reason", "Kysytään <lisää>\r\nkoululta"), ("go", "save"),
            ]).await;
            assert_eq!(late.status, 409);
            assert!(late.select("#reason").is_empty(), "there is no form to save it with");
            assert_eq!(late.links(".govuk-error-summary a"), ["#unsaved"]);
            assert_eq!(late.select("#unsaved"), ["Mitä kirjoitit"], "the link leads to what is there");
            let kept = late.select("p.huoli-words").join("|");
            for typed in ["Kiireellinen", "9.05", "Kysytään <lisää>"] {
                assert!(kept.contains(typed), "{typed} in {kept}");
            }
            let words = late.words();
            for shown in ["Tätä ei voi enää tallentaa.", "Perustelu", "Arviointi käynnissä"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            let nothing = second.post(&format!("{path}/triage"), &[("version", &old), ("go", "save")]).await;
            assert_eq!((nothing.status, nothing.links(".govuk-error-summary a")), (409, vec!["#main".to_owned()]));
            assert!(nothing.select("#unsaved").is_empty(), "nothing was typed");
            assert!(second.get(&path).await.select("#unsaved").is_empty(), "it is kept nowhere");
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

    fn a_second_social_worker_who_does_not_agree_sends_the_case_back_with_the_clock_that_it_had(db: TestDb) {
        let mut app = TestApp::new(db);
        app.set(|service| service.second_person = true);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&named());
        let before = clocks(&app);
        later(&app, TimeDelta::days(2));
        served(&app, async |site| {
            let first = site.signed_in(&app, &saara).await;
            let path = first.get("/staff/queue").await.cases().remove(0);
            let done = decide(&first, &path, &[
                ("urgency", "not_urgent"), ("decision", "obviously_unnecessary"), ("ground", "known_matter"),
                ("reason", "kanarialintu-peruste"), ("assignee", ""), ("go", "save"),
            ]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(stands(&app), ("no_assessment".to_owned(), true, 3));
            assert!(first.get(&path).await.buttons("button[value=dispute]").is_empty(), "whoever decided has no control for it");

            let place = format!("{path}/dispute");
            let second = site.signed_in(&app, &pekka).await;
            let page = second.get(&path).await;
            assert_eq!(page.buttons("button[value=dispute]"), ["dispute"]);
            let version = page.values("input[name=version]").remove(0);
            let own = first.post(&place, &wish(&version, "Toinen mieli")).await;
            assert_eq!(own.status, 409, "nobody is their own second person");
            let intake = site.signed_in(&app, &maija).await;
            intake.get("/staff/").await;
            assert_eq!(intake.post(&place, &wish(&version, "Toinen mieli")).await.status, 404, "the judgement is a social worker's");
            let silent = second.post(&place, &wish(&version, " ")).await;
            assert_eq!((silent.status, silent.links(".govuk-error-summary a").concat().as_str()), (422, "#dispute_why"));
            let late = second.post(&place, &wish("0", "kanarialintu-tarve")).await;
            assert_eq!(late.status, 409, "a page from before");
            assert!(late.words().contains("kanarialintu-tarve"), "nothing typed is lost: {}", late.words());
            assert_eq!(stands(&app), ("no_assessment".to_owned(), true, 3), "nothing is half stored");

            let done = second.post(&place, &wish(&version, "kanarialintu-tarve on kasvanut")).await;
            assert!(done.location().ends_with("/staff/queue?view=second"), "{}", done.location());
            assert_eq!(stands(&app), ("received".to_owned(), true, 2));
            assert_eq!(clocks(&app), before, "a clock never starts anew, and it is in nobody's hands");
            assert_eq!(second.post(&place, &wish(&version, "Toinen mieli")).await.status, 409, "once");
            assert_eq!(logged(&app, "decision_disputed"), 2, "one of them refused");
            assert_eq!(logged(&app, "decision_confirmed"), 0);

            let page = intake.get(&path).await;
            for shown in [
                "PEKKA Mallinen avasi asian uudelleen", "kanarialintu-tarve on kasvanut", "kanarialintu-peruste",
                "Toinen oli eri mieltä, ja asia palasi jonoon: PEKKA Mallinen",
            ] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            assert!(page.attributes("input[type=radio][checked]", "name").is_empty(), "the urgency is assessed anew");
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
