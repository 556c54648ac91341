//! An opened case: everything that was sent, and not a word before the opening is recorded.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::store::schema::{case_events, cases};
use huoli::store::{DatabaseUrl, StoreError};
use serde_json::{Value, json};

use super::{about, espoo, office, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// A professional's report in which every field holds a word of its own.
fn whole() -> (Value, Vec<String>) {
    let mut words = Vec::new();
    let mut word = |name: &str| {
        words.push(format!("kanarialintu-{name}"));
        format!("kanarialintu-{name}")
    };
    let document = json!({
        "reporter_role": "professional",
        "reporter": {"authority": "education", "organisation": word("koulu"), "unit": word("yksikko"),
            "title": word("nimike"), "name": word("ilmoittaja"), "phone": word("puhelin"), "email": word("posti")},
        "children": [
            {"first_names": word("etunimi"), "last_name": word("sukunimi"), "personal_identity_code": "010516B903X",
             "birth_date": "2016-05-01", "age_estimate": word("ika"), "whereabouts": word("paivakoti"),
             "residence": {"municipality": "049", "postal_code": "02770", "street_address": word("katu")},
             "recognise_text": word("tuntomerkki"), "guardians_text": word("huoltajat"), "own_concern": word("oma")},
            {"first_names": word("sisarus"), "residence": {"municipality": "837", "postal_code": "33100"}},
        ],
        "unborn_child": {"expected_birth_text": word("laskettu"), "parents": [{"name": word("odottava")}]},
        "guardians": [{"name": word("isa"), "phone": word("isan-puhelin"), "told": "no", "not_told_reason": word("syy")}],
        "concern": {"description": format!("{}\ntoinen rivi", word("huoli")), "observed": word("havainto"),
            "reasons": ["neglect", "violence"], "urgency": "within_days", "ongoing": "repeats"},
        "history_text": word("historia"), "support_tried_text": word("tuki"), "child_view_text": word("lapsen-nakemys"),
        "family_view_text": word("perheen-nakemys"), "police_told": "no", "worker_only": word("vain"),
        "place_of_concern": word("paikka"), "safe_contact": word("turvallinen"),
    });
    (document, words)
}

/// How often each kind of event stands in the store, and by whom.
fn events(app: &TestApp) -> Vec<(String, Option<String>)> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(case_events::table
                .order((
                    case_events::happened_on,
                    case_events::happened_hour,
                    case_events::kind.desc(),
                ))
                .select((case_events::kind, case_events::actor))
                .load(tx.conn())?)
        })
        .expect("the events are read")
}

