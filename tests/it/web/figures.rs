//! What an operator's machines are told: figures, readiness, log lines. Nothing of a person in any of them.

use std::collections::BTreeSet;
use std::path::Path;

use huoli::telemetry::metrics::{METRICS, reference};
use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};

use crate::boot::serve::{after, ready};
use crate::harness::db::on_both;
use crate::harness::process::{CLIENT, Running, done, huoli, send, status};

/// A service with an operator's listener: its address and the listener's, without slashes at the end.
fn served(here: &Path, database: &str) -> (Running, String, String, String) {
    std::fs::write(
        here.join("huoli.toml"),
        format!(
            "[database]\nurl = {database:?}\nwait_seconds = 1\n[server]\nbind = \"127.0.0.1:0\"\nadmin_bind = \"127.0.0.1:0\"\n\
             [log]\nlevel = \"trace\"\nformat = \"json\"\n"
        ),
    )
    .unwrap();
    let added = done(here, &["client", "add", "--name", "Mallilan koulu"]);
    let token = after(&added, "Token").to_owned();
    let (mut running, line) = Running::start(huoli(here, &["serve"]));
    let address = |line: &str| {
        line.trim()
            .rsplit(' ')
            .next()
            .unwrap()
            .trim_end_matches('/')
            .to_owned()
    };
    let (site, admin) = (address(&line), address(&running.line()));
    (running, site, admin, token)
}

fn report(site: &str, token: &str) -> reqwest::RequestBuilder {
    let body = json!({
        "reporter": {"authority": "education", "organisation": "Skvaderskolan", "name": "Skvader Esimerkki", "phone": "050 000 0000"},
        "children": [{"first_names": "Skvader"}],
        "concern": {"description": "skvader"}
    });
    CLIENT
        .post(format!("{site}/api/v1/reports"))
        .bearer_auth(token)
        .header("Idempotency-Key", "skvader-key")
        .json(&body)
}

on_both! {
    fn the_figures_count_what_happens_and_name_nobody(db: TestDb) {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        let url = db.service_url();
        std::fs::write(here.join("huoli.toml"), format!("[database]\nurl = {url:?}\n")).unwrap();
        done(here, &["key", "init", "--example-offices", "--yes"]);
        let (running, site, admin, token) = served(here, &url);

        for _ in 0..2 {
            assert_eq!(send(report(&site, &token)).0, StatusCode::CREATED);
        }
        assert_eq!(status(&format!("{site}/skvader")), StatusCode::NOT_FOUND);
        assert_eq!(status(&format!("{site}/")), StatusCode::OK);
        assert_eq!(status(&format!("{admin}/healthz")), StatusCode::OK);
        let (code, _, word) = send(CLIENT.get(format!("{admin}/readyz")));
        assert_eq!((code, word.as_str()), (StatusCode::OK, "ready\n"));

        let (code, headers, text) = send(CLIENT.get(format!("{admin}/metrics")));
        assert_eq!(code, StatusCode::OK);
        assert!(headers["content-type"].to_str().unwrap().starts_with("text/plain; version=0.0.4"));
        for expected in [
            "huoli_reports_accepted_total{channel=\"api\"} 1",
            "huoli_http_requests_total{method=\"POST\",route=\"/api/v1/reports\",status=\"2xx\"} 2",
            "huoli_http_requests_total{method=\"GET\",route=\"none\",status=\"4xx\"} 1",
            "huoli_http_request_duration_seconds_count{method=\"GET\",route=\"/\"} 1",
            "huoli_transactions_total{kind=\"read\",name=\"",
            "huoli_database_reachable 1",
            "huoli_jobs_given_up 0",
            "huoli_sign_ins_refused_total 0",
            "huoli_cases_unopened_past_due 0",
            "huoli_urgent_unopened 0",
            "huoli_offices_without_reader 1",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert!(!text.to_lowercase().contains("skvader"), "{text}");
        assert!(!text.contains("submit_report"), "a series that keeps the minute of each arrival: {text}");
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let name = line.split(['{', ' ']).next().unwrap();
            let base = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            let metric = METRICS.iter().find(|metric| metric.name == name || metric.name == base);
            let metric = metric.unwrap_or_else(|| panic!("{name} is in no table"));
            let labels = line.split_once('{').map_or("", |(_, rest)| rest.rsplit_once('}').unwrap().0);
            for label in labels.split("\",").filter_map(|pair| pair.split_once('=')).map(|(label, _)| label) {
                assert!(metric.labels.contains(&label) || label == "le", "{label} of {name} is in no table");
            }
        }

        // What is for operators is not for the public.
        assert_eq!(status(&format!("{site}/metrics")), StatusCode::NOT_FOUND);
        let (code, _, word) = send(CLIENT.get(format!("{site}/readyz")));
        assert_eq!((code, word.as_str()), (StatusCode::OK, "ready\n"));

        let (code, _, log, _) = running.stop(Signal::TERM);
        assert_eq!(code, Some(0), "{log}");
        names_only_documented_fields(&log);
        let request = log
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .find(|line| line["http.route"] == "/api/v1/reports")
            .expect("a line for the request");
        assert_eq!(request["http.method"], "POST");
        assert_eq!(request["http.status"], 201);
        assert!(request["duration_ms"].is_u64() && request["spans"][0]["request.id"].is_string(), "{request}");
        assert!(!log.to_lowercase().contains("skvader"), "{log}");
    }
}

