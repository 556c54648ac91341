//! Text that breaks programs, and documents that hold it wherever the schema has room for text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use huoli::domain::text::Text;
use huoli::wire::schema::keys;
use huoli::wire::{KeyInfo, KeyKind};
use serde_json::{Value, json};

/// Our own list, by what it tries.
pub static NAUGHTY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/naughty.json"));
    let lists: BTreeMap<String, Vec<String>> =
        serde_json::from_str(&text.expect("the list")).expect("lists of strings");
    lists.into_values().flatten().collect()
});

/// Those that a report may hold: control characters are refused at their field.
pub fn fit() -> Vec<&'static str> {
    let fits = |text: &&str| matches!(Text::parse(text, 200), Ok(Some(_)));
    let fit: Vec<&str> = NAUGHTY.iter().map(String::as_str).filter(fits).collect();
    assert!(fit.len() > 400, "{}", fit.len());
    fit
}

/// Every member of a report that takes any text.
pub fn free_texts() -> Vec<KeyInfo> {
    let free = |info: &KeyInfo| {
        let shaped = ["municipality", "area", "email"];
        let shaped = shaped.iter().any(|shape| info.key.ends_with(shape));
        info.kind == KeyKind::Text
            && info.codes.is_none()
            && !shaped
            && info.max_chars.is_some_and(|max| max >= 200)
    };
    let free: Vec<KeyInfo> = keys().into_iter().filter(free).collect();
    assert!(free.len() > 30, "{}", free.len());
    free
}

/// Every member that is text in JSON, whatever it means.
pub fn strings() -> Vec<KeyInfo> {
    keys()
        .into_iter()
        .filter(|info| info.kind != KeyKind::Flag)
        .collect()
}

/// Writes `text` into the member `key` of `document`, such as `children[].first_names`.
pub fn put(document: &mut Value, info: &KeyInfo, text: &str) {
    let mut at = document;
    for part in info.key.split('.') {
        let (name, list) = part.strip_suffix("[]").map_or((part, false), |name| (name, true));
        if at.is_null() {
            *at = json!({});
        }
        at = &mut at[name];
        if list {
            if at.is_null() {
                *at = json!([null]);
            }
            at = &mut at[0];
        }
    }
    *at = match info.kind {
        KeyKind::Codes => json!([text]),
        _ => json!(text),
    };
}
