//! The rows of a stored report by its form's definition. What no field of the form covers (a report by the API can
//! hold more) is shown too: nothing that was sent is ever invisible to the worker.

use std::collections::BTreeMap;

use serde_json::Value;

use super::definition::{Field, Form};
use super::key;
use super::protection::Protected;
use super::rows::{self, Block, NameOf, Row};
use crate::domain::sensitivity::Sensitivity;
use crate::text::Words;
use crate::wire::schema::{self, KeyInfo, KeyKind};

/// The rows of `document` in three blocks by who may read them, in the order of the form.
pub fn rows(form: &Form, document: &Value, words: Words<'_>, name_of: NameOf<'_>) -> Vec<Block> {
    let mut leaves = Vec::new();
    collect(document, "", &mut leaves);
    let fields = Fields::of(form);
    let protected = Protected::of(document);
    let schema: BTreeMap<String, KeyInfo> = schema::keys()
        .into_iter()
        .map(|info| (info.key.clone(), info))
        .collect();
    leaves.sort_by_cached_key(|(key, _)| fields.rank(key));
    let rows = leaves.into_iter().filter_map(|(key, value)| {
        let field = fields.field(&key);
        let info = schema.get(&key::pattern(&key));
        let value = in_words(value, field, info, words, name_of)?;
        let row = Row {
            group: rows::group_of(&key, words),
            section: field.and_then(|field| field.section.clone()),
            label_key: field
                .map(|field| rows::name_key(field, words))
                .unwrap_or_default(),
            label: label(&key, field, words),
            value: Some(value),
            change: None,
            subject: rows::subject_of(&key),
            key: key.clone(),
        };
        Some((
            protected.sensitivity_of(&key, sensitivity(&key, field, info)),
            row,
        ))
    });
    rows::blocks(rows.collect())
}

/// What the value at the concrete `key` is called where no form is at hand; after whom it is about, where there are several.
pub fn called(key: &str, words: Words<'_>) -> String {
    let name = label(key, None, words);
    let several = ["guardians", "unborn_child.parents"];
    let group = several.iter().find_map(|list| key::index_in(list, key));
    match group.and_then(|_| rows::group_of(key, words)) {
        Some(group) => format!("{group}: {name}"),
        None => name,
    }
}

/// Every value of `value` by its concrete key; a list of plain values is one value.
fn collect<'a>(value: &'a Value, key: &str, leaves: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let dot = if key.is_empty() { "" } else { "." };
                collect(member, &format!("{key}{dot}{name}"), leaves);
            }
        }
        Value::Array(elements)
            if elements
                .iter()
                .any(|element| element.is_object() || element.is_array()) =>
        {
            for (index, element) in elements.iter().enumerate() {
                collect(element, &format!("{key}[{index}]"), leaves);
            }
        }
        other => leaves.push((key.to_owned(), other)),
    }
}

