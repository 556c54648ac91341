//! `huoli route` with or without a database.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use crate::cli;
use crate::cli::route::RouteArgs;
use crate::clock::{Clock, SystemClock};
use crate::config;
use crate::store::directory;

use super::failure::Failure;
use super::installation;

/// The variable that names a database where there is no settings file.
const DATABASE: &str = "HUOLI_DATABASE__URL";

/// Without settings the embedded directory answers, with them that of their database.
///
/// # Errors
/// [`Failure`] for what was typed, or when the database cannot be read.
pub fn run(
    args: &RouteArgs,
    file: Option<&Path>,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let now = SystemClock.now();
    let loaded = config::load(file, environment);
    if loaded.file.is_none() && !environment.contains_key(DATABASE) {
        return Ok(cli::route::run(args, now, out)?);
    }
    let config = installation::sound(loaded)?;
    let store = installation::open_store(&config)?;
    let home = installation::home_county(&config);
    let rules = store
        .read("route", |tx| directory::rule_set(tx, home))
        .map_err(Failure::failed)?;
    Ok(cli::route::answer(args, &rules, now, out)?)
}
