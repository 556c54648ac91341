//! What is old is deleted, and nothing else.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::helsinki;
use huoli::mail::memory::Memory;
use huoli::store::StoreError;
use huoli::store::schema::{idempotency, keys, reports, sessions, staff, staff_links};

use super::{about, run_at, told, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

/// An account, by its id.
fn account(app: &TestApp) -> String {
    let office = app.directory().rules.offices().next().unwrap().clone();
    let new = huoli::intake::add_staff::NewStaff {
        county: office.county,
        offices: vec![office.id],
        user_name: "maija".to_owned(),
        display_name: "Maija Mallinen".to_owned(),
        role: huoli::domain::access::Role::SocialWorker,
        social_worker: false,
        language: huoli::domain::language::Language::Fi,
        password: huoli::intake::add_staff::NewPassword::Random,
    };
    huoli::intake::add_staff::add(app, new).unwrap();
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(staff::table.select(staff::id).first::<String>(tx.conn())?)
        })
        .unwrap()
}

on_both! {
    fn a_used_key_stands_for_72_hours_and_no_week(db: TestDb) {
        let app = told(db);
        let jobs = worker(&app, &Memory::default());
        jobs.plan(app.clock.now()).unwrap();
        app.file(&about("Perjantaina"));
        app.clock.advance_to(at("2026-11-21T23:59"));
        app.file(&about("Lauantaina"));
        let left = |app: &TestApp| -> (i64, i64) {
            app.store
                .read("look", |tx| -> Result<_, StoreError> {
                    let used = idempotency::table.count().get_result(tx.conn())?;
                    Ok((used, reports::table.count().get_result(tx.conn())?))
                })
                .unwrap()
        };
        run_at(&app, &jobs, at("2026-11-23T14:06"));
        assert_eq!(left(&app), (2, 2), "72 hours after the first");
        run_at(&app, &jobs, at("2026-11-24T02:20"));
        assert_eq!(left(&app), (1, 2));
        run_at(&app, &jobs, at("2026-11-24T23:59"));
        assert_eq!(left(&app), (1, 2), "72 hours after the second");
        run_at(&app, &jobs, at("2026-11-25T02:20"));
        assert_eq!(left(&app), (0, 2), "the reports stay");
    }

    fn sessions_end_by_their_age(db: TestDb) {
        let app = told(db);
        let member = account(&app);
        let now = app.clock.now();
        let rows: Vec<_> = [(0, 0), (16, 16), (13 * 60, 1), (11 * 60, 1), (14, 14)]
            .iter()
            .map(|(started, seen)| {
                (
                    sessions::id.eq(app.ids.uuid().to_string()),
                    sessions::staff.eq(member.clone()),
                    sessions::token_digest.eq(app.ids.uuid().as_bytes().to_vec()),
                    sessions::started_at.eq((now - TimeDelta::minutes(*started)).naive_utc()),
                    sessions::seen_at.eq((now - TimeDelta::minutes(*seen)).naive_utc()),
                )
            })
            .collect();
        app.store
            .write("seed", move |tx| -> Result<(), StoreError> {
                for row in &rows {
                    diesel::insert_into(sessions::table).values(row.clone()).execute(tx.conn())?;
                }
                Ok(())
            })
            .unwrap();
        let jobs = worker(&app, &Memory::default());
        jobs.plan(now - TimeDelta::minutes(10)).unwrap();
        run_at(&app, &jobs, now);
        let left: Vec<chrono::NaiveDateTime> = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(sessions::table.select(sessions::started_at).order(sessions::started_at).load(tx.conn())?)
            })
            .unwrap();
        let kept: Vec<_> = [11 * 60, 14, 0].map(|ago| (now - TimeDelta::minutes(ago)).naive_utc()).to_vec();
        assert_eq!(left, kept);
    }

    fn a_pages_key_goes_after_its_day(db: TestDb) {
        let app = told(db);
        let made = |app: &TestApp| {
            app.cabinet.state_key_now(&app.store, app.clock.now(), &*app.ids).unwrap();
        };
        let slots = |app: &TestApp| -> i64 {
            app.store
                .read("look", |tx| -> Result<_, StoreError> {
                    Ok(keys::table.filter(keys::kind.eq("state")).count().get_result(tx.conn())?)
                })
                .unwrap()
        };
        made(&app);
        app.clock.advance(TimeDelta::hours(1));
        made(&app);
        let jobs = worker(&app, &Memory::default());
        jobs.plan(app.clock.now()).unwrap();
        assert_eq!(slots(&app), 2);
        run_at(&app, &jobs, at("2026-11-21T13:01"));
        assert_eq!(slots(&app), 2);
        run_at(&app, &jobs, at("2026-11-21T14:01"));
        assert_eq!(slots(&app), 1, "nobody opened a page, and still it is gone");
        run_at(&app, &jobs, at("2026-11-21T15:01"));
        assert_eq!(slots(&app), 0);
    }

    fn links_go_when_they_are_used_or_expired(db: TestDb) {
        let app = told(db);
        let member = account(&app);
        let now = app.clock.now();
        let jobs = worker(&app, &Memory::default());
        jobs.plan(now).unwrap();
        let run = at("2026-11-21T02:25");
        let link = |expires: chrono::DateTime<chrono::Utc>, used: Option<chrono::DateTime<chrono::Utc>>| {
            (
                staff_links::id.eq(app.ids.uuid().to_string()),
                staff_links::staff.eq(member.clone()),
                staff_links::purpose.eq("set_up"),
                staff_links::token_digest.eq(app.ids.uuid().as_bytes().to_vec()),
                staff_links::expires_at.eq(expires.naive_utc()),
                staff_links::used_at.eq(used.map(|used| used.naive_utc())),
            )
        };
        let second = TimeDelta::seconds(1);
        let rows = vec![link(run + second, None), link(run - second, None), link(run + TimeDelta::days(2), Some(now))];
        app.store
            .write("seed", move |tx| -> Result<(), StoreError> {
                diesel::delete(staff_links::table).execute(tx.conn())?;
                for row in &rows {
                    diesel::insert_into(staff_links::table).values(row.clone()).execute(tx.conn())?;
                }
                Ok(())
            })
            .unwrap();
        run_at(&app, &jobs, run);
        let left: Vec<chrono::NaiveDateTime> = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(staff_links::table.select(staff_links::expires_at).load(tx.conn())?)
            })
            .unwrap();
        assert_eq!(left, [(run + second).naive_utc()]);
        assert_eq!(helsinki::civil_date(run).to_string(), "2026-11-21");
    }
}
