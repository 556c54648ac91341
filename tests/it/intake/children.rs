//! The hashes by which a child is found again: they tell nothing by themselves, not even across counties, and one look into their
//! index finds the others.

use std::collections::BTreeSet;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use huoli::intake::child_index;
use huoli::store::StoreError;
use huoli::store::connection::AnyConnection;
use huoli::store::schema::{blind_indexes, cases, cases_to_index};
use serde_json::{Value, json};

use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// A child of whom everything is known, in a municipality.
fn child(municipality: &str, postal_code: &str) -> Value {
    json!({
        "children": [{
            "first_names": "Kanarialintu Aino", "last_name": "Kanarialintunen", "personal_identity_code": "010516B903X",
            "residence": {"municipality": municipality, "postal_code": postal_code, "street_address": "Kanarialintukatu 5 A 12"},
        }],
        "guardians": [{"name": "Kanarialintu Isä", "phone": "050 000 0101"}],
        "concern": {"description": "Huoli"},
    })
}

/// Every row: county, case, label, digest.
fn rows(app: &TestApp) -> BTreeSet<(String, String, String, Vec<u8>)> {
    let rows: Vec<_> = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(blind_indexes::table
                .select((
                    blind_indexes::county,
                    blind_indexes::case_id,
                    blind_indexes::label,
                    blind_indexes::digest,
                ))
                .load(tx.conn())?)
        })
        .expect("the index is read");
    rows.into_iter().collect()
}

fn waiting(app: &TestApp) -> i64 {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases_to_index::table.count().get_result(tx.conn())?)
        })
        .expect("the list is read")
}

on_both! {
    fn the_index_holds_hashes_alone_and_no_two_counties_have_one_in_common(db: TestDb) {
        let app = TestApp::new(db);
        app.file(&child("049", "02770"));
        app.file(&child("049", "02770"));
        app.file(&child("837", "33100"));
        let rows = rows(&app);
        let labels: BTreeSet<&str> = rows.iter().map(|(_, _, label, _)| label.as_str()).collect();
        let all = ["address", "birth_date", "identity_code", "name", "name_birth_date", "name_birth_year", "phone", "street"];
        assert_eq!(labels.into_iter().collect::<Vec<_>>(), all);
        let known = ["kanarialint", "010516", "0500000101", "katu", "2016"];
        for (_, _, label, digest) in &rows {
            assert_eq!(digest.len(), 32, "{label}");
            let text = String::from_utf8_lossy(digest).to_lowercase();
            assert!(known.iter().all(|word| !text.contains(word)), "{label}");
        }
        let counties: BTreeSet<&str> = rows.iter().map(|(county, ..)| county.as_str()).collect();
        assert_eq!(counties.len(), 2);
        let of = |county: &str| -> BTreeSet<&Vec<u8>> {
            rows.iter().filter(|(found, ..)| found == county).map(|(.., digest)| digest).collect()
        };
        let sets: Vec<_> = counties.iter().map(|county| of(county)).collect();
        assert!(sets[0].is_disjoint(&sets[1]), "two counties' rows cannot be joined");
        // The check can fail: within a county the child is the same one twice.
        let twice = rows.iter().filter(|(_, _, label, _)| label == "identity_code").count();
        assert_eq!((twice, sets.iter().map(BTreeSet::len).min()), (3, sets.iter().map(BTreeSet::len).max()));
    }

    fn cases_that_came_before_get_their_hashes_by_a_job_and_one_that_is_damaged_holds_up_none(db: TestDb) {
        let app = TestApp::new(db);
        for _ in 0..3 {
            app.file(&child("049", "02770"));
        }
        assert_eq!(waiting(&app), 0, "a new case waits for nothing");
        let before = rows(&app);
        app.store.write("older", |tx| -> Result<(), StoreError> {
            diesel::delete(blind_indexes::table.filter(blind_indexes::label.ne("identity_code"))).execute(tx.conn())?;
            let ids: Vec<String> = cases::table.select(cases::id).load(tx.conn())?;
            for id in ids {
                diesel::insert_into(cases_to_index::table).values(cases_to_index::case_id.eq(id)).execute(tx.conn())?;
            }
            Ok(())
        }).expect("they are older");
        assert_eq!(child_index::catch_up(&app).expect("it runs"), 3);
        assert_eq!(rows(&app), before);
        assert_eq!((waiting(&app), child_index::catch_up(&app).expect("it runs")), (0, 0));
        app.store.write("damage", |tx| -> Result<(), StoreError> {
            use huoli::store::schema::reports;
            let ids: Vec<(String, String)> = cases::table.order(cases::id).select((cases::id, cases::report)).load(tx.conn())?;
            diesel::update(reports::table.find(&ids[0].1)).set(reports::body.eq(vec![0_u8; 80])).execute(tx.conn())?;
            for (id, _) in ids {
                diesel::insert_into(cases_to_index::table).values(cases_to_index::case_id.eq(id)).execute(tx.conn())?;
            }
            Ok(())
        }).expect("one is damaged");
        assert_eq!(child_index::catch_up(&app).expect("it runs"), 3);
        assert_eq!((waiting(&app), rows(&app)), (0, before), "it keeps what it had");
    }

    fn one_look_into_the_index_finds_the_others(db: TestDb) {
        let app = TestApp::new(db);
        app.file(&child("049", "02770"));
        let query = "SELECT case_id FROM blind_indexes WHERE county = '06' AND label IN ('identity_code', 'address') AND digest IN";
        let plan: Vec<String> = app.store.read("explain", |tx| -> Result<_, StoreError> {
            Ok(match tx.conn() {
                AnyConnection::Sqlite(c) => {
                    let rows: Vec<(i32, i32, i32, String)> =
                        sql::<(Integer, Integer, Integer, Text)>(&format!("EXPLAIN QUERY PLAN {query} (x'00', x'01')")).load(c)?;
                    rows.into_iter().map(|(.., detail)| detail).collect()
                }
                AnyConnection::Postgres(c) => {
                    // So few rows are read faster without any index.
                    diesel::sql_query("SET LOCAL enable_seqscan = off").execute(c)?;
                    sql::<Text>(&format!("EXPLAIN {query} ('\\x00', '\\x01')")).load(c)?
                }
            })
        }).expect("a plan");
        assert!(plan.iter().any(|line| line.contains("blind_indexes_match")), "{plan:?}");
    }
}
