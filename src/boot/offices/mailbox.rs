//! `huoli offices mailbox`.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::offices::MailboxArgs;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::intake::set_mailbox;

use super::super::accounts;
use super::super::failure::Failure;

/// Shows or sets where offices are told.
///
/// # Errors
/// [`Failure::Input`] for an office that is not there, another when the service cannot be opened.
pub fn run(
    args: &MailboxArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let app = accounts::app(config, environment)?;
    let wanted = match &args.office {
        Some(office) => accounts::offices(&app, std::slice::from_ref(office))?,
        None => app.directory().rules.offices().cloned().collect(),
    };
    let changes = args.none || args.address.is_some();
    for mut office in wanted {
        if changes {
            set_mailbox::set(&app, office.id, args.address.clone(), SystemClock.now())
                .map_err(Failure::failed)?;
            office.mailbox.clone_from(&args.address);
        }
        let mailbox = office.mailbox.as_ref().map_or("-", |mailbox| mailbox.as_str());
        writeln!(out, "{}  {}  {mailbox}", office.id, office.names.fi)?;
    }
    Ok(())
}
