//! What a change of the directory did, in words: each member with what it was and what it is.

use serde_json::Value;

use super::here::Here;
use super::{hours_words, phone_words, words};
use crate::domain::language::LanguageCode;
use crate::domain::places::MunicipalityCode;
use crate::domain::rules::Condition;
use crate::intake::change_directory::{Changed, members};
use crate::intake::directory_state::{DirectoryState, ToldChange};
use crate::text::FluentValue;
use crate::web::page::view::Line;

/// The lines of a change.
pub fn lines(here: &Here<'_>, state: &DirectoryState, change: &ToldChange) -> Vec<Line> {
    let members = members(change.before.as_ref(), &change.after);
    let told = members.iter().flat_map(|(name, was, is)| match change.what {
        Changed::Rules => listed(here, state, name, was, is),
        Changed::County | Changed::Office | Changed::Organisation => {
            one(here, state, name, was, is, change.before.is_none())
        }
    });
    told.map(Line::Text).collect()
}

/// A member with one value.
fn one(
    here: &Here<'_>,
    state: &DirectoryState,
    name: &str,
    was: &Value,
    is: &Value,
    new: bool,
) -> Vec<String> {
    let look = &here.look;
    let label = look.word(&format!("admin-field-{name}").replace('_', "-"));
    let shown = |value: &Value| {
        let text = value_text(here, state, name, value);
        if text.is_empty() {
            look.word("admin-none")
        } else {
            text
        }
    };
    if new {
        if value_text(here, state, name, is).is_empty() {
            return Vec::new();
        }
        return vec![format!("{label}: {}", shown(is))];
    }
    vec![look.words.format(
        "admin-change-line",
        &[
            ("field", FluentValue::from(label)),
            ("was", FluentValue::from(shown(was))),
            ("is", FluentValue::from(shown(is))),
        ],
    )]
}

/// A value as a person reads it.
fn value_text(here: &Here<'_>, state: &DirectoryState, name: &str, value: &Value) -> String {
    let look = &here.look;
    let language = look.words.language();
    match (name, value) {
        ("hours", Value::String(text)) => hours_words::show(text, language).replace('\n', "; "),
        ("phones", Value::String(text)) => phone_words::show(text, language).replace('\n', "; "),
        ("authority", Value::String(code)) => look.words.code("authority", code).into_owned(),
        ("kind", Value::String(text)) => look.word(&format!("admin-kind-{text}")),
        ("default_office" | "duty_office", Value::String(code)) => office(here, state, code),
        ("languages", Value::Array(codes)) => {
            let codes = codes
                .iter()
                .filter_map(Value::as_str)
                .filter_map(LanguageCode::parse);
            let named: Vec<String> = codes.map(|code| words::language(look, &code)).collect();
            named.join(", ")
        }
        (_, Value::Null) => String::new(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Object(names)) => {
            let names: Vec<&str> = names.values().filter_map(Value::as_str).collect();
            names.join(" / ")
        }
        (_, other) => other.to_string(),
    }
}

/// A list of rules or areas: what came and what went, or that the order is another.
fn listed(here: &Here<'_>, state: &DirectoryState, name: &str, was: &Value, is: &Value) -> Vec<String> {
    let look = &here.look;
    let none = Vec::new();
    let (was, is) = (was.as_array().unwrap_or(&none), is.as_array().unwrap_or(&none));
    let without = |these: &[Value], those: &[Value]| -> Vec<String> {
        let gone = these.iter().filter(|one| !those.contains(one));
        gone.map(|one| item(here, state, name, one)).collect()
    };
    let (gone, came) = (without(was, is), without(is, was));
    if gone.is_empty() && came.is_empty() {
        return vec![look.word("admin-change-order")];
    }
    let told = |key: &str, items: Vec<String>| -> Vec<String> {
        let told = items.iter().map(|item| look.words.with(key, "item", item));
        told.collect()
    };
    let mut lines = told("admin-change-gone", gone);
    lines.extend(told("admin-change-came", came));
    lines
}

/// A rule (`[looks_at, value, municipality, office]`) or an area (`[municipality, code, names]`) in words.
fn item(here: &Here<'_>, state: &DirectoryState, name: &str, value: &Value) -> String {
    let look = &here.look;
    let part = |place: usize| value.get(place).and_then(Value::as_str);
    if name == "areas" {
        let place = part(0).and_then(MunicipalityCode::parse);
        let place = place.map_or_else(String::new, |code| look.municipality(code));
        let names = value.get(2).and_then(Value::as_object);
        let own = names.and_then(|names| names.get(look.words.language().code())?.as_str());
        return format!("{}, {place}", own.or(part(1)).unwrap_or_default());
    }
    let condition = part(0).zip(part(1));
    let condition = condition.and_then(|(looks_at, value)| Condition::parse(looks_at, value, part(2)));
    let condition = condition.map_or_else(String::new, |condition| {
        words::condition(look, &condition, &state.directory.areas)
    });
    format!(
        "{condition} → {}",
        office(here, state, part(3).unwrap_or_default())
    )
}

/// The name of the office with this code, the code where there is none.
fn office(here: &Here<'_>, state: &DirectoryState, code: &str) -> String {
    let mut offices = state.directory.offices.iter();
    offices
        .find(|office| office.code.as_str() == code)
        .map_or_else(|| code.to_owned(), |office| here.office_name(state, office.id))
}
