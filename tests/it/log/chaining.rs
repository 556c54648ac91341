//! Arrivals go into the chain when their hour is over, and whoever writes at the same time makes one chain.

use std::sync::Arc;
use std::thread;

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::{Clock, ManualClock};
use huoli::domain::access::Role;
use huoli::ids::OsIds;
use huoli::intake::anchor_log::{Anchors, Known};
use huoli::intake::{chain_events, list_queue, open_case};
use huoli::store::StoreError;
use huoli::store::schema::{case_events, keys, log_heads};

use super::{espoo, fault, filed, rows, verified, verified_at, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

/// Moves the clock to what Finnish clocks show as `text`.
fn set(clock: &ManualClock, text: &str) {
    clock.advance_to(text.parse().unwrap_or_else(|_| at(text)));
}

on_both! {
    fn arrivals_are_chained_five_minutes_after_their_hour(db: TestDb) {
        let app = TestApp::new(db);
        let county = espoo(&app).county;
        set(&app.clock, "2026-11-20T14:05");
        filed(&app, "Ensimmäinen");
        set(&app.clock, "2026-11-20T14:59:59");
        filed(&app, "Toinen");
        let run = || chain_events::run(&app, county, app.clock.now()).expect("they are chained");
        for early in ["2026-11-20T14:59:59", "2026-11-20T15:04:59"] {
            set(&app.clock, early);
            assert_eq!(run(), 0, "{early}");
        }
        filed(&app, "Kolmas");
        set(&app.clock, "2026-11-20T15:05");
        assert_eq!((run(), run()), (2, 0), "each once, and not the one of the hour that runs");
        let log = rows(&app, county);
        assert!(log[0].event < log[1].event, "the order within the hour is that of random ids");
        for row in &log {
            assert_eq!((row.action.as_str(), row.happened_hour, row.happened_at), ("arrived", 14, None));
            assert_eq!((&row.actor, row.purpose.as_deref()), (&None, Some("service")));
            assert!(row.case_id.is_some() && row.report.is_some() && row.subject.is_some());
        }
        let verified = verified(&app, county);
        assert_eq!((verified.rows, verified.events, verified.waiting, fault(&verified)), (2, 2, 1, None));
        set(&app.clock, "2026-11-20T16:05");
        assert_eq!(run(), 1);
    }

    fn the_hour_that_comes_twice_is_chained_after_its_second_time(db: TestDb) {
        let app = TestApp::new(db);
        let county = espoo(&app).county;
        // Another service whose clock shows the end of summer time.
        let clock = Arc::new(ManualClock::at("2026-11-20T12:00:00Z".parse().unwrap()));
        set(&clock, "2027-10-31T00:30:00Z");
        app.clock.advance_to(clock.now());
        filed(&app, "Kesäaikaan kello 3.30");
        let run = |at: &str| chain_events::run(&app, county, at.parse().unwrap()).expect("they are chained");
        assert_eq!(run("2027-10-31T01:10:00Z"), 0, "the clocks show 3.10 once more");
        set(&app.clock, "2027-10-31T01:30:00Z");
        filed(&app, "Talviaikaan kello 3.30");
        assert_eq!(run("2027-10-31T02:04:59Z"), 0);
        assert_eq!(run("2027-10-31T02:05:00Z"), 2);
        assert!(rows(&app, county).iter().all(|row| row.happened_hour == 3));
        // When summer time begins, hour 3 does not come: hour 2 is over when the clocks show 4.
        set(&app.clock, "2028-03-26T00:30:00Z");
        filed(&app, "Kello 2.30");
        assert_eq!(run("2028-03-26T01:04:59Z"), 0);
        assert_eq!(run("2028-03-26T01:05:00Z"), 1);
        assert_eq!(fault(&verified(&app, county)), None);
    }

    fn what_was_passed_over_is_found_by_the_sweep_and_told_by_the_verifier(db: TestDb) {
        let app = TestApp::new(db);
        let county = espoo(&app).county;
        filed(&app, "Ajallaan");
        set(&app.clock, "2026-11-20T18:00");
        filed(&app, "Myöhemmin");
        set(&app.clock, "2026-11-20T19:05");
        let now = app.clock.now();
        assert_eq!(chain_events::run(&app, county, now).unwrap(), 2);
        // An arrival with an hour that has been chained: the clock was set back, or its transaction took very long.
        let late = filed(&app, "Kello oli väärässä").to_string();
        app.store
            .write("set back", move |tx| -> Result<(), StoreError> {
                let event = case_events::table.filter(case_events::case_id.eq(&late));
                diesel::update(event).set(case_events::happened_hour.eq(15)).execute(tx.conn())?;
                Ok(())
            })
            .unwrap();
        set(&app.clock, "2026-11-20T20:05");
        assert_eq!(chain_events::run(&app, county, app.clock.now()).unwrap(), 0);
        let next_day = app.clock.now() + TimeDelta::hours(26);
        let told = verified_at(&app, county, &Known::default(), next_day);
        assert_eq!(fault(&told), Some((None, "arrival_without_row")));
        assert_eq!(chain_events::sweep(&app, county, app.clock.now()).unwrap(), 1);
        assert_eq!(chain_events::sweep(&app, county, app.clock.now()).unwrap(), 0);
        assert_eq!(fault(&verified_at(&app, county, &Known::default(), next_day)), None);
    }

    fn a_clock_that_ran_ahead_stops_no_chaining(db: TestDb) {
        let app = TestApp::new(db);
        let county = espoo(&app).county;
        let ahead = filed(&app, "Tulevaisuudesta").to_string();
        app.store
            .write("run ahead", move |tx| -> Result<(), StoreError> {
                let event = case_events::table.filter(case_events::case_id.eq(&ahead));
                let day: chrono::NaiveDate = "2030-01-01".parse().unwrap();
                diesel::update(event).set(case_events::happened_on.eq(day)).execute(tx.conn())?;
                Ok(())
            })
            .unwrap();
        assert_eq!(chain_events::run(&app, county, at("2030-01-02T00:00")).unwrap(), 1);
        filed(&app, "Tänään");
        assert_eq!(chain_events::run(&app, county, at("2026-11-20T15:05")).unwrap(), 1);
    }

    fn many_arrivals_are_chained_in_several_batches(db: TestDb) {
        let app = TestApp::new(db);
        let county = espoo(&app).county;
        let case = filed(&app, "Monta").to_string();
        app.store
            .write("many", move |tx| -> Result<(), StoreError> {
                for number in 0..1_100_u128 {
                    diesel::insert_into(case_events::table)
                        .values((
                            case_events::id.eq(uuid::Uuid::from_u128(number).to_string()),
                            case_events::county.eq(county.to_string()),
                            case_events::case_id.eq(&case),
                            case_events::kind.eq("received"),
                            case_events::happened_on.eq("2026-11-19".parse::<chrono::NaiveDate>().unwrap()),
                            case_events::happened_hour.eq(i64::try_from(number % 24).unwrap()),
                        ))
                        .execute(tx.conn())?;
                }
                Ok(())
            })
            .unwrap();
        let now = at("2026-11-20T15:05");
        let both = thread::scope(|scope| {
            let run = || chain_events::run(&app, county, now).expect("they are chained");
            let (one, two) = (scope.spawn(run), scope.spawn(run));
            one.join().unwrap() + two.join().unwrap()
        });
        assert_eq!(both, 1_101, "two that run at once chain each once");
        let verified = verified(&app, county);
        assert_eq!((verified.rows, verified.waiting, fault(&verified)), (1_101, 0, None));
    }

    fn eight_who_read_at_once_and_a_job_make_one_chain(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let cases: Vec<_> = ["Yksi", "Kaksi", "Kolme"].map(|words| filed(&app, words)).into();
        let workers: Vec<_> = (0..8)
            .map(|number| worker(&app, &format!("työntekijä{number}"), Role::SocialWorker, &[&office]))
            .collect();
        let now = at("2026-11-20T15:05");
        thread::scope(|scope| {
            for worker in &workers {
                let (app, cases) = (&app, &cases);
                scope.spawn(move || {
                    for case in cases {
                        list_queue::page(app, worker, None, None, now).expect("the queue is shown");
                        open_case::open(app, worker, *case, now).expect("the case opens").expect("in scope");
                    }
                });
            }
            let app = &app;
            scope.spawn(move || chain_events::run(app, office.county, now).expect("the job runs"));
        });
        let verified = verified(&app, office.county);
        assert_eq!((verified.rows, verified.events, fault(&verified)), (8 * 6 + 3, 8 * 3 + 3, None));
    }

    fn an_anchor_is_written_when_a_chain_has_grown(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("anchors.jsonl");
        let anchors = Anchors::into_file(Some(file.clone()));
        let now = app.clock.now();
        assert_eq!(anchors.run(&app, now).unwrap(), 0, "empty chains have no end");
        list_queue::page(&app, &maija, None, None, now).unwrap();
        assert_eq!((anchors.run(&app, now).unwrap(), anchors.run(&app, now).unwrap()), (1, 0));
        list_queue::page(&app, &maija, None, None, now).unwrap();
        assert_eq!(anchors.run(&app, now).unwrap(), 1);
        let known = Known::read(&std::fs::read_to_string(&file).unwrap());
        let verified = verified_at(&app, office.county, &known, now);
        assert_eq!((verified.rows, verified.anchors, fault(&verified)), (2, 2, None));
        // A file that cannot be written is told, and the anchor is not lost.
        let nowhere = Anchors::into_file(Some(folder.path().join("no/such/folder")));
        assert!(nowhere.run(&app, now).is_err() && nowhere.run(&app, now).is_err());
    }

    fn a_database_from_before_the_log_gets_one_and_a_broken_one_is_refused(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let clear = |what: &'static str| {
            let county = office.county.to_string();
            app.store
                .write("clear", move |tx| -> Result<(), StoreError> {
                    if what != "key" {
                        diesel::delete(log_heads::table.find(&county)).execute(tx.conn())?;
                    }
                    if what != "head" {
                        let key = keys::table.filter(keys::kind.eq("log")).filter(keys::owner.eq(&county));
                        diesel::delete(key).execute(tx.conn())?;
                    }
                    Ok(())
                })
                .unwrap();
        };
        let open = || {
            let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(&app.clock);
            huoli::intake::App::open(
                app.store.clone(), app.ring.clone(), office.county, app.geography, clock, Arc::new(OsIds),
            )
        };
        clear("both");
        let opened = open().expect("what is missing is made");
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        list_queue::page(&opened, &maija, None, None, app.clock.now()).expect("the queue is shown");
        clear("key");
        let refused = open().map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains("the log of county") && refused.contains("its key is gone"), "{refused}");
        clear("head");
        let refused = open().map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains("its head is gone"), "{refused}");
    }
}
