//! Who is told of a report: a row a person, each with when, how and by whom, or why not.

use chrono::TimeDelta;
use huoli::domain::access::Role;
use serde_json::json;

use super::assessment::{fill, logged, started, tell_everybody};
use super::{Answer, Browser, about, espoo, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// Posts the form of `person` on `page`, with its hidden fields; the names of `fields` are given without the person's own
/// word. Date and teller stay as the page fills them in.
pub async fn record(
    browser: &Browser<'_>,
    path: &str,
    page: &Answer,
    person: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let form = format!("form:has(input[name=person][value={person}])");
    let version = page.values(&format!("{form} input[name=version]"));
    let on = page.values(&format!("#{person}_on"));
    let by = page.values(&format!("#{person}_by option[selected]"));
    assert_eq!((on.len(), by.len()), (1, 1), "{person} in {}", page.words());
    let mut all = vec![
        ("person".to_owned(), person.to_owned()),
        ("version".to_owned(), version.first().cloned().unwrap_or_default()),
        ("go".to_owned(), "save".to_owned()),
    ];
    let given = |name: &str| fields.iter().any(|(field, _)| *field == name);
    for (name, values) in [("on", on), ("by", by)] {
        if !given(name) {
            all.push((format!("{person}_{name}"), values[0].clone()));
        }
    }
    all.extend(
        fields
            .iter()
            .map(|(name, value)| (format!("{person}_{name}"), (*value).to_owned())),
    );
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &all).await
}

/// A report that names two guardians.
fn of_two_guardians() -> serde_json::Value {
    let mut document = about("Huoli");
    document["guardians"] = json!([{"name": "Eino Esimerkki"}, {"name": "Maija Mallinen"}]);
    document
}

