//! Row e: a page of a very long queue beside a page of a short one, as a worker's browser gets it.

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use huoli::boot::installation;
use huoli::config;
use huoli::domain::office::Office;
use huoli::domain::reference::Reference;
use huoli::domain::summary::CaseSummary;
use huoli::ids::{IdSource, OsIds};
use huoli::intake::App;
use huoli::store::cabinet::Owner;
use huoli::store::seal::aad::{BlobAad, KeyKind, WrapAad};
use huoli::store::seal::secret::DataKey;
use huoli::store::seal::{blob, wrap};
use rusqlite::types::Value;
use uuid::Uuid;

use crate::copied::{Cell, Copied, Insert};
use crate::postgres::Postgres;
use crate::service::{Installation, OFFICE};
use crate::staff::Browser;
use crate::stand::{Plan, Row, median, ms};
use crate::submissions::one_submission;

/// Pages fetched in each round.
const PAGES: usize = 40;
/// What is fetched: the first page, one from the middle, the desk, and saved views whose lists are read by different ways.
const ADDRESSES: [&str; 9] = [
    "/staff/queue",
    "/staff/queue?after={middle}",
    "/staff/",
    "/staff/queue?view=unassessed",
    "/staff/queue?view=unassessed&after={middle}",
    "/staff/queue?view=due",
    "/staff/queue?view=unborn",
    "/staff/queue?view=proposed",
    "/staff/queue?view=mine",
];
/// What is left of the sealed bodies of seeded reports, in bytes: no list reads them.
const BODY: usize = 64;

/// Row e on both databases.
pub fn pages(plan: Plan, server: &Postgres) -> Vec<Row> {
    let sample = Installation::sqlite();
    let copied = one_submission(&sample.start(), &sample.file());
    let make: [(&str, &dyn Fn() -> Installation); 2] = [
        ("SQLite", &Installation::sqlite),
        ("PostgreSQL", &|| Installation::postgres(server)),
    ];
    make.into_iter()
        .map(|(name, make)| row(plan, name, &copied, make))
        .collect()
}

fn row(plan: Plan, name: &str, copied: &Copied, make: &dyn Fn() -> Installation) -> Row {
    let queue = |cases: usize| {
        let installation = make();
        seed(&installation, copied, cases, &["reports", "report_keys", "cases"]);
        let middle = middle(&installation, cases);
        (installation, middle)
    };
    let (short, long) = (queue(plan.cases / 1_000), queue(plan.cases));
    let services = [&short, &long].map(|(installation, _)| installation.start());
    let mut browsers = [(&services[0], &short), (&services[1], &long)]
        .map(|(service, (installation, middle))| (Browser::signed_in(service, &installation.worker), middle));
    let mut times = [const { [const { Vec::new() }; 2] }; ADDRESSES.len()];
    for _ in 0..plan.rounds * PAGES {
        for (at, (browser, middle)) in browsers.iter_mut().enumerate() {
            for (place, address) in ADDRESSES.iter().enumerate() {
                let address = address.replace("{middle}", middle);
                times[place][at].push(ms(browser.page(&address)));
            }
        }
    }
    let medians = times.map(|both| both.map(|times| median(&times)));
    let [first, long_first] = medians[0];
    let [deep, long_deep] = medians[1];
    let others = &medians[2..];
    let ratio = |[short, long]: &[f64; 2]| long / short;
    let (at, worst) =
        others.iter().map(ratio).enumerate().fold(
            (0, 0.0),
            |most, other| if other.1 > most.1 { other } else { most },
        );
    let worst_address = ADDRESSES[2 + at];
    let what = format!(
        "a page of a queue of {} cases on {name}, over HTTP, beside one of {}",
        plan.cases,
        plan.cases / 1_000
    );
    let measured = format!(
        "first page {long_first:.2} ms beside {first:.2} ms, a page from the middle {long_deep:.2} ms beside {deep:.2} ms; \
         the desk and the saved views at most {worst:.2} times as long ({worst_address})"
    );
    Row::at_most(
        "e",
        &what,
        measured,
        medians.iter().map(ratio).fold(0.0, f64::max),
        2.0,
        "×",
    )
}

/// Stores rows of `cases` cases in `tables`, each case of a report of its own; gives the service on them.
pub fn seed(installation: &Installation, copied: &Copied, cases: usize, tables: &[&str]) -> App {
    let app = open(installation);
    let directory = app.directory();
    let office = directory
        .rules
        .offices()
        .find(|office| office.names.fi == OFFICE)
        .expect("the office")
        .clone();
    let seeds: Vec<Seed> = (0..cases)
        .map(|number| Seed {
            number,
            report: OsIds.uuid(),
            case: OsIds.uuid(),
        })
        .collect();
    for table in tables {
        let insert = copied
            .inserts
            .iter()
            .find(|insert| insert.table == *table)
            .expect("a submission stores one");
        match &installation.postgres {
            Some(database) => {
                let columns = format!("{table} ({})", insert.columns.join(", "));
                database.copy(&columns, |to| {
                    for seed in &seeds {
                        let line: Vec<String> =
                            seed.values(&app, &office, insert).iter().map(copy_text).collect();
                        writeln!(to, "{}", line.join("\t")).expect("it is sent");
                    }
                });
            }
            None => into_sqlite(
                installation,
                insert,
                seeds.iter().map(|seed| seed.values(&app, &office, insert)),
            ),
        }
    }
    if let Some(database) = &installation.postgres {
        database.ask("VACUUM ANALYZE");
    }
    app
}

