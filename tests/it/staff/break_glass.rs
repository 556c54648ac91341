//! A case of another office opens in an emergency: for an hour, for reading, with a reason, and somebody looks that through.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::text::Text;
use huoli::intake::mailbox::add_information::{self, Letter};
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases, emergency_openings};
use serde_json::json;

use super::assessment::started;
use super::barred::{assignee, try_everything};
use super::restricted::give;
use super::{Answer, Browser, about, espoo, far_away, hidden, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

pub(super) const WHY: &str = "Äiti soitti meille, lapsi on yksin kotona. Kanarialintu.";

fn logged(app: &TestApp, action: &str, result: &str) -> i64 {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.eq(action))
                .filter(access_log::result.eq(result))
                .count()
                .get_result(tx.conn())?)
        })
        .expect("the log is read")
}

/// The sealed reasons.
fn sealed(app: &TestApp) -> Vec<Vec<u8>> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(emergency_openings::table
                .select(emergency_openings::why)
                .load(tx.conn())?)
        })
        .expect("the openings are read")
}

/// Asks to open the case `reference` in an emergency.
pub(super) async fn ask(browser: &Browser<'_>, reference: &str, category: &str, why: &str) -> Answer {
    let fields = [("reference", reference), ("category", category), ("why", why)];
    browser.post("/staff/break-glass", &fields).await
}

