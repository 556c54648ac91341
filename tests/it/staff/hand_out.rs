//! A case on its way into the county's client system.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::language::Language;
use huoli::domain::report::Channel;
use huoli::store::StoreError;
use huoli::store::schema::hand_outs;
use huoli::wire::{self, Reading, Strictness};
use serde_json::{Value, json};

use super::assessment::{fill, logged};
use super::{espoo, later, named, neighbour, served, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

/// A teacher's report about two children.
fn teachers() -> Value {
    json!({
        "reporter_role": "professional",
        "reporter": {"authority": "education", "organisation": "Mallilan kaupunki", "name": "Oiva Esimerkki", "phone": "000 111 2222"},
        "children": [
            {"first_names": "Aino", "last_name": "Mallinen", "birth_date": "2016-05-01", "told": "yes", "own_concern": "Aino itkee.",
             "residence": {"municipality": "049", "postal_code": "02770", "street_address": "Mallikuja 5"}},
            {"first_names": "Kanarialintu", "last_name": "Mallinen", "own_concern": "kanarialintu lentää",
             "residence": {"municipality": "049", "postal_code": "02770"}},
        ],
        "guardians": [{"name": "Helmi Mallinen", "phone": "000 333 4444"}, {"name": "Matti Mallinen"}],
        "concern": {"description": "Lapsi on väsynyt.", "reasons": ["neglect"]},
        "worker_only": "Vain teille",
    })
}

on_both! {
    fn a_case_is_copied_in_the_national_order_and_noted_with_its_number(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let pekka = worker(&app, "pekka", Role::Supervisor, &[&neighbour(&app, &espoo(&app))]);
        app.file(&teachers());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let mut own = None;
            for case in browser.get("/staff/queue").await.cases() {
                if browser.get(&format!("{case}/hand-out")).await.text.contains("Aino itkee.") {
                    own = Some(case);
                }
            }
            let case = own.expect("one of the two is Aino's");
            let path = format!("{case}/hand-out");
            let seen = logged(&app, "case_opened");
            let page = browser.get(&path).await;
            assert_eq!((page.status, logged(&app, "case_opened")), (200, seen + 1));
            let text = page.select("main p.huoli-words").remove(0);
            let order = [
                "Lastensuojeluilmoitus", "Viite: LS-", "Ilmoittamispäivämäärä: ", "ASIAKAS", "Mallinen", "Aino", "Mallikuja 5", "02770",
                "Espoo", "HUOLTAJA", "Helmi Mallinen", "000 333 4444", "Matti Mallinen", "ILMOITTAJA", "Oiva Esimerkki", "Mallilan kaupunki",
                "000 111 2222", "ASIASISÄLTÖ", "Lapsi on väsynyt.", "Aino itkee.", "KERTOMINEN", "Kyllä", "VAIN TYÖNTEKIJÄLLE", "Vain teille",
            ];
            let mut rest = text.as_str();
            for next in order {
                let place = rest.find(next).unwrap_or_else(|| panic!("{next} does not stand there in its order: {text}"));
                rest = &rest[place..];
            }
            let last = text.trim_end().lines().last().expect("a last line");
            assert!(last.starts_with("Kopioinut MAIJA Mallinen, ") && last.ends_with("klo 14.05"), "who copied it stands last: {last}");
            assert!(!text.to_lowercase().contains("kanarialintu") && !text.contains(['\u{ad}', '\u{a0}']), "{text}");

            let file = browser.get(&format!("{path}/file")).await;
            assert_eq!((file.status, logged(&app, "hand_out_taken")), (200, 1));
            let header = |name: &str| file.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
            assert!(header("content-disposition").starts_with("attachment; filename=\"LS-"), "{}", header("content-disposition"));
            assert_eq!((header("cache-control").as_str(), header("content-type").as_str()), ("no-store", "application/json"));
            let mut document: Value = serde_json::from_str(&file.text).expect("JSON");
            // Who took it out and when goes with the file; all else is the schema's.
            let mark = document.as_object_mut().expect("members").remove("watermark");
            let staff = maija.account.id.to_string();
            assert_eq!(mark, Some(json!({"taken_by": "MAIJA Mallinen", "staff_id": staff, "taken_at": "2026-11-20T12:05:00Z"})));
            let mut expected = teachers();
            expected["children"].as_array_mut().expect("a list").truncate(1);
            assert_eq!(document, expected);
            let reading = Reading {
                strictness: Strictness::Strict,
                channel: Channel::Api,
                form: None,
                language: Language::Fi,
                today: at("2026-11-20T14:05").date_naive(),
                municipality_known: &|_| true,
            };
            wire::read(&document, &reading).expect("the same schema reads it");

            let lacks = fill(&browser, &path, &page, "copied", &[("number", " ")]).await;
            assert_eq!((lacks.status, lacks.links(".govuk-error-summary a")), (422, vec!["#number".to_owned()]));
            assert_eq!(logged(&app, "handed_out"), 0);
            let done = fill(&browser, &path, &page, "copied", &[("number", "JARJESTELMA-4711")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let shown = browser.get(&case).await.words();
            for there in ["numerolla JARJESTELMA-4711. MAIJA Mallinen", "Siirretty asiakastietojärjestelmään: MAIJA"] {
                assert!(shown.contains(there), "{there} in {shown}");
            }
            later(&app, TimeDelta::minutes(1));
            let done = fill(&browser, &path, &page, "copied", &[("number", "JARJESTELMA-4712")]).await;
            assert_eq!((done.status, logged(&app, "handed_out")), (303, 2));
            assert!(browser.get(&case).await.words().contains("JARJESTELMA-4712"), "the newest holds");

            let other = site.signed_in(&app, &pekka).await;
            other.get("/staff/queue").await;
            assert_eq!(other.get(&path).await.status, 404);
            assert_eq!(other.get(&format!("{path}/file")).await.status, 404);
            assert_eq!(other.post(&path, &[("number", "X")]).await.status, 404);
        });
        let sealed = app.store.read("look", |tx| -> Result<Vec<Vec<u8>>, StoreError> {
            Ok(hand_outs::table.select(hand_outs::body).load(tx.conn())?)
        });
        for body in sealed.expect("the table is read") {
            assert!(!String::from_utf8_lossy(&body).contains("JARJESTELMA"), "the number is sealed");
        }
    }

    fn a_protected_reporter_is_never_handed_out(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut document = named();
        document["children"][0]["last_name"] = json!("Salaisella");
        document["children"][0]["protected_address"] = json!(true);
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&case).await;
            let path = format!("{case}/hand-out");
            let ways = [path.clone(), format!("{path}/file")];
            for way in &ways {
                let page = browser.get(way).await;
                assert_eq!(page.status, 200);
                for hidden in ["kanarialintu", "Salaisella", "02770"] {
                    assert!(!page.text.contains(hidden), "{hidden} in {}", page.words());
                }
            }
            assert!(browser.get(&path).await.words().contains("Osa henkilötiedoista on suljettu"));
            let reason = [("reason", "Lapsen asia kirjataan asiakastietojärjestelmään")];
            assert_eq!(browser.post(&format!("{case}/identity"), &reason).await.status, 303);
            assert!(browser.get(&case).await.text.contains("kanarialintu-ilmoittaja"), "opened with a reason");
            for way in &ways {
                let page = browser.get(way).await;
                assert!(page.text.contains("Salaisella") && page.text.contains("02770"), "{}", page.words());
                assert!(!page.text.contains("kanarialintu"), "{}", page.words());
            }
        });
    }
}
