//! Forms and schema together, under whatever people type.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::answers::Answers;
use super::definition::{Field, Form, Kind};
use super::pages::PageAt;
use super::{bind, children, faults, lists, load, pages, place, rows, stored, trail::Trail};
use crate::domain::language::Language;
use crate::domain::report::{Channel, NewReport};
use crate::text::Texts;
use crate::wire::{self, Accepted, Reading, Strictness};

fn concern() -> &'static Form {
    load::form("concern").unwrap()
}

fn any_form(which: usize) -> &'static Form {
    let all = load::all();
    &all[which % all.len()]
}

fn read(document: &Value) -> Result<Accepted, Vec<crate::domain::field_error::FieldError>> {
    wire::read(
        document,
        &Reading {
            strictness: Strictness::Lenient,
            channel: Channel::Web,
            form: None,
            language: Language::Fi,
            today: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
            municipality_known: &|_| true,
        },
    )
}

/// Presses buttons and fills every field that is shown with one of a few values, as `choices` says; the first three
/// of a kind are never wrong.
fn fill(form: &Form, buttons: &[u8], choices: &[u8]) -> Answers {
    let mut answers = Answers::begin(form);
    let mut trail = Trail::default();
    // Only the form with pages of their own for the children has these buttons.
    for button in buttons.iter().filter(|_| form.page("child").is_some()) {
        let index = usize::from(button / 4);
        match button % 4 {
            0 => children::add(&mut answers),
            1 => children::remove(form, &mut answers, &mut trail, index),
            2 => children::unborn(form, &mut answers, &mut trail, index),
            _ => children::born(&mut answers),
        };
    }
    let mut choices = choices.iter().cycle().copied();
    let mut done: Vec<PageAt> = Vec::new();
    while let Some(at) = pages::pages(form, &answers)
        .into_iter()
        .find(|at| !done.contains(at))
    {
        for asked in pages::shown_at(form, &answers, &at)
            .map(|shown| shown.asked)
            .unwrap_or_default()
        {
            let choice = choices.next().unwrap_or_default();
            answers.set(
                &asked.key,
                typed(
                    asked.field.kind,
                    asked.field.list.as_deref(),
                    &asked.field.options,
                    choice,
                ),
            );
        }
        if at.id == "where" {
            answers.set("area_question", (at.index % 2 == 0).then_some("yes"));
            answers.set("place_unknown", Some("yes"));
        }
        done.push(at);
    }
    answers
}

