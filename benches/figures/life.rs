//! Rows f–h: how soon the demo accepts a report, how much memory a long-lived service holds, how much a first page weighs.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Instant;

use crate::document;
use crate::http::Connection;
use crate::load::{self, Until, fresh_key};
use crate::postgres::Postgres;
use crate::service::{Installation, Service, folder, program, stop};
use crate::stand::{Plan, Row, median};

/// Row f: from starting `huoli demo` on an empty folder to the first accepted report.
pub fn cold_start(plan: Plan) -> Vec<Row> {
    let times: Vec<f64> = (0..plan.rounds)
        .map(|_| {
            let folder = folder();
            let started = Instant::now();
            let mut child = program(folder.path(), &["demo", "--port", "0", "--json"])
                .env("TMPDIR", folder.path())
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .expect("the demo starts");
            let mut line = String::new();
            let mut out = BufReader::new(child.stdout.take().expect("its output"));
            out.read_line(&mut line).expect("it prints");
            let shown: serde_json::Value = serde_json::from_str(&line).expect("a line of JSON");
            let public = shown["public_url"].as_str().expect("an address");
            let address = public.trim_start_matches("http://").trim_end_matches('/');
            let mut connection = Connection::open(address.parse().expect("an address")).expect("it listens");
            let headers = format!(
                "Authorization: Bearer {}\r\nIdempotency-Key: {}\r\nContent-Type: application/json\r\n",
                shown["api_token"].as_str().expect("a token"),
                fresh_key()
            );
            let answer = connection
                .post("/api/v1/reports", &headers, &document::body(1))
                .expect("an answer");
            let took = started.elapsed().as_secs_f64();
            assert_eq!(answer.status, 201, "{}", answer.text());
            stop(&mut child);
            took
        })
        .collect();
    let measured = format!(
        "{} starts, {:.2}–{:.2} s",
        times.len(),
        least(&times),
        most(&times)
    );
    vec![Row::at_most(
        "f",
        "cold start of the demo to its first accepted report",
        measured,
        median(&times),
        1.0,
        " s",
    )]
}

/// Row g: the memory of a service on either database, read ten times while it takes reports in.
pub fn memory(plan: Plan, server: &Postgres) -> Vec<Row> {
    let on = |name: &str, installation: &Installation| {
        let service = installation.start();
        let (atfirst, held) = held(&service, plan);
        let what = format!("resident memory after {} reports on {name}", plan.reports);
        let half = held[held.len() / 2 - 1];
        let end = held[held.len() - 1];
        let measured = format!(
            "{atfirst:.0} MiB at start, {:.0} after a tenth, {half:.0} after a half, {end:.0} at the end",
            held[0]
        );
        let mut row = Row::at_most("g", &what, measured, end, 80.0, " MiB");
        // Flat: the second half of the reports adds less than a twentieth.
        row.reached = row.reached && end <= half * 1.05 + 1.0;
        row.bar.push_str(", flat");
        row
    };
    vec![
        on("SQLite", &Installation::sqlite()),
        on("PostgreSQL", &Installation::postgres(server)),
    ]
}

fn held(service: &Service, plan: Plan) -> (f64, Vec<f64>) {
    let mib = || service.memory() as f64 / 1024.0;
    let atfirst = mib();
    let held = (0..10).map(|_| {
        let outcome = load::file(service, 32, Until::Filed(plan.reports / 10));
        assert_eq!(outcome.other, 0, "every report is accepted");
        mib()
    });
    (atfirst, held.collect())
}

/// Row h: what a browser fetches for the first page, as it comes over the wire.
pub fn first_page() -> Vec<Row> {
    let service = Installation::sqlite().start();
    let mut connection = Connection::open(service.address).expect("it listens");
    let accepting = "Accept-Encoding: br, gzip\r\n";
    let page = connection.get("/", accepting).expect("the page");
    let plain = connection.get("/", "").expect("the page").text();
    let mut weigh = |which| {
        let parts = fetched(&plain, which);
        let sizes = parts.iter().map(|path| {
            let part = connection.get(path, accepting).expect("a part of the page");
            assert_eq!(part.status, 200, "{path}");
            part.bytes
        });
        (parts.len(), sizes.sum::<usize>())
    };
    let (icons, icon) = weigh(&[("link[rel~=icon]", "href")]);
    let (parts, rest) = weigh(&[
        (
            "link[rel~=stylesheet], link[rel~=preload], link[rel~=manifest]",
            "href",
        ),
        ("script[src], img[src], iframe[src], source[src]", "src"),
    ]);
    let bytes = page.bytes + rest + icon;
    let measured = format!(
        "{} requests and {icons} icon: page {} bytes, the rest {rest}, the icon {icon}",
        1 + parts,
        page.bytes
    );
    let what = "first public page with its style sheet and icon, compressed, heads of the answers included";
    let mut row = Row::at_most("h", what, measured, bytes as f64 / 1000.0, 20.0, " kB");
    row.reached = row.reached && parts == 1;
    row.bar.push_str(", 2 requests");
    vec![row]
}

/// What a browser fetches by itself for the page `html`: the addresses in attributes of elements.
fn fetched(html: &str, which: &[(&str, &str)]) -> Vec<String> {
    let document = scraper::Html::parse_document(html);
    let mut found = Vec::new();
    for (which, attribute) in which {
        let selector = scraper::Selector::parse(which).expect("a selector");
        let paths = document
            .select(&selector)
            .filter_map(|element| element.attr(attribute));
        found.extend(paths.filter(|path| !path.starts_with("data:")).map(|path| {
            if path.starts_with('/') {
                path.to_owned()
            } else {
                format!("/{}", path.trim_start_matches("./"))
            }
        }));
    }
    found
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}
