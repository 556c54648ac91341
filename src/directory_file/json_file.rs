//! The file as JSON.

use serde_json::{Map, Value};

use super::columns::{Column, Kind, hint};
use super::{Fault, Place, Record};

/// Reads the four lists; `None` when this is no such object.
pub(super) fn read(text: &str, faults: &mut Vec<Fault>) -> Option<Vec<Record>> {
    let lists: Map<String, Value> = match serde_json::from_str(text) {
        Ok(Value::Object(lists)) => lists,
        Ok(_) => {
            faults.push(Fault::of_file(
                "write one object: {\"counties\": […], \"offices\": […], \"areas\": […], \"rules\": […]}",
            ));
            return None;
        }
        Err(error) => {
            let line = u64::try_from(error.line()).unwrap_or(u64::MAX);
            faults.push(Fault::new(Place::Line(line), None, format!("not JSON: {error}")));
            return None;
        }
    };
    for name in lists.keys() {
        if !Kind::ALL.iter().any(|kind| kind.list() == name) {
            let hint = hint(name, Kind::ALL.into_iter().map(Kind::list));
            faults.push(Fault::of_file(format!(
                "there is no list \"{name}\"{hint}; write counties, offices, areas and rules"
            )));
        }
    }
    let mut records = Vec::new();
    for kind in Kind::ALL {
        match lists.get(kind.list()) {
            None => {}
            Some(Value::Array(items)) => {
                for (number, item) in items.iter().enumerate() {
                    records.extend(read_item(kind, Place::Item(kind, number), item, faults));
                }
            }
            Some(_) => faults.push(Fault::of_file(format!("/{} must be a list: […]", kind.list()))),
        }
    }
    Some(records)
}

fn read_item(kind: Kind, place: Place, item: &Value, faults: &mut Vec<Fault>) -> Option<Record> {
    let Value::Object(members) = item else {
        faults.push(Fault::new(place, None, "write an object: {…}"));
        return None;
    };
    let mut record = Record::new(kind, place);
    for (name, value) in members {
        let column = Column::parse(name).filter(|column| kind.columns().contains(column));
        let Some(column) = column else {
            let names = kind.columns().iter().map(|column| column.as_str());
            let hint = hint(name, names);
            faults.push(Fault::new(
                place,
                None,
                format!("there is no member \"{name}\" here{hint}"),
            ));
            continue;
        };
        if let Some(text) = words(column, value) {
            record = record.with(column, text);
            continue;
        }
        let shape = if column == Column::Languages {
            "a list of codes: [\"fi\", \"sv\"]"
        } else {
            "a text in quotation marks; numbers too, as their zeros count: \"03\""
        };
        faults.push(Fault::new(place, column, format!("write {shape}")));
    }
    Some(record)
}

/// The text of a member; `None` when it is none.
fn words(column: Column, value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Array(items) if column == Column::Languages => {
            let words = items.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
            Some(words.join(" "))
        }
        _ => None,
    }
}

/// Writes the four lists.
pub(super) fn write(records: &[Record]) -> String {
    let mut lists = Map::new();
    for kind in Kind::ALL {
        let items = records.iter().filter(|record| record.kind == kind);
        lists.insert(kind.list().to_owned(), items.map(item).collect());
    }
    let mut text = serde_json::to_string_pretty(&lists).unwrap_or_default();
    text.push('\n');
    text
}

fn item(record: &Record) -> Value {
    let members = record.cells.iter().map(|(column, text)| {
        let value = match column {
            Column::Languages => text.split_whitespace().map(Value::from).collect(),
            _ => Value::from(text.as_str()),
        };
        (column.as_str().to_owned(), value)
    });
    Value::Object(members.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (Vec<Record>, Vec<String>) {
        let mut faults = Vec::new();
        let records = read(text, &mut faults).unwrap_or_default();
        (records, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn each_slip_is_told_with_its_pointer() {
        for (text, told) in [
            ("[]", "the file: write one object"),
            ("{\n\"offices\": [,]}", "line 2: not JSON"),
            (
                r#"{"office": []}"#,
                "there is no list \"office\" (did you mean offices?)",
            ),
            (r#"{"rules": {}}"#, "/rules must be a list"),
            (r#"{"rules": [1]}"#, "/rules/0: write an object"),
            (
                r#"{"offices": [{}, {"hour": ""}]}"#,
                "/offices/1: there is no member \"hour\" here (did you mean hours?)",
            ),
            (
                r#"{"offices": [{"county": 3}]}"#,
                "/offices/0/county: write a text",
            ),
            (
                r#"{"offices": [{"languages": [1]}]}"#,
                "/offices/0/languages: write a list",
            ),
        ] {
            let (_, faults) = read_all(text);
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert!(faults[0].contains(told), "{text}: {faults:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let office = Record::new(Kind::Office, Place::Item(Kind::Office, 0))
            .with(Column::Code, "a")
            .with(Column::Languages, "fi sv")
            .with(Column::Mailbox, "");
        let text = write(std::slice::from_ref(&office));
        assert!(text.contains("\"fi\",\n"), "{text}");
        let (read, faults) = read_all(&text);
        assert_eq!(faults, [""; 0]);
        assert_eq!(read, [office]);
    }
}
