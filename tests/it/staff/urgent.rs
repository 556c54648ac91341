//! An urgent case at a duty service: its workers see and open it as their own, every look stands in their county's log, and
//! nobody else sees anything.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::office::Office;
use huoli::domain::places::CountyCode;
use huoli::intake::escalate;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, case_events, offices, reports};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{about, espoo, later, served, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

const NIGHT: &str = "2026-11-20T22:10";

fn duty(app: &TestApp, county: &str) -> Office {
    let county = CountyCode::parse(county).expect("a county");
    app.directory()
        .rules
        .duty(county)
        .expect("a duty service")
        .clone()
}

/// A child in Espoo, seen in Tampere, now; somebody gave a name.
fn now() -> Value {
    let mut document = about("kanarialintu-huoli");
    document["concern"]["ongoing"] = json!("now");
    document["place_of_concern_municipality"] = json!("837");
    document["reporter"] = json!({"name": "kanarialintu-ilmoittaja", "phone": "kanarialintu-puhelin"});
    document
}

/// What the logs say of the account `actor`: county, action, result and offices, in order.
fn logged(app: &TestApp, actor: &str) -> Vec<(String, String, String, Option<String>)> {
    let actor = actor.to_owned();
    app.store
        .read("look", move |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::actor.eq(&actor))
                .filter(access_log::case_id.is_not_null())
                .order(access_log::seq)
                .select((
                    access_log::county,
                    access_log::action,
                    access_log::result,
                    access_log::office,
                ))
                .load(tx.conn())?)
        })
        .expect("the log is read")
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

