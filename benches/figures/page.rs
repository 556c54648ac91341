//! The table for people: on the terminal, and between two marks of `docs/performance.md`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::postgres::Postgres;
use crate::stand::{Row, percentile, syncs};

const BEGIN: &str = "<!-- figures: written by benches/run --write -->\n";
const END: &str = "<!-- end of figures -->";

/// The line of one row, while the others are still being measured.
pub fn line(row: &Row) -> String {
    let Row {
        letter,
        what,
        measured,
        figure,
        bar,
        ..
    } = row;
    format!(
        "{letter}  {what}\n   {measured} → {figure} (bar {bar}): {}",
        row.verdict()
    )
}

/// Renews the table of `docs/performance.md`.
pub fn write(rows: &[Row], server: &Postgres) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
    let text = fs::read_to_string(&page).expect("the page is there");
    let (before, rest) = text
        .split_once(BEGIN)
        .expect("the page says where the figures begin");
    let (_, after) = rest.split_once(END).expect("the page says where the figures end");
    let text = format!(
        "{before}{BEGIN}{}\n\n{}\n{END}{after}",
        machine(server),
        table(rows)
    );
    fs::write(page, text).expect("the page is written");
}

fn table(rows: &[Row]) -> String {
    let mut table = "| row | what | measured | figure | bar | |\n|---|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let Row {
            letter,
            what,
            measured,
            figure,
            bar,
            ..
        } = row;
        let _ = writeln!(
            table,
            "| {letter} | {what} | {measured} | {figure} | {bar} | {} |",
            row.verdict()
        );
    }
    table
}

/// What it was measured on.
#[expect(
    clippy::disallowed_methods,
    reason = "the page says on which day it was measured"
)]
fn machine(server: &Postgres) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory.lines().find_map(|line| {
        line.strip_prefix("MemTotal:")?
            .split_whitespace()
            .next()?
            .parse()
            .ok()
    });
    let syncs = syncs(std::time::Duration::from_secs(2));
    format!(
        "Measured on {}: {cores} cores, {:.0} GiB of memory, a disk that has 4 KiB down in {:.2} ms (p50) and {:.2} ms (p99), SQLite {}, PostgreSQL {}.",
        chrono::Utc::now().date_naive(),
        memory.unwrap_or(0.0_f64) / 1024.0 / 1024.0,
        crate::stand::ms(percentile(&syncs, 0.5)),
        crate::stand::ms(percentile(&syncs, 0.99)),
        rusqlite::version(),
        server.version()
    )
}
