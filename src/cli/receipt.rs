//! The arguments of `huoli receipt`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What can be done with signed receipts.
#[derive(Debug, Subcommand)]
pub enum ReceiptCommand {
    /// Tells whether a proof that somebody downloaded with a receipt is genuine
    ///
    /// Needs no network, no database and no settings: the proof, and the public keys of the service that made it.
    #[command(
        after_help = "Exit code 1 when it is not genuine.\n\nExamples:\n  huoli receipt verify proof.json --keys keys.txt\n  \
                      huoli receipt verify proof.json --keys keys.txt --report copy.json"
    )]
    Verify(VerifyArgs),
    /// Prints the public keys by which proofs are verified, to be given to organisations
    Key(KeyArgs),
}

/// The arguments of `huoli receipt verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The proof, exactly as it was downloaded
    #[arg(value_name = "FILE")]
    pub proof: PathBuf,
    /// The public keys, as `huoli receipt key` prints them
    #[arg(long, value_name = "FILE")]
    pub keys: PathBuf,
    /// Also tell whether this copy (JSON) is the report that arrived
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// The arguments of `huoli receipt key`.
#[derive(Debug, Args)]
pub struct KeyArgs {
    /// Make another key first, which signs from then on; older proofs stay good
    #[arg(long)]
    pub next: bool,
}
