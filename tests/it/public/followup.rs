//! The mailbox that the follow-up code opens: what it shows, what it never shows, and what becomes of an answer.

use std::fs;
use std::time::Duration;

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope};
use huoli::domain::language::Language;
use huoli::domain::office::{Office, OfficeId};
use huoli::domain::text::Text;
use huoli::ids::{IdSource, OsIds};
use huoli::intake::add_staff::{self, NewPassword, NewStaff};
use huoli::intake::mailbox::ask_reporter::{self, Asked};
use huoli::intake::mailbox::end_old;
use huoli::intake::receipt::Receipt;
use huoli::intake::session::Session;
use huoli::intake::wizard_state;
use huoli::store::schema::{case_events, cases, messages, reports};
use huoli::store::{DatabaseUrl, StoreError, StoreSettings};
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use super::edges::too_busy;
use crate::harness::app::{TestApp, at};
use crate::harness::db::{Database, TestDb, on_both};
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor, select};

/// Of a message: instant, author, hour.
type Message = (Option<chrono::NaiveDateTime>, Option<String>, i64);

const DAY: &str = "pe 20.11.2026";
const WRONG: &str = "Tunnuksella ei löydy viestejä";

/// Files a report in which every field holds a word of its own.
pub fn filed(app: &TestApp) -> Receipt {
    app.file(&json!({
        "reporter": {"name": "Kanarialintu Ilmoittaja", "phone": "kanarialintu-puhelin"},
        "children": [{
            "first_names": "kanarialintu-etunimi", "last_name": "kanarialintu-sukunimi", "birth_date": "2016-05-01",
            "personal_identity_code": "010516B903X", "whereabouts": "kanarialintu-koulu",
            "residence": {"municipality": "049", "postal_code": "02770", "street_address": "kanarialintu-katu"},
        }],
        "guardians": [{"name": "kanarialintu-isa"}],
        "concern": {"description": "kanarialintu-huoli"},
        "worker_only": "kanarialintu-vain",
    }))
}

pub fn code(receipt: &Receipt) -> String {
    receipt.follow_up_code.clone().expect("a code")
}

/// Somebody who works for the office of the first case.
pub fn somebody(app: &TestApp, receipt: &Receipt) -> Session {
    let office: OfficeId = receipt.cases[0].office.as_ref().expect("an office").id;
    let office: Office = app.directory().rules.office(office).expect("it is known").clone();
    let new = NewStaff {
        county: office.county,
        offices: vec![office.id],
        user_name: "maija".to_owned(),
        display_name: "Maija Kanarialintu".to_owned(),
        role: Role::IntakeWorker,
        social_worker: false,
        language: Language::Fi,
        password: NewPassword::Random,
    };
    let added = add_staff::add(app, new).expect("the account is added");
    Session {
        id: OsIds.uuid(),
        user_name: added.user_name,
        display_name: "Maija Kanarialintu".to_owned(),
        language: Language::Fi,
        accesskeys: true,
        quick_triage: false,
        scope: Scope {
            staff: added.id,
            county: office.county,
            role: Role::IntakeWorker,
            social_worker: false,
            offices: vec![office.id],
            exceptions: huoli::domain::access::Exceptions::default(),
        },
        proven_at: None,
    }
}

pub fn case_of(app: &TestApp, receipt: &Receipt) -> Uuid {
    let reference = receipt.cases[0].reference.clone();
    let id: String = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .filter(cases::reference.eq(&reference))
                .select(cases::id)
                .first(tx.conn())?)
        })
        .expect("a case");
    id.parse().expect("an id")
}

fn ask(app: &TestApp, session: &Session, case: Uuid, text: &str) {
    let text = Text::parse(text, 2_000).unwrap().unwrap();
    let page = OsIds.uuid().to_string();
    let asked = ask_reporter::ask(app, session, case, &text, &page, app.clock.now()).expect("it is asked");
    assert_eq!(asked, Asked::Sent);
}

