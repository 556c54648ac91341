//! `huoli key init` and `huoli key list`.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::KeyInitArgs;
use crate::config::Config;
use crate::ids::{IdSource, OsIds};
use crate::intake::found_installation::{self, Plan};
use crate::store::Store;
use crate::store::cabinet::{Cabinet, CabinetError};
use crate::store::seal::key_file::{self, KeyFileError, KeySource};
use crate::store::seal::master::{KeyRing, fingerprint};
use crate::store::seal::secret::WrappingKey;

use super::failure::Failure;
use super::warnings::note_of_escrow;
use super::{Console, installation};

/// How often a fingerprint may be typed wrongly.
const TRIES: usize = 3;

/// Who says that copies of a new key exist.
#[derive(Debug, Clone, Copy)]
pub enum Confirmation<'t> {
    /// The person at the keyboard, by typing the fingerprint back.
    Asked,
    /// This text, which should be the fingerprint.
    Given(&'t str),
    /// Nobody yet: `check` warns of it.
    LeftOut,
}

/// `huoli key init`.
///
/// # Errors
/// [`Failure`]; a key file that exists is never overwritten.
pub fn init(
    args: &KeyInitArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let confirmation = if args.yes {
        Confirmation::LeftOut
    } else {
        Confirmation::Asked
    };
    let plan = first_plan(args.example_offices, config);
    make(
        args.escrow.as_deref(),
        confirmation,
        plan,
        config,
        environment,
        console,
    )
}

/// Makes the master key of a database that has none: escrow copies, fingerprint, key file, installation. An interrupted
/// run is taken up again with the key file that it left.
///
/// # Errors
/// [`Failure`]; a key file that exists is never overwritten.
pub fn make(
    copies: Option<&Path>,
    confirmation: Confirmation<'_>,
    plan: Plan,
    config: &Config,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let store = installation::open_store(config)?;
    let source = installation::key_source(config, environment);
    let file = source.path();
    let kept = match source.read() {
        Ok(ring) => Some(ring),
        Err(KeyFileError::Missing(_)) => None,
        Err(error) => return Err(Failure::failed(error)),
    };
    let ring = match &kept {
        Some(ring) => ring.clone(),
        None => KeyRing::new(WrappingKey::random(&OsIds), Vec::new()).map_err(Failure::failed)?,
    };
    refuse_second(Cabinet::open(&store, ring.clone()), file)?;
    lies_apart(config, file)?;
    let print = fingerprint(&ring.active().key);
    writeln!(console.out, "Key id       {}", ring.active().kid)?;
    writeln!(console.out, "Fingerprint  {}", in_groups(&print))?;
    if let Some(folder) = copies {
        for path in escrow(folder, &ring, &print)? {
            writeln!(console.out, "Copy         {}", path.display())?;
        }
    }
    console.out.flush()?;
    match confirmation {
        Confirmation::Asked => confirm(&print, console)?,
        Confirmation::Given(typed) => compare(typed, &print)?,
        Confirmation::LeftOut => {}
    }
    if kept.is_none() {
        key_file::create(file, &ring).map_err(Failure::failed)?;
    }
    let example = plan.offices.len() > 1;
    found(&store, ring.clone(), plan)?;
    if !matches!(confirmation, Confirmation::LeftOut) {
        note_escrow(config, &ring, &print)?;
    }
    writeln!(console.out, "Key file     {}", file.display())?;
    writeln!(
        console.out,
        "\nWithout this key nobody can ever read what is reported. No backup holds it: keep two copies on paper, at two\n\
         places (--escrow FOLDER writes them, or print the key file)."
    )?;
    let offices = if example {
        "The offices of this database are the built-in example. No county has confirmed them: do not open the service to\n\
         the public with them."
    } else {
        "One office receives every report until yours are imported (`huoli offices import FILE`, docs/directory.md)."
    };
    writeln!(console.out, "\n{offices}")?;
    Ok(())
}

/// What the database is filled with: the example directory if that is wanted, else one office of the service's county.
pub fn first_plan(example: bool, config: &Config) -> Plan {
    if example {
        return installation::example_plan();
    }
    installation::first_plan(installation::home_county(config), &OsIds)
}

/// Makes what an installation needs beside its tables, its directory as `plan` says; on one that has it, only the keys
/// that a newer program adds.
///
/// # Errors
/// [`Failure`] when the database refuses.
pub fn found(store: &Store, ring: KeyRing, plan: Plan) -> Result<(), Failure> {
    let ids: Arc<dyn IdSource> = Arc::new(OsIds);
    let made = found_installation::found(store, ring, plan, &ids);
    made.map(drop).map_err(Failure::failed)
}

