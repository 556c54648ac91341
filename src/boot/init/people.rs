//! The first people of an installation, and where its default office is told of arrivals.

use std::io::Write;

use crate::config::Config;
use crate::domain::access::Role;
use crate::domain::language::Language;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::Office;
use crate::intake::add_staff::{AddStaffError, NewPassword, NewStaff, add as add_account};
use crate::intake::{App, set_mailbox};

use super::super::failure::Failure;
use super::super::installation;
use super::answers::{Answers, Person};

/// Gives the default office its mailbox.
///
/// # Errors
/// [`Failure`] when there is no default office or the database refuses.
pub fn mailbox(
    app: &App,
    config: &Config,
    mailbox: Option<&Mailbox>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let Some(mailbox) = mailbox else { return Ok(()) };
    let office = default_office(app, config)?;
    set_mailbox::set(app, office.id, Some(mailbox.clone()), app.clock.now()).map_err(Failure::failed)?;
    writeln!(out, "Mailbox        {} for {}", mailbox.as_str(), office.names.fi)?;
    Ok(())
}

/// Adds the people who were named, and prints once what they sign in with. Who is there already is kept.
///
/// # Errors
/// [`Failure`].
pub fn add(app: &App, config: &Config, answers: &Answers, out: &mut dyn Write) -> Result<(), Failure> {
    for (person, role) in [
        (&answers.admin, Role::CountyAdmin),
        (&answers.worker, Role::SocialWorker),
    ] {
        if let Some(person) = person {
            one(app, config, person, role, out)?;
        }
    }
    Ok(())
}

fn one(app: &App, config: &Config, person: &Person, role: Role, out: &mut dyn Write) -> Result<(), Failure> {
    let office = default_office(app, config)?;
    let new = NewStaff {
        county: office.county,
        offices: vec![office.id],
        user_name: person.user.clone(),
        display_name: person.name.clone(),
        role,
        social_worker: false,
        language: Language::Fi,
        password: NewPassword::Random,
    };
    let added = match add_account(app, new) {
        Ok(added) => added,
        Err(AddStaffError::Taken) => {
            writeln!(out, "Account        {} is there and is kept", person.user)?;
            return Ok(());
        }
        Err(error) => return Err(Failure::failed(format!("the account {}: {error}", person.user))),
    };
    writeln!(
        out,
        "Account        {} ({}, {})",
        added.user_name,
        role.as_str(),
        office.names.fi
    )?;
    if let Some(password) = &added.password {
        writeln!(out, "  Password       {}", password.expose())?;
    }
    writeln!(out, "  Second factor  {}", added.totp_secret.expose())?;
    writeln!(out, "                 {}", added.otpauth_url.expose())?;
    writeln!(out, "  This is shown once.")?;
    Ok(())
}

fn default_office(app: &App, config: &Config) -> Result<Office, Failure> {
    let county = installation::home_county(config);
    let directory = app.directory();
    directory.rules.default_office(county).cloned().ok_or_else(|| {
        Failure::with_advice(
            format!("county {county} has no default office"),
            "leave out accounts and mailbox here, and add them once it has offices",
        )
    })
}
