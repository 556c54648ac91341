//! The default office of a county stands in for an office that nobody reads: its staff work on the cases there from the first look
//! to the last signature.

use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::helsinki::civil_date;
use huoli::domain::office::Office;
use huoli::store::StoreError;
use huoli::store::schema::staff;

use super::assessment::{fill, logged, started, state, tell_everybody};
use super::barred::{all, assignee};
use super::{Worker, about, espoo, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// An office whose last reader left, and the default office of its county.
fn left_alone(app: &TestApp) -> (Office, Office) {
    let own = espoo(app);
    let default = app.directory().rules.default_office(own.county).cloned();
    let default = default.expect("a default office");
    assert_ne!(default.id, own.id, "the story needs two");
    let reader = worker(app, "reader", Role::SocialWorker, &[&own]);
    let (id, now) = (id(&reader), app.clock.now().naive_utc());
    let closed = app.store.write("close", move |tx| -> Result<usize, StoreError> {
        Ok(diesel::update(staff::table.find(&id))
            .set(staff::disabled_at.eq(now))
            .execute(tx.conn())?)
    });
    assert_eq!(closed.expect("the account is closed"), 1);
    (own, default)
}

fn id(worker: &Worker) -> String {
    worker.account.id.to_string()
}

on_both! {
    fn who_stands_in_for_an_office_finishes_what_they_start_there(db: TestDb) {
        let app = TestApp::new(db);
        let (_, default) = left_alone(&app);
        let doris = worker(&app, "doris", Role::SocialWorker, &[&default]);
        let dora = worker(&app, "dora", Role::SocialWorker, &[&default]);
        let intake = worker(&app, "ines", Role::IntakeWorker, &[&default]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&default]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let (first, second) = (site.signed_in(&app, &doris).await, site.signed_in(&app, &dora).await);
            let case = started(&first, &doris).await;
            let (work, key) = (format!("{case}/assessment"), all(&app).remove(0).0);

            // Whoever told somebody is chosen from those who stand in.
            let told = first.get(&format!("{case}/notices")).await;
            let tellers = told.values("#child0_by option");
            for person in [&doris, &dora, &intake, &superior] {
                assert!(tellers.contains(&id(person)), "{tellers:?}");
            }
            tell_everybody(&first, &case).await;
            assert!(!first.get(&case).await.words().contains("Kertomatta"));

            // A social worker of theirs answers for the child.
            let page = first.get(&work).await;
            let nobody = fill(&first, &work, &page, "responsible", &[("responsible_who", &id(&intake))]).await;
            assert_eq!(nobody.status, 422, "an intake worker does not answer for a child");
            let named = fill(&first, &work, &page, "responsible", &[("responsible_who", &id(&dora))]).await;
            assert_eq!(named.status, 303, "{}", named.words());
            assert_eq!(assignee(&app, &key), Some(id(&dora)));

            // It is given back from a list, and with all that an absent colleague has.
            second.get("/staff/queue?view=mine").await;
            let given = second.post("/staff/queue", &[("case", &key), ("to", &id(&doris)), ("view", "mine")]).await;
            assert_eq!(given.status, 303, "{}", given.words());
            assert_eq!(assignee(&app, &key), Some(id(&doris)));
            let chief = site.signed_in(&app, &superior).await;
            let absence = chief.get("/staff/absence").await;
            assert!(absence.words().contains("DORIS Mallinen 1"), "{}", absence.words());
            let given = chief.post("/staff/absence", &[("from", &id(&doris)), ("to", &id(&dora))]).await;
            assert_eq!(given.status, 303, "{}", given.words());
            assert_eq!(assignee(&app, &key), Some(id(&dora)));

            let today = civil_date(app.clock.now()).to_string();
            let ready = [("finish_outcome", "no_need"), ("finish_on", today.as_str()), ("finish_reason", "Ei tarvetta.")];
            let page = second.get(&work).await;
            let done = fill(&second, &work, &page, "finish", &ready).await;
            assert_eq!((done.status, state(&app).as_str()), (303, "assessed"), "{}", done.words());
        });
        assert_eq!((logged(&app, "responsible_set"), logged(&app, "assessment_finished")), (1, 1));
    }

    fn what_one_who_stands_in_may_not_handle_a_colleague_gets(db: TestDb) {
        let app = TestApp::new(db);
        let (own, default) = left_alone(&app);
        let doris = worker(&app, "doris", Role::SocialWorker, &[&default]);
        app.file(&about("Huoli"));
        let case = all(&app).remove(0).0;
        served(&app, async |site| {
            let first = site.signed_in(&app, &doris).await;
            let page = format!("{}/conflict", started(&first, &doris).await);
            first.get(&page).await;
            let refused = first.post(&page, &[("go", "declare")]).await;
            assert_eq!(refused.status, 422, "nobody else stands in: {}", refused.words());
            let dora = worker(&app, "dora", Role::SocialWorker, &[&default]);
            first.get(&page).await;
            let done = first.post(&page, &[("go", "declare")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(assignee(&app, &case), Some(id(&dora)));
            let second = site.signed_in(&app, &dora).await;
            let path = format!("/staff/cases/{case}");
            assert_eq!((first.get(&path).await.status, second.get(&path).await.status), (404, 200));

            // Once the office has a reader again, nobody of the default office is offered or given anything there.
            let pekka = worker(&app, "pekka", Role::SocialWorker, &[&own]);
            app.file(&about("Huoli"));
            let reader = site.signed_in(&app, &pekka).await;
            let list = reader.get("/staff/queue").await;
            let offered = list.values("select[name=to] option");
            assert!(offered.contains(&id(&pekka)) && !offered.contains(&id(&dora)), "{offered:?}");
            let next = list.values("input[name=case]").remove(0);
            let given = reader.post("/staff/queue", &[("case", &next), ("to", &id(&dora))]).await;
            assert_eq!(given.status, 422, "{}", given.words());
        });
    }
}
