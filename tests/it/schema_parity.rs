//! Both migration trees make the same tables, and the program sees them as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use huoli::store::StoreError;

use crate::harness::db::{Database, TestDb};

/// Table and column, with the column's kind and whether it may be null.
type Columns = BTreeMap<(String, String), (&'static str, bool)>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    field: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    nullable: String,
}

fn columns(db: &TestDb, query: &'static str) -> Columns {
    let rows: Vec<Column> = db
        .store
        .read("columns", |tx| -> Result<_, StoreError> {
            Ok(sql_query(query).load(tx.conn())?)
        })
        .expect("the catalogue is read");
    rows.into_iter()
        .filter(|row| !row.table_name.starts_with("__diesel"))
        .map(|row| {
            let kind = kind(&row.kind);
            ((row.table_name, row.field), (kind, row.nullable == "YES"))
        })
        .collect()
}

/// One name for what both databases call differently.
fn kind(name: &str) -> &'static str {
    match name.to_ascii_lowercase().as_str() {
        "text" => "Text",
        "bigint" => "BigInt",
        "blob" | "bytea" => "Binary",
        "boolean" => "Bool",
        "date" => "Date",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        other => panic!("a column type that the tables do not use: {other}"),
    }
}

fn sqlite_columns(db: &TestDb) -> Columns {
    columns(
        db,
        "SELECT m.name AS table_name, c.name AS field, c.type AS kind, \
         CASE WHEN c.\"notnull\" = 1 THEN 'NO' ELSE 'YES' END AS nullable \
         FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
    )
}

fn names_in(tree: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(tree);
    let entries = fs::read_dir(folder).expect("the tree is there");
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn both_trees_hold_the_same_migrations() {
    let names = names_in("sqlite");
    assert!(!names.is_empty());
    assert_eq!(names, names_in("postgres"));
}

#[test]
fn both_databases_have_the_same_columns() {
    let sqlite = sqlite_columns(&TestDb::sqlite());
    let Some(postgres) = TestDb::new(Database::Postgres) else {
        return;
    };
    let postgres = columns(
        &postgres,
        "SELECT table_name::text, column_name::text AS field, data_type::text AS kind, is_nullable::text AS nullable \
         FROM information_schema.columns WHERE table_schema = current_schema()",
    );
    assert_eq!(sqlite, postgres);
}

#[test]
fn the_program_sees_the_tables_as_they_are() {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut lists = vec![store.join("schema.rs")];
    let more = fs::read_dir(store.join("schema")).expect("the folder of further lists is read");
    lists.extend(more.map(|list| list.expect("a list").path()));
    let schema: String = lists
        .iter()
        .map(|list| fs::read_to_string(list).expect("the table list is read"))
        .collect();
    let mut seen = Columns::new();
    let mut table = String::new();
    for line in schema.lines().map(str::trim) {
        if let Some((column, kind)) = line.strip_suffix(',').and_then(|line| line.split_once(" -> ")) {
            let inner = kind
                .strip_prefix("Nullable<")
                .and_then(|kind| kind.strip_suffix('>'));
            let name = ["Text", "BigInt", "Binary", "Bool", "Date", "Timestamp"]
                .into_iter()
                .find(|name| *name == inner.unwrap_or(kind))
                .expect("a known type");
            seen.insert((table.clone(), column.to_owned()), (name, inner.is_some()));
        } else if line.ends_with(") {") {
            line.split(" (").next().unwrap().clone_into(&mut table);
        }
    }
    assert_eq!(seen, sqlite_columns(&TestDb::sqlite()));
}