on_both! {
    fn a_duty_service_of_another_county_sees_and_opens_it_and_its_log_tells(db: TestDb) {
        let app = TestApp::new(db);
        let (own, near, far) = (espoo(&app), duty(&app, "03"), duty(&app, "08"));
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let paiva = worker(&app, "paiva", Role::IntakeWorker, &[&near]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&far]);
        let sanna = worker(&app, "sanna", Role::Supervisor, &[&duty(&app, "05")]);
        app.clock.advance_to(at(NIGHT));
        let reference = app.file(&now()).reference;
        served(&app, async |site| {
            let of_the_office = site.signed_in(&app, &maija).await;
            let page = of_the_office.get("/staff/queue").await;
            assert_eq!(page.references(), std::slice::from_ref(&reference));
            let path = page.cases().remove(0);
            let words = page.words();
            assert!(words.contains("Kiireellinen, koska: tapahtuu juuri nyt"), "{words}");
            assert!(words.contains(&format!("Myös: {}", near.names.fi)), "{words}");
            assert!(words.contains(&format!("Myös: {}", far.names.fi)), "{words}");

            for (person, office, why) in [
                (&paiva, &near, "Tuli tänne, koska toimipiste oli kiinni"),
                (&pekka, &far, "Tuli tänne, koska lapsen sanotaan olevan alueellanne"),
            ] {
                let browser = site.signed_in(&app, person).await;
                let page = browser.get("/staff/queue").await;
                assert_eq!(page.references(), std::slice::from_ref(&reference));
                let words = page.words();
                assert!(words.contains(why) && words.contains("Odottaa: 1"), "{words}");
                assert!(words.contains(&format!("Asiasta vastaa: {}", own.names.fi)), "{words}");
                let opened = browser.get(&path).await;
                assert_eq!(opened.status, 200);
                assert!(opened.text.contains("kanarialintu-huoli"));
                assert!(!opened.text.contains("kanarialintu-ilmoittaja"), "a protected reporter stays sealed");
                let words = opened.words();
                assert!(words.contains(&format!("{}: vastaa asiasta", own.names.fi)), "{words}");
                let reason = [("reason", "Soitan ilmoittajalle nyt")];
                assert_eq!(browser.post(&format!("{path}/identity"), &reason).await.status, 303);
                assert!(browser.get(&path).await.text.contains("kanarialintu-ilmoittaja"));
                let id = person.account.id.to_string();
                let rows = logged(&app, &id);
                let actions: Vec<&str> = rows.iter().map(|row| row.1.as_str()).collect();
                assert_eq!(actions, ["case_opened", "identity_opened", "case_opened"]);
                for (county, _, result, offices) in &rows {
                    assert_eq!((county.as_str(), result.as_str()), (office.county.to_string().as_str(), "done"));
                    assert_eq!(offices.as_deref(), Some(office.id.to_string().as_str()));
                }
                // Each event lies in the county whose log seals it: the openings of a day are counted there.
                let counties: Vec<String> = app.store.read("look", |tx| -> Result<_, StoreError> {
                    Ok(case_events::table
                        .filter(case_events::actor.eq(&id))
                        .select(case_events::county)
                        .distinct()
                        .load(tx.conn())?)
                }).unwrap();
                assert_eq!(counties, [office.county.to_string()]);
            }

            let nobody = site.signed_in(&app, &sanna).await;
            assert!(nobody.get("/staff/queue").await.references().is_empty());
            assert_eq!(nobody.get(&path).await.status, 404);
            assert_eq!(nobody.post(&format!("{path}/identity"), &[("reason", "Haluan tietää")]).await.status, 404);
        });
    }

    fn who_works_at_both_sees_it_once_and_it_is_counted_once(db: TestDb) {
        let app = TestApp::new(db);
        let (own, near) = (espoo(&app), duty(&app, "03"));
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own, &near]);
        app.clock.advance_to(at(NIGHT));
        for _ in 0..3 {
            app.file(&now());
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get("/staff/queue").await;
            assert_eq!(page.references().len(), 3);
            assert!(page.words().contains("Odottaa: 3"), "{}", page.words());
            for office in [&own, &near] {
                let page = browser.get(&format!("/staff/queue?office={}", office.id)).await;
                assert_eq!(page.references().len(), 3, "{}", office.names.fi);
                assert!(page.words().contains("Odottaa: 3"), "{}", page.words());
            }
        });
    }

    fn a_page_of_copies_and_own_cases_is_walked_in_one_order(db: TestDb) {
        let app = TestApp::new(db);
        let (own, near) = (espoo(&app), duty(&app, "03"));
        worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let paiva = worker(&app, "paiva", Role::IntakeWorker, &[&near]);
        app.clock.advance_to(at(NIGHT));
        let mut filed: Vec<String> = Vec::new();
        for _ in 0..31 {
            filed.push(app.file(&now()).reference);
            app.file(&about("Ei kiireellinen"));
            later(&app, TimeDelta::minutes(3));
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &paiva).await;
            let pages = browser.walk_queue("/staff/queue").await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [25, 6]);
            let mut seen = pages.concat();
            seen.sort();
            filed.sort();
            assert_eq!(seen, filed, "each once, and nothing that is not urgent");
        });
    }

    fn of_a_protected_child_no_other_office_is_named(db: TestDb) {
        let app = TestApp::new(db);
        let (own, far) = (espoo(&app), duty(&app, "08"));
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&far]);
        app.clock.advance_to(at(NIGHT));
        let mut document = now();
        document["children"][0]["protected_address"] = json!(true);
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &pekka).await;
            let queue = browser.get("/staff/queue").await;
            let case = browser.get(&queue.cases().remove(0)).await;
            assert_eq!(case.status, 200);
            for page in [queue, case] {
                let words = page.words();
                assert!(!words.contains(&own.names.fi) && !words.contains("Espoo"), "{words}");
                assert!(words.contains("Näkyy myös toisessa toimipisteessä"), "{words}");
            }
        });
    }

    fn what_nobody_opens_stands_above_the_queue_until_somebody_does(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let default_office = app.directory().rules.default_office(own.county).unwrap().clone();
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let doris = worker(&app, "doris", Role::IntakeWorker, &[&default_office]);
        let reference = app.file(&now()).reference;
        served(&app, async |site| {
            let of_the_default = site.signed_in(&app, &doris).await;
            assert!(of_the_default.get("/staff/queue").await.references().is_empty());
            later(&app, TimeDelta::minutes(30));
            assert_eq!(escalate::run(&app, report_of(&app), 1, app.clock.now()), Ok(1));
            let of_the_default = site.signed_in(&app, &doris).await;
            let page = of_the_default.get("/staff/queue").await;
            assert_eq!(page.references(), std::slice::from_ref(&reference));
            let words = page.words();
            assert!(words.contains("Kiireellistä ilmoitusta ei ole avannut kukaan"), "{words}");
            assert!(words.contains(&format!("{reference}, saapui pe 20.11.2026 klo 14 jälkeen")), "{words}");
            assert!(words.contains("Tuli tänne, koska kukaan ei ollut avannut ajoissa"), "{words}");
            let opened = of_the_default.get(&page.cases().remove(0)).await;
            assert!(opened.text.contains("kanarialintu-huoli"), "the keys came with the copy");
            let reason = [("reason", "Soitan ilmoittajalle nyt")];
            let path = page.cases().remove(0);
            assert_eq!(of_the_default.post(&format!("{path}/identity"), &reason).await.status, 303);
            assert!(of_the_default.get(&path).await.text.contains("kanarialintu-ilmoittaja"));
            let of_the_office = site.signed_in(&app, &maija).await;
            let words = of_the_office.get("/staff/queue").await.words();
            assert!(!words.contains("ei ole avannut kukaan"), "somebody has: {words}");
            assert!(words.contains(&format!("Myös: {}", default_office.names.fi)), "{words}");
        });
    }

    fn an_old_case_tells_the_names_of_then(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        app.file(&about("Huoli"));
        let id = own.id.to_string();
        app.store
            .write("rename", move |tx| -> Result<_, StoreError> {
                Ok(diesel::update(offices::table.find(&id))
                    .set(offices::name_fi.eq("Uusi toimipiste"))
                    .execute(tx.conn())?)
            })
            .unwrap();
        app.reload().unwrap();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let words = browser.get(&path).await.words();
            assert!(words.contains(&own.names.fi), "{words}");
            assert!(words.contains("Nykyinen nimi: Uusi toimipiste"), "{words}");
        });
    }
}
