//! `huoli client`.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::ClientCommand;
use crate::config::Config;
use crate::domain::helsinki::civil_date;
use crate::intake::App;
use crate::intake::authenticate_client::{self, KeptClient, RevokeError};

use super::accounts;
use super::failure::Failure;

/// Runs `command`.
///
/// # Errors
/// [`Failure::Input`] for what was typed, another when the service cannot be opened.
pub fn run(
    command: &ClientCommand,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match command {
        ClientCommand::Add(args) => accounts::add_client(args, config, environment, out),
        ClientCommand::List => list(&accounts::app(config, environment)?, out),
        ClientCommand::Revoke(args) => {
            let app = accounts::app(config, environment)?;
            let done = authenticate_client::revoke(&app, &args.name, app.clock.now());
            let (client, new) = done.map_err(|error| told(&args.name, error))?;
            let what = if new {
                "is shut out. Its token is good no more"
            } else {
                "was shut out before"
            };
            writeln!(out, "{} ({}) {what}.", client.name, client.id)?;
            Ok(())
        }
    }
}

fn list(app: &App, out: &mut dyn Write) -> Result<(), Failure> {
    let all = authenticate_client::list(app).map_err(Failure::failed)?;
    if all.is_empty() {
        writeln!(out, "There is no system. Add one with `huoli client add`.")?;
    }
    for kept in all {
        let scope = if kept.client.sandbox { "sandbox" } else { "reports" };
        let since = kept
            .added_at
            .map_or_else(|| "-".to_owned(), |at| format!("since {}", civil_date(at)));
        writeln!(
            out,
            "{:<32} {scope:<8} {since:<16} {:<18} {}",
            kept.client.name,
            state(&kept),
            kept.client.id
        )?;
    }
    Ok(())
}

/// Whether the token is good.
fn state(kept: &KeptClient) -> String {
    let revoked = |at| format!("revoked {}", civil_date(at));
    kept.revoked_at.map_or_else(|| "open".to_owned(), revoked)
}

fn told(name: &str, error: RevokeError) -> Failure {
    match error {
        RevokeError::Unknown => {
            Failure::Input(format!("{name}: {error}; `huoli client list` shows them all"))
        }
        RevokeError::Several(_) => Failure::Input(format!("{name}: {error}")),
        RevokeError::Intake(error) => Failure::failed(error),
    }
}
