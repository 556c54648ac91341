//! `huoli offices page`: the pages with every number for a proxy to serve while Huoli is away.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::cli::offices::PageArgs;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::helsinki::civil_date;
use crate::places::Places;
use crate::store::{StoreError, directory};
use crate::web::public::contacts::away;

use super::super::failure::Failure;
use super::super::installation;

/// Writes the pages. It reads the directory of offices and nothing else, so it needs no key.
///
/// # Errors
/// [`Failure`] when the database cannot be opened or a file cannot be written.
pub fn run(args: &PageArgs, config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let store = installation::open_store(config)?;
    let home = installation::home_county(config);
    let (rules, counties) = store
        .read("offices_page", |tx| -> Result<_, StoreError> {
            Ok((directory::rule_set(tx, home)?, directory::counties(tx)?))
        })
        .map_err(Failure::failed)?;
    let stored = counties.into_iter().find(|county| county.code == home);
    let known = || Places::embedded().county(home).map(|county| county.names.clone());
    let names = stored
        .map(|county| county.names)
        .or_else(known)
        .ok_or_else(|| Failure::failed("the installation has no county of its own"))?;
    let today = civil_date(SystemClock.now());
    let files = away::files(
        &rules,
        &names,
        &config.server.exit_url,
        &config.server.languages,
        today,
    )
    .map_err(Failure::failed)?;
    for file in &files {
        let path = args.output.join(&file.path);
        put(&path, &file.bytes)
            .map_err(|error| Failure::failed(format!("{} cannot be written: {error}", path.display())))?;
        writeln!(out, "{}", path.display())?;
    }
    Ok(())
}

/// A proxy may read the file meanwhile: it finds the old one or the new one, never a half.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let fresh = path.with_extension("new");
    fs::write(&fresh, bytes)?;
    fs::rename(&fresh, path)
}