on_both! {
    fn each_guardian_and_the_child_has_a_row_and_nobody_ticks_both(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&of_two_guardians());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let first = browser.get(&case).await;
            assert!(first.words().contains("Kertomatta 3 / 3. Määräpäivä: ti 1.12."), "{}", first.words());
            let path = format!("{case}/notices");
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200);
            assert_eq!(page.values("input[name=person]"), ["child0", "guardian0", "guardian1", "new"]);
            for shown in ["Huoltaja 1: Eino Esimerkki", "Huoltaja 2: Maija Mallinen", "Kerro jokaiselle viimeistään ti 1.12.2026."] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let nothing = record(&browser, &path, &page, "guardian0", &[]).await;
            assert_eq!((nothing.status, nothing.links(".govuk-error-summary a")), (422, vec!["#guardian0_told".to_owned()]));
            let early = record(&browser, &path, &page, "guardian0", &[("told", "yes"), ("channel", "call"), ("on", "19.11.2026")]).await;
            assert!(early.words().contains("Päivä on ennen ilmoitusta."), "{}", early.words());
            let done = record(&browser, &path, &page, "guardian0", &[("told", "yes"), ("channel", "call")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let page = browser.get(&path).await;
            assert!(page.words().contains("pe 20.11.2026 · Puhelu · SAARA Mallinen"), "{}", page.words());
            assert!(browser.get(&case).await.words().contains("Kertomatta 2 / 3."));

            let silent = record(&browser, &path, &page, "guardian1", &[("told", "no"), ("ground", "child_interest")]).await;
            assert_eq!(silent.links(".govuk-error-summary a"), ["#guardian1_text", "#guardian1_again"]);
            let withheld = [("told", "no"), ("ground", "child_interest"), ("text", "Uhka."), ("again", "30.11.2026")];
            assert_eq!(record(&browser, &path, &page, "guardian1", &withheld).await.status, 303);
            let wrong = [("told", "no"), ("ground", "not_guardian"), ("text", "Ei."), ("again", "")];
            assert_eq!(record(&browser, &path, &page, "child0", &wrong).await.status, 422, "a child is no guardian");
            assert_eq!(record(&browser, &path, &page, "child0", &[("told", "yes"), ("channel", "meeting")]).await.status, 303);
            assert!(!browser.get(&case).await.words().contains("Kertomatta"), "everybody is done with");
            assert_eq!(logged(&app, "notice_recorded"), 3);

            later(&app, TimeDelta::days(10));
            let browser = site.signed_in(&app, &saara).await;
            assert!(browser.get(&case).await.words().contains("Kertomatta 1 / 3."), "the day to look again has come");
            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains("Katso uudelleen, kenelle kerrotaan"), "{}", desk.words());
            let page = browser.get(&path).await;
            assert_eq!(record(&browser, &path, &page, "guardian1", &[("told", "yes"), ("channel", "letter")]).await.status, 303);
            assert!(!browser.get("/staff/").await.words().contains("Katso uudelleen"));
            let page = browser.get(&path).await;
            assert!(page.words().contains("Uhka."), "nothing that was written down goes: {}", page.words());
        });
    }

    fn a_guardian_who_reports_is_told_too_whoever_else_was(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        let mut document = about("Huoli");
        document["reporter_role"] = json!("guardian");
        document["reporter"] = json!({"name": "kanarialintu-ilmoittaja", "phone": "040 1234567"});
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let path = format!("{case}/notices");
            let page = browser.get(&path).await;
            assert_eq!(page.values("input[name=person]"), ["child0", "reporter0", "guardian0", "new"]);
            for shown in ["Huoltaja, joka teki ilmoituksen: tiedot on suljettu", "Huoltaja 1: nimi ei tiedossa"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            for person in ["child0", "guardian0"] {
                let page = browser.get(&path).await;
                assert_eq!(record(&browser, &path, &page, person, &[("told", "yes"), ("channel", "call")]).await.status, 303);
            }
            let open = browser.get(&case).await.words();
            assert!(open.contains("Kertomatta 1 / 3."), "the one who reported still waits: {open}");
            let page = browser.get(&path).await;
            let young = [("told", "no"), ("ground", "too_young"), ("text", "Ei."), ("again", "1.12.2026")];
            assert_eq!(record(&browser, &path, &page, "reporter0", &young).await.status, 422);
            let told = record(&browser, &path, &page, "reporter0", &[("told", "yes"), ("channel", "meeting")]).await;
            assert_eq!(told.status, 303, "{}", told.words());
            assert!(!browser.get(&case).await.words().contains("Kertomatta"));
            let page = browser.get(&path).await;
            assert!(!page.text.contains("kanarialintu"), "who it is opens with a reason alone");
        });
    }

    fn of_a_client_relationship_nobody_was_told_before_it_began(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            tell_everybody(&browser, &case).await;
            later(&app, TimeDelta::days(5));
            let browser = site.signed_in(&app, &saara).await;
            let work = format!("{case}/assessment");
            let finish = [("finish_outcome", "child_welfare_client"), ("finish_on", "24.11.2026"), ("finish_reason", "Perhe tarvitsee tukea.")];
            let done = fill(&browser, &work, &browser.get(&work).await, "finish", &finish).await;
            assert_eq!(done.status, 303, "{}", done.words());

            let path = format!("{case}/notices");
            let page = browser.get(&path).await;
            let told = |on: &'static str| [("told", "yes"), ("channel", "call"), ("on", on)];
            let early = record(&browser, &path, &page, "client-guardian0", &told("23.11.2026")).await;
            assert_eq!((early.status, early.links(".govuk-error-summary a")), (422, vec!["#client-guardian0_on".to_owned()]));
            assert!(early.words().contains("Päivä on ennen asiakkuuden alkua."), "{}", early.words());
            let done = record(&browser, &path, &page, "client-guardian0", &told("24.11.2026")).await;
            assert_eq!(done.status, 303, "{}", done.words());
            // Of the report they can have been told since it came.
            let page = browser.get(&path).await;
            let again = record(&browser, &path, &page, "guardian0", &told("23.11.2026")).await;
            assert_eq!(again.status, 303, "{}", again.words());
        });
    }

    fn two_who_write_at_once_do_not_overwrite_each_other(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = format!("{}/notices", started(&browser, &saara).await);
            let old = browser.get(&path).await;
            assert_eq!(old.values("input[name=person]"), ["child0", "guardian0", "new"], "somebody answers for every child");
            assert_eq!(record(&browser, &path, &old, "guardian0", &[("told", "yes"), ("channel", "call")]).await.status, 303);
            let other = [("told", "no"), ("ground", "not_reached"), ("text", "kanarialintu-toinen"), ("again", "1.12.2026")];
            let late = record(&browser, &path, &old, "guardian0", &other).await;
            assert_eq!(late.status, 409);
            assert!(late.words().contains("Joku muu muutti tätä sillä välin."), "{}", late.words());
            assert!(late.words().contains("kanarialintu-toinen") && late.words().contains("Puhelu"), "both stand there");
            assert_eq!(record(&browser, &path, &late, "guardian0", &other).await.status, 303);
            assert_eq!(logged(&app, "notice_recorded"), 2);
            let page = browser.get(&path).await;
            assert!(page.select("h2 + p, .govuk-tag").concat().contains("kertomatta"), "who was not reached is not told");
        });
    }

    fn what_the_child_wishes_stands_first(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&json!({
            "reporter_role": "young_person",
            "guardians_may_know": "no",
            "children": [{"birth_date": "2012-05-01", "residence": {"municipality": "049", "postal_code": "02770"}}],
            "concern": {"description": "Huoli"},
        }));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = format!("{}/notices", started(&browser, &saara).await);
            let page = browser.get(&path).await;
            let words = page.words();
            let wish = words.find("Lapsi ei halua, että huoltajat saavat tietää.").expect("the wish");
            assert!(wish < words.find("Huoltaja 1").expect("a guardian"), "{words}");
        });
    }
}
