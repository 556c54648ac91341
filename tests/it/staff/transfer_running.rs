//! The family moves in the middle of an assessment (LsL 16 §): it goes on at the other office from the day on which it started, with
//! everything that was written down, and it stands in a list of somebody's all the way.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::helsinki::civil_date;
use huoli::store::StoreError;
use huoli::store::schema::{assessments, cases};

use super::assessment::{fill, logged, started, state, tell_everybody};
use super::transfer::{answers, keys, sent};
use super::{Answer, Browser, about, espoo, far_away, later, named, neighbour, notice_log, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

type Dates = (Option<NaiveDate>, Option<NaiveDate>, NaiveDate, i64, bool, bool);

/// What stands in clear of the only case and its assessment: since when its clock runs, by which day it must be ready, by
/// which its next step falls due, its rank, whether it stands in the queue and has an assignee, and when it started.
fn stands(app: &TestApp) -> (Dates, Option<NaiveDate>) {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        let case = cases::table
            .select((
                cases::pending_since,
                cases::complete_target,
                cases::queue_due,
                cases::queue_rank,
                cases::in_queue,
                cases::assignee.is_not_null(),
            ))
            .first(tx.conn())?;
        let begun = assessments::table
            .select(assessments::started_on)
            .first(tx.conn())?;
        Ok((case, begun))
    });
    read.expect("the case is read")
}

