//! `huoli staff add`, and `add` of `huoli client`.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::ClientAddArgs;
use crate::cli::staff::StaffAddArgs;
use crate::config::Config;
use crate::domain::language::Language;
use crate::domain::office::{Office, OfficeId};
use crate::domain::sensitive::Sensitive;
use crate::intake::add_staff::{AddStaffError, NewPassword, NewStaff, add};
use crate::intake::{App, authenticate_client};

use super::failure::Failure;
use super::{Console, installation, staff};

/// Adds an account and prints what the person signs in with.
///
/// # Errors
/// [`Failure::Input`] for what was typed, another when the service cannot be opened.
pub fn add_staff(
    args: &StaffAddArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let app = app(config, environment)?;
    let offices = offices(&app, &args.offices)?;
    let county = offices.first().map(|office| office.county);
    let county = county.ok_or_else(|| Failure::Input("--office: name one".to_owned()))?;
    if let Some(foreign) = offices.iter().find(|office| office.county != county) {
        return Err(Failure::Input(format!(
            "--office: {} is of another county than the first; an account belongs to one county",
            foreign.names.fi
        )));
    }
    let password = if args.link {
        NewPassword::ByLink
    } else if args.password_stdin {
        let mut line = String::new();
        console.input.read_line(&mut line)?;
        NewPassword::Given(Sensitive::new(line.trim_end_matches(['\r', '\n']).to_owned()))
    } else {
        NewPassword::Random
    };
    let new = NewStaff {
        county,
        offices: offices.iter().map(|office| office.id).collect(),
        user_name: args.user.clone(),
        display_name: args.name.clone(),
        role: args.role,
        social_worker: args.social_worker,
        language: Language::Fi,
        password,
    };
    let added = add(&app, new).map_err(|error| match error {
        AddStaffError::UserName | AddStaffError::Taken => {
            Failure::Input(format!("--user {}: {error}", args.user))
        }
        AddStaffError::DisplayName => Failure::Input(format!("--name: {error}")),
        AddStaffError::Password(_) => Failure::Input(format!("the password on standard input: {error}")),
        AddStaffError::Office(_) => Failure::Input(format!("--office: {error}")),
        AddStaffError::Crowded(_) | AddStaffError::Intake(_) => Failure::failed(error),
    })?;
    writeln!(console.out, "User           {}", added.user_name)?;
    if let Some(password) = &added.password {
        writeln!(console.out, "Password       {}", password.expose())?;
    }
    if added.link.is_none() {
        writeln!(console.out, "Second factor  {}", added.totp_secret.expose())?;
        writeln!(console.out, "               {}", added.otpauth_url.expose())?;
    }
    for office in &offices {
        writeln!(console.out, "Office         {}", office.names.fi)?;
    }
    if let Some(link) = &added.link {
        return staff::write_link(config, link, console.out);
    }
    writeln!(
        console.out,
        "\nThis is shown once. The second factor belongs into the person's authenticator app."
    )?;
    Ok(())
}

/// Adds a system that files reports and prints its token.
///
/// # Errors
/// [`Failure`].
pub fn add_client(
    args: &ClientAddArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let name = args.name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Failure::Input(
            "--name: an organisation's name has 1–200 characters".to_owned(),
        ));
    }
    let app = app(config, environment)?;
    let (client, token) =
        authenticate_client::add(&app, name, args.sandbox, app.clock.now()).map_err(Failure::failed)?;
    writeln!(out, "Client  {} ({})", client.name, client.id)?;
    writeln!(out, "Token   {token}")?;
    writeln!(
        out,
        "\nThe token is shown once. It goes into the header `Authorization: Bearer …`."
    )?;
    Ok(())
}

pub(super) fn app(config: &Config, environment: &BTreeMap<String, String>) -> Result<App, Failure> {
    let store = installation::open_store(config)?;
    let ring = installation::key_source(config, environment)
        .read()
        .map_err(Failure::failed)?;
    let county = installation::home_county(config);
    Ok(installation::open_app(store, ring, county).map_err(installation::key_refusal)?)
}

/// The offices that were named, by id, by code or by their name in any language.
pub(super) fn offices(app: &App, wanted: &[String]) -> Result<Vec<Office>, Failure> {
    let directory = app.directory();
    let find = |text: &String| {
        let text = text.trim();
        let id = text.parse().ok().map(OfficeId);
        let is_it = |office: &&Office| {
            let names = [&office.names.fi, &office.names.sv, &office.names.en];
            Some(office.id) == id
                || office.code.as_str() == text
                || names
                    .iter()
                    .any(|name| name.to_lowercase() == text.to_lowercase())
        };
        directory.rules.offices().find(is_it).cloned().ok_or_else(|| {
            let likeness = |office: &&Office| {
                strsim::jaro_winkler(&office.names.fi.to_lowercase(), &text.to_lowercase())
            };
            let nearest = directory
                .rules
                .offices()
                .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
            let hint = nearest.map_or_else(String::new, |office| {
                format!("; did you mean \"{}\"?", office.names.fi)
            });
            Failure::Input(format!(
                "--office {text}: no office has this name, code or id{hint}"
            ))
        })
    };
    wanted.iter().map(find).collect()
}
