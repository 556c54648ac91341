//! What is done after an answer: who is told, by whom, how often, and what is forgotten.

mod arrivals;
mod commands;
mod escalation;
mod forgetting;
mod leases;
mod messages;
mod notices;
mod recurring;
mod server;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use huoli::boot::installation::demo_plan;
use huoli::clock::Clock;
use huoli::domain::access::{Role, StaffId};
use huoli::domain::job::{ESCALATE, Job};
use huoli::domain::language::Language;
use huoli::domain::mailbox::Mailbox;
use huoli::domain::office::OfficeId;
use huoli::domain::places::CountyCode;
use huoli::ids::{IdSource, OsIds};
use huoli::intake::set_mailbox;
use huoli::jobs::Jobs;
use huoli::jobs::schedule::Schedule;
use huoli::mail::memory::Memory;
use huoli::mail::{Post, Transport};
use huoli::store::StoreError;
use huoli::store::jobs::{self, StoredJob};
use huoli::store::staff::{self, Member};
use serde_json::{Value, json};

use crate::harness::app::{TestApp, run_due};
use crate::harness::db::TestDb;

/// The service with a mailbox and a reader for every office.
fn told(db: TestDb) -> TestApp {
    let app = TestApp::new(db);
    read(&app, |_| true);
    for office in demo_plan().offices {
        let set = set_mailbox::set(&app, office.id, office.mailbox, app.clock.now());
        assert!(set.expect("it is set"));
    }
    app
}

/// Gives the offices that `wanted` names a reader: one account a county.
fn read(app: &TestApp, wanted: impl Fn(OfficeId) -> bool) {
    let directory = app.directory();
    let mut counties: BTreeMap<CountyCode, Vec<OfficeId>> = BTreeMap::new();
    for office in directory.rules.offices().filter(|office| wanted(office.id)) {
        counties.entry(office.county).or_default().push(office.id);
    }
    app.store
        .write("add_readers", move |tx| -> Result<(), StoreError> {
            for (county, offices) in &counties {
                let reader = Member {
                    id: StaffId(OsIds.uuid()),
                    county: *county,
                    user_name: format!("lukija-{county}"),
                    display_name: "L. Lukija".to_owned(),
                    role: Role::IntakeWorker,
                    social_worker: false,
                    language: Language::Fi,
                    password_hash: "none".to_owned(),
                    totp_secret: Vec::new(),
                    disabled_at: None,
                    accesskeys: true,
                    quick_triage: false,
                };
                staff::insert(tx, &reader, offices)?;
            }
            Ok(())
        })
        .expect("the readers are added");
}

/// Every job there is, but for those that come again and again and those that look whether something urgent was opened.
fn waiting(app: &TestApp) -> Vec<StoredJob> {
    let all = app
        .store
        .read("look", |tx| -> Result<_, StoreError> { jobs::all(tx) });
    let mut all = all.expect("the jobs are read");
    all.retain(|job| !job.recurring && job.kind != ESCALATE);
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
    run_due(jobs, app.clock.now())
}
