//! `huoli log verify` and `huoli log export`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::cli::log::{ExportArgs, VerifyArgs};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::places::CountyCode;
use crate::intake::anchor_log::Known;
use crate::intake::export_log::{self, Question};
use crate::intake::verify_log::{self, Fault, Verified, Wrong};
use crate::intake::{App, IntakeError, log_file};
use crate::store::Store;
use crate::store::cabinet::{Cabinet, Owner};
use crate::store::seal::aad::KeyKind;
use crate::store::{directory, log_rows};

use super::failure::Failure;
use super::installation;

/// Verifies the chains and prints what was found.
///
/// # Errors
/// [`Failure`] when a chain is not as it was written, or cannot be read.
pub fn verify(
    args: &VerifyArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let named = args.anchors.as_deref();
    let named = named.or(config.access_log.anchor_file.as_deref());
    // The one that is configured may be absent before anything was logged; afterwards somebody took it away.
    let file = named.filter(|file| args.anchors.is_some() || file.exists());
    // Read before the chains, so that no anchor lies beyond the end that is seen.
    let known = file.map(anchors).transpose()?.unwrap_or_default();
    let store = installation::open_store(config)?;
    let ring = installation::key_source(config, environment)
        .read()
        .map_err(Failure::failed)?;
    // Not the whole service: a log that has lost its head or its key is to be told, not refused.
    let cabinet = Cabinet::open(&store, ring).map_err(installation::key_refusal)?;
    let now = SystemClock.now();
    let mut chains = Vec::new();
    for county in counties(&store, args.county)? {
        chains.push((county.to_string(), chain(&store, &cabinet, county, &known, now)?));
    }
    if args.county.is_none() {
        let strangers = store
            .read("log_strangers", log_rows::strangers)
            .map_err(Failure::failed)?;
        chains.extend(strangers.into_iter().map(|county| (county, stranger())));
    }
    let begun = chains.iter().any(|(_, chain)| chain.rows > 0);
    let lost = named.filter(|_| file.is_none() && begun);
    if args.json {
        writeln!(out, "{}", as_json(&chains, &known, file, lost))?;
    } else {
        tell(&chains, &known, file, out)?;
    }
    let bad = chains
        .iter()
        .find_map(|(county, chain)| Some((county, chain.fault.as_ref()?)));
    match bad {
        None => lost.map_or(Ok(()), |file| Err(anchors_lost(file))),
        Some((county, fault)) => Err(Failure::with_advice(
            format!(
                "the read log is not as it was written: county {county}, {}",
                words(fault)
            ),
            "keep the database and the anchors as they are, and have it looked into (docs/log.md)",
        )),
    }
}

fn anchors_lost(file: &Path) -> Failure {
    Failure::with_advice(
        format!(
            "the file of anchors {} is not there: rows cut off from the end of a chain are not seen",
            file.display()
        ),
        "see whether the jobs run and where the file went; another copy can be named with --anchors (docs/log.md)",
    )
}

fn anchors(file: &Path) -> Result<Known, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::with_advice(
            format!("the anchors in {} cannot be read: {error}", file.display()),
            "name a file that this program wrote, with --anchors",
        )
    })?;
    Ok(Known::read(&text))
}

fn counties(store: &Store, only: Option<CountyCode>) -> Result<Vec<CountyCode>, Failure> {
    let all = store
        .read("log_counties", directory::counties)
        .map_err(Failure::failed)?;
    let mut codes: Vec<CountyCode> = all.into_iter().map(|county| county.code).collect();
    codes.retain(|code| only.is_none_or(|only| only == *code));
    match only {
        Some(only) if codes.is_empty() => Err(Failure::Input(format!(
            "--county {only}: this database has no such county"
        ))),
        _ => Ok(codes),
    }
}

fn chain(
    store: &Store,
    cabinet: &Cabinet,
    county: CountyCode,
    known: &Known,
    now: DateTime<Utc>,
) -> Result<Verified, Failure> {
    let Ok(key) = cabinet.newest(KeyKind::Log, Owner::County(county)) else {
        return Ok(with_fault(Fault {
            seq: None,
            what: Wrong::NoKey,
        }));
    };
    verify_log::verify(store, county, &key.key, known, now).map_err(Failure::failed)
}

/// Rows of a county that this installation does not have.
fn stranger() -> Verified {
    with_fault(Fault {
        seq: None,
        what: Wrong::NoHead,
    })
}

fn with_fault(fault: Fault) -> Verified {
    Verified {
        fault: Some(fault),
        ..Verified::default()
    }
}

