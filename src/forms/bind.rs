//! Makes the document that `wire` reads out of the answers of a form: only what is shown is sent.

use serde_json::{Map, Value, json};

use super::answers::Answers;
use super::children;
use super::date3::{self, Date3};
use super::definition::{Field, Form, Kind};
use super::key;
use super::pages::{self, Asked};

/// The document of the answers. Its members are those of the API. Empty answers are left out; a child or unborn
/// child of whom nothing is known is an empty object.
pub fn document(form: &Form, answers: &Answers) -> Value {
    let shown = pages::shown(form, answers);
    let asked: Vec<&Asked<'_>> = shown.iter().flat_map(|shown| &shown.asked).collect();
    let mut document = json!({});
    if children::about_child(answers) {
        for index in 0..answers.count("children") {
            make(&mut document, &format!("children[{index}]"));
        }
    }
    if children::about_unborn(answers) {
        make(&mut document, "unborn_child");
    }
    for (key, value) in &form.given {
        put(&mut document, key, Value::from(value.as_str()));
    }
    for asked in asked.iter().filter(|asked| !asked.field.control) {
        send(&mut document, asked.field, &asked.key, answers);
    }
    share_homes(&mut document, answers, &asked);
    share_protection_back(&mut document, answers, &asked);
    if !children::about_child(answers) {
        give_home_to_mother(&mut document);
    }
    for asked in asked.iter().filter(|asked| asked.field.kind == Kind::Fixed) {
        if let (Some(value), Some(_)) = (&asked.field.value, get(&document, key::parent(&asked.key))) {
            put(&mut document, &asked.key, Value::from(value.as_str()));
        }
    }
    document
}

/// The value at a concrete key of a document.
pub fn get<'a>(document: &'a Value, key: &str) -> Option<&'a Value> {
    document.pointer(key::to_pointer(key).as_str())
}

fn send(document: &mut Value, field: &Field, key: &str, answers: &Answers) {
    let values = answers.get(key);
    let filled = answers.filled(key);
    match field.kind {
        Kind::Fixed | Kind::Files => {}
        Kind::Flag => {
            if filled.is_some() {
                put(document, key, Value::Bool(true));
            }
        }
        Kind::Checkboxes => {
            let codes: Vec<&str> = values
                .iter()
                .map(|value| value.trim())
                .filter(|v| !v.is_empty())
                .collect();
            if !codes.is_empty() {
                put(document, key, json!(codes));
            }
        }
        Kind::Date3 | Kind::PartialDate3 => match (date3::read(values), &field.otherwise) {
            (Date3::Empty, _) => {}
            (Date3::Wrong(_), Some(otherwise)) => {
                add_text(document, &concrete(otherwise, key), &date3::as_typed(values));
            }
            (Date3::Partial(_), Some(otherwise)) if field.kind == Kind::Date3 => {
                add_text(document, &concrete(otherwise, key), &date3::as_typed(values));
            }
            (Date3::Whole(date) | Date3::Partial(date) | Date3::Wrong(date), _) => {
                put(document, key, Value::from(date));
            }
        },
        Kind::Municipality => {
            let Some(value) = filled else { return };
            match &field.otherwise {
                Some(otherwise) if !is_municipality_code(value) => {
                    add_text(document, &concrete(otherwise, key), value);
                }
                _ => put(document, key, Value::from(value)),
            }
            // The wizard keeps the postal code by which a municipality was found.
            let postal_code = format!("{}.postal_code", key::parent(key));
            if let Some(code) = answers.filled(&postal_code) {
                put(document, &postal_code, Value::from(code));
            }
        }
        _ => {
            if let Some(value) = filled {
                add_text(document, key, value);
            }
        }
    }
}

