//! The duty to tell child and guardians stays in sight where a case leaves the queue without an assessment.

use chrono::TimeDelta;
use huoli::domain::access::Role;

use super::assessment::{fill, started, state, tell_everybody};
use super::notice_log::record;
use super::{Browser, Worker, about, espoo, later, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const MINE: &str = "/staff/queue?view=mine";
/// What the desk says from the evening before the seventh working day after Friday 20 November.
const REMINDED: &str = "Katso uudelleen, kenelle kerrotaan, ti 1.12.";

/// Signs `decision` for the only case of the queue, which goes to `holder`; gives the way to the case.
async fn decided(browser: &Browser<'_>, holder: &Worker, decision: &str) -> String {
    let path = browser.get("/staff/queue").await.cases().remove(0);
    let version = browser.get(&path).await.values("input[name=version]").remove(0);
    let holder = holder.account.id.to_string();
    let fields = [
        ("version", version.as_str()),
        ("urgency", "not_urgent"),
        ("decision", decision),
        ("ground", "known_matter"),
        ("reason", "Perustelu"),
        ("assignee", holder.as_str()),
        ("go", "save"),
    ];
    let done = browser.post(&format!("{path}/triage"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
    path
}

/// Files a report, decides `decision` on it, and follows what `holder` is reminded of until everybody is told.
fn is_reminded_until_everybody_is_told(app: &TestApp, decision: &str, decides: &Worker, holder: &Worker) {
    app.file(&about("Huoli"));
    served(app, async |site| {
        let path = decided(&site.signed_in(app, decides).await, holder, decision).await;
        // A code opens once.
        later(app, TimeDelta::minutes(1));
        let browser = site.signed_in(app, holder).await;
        assert!(
            !browser.get("/staff/").await.words().contains(REMINDED),
            "the day is far"
        );
        later(app, TimeDelta::days(10));
        let browser = site.signed_in(app, holder).await;
        let desk = browser.get("/staff/").await.words();
        assert!(desk.contains(REMINDED), "{decision}: {desk}");
        let list = browser.get(MINE).await.words();
        assert!(list.contains("Kertomatta: 2"), "{decision}: {list}");

        tell_everybody(&browser, &path).await;
        let desk = browser.get("/staff/").await.words();
        assert!(!desk.contains(REMINDED), "{decision}: {desk}");
        let list = browser.get(MINE).await.words();
        assert!(!list.contains("Kertomatta"), "{decision}: {list}");
    });
}

on_both! {
    fn who_is_to_be_told_is_not_forgotten_where_no_assessment_is_made(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        is_reminded_until_everybody_is_told(&app, "obviously_unnecessary", &saara, &saara);
    }

    fn who_is_to_be_told_is_not_forgotten_where_a_report_is_handled_as_a_contact(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        is_reminded_until_everybody_is_told(&app, "social_welfare_contact", &saara, &saara);
    }

    fn an_own_worker_is_reminded_of_who_is_to_be_told(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let olli = worker(&app, "olli", Role::SocialWorker, &[&office]);
        is_reminded_until_everybody_is_told(&app, "existing_client", &saara, &olli);
    }

    fn who_is_not_told_for_now_is_looked_at_again_though_the_case_is_closed(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = started(&browser, &saara).await;
            let (notices, work) = (format!("{case}/notices"), format!("{case}/assessment"));
            let page = browser.get(&notices).await;
            let inquiry = [("told", "no"), ("ground", "criminal_inquiry"), ("text", "Esitutkinta."), ("again", "30.11.2026")];
            assert_eq!(record(&browser, &notices, &page, "guardian0", &inquiry).await.status, 303);
            let page = browser.get(&notices).await;
            let told = [("told", "yes"), ("channel", "meeting")];
            assert_eq!(record(&browser, &notices, &page, "child0", &told).await.status, 303);
            let promise = [
                ("contact_with", "guardian"), ("contact_channel", "call"), ("contact_result", "not_reached"),
                ("contact_note", "Ei vastaa"), ("contact_date", "20.11.2026"), ("contact_time", "0.05"),
                ("contact_next_date", "30.11.2026"), ("contact_next_time", "10"),
            ];
            let page = browser.get(&work).await;
            let promised = fill(&browser, &work, &page, "contact", &promise).await;
            assert_eq!(promised.status, 303, "{}", promised.words());
            let page = browser.get(&work).await;
            let end = [("finish_outcome", "no_need"), ("finish_on", "20.11.2026"), ("finish_reason", "Ei tarvetta.")];
            assert_eq!(fill(&browser, &work, &page, "finish", &end).await.status, 303);
            let page = browser.get(&work).await;
            assert_eq!(fill(&browser, &work, &page, "close", &[]).await.status, 303);
            assert_eq!(state(&app), "closed");

            later(&app, TimeDelta::days(10));
            let browser = site.signed_in(&app, &saara).await;
            let desk = browser.get("/staff/").await.words();
            assert!(desk.contains("Katso uudelleen, kenelle kerrotaan, ma 30.11."), "{desk}");
            assert!(!desk.contains("Luvattu yhteydenotto"), "no call is made any more: {desk}");
            let page = browser.get(&notices).await;
            let told = record(&browser, &notices, &page, "guardian0", &[("told", "yes"), ("channel", "letter")]).await;
            assert_eq!(told.status, 303, "what is closed still takes who was told: {}", told.words());
            assert!(!browser.get("/staff/").await.words().contains("Katso uudelleen"));
            let page = browser.get(&work).await;
            assert!(page.buttons("button[value=note]").is_empty(), "and nothing else");
            assert!(page.buttons("button[value=contact]").is_empty(), "and nothing else");
        });
    }

    fn what_ended_with_somebody_untold_stands_before_what_else_has_ended(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            app.file(&about("Huoli"));
            let browser = site.signed_in(&app, &saara).await;
            let told = decided(&browser, &saara, "obviously_unnecessary").await;
            tell_everybody(&browser, &told).await;
            later(&app, TimeDelta::days(3));
            app.file(&about("Huoli"));
            let browser = site.signed_in(&app, &saara).await;
            let untold = decided(&browser, &saara, "obviously_unnecessary").await;
            assert_eq!(browser.get(MINE).await.cases(), [untold.clone(), told.clone()]);
            tell_everybody(&browser, &untold).await;
            assert_eq!(browser.get(MINE).await.cases(), [told, untold], "then in the order of the queue");
        });
    }
}
