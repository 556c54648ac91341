//! A worker asks, the reporter answers by the code, and the answer stands before the workers: the whole walk, and its edges.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Exceptions, Role, Scope};
use huoli::domain::language::Language;
use huoli::domain::text::Text;
use huoli::ids::{IdSource, OsIds};
use huoli::intake::IntakeError;
use huoli::intake::mailbox::ask_reporter::{Asked, ask};
use huoli::intake::session::Session;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, case_events, cases, messages};
use serde_json::{Value, json};
use uuid::Uuid;

use super::assessment::fill;
use super::transfer::{sent, triaged};
use super::{Answer, PASSWORD, about, espoo, far_away, hidden, later, office as office_of, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

/// Texts of messages that are stored: how many questions and how many answers.
fn stored(app: &TestApp) -> (i64, i64) {
    let count = |direction: &'static str| {
        app.store.read("count", move |tx| -> Result<i64, StoreError> {
            let of = messages::table.filter(messages::direction.eq(direction));
            Ok(of.count().get_result(tx.conn())?)
        })
    };
    (count("question").unwrap(), count("answer").unwrap())
}

/// What the form of the page makes one sending of.
fn sending(page: &Answer) -> String {
    hidden(&page.text, "sending").expect("a form for a question")
}

/// Ids of which the second one that is drawn was given before.
struct Twice {
    given: Uuid,
    drawn: AtomicUsize,
}

impl IdSource for Twice {
    fn fill(&self, buffer: &mut [u8]) {
        OsIds.fill(buffer);
    }

    fn uuid(&self) -> Uuid {
        if self.drawn.fetch_add(1, Ordering::Relaxed) == 1 {
            self.given
        } else {
            OsIds.uuid()
        }
    }
}

fn with_names() -> Value {
    let mut document = about("Huoli");
    document["children"][0]["first_names"] = json!("Aino");
    document["guardians"] = json!([{"name": "Helmi Mallinen"}]);
    document
}

