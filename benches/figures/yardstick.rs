//! What a submission is measured against: its bare statements, without HTTP, validation, routing and sealing.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, Statement, ToSql};

use crate::copied::{Cell, Copied, Insert};
use crate::postgres::PostgresDatabase;
use crate::service::folder;

/// A SQLite database of its own with the tables and the directory of `file`, and the statements to repeat on it.
pub struct BareLoop<'a> {
    _folder: tempfile::TempDir,
    database: Connection,
    copied: &'a Copied,
    random: Random,
}

impl<'a> BareLoop<'a> {
    /// Sets the loop up beside the installation whose database is `file`, with the settings that the service uses.
    pub fn new(file: &Path, copied: &'a Copied) -> Self {
        let folder = folder();
        let copy = folder.path().join("bare.db");
        let original = Connection::open(file).expect("the database opens");
        original
            .execute("VACUUM INTO ?1", [copy.to_str()])
            .expect("it is copied");
        let database = Connection::open(copy).expect("the copy opens");
        database
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
                 PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;",
            )
            .expect("the settings");
        Self {
            _folder: folder,
            database,
            copied,
            random: Random(0x9E37_79B9_7F4A_7C15),
        }
    }

    /// Stores for `time`, `group` submissions a commit: submissions a second.
    pub fn run(&mut self, group: usize, time: Duration) -> f64 {
        let database = &self.database;
        let prepare = |insert: &Insert| {
            let places = vec!["?"; insert.columns.len()].join(", ");
            let text = format!(
                "INSERT INTO {} ({}) VALUES ({places})",
                insert.table,
                insert.columns.join(", ")
            );
            database.prepare(&text).expect("the statement is sound")
        };
        let mut statements: Vec<Statement<'_>> = self.copied.inserts.iter().map(prepare).collect();
        let mut stored = 0_u32;
        let started = Instant::now();
        while started.elapsed() < time {
            database.execute_batch("BEGIN IMMEDIATE").expect("it begins");
            for _ in 0..group {
                submission(self.copied, &mut statements, &mut self.random);
                stored += 1;
            }
            database.execute_batch("COMMIT").expect("it commits");
        }
        f64::from(stored) / started.elapsed().as_secs_f64()
    }
}

fn submission(copied: &Copied, statements: &mut [Statement<'_>], random: &mut Random) {
    let ids: Vec<String> = (0..copied.ids).map(|_| random.id()).collect();
    for (insert, statement) in copied.inserts.iter().zip(statements) {
        let values = insert.cells.iter().map(|cell| Bound::of(cell, &ids, random));
        let values: Vec<Bound<'_>> = values.collect();
        statement
            .execute(rusqlite::params_from_iter(values))
            .expect("the row is stored");
    }
}

enum Bound<'a> {
    Borrowed(ValueRef<'a>),
    Owned(Value),
}

impl<'a> Bound<'a> {
    fn of(cell: &'a Cell, ids: &'a [String], random: &mut Random) -> Self {
        match cell {
            Cell::Fixed(value) => Self::Borrowed(value.into()),
            Cell::Flag(flag) => Self::Owned(Value::Integer(i64::from(*flag))),
            Cell::Id(number) => Self::Borrowed(ValueRef::Text(ids[*number].as_bytes())),
            Cell::Reference => Self::Owned(Value::Text(format!("LS-{:09x}", random.next() >> 28))),
            Cell::Bytes(length) => {
                let mut bytes = vec![0x5A; *length];
                for eight in bytes.chunks_exact_mut(8).take(4) {
                    eight.copy_from_slice(&random.next().to_le_bytes());
                }
                Self::Owned(Value::Blob(bytes))
            }
        }
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Borrowed(value) => ToSqlOutput::Borrowed(*value),
            Self::Owned(value) => ToSqlOutput::Borrowed(value.into()),
        })
    }
}

/// Numbers that look random and cost nothing.
struct Random(u64);

