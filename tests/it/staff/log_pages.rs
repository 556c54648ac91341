//! The read log on the staff pages: who saw what and why, for whoever watches over it, and without a trace of a reporter.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::intake::chain_events;
use huoli::store::StoreError;
use huoli::store::schema::access_log;
use serde_json::json;

use super::assessment::logged;
use super::{Worker, about, espoo, far_away, later, named, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const PATH: &str = "/staff/log";

/// An auditor of the county and a worker who has opened the case of a named reporter; the reference of that case.
async fn watched(app: &TestApp, site: &super::Site, maija: &Worker) -> String {
    let mut document = named();
    document["worker_only"] = "kanarialintu-salaisuus".into();
    let reference = app.file(&document).cases[0].reference.clone();
    app.file(&about("kanarialintu-toinen"));
    let browser = site.signed_in(app, maija).await;
    let queue = browser.get("/staff/queue").await;
    for (case, own) in queue.cases().into_iter().zip(queue.references()) {
        if own == reference {
            browser.get(&case).await;
            let reason = [("reason", "Soitan kanarialinnulle")];
            let opened = browser.post(&format!("{case}/identity"), &reason).await;
            assert_eq!(opened.status, 303, "{}", opened.words());
        }
    }
    later(app, TimeDelta::hours(2));
    for county in app.directory().counties.keys() {
        chain_events::run(app, *county, app.clock.now()).expect("events are chained");
    }
    reference
}

on_both! {
    fn an_auditor_reads_who_saw_what_and_why(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&here]);
        let arja = worker(&app, "arja", Role::Auditor, &[&here]);
        served(&app, async |site| {
            let reference = watched(&app, &site, &maija).await;
            let browser = site.signed_in(&app, &arja).await;
            assert!(browser.get("/staff/").await.links("nav a").iter().any(|link| link.ends_with("log")));
            let page = browser.get(PATH).await;
            assert_eq!(page.status, 200);
            for shown in ["Asia avattu", "Jonon sivu nähty", "MAIJA Mallinen", "Sosiaalityöntekijä", "Oma perustelu, sinetöity"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let of_case = browser.get(&format!("{PATH}?case={reference}")).await;
            let told = of_case.select("tbody td:nth-child(3)");
            assert!(told.iter().all(|what| !what.contains("Jonon")), "{told:?}");
            let rows = of_case.select("tbody tr").len();
            assert_eq!(rows, 3, "opened, then the identities, then this look: {}", of_case.words());
            let by_person = browser.get(&format!("{PATH}?person=arja")).await;
            assert!(by_person.words().contains("Lokia katsottu") && !by_person.words().contains("Asia avattu"));
            let tomorrow = browser.get(&format!("{PATH}?person=maija&from=21.11.2026")).await;
            assert!(tomorrow.words().contains("Ei rivejä."), "{}", tomorrow.words());
            let printed = browser.get(&format!("{PATH}?case={reference}&print=yes")).await;
            assert!(printed.words().contains("on jätetty pois") && printed.words().contains(&reference));
            assert!(printed.select("main form").is_empty(), "a page to print has no form");

            for (query, told) in [
                ("case=abc", "Tarkista viite."),
                ("case=LS-0000-0000", "Tällaista asiaa ei ole"),
                ("person=nobody", "Tällaista käyttäjää ei ole."),
                ("from=eilen", "Virhe:"),
            ] {
                let page = browser.get(&format!("{PATH}?{query}")).await;
                assert_eq!(page.status, 422, "{query}");
                assert!(page.words().contains(told), "{told} in {}", page.words());
            }

            let file = browser.post(PATH, &[("case", reference.as_str()), ("go", "csv")]).await;
            assert_eq!(file.status, 200, "{}", file.words());
            assert!(file.headers["content-disposition"].to_str().unwrap().contains("log.csv"));
            let lines: Vec<&str> = file.text.lines().collect();
            assert_eq!(lines[0], "time,name,user,role,action,case,result,purpose");
            for (action, count) in [("case opened", 1), ("identity opened", 1), ("log seen", 2), ("log exported", 1)] {
                assert_eq!(file.text.matches(action).count(), count, "{action} in {}", file.text);
            }
            browser.get(PATH).await;
            let json = browser.post(PATH, &[("person", "maija"), ("go", "json")]).await;
            let rows: serde_json::Value = serde_json::from_str(&json.text).expect("JSON");
            assert!(rows.as_array().unwrap().iter().any(|row| row["action"] == "identity_opened"), "{rows}");
            browser.get(PATH).await;
            let nothing = browser.post(PATH, &[("go", "csv")]).await;
            assert_eq!(nothing.status, 422);

            let checked = browser.post(PATH, &[("go", "check")]).await;
            assert_eq!(checked.status, 200);
            assert!(checked.words().contains("Ketju on ehjä") && checked.words().contains("Ankkureita ei verrattu"), "{}", checked.words());
            for each in [&page, &of_case, &by_person, &printed, &file, &json, &checked] {
                assert!(!each.text.contains("anaria"), "no trace of a reporter: {}", each.words());
                for action in ["arrived", "report recorded", "message received"] {
                    assert!(!each.text.contains(action), "{action}");
                }
            }
        });
        assert!(logged(&app, "log_seen") >= 9, "each look at the log has its row");
        assert_eq!((logged(&app, "log_exported"), logged(&app, "log_verified")), (2, 1));
    }

    fn an_auditor_asks_about_a_child_by_one_reference(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let arja = worker(&app, "arja", Role::Auditor, &[&here]);
        let mut child = named();
        child["children"][0] = json!({
            "personal_identity_code": "010516B903X",
            "residence": {"municipality": "049", "postal_code": "02770"},
        });
        let [first, second, stranger] = [&child, &child, &about("kanarialintu-toinen")]
            .map(|document| app.file(document).cases[0].reference.clone());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let cases = browser.get("/staff/queue").await.cases();
            assert_eq!(cases.len(), 3);
            for case in cases {
                assert_eq!(browser.get(&case).await.status, 200);
            }
            later(&app, TimeDelta::hours(2));
            for county in app.directory().counties.keys() {
                chain_events::run(&app, *county, app.clock.now()).expect("events are chained");
            }
            let auditor = site.signed_in(&app, &arja).await;
            let path = format!("{PATH}?case={first}&child=yes");
            let alone = auditor.get(&format!("{PATH}?case={first}")).await;
            assert!(!alone.text.contains(&*second), "one case by its reference: {}", alone.words());
            let page = auditor.get(&path).await;
            assert_eq!(page.status, 200, "{}", page.words());
            let told = page.select("tbody td:nth-child(4)");
            for own in [&first, &second] {
                assert!(told.iter().any(|case| case.trim() == &**own), "{own} in {told:?}");
            }
            assert!(!page.text.contains(&*stranger), "{}", page.words());
            assert_eq!(page.select("input[name=child][checked]").len(), 1, "the box stays ticked");
            let print = page.links("main a").into_iter().find(|link| link.contains("print=yes"));
            assert!(print.is_some_and(|link| link.contains("child=yes")));
            let printed = auditor.get(&format!("{path}&print=yes")).await;
            assert!(printed.words().contains("kahdelta viime vuodelta"), "{}", printed.words());
            let nobody = auditor.get(&format!("{PATH}?child=yes")).await;
            assert_eq!(nobody.status, 422, "a child is asked for by a case");
            auditor.get(PATH).await;
            let fields = [("case", &*first), ("child", "yes"), ("go", "csv")];
            let file = auditor.post(PATH, &fields).await;
            assert_eq!(file.status, 200, "{}", file.words());
            assert!(file.text.contains(&*first) && file.text.contains(&*second), "{}", file.text);
            for each in [&page, &printed, &file] {
                assert!(!each.text.contains("anaria") && !each.text.contains("arrived"), "{}", each.words());
            }

            // The day two years back, and what lies before it only when somebody asks.
            later(&app, TimeDelta::days(732));
            let auditor = site.signed_in(&app, &arja).await;
            for (query, told) in [("", false), ("&from=20.11.2026", true)] {
                let page = auditor.get(&format!("{path}{query}")).await;
                let rows = page.select("tbody td:nth-child(3)");
                assert_eq!(rows.iter().any(|what| what.contains("Asia avattu")), told, "{query}: {rows:?}");
            }
        });
    }

    fn who_sees_content_has_no_log_and_an_auditor_no_content(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let others = [
            worker(&app, "maija", Role::IntakeWorker, &[&here]),
            worker(&app, "saara", Role::SocialWorker, &[&here]),
            worker(&app, "leena", Role::Supervisor, &[&here]),
            worker(&app, "olli", Role::OfficeAdmin, &[&here]),
            worker(&app, "kaisa", Role::CountyAdmin, &[&here]),
        ];
        let arja = worker(&app, "arja", Role::Auditor, &[&here]);
        let away = worker(&app, "arto", Role::Auditor, &[&far_away(&app, &here)]);
        served(&app, async |site| {
            let reference = watched(&app, &site, &others[1]).await;
            for other in &others {
                let browser = site.signed_in(&app, other).await;
                assert!(!browser.get("/staff/").await.links("nav a").iter().any(|link| link.ends_with("/log")));
                assert_eq!(browser.get(PATH).await.status, 404);
                browser.get("/staff/").await;
                for go in ["csv", "json", "check"] {
                    assert_eq!(browser.post(PATH, &[("case", reference.as_str()), ("go", go)]).await.status, 404);
                }
            }
            let refused = app.store.read("look", |tx| -> Result<i64, StoreError> {
                Ok(access_log::table
                    .filter(access_log::action.eq("log_seen"))
                    .filter(access_log::result.eq("refused"))
                    .count()
                    .get_result(tx.conn())?)
            });
            assert_eq!(refused.expect("the log is read"), 5, "each try has its row");
            let auditor = site.signed_in(&app, &arja).await;
            assert!(auditor.get("/staff/queue").await.references().is_empty());
            assert!(!auditor.get("/staff/").await.links("nav a").iter().any(|link| link.ends_with("search")));
            let foreign = site.signed_in(&app, &away).await;
            let page = foreign.get(&format!("{PATH}?case={reference}")).await;
            assert_eq!(page.status, 422, "another county's case is none of this log");
            assert!(!page.words().contains("SAARA"), "{}", page.words());
        });
        assert_eq!(logged(&app, "log_exported"), 0);
    }
}
