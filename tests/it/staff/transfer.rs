//! A case given on to another office or county: offered, taken or sent back, or given by hand. Whoever has it reads every
//! paper, whoever gave it reads none, and its clock never starts anew.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::office::Office;
use huoli::store::StoreError;
use huoli::store::schema::{cases, report_keys, transfers};
use serde_json::{Value, json};

use super::assessment::{fill, logged, state};
use super::birth::reminded;
use super::{Answer, Browser, Worker, espoo, far_away, later, named, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::pictures::{photo, photo_without};

/// The clocks of the only case in clear, by which day its next step falls due, its rank and its county.
fn clocks(app: &TestApp) -> (Option<NaiveDate>, Option<NaiveDate>, NaiveDate, i64, String) {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        Ok(cases::table
            .select((
                cases::pending_since,
                cases::complete_last,
                cases::queue_due,
                cases::queue_rank,
                cases::county,
            ))
            .first(tx.conn())?)
    });
    read.expect("the case is read")
}

/// The offices that have a key of a report.
pub fn keys(app: &TestApp) -> Vec<String> {
    let read = app.store.read("look", |tx| -> Result<Vec<String>, StoreError> {
        Ok(report_keys::table
            .order(report_keys::office)
            .select(report_keys::office)
            .load(tx.conn())?)
    });
    read.expect("the keys are read")
}

/// How every transfer stands, the first first.
pub fn answers(app: &TestApp) -> Vec<String> {
    let read = app.store.read("look", |tx| -> Result<Vec<String>, StoreError> {
        Ok(transfers::table
            .order((transfers::sent_at, transfers::id))
            .select(transfers::answer)
            .load(tx.conn())?)
    });
    read.expect("the transfers are read")
}

/// Signs a triage of the first case in the queue; gives the way to the case and what was answered.
pub(super) async fn triaged(browser: &Browser<'_>, worker: &Worker, decision: &str) -> (String, Answer) {
    let path = browser.get("/staff/queue").await.cases().remove(0);
    let page = browser.get(&path).await;
    let version = page.values("input[name=version]").remove(0);
    let me = worker.account.id.to_string();
    let fields = [
        ("version", version.as_str()),
        ("urgency", "not_urgent"),
        ("decision", decision),
        ("assignee", &me),
        ("reason", "Katsotaan"),
        ("go", "save_next"),
    ];
    let done = browser.post(&format!("{path}/triage"), &fields).await;
    (path, done)
}

/// Offers the case to `office`.
pub(super) async fn sent(browser: &Browser<'_>, path: &str, office: &Office) -> Answer {
    let path = format!("{path}/transfer");
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let to = office.id.to_string();
    let fields = [
        ("to", to.as_str()),
        ("urgent_need", "no"),
        ("reason", "Perhe muutti kanarialintukadulle."),
    ];
    fill(browser, &path, &page, "send", &fields).await
}

/// A prenatal report about a family in Espoo.
fn prenatal() -> Value {
    json!({
        "unborn_child": {
            "expected_birth_date": "2027-02-10",
            "parents": [{"name": "Oona Odottava", "residence": {"municipality": "049", "postal_code": "02770"}}],
        },
        "concern": {"description": "Huoli"},
    })
}

