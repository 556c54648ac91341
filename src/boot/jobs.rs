//! The jobs beside the service or apart from it, and `huoli jobs`.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::rt::System;
use chrono::TimeDelta;
use serde::Serialize;
use tokio::sync::Notify;

use crate::cli::jobs::{ListArgs, RetryArgs, RunArgs};
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, Loaded};
use crate::ids::{IdSource, OsIds};
use crate::intake::anchor_log::Anchors;
use crate::intake::{App, given_up};
use crate::jobs::Jobs;
use crate::jobs::runner::Runner;
use crate::jobs::schedule::Schedule;
use crate::mail::Post;
use crate::store::jobs::{self, StoredJob};
use crate::telemetry;

use super::failure::Failure;
use super::keep_up::keep_up;
use super::{accounts, installation, mail, serve, server};

/// How long a running job may take at a stop.
const PATIENCE: Duration = Duration::from_secs(30);

/// The threads that do jobs, and the news of their death.
pub struct Beside {
    runner: Runner,
    died: Arc<Notify>,
}

impl Beside {
    /// Starts to do the jobs of `app` as `config` says, with mails by `post` that name `staff_url`.
    ///
    /// # Errors
    /// [`Failure`] when the system gives no thread.
    pub fn start(app: &App, config: &Config, post: Post, staff_url: &str) -> Result<Self, Failure> {
        let log = &config.access_log;
        let schedule = Schedule {
            anchor_every: TimeDelta::from_std(log.anchor_every).unwrap_or(Schedule::default().anchor_every),
        };
        let work = Jobs::new(app.clone(), post, staff_url.to_owned(), schedule)
            .anchored(Anchors::into_file(log.anchor_file.clone()));
        let jobs = config.jobs;
        let died = Arc::new(Notify::new());
        let tell = Arc::clone(&died);
        let runner = Runner::start(&work, jobs.threads, jobs.poll, move || tell.notify_one())
            .map_err(|error| Failure::failed(format!("the jobs could not be started: {error}")))?;
        Ok(Self { runner, died })
    }

    /// Waits until a thread has died of a defect: the process should end.
    pub async fn died(&self) {
        self.died.notified().await;
    }

    /// Lets running jobs end.
    pub fn stop(&self) {
        if !self.runner.stop(PATIENCE) {
            tracing::warn!("a job did not end in time; it is done anew when its lease has run out");
        }
    }
}

/// Serves until `stop` is asked for or the jobs have died, and lets both end.
///
/// # Errors
/// [`Failure`] of the service or of the jobs.
pub async fn served(server: Server, stop: &mut server::Stop, beside: Option<Beside>) -> Result<(), Failure> {
    let Some(beside) = beside else {
        return server::run_until(server, stop).await;
    };
    let handle = server.handle();
    let mut dead = false;
    let ended = {
        let mut serving = std::pin::pin!(server::run_until(server, stop));
        tokio::select! {
            ended = &mut serving => ended,
            () = beside.died() => {
                dead = true;
                tracing::error!("stopping: the jobs ended by a defect");
                handle.stop(true).await;
                serving.await
            }
        }
    };
    beside.stop();
    if dead { Err(defect()) } else { ended }
}

/// What the end of a thread means.
fn defect() -> Failure {
    Failure::failed("the jobs ended by a defect of their own; the log has its place")
}

/// `huoli jobs run`: does the jobs and nothing else.
///
/// # Errors
/// [`Failure::Refused`] with every reason not to start, or what went wrong.
pub fn run(
    args: &RunArgs,
    loaded: &Loaded,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let config = &loaded.config;
    let app = serve::judged(loaded, environment, args.allowances)?;
    let post = mail::post(&config.mail, environment).map_err(|refusal| Failure::Refused(vec![refusal]))?;
    telemetry::hide_panics(|| OsIds.uuid().to_string());
    serve::keep_memory_private();
    System::new().block_on(async {
        let mut stop = server::Stop::new()?;
        let staff = serve::addresses(config, &format!("http://{}/", config.server.bind)).staff;
        let beside = Beside::start(&app, config, post, &staff)?;
        let keeping_up = keep_up(app);
        writeln!(out, "Huoli does jobs")?;
        out.flush()?;
        let died = tokio::select! {
            () = stop.asked() => false,
            () = beside.died() => true,
        };
        keeping_up.abort();
        beside.stop();
        if died { Err(defect()) } else { Ok(()) }
    })
}

/// A job as it is listed.
#[derive(Serialize)]
struct Listed<'a> {
    id: String,
    kind: &'a str,
    /// The office's or county's id; empty for the whole installation.
    owner: &'a str,
    state: &'static str,
    run_at: String,
    attempts: u32,
    failure: Option<&'a str>,
    given_up_at: Option<String>,
    recurring: bool,
}

/// Lists the jobs.
///
/// # Errors
/// [`Failure`].
pub fn list(args: &ListArgs, config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let store = installation::open_store(config)?;
    let now = SystemClock.now();
    let all = store.read("list_jobs", jobs::all).map_err(Failure::failed)?;
    if args.json {
        for job in &all {
            serde_json::to_writer(&mut *out, &listed(job, now)).map_err(Failure::failed)?;
            writeln!(out)?;
        }
        return Ok(());
    }
    if all.is_empty() {
        writeln!(out, "Nothing waits.")?;
        return Ok(());
    }
    writeln!(
        out,
        "{:36}  {:21}  {:8}  {:20}  {:5}  failure",
        "id", "kind", "state", "due (UTC)", "tries"
    )?;
    for job in &all {
        let row = listed(job, now);
        writeln!(
            out,
            "{:36}  {:21}  {:8}  {:20}  {:5}  {}",
            row.id,
            row.kind,
            row.state,
            row.run_at,
            row.attempts,
            row.failure.unwrap_or("-")
        )?;
    }
    let given_up = all.iter().filter(|job| job.given_up_at.is_some()).count();
    if given_up > 0 {
        writeln!(
            out,
            "\nGiven up: {given_up}. `huoli jobs retry --all` tries them again."
        )?;
    }
    Ok(())
}

fn listed(job: &StoredJob, now: chrono::DateTime<chrono::Utc>) -> Listed<'_> {
    let time = |at: chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let state = if job.given_up_at.is_some() {
        "given_up"
    } else if job.leased_until.is_some_and(|until| until > now) {
        "running"
    } else {
        "waiting"
    };
    Listed {
        id: job.id.to_string(),
        kind: &job.kind,
        owner: &job.owner,
        state,
        run_at: time(job.run_at),
        attempts: job.attempts,
        failure: job.failure.as_deref(),
        given_up_at: job.given_up_at.map(time),
        recurring: job.recurring,
    }
}

/// Lets what was given up begin anew.
///
/// # Errors
/// [`Failure::Input`] for an id under which nothing was given up.
pub fn retry(
    args: &RetryArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let app = accounts::app(config, environment)?;
    let begun = given_up::retry_by_operator(&app, args.id, SystemClock.now()).map_err(Failure::failed)?;
    if let (Some(id), 0) = (args.id, begun) {
        return Err(Failure::Input(format!("{id}: no job was given up under this id")));
    }
    writeln!(out, "Begun anew: {begun}")?;
    Ok(())
}