/// How many messages of reporters are stored.
pub fn answers(app: &TestApp) -> i64 {
    app.store
        .read("count", |tx| -> Result<_, StoreError> {
            Ok(messages::table
                .filter(messages::direction.eq("answer"))
                .count()
                .get_result(tx.conn())?)
        })
        .expect("they are counted")
}

pub fn opened(site: &Site, code: &str) -> Visitor {
    let mut visitor = Visitor::open(&site.address, "/fi/followup");
    visitor.press("open", &[("code", code)]);
    visitor
}

/// The questions that stand on the page.
fn questions(seen: &Seen) -> Vec<String> {
    let page = scraper::Html::parse_document(&seen.html);
    let all = select(&page, "p.huoli-words");
    all.into_iter().map(|words| words.text().collect()).collect()
}

fn nothing_of_the_report(seen: &Seen) {
    for word in ["anarialintu", "010516", "02770", "Espoo", "2016"] {
        assert!(!seen.html.contains(word), "{word} on {}", seen.heading());
    }
}

on_both! {
    fn the_code_shows_status_day_and_questions_and_nothing_else(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let mut start = Visitor::open(&site.address, "/");
        assert!(start.seen.html.contains("href=\"./fi/followup\""), "the start page leads there");
        start.seen = start.ask(&Method::GET, "/fi/followup", &[]);
        assert_eq!(start.seen.status, 200);

        let visitor = opened(&site, &code(&receipt));
        assert_eq!((visitor.seen.status, visitor.seen.heading().as_str()), (200, "Viestit"));
        let text = visitor.seen.text("main");
        for expected in [DAY, receipt.reference.as_str(), "Vastaanotettu", "Ei kysymyksiä. Voit lisätä tietoa."] {
            assert!(text.contains(expected), "{expected} is missing in {text}");
        }
        nothing_of_the_report(&visitor.seen);

        let (maija, case) = (somebody(&app, &receipt), case_of(&app, &receipt));
        ask(&app, &maija, case, "Missä lapsi on nyt?");
        app.clock.advance(TimeDelta::hours(20));
        ask(&app, &maija, case, "Milloin näit\nlapsen <viimeksi>?");
        let mut visitor = opened(&site, &code(&receipt));
        assert_eq!(questions(&visitor.seen), ["Missä lapsi on nyt?", "Milloin näit\nlapsen <viimeksi>?"]);
        let text = visitor.seen.text("main");
        assert!(text.contains("Sinulle on kysymys") && text.contains("Kysytty la 21.11.2026"), "{text}");
        nothing_of_the_report(&visitor.seen);

        let before: Vec<u8> = app.store
            .read("look", |tx| -> Result<_, StoreError> { Ok(reports::table.select(reports::body).first(tx.conn())?) })
            .unwrap();
        visitor.press("send", &[("message", "Kanarialintu näki lapsen kaupassa.")]);
        let text = visitor.seen.text("main");
        assert!(text.contains("Viesti on lähetetty.") && text.contains("Ei kysymyksiä"), "{text}");
        assert!(questions(&visitor.seen).is_empty());
        nothing_of_the_report(&visitor.seen);
        nothing_of_the_report(&opened(&site, &code(&receipt)).seen);
        let after: Vec<u8> = app.store
            .read("look", |tx| -> Result<_, StoreError> { Ok(reports::table.select(reports::body).first(tx.conn())?) })
            .unwrap();
        assert_eq!(after, before, "an answer is a new document");
        assert_eq!(answers(&app), 1);
    }

    fn the_code_is_taken_as_people_write_it(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let plain = code(&receipt).replace('-', "");
        let spaced = plain.as_bytes().chunks(4).map(|part| std::str::from_utf8(part).unwrap().to_lowercase());
        let spaced = spaced.collect::<Vec<_>>().join(" ");
        let misread = code(&receipt).replace('0', "O").replace('1', "l");
        for written in [plain, spaced, misread, format!("  {} ", code(&receipt))] {
            assert_eq!(opened(&site, &written).seen.heading(), "Viestit", "{written}");
        }
    }

    fn wrong_unknown_and_expired_codes_get_the_same_bytes(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let old = filed(&app);
        app.clock.advance_to(at("2027-02-18T23:00"));
        assert_eq!(opened(&site, &code(&old)).seen.heading(), "Viestit", "the last day");
        app.clock.advance_to(at("2027-02-19T00:01"));
        let young = filed(&app);
        let expired = opened(&site, &code(&old)).seen;
        assert_eq!(expired.status, 422);
        assert!(expired.text("main").contains(WRONG), "{}", expired.text("main"));
        let unknown = opened(&site, "0123-4567-89AB-CDEF-GHJK-MNPQ").seen;
        let wrong = opened(&site, "kissa").seen;
        end_old::run(&app, app.clock.now()).unwrap();
        let forgotten = opened(&site, &code(&old)).seen;
        for other in [&unknown, &wrong, &forgotten] {
            assert_eq!((other.status, &other.html), (expired.status, &expired.html));
            let without_date = |seen: &Seen| {
                let mut headers = seen.headers.clone();
                headers.remove("date");
                headers
            };
            assert_eq!(without_date(other), without_date(&expired));
        }
        let left: Vec<bool> = app.store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(reports::table.order(reports::received_on).select(reports::code_lookup.is_not_null()).load(tx.conn())?)
            })
            .unwrap();
        assert_eq!(left, [false, true], "the old code is forgotten, the young one is not");
        assert_eq!(opened(&site, &code(&young)).seen.heading(), "Viestit");
    }

    fn a_message_keeps_the_mailbox_open_for_as_long_again(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        app.clock.advance_to(at("2027-01-10T12:00"));
        opened(&site, &code(&receipt)).press("send", &[("message", "Lisään tiedon.")]);
        app.clock.advance_to(at("2027-04-10T12:00"));
        end_old::run(&app, app.clock.now()).unwrap();
        assert_eq!(opened(&site, &code(&receipt)).seen.heading(), "Viestit", "90 days after the message");
        app.clock.advance_to(at("2027-04-11T12:00"));
        assert!(opened(&site, &code(&receipt)).seen.text("main").contains(WRONG));
    }

    fn an_answer_that_is_sent_twice_is_stored_once(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let visitor = opened(&site, &code(&receipt));
        let form = visitor.filled("send", &[("message", "Näin lapsen.\nEilen.")]);
        let threads: Vec<_> = (0..6)
            .map(|_| {
                let (address, form) = (site.address.clone(), form.clone());
                std::thread::spawn(move || {
                    Visitor::open(&address, "/fi/followup").ask(&Method::POST, "/fi/followup", &form).status
                })
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), 200);
        }
        assert_eq!(answers(&app), 1);
        let other = visitor.filled("send", &[("message", "Näin lapsen.\nTänään.")]);
        assert_eq!(visitor.ask(&Method::POST, "/fi/followup", &other).status, 200);
        assert_eq!(answers(&app), 2, "other words from the same page are not dropped");
        let new: i64 = app.store
            .read("look", |tx| -> Result<_, StoreError> { Ok(cases::table.select(cases::new_messages).first(tx.conn())?) })
            .unwrap();
        assert_eq!(new, 2);
    }

    fn a_question_that_came_meanwhile_is_not_answered_by_an_older_page(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let (maija, case) = (somebody(&app, &receipt), case_of(&app, &receipt));
        ask(&app, &maija, case, "Ensimmäinen?");
        let mut visitor = opened(&site, &code(&receipt));
        ask(&app, &maija, case, "Toinen?");
        visitor.press("send", &[("message", "Vastaus ensimmäiseen.")]);
        assert_eq!(questions(&visitor.seen), ["Toinen?"]);
    }

    fn what_was_typed_stays_in_another_language_and_when_something_is_wrong(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let mut visitor = opened(&site, &code(&receipt));
        visitor.press("send", &[("message", "  \n ")]);
        assert_eq!(visitor.seen.status, 422);
        assert!(visitor.seen.text(".govuk-error-summary").contains("Kirjoita viesti."));
        let long = "ä".repeat(10_001);
        visitor.press("send", &[("message", &long)]);
        assert_eq!((visitor.seen.status, visitor.seen.value("message")), (422, vec![long]));
        visitor.press("lang:sv", &[("message", "Lapsi <itkee> & huutaa\nöisin.")]);
        assert_eq!(visitor.seen.heading(), "Meddelanden");
        assert_eq!(visitor.seen.value("message"), ["Lapsi <itkee> & huutaa\nöisin."]);
        visitor.press("close", &[("message", "Kesken.")]);
        assert_eq!(visitor.seen.heading(), "Ska meddelandena avslutas?");
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.value("message"), ["Kesken."]);
        assert_eq!(answers(&app), 0);
    }

    fn a_page_that_is_too_old_or_not_ours_gives_back_what_was_typed(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let visitor = opened(&site, &code(&receipt));
        let form = visitor.filled("send", &[("message", "Näin lapsen.")]);
        let with_state = |state: &str| -> Vec<(String, String)> {
            let mut form = form.clone();
            form.iter_mut().filter(|(name, _)| name == "state").for_each(|(_, value)| state.clone_into(value));
            form
        };
        let foreign = br#"{"mailbox":"7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11","page":"x"}"#;
        let foreign = wizard_state::seal(&app, foreign, app.clock.now()).unwrap();
        let wizard = Visitor::open(&site.address, "/fi").seen.value("state").remove(0);
        for state in ["kissa", &foreign, &wizard] {
            let seen = visitor.ask(&Method::POST, "/fi/followup", &with_state(state));
            assert_eq!((seen.status, seen.text("textarea").as_str()), (400, "Näin lapsen."));
            assert!(seen.text("aside").contains("112"));
        }
        app.clock.advance(TimeDelta::hours(26));
        let seen = visitor.ask(&Method::POST, "/fi/followup", &form);
        assert_eq!((seen.status, seen.text("textarea").as_str()), (410, "Näin lapsen."));
        assert!(seen.text("main").contains("Avaa viestit tunnuksella"));
        assert_eq!(answers(&app), 0);
    }

    fn closed_messages_show_that_they_have_ended(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        ask(&app, &somebody(&app, &receipt), case_of(&app, &receipt), "Missä lapsi on nyt?");
        let mut visitor = opened(&site, &code(&receipt));
        let form = visitor.filled("send", &[("message", "Näin lapsen.")]);
        visitor.press("close", &[]).press("close_now", &[]);
        for seen in [&visitor.seen, &opened(&site, &code(&receipt)).seen] {
            let text = seen.text("main");
            assert!(text.contains("Viestit päättyneet") && text.contains("ilmoita uudelleen"), "{text}");
            assert!(questions(seen).is_empty() && !seen.offers("send") && seen.value("message").is_empty());
        }
        let seen = visitor.ask(&Method::POST, "/fi/followup", &form);
        assert_eq!((seen.status, seen.text("textarea").as_str()), (410, "Näin lapsen."));
        assert_eq!(answers(&app), 0);
    }

    fn guessing_is_slowed_down_and_told_how_long_to_wait(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let mut visitor = Visitor::open(&site.address, "/fi/followup");
        for number in 0..6 {
            visitor.press("open", &[("code", &format!("0123-4567-89AB-CDEF-GHJK-MNP{number}"))]);
            assert_eq!(visitor.seen.status, 422, "{number}");
        }
        let open = visitor.filled("open", &[("code", &code(&receipt))]);
        visitor.seen = visitor.ask(&Method::POST, "/fi/followup", &open);
        assert_eq!(visitor.seen.status, 429, "a right one waits too");
        assert_eq!(visitor.seen.headers["retry-after"], "2");
        assert!(visitor.seen.text("main").contains("Yritä uudelleen 2 sekunnin kuluttua."));
        assert_eq!(Visitor::open(&site.address, "/").press("continue", &[]).seen.status, 200, "the wizard never waits");
        app.clock.advance(TimeDelta::seconds(2));
        visitor.press("open", &[("code", &code(&receipt))]);
        assert_eq!((visitor.seen.status, visitor.seen.heading().as_str()), (200, "Viestit"));
    }

    fn nothing_finer_than_the_hour_of_a_message_lies_in_clear(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        app.clock.advance(TimeDelta::minutes(17));
        opened(&site, &code(&receipt)).press("send", &[("message", "Näin lapsen.")]);
        let (rows, events): (Vec<Message>, Vec<(String, Option<chrono::NaiveDateTime>)>) = app.store
            .read("look", |tx| -> Result<_, StoreError> {
                let rows = messages::table.select((messages::sent_at, messages::author, messages::sent_hour)).load(tx.conn())?;
                let events = case_events::table.order(case_events::kind).select((case_events::kind, case_events::happened_at));
                Ok((rows, events.load(tx.conn())?))
            })
            .unwrap();
        assert_eq!(rows, [(None, None, 14)]);
        assert_eq!(events, [("message_received".to_owned(), None), ("received".to_owned(), None)]);
    }
}

