//! A report back as JSON, with the member names of the schema: for the staff's view and for a copy.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::person::{Child, Guardian, UnbornChild};
use crate::domain::report::{Facts, NewReport, Reporter, WorkerOnly};

/// The parts of a report that the viewer may see.
pub struct Parts<'a> {
    /// Who reports; `None` leaves the whole member out.
    pub reporter: Option<&'a Reporter>,
    /// The children.
    pub children: &'a [Child],
    /// The unborn child.
    pub unborn_child: Option<&'a UnbornChild>,
    /// Guardians.
    pub guardians: &'a [Guardian],
    /// What is told.
    pub facts: &'a Facts,
    /// What only a worker reads; `None` leaves it out, and with it the `concerns_staff` of every child, born or not.
    pub worker_only: Option<&'a WorkerOnly>,
}

/// The whole of `report`. Members without a value are left out, and the order is always the same, so equal reports
/// give equal bytes. Reading it again gives the same report.
pub fn document(report: &NewReport) -> Value {
    Parts {
        reporter: Some(&report.reporter),
        children: &report.children,
        unborn_child: report.unborn_child.as_ref(),
        guardians: &report.guardians,
        facts: &report.facts,
        worker_only: Some(&report.worker_only),
    }
    .document()
}

impl Parts<'_> {
    /// These parts as JSON.
    pub fn document(&self) -> Value {
        let mut whole = Map::new();
        if let Some(reporter) = self.reporter {
            put(&mut whole, "reporter", Value::Object(members(reporter)));
        }
        let children = self.children.iter().map(|child| self.child(child)).collect();
        put(&mut whole, "children", Value::Array(children));
        if let Some(unborn) = self.unborn_child {
            whole.insert("unborn_child".to_owned(), self.unborn_child(unborn));
        }
        let guardians = self.guardians.iter();
        let guardians = guardians
            .map(|guardian| merged(&[members(&guardian.identity), members(&guardian.facts)]))
            .collect();
        put(&mut whole, "guardians", Value::Array(guardians));
        whole.extend(members(self.facts));
        whole.extend(self.worker_only.map(members).unwrap_or_default());
        Value::Object(whole)
    }

    fn child(&self, child: &Child) -> Value {
        let mut all = members(&child.identity);
        all.extend(members(&child.facts));
        self.mark(&mut all, child.concerns_staff);
        Value::Object(all)
    }

    fn unborn_child(&self, unborn: &UnbornChild) -> Value {
        let mut all = members(&unborn.facts);
        let parents = unborn.parents.iter();
        let parents = parents
            .map(|parent| merged(&[members(&parent.identity), members(&parent.facts)]))
            .collect();
        put(&mut all, "parents", Value::Array(parents));
        self.mark(&mut all, unborn.concerns_staff);
        Value::Object(all)
    }

    /// Says of a child that somebody who works here is concerned, to those who may read it.
    fn mark(&self, child: &mut Map<String, Value>, concerns_staff: bool) {
        if concerns_staff && self.worker_only.is_some() {
            child.insert("concerns_staff".to_owned(), Value::Bool(true));
        }
    }
}

/// Adds a member, unless it is an empty list or object.
fn put(to: &mut Map<String, Value>, name: &str, value: Value) {
    let empty = match &value {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    if !empty {
        to.insert(name.to_owned(), value);
    }
}

fn merged(parts: &[Map<String, Value>]) -> Value {
    Value::Object(
        parts
            .iter()
            .flatten()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    )
}

/// The members of a part. Each is a plain struct with text keys, which always serialises.
fn members(part: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(part) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}
