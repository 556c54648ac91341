//! What one submission stores, row by row, taken from the database itself: the statements and bytes that the yardsticks
//! repeat. They insert the same columns with as many bytes; ids, references and digests are fresh each time.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// One row that a submission inserts.
pub struct Insert {
    pub table: String,
    pub columns: Vec<String>,
    pub cells: Vec<Cell>,
}

/// What stands in one column.
#[derive(Clone)]
pub enum Cell {
    /// The same each time.
    Fixed(Value),
    /// The same each time: true or false.
    Flag(bool),
    /// The id that was made as the submission's so-manieth.
    Id(usize),
    /// A reference of its own.
    Reference,
    /// Sealed or hashed: so many bytes that never come twice.
    Bytes(usize),
}

/// Everything that one submission inserts, in an order that foreign keys allow.
pub struct Copied {
    pub inserts: Vec<Insert>,
    /// How many ids one submission makes.
    pub ids: usize,
    /// The client that filed it.
    pub client: Option<String>,
}

/// The last row of each table.
pub struct Mark(HashMap<String, i64>);

fn open(file: &Path) -> Connection {
    Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the database opens")
}

fn tables(database: &Connection) -> Vec<String> {
    let mut statement = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_\\_%' ESCAPE '\\' ORDER BY rowid")
        .expect("the tables");
    let names = statement.query_map([], |row| row.get(0)).expect("the tables");
    names.map(|name| name.expect("a name")).collect()
}

impl Mark {
    /// Notes what is in `file` now.
    pub fn set(file: &Path) -> Self {
        let database = open(file);
        let last = |table: String| {
            let question = format!("SELECT coalesce(max(rowid), 0) FROM {table}");
            let last = database
                .query_row(&question, [], |row| row.get(0))
                .expect("a number");
            (table, last)
        };
        Self(tables(&database).into_iter().map(last).collect())
    }

    /// What one submission has inserted since.
    pub fn inserted(&self, file: &Path) -> Copied {
        let database = open(file);
        let mut found = Vec::new();
        for table in tables(&database) {
            let columns = columns(&database, &table);
            let mut statement = database
                .prepare(&format!("SELECT * FROM {table} WHERE rowid > ?1 ORDER BY rowid"))
                .expect("rows");
            let after = self.0.get(&table).copied().unwrap_or(0);
            let mut rows = statement.query([after]).expect("rows");
            while let Some(row) = rows.next().expect("a row") {
                let values: Vec<Value> = (0..columns.len())
                    .map(|at| row.get(at).expect("a value"))
                    .collect();
                found.push((table.clone(), columns.clone(), values));
            }
        }
        assert!(found.len() > 3, "a submission has stored something");
        Copied::of(found)
    }
}

/// The names of a table's columns and whether each is true or false.
fn columns(database: &Connection, table: &str) -> Vec<(String, bool)> {
    let mut statement = database
        .prepare(&format!("PRAGMA table_info({table})"))
        .expect("columns");
    let columns = statement.query_map([], |row| {
        let kind: String = row.get(2)?;
        Ok((row.get(1)?, kind == "BOOLEAN"))
    });
    columns
        .expect("columns")
        .map(|column| column.expect("a column"))
        .collect()
}

type Found = (String, Vec<(String, bool)>, Vec<Value>);

impl Copied {
    fn of(found: Vec<Found>) -> Self {
        let mut ids: HashMap<String, usize> = HashMap::new();
        for (_, columns, values) in &found {
            for ((column, _), value) in columns.iter().zip(values) {
                if let ("id", Value::Text(id)) = (column.as_str(), value) {
                    let next = ids.len();
                    ids.entry(id.clone()).or_insert(next);
                }
            }
        }
        let client = found.iter().find_map(|(_, columns, values)| {
            let at = columns.iter().position(|(column, _)| column == "client")?;
            if let Value::Text(id) = values.get(at)? {
                Some(id.clone())
            } else {
                None
            }
        });
        let inserts = found.into_iter().map(|(table, columns, values)| {
            let cells = columns
                .iter()
                .zip(values)
                .map(|((column, flag), value)| match value {
                    Value::Text(text) if ids.contains_key(&text) => Cell::Id(ids[&text]),
                    Value::Text(_) if column == "reference" => Cell::Reference,
                    Value::Integer(number) if *flag => Cell::Flag(number != 0),
                    Value::Blob(bytes) => Cell::Bytes(bytes.len()),
                    other => Cell::Fixed(other),
                });
            Insert {
                cells: cells.collect(),
                columns: columns.into_iter().map(|(name, _)| name).collect(),
                table,
            }
        });
        Self {
            inserts: inserts.collect(),
            ids: ids.len(),
            client,
        }
    }

    /// How many bytes of content one submission stores.
    pub fn bytes(&self) -> usize {
        let cells = self.inserts.iter().flat_map(|insert| &insert.cells);
        cells
            .map(|cell| match cell {
                Cell::Fixed(Value::Text(text)) => text.len(),
                Cell::Fixed(_) => 8,
                Cell::Flag(_) => 1,
                Cell::Id(_) => 36,
                Cell::Reference => 12,
                Cell::Bytes(length) => *length,
            })
            .sum()
    }
}