#[test]
fn a_service_without_its_tables_is_not_ready_and_says_why_to_the_operator_alone() {
    let folder = ready();
    let here = folder.path();
    let (_running, site, admin, _) = served(here, "sqlite://var/huoli.db");
    assert_eq!(status(&format!("{site}/readyz")), StatusCode::OK);
    let database = here.join("var/huoli.db");
    change(&database, "DELETE FROM __diesel_schema_migrations");
    let (code, headers, word) = send(CLIENT.get(format!("{admin}/readyz")));
    assert_eq!(
        (code, word.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "schema_differs\n")
    );
    assert!(headers.contains_key("retry-after"));
    let (code, headers, word) = send(CLIENT.get(format!("{site}/readyz")));
    assert_eq!(
        (code, word.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    );
    assert!(headers.contains_key("content-security-policy") && headers.contains_key("retry-after"));
    assert_eq!(
        status(&format!("{site}/healthz")),
        StatusCode::OK,
        "the process itself is well"
    );
}

fn change(database: &Path, sql: &str) {
    use diesel::Connection;
    use diesel::connection::SimpleConnection;
    let mut connection = diesel::SqliteConnection::establish(database.to_str().unwrap()).unwrap();
    connection
        .batch_execute(&format!("PRAGMA busy_timeout = 5000; {sql}"))
        .unwrap();
}

#[test]
fn the_figures_are_described() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/metrics.md");
    #[expect(clippy::disallowed_methods, reason = "the one switch that writes the page")]
    if std::env::var("UPDATE_DOCS").is_ok() {
        std::fs::write(&path, reference()).unwrap();
    }
    let written = std::fs::read_to_string(&path).expect("docs/metrics.md");
    assert_eq!(written, reference(), "run UPDATE_DOCS=1 cargo test the_figures");
}

/// The names in the first column of docs/logging.md.
fn documented() -> BTreeSet<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/logging.md");
    let text = std::fs::read_to_string(page).expect("docs/logging.md");
    let row = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
    text.lines().filter_map(row).collect()
}

/// Every field of each JSON line in `log` stands in docs/logging.md.
fn names_only_documented_fields(log: &str) {
    let documented = documented();
    let mut lines = 0;
    for line in log.lines() {
        let Ok(Value::Object(line)) = serde_json::from_str::<Value>(line) else {
            panic!("a line that is no object: {line}");
        };
        lines += 1;
        let spans = line
            .get("spans")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let of_spans = spans
            .iter()
            .filter_map(Value::as_object)
            .flat_map(|span| span.keys().cloned());
        for name in line.keys().cloned().chain(of_spans) {
            assert!(
                documented.contains(&name),
                "{name} is not in docs/logging.md: {line:?}"
            );
        }
    }
    assert!(lines > 10, "{log}");
}

#[test]
fn every_field_that_is_logged_anywhere_is_described() {
    let mut logged = BTreeSet::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |text| {
        fields(text, &mut logged);
    });
    let always = ["timestamp", "level", "target", "message", "spans", "name"];
    logged.extend(always.map(str::to_owned));
    let documented = documented();
    let missing: Vec<_> = logged.difference(&documented).collect();
    assert!(missing.is_empty(), "not in docs/logging.md: {missing:?}");
    let gone: Vec<_> = documented.difference(&logged).collect();
    assert!(
        gone.is_empty(),
        "in docs/logging.md, but logged nowhere: {gone:?}"
    );
}

fn sources(folder: &Path, see: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, see);
        } else if path.extension().is_some_and(|end| end == "rs") {
            see(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The field names in each macro of `tracing` in `text`.
fn fields(text: &str, found: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices("tracing::") {
        let rest = &text[at + "tracing::".len()..];
        let Some((macro_name, arguments)) = rest.split_once("!(") else {
            continue;
        };
        let is_log =
            ["error", "warn", "info", "debug", "trace"].contains(&macro_name.trim_end_matches("_span"));
        if !is_log {
            continue;
        }
        for argument in top_level(arguments) {
            let argument = argument.trim();
            if argument.starts_with('"') || argument.is_empty() {
                // The text; what follows are its arguments. A span begins with its name.
                if macro_name.ends_with("_span") {
                    continue;
                }
                break;
            }
            if argument.starts_with("target:") {
                continue;
            }
            let name = argument
                .split('=')
                .next()
                .unwrap()
                .trim()
                .trim_start_matches(['%', '?']);
            found.insert(name.to_owned());
        }
    }
}

/// The arguments up to the bracket that closes, split at commas that stand in no bracket or text.
fn top_level(text: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quoted, mut escaped) = (vec![String::new()], 0, false, false);
    for sign in text.chars() {
        let part = parts.last_mut().unwrap();
        if quoted {
            quoted = escaped || sign != '"';
            escaped = sign == '\\' && !escaped;
            part.push(sign);
            continue;
        }
        match sign {
            '"' => {
                quoted = true;
                part.push(sign);
            }
            '(' | '[' | '{' => {
                depth += 1;
                part.push(sign);
            }
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => {
                depth -= 1;
                part.push(sign);
            }
            ',' if depth == 0 => parts.push(String::new()),
            _ => part.push(sign),
        }
    }
    parts
}

#[test]
fn the_reader_of_sources_sees_fields() {
    let mut found = BTreeSet::new();
    fields(
        r#"tracing::warn!(a.b = x(1, "c, d"), %error, wanted, "text {n}, {m}", n = 1); tracing::debug_span!("name", kind)"#,
        &mut found,
    );
    let found: Vec<String> = found.into_iter().collect();
    assert_eq!(found, ["a.b", "error", "kind", "wanted"]);
}
