//! `huoli organisations`.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::organisations::OrganisationsCommand;
use crate::config::Config;
use crate::intake::organisations::{self, Organisation, OrganisationError};

use super::accounts;
use super::failure::Failure;

/// Runs `command`.
///
/// # Errors
/// [`Failure::Input`] for what was typed, another when the service cannot be opened.
pub fn run(
    command: &OrganisationsCommand,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let app = accounts::app(config, environment)?;
    let now = app.clock.now();
    match command {
        OrganisationsCommand::Add(args) => {
            let trimmed = |text: &String| text.trim().to_owned();
            let organisation = Organisation {
                code: args.code.clone(),
                name: trimmed(&args.name),
                authority: args.authority,
                business_id: args.business_id.as_ref().map(trimmed),
                units: args.units.iter().map(trimmed).collect(),
            };
            let new = organisations::put(&app, organisation, now).map_err(told)?;
            let done = if new { "is added" } else { "stands as given" };
            writeln!(
                out,
                "{} {done}. Its address:\n{}",
                args.code,
                address(config, &args.code)
            )?;
        }
        OrganisationsCommand::List => {
            let all = organisations::all(&app).map_err(Failure::failed)?;
            for organisation in &all {
                writeln!(out, "{}", organisation.name)?;
                writeln!(out, "  address      {}", address(config, &organisation.code))?;
                writeln!(out, "  authority    {}", organisation.authority.as_str())?;
                if let Some(id) = &organisation.business_id {
                    writeln!(out, "  business id  {id}")?;
                }
                if !organisation.units.is_empty() {
                    writeln!(out, "  units        {}", organisation.units.join(", "))?;
                }
            }
            if all.is_empty() {
                writeln!(out, "There are no organisations.")?;
            }
        }
        OrganisationsCommand::Remove(args) => {
            organisations::remove(&app, &args.code, now).map_err(told)?;
            writeln!(out, "{} is gone. Its address leads to the plain form.", args.code)?;
        }
    }
    Ok(())
}

fn address(config: &Config, code: &str) -> String {
    let public = config.server.public_url.clone();
    let public = public.unwrap_or_else(|| format!("http://{}/", config.server.bind));
    format!("{public}professional/{code}")
}

fn told(error: OrganisationError) -> Failure {
    match error {
        OrganisationError::Intake(error) => Failure::failed(error),
        other => Failure::Input(other.to_string()),
    }
}
