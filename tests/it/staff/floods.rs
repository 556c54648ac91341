//! The group of a flood as a worker meets it: one line in the queue, looked through, cleared at once.

use std::sync::Arc;

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::flood::FloodLimits;
use huoli::intake::flood::{Floods, Sending};
use huoli::intake::submit_report::{Admission, Along, submit_watched};
use huoli::intake::{App, form_token};
use huoli::store::StoreError;
use huoli::store::schema::access_log;
use serde_json::json;

use super::triage::decide;
use super::{about, espoo, later, neighbour, served, worker};
use crate::harness::app::{TestApp, report};
use crate::harness::db::on_both;

/// The service as one that marks everything of one sender after the first `burst`.
fn watched(app: &TestApp, burst: u32) -> App {
    let mut watched = (**app).clone();
    watched.floods = Arc::new(Floods::by(FloodLimits {
        source_burst: burst,
        source_per_hour: 1,
        office_per_hour: 1_000,
        fast_fill: TimeDelta::seconds(5),
        delay: TimeDelta::zero(),
        delay_waiting: 0,
        quiet: TimeDelta::minutes(30),
    }));
    watched
}

/// Sends `document` by the web form from one and the same place, and gives its reference.
fn send(app: &App, document: &serde_json::Value) -> String {
    let now = app.clock.now();
    let token = form_token::issue(app, now).expect("a token");
    let admission = Admission::Web {
        token,
        wants_code: true,
    };
    let sending = Sending {
        sender: Some(app.floods.sender(&"there")),
        begun: None,
    };
    let sent = submit_watched(
        app,
        &report(document),
        Along::default(),
        &admission,
        &sending,
        now,
    );
    sent.expect("every report is taken in").0.reference
}

fn urgent() -> serde_json::Value {
    let mut document = about("Huoli");
    document["concern"]["urgency"] = json!("today");
    document
}

/// What the log says was done to cases of floods: action and reason.
fn logged(app: &TestApp) -> Vec<(String, Option<String>)> {
    app.store
        .read("logged", |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.like("flood%"))
                .order((access_log::county, access_log::seq))
                .select((access_log::action, access_log::purpose))
                .load(tx.conn())?)
        })
        .expect("the log is read")
}

/// The path of the only group in the queue.
fn only_group(links: &[String]) -> String {
    let groups: Vec<&String> = links.iter().filter(|link| link.starts_with("floods/")).collect();
    assert_eq!(groups.len(), 1, "{links:?}");
    format!("/staff/{}", groups[0])
}

