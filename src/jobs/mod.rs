//! What is done after an answer, apart from it: mails to offices, what recurs by the clock, what is forgotten. A job is
//! taken by a lease, done outside any transaction and settled by the lease's token, so any number of processes share the
//! work, none does a job twice at once, and one that dies leaves nothing undone.

pub mod backoff;
mod escalate;
pub mod failure;
mod forget;
mod notify;
mod oversight;
pub mod runner;
pub mod schedule;

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::job::Job;
use crate::intake::anchor_log::Anchors;
use crate::intake::{App, IntakeError, chain_events, child_index, given_up};
use crate::mail::{MailFailure, Post};
use crate::store::StoreError;
use crate::store::jobs::{self, Settlement, StoredJob};

use failure::JobFailure;
use schedule::Schedule;

/// How long a job may take before somebody else takes it over: longer than a mail server that hangs at some step
/// (`mail.timeout_seconds`), as short as an office would like to wait after a process died. One that drags every step out
/// may be sent the mail twice, under one Message-ID.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// How many due jobs are looked at for one that nobody else takes first.
const CHOICE: i64 = 8;

/// How often a settlement is tried before its lease is left to run out.
const SETTLE_TRIES: u32 = 3;

/// Does jobs. Cheap to clone; any number of them, in any number of processes, work on one database.
#[derive(Clone)]
pub struct Jobs {
    app: App,
    post: Post,
    staff_url: String,
    schedule: Schedule,
    anchors: Anchors,
}

impl Jobs {
    /// Does the jobs of `app`, sends mails by `post` and names `staff_url` in them.
    pub fn new(app: App, post: Post, staff_url: String, schedule: Schedule) -> Self {
        Self {
            app,
            post,
            staff_url,
            schedule,
            anchors: Anchors::default(),
        }
    }

