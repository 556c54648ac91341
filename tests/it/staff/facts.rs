//! Facts of a child that a worker completes: they stand beside the reporter's words, and everything that goes by what is known of
//! the child goes by them.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::office::Office;
use huoli::intake::{child_index, destinations};
use huoli::store::StoreError;
use huoli::store::schema::{
    access_log, blind_indexes, case_facts, cases, cases_to_index, person_blocks, reports,
};
use serde_json::{Value, json};

use super::assessment::{fill, logged, state, stored};
use super::transfer::{sent, triaged};
use super::{Answer, Browser, about, espoo, far_away, later, named, neighbour, office, served, worker};
use crate::harness::app::{TestApp, report};
use crate::harness::db::on_both;

/// A report by somebody who knew neither the child's name nor the municipality.
fn hardly_known() -> Value {
    json!({
        "reporter_role": "private_person",
        "children": [{
            "first_names": "Poika", "last_name": "Naapurista", "recognise_text": "Punainen reppu",
            "residence": {"postal_code": "02770"},
        }],
        "concern": {"description": "Huoli pojasta", "reasons": ["neglect"]},
    })
}

/// An earlier report about the same child, of whom everything is known.
fn well_known() -> Value {
    let mut document = hardly_known();
    document["children"][0] = json!({
        "first_names": "Eino", "last_name": "Kanarialintunen", "personal_identity_code": "010516B903X",
        "residence": {"postal_code": "02770"},
    });
    document
}

/// The office that gets `document`.
fn office_of(app: &TestApp, document: &Value) -> Office {
    let mut found = destinations::of(app, &report(document)).expect("an office");
    found.remove(0).office
}

/// The row of the queue with `reference`, as a person reads it, and the way to its case.
async fn row(browser: &Browser<'_>, reference: &str) -> (String, String) {
    let queue = browser.get("/staff/queue").await;
    let references = queue.references();
    let at = references.iter().position(|found| found == reference);
    let at = at.unwrap_or_else(|| panic!("{reference} stands in the queue: {references:?}"));
    let line = queue.select("tbody tr:has(th a)").remove(at);
    let words: Vec<&str> = line.split_whitespace().collect();
    (words.join(" "), queue.cases().remove(at))
}

/// Completes facts on the page as it is now.
async fn complete(browser: &Browser<'_>, case: &str, fields: &[(&str, &str)]) -> Answer {
    let path = format!("{case}/facts");
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.words());
    fill(browser, &path, &page, "complete", fields).await
}

/// The references that a search by `field` finds.
async fn found(browser: &Browser<'_>, field: &str, value: &str) -> Vec<String> {
    browser.get("/staff/search").await;
    let fields = [("purpose", "new_report"), (field, value)];
    let page = browser.post("/staff/search", &fields).await;
    assert_eq!(page.status, 200, "{}", page.words());
    page.references()
}

/// Everything that the reporter sent, sealed as it lies.
fn papers(app: &TestApp) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        let bodies = reports::table.order(reports::id).select(reports::body);
        let people = person_blocks::table
            .order(person_blocks::id)
            .select(person_blocks::sealed);
        Ok((bodies.load(tx.conn())?, people.load(tx.conn())?))
    });
    read.expect("the papers are read")
}

/// Everything that the read log tells in words.
fn log_words(app: &TestApp) -> Vec<String> {
    let read = app.store.read(
        "look",
        |tx| -> Result<Vec<(String, Option<String>)>, StoreError> {
            Ok(access_log::table
                .select((access_log::action, access_log::object))
                .load(tx.conn())?)
        },
    );
    let rows = read.expect("the log is read").into_iter();
    rows.map(|(action, object)| format!("{action} {}", object.unwrap_or_default()))
        .collect()
}

