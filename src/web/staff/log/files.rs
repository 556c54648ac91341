//! Rows of the log as a file, for a spreadsheet or for a program.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ContentEncoding};

use crate::intake::{export_log, log_file};

/// `rows` as an answer that is saved.
pub fn of(rows: &[export_log::Told], csv: bool) -> HttpResponse {
    let (kind, name, body) = if csv {
        ("text/csv; charset=utf-8", "log.csv", csv_file(rows))
    } else {
        ("application/json", "log.json", json_file(rows))
    };
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header(ContentEncoding::Identity)
        .body(body)
}

fn csv_file(rows: &[export_log::Told]) -> String {
    let mut file = "time,name,user,role,action,case,result,purpose\n".to_owned();
    for row in rows {
        let purpose = row.purpose.clone().unwrap_or_default();
        let cells = log_file::cells(row).into_iter().chain([purpose]);
        let cells: Vec<String> = cells.map(|cell| log_file::csv(&cell)).collect();
        file.push_str(&cells.join(","));
        file.push('\n');
    }
    file
}

fn json_file(rows: &[export_log::Told]) -> String {
    let rows: Vec<_> = rows.iter().map(log_file::object).collect();
    serde_json::Value::from(rows).to_string()
}