    /// Writes the ends of the read log by `anchors`.
    #[must_use]
    pub fn anchored(self, anchors: Anchors) -> Self {
        Self { anchors, ..self }
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Writes the recurring jobs that the database does not have yet, each at its next time after `now`.
    ///
    /// # Errors
    /// [`StoreError`] of the database.
    pub fn plan(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let planned: Vec<(Uuid, Job, DateTime<Utc>)> = self
            .schedule
            .recurring(&self.app)
            .into_iter()
            .filter_map(|job| Some((self.app.ids.uuid(), self.first(&job, now)?, job)))
            .map(|(id, at, job)| (id, job, at))
            .collect();
        self.app.store.write("plan_jobs", move |tx| {
            for (id, job, at) in &planned {
                jobs::insert_recurring(tx, *id, job, *at)?;
            }
            Ok(())
        })
    }

    /// When a job that comes again and again is done first. The ends of the log are written down at once: a service that
    /// is restored in its first minutes is compared with them too.
    fn first(&self, job: &Job, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let next = self.schedule.next(job, now)?;
        Some(if *job == Job::AnchorLog { now } else { next })
    }

    /// Takes one job that is due at `now`, attempts it and settles it. False when there is none to take.
    ///
    /// # Errors
    /// [`StoreError`] when no job can be taken.
    pub fn run_one(&self, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let due = self.app.store.read("due_jobs", |tx| jobs::due(tx, now, CHOICE))?;
        for id in due {
            let lease = self.app.ids.uuid();
            let claimed = self.app.store.write("claim_job", move |tx| {
                jobs::claim(tx, id, lease, now, now + LEASE)
            })?;
            if let Some(job) = claimed {
                self.attempt(&job, lease, now);
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn attempt(&self, job: &StoredJob, lease: Uuid, now: DateTime<Utc>) {
        let outcome = if !job.recurring && job.attempts > backoff::TRIES {
            // Every worker that had it is gone without a word: it may be the job that ends them.
            Err(JobFailure::WorkerLost)
        } else {
            // A job that panics has failed; its neighbours go on.
            catch_unwind(AssertUnwindSafe(|| self.work(job, now))).unwrap_or(Err(JobFailure::Panicked))
        };
        let settlement = self.settlement(job, outcome, self.now().max(now));
        tell(job, &settlement);
        for _ in 0..SETTLE_TRIES {
            match self.settle(job, lease, settlement.clone()) {
                Ok(true) => return,
                Ok(false) => {
                    tracing::warn!(job = %job.id, kind = job.kind, "a job outlived its lease and was taken over");
                    return;
                }
                Err(error) => {
                    tracing::warn!(job = %job.id, kind = job.kind, %error, "a job could not be settled");
                }
            }
        }
    }

    /// Settles `job`; that one was given up for an office also goes into the log.
    fn settle(&self, job: &StoredJob, lease: Uuid, what: Settlement) -> Result<bool, IntakeError> {
        let (app, job) = (self.app.clone(), job.clone());
        self.app.store.write("settle_job", move |tx| {
            let ours = jobs::settle(tx, job.id, lease, &what)?;
            if let (true, Settlement::GivenUp(at, _)) = (ours, &what) {
                given_up::record_given_up(tx, &app, &job, *at)?;
            }
            Ok(ours)
        })
    }

    /// Does what `job` says, outside any transaction.
    fn work(&self, job: &StoredJob, now: DateTime<Utc>) -> Result<(), JobFailure> {
        match job.job.as_ref().ok_or(JobFailure::Unknown)? {
            Job::ArrivalNotice {
                report,
                office,
                urgent,
                unopened,
            } => {
                let notice = notify::Notice {
                    report: *report,
                    office: *office,
                    urgent: *urgent,
                    unopened: *unopened,
                };
                notify::arrival(self, job.id, notice, now)
            }
            Job::MessageNotice { report, office } => notify::message(self, job.id, *report, *office, now),
            Job::EmergencyNotice {
                opening,
                office,
                auditors,
                late,
            } => {
                let notice = oversight::Emergency {
                    opening: *opening,
                    office: *office,
                    auditors: *auditors,
                    late: *late,
                };
                oversight::emergency(self, job.id, notice, now)
            }
            Job::TransferNotice { transfer, office } => {
                oversight::transfer(self, job.id, *transfer, *office, now)
            }
            Job::Escalate { report, round } => escalate::look(self, *report, *round, now),
            Job::WatchOffices => escalate::offices(self, now),
            Job::ChainEvents { county } => Ok(chain_events::run(&self.app, *county, now).map(drop)?),
            Job::SweepEvents { county } => Ok(chain_events::sweep(&self.app, *county, now).map(drop)?),
            Job::AnchorLog => Ok(self.anchors.run(&self.app, now).map(drop)?),
            Job::ProbeMailServer => self.probe(now),
            Job::EndMailboxes => forget::old_mailboxes(&self.app, now),
            Job::ForgetUsedKeys => forget::used_keys(&self.app, now),
            Job::EndStaleSessions => forget::stale_sessions(&self.app, now),
            Job::ForgetStateKeys => forget::state_keys(&self.app, now),
            Job::ForgetStaffLinks => forget::staff_links(&self.app, now),
            Job::ForgetUploads => forget::uploads(&self.app, now),
            Job::ForgetHandovers => forget::handovers(&self.app, now),
            Job::IndexChildren => self.index_children(),
        }
    }

    /// Makes the hashes of older cases.
    fn index_children(&self) -> Result<(), JobFailure> {
        let cases = child_index::catch_up(&self.app)?;
        if cases > 0 {
            tracing::info!(rows = cases, "children of older cases are found again");
        }
        Ok(())
    }

    /// When mails wait because the server did not answer, asks it; when it does, all of them are due.
    fn probe(&self, now: DateTime<Utc>) -> Result<(), JobFailure> {
        let waiting = self.app.store.read("count_waiting_mails", |tx| {
            jobs::waiting_for(tx, &MailFailure::OF_SERVER)
        })?;
        if waiting == 0 || self.post.probe().is_err() {
            return Ok(());
        }
        let hurried = self.app.store.write("hurry_mails", move |tx| {
            jobs::hurry(tx, &MailFailure::OF_SERVER, now)
        })?;
        tracing::info!(mails = hurried, "the mail server answers again");
        Ok(())
    }

    /// What becomes of `job` after an attempt that ended at `end`.
    fn settlement(&self, job: &StoredJob, outcome: Result<(), JobFailure>, end: DateTime<Utc>) -> Settlement {
        let next = job
            .job
            .as_ref()
            .filter(|_| job.recurring)
            .and_then(|job| self.schedule.next(job, end));
        match (outcome, next) {
            (Ok(()), None) => Settlement::Done,
            (Ok(()), Some(next)) => Settlement::Next(next),
            // What recurs is never given up: at its next time it is due anyway.
            (Err(failure), Some(next)) => {
                let again = end + backoff::wait(job.attempts).unwrap_or(backoff::LONGEST);
                Settlement::Again(again.min(next), failure.code())
            }
            // Another version of the program may know it: this one waits for that one.
            (Err(failure), None) if job.recurring => {
                Settlement::Again(end + backoff::LONGEST, failure.code())
            }
            (Err(failure), None) => match backoff::wait(job.attempts).filter(|_| !failure.is_final()) {
                Some(wait) => Settlement::Again(end + wait, failure.code()),
                None => Settlement::GivenUp(end, failure.code()),
            },
        }
    }
}

/// Counts an attempt, and says once that a job is given up.
fn tell(job: &StoredJob, settlement: &Settlement) {
    let kind = job.kind.clone();
    match settlement {
        Settlement::Done | Settlement::Next(_) => {
            metrics::counter!("huoli_jobs_done_total", "kind" => kind).increment(1);
        }
        Settlement::Again(_, failure) => {
            metrics::counter!("huoli_jobs_failed_total", "kind" => kind, "failure" => *failure).increment(1);
            tracing::debug!(job = %job.id, kind = job.kind, failure, attempts = job.attempts, "a job failed");
        }
        Settlement::GivenUp(_, failure) => {
            metrics::counter!("huoli_jobs_given_up_total", "kind" => kind, "failure" => *failure)
                .increment(1);
            tracing::error!(
                job = %job.id, kind = job.kind, owner = job.owner, failure, attempts = job.attempts,
                "a job is given up: `huoli jobs list` shows it, `huoli jobs retry` tries again"
            );
        }
    }
}
