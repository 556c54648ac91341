//! The arguments of `huoli check`.

use clap::Args;

use super::serve::Allowances;

/// The arguments of `huoli check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code 78 with a refusal, 0 with warnings alone, 1 when the database is out of reach. Nothing is \
                        changed. docs/refusals.md explains every line."
)]
pub struct CheckArgs {
    /// Print one line of JSON: {"refused":[…],"warnings":[…],"failed":null}
    #[arg(long)]
    pub json: bool,
    /// As `serve` would be called.
    #[command(flatten)]
    pub allowances: Allowances,
}
