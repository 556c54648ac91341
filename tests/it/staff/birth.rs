//! A case that waits for a birth: no clock until then, and one that starts once.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use huoli::boot::installation::demo_plan;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::deadline;
use huoli::domain::office::OfficeId;
use huoli::intake::set_mailbox;
use huoli::store::StoreError;
use huoli::store::schema::{cases, jobs, reminders};
use serde_json::{Value, json};

use super::assessment::{fill, logged, state, tell_everybody};
use super::{Browser, Worker, later, served, worker};
use crate::harness::app::{TestApp, report};
use crate::harness::db::on_both;

/// A prenatal report about a family in Espoo.
pub(super) fn prenatal() -> Value {
    json!({
        "reporter_role": "professional",
        "reporter": {"name": "Neuvolan Mallinen", "authority": "health_care"},
        "unborn_child": {
            "expected_birth_date": "2027-02-10",
            "parents": [{"name": "Oona Odottava", "residence": {"municipality": "049", "postal_code": "02770"}}],
        },
        "concern": {"description": "Huoli"},
    })
}

/// Its clocks in clear: pending since, start target, ready at last, and whether it stands in the queue.
fn clocks(app: &TestApp) -> (Option<NaiveDate>, Option<NaiveDate>, Option<NaiveDate>, bool) {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        Ok(cases::table
            .select((
                cases::pending_since,
                cases::start_target,
                cases::complete_last,
                cases::in_queue,
            ))
            .first(tx.conn())?)
    });
    read.expect("the case is read")
}

