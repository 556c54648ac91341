//! Search with a purpose: what is found, what is not told, and that nothing typed is kept.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases};
use serde_json::{Value, json};

use super::{Answer, Browser, espoo, far_away, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

fn child() -> Value {
    json!({
        "reporter_role": "private_person",
        "reporter": {"name": "Kaarina Kanarialintu", "phone": "050 000 0199"},
        "children": [{
            "first_names": "Anna-Maria Aino", "last_name": "Hakunen", "personal_identity_code": "010516B903X",
            "residence": {"municipality": "049", "postal_code": "02770", "street_address": "Hakukatu 5 A 12"},
        }],
        "guardians": [{"name": "Huoltaja Hakunen", "phone": "050 000 0101"}],
        "concern": {"description": "Huoli"},
    })
}

/// The purposes, outcomes and digests in the log of all searches.
fn searches(app: &TestApp) -> Vec<(Option<String>, String)> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.eq("searched"))
                .order(access_log::seq)
                .select((access_log::purpose, access_log::result))
                .load(tx.conn())?)
        })
        .expect("the log is read")
}

async fn ask(browser: &Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    browser.get("/staff/search").await;
    browser.post("/staff/search", fields).await
}

on_both! {
    fn a_child_is_found_by_whatever_is_known_and_the_log_tells_why_and_not_by_what(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let reference = app.file(&child()).reference;
        let mut other = child();
        other["children"][0] = json!({"first_names": "Toinen", "last_name": "Lapsi", "birth_date": "2014-01-02",
            "residence": {"municipality": "049", "postal_code": "02770"}});
        other["guardians"] = json!([]);
        app.file(&other);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let asked = [
                ("reference", reference.as_str()), ("name", "hakunen aino"), ("name", "ANNA HAKUNEN"), ("identity_code", " 010516b903x"),
                ("birth_date", "1.5.2016"), ("phone", "+358500000101"), ("address", "hakukatu 5a12"),
            ];
            for (field, value) in asked {
                let page = ask(&browser, &[("purpose", "new_report"), (field, value)]).await;
                assert_eq!(page.status, 200, "{field}");
                assert_eq!(page.select("tbody th a"), [reference.as_str()], "{field}: {}", page.words());
                assert_eq!(page.values(&format!("#{field}")), [value], "what was typed stays");
                assert!(!page.words().contains("Hakunen"), "a list names nobody");
                let path = page.links("tbody th a").remove(0);
                assert!(path.contains("/staff/cases/") && !path.contains('?'), "{path}");
            }
            let both = ask(&browser, &[("purpose", "supervision"), ("name", "Aino Hakunen"), ("birth_date", "2.1.2014")]).await;
            assert!(both.words().contains("Omista toimipisteistäsi ei löytynyt asioita."), "every condition must hold");
            for (field, value) in [("name", "Kaarina Kanarialintu"), ("phone", "050 000 0199")] {
                let page = ask(&browser, &[("purpose", "fault"), (field, value)]).await;
                assert!(page.words().contains("ei löytynyt asioita"), "nobody is found as a reporter");
            }
            let told = searches(&app);
            assert_eq!(told.len(), asked.len() + 3);
            assert!(told.iter().all(|(_, result)| result == "done"));
            let purposes: Vec<_> = told.iter().skip(asked.len() - 1).filter_map(|(purpose, _)| purpose.as_deref()).collect();
            assert_eq!(purposes, ["new_report", "supervision", "fault", "fault"]);
        });
    }

    fn without_a_purpose_nothing_is_searched_and_everything_typed_stays(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let nothing = ask(&browser, &[("purpose", "intake")]).await;
            assert_eq!(nothing.status, 422);
            assert!(nothing.words().contains("Kirjoita ainakin yksi hakutieto."));
            let page = ask(&browser, &[
                ("reference", "LS-1"), ("name", "<b>Aino"), ("identity_code", "010516B903Y"), ("birth_date", "eilen"), ("phone", "12"),
                ("address", "Hakukatu"),
            ]).await;
            assert_eq!(page.status, 422);
            assert_eq!(
                page.links(".govuk-error-summary a"),
                ["#purpose", "#reference", "#name", "#identity_code", "#birth_date", "#phone", "#address"]
            );
            assert_eq!(page.values("input[type=text]"), ["LS-1", "<b>Aino", "010516B903Y", "eilen", "12", "Hakukatu"]);
            assert!(searches(&app).is_empty());
        });
    }

    fn what_is_beyond_ones_offices_is_only_said_to_be_there(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let mut hidden = child();
        hidden["children"][0]["protected_address"] = json!(true);
        app.file(&hidden);
        let neighbours = neighbour(&app, &office);
        let own = worker(&app, "oma", Role::Supervisor, &[&office]);
        let near = worker(&app, "naapuri", Role::SocialWorker, &[&neighbours]);
        let far = worker(&app, "vieras", Role::SocialWorker, &[&far_away(&app, &office)]);
        served(&app, async |site| {
            let fields = [("purpose", "intake"), ("identity_code", "010516B903X")];
            let browser = site.signed_in(&app, &own).await;
            let page = ask(&browser, &fields).await;
            assert_eq!(page.references().len(), 1);
            assert!(page.words().contains("Salattu"), "{}", page.words());
            for (field, value) in [("address", "Hakukatu 5 A 12"), ("phone", "050 000 0101")] {
                let page = ask(&browser, &[("purpose", "intake"), (field, value)]).await;
                assert!(page.references().is_empty(), "a protected address is not found by {field}");
            }
            let browser = site.signed_in(&app, &near).await;
            let page = ask(&browser, &fields).await;
            assert!(page.references().is_empty());
            assert!(page.words().contains("Osumia on muualla hyvinvointialueella. Pyydä esihenkilöltä lupa."), "{}", page.words());
            let browser = site.signed_in(&app, &far).await;
            let page = ask(&browser, &fields).await;
            assert!(!page.words().contains("Osumia"), "another county does not exist");
            for role in [Role::OfficeAdmin, Role::CountyAdmin, Role::Auditor] {
                let person = worker(&app, role.as_str(), role, &[&office]);
                let browser = site.signed_in(&app, &person).await;
                let desk = browser.get("/staff/").await;
                assert!(!desk.links("a").iter().any(|href| href.ends_with("search")), "{role}");
                assert_eq!(browser.get("/staff/search").await.status, 404, "{role}");
                browser.get("/staff/").await;
                assert_eq!(browser.post("/staff/search", &fields).await.status, 404, "{role}");
            }
        });
    }

    fn what_has_left_the_queue_is_named_and_not_opened(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&child());
        later(&app, TimeDelta::days(1));
        app.store.write("away", |tx| -> Result<(), StoreError> {
            diesel::update(cases::table).set(cases::in_queue.eq(false)).execute(tx.conn())?;
            Ok(())
        }).expect("it leaves the queue");
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = ask(&browser, &[("purpose", "client_request"), ("identity_code", "010516B903X")]).await;
            assert!(page.words().contains("Et voi avata tätä asiaa."), "{}", page.words());
            assert!(page.references().is_empty(), "there is no link");
        });
    }
}
