//! A case that concerns somebody who works in child welfare here: a supervisor sees it and gives it to somebody, and for everybody
//! else of the office it is not there.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::intake::escalate;
use huoli::store::StoreError;
use huoli::store::schema::reports;
use serde_json::{Value, json};
use uuid::Uuid;

use super::assessment::fill;
use super::barred::{aino, all, assignee, lists, try_everything};
use super::break_glass::{WHY, ask};
use super::transfer::{sent, triaged};
use super::{Browser, Worker, espoo, far_away, later, neighbour, office, served, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

pub(super) const MARK: &str = "Koskee omaa työntekijää";

/// A report about Aino that concerns somebody who works here.
fn of_staff() -> Value {
    let mut document = aino(1);
    document["children"][0]["concerns_staff"] = json!(true);
    document
}

/// The same, and it is urgent.
fn urgent() -> Value {
    let mut document = of_staff();
    document["concern"]["ongoing"] = json!("now");
    document
}

/// A report about a family in Espoo whose child is not born yet and that concerns somebody who works here.
fn of_unborn() -> Value {
    json!({
        "reporter_role": "private_person",
        "unborn_child": {
            "parents": [{"role": "mother", "name": "Oona Odottava", "residence": {"municipality": "049", "postal_code": "02770"}}],
            "concerns_staff": true,
        },
        "concern": {"description": "Päihteitä raskauden aikana"},
    })
}

fn report_of(app: &TestApp) -> Uuid {
    let id: String = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(reports::table.select(reports::id).first(tx.conn())?)
        })
        .expect("a report");
    id.parse().expect("an id")
}

/// Gives `case` to `whom` from the queue.
pub(super) async fn give(chief: &Browser<'_>, case: &str, whom: &Worker) {
    chief.get("/staff/queue").await;
    let to = whom.account.id.to_string();
    let given = chief.post("/staff/queue", &[("case", case), ("to", &to)]).await;
    assert_eq!(given.status, 303, "{}", given.words());
}

/// Whether the queue of `browser` names `reference` and its page of the case `case` opens; both or neither.
pub(super) async fn sees(browser: &Browser<'_>, case: &str, reference: &str) -> bool {
    let listed = browser.get("/staff/queue").await.text.contains(reference);
    let opened = browser.get(&format!("/staff/cases/{case}")).await.status;
    assert_eq!(opened, if listed { 200 } else { 404 });
    listed
}

