//! `huoli serve` and `huoli migrate`.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::System;
use chrono::TimeDelta;

use crate::cli::serve::{Allowances, ServeArgs};
use crate::config::{Config, Flood, Loaded, LogFormat};
use crate::domain::flood::FloodLimits;
use crate::ids::{IdSource, OsIds};
use crate::intake::App;
use crate::intake::flood::Floods;
use crate::mail::Post;
use crate::store::{DatabaseUrl, inspect, migrate, roles};
use crate::telemetry;
use crate::telemetry::metrics::Metrics;
use crate::web::layer::body_time::BodyTime;
use crate::web::layer::edge::Front;
use crate::web::public::security_txt::SecurityContact;
use crate::web::site::{Addresses, Site};
use crate::web::uploads::LONGEST_BODY;

use super::failure::{Failure, Refusal};
use super::jobs::{self, Beside};
use super::keep_up::keep_up;
use super::refusals::{Circumstances, judge, unsafe_to_reach};
use super::{admin, installation, mail, server};

/// Runs the service until it is told to stop.
///
/// # Errors
/// [`Failure::Refused`] with every reason not to start, or what went wrong.
pub fn serve(
    args: &ServeArgs,
    loaded: &Loaded,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let config = &loaded.config;
    let mut app = judged(loaded, environment, args.allowances)?;
    app.floods = Arc::new(Floods::by(flood_limits(&config.flood)));
    let post = if args.no_jobs {
        None
    } else {
        Some(mail::post(&config.mail, environment).map_err(|refusal| Failure::Refused(vec![refusal]))?)
    };
    telemetry::hide_panics(|| OsIds.uuid().to_string());
    keep_memory_private();
    System::new().block_on(run(config, app, post, out))
}

/// Begins to log, and gives the service if nothing speaks against starting it; what only warns is logged.
///
/// # Errors
/// [`Failure`] with every reason not to start.
pub fn judged(
    loaded: &Loaded,
    environment: &BTreeMap<String, String>,
    allowances: Allowances,
) -> Result<App, Failure> {
    let log = &loaded.config.log;
    telemetry::start(&log.level, log.format == LogFormat::Json)
        .map_err(|error| Failure::Refused(vec![Refusal::new("config", "log.level", error)]))?;
    let mut verdict = judge(loaded, environment, circumstances(allowances));
    let warnings = std::mem::take(&mut verdict.warnings);
    let app = verdict.start()?;
    for warning in warnings {
        // What to do stands in `huoli check`.
        tracing::warn!(warning = warning.name, about = %warning.field, "{}", warning.what);
    }
    Ok(app)
}

async fn run(config: &Config, app: App, post: Option<Post>, out: &mut dyn Write) -> Result<(), Failure> {
    let mut stop = server::Stop::new()?;
    let advice = "stop the program that listens there, or name another address in server.bind";
    let listener = server::listen(config.server.bind, config.limits.backlog, advice)?;
    let address = listener.local_addr().unwrap_or(config.server.bind);
    let addresses = addresses(config, &format!("http://{address}/"));
    let (public, staff) = (addresses.public.clone(), addresses.staff.clone());
    let front = front(config, &addresses, address.ip().is_loopback());
    let site = Site::new(app.clone(), addresses, installation::home_county(config))
        .map_err(|error| Failure::Refused(vec![Refusal::new("config", "server.exit_url", error)]))?
        .behind(front)
        .told_of_holes_by(SecurityContact(config.server.security_contact.clone()));
    let admin = match config.server.admin_bind {
        Some(bind) => {
            let metrics = Metrics::keep().map_err(Failure::failed)?;
            Some(admin::start(bind, app.clone(), metrics)?)
        }
        None => None,
    };
    let server = server::start(listener, site, &config.limits, config.server.workers)?;
    writeln!(out, "Huoli listens on {address} and is reached at {public}")?;
    if let Some((address, _)) = &admin {
        writeln!(out, "Figures for the operator are at http://{address}/")?;
    }
    out.flush()?;
    tracing::info!(%address, "serving");
    let beside = post
        .map(|post| Beside::start(&app, config, post, &staff))
        .transpose()?;
    let keeping_up = keep_up(app);
    let outcome = jobs::served(server, &mut stop, beside).await;
    keeping_up.abort();
    if let Some((_, handle)) = admin {
        handle.stop(false).await;
    }
    outcome?;
    tracing::info!("stopped");
    Ok(())
}

