//! Whatever is sent, the answer is a report or a list of faults.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::wire::document::document;
use crate::wire::schema::{KeyKind, keys};

/// Texts that have broken other systems: markup, quotes, other scripts, direction marks, joiners, astral planes.
const NAUGHTY: &[&str] = &[
    "<script>alert(1)</script>",
    "'; DROP TABLE reports; --",
    "{{7*7}} ${7*7} %s %n \\x00 \\u0000",
    "Ω≈ç√∫ ثم نفس سقطت 社會科學院 ᚠᛇᚻ",
    "\u{202e}right to left\u{202c} \u{200b}\u{200d}\u{feff}x",
    "👩‍👩‍👧‍👦 🇫🇮 e\u{301}\u{301}\u{301}",
    "null",
    "NaN",
    "-1e999",
    "\u{10FFFF}\u{FFFD}",
    "a\n\tb",
];

#[test]
fn naughty_texts_come_back_to_the_letter_from_every_field() {
    for info in keys().into_iter().filter(|info| info.kind == KeyKind::Text) {
        let pointer = format!("/{}", info.key.replace("[]", "/0").replace('.', "/"));
        // Places are codes; what is none moves to where a worker reads it, and has its own test.
        if pointer.ends_with("municipality") || pointer.ends_with("postal_code") {
            continue;
        }
        for text in NAUGHTY {
            let Ok(accepted) = leniently(&with(whole(), &pointer, json!(text))) else {
                panic!("{pointer} refuses {text:?}");
            };
            assert_eq!(
                document(&accepted.report).pointer(&pointer),
                Some(&json!(text)),
                "{pointer}"
            );
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec!["2016-05-01", "010516B903X", "049", "yes", "education"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((member_name(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn member_name() -> impl Strategy<Value = String> {
    let mut names: Vec<String> = keys()
        .into_iter()
        .flat_map(|info| {
            info.key
                .split('.')
                .map(|part| part.replace("[]", ""))
                .collect::<Vec<_>>()
        })
        .collect();
    names.sort();
    names.dedup();
    prop_oneof![9 => prop::sample::select(names), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_gives_a_report_or_faults(value in any_json()) {
        for result in [strictly(&value), leniently(&value)] {
            match result {
                Ok(accepted) => prop_assert!(!accepted.report.subjects().is_empty()),
                Err(errors) => prop_assert!(!errors.is_empty()),
            }
        }
    }

    #[test]
    fn any_json_anywhere_in_a_report_is_read_or_told(value in any_json(), at in 0..keys().len()) {
        let pointer = format!("/{}", keys()[at].key.replace("[]", "/0").replace('.', "/"));
        let changed = with(whole(), &pointer, value);
        match leniently(&changed) {
            Ok(accepted) => {
                let written = document(&accepted.report);
                let again = leniently(&written).map(|again| document(&again.report));
                prop_assert_eq!(again, Ok(written));
            }
            Err(errors) => prop_assert!(errors.iter().all(|error| error.path.as_str().starts_with(&pointer))),
        }
    }

    #[test]
    fn any_text_is_kept_or_refused_but_never_changed(text in any::<String>()) {
        let description = with(least(), "/concern/description", json!(text));
        match strictly(&description) {
            Ok(accepted) => {
                let kept = accepted.report.facts.concern.description;
                let unified = text.replace("\r\n", "\n").replace('\r', "\n");
                prop_assert_eq!(kept.expose(), unified.trim());
            }
            Err(errors) => prop_assert_eq!(errors.len(), 1),
        }
    }
}