on_both! {
    fn a_worker_reads_everything_that_was_sent(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let (document, sent) = whole();
        let receipt = app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            // The unborn child, of whom no place is told, is the same office's.
            let queue = browser.get("/staff/queue").await;
            let first = &receipt.cases[0].reference;
            let place = queue.references().iter().position(|found| found == first);
            let path = queue.cases().remove(place.expect("the first child's case"));
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200);
            for word in &sent {
                assert!(page.text.contains(word.as_str()), "{word} is missing in {}", page.words());
            }
            let words = page.words();
            let reference = &receipt.cases[0].reference;
            assert_eq!(page.select("h1"), [format!("Asia {reference}")]);
            for shown in [
                "010516B903X", "1.5.2016", "Espoo", "Tampere", "Hoidon tai valvonnan puute", "Väkivalta",
                "toinen rivi", "Lapsi 1 (tämä asia)", "Vain työntekijälle", "ti 1.12. · 7. arkipäivä", "la 20.2.2027",
                "pe 20.11.2026 klo 14.05", "la 21.11.: ei lasketa, lauantai", "ti 1.12.: 7. arkipäivä",
                "su 6.12", "ma 22.2.2027", "26 §", "Postinumeron mukaan", "Opetustoimi",
                receipt.cases[1].reference.as_str(), receipt.cases[2].reference.as_str(),
            ] {
                // Independence Day lies after the seventh working day, so the count does not name it.
                assert_eq!(words.contains(shown), shown != "su 6.12", "{shown:?} in {words}");
            }
            let title = page.select("title").concat();
            assert!(title.contains(reference.as_str()) && !title.contains("kanarialintu"), "{title}");
            assert_eq!(page.select("dd span[lang=fi]").iter().filter(|said| said.contains("toinen rivi")).count(), 1);
        });
    }

    fn the_language_of_the_report_stands_at_its_words(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut report = crate::harness::app::report(&about("Jag är orolig"));
        report.language = huoli::domain::language::Language::Sv;
        app.try_file(&report).expect("the report is taken in");
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            assert!(page.select("span[lang=sv]").contains(&"Jag är orolig".to_owned()));
            assert!(page.words().contains("ruotsi"));
        });
    }

    fn an_anonymous_reporter_is_nobody_and_came_in_an_hour(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            app.clock.advance(chrono::TimeDelta::minutes(4));
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            let words = page.words();
            assert!(words.contains("Ilmoittaja on nimetön."), "{words}");
            assert!(words.contains("pe 20.11.2026 klo 14 jälkeen · Saapui"), "{words}");
            assert!(!words.contains("14.05"), "{words}");
            assert!(page.select("form input[name=reason]").is_empty());
        });
    }

    fn a_childs_own_wishes_stand_first(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut document = about("Huoli");
        document["reporter_role"] = json!("young_person");
        document["guardians_may_know"] = json!("no");
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            assert_eq!(page.select(".govuk-warning-text__text").len(), 2, "{}", page.words());
            for warning in ["Lapsi ei halua, että huoltajat saavat tietää.", "ei ole antanut lupaa soittaa kotiin"] {
                assert!(page.words().contains(warning), "{warning} in {}", page.words());
            }
        });
    }

    fn a_case_without_a_clock_says_so(db: TestDb) {
        let app = TestApp::new(db);
        let tampere = office(&app, "837", "33100");
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&tampere]);
        let mother = json!({"name": "kanarialintu-aiti", "role": "mother", "residence": {"municipality": "837"}});
        app.file(&json!({
            "unborn_child": {"expected_birth_date": "2027-03-01", "parents": [mother]},
            "concern": {"description": "Huoli"}, "support_needs": ["substances"],
        }));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let queue = browser.get("/staff/queue").await;
            assert!(queue.words().contains("Päihteiden ongelmakäytöstä"), "{}", queue.words());
            let words = browser.get(&queue.cases()[0]).await.words();
            for shown in ["Ei määräaikaa ennen syntymää", "kanarialintu-aiti", "1.3.2027", "Syntymätön"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
        });
    }

    fn every_opening_is_recorded_with_who_and_when(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            assert_eq!(events(&app).len(), 1, "a list opens nothing");
            let page = browser.get(&path).await;
            assert!(page.words().contains("Avattu: MAIJA Mallinen"), "{}", page.words());
            browser.get(&path).await;
            let opened = ("opened".to_owned(), Some(maija.account.id.to_string()));
            assert_eq!(events(&app), [("received".to_owned(), None), opened.clone(), opened]);
            let first: Option<chrono::NaiveDateTime> = app
                .store
                .read("look", |tx| -> Result<_, StoreError> {
                    Ok(cases::table.select(cases::opened_at).first(tx.conn())?)
                })
                .unwrap();
            assert_eq!(first, Some(app.clock.now().naive_utc()));
        });
    }

    fn without_a_record_nothing_is_shown(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&about("kanarialintu-huoli"));
        let refuse = match app.db.url {
            DatabaseUrl::Sqlite(_) => {
                "CREATE TRIGGER refuse BEFORE INSERT ON case_events BEGIN SELECT RAISE(ABORT, 'full'); END"
            }
            DatabaseUrl::Postgres(_) => {
                "ALTER TABLE case_events ADD CONSTRAINT refuse CHECK (kind <> 'opened') NOT VALID"
            }
        };
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            app.store
                .write("refuse", move |tx| -> Result<(), StoreError> { Ok(tx.conn().batch_execute(refuse)?) })
                .expect("the table refuses from now on");
            let page = browser.get(&path).await;
            assert!(page.status >= 500, "{}", page.status);
            assert!(!page.text.contains("kanarialintu"), "{}", page.words());
            let opened: i64 = app
                .store
                .read("look", |tx| -> Result<_, StoreError> {
                    Ok(cases::table.filter(cases::opened_at.is_not_null()).count().get_result(tx.conn())?)
                })
                .unwrap();
            assert_eq!(opened, 0);
        });
    }
}
