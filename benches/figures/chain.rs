//! Row m: how fast the read log is verified.

use std::time::Instant;

use chrono::Utc;
use huoli::intake::chain_events;

use crate::postgres::Postgres;
use crate::queue::seed;
use crate::service::{Installation, done};
use crate::stand::{Plan, Row};
use crate::submissions::one_submission;

/// Row m on both databases: `huoli log verify` over a county's chain, its start included.
pub fn verified(plan: Plan, server: &Postgres) -> Vec<Row> {
    let sample = Installation::sqlite();
    let copied = one_submission(&sample.start(), &sample.file());
    let on = |name: &str, installation: &Installation| {
        let tables = ["reports", "report_keys", "cases", "case_events"];
        let app = seed(installation, &copied, plan.cases / 5, &tables);
        let counties: Vec<_> = app.directory().counties.keys().copied().collect();
        #[expect(clippy::disallowed_methods, reason = "the hour of the arrivals is long over")]
        let now = Utc::now();
        let chained = counties
            .into_iter()
            .map(|county| chain_events::run(&app, county, now).expect("they are chained"));
        let chained: usize = chained.sum();
        assert!(chained >= plan.cases / 5, "every arrival is chained");
        drop(app);
        let started = Instant::now();
        done(installation.folder.path(), &["log", "verify"], "");
        let took = started.elapsed().as_secs_f64();
        let what = format!("rows of the read log that `huoli log verify` verifies in a second, {name}");
        let measured = format!("{chained} rows in {took:.2} s");
        Row::at_least("m", &what, measured, chained as f64 / took, 100_000.0)
    };
    vec![
        on("SQLite", &Installation::sqlite()),
        on("PostgreSQL", &Installation::postgres(server)),
    ]
}
