//! The arguments of `huoli offices`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::domain::mailbox::Mailbox;
use crate::domain::places::CountyCode;

/// What can be done with offices.
#[derive(Debug, Subcommand)]
pub enum OfficesCommand {
    /// Shows what a file would change in the directory of offices; with --apply, changes it
    ///
    /// The file is a table (CSV) or JSON; docs/directory.md tells its columns. It states the whole truth about the
    /// counties that it names: their offices, areas and rules. Other counties stay as they are. An office that is missing
    /// from the file keeps its cases, and no rule leads to it any more. If anything is wrong with the file, every fault is
    /// told with its line, and nothing is stored.
    #[command(
        after_help = "Examples:\n  huoli offices export --output offices.csv    begin with what is there\n  huoli offices \
                      import offices.csv             look: + added, ~ changed, − missing\n  huoli offices import \
                      offices.csv --apply     do it\n\nA running service reads the new directory within seconds."
    )]
    Import(ImportArgs),
    /// Prints the directory of offices as a file that `import` takes back
    #[command(
        after_help = "Examples:\n  huoli offices export > offices.csv\n  huoli offices export --county 03 --format json\n  \
                      huoli offices export --output offices.csv"
    )]
    Export(ExportArgs),
    /// Tells everything that is wrong with a file, each with its line; changes nothing
    #[command(
        after_help = "Exit code 1 when anything is wrong.\n\nExample:\n  huoli offices check offices.csv"
    )]
    Check(CheckFileArgs),
    /// Says where an office is told by mail that a report came; without an address, shows it
    #[command(
        after_help = "The mail holds nothing of the report: a reference and the address of the staff pages.\n\nExamples:\n  \
                      huoli offices mailbox\n  \
                      huoli offices mailbox \"Leppävaaran lastensuojelu\" vastaanotto@example.org\n  \
                      huoli offices mailbox leppavaara --none\n  \
                      huoli offices mailbox leppavaara esihenkilot@example.org --supervisors\n  \
                      huoli offices mailbox 03 tarkastajat@example.org --auditors"
    )]
    Mailbox(MailboxArgs),
    /// Writes pages with every number and opening hours, for a proxy to serve while Huoli is away
    Page(PageArgs),
}

/// The arguments of `huoli offices page`.
#[derive(Debug, Args)]
pub struct PageArgs {
    /// The folder to write into; it is made if it is not there
    #[arg(long, value_name = "FOLDER")]
    pub output: PathBuf,
}

/// The arguments of `huoli offices import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// A CSV or JSON file; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Store it; without this nothing is changed
    #[arg(long)]
    pub apply: bool,
}

/// The arguments of `huoli offices check`.
#[derive(Debug, Args)]
pub struct CheckFileArgs {
    /// A CSV or JSON file; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// The arguments of `huoli offices export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// How to write it; without this as the name of --output ends, else csv
    #[arg(long, value_enum)]
    pub format: Option<FileFormat>,
    /// Only this county, by its number
    #[arg(long, value_name = "NN", value_parser = county)]
    pub county: Option<CountyCode>,
    /// Write a new file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How a file of offices is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileFormat {
    /// A table for spreadsheets
    Csv,
    /// For programs
    Json,
}

/// The arguments of `huoli offices mailbox`.
#[derive(Debug, Args)]
pub struct MailboxArgs {
    /// The office by name, code or id; with --auditors the county by number or name; without it all are shown
    pub office: Option<String>,
    /// A mail address of the office, not of a person
    #[arg(value_name = "ADDRESS", value_parser = address, requires = "office")]
    pub address: Option<Mailbox>,
    /// Not the office's own mailbox, but where its supervisors are told what they look after
    #[arg(long)]
    pub supervisors: bool,
    /// Not the mailbox of an office, but where a county's auditors are told that a case was opened in an emergency
    #[arg(long, conflicts_with = "supervisors")]
    pub auditors: bool,
    /// Take the address away
    #[arg(long, conflicts_with = "address", requires = "office")]
    pub none: bool,
}

fn address(text: &str) -> Result<Mailbox, &'static str> {
    Mailbox::parse(text).ok_or("write one plain mail address, such as vastaanotto@example.org")
}

fn county(text: &str) -> Result<CountyCode, &'static str> {
    CountyCode::parse(text).ok_or("write the county's number with two digits, such as 03")
}
