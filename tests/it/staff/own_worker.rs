//! An own worker is told of what was decided to be theirs, until they open it.

use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::staff;

use super::assessment::fill;
use super::{Browser, about, espoo, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// What the desk calls the cases that came to an own worker.
const NEW: &str = "Uusia asioita sinulle omatyöntekijänä: 1";

/// Posts `fields` from the decision on the page of the case.
async fn decide(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) {
    let page = browser.get(path).await;
    let version = page.values("input[name=version]").remove(0);
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    let done = browser.post(&format!("{path}/triage"), &all).await;
    assert_eq!(done.status, 303, "{}", done.words());
}

/// The decision that the child is a client of `own` already.
fn client_of(own: &str) -> [(&str, &str); 5] {
    [
        ("urgency", "not_urgent"),
        ("decision", "existing_client"),
        ("reason", "Lapsi on jo asiakas"),
        ("assignee", own),
        ("go", "save"),
    ]
}

/// Whether the desk tells of the case at `path` as one that came to an own worker.
async fn is_told(browser: &Browser<'_>, path: &str) -> bool {
    let desk = browser.get("/staff/").await;
    let link = path.trim_start_matches("/staff/").to_owned();
    let told = desk.words().contains(NEW);
    assert_eq!(told, desk.links("main a").contains(&link), "{}", desk.words());
    told
}

on_both! {
    fn an_own_worker_reads_on_the_desk_that_a_case_came_until_they_open_it(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        let olli = worker(&app, "olli", Role::SocialWorker, &[&here]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&here]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&here]);
        app.file(&about("kanarialintu"));
        served(&app, async |site| {
            let own = site.signed_in(&app, &olli).await;
            let path = own.get("/staff/queue").await.cases().remove(0);
            assert_eq!(own.get(&path).await.status, 200, "he has seen the report, but not yet as his");
            let decides = site.signed_in(&app, &saara).await;
            decide(&decides, &path, &client_of(&olli.account.id.to_string())).await;
            assert!(is_told(&own, &path).await);
            assert!(!own.get("/staff/").await.text.contains("kanarialintu"), "by its reference alone");
            assert!(!is_told(&decides, &path).await);
            let supervisor = site.signed_in(&app, &leena).await;
            assert_eq!(supervisor.get(&path).await.status, 200);
            assert!(is_told(&own, &path).await, "that somebody else looked at it does not tell him");

            let opened = own.get(&path).await;
            assert!(opened.words().contains("Omatyöntekijällä"), "{}", opened.words());
            assert!(!is_told(&own, &path).await);

            // Given on, the next one is told.
            let id = path.rsplit('/').next().unwrap().to_owned();
            own.get("/staff/queue?view=mine").await;
            let to = pekka.account.id.to_string();
            let given = own.post("/staff/queue", &[("case", &id), ("to", &to), ("view", "mine")]).await;
            assert_eq!(given.status, 303, "{}", given.words());
            let next = site.signed_in(&app, &pekka).await;
            assert!(is_told(&next, &path).await);
            assert!(!is_told(&own, &path).await);
        });
    }

    fn a_social_worker_who_is_named_for_a_child_with_an_own_worker_is_told_as_the_next_one(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        let olli = worker(&app, "olli", Role::SocialWorker, &[&here]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&here]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&here]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let decides = site.signed_in(&app, &saara).await;
            let path = decides.get("/staff/queue").await.cases().remove(0);
            decide(&decides, &path, &client_of(&olli.account.id.to_string())).await;
            let own = site.signed_in(&app, &olli).await;
            assert!(is_told(&own, &path).await);

            let supervisor = site.signed_in(&app, &leena).await;
            let page = supervisor.get(&format!("{path}/assessment")).await;
            let to = pekka.account.id.to_string();
            let form = format!("{path}/assessment");
            let named = fill(&supervisor, &form, &page, "responsible", &[("responsible_who", &to)]).await;
            assert_eq!(named.status, 303, "{}", named.words());
            let next = site.signed_in(&app, &pekka).await;
            assert!(is_told(&next, &path).await);
            assert!(!is_told(&own, &path).await, "nothing waits for him any more");
        });
    }

    fn whoever_decides_for_themselves_knows_and_a_proposal_tells_nobody(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        let olli = worker(&app, "olli", Role::SocialWorker, &[&here]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let naapuri = worker(&app, "naapuri", Role::SocialWorker, &[&neighbour(&app, &here)]);
        app.file(&about("Huoli"));
        app.file(&about("Toinen huoli"));
        served(&app, async |site| {
            let decides = site.signed_in(&app, &saara).await;
            let paths = decides.get("/staff/queue").await.cases();
            decide(&decides, &paths[0], &client_of(&saara.account.id.to_string())).await;
            assert!(!is_told(&decides, &paths[0]).await);

            let proposes = site.signed_in(&app, &maija).await;
            decide(&proposes, &paths[1], &client_of(&olli.account.id.to_string())).await;
            let own = site.signed_in(&app, &olli).await;
            assert!(!is_told(&own, &paths[1]).await, "nothing is decided yet");
            decide(&decides, &paths[1], &[("go", "accept")]).await;
            assert!(is_told(&own, &paths[1]).await);
            let other = site.signed_in(&app, &naapuri).await;
            assert!(!is_told(&other, &paths[1]).await);
        });
    }

    fn a_case_whose_own_worker_may_not_handle_it_goes_to_somebody_else_who_is_told(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        let olli = worker(&app, "olli", Role::SocialWorker, &[&here]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&here]);
        for _ in 0..3 {
            app.file(&about("Huoli"));
        }
        served(&app, async |site| {
            let decides = site.signed_in(&app, &saara).await;
            let own = site.signed_in(&app, &olli).await;
            let next = site.signed_in(&app, &leena).await;
            let own_id = olli.account.id.to_string();
            let paths = decides.get("/staff/queue").await.cases();
            assert_eq!(paths.len(), 3);
            for (path, how) in paths.iter().zip(["unopened", "opened", "barred"]) {
                decide(&decides, path, &client_of(&own_id)).await;
                assert!(is_told(&own, path).await, "{how}");
                let page = format!("{path}/conflict");
                let done = if how == "barred" {
                    next.get(&page).await;
                    let fields = [("go", "bar_worker"), ("bar_person", own_id.as_str()), ("bar_user_name", ""), ("bar_ground", "other_doubt")];
                    next.post(&page, &fields).await
                } else {
                    let first = if how == "opened" { page.as_str() } else { "/staff/" };
                    assert_eq!(own.get(first).await.status, 200);
                    own.post(&page, &[("go", "declare")]).await
                };
                assert_eq!(done.status, 303, "{how}: {}", done.words());
                assert!(!is_told(&own, path).await, "{how}");
                assert!(is_told(&next, path).await, "{how}: nobody chose her, so that she is told");
                assert_eq!(next.get(path).await.status, 200);
                assert!(!is_told(&next, path).await, "{how}");
            }
            let listed = next.get("/staff/queue?view=mine").await.cases();
            assert!(paths.iter().all(|path| listed.contains(path)), "{listed:?}");
        });
    }

    fn what_an_absent_own_worker_has_not_opened_is_counted_and_given_on(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        let olli = worker(&app, "olli", Role::SocialWorker, &[&here]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&here]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&here]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let decides = site.signed_in(&app, &saara).await;
            let path = decides.get("/staff/queue").await.cases().remove(0);
            let (from, to) = (olli.account.id.to_string(), pekka.account.id.to_string());
            decide(&decides, &path, &client_of(&from)).await;
            let chief = site.signed_in(&app, &leena).await;
            let page = chief.get("/staff/absence").await;
            assert!(page.words().contains("OLLI Mallinen 1"), "{}", page.words());
            let given = chief.post("/staff/absence", &[("from", &from), ("to", &to)]).await;
            assert_eq!(given.status, 303, "{}", given.words());
            let next = site.signed_in(&app, &pekka).await;
            assert!(next.get("/staff/").await.words().contains("Omia asioita: 1"));
            assert!(is_told(&next, &path).await);
            let own = site.signed_in(&app, &olli).await;
            assert!(!is_told(&own, &path).await);

            // Once it is opened there is nothing to give on.
            assert_eq!(next.get(&path).await.status, 200);
            let page = chief.get("/staff/absence").await;
            assert!(page.words().contains("PEKKA Mallinen 0"), "{}", page.words());
        });
    }

    fn who_works_on_no_cases_any_more_reads_nothing_of_them(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        let olli = worker(&app, "olli", Role::SocialWorker, &[&here]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let decides = site.signed_in(&app, &saara).await;
            let path = decides.get("/staff/queue").await.cases().remove(0);
            let id = olli.account.id.to_string();
            decide(&decides, &path, &client_of(&id)).await;
            app.store
                .write("promote", move |tx| -> Result<_, StoreError> {
                    Ok(diesel::update(staff::table.find(&id))
                        .set((staff::role.eq("office_admin"), staff::social_worker.eq(false)))
                        .execute(tx.conn())?)
                })
                .expect("the role is changed");
            let former = site.signed_in(&app, &olli).await;
            assert_eq!(former.get("/staff/").await.status, 200);
            assert!(!is_told(&former, &path).await);
        });
    }
}
