//! The arguments of `huoli serve`, and what it shares with `huoli check`.

use clap::Args;

/// The arguments of `huoli serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Bring the database's tables up to date first
    #[arg(long)]
    pub migrate: bool,
    /// Do no jobs here: `huoli jobs run` does them
    #[arg(long)]
    pub no_jobs: bool,
    /// What is for tests only.
    #[command(flatten)]
    pub allowances: Allowances,
}

/// What makes an installation insecure and is for tests only: it stands on the command line, where everybody sees it.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "For tests only")]
pub struct Allowances {
    /// Run although this program was built for development; on 127.0.0.1 only
    #[arg(long)]
    pub allow_debug_build: bool,
    /// Take the keys from the variable HUOLI_TEST_KEY where it is set; on 127.0.0.1 only
    #[arg(long)]
    pub insecure_test_key: bool,
}
