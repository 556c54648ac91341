//! A row of the read log as it stands in a file: cells for a spreadsheet, a JSON object for a program.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use super::export_log::Told;
use crate::domain::helsinki;

/// A row in words: time, name, user name, role, action, case, result.
pub fn cells(row: &Told) -> [String; 7] {
    let time = match row.at {
        Some(at) => helsinki::local(at.and_utc())
            .format("%Y-%m-%d %H:%M:%S")
            .to_string(),
        None => format!("{} {:02}", row.on, row.hour),
    };
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    [
        time,
        or_dash(&row.name),
        or_dash(&row.user_name),
        or_dash(&row.role),
        row.action.replace('_', " "),
        or_dash(&row.case),
        row.result.clone(),
    ]
}

/// A row as a JSON object.
pub fn object(row: &Told) -> Value {
    let [time, ..] = cells(row);
    let at = row
        .at
        .map(|at| at.and_utc().to_rfc3339_opts(SecondsFormat::Secs, true));
    json!({
        "seq": row.seq, "time": time, "at": at, "name": row.name, "user": row.user_name, "role": row.role,
        "action": row.action, "case": row.case, "result": row.result, "purpose": row.purpose,
    })
}

/// A cell that no spreadsheet takes for a formula, quoted where it must be.
pub fn csv(text: &str) -> String {
    let risky = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];
    let safe = if text.len() > 1 && text.starts_with(risky) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_formula_and_no_second_cell() {
        for (text, cell) in [
            ("Sari Mallinen", "Sari Mallinen"),
            ("-", "-"),
            ("=1+1", "'=1+1"),
            ("＝1", "'＝1"),
            ("Mallinen, Sari", "\"Mallinen, Sari\""),
            ("@a \"b\"", "\"'@a \"\"b\"\"\""),
        ] {
            assert_eq!(csv(text), cell);
        }
    }

    #[test]
    fn a_row_is_told_in_finnish_time_and_an_arrival_by_the_hour() {
        let row = Told {
            seq: 1,
            on: "2026-11-20".parse().unwrap(),
            hour: 14,
            at: Some("2026-11-20T12:05:09".parse().unwrap()),
            name: Some("Sari Mallinen".to_owned()),
            user_name: Some("sari".to_owned()),
            role: Some("social_worker".to_owned()),
            action: "case_opened".to_owned(),
            case: None,
            result: "done".to_owned(),
            purpose: Some("intake".to_owned()),
        };
        let told = cells(&row);
        assert_eq!(
            told.join("|"),
            "2026-11-20 14:05:09|Sari Mallinen|sari|social_worker|case opened|-|done"
        );
        assert_eq!(object(&row).pointer("/purpose"), Some(&json!("intake")));
        let hour = cells(&Told { at: None, ..row });
        assert_eq!(hour[0], "2026-11-20 14");
    }
}