/// The address of the page that begins after half of the queue.
fn middle(installation: &Installation, cases: usize) -> String {
    let middle = format!(
        "SELECT queue_rank, queue_due, received_on, received_hour, id FROM cases WHERE in_queue AND flood IS NULL \
         ORDER BY queue_rank, queue_due, received_on, received_hour, id LIMIT 1 OFFSET {}",
        cases / 2
    );
    let place = if let Some(database) = &installation.postgres {
        database.ask(&middle).replace('|', " ")
    } else {
        let database = rusqlite::Connection::open(installation.file()).expect("the database opens");
        let text = |row: &rusqlite::Row<'_>| -> rusqlite::Result<String> {
            let (rank, hour): (i64, i64) = (row.get(0)?, row.get(3)?);
            let (due, on, id): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(4)?);
            Ok(format!("{rank} {due} {on} {hour} {id}"))
        };
        database.query_row(&middle, [], text).expect("a case")
    };
    BASE64URL_NOPAD.encode(place.as_bytes())
}

fn open(installation: &Installation) -> App {
    let nothing = std::collections::BTreeMap::new();
    let mut loaded = config::load(Some(&installation.folder.path().join("huoli.toml")), &nothing);
    let folder = installation.folder.path();
    if installation.postgres.is_none() {
        loaded.config.database.url = huoli::store::DatabaseUrl::Sqlite(installation.file());
    }
    loaded.config.keys.file = folder.join("keys/huoli.keys");
    let store = installation::open_store(&loaded.config).unwrap_or_else(|_| panic!("the store opens"));
    let ring = installation::key_source(&loaded.config, &nothing)
        .read()
        .expect("the keys are read");
    installation::open_app(store, ring, installation::home_county(&loaded.config)).expect("the app opens")
}

fn into_sqlite(installation: &Installation, insert: &Insert, rows: impl Iterator<Item = Vec<Value>>) {
    let database = rusqlite::Connection::open(installation.file()).expect("the database opens");
    database
        .execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF; BEGIN",
        )
        .expect("it begins");
    let places = vec!["?"; insert.columns.len()].join(", ");
    let text = format!(
        "INSERT INTO {} ({}) VALUES ({places})",
        insert.table,
        insert.columns.join(", ")
    );
    let mut statement = database.prepare(&text).expect("the statement is sound");
    for values in rows {
        statement
            .execute(rusqlite::params_from_iter(values))
            .expect("the row is stored");
    }
    drop(statement);
    database.execute_batch("COMMIT").expect("it commits");
}

/// A case that is to be stored.
struct Seed {
    number: usize,
    report: Uuid,
    case: Uuid,
}

impl Seed {
    /// The key of the report: made of its id, so that it need not be kept between the tables.
    fn key(&self) -> DataKey {
        let mut bytes = [0x5A; 32];
        bytes[..16].copy_from_slice(self.report.as_bytes());
        DataKey::first(huoli::store::seal::secret::SecretKey::from_bytes(bytes))
    }

    fn sealed(&self, plain: &[u8], table: &str, row: Uuid, column: &str) -> Value {
        let aad = BlobAad::whole(table, row, column);
        Value::Blob(blob::seal(plain, &self.key(), &aad, &OsIds).expect("it is sealed"))
    }

    /// The columns of the row of `insert`'s table: as one submission stored them, but with this case's ids, seals and
    /// dates.
    fn values(&self, app: &App, office: &Office, insert: &Insert) -> Vec<Value> {
        let at: DateTime<Utc> =
            DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(self.number as i64 % 100_000);
        let cell = |(column, cell): (&String, &Cell)| match (insert.table.as_str(), column.as_str()) {
            ("reports", "id") | (_, "report") => Value::Text(self.report.to_string()),
            ("case_events", "id") => Value::Text(OsIds.uuid().to_string()),
            ("case_events", "happened_on") => Value::Text(at.date_naive().to_string()),
            ("cases", "id") | ("case_events", "case_id") => Value::Text(self.case.to_string()),
            (_, "reference") => {
                let mut bits = [0; 5];
                bits.copy_from_slice(&self.number.to_be_bytes()[3..]);
                Value::Text(Reference::from_bits(bits).to_string())
            }
            (_, "client") => Value::Null,
            ("reports", "arrival") => self.sealed(
                &serde_json::to_vec(&at).expect("JSON"),
                "reports",
                self.report,
                "arrival",
            ),
            ("report_keys", "wrap") => {
                let by = app
                    .cabinet
                    .newest(KeyKind::Office, Owner::Office(office.id))
                    .expect("the office's key");
                let aad = WrapAad::Report {
                    report: self.report,
                    office: office.id.0,
                };
                Value::Blob(wrap::wrap(&self.key().key, &by, &aad, &OsIds).expect("it is wrapped"))
            }
            ("cases", "summary") => {
                let summary = CaseSummary {
                    birth_year: Some(2016),
                    reasons: vec!["care_neglect".to_owned()],
                    ..CaseSummary::default()
                };
                self.sealed(
                    &serde_json::to_vec(&summary).expect("JSON"),
                    "cases",
                    self.case,
                    "summary",
                )
            }
            ("cases", "queue_due") => Value::Text(
                (at + TimeDelta::days(self.number as i64 % 90))
                    .date_naive()
                    .to_string(),
            ),
            _ => match cell {
                Cell::Fixed(value) => value.clone(),
                Cell::Flag(flag) => Value::Integer(i64::from(*flag)),
                Cell::Bytes(length) => Value::Blob(vec![0x5A; (*length).min(BODY)]),
                Cell::Id(_) | Cell::Reference => unreachable!("{}.{column}", insert.table),
            },
        };
        insert.columns.iter().zip(&insert.cells).map(cell).collect()
    }
}

/// A value as COPY reads it. True and false come as 1 and 0.
fn copy_text(value: &Value) -> String {
    match value {
        Value::Null => "\\N".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => format!("\\\\x{}", HEXLOWER.encode(bytes)),
    }
}
