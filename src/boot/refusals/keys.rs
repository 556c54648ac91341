//! R1 to R4: the master keys, where they lie and whose they are.

use std::collections::BTreeMap;

use crate::config::{Config, Loaded};
use crate::store::seal::key_file::{KeyFileError, KeySource};
use crate::store::seal::master::KeyRing;

use super::super::failure::Refusal;
use super::super::installation;
use super::Circumstances;

/// The variable that holds a test's keys, in the form of a key file.
pub const TEST_KEY: &str = "HUOLI_TEST_KEY";

/// The keys; `None` where the setting itself is faulty, which is told elsewhere.
pub(super) fn ring(
    loaded: &Loaded,
    environment: &BTreeMap<String, String>,
    circumstances: Circumstances,
) -> Result<Option<KeyRing>, Vec<Refusal>> {
    let test_key = environment
        .get(TEST_KEY)
        .filter(|_| circumstances.insecure_test_key);
    let mut refusals = in_variables(environment, circumstances, &loaded.config);
    let ring = match test_key.map(|text| KeyRing::parse(text)) {
        Some(Ok(ring)) => Some(ring),
        Some(Err(error)) => {
            let refusal = Refusal::new("R1", TEST_KEY, error);
            refusals.push(refusal.cure("write it as a line of a key file: its id and the key"));
            None
        }
        None if loaded.is_sound("keys.file") => match of_file(&loaded.config, environment) {
            Ok(ring) => Some(ring),
            Err(found) => {
                refusals.extend(found);
                None
            }
        },
        None => None,
    };
    if refusals.is_empty() {
        Ok(ring)
    } else {
        Err(refusals)
    }
}

/// R4: whoever may look at the process's environment would have the keys.
fn in_variables(
    environment: &BTreeMap<String, String>,
    circumstances: Circumstances,
    config: &Config,
) -> Vec<Refusal> {
    let allowed = circumstances.insecure_test_key && config.server.bind.ip().is_loopback();
    let holds_key = |(name, value): &(&String, &String)| {
        let is_ours = name.as_str() == TEST_KEY;
        (is_ours && !allowed) || (!is_ours && KeyRing::parse(value).is_ok())
    };
    let refusal = |(name, _): (&String, &String)| {
        let what = if name.as_str() == TEST_KEY && circumstances.insecure_test_key {
            "a test's key does not serve beyond this machine"
        } else {
            "a master key stands in a variable of the environment, where other programs can read it"
        };
        Refusal::new("R4", name, what)
            .cure("take it out, and keep the keys in the file of keys.file or in a systemd credential")
    };
    environment.iter().filter(holds_key).map(refusal).collect()
}

/// R1 to R3.
fn of_file(config: &Config, environment: &BTreeMap<String, String>) -> Result<KeyRing, Vec<Refusal>> {
    let source = installation::key_source(config, environment);
    let refusal = |error: &KeyFileError| {
        Refusal::new(error.refusal().unwrap_or("R1"), "keys.file", error).cure(cure(error))
    };
    let misplaced = match misplaced(config, &source) {
        // That there is no file is told once, by reading it.
        Some(KeyFileError::Missing(_)) | None => None,
        Some(error) => Some(refusal(&error)),
    };
    match (source.read(), misplaced) {
        (Ok(ring), None) => Ok(ring),
        (Ok(_), Some(misplaced)) => Err(vec![misplaced]),
        (Err(error), misplaced) => Err(std::iter::once(refusal(&error)).chain(misplaced).collect()),
    }
}

/// What to do, where the error's own text does not say it.
const fn cure(error: &KeyFileError) -> &'static str {
    match error {
        KeyFileError::List(..) | KeyFileError::NotAKeyFile(_) => {
            "restore it from its copy on paper; never edit it by guess"
        }
        KeyFileError::Io(..) => "let the user of the service read it, and nobody else",
        KeyFileError::Missing(_)
        | KeyFileError::Symlink(_)
        | KeyFileError::ForeignOwner { .. }
        | KeyFileError::OpenToOthers { .. }
        | KeyFileError::Inside { .. }
        | KeyFileError::Exists(_) => "",
    }
}

fn misplaced(config: &Config, source: &KeySource) -> Option<KeyFileError> {
    let folders: Vec<_> = installation::database_folder(&config.database.url)
        .into_iter()
        .collect();
    source.lies_outside(&folders).err()
}
