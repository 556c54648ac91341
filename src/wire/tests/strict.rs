//! What a professional's system must send, and what it hears.

use serde_json::json;

use super::*;
use crate::domain::codes::Authority;
use crate::domain::report::Subject;

#[test]
fn the_least_report_passes_without_a_note() {
    let accepted = strictly(&least()).unwrap();
    assert!(accepted.warnings.is_empty());
    assert_eq!(accepted.report.reporter.authority, Some(Authority::Education));
    assert_eq!(accepted.report.subjects(), [Subject::Child(0)]);
    assert_eq!(
        accepted.report.facts.concern.description.expose(),
        "Came to school hungry."
    );
}

#[test]
fn everything_that_is_missing_is_told_at_once() {
    assert_eq!(
        faults(strictly(&json!({}))),
        [
            "/children nobody_named",
            "/concern/description required",
            "/reporter/authority required",
            "/reporter/name required",
            "/reporter/organisation required",
            "/reporter/phone required",
        ]
    );
}

#[test]
fn white_space_is_nothing() {
    let report = with(
        with(least(), "/reporter/name", json!(" \n ")),
        "/concern/description",
        json!("\t"),
    );
    assert_eq!(
        faults(strictly(&report)),
        ["/concern/description required", "/reporter/name required"]
    );
}

#[test]
fn faults_of_shape_length_and_value_come_together() {
    let mut report = whole();
    for (pointer, value) in [
        ("/colour", json!("red")),
        ("/children/0/firstNames", json!("Aino")),
        ("/children/0/birth_date", json!("1.5.2016")),
        ("/children/0/personal_identity_code", json!("010516B903Y")),
        ("/children/0/residence/municipality", json!("999")),
        ("/children/0/residence/postal_code", json!("2770")),
        ("/children/0/told", json!("perhaps")),
        ("/children/0/protected_address", json!("yes")),
        ("/unborn_child/expected_birth_date", json!("2027-03")),
        ("/unborn_child/parents/0/name", json!("x".repeat(201))),
        ("/guardians/0", json!("Helmi")),
        ("/concern/reasons/1", json!("weather")),
        ("/concern/description", json!("x".repeat(20_001))),
        ("/worker_only", json!("a\u{0}b")),
        ("/reporter/authority", json!("school")),
        ("/place_of_concern_municipality", json!("Espoo")),
    ] {
        report = with(report, pointer, value);
    }
    assert_eq!(
        faults(strictly(&report)),
        [
            "/children/0/birth_date date_invalid",
            "/children/0/firstNames unknown_member",
            "/children/0/personal_identity_code check_character",
            "/children/0/protected_address wrong_type",
            "/children/0/residence/municipality municipality_unknown",
            "/children/0/residence/postal_code postal_code_invalid",
            "/children/0/told unknown_code",
            "/colour unknown_member",
            "/concern/description too_long",
            "/concern/reasons/1 unknown_code",
            "/guardians/0 wrong_type",
            "/place_of_concern_municipality municipality_unknown",
            "/reporter/authority unknown_code",
            "/unborn_child/expected_birth_date date_invalid",
            "/unborn_child/parents/0/name too_long",
            "/worker_only not_text",
        ]
    );
}

#[test]
fn a_malformed_identity_code_is_refused_by_its_reason() {
    for (code, fault) in [
        ("010516B903Y", "check_character"),
        ("310216B903X", "identity_code_date"),
        ("010516-90", "identity_code_shape"),
        ("010530A901F", "date_impossible"),
    ] {
        let report = with(least(), "/children/0/personal_identity_code", json!(code));
        let told = faults(strictly(&report));
        assert_eq!(
            told,
            [format!("/children/0/personal_identity_code {fault}")],
            "{code}"
        );
    }
}

#[test]
fn a_code_that_is_odd_but_right_passes_with_a_note() {
    for (code, notes) in [
        (
            "010516B903X",
            &["/children/0/personal_identity_code identity_code_temporary"][..],
        ),
        ("", &["/children/0/personal_identity_code identity_code_empty"]),
        (
            "010594Y9032",
            &[
                "/children/0/personal_identity_code identity_code_temporary",
                "/children/0/personal_identity_code not_a_child",
            ],
        ),
    ] {
        let report = with(least(), "/children/0/personal_identity_code", json!(code));
        let accepted = strictly(&report).unwrap();
        assert_eq!(said(&accepted.warnings), notes, "{code}");
        let kept = accepted.report.children[0]
            .identity
            .personal_identity_code
            .as_ref();
        assert_eq!(kept.map_or("", |kept| kept.expose()), code);
    }
}

#[test]
fn a_birth_date_may_lack_its_day_but_never_lies_ahead() {
    for (date, fault) in [
        ("2016-05-01", None),
        ("2016-05", None),
        ("2016", None),
        ("2026-12-18", None),
        ("2026", None),
        ("2026-12-19", Some("date_impossible")),
        ("2027", Some("date_impossible")),
        ("2016-02-30", Some("date_invalid")),
        ("2016-5-1", Some("date_invalid")),
    ] {
        let told = strictly(&with(least(), "/children/0/birth_date", json!(date))).map(|_| ());
        let expected: Vec<String> = fault
            .iter()
            .map(|fault| format!("/children/0/birth_date {fault}"))
            .collect();
        assert_eq!(
            told.err().map(|errors| said(&errors)).unwrap_or_default(),
            expected,
            "{date}"
        );
    }
}

#[test]
fn code_and_birth_date_that_differ_and_an_adult_are_noted() {
    let report = with(
        least(),
        "/children/0",
        json!({"personal_identity_code": "010516B903X", "birth_date": "2016-06"}),
    );
    assert_eq!(
        said(&strictly(&report).unwrap().warnings),
        [
            "/children/0/personal_identity_code identity_code_temporary",
            "/children/0/birth_date birth_date_mismatch"
        ]
    );
    for (date, adult) in [
        ("2008-12-18", true),
        ("2008-12-19", false),
        ("2008-12", false),
        ("2007", true),
    ] {
        let warnings = strictly(&with(least(), "/children/0/birth_date", json!(date)))
            .unwrap()
            .warnings;
        assert_eq!(
            said(&warnings) == ["/children/0/birth_date not_a_child"],
            adult,
            "{date}"
        );
    }
}

#[test]
fn the_kind_is_never_the_senders_choice() {
    for (kind, notes) in [
        ("child_welfare", vec![]),
        ("prenatal", vec!["/kind kind_differs".to_owned()]),
    ] {
        let accepted = strictly(&with(least(), "/kind", json!(kind))).unwrap();
        assert_eq!(said(&accepted.warnings), notes);
        assert_eq!(
            accepted.report.kind_of(Subject::Child(0)).as_str(),
            "child_welfare"
        );
    }
    assert_eq!(
        faults(strictly(&with(least(), "/kind", json!("custody")))),
        ["/kind unknown_code"]
    );
}

#[test]
fn an_unborn_child_is_enough() {
    let mut report = with(least(), "/unborn_child", json!({}));
    report.as_object_mut().unwrap().remove("children");
    assert_eq!(strictly(&report).unwrap().report.subjects(), [Subject::Unborn]);
}
