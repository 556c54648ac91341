//! `huoli offices import`, `export` and `check`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use crate::cli::offices::{CheckFileArgs, ExportArgs, FileFormat, ImportArgs};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::directory_file::{self, Fault, Format, Merged};
use crate::intake::App;
use crate::intake::change_directory::{self, ChangeError, Editor, Wanted};
use crate::places::Places;

use super::super::failure::Failure;
use super::super::{Console, accounts};
use super::show;

/// A larger file is no directory of offices.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A file, read and put over the directory that is stored.
struct Proposal {
    /// How many rows it has: counties, offices, areas, rules.
    counts: [usize; 4],
    stored: Wanted,
    merged: Merged,
}

/// Shows what a file would change, or changes it.
///
/// # Errors
/// [`Failure::Told`] when the file has faults: each has been printed.
pub fn import(
    args: &ImportArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let app = accounts::app(config, environment)?;
    let proposal = propose(&app, &args.file, console)?;
    let difference = proposal.merged.wanted.difference(&proposal.stored, &app);
    show::difference(&difference, &proposal.merged, &proposal.stored, &app, console.out)?;
    if difference.is_empty() {
        writeln!(
            console.out,
            "\n0 changes: the directory is already as the file says."
        )?;
        return Ok(());
    }
    show::summary(&difference, console.out)?;
    if !args.apply {
        writeln!(
            console.out,
            "Nothing was stored. To store it: {}",
            again(&args.file)
        )?;
        return Ok(());
    }
    let applied = change_directory::apply(&app, proposal.merged.wanted, Editor::Operator, SystemClock.now())
        .map_err(refused)?;
    writeln!(
        console.out,
        "Stored. A running service goes by it within seconds."
    )?;
    if show::adds_offices(&applied) {
        writeln!(
            console.out,
            "A new office is inactive until it has a reader (huoli staff add) and a mailbox; until then its county's \
             default office reads what comes to it."
        )?;
    }
    Ok(())
}

/// Tells what is wrong with a file.
///
/// # Errors
/// [`Failure::Told`] when anything is: it has been printed.
pub fn check(
    args: &CheckFileArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let app = accounts::app(config, environment)?;
    let proposal = propose(&app, &args.file, console)?;
    let [counties, offices, areas, rules] = proposal.counts;
    let difference = proposal.merged.wanted.difference(&proposal.stored, &app);
    writeln!(
        console.out,
        "Nothing is wrong. Counties: {counties}, offices: {offices}, areas: {areas}, rules: {rules}."
    )?;
    if difference.is_empty() {
        writeln!(
            console.out,
            "0 changes: the directory is already as the file says."
        )?;
    } else {
        show::summary(&difference, console.out)?;
        writeln!(
            console.out,
            "To see them: huoli offices import {}",
            shown(&args.file)
        )?;
    }
    Ok(())
}

/// Prints the directory as a file.
///
/// # Errors
/// [`Failure::Input`] for a county that is not there, or a file that is.
pub fn export(
    args: &ExportArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let app = accounts::app(config, environment)?;
    let directory = Wanted::current(&app).map_err(Failure::failed)?;
    if let Some(county) = args.county
        && !directory.counties.iter().any(|known| known.code == county)
    {
        return Err(Failure::Input(format!(
            "--county {county}: this installation has no such county"
        )));
    }
    let text = directory_file::write(&directory, args.county, format(args), Places::embedded());
    let Some(path) = &args.output else {
        return Ok(out.write_all(text.as_bytes())?);
    };
    let created = fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    created.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::Input(format!(
            "--output {}: this file is there already; name another, or remove it",
            path.display()
        )),
        _ => Failure::failed(format!("{} cannot be written: {error}", path.display())),
    })
}

fn format(args: &ExportArgs) -> Format {
    let ending = args.output.as_deref().and_then(Path::extension);
    let json = match args.format {
        Some(format) => format == FileFormat::Json,
        None => ending.is_some_and(|ending| ending.eq_ignore_ascii_case("json")),
    };
    if json { Format::Json } else { Format::Csv }
}

fn propose(app: &App, file: &Path, console: &mut Console<'_>) -> Result<Proposal, Failure> {
    let bytes = bytes(file, console)?;
    let places = Places::embedded();
    let stored = Wanted::current(app).map_err(Failure::failed)?;
    let home = app.directory().rules.home_county();
    let read = directory_file::read(&bytes, places).and_then(|sheet| {
        let merged = directory_file::merge(&sheet, &stored, home, places, &*app.ids)?;
        Ok((sheet.counts(), merged))
    });
    match read {
        Ok((counts, merged)) => Ok(Proposal {
            counts,
            stored,
            merged,
        }),
        Err(faults) => Err(tell(file, &faults, console)?),
    }
}

fn bytes(file: &Path, console: &mut Console<'_>) -> Result<Vec<u8>, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::failed(format!("{} cannot be read: {error}", file.display()));
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        console
            .input
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
    } else {
        let opened = fs::File::open(file).map_err(unreadable)?;
        opened
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(Failure::failed(format!(
            "{} is larger than 16 MiB: no directory of offices is",
            file.display()
        )));
    }
    Ok(bytes)
}

fn tell(file: &Path, faults: &[Fault], console: &mut Console<'_>) -> Result<Failure, Failure> {
    for fault in faults {
        writeln!(console.out, "{fault}")?;
    }
    let number = faults.len();
    let plural = if number == 1 { "" } else { "s" };
    writeln!(
        console.err,
        "error: {}: {number} fault{plural}; nothing was stored",
        file.display()
    )?;
    Ok(Failure::Told(1))
}

fn refused(error: ChangeError) -> Failure {
    match error {
        ChangeError::Stale => Failure::with_advice(error, "run it again: it is put over what is there now"),
        error => Failure::failed(error),
    }
}

fn shown(file: &Path) -> String {
    let shown = file.display().to_string();
    if shown.contains(' ') {
        format!("\"{shown}\"")
    } else {
        shown
    }
}

fn again(file: &Path) -> String {
    format!("huoli offices import {} --apply", shown(file))
}
