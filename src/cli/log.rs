//! The arguments of `huoli log`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;

/// What can be done with the read log.
#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Verifies that nobody changed, removed or added a row, and names the first bad one
    #[command(
        after_help = "Exit code 1 when a chain is not as it was written. docs/log.md tells what each finding means.\n\n\
                            Example:\n  huoli log verify --anchors /mnt/anchors/huoli.jsonl"
    )]
    Verify(VerifyArgs),
    /// Prints who did what to a case or to all of a child's, or what a person did; that it was printed is itself recorded
    #[command(
        after_help = "Arrivals are left out: the hour of one may tell who reported.\n\n\
                            Examples:\n  huoli log export --case LS-7K3M-92QX\n  \
                            huoli log export --subject LS-7K3M-92QX --json\n  \
                            huoli log export --person sari --from 2026-11-01 --to 2026-11-30 --csv"
    )]
    Export(ExportArgs),
}

/// The arguments of `huoli log verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Only the chain of this county, by its number
    #[arg(long, value_name = "NN", value_parser = county)]
    pub county: Option<CountyCode>,
    /// Compare with the anchors in this file, better a copy from elsewhere; access_log.anchor_file without it
    #[arg(long, value_name = "FILE")]
    pub anchors: Option<PathBuf>,
    /// Print one line of JSON
    #[arg(long)]
    pub json: bool,
}

/// The arguments of `huoli log export`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("about").required(true))]
pub struct ExportArgs {
    /// The case with this reference
    #[arg(long, value_name = "REFERENCE", value_parser = reference, group = "about")]
    pub case: Option<Reference>,
    /// The child of the case with this reference: rows of all its cases, of the last two years unless --from is earlier
    #[arg(long, value_name = "REFERENCE", value_parser = reference, group = "about")]
    pub subject: Option<Reference>,
    /// The person with this user name
    #[arg(long, value_name = "USER", group = "about")]
    pub person: Option<String>,
    /// From this day on (Finnish time)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// Up to and with this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<NaiveDate>,
    /// Print comma-separated values for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Print a line of JSON for each row
    #[arg(long)]
    pub json: bool,
}

fn county(text: &str) -> Result<CountyCode, &'static str> {
    CountyCode::parse(text).ok_or("a county is a number of two digits, such as 06")
}

fn reference(text: &str) -> Result<Reference, &'static str> {
    Reference::parse(text).ok_or("a reference looks like LS-7K3M-92QX")
}

fn day(text: &str) -> Result<NaiveDate, &'static str> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_shape| "write a day as 2026-11-30")
}