on_both! {
    fn a_child_without_a_name_is_completed_and_found_and_the_reporters_words_stay(db: TestDb) {
        let app = TestApp::new(db);
        let own = office_of(&app, &hardly_known());
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let earlier = app.file(&well_known()).reference;
        later(&app, TimeDelta::days(1));
        let reference = app.file(&hardly_known()).reference;
        let (earlier, reference) = (earlier.as_str(), reference.as_str());
        let before = papers(&app);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let (line, case) = row(&browser, reference).await;
            assert!(line.contains("Kunta puuttuu") && !line.contains("Sama lapsi?"), "{line}");
            let page = browser.get(&case).await;
            assert!(page.words().contains("Täydennä lapsen tietoja") && !page.words().contains(earlier), "{}", page.words());
            assert!(page.links("main a").iter().any(|link| link.ends_with("/facts")));
            assert_eq!(found(&browser, "name", "Kanarialintunen Eino").await, [earlier]);

            let name = [("first_names", "Eino"), ("last_name", "Kanarialintunen"), ("identity_code", "010516b903x")];
            let rest = [("municipality", "049"), ("language", "somali"), ("source", "Huoltaja puhelimessa")];
            let done = complete(&browser, &case, &[name.as_slice(), &rest].concat()).await;
            assert!(done.location().ends_with(&case), "{}", done.location());

            // What the reporter told stands as it stood, and beside it what was completed, by whom, when and from where.
            let words = browser.get(&case).await.words();
            for shown in [
                "Poika", "Naapurista", "Punainen reppu", "Ilmoittajan sanat eivät muutu.", "Täydennetyt tiedot",
                "Täydennetty la 21.11.2026 klo 14.05: MAIJA Mallinen", "Etunimet Eino", "Sukunimi Kanarialintunen", "Syntymäaika 1.5.2016",
                "Henkilötunnus 010516B903X", "Kotikunta Espoo", "Lapsen kieli somali", "Lähde Huoltaja puhelimessa",
                "Lapsen tietoja täydennetty: MAIJA Mallinen",
            ] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            assert!(!words.contains("Asia ei siirry itsestään"), "the same office answers there: {words}");
            assert_eq!(papers(&app), before, "the report is as it was, to the byte");
            assert_eq!(logged(&app, "facts_completed"), 1);

            // Lists, bar, candidates and search follow.
            assert!(words.contains(earlier) && words.contains("Sama henkilötunnus"), "{words}");
            let (line, _) = row(&browser, reference).await;
            for shown in ["Espoo", "s. 2016", "Sama lapsi?"] {
                assert!(line.contains(shown), "{shown} in {line}");
            }
            assert!(!line.contains("Kunta puuttuu"), "{line}");
            let bar = browser.get(&format!("{case}/assessment")).await.words();
            assert!(bar.contains("Eino Kanarialintunen") && bar.contains("s. 1.5.2016"), "{bar}");
            let (_, other) = row(&browser, earlier).await;
            assert!(browser.get(&other).await.words().contains(reference), "from the other side too");
            for (field, value) in [("name", "Kanarialintunen Eino"), ("identity_code", "010516B903X"), ("birth_date", "1.5.2016")] {
                assert_eq!(found(&browser, field, value).await, [reference, earlier], "{field}");
            }
            assert_eq!(found(&browser, "name", "Poika Naapurista").await, [reference], "by what was told as well");

            // The newest of each fact counts, and the older one stays to be read.
            later(&app, TimeDelta::minutes(1));
            let better = [("first_names", "Eino Olavi"), ("source", "Väestötiedot")];
            assert_eq!(complete(&browser, &case, &better).await.status, 303);
            let words = browser.get(&case).await.words();
            for shown in ["Etunimet Eino Sukunimi", "Etunimet Eino Olavi Lähde Väestötiedot", "klo 14.06: MAIJA"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            let bar = browser.get(&format!("{case}/facts")).await.words();
            assert!(bar.contains("Eino Olavi Kanarialintunen"), "{bar}");

            // What makes the hashes of older cases anew knows of it.
            app.store.write("again", |tx| -> Result<(), StoreError> {
                diesel::delete(blind_indexes::table).execute(tx.conn())?;
                let ids: Vec<String> = cases::table.select(cases::id).load(tx.conn())?;
                for id in ids {
                    diesel::insert_into(cases_to_index::table).values(cases_to_index::case_id.eq(id)).execute(tx.conn())?;
                }
                Ok(())
            }).expect("the hashes are gone");
            assert!(found(&browser, "name", "Olavi Kanarialintunen").await.is_empty());
            child_index::catch_up(&app).expect("they are made anew");
            assert_eq!(found(&browser, "name", "Olavi Kanarialintunen").await, [reference]);
            assert_eq!(found(&browser, "name", "Poika Naapurista").await, [reference]);
        });
        for bytes in stored(&app) {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains("kanarialintu") && !text.contains("010516b903x"), "a fact lies in clear");
        }
        for line in log_words(&app) {
            assert!(!line.to_lowercase().contains("kanarialintu"), "{line}");
        }
    }

    fn what_is_wrong_stands_at_its_field_and_everything_typed_stays(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::Supervisor, &[&neighbour(&app, &own)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let wrong = async |fields: &[(&str, &str)], at: &[&str]| {
                let answer = complete(&browser, &case, fields).await;
                assert_eq!(answer.status, 422, "{}", answer.words());
                assert_eq!(answer.links(".govuk-error-summary a"), at, "{}", answer.words());
                answer
            };
            wrong(&[], &["#birth_date", "#source"]).await;
            let typed = [("first_names", "<b>Eino"), ("identity_code", "010516B903Y"), ("municipality", "049"), ("source", "Äiti & isä")];
            let code = wrong(&typed, &["#identity_code"]).await;
            assert_eq!(code.values("#first_names"), ["<b>Eino"]);
            assert_eq!(code.values("#identity_code"), ["010516B903Y"]);
            assert_eq!(code.values("#municipality option[selected]"), ["049"]);
            assert_eq!(code.select("#source").concat().trim(), "Äiti & isä");
            assert!(code.words().contains("Tarkista henkilötunnus."), "{}", code.words());
            let other_day = [("birth_date", "2.5.2016"), ("identity_code", "010516B903X"), ("source", "Äiti")];
            let day = wrong(&other_day, &["#identity_code"]).await;
            assert!(day.words().contains("Henkilötunnus ja syntymäaika tarkoittavat eri päivää."), "{}", day.words());
            let places = [("municipality", "999"), ("postal_code", "0277"), ("source", "Äiti")];
            wrong(&places, &["#municipality", "#postal_code"]).await;
            for day in ["1.12.2026", "1.5.0216", "0216-05-01", "+12026-05-01"] {
                wrong(&[("birth_date", day), ("source", "Äiti")], &["#birth_date"]).await;
            }
            assert_eq!(logged(&app, "facts_completed"), 0);

            // Two write at once: the second one reads that it was changed, and loses nothing.
            let path = format!("{case}/facts");
            let page = browser.get(&path).await;
            let first = [("first_names", "Eino"), ("source", "Äiti")];
            assert_eq!(fill(&browser, &path, &page, "complete", &first).await.status, 303);
            let second = fill(&browser, &path, &page, "complete", &[("first_names", "Enni"), ("source", "Isä")]).await;
            assert_eq!((second.status, second.values("#first_names")), (409, vec!["Enni".to_owned()]));
            assert!(second.words().contains("Joku muu muutti tätä sillä välin."), "{}", second.words());
            assert_eq!(logged(&app, "facts_completed"), 1);

            let other = site.signed_in(&app, &pekka).await;
            other.get("/staff/queue").await;
            assert_eq!(other.get(&path).await.status, 404);
            assert_eq!(other.post(&path, &first).await.status, 404);
        });
        assert_eq!(logged(&app, "facts_completed"), 1);
    }

    fn a_date_alone_must_agree_with_the_code_that_is_known_and_a_code_alone_tells_it_anew(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut coded = about("Tiedetty tunnus");
        coded["children"][0] = json!({
            "personal_identity_code": "010516B903X", "residence": {"municipality": "049", "postal_code": "02770"},
        });
        let completed = app.file(&about("Täydennetty tunnus")).reference;
        let told = app.file(&coded).reference;
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let (_, of_completed) = row(&browser, completed.as_str()).await;
            let code = [("identity_code", "010516B903X"), ("source", "Väestötiedot")];
            assert_eq!(complete(&browser, &of_completed, &code).await.status, 303);
            later(&app, TimeDelta::days(1));
            let browser = site.signed_in(&app, &maija).await;
            let (_, of_told) = row(&browser, told.as_str()).await;
            // Whether the code was completed yesterday or stands in the report.
            for case in [&of_completed, &of_told] {
                browser.get(case).await;
                let before = logged(&app, "facts_completed");
                let other = complete(&browser, case, &[("birth_date", "2.5.2016"), ("source", "Äiti")]).await;
                assert_eq!((other.status, other.links(".govuk-error-summary a")), (422, vec!["#birth_date".to_owned()]));
                assert!(other.words().contains("Henkilötunnus ja syntymäaika tarkoittavat eri päivää."), "{}", other.words());
                assert_eq!((other.values("#birth_date"), logged(&app, "facts_completed")), (vec!["2.5.2016".to_owned()], before));
                let same = complete(&browser, case, &[("birth_date", "1.5.2016"), ("source", "Äiti")]).await;
                assert_eq!(same.status, 303, "{}", same.words());
                later(&app, TimeDelta::minutes(1));
            }
            // Another code takes the place of both.
            let another = [("identity_code", "020516B903K"), ("source", "Äiti")];
            assert_eq!(complete(&browser, &of_told, &another).await.status, 303);
            let words = browser.get(&of_told).await.words();
            assert!(words.contains("2.5.2016"), "{words}");
        });
        assert_eq!(logged(&app, "facts_completed"), 4);
    }

    fn a_home_elsewhere_is_told_and_nothing_moves_by_itself(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let reference = app.file(&about("Huoli")).reference;
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let (_, case) = row(&browser, reference.as_str()).await;
            assert!(!browser.get(&case).await.links("main a").iter().any(|link| link.ends_with("/transfer")));
            let moved = [("municipality", "837"), ("source", "Isä puhelimessa")];
            assert_eq!(complete(&browser, &case, &moved).await.status, 303);
            let page = browser.get(&case).await;
            let words = page.words();
            assert!(words.contains("Asia ei siirry itsestään.") && words.contains("Pirkanmaan"), "{words}");
            assert!(page.links("main a").iter().any(|link| link.ends_with("/transfer")), "the way to give it on");
            let (line, still) = row(&browser, reference.as_str()).await;
            assert!(line.contains("Tampere"), "{line}");
            assert_eq!((still, state(&app).as_str()), (case.clone(), "received"));

            later(&app, TimeDelta::minutes(1));
            assert_eq!(complete(&browser, &case, &[("municipality", "049"), ("source", "Äiti")]).await.status, 303);
            let words = browser.get(&case).await.words();
            assert!(!words.contains("Asia ei siirry itsestään."), "{words}");
        });
    }

    fn of_a_protected_child_only_birth_date_and_language_are_completed(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office(&app, "755", "02580")]);
        let mut document = about("Huoli");
        document["children"] = json!([{
            "first_names": "Kanarialintu", "last_name": "Salainen", "protected_address": true,
            "residence": {"municipality": "755", "postal_code": "02580"},
        }]);
        let reference = app.file(&document).reference;
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let (_, case) = row(&browser, reference.as_str()).await;
            let page = browser.get(&format!("{case}/facts")).await;
            assert!(page.words().contains("Lapsella on turvakielto. Täydennä tähän vain syntymäaika ja kieli."), "{}", page.words());
            let offered = |control: &str| page.attributes(&format!("form:has(button[value=complete]) {control}"), "name");
            assert_eq!(offered("input[type=text]"), ["birth_date", "language"]);
            assert_eq!((offered("textarea"), offered("select")), (vec!["source".to_owned()], Vec::new()));
            for refused in [("municipality", "837"), ("postal_code", "02770"), ("street_address", "Mallikuja 5"), ("last_name", "Mallinen")] {
                let fields = [("birth_date", "1.5.2015"), refused, ("source", "Äiti")];
                let answer = complete(&browser, &case, &fields).await;
                assert_eq!((answer.status, answer.links(".govuk-error-summary a")), (422, vec!["#birth_date".to_owned()]));
                assert!(answer.words().contains("Täydennä vain syntymäaika tai kieli."), "{}", answer.words());
            }
            let known = [("birth_date", "1.5.2015"), ("language", "somali"), ("source", "Äiti")];
            assert_eq!(complete(&browser, &case, &known).await.status, 303);
            let page = browser.get(&case).await;
            for shown in ["Syntymäaika 1.5.2015", "Lapsen kieli somali"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let (line, _) = row(&browser, reference.as_str()).await;
            assert!(line.contains("s. 2015") && line.contains("Salattu"), "{line}");
            assert_eq!(found(&browser, "birth_date", "1.5.2015").await, [reference.as_str()]);
            assert_eq!(found(&browser, "name", "Kanarialintu Salainen").await, [reference.as_str()], "by what was told as before");
            for way in ["/staff/queue".to_owned(), case.clone(), format!("{case}/facts"), format!("{case}/assessment")] {
                let page = browser.get(&way).await;
                for secret in ["Siuntio", "02580", "Kanarialintu", "Tampere"] {
                    assert!(!page.text.contains(secret), "{secret} on {way}: {}", page.words());
                }
            }
        });
    }

    fn what_was_completed_goes_along_to_another_county(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let there = far_away(&app, &own);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&there]);
        let reference = app.file(&named()).reference;
        served(&app, async |site| {
            let sender = site.signed_in(&app, &saara).await;
            let (_, case) = row(&sender, reference.as_str()).await;
            let name = [("first_names", "Eino"), ("last_name", "Kanarialintunen"), ("source", "Koulu")];
            assert_eq!(complete(&sender, &case, &name).await.status, 303);
            let (_, done) = triaged(&sender, &saara, "transfer").await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!(sent(&sender, &case, &there).await.status, 303);

            // While it is offered, nothing is completed.
            let path = format!("{case}/facts");
            let page = sender.get(&path).await;
            assert!(page.words().contains("Tämän asian tietoja ei voi nyt täydentää."), "{}", page.words());
            let version = app.store.read("look", |tx| -> Result<i64, StoreError> {
                Ok(cases::table.select(cases::version).first(tx.conn())?)
            });
            let version = version.expect("the case is read").to_string();
            let late = [("version", version.as_str()), ("first_names", "Enni"), ("source", "Koulu")];
            assert_eq!(sender.post(&path, &late).await.status, 409);
            assert_eq!(logged(&app, "facts_completed"), 1);

            let receiver = site.signed_in(&app, &pekka).await;
            assert_eq!(receiver.get(&path).await.status, 404, "work on it is the sender's");
            let answer = format!("{case}/transfer");
            let page = receiver.get(&answer).await;
            assert!(page.words().contains("Eino Kanarialintunen"), "{}", page.words());
            let taken = fill(&receiver, &answer, &page, "accept", &[]).await;
            assert_eq!(taken.status, 303, "{}", taken.words());
            let words = receiver.get(&case).await.words();
            for shown in ["Sukunimi Kanarialintunen", "Lähde Koulu", "SAARA Mallinen"] {
                assert!(words.contains(shown), "{shown} in {words}");
            }
            assert_eq!(found(&receiver, "name", "Eino Kanarialintunen").await, [reference.as_str()]);
            assert!(found(&sender, "name", "Eino Kanarialintunen").await.is_empty());
            assert_eq!(sender.get(&path).await.status, 404);
        });
        let county = app.store.read("look", |tx| -> Result<Vec<String>, StoreError> {
            Ok(case_facts::table.select(case_facts::county).load(tx.conn())?)
        });
        assert_eq!(county.expect("the table is read"), [there.county.to_string()]);
    }

    fn of_a_child_who_is_not_born_nothing_is_completed(db: TestDb) {
        let app = TestApp::new(db);
        let document = json!({
            "unborn_child": {"parents": [{"name": "Oona Odottava", "residence": {"municipality": "049", "postal_code": "02770"}}]},
            "concern": {"description": "Huoli"},
        });
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office_of(&app, &document)]);
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&case).await;
            assert!(!page.links("main a").iter().any(|link| link.ends_with("/facts")), "{}", page.words());
            let path = format!("{case}/facts");
            assert_eq!(browser.get(&path).await.status, 404);
            browser.get(&case).await;
            let fields = [("version", "1"), ("first_names", "Eino"), ("source", "Äiti")];
            assert_eq!(browser.post(&path, &fields).await.status, 404);
        });
        assert_eq!(logged(&app, "facts_completed"), 0);
    }
}
