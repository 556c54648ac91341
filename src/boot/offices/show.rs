//! What an import changes, in lines for people.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::Value;

use crate::directory_file::Merged;
use crate::intake::App;
use crate::intake::change_directory::{Changed, Difference, Line, LineKind, Wanted};

/// So many rules or areas are shown before the others are counted.
const SHOWN: usize = 20;

/// Prints each thing that changes: `+` added, `~` changed, `−` missing from the file.
///
/// # Errors
/// When it cannot be written.
pub fn difference(
    difference: &Difference,
    merged: &Merged,
    stored: &Wanted,
    app: &App,
    out: &mut dyn Write,
) -> io::Result<()> {
    let directory = app.directory();
    let missing: Vec<_> = merged
        .missing
        .iter()
        .filter_map(|id| stored.offices.iter().find(|office| office.id == *id))
        .collect();
    let mut counties: BTreeSet<_> = difference.counties().collect();
    counties.extend(missing.iter().map(|office| office.county));
    for county in counties {
        let name = directory.counties.get(&county).map_or("", |names| &names.fi);
        writeln!(out, "County {county} {name}")?;
        for line in difference.lines.iter().filter(|line| line.county == county) {
            print(line, out)?;
        }
        for office in missing.iter().filter(|office| office.county == county) {
            writeln!(out, "  − office {} {}", office.code, office.names.fi)?;
            writeln!(
                out,
                "      not in the file: it keeps its cases, and nothing leads to it{}",
                if stored.leads_to(office.id) {
                    " any more"
                } else {
                    ""
                }
            )?;
        }
    }
    for id in &merged.idle {
        if let Some(office) = merged.wanted.offices.iter().find(|office| office.id == *id) {
            writeln!(out, "Note: no rule leads to the office {}.", office.code)?;
        }
    }
    Ok(())
}

/// How much changes.
///
/// # Errors
/// When it cannot be written.
pub fn summary(difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
    let count = |what, kind| difference.of(what).filter(|line| line.kind() == kind).count();
    writeln!(
        out,
        "\n{} changes: offices added {}, offices changed {}, counties changed {}, counties with other rules {}.",
        difference.lines.len(),
        count(Changed::Office, LineKind::Added),
        count(Changed::Office, LineKind::Changed),
        difference.of(Changed::County).count(),
        difference.of(Changed::Rules).count(),
    )
}

/// Whether an office is new.
pub fn adds_offices(difference: &Difference) -> bool {
    difference
        .of(Changed::Office)
        .any(|line| line.kind() == LineKind::Added)
}

fn print(line: &Line, out: &mut dyn Write) -> io::Result<()> {
    let sign = match line.kind() {
        LineKind::Added => '+',
        LineKind::Changed => '~',
    };
    match line.what {
        Changed::County => writeln!(out, "  {sign} county")?,
        // No file of offices holds one.
        Changed::Organisation => {}
        Changed::Office => writeln!(out, "  {sign} office {}", line.label)?,
        Changed::Rules => {
            writeln!(out, "  {sign} rules")?;
            for (member, before, after) in line.members() {
                let word = member.trim_end_matches('s');
                lists(word, &before, &after, out)?;
            }
            return Ok(());
        }
    }
    for (member, before, after) in line.members() {
        if line.kind() == LineKind::Added {
            if !is_empty(&after) {
                writeln!(out, "      {member}: {}", words(&after))?;
            }
        } else {
            writeln!(out, "      {member}: {} → {}", words(&before), words(&after))?;
        }
    }
    Ok(())
}

/// What is in one of two lists only, or that their order is another.
fn lists(word: &str, before: &Value, after: &Value, out: &mut dyn Write) -> io::Result<()> {
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (before, after) = (items(before), items(after));
    let key = |items: &[Value]| -> BTreeSet<String> { items.iter().map(words).collect() };
    let (old, new) = (key(&before), key(&after));
    let added: Vec<&Value> = after.iter().filter(|item| !old.contains(&words(item))).collect();
    let gone: Vec<&Value> = before.iter().filter(|item| !new.contains(&words(item))).collect();
    for (sign, items) in [('+', &added), ('−', &gone)] {
        for item in items.iter().take(SHOWN) {
            writeln!(out, "      {sign} {word} {}", words(item))?;
        }
        if items.len() > SHOWN {
            writeln!(out, "      {sign} … and {} more", items.len() - SHOWN)?;
        }
    }
    if added.is_empty() && gone.is_empty() {
        writeln!(out, "      their order is another: {word}s")?;
    }
    Ok(())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A value for people: nothing is a dash, the parts of a rule are joined.
fn words(value: &Value) -> String {
    match value {
        _ if is_empty(value) => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let parts = items.iter().filter(|item| !is_empty(item)).map(words);
            let parts: Vec<String> = parts.collect();
            match parts.split_last() {
                // A rule: what it looks at, and the office behind an arrow.
                Some((office, condition)) if items.len() == 4 => {
                    format!("{} → {office}", condition.join(" "))
                }
                _ => parts.join(" "),
            }
        }
        Value::Object(members) => {
            let parts: Vec<String> = members.values().map(words).collect();
            parts.join(" / ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rules_are_told_by_what_differs() {
        let before = json!([["municipality", "049", null, "a"], ["prenatal", "", null, "b"]]);
        let after = json!([["municipality", "049", null, "c"], ["prenatal", "", null, "b"]]);
        let mut out = Vec::new();
        lists("rule", &before, &after, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "      + rule municipality 049 → c\n      − rule municipality 049 → a\n"
        );
        let mut out = Vec::new();
        let turned = json!([after[1], after[0]]);
        lists("rule", &after, &turned, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "      their order is another: rules\n"
        );
    }
}
