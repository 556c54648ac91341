//! The same child again: what is offered and why, joining, taking back, and what stays out of sight.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::summary::ASSESSED;
use huoli::domain::text::Text;
use huoli::intake::mailbox::add_information::{self, Letter};
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases, reports};
use serde_json::{Value, json};
use uuid::Uuid;

use super::assessment::{fill, started, tell_everybody};
use super::triage::decide;
use super::{Browser, Worker, espoo, far_away, hidden, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// A report about a child in Espoo of whom everything is known.
fn known(code: &str, first: &str, last: &str, street: &str) -> Value {
    json!({
        "reporter_role": "private_person",
        "reporter": {"name": "kanarialintu-ilmoittaja", "phone": "kanarialintu-puhelin"},
        "children": [{
            "first_names": first, "last_name": last, "personal_identity_code": code,
            "residence": {"municipality": "049", "postal_code": "02770", "street_address": street},
        }],
        "concern": {"description": "Huoli"},
    })
}

fn aino() -> Value {
    known(
        "010516B903X",
        "Aino",
        "Kanarialintunen",
        "Kanarialintukatu 5 A 12",
    )
}

/// How a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stands {
    id: Uuid,
    reference: String,
    state: String,
    in_queue: bool,
    pending_since: Option<NaiveDate>,
    due: NaiveDate,
    rank: i64,
    version: i64,
}

impl Stands {
    fn path(&self) -> String {
        format!("/staff/cases/{}", self.id)
    }
}

type CaseRow = (
    String,
    String,
    String,
    bool,
    Option<NaiveDate>,
    NaiveDate,
    i64,
    i64,
);

/// All cases, the first that came first.
fn all(app: &TestApp) -> Vec<Stands> {
    let rows: Vec<CaseRow> = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .order((cases::received_on, cases::received_hour, cases::id))
                .select((
                    cases::id,
                    cases::reference,
                    cases::state,
                    cases::in_queue,
                    cases::pending_since,
                    cases::queue_due,
                    cases::queue_rank,
                    cases::version,
                ))
                .load(tx.conn())?)
        })
        .expect("the cases are read");
    rows.into_iter()
        .map(
            |(id, reference, state, in_queue, pending_since, due, rank, version)| Stands {
                id: id.parse().expect("an id"),
                reference,
                state,
                in_queue,
                pending_since,
                due,
                rank,
                version,
            },
        )
        .collect()
}

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

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Signs the urgency of a case and decides nothing.
async fn triage(browser: &Browser<'_>, case: &Stands, worker: &Worker) {
    let page = browser.get(&case.path()).await;
    let version = page.values("input[name=version]").remove(0);
    let assignee = worker.account.id.to_string();
    let done = browser
        .post(
            &format!("{}/triage", case.path()),
            &[
                ("version", &version),
                ("urgency", "not_urgent"),
                ("decision", "not_yet"),
                ("reason", "Katsotaan"),
                ("assignee", &assignee),
                ("go", "save"),
            ],
        )
        .await;
    assert_eq!(done.status, 303, "{}", done.words());
}

