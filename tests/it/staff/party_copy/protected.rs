//! A copy that tells of somebody under protection: closed, like the page of the case, to whoever has not opened them with a reason.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::office::OfficeId;
use huoli::intake::opening::ReportKey;
use huoli::store::StoreError;
use huoli::store::schema::{cases, party_copies};
use serde_json::{Value, json};

use super::super::assessment::{fill, logged};
use super::super::{Answer, espoo, later, served, worker};
use super::{FOR_A_GUARDIAN, draft_of, neighbours};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// A neighbour's report about a child with a protected address.
fn hidden() -> Value {
    let mut document = neighbours();
    document["children"][0]["first_names"] = json!("Salalintu");
    document["children"][0]["protected_address"] = json!(true);
    document
}

/// What of it nobody reads without a reason.
const SECRET: [&str; 4] = ["Salalintu", "Mallikuja", "02770", "1.5.2016"];

fn told(page: &Answer) -> Vec<&'static str> {
    SECRET
        .into_iter()
        .filter(|trace| page.text.contains(trace))
        .collect()
}

/// What the report's key alone opens of the only copy.
fn under_the_reports_key(app: &TestApp) -> String {
    let (report, office, copy, body) = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            let (report, office): (String, String) = cases::table
                .select((cases::report, cases::office))
                .first(tx.conn())?;
            let (copy, body): (String, Vec<u8>) = party_copies::table
                .select((party_copies::id, party_copies::body))
                .first(tx.conn())?;
            Ok((report, office, copy, body))
        })
        .expect("a copy is there");
    let (report, office) = (
        report.parse().expect("an id"),
        OfficeId(office.parse().expect("an id")),
    );
    let key = app
        .store
        .read("key", |tx| ReportKey::for_office(tx, app, report, office));
    let key = key.expect("the keys are read").expect("the office has a key");
    let plain = key.bytes(&body, "party_copies", copy.parse().expect("an id"), "body");
    String::from_utf8_lossy(&plain.expect("it opens")).into_owned()
}

on_both! {
    fn a_copy_that_tells_of_somebody_protected_takes_a_reason_from_each_of_its_hands(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        app.file(&hidden());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&case).await;
            let list = format!("{case}/party-copy");
            let identity = format!("{case}/identity");
            let page = browser.get(&list).await;
            assert_eq!((page.status, told(&page)), (200, vec![]), "{}", page.words());
            assert!(page.words().contains("Avaa ensin suljetut tiedot asian sivulla."), "{}", page.words());
            assert!(page.links("main a").iter().any(|link| link.ends_with("#unseal")), "and the way there");
            assert!(page.buttons("button[value=draft]").is_empty());
            // A page that has been open for too long: nothing is made of it, and what was typed can be sent again.
            let typed = [("go", "draft"), ("version", "0"), ("recipient", "guardian"), ("withheld", "private_interest"),
                ("show", "0"), ("show", "1"), ("show", "3"), ("words", "iltaisin")];
            let late = browser.post(&list, &typed).await;
            assert_eq!((late.status, told(&late)), (422, vec![]), "{}", late.words());
            assert!(late.words().contains("Tiedot ovat sulkeutuneet."), "{}", late.words());
            assert_eq!((logged(&app, "party_copy_drafted"), logged(&app, "identity_opened")), (0, 0));

            let opened = browser.post(&identity, &[("reason", "Kopio huoltajalle")]).await;
            assert_eq!((opened.status, logged(&app, "identity_opened")), (303, 1));
            let kept: Vec<(String, String)> = late.attributes("form:has(button[value=draft]) input[type=hidden]", "name")
                .into_iter()
                .zip(late.values("form:has(button[value=draft]) input[type=hidden]"))
                .filter(|(name, _)| name != "csrf")
                .collect();
            let mut again: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            again.push(("go", "draft"));
            let done = browser.post(&list, &again).await;
            assert_eq!((done.status, logged(&app, "party_copy_drafted")), (303, 1), "{}", done.words());
            let copy = done.location().rsplit('/').next().expect("an id").to_owned();
            let path = format!("{list}/{copy}");
            let page = browser.get(&path).await;
            assert!(page.words().contains("Salalintu"), "{}", page.words());
            assert_eq!(page.select("textarea[name=words]"), ["iltaisin"]);
            let changed = draft_of(&browser, &path, &page, &FOR_A_GUARDIAN[1..]).await;
            assert_eq!(changed.status, 303, "{}", changed.words());
            let plain = under_the_reports_key(&app);
            assert!(plain.contains("guardian") && !plain.contains("Salalintu"), "the report's key does not open it: {plain}");

            // The second person reads nothing either before they say why, and releases nothing unread.
            let second = site.signed_in(&app, &elli).await;
            let page = second.get(&path).await;
            assert_eq!((page.status, told(&page)), (200, vec![]), "{}", page.words());
            assert!(page.words().contains("Luonnos. Saaja: Huoltaja.") && page.buttons("button[value=release]").is_empty());
            let blind = second.post(&path, &[("go", "release"), ("version", "2"), ("ground", "party")]).await;
            assert_eq!((blind.status, told(&blind), logged(&app, "party_copy_released")), (422, vec![], 0));
            let opened = second.post(&identity, &[("reason", "Luen kopion")]).await;
            assert_eq!((opened.status, logged(&app, "identity_opened")), (303, 2));
            let page = second.get(&path).await;
            assert!(page.words().contains("Salalintu"), "{}", page.words());
            let done = fill(&second, &path, &page, "release", &[("ground", "party")]).await;
            assert_eq!(done.status, 303, "{}", done.words());

            let print = format!("{path}/print");
            let paper = browser.get(&print).await;
            assert!(paper.words().contains("Salalintu") && paper.words().contains("Salattu (turvakielto)"), "{}", paper.words());
            assert!(!paper.text.contains("Mallikuja"), "{}", paper.words());
            later(&app, TimeDelta::minutes(14));
            assert_eq!(browser.get(&print).await.status, 200);
            later(&app, TimeDelta::minutes(1));
            let late = browser.get(&print).await;
            assert_eq!((late.status, logged(&app, "party_copy_printed")), (303, 2), "the time is up");
            assert!(late.location().ends_with(&copy), "{}", late.location());
            for page in [browser.get(&path).await, browser.get(&list).await] {
                assert_eq!((page.status, told(&page)), (200, vec![]), "{}", page.words());
            }
            // To whom it was given tells nothing of what is closed.
            let page = browser.get(&path).await;
            let given = [("given_to", "Helmi Mallinen"), ("given_how", "meeting"), ("given_on", "20.11.2026")];
            let done = fill(&browser, &path, &page, "given", &given).await;
            assert_eq!(done.status, 303, "{}", done.words());
        });
    }

    fn a_protected_reporter_closes_no_copy(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut document = neighbours();
        document["reporter"]["protected_address"] = json!(true);
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&format!("{case}/party-copy")).await;
            assert!(page.words().contains("Mallikuja 5") && !page.words().contains("Avaa ensin"), "{}", page.words());
            assert!(!page.words().contains("Naapurinen"), "{}", page.words());
        });
    }
}