/// Signs the parents' urgent need off, so that the case waits.
async fn waits(browser: &Browser<'_>, worker: &Worker) -> String {
    let path = browser.get("/staff/queue").await.cases().remove(0);
    let page = browser.get(&path).await;
    let version = page.values("input[name=version]").remove(0);
    let me = worker.account.id.to_string();
    let fields = [
        ("version", version.as_str()),
        ("urgency", "urgent"),
        ("decision", "await_birth"),
        ("assignee", &me),
        ("go", "save"),
    ];
    let done = browser.post(&format!("{path}/triage"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
    path
}

/// The office that gets a prenatal report about Espoo.
pub(super) fn office(app: &TestApp) -> huoli::domain::office::Office {
    let mut found = huoli::intake::destinations::of(app, &report(&prenatal())).expect("an office");
    found.remove(0).office
}

/// What somebody is to come back to, by the names of the kinds.
pub(super) fn reminded(app: &TestApp) -> Vec<String> {
    let kinds = app.store.read("look", |tx| -> Result<Vec<String>, StoreError> {
        Ok(reminders::table
            .select(reminders::kind)
            .order(reminders::kind)
            .load(tx.conn())?)
    });
    kinds.expect("the reminders are read")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// By which day the next step of the only case falls due, and how many mails tell `office` of something that came.
fn arrived(app: &TestApp, office: OfficeId) -> (NaiveDate, i64) {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            let due = cases::table.select(cases::queue_due).first(tx.conn())?;
            let told = jobs::table
                .filter(jobs::kind.like("%arrival_notice"))
                .filter(jobs::owner.eq(office.to_string()))
                .count()
                .get_result(tx.conn())?;
            Ok((due, told))
        })
        .expect("the case is read")
}

on_both! {
    fn birth_starts_the_clocks_once_and_never_twice(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office(&app)]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office(&app)]);
        app.file(&prenatal());
        served(&app, async |site| {
            let intake = site.signed_in(&app, &maija).await;
            waits(&intake, &maija).await;
            assert_eq!(state(&app), "received", "an intake worker's triage is a proposal");
            let browser = site.signed_in(&app, &saara).await;
            let case = waits(&browser, &saara).await;
            assert_eq!((state(&app).as_str(), clocks(&app)), ("awaiting_birth", (None, None, None, false)));
            let page = browser.get(&case).await;
            for shown in ["Odottaa syntymää", "Laskettu aika: ke 10.2.2027", "Seuraa syntymää"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let path = format!("{case}/birth");
            let page = browser.get(&path).await;
            assert!(page.words().contains("Muistutus työpöydällä ke 20.1.2027"), "{}", page.words());
            let notices = browser.get(&format!("{case}/notices")).await;
            assert_eq!(notices.values("input[name=person]"), ["parent0", "new"], "a child who is not born is not told");
            assert!(!browser.get("/staff/").await.words().contains("Palaa näihin"));

            later(&app, TimeDelta::days(61));
            let browser = site.signed_in(&app, &saara).await;
            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains("Seuraa syntymää ke 20.1."), "the day before it: {}", desk.words());
            let changed = fill(&browser, &path, &browser.get(&path).await, "expected", &[("expected_on", "1.3.2027")]).await;
            assert_eq!(changed.status, 303, "{}", changed.words());
            assert!(browser.get(&case).await.words().contains("Laskettu aika: ma 1.3.2027"));

            let page = browser.get(&path).await;
            let wrong = fill(&browser, &path, &page, "born", &[("born_on", "18.1.2027"), ("born_known", "17.1.2027")]).await;
            assert_eq!((wrong.status, wrong.links(".govuk-error-summary a")), (422, vec!["#born_known".to_owned()]));
            let born = [("born_on", "18.1.2027"), ("born_known", "19.1.2027")];
            let done = fill(&browser, &path, &page, "born", &born).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let known: NaiveDate = "2027-01-19".parse().unwrap();
            let expected = deadline::clocks(known);
            let after = (Some(known), Some(expected.start_by.target), Some(expected.complete_by.last_lawful_day), true);
            assert_eq!((state(&app).as_str(), clocks(&app)), ("received", after));
            let later_day = [("born_on", "18.1.2027"), ("born_known", "20.1.2027")];
            let twice = fill(&browser, &path, &page, "born", &later_day).await;
            assert_eq!(twice.status, 409, "the page is from before");
            let version = ("version", "4");
            let again = browser.post(&path, &[version, ("go", "born"), later_day[0], later_day[1]]).await;
            assert_eq!(again.status, 409, "nor does a newer page start them anew");
            assert_eq!(clocks(&app), after);
            assert_eq!(logged(&app, "birth_recorded"), 1);
            let page = browser.get(&case).await;
            assert!(page.words().contains("Lapsi syntyi ma 18.1.2027.") && !page.words().contains("Syntymätön"), "{}", page.words());
            assert!(!browser.get("/staff/").await.words().contains("Palaa näihin"));
            let notices = browser.get(&format!("{case}/notices")).await;
            assert_eq!(notices.values("input[name=person]"), ["child0", "parent0", "new"]);
            let queue = browser.get("/staff/queue").await;
            assert_eq!(queue.cases(), std::slice::from_ref(&case), "it waits for triage anew");
        });
    }

    fn expectant_parents_who_are_still_to_be_told_stay_in_sight_until_they_are(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office(&app)]);
        let (mine, due) = ("/staff/queue?view=mine", "Katso uudelleen, kenelle kerrotaan, ti 1.12.");
        app.file(&prenatal());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = waits(&browser, &saara).await;
            assert!(!browser.get("/staff/").await.words().contains(due), "the day is far");
            assert!(!browser.get(mine).await.words().contains("Kertomatta"));

            // The day before the seventh working day after Friday 20 November: no clock runs before the birth.
            later(&app, TimeDelta::days(10));
            let browser = site.signed_in(&app, &saara).await;
            let desk = browser.get("/staff/").await.words();
            assert!(desk.contains(due), "{desk}");
            let list = browser.get(mine).await.words();
            assert!(list.contains("Kertomatta: 1"), "{list}");
            tell_everybody(&browser, &case).await;
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains("Katso uudelleen"), "{desk}");
            let list = browser.get(mine).await.words();
            assert!(!list.contains("Kertomatta"), "{list}");
            assert_eq!(reminded(&app), ["birth"]);
        });
    }

    fn once_the_child_is_born_the_queue_keeps_in_sight_who_is_to_be_told(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office(&app)]);
        app.file(&prenatal());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = waits(&browser, &saara).await;
            assert_eq!(reminded(&app), ["birth", "notice"]);
            later(&app, TimeDelta::days(10));
            let browser = site.signed_in(&app, &saara).await;
            let path = format!("{case}/birth");
            let page = browser.get(&path).await;
            let born = [("born_on", "29.11.2026"), ("born_known", "30.11.2026")];
            let done = fill(&browser, &path, &page, "born", &born).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains("Katso uudelleen"), "{desk}");
            assert!(reminded(&app).is_empty());
        });
    }

    fn a_family_that_moves_is_followed_by_its_case(db: TestDb) {
        let app = TestApp::new(db);
        let own = office(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let mailboxes = demo_plan().offices;
        for office in mailboxes {
            set_mailbox::set(&app, office.id, office.mailbox, app.clock.now()).expect("it is set");
        }
        app.file(&prenatal());
        let mut elsewhere = prenatal();
        elsewhere["unborn_child"]["parents"][0]["residence"] = json!({"municipality": "235"});
        let there = huoli::intake::destinations::of(&app, &report(&elsewhere)).expect("an office").remove(0).office;
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = waits(&browser, &saara).await;
            let path = format!("{case}/birth");
            let page = browser.get(&path).await;
            let nowhere = fill(&browser, &path, &page, "moved", &[("moved_to", "")]).await;
            assert_eq!((nowhere.status, nowhere.links(".govuk-error-summary a")), (422, vec!["#moved_to".to_owned()]));
            let far = fill(&browser, &path, &page, "moved", &[("moved_to", "837")]).await;
            assert_eq!(far.status, 200);
            assert!(far.words().contains("Pirkanmaan") && far.words().contains("jonka vastaanottaja hyväksyy"), "{}", far.words());
            assert_eq!(state(&app), "awaiting_birth");
            assert_eq!(reminded(&app), ["birth", "notice"]);
            let moved = fill(&browser, &path, &page, "moved", &[("moved_to", "235")]).await;
            assert!(reminded(&app).is_empty(), "the queue there keeps it in sight");
            assert_ne!(there.id, own.id, "the story needs two offices");
            assert_eq!(moved.status, 303, "{}", moved.words());
            assert_eq!(browser.get(&case).await.status, 404, "it is the other office's now");
            let pekka = worker(&app, "pekka", Role::SocialWorker, &[&there]);
            let other = site.signed_in(&app, &pekka).await;
            assert_eq!(other.get("/staff/queue").await.cases(), std::slice::from_ref(&case));
            let (due, told) = arrived(&app, there.id);
            assert_eq!(due, date("2026-11-20"), "it waits from the day on which it came, not from the reminder's");
            assert_eq!(told, 1, "the office is told by mail that something came");
            let page = other.get(&case).await;
            assert!(page.words().contains("Oona Odottava"), "what is sealed opens there: {}", page.words());
            assert_eq!((state(&app).as_str(), clocks(&app).0), ("received", None), "no clock starts by it");
            assert_eq!(logged(&app, "case_rerouted"), 1);
            waits(&other, &pekka).await;
            assert_eq!(state(&app), "awaiting_birth");
        });
    }
}
