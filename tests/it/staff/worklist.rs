//! The desk and the views of the queue: what waits, in which list, in whose hands, and how it is given on.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::access_log;
use serde_json::json;

use super::transfer::sent;
use super::{Answer, Browser, about, espoo, far_away, later, named, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// How often `action` stands in the read log.
fn logged(app: &TestApp, action: &str) -> i64 {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.eq(action))
                .count()
                .get_result(tx.conn())?)
        })
        .expect("the log is read")
}

/// An unborn child's report for the same office.
fn unborn() -> serde_json::Value {
    json!({
        "reporter_role": "private_person",
        "unborn_child": {"parents": [{"role": "mother", "residence": {"municipality": "049", "postal_code": "02770"}}]},
        "concern": {"description": "Huoli"},
    })
}

/// Posts a triage from the page of the case.
async fn decide(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) {
    let page = browser.get(path).await;
    let version = page.values("input[name=version]").remove(0);
    let mut all = vec![("version", version.as_str()), ("go", "save")];
    all.extend_from_slice(fields);
    let saved = browser.post(&format!("{path}/triage"), &all).await;
    assert_eq!(saved.status, 303, "{}", saved.words());
}

on_both! {
    fn each_view_holds_what_its_name_says(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let plain = app.file(&about("Huoli")).reference;
        let mut document = about("Huoli");
        document["reporter_role"] = json!("young_person");
        let child = app.file(&document).reference;
        let mut document = about("Huoli");
        document["reporter_role"] = json!("professional");
        document["reporter"] = json!({"authority": "education", "organisation": "Mallilan koulu"});
        let nameless = app.file(&document).reference;
        let unborn = app.file(&unborn()).reference;
        served(&app, async |site| {
            let intake = site.signed_in(&app, &maija).await;
            let view = async |browser: &Browser<'_>, query: &str| browser.get(&format!("/staff/queue{query}")).await.references();
            let sorted = |mut list: Vec<String>| { list.sort(); list };
            let all = view(&intake, "").await;
            assert_eq!(all.len(), 4);
            assert_eq!(all.first(), Some(&child), "what a child wrote stands first");
            assert_eq!(view(&intake, "?view=unassessed").await, all);
            assert_eq!(view(&intake, "?view=child_self").await, [child.as_str()]);
            assert_eq!(view(&intake, "?view=urgent").await, [child.as_str()]);
            assert_eq!(view(&intake, "?view=missing").await, [nameless.as_str()]);
            assert_eq!(view(&intake, "?view=unborn").await, [unborn.as_str()]);
            for query in ["?view=due", "?view=mine", "?view=proposed", "?view=floods", "?due=today", "?holder=me"] {
                assert_eq!(view(&intake, query).await, [""; 0], "{query}");
            }
            assert_eq!(view(&intake, "?holder=nobody").await, all);

            // One is proposed, one is decided as far as its urgency goes.
            let path = |reference: &str, list: &Answer| {
                let at = list.references().iter().position(|other| other == reference).expect("in the list");
                list.cases().remove(at)
            };
            let list = intake.get("/staff/queue").await;
            let me = maija.account.id.to_string();
            let fields = [("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", me.as_str())];
            decide(&intake, &path(&plain, &list), &fields).await;
            assert_eq!(view(&intake, "?view=proposed").await, [plain.as_str()]);
            assert_eq!(view(&intake, "?view=mine").await, [plain.as_str()]);
            assert_eq!(view(&intake, "?holder=me").await, [plain.as_str()]);
            assert!(intake.get("/staff/queue?view=proposed").await.words().contains("Ehdotus odottaa"));
            let social = site.signed_in(&app, &saara).await;
            let her = saara.account.id.to_string();
            let fields = [
                ("urgency", "not_urgent"), ("decision", "not_yet"), ("reason", "Soitan koululle."), ("assignee", her.as_str()),
            ];
            decide(&social, &path(&nameless, &list), &fields).await;
            assert_eq!(sorted(view(&intake, "?view=unassessed").await), sorted(vec![plain.clone(), child.clone(), unborn.clone()]));
            assert_eq!(view(&intake, "?holder=others").await, [nameless.as_str()]);
            let page = intake.get("/staff/queue").await;
            assert_eq!(page.references().last(), Some(&nameless), "what is assessed stands behind what is not");
            let words = page.words();
            for shown in ["Arvioitu: Ei kiireellinen", "Annettu: SAARA Mallinen", "Kiireellisyys on arvioitu, ratkaisu puuttuu"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }

            // Friday 20 November; the seventh working day of all three is Tuesday 1 December.
            later(&app, TimeDelta::days(6));
            let intake = site.signed_in(&app, &maija).await;
            assert_eq!(view(&intake, "?view=due").await, [""; 0]);
            later(&app, TimeDelta::days(1));
            let intake = site.signed_in(&app, &maija).await;
            assert_eq!(view(&intake, "?view=due").await.len(), 3, "two working days before");
            assert_eq!(view(&intake, "?due=week").await.len(), 3);
            for query in ["?view=abc", "?holder=pekka", "?due=abc", "?view=mine&office=abc"] {
                assert_eq!(intake.get(&format!("/staff/queue{query}")).await.status, 404, "{query}");
            }
        });
    }

    fn what_only_the_sealed_facts_tell_is_paged_too(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut child = about("Huoli");
        child["reporter_role"] = json!("young_person");
        for _ in 0..30 {
            app.file(&child);
            app.file(&about("Huoli"));
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let pages = browser.walk_queue("/staff/queue?view=child_self").await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [25, 5]);
            let mut all = pages.concat();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), 30, "each stands on one page");
        });
    }

    fn the_desk_counts_by_links_and_shows_the_days_to_come(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains("Ei käsittelemättömiä ilmoituksia."), "{}", desk.words());
            assert!(!desk.buttons("button[name=go]").contains(&"next".to_owned()));
            for _ in 0..6 {
                app.file(&about("Huoli"));
            }
            later(&app, TimeDelta::days(3));
            let browser = site.signed_in(&app, &maija).await;
            let desk = browser.get("/staff/").await;
            let words = desk.words();
            for shown in ["Arvioimatta: 6", "Määräpäivä tänään tai ohi: 0", "Omia asioita: 0", "Asioita, joissa on uusi viesti: 0"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            let links = desk.links("main ul a");
            for view in ["queue?view=unassessed", "queue?due=today", "queue?view=mine", "shortcuts"] {
                assert!(links.contains(&view.to_owned()), "{view} in {links:?}");
                assert_eq!(browser.get(&format!("/staff/{view}")).await.status, 200);
            }
            assert_eq!(desk.select("tbody tr").len(), 10, "ten days");
            assert_eq!(desk.select("tbody .govuk-tag--orange"), ["6"], "on Tuesday 1 December");
            assert!(words.contains("tänään ma 23.11.") && words.contains("huomenna ti 24.11."), "{words}");
        });
    }

    fn ticked_cases_are_given_to_somebody_of_their_office(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let naapuri = worker(&app, "naapuri", Role::SocialWorker, &[&neighbour(&app, &own)]);
        let vieras = worker(&app, "vieras", Role::SocialWorker, &[&far_away(&app, &own)]);
        for _ in 0..3 {
            app.file(&named());
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let list = browser.get("/staff/queue").await;
            let boxes = list.values("input[name=case]");
            assert_eq!(boxes.len(), 3);
            assert!(list.attributes("input[name=case]", "aria-label").iter().all(|label| label.starts_with("Valitse asia LS-")));
            let her = saara.account.id.to_string();
            let nobody = browser.post("/staff/queue", &[("to", &her)]).await;
            assert_eq!(nobody.status, 422);
            assert!(nobody.words().contains("Valitse ensin asiat listasta."));
            for stranger in [&naapuri, &vieras] {
                let to = stranger.account.id.to_string();
                let refused = browser.post("/staff/queue", &[("case", &boxes[0]), ("case", &boxes[2]), ("to", &to)]).await;
                assert_eq!(refused.status, 422);
                assert_eq!(refused.values("input[name=case][checked]"), [boxes[0].as_str(), &boxes[2]], "the ticks stay");
            }
            assert_eq!(logged(&app, "case_assigned"), 0);
            let given = browser
                .post("/staff/queue", &[("case", &boxes[0]), ("case", &boxes[2]), ("to", &her), ("view", "unassessed")])
                .await;
            assert!(given.location().ends_with("/staff/queue?view=unassessed&done=assigned"), "{}", given.location());
            assert_eq!(logged(&app, "case_assigned"), 2);
            assert!(browser.get("/staff/queue?view=unassessed&done=assigned").await.words().contains("Asiat on annettu."));
            let social = site.signed_in(&app, &saara).await;
            assert_eq!(social.get("/staff/queue?view=mine").await.references().len(), 2);
            assert!(social.get("/staff/").await.words().contains("Omia asioita: 2"));
            let foreign = site.signed_in(&app, &vieras).await;
            foreign.get("/staff/").await;
            let own = vieras.account.id.to_string();
            foreign.post("/staff/queue", &[("case", &boxes[1]), ("to", &own)]).await;
            assert_eq!(foreign.get("/staff/queue?view=mine").await.references(), [""; 0]);
        });
    }

    fn who_answers_for_an_office_gives_on_all_that_somebody_has(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&own]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let paula = worker(&app, "paula", Role::Supervisor, &[&own]);
        let muu = worker(&app, "muu", Role::Supervisor, &[&neighbour(&app, &own)]);
        for _ in 0..3 {
            app.file(&named());
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let boxes = browser.get("/staff/queue").await.values("input[name=case]");
            let (me, her) = (maija.account.id.to_string(), saara.account.id.to_string());
            browser.post("/staff/queue", &[("case", &boxes[0]), ("case", &boxes[1]), ("to", &me)]).await;
            // One of hers has left the queue, and goes along all the same.
            let social = site.signed_in(&app, &saara).await;
            let path = format!("/staff/cases/{}", boxes[0]);
            decide(&social, &path, &[("urgency", "not_urgent"), ("decision", "start_assessment")]).await;
            social.get("/staff/queue?view=mine").await;
            let given = social.post("/staff/queue", &[("case", &boxes[0]), ("to", &me), ("view", "mine")]).await;
            assert_eq!(given.status, 303, "{}", given.words());
            assert_eq!(browser.get("/staff/absence").await.status, 404);
            assert_eq!(browser.post("/staff/absence", &[("from", &me), ("to", &her)]).await.status, 404);

            let chief = site.signed_in(&app, &paula).await;
            assert!(chief.get("/staff/").await.links("main a").contains(&"absence".to_owned()));
            let page = chief.get("/staff/absence").await;
            assert!(page.words().contains("MAIJA Mallinen 2"), "{}", page.words());
            for (from, to, said) in [
                ("", her.as_str(), "Valitse työntekijä, jolla on avoimia asioita."),
                (me.as_str(), me.as_str(), "Valitse toinen työntekijä samasta toimipisteestä."),
                (me.as_str(), "", "Valitse toinen työntekijä samasta toimipisteestä."),
            ] {
                let refused = chief.post("/staff/absence", &[("from", from), ("to", to)]).await;
                assert_eq!(refused.status, 422);
                assert!(refused.words().contains(said), "{}", refused.words());
            }
            let given = chief.post("/staff/absence", &[("from", &me), ("to", &her)]).await;
            assert!(given.location().ends_with("/staff/absence?done=yes"));
            assert_eq!(social.get("/staff/queue?view=mine").await.references().len(), 2);
            assert_eq!(browser.get("/staff/queue?view=mine").await.references(), [""; 0]);
            let other = site.signed_in(&app, &muu).await;
            let page = other.get("/staff/absence").await;
            assert!(!page.words().contains("MAIJA") && !page.words().contains("SAARA"), "{}", page.words());
        });
    }

    fn an_assessment_that_runs_is_given_to_nobody_who_may_not_make_it(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = neighbour(&app, &own);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&own]);
        let paula = worker(&app, "paula", Role::Supervisor, &[&own]);
        worker(&app, "naapuri", Role::SocialWorker, &[&there]);
        for _ in 0..2 {
            app.file(&named());
        }
        served(&app, async |site| {
            let social = site.signed_in(&app, &saara).await;
            let list = social.get("/staff/queue").await;
            let (boxes, references) = (list.values("input[name=case]"), list.references());
            let [mine, hers, his] = [&saara, &maija, &pekka].map(|person| person.account.id.to_string());
            let path = format!("/staff/cases/{}", boxes[0]);
            decide(&social, &path, &[("urgency", "not_urgent"), ("decision", "start_assessment")]).await;
            social.get("/staff/queue").await;
            social.post("/staff/queue", &[("case", &boxes[1]), ("to", &mine)]).await;
            social.get("/staff/queue?view=mine").await;
            let said = format!("Arvioinnista vastaa sosiaalityöntekijä. Näitä asioita ei annettu: {}.", references[0]);

            // What may be given is, what may not is named.
            let given = social
                .post("/staff/queue", &[("case", &boxes[0]), ("case", &boxes[1]), ("to", &hers), ("view", "mine")])
                .await;
            assert_eq!((given.status, given.words().contains(&said)), (422, true), "{}", given.words());
            assert_eq!(given.links(".govuk-error-summary a"), ["#to"]);
            assert_eq!(given.values("input[name=case][checked]"), [boxes[0].as_str()]);
            let intake = site.signed_in(&app, &maija).await;
            assert_eq!(intake.get("/staff/queue?view=mine").await.references(), [references[1].as_str()]);
            assert_eq!(social.get("/staff/queue?view=mine").await.references(), [references[0].as_str()]);

            // Nor is it when all that she has is given on.
            let chief = site.signed_in(&app, &paula).await;
            chief.get("/staff/absence").await;
            let refused = chief.post("/staff/absence", &[("from", &mine), ("to", &hers)]).await;
            assert_eq!((refused.status, refused.words().contains(&said)), (422, true), "{}", refused.words());
            assert_eq!(chief.post("/staff/absence", &[("from", &mine), ("to", &his)]).await.status, 303);
            let assesses = site.signed_in(&app, &pekka).await;
            assert_eq!(assesses.get("/staff/queue?view=mine").await.references(), [references[0].as_str()]);

            // Nor on its way to another office, which may send it back.
            assert_eq!(sent(&assesses, &path, &there).await.status, 303);
            assesses.get("/staff/queue?view=mine").await;
            let moving = assesses.post("/staff/queue", &[("case", &boxes[0]), ("to", &hers), ("view", "mine")]).await;
            assert_eq!((moving.status, moving.words().contains(&said)), (422, true), "{}", moving.words());
        });
    }

    fn access_keys_are_listed_and_can_be_turned_off(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let keys = async || {
                let desk = browser.get("/staff/").await;
                let path = browser.get("/staff/queue").await.cases().remove(0);
                [desk.attributes("[accesskey]", "accesskey"), browser.get(&path).await.attributes("[accesskey]", "accesskey")].concat()
            };
            assert_eq!(keys().await, ["j", "h", "s", "v", "j", "h", "t"]);
            let page = browser.get("/staff/shortcuts").await;
            assert!(page.words().contains("Pikanäppäimet ovat käytössä."), "{}", page.words());
            let off = browser.post("/staff/shortcuts", &[("go", "off")]).await;
            assert!(off.location().ends_with("/staff/shortcuts"));
            assert_eq!(keys().await, [""; 0]);
            browser.post("/staff/shortcuts", &[("go", "on")]).await;
            assert_eq!(keys().await, ["j", "h", "s", "v", "j", "h", "t"]);
            assert_eq!(browser.post("/staff/shortcuts", &[("go", "maybe")]).await.status, 400);
        });
    }

    fn whoever_chooses_quick_handling_has_the_first_question_of_a_case_in_hand_at_once(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let in_hand = async |browser: &Browser<'_>| browser.get(&path).await.attributes("[autofocus]", "name");
            assert_eq!(in_hand(&browser).await, [""; 0], "nobody gets it unasked");
            let chosen = browser.post("/staff/shortcuts", &[("go", "quick_on")]).await;
            assert!(chosen.location().ends_with("/staff/shortcuts"));
            assert!(browser.get("/staff/shortcuts").await.words().contains("Pikakäsittely on käytössä."));
            let page = browser.get(&path).await;
            assert_eq!(page.attributes("[autofocus]", "id"), ["urgency"], "the first answer of the first question");
            assert!(page.attributes("input[type=radio][checked]", "name").is_empty(), "nothing is chosen beforehand");
            assert_eq!(in_hand(&site.signed_in(&app, &maija).await).await, [""; 0], "it is one's own choice");

            let version = page.values("input[name=version]").remove(0);
            let lacks = browser.post(&format!("{path}/triage"), &[("version", version.as_str()), ("go", "save")]).await;
            assert_eq!(lacks.status, 422);
            assert_eq!(lacks.attributes("[autofocus]", "name"), [""; 0], "what is wrong is read first");
            let assignee = saara.account.id.to_string();
            let signed = browser.post(&format!("{path}/triage"), &[
                ("version", version.as_str()), ("urgency", "urgent"), ("decision", "not_yet"), ("reason", "Kysyn lisää"),
                ("assignee", assignee.as_str()), ("go", "save"),
            ]).await;
            assert_eq!(signed.status, 303, "{}", signed.words());
            assert_eq!(in_hand(&browser).await, ["decision"], "of a signed urgency nothing is asked any more");
            browser.post("/staff/shortcuts", &[("go", "quick_off")]).await;
            assert_eq!(in_hand(&browser).await, [""; 0]);
        });
    }
}
