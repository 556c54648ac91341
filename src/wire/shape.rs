//! Compares a JSON value with the schema and finds every fault of shape at once.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::domain::field_error::{FieldError, FieldErrors, FieldPath, FieldProblem};

use super::schema::{Node, NodeKind};

/// After so many faults the rest is not looked for: a report has fewer members than that.
const MOST_FAULTS: usize = 1000;
/// The longest unknown name for which a near one is looked for, in bytes.
const LONGEST_NAME: usize = 64;

/// What the comparison gives.
pub(super) struct Shaped {
    /// The value with every faulty place left empty and every text trimmed and with `\n` line ends: it fits the
    /// schema, so that the later checks can run on what is sound.
    pub value: Value,
    /// Every fault.
    pub faults: FieldErrors,
    /// The places left empty: what a later check finds there or beneath is only a consequence.
    pub emptied: Vec<FieldPath>,
}

impl Shaped {
    /// Whether `path` stands at or beneath a place that was left empty.
    pub fn is_consequence(&self, path: &FieldPath) -> bool {
        self.emptied.iter().any(|emptied| {
            path.as_str()
                .strip_prefix(emptied.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// Compares `value` with `schema`.
pub(super) fn check(value: &Value, schema: &Node) -> Shaped {
    let mut walk = Walk {
        faults: Vec::new(),
        emptied: Vec::new(),
    };
    let value = walk.place(value, schema, &FieldPath::root());
    Shaped {
        value,
        faults: walk.faults,
        emptied: walk.emptied,
    }
}

struct Walk {
    faults: FieldErrors,
    emptied: Vec<FieldPath>,
}

impl Walk {
    fn place(&mut self, value: &Value, schema: &Node, path: &FieldPath) -> Value {
        match (value, &schema.kind) {
            (Value::Null, _) if schema.nullable => Value::Null,
            (Value::Object(given), NodeKind::Object(members)) => self.object(given, members, path),
            (Value::Array(given), NodeKind::List { of, max, .. }) => self.list(given, of, *max, path),
            (Value::String(text), NodeKind::Text(_)) => Value::String(tidy(text)),
            (Value::Bool(flag), NodeKind::Flag(_)) => Value::Bool(*flag),
            (_, kind) => {
                self.fault(
                    path.clone(),
                    FieldProblem::WrongType {
                        expected: type_name(kind),
                    },
                );
                self.emptied.push(path.clone());
                empty(kind)
            }
        }
    }

    fn object(
        &mut self,
        given: &Map<String, Value>,
        members: &BTreeMap<String, Node>,
        path: &FieldPath,
    ) -> Value {
        let mut sound = Map::new();
        for (name, value) in given {
            if self.faults.len() >= MOST_FAULTS {
                break;
            }
            if let Some(schema) = members.get(name) {
                let value = self.place(value, schema, &path.member(name));
                sound.insert(name.clone(), value);
            } else {
                let nearest = nearest(name, members);
                self.fault(path.member(name), FieldProblem::UnknownMember { nearest });
            }
        }
        Value::Object(sound)
    }

    fn list(&mut self, given: &[Value], of: &Node, max: usize, path: &FieldPath) -> Value {
        if given.len() > max {
            self.fault(path.clone(), FieldProblem::TooMany { max });
        }
        let elements = given.iter().take(max).enumerate();
        Value::Array(
            elements
                .map(|(index, value)| self.place(value, of, &path.index(index)))
                .collect(),
        )
    }

    fn fault(&mut self, path: FieldPath, problem: FieldProblem) {
        self.faults.push(FieldError { path, problem });
    }
}

/// Line ends as `\n`, white space around it gone: as [`crate::domain::text::Text`] reads it, so that lengths are
/// counted on what is kept.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

const fn type_name(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Object(_) => "object",
        NodeKind::List { .. } => "array",
        NodeKind::Text(_) => "string",
        NodeKind::Flag(_) => "boolean",
    }
}

fn empty(kind: &NodeKind) -> Value {
    match kind {
        NodeKind::Object(_) => Value::Object(Map::new()),
        NodeKind::List { .. } => Value::Array(Vec::new()),
        NodeKind::Text(_) => Value::String(String::new()),
        NodeKind::Flag(_) => Value::Bool(false),
    }
}

/// The known name closest to `name`, if it is a likely slip: `firstNames`, `firstname`, `birthdate`.
fn nearest(name: &str, members: &BTreeMap<String, Node>) -> Option<String> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let plain = |name: &str| {
        name.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase()
    };
    let given = plain(name);
    members
        .keys()
        .map(|known| (strsim::damerau_levenshtein(&given, &plain(known)), known))
        .filter(|(distance, known)| *distance <= (known.len() / 4).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known.clone())
}