fn typed(kind: Kind, list: Option<&str>, options: &[String], choice: u8) -> Vec<String> {
    let pick = |values: &[&str]| vec![values[usize::from(choice) % values.len()].to_owned()];
    match kind {
        Kind::Flag => pick(&["", "yes"]),
        Kind::Date3 | Kind::PartialDate3 => {
            let dates = [
                ["", "", ""],
                ["1", "5", "2016"],
                ["", "5", "2016"],
                ["", "", "2016"],
                ["31", "2", "2016"],
            ];
            dates[usize::from(choice) % dates.len()]
                .map(str::to_owned)
                .to_vec()
        }
        Kind::Municipality => pick(&["", "049", "Mallila", "02770"]),
        Kind::IdentityCode => pick(&["", "010516B903X", "010516B903A", "x"]),
        kind if kind.has_list() => match list.and_then(lists::codes) {
            Some(codes) if options.is_empty() => pick(&codes),
            Some(_) => vec![options[usize::from(choice) % options.len()].clone()],
            None => pick(&["", "espoonlahti"]),
        },
        _ => pick(&["Mallila", "rivi\nrivi", "Mallila 2", "", "  ", "a\u{0}b"]),
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_the_document_fits_the_schema_and_every_fault_can_be_mended(
        which in any::<usize>(),
        buttons in proptest::collection::vec(any::<u8>(), 0..6),
        choices in proptest::collection::vec(any::<u8>(), 1..80),
    ) {
        let form = any_form(which);
        let answers = fill(form, &buttons, &choices);
        let errors = read(&bind::document(form, &answers)).err().unwrap_or_default();
        for error in &errors {
            prop_assert!(!["unknown_member", "wrong_type"].contains(&error.problem.code()), "{}", error.path);
            let (at, key) = place::of(form, &answers, &error.path);
            let shown = pages::shown_at(form, &answers, &at);
            let key = key.unwrap_or_default();
            prop_assert!(
                shown.is_some_and(|shown| shown.asked.iter().any(|asked| asked.key == key)),
                "{} leads to {at} {key}",
                error.path
            );
        }
        let by_page = faults::first_faulty_page(form, &answers);
        prop_assert!(by_page.is_some() || errors.is_empty(), "only found at the end: {errors:?}");
    }

    #[test]
    fn what_was_sent_is_what_the_worker_reads(
        which in any::<usize>(),
        buttons in proptest::collection::vec(any::<u8>(), 0..6),
        choices in proptest::collection::vec(0_u8..3, 1..80),
    ) {
        let form = any_form(which);
        let answers = fill(form, &buttons, &choices);
        let document = bind::document(form, &answers);
        let accepted = read(&document);
        prop_assert!(accepted.is_ok(), "{:?}", accepted.err());
        let Ok(accepted) = accepted else { return Ok(()) };
        let words = Texts::embedded().words(Language::Fi);
        let kept = wire::document(&accepted.report);
        let shown: Vec<String> = stored::rows(form, &kept, words, &|_, _| None)
            .into_iter()
            .flat_map(|block| block.rows)
            .filter_map(|row| row.value)
            .collect();
        for text in texts(&document) {
            prop_assert!(shown.iter().any(|value| value.contains(text.trim())), "{text} is not shown in {shown:?}");
        }
        let checked = rows::for_check(form, &answers, words, &|_, _| None);
        prop_assert_eq!(checked.len(), 3);
    }
}

/// Every free text of a document.
fn texts(document: &Value) -> Vec<String> {
    match document {
        Value::Object(members) => members.values().flat_map(texts).collect(),
        Value::Array(elements) => elements.iter().flat_map(texts).collect(),
        Value::String(text) if text.contains("rivi") || text.contains("Mallila") => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn accepted(answers: &[(&str, &[&str])]) -> NewReport {
    let form = concern();
    let mut visit = Answers::begin(form);
    visit.set("concern.description", ["Lapsi itkee öisin."]);
    for (key, values) in answers {
        visit.set(key, *values);
    }
    read(&bind::document(form, &visit)).unwrap().report
}

#[test]
fn an_anonymous_report_about_two_children_is_two_cases() {
    let report = accepted(&[
        ("reporter_role", &["private_person"]),
        ("reporter.identity", &["anonymous"]),
        ("reporter.name", &["Matti Mallinen"]),
        ("children.count", &["2"]),
        ("children[0].residence.municipality", &["049"]),
        ("children[1].residence.municipality", &["091"]),
    ]);
    assert_eq!(report.subjects().len(), 2);
    assert!(report.reporter.is_anonymous());
    assert_eq!(
        report.children[1]
            .identity
            .residence
            .municipality
            .unwrap()
            .to_string(),
        "091"
    );
}

#[test]
fn a_report_of_an_unborn_child_carries_the_mothers_municipality() {
    let report = accepted(&[
        ("reporter_role", &["private_person"]),
        ("subject", &["unborn"]),
        ("children[0].residence.municipality", &["049"]),
        ("unborn_child.expected_birth_date", &["1", "3", "2027"]),
    ]);
    assert!(report.children.is_empty());
    let parents = report.unborn_child.unwrap().parents;
    assert_eq!(
        parents[0].identity.residence.municipality.unwrap().to_string(),
        "049"
    );
}

#[test]
fn a_professional_without_a_name_is_not_turned_away() {
    let form = load::form("professional").unwrap();
    let mut visit = Answers::begin(form);
    for (key, value) in [
        ("reporter.authority", "education"),
        ("reporter.organisation", "Mallilan koulu"),
        ("reporter.phone", "numero"),
        ("concern.description", "Lapsi itkee öisin."),
    ] {
        visit.set(key, [value]);
    }
    let report = read(&bind::document(form, &visit)).unwrap().report;
    assert!(report.is_professional());
    assert_eq!(
        wire::document(&report).pointer("/reporter/organisation"),
        Some(&json!("Mallilan koulu"))
    );
}

#[test]
fn whatever_is_asked_of_somebody_in_their_work_can_be_written_down_for_them() {
    /// What the page of a recorded report leaves out, and why.
    const LEFT_OUT: [(&str, &str); 2] = [
        (
            "children[].same_municipality",
            "a tick that saves typing: a worker types the name",
        ),
        (
            "not_called",
            "a tick that lets a page be left: this page asks without insisting",
        ),
    ];
    fn fields(id: &str) -> BTreeMap<&'static str, &'static Field> {
        let fields = load::form(id).unwrap().fields();
        fields.map(|(_, field)| (field.key.as_str(), field)).collect()
    }
    let (asked, recorded) = (fields("professional"), fields("recorded"));
    let mut missing = asked.iter().filter(|(key, _)| !recorded.contains_key(*key));
    for (key, why) in LEFT_OUT {
        let Some((left_out, field)) = missing.next() else {
            panic!("{key} is asked: it is no exception any more");
        };
        assert_eq!(*left_out, key, "{why}");
        assert!(field.control, "{key} is sent, so it is missed");
    }
    let missing: Vec<_> = missing.map(|(key, _)| key).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for (key, field) in &asked {
        let Some(own) = recorded.get(key) else { continue };
        assert_eq!(own.kind, field.kind, "{key}");
        assert_eq!((&own.list, &own.options), (&field.list, &field.options), "{key}");
        assert_eq!(
            (own.max_chars, &own.otherwise),
            (field.max_chars, &field.otherwise),
            "{key}"
        );
    }
}

/// Of a closed block one key leads past all that it holds, so that what is rarely told costs a call nothing: only what
/// the shortest record needs stands outside.
#[test]
fn what_a_call_rarely_tells_is_folded_away() {
    let form = load::form("recorded").unwrap();
    let visit = Answers::begin(form);
    let shown = pages::shown(form, &visit);
    let stops = |folded: bool| {
        let asked = shown[0].asked.iter().filter(|asked| asked.field.kind.is_asked());
        let asked = asked.filter(|asked| asked.field.details.is_some() == folded);
        asked.map(|asked| asked.field).collect::<Vec<_>>()
    };
    let mut blocks: Vec<_> = stops(true)
        .iter()
        .filter_map(|field| field.details.as_deref())
        .collect();
    blocks.dedup();
    assert_eq!(
        blocks,
        [
            "concern-more",
            "worker-only",
            "child-more",
            "guardian-more",
            "recorded-work",
            "recorded-reporter"
        ]
    );
    let open: Vec<_> = stops(false).iter().map(|field| field.key.as_str()).collect();
    assert_eq!(
        open,
        [
            "recorded.channel",
            "recorded.received_on",
            "recorded.received_at",
            "recorded.office",
            "concern.description",
            "concern.urgency",
            "children[].first_names",
            "children[].last_name",
            "children[].personal_identity_code",
            "children[].residence.municipality",
            "guardians[].name",
            "guardians[].phone",
            "family_told",
            "joint_contact",
            "police_told",
            "reporter_role",
            "reporter.identity",
            "reporter.name",
            "reporter.phone",
            "recorded.wants_code",
        ]
    );
}