/// Answers the offer.
async fn answered(browser: &Browser<'_>, case: &str, go: &str) -> Answer {
    let path = format!("{case}/transfer");
    let page = browser.get(&path).await;
    let fields: &[(&str, &str)] = if go == "accept" {
        &[]
    } else {
        &[("refusal", "Lapsi asuu teillä.")]
    };
    let done = fill(browser, &path, &page, go, fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
    done
}

/// What the strip of days says of `day`: what starts and what completes.
async fn heat(browser: &Browser<'_>, day: &str) -> String {
    let cells = browser.get("/staff/").await.select("tbody tr > *");
    let at = cells.iter().position(|cell| cell.contains(day));
    let at = at.expect("the day is among the next ten");
    format!("{} {}", cells[at + 1].trim(), cells[at + 2].trim())
}

on_both! {
    #[expect(clippy::too_many_lines, reason = "one case on its way, followed from the one end to the other")]
    fn an_assessment_goes_on_in_another_county_from_the_day_on_which_it_started(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = far_away(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&there]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&there]);
        app.file(&named());
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let case = started(&sender, &saara).await;
            let (work, path, notices) = (format!("{case}/assessment"), format!("{case}/transfer"), format!("{case}/notices"));
            let today = civil_date(app.clock.now());
            let (on, next) = (today.to_string(), (today + TimeDelta::days(4)).to_string());
            let contact = [
                ("contact_with", "guardian"), ("contact_channel", "call"), ("contact_result", "not_reached"),
                ("contact_note", "kanarialintu-yhteydenotto"), ("contact_date", on.as_str()), ("contact_time", "0.05"),
                ("contact_next_date", next.as_str()), ("contact_next_time", "10"),
            ];
            for (go, fields) in [
                ("note", &[("note_text", "kanarialintu-muistiinpano")][..]),
                ("contact", &contact[..]),
                ("tasks", &[("tasks_met_child", "done"), ("tasks_other_parties", "under_way")][..]),
            ] {
                let done = fill(&sender, &work, &sender.get(&work).await, go, fields).await;
                assert_eq!(done.status, 303, "{go}: {}", done.words());
            }
            let page = sender.get(&notices).await;
            let told = notice_log::record(&sender, &notices, &page, "child0", &[("told", "yes"), ("channel", "meeting")]).await;
            assert_eq!(told.status, 303, "{}", told.words());
            let before = stands(&app);
            assert_eq!(before.1, Some(today));

            later(&app, TimeDelta::days(3));
            let sender = site.signed_in(&app, &saara).await;
            assert!(sender.get(&path).await.words().contains("Se siirtyy keskeneräisenä, eivätkä määräajat muutu."));
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            assert_eq!(state(&app), "transferring");
            // Until it is taken it is the sender's, who goes on working on it.
            for list in ["/staff/queue?view=mine", "/staff/queue?view=transfers", "/staff/queue"] {
                assert_eq!(sender.get(list).await.cases(), std::slice::from_ref(&case), "{list}");
            }
            let more = fill(&sender, &work, &sender.get(&work).await, "note", &[("note_text", "kanarialintu-matkalla")]).await;
            assert_eq!(more.status, 303, "{}", more.words());
            assert!(sender.get(&work).await.buttons("button[value=finish]").is_empty(), "it is not finished on the way");

            let receiver = site.signed_in(&app, &maija).await;
            let list = receiver.get("/staff/transfers").await;
            assert!(list.words().contains("Arviointi valmis viimeistään la 20.2.2027"), "{}", list.words());
            let row = receiver.get("/staff/queue").await;
            assert!(row.words().contains("Arvioitu: Ei kiireellinen") && !row.words().contains("ti 1.12."), "its start is past: {}", row.words());
            assert!(receiver.get(&path).await.words().contains("Arviointi alkoi pe 20.11.2026. Sen on oltava valmis viimeistään la 20.2.2027."));
            let taken = answered(&receiver, &case, "accept").await;
            assert_eq!(taken.location(), format!("../../..{case}"));

            // It runs there, in nobody's hands, and is found.
            assert_eq!(state(&app), "under_assessment");
            let ((pending, ready, due, rank, in_queue, held), begun) = stands(&app);
            assert_eq!((pending, ready, due, begun), (before.0.0, before.0.1, before.0.2, before.1), "no clock starts anew");
            assert_eq!((rank, in_queue, held), (2, true, false));
            for gone in [&case, &path, &work] {
                assert_eq!(sender.get(gone).await.status, 404, "{gone} is not the sender's any more");
            }
            assert!(sender.get("/staff/queue?view=mine").await.cases().is_empty());
            assert_eq!(keys(&app), [there.id.to_string()], "no key of the sender's opens the report");
            let desk = receiver.get("/staff/").await;
            for shown in ["Arviointeja ilman työntekijää: 1", "Luvattu yhteydenotto"] {
                assert!(desk.words().contains(shown), "{shown} in {}", desk.words());
            }
            for list in ["/staff/queue", "/staff/queue?view=unheld", "/staff/queue?holder=nobody"] {
                let queue = receiver.get(list).await;
                assert_eq!(queue.cases(), std::slice::from_ref(&case), "{list}");
                assert!(queue.words().contains("Arviointi on käynnissä, mutta asialla ei ole työntekijää"), "{}", queue.words());
            }
            assert!(receiver.get("/staff/queue?view=unassessed").await.cases().is_empty(), "its urgent need has been assessed");
            let shift = receiver.get("/staff/handover").await;
            assert!(shift.words().contains("Arvioinnit ilman työntekijää: 1"), "the next shift reads it: {}", shift.words());
            assert!(shift.links("main a").contains(&case.trim_start_matches("/staff/").to_owned()), "{}", shift.words());
            let page = receiver.get(&case).await;
            for shown in ["mutta asialla ei ole työntekijää", "Asia saapui tänne ma 23.11.2026.", "Alkoi pe 20.11."] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let page = receiver.get(&work).await;
            for shown in [
                "kanarialintu-muistiinpano", "kanarialintu-matkalla", "kanarialintu-yhteydenotto", "Lapsi on tavattu tehty", "ei nimetty",
                "SAARA Mallinen",
            ] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            assert!(receiver.get(&notices).await.words().contains("SAARA Mallinen"), "who told the child");

            let who = pekka.account.id.to_string();
            let named = fill(&receiver, &work, &page, "responsible", &[("responsible_who", &who)]).await;
            assert_eq!(named.status, 303, "{}", named.words());
            assert!(receiver.get("/staff/queue").await.cases().is_empty(), "it is in somebody's hands");
            for page in ["/staff/", "/staff/handover"] {
                assert!(!receiver.get(page).await.words().contains("ilman työntekijää"), "{page}");
            }
            let social = site.signed_in(&app, &pekka).await;
            assert_eq!(social.get("/staff/queue?view=mine").await.cases(), std::slice::from_ref(&case));
            tell_everybody(&social, &case).await;
            let ready = civil_date(app.clock.now()).to_string();
            let finish = [("finish_outcome", "no_need"), ("finish_on", ready.as_str()), ("finish_reason", "Ei tarvetta.")];
            let old = social.get(&path).await;
            let done = fill(&social, &work, &social.get(&work).await, "finish", &finish).await;
            assert_eq!((done.status, state(&app).as_str()), (303, "assessed"), "{}", done.words());

            // What is finished is not given on, and the page says so.
            let page = social.get(&path).await;
            assert!(page.words().contains("Valmista asiaa ei siirretä, vaan se päätetään täällä."), "{}", page.words());
            assert!(page.buttons("button[value=send]").is_empty());
            let version = page_version(&app);
            let home = own.id.to_string();
            let fields = [("version", version.as_str()), ("to", &home), ("urgent_need", "no"), ("reason", "Muutti"), ("go", "send")];
            let refused = social.post(&path, &fields).await;
            assert_eq!(refused.status, 409);
            assert!(refused.select(".govuk-error-summary").join(" ").contains("Arviointi on valmis."), "{}", refused.words());
            let late = fill(&social, &path, &old, "send", &fields[1..4]).await;
            assert_eq!(late.status, 409, "the page is from before");
        });
        assert_eq!(answers(&app), ["accepted"]);
        assert_eq!(stands(&app).1, before_day());
        assert_eq!((logged(&app, "transfer_sent"), logged(&app, "transfer_accepted")), (1, 1));
    }

    fn what_is_sent_back_or_comes_back_by_hand_goes_on_with_whoever_had_it(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = neighbour(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&there]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let case = started(&sender, &saara).await;
            let path = format!("{case}/transfer");
            let before = stands(&app);
            assert!(!before.0.4 && before.0.5, "it is Saara's and in no queue");
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            let receiver = site.signed_in(&app, &pekka).await;
            answered(&receiver, &case, "refuse").await;
            assert_eq!((state(&app).as_str(), stands(&app)), ("under_assessment", before));
            assert_eq!(receiver.get(&case).await.status, 404);
            assert!(sender.get("/staff/queue").await.cases().is_empty());
            assert_eq!(sender.get("/staff/queue?view=mine").await.cases(), std::slice::from_ref(&case));
            let page = sender.get(&case).await;
            assert!(page.words().contains("Siirto palautui. Asia on taas täällä."), "{}", page.words());
            assert!(!sender.get(&format!("{case}/assessment")).await.buttons("button[value=finish]").is_empty(), "it goes on");

            later(&app, TimeDelta::minutes(1));
            let page = sender.get(&path).await;
            let today = civil_date(app.clock.now()).to_string();
            let fields = [
                ("county", "91"), ("receiver", "Barnskyddet, Mariehamn"), ("handed_on", today.as_str()), ("handed_at", "0.01"), ("hand_reason", "Muutti"),
            ];
            let given = fill(&sender, &path, &page, "hand", &fields).await;
            assert_eq!((given.status, state(&app).as_str()), (303, "transferring"), "{}", given.words());
            assert!(!stands(&app).0.4);
            let page = sender.get(&path).await;
            let back = fill(&sender, &path, &page, "back", &[("refusal", "Eivät ottaneet.")]).await;
            assert_eq!(back.status, 303, "{}", back.words());
            assert_eq!((state(&app).as_str(), stands(&app)), ("under_assessment", before));
        });
        assert_eq!(answers(&app), ["refused", "came_back"]);
    }

    fn an_assessment_stands_in_somebodys_list_all_the_way(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = neighbour(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&there]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            later(&app, TimeDelta::days(85));
            let sender = site.signed_in(&app, &saara).await;
            let receiver = site.signed_in(&app, &pekka).await;
            let day = "20.2.";
            assert_eq!((heat(&sender, day).await, heat(&receiver, day).await), ("0 1".to_owned(), "0 0".to_owned()));
            assert_eq!(sent(&sender, &case, &there).await.status, 303);
            assert_eq!((heat(&sender, day).await, heat(&receiver, day).await), ("0 1".to_owned(), "0 0".to_owned()), "it is the sender's still");
            answered(&receiver, &case, "accept").await;
            assert_eq!((heat(&sender, day).await, heat(&receiver, day).await), ("0 0".to_owned(), "0 1".to_owned()));

            // Nobody has taken it there: sent on and sent back, it stands in the queue again.
            later(&app, TimeDelta::minutes(1));
            assert_eq!(sent(&receiver, &case, &own).await.status, 303);
            answered(&sender, &case, "refuse").await;
            assert_eq!(receiver.get("/staff/queue?view=unheld").await.cases(), std::slice::from_ref(&case));
            assert_eq!(heat(&receiver, day).await, "0 1");
            later(&app, TimeDelta::days(8));
            let receiver = site.signed_in(&app, &pekka).await;
            assert_eq!(receiver.get("/staff/queue?view=due").await.cases(), std::slice::from_ref(&case), "and it is late");

            // Given to somebody from the list, it leaves the queue and is theirs.
            let boxes = receiver.get("/staff/queue?view=unheld").await.values("input[name=case]");
            let me = pekka.account.id.to_string();
            let given = receiver.post("/staff/queue", &[("case", boxes[0].as_str()), ("to", &me), ("view", "unheld")]).await;
            assert_eq!(given.status, 303, "{}", given.words());
            assert!(receiver.get("/staff/queue").await.cases().is_empty());
            assert_eq!(receiver.get("/staff/queue?view=mine").await.cases(), std::slice::from_ref(&case));
            let ((.., in_queue, held), _) = stands(&app);
            assert_eq!((state(&app).as_str(), in_queue, held), ("under_assessment", false, true));
        });
        assert_eq!(answers(&app), ["accepted", "refused"]);
    }
}

/// The version of the only case.
fn page_version(app: &TestApp) -> String {
    let read = app.store.read("look", |tx| -> Result<i64, StoreError> {
        Ok(cases::table.select(cases::version).first(tx.conn())?)
    });
    read.expect("the case is read").to_string()
}

/// The day on which every story begins.
fn before_day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 11, 20)
}
