//! `huoli init`: from nothing to a service that starts, asked for step by step or given by options. What is there is
//! kept, so that it can be begun again wherever it stopped.

mod answers;
mod database;
mod people;
mod questions;
mod settings_file;

use std::collections::BTreeMap;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::cli::init::InitArgs;
use crate::cli::serve::Allowances;
use crate::config::{self, Config, USUAL_FILE};
use crate::intake::App;
use crate::store::cabinet::{Cabinet, CabinetError};

use super::failure::{Failure, REFUSED};
use super::keys::Confirmation;
use super::refusals::judge;
use super::{Console, check, installation, keys, serve};
use answers::Answers;
use questions::Asker;

/// Makes whatever of an installation is not there yet, and says what `check` says of it.
///
/// # Errors
/// [`Failure`] with what to do; it can be begun again.
pub fn run(
    args: &InitArgs,
    file: Option<&Path>,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let file = file.unwrap_or(Path::new(USUAL_FILE));
    let new_file = !file.exists();
    let mut asker = Asker {
        console,
        silent: args.yes,
    };
    if !new_file {
        writeln!(
            asker.console.err,
            "{} is there and is kept: change it by hand.",
            file.display()
        )?;
    }
    let answers = answers::gather(args, &mut asker, new_file, !has_key(file, environment))?;
    let folder = std::path::absolute(file)?;
    let folder = folder.parent().unwrap_or(Path::new("/"));
    let (answers, passwords) = part(answers, folder, environment);
    summary(file, &answers, &passwords, asker.console)?;
    if !asker.agrees("Make this?")? {
        return Err(Failure::with_advice(
            "nothing was written",
            "begin again when you are ready",
        ));
    }
    for password in &passwords {
        password.write()?;
        writeln!(console.out, "Password file  {}", password.path.display())?;
    }
    if let Some(settings) = &answers.settings {
        settings_file::create(file, &settings_file::text(settings))?;
        writeln!(console.out, "Settings       {}", file.display())?;
    }
    let config = installation::sound(config::load(Some(file), environment))?;
    database::make_roles(&config, args.create_roles.as_deref(), environment, console.out)?;
    serve::migrate(&config, environment, console.out)?;
    key(args, &answers, &config, environment, console)?;
    let app = app(&config, environment)?;
    people::mailbox(&app, &config, answers.mailbox.as_ref(), console.out)?;
    people::add(&app, &config, &answers, console.out)?;
    finish(file, environment, console)
}

/// Whether the key file is there, as far as the settings can be read yet.
fn has_key(file: &Path, environment: &BTreeMap<String, String>) -> bool {
    let named = file.exists().then_some(file);
    let config = config::load(named, environment).config;
    installation::key_source(&config, environment).path().exists()
}

fn part(
    mut answers: Answers,
    folder: &Path,
    environment: &BTreeMap<String, String>,
) -> (Answers, Vec<database::PasswordFile>) {
    let passwords = answers.settings.as_mut().map_or_else(Vec::new, |settings| {
        database::part_from_passwords(settings, folder, environment)
    });
    (answers, passwords)
}

/// Everything that will be made, before anything is.
fn summary(
    file: &Path,
    answers: &Answers,
    passwords: &[database::PasswordFile],
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let err = &mut *console.err;
    if let Some(settings) = &answers.settings {
        writeln!(err, "\n{}, mode 0600:", file.display())?;
        for (name, value) in settings {
            writeln!(err, "  {name:24} {value}")?;
        }
    }
    for password in passwords {
        writeln!(
            err,
            "{}, mode 0600: the password of a database role",
            password.path.display()
        )?;
    }
    if let Some(folder) = &answers.escrow {
        writeln!(
            err,
            "{}: two copies of the master key, if one is made",
            folder.display()
        )?;
    }
    if let Some(mailbox) = &answers.mailbox {
        writeln!(err, "Mailbox of the default office: {}", mailbox.as_str())?;
    }
    for (person, role) in [
        (&answers.admin, "county administrator"),
        (&answers.worker, "social worker of the default office"),
    ] {
        if let Some(person) = person {
            writeln!(err, "Account {}: {}, {role}", person.user, person.name)?;
        }
    }
    writeln!(
        err,
        "Then the tables and the keys are made, where they are not there yet."
    )?;
    Ok(())
}

/// Makes the master key, or takes up the one that is there; makes the keys that a newer program adds.
fn key(
    args: &InitArgs,
    answers: &Answers,
    config: &Config,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let store = installation::open_store(config)?;
    let source = installation::key_source(config, environment);
    if let Ok(ring) = source.read() {
        match Cabinet::open(&store, ring.clone()) {
            Ok(_) => {
                keys::found(
                    &store,
                    ring.clone(),
                    keys::first_plan(args.example_offices, config),
                )?;
                writeln!(
                    console.out,
                    "Key file       {} is there and is kept",
                    source.path().display()
                )?;
                if let Some(typed) = &args.escrow_confirmed {
                    keys::note_escrow(config, &ring, typed)?;
                    writeln!(console.out, "Copies         confirmed by their fingerprint")?;
                }
                return Ok(());
            }
            Err(CabinetError::NoCanary) => {}
            Err(error) => return Err(installation::key_refusal(error).into()),
        }
    }
    drop(store);
    if let Some(folder) = &answers.escrow {
        make_folder(folder)?;
    }
    if let Some(folder) = config
        .keys
        .file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        make_folder(folder)?;
    }
    let confirmation = match &args.escrow_confirmed {
        Some(typed) => Confirmation::Given(typed),
        None if args.yes => Confirmation::LeftOut,
        None => Confirmation::Asked,
    };
    keys::make(
        answers.escrow.as_deref(),
        confirmation,
        keys::first_plan(args.example_offices, config),
        config,
        environment,
        console,
    )
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| {
        Failure::with_advice(
            format!("cannot make the folder {}: {error}", folder.display()),
            "name another one",
        )
    })
}

fn app(config: &Config, environment: &BTreeMap<String, String>) -> Result<App, Failure> {
    let store = installation::open_store(config)?;
    let ring = installation::key_source(config, environment)
        .read()
        .map_err(Failure::failed)?;
    let county = installation::home_county(config);
    Ok(installation::open_app(store, ring, county).map_err(installation::key_refusal)?)
}

/// What `check` says, and what to type next.
fn finish(
    file: &Path,
    environment: &BTreeMap<String, String>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    // A program that was built for development is warned of and does not spoil the answer to everything else.
    let circumstances = serve::circumstances(Allowances {
        allow_debug_build: true,
        insecure_test_key: false,
    });
    let verdict = judge(&config::load(Some(file), environment), environment, circumstances);
    writeln!(console.out)?;
    check::print(&verdict, console.out)?;
    if !verdict.refusals.is_empty() {
        return Err(Failure::Told(REFUSED));
    }
    let option = if file == Path::new(USUAL_FILE) {
        PathBuf::new()
    } else {
        PathBuf::from(format!(" --config {}", file.display()))
    };
    let option = option.display();
    writeln!(
        console.out,
        "\nNext:  huoli serve{option}\nThen:  huoli offices export{option} --output offices.csv: add yours to it, and `huoli offices import` brings \
         them in (docs/directory.md); until then one office receives every report\nLater: huoli check{option}, whenever something was \
         changed"
    )?;
    Ok(())
}
