//! Both migration trees make the same keys, indexes and checks; the columns are compared by `schema_parity`.

use std::collections::BTreeSet;

use diesel::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::Text;
use huoli::store::{Store, StoreError};

use crate::harness::db::{Database, TestDb};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[test]
fn both_databases_have_the_same_keys_indexes_and_checks() {
    let Some(postgres) = TestDb::new(Database::Postgres) else {
        return;
    };
    let ours = rules(&TestDb::sqlite().store, SQLITE_RULES);
    let theirs = rules(&postgres.store, POSTGRES_RULES);
    for kind in ["primary key", "foreign key", "unique", "index", "checks"] {
        assert!(
            ours.iter().any(|line| line.contains(kind)),
            "the query finds no {kind}"
        );
    }
    let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
        one.difference(other).cloned().collect()
    };
    assert_eq!(
        (only(&ours, &theirs), only(&theirs, &ours)),
        (vec![], vec![]),
        "only on SQLite, only on PostgreSQL"
    );
}

fn rules(store: &Store, sql: &'static str) -> BTreeSet<String> {
    let rows: Vec<Line> = store
        .read("rules", |tx| -> Result<_, StoreError> {
            Ok(diesel::sql_query(sql).load(tx.conn())?)
        })
        .unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

/// One line for each primary key, unique or other index, foreign key, and number of checks of a table.
const SQLITE_RULES: &str = "
    WITH tables AS (
        SELECT name, sql FROM sqlite_master
        WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND substr(name, 1, 2) <> '__')
    SELECT t.name || ' primary key ' || (SELECT group_concat(name, ',') FROM
               (SELECT name FROM pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) AS line
    FROM tables t WHERE EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE pk > 0)
    UNION ALL
    SELECT t.name || iif(i.\"unique\", ' unique ', ' index ') || iif(i.partial, 'partial ', '') ||
           (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
    FROM tables t JOIN pragma_index_list(t.name) i WHERE i.origin <> 'pk'
    UNION ALL
    SELECT t.name || ' foreign key ' || f.\"from\" || ' to ' || f.\"table\" || ' ' || coalesce(f.\"to\", '')
    FROM tables t JOIN pragma_foreign_key_list(t.name) f
    UNION ALL
    SELECT name || ' checks ' || ((length(sql) - length(replace(sql, 'CHECK (', ''))) / 7) FROM tables
    WHERE sql LIKE '%CHECK (%'";

const POSTGRES_RULES: &str = "
    WITH tables AS (
        SELECT oid, relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND left(relname, 2) <> '__')
    SELECT t.relname || CASE WHEN i.indisprimary THEN ' primary key ' WHEN i.indisunique THEN ' unique ' ELSE ' index ' END ||
           CASE WHEN i.indpred IS NULL THEN '' ELSE 'partial ' END ||
           (SELECT string_agg(a.attname, ',' ORDER BY k.place)
            FROM unnest(i.indkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) AS line
    FROM tables t JOIN pg_index i ON i.indrelid = t.oid
    UNION ALL
    SELECT t.relname || ' foreign key ' || a.attname || ' to ' || f.relname || ' ' || b.attname
    FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f' JOIN pg_class f ON f.oid = c.confrelid
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (here, there)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.here
    JOIN pg_attribute b ON b.attrelid = f.oid AND b.attnum = k.there
    UNION ALL
    SELECT t.relname || ' checks ' || count(*) FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'c'
    GROUP BY t.relname";
