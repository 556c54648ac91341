//! Every reason why `serve` does not start, all at once. `serve` and `check` both ask here.

mod accounts;
mod build;
mod database;
mod files;
mod keys;
mod listening;
mod rules;

use std::collections::BTreeMap;

use chrono::{Days, TimeDelta};

use crate::config::{Config, Loaded};
use crate::intake::App;
use crate::store::DatabaseUrl;
use crate::store::inspect::{Inspection, inspect};
use crate::store::migrate::MigrateError;
use crate::store::seal::master::KeyRing;

use super::failure::{Failure, Refusal, Warning};
use super::installation::{self, OpenFailure};
use super::{mail, warnings};

pub use database::unsafe_to_reach;
pub use keys::TEST_KEY;
pub use listening::hides_its_senders;
pub use rules::{RULES, Rule, reference, warnings as all_warnings};

/// What the command line allows, and what the program is: none of it stands in the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The program was built for development.
    pub debug_build: bool,
    /// `--allow-debug-build`.
    pub allow_debug_build: bool,
    /// `--insecure-test-key`.
    pub insecure_test_key: bool,
}

/// What speaks for and against starting the service.
pub struct Verdict {
    /// Every reason not to start, by rule.
    pub refusals: Vec<Refusal>,
    /// What should not stay as it is.
    pub warnings: Vec<Warning>,
    /// Why the database could not be asked.
    pub failed: Option<Failure>,
    app: Option<App>,
}

impl Verdict {
    /// The service, if nothing speaks against starting it.
    ///
    /// # Errors
    /// [`Failure::Refused`] with every reason; another failure when the database is out of reach.
    pub fn start(self) -> Result<App, Failure> {
        match (self.app, self.failed) {
            (Some(app), None) if self.refusals.is_empty() => Ok(app),
            (_, Some(failure)) if self.refusals.is_empty() => Err(failure),
            _ => Err(Failure::Refused(self.refusals)),
        }
    }
}

/// Judges settings, files, keys and database. It changes none of them.
pub fn judge(
    loaded: &Loaded,
    environment: &BTreeMap<String, String>,
    circumstances: Circumstances,
) -> Verdict {
    let mut verdict = Verdict {
        refusals: loaded.faults.iter().map(Refusal::from).collect(),
        warnings: Vec::new(),
        failed: None,
        app: None,
    };
    if !loaded.is_readable() {
        return verdict;
    }
    let config = &loaded.config;
    verdict.refusals.extend(build::refusals(config, circumstances));
    verdict.refusals.extend(listening::refusals(loaded));
    verdict.refusals.extend(settings(loaded, environment));
    verdict
        .warnings
        .extend(warnings::of_settings(config, environment, circumstances));
    let ring = match keys::ring(loaded, environment, circumstances) {
        Ok(ring) => ring,
        Err(refused) => {
            verdict.refusals.extend(refused);
            None
        }
    };
    if loaded.is_sound("database.url")
        && let Some(inspection) = look(config, environment, &mut verdict)
        && let Some(ring) = ring
        && inspection.is_current()
        && inspection.not_durable.is_empty()
    {
        open(config, &ring, &mut verdict);
    }
    verdict.refusals.sort_by_key(|refusal| order(refusal.rule));
    verdict
}

/// R6 to R9, R13 and R14: the database's address, its files, and what it says of itself where it may be asked.
fn look(
    config: &Config,
    environment: &BTreeMap<String, String>,
    verdict: &mut Verdict,
) -> Option<Inspection> {
    let url = &config.database.url;
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        verdict.refusals.push(installation::no_database(path));
        return None;
    }
    let (told, may_ask) = match url {
        DatabaseUrl::Sqlite(path) => files::refusals(path),
        DatabaseUrl::Postgres(text) => database::address(text, environment),
    };
    verdict.refusals.extend(told);
    if !may_ask {
        return None;
    }
    match inspect(url) {
        Ok(inspection) => {
            verdict.refusals.extend(database::refusals(url, &inspection));
            verdict.refusals.extend(accounts::refusals(&inspection));
            Some(inspection)
        }
        Err(error) => {
            verdict.failed = Some(out_of_reach(&error));
            None
        }
    }
}

fn out_of_reach(error: &MigrateError) -> Failure {
    Failure::with_advice(error, installation::SEE_THAT_IT_RUNS)
}

/// Opens the service (R5) and looks round in it.
fn open(config: &Config, ring: &KeyRing, verdict: &mut Verdict) {
    let county = installation::home_county(config);
    let opened = installation::open_store(config).and_then(|store| {
        installation::open_app(store, ring.clone(), county).map_err(installation::key_refusal)
    });
    match opened {
        Ok(mut app) => {
            app.escalate_after =
                TimeDelta::from_std(config.urgent.escalate_after).unwrap_or(app.escalate_after);
            app.silence_days = config.messages.silence_days;
            app.languages = config.server.languages.clone();
            app.whom_to_ask = config.contact.clone();
            app.second_person = config.triage.second_person;
            app.recheck_one_in = config.triage.recheck_one_in;
            app.anchor_file.clone_from(&config.access_log.anchor_file);
            app.messages_end_after = Days::new(config.messages.end_after_days);
            verdict
                .warnings
                .extend(warnings::of_installation(&app, ring, config));
            verdict.app = Some(app);
        }
        Err(OpenFailure::Refused(refusal)) => verdict.refusals.push(refusal),
        Err(OpenFailure::Failed(failure)) => verdict.failed = Some(failure),
    }
}

/// Settings that are sound each by itself and not together: those of the mails.
fn settings(loaded: &Loaded, environment: &BTreeMap<String, String>) -> Option<Refusal> {
    let sound = ["server", "folder", "sender", "user", "password_file", "ca_file"]
        .iter()
        .all(|name| loaded.is_sound(&format!("mail.{name}")));
    mail::check(&loaded.config.mail, environment)
        .err()
        .filter(|_| sound)
}

/// Settings first, then the rules by number, then the schema.
fn order(rule: &str) -> u32 {
    match rule {
        "config" => 0,
        rule => rule
            .strip_prefix('R')
            .and_then(|number| number.parse().ok())
            .unwrap_or(u32::MAX),
    }
}
