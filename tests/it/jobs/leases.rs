//! Of several who work on one database none does a job twice at once, and one that dies leaves nothing undone.

use std::sync::{Arc, Barrier};
use std::thread;

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::jobs::LEASE;
use huoli::mail::memory::Memory;
use huoli::store::StoreError;
use huoli::store::jobs::{self, Settlement};
use uuid::Uuid;

use super::{about, run_at, told, waiting, worker};
use crate::harness::app::{TestApp, at, run_due};
use crate::harness::db::on_both;

const DUE: &str = "2026-11-20T14:10";

/// Takes the job `id` as somebody who then does nothing with it.
fn claim(app: &TestApp, id: Uuid, lease: Uuid) -> bool {
    let now = app.clock.now();
    app.store
        .write("claim", move |tx| -> Result<_, StoreError> {
            jobs::claim(tx, id, lease, now, now + LEASE)
        })
        .expect("it is asked")
        .is_some()
}

on_both! {
    fn many_workers_send_each_mail_once(db: TestDb) {
        let app = told(db);
        for _ in 0..12 {
            app.file(&about("Huoli"));
        }
        app.clock.advance_to(at(DUE));
        let memory = Memory::default();
        let barrier = Arc::new(Barrier::new(4));
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let (jobs, barrier, now) = (worker(&app, &memory), Arc::clone(&barrier), app.clock.now());
                thread::spawn(move || {
                    barrier.wait();
                    run_due(&jobs, now)
                })
            })
            .collect();
        let attempts: usize = workers.into_iter().map(|worker| worker.join().unwrap()).sum();
        // One may have gone while another still held the last jobs; nothing is due, nothing is left.
        assert_eq!((attempts, memory.sent().len()), (12, 12));
        assert_eq!(waiting(&app), []);
    }

    fn a_job_is_taken_by_one_of_two(db: TestDb) {
        let app = told(db);
        app.file(&about("Huoli"));
        app.clock.advance_to(at(DUE));
        let id = waiting(&app)[0].id;
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(claim(&app, id, one));
        assert!(!claim(&app, id, other));
        let settled = |lease| {
            app.store
                .write("settle", move |tx| -> Result<_, StoreError> {
                    jobs::settle(tx, id, lease, &Settlement::Done)
                })
                .unwrap()
        };
        assert!(!settled(other), "who does not hold the lease settles nothing");
        assert!(settled(one));
        assert_eq!(waiting(&app), []);
    }

    fn a_dead_workers_job_is_taken_over_when_its_lease_has_run_out(db: TestDb) {
        let app = told(db);
        app.file(&about("Huoli"));
        app.clock.advance_to(at(DUE));
        let id = waiting(&app)[0].id;
        assert!(claim(&app, id, Uuid::from_u128(1)));
        let memory = Memory::default();
        let jobs = worker(&app, &memory);
        assert_eq!(run_at(&app, &jobs, at(DUE) + LEASE - TimeDelta::seconds(1)), 0);
        assert_eq!(run_at(&app, &jobs, at(DUE) + LEASE), 1);
        assert_eq!(memory.sent().len(), 1);
        // The first one wakes up and finds that it is not its job any more.
        let late = app.store.write("settle", move |tx| -> Result<_, StoreError> {
            jobs::settle(tx, id, Uuid::from_u128(1), &Settlement::Done)
        });
        assert!(!late.unwrap());
    }

    fn a_job_that_ends_its_worker_every_time_is_given_up(db: TestDb) {
        let app = told(db);
        app.file(&about("Huoli"));
        app.clock.advance_to(at(DUE));
        let id = waiting(&app)[0].id;
        for _ in 0..10 {
            assert!(claim(&app, id, Uuid::from_u128(7)));
            app.clock.advance(LEASE);
        }
        let memory = Memory::default();
        assert_eq!(run_at(&app, &worker(&app, &memory), app.clock.now()), 1);
        assert_eq!(memory.sent().len(), 0);
        let job = &waiting(&app)[0];
        assert_eq!(job.failure.as_deref(), Some("worker_lost"));
        assert!(job.given_up_at.is_some());
    }
}
