//! The schema of a report as utoipa writes it, read back once: the shape check and the list of keys stand on it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::OpenApi;

use crate::domain::sensitivity::Sensitivity;

use super::body::ReportBody;
use super::codes;

/// The component schemas of a report, for [`ReportSchemas::openapi`] and for the API's own document to nest.
#[derive(OpenApi)]
#[openapi(components(schemas(ReportBody)))]
pub struct ReportSchemas;

/// What a leaf of the schema holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// Text.
    Text,
    /// A civil date as text.
    Date,
    /// `true` or `false`.
    Flag,
    /// One code of a list.
    Code,
    /// Any number of codes of a list.
    Codes,
}

/// A leaf of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInfo {
    /// The path, such as `children[].first_names`.
    pub key: String,
    /// What it holds.
    pub kind: KeyKind,
    /// Who may read it.
    pub sensitivity: Sensitivity,
    /// The largest number of characters, for text and dates.
    pub max_chars: Option<usize>,
    /// The name of its code list, as [`codes::names`] and `/api/v1/codes/{list}` know it.
    pub codes: Option<String>,
}

/// A place of the schema.
#[derive(Debug)]
pub(super) struct Node {
    /// Whether `null` may stand here.
    pub nullable: bool,
    /// What stands here.
    pub kind: NodeKind,
}

/// What stands at a place of the schema.
#[derive(Debug)]
pub(super) enum NodeKind {
    /// An object with exactly these members.
    Object(BTreeMap<String, Node>),
    /// A list of at most `max` elements.
    List {
        of: Box<Node>,
        max: usize,
        leaf: Option<Leaf>,
    },
    /// A text.
    Text(Option<Leaf>),
    /// A truth value.
    Flag(Option<Leaf>),
}

/// What the schema says of a leaf beside its type.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    sensitivity: Sensitivity,
    max_chars: Option<usize>,
    codes: Option<String>,
    date: bool,
}

static COMPONENTS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let document = serde_json::to_value(ReportSchemas::openapi()).unwrap_or_default();
    let mut schemas = document
        .pointer("/components/schemas")
        .cloned()
        .unwrap_or_default();
    name_the_codes(&mut schemas);
    match schemas {
        Value::Object(schemas) => schemas,
        _ => Map::new(),
    }
});

static ROOT: LazyLock<Node> =
    LazyLock::new(|| node(&serde_json::json!({"$ref": "#/components/schemas/Report"})));

/// The component schemas of a report by name (`Report` is the whole), with every code list spelled out.
pub fn components() -> &'static Map<String, Value> {
    &COMPONENTS
}

/// Every leaf of the schema, sorted within its object.
pub fn keys() -> Vec<KeyInfo> {
    let mut keys = Vec::new();
    collect(&ROOT, "", &mut keys);
    keys
}

/// The schema of a whole report.
pub(super) fn root() -> &'static Node {
    &ROOT
}

/// Adds `enum` to every leaf that names its code list; utoipa sees only a string there, because the lists belong
/// to `domain`, which knows nothing of JSON schemas. What utoipa says of a list of codes on its elements moves to
/// the list.
fn name_the_codes(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for name in ["x-sensitivity", "x-codes"] {
                let on_elements = members
                    .get_mut("items")
                    .and_then(|items| items.as_object_mut()?.remove(name));
                members.extend(on_elements.map(|value| (name.to_owned(), value)));
            }
            let names = members
                .get("x-codes")
                .and_then(Value::as_str)
                .and_then(codes::names);
            if let Some(names) = names {
                let mut values: Vec<Value> = names.into_iter().map(Value::from).collect();
                if let Some(Value::Object(items)) = members.get_mut("items") {
                    items.insert("enum".to_owned(), Value::Array(values));
                } else {
                    if members.get("type").is_some_and(Value::is_array) {
                        values.push(Value::Null);
                    }
                    members.insert("enum".to_owned(), Value::Array(values));
                }
            }
            members.values_mut().for_each(name_the_codes);
        }
        Value::Array(elements) => elements.iter_mut().for_each(name_the_codes),
        _ => {}
    }
}

/// Reads a schema: references are followed, `null` beside another type makes it nullable.
fn node(schema: &Value) -> Node {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let name = name.rsplit('/').next().unwrap_or_default();
        return COMPONENTS.get(name).map_or_else(nothing, node);
    }
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        let is_null = |choice: &&Value| choice.get("type").and_then(Value::as_str) == Some("null");
        let mut found = choices
            .iter()
            .find(|choice| !is_null(choice))
            .map_or_else(nothing, node);
        found.nullable |= choices.iter().any(|choice| is_null(&choice));
        return found;
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = if types.contains(&"object") {
        let members = schema.get("properties").and_then(Value::as_object);
        let members = members.into_iter().flatten();
        NodeKind::Object(
            members
                .map(|(name, schema)| (name.clone(), node(schema)))
                .collect(),
        )
    } else if types.contains(&"array") {
        NodeKind::List {
            of: Box::new(schema.get("items").map_or_else(nothing, node)),
            max: number(schema, "maxItems").unwrap_or(usize::MAX),
            leaf: leaf(schema),
        }
    } else if types.contains(&"boolean") {
        NodeKind::Flag(leaf(schema))
    } else {
        NodeKind::Text(leaf(schema))
    };
    Node {
        nullable: types.contains(&"null"),
        kind,
    }
}

/// An object without members: what a broken schema lets through, so that it is noticed at once.
fn nothing() -> Node {
    Node {
        nullable: false,
        kind: NodeKind::Object(BTreeMap::new()),
    }
}

fn number(schema: &Value, name: &str) -> Option<usize> {
    schema
        .get(name)
        .and_then(Value::as_u64)
        .and_then(|number| usize::try_from(number).ok())
}

fn leaf(schema: &Value) -> Option<Leaf> {
    Some(Leaf {
        sensitivity: Sensitivity::deserialize(schema.get("x-sensitivity")?).ok()?,
        max_chars: number(schema, "maxLength"),
        codes: schema.get("x-codes").and_then(Value::as_str).map(str::to_owned),
        date: schema.get("x-date").is_some(),
    })
}

fn collect(node: &Node, key: &str, keys: &mut Vec<KeyInfo>) {
    let mut add = |leaf: &Leaf, kind| {
        keys.push(KeyInfo {
            key: key.to_owned(),
            kind,
            sensitivity: leaf.sensitivity,
            max_chars: leaf
                .max_chars
                .filter(|_| matches!(kind, KeyKind::Text | KeyKind::Date)),
            codes: leaf.codes.clone(),
        });
    };
    match &node.kind {
        NodeKind::Object(members) => {
            for (name, member) in members {
                let dot = if key.is_empty() { "" } else { "." };
                collect(member, &format!("{key}{dot}{name}"), keys);
            }
        }
        NodeKind::List { leaf: Some(leaf), .. } => add(leaf, KeyKind::Codes),
        NodeKind::List { of, .. } => collect(of, &format!("{key}[]"), keys),
        NodeKind::Text(Some(leaf)) if leaf.codes.is_some() => add(leaf, KeyKind::Code),
        NodeKind::Text(Some(leaf)) if leaf.date => add(leaf, KeyKind::Date),
        NodeKind::Text(Some(leaf)) => add(leaf, KeyKind::Text),
        NodeKind::Flag(Some(leaf)) => add(leaf, KeyKind::Flag),
        NodeKind::Text(None) | NodeKind::Flag(None) => {}
    }
}