/// Decides that a case is handled as a contact, for a child who needs special support.
async fn become_contact(browser: &Browser<'_>, case: &Stands, worker: &Worker) {
    let assignee = worker.account.id.to_string();
    let fields = [
        ("urgency", "not_urgent"),
        ("decision", "social_welfare_contact"),
        ("reason", "Perhe pyytää tukea"),
        ("special_support", "yes"),
        ("assignee", assignee.as_str()),
        ("go", "save"),
    ];
    let done = decide(browser, &case.path(), &fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
}

/// Presses a button of the page of the same child.
async fn press(
    browser: &Browser<'_>,
    case: &Stands,
    go: &str,
    target: Option<&Stands>,
    reason: &str,
) -> super::Answer {
    let path = format!("{}/same", case.path());
    browser.get(&path).await;
    let version = case.version.to_string();
    let mut fields = vec![("go", go), ("version", version.as_str()), ("reason", reason)];
    let target = target.map(|target| target.id.to_string());
    fields.extend(target.as_deref().map(|target| ("target", target)));
    browser.post(&path, &fields).await
}

on_both! {
    fn an_earlier_case_of_the_child_is_offered_with_its_reasons_and_joined_cases_run_by_the_earliest_clock(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&aino());
        later(&app, TimeDelta::days(3));
        app.file(&known("010516b903x", "AINO", "Kanarialintunen", ""));
        let before = all(&app);
        let (old, new) = (&before[0], &before[1]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let page = browser.get(&new.path()).await;
            let words = page.words();
            for shown in [
                "Saman lapsen muut asiat", &old.reference, "Sama henkilötunnus", "Sama sukunimi ja syntymäaika", "Lapsen ikä silloin: 10 v",
                "Saapui pe 20.11.2026", "Avaa asia",
            ] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            assert!(!words.contains("Sama osoite"), "{words}");
            assert_eq!(logged(&app, "same_child_seen"), 1, "who was shown what is in the log");

            // The urgency comes first.
            let early = press(&browser, new, "join", Some(old), "").await;
            assert_eq!(early.status, 409);
            assert!(early.words().contains("Arvioi ensin kiireellisyys."), "{}", early.words());

            // A case that nothing else ties to this one is named by its reference, and only one that is there.
            triage(&browser, new, &saara).await;
            let triaged = all(&app).remove(1);
            let path = format!("{}/same", new.path());
            let version = triaged.version.to_string();
            let fields = [("go", "join_by"), ("version", &*version), ("reference", "LS-0000-0000")];
            let nowhere = browser.post(&path, &fields).await;
            assert_eq!(nowhere.status, 422);
            assert_eq!(nowhere.values("#reference"), ["LS-0000-0000"]);
            assert_eq!(nowhere.links(".govuk-error-summary a"), ["#reference"]);
            let fields = [("go", "join_by"), ("version", &*version), ("reference", old.reference.as_str())];
            assert_eq!(browser.post(&path, &fields).await.status, 303);
            let joined = all(&app).remove(1);
            assert_eq!(joined.state, "joined");
            assert_eq!(press(&browser, &joined, "undo", None, "Kokeilin vain").await.status, 303);
            let new = &all(&app)[1];

            // The older one goes on in the newer one: that one takes over the older date.
            triage(&browser, old, &saara).await;
            let old = all(&app).remove(0);
            let page = browser.get(&format!("{}/same", old.path())).await;
            assert!(page.words().contains("Mahdollisesti sama lapsi"), "{}", page.words());
            let done = press(&browser, &old, "join", Some(new), "").await;
            assert!(done.location().ends_with(&format!("/staff/cases/{}/same", new.id)), "{}", done.location());
            let joined = all(&app);
            assert_eq!((joined[0].state.as_str(), joined[0].in_queue), ("joined", false));
            assert_eq!(joined[0].pending_since, Some(date("2026-11-20")), "it keeps its own date");
            assert_eq!((joined[1].state.as_str(), joined[1].in_queue), ("triaged", true));
            assert_eq!((joined[1].pending_since, joined[1].due), (Some(date("2026-11-20")), before[0].due));
            assert_eq!(logged(&app, "case_joined"), 4, "each of the two has its row, each time");

            let page = browser.get(&format!("{}/same", new.path())).await;
            let words = page.words();
            for shown in [
                "Yhdessä hoidettavat asiat", "Määräajat lasketaan päivästä pe 20.11.2026", "Liittänyt SAARA Mallinen",
                &format!("{} · pe 20.11.2026", old.reference), "Saman lapsen asia liitetty tähän",
            ] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            assert!(!words.contains("kanarialintu"), "no reporter stands in the group: {words}");
            assert!(!words.contains("Mahdollisesti sama lapsi Miksi"), "what is held together is not offered again");
            let papers = browser.get(&old.path()).await;
            assert_eq!(papers.status, 200, "its own papers stay, for whoever works on the other one");
            assert!(papers.words().contains("Tämä asia on liitetty toiseen saman lapsen asiaan."));

            // Without a reason nothing is undone, and what was typed stays.
            let short = press(&browser, &joined[0], "undo", None, "x").await;
            assert_eq!(short.status, 422);
            assert_eq!(short.values("#reason"), ["x"]);
            let stale = press(&browser, &old, "undo", None, "Kanarialintusyy").await;
            assert_eq!(stale.status, 409);
            assert_eq!(stale.values("#reason"), ["Kanarialintusyy"]);
            assert!(stale.words().contains("Joku muu muutti asiaa sillä välin."));
            let undone = press(&browser, &joined[0], "undo", None, "Olikin serkku").await;
            assert_eq!(undone.status, 303, "{}", undone.words());
            let after = all(&app);
            assert_eq!((after[0].state.as_str(), after[0].in_queue), ("triaged", true));
            assert_eq!((after[0].pending_since, after[0].due), (before[0].pending_since, before[0].due));
            assert_eq!((after[1].pending_since, after[1].due), (before[1].pending_since, before[1].due));
            assert_eq!(after[0].rank, ASSESSED, "its urgency is known: it does not stand among what nobody has assessed");
            assert_eq!(logged(&app, "join_undone"), 4);
        });
    }

    fn a_joined_case_is_not_late_once_the_one_that_carries_it_has_begun(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&aino());
        let old = all(&app).remove(0);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let version = browser.get(&old.path()).await.values("input[name=version]").remove(0);
            let me = saara.account.id.to_string();
            let fields = [
                ("version", version.as_str()), ("urgency", "not_urgent"), ("decision", "start_assessment"), ("assignee", me.as_str()),
                ("go", "save"),
            ];
            let begun = browser.post(&format!("{}/triage", old.path()), &fields).await;
            assert_eq!(begun.status, 303, "{}", begun.words());
            later(&app, TimeDelta::days(3));
            app.file(&aino());
            let browser = site.signed_in(&app, &saara).await;
            triage(&browser, &all(&app)[1], &saara).await;
            let joined = press(&browser, &all(&app)[1], "join", Some(&old), "").await;
            assert_eq!(joined.status, 303, "{}", joined.words());
            let (old, new) = { let mut all = all(&app); (all.remove(0), all.remove(0)) };
            assert_eq!((old.state.as_str(), new.state.as_str()), ("under_assessment", "joined"));

            // Its own seventh working day is long past, and the clock stopped in time.
            later(&app, TimeDelta::days(30));
            let browser = site.signed_in(&app, &saara).await;
            for path in [new.path(), format!("{}/assessment", new.path()), format!("{}/same", new.path()), format!("{}/same", old.path())] {
                let words = browser.get(&path).await.words();
                assert!(words.contains("Alkoi pe 20.11."), "{path}: {words}");
                assert!(!words.contains("myöhässä"), "{path}: {words}");
                assert!(words.contains("päivää jäljellä"), "{path}: the other clock runs: {words}");
            }
        });
    }

    fn a_question_stands_before_its_answer_also_on_the_timeline_of_a_group(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&aino());
        let report: String = app
            .store
            .read("look", |tx| -> Result<_, StoreError> { Ok(reports::table.select(reports::id).first(tx.conn())?) })
            .expect("the report");
        later(&app, TimeDelta::days(3));
        app.file(&aino());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            triage(&browser, &all(&app)[1], &saara).await;
            let (old, new) = { let mut all = all(&app); (all.remove(0), all.remove(0)) };
            let joined = press(&browser, &new, "join", Some(&old), "").await;
            assert_eq!(joined.status, 303, "{}", joined.words());
            let sending = hidden(&browser.get(&old.path()).await.text, "sending").expect("a form for a question");
            let fields = [("question", "Milloin kuulit tämän?"), ("sending", sending.as_str()), ("go", "ask")];
            let asked = browser.post(&format!("{}/question", old.path()), &fields).await;
            assert_eq!(asked.status, 303, "{}", asked.words());

            // The reporter answers within the hour, of which alone is known when that was.
            let answer = Text::parse("Eilen.", 100).unwrap().unwrap();
            let from = add_information::From::Page { page: "1".to_owned(), answers: Vec::new() };
            let report = report.parse().expect("an id");
            let added = add_information::add(&app, report, Letter::of(&answer), &from, app.clock.now());
            assert!(added.is_ok(), "{added:?}");
            for path in [old.path(), format!("{}/same", old.path())] {
                let words = browser.get(&path).await.words();
                let place = |event: &str| words.rfind(event).unwrap_or_else(|| panic!("{event} on {path}: {words}"));
                assert!(place("Ilmoittajalta kysytty") < place("Ilmoittaja lähetti viestin"), "{path}: {words}");
            }
        });
    }

    fn the_people_of_a_joined_report_are_told_before_the_case_that_carries_it_is_finished(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&office]);
        app.file(&aino());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let carrying = started(&browser, &saara).await;
            later(&app, TimeDelta::days(3));
            app.file(&aino());
            let browser = site.signed_in(&app, &saara).await;
            // Whose the joined one was does not matter: it goes on with the one that carries it.
            triage(&browser, &all(&app)[1], &pekka).await;
            let (old, new) = { let mut all = all(&app); (all.remove(0), all.remove(0)) };
            assert_eq!(press(&browser, &new, "join", Some(&old), "").await.status, 303);
            tell_everybody(&browser, &carrying).await;

            // The seventh working day of the second report is Wednesday 2 December.
            later(&app, TimeDelta::days(8));
            let browser = site.signed_in(&app, &saara).await;
            let reminded = format!("{} · Katso uudelleen, kenelle kerrotaan, ke 2.12.", new.reference);
            let desk = browser.get("/staff/").await.words();
            assert!(desk.contains(&reminded), "{desk}");
            assert!(browser.get(&new.path()).await.words().contains("Kertomatta 2 / 2. Määräpäivä: ke 2.12."));
            let work = format!("{carrying}/assessment");
            let page = browser.get(&work).await;
            assert!(page.words().contains(&format!("{} · Kertomatta: 2", new.reference)), "{}", page.words());
            let end = [("finish_outcome", "no_need"), ("finish_on", "1.12.2026"), ("finish_reason", "Ei tarvetta.")];
            let blocked = fill(&browser, &work, &page, "finish", &end).await;
            assert_eq!(blocked.status, 422, "{}", blocked.words());

            // In the joined case who is told is written down, and contacts; nothing else is.
            let own = format!("{}/assessment", new.path());
            let page = browser.get(&own).await;
            assert!(page.buttons("button[value=note]").is_empty(), "notes are written into the other one");
            let contact = [
                ("contact_with", "guardian"), ("contact_channel", "call"), ("contact_result", "not_reached"),
                ("contact_note", "Ei vastaa"), ("contact_date", "30.11.2026"), ("contact_time", "10"),
                ("contact_next_date", "2.12.2026"), ("contact_next_time", "10"),
            ];
            let promised = fill(&browser, &own, &page, "contact", &contact).await;
            assert_eq!(promised.status, 303, "{}", promised.words());
            assert!(browser.get("/staff/").await.words().contains("Luvattu yhteydenotto"));
            tell_everybody(&browser, &new.path()).await;
            assert!(!browser.get("/staff/").await.words().contains("Katso uudelleen"));

            let page = browser.get(&work).await;
            assert!(!page.words().contains("Kertomatta"), "{}", page.words());
            let finished = fill(&browser, &work, &page, "finish", &end).await;
            assert_eq!(finished.status, 303, "{}", finished.words());
            let page = browser.get(&work).await;
            assert_eq!(fill(&browser, &work, &page, "close", &[]).await.status, 303);
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains("Luvattu yhteydenotto"), "what was promised ends with the one that carries it: {desk}");
        });
    }

    fn the_people_of_a_joined_report_are_told_before_the_contact_that_carries_it_ends(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&aino());
        later(&app, TimeDelta::days(3));
        app.file(&aino());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            triage(&browser, &all(&app)[1], &saara).await;
            let (old, new) = { let mut all = all(&app); (all.remove(0), all.remove(0)) };
            assert_eq!(press(&browser, &new, "join", Some(&old), "").await.status, 303);
            become_contact(&browser, &old, &saara).await;
            tell_everybody(&browser, &old.path()).await;
            let own = format!("{}/assessment", new.path());
            let promise = [
                ("contact_with", "guardian"), ("contact_channel", "call"), ("contact_result", "not_reached"),
                ("contact_note", "Ei vastaa"), ("contact_date", "22.11.2026"), ("contact_time", "10"),
                ("contact_next_date", "24.11.2026"), ("contact_next_time", "10"),
            ];
            let promised = fill(&browser, &own, &browser.get(&own).await, "contact", &promise).await;
            assert_eq!(promised.status, 303, "{}", promised.words());
            assert!(browser.get("/staff/").await.words().contains("Luvattu yhteydenotto"));

            let path = format!("{}/contact", old.path());
            let page = browser.get(&path).await;
            assert!(page.words().contains(&format!("{} · Kertomatta: 2", new.reference)), "{}", page.words());
            let ended = [("ended_started", "23.11.2026"), ("ended_on", "23.11.2026"), ("ended_outcome", "Perhe saa tukea")];
            let blocked = fill(&browser, &path, &page, "ended", &ended).await;
            assert_eq!((blocked.status, all(&app)[0].state.as_str()), (422, "handled_as_contact"), "{}", blocked.words());
            assert!(blocked.words().contains("Joltakulta puuttuu tieto ilmoituksesta."), "{}", blocked.words());

            tell_everybody(&browser, &new.path()).await;
            let page = browser.get(&path).await;
            assert!(!page.words().contains("Kertomatta"), "{}", page.words());
            let done = fill(&browser, &path, &page, "ended", &ended).await;
            assert_eq!((done.status, all(&app)[0].state.as_str()), (303, "closed"), "{}", done.words());
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains("Luvattu yhteydenotto"), "what was promised ends with the one that carries it: {desk}");
        });
    }

    fn a_contact_begins_by_its_own_date_once_the_earlier_case_has_left_it(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&aino());
        later(&app, TimeDelta::days(3));
        app.file(&aino());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            triage(&browser, &all(&app)[0], &saara).await;
            let (old, new) = { let mut all = all(&app); (all.remove(0), all.remove(0)) };
            assert_eq!(press(&browser, &old, "join", Some(&new), "").await.status, 303);
            become_contact(&browser, &new, &saara).await;
            later(&app, TimeDelta::days(7));
            let browser = site.signed_in(&app, &saara).await;
            let due = format!("{} · Yhteydenoton arviointi alkaa viimeistään", new.reference);
            let desk = browser.get("/staff/").await.words();
            assert!(desk.contains(&format!("{due} ti 1.12.")), "by the date of the earlier one: {desk}");
            assert_eq!(press(&browser, &all(&app)[0], "undo", None, "Olikin serkku").await.status, 303);
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains(&due), "its own day is further: {desk}");
            later(&app, TimeDelta::days(1));
            let browser = site.signed_in(&app, &saara).await;
            let desk = browser.get("/staff/").await.words();
            assert!(desk.contains(&format!("{due} ke 2.12.")), "{desk}");
        });
    }

    fn a_case_that_stands_for_itself_again_is_no_reminder_any_more(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&aino());
        later(&app, TimeDelta::days(3));
        app.file(&aino());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            triage(&browser, &all(&app)[1], &saara).await;
            let (old, new) = { let mut all = all(&app); (all.remove(0), all.remove(0)) };
            assert_eq!(press(&browser, &new, "join", Some(&old), "").await.status, 303);
            later(&app, TimeDelta::days(8));
            let browser = site.signed_in(&app, &saara).await;
            assert!(browser.get("/staff/").await.words().contains("Katso uudelleen, kenelle kerrotaan"));
            assert_eq!(press(&browser, &all(&app)[1], "undo", None, "Olikin serkku").await.status, 303);
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains("Katso uudelleen"), "the queue keeps it in sight: {desk}");
        });
    }

    fn a_triage_that_joins_signs_the_urgency_and_leads_to_the_childs_other_cases(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&aino());
        later(&app, TimeDelta::days(3));
        app.file(&aino());
        let new = all(&app).remove(1);
        served(&app, async |site| {
            let fields = |version: &str| {
                let fields = [("version", version), ("urgency", "urgent"), ("decision", "join"), ("go", "save_next")];
                let mut fields: Vec<_> = fields.map(|(name, value)| (name, value.to_owned())).into();
                fields.push(("assignee", saara.account.id.to_string()));
                fields
            };
            let triage = format!("{}/triage", new.path());
            let post = async |browser: &Browser<'_>| {
                let version = browser.get(&new.path()).await.values("input[name=version]").remove(0);
                let fields = fields(&version);
                let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                browser.post(&triage, &fields).await
            };
            // An intake worker proposes it, without a reason: the other case is reason enough.
            let intake = site.signed_in(&app, &maija).await;
            assert_eq!(post(&intake).await.status, 303);
            assert_eq!(all(&app)[1].state, "received", "a proposal joins nothing");
            let social = site.signed_in(&app, &saara).await;
            let proposed = social.get(&new.path()).await;
            assert!(proposed.words().contains("Liitetään saman lapsen toiseen asiaan"), "{}", proposed.words());
            let version = proposed.values("input[name=version]").remove(0);
            let accepted = social.post(&triage, &[("version", version.as_str()), ("go", "accept")]).await;
            assert!(accepted.location().ends_with(&format!("/staff/cases/{}/same", new.id)), "{}", accepted.location());
            let (old, new) = { let mut all = all(&app); (all.remove(0), all.remove(0)) };
            assert_eq!((new.state.as_str(), new.in_queue), ("triaged", true), "it waits in the queue until it is joined");
            let joined = press(&social, &new, "join", Some(&old), "").await;
            assert_eq!(joined.status, 303, "{}", joined.words());
            assert_eq!(all(&app)[1].state, "joined");
        });
    }

    fn the_queue_marks_what_may_be_the_same_child_until_somebody_says_otherwise(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&known("", "Väinö", "Esimerkki", "Kanarialintukatu 5 A 12"));
        app.file(&aino());
        let mut siblings = aino();
        let again = siblings["children"][0].clone();
        siblings["children"] = json!([again, {"first_names": "Onni", "last_name": "Kanarialintunen", "birth_date": "2019-01-02",
            "residence": {"municipality": "049"}}]);
        later(&app, TimeDelta::days(1));
        app.file(&siblings);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let marked = async || browser.get("/staff/queue").await.words().matches("Sama lapsi?").count();
            assert_eq!(marked().await, 2, "both cases of the child, neither the brother's nor the one of the same house");
            let both: Vec<Stands> = all(&app).into_iter().filter(|case| {
                let row = case.path();
                app.store.read("look", |tx| -> Result<bool, StoreError> {
                    use huoli::store::schema::blind_indexes::dsl;
                    let codes = dsl::blind_indexes.filter(dsl::case_id.eq(case.id.to_string())).filter(dsl::label.eq("identity_code"));
                    Ok(codes.count().get_result::<i64>(tx.conn())? > 0)
                }).expect(&row)
            }).collect();
            assert_eq!(both.len(), 2);
            let said = press(&browser, &both[1], "other_child", Some(&both[0]), "").await;
            assert_eq!(said.status, 303, "{}", said.words());
            assert_eq!(marked().await, 0);
        });
    }

    fn what_somebody_said_of_two_children_is_remembered_and_can_be_taken_back(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&known("", "Aino", "Mallinen", "Mallikatu 5 A 12"));
        later(&app, TimeDelta::days(1));
        app.file(&known("", "Väinö", "Esimerkki", "mallikatu 5a12"));
        let both = all(&app);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            assert!(browser.get(&both[1].path()).await.words().contains("Sama osoite"));
            let said = press(&browser, &both[1], "other_child", Some(&both[0]), "").await;
            assert_eq!(said.status, 303, "{}", said.words());
            for case in &both {
                let words = browser.get(&case.path()).await.words();
                assert!(words.contains("Samasta lapsesta ei löytynyt muita asioita.") && !words.contains("Sama osoite"), "{words}");
            }
            assert_eq!(logged(&app, "other_child_said"), 1);
            let page = browser.get(&format!("{}/same", both[0].path())).await;
            assert!(page.buttons("button[name=go]").contains(&"take_back".to_owned()), "from either side");
            let back = press(&browser, &both[0], "take_back", Some(&both[1]), "").await;
            assert_eq!(back.status, 303);
            assert!(browser.get(&both[1].path()).await.words().contains("Sama osoite"));
            assert_eq!(logged(&app, "other_child_taken_back"), 1);
        });
    }

    fn a_protected_address_matches_nobody_and_another_office_is_only_told_that_there_is_something(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let reader = worker(&app, "reader", Role::SocialWorker, &[&office]);
        let mut hidden = known("", "Salla", "Salattu", "Turvakatu 1");
        hidden["children"][0]["protected_address"] = json!(true);
        app.file(&hidden);
        app.file(&known("", "Ville", "Avoin", "Turvakatu 1"));
        let own = all(&app);
        let other = neighbour(&app, &office);
        let elsewhere = worker(&app, "naapuri", Role::SocialWorker, &[&other]);
        app.file(&aino());
        let foreign = all(&app).into_iter().find(|case| !own.contains(case)).expect("the third");
        let (moved, county, far) = (foreign.id.to_string(), other.id.to_string(), far_away(&app, &office));
        // Aino's first case is the neighbour's.
        app.store.write("move", move |tx| -> Result<(), StoreError> {
            diesel::update(cases::table.find(&moved)).set(cases::office.eq(&county)).execute(tx.conn())?;
            Ok(())
        }).expect("it is moved");
        later(&app, TimeDelta::days(1));
        app.file(&aino());
        let last = all(&app).pop().expect("the last");
        served(&app, async |site| {
            let browser = site.signed_in(&app, &reader).await;
            for case in &own {
                let words = browser.get(&case.path()).await.words();
                assert!(words.contains("Samasta lapsesta ei löytynyt muita asioita."), "{words}");
            }
            let words = browser.get(&last.path()).await.words();
            assert!(words.contains("Osumia on muualla hyvinvointialueella. Pyydä esihenkilöltä lupa."), "{words}");
            assert!(!words.contains(&foreign.reference) && !words.contains("Sama henkilötunnus"), "{words}");
            let refused = press(&browser, &last, "other_child", Some(&foreign), "").await;
            assert_eq!(refused.status, 404, "what is not shown cannot be named either");
            // Beyond one's offices the page is not there.
            let neighbour = site.signed_in(&app, &elsewhere).await;
            neighbour.get("/staff/").await;
            assert_eq!(neighbour.get(&format!("{}/same", last.path())).await.status, 404);
            assert_eq!(press(&neighbour, &last, "join", Some(&foreign), "").await.status, 404);
            for role in [Role::CountyAdmin, Role::Auditor] {
                let person = worker(&app, role.as_str(), role, &[&office]);
                let browser = site.signed_in(&app, &person).await;
                assert_eq!(browser.get(&format!("{}/same", last.path())).await.status, 404, "{role}");
            }
            let stranger = worker(&app, "vieras", Role::Supervisor, &[&far]);
            let browser = site.signed_in(&app, &stranger).await;
            assert_eq!(browser.get(&format!("{}/same", last.path())).await.status, 404);
        });
    }
}
