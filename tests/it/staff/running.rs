//! Clocks that run when a case has left the queue: assessments under way, what somebody has, and who is still to be told.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::cases;
use serde_json::json;

use super::assessment::{fill, started, tell_everybody};
use super::{Browser, about, espoo, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const RUNNING: &str = "/staff/queue?view=running";
const MINE: &str = "/staff/queue?view=mine";
const SHIFT: &str = "/staff/handover";

/// Writes down that the assessment of the case at `path` was ready on `day`.
async fn finish(browser: &Browser<'_>, path: &str, day: &str) {
    tell_everybody(browser, path).await;
    let work = format!("{path}/assessment");
    let fields = [
        ("finish_outcome", "no_need"),
        ("finish_on", day),
        ("finish_reason", "Ei tarvetta."),
    ];
    let page = browser.get(&work).await;
    let done = fill(browser, &work, &page, "finish", &fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
}

/// Puts the cases with these `references` out of the queue into `state`, as those of `assignee`.
fn put(app: &TestApp, references: &[String], state: &'static str, assignee: &str) {
    let (chosen, assignee) = (references.to_vec(), assignee.to_owned());
    let put = app.store.write("put", move |tx| -> Result<_, StoreError> {
        Ok(
            diesel::update(cases::table.filter(cases::reference.eq_any(&chosen)))
                .set((
                    cases::state.eq(state),
                    cases::in_queue.eq(false),
                    cases::assignee.eq(&assignee),
                ))
                .execute(tx.conn())?,
        )
    });
    assert_eq!(put.expect("the cases are changed"), references.len());
}

/// Files `count` reports, ten a day.
fn filed(app: &TestApp, count: usize) -> Vec<String> {
    let mut references = Vec::new();
    for number in 1..=count {
        references.push(app.file(&about("Huoli")).cases[0].reference.clone());
        if number % 10 == 0 {
            later(app, TimeDelta::days(1));
        }
    }
    references
}

fn set(references: &[String]) -> BTreeSet<&String> {
    references.iter().collect()
}

on_both! {
    fn an_assessment_that_runs_is_in_sight_until_it_is_ready(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&own]);
        let paula = worker(&app, "paula", Role::Supervisor, &[&own]);
        let naapuri = worker(&app, "naapuri", Role::Supervisor, &[&neighbour(&app, &own)]);
        served(&app, async |site| {
            let old = app.file(&about("Huoli")).cases[0].reference.clone();
            let first = started(&site.signed_in(&app, &saara).await, &saara).await;
            later(&app, TimeDelta::days(3));
            // What is urgent does not stand before what must be ready earlier.
            let mut urgent = about("Huoli");
            urgent["concern"]["urgency"] = json!("today");
            let new = app.file(&urgent).cases[0].reference.clone();
            let browser = site.signed_in(&app, &saara).await;
            let second = started(&browser, &saara).await;
            let both = [first.clone(), second.clone()];

            assert!(browser.get("/staff/queue").await.cases().is_empty(), "neither stands in the queue");
            let list = browser.get(RUNNING).await;
            assert_eq!(list.cases(), both);
            // Monday 23 November; they must be ready on 20 and 23 February.
            for shown in ["la 20.2.2027 89 päivää jäljellä", "ti 23.2.2027 92 päivää jäljellä", "Annettu: SAARA Mallinen"] {
                assert!(list.words().contains(shown), "{shown} in {}", list.words());
            }
            assert!(browser.get(&first).await.words().contains("la 20.2.2027 89 päivää jäljellä"));
            assert_eq!(browser.get(&format!("{RUNNING}&holder=me")).await.cases(), both);
            assert!(browser.get(&format!("{RUNNING}&due=week")).await.cases().is_empty());
            let near = "Arvioinnin määräpäivä viikon sisällä tai ohi";
            assert!(!browser.get("/staff/").await.words().contains(near));

            // A colleague sees that it runs, and opens it no more than before.
            let colleague = site.signed_in(&app, &pekka).await;
            let list = colleague.get(RUNNING).await;
            assert!(list.words().contains(&old) && list.words().contains(&new), "{}", list.words());
            assert!(list.cases().is_empty() && list.values("input[name=case]").is_empty(), "{}", list.words());
            assert_eq!(colleague.get(&first).await.status, 404);
            let supervisor = site.signed_in(&app, &paula).await;
            let list = supervisor.get(RUNNING).await;
            assert_eq!((list.cases(), list.values("input[name=case]").len()), (both.to_vec(), 2));
            assert_eq!(supervisor.get(&format!("{RUNNING}&holder=others")).await.cases(), both);
            assert!(supervisor.get(&format!("{RUNNING}&holder=me")).await.cases().is_empty());
            let foreign = site.signed_in(&app, &naapuri).await.get(RUNNING).await;
            assert!(!foreign.words().contains(&old) && !foreign.words().contains(&new), "{}", foreign.words());

            // A week before the first, the desk says so.
            later(&app, TimeDelta::days(82));
            let browser = site.signed_in(&app, &saara).await;
            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains(&format!("{near}: 1")), "{}", desk.words());
            let link = "queue?view=running&due=week";
            assert!(desk.links("main ul a").contains(&link.to_owned()), "{:?}", desk.links("main ul a"));
            assert_eq!(browser.get(&format!("/staff/{link}")).await.cases(), std::slice::from_ref(&first));
            assert!(!browser.get(SHIFT).await.words().contains(&old), "it is not due in the next shift");

            later(&app, TimeDelta::days(7));
            let browser = site.signed_in(&app, &saara).await;
            assert_eq!(browser.get(&format!("{RUNNING}&due=today")).await.cases(), std::slice::from_ref(&first));
            assert!(browser.get(&first).await.words().contains("la 20.2.2027 tänään"));

            // Three days on, the one is late and the other is due.
            later(&app, TimeDelta::days(3));
            let browser = site.signed_in(&app, &saara).await;
            let list = browser.get(RUNNING).await;
            for shown in ["la 20.2.2027 myöhässä", "ti 23.2.2027 tänään"] {
                assert!(list.words().contains(shown), "{shown} in {}", list.words());
            }
            assert!(browser.get("/staff/").await.words().contains(&format!("{near}: 2")));
            let supervisor = site.signed_in(&app, &paula).await;
            let colleague = site.signed_in(&app, &pekka).await;
            for (person, opens) in [(&browser, true), (&supervisor, true), (&colleague, false)] {
                let shift = person.get(SHIFT).await;
                let words = shift.words();
                assert!(words.contains("Määräpäivä kahden arkipäivän sisällä tai ohi: 2"), "{words}");
                let place = |reference: &String| words.find(reference.as_str());
                assert!(place(&old).is_some() && place(&old) < place(&new), "the late one first: {words}");
                let links = shift.links("main a");
                for case in &both {
                    let link = case.trim_start_matches("/staff/").to_owned();
                    assert_eq!(links.contains(&link), opens, "{link} in {links:?}");
                }
            }

            finish(&browser, &first, "2027-02-19").await;
            assert_eq!(browser.get(RUNNING).await.cases(), std::slice::from_ref(&second));
            assert!(browser.get("/staff/").await.words().contains(&format!("{near}: 1")));
            assert!(!browser.get(SHIFT).await.words().contains(&old), "its clock has ended");
        });
    }

    fn what_runs_is_paged_by_the_day_on_which_it_must_be_ready(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let paula = worker(&app, "paula", Role::Supervisor, &[&own]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let references = filed(&app, 30);
        put(&app, &references, "under_assessment", &saara.account.id.to_string());
        served(&app, async |site| {
            let pages = site.signed_in(&app, &paula).await.walk_queue(RUNNING).await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [25, 5]);
            for (seen, filed) in pages.concat().chunks(10).zip(references.chunks(10)) {
                assert_eq!(set(seen), set(filed));
            }
        });
    }

    fn what_is_open_stands_before_what_has_ended(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            app.file(&about("Huoli"));
            let browser = site.signed_in(&app, &saara).await;
            let closed = started(&browser, &saara).await;
            finish(&browser, &closed, "2026-11-20").await;
            let work = format!("{closed}/assessment");
            let done = fill(&browser, &work, &browser.get(&work).await, "close", &[]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            app.file(&about("Huoli"));
            let ready = started(&browser, &saara).await;
            finish(&browser, &ready, "2026-11-20").await;
            later(&app, TimeDelta::days(3));
            app.file(&about("Huoli"));
            let browser = site.signed_in(&app, &saara).await;
            let open = started(&browser, &saara).await;
            assert_eq!(browser.get(MINE).await.cases(), [open, ready, closed]);
            assert!(browser.get("/staff/").await.words().contains("Omia asioita: 2"), "what is not closed is counted");
        });
    }

    fn what_somebody_has_is_paged_from_what_is_open_to_what_has_ended(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        let references = filed(&app, 60);
        let me = saara.account.id.to_string();
        let (ended, rest) = references.split_at(30);
        let (ready, open) = rest.split_at(20);
        put(&app, ended, "closed", &me);
        put(&app, ready, "assessed", &me);
        put(&app, open, "under_assessment", &me);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let pages = browser.walk_queue(MINE).await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10]);
            let seen = pages.concat();
            assert_eq!(set(&seen[..10]), set(open));
            assert_eq!(set(&seen[10..30]), set(ready));
            // Within each group the order of the queue stays, over the ends of pages too.
            for (seen, filed) in seen[30..].chunks(10).zip(ended.chunks(10)) {
                assert_eq!(set(seen), set(filed));
            }
        });
    }

    fn who_is_still_to_be_told_is_marked_when_the_day_is_near(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&own]);
        let paula = worker(&app, "paula", Role::Supervisor, &[&own]);
        let mut document = about("Huoli");
        document["guardians"] = json!([{"name": "Eino Esimerkki"}, {"name": "Maija Mallinen"}]);
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let marked = async |browser: &Browser<'_>, list: &str| browser.get(list).await.words().contains("Kertomatta: 3");
            // They are to be told by Tuesday 1 December.
            later(&app, TimeDelta::days(6));
            let browser = site.signed_in(&app, &saara).await;
            for list in [MINE, RUNNING] {
                assert!(!marked(&browser, list).await, "{list}: three working days are left");
            }
            later(&app, TimeDelta::days(1));
            let browser = site.signed_in(&app, &saara).await;
            for list in [MINE, RUNNING] {
                assert!(marked(&browser, list).await, "{list}");
            }
            assert!(marked(&site.signed_in(&app, &paula).await, RUNNING).await, "who answers for the office sees it");
            assert!(!marked(&site.signed_in(&app, &pekka).await, RUNNING).await, "what he does not open is not counted for him");
            later(&app, TimeDelta::days(30));
            let browser = site.signed_in(&app, &saara).await;
            assert!(marked(&browser, MINE).await, "and it stays until they are told");
            tell_everybody(&browser, &case).await;
            for list in [MINE, RUNNING] {
                assert!(!browser.get(list).await.words().contains("Kertomatta"), "{list}");
            }
        });
    }
}