/// Notes beside the key file that copies of the active key exist, as `typed`, read from one, shows.
///
/// # Errors
/// [`Failure::Input`] for another fingerprint.
pub fn note_escrow(config: &Config, ring: &KeyRing, typed: &str) -> Result<(), Failure> {
    let print = fingerprint(&ring.active().key);
    compare(typed, &print)?;
    let path = note_of_escrow(config);
    let note =
        format!("# The fingerprint of the master key, as it was read from a copy on paper.\n{print}\n");
    std::fs::write(&path, note).map_err(|error| {
        Failure::with_advice(
            format!("cannot write {}: {error}", path.display()),
            "let the service's user write beside the key file",
        )
    })
}

fn compare(typed: &str, print: &str) -> Result<(), Failure> {
    if is_print(typed, print) {
        return Ok(());
    }
    Err(Failure::Input(
        "--escrow-confirmed: this is not the fingerprint of the active key".to_owned(),
    ))
}

fn is_print(typed: &str, print: &str) -> bool {
    let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    typed.eq_ignore_ascii_case(print)
}

/// A database has one founding key: a second would leave what the first one closed unreadable.
fn refuse_second(opened: Result<Cabinet, CabinetError>, file: &Path) -> Result<(), Failure> {
    match opened {
        Err(CabinetError::NoCanary) => Ok(()),
        Ok(_) => Err(Failure::failed(format!(
            "this database has its key already, and {} holds it: nothing was changed",
            file.display()
        ))),
        Err(CabinetError::Canary(error)) => Err(Failure::with_advice(
            format!(
                "this database has a key already, and it is not in {}: {error}",
                file.display()
            ),
            "restore the key file from its copy on paper, or name it in keys.file",
        )),
        Err(error) => Err(Failure::failed(error)),
    }
}

/// The same rule as at start, told before anything is made.
fn lies_apart(config: &Config, file: &Path) -> Result<(), Failure> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let Ok(folder) = folder.canonicalize() else {
        return Err(Failure::with_advice(
            format!("there is no folder {} for the key file", folder.display()),
            "make it, or name another place in keys.file",
        ));
    };
    let database =
        installation::database_folder(&config.database.url).and_then(|path| path.canonicalize().ok());
    match database {
        Some(database) if folder.starts_with(&database) => Err(Failure::with_advice(
            format!(
                "the key file {} would lie in the database's folder {}",
                file.display(),
                database.display()
            ),
            "name another place in keys.file, so that no thief and no backup gets both",
        )),
        _ => Ok(()),
    }
}

/// Writes two copies of the keys as text to be printed, readable for their owner only.
fn escrow(folder: &Path, ring: &KeyRing, print: &str) -> Result<Vec<PathBuf>, Failure> {
    let kid = ring.active().kid;
    let write = |copy: usize| {
        let path = folder.join(format!("huoli-key-{kid}-copy-{copy}.txt"));
        let failed = |error: std::io::Error| {
            Failure::with_advice(
                format!("cannot write the copy {}: {error}", path.display()),
                "name an existing folder of your own that holds no such file, and begin again",
            )
        };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o400)
            .open(&path)
            .map_err(failed)?;
        let text = format!(
            "# Huoli, copy {copy} of 2. Print this page, put it away, and delete the file.\n\
             # Fingerprint {}\n\
             # To restore: type the line below into the key file, mode 0400; `huoli key list` shows the fingerprint.\n",
            in_groups(print)
        );
        file.write_all(text.as_bytes())
            .and_then(|()| file.write_all(ring.to_text().as_bytes()))
            .and_then(|()| file.sync_all())
            .map_err(failed)?;
        Ok(path)
    };
    [1, 2].into_iter().map(write).collect()
}

/// Ends only when the fingerprint has been typed back: a copy that nobody has looked at is no copy.
fn confirm(print: &str, console: &mut Console<'_>) -> Result<(), Failure> {
    for _ in 0..TRIES {
        write!(console.err, "Type the fingerprint as it stands on your copy: ")?;
        console.err.flush()?;
        let mut line = String::new();
        if console.input.read_line(&mut line)? == 0 {
            break;
        }
        if is_print(&line, print) {
            return Ok(());
        }
        writeln!(console.err, "This is not the fingerprint.")?;
    }
    Err(Failure::with_advice(
        "the fingerprint was not typed back, so no key was stored",
        "begin again; --yes leaves the question out",
    ))
}

/// Eight groups of four digits.
fn in_groups(print: &str) -> String {
    let digits: Vec<char> = print.chars().collect();
    let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// Lists the ids and fingerprints of the key file.
///
/// # Errors
/// [`Failure`] when the file cannot be read.
pub fn list(
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let source: KeySource = installation::key_source(config, environment);
    let ring = source.read().map_err(Failure::failed)?;
    writeln!(out, "{}", source.path().display())?;
    for key in ring.keys() {
        let role = if key.kid == ring.active().kid {
            "active"
        } else {
            "older"
        };
        writeln!(
            out,
            "{}  {role:6}  {}",
            key.kid,
            in_groups(&fingerprint(&key.key))
        )?;
    }
    Ok(())
}
