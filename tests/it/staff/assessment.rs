//! The workspace of a case: tasks, notes, contacts, who answers for the child, and how an assessment ends.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::helsinki::civil_date;
use huoli::ids::{IdSource, OsIds};
use huoli::store::schema::{
    access_log, assessments, case_contacts, case_decisions, case_events, case_facts, case_notes,
    case_notices, cases, reminders,
};
use huoli::store::{DatabaseUrl, StoreError};
use serde_json::json;

use super::{Answer, Browser, Worker, about, espoo, far_away, later, neighbour, notice_log, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// How often `action` was done, by the read log.
pub fn logged(app: &TestApp, action: &str) -> i64 {
    let done = app.store.read("look", |tx| -> Result<i64, StoreError> {
        Ok(access_log::table
            .filter(access_log::action.eq(action))
            .filter(access_log::result.eq("done"))
            .count()
            .get_result(tx.conn())?)
    });
    done.expect("the log is read")
}

/// Where the only case stands.
pub fn state(app: &TestApp) -> String {
    let state = app.store.read("look", |tx| -> Result<String, StoreError> {
        Ok(cases::table.select(cases::state).first(tx.conn())?)
    });
    state.expect("the case is read")
}

/// Makes the only case that of `worker`, past every page: as somebody has it whose role was changed.
pub fn hand(app: &TestApp, worker: &Worker) {
    let to = worker.account.id.to_string();
    let changed = app.store.write("hand", move |tx| -> Result<usize, StoreError> {
        Ok(diesel::update(cases::table)
            .set((cases::assignee.eq(&to), cases::version.eq(cases::version + 1)))
            .execute(tx.conn())?)
    });
    assert_eq!(changed.expect("the case is changed"), 1);
}

/// Posts the form of `page` whose button sends `go`, with its hidden fields and `fields`.
pub async fn fill(
    browser: &Browser<'_>,
    path: &str,
    page: &Answer,
    go: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let button = format!("form:has(button[value={go}]) input[type=hidden]");
    let names = page.attributes(&button, "name");
    let values = page.values(&button);
    let mut all: Vec<(&str, &str)> = names
        .iter()
        .zip(&values)
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "csrf")
        .collect();
    assert!(
        !names.is_empty(),
        "{path} has a form that sends {go}: {}",
        page.words()
    );
    all.push(("go", go));
    all.extend_from_slice(fields);
    browser.post(path, &all).await
}