on_both! {
    fn a_case_moves_to_another_county_with_every_paper_and_its_clock(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = far_away(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&there]);
        let photo = photo();
        app.file_with(&named(), &[("kuva.jpg", &photo, false)]);
        let before = clocks(&app);
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (case, done) = triaged(&sender, &saara, "transfer").await;
            assert_eq!(done.location(), format!("../../..{case}/transfer"), "the decision leads to its page");
            let work = format!("{case}/assessment");
            let note = fill(&sender, &work, &sender.get(&work).await, "note", &[("note_text", "kanarialintu-muistiinpano")]).await;
            assert_eq!(note.status, 303, "{}", note.words());
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            later(&app, TimeDelta::days(3));

            let sender = site.signed_in(&app, &saara).await;
            let page = sender.get(&case).await;
            assert!(page.words().contains("Te vastaatte asiasta siihen asti."), "{}", page.words());
            assert!(page.select(".govuk-tag").contains(&"Siirto odottaa vastausta".to_owned()));
            let receiver = site.signed_in(&app, &pekka).await;
            let desk = receiver.get("/staff/").await;
            assert!(desk.words().contains("Saapuneita siirtoja: 1"), "{}", desk.words());
            for list in ["/staff/queue", "/staff/queue?view=transfers"] {
                let queue = receiver.get(list).await;
                assert_eq!(queue.cases(), std::slice::from_ref(&case), "{list}");
                assert!(queue.words().contains("Tarjottu teille siirtona"), "{}", queue.words());
            }
            let list = receiver.get("/staff/transfers").await;
            assert!(list.words().contains(&own.names.fi) && list.words().contains("Vastaamatta yli vuorokauden"), "{}", list.words());
            assert!(receiver.get(&case).await.words().contains("Lähettäjä vastaa siitä, kunnes otat sen."));
            assert_eq!(receiver.get(&work).await.status, 404, "work on it is the sender's");
            let path = format!("{case}/transfer");
            let page = receiver.get(&path).await;
            assert!(page.words().contains("Perhe muutti kanarialintukadulle."), "{}", page.words());
            let taken = fill(&receiver, &path, &page, "accept", &[]).await;
            assert_eq!(taken.location(), format!("../../..{case}"));

            for gone in [case.clone(), path.clone(), work.clone()] {
                assert_eq!(sender.get(&gone).await.status, 404, "{gone} is not the sender's any more");
            }
            assert!(sender.get("/staff/queue").await.cases().is_empty());
            let list = sender.get("/staff/transfers").await;
            assert!(list.words().contains("otettu") && list.links("tbody a").is_empty(), "{}", list.words());
            assert_eq!(keys(&app), [there.id.to_string()], "no key of the sender's opens the report");

            assert_eq!(receiver.get("/staff/queue?view=unassessed").await.cases(), std::slice::from_ref(&case));
            let page = receiver.get(&case).await;
            assert!(page.words().contains("Asia saapui tänne pe 20.11.2026."), "{}", page.words());
            let notes = receiver.get(&work).await;
            assert!(notes.words().contains("kanarialintu-muistiinpano"), "{}", notes.words());
            let opened = receiver.post(&format!("{case}/identity"), &[("reason", "Soitan takaisin")]).await;
            assert_eq!(opened.status, 303);
            assert!(receiver.get(&case).await.text.contains("kanarialintu-ilmoittaja"), "the reporter went along");
            let file = receiver.get(&case).await.links("main table a").pop().expect("a file");
            let file = receiver.raw(&format!("/{}", file.trim_start_matches("../"))).await;
            assert!(file.bytes().await.expect("the file") == photo_without(), "and the picture");
        });
        let after = clocks(&app);
        assert_eq!((before.0, before.1, before.2), (after.0, after.1, after.2), "the clock was never restarted");
        assert_eq!((state(&app).as_str(), after.3, after.4), ("received", 2, there.county.to_string()));
        assert_eq!(answers(&app), ["accepted"]);
        assert_eq!((logged(&app, "transfer_sent"), logged(&app, "transfer_accepted")), (1, 1));
    }

    fn what_the_receiver_sends_back_is_the_senders_as_it_was(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = neighbour(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::Supervisor, &[&there]);
        app.file(&named());
        let before = clocks(&app);
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let unsigned = sender.get("/staff/queue").await.cases().remove(0);
            let page = sender.get(&format!("{unsigned}/transfer")).await;
            assert!(page.words().contains("Arvioi ensin kiireellisyys."), "{}", page.words());
            let (case, done) = triaged(&sender, &saara, "not_yet").await;
            assert_eq!(done.status, 303);
            let path = format!("{case}/transfer");
            let page = sender.get(&path).await;
            let empty = fill(&sender, &path, &page, "send", &[("reason", " ")]).await;
            assert_eq!(empty.status, 422);
            assert_eq!(empty.links(".govuk-error-summary a"), ["#to", "#urgent_need", "#reason"]);
            let to_self = [("to", own.id.to_string()), ("urgent_need", "yes".to_owned()), ("reason", "Kirjoitin tämän".to_owned())];
            let to_self: Vec<(&str, &str)> = to_self.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let wrong = fill(&sender, &path, &page, "send", &to_self).await;
            assert_eq!((wrong.status, wrong.links(".govuk-error-summary a")), (422, vec!["#to".to_owned()]));
            assert!(wrong.text.contains("Kirjoitin tämän"), "what was typed is kept");
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            let to = there.id.to_string();
            let twice = fill(&sender, &path, &page, "send", &[("to", &to), ("urgent_need", "no"), ("reason", "Kirjoitin tämän")]).await;
            assert_eq!(twice.status, 409, "the page is from before");
            assert!(twice.words().contains("Kirjoitin tämän"), "nothing typed is lost: {}", twice.words());

            let receiver = site.signed_in(&app, &pekka).await;
            assert_eq!(keys(&app).len(), 2);
            let page = receiver.get(&path).await;
            let bare = fill(&receiver, &path, &page, "refuse", &[("refusal", "")]).await;
            assert_eq!((bare.status, bare.links(".govuk-error-summary a")), (422, vec!["#refusal".to_owned()]));
            let back = fill(&receiver, &path, &page, "refuse", &[("refusal", "Lapsi asuu teillä.")]).await;
            assert_eq!(back.status, 303, "{}", back.words());
            for gone in [&case, &path] {
                assert_eq!(receiver.get(gone).await.status, 404, "{gone}");
            }
            assert!(receiver.get("/staff/queue").await.cases().is_empty());
            assert_eq!(keys(&app), [own.id.to_string()]);

            let page = sender.get(&case).await;
            assert!(page.words().contains("Siirto palautui. Asia on taas täällä."), "{}", page.words());
            let page = sender.get(&path).await;
            assert!(page.words().contains("Lapsi asuu teillä.") && page.words().contains("palautettu PEKKA"), "{}", page.words());
            later(&app, TimeDelta::minutes(1));
            assert_eq!(sent(&sender, &case, &there).await.status, 303, "it can be offered again");
        });
        let after = clocks(&app);
        assert_eq!((before.0, before.1, before.2), (after.0, after.1, after.2));
        assert_eq!((state(&app).as_str(), after.3), ("transferring", 1), "first in the queue");
        assert_eq!(answers(&app), ["refused", "waiting"]);
        assert_eq!(logged(&app, "transfer_refused"), 1);
    }

    fn whoever_stands_at_neither_end_finds_nothing(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let (there, far) = (neighbour(&app, &own), far_away(&app, &own));
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let outside = worker(&app, "outi", Role::SocialWorker, &[&far]);
        let admin = worker(&app, "anna", Role::OfficeAdmin, &[&there]);
        app.file(&named());
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (case, _) = triaged(&sender, &saara, "not_yet").await;
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            for who in [&outside, &admin] {
                let other = site.signed_in(&app, who).await;
                other.get("/staff/").await;
                let path = format!("{case}/transfer");
                assert_eq!(other.get(&path).await.status, 404);
                for go in ["accept", "refuse", "send", "hand", "back"] {
                    let fields = [("version", "2"), ("go", go), ("refusal", "Syy")];
                    assert_eq!(other.post(&path, &fields).await.status, 404, "{go}");
                }
            }
            // A one-time code is good once.
            later(&app, TimeDelta::minutes(1));
            let admin = site.signed_in(&app, &admin).await;
            assert_eq!(admin.get("/staff/transfers").await.status, 404);
            let outside = site.signed_in(&app, &outside).await;
            assert!(outside.get("/staff/transfers").await.links("tbody a").is_empty());
        });
        assert_eq!((state(&app).as_str(), answers(&app)), ("transferring", vec!["waiting".to_owned()]));
        assert_eq!(logged(&app, "transfer_accepted") + logged(&app, "transfer_refused"), 0);
    }

    fn papers_go_by_hand_where_nobody_uses_the_service_and_can_come_back(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        app.file(&named());
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (case, _) = triaged(&sender, &saara, "not_yet").await;
            let path = format!("{case}/transfer");
            let page = sender.get(&path).await;
            assert_eq!(page.values("select[name=county] option"), ["", "91"], "only Åland has no office here");
            let fields = [("county", "91"), ("receiver", "Barnskyddet, Mariehamn"), ("handed_on", "20.11.2026"), ("hand_reason", "Muutti")];
            let untimed = fill(&sender, &path, &page, "hand", &fields).await;
            assert_eq!((untimed.status, untimed.links(".govuk-error-summary a")), (422, vec!["#handed_on".to_owned()]));
            let ahead = fill(&sender, &path, &page, "hand", &[fields[0], fields[1], fields[2], fields[3], ("handed_at", "23.59")]).await;
            assert_eq!(ahead.status, 422);
            let done = fill(&sender, &path, &page, "hand", &[fields[0], fields[1], fields[2], fields[3], ("handed_at", "13.30")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert!(sender.get("/staff/queue").await.cases().is_empty());
            let page = sender.get(&path).await;
            for shown in ["Barnskyddet, Mariehamn", "klo 13.30", "toimitettu käsin"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let back = fill(&sender, &path, &page, "back", &[("refusal", "Eivät ottaneet.")]).await;
            assert_eq!(back.status, 303, "{}", back.words());
            assert_eq!(sender.get("/staff/queue").await.cases(), [case]);
        });
        assert_eq!((state(&app).as_str(), answers(&app)), ("triaged", vec!["came_back".to_owned()]));
        assert_eq!((logged(&app, "case_handed_over"), logged(&app, "case_came_back")), (1, 1));
    }

    fn an_unborn_childs_case_follows_its_family_to_another_county(db: TestDb) {
        let app = TestApp::new(db);
        let own = huoli::intake::destinations::of(&app, &crate::harness::app::report(&prenatal())).expect("an office").remove(0).office;
        let there = far_away(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&there]);
        app.file(&prenatal());
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (case, done) = triaged(&sender, &saara, "await_birth").await;
            assert_eq!((done.status, state(&app).as_str()), (303, "awaiting_birth"));
            assert_eq!(reminded(&app), ["birth", "notice"]);
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            let receiver = site.signed_in(&app, &pekka).await;
            let path = format!("{case}/transfer");
            let refused = fill(&receiver, &path, &receiver.get(&path).await, "refuse", &[("refusal", "Eivät asu täällä.")]).await;
            assert_eq!((refused.status, state(&app).as_str()), (303, "awaiting_birth"), "it waits as before");
            assert_eq!(reminded(&app), ["birth", "notice"], "and the parents are still to be told");
            let page = sender.get(&case).await;
            assert!(page.words().contains("Laskettu aika: ke 10.2.2027"), "{}", page.words());
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            let taken = fill(&receiver, &path, &receiver.get(&path).await, "accept", &[]).await;
            assert_eq!((taken.status, state(&app).as_str()), (303, "received"), "{}", taken.words());
            assert!(reminded(&app).is_empty(), "the queue there keeps it in sight");
            assert_eq!(clocks(&app).0, None, "no clock starts by a move");
            assert!(receiver.get(&case).await.words().contains("Oona Odottava"));
            let (_, done) = triaged(&receiver, &pekka, "await_birth").await;
            assert_eq!((done.status, state(&app).as_str()), (303, "awaiting_birth"));
        });
    }
}
