//! Tells more people of what is urgent and unopened, and of offices that nobody reads.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Jobs;
use super::failure::JobFailure;
use crate::intake::{IntakeError, escalate, office_states};
use crate::store::directory;

/// Looks at a report for the `round`-th time.
pub(super) fn look(jobs: &Jobs, report: Uuid, round: u32, now: DateTime<Utc>) -> Result<(), JobFailure> {
    let told = escalate::run(&jobs.app, report, round, now)?;
    if told > 0 {
        tracing::warn!(
            cases = told,
            round,
            "nobody has opened an urgent report; more people are told"
        );
    }
    Ok(())
}

/// Puts to work the offices that are ready, and tells of those that nobody reads.
pub(super) fn offices(jobs: &Jobs, now: DateTime<Utc>) -> Result<(), JobFailure> {
    let app = &jobs.app;
    let ready = app
        .store
        .write("activate_offices", move |tx| directory::activate_ready(tx, now))?;
    for office in &ready {
        tracing::info!(%office, "an office is at work");
    }
    if !ready.is_empty() {
        app.reload().map_err(IntakeError::from)?;
    }
    for office in app.store.read("unread_offices", office_states::unread)? {
        tracing::error!(%office, "nobody reads what comes to an office");
    }
    Ok(())
}
