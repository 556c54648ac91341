//! The command line: every command with its arguments and help. `route` and `deadlines`, which need neither a database
//! nor a running service, are done here; `boot` does the others.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use thiserror::Error;

pub mod check;
pub mod completions;
pub mod deadlines;
pub mod init;
pub mod jobs;
pub mod log;
pub mod offices;
pub mod organisations;
pub mod receipt;
pub mod route;
pub mod serve;
pub mod staff;

pub use staff::StaffCommand;

/// Wrong arguments, as for an unknown option.
pub const WRONG_INPUT: u8 = 2;

/// The most sample reports of a demo.
const MOST_REPORTS: u32 = 100_000;

const EXAMPLES: &str = "\
Examples:
  huoli demo                                        try the whole service, nothing is kept
  huoli init                                        a service of your own: asks for everything it needs
  huoli check && huoli serve                        what speaks against starting, then start
  huoli route --municipality Espoo --postal-code 02770
  huoli deadlines --arrived 2026-12-18T15:30

Exit codes:
  0   done
  1   failed: the text says what happened and what to do
  2   wrong input: an argument is unknown, missing or malformed
  78  refused: `serve` does not start with this configuration; one line for each fault

Settings stand in huoli.toml or in variables such as HUOLI_SERVER__BIND: see docs/configuration.md.";

/// The program `huoli`.
#[derive(Debug, Parser)]
#[command(name = "huoli", version, about = "Takes in Finnish child-welfare reports", after_help = EXAMPLES)]
#[command(
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 110
)]
pub struct Cli {
    /// The settings file; huoli.toml of the working directory without it
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "HUOLI_CONFIG",
        hide_env_values = true
    )]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Runs the whole service on throw-away data: example counties and offices, staff, sample reports
    Demo(DemoArgs),
    /// Makes a service of your own: settings, tables, key, first accounts
    Init(Box<init::InitArgs>),
    /// Tells every reason why `serve` would refuse to start or warn, and what to do
    Check(check::CheckArgs),
    /// Runs the service
    Serve(serve::ServeArgs),
    /// Brings the database's tables up to date, or makes them
    Migrate,
    /// Makes and shows master keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Keeps the accounts of staff
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Keeps the systems of professionals that file reports by the API
    #[command(subcommand)]
    Client(ClientCommand),
    /// Verifies the read log and prints it for people
    #[command(subcommand)]
    Log(log::LogCommand),
    /// Does, lists and retries what is to be done after an answer: mails to offices, clearing
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Keeps the offices
    #[command(subcommand)]
    Offices(offices::OfficesCommand),
    /// Keeps the organisations whose own address fills in the form of those who report in their work
    #[command(subcommand)]
    Organisations(organisations::OrganisationsCommand),
    /// Verifies signed receipts, and prints the public keys for that
    #[command(subcommand)]
    Receipt(receipt::ReceiptCommand),
    /// Tells which office a report goes to, by which rule and why
    Route(route::RouteArgs),
    /// Tells the lawful dates of a report and the days that were counted
    Deadlines(deadlines::DeadlinesArgs),
    /// Writes completions for a shell
    Completions(completions::CompletionsArgs),
}

/// The arguments of `huoli demo`.
#[derive(Debug, Args)]
#[command(
    after_help = "The demo listens on this computer only. Its data and key are removed when it ends, unless --dir names a \
                        folder; a folder of an earlier demo is continued as it is."
)]
pub struct DemoArgs {
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080, value_parser = port)]
    pub port: u16,
    /// Keep everything in this folder, or continue there
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
    /// How many sample reports to begin with
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = reports)]
    pub reports: u32,
    /// Print one line of JSON with addresses, sign-ins and token once connections are accepted, and nothing else
    #[arg(long)]
    pub json: bool,
}

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Makes the master key of a new database and writes the key file
    ///
    /// Without this key nothing that was reported can ever be read again, by nobody. It is never in a backup: keep two
    /// copies of it on paper, at two places.
    Init(KeyInitArgs),
    /// Lists the ids and fingerprints of the master keys, never the keys
    List,
}

/// The arguments of `huoli key init`.
#[derive(Debug, Args)]
pub struct KeyInitArgs {
    /// Write two copies as text into this folder, to be printed and put away
    #[arg(long, value_name = "FOLDER")]
    pub escrow: Option<PathBuf>,
    /// Do not ask to type back the fingerprint
    #[arg(long)]
    pub yes: bool,
    /// Begin with the invented offices of the demo, to try the service with
    #[arg(long)]
    pub example_offices: bool,
}

/// What can be done with clients of the API.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Adds a system and prints its token once
    Add(ClientAddArgs),
    /// Lists the systems, never their tokens
    List,
    /// Shuts a system out: its token is good no more
    Revoke(ClientRevokeArgs),
}

/// The arguments of `huoli client revoke`.
#[derive(Debug, Args)]
pub struct ClientRevokeArgs {
    /// The organisation's name, or the system's id where several have that name
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// The arguments of `huoli client add`.
#[derive(Debug, Args)]
pub struct ClientAddArgs {
    /// The organisation's name
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Its reports are tried out and nothing real is stored
    #[arg(long)]
    pub sandbox: bool,
}

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse()
        .map_err(|_shape| "a port is a number from 0 to 65535")
}

fn reports(text: &str) -> Result<u32, &'static str> {
    let number = text.parse().ok().filter(|number| *number <= MOST_REPORTS);
    number.ok_or("write a number from 0 to 100000")
}

/// Why a command did not do its work, in words that the person at the keyboard can act on.
#[derive(Debug, Error)]
pub enum CliError {
    /// What was asked for cannot be used as it stands.
    #[error("{0}")]
    Input(String),
    /// The answer could not be written.
    #[error("the answer could not be written: {0}")]
    Output(#[from] std::io::Error),
}

impl CliError {
    /// The program's exit code.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) => WRONG_INPUT,
            Self::Output(_) => 1,
        }
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_demo_needs_no_argument() {
        let Command::Demo(demo) = Cli::try_parse_from(["huoli", "demo"]).unwrap().command else {
            panic!("another command")
        };
        assert_eq!((demo.port, demo.reports, demo.json), (8080, 24, false));
    }
}
