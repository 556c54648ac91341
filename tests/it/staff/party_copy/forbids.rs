//! A child who does not want its guardians to know: a copy that reaches them is released only once that was weighed.

use huoli::domain::access::Role;
use serde_json::{Value, json};

use super::super::assessment::{fill, logged};
use super::super::{espoo, served, worker};
use super::{draft_of, drafted};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const WISH: &str = "Lapsi ei halua, että huoltajat saavat tietää.";
const WHY: &str = "Isä suuttuu siitä";

/// A child's own report, which its guardians should not know of.
fn forbidden() -> Value {
    json!({
        "reporter_role": "young_person",
        "guardians_may_know": "no",
        "guardians_may_know_reason": WHY,
        "children": [{"birth_date": "2012-05-01", "residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": "Kotona on riitoja."},
    })
}

on_both! {
    fn a_copy_for_a_guardian_takes_that_the_childs_wish_was_weighed(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        app.file(&forbidden());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let (case, path) = drafted(&browser).await;
            for page in [format!("{case}/party-copy"), path.clone()] {
                let page = browser.get(&page).await;
                assert!(page.words().contains(WISH) && page.words().contains(WHY), "{}", page.words());
                let grounds = page.values("input[name=withheld]");
                assert!(grounds.contains(&"minor_forbids".to_owned()), "{grounds:?}");
            }

            let second = site.signed_in(&app, &elli).await;
            let page = second.get(&path).await;
            assert!(page.words().contains(WISH) && page.words().contains(WHY), "{}", page.words());
            let summary = ".govuk-error-summary a";
            let nothing = fill(&second, &path, &page, "release", &[]).await;
            assert_eq!((nothing.status, nothing.links(summary)), (422, vec!["#ground".to_owned(), "#weighed".to_owned()]));
            let ticked = fill(&second, &path, &page, "release", &[("weighed", "yes")]).await;
            assert_eq!((ticked.status, ticked.links(summary)), (422, vec!["#ground".to_owned()]));
            assert_eq!(ticked.values("input[name=weighed][checked]"), ["yes"], "what was ticked stays");
            let unweighed = fill(&second, &path, &page, "release", &[("ground", "party")]).await;
            assert_eq!((unweighed.status, unweighed.links(summary)), (422, vec!["#weighed".to_owned()]));
            assert_eq!(unweighed.attributes("#weighed", "type"), ["checkbox"], "the link leads there");
            assert!(unweighed.words().contains("Merkitse, että olet punninnut lapsen kieltoa."), "{}", unweighed.words());
            assert_eq!(unweighed.values("input[name=ground][checked]"), ["party"]);
            assert_eq!(logged(&app, "party_copy_released"), 0);

            let done = fill(&second, &path, &page, "release", &[("ground", "party"), ("weighed", "yes")]).await;
            assert_eq!((done.status, logged(&app, "party_copy_released")), (303, 1), "{}", done.words());
        });
    }

    fn a_copy_for_the_child_itself_asks_for_no_more(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        app.file(&forbidden());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&case).await;
            let list = format!("{case}/party-copy");
            let page = browser.get(&list).await;
            let done = draft_of(&browser, &list, &page, &[("recipient", "child"), ("withheld", "minor_forbids")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let path = format!("{list}/{}", done.location().rsplit('/').next().expect("an id"));

            let second = site.signed_in(&app, &elli).await;
            let page = second.get(&path).await;
            assert!(page.words().contains(WISH), "{}", page.words());
            assert!(page.values("input[name=weighed]").is_empty(), "it is the child's own");
            let done = fill(&second, &path, &page, "release", &[("ground", "own_data")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
        });
    }
}