on_both! {
    fn an_emergency_opens_a_case_of_another_office_for_an_hour(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let other = neighbour(&app, &office);
        let naapuri = worker(&app, "naapuri", Role::IntakeWorker, &[&other]);
        let second = worker(&app, "toinen", Role::IntakeWorker, &[&other]);
        let chief = worker(&app, "superior", Role::Supervisor, &[&office]);
        let elsewhere = worker(&app, "kaukana", Role::SocialWorker, &[&far_away(&app, &office)]);
        let mut document = about("kanarialintu-huoli");
        document["reporter"] = json!({"name": "kanarialintu-ilmoittaja"});
        app.file(&document);
        let (reference, case): (String, String) = app.store.read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table.select((cases::reference, cases::id)).first(tx.conn())?)
        }).expect("the case is read");
        let path = format!("/staff/cases/{case}");
        served(&app, async |site| {
            let browser = site.signed_in(&app, &naapuri).await;
            assert_eq!(browser.get(&path).await.status, 404);
            let form = browser.get("/staff/break-glass").await;
            assert!(form.words().contains("Näet asian tunnin ajan."), "{}", form.words());

            let short = ask(&browser, &reference, "child_in_danger", "Hätä").await;
            assert_eq!(short.status, 422);
            assert!(short.words().contains("Kirjoita syy, 20–500 merkkiä."), "{}", short.words());
            assert_eq!(short.values("#reference"), [reference.as_str()], "what was typed is kept");
            assert_eq!(ask(&browser, &reference, "", WHY).await.status, 422);
            let nowhere = ask(&browser, "LS-0000-0000", "child_in_danger", WHY).await;
            assert_eq!(nowhere.status, 422);
            assert_eq!(browser.get(&path).await.status, 404, "nothing was opened by these");
            assert!(sealed(&app).is_empty());

            let opened = ask(&browser, &reference, "child_in_danger", WHY).await;
            assert!(opened.location().ends_with(&path), "{}", opened.location());
            assert_eq!(logged(&app, "emergency_opened", "done"), 1, "logged before anything is shown");
            assert!(!String::from_utf8_lossy(&sealed(&app)[0]).contains("Kanarialintu"), "the reason is sealed");
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200);
            let words = page.words();
            assert!(words.contains("kanarialintu-huoli") && words.contains("Avasit asian hätätilanteessa."), "{words}");
            assert!(!words.contains("kanarialintu-ilmoittaja") && page.buttons("button[value=save]").is_empty(), "for reading");
            let untouched: bool = app.store.read("look", |tx| -> Result<_, StoreError> {
                let opened: Option<chrono::NaiveDateTime> = cases::table.select(cases::opened_at).first(tx.conn())?;
                Ok(opened.is_none())
            }).expect("the case is read");
            assert!(untouched, "its own office still has to open it");
            let fields = [("reason", "Haluan nähdä ilmoittajan"), ("version", "0"), ("go", "save"), ("text", "Kysymys teille")];
            for action in ["identity", "triage", "aside", "question", "assessment", "notices", "birth", "conflict", "confirm", "recheck"] {
                let tried = browser.post(&format!("{path}/{action}"), &fields).await;
                assert!(matches!(tried.status, 404 | 422), "{action}: {}", tried.status);
            }
            let (version, holder): (i64, Option<String>) = app.store.read("look", |tx| -> Result<_, StoreError> {
                Ok(cases::table.select((cases::version, cases::assignee)).first(tx.conn())?)
            }).expect("the case is read");
            assert_eq!((version, holder), (0, None), "nothing has changed");
            assert!(!browser.get("/staff/queue").await.text.contains(&reference), "it stands in no list of theirs");
            let colleague = site.signed_in(&app, &second).await;
            assert_eq!(colleague.get(&path).await.status, 404, "for one person");

            // Another county's case is like one that is not there.
            let far = site.signed_in(&app, &elsewhere).await;
            far.get("/staff/break-glass").await;
            let refused = ask(&far, &reference, "child_in_danger", WHY).await;
            assert_eq!((refused.status, refused.select(".govuk-error-summary a")), (422, nowhere.select(".govuk-error-summary a")));

            // The office's supervisor sees it at once, and looks it through once.
            let superior = site.signed_in(&app, &chief).await;
            assert!(superior.get("/staff/").await.words().contains("Tarkasta hätäavaukset: 1"));
            let list = superior.get("/staff/emergencies").await;
            for shown in ["NAAPURI Mallinen", "Lapsi on vaarassa nyt", WHY, reference.as_str()] {
                assert!(list.words().contains(shown), "{shown} in {}", list.words());
            }
            assert_eq!(logged(&app, "emergencies_seen", "done"), 1);
            let id = list.values("input[name=opening]").remove(0);
            assert_eq!(superior.post("/staff/emergencies", &[("opening", &id)]).await.status, 303);
            assert_eq!(superior.post("/staff/emergencies", &[("opening", &id)]).await.status, 404);
            assert!(superior.get("/staff/emergencies").await.words().contains("Tarkastettu"));
            let desk = superior.get("/staff/").await;
            assert!(!desk.words().contains("Tarkasta hätäavaukset"), "nothing waits: {}", desk.words());
            assert!(desk.words().contains("Hätäavaukset"), "the way to the list stays: {}", desk.words());
            assert_eq!(logged(&app, "emergency_reviewed", "done"), 1);
            assert_eq!(browser.get("/staff/emergencies").await.status, 404, "no list for a worker");

            later(&app, TimeDelta::minutes(59));
            let browser = site.signed_in(&app, &naapuri).await;
            assert_eq!(browser.get(&path).await.status, 200);
            later(&app, TimeDelta::seconds(61));
            assert_eq!(browser.get(&path).await.status, 404, "the hour is over");
        });
    }

    fn an_emergency_never_opens_what_is_closed_to_somebody(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let naapuri = worker(&app, "naapuri", Role::Supervisor, &[&neighbour(&app, &office)]);
        let chief = worker(&app, "superior", Role::Supervisor, &[&office]);
        let admin = worker(&app, "admin", Role::CountyAdmin, &[&office]);
        app.file(&about("kanarialintu-huoli"));
        let (case, reference): (String, String) = app.store.read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table.select((cases::id, cases::reference)).first(tx.conn())?)
        }).expect("the case is read");
        let path = format!("/staff/cases/{case}");
        served(&app, async |site| {
            let browser = site.signed_in(&app, &naapuri).await;
            browser.get("/staff/break-glass").await;
            assert_eq!(ask(&browser, &reference, "office_away", WHY).await.status, 303);
            assert_eq!(browser.get(&path).await.status, 200);
            // A supervisor closes the case to them while they read it.
            let superior = site.signed_in(&app, &chief).await;
            superior.get(&format!("{path}/conflict")).await;
            let fields = [("go", "bar_worker"), ("bar_person", ""), ("bar_user_name", "naapuri"), ("bar_ground", "reporter")];
            assert_eq!(superior.post(&format!("{path}/conflict"), &fields).await.status, 303);
            assert_eq!(browser.get(&path).await.status, 404, "at once");
            let again = ask(&browser, &reference, "office_away", WHY).await;
            assert_eq!(again.status, 422);
            assert!(again.words().contains("Tällä viitteellä ei löydy asiaa, jonka voit avata."));
            assert_eq!(sealed(&app).len(), 1);
            assert_eq!(logged(&app, "emergency_opened", "refused"), 1);
            // Who sees no content opens none in an emergency either.
            let keeper = site.signed_in(&app, &admin).await;
            keeper.get("/staff/").await;
            assert_eq!(keeper.get("/staff/break-glass").await.status, 404);
            assert_eq!(ask(&keeper, &reference, "office_away", WHY).await.status, 404);
            // One who was away for a week is told that it waits.
            later(&app, TimeDelta::days(8));
            let superior = site.signed_in(&app, &chief).await;
            let list = superior.get("/staff/emergencies").await.words();
            assert!(list.contains("Tämä on odottanut tarkastusta yli viikon."), "{list}");
        });
    }

    fn a_colleagues_case_is_for_reading_in_ones_own_office_too(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&office]);
        let chief = worker(&app, "superior", Role::Supervisor, &[&office]);
        let mut document = about("kanarialintu-huoli");
        document["reporter"] = json!({"name": "kanarialintu-ilmoittaja"});
        app.file(&document);
        let (case, reference, report): (String, String, String) = app.store.read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table.select((cases::id, cases::reference, cases::report)).first(tx.conn())?)
        }).expect("the case is read");
        let stands = || app.store.read("look", |tx| -> Result<(String, i64, Option<String>), StoreError> {
            Ok(cases::table.select((cases::state, cases::version, cases::assignee)).first(tx.conn())?)
        }).expect("the case is read");
        served(&app, async |site| {
            let holder = site.signed_in(&app, &saara).await;
            let path = started(&holder, &saara).await;
            let text = Text::parse("kanarialintu-viesti", 100).unwrap().unwrap();
            let from = add_information::From::Page { page: "1".to_owned(), answers: Vec::new() };
            let report = report.parse().expect("an id");
            let added = add_information::add(&app, report, Letter::of(&text), &from, app.clock.now());
            assert!(added.is_ok(), "{added:?}");
            let before = stands();

            let browser = site.signed_in(&app, &maija).await;
            assert_eq!(browser.get(&path).await.status, 404, "a colleague has it");
            browser.get("/staff/break-glass").await;
            let opened = ask(&browser, &reference, "child_in_danger", WHY).await;
            assert!(opened.location().ends_with(&path), "{}", opened.location());
            let page = browser.get(&path).await;
            let words = page.words();
            assert!(words.contains("Avasit asian hätätilanteessa.") && words.contains("kanarialintu-viesti"), "{words}");
            assert!(!words.contains("kanarialintu-ilmoittaja"), "{words}");
            assert!(hidden(&page.text, "sending").is_none(), "no form for a question");
            assert!(hidden(&page.text, "version").is_none(), "no form that changes anything");
            assert_eq!(page.attributes("#unseal", "id"), Vec::<String>::new(), "nor one that opens what is sealed");
            for work in ["assessment", "notices", "conflict"] {
                assert!(page.links(&format!("main a[href$='/{work}']")).is_empty(), "{work}: {words}");
            }

            // Nothing can be done to it, and it does not become hers.
            for (what, status) in try_everything(&browser, &case).await {
                let reads = ["GET ", "GET /same"].contains(&what.as_str());
                assert!(if reads { status == 200 } else { [404, 422].contains(&status) }, "{what}: {status}");
            }
            browser.get("/staff/queue").await;
            let me = maija.account.id.to_string();
            browser.post("/staff/queue", &[("case", case.as_str()), ("to", &me)]).await;
            let sure = [("question", "Missä lapsi on?"), ("sending", "x"), ("go", "anyway")];
            assert_eq!(browser.post(&format!("{path}/question"), &sure).await.status, 404);
            assert_eq!(stands(), before, "nothing has changed");
            assert_eq!(assignee(&app, &case), Some(saara.account.id.to_string()));
            let words = holder.get(&path).await.words();
            assert!(words.contains("Uusi viesti"), "whose case it is still has the message to read: {words}");

            // What a supervisor gives her meanwhile is hers.
            let superior = site.signed_in(&app, &chief).await;
            give(&superior, &case, &maija).await;
            assert_eq!(browser.get(&format!("{path}/assessment")).await.status, 200);
            assert!(hidden(&browser.get(&path).await.text, "sending").is_some(), "she asks the reporter");
            give(&superior, &case, &saara).await;
            assert_eq!(browser.get(&format!("{path}/assessment")).await.status, 404);
            later(&app, TimeDelta::minutes(61));
            let browser = site.signed_in(&app, &maija).await;
            assert_eq!(browser.get(&path).await.status, 404, "the hour is over");
        });
    }
}
