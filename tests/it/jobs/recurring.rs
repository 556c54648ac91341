//! What recurs is done once for each of its times, however many nodes there are.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::job::Job;
use huoli::mail::memory::Memory;
use huoli::store::StoreError;
use huoli::store::jobs::{self, StoredJob};
use huoli::store::schema::jobs as rows;

use super::{run_at, told, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

fn of_kind(app: &TestApp, kind: &str) -> Vec<StoredJob> {
    let all = app
        .store
        .read("look", |tx| -> Result<_, StoreError> { jobs::all(tx) });
    let mut all = all.unwrap();
    all.retain(|job| job.kind == kind);
    all
}

on_both! {
    fn two_nodes_plan_and_do_it_once(db: TestDb) {
        let app = told(db);
        let memory = Memory::default();
        let (one, other) = (worker(&app, &memory), worker(&app, &memory));
        let now = app.clock.now();
        one.plan(now).unwrap();
        other.plan(now + TimeDelta::minutes(7)).unwrap();
        let kind = Job::EndStaleSessions.kind();
        assert_eq!(of_kind(&app, kind).len(), 1);
        assert_eq!(of_kind(&app, kind)[0].run_at, at("2026-11-20T14:15"));
        // The hour has four times of a quarter and four of the offices, 15 of the probe, six of the anchors and the first one, one of the pages' keys, one of the uploads, six of the
        // hashes of older cases and one of each county's chain.
        let counties = app.directory().counties.len();
        let (mut by_one, mut by_other) = (0, 0);
        for minute in 6..=65 {
            let instant = at("2026-11-20T14:00") + TimeDelta::minutes(minute);
            by_one += run_at(&app, &one, instant);
            by_other += run_at(&app, &other, instant);
        }
        assert_eq!((by_one, by_other), (4 + 4 + 15 + 7 + 1 + 1 + 6 + counties, 0));
        let row = &of_kind(&app, kind)[0];
        assert_eq!((row.run_at, row.attempts), (at("2026-11-20T15:15"), 0));
    }

    fn times_that_were_missed_are_made_good_once(db: TestDb) {
        let app = told(db);
        let jobs = worker(&app, &Memory::default());
        jobs.plan(app.clock.now()).unwrap();
        let week_later = app.clock.now() + TimeDelta::days(7);
        let counties = app.directory().counties.len();
        assert_eq!(run_at(&app, &jobs, week_later), Job::RECURRING.len() + 2 * counties);
        assert_eq!(run_at(&app, &jobs, week_later), 0);
    }
    fn what_another_version_repeats_waits_for_it(db: TestDb) {
        let app = told(db);
        let jobs = worker(&app, &Memory::default());
        jobs.plan(app.clock.now()).unwrap();
        let kind = Job::EndStaleSessions.kind();
        app.store
            .write("change", |tx| -> Result<_, StoreError> {
                let theirs = rows::table.filter(rows::kind.eq(Job::EndStaleSessions.kind()));
                Ok(diesel::update(theirs).set(rows::payload.eq(r#"{"job":"count_the_stars"}"#)).execute(tx.conn())?)
            })
            .unwrap();
        for day in 1..=7 {
            run_at(&app, &jobs, app.clock.now() + TimeDelta::days(1));
            let row = &of_kind(&app, kind)[0];
            assert_eq!((row.job.as_ref(), row.given_up_at), (None, None), "on day {day} it still waits");
            assert!(row.run_at > app.clock.now());
        }
    }
}
