//! Warnings about what the database holds: offices without ears, administrators, keys, what was given up.

use crate::config::Config;
use crate::domain::helsinki::civil_date;
use crate::intake::App;
use crate::places::directory::Directory;
use crate::store::StoreError;
use crate::store::census::{Census, OfficeState, census};

use super::super::failure::Warning;
use super::super::installation;

/// How many offices are named before the rest is counted.
const NAMED: usize = 3;

pub(super) fn warnings(app: &App, config: &Config) -> Vec<Warning> {
    let home = installation::home_county(config);
    match app.store.read("census", |tx| census(tx, home)) {
        Ok(found) => of_census(&found, app),
        Err(error) => vec![not_counted(&error)],
    }
}

fn not_counted(error: &StoreError) -> Warning {
    Warning::new(
        "state",
        "database.url",
        format!("the state of the installation could not be read: {error}"),
        "try again",
    )
}

fn of_census(found: &Census, app: &App) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |name, field: &str, what: String, cure: &str| {
        warnings.push(Warning::new(name, field, what, cure));
    };
    // An office that nothing reaches needs nothing.
    let directory = app.directory();
    let at_work: Vec<&OfficeState> = found
        .offices
        .iter()
        .filter(|office| directory.rules.leads_to(office.id))
        .collect();
    let offices = || at_work.iter().copied();
    let example = &Directory::embedded().offices;
    let is_example = |office: &&OfficeState| example.iter().any(|other| other.id == office.id);
    if let Some(named) = named(offices().filter(is_example)) {
        warn(
            "example-offices",
            "offices",
            format!("offices of the built-in example are in use: {named}"),
            "`huoli offices export` and `huoli offices import` put the county's own directory in their place \
             (docs/directory.md); do not open the service to the public before",
        );
    }
    if let Some(named) = named(offices().filter(|office| !office.has_mailbox)) {
        warn(
            "office-mailbox",
            "offices",
            format!("nobody is told by mail of what comes to {named}"),
            "`huoli offices mailbox OFFICE ADDRESS` gives one its mailbox",
        );
    }
    if let Some(named) = named(offices().filter(|office| !office.has_reader)) {
        warn(
            "office-reader",
            "staff",
            format!("no account reads what comes to {named}"),
            "add a worker with `huoli staff add`",
        );
    }
    let lost = |office: &&OfficeState| office.was_active && !office.has_reader;
    if let Some(named) = named(found.offices.iter().filter(lost)) {
        warn(
            "office-lost-reader",
            "staff",
            format!("the last account that read what comes to it is closed or gone: {named}"),
            "add a worker with `huoli staff add`; until then the county's default office sees these cases",
        );
    }
    if found.county_admins < 2 {
        warn(
            "one-admin",
            "staff",
            format!("open accounts of county administrators: {}", found.county_admins),
            "add a second one with `huoli staff add --role county_admin`",
        );
    }
    if !found.counties_without_log_key.is_empty() {
        warn(
            "log-key",
            "keys",
            format!(
                "counties without a key for their log: {}",
                found.counties_without_log_key.join(", ")
            ),
            "run `huoli init --yes`, which makes what is missing",
        );
    }
    if found.jobs_given_up > 0 {
        warn(
            "jobs-given-up",
            "jobs",
            format!("jobs that were given up: {}", found.jobs_given_up),
            "look with `huoli jobs list`, mend the cause, then `huoli jobs retry --all`",
        );
    }
    let today = civil_date(app.clock.now());
    if let Some(day) = found.newest_day.filter(|day| *day > today) {
        warn(
            "clock",
            "the clock",
            format!("the database knows {day}, and today is {today}"),
            "set this machine's clock, and keep it right with NTP",
        );
    }
    warnings
}

/// The first few by name, the others by number; `None` for nobody.
fn named<'o>(offices: impl Iterator<Item = &'o OfficeState>) -> Option<String> {
    let names: Vec<&str> = offices.map(|office| office.name.as_str()).collect();
    let (first, rest) = names.split_at(names.len().min(NAMED));
    if first.is_empty() {
        return None;
    }
    if rest.is_empty() {
        return Some(first.join(", "));
    }
    Some(format!("{} and {} others", first.join(", "), rest.len()))
}
