//! The arguments of `huoli jobs`.

use clap::{Args, Subcommand};
use uuid::Uuid;

use super::serve::Allowances;

/// What can be done with jobs.
#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// Does the jobs, apart from `huoli serve --no-jobs`, until it is told to stop
    Run(RunArgs),
    /// Lists what waits, what is being done and what was given up; nothing of a report is in it
    List(ListArgs),
    /// Lets what was given up begin anew
    #[command(after_help = "Example:\n  huoli jobs retry --all")]
    Retry(RetryArgs),
}

/// The arguments of `huoli jobs run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// As for `huoli serve`.
    #[command(flatten)]
    pub allowances: Allowances,
}

/// The arguments of `huoli jobs list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Print JSON, one job a line
    #[arg(long)]
    pub json: bool,
}

/// The arguments of `huoli jobs retry`.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct RetryArgs {
    /// The job, by the id that `huoli jobs list` shows
    pub id: Option<Uuid>,
    /// Every job that was given up
    #[arg(long)]
    pub all: bool,
}