/// Signs a triage that starts the assessment of the only case in the queue, for `worker`; gives the way to the case.
pub async fn started(browser: &Browser<'_>, worker: &Worker) -> String {
    let path = browser.get("/staff/queue").await.cases().remove(0);
    let page = browser.get(&path).await;
    let version = page.values("input[name=version]").remove(0);
    let me = worker.account.id.to_string();
    let fields = [
        ("version", version.as_str()),
        ("urgency", "not_urgent"),
        ("decision", "start_assessment"),
        ("assignee", &me),
        ("go", "save"),
    ];
    let done = browser.post(&format!("{path}/triage"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
    path
}

/// Writes down that everybody was told of the report.
pub async fn tell_everybody(browser: &Browser<'_>, path: &str) {
    let notices = format!("{path}/notices");
    for person in browser.get(&notices).await.values("input[name=person]") {
        if person == "new" {
            continue;
        }
        let page = browser.get(&notices).await;
        let done = notice_log::record(
            browser,
            &notices,
            &page,
            &person,
            &[("told", "yes"), ("channel", "call")],
        )
        .await;
        assert_eq!(done.status, 303, "{}", done.words());
    }
}

/// Everything sealed that work on a case stores, and on SQLite the bytes of every file of the database.
pub fn stored(app: &TestApp) -> Vec<Vec<u8>> {
    let read = app.store.read("look", |tx| -> Result<Vec<Vec<u8>>, StoreError> {
        let mut all: Vec<Vec<u8>> = case_notes::table.select(case_notes::body).load(tx.conn())?;
        all.extend(
            case_contacts::table
                .select(case_contacts::body)
                .load::<Vec<u8>>(tx.conn())?,
        );
        all.extend(
            case_facts::table
                .select(case_facts::body)
                .load::<Vec<u8>>(tx.conn())?,
        );
        all.extend(
            case_notices::table
                .select(case_notices::body)
                .load::<Vec<u8>>(tx.conn())?,
        );
        let sheets: Vec<Option<Vec<u8>>> = assessments::table.select(assessments::body).load(tx.conn())?;
        all.extend(
            case_decisions::table
                .select(case_decisions::life)
                .load::<Vec<u8>>(tx.conn())?,
        );
        let reasons: Vec<Option<Vec<u8>>> = case_events::table.select(case_events::reason).load(tx.conn())?;
        all.extend(sheets.into_iter().chain(reasons).flatten());
        Ok(all)
    });
    let mut all = read.expect("the tables are read");
    if let DatabaseUrl::Sqlite(file) = &app.db.url {
        let folder = std::fs::read_dir(file.parent().expect("a folder")).expect("a folder");
        all.extend(folder.map(|entry| std::fs::read(entry.expect("a file").path()).expect("bytes")));
    }
    all
}

on_both! {
    fn what_colleagues_promised_does_not_push_ones_own_off_the_desk(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&office]);
        let esko = worker(&app, "esko", Role::Supervisor, &[&office]);
        for _ in 0..2 {
            app.file(&about("Huoli"));
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let theirs = started(&browser, &pekka).await;
            let own = started(&browser, &saara).await;
            // The colleague has promised more than a desk lists, all of it before the one call of Saara's.
            let id = |path: &str| path.rsplit('/').next().expect("an id").to_owned();
            let (theirs, own, county, now) = (id(&theirs), id(&own), office.county.to_string(), app.clock.now());
            let mut promises: Vec<_> = (0..60).map(|minute| (theirs.clone(), now + TimeDelta::minutes(minute))).collect();
            promises.push((own, now + TimeDelta::minutes(90)));
            app.store.write("promise", move |tx| -> Result<(), StoreError> {
                for (case, due_at) in &promises {
                    diesel::insert_into(reminders::table)
                        .values((
                            reminders::id.eq(OsIds.uuid().to_string()),
                            reminders::case_id.eq(case),
                            reminders::county.eq(&county),
                            reminders::kind.eq("call"),
                            reminders::due_at.eq(due_at.naive_utc()),
                        ))
                        .execute(tx.conn())?;
                }
                Ok(())
            }).expect("the promises are made");
            let (pekkas, eskos) = (site.signed_in(&app, &pekka).await, site.signed_in(&app, &esko).await);
            for (desk, listed) in [(&browser, 1), (&pekkas, 50), (&eskos, 50)] {
                let words = desk.get("/staff/").await.words();
                assert_eq!(words.matches("Luvattu yhteydenotto").count(), listed, "{words}");
            }
        });
    }

    fn notes_and_contacts_stay_as_written_with_author_and_time(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let path = format!("{case}/assessment");
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200);
            assert!(page.words().contains("Muistiinpanoja ei ole."), "{}", page.words());
            let empty = fill(&browser, &path, &page, "note", &[("note_text", " ")]).await;
            assert_eq!((empty.status, empty.links(".govuk-error-summary a")), (422, vec!["#note_text".to_owned()]));
            let done = fill(&browser, &path, &page, "note", &[("note_text", "Kotikäynti <ma> klo 9")]).await;
            assert_eq!(done.status, 303);
            assert!(done.location().ends_with("/assessment"));
            let twice = fill(&browser, &path, &page, "note", &[("note_text", "Kotikäynti <ma> klo 9")]).await;
            assert_eq!(twice.status, 303, "the same page sent twice");
            assert_eq!(logged(&app, "note_added"), 1);

            let page = browser.get(&path).await;
            assert!(page.words().contains("SAARA Mallinen") && page.words().contains("Kotikäynti <ma> klo 9"));
            assert_eq!(page.text.matches("Kotikäynti").count(), 1);
            let promised = [
                ("contact_with", "guardian"), ("contact_channel", "call"), ("contact_result", "not_reached"),
                ("contact_note", "Ei vastaa"), ("contact_date", "20.11.2026"), ("contact_time", "0.05"),
                ("contact_next_date", "21.11.2099"), ("contact_next_time", "10"),
            ];
            let lacking = fill(&browser, &path, &page, "contact", &promised[..1]).await;
            assert_eq!(lacking.status, 422);
            assert_eq!(lacking.links(".govuk-error-summary a"), ["#contact_channel", "#contact_date", "#contact_result"]);
            assert_eq!(lacking.values("input[type=radio][checked]"), ["guardian"], "what was chosen stays");
            let tomorrow = civil_date(app.clock.now() + TimeDelta::days(1)).to_string();
            let today = civil_date(app.clock.now()).to_string();
            let mut contact = promised;
            contact[4].1 = &today;
            contact[6].1 = &tomorrow;
            let done = fill(&browser, &path, &page, "contact", &contact).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains("Palaa näihin") && desk.words().contains("Luvattu yhteydenotto"), "{}", desk.words());
            assert!(!desk.text.contains("Ei vastaa"));

            let page = browser.get(&path).await;
            let mut reached = contact[..6].to_vec();
            reached[2].1 = "reached";
            reached[3].1 = "Sovittiin tapaaminen";
            let done = fill(&browser, &path, &page, "contact", &reached).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert!(!browser.get("/staff/").await.words().contains("Luvattu yhteydenotto"), "the promise is kept");
            assert_eq!(logged(&app, "contact_added"), 2);
            let page = browser.get(&case).await;
            assert!(page.words().contains("Yhteydenotto kirjattu: SAARA Mallinen"), "{}", page.words());
        });
    }

    fn what_was_typed_while_the_case_was_closed_stands_there_to_copy(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let path = format!("{case}/assessment");
            tell_everybody(&browser, &case).await;
            let old = browser.get(&path).await;
            let today = civil_date(app.clock.now()).to_string();
            let finish = [("finish_outcome", "no_need"), ("finish_on", today.as_str()), ("finish_reason", "Ei tarvetta.")];
            assert_eq!(fill(&browser, &path, &old, "finish", &finish).await.status, 303);
            let page = browser.get(&path).await;
            assert_eq!(fill(&browser, &path, &page, "close", &[]).await.status, 303);
            assert_eq!(state(&app), "closed");

            let note = fill(&browser, &path, &old, "note", &[("note_text", "Kotikäynti <ma>\r\nklo 9")]).await;
            assert_eq!((note.status, note.links(".govuk-error-summary a")), (409, vec!["#unsaved".to_owned()]));
            assert_eq!(note.select("#unsaved"), ["Mitä kirjoitit"], "the link leads to what is there");
            assert!(note.select("p.huoli-words").concat().contains("Kotikäynti <ma>"), "{}", note.words());
            assert!(note.buttons("button[value=note]").is_empty(), "what is closed is not written into");

            let contact = [
                ("contact_with", "guardian"), ("contact_channel", "call"), ("contact_result", "reached"),
                ("contact_note", "Sovittiin tapaaminen"), ("contact_date", today.as_str()), ("contact_time", "0.05"),
            ];
            let contact = fill(&browser, &path, &old, "contact", &contact).await;
            assert_eq!(contact.status, 409);
            let kept = contact.select("p.huoli-words").join("|");
            assert!(kept.contains("Sovittiin tapaaminen") && kept.contains("0.05") && kept.contains("Huoltaja"), "{kept}");
            let again = fill(&browser, &path, &old, "finish", &[("finish_reason", "Toinen perustelu")]).await;
            assert!(again.select("p.huoli-words").concat().contains("Toinen perustelu"), "{}", again.words());
            assert_eq!((logged(&app, "note_added"), logged(&app, "contact_added")), (0, 0));
            assert!(browser.get(&path).await.select("#unsaved").is_empty(), "it is kept nowhere");
        });
    }

    fn tasks_are_marked_and_nobodys_marks_are_overwritten(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = format!("{}/assessment", started(&browser, &saara).await);
            let old = browser.get(&path).await;
            assert!(old.words().contains("Lapsi on tavattu aloittamatta"), "{}", old.words());
            assert!(old.words().contains("Kiireellinen tarve tehty Ei kiireellinen"), "{}", old.words());
            let marks = [
                ("tasks_met_child", "done"), ("tasks_reporter_facts", "not_needed"),
                ("tasks_other_parties", "under_way"), ("tasks_summary", "not_started"),
            ];
            assert_eq!(fill(&browser, &path, &old, "tasks", &marks).await.status, 303);
            let page = browser.get(&path).await;
            assert!(page.words().contains("Lapsi on tavattu tehty"), "{}", page.words());
            let other = [("tasks_met_child", "not_started"), ("tasks_other_parties", "done")];
            let late = fill(&browser, &path, &old, "tasks", &other).await;
            assert_eq!(late.status, 409);
            assert!(late.words().contains("Joku muu muutti tätä sillä välin."));
            assert!(late.words().contains("Lapsi on tavattu tehty"), "what stands now is shown beside what was typed");
            assert_eq!(late.values("#tasks_other_parties option[selected]"), ["done"]);
            assert_eq!(logged(&app, "tasks_changed"), 1);
        });
    }

    fn an_assessment_is_finished_by_a_social_worker_once_everybody_is_told(db: TestDb) {
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
            assert_eq!(browser.get(&path).await.status, 404, "it is Maija's");

            let intake = site.signed_in(&app, &maija).await;
            let page = intake.get(&path).await;
            assert!(page.words().contains("Sosiaalityöntekijä päättää arvioinnin."), "{}", page.words());
            assert!(page.buttons("button[value=finish]").is_empty());
            let finish = [
                ("go", "finish"), ("version", "1"), ("finish_outcome", "no_need"), ("finish_on", "20.11.2026"), ("finish_reason", "Ei tarvetta."),
            ];
            assert_eq!(intake.post(&path, &finish).await.status, 404, "an intake worker does not sign");
            assert_eq!(intake.post(&path, &[("go", "close"), ("version", "1")]).await.status, 404);
            assert_eq!(state(&app), "under_assessment");
            let nobody = fill(&intake, &path, &page, "responsible", &[("responsible_who", &maija.account.id.to_string())]).await;
            assert_eq!(nobody.status, 422, "an intake worker does not answer for a child");
            let named = fill(&intake, &path, &page, "responsible", &[("responsible_who", &saara.account.id.to_string())]).await;
            assert_eq!(named.status, 303, "{}", named.words());
            assert_eq!(intake.get(&path).await.status, 404, "it is Saara's now");

            let today = civil_date(app.clock.now()).to_string();
            let page = browser.get(&path).await;
            assert!(page.words().contains("Kertomatta: 2."), "{}", page.words());
            let finish = [("finish_outcome", "child_welfare_client"), ("finish_on", today.as_str()), ("finish_reason", "kanarialintu-tulos")];
            let blocked = fill(&browser, &path, &page, "finish", &finish).await;
            assert_eq!(blocked.status, 422);
            assert!(blocked.words().contains("Joltakulta puuttuu tieto ilmoituksesta."), "{}", blocked.words());
            assert!(blocked.words().contains("kanarialintu-tulos"), "what was typed stays");
            assert_eq!(state(&app), "under_assessment");

            tell_everybody(&browser, &case).await;
            let page = browser.get(&path).await;
            let early = fill(&browser, &path, &page, "finish", &[("finish_outcome", "no_need"), ("finish_on", "1.1.2020"), ("finish_reason", "x")]).await;
            assert_eq!(early.links(".govuk-error-summary a"), ["#finish_on"]);
            let done = fill(&browser, &path, &page, "finish", &finish).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(state(&app), "assessed");
            let again = fill(&browser, &path, &page, "finish", &finish).await;
            assert_eq!(again.status, 409, "nothing is finished twice");
            let page = browser.get(&path).await;
            for shown in ["Lastensuojelun asiakkuus alkaa", "kanarialintu-tulos", "Kerro siitä heti huoltajille ja lapselle."] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            // Of the client relationship everybody is told anew, and at once (LsL 27 §).
            assert!(browser.get(&case).await.words().contains("Asiakkuudesta kertomatta: 2. Kerro heti."));
            assert!(browser.get("/staff/queue?view=mine").await.words().contains("Kertomatta: 2"));
            let early = fill(&browser, &path, &page, "close", &[]).await;
            assert_eq!((early.status, state(&app).as_str()), (422, "assessed"), "{}", early.words());
            let log = browser.get(&format!("{case}/notices")).await;
            assert_eq!(log.values("input[name=person]"), ["child0", "guardian0", "client-child0", "client-guardian0", "new"]);
            assert!(log.words().contains("Asiakkuuden alkaminen: Lapsi"), "{}", log.words());
            tell_everybody(&browser, &case).await;
            assert!(!browser.get(&case).await.words().contains("Asiakkuudesta kertomatta"));
            let page = browser.get(&path).await;
            let closed = fill(&browser, &path, &page, "close", &[]).await;
            assert_eq!((closed.status, state(&app).as_str()), (303, "closed"));
            let page = browser.get(&path).await;
            assert!(page.buttons("button[value=note]").is_empty(), "what is closed is not written into");
            for action in ["assessment_finished", "case_closed", "responsible_set"] {
                assert_eq!(logged(&app, action), 1, "{action}");
            }
        });
    }

    fn what_was_late_asks_for_its_cause_and_the_clocks_stop_on_the_recorded_days(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        let received = civil_date(app.clock.now());
        later(&app, TimeDelta::days(20));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let started_on = civil_date(app.clock.now());
            tell_everybody(&browser, &case).await;
            later(&app, TimeDelta::days(100));
            let browser = site.signed_in(&app, &saara).await;
            let path = format!("{case}/assessment");
            let page = browser.get(&path).await;
            let ready = (started_on + TimeDelta::days(10)).to_string();
            let finish = [("finish_outcome", "no_need"), ("finish_on", ready.as_str()), ("finish_reason", "Ei tarvetta.")];
            let lacking = fill(&browser, &path, &page, "finish", &finish).await;
            assert_eq!(lacking.links(".govuk-error-summary a"), ["#finish_start_cause"], "it was ready in time, but began late");
            let explained = [finish[0], finish[1], finish[2], ("finish_start_cause", "staff")];
            let done = fill(&browser, &path, &page, "finish", &explained).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let stored = app.store.read("look", |tx| -> Result<_, StoreError> {
                Ok(assessments::table
                    .select((assessments::started_on, assessments::completed_on, assessments::start_delay, assessments::complete_delay))
                    .first::<(Option<chrono::NaiveDate>, Option<chrono::NaiveDate>, Option<String>, Option<String>)>(tx.conn())?)
            }).unwrap();
            assert_eq!(stored, (Some(started_on), Some(ready.parse().unwrap()), Some("staff".to_owned()), None));
            assert!(received < started_on);
            let page = browser.get(&case).await;
            assert!(page.words().contains("Valmistui") && page.words().contains("myöhässä"), "{}", page.words());
        });
    }

    fn nobody_works_on_a_case_beyond_their_offices(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let case = started(&site.signed_in(&app, &saara).await, &saara).await;
            let outsiders = [
                worker(&app, "pekka", Role::SocialWorker, &[&own]),
                worker(&app, "naapuri", Role::Supervisor, &[&neighbour(&app, &own)]),
                worker(&app, "vieras", Role::Supervisor, &[&far_away(&app, &own)]),
                worker(&app, "hallinto", Role::CountyAdmin, &[&own]),
                worker(&app, "tarkastaja", Role::Auditor, &[&own]),
            ];
            for outsider in &outsiders {
                let browser = site.signed_in(&app, outsider).await;
                browser.get("/staff/").await;
                for page in ["assessment", "notices", "birth"] {
                    assert_eq!(browser.get(&format!("{case}/{page}")).await.status, 404, "{page}");
                }
                let entry = uuid::Uuid::from_u128(9).to_string();
                for (page, fields) in [
                    ("assessment", vec![("go", "note"), ("entry", &*entry), ("note_text", "Ei kuulu")]),
                    ("assessment", vec![("go", "tasks"), ("version", "0"), ("tasks_summary", "done")]),
                    ("assessment", vec![("go", "finish"), ("version", "1")]),
                    ("assessment", vec![("go", "urgency"), ("version", "1"), ("urgency_need", "urgent"), ("urgency_why", "x")]),
                    ("notices", vec![("person", "child0"), ("version", "0"), ("child0_told", "yes")]),
                    ("birth", vec![("go", "born"), ("version", "1"), ("born_on", "1.12.2026")]),
                ] {
                    assert_eq!(browser.post(&format!("{case}/{page}"), &fields).await.status, 404, "{page} {fields:?}");
                }
            }
            let supervisor = worker(&app, "esihenkilo", Role::Supervisor, &[&own]);
            let browser = site.signed_in(&app, &supervisor).await;
            assert_eq!(browser.get(&format!("{case}/assessment")).await.status, 200);
        });
    }

    fn no_word_of_notes_and_contacts_lies_in_clear(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&json!({
            "reporter_role": "private_person",
            "children": [{"first_names": "Kanarialintunen", "residence": {"municipality": "049", "postal_code": "02770"}}],
            "concern": {"description": "Huoli"},
        }));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let path = format!("{case}/assessment");
            let today = civil_date(app.clock.now()).to_string();
            let page = browser.get(&path).await;
            assert_eq!(fill(&browser, &path, &page, "note", &[("note_text", "kanarialintu-muistiinpano")]).await.status, 303);
            let contact = [
                ("contact_with", "child"), ("contact_channel", "meeting"), ("contact_result", "reached"),
                ("contact_note", "kanarialintu-yhteydenotto"), ("contact_date", today.as_str()), ("contact_time", "0.01"),
            ];
            let page = browser.get(&path).await;
            assert_eq!(fill(&browser, &path, &page, "contact", &contact).await.status, 303);
            let notices = format!("{case}/notices");
            let page = browser.get(&notices).await;
            let withheld = [
                ("told", "no"), ("ground", "child_interest"), ("text", "kanarialintu-peruste"), ("again", "1.1.2099"),
            ];
            assert_eq!(notice_log::record(&browser, &notices, &page, "child0", &withheld).await.status, 303);
            let page = browser.get(&notices).await;
            let added = [
                ("name", "kanarialintu-henkilo"), ("told", "yes"), ("channel", "letter"),
            ];
            assert_eq!(notice_log::record(&browser, &notices, &page, "new", &added).await.status, 303);
            let page = browser.get(&notices).await;
            assert!(page.words().contains("kanarialintu-henkilo") && page.words().contains("kanarialintu-peruste"));
            assert_eq!(notice_log::record(&browser, &notices, &page, "guardian0", &[("told", "yes"), ("channel", "call")]).await.status, 303);
            let page = browser.get(&path).await;
            let finish = [("finish_outcome", "no_need"), ("finish_on", today.as_str()), ("finish_reason", "kanarialintu-tulos")];
            assert_eq!(fill(&browser, &path, &page, "finish", &finish).await.status, 303);
        });
        let lies = stored(&app);
        assert!(lies.len() > 10, "{} sealed texts", lies.len());
        for bytes in lies {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains("kanarialintu"), "a text lies in clear");
        }
    }
}