/// What the settings call too fast.
fn flood_limits(flood: &Flood) -> FloodLimits {
    let time = |time: Duration| TimeDelta::from_std(time).unwrap_or_default();
    FloodLimits {
        source_burst: flood.source_burst,
        source_per_hour: flood.source_per_hour,
        office_per_hour: flood.office_per_hour,
        fast_fill: time(flood.fast_fill),
        delay: time(flood.delay),
        delay_waiting: flood.delay_waiting,
        quiet: time(flood.group_quiet),
    }
}

/// What the settings say of requests before any of them is read. On this machine its own names are answered too.
fn front(config: &Config, addresses: &Addresses, own_machine: bool) -> Front {
    let named = config.server.hosts.clone();
    Front {
        hosts: named.unwrap_or_else(|| addresses.hosts(own_machine)),
        staff_host: addresses.staff_host(),
        trusted_proxy: config.server.trusted_proxy,
        uri_bytes: config.limits.uri_bytes,
        header_bytes: config.limits.header_bytes,
        body: BodyTime {
            idle: config.limits.body_idle,
            total: config.limits.body,
            with_files: config.limits.body_with_files,
            rate: config.limits.body_rate,
        },
        longest_body: LONGEST_BODY,
    }
}

/// The addresses as configured; `listened` is used where none is.
pub fn addresses(config: &Config, listened: &str) -> Addresses {
    let public = config
        .server
        .public_url
        .clone()
        .unwrap_or_else(|| listened.to_owned());
    let staff = config
        .server
        .staff_url
        .clone()
        .unwrap_or_else(|| format!("{public}staff/"));
    Addresses {
        public,
        staff,
        exit: config.server.exit_url.clone(),
    }
}

/// Forbids other processes of this user to read the memory, in which keys lie, and a crash to write it to disk. A
/// system that has no such switch is no reason not to start.
pub fn keep_memory_private() {
    let private = rustix::process::DumpableBehavior::NotDumpable;
    if let Err(error) = rustix::process::set_dumpable_behavior(private) {
        tracing::warn!(%error, "the memory of this process can be dumped");
    }
}

/// What the command line allows, and what this program is.
pub const fn circumstances(allowances: Allowances) -> Circumstances {
    Circumstances {
        debug_build: cfg!(debug_assertions),
        allow_debug_build: allowances.allow_debug_build,
        insecure_test_key: allowances.insecure_test_key,
    }
}

/// Brings the schema up to date and says what was done. With an owner's address the role of the service then gets
/// what it needs, whether or not there was anything to do.
///
/// # Errors
/// [`Failure`] when the database is out of reach, newer than this program or refuses.
pub fn migrate(
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let service = &config.database.url;
    let url = config.database.owner_url.as_ref().unwrap_or(service);
    let field = if config.database.owner_url.is_some() {
        "database.owner_url"
    } else {
        "database.url"
    };
    if let Some(refusal) = unsafe_to_reach(field, url, environment) {
        return Err(Failure::Refused(vec![refusal]));
    }
    let role = match &config.database.owner_url {
        None => None,
        Some(owner) => Some(role_of_service(owner, service, environment)?),
    };
    let done = migrate::run(url).map_err(Failure::failed)?;
    if done.is_empty() {
        writeln!(out, "{url} is up to date.")?;
    }
    for name in &done {
        writeln!(out, "{url}: {name}")?;
    }
    if let Some(role) = role {
        roles::grant(url, &role).map_err(|error| {
            let advice = format!("see that the role {role} exists; `huoli init` says how to make it");
            Failure::with_advice(
                format!("the role {role} could not be given its rights: {error}"),
                advice,
            )
        })?;
        writeln!(
            out,
            "{url}: the role {role} may work with rows, and only add to the log."
        )?;
    }
    Ok(())
}

/// The role of `service`, which must be another than that of `owner`, in the same kind of database.
fn role_of_service(
    owner: &DatabaseUrl,
    service: &DatabaseUrl,
    environment: &BTreeMap<String, String>,
) -> Result<String, Failure> {
    let refused = |what: &str, cure: &str| {
        Failure::Refused(vec![
            Refusal::new("config", "database.owner_url", what).cure(cure),
        ])
    };
    let (Some(owner), Some(service)) = (
        inspect::server_address(owner, environment),
        inspect::server_address(service, environment),
    ) else {
        return Err(refused("only PostgreSQL has owners", "leave it out with SQLite"));
    };
    match service.user() {
        None => Err(refused(
            "database.url names no role that could get its rights",
            "write postgres://role@host/…",
        )),
        Some(role) if owner.user() == Some(role) => Err(refused(
            "it names the role of database.url",
            "name two roles: one owns the tables, the other only works with rows",
        )),
        Some(role) => Ok(role.to_owned()),
    }
}
