//! What is done after an answer: who is told, by whom, how often, and what is forgotten.

mod arrivals;
mod commands;
mod forgetting;
mod leases;
mod notices;
mod recurring;
mod server;

use chrono::{DateTime, Utc};
use huoli::boot::installation::demo_plan;
use huoli::clock::Clock;
use huoli::domain::job::Job;
use huoli::domain::mailbox::Mailbox;
use huoli::domain::office::OfficeId;
use huoli::intake::set_mailbox;
use huoli::jobs::Jobs;
use huoli::jobs::schedule::Schedule;
use huoli::mail::memory::Memory;
use huoli::mail::{Post, Transport};
use huoli::store::StoreError;
use huoli::store::jobs::{self, StoredJob};
use serde_json::{Value, json};

use crate::harness::app::TestApp;
use crate::harness::db::TestDb;

/// The service with a mailbox for every office.
fn told(db: TestDb) -> TestApp {
    let app = TestApp::new(db);
    for office in demo_plan().offices {
        let set = set_mailbox::set(&app, office.id, office.mailbox, app.clock.now());
        assert!(set.expect("it is set"));
    }
    app
}

/// Every job there is, but for those that come again and again.
fn waiting(app: &TestApp) -> Vec<StoredJob> {
    let all = app
        .store
        .read("look", |tx| -> Result<_, StoreError> { jobs::all(tx) });
    let mut all = all.expect("the jobs are read");
    all.retain(|job| !job.recurring);
    all
}

/// The office of a notice, and whether it is urgent.
fn notice(job: &StoredJob) -> (OfficeId, bool) {
    match &job.job {
        Some(Job::ArrivalNotice { office, urgent, .. }) => (*office, *urgent),
        other => panic!("{other:?} is no notice"),
    }
}

/// An ordinary report about a child in Espoo.
fn about(description: &str) -> Value {
    json!({
        "reporter_role": "private_person",
        "children": [{"residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": description},
    })
}

/// Where the staff pages are said to be.
const STAFF: &str = "https://staff.example/staff/";

/// One who does the jobs of `app` and posts into `memory`.
fn worker(app: &TestApp, memory: &Memory) -> Jobs {
    let sender = Mailbox::parse("huoli@county.example").expect("an address");
    let post = Post::new(Transport::Memory(memory.clone()), sender);
    Jobs::new((**app).clone(), post, STAFF.to_owned(), Schedule::default())
}

/// Lets `jobs` do what is due when the clock shows `instant`, and tells how many attempts that were.
fn run_at(app: &TestApp, jobs: &Jobs, instant: DateTime<Utc>) -> usize {
    app.clock.advance_to(instant);
    jobs.run_due(app.clock.now()).expect("the jobs are run")
}
