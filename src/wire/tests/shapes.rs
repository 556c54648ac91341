//! The schema and the comparison with it.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::domain::field_error::FieldProblem;
use crate::domain::sensitivity::Sensitivity;
use crate::wire::document::{Parts, document};
use crate::wire::schema::{KeyKind, components, keys};

/// The keys of every leaf of `value`.
fn leaves(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                leaves(
                    member,
                    &if key.is_empty() {
                        name.clone()
                    } else {
                        format!("{key}.{name}")
                    },
                    found,
                );
            }
        }
        Value::Array(elements) if elements.iter().any(Value::is_object) => {
            for element in elements {
                leaves(element, &format!("{key}[]"), found);
            }
        }
        _ => drop(found.insert(key.to_owned())),
    }
}

#[test]
fn the_schema_has_exactly_the_members_that_the_domain_writes() {
    let report = strictly(&whole()).unwrap().report;
    let mut written = BTreeSet::new();
    leaves(&document(&report), "", &mut written);
    let in_schema: BTreeSet<String> = keys().into_iter().map(|info| info.key).collect();
    written.insert("kind".to_owned());
    assert_eq!(in_schema, written);
    assert_eq!(
        document(&report).as_object().unwrap().len(),
        whole().as_object().unwrap().len()
    );
}

#[test]
fn a_report_written_and_read_again_is_the_same() {
    for value in [
        whole(),
        least(),
        with(least(), "/unborn_child", json!({"parents": [{}]})),
    ] {
        let report = strictly(&value).unwrap().report;
        assert_eq!(strictly(&document(&report)).unwrap().report, report);
    }
    assert_eq!(document(&strictly(&least()).unwrap().report), least());
    assert_eq!(document(&strictly(&whole()).unwrap().report), whole());
}

#[test]
fn what_a_viewer_may_not_see_is_left_out() {
    let report = strictly(&whole()).unwrap().report;
    let shown = Parts {
        reporter: None,
        children: &report.children,
        unborn_child: report.unborn_child.as_ref(),
        guardians: &report.guardians,
        facts: &report.facts,
        worker_only: None,
    }
    .document();
    let mut found = BTreeSet::new();
    leaves(&shown, "", &mut found);
    let readable = keys()
        .into_iter()
        .filter(|info| info.sensitivity == Sensitivity::FamilyMayRead);
    let mut readable: BTreeSet<String> = readable.map(|info| info.key).collect();
    readable.remove("kind");
    assert_eq!(found, readable);
}

#[test]
fn every_leaf_tells_who_reads_it_what_it_is_and_an_example() {
    fn visit(schema: &Value, place: &str, count: &mut usize) {
        for (name, member) in schema["properties"].as_object().unwrap() {
            let text = member.to_string();
            if text.contains("$ref") {
                continue;
            }
            for needed in ["x-sensitivity", "description", "example"] {
                assert!(member.get(needed).is_some(), "{place}.{name} has no {needed}");
            }
            *count += 1;
        }
    }
    let mut count = 0;
    for (name, schema) in components() {
        assert_eq!(schema["additionalProperties"], json!(false), "{name}");
        visit(schema, name, &mut count);
    }
    assert!(count > 60);
    let codes = keys()
        .into_iter()
        .filter(|info| matches!(info.kind, KeyKind::Code | KeyKind::Codes));
    for info in codes {
        assert!(
            crate::wire::codes::names(info.codes.as_deref().unwrap()).is_some(),
            "{}",
            info.key
        );
    }
}

#[test]
fn the_length_in_the_schema_is_the_length_that_is_checked() {
    let texts: Vec<_> = keys()
        .into_iter()
        .filter(|info| info.kind == KeyKind::Text)
        .collect();
    assert!(texts.len() > 40);
    for info in texts {
        let pointer = format!("/{}", info.key.replace("[]", "/0").replace('.', "/"));
        let max = info.max_chars.unwrap();
        let too_long = format!("{pointer} too_long");
        let told = |length: usize| match leniently(&with(whole(), &pointer, json!("ä".repeat(length)))) {
            Ok(_) => Vec::new(),
            Err(errors) => said(&errors),
        };
        assert!(!told(max).contains(&too_long), "{pointer} at {max}");
        assert!(told(max + 1).contains(&too_long), "{pointer} over {max}");
    }
}

#[test]
fn a_length_counts_what_is_kept() {
    let text = format!("  {}\r\n", "a\r\n".repeat(9_999) + "bb");
    assert!(strictly(&with(least(), "/concern/description", json!(text))).is_ok());
}

#[test]
fn null_is_an_absent_member() {
    let report = with(
        with(least(), "/guardians", json!(null)),
        "/children/0/residence",
        json!(null),
    );
    assert!(strictly(&report).is_ok());
    assert_eq!(
        faults(strictly(&with(least(), "/reporter", json!(null)))),
        ["/reporter wrong_type"]
    );
}

#[test]
fn an_unknown_member_is_told_with_the_nearest_known_name() {
    for (name, nearest) in [
        ("firstNames", Some("first_names")),
        ("last-name", Some("last_name")),
        ("brith_date", Some("birth_date")),
        ("colour", None),
    ] {
        let errors = strictly(&with(least(), &format!("/children/0/{name}"), json!(1))).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert_eq!(
            errors[0].problem,
            FieldProblem::UnknownMember {
                nearest: nearest.map(str::to_owned)
            }
        );
    }
}

#[test]
fn lists_have_an_end() {
    let report = with(
        with(least(), "/children", json!(vec![json!({}); 11])),
        "/guardians",
        json!(vec![json!({}); 5]),
    );
    assert_eq!(
        faults(strictly(&report)),
        ["/children too_many", "/guardians too_many"]
    );
    assert!(strictly(&with(least(), "/children", json!(vec![json!({}); 10]))).is_ok());
}

#[test]
fn a_document_that_is_no_object_has_one_fault() {
    for value in [json!(null), json!([]), json!("report"), json!(7)] {
        assert_eq!(faults(strictly(&value)), [" wrong_type"]);
    }
}