fn in_words(
    value: &Value,
    field: Option<&Field>,
    info: Option<&KeyInfo>,
    words: Words<'_>,
    name_of: NameOf<'_>,
) -> Option<String> {
    let listed = field
        .and_then(|field| field.list.as_deref())
        .or_else(|| info?.codes.as_deref());
    let list = match listed {
        None if is_municipality(field, info) => Some("municipalities"),
        listed => listed,
    };
    let one = |value: &Value| match (list, value) {
        (Some(list), Value::String(code)) => Some(name_of(list, code).unwrap_or_else(|| match field {
            Some(field) if field.list.is_some() => field.option(code, words),
            _ => words.code(list, code).into_owned(),
        })),
        (None, Value::String(date)) if info.is_some_and(|info| info.kind == KeyKind::Date) => {
            Some(rows::date_in_words(date, words))
        }
        _ => plain_value(value, words),
    };
    match value {
        Value::Array(elements) => {
            let all: Vec<String> = elements.iter().filter_map(one).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        value => one(value),
    }
}

/// A value of a document in words, without a list.
fn plain_value(value: &Value, words: Words<'_>) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(true) => Some(words.get("answer-yes").into_owned()),
        Value::Bool(false) => Some(words.get("answer-no").into_owned()),
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn is_municipality(field: Option<&Field>, info: Option<&KeyInfo>) -> bool {
    field.is_some_and(|field| field.kind == super::definition::Kind::Municipality)
        || info.is_some_and(|info| info.key.ends_with("municipality"))
}

fn label(key: &str, field: Option<&Field>, words: Words<'_>) -> String {
    if let Some(field) = field {
        return rows::name_of_field(field, words);
    }
    let base = key::text_base(key);
    ["row", "label"]
        .map(|kind| format!("{base}-{kind}"))
        .iter()
        .find(|text| words.has(text))
        .map_or_else(|| key.to_owned(), |text| words.get(text).into_owned())
}

/// Who may read a value; what nobody has classified stays with the workers, or with the reporter's identity.
fn sensitivity(key: &str, field: Option<&Field>, info: Option<&KeyInfo>) -> Sensitivity {
    let fallback = if key.starts_with("reporter") && !key.starts_with("reporter_") {
        Sensitivity::ReporterIdentity
    } else {
        Sensitivity::WorkerOnly
    };
    info.map(|info| info.sensitivity)
        .or_else(|| Some(field?.sensitivity))
        .unwrap_or(fallback)
}

/// The fields of a form by where they stand.
struct Fields<'a>(Vec<&'a Field>);

impl<'a> Fields<'a> {
    fn of(form: &'a Form) -> Self {
        Self(form.fields().map(|(_, field)| field).collect())
    }

    fn position(&self, key: &str) -> Option<usize> {
        let pattern = key::pattern(key);
        let covers = |field: &&&Field| field.key == key || field.key == pattern;
        self.0.iter().position(|field| covers(&field)).or_else(|| {
            // A text that took what did not fit its field stands where that field stands.
            self.0
                .iter()
                .position(|field| field.otherwise.as_deref() == Some(pattern.as_str()))
        })
    }

    fn field(&self, key: &str) -> Option<&'a Field> {
        let pattern = key::pattern(key);
        self.0
            .iter()
            .find(|field| field.key == key || field.key == pattern)
            .copied()
    }

    /// The order of a value: its group by where the form first asks about it, the element, the field.
    fn rank(&self, key: &str) -> (usize, usize, usize, String) {
        let position = self.position(key).unwrap_or(usize::MAX);
        let group = key.split(['[', '.']).next().unwrap_or(key);
        let groups = ["children", "unborn_child", "guardians"];
        let first = if groups.contains(&group) {
            self.0
                .iter()
                .position(|field| field.key.starts_with(group))
                .unwrap_or(usize::MAX)
        } else {
            position
        };
        let index = groups
            .iter()
            .find_map(|list| key::index_in(list, key))
            .unwrap_or_default();
        (first, index, position, key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::domain::report::Subject;
    use crate::forms::load;
    use crate::text::Texts;
    use serde_json::json;

    fn shown(document: &Value) -> Vec<(Sensitivity, Row)> {
        let words = Texts::embedded().words(Language::Fi);
        let name_of =
            |list: &str, code: &str| (list == "municipalities" && code == "049").then(|| "Espoo".to_owned());
        rows(load::form("concern").unwrap(), document, words, &name_of)
            .into_iter()
            .flat_map(|block| block.rows.into_iter().map(move |row| (block.sensitivity, row)))
            .collect()
    }

    #[test]
    fn a_stored_report_reads_like_the_form() {
        let rows = shown(&json!({
            "reporter": {"name": "Matti Mallinen"},
            "children": [
                {"first_names": "Aino", "birth_date": "2016-05", "residence": {"municipality": "049"}},
                {"protected_address": true, "concerns_staff": true},
            ],
            "concern": {"description": "Lapsi itkee.", "reasons": ["school", "family_violence"]},
            "worker_only": "naapurina",
        }));
        let rows: Vec<_> = rows
            .iter()
            .map(|(sensitivity, row)| {
                (
                    *sensitivity,
                    row.group.as_deref().unwrap_or(""),
                    row.label.replace('\u{AD}', ""),
                    row.value.clone().unwrap(),
                )
            })
            .collect();
        let family = Sensitivity::FamilyMayRead;
        let expected = [
            (family, "Lapsi 1", "Kunta", "Espoo"),
            (family, "Lapsi 1", "Etunimet", "Aino"),
            (family, "Lapsi 1", "Syntymäaika", "5/2016"),
            (family, "", "Huoli", "Lapsi itkee."),
            (family, "", "Huolen aiheet", "Koulu, Väkivalta perheessä"),
            (Sensitivity::WorkerOnly, "Lapsi 2", "Turvakielto", "Kyllä"),
            (
                Sensitivity::WorkerOnly,
                "Lapsi 2",
                "Liittyy lastensuojelun työntekijään",
                "Kyllä",
            ),
            (Sensitivity::WorkerOnly, "", "Työntekijälle", "naapurina"),
            (Sensitivity::ReporterIdentity, "", "Nimi", "Matti Mallinen"),
        ]
        .map(|(who, group, label, value)| (who, group, label.to_owned(), value.to_owned()));
        assert_eq!(rows, expected);
    }

    #[test]
    fn what_no_form_asks_is_shown_all_the_same() {
        let rows = shown(&json!({
            "guardians": [{"name": "Oiva Mallinen", "told": "no"}],
            "police_told": "not_applicable",
            "unborn_child": {"parents": [{"residence": {"postal_code": "02770"}}]},
            "reporter": {"shoe_size": 45},
            "brand_new": {"member": [1, 2]},
        }));
        let find = |key: &str| rows.iter().find(|(_, row)| row.key == key).unwrap();
        assert_eq!(find("guardians[0].told").1.value.as_deref(), Some("Ei"));
        assert_eq!(find("police_told").1.value.as_deref(), Some("Ei tarvetta"));
        assert_eq!(
            find("unborn_child.parents[0].residence.postal_code").1.subject,
            Some(Subject::Unborn)
        );
        assert_eq!(find("reporter.shoe_size").0, Sensitivity::ReporterIdentity);
        let (sensitivity, row) = find("brand_new.member");
        assert_eq!(
            (*sensitivity, row.label.as_str(), row.value.as_deref()),
            (Sensitivity::WorkerOnly, "brand_new.member", Some("1, 2"))
        );
    }

    #[test]
    fn every_key_of_the_schema_has_a_name_in_words() {
        let words = Texts::embedded().words(Language::Fi);
        let form = load::form("concern").unwrap();
        let fields = Fields::of(form);
        for info in schema::keys() {
            let name = label(&info.key, fields.field(&info.key), words);
            assert!(
                !name.contains(['.', '_']) && !name.ends_with("-label"),
                "{} is called {name}",
                info.key
            );
        }
    }
}
