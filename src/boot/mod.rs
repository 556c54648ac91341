//! The composition root: reads the settings, puts the service together and runs the commands. The one room that knows
//! every other.

mod accounts;
mod admin;
mod check;
mod clients;
mod demo;
pub mod failure;
mod init;
pub mod installation;
mod jobs;
mod keep_up;
mod keys;
mod log;
mod mail;
mod offices;
mod organisations;
mod receipt;
pub mod refusals;
mod route;
mod serve;
mod server;
mod staff;
mod supervisor;
mod warnings;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{BufRead, Write};

use clap::Parser;

use crate::cli::jobs::JobsCommand;
use crate::cli::log::LogCommand;
use crate::cli::receipt::ReceiptCommand;
use crate::cli::{self, Cli, Command, KeyCommand};
use crate::config;

use failure::Failure;

/// Where a command reads and writes.
pub struct Console<'a> {
    /// What was asked for.
    pub out: &'a mut dyn Write,
    /// Why it could not be had, questions, log lines.
    pub err: &'a mut dyn Write,
    /// Answers, passwords.
    pub input: &'a mut dyn BufRead,
}

/// Runs the command line of this process and gives its exit code.
pub fn main() -> u8 {
    let mut console = Console {
        out: &mut std::io::stdout(),
        err: &mut std::io::stderr(),
        input: &mut std::io::BufReader::new(std::io::stdin()),
    };
    run(std::env::args_os(), &config::process_environment(), &mut console)
}

/// Runs the command line `arguments`, the program's name first, and gives the exit code.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers too; there is nobody left to tell that they could not be written.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(cli::WRONG_INPUT);
        }
    };
    match command(cli, environment, console) {
        Ok(()) => 0,
        Err(failure) => {
            let _ = write!(console.err, "{failure}");
            failure.exit_code()
        }
    }
}

fn command(
    cli: Cli,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let file = cli.config.as_deref();
    let settings = || config::load(file, environment);
    let sound = || installation::sound(settings());
    match cli.command {
        Command::Demo(args) => demo::run(&args, console),
        Command::Serve(args) => {
            let loaded = settings();
            if args.migrate && loaded.faults.is_empty() {
                serve::migrate(&loaded.config, environment, console.out)?;
            }
            serve::serve(&args, &loaded, environment, console.out)
        }
        Command::Check(args) => check::run(&args, &settings(), environment, console.out),
        Command::Init(args) => init::run(&args, file, environment, console),
        Command::Migrate => serve::migrate(&sound()?, environment, console.out),
        Command::Key(KeyCommand::Init(args)) => keys::init(&args, &sound()?, environment, console),
        Command::Key(KeyCommand::List) => keys::list(&sound()?, environment, console.out),
        Command::Staff(command) => staff::run(&command, &sound()?, environment, console),
        Command::Client(command) => clients::run(&command, &sound()?, environment, console.out),
        Command::Log(LogCommand::Verify(args)) => log::verify(&args, &sound()?, environment, console.out),
        Command::Log(LogCommand::Export(args)) => log::export(&args, &sound()?, environment, console.out),
        Command::Jobs(JobsCommand::Run(args)) => jobs::run(&args, &settings(), environment, console.out),
        Command::Jobs(JobsCommand::List(args)) => jobs::list(&args, &sound()?, console.out),
        Command::Jobs(JobsCommand::Retry(args)) => jobs::retry(&args, &sound()?, environment, console.out),
        Command::Offices(command) => offices::run(&command, &sound()?, environment, console),
        Command::Organisations(command) => organisations::run(&command, &sound()?, environment, console.out),
        Command::Receipt(ReceiptCommand::Verify(args)) => receipt::verify(&args, console.out),
        Command::Receipt(ReceiptCommand::Key(args)) => {
            receipt::key(&args, &sound()?, environment, console.out)
        }
        Command::Route(args) => route::run(&args, file, environment, console.out),
        Command::Deadlines(args) => Ok(cli::deadlines::run(&args, console.out)?),
        Command::Completions(args) => Ok(cli::completions::run(&args, console.out)?),
    }
}
