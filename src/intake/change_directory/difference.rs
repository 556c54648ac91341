//! What changes between two directories, one line a county, an office, or the rules of a county.

use serde_json::{Value, json};

use super::Wanted;
use crate::domain::office::{Office, OfficeId};
use crate::domain::places::{CountyCode, Geography};
use crate::domain::rules::Area;
use crate::store::directory::{Changed, CountyEntry};

/// What changes between two directories.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Each thing that changes, by county.
    pub lines: Vec<Line>,
}

/// Whether something is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// It was not there.
    Added,
    /// It was there and is another now.
    Changed,
}

/// One thing that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whose directory it is.
    pub county: CountyCode,
    /// What of it.
    pub what: Changed,
    /// The county's code or the office's id.
    pub object: String,
    /// What people call it: the office's code and Finnish name, or the county's code.
    pub label: String,
    /// What it was; `None`: it was not there.
    pub before: Option<Value>,
    /// What it is.
    pub after: Value,
}

impl Line {
    /// Whether it is new.
    pub const fn kind(&self) -> LineKind {
        if self.before.is_none() {
            LineKind::Added
        } else {
            LineKind::Changed
        }
    }

    /// The members that differ, each with what it was and what it is.
    pub fn members(&self) -> Vec<(String, Value, Value)> {
        members(self.before.as_ref(), &self.after)
    }
}

/// The members of `after` that are other than in `before`, each with what it was and what it is.
pub fn members(before: Option<&Value>, after: &Value) -> Vec<(String, Value, Value)> {
    let empty = serde_json::Map::new();
    let after = after.as_object().unwrap_or(&empty);
    let before = before.and_then(Value::as_object).unwrap_or(&empty);
    let was = |name: &str| before.get(name).cloned().unwrap_or(Value::Null);
    let differing = after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(*value));
    differing
        .map(|(name, value)| (name.clone(), was(name), value.clone()))
        .collect()
}

impl Difference {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whose directories change.
    pub fn counties(&self) -> impl Iterator<Item = CountyCode> {
        self.lines.iter().map(|line| line.county)
    }

    /// The lines about `what`.
    pub fn of(&self, what: Changed) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.what == what)
    }
}

pub(super) fn between(before: &Wanted, after: &Wanted, geography: &Geography) -> Difference {
    let mut lines = Vec::new();
    for county in &after.counties {
        let old = before.counties.iter().find(|old| old.code == county.code);
        let line = |what, old: Option<Value>, new| Line {
            county: county.code,
            what,
            object: county.code.to_string(),
            label: county.code.to_string(),
            before: old,
            after: new,
        };
        if old.is_some_and(|old| old != county) {
            lines.push(line(
                Changed::County,
                old.map(|old| of_county(old, before)),
                of_county(county, after),
            ));
        }
        for office in after.offices.iter().filter(|office| office.county == county.code) {
            let old = before.offices.iter().find(|old| old.id == office.id);
            if old != Some(office) {
                lines.push(Line {
                    object: office.id.to_string(),
                    label: format!("{} {}", office.code, office.names.fi),
                    ..line(Changed::Office, old.map(of_office), of_office(office))
                });
            }
        }
        let (old, new) = (
            of_rules(before, county.code, geography),
            of_rules(after, county.code, geography),
        );
        if old != new {
            lines.push(line(Changed::Rules, Some(old), new));
        }
    }
    Difference { lines }
}

fn of_county(county: &CountyEntry, directory: &Wanted) -> Value {
    json!({
        "names": county.names,
        "default_office": county.default_office.map(|id| code_of(directory, id)),
        "duty_office": county.duty_office.map(|id| code_of(directory, id)),
        "auditor_mailbox": county.auditor_mailbox,
    })
}

fn of_office(office: &Office) -> Value {
    json!({
        "code": office.code,
        "kind": office.kind,
        "name_fi": office.names.fi,
        "name_sv": office.names.sv,
        "name_en": office.names.en,
        "name_se": office.name_se,
        "address": office.address,
        "languages": office.languages,
        "phones": office.phones,
        "hours": office.hours,
        "mailbox": office.mailbox,
        "supervisor_mailbox": office.supervisor_mailbox,
    })
}

/// The rules of a county in their order, and its areas.
fn of_rules(directory: &Wanted, county: CountyCode, geography: &Geography) -> Value {
    let rules = directory.rules.iter().filter(|rule| rule.county == county);
    let rules: Vec<Value> = rules
        .map(|rule| {
            let (looks_at, value, municipality) = rule.condition.row();
            json!([looks_at, value, municipality, code_of(directory, rule.office)])
        })
        .collect();
    let inside = |area: &&Area| geography.county_of(area.municipality) == Some(county);
    let areas: Vec<Value> = directory
        .areas
        .iter()
        .filter(inside)
        .map(|area| json!([area.municipality, area.code, area.names]))
        .collect();
    json!({"rules": rules, "areas": areas})
}

fn code_of(directory: &Wanted, id: OfficeId) -> String {
    let office = directory.offices.iter().find(|office| office.id == id);
    office.map_or_else(|| id.to_string(), |office| office.code.to_string())
}
