//! Nothing that is told is lost: every key of the schema goes from the document into the sealed report and back.

use std::collections::BTreeSet;

use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::language::Language;
use huoli::domain::office::OfficeId;
use huoli::domain::report::{Channel, FormVersion, NewReport};
use huoli::intake::authenticate_client::ApiClient;
use huoli::intake::opening::{self, Reveal};
use huoli::intake::submit_report::{Admission, submit};
use huoli::intake::{App, form_token};
use huoli::places::Places;
use huoli::store::StoreError;
use huoli::store::schema::cases;
use huoli::wire::schema::{KeyInfo, KeyKind, keys};
use huoli::wire::{self, Reading, Strictness, codes, document};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// What a sender may say and what follows from the rest of the report: read, and not kept.
const DERIVED: [&str; 1] = ["kind"];
/// A list of people has so many in it.
const PEOPLE: usize = 2;

/// A value for the key `info` of the person `number`, another one for each key and person.
fn value(info: &KeyInfo, number: usize) -> Value {
    let name = info.key.rsplit(['.', ']']).next().unwrap_or_default();
    match (info.kind, name) {
        (_, "personal_identity_code") if info.key.starts_with("children") => {
            json!(["010516B903X", "020516C903K"][number])
        }
        (_, "personal_identity_code") => json!(["010594Y9032", "010594Y9021"][number]),
        // All of one place, so that one office holds every case and opens every person.
        (_, "municipality" | "whereabouts_municipality" | "place_of_concern_municipality") => json!("049"),
        (_, "postal_code") => json!("02770"),
        (KeyKind::Date, "expected_birth_date") => json!("2027-03-01"),
        (KeyKind::Date, _) => json!(["2016-05-01", "2016-05"][number]),
        (KeyKind::Text, _) => json!(format!("{}, {number}", info.key)),
        (KeyKind::Flag, _) => json!(true),
        (KeyKind::Code, _) => json!(list(info)[number % list(info).len()]),
        (KeyKind::Codes, _) => json!(list(info)),
    }
}

fn list(info: &KeyInfo) -> Vec<&'static str> {
    let name = info.codes.as_deref().expect("a code has a list");
    codes::names(name).expect("the list is known")
}

/// Puts the value of `info` into `document`, once for each person.
fn fill(document: &mut Value, info: &KeyInfo) {
    let numbers = if info.key.contains("[]") { PEOPLE } else { 1 };
    for number in 0..numbers {
        let mut place = &mut *document;
        for part in info.key.split('.') {
            let (name, listed) = part.strip_suffix("[]").map_or((part, false), |name| (name, true));
            place = &mut place[name];
            if listed {
                if place.is_null() {
                    *place = json!(vec![json!({}); PEOPLE]);
                }
                place = &mut place[number];
            }
        }
        *place = value(info, number);
    }
}

/// A document that uses every key of the schema which `wanted` names.
fn telling(wanted: impl Fn(&KeyInfo) -> bool) -> Value {
    let mut document = json!({});
    for info in keys().iter().filter(|info| wanted(info)) {
        fill(&mut document, info);
    }
    document
}

/// The keys that `value` uses, as the schema writes them.
fn used(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let dot = if key.is_empty() { "" } else { "." };
                used(member, &format!("{key}{dot}{name}"), found);
            }
        }
        Value::Array(elements) if elements.iter().any(Value::is_object) => {
            for element in elements {
                used(element, &format!("{key}[]"), found);
            }
        }
        _ => drop(found.insert(key.to_owned())),
    }
}

fn read(document: &Value, strictness: Strictness) -> NewReport {
    let web = strictness == Strictness::Lenient;
    let reading = Reading {
        strictness,
        channel: if web { Channel::Web } else { Channel::Api },
        form: web.then(|| FormVersion {
            id: "concern".to_owned(),
            version: 7,
        }),
        language: Language::Sv,
        today: "2026-11-20".parse().expect("a day"),
        municipality_known: &|code| Places::embedded().geography().current(code).is_some(),
    };
    wire::read(document, &reading).expect("every key is read").report
}

/// Files `report` and opens what the one office that holds its cases may see of it.
fn stored_and_opened(app: &TestApp, report: &NewReport, reveal: Reveal) -> opening::OpenedReport {
    let now = app.clock.now();
    let admission = if report.channel == Channel::Api {
        let (client, _): (ApiClient, String) = app.client("Koulu");
        Admission::Api {
            client,
            key: "1".to_owned(),
        }
    } else {
        Admission::Web {
            token: form_token::issue(app, now).expect("a token"),
            wants_code: true,
        }
    };
    let receipt = submit(app, report, &admission, now).expect("the report is taken in");
    assert_eq!(receipt.cases.len(), PEOPLE + 1, "two children and one unborn");
    let (id, office) = holder(app);
    let opened = app
        .store
        .read("open", |tx| opening::open(tx, app, id, office, reveal));
    opened
        .expect("the report opens")
        .expect("the office holds a case of it")
}

/// The one report and the one office that holds all its cases.
fn holder(app: &App) -> (Uuid, OfficeId) {
    let rows: Vec<(String, String)> = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .select((cases::report, cases::office))
                .distinct()
                .load(tx.conn())?)
        })
        .expect("the cases are read");
    let [(report, office)] = rows.as_slice() else {
        panic!("one report at one office: {rows:?}")
    };
    (report.parse().unwrap(), OfficeId(office.parse().unwrap()))
}

#[test]
fn a_document_that_uses_every_key_is_written_as_it_was_read() {
    let every: BTreeSet<String> = keys().into_iter().map(|info| info.key).collect();
    let whole = telling(|_| true);
    let mut found = BTreeSet::new();
    used(&whole, "", &mut found);
    assert_eq!(found, every, "the document uses every key and no other");
    let kept = telling(|info| !DERIVED.contains(&info.key.as_str()));
    for strictness in [Strictness::Strict, Strictness::Lenient] {
        assert_eq!(document(&read(&whole, strictness)), kept);
    }
}

on_both! {
    fn whatever_the_schema_takes_is_sealed_and_opened_again(db: TestDb) {
        let app = TestApp::new(db);
        let report = read(&telling(|_| true), Strictness::Strict);
        let opened = stored_and_opened(&app, &report, Reveal::Protected);
        assert_eq!(opened.hidden, []);
        assert_eq!(document(&opened.report), document(&report), "the same words");
        assert!(opened.report == report, "and the same report, its channel and language among it");
    }

    fn what_needs_no_protection_is_open_to_the_task_alone(db: TestDb) {
        let app = TestApp::new(db);
        let report = read(&telling(|info| !info.key.ends_with("protected_address")), Strictness::Lenient);
        let opened = stored_and_opened(&app, &report, Reveal::Task);
        assert_eq!(opened.hidden, []);
        assert_eq!(document(&opened.report), document(&report), "the same words");
        assert!(opened.report == report, "and the same report, its form among it");
    }
}
