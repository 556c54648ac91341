//! A report that is handled as a contact with social welfare, from the decision to its end.

use chrono::TimeDelta;
use huoli::domain::access::Role;

use super::assessment::{fill, logged, state, stored, tell_everybody};
use super::triage::decide;
use super::{Browser, Worker, about, espoo, far_away, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const RUNNING: &str = "/staff/queue?view=running";
const MINE: &str = "/staff/queue?view=mine";
const NEAR: &str = "Arvioinnin määräpäivä viikon sisällä tai ohi";

/// Files a report and decides that it is handled as a contact, for `to`; `support` is `yes` where the child needs special support.
/// Gives the way to the case and its reference.
async fn contact(app: &TestApp, browser: &Browser<'_>, to: &Worker, support: &str) -> (String, String) {
    let reference = app.file(&about("Huoli")).cases[0].reference.clone();
    let path = browser.get("/staff/queue").await.cases().remove(0);
    let to = to.account.id.to_string();
    let fields = [
        ("urgency", "not_urgent"),
        ("decision", "social_welfare_contact"),
        ("reason", "Perhe pyytää tukea"),
        ("special_support", support),
        ("assignee", to.as_str()),
        ("go", "save"),
    ];
    let done = decide(browser, &path, &fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
    (path, reference)
}

on_both! {
    fn a_contact_is_in_sight_until_it_is_finished(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let paula = worker(&app, "paula", Role::Supervisor, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let (bound, bound_reference) = contact(&app, &browser, &saara, "yes").await;
            let (free, free_reference) = contact(&app, &browser, &saara, "").await;
            let list = browser.get(RUNNING).await;
            assert_eq!(list.cases().len(), 2, "{}", list.words());
            let day = "la 20.2.2027 92 päivää jäljellä";
            assert_eq!(list.words().matches(day).count(), 1, "only one has a day: {}", list.words());
            for shown in ["viipymättä", "määräpäivää ei ole"] {
                assert!(list.words().contains(shown), "{shown} in {}", list.words());
            }
            assert_eq!(browser.get(MINE).await.cases().len(), 2);
            let desk = browser.get("/staff/").await.words();
            assert!(desk.contains("Omia asioita: 2") && !desk.contains(NEAR), "{desk}");
            let supervisor = site.signed_in(&app, &paula).await;
            assert_eq!(supervisor.get(RUNNING).await.cases().len(), 2);

            // The day before the one must be ready.
            later(&app, TimeDelta::days(91));
            let browser = site.signed_in(&app, &saara).await;
            assert_eq!(browser.get(&format!("{RUNNING}&due=week")).await.cases(), std::slice::from_ref(&bound));
            let desk = browser.get("/staff/").await.words();
            assert!(desk.contains(&format!("{NEAR}: 1")), "{desk}");
            // Of the other one, too, somebody is still to be told: that is no lawful day of its own.
            let shift = browser.get("/staff/handover").await.select("tbody th").join(" ");
            assert!(shift.contains(&bound_reference) && !shift.contains(&free_reference), "{shift}");

            // It began in time: told once, and the start clock stands still.
            let path = format!("{bound}/contact");
            assert!(browser.get(&bound).await.words().contains("Yhteydenoton käsittely"));
            let page = browser.get(&path).await;
            let early = fill(&browser, &path, &page, "begun", &[("begun_on", "19.11.2026")]).await;
            assert_eq!((early.status, early.links(".govuk-error-summary a")), (422, vec!["#begun_on".to_owned()]));
            let begun = fill(&browser, &path, &page, "begun", &[("begun_on", "1.12.2026")]).await;
            assert_eq!(begun.status, 303, "{}", begun.words());
            let words = browser.get(&bound).await.words();
            assert!(words.contains("Alkoi ti 1.12.") && words.contains("Yhteydenoton arviointi alkoi: SAARA Mallinen"), "{words}");
            assert_eq!(fill(&browser, &path, &page, "begun", &[("begun_on", "2.12.2026")]).await.status, 409);

            let page = browser.get(&path).await;
            assert!(page.buttons("button[value=begun]").is_empty(), "it began already");
            let ended = [("ended_on", "19.2.2027"), ("ended_outcome", "Perhe saa kotipalvelua")];
            let untold = fill(&browser, &path, &page, "ended", &ended).await;
            assert_eq!(untold.status, 422);
            assert!(untold.words().contains("Joltakulta puuttuu tieto ilmoituksesta."), "{}", untold.words());
            assert!(untold.words().contains("Perhe saa kotipalvelua"), "what was typed stays");
            tell_everybody(&browser, &bound).await;
            let page = browser.get(&path).await;
            let silent = fill(&browser, &path, &page, "ended", &[("ended_on", "30.11.2026"), ("ended_outcome", " ")]).await;
            assert_eq!(silent.links(".govuk-error-summary a"), ["#ended_on", "#ended_outcome"]);
            let done = fill(&browser, &path, &page, "ended", &ended).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(fill(&browser, &path, &page, "ended", &ended).await.status, 409, "nothing is finished twice");

            let words = browser.get(&bound).await.words();
            for shown in ["Päätetty", "Alkoi ti 1.12.", "Valmistui pe 19.2.", "Yhteydenotto käsitelty, asia päätetty: SAARA Mallinen"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            let page = browser.get(&path).await;
            assert!(page.words().contains("Mihin yhteydenotto johti? Perhe saa kotipalvelua"), "{}", page.words());
            assert!(page.buttons("button[value=ended]").is_empty());
            assert_eq!(browser.get(RUNNING).await.cases(), std::slice::from_ref(&free));
            assert_eq!(browser.get(MINE).await.cases(), [free, bound], "what has ended stands behind");
            let desk = browser.get("/staff/").await.words();
            assert!(desk.contains("Omia asioita: 1") && !desk.contains(NEAR), "{desk}");
            assert!(!browser.get("/staff/handover").await.words().contains(&bound_reference));
            for action in ["social_contact_begun", "social_contact_ended"] {
                assert_eq!(logged(&app, action), 1, "{action}");
            }
        });
    }

    fn a_contact_that_has_not_begun_stands_on_the_desk_by_the_day_that_binds(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let (bound, reference) = contact(&app, &browser, &saara, "yes").await;
            let (other, other_reference) = contact(&app, &browser, &saara, "yes").await;
            contact(&app, &browser, &saara, "").await;
            let due = "Yhteydenoton arviointi alkaa viimeistään";
            assert!(!browser.get("/staff/").await.words().contains(due), "the day is far");

            // The day before the seventh working day after Friday 20 November.
            later(&app, TimeDelta::days(10));
            let browser = site.signed_in(&app, &saara).await;
            let desk = browser.get("/staff/").await;
            for reference in [&reference, &other_reference] {
                let shown = format!("{reference} · {due} ti 1.12.");
                assert!(desk.words().contains(&shown), "{shown} in {}", desk.words());
            }
            assert_eq!(desk.words().matches(due).count(), 2, "no day binds the third: {}", desk.words());
            assert_eq!(desk.links("main a").iter().filter(|link| link.ends_with("/contact")).count(), 2);
            assert!(browser.get("/staff/handover").await.words().contains(due), "the next shift is told");

            let path = format!("{bound}/contact");
            let begun = [("begun_on", "30.11.2026")];
            let done = fill(&browser, &path, &browser.get(&path).await, "begun", &begun).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains(&format!("{reference} · {due}")), "it has begun: {desk}");
            assert!(desk.contains(&format!("{other_reference} · {due}")), "the other one has not: {desk}");

            tell_everybody(&browser, &other).await;
            let path = format!("{other}/contact");
            let ended = [("ended_started", "30.11.2026"), ("ended_on", "30.11.2026"), ("ended_outcome", "Perhe saa tukea")];
            let done = fill(&browser, &path, &browser.get(&path).await, "ended", &ended).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains(due), "what has ended is not to begin: {desk}");
        });
    }

    fn only_a_social_worker_of_the_office_ends_a_contact(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let (case, _) = contact(&app, &browser, &maija, "yes").await;
            let path = format!("{case}/contact");
            let intake = site.signed_in(&app, &maija).await;
            let page = intake.get(&path).await;
            assert_eq!(page.status, 200);
            assert!(page.words().contains("Sosiaalityöntekijä kirjaa, milloin arviointi alkoi"), "{}", page.words());
            assert!(page.buttons("button[value=begun], button[value=ended]").is_empty());
            let ended = [
                ("go", "ended"), ("version", "1"), ("ended_started", "20.11.2026"), ("ended_on", "20.11.2026"), ("ended_outcome", "Ei"),
            ];
            let begun = [("go", "begun"), ("version", "1"), ("begun_on", "20.11.2026")];
            let outsiders = [
                worker(&app, "pekka", Role::SocialWorker, &[&own]),
                worker(&app, "naapuri", Role::Supervisor, &[&neighbour(&app, &own)]),
                worker(&app, "vieras", Role::SocialWorker, &[&far_away(&app, &own)]),
                worker(&app, "tarkastaja", Role::Auditor, &[&own]),
            ];
            for outsider in &outsiders {
                let browser = site.signed_in(&app, outsider).await;
                browser.get("/staff/").await;
                assert_eq!(browser.get(&path).await.status, 404);
                for fields in [&ended[..], &begun[..]] {
                    assert_eq!(browser.post(&path, fields).await.status, 404);
                }
            }
            for fields in [&ended[..], &begun[..]] {
                assert_eq!(intake.post(&path, fields).await.status, 404, "an intake worker does not sign");
            }
            assert_eq!(state(&app), "handled_as_contact");
        });
    }

    fn only_where_the_days_bind_is_the_cause_of_a_delay_asked_for(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let (bound, _) = contact(&app, &browser, &saara, "yes").await;
            let (free, _) = contact(&app, &browser, &saara, "").await;
            later(&app, TimeDelta::days(100));
            let browser = site.signed_in(&app, &saara).await;
            let ended = [("ended_started", "27.2.2027"), ("ended_on", "28.2.2027"), ("ended_outcome", "Perhe saa tukea")];
            for case in [&bound, &free] {
                tell_everybody(&browser, case).await;
            }
            let path = format!("{free}/contact");
            let done = fill(&browser, &path, &browser.get(&path).await, "ended", &ended).await;
            assert_eq!(done.status, 303, "no day binds it: {}", done.words());

            let path = format!("{bound}/contact");
            let page = browser.get(&path).await;
            let lacking = fill(&browser, &path, &page, "ended", &ended).await;
            assert_eq!(lacking.links(".govuk-error-summary a"), ["#ended_start_cause", "#ended_complete_cause"]);
            let mut told = ended.to_vec();
            told.extend([
                ("ended_start_cause", "staff"), ("ended_complete_cause", "other"), ("ended_complete_text", "Odotettiin lausuntoa"),
            ]);
            let done = fill(&browser, &path, &page, "ended", &told).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let page = browser.get(&path).await;
            for shown in ["Työntekijöitä oli liian vähän", "Odotettiin lausuntoa", "Valmistui su 28.2. · myöhässä"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
        });
    }

    fn what_is_no_contact_is_not_ended_as_one(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let shown = browser.get(&case).await;
            assert!(!shown.words().contains("Yhteydenoton käsittely"), "{}", shown.words());
            let version = shown.values("input[name=version]").remove(0);
            let path = format!("{case}/contact");
            let page = browser.get(&path).await;
            assert!(page.words().contains("Tätä asiaa ei käsitellä yhteydenottona."), "{}", page.words());
            let fields = [
                ("go", "ended"), ("version", version.as_str()), ("ended_started", "20.11.2026"), ("ended_on", "20.11.2026"),
                ("ended_outcome", "Ei"),
            ];
            assert_eq!(browser.post(&path, &fields).await.status, 409);
            assert_eq!(state(&app), "received");
        });
    }

    fn no_word_of_what_came_of_a_contact_lies_in_clear(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let (case, _) = contact(&app, &browser, &saara, "yes").await;
            tell_everybody(&browser, &case).await;
            let path = format!("{case}/contact");
            let page = browser.get(&path).await;
            let ended = [("ended_started", "20.11.2026"), ("ended_on", "20.11.2026"), ("ended_outcome", "kanarialintu-tulos")];
            assert_eq!(fill(&browser, &path, &page, "ended", &ended).await.status, 303);
            assert!(browser.get(&path).await.words().contains("kanarialintu-tulos"));
        });
        assert_eq!(state(&app), "closed");
        for bytes in stored(&app) {
            assert!(!String::from_utf8_lossy(&bytes).contains("kanarialintu"), "a text lies in clear");
        }
    }
}
