//! The arguments of `huoli offices`.

use clap::{Args, Subcommand};

use crate::domain::mailbox::Mailbox;

/// What can be done with offices.
#[derive(Debug, Subcommand)]
pub enum OfficesCommand {
    /// Says where an office is told by mail that a report came; without an address, shows it
    #[command(
        after_help = "The mail holds nothing of the report: a reference and the address of the staff pages.\n\nExamples:\n  \
                      huoli offices mailbox\n  \
                      huoli offices mailbox \"Leppävaaran lastensuojelu\" vastaanotto@example.org\n  \
                      huoli offices mailbox \"Leppävaaran lastensuojelu\" --none"
    )]
    Mailbox(MailboxArgs),
}

/// The arguments of `huoli offices mailbox`.
#[derive(Debug, Args)]
pub struct MailboxArgs {
    /// The office by name or id; without it every office is shown
    pub office: Option<String>,
    /// A mail address of the office, not of a person
    #[arg(value_name = "ADDRESS", value_parser = address, requires = "office")]
    pub address: Option<Mailbox>,
    /// Tell the office by no mail
    #[arg(long, conflicts_with = "address", requires = "office")]
    pub none: bool,
}

fn address(text: &str) -> Result<Mailbox, &'static str> {
    Mailbox::parse(text).ok_or("write one plain mail address, such as vastaanotto@example.org")
}