/// Whether an answer of a municipality field has been understood: the three digits of a municipality.
pub fn is_municipality_code(value: &str) -> bool {
    value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Same municipality" and "same address as the one before" mean what the document says of the one before.
fn share_homes(document: &mut Value, answers: &Answers, asked: &[&Asked<'_>]) {
    for index in 1..answers.count("children") {
        let says = |pattern: &str| {
            let key = key::at(pattern, index);
            asked.iter().any(|asked| asked.key == key) && answers.filled(&key).is_some()
        };
        let shared: &[&str] = if says(children::SAME_ADDRESS) {
            &children::HOME
        } else if says(children::SAME_MUNICIPALITY) {
            &children::MUNICIPALITY
        } else {
            continue;
        };
        for pattern in shared {
            let own = key::at(pattern, index);
            let before = get(document, &key::at(pattern, index.saturating_sub(1))).cloned();
            if let (None, Some(value)) = (get(document, &own), before) {
                put(document, &own, value);
            }
        }
    }
}

/// A protected address is protected for each child that lives there, also when it is told of a later one.
fn share_protection_back(document: &mut Value, answers: &Answers, asked: &[&Asked<'_>]) {
    const PROTECTED: &str = "children[].protected_address";
    for index in (1..answers.count("children")).rev() {
        let same = key::at(children::SAME_ADDRESS, index);
        let says_same = asked.iter().any(|asked| asked.key == same) && answers.filled(&same).is_some();
        if says_same && let Some(protected) = get(document, &key::at(PROTECTED, index)).cloned() {
            put(document, &key::at(PROTECTED, index.saturating_sub(1)), protected);
        }
    }
}

/// A report about an unborn child alone: the municipality asked first is where the mother lives.
fn give_home_to_mother(document: &mut Value) {
    let Some(children) = document
        .as_object_mut()
        .and_then(|document| document.shift_remove("children"))
    else {
        return;
    };
    if let Some(home) = children.pointer("/0/residence").and_then(Value::as_object) {
        for (name, value) in home {
            let own = format!("unborn_child.parents[0].residence.{name}");
            if get(document, &own).is_none() {
                put(document, &own, value.clone());
            }
        }
    }
}

/// The key that `otherwise` means beside the concrete `key`: of the same element.
fn concrete(otherwise: &str, key: &str) -> String {
    let list = otherwise.split_once("[]").map(|(list, _)| list);
    let index = list.and_then(|list| key::index_in(list, key)).unwrap_or_default();
    key::at(otherwise, index)
}

/// Puts a text where perhaps another stands already: both are kept.
fn add_text(document: &mut Value, key: &str, text: &str) {
    let text = match get(document, key).and_then(Value::as_str) {
        Some(held) => format!("{held}, {text}"),
        None => text.to_owned(),
    };
    put(document, key, Value::from(text));
}

fn put(document: &mut Value, key: &str, value: Value) {
    if let Some(place) = place(document, key) {
        *place = value;
    }
}

fn make(document: &mut Value, key: &str) {
    if let Some(place) = place(document, key)
        && place.is_null()
    {
        *place = json!({});
    }
}

/// The place of `key`, made if it is not there; holes in a list are filled with empty objects.
fn place<'a>(document: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    let mut place = document;
    for part in key::to_pointer(key).as_str().split('/').skip(1) {
        place = if let Ok(index) = part.parse::<usize>() {
            if place.is_null() {
                *place = json!([]);
            }
            let list = place.as_array_mut()?;
            while list.len() <= index {
                list.push(Value::Object(Map::new()));
            }
            list.get_mut(index)?
        } else {
            if place.is_null() {
                *place = json!({});
            }
            place.as_object_mut()?.entry(part).or_insert(Value::Null)
        };
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::load;

    fn sent(answers: &[(&str, &[&str])]) -> Value {
        let form = load::form("concern").unwrap();
        let mut visit = Answers::begin(form);
        visit.set("reporter_role", ["private_person"]);
        for (key, values) in answers {
            visit.set(key, *values);
        }
        document(form, &visit)
    }

    #[test]
    fn the_least_report_is_a_worry_about_a_child_nobody_can_name() {
        assert_eq!(
            sent(&[("concern.description", &[" Lapsi itkee öisin. "])]),
            json!({
                "reporter_role": "private_person",
                "children": [{}],
                "concern": {"description": "Lapsi itkee öisin."},
            })
        );
    }

    #[test]
    fn an_anonymous_reporter_sends_nothing_of_the_contacts_typed_before() {
        let mut given: Vec<(&str, &[&str])> = vec![
            ("reporter.identity", &["named"]),
            ("reporter.name", &["Matti Mallinen"]),
        ];
        assert_eq!(
            sent(&given).pointer("/reporter"),
            Some(&json!({"name": "Matti Mallinen"}))
        );
        given.push(("reporter.identity", &["anonymous"]));
        assert_eq!(sent(&given).get("reporter"), None);
    }

    #[test]
    fn each_kind_of_answer_has_its_shape() {
        let sent = sent(&[
            ("children[0].birth_date", &["", "5", "2016"]),
            ("children[0].protected_address", &["yes"]),
            ("children[0].residence.municipality", &["049"]),
            ("children[0].residence.postal_code", &["02770"]),
            ("concern.reasons", &["school", "other"]),
            ("worker_only", &["  "]),
        ]);
        assert_eq!(
            sent.pointer("/children/0"),
            Some(&json!({
                "residence": {"municipality": "049", "postal_code": "02770"},
                "birth_date": "2016-05",
                "protected_address": true,
            }))
        );
        assert_eq!(
            sent.pointer("/concern/reasons"),
            Some(&json!(["school", "other"]))
        );
        assert_eq!(sent.get("worker_only"), None);
    }

    #[test]
    fn a_place_that_is_no_municipality_is_not_lost() {
        let sent = sent(&[
            ("children[0].residence.municipality", &["Mallila"]),
            ("children[0].residence.street_address", &["Mallitie 1"]),
            ("place_unknown", &["yes"]),
            ("place_of_concern_municipality", &["uimahalli"]),
        ]);
        assert_eq!(
            sent.pointer("/children/0/residence"),
            Some(&json!({"street_address": "Mallila, Mallitie 1"}))
        );
        assert_eq!(sent.get("place_of_concern"), Some(&json!("uimahalli")));
    }

    #[test]
    fn siblings_share_a_home_without_typing_it_again() {
        let sent = sent(&[
            ("children.count", &["3"]),
            ("children[0].residence.municipality", &["049"]),
            ("children[0].residence.street_address", &["Mallitie 1"]),
            ("children[0].protected_address", &["yes"]),
            ("children[1].same_address", &["yes"]),
            ("children[2].same_municipality", &["yes"]),
        ]);
        let shared = json!({
            "residence": {"municipality": "049", "street_address": "Mallitie 1"},
            "protected_address": true,
        });
        assert_eq!(sent.pointer("/children/1"), Some(&shared));
        assert_eq!(
            sent.pointer("/children/2"),
            Some(&json!({"residence": {"municipality": "049"}}))
        );
    }

    #[test]
    fn a_protected_address_is_protected_for_each_child_that_lives_there() {
        let sent = sent(&[
            ("children.count", &["4"]),
            ("children[1].same_address", &["yes"]),
            ("children[2].same_address", &["yes"]),
            ("children[2].protected_address", &["yes"]),
            ("children[3].same_municipality", &["yes"]),
        ]);
        let children = sent.get("children").and_then(Value::as_array).unwrap();
        let protected: Vec<bool> = children
            .iter()
            .map(|child| child.get("protected_address").is_some())
            .collect();
        assert_eq!(protected, [true, true, true, false]);
    }

    #[test]
    fn the_municipality_of_an_unborn_child_is_its_mothers() {
        let sent = sent(&[
            ("subject", &["unborn"]),
            ("children[0].residence.municipality", &["091"]),
            ("children[0].first_names", &["Aino"]),
            ("unborn_child.expected_birth_date", &["", "3", "2027"]),
            ("unborn_child.parents[1].name", &["Oiva Mallinen"]),
        ]);
        assert_eq!(sent.get("children"), None);
        assert_eq!(
            sent.get("unborn_child"),
            Some(&json!({
                "expected_birth_text": "3.2027",
                "parents": [
                    {"residence": {"municipality": "091"}, "role": "mother"},
                    {"name": "Oiva Mallinen", "role": "other_parent"},
                ],
            }))
        );
    }

    #[test]
    fn a_born_and_an_unborn_child_are_sent_together() {
        let sent = sent(&[
            ("subject", &["child", "unborn"]),
            ("children[0].residence.municipality", &["091"]),
        ]);
        assert_eq!(sent.get("unborn_child"), Some(&json!({})));
        assert_eq!(
            sent.get("children"),
            Some(&json!([{"residence": {"municipality": "091"}}]))
        );
    }
}