impl Random {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn id(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        uuid::Builder::from_random_bytes(((u128::from(high) << 64) | u128::from(low)).to_be_bytes())
            .into_uuid()
            .to_string()
    }
}

/// The same statements as a script of pgbench, on a database of its own.
pub struct Pgbench {
    database: PostgresDatabase,
    folder: tempfile::TempDir,
    constants: Vec<String>,
}

impl Pgbench {
    /// Writes the script for a copy of `original`, to which nobody may be connected.
    pub fn new(original: &PostgresDatabase, copied: &Copied) -> Self {
        let database = original.copied();
        if let Some(client) = &copied.client {
            database.ask(&format!(
                "INSERT INTO api_clients (id, name, token_digest, sandbox) VALUES ('{client}', 'bench', '\\x00', false)"
            ));
        }
        let folder = folder();
        let mut constants = Vec::new();
        fs::write(folder.path().join("script.sql"), script(copied, &mut constants))
            .expect("the script is written");
        Self {
            database,
            folder,
            constants,
        }
    }

    /// Runs the script by `clients` connections for `time`: submissions a second.
    pub fn run(&self, clients: usize, time: Duration) -> f64 {
        let seconds = time.as_secs().max(1);
        let output = self
            .database
            .program("pgbench")
            .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
            .arg(format!("--client={clients}"))
            .arg(format!("--time={seconds}"))
            .arg("--file=script.sql")
            .args(
                self.constants
                    .iter()
                    .map(|constant| format!("--define={constant}")),
            )
            .current_dir(self.folder.path())
            .output()
            .expect("pgbench runs");
        let text = String::from_utf8_lossy(&output.stdout);
        let tps = text.lines().find_map(|line| line.strip_prefix("tps = "));
        let tps = tps
            .and_then(|line| line.split_whitespace().next()?.parse().ok())
            .filter(|_| output.status.success());
        tps.unwrap_or_else(|| panic!("pgbench: {text}{}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// One transaction of the same inserts. What is fresh each time is made of random numbers by the server, which costs it
/// a microsecond; what is long and always the same travels as a parameter.
fn script(copied: &Copied, constants: &mut Vec<String>) -> String {
    let mut script = String::new();
    for id in 0..copied.ids {
        let _ = writeln!(script, "\\set id{id} random(1, 9000000000000000000)");
    }
    script.push_str("BEGIN;\n");
    let mut digests = 0;
    let mut head = String::new();
    for insert in &copied.inserts {
        let cells: Vec<String> = insert
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::Id(number) => format!("md5(:id{number}::text)::uuid::text"),
                Cell::Flag(flag) => flag.to_string(),
                Cell::Reference | Cell::Bytes(..=32) => {
                    digests += 1;
                    let _ = writeln!(head, "\\set digest{digests} random(1, 9000000000000000000)");
                    if matches!(cell, Cell::Reference) {
                        format!("'LS-' || substr(md5(:digest{digests}::text), 1, 9)")
                    } else {
                        format!("sha256(int8send(:digest{digests}))")
                    }
                }
                Cell::Bytes(length) => constant(constants, &format!("\\x{}", "5a".repeat(*length))),
                Cell::Fixed(Value::Null) => "NULL".to_owned(),
                Cell::Fixed(Value::Integer(number)) => number.to_string(),
                Cell::Fixed(Value::Text(text)) => constant(constants, text),
                Cell::Fixed(other) => unreachable!("no column holds {other:?}"),
            })
            .collect();
        let _ = writeln!(
            script,
            "INSERT INTO {} ({}) VALUES ({});",
            insert.table,
            insert.columns.join(", "),
            cells.join(", ")
        );
    }
    script.push_str("COMMIT;\n");
    head + &script
}

fn constant(constants: &mut Vec<String>, value: &str) -> String {
    let number = constants.len();
    constants.push(format!("v{number}={value}"));
    format!(":v{number}")
}
