//! A small table for the stories of this folder; it is made by the tests and in no migration.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use huoli::store::{Store, StoreError, Tx};

diesel::table! {
    note (id) {
        id -> Text,
        value -> BigInt,
        updated_by -> Text,
    }
}

/// Makes the table.
pub fn make(store: &Store) {
    store
        .write("make", |tx| -> Result<(), StoreError> {
            let sql =
                "CREATE TABLE note (id TEXT PRIMARY KEY, value BIGINT NOT NULL, updated_by TEXT NOT NULL)";
            Ok(tx.conn().batch_execute(sql)?)
        })
        .expect("the table is made");
}

/// Adds a row.
pub fn add(tx: &mut Tx<'_>, id: &str, value: i64) -> Result<(), StoreError> {
    let updated_by = tx.name();
    diesel::insert_into(note::table)
        .values((
            note::id.eq(id),
            note::value.eq(value),
            note::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Every row's id, in order.
pub fn ids(store: &Store) -> Vec<String> {
    store
        .read("ids", |tx| -> Result<_, StoreError> {
            Ok(note::table.select(note::id).order(note::id).load(tx.conn())?)
        })
        .expect("the rows are read")
}
