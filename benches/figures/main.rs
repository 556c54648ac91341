//! The figures of `docs/performance.md`: what the service does beside what the machine can do, measured in one run.
//! `benches/run` builds and starts it.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement stops at whatever it did not expect, like a test, and reckons with rounded numbers"
)]

mod chain;
mod copied;
mod document;
mod guesses;
mod http;
mod life;
mod load;
mod page;
mod postgres;
mod queue;
mod service;
mod staff;
mod stand;
mod submissions;
mod wizard;
mod yardstick;

use clap::Parser;
use std::path::PathBuf;

use postgres::Postgres;
use stand::{Plan, Row};

/// Measures the service.
#[derive(Parser)]
struct Wanted {
    /// Letters of the rows to measure; all without any
    rows: Vec<String>,
    /// Short turns and little data: to see that everything works
    #[arg(long)]
    quick: bool,
    /// Write the table into docs/performance.md
    #[arg(long)]
    write: bool,
    /// The address of a PostgreSQL server where databases may be made
    #[arg(long)]
    postgres: String,
    /// Where psql and pgbench are
    #[arg(long)]
    programs: PathBuf,
    /// What cargo adds by itself
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let wanted = Wanted::parse();
    let plan = if wanted.quick { Plan::QUICK } else { Plan::FULL };
    let server = Postgres::new(&wanted.postgres, wanted.programs.clone());
    let asked = |letters: &[&str]| {
        wanted.rows.is_empty()
            || letters
                .iter()
                .any(|letter| wanted.rows.iter().any(|row| row == letter))
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut measure = |letters: &[&str], how: &dyn Fn() -> Vec<Row>| {
        if asked(letters) {
            eprintln!("measuring {}", letters.join(" and "));
            let measured = how();
            for row in &measured {
                println!("{}", page::line(row));
            }
            rows.extend(measured);
        }
    };
    measure(&["a", "c"], &|| submissions::sqlite(plan));
    measure(&["b"], &|| submissions::postgres(plan, &server));
    measure(&["d"], &|| submissions::eight(plan, &server));
    measure(&["e"], &|| queue::pages(plan, &server));
    measure(&["f"], &|| life::cold_start(plan));
    measure(&["g"], &|| life::memory(plan, &server));
    measure(&["h"], &life::first_page);
    measure(&["i"], &|| guesses::unknown_user(plan));
    measure(&["j"], &guesses::foreign_case);
    measure(&["k"], &|| guesses::exit(plan));
    measure(&["l"], &|| guesses::flood(plan));
    measure(&["n"], &|| wizard::flood(plan));
    measure(&["o"], &|| guesses::follow_up_code(plan));
    measure(&["m"], &|| chain::verified(plan, &server));
    if wanted.write {
        assert!(
            wanted.rows.is_empty() && !wanted.quick,
            "the page is written of all rows, measured at length"
        );
        page::write(&rows, &server);
    }
}
