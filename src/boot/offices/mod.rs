//! `huoli offices`: the directory as a file, and where offices are told.

mod file;
mod mailbox;
mod page;
mod show;

use std::collections::BTreeMap;

use crate::cli::offices::OfficesCommand;
use crate::config::Config;

use super::Console;
use super::failure::Failure;

/// Runs one command.
///
/// # Errors
/// [`Failure`].
pub fn run(
    command: &OfficesCommand,
    config: &Config,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    match command {
        OfficesCommand::Import(args) => file::import(args, config, environment, console),
        OfficesCommand::Export(args) => file::export(args, config, environment, console.out),
        OfficesCommand::Check(args) => file::check(args, config, environment, console),
        OfficesCommand::Page(args) => page::run(args, config, console.out),
        OfficesCommand::Mailbox(args) => mailbox::run(args, config, environment, console.out),
    }
}
