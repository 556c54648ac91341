//! `huoli staff`, but for `add`: what the operator does to accounts.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::StaffCommand;
use crate::cli::staff::StaffRoleArgs;
use crate::config::Config;
use crate::domain::office::OfficeId;
use crate::intake::App;
use crate::intake::accounts::{self, AccountError, Member, is_set_up};
use crate::intake::staff_secrets::LinkToken;

use super::failure::Failure;
use super::{Console, accounts as added};

/// Runs `command`.
///
/// # Errors
/// [`Failure::Input`] for what was typed, another when the service cannot be opened.
pub fn run(
    command: &StaffCommand,
    config: &Config,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if let StaffCommand::Add(args) = command {
        return added::add_staff(args, config, environment, console);
    }
    let app = added::app(config, environment)?;
    let (now, out) = (app.clock.now(), &mut *console.out);
    match command {
        StaffCommand::Add(_) => {}
        StaffCommand::List => list(&app, out)?,
        StaffCommand::Disable(args) => {
            accounts::disable(&app, &args.user, now).map_err(|error| told(&args.user, error))?;
            writeln!(out, "{} is closed. Every session has ended.", args.user)?;
        }
        StaffCommand::Enable(args) => {
            accounts::enable(&app, &args.user, now).map_err(|error| told(&args.user, error))?;
            writeln!(out, "{} is open.", args.user)?;
        }
        StaffCommand::ResetMfa(args) => {
            let link = accounts::reset_second_factor(&app, &args.user, now);
            let link = link.map_err(|error| told(&args.user, error))?;
            writeln!(out, "The second factor of {} is good no more.", args.user)?;
            write_link(config, &link, out)?;
        }
        StaffCommand::ResetPassword(args) => {
            let link = accounts::reset_password(&app, &args.user, now);
            let link = link.map_err(|error| told(&args.user, error))?;
            writeln!(
                out,
                "Password and second factor of {} are good no more.",
                args.user
            )?;
            write_link(config, &link, out)?;
        }
        StaffCommand::Role(args) => role(&app, args, out)?,
    }
    Ok(())
}

/// Prints the address of `link`.
///
/// # Errors
/// [`Failure`] when it cannot be written.
pub fn write_link(config: &Config, link: &LinkToken, out: &mut dyn Write) -> Result<(), Failure> {
    let server = &config.server;
    let staff = match (&server.staff_url, &server.public_url) {
        (Some(staff), _) => staff.clone(),
        (None, Some(public)) => format!("{public}staff/"),
        (None, None) => format!("http://{}/staff/", server.bind),
    };
    writeln!(out, "Link           {staff}set-up/{}", link.expose())?;
    writeln!(
        out,
        "\nThis is shown once. The link is good once and for 72 hours; give it to that person alone."
    )?;
    Ok(())
}

fn role(app: &App, args: &StaffRoleArgs, out: &mut dyn Write) -> Result<(), Failure> {
    let offices = added::offices(app, &args.offices)?;
    let ids: Vec<OfficeId> = offices.iter().map(|office| office.id).collect();
    accounts::set_role(
        app,
        &args.user,
        args.role,
        args.social_worker,
        ids,
        app.clock.now(),
    )
    .map_err(|error| told(&args.user, error))?;
    writeln!(
        out,
        "{} is {} now. Every session has ended.",
        args.user, args.role
    )?;
    for office in &offices {
        writeln!(out, "Office         {}", office.names.fi)?;
    }
    Ok(())
}

fn list(app: &App, out: &mut dyn Write) -> Result<(), Failure> {
    let directory = app.directory();
    let listed = accounts::list(app).map_err(Failure::failed)?;
    if listed.is_empty() {
        writeln!(out, "There is no account. Add one with `huoli staff add`.")?;
    }
    for (member, offices) in listed {
        let names: Vec<&str> = offices
            .iter()
            .filter_map(|office| directory.rules.office(*office))
            .map(|office| office.names.fi.as_str())
            .collect();
        let state = state(&member);
        writeln!(
            out,
            "{:<24} {:<14} {state:<11} {} ({})",
            member.user_name,
            member.role,
            member.display_name,
            names.join(", ")
        )?;
    }
    Ok(())
}

/// Whether one can sign in with the account.
fn state(member: &Member) -> &'static str {
    match (&member.disabled_at, is_set_up(member)) {
        (Some(_), _) => "closed",
        (None, true) => "open",
        (None, false) => "not set up",
    }
}

fn told(user: &str, error: AccountError) -> Failure {
    match error {
        AccountError::Unknown => Failure::Input(format!("{user}: {error} (see `huoli staff list`)")),
        AccountError::Disabled => Failure::Input(format!(
            "{user}: {error} (open it with `huoli staff enable {user}`)"
        )),
        AccountError::Office(_) => Failure::Input(format!("--office: {error}")),
        AccountError::Intake(error) => Failure::failed(error),
    }
}
