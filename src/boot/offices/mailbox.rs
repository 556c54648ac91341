//! `huoli offices mailbox`.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::offices::MailboxArgs;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::mailbox::Mailbox;
use crate::intake::App;
use crate::intake::set_mailbox::{self, CountyEntry, Whose};

use super::super::accounts;
use super::super::failure::Failure;

/// Shows or sets where offices, their supervisors or the auditors of counties are told.
///
/// # Errors
/// [`Failure::Input`] for an office or a county that is not there, another when the service cannot be opened.
pub fn run(
    args: &MailboxArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let app = accounts::app(config, environment)?;
    if args.auditors {
        return auditors(args, &app, out);
    }
    let wanted = match &args.office {
        Some(office) => accounts::offices(&app, std::slice::from_ref(office))?,
        None => app.directory().rules.offices().cloned().collect(),
    };
    for office in wanted {
        let (whose, kept) = if args.supervisors {
            (Whose::Supervisors(office.id), office.supervisor_mailbox.as_ref())
        } else {
            (Whose::Office(office.id), office.mailbox.as_ref())
        };
        let mailbox = changed(args, &app, whose, kept)?;
        writeln!(out, "{}  {}  {mailbox}", office.id, office.names.fi)?;
    }
    Ok(())
}

/// Those of the auditors: a county a line.
fn auditors(args: &MailboxArgs, app: &App, out: &mut dyn Write) -> Result<(), Failure> {
    let mut wanted = set_mailbox::counties(app).map_err(Failure::failed)?;
    if let Some(typed) = &args.office {
        wanted.retain(|county| is_meant(county, typed));
        if wanted.is_empty() {
            return Err(Failure::Input(format!(
                "{typed}: no county of this installation; write its number, such as 03, or its name"
            )));
        }
    }
    for county in wanted {
        let mailbox = changed(
            args,
            app,
            Whose::Auditors(county.code),
            county.auditor_mailbox.as_ref(),
        )?;
        writeln!(out, "{}  {}  {mailbox}", county.code, county.names.fi)?;
    }
    Ok(())
}

fn is_meant(county: &CountyEntry, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    let names = [&county.names.fi, &county.names.sv, &county.names.en];
    county.code.to_string() == typed || names.iter().any(|name| name.to_lowercase() == typed)
}

/// Sets the mailbox that is `whose`, if that is asked for, and gives what it is then, in words.
fn changed(args: &MailboxArgs, app: &App, whose: Whose, kept: Option<&Mailbox>) -> Result<String, Failure> {
    let changes = args.none || args.address.is_some();
    if changes {
        set_mailbox::set_of(app, whose, args.address.clone(), SystemClock.now()).map_err(Failure::failed)?;
    }
    let mailbox = if changes { args.address.as_ref() } else { kept };
    Ok(mailbox.map_or("-", Mailbox::as_str).to_owned())
}