fn the_text_stays_while_the_database_is_busy(database: Database) {
    let settings = StoreSettings {
        connections: 1,
        wait: Duration::from_millis(300),
        ..StoreSettings::default()
    };
    let Some(db) = TestDb::with(database, settings) else {
        return;
    };
    let app = TestApp::new(db);
    let site = Site::start(&app);
    let receipt = filed(&app);
    let mut visitor = opened(&site, &code(&receipt));
    let busy = too_busy(&app);
    visitor.press("send", &[("message", "Näin lapsen.")]);
    assert_eq!(visitor.seen.status, 503);
    assert!(visitor.seen.headers.contains_key("retry-after"));
    assert_eq!(visitor.seen.value("message"), ["Näin lapsen."]);
    let text = visitor.seen.text("body");
    assert!(
        text.contains("Viestiä ei ole vielä lähetetty") && text.contains("112"),
        "{text}"
    );
    drop(busy);
    for _ in 0..20 {
        visitor.press("send", &[]);
        if visitor.seen.status == 200 {
            break;
        }
        assert_eq!(visitor.seen.status, 503);
    }
    assert!(visitor.seen.text("main").contains("Viesti on lähetetty."));
    assert_eq!(answers(&app), 1);
}

#[test]
fn the_text_stays_while_sqlite_is_busy() {
    the_text_stays_while_the_database_is_busy(Database::Sqlite);
}

#[test]
fn the_text_stays_while_postgres_is_busy() {
    the_text_stays_while_the_database_is_busy(Database::Postgres);
}

#[test]
fn the_database_and_its_journal_hold_no_word_of_a_message() {
    let app = TestApp::new(TestDb::sqlite());
    let DatabaseUrl::Sqlite(file) = app.db.url.clone() else {
        panic!("a file")
    };
    let site = Site::start(&app);
    let receipt = filed(&app);
    let (maija, case) = (somebody(&app, &receipt), case_of(&app, &receipt));
    ask(&app, &maija, case, "pulmunen-kysymys?");
    let code = code(&receipt);
    opened(&site, &code).press("send", &[("message", "pulmunen-vastaus")]);
    let (mut read, mut found) = (0, false);
    for entry in fs::read_dir(file.parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        read += bytes.len();
        let holds = |word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        for word in ["pulmunen", &code, &code.replace('-', "")] {
            assert!(!holds(word), "{word} in {}", path.display());
        }
        found |= holds("question_asked");
    }
    assert!(
        found && read > 100_000,
        "what is in clear by design is found in {read} bytes"
    );
}