on_both! {
    fn a_question_is_answered_by_the_code_and_the_answer_comes_back(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        // The reporter's own way to a code.
        let public = Site::start(&app);
        let mut visitor = Visitor::open(&public.address, "/");
        visitor.walk_to_the_check_page("02770 Espoo", "Lapsi itkee öisin.").press("send", &[]);
        let code = visitor.seen.text(".huoli-code");
        assert!(!code.is_empty(), "{}", visitor.seen.text("main"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            assert!(page.words().contains("Viestit ilmoittajan kanssa Ei viestejä."), "{}", page.words());
            let once = sending(&page);
            let ready = page.values("input[name=ready]");
            assert_eq!(ready.len(), 6);
            let fields = [("ready", ready[1].as_str()), ("question", "Oliko joku muu paikalla?"), ("sending", once.as_str()), ("go", "ask")];
            for _ in 0..2 {
                let sent = browser.post(&format!("{path}/question"), &fields).await;
                assert_eq!(sent.status, 303, "{}", sent.words());
                assert_eq!(sent.location(), format!("../../..{path}"));
            }
            assert_eq!(stored(&app), (1, 0), "a double click asks once");
            let page = browser.get(&path).await;
            let words = page.words();
            assert!(words.contains("Odottaa vastausta") && words.contains("Kysymys, MAIJA Mallinen"), "{words}");
            assert!(words.contains("Odottaa lisätietoa"), "{words}");
            let queue = browser.get("/staff/queue").await;
            assert!(queue.select("tbody .govuk-tag").contains(&"Odottaa lisätietoa".to_owned()), "{}", queue.words());
            assert!(words.contains("Ilmoittajalta kysytty: MAIJA Mallinen"), "it stands on the timeline: {words}");
            let desk = browser.get("/staff/").await.words();
            assert!(!desk.contains("Uusia viestejä"), "{desk}");
        });

        let mut visitor = Visitor::open(&public.address, "/sv/followup");
        visitor.press("open", &[("code", &code)]);
        let text = visitor.seen.text("main");
        assert!(text.contains("Du har en fråga") && text.contains("Oliko joku muu paikalla?"), "{text}");
        assert!(text.contains("Milloin näit tai kuulit tämän viimeksi?"), "in the language of the report: {text}");
        assert!(!text.contains("MAIJA"), "no name: {text}");
        visitor.press("send", &[("message", "Naapuri oli paikalla.")]);
        assert_eq!(visitor.seen.status, 200);

        later(&app, TimeDelta::minutes(1));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains("Uusia viestejä ilmoittajilta: 1"), "{}", desk.words());
            let queue = browser.get("/staff/queue").await;
            assert!(queue.select("tbody .govuk-tag").contains(&"Uusi viesti".to_owned()));
            assert!(!queue.words().contains("Odottaa lisätietoa"), "it is answered: {}", queue.words());
            let path = queue.cases().remove(0);
            assert_eq!(desk.links("main a[href^=cases]"), [path.trim_start_matches("/staff/")]);
            let page = browser.get(&path).await;
            let words = page.words();
            assert!(words.contains("Naapuri oli paikalla.") && words.contains("Uusi viesti"), "{words}");
            assert!(!words.contains("Odottaa vastausta"), "{words}");
            assert!(words.contains("klo 14 jälkeen · Ilmoittaja lähetti viestin"), "{words}");
            let again = browser.get(&path).await.words();
            assert!(again.contains("Naapuri oli paikalla.") && !again.contains("Uusi viesti"), "it was read: {again}");
            assert!(!browser.get("/staff/").await.words().contains("Uusia viestejä"));
        });
        let asked: i64 = app.store
            .read("look", |tx| -> Result<_, StoreError> {
                let rows = access_log::table.filter(access_log::action.eq("question_asked")).filter(access_log::event.is_not_null());
                Ok(rows.count().get_result(tx.conn())?)
            })
            .unwrap();
        assert_eq!(asked, 1);
    }

    fn a_question_that_tells_whom_it_is_about_has_to_be_confirmed(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&with_names());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let once = sending(&browser.get(&path).await);
            let ask = format!("{path}/question");
            for (text, warned) in [
                ("Missä Ainon koulu on?", "ilmoituksessa mainitun ihmisen nimi"),
                ("Onko Mallisen perhe tuttu?", "ilmoituksessa mainitun ihmisen nimi"),
                ("Soita 000 000 0000.", "puhelinnumero"),
                ("Kirjoita: a@county.example", "sähköpostiosoite"),
                ("Onko tunnus 010516B903X?", "henkilötunnus"),
            ] {
                let page = browser.post(&ask, &[("question", text), ("sending", &once), ("go", "ask")]).await;
                assert_eq!(page.status, 200, "{text}");
                assert!(page.words().contains(warned), "{text}: {}", page.words());
                assert_eq!(page.select("textarea"), [text], "the text stays");
                assert_eq!(sending(&page), once);
                assert!(page.buttons("main button").contains(&"anyway".to_owned()));
            }
            assert_eq!(stored(&app), (0, 0));
            let fields = [("question", "Missä Ainon koulu on?"), ("sending", &once), ("go", "anyway")];
            assert_eq!(browser.post(&ask, &fields).await.status, 303);
            assert_eq!(stored(&app), (1, 0));
            for wrong in ["", &"ä".repeat(2_001)] {
                let page = browser.post(&ask, &[("question", wrong), ("sending", &once), ("go", "ask")]).await;
                assert_eq!(page.status, 422);
                assert_eq!(page.links(".govuk-error-summary a"), ["#question"]);
            }
        });
    }

    fn who_took_no_code_cannot_be_asked_and_the_page_says_so(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let public = Site::start(&app);
        let mut visitor = Visitor::open(&public.address, "/");
        visitor.walk_to_the_check_page("02770 Espoo", "Lapsi itkee.").press("send", &[("no_code", "yes")]);
        assert_eq!(visitor.seen.text(".huoli-code"), "");
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            assert!(page.words().contains("Ilmoittaja ei ottanut seurantatunnusta"), "{}", page.words());
            assert!(hidden(&page.text, "sending").is_none(), "no form");
            let fields = [("question", "Missä lapsi on?"), ("sending", "x"), ("go", "ask")];
            let refused = browser.post(&format!("{path}/question"), &fields).await;
            assert_eq!((refused.status, refused.select("textarea")), (409, vec!["Missä lapsi on?".to_owned()]));
            assert_eq!(stored(&app), (0, 0));
        });
    }

    fn a_conflict_in_the_database_is_not_told_as_messages_that_have_ended(db: TestDb) {
        let mut app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&about("Huoli"));
        let (case, event): (String, String) = app.store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok((cases::table.select(cases::id).first(tx.conn())?, case_events::table.select(case_events::id).first(tx.conn())?))
            })
            .unwrap();
        let case: Uuid = case.parse().unwrap();
        let session = Session {
            id: Uuid::from_u128(1),
            user_name: maija.account.user_name.clone(),
            display_name: "Maija Mallinen".to_owned(),
            language: Language::Fi,
            accesskeys: true,
            quick_triage: false,
            scope: Scope {
                staff: maija.account.id,
                county: office.county,
                role: Role::IntakeWorker,
                social_worker: false,
                offices: vec![office.id],
                exceptions: Exceptions::default(),
            },
            proven_at: None,
        };
        let text = Text::parse("Oliko joku muu paikalla?", 100).unwrap().unwrap();
        let now = app.clock.now();
        // The question's id is new, that of its event is not.
        app.set(|app| app.ids = Arc::new(Twice { given: event.parse().unwrap(), drawn: AtomicUsize::new(0) }));
        let failed = ask(&app, &session, case, &text, "1", now);
        assert_eq!(failed, Err(IntakeError::Store(StoreError::Conflict)));
        assert_eq!(stored(&app), (0, 0), "nothing of it stays");
        assert_eq!(ask(&app, &session, case, &text, "1", now), Ok(Asked::Sent));
        assert_eq!(stored(&app), (1, 0));
    }

    fn no_other_office_reads_the_messages_or_asks(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let elsewhere = far_away(&app, &office);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::Supervisor, &[&elsewhere]);
        let auditor = worker(&app, "auditor", Role::Auditor, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let once = sending(&browser.get(&path).await);
            let ask = format!("{path}/question");
            let fields = [("question", "kanarialintu-kysymys"), ("sending", &once), ("go", "ask")];
            assert_eq!(browser.post(&ask, &fields).await.status, 303);
            for other in [&pekka, &auditor] {
                let theirs = site.signed_in(&app, other).await;
                theirs.get("/staff/").await;
                let absent = "/staff/cases/7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11/question";
                let nothing = theirs.post(absent, &fields).await;
                let foreign = theirs.post(&ask, &fields).await;
                assert_eq!((foreign.status, &foreign.text), (404, &nothing.text));
                let sure = [("question", "kanarialintu-kysymys"), ("sending", "x"), ("go", "anyway")];
                assert_eq!(theirs.post(&ask, &sure).await.status, 404);
                let page = theirs.get(&path).await;
                assert_eq!(page.status, 404);
                assert!(!page.text.contains("kanarialintu"));
            }
            assert_eq!(stored(&app), (1, 0));
        });
        let refused: i64 = app.store
            .read("look", |tx| -> Result<_, StoreError> {
                let rows = access_log::table.filter(access_log::action.eq("question_asked")).filter(access_log::result.eq("refused"));
                Ok(rows.count().get_result(tx.conn())?)
            })
            .unwrap();
        assert_eq!(refused, 2, "a try to ask is recorded; a try to have it looked over first is a refused look");
    }

    fn a_question_belongs_to_its_case_and_an_answer_to_the_whole_report(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let elsewhere = office_of(&app, "837", "33100");
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&elsewhere]);
        let mut document = about("Huoli");
        let second = json!({"residence": {"municipality": "837", "postal_code": "33100"}});
        document["children"].as_array_mut().unwrap().push(second);
        let receipt = app.file(&document);
        let code = receipt.follow_up_code.clone().unwrap();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let once = sending(&browser.get(&path).await);
            let fields = [("question", "kanarialintu-kysymys"), ("sending", &once), ("go", "ask")];
            assert_eq!(browser.post(&format!("{path}/question"), &fields).await.status, 303);
        });
        let public = Site::start(&app);
        let mut visitor = Visitor::open(&public.address, "/fi/followup");
        visitor.press("open", &[("code", &code)]);
        let text = visitor.seen.text("main");
        assert_eq!(text.matches("Sinulle on kysymys").count(), 1, "a line a case: {text}");
        assert_eq!(text.matches("LS-").count(), 2, "{text}");
        visitor.press("send", &[("message", "kanarialintu-vastaus")]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &pekka).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            assert!(page.words().contains("Uusi viesti") && page.text.contains("kanarialintu-vastaus"));
            assert!(!page.text.contains("kanarialintu-kysymys"), "it may tell of the other child");
        });
    }

    fn a_question_outlives_the_session_it_was_typed_in(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            let (once, ready) = (sending(&page), page.values("input[name=ready]").remove(0));
            later(&app, TimeDelta::minutes(16));
            let ask = format!("{path}/question");
            let own = "Mitä näit?\nMilloin?";
            let fields = [("ready", ready.as_str()), ("question", own), ("sending", &once), ("go", "ask")];
            let ended = browser.post(&ask, &fields).await;
            assert_eq!(ended.status, 403);
            let kept = hidden(&ended.text, "kept").expect("the form is kept");
            let (user, code) = ("maija", maija.code(&app));
            let sign_in = [("user_name", user), ("password", PASSWORD), ("code", &code), ("kept", &kept)];
            let page = browser.post("/staff/sign-in", &sign_in).await;
            assert_eq!(page.select(".huoli-words"), [ready.as_str(), own], "{}", page.words());
            let hidden_of = |name: &str| hidden(&page.text, name).expect("it is kept");
            let (ready, question, once) = (hidden_of("ready"), hidden_of("question"), hidden_of("sending"));
            let fields = [("ready", ready.as_str()), ("question", &question), ("sending", &once), ("go", "ask")];
            assert_eq!(browser.post(&ask, &fields).await.status, 303);
            assert_eq!(stored(&app), (1, 0));
            assert!(browser.get(&path).await.select(".huoli-words").iter().any(|words| words.contains("Milloin?")));
        });
    }

    fn an_office_to_which_a_case_is_offered_does_not_write_to_the_reporter(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = far_away(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&there]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (path, _) = triaged(&sender, &saara, "transfer").await;
            assert_eq!(sent(&sender, &path, &there).await.status, 303);
            let receiver = site.signed_in(&app, &pekka).await;
            let page = receiver.get(&path).await;
            assert_eq!(page.status, 200);
            assert!(hidden(&page.text, "sending").is_none(), "no form");
            let ask = format!("{path}/question");
            let fields = [("question", "Missä lapsi on?"), ("sending", "x"), ("go", "anyway")];
            assert_eq!(receiver.post(&ask, &fields).await.status, 404, "the sender answers for the child");
            assert_eq!(stored(&app), (0, 0));
            // Who has taken it asks.
            let transfer = format!("{path}/transfer");
            let taken = fill(&receiver, &transfer, &receiver.get(&transfer).await, "accept", &[]).await;
            assert_eq!(taken.status, 303, "{}", taken.words());
            let once = sending(&receiver.get(&path).await);
            let fields = [("question", "Missä lapsi on?"), ("sending", once.as_str()), ("go", "anyway")];
            let asked = receiver.post(&ask, &fields).await;
            assert_eq!(asked.status, 303, "{}", asked.words());
            assert_eq!(stored(&app), (1, 0));
        });
    }
}
