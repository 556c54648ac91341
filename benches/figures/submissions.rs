//! Rows a–d: how many reports a second are stored durably, and how long each takes, beside the bare statements.

use std::fs;
use std::path::Path;

use crate::copied::{Copied, Mark};
use crate::load::{self, Outcome, Until};
use crate::postgres::Postgres;
use crate::service::{Installation, Service};
use crate::stand::{Plan, Row, median, ms, percentile, syncs};
use crate::yardstick::{BareLoop, Pgbench};

const CONNECTIONS: usize = 32;
/// Reports a second of the fastest peer that was measured with such reports, with 8 clients (django-helpdesk on
/// PostgreSQL, two cores of the same kind): taken once, quoted here.
const PEER: f64 = 51.0;

/// Rows a and c: SQLite.
pub fn sqlite(plan: Plan) -> Vec<Row> {
    let installation = Installation::sqlite();
    let file = installation.file();
    let service = installation.start();
    let copied = one_submission(&service, &file);
    let mut bare = BareLoop::new(&file, &copied);
    let (mut rates, mut bares, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    let (mut slow, mut disks, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    let mut group = 0.0;
    for _ in 0..plan.rounds {
        let disk = percentile(&syncs(plan.turn / 4), 0.99);
        let before = commits(&file);
        let outcome = load::file(&service, CONNECTIONS, Until::After(plan.turn));
        // The warming second counts in the commits and not among the reports, hence the share of time.
        let all = outcome.accepted as f64 * (1.0 + 1.0 / plan.turn.as_secs_f64());
        group = (all / f64::from(commits(&file).wrapping_sub(before).max(1))).max(1.0);
        complete(&outcome);
        let loop_rate = bare.run(group.round() as usize, plan.turn);
        let p99 = outcome.within(0.99);
        rates.push(outcome.rate());
        bares.push(loop_rate);
        shares.push(outcome.rate() / loop_rate);
        slow.push(ms(p99));
        disks.push(ms(disk));
        waits.push(p99.as_secs_f64() / disk.as_secs_f64());
    }
    let stored = format!(
        "{:.0}/s beside {:.0}/s ({} statements, {} bytes, {group:.0} reports a commit)",
        median(&rates),
        median(&bares),
        copied.inserts.len(),
        copied.bytes()
    );
    let waited = format!("p99 {:.1} ms beside {:.2} ms", median(&slow), median(&disks));
    vec![
        Row::at_least(
            "a",
            "durable reports a second, SQLite, 32 connections, beside a bare loop of the same statements and bytes in grouped commits",
            stored,
            median(&shares),
            0.4,
        ),
        Row::at_most(
            "c",
            "p99 of a report on SQLite, 32 connections, beside the p99 of one fdatasync of 4 KiB",
            waited,
            median(&waits),
            50.0,
            "×",
        ),
    ]
}

/// Row b: PostgreSQL.
pub fn postgres(plan: Plan, server: &Postgres) -> Vec<Row> {
    let small = Installation::sqlite();
    let copied = one_submission(&small.start(), &small.file());
    let installation = Installation::postgres(server);
    let database = installation.postgres.as_ref().expect("it is on PostgreSQL");
    let pgbench = Pgbench::new(database, &copied);
    let service = installation.start();
    let (mut rates, mut bares, mut shares, mut slow) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.rounds {
        let bare = pgbench.run(CONNECTIONS, plan.turn);
        let outcome = load::file(&service, CONNECTIONS, Until::After(plan.turn));
        complete(&outcome);
        rates.push(outcome.rate());
        bares.push(bare);
        shares.push(outcome.rate() / bare);
        slow.push(ms(outcome.within(0.99)));
    }
    let stored = format!(
        "{:.0}/s (p99 {:.0} ms) beside {:.0}/s ({} statements, {} bytes)",
        median(&rates),
        median(&slow),
        median(&bares),
        copied.inserts.len(),
        copied.bytes()
    );
    vec![Row::at_least(
        "b",
        "the same on PostgreSQL, beside a pgbench script of the same statements and bytes",
        stored,
        median(&shares),
        0.5,
    )]
}

/// Row d: eight connections, beside the best peer.
pub fn eight(plan: Plan, server: &Postgres) -> Vec<Row> {
    let on = |name: &str, installation: &Installation| {
        let service = installation.start();
        load::file(&service, 8, Until::Filed(200));
        let rates: Vec<f64> = (0..plan.rounds)
            .map(|_| {
                let outcome = load::file(&service, 8, Until::After(plan.turn / 2));
                complete(&outcome);
                outcome.rate()
            })
            .collect();
        let what = format!(
            "reports a second with 8 connections on {name}, beside the best peer (51/s, a quoted figure)"
        );
        Row::at_least(
            "d",
            &what,
            format!("{:.0}/s", median(&rates)),
            median(&rates) / PEER,
            20.0,
        )
    };
    vec![
        on("SQLite", &Installation::sqlite()),
        on("PostgreSQL", &Installation::postgres(server)),
    ]
}

/// What one report stores once the service has warmed up.
pub fn one_submission(service: &Service, file: &Path) -> Copied {
    complete(&load::file(service, 1, Until::Filed(5)));
    let mark = Mark::set(file);
    complete(&load::file(service, 1, Until::Filed(1)));
    mark.inserted(file)
}

/// A figure counts only if everything was accepted.
fn complete(outcome: &Outcome) {
    assert!(
        outcome.accepted > 0 && outcome.other == 0,
        "{} accepted, {} not",
        outcome.accepted,
        outcome.other
    );
}

/// How often the database in `file` has been committed to: the change counter in the head of SQLite's index of its
/// journal, as `wal.c` lays it out.
fn commits(file: &Path) -> u32 {
    let mut index = file.as_os_str().to_owned();
    index.push("-shm");
    let head = fs::read(index).expect("the index of the journal");
    u32::from_ne_bytes([head[8], head[9], head[10], head[11]])
}