on_both! {
    fn a_supervisor_gives_it_to_somebody_and_nobody_else_finds_it(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
        let stranger = worker(&app, "naapuri", Role::SocialWorker, &[&neighbour(&app, &office)]);
        app.file(&aino(1));
        later(&app, TimeDelta::hours(1));
        app.file(&of_staff());
        let cases = all(&app);
        let ((ordinary, open), (case, reference)) = (&cases[0], &cases[1]);
        let path = format!("/staff/cases/{case}");
        served(&app, async |site| {
            // For a colleague, whom it may concern, it is like one that does not exist.
            let colleague = site.signed_in(&app, &maija).await;
            let found = lists(&colleague).await;
            assert!(found.contains(open.as_str()), "the other case is there");
            assert!(!found.contains(reference.as_str()) && !found.contains(case.as_str()));
            let desk = colleague.get("/staff/").await.words();
            assert!(desk.contains("Arvioimatta: 1"), "it is not counted: {desk}");
            let never = "7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11";
            let nothing = try_everything(&colleague, never).await;
            assert_eq!(try_everything(&colleague, case).await, nothing);
            for _ in 0..3 {
                colleague.get("/staff/").await;
                let next = colleague.post("/staff/next", &[]).await;
                assert!(!next.location().contains(case.as_str()), "{}", next.location());
            }
            let same = colleague.get(&format!("/staff/cases/{ordinary}")).await.words();
            assert!(same.contains("Samasta lapsesta ei löytynyt muita asioita."), "{same}");
            colleague.get("/staff/queue").await;
            let me = maija.account.id.to_string();
            colleague.post("/staff/queue", &[("case", case.as_str()), ("to", &me)]).await;
            assert_eq!(assignee(&app, case), None, "nor takes it");
            // An emergency does not open it to another office.
            let far = site.signed_in(&app, &stranger).await;
            far.get("/staff/break-glass").await;
            assert_eq!(ask(&far, reference, "child_in_danger", WHY).await.status, 422);
            assert_eq!(far.get(&path).await.status, 404);

            let chief = site.signed_in(&app, &superior).await;
            let queue = chief.get("/staff/queue").await;
            assert!(queue.references().contains(reference), "{}", queue.words());
            assert_eq!(queue.words().matches(MARK).count(), 1, "{}", queue.words());
            assert!(chief.get(&path).await.words().contains(MARK));
            let named = site.signed_in(&app, &saara).await;
            assert!(!sees(&named, case, reference).await);
            give(&chief, case, &saara).await;
            assert!(sees(&named, case, reference).await, "whom a supervisor names has it");
            assert!(named.get("/staff/queue?view=mine").await.references().contains(reference));
            assert!(!sees(&colleague, case, reference).await);
            named.get("/staff/queue").await;
            let passed = named.post("/staff/queue", &[("case", case.as_str()), ("to", &me)]).await;
            assert_eq!(passed.status, 422, "a supervisor names: {}", passed.words());
            let to = named.get(&path).await.values("select[name=assignee] option");
            assert!(!to.contains(&me) && to.contains(&superior.account.id.to_string()), "{to:?}");

            // Taken from her, it is closed to her again.
            give(&chief, case, &superior).await;
            assert!(!sees(&named, case, reference).await);
            assert!(!lists(&named).await.contains(reference.as_str()));
            give(&chief, case, &saara).await;
            let page = named.get(&path).await;
            let version = page.values("input[name=version]").remove(0);
            let her = saara.account.id.to_string();
            let fields = [("version", version.as_str()), ("go", "save"), ("urgency", "not_urgent"),
                ("decision", "start_assessment"), ("assignee", &her)];
            let saved = named.post(&format!("{path}/triage"), &fields).await;
            assert_eq!(saved.status, 303, "{}", saved.words());
            let assessment = named.get(&format!("{path}/assessment")).await;
            assert!(assessment.status == 200 && assessment.words().contains(MARK), "{}", assessment.words());
            assert_eq!(try_everything(&colleague, case).await, nothing);
        });
    }

    fn what_is_told_of_a_child_who_is_not_born_yet_is_for_supervisors_too(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
        let mut nobody = of_unborn();
        nobody["unborn_child"]["concerns_staff"] = json!(false);
        app.file(&nobody);
        later(&app, TimeDelta::hours(1));
        app.file(&of_unborn());
        // Told of the one who is not born, it holds for the sibling who is.
        later(&app, TimeDelta::hours(1));
        let mut family = of_unborn();
        family["children"] = aino(1)["children"].clone();
        app.file(&family);
        let cases = all(&app);
        assert_eq!(cases.len(), 4);
        let told = "Liittyy lastensuojelun työntekijään Kyllä";
        served(&app, async |site| {
            let colleague = site.signed_in(&app, &maija).await;
            let chief = site.signed_in(&app, &superior).await;
            for (number, (case, reference)) in cases.iter().enumerate() {
                let restricted = number > 0;
                assert_eq!(sees(&colleague, case, reference).await, !restricted, "case {number}");
                assert!(sees(&chief, case, reference).await, "case {number}");
                let words = chief.get(&format!("/staff/cases/{case}")).await.words();
                assert_eq!(words.contains(told), restricted, "{words}");
                assert!(!restricted || words.contains(MARK), "{words}");
            }
        });
    }

    fn the_wizard_asks_it_of_a_child_who_is_not_born_yet(db: TestDb) {
        let app = TestApp::new(db);
        let office = office(&app, "092", "01300");
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
        let public = Site::start(&app);
        let mut visitor = Visitor::open(&public.address, "/fi");
        visitor
            .press("continue", &[])
            .press("continue", &[("reporter_role", "private_person")])
            .press("continue", &[("children[0].residence.municipality", "Vantaa")])
            .press("unborn", &[])
            .press("continue", &[("unborn_child.parents[0].name", "Oona"), ("unborn_child.concerns_staff", "yes")])
            .press("continue", &[("concern.description", "Päihteitä raskauden aikana.")])
            .press("continue", &[])
            .press("continue", &[("reporter.identity", "anonymous")]);
        let check = visitor.seen.text("main");
        let worker_only = check.split_once("Yleensä vain työntekijälle").map(|(_, rest)| rest);
        let shown = worker_only.is_some_and(|rest| rest.contains("Liittyy lastensuojelun työntekijään"));
        assert!(shown, "the family does not read it: {check}");
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.status, 200, "{}", visitor.seen.text("main"));
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            let colleague = site.signed_in(&app, &maija).await;
            assert!(!sees(&colleague, &case, &reference).await);
            let chief = site.signed_in(&app, &superior).await;
            assert!(sees(&chief, &case, &reference).await);
        });
    }

    fn without_a_supervisor_who_may_see_it_the_whole_office_does(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        app.file(&of_staff());
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            assert!(sees(&browser, &case, &reference).await, "the office has no supervisor");
            let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
            assert!(!sees(&browser, &case, &reference).await);
            let chief = site.signed_in(&app, &superior).await;
            let page = format!("/staff/cases/{case}/conflict");
            assert_eq!(chief.get(&page).await.status, 200);
            assert_eq!(chief.post(&page, &[("go", "declare")]).await.status, 303);
            assert!(!sees(&chief, &case, &reference).await);
            assert!(sees(&browser, &case, &reference).await, "the only supervisor may not handle it");
        });
    }

    fn at_night_the_duty_service_sees_what_is_urgent(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let duty = app.directory().rules.duty(office.county).expect("a duty service").clone();
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        worker(&app, "superior", Role::Supervisor, &[&office]);
        let paiva = worker(&app, "paiva", Role::IntakeWorker, &[&duty]);
        worker(&app, "johto", Role::Supervisor, &[&duty]);
        app.clock.advance_to(at("2026-11-20T22:10"));
        app.file(&urgent());
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            let on_duty = site.signed_in(&app, &paiva).await;
            assert!(sees(&on_duty, &case, &reference).await);
            let colleague = site.signed_in(&app, &maija).await;
            assert!(!sees(&colleague, &case, &reference).await);
            let desk = colleague.get("/staff/").await.words();
            assert!(!desk.contains(&reference), "{desk}");
        });
    }

    fn what_nobody_opens_in_time_reaches_the_default_office(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let default_office = app.directory().rules.default_office(office.county).unwrap().clone();
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        worker(&app, "superior", Role::Supervisor, &[&office]);
        let doris = worker(&app, "doris", Role::IntakeWorker, &[&default_office]);
        app.file(&urgent());
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            let of_the_default = site.signed_in(&app, &doris).await;
            assert!(!sees(&of_the_default, &case, &reference).await);
            later(&app, TimeDelta::minutes(30));
            assert_eq!(escalate::run(&app, report_of(&app), 1, app.clock.now()), Ok(1));
            let colleague = site.signed_in(&app, &maija).await;
            assert!(!sees(&colleague, &case, &reference).await, "another office has it");
            let words = colleague.get("/staff/queue").await.words();
            assert!(!words.contains("ei ole avannut kukaan"), "{words}");
            let of_the_default = site.signed_in(&app, &doris).await;
            assert!(sees(&of_the_default, &case, &reference).await);
        });
    }

    fn what_nobody_opens_in_time_and_no_other_office_gets_is_seen_by_all_of_its_own(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let default_office = app.directory().rules.default_office(own.county).unwrap().clone();
        let doris = worker(&app, "doris", Role::IntakeWorker, &[&default_office]);
        worker(&app, "superior", Role::Supervisor, &[&default_office]);
        let mut document = urgent();
        document["children"][0]["residence"] = json!({"municipality": "078"});
        app.file(&document);
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &doris).await;
            assert!(!sees(&browser, &case, &reference).await);
            later(&app, TimeDelta::minutes(30));
            assert_eq!(escalate::run(&app, report_of(&app), 1, app.clock.now()), Ok(1));
            let browser = site.signed_in(&app, &doris).await;
            assert!(sees(&browser, &case, &reference).await, "the supervisor is not there");
        });
    }

    fn an_urgent_need_that_is_offered_to_the_duty_service_is_seen_by_whoever_is_there(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let duty = app.directory().rules.duty(own.county).expect("a duty service").clone();
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let paiva = worker(&app, "paiva", Role::SocialWorker, &[&duty]);
        worker(&app, "johto", Role::Supervisor, &[&duty]);
        app.file(&of_staff());
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (path, _) = triaged(&sender, &saara, "transfer").await;
            let page = format!("{path}/transfer");
            let to = duty.id.to_string();
            let fields = [("to", &*to), ("urgent_need", "yes"), ("reason", "Kiireellinen tarve.")];
            let done = fill(&sender, &page, &sender.get(&page).await, "send", &fields).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let on_duty = site.signed_in(&app, &paiva).await;
            assert!(sees(&on_duty, &case, &reference).await, "its supervisor need not be there");
        });
    }

    fn a_restricted_case_that_moves_is_the_other_offices_supervisors_to_take(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = far_away(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&there]);
        let ylva = worker(&app, "ylva", Role::Supervisor, &[&there]);
        app.file(&of_staff());
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            // Her office has no supervisor, so she sees it.
            let sender = site.signed_in(&app, &saara).await;
            let (path, _) = triaged(&sender, &saara, "transfer").await;
            assert_eq!(sent(&sender, &path, &there).await.status, 303);
            let colleague = site.signed_in(&app, &pekka).await;
            assert!(!sees(&colleague, &case, &reference).await);
            assert!(!colleague.get("/staff/transfers").await.text.contains(&reference));
            let desk = colleague.get("/staff/").await.words();
            assert!(!desk.contains("Saapuneita siirtoja: 1"), "{desk}");
            let chief = site.signed_in(&app, &ylva).await;
            assert!(sees(&chief, &case, &reference).await);
            let page = format!("{path}/transfer");
            let taken = fill(&chief, &page, &chief.get(&page).await, "accept", &[]).await;
            assert_eq!(taken.status, 303, "{}", taken.words());
            assert!(!sees(&colleague, &case, &reference).await, "it stays restricted");
            assert!(!sees(&sender, &case, &reference).await);
            give(&chief, &case, &pekka).await;
            assert!(sees(&colleague, &case, &reference).await);
        });
    }
}