on_both! {
    fn a_flood_is_one_line_and_is_cleared_at_once(db: TestDb) {
        let app = TestApp::new(db);
        let flooded = watched(&app, 1);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let first = send(&flooded, &about("Huoli"));
        let mut many: Vec<String> = (0..29).map(|_| send(&flooded, &about("Huoli"))).collect();
        let pressing = send(&flooded, &urgent());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let queue = browser.get("/staff/queue").await;
            let words = queue.words();
            for shown in ["Joukkolähetys?", "Odottaa: 1 ", "Kiireellisiä"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            let cells = queue.select("tbody td").iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
            assert_eq!(cells[..3], ["30", "1", "0"], "waiting, urgent, examined");
            let path = only_group(&queue.links("tbody th a"));

            // It is looked through like a queue: what is urgent first, each opening as usual.
            let page = browser.get(&path).await;
            let shown = page.references();
            assert_eq!((shown.len(), &shown[0]), (25, &pressing));
            assert!(page.words().contains("Sama lähettäjä lähetti monta"));
            let case = page.links("tbody th a")[0].replace("../", "/staff/");
            let opened = browser.get(&case).await;
            assert_eq!(opened.status, 200);
            assert!(opened.words().contains("Joukkolähetys?"));

            // One is let out into the ordinary queue.
            let page = browser.get(&path).await;
            let values = page.values("input[name=case]");
            let reason = ("reason", "flood_ordinary");
            let old = page.values("input[name=waiting]");
            let old = ("waiting", old[0].as_str());
            let chosen = [("what", "chosen"), reason, old, ("case", &values[0])];
            assert!(browser.post(&path, &chosen).await.location().contains("/staff/floods/"));
            assert_eq!(browser.get("/staff/queue").await.references()[1..], [pressing.clone(), first.clone()]);

            // The rest is put aside, with a reason and no others than those that were shown.
            let page = browser.get(&path).await;
            let waiting = page.values("input[name=waiting]");
            let waiting = ("waiting", waiting[0].as_str());
            for (fields, said) in [
                (vec![("what", "aside"), waiting], "Valitse syy."),
                (vec![("what", "aside"), reason, old], "Ryhmä on muuttunut."),
                (vec![("what", "aside"), reason, waiting, ("urgent", "1")], "Käy ensin läpi kiireelliset"),
                (vec![reason, waiting], "Valitse, mitä tehdään."),
                (vec![("what", "chosen"), reason], "Valitse ainakin yksi asia."),
            ] {
                let answer = browser.post(&path, &fields).await;
                assert_eq!(answer.status, 422, "{said}");
                assert!(answer.words().contains(said), "{said} in {}", answer.words());
            }
            let aside = [("what", "aside"), ("reason", "flood_repeated"), waiting];
            assert_eq!(browser.post(&path, &aside).await.status, 303);
            let queue = browser.get("/staff/queue").await;
            assert_eq!(queue.references(), [pressing.clone(), first.clone()]);

            // Nothing is gone: it is found again, and comes back.
            let list = browser.get("/staff/floods").await;
            assert!(list.words().contains("29"), "{}", list.words());
            let page = browser.get(&format!("{path}?view=examined")).await;
            assert_eq!(page.references().len(), 25);
            let back = [("what", "all"), reason, ("view", "examined")];
            assert!(browser.post(&path, &back).await.location().ends_with("/staff/queue"));
            let mut seen = browser.walk_queue("/staff/queue").await.concat();
            many.extend([first.clone(), pressing.clone()]);
            many.sort();
            seen.sort();
            assert_eq!(seen, many);
        });
        let log = logged(&app);
        let said = |action: &str, reason: &str| {
            let row = (action.to_owned(), Some(reason.to_owned()));
            log.iter().filter(|logged| **logged == row).count()
        };
        assert_eq!(said("flood_released", "flood_ordinary"), 30);
        assert_eq!(said("flood_examined", "flood_repeated"), 29);
        assert_eq!(log.len(), 59);
    }

    fn nobody_puts_aside_a_case_that_came_in_the_place_of_another(db: TestDb) {
        let app = TestApp::new(db);
        let flooded = watched(&app, 1);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        send(&flooded, &about("Huoli"));
        for _ in 0..2 {
            send(&flooded, &urgent());
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = only_group(&browser.get("/staff/queue").await.links("tbody th a"));
            let page = browser.get(&path).await;
            let old = page.values("input[name=waiting]");
            let values = page.values("input[name=case]");
            let chosen = [("what", "chosen"), ("reason", "flood_ordinary"), ("case", values[0].as_str())];
            assert_eq!(browser.post(&path, &chosen).await.status, 303);
            send(&flooded, &urgent());

            // As many wait as before, and one of them nobody has seen.
            let reason = ("reason", "flood_repeated");
            let aside = [("what", "aside"), reason, ("urgent", "2"), ("urgent_seen", "yes")];
            let sent = [aside.as_slice(), &[("waiting", old[0].as_str())]].concat();
            let answer = browser.post(&path, &sent).await;
            assert_eq!(answer.status, 422);
            assert!(answer.words().contains("Ryhmä on muuttunut."), "{}", answer.words());
            let ticked = answer.attributes("input[name=urgent_seen][checked]", "value");
            assert_eq!(ticked, Vec::<String>::new(), "it was said of others");
            assert_eq!(answer.references().len(), 2, "nothing was put aside");

            let new = answer.values("input[name=waiting]");
            let sent = [aside.as_slice(), &[("waiting", new[0].as_str())]].concat();
            assert_eq!(browser.post(&path, &sent).await.status, 303);
            assert_eq!(browser.get(&path).await.references().len(), 0);
        });
    }

    fn a_case_of_a_flood_that_somebody_decides_on_stands_for_itself(db: TestDb) {
        let app = TestApp::new(db);
        let flooded = watched(&app, 1);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        send(&flooded, &about("Huoli"));
        for _ in 0..3 {
            send(&flooded, &about("Huoli"));
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = only_group(&browser.get("/staff/queue").await.links("tbody th a"));
            let page = browser.get(&path).await;
            let case = page.links("tbody th a")[0].replace("../", "/staff/");
            let fields = [("urgency", "not_urgent"), ("decision", "start_assessment"), ("go", "save")];
            let proposed = decide(&browser, &case, &fields).await;
            assert_eq!(proposed.status, 303, "{}", proposed.words());

            // Whoever signs finds it where proposals wait, and the group has one less.
            let signs = site.signed_in(&app, &saara).await;
            assert_eq!(signs.get("/staff/queue?view=proposed").await.cases(), std::slice::from_ref(&case));
            assert_eq!(signs.get(&path).await.references().len(), 2);
        });
    }

    fn what_waits_in_a_group_is_nobodys_next_case(db: TestDb) {
        let app = TestApp::new(db);
        let flooded = watched(&app, 1);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&office]);
        let first = send(&flooded, &about("Huoli"));
        for _ in 0..3 {
            send(&flooded, &about("Huoli"));
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            browser.get("/staff/").await;
            let next = browser.post("/staff/next", &[]).await.location().to_owned();
            let path = format!("/staff/{}", next.rsplit_once("staff/").expect("a case").1);
            assert!(browser.get(&path).await.words().contains(&first), "the one before the flood");
            let other = site.signed_in(&app, &pekka).await;
            other.get("/staff/").await;
            let none = other.post("/staff/next", &[]).await.location().to_owned();
            assert!(none.ends_with("/staff/queue"), "{none}");
        });
    }

    fn the_flood_of_another_office_is_not_there(db: TestDb) {
        let app = TestApp::new(db);
        let flooded = watched(&app, 0);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let other = worker(&app, "pekka", Role::Supervisor, &[&neighbour(&app, &office)]);
        let admin = worker(&app, "aino", Role::CountyAdmin, &[&office]);
        send(&flooded, &about("Huoli"));
        served(&app, async |site| {
            let path = only_group(&site.signed_in(&app, &maija).await.get("/staff/queue").await.links("tbody th a"));
            later(&app, TimeDelta::seconds(60));
            for stranger in [other, admin] {
                let browser = site.signed_in(&app, &stranger).await;
                let absent = browser.get("/staff/floods/1b4e28ba-2fa1-41d2-883f-0016d3cca427").await;
                let foreign = browser.get(&path).await;
                assert_eq!((foreign.status, &foreign.text), (404, &absent.text));
                browser.get("/staff/").await;
                let order = [("what", "all"), ("reason", "flood_ordinary")];
                assert_eq!(browser.post(&path, &order).await.status, 404);
                for page in ["/staff/queue", "/staff/floods"] {
                    assert!(!browser.get(page).await.text.contains("floods/"), "{page}");
                }
            }
            let browser = site.signed_in(&app, &maija).await;
            assert_eq!(browser.get(&path).await.references().len(), 1, "nothing was done");
        });
        assert_eq!(logged(&app), []);
    }

    fn an_office_with_a_copy_sees_the_copy_in_the_group(db: TestDb) {
        let app = TestApp::new(db);
        let flooded = watched(&app, 0);
        // In the night, when the office is closed and the duty service gets a copy of what is urgent.
        app.clock.advance_to(crate::harness::app::at("2026-11-21T02:00"));
        let office = espoo(&app);
        let directory = app.directory();
        let duty = directory
            .rules
            .offices()
            .find(|found| found.county == office.county && found.kind == huoli::domain::office::OfficeKind::Duty)
            .expect("a duty service")
            .clone();
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&duty]);
        let pressing = send(&flooded, &urgent());
        for _ in 0..3 {
            send(&flooded, &about("Huoli"));
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &pekka).await;
            let queue = browser.get("/staff/queue").await;
            let path = only_group(&queue.links("tbody th a"));
            assert_eq!(browser.get(&path).await.references(), std::slice::from_ref(&pressing));
            let order = [("what", "all"), ("reason", "flood_ordinary")];
            assert_eq!(browser.post(&path, &order).await.status, 303);
            assert_eq!(browser.get("/staff/queue").await.references(), std::slice::from_ref(&pressing));
        });
        assert_eq!(logged(&app).len(), 1);
    }

    fn an_office_with_a_copy_puts_nothing_aside(db: TestDb) {
        let app = TestApp::new(db);
        let flooded = watched(&app, 0);
        // In the night, when the duty service gets a copy of what is urgent.
        app.clock.advance_to(crate::harness::app::at("2026-11-21T02:00"));
        let office = espoo(&app);
        let directory = app.directory();
        let duty = directory
            .rules
            .offices()
            .find(|found| found.county == office.county && found.kind == huoli::domain::office::OfficeKind::Duty)
            .expect("a duty service")
            .clone();
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&duty]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pressing = send(&flooded, &urgent());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &pekka).await;
            let path = only_group(&browser.get("/staff/queue").await.links("tbody th a"));
            let page = browser.get(&path).await;
            assert_eq!(page.references(), std::slice::from_ref(&pressing));
            assert_eq!(page.values("input[name=what]"), ["chosen", "all"], "it lets out and no more");
            assert_eq!(page.values("input[name=urgent_seen]"), Vec::<String>::new());
            let waiting = page.values("input[name=waiting]");
            let aside = [
                ("what", "aside"), ("reason", "flood_repeated"), ("urgent", "1"), ("urgent_seen", "yes"), ("waiting", waiting[0].as_str()),
            ];
            assert_eq!(browser.post(&path, &aside).await.status, 404);
            assert_eq!(logged(&app), []);

            // It waits for the office whose it is, which may.
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(&path).await;
            assert_eq!(page.references(), std::slice::from_ref(&pressing));
            assert_eq!(page.values("input[name=what]"), ["chosen", "all", "aside"]);
            assert_eq!(browser.post(&path, &aside).await.status, 303);
            assert_eq!(browser.get(&path).await.references().len(), 0);
        });
        assert_eq!(logged(&app).len(), 1);
    }
}