fn words(fault: &Fault) -> String {
    match fault.seq {
        Some(seq) => format!("row {seq} {}", fault.what),
        None => fault.what.to_string(),
    }
}

fn tell(
    chains: &[(String, Verified)],
    known: &Known,
    file: Option<&Path>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    for (county, chain) in chains {
        let found = match &chain.fault {
            None => "whole".to_owned(),
            Some(fault) => format!("NOT AS IT WAS WRITTEN: {}", words(fault)),
        };
        // Counties in which nothing has happened are many and say nothing.
        if chain.rows > 0 || chain.waiting > 0 || chain.fault.is_some() {
            writeln!(
                out,
                "county {county}  {} rows, {} events as they were, {} destroyed, {} waiting, {} anchors  {found}",
                chain.rows, chain.events, chain.gone, chain.waiting, chain.anchors
            )?;
        }
    }
    let rows: i64 = chains.iter().map(|(_, chain)| chain.rows).sum();
    writeln!(out, "{} chains, {rows} rows", chains.len())?;
    match file {
        None => writeln!(
            out,
            "No anchors were compared: rows cut off from the end of a chain are not seen (--anchors FILE)."
        )?,
        Some(file) if known.unreadable > 0 => writeln!(
            out,
            "{} lines of {} are no anchors and were passed over.",
            known.unreadable,
            file.display()
        )?,
        Some(_) => {}
    }
    Ok(())
}

fn as_json(
    chains: &[(String, Verified)],
    known: &Known,
    compared: Option<&Path>,
    lost: Option<&Path>,
) -> Value {
    let each: Vec<Value> = chains
        .iter()
        .map(|(county, chain)| {
            let fault = chain.fault.as_ref().map(
                |fault| json!({"seq": fault.seq, "code": fault.what.code(), "what": fault.what.to_string()}),
            );
            json!({
                "county": county, "rows": chain.rows, "events": chain.events, "destroyed": chain.gone,
                "waiting": chain.waiting, "anchors": chain.anchors, "fault": fault,
            })
        })
        .collect();
    let whole = lost.is_none() && chains.iter().all(|(_, chain)| chain.fault.is_none());
    json!({
        "whole": whole, "anchors_compared": compared.is_some(), "anchors_lost": lost.is_some(),
        "unreadable_anchors": known.unreadable, "counties": each,
    })
}

/// Why an export ended.
enum Ended {
    Intake(IntakeError),
    Output(std::io::Error),
}

impl From<IntakeError> for Ended {
    fn from(error: IntakeError) -> Self {
        Self::Intake(error)
    }
}

impl From<std::io::Error> for Ended {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

/// Prints the rows that were asked for.
///
/// # Errors
/// [`Failure::Input`] for a case or person that is not there, another when the service cannot be opened.
pub fn export(
    args: &ExportArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let question = match (&args.case, &args.subject, &args.person) {
        (Some(reference), ..) => Question::Case(reference.clone()),
        (None, Some(reference), _) => Question::Child(reference.clone()),
        (None, None, person) => Question::Person(person.clone().unwrap_or_default().trim().to_lowercase()),
    };
    let app = service(config, environment)?;
    if args.csv {
        writeln!(out, "time,name,user,role,action,case,result")?;
    }
    let found = export_log::export(&app, &question, (args.from, args.to), app.clock.now(), |row| {
        let told = log_file::cells(&row);
        if args.json {
            writeln!(out, "{}", log_file::object(&row))?;
        } else if args.csv {
            writeln!(out, "{}", told.map(|cell| log_file::csv(&cell)).join(","))?;
        } else {
            let [time, name, user, role, action, case, result] = told;
            writeln!(
                out,
                "{time:19}  {name} ({user}, {role})  {action}  {case}  {result}"
            )?;
        }
        Ok::<_, Ended>(())
    });
    match found {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::Input(match &question {
            Question::Case(reference) => format!("--case {reference}: there is no such case"),
            Question::Child(reference) => format!("--subject {reference}: there is no such case"),
            Question::Person(name) => format!("--person {name}: there is no such account"),
        })),
        Err(Ended::Intake(error)) => Err(Failure::failed(error)),
        Err(Ended::Output(error)) => Err(error.into()),
    }
}

fn service(config: &Config, environment: &BTreeMap<String, String>) -> Result<App, Failure> {
    let store = installation::open_store(config)?;
    let ring = installation::key_source(config, environment)
        .read()
        .map_err(Failure::failed)?;
    let county = installation::home_county(config);
    Ok(installation::open_app(store, ring, county).map_err(installation::key_refusal)?)
}
