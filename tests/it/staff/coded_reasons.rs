//! The reasons of a report by the national list: what the report names is proposed, a worker chooses, a social worker signs.

use chrono::TimeDelta;
use huoli::domain::access::Role;
use serde_json::{Value, json};

use super::assessment::fill;
use super::birth::{self, prenatal};
use super::triage::decide;
use super::{Answer, about, espoo, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// All boxes of the list.
const WHOLE: usize = 29;
/// The boxes, while the list is closed.
const CLOSED: &str = "details:not([open]) input[name=reasons]";

/// A report that names those reasons.
fn naming(reasons: &[&str]) -> Value {
    let mut document = about("Huoli");
    document["concern"]["reasons"] = json!(reasons);
    document
}

/// The reasons that are ticked.
fn ticked(page: &Answer) -> Vec<String> {
    page.values("input[name=reasons][checked]")
}

/// What the page says that was signed, if it says anything.
fn coded(page: &Answer) -> Option<String> {
    let rows = page.select(".govuk-summary-list__row");
    rows.into_iter()
        .find(|row| row.contains("Työntekijän kirjaamat perustelut"))
}

on_both! {
    fn what_the_report_names_by_code_is_proposed_and_the_workers_choice_is_kept(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&naming(&["school", "care_neglect", "violence"]));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            assert_eq!(ticked(&page), ["care_neglect"], "a group has no number and ticks nothing");
            assert_eq!(page.values(CLOSED).len(), WHOLE, "the whole list, closed");
            for shown in [
                "Ilmoituksen perustelut (kansallinen luettelo), valittu 1",
                "Ilmoituksessa nimetyt perustelut on valittu valmiiksi.",
                "Ilmoittaja valitsi: Väkivalta tai hyväksikäyttö, Koulu.",
            ] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            assert!(page.select("details fieldset legend").contains(&"Koulu".to_owned()), "each group is a fieldset with its name");
            assert_eq!(page.select("label[for=reasons-school]"), ["Koulunkäynnin laiminlyönti"]);
            assert_eq!(page.select("label[for=reasons-school-2]"), ["Oppimiseen ja kehitykseen liittyvät vaikeudet"]);
            assert_eq!(coded(&page), None, "nothing is signed");

            let chosen = [
                ("urgency", "not_urgent"), ("decision", "not_yet"), ("reason", "Soitan koululle."), ("assignee", ""), ("go", "save"),
                ("reasons", "schooling_neglect"), ("reasons", "child_assault"), ("reasons", "violence"), ("reasons", "kanarialintu"),
            ];
            let done = decide(&browser, &path, &chosen).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let page = browser.get(&path).await;
            assert_eq!(ticked(&page), ["child_assault", "schooling_neglect"], "neither a group nor what is no code is one");
            assert!(page.words().contains("Aiemmin kirjatut perustelut on valittu valmiiksi."), "{}", page.words());
            let said = coded(&page).expect("what was signed is shown");
            assert!(said.contains("Lapsen pahoinpitely") && said.contains("Koulunkäynnin laiminlyönti"), "{said}");
            assert!(!said.contains("Lapsen hoidon laiminlyönti"), "what was unticked is gone: {said}");

            let started = [("decision", "start_assessment"), ("reasons", "housing"), ("assignee", ""), ("go", "save")];
            let done = decide(&browser, &path, &started).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let page = browser.get(&path).await;
            assert!(page.values("input[name=reasons]").is_empty(), "it is decided");
            let said = coded(&page).expect("it stays on the page");
            assert!(said.contains("Asumiseen liittyvät ongelmat") && !said.contains("Lapsen pahoinpitely"), "{said}");
        });
    }

    fn a_proposal_carries_the_reasons_to_whoever_signs_it(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        app.file(&naming(&["neglect", "care_neglect"]));
        served(&app, async |site| {
            let intake = site.signed_in(&app, &maija).await;
            let path = intake.get("/staff/queue").await.cases().remove(0);
            let proposed = decide(&intake, &path, &[
                ("urgency", "not_urgent"), ("decision", "start_assessment"), ("reasons", "lack_of_supervision"), ("assignee", ""), ("go", "save"),
            ]).await;
            assert_eq!(proposed.status, 303, "{}", proposed.words());

            let social = site.signed_in(&app, &saara).await;
            let page = social.get(&path).await;
            assert_eq!(ticked(&page), ["lack_of_supervision"]);
            for shown in [
                "Ilmoituksen perustelut (kansallinen luettelo) Lapsen jääminen ilman tarpeellista valvontaa",
                "Ehdotetut perustelut on valittu valmiiksi.",
                "Ilmoittaja valitsi: Hoidon tai valvonnan puute.",
            ] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            assert_eq!(coded(&page), None, "a proposal signs nothing");
            let signed = decide(&social, &path, &[("go", "accept")]).await;
            assert_eq!(signed.status, 303, "{}", signed.words());
            let said = coded(&social.get(&path).await).expect("what was signed is shown");
            assert!(said.contains("Lapsen jääminen ilman tarpeellista valvontaa"), "{said}");
            assert!(!said.contains("Lapsen hoidon laiminlyönti"), "{said}");
        });
    }

    fn a_form_that_is_not_taken_keeps_its_ticks(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&naming(&["care_neglect"]));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let lacking = [("urgency", "not_urgent"), ("go", "save"), ("reasons", "care_neglect")];
            let untouched = decide(&browser, &path, &lacking).await;
            assert_eq!((untouched.status, ticked(&untouched)), (422, vec!["care_neglect".to_owned()]));
            assert_eq!(untouched.values(CLOSED).len(), WHOLE, "what was not touched stays closed");

            let (old, changed) = (
                untouched.values("input[name=version]").remove(0),
                [("urgency", "not_urgent"), ("go", "save"), ("reasons", "child_assault"), ("reasons", "housing")],
            );
            let page = decide(&browser, &path, &changed).await;
            assert_eq!(page.status, 422);
            assert_eq!(page.values("details[open] input[name=reasons][checked]"), ["child_assault", "housing"], "open");
            assert!(!page.words().contains("on valittu valmiiksi"), "they are the worker's own: {}", page.words());
            let emptied = decide(&browser, &path, &lacking[..2]).await;
            assert_eq!((emptied.status, ticked(&emptied).len()), (422, 0), "what was unticked is not ticked again");
            assert_eq!(emptied.values("details[open] input[name=reasons]").len(), WHOLE);

            let meanwhile = [
                ("urgency", "not_urgent"), ("decision", "not_yet"), ("reason", "Soitan koululle."), ("assignee", ""), ("go", "save"),
            ];
            let done = decide(&browser, &path, &meanwhile).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let page = browser.get(&path).await;
            assert!(ticked(&page).is_empty(), "none was signed, and the report proposes no more");
            assert_eq!(coded(&page), None);
            let late = [&[("version", old.as_str()), ("decision", "start_assessment")][..], &changed[1..]].concat();
            let late = browser.post(&format!("{path}/triage"), &late).await;
            assert_eq!(late.status, 409);
            assert_eq!(late.values("details[open] input[name=reasons][checked]"), ["child_assault", "housing"]);
        });
    }

    fn of_a_child_who_is_not_born_none_is_asked_until_it_is(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&birth::office(&app)]);
        app.file(&prenatal());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            assert!(page.values("input[name=decision]").contains(&"await_birth".to_owned()));
            assert!(page.values("input[name=reasons]").is_empty());
            assert!(!page.words().contains("kansallinen luettelo"), "{}", page.words());
            let done = decide(&browser, &path, &[
                ("urgency", "urgent"), ("decision", "await_birth"), ("reasons", "child_assault"), ("assignee", ""), ("go", "save"),
            ]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(coded(&browser.get(&path).await), None, "what is posted by hand is not kept");

            later(&app, TimeDelta::days(61));
            let browser = site.signed_in(&app, &saara).await;
            let place = format!("{path}/birth");
            let born = [("born_on", "18.1.2027"), ("born_known", "19.1.2027")];
            let done = fill(&browser, &place, &browser.get(&place).await, "born", &born).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let page = browser.get(&path).await;
            assert_eq!((page.values(CLOSED).len(), ticked(&page).len()), (WHOLE, 0), "now it is, and nothing is proposed");
        });
    }
}
