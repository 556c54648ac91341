//! What is done after an answer: who is told, by whom, how often, and what is forgotten.

mod arrivals;

use huoli::boot::installation::demo_plan;
use huoli::domain::job::Job;
use huoli::domain::office::OfficeId;
use huoli::intake::set_mailbox;
use huoli::store::StoreError;
use huoli::store::jobs::{self, StoredJob};
use serde_json::{Value, json};

use crate::harness::app::TestApp;
use crate::harness::db::TestDb;

/// The service with a mailbox for every office.
fn told(db: TestDb) -> TestApp {
    let app = TestApp::new(db);
    for office in demo_plan().offices {
        assert!(set_mailbox::set(&app, office.id, office.mailbox).expect("it is set"));
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
