//! The settings: a TOML file, then the environment over it, then every fault of both at once.
//!
//! Every field stands once in [`FIELDS`]; the reference in `docs/configuration.md` is written from that table. What
//! is not in the table is refused, because a setting with a slip in its name would otherwise be silently at its default.

mod fields;
mod read;
mod sections;
mod values;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

pub use fields::{FIELDS, Field, reference};
pub use sections::{
    AccessLog, Config, Database, Flood, Jobs, Keys, Limits, Log, LogFormat, Mail, MailProtection, MailServer,
    Server, Urgent,
};

/// The file that is read when none is named and it is there.
pub const USUAL_FILE: &str = "huoli.toml";

/// What every variable of the environment that is a setting begins with.
const PREFIX: &str = "HUOLI_";

/// The one variable with that prefix that is no setting: it names the file.
const FILE_VARIABLE: &str = "HUOLI_CONFIG";

/// One thing that is wrong with the settings. It never repeats the value, which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field, such as `server.bind`, or the file.
    pub field: String,
    /// What is wrong and what would be right.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.what)
    }
}

/// The settings as far as they could be read, and everything that is wrong with them.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings; a faulty field has its default.
    pub config: Config,
    /// The faults, in the order of the table, unknown fields last.
    pub faults: Vec<Fault>,
    /// The file that was read.
    pub file: Option<PathBuf>,
}

impl Loaded {
    /// Whether the file could be read, so that it makes sense to judge anything.
    pub fn is_readable(&self) -> bool {
        let file = self.file.as_ref().map(|file| file.display().to_string());
        file.is_none_or(|file| self.is_sound(&file))
    }

    /// Whether `field` could be read, so that it makes sense to judge its value.
    pub fn is_sound(&self, field: &str) -> bool {
        self.faults.iter().all(|fault| fault.field != field)
    }
}

/// The variables of the process, read once. What is not UTF-8 is no setting of ours.
pub fn process_environment() -> BTreeMap<String, String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// Reads the settings. `file` is the one that was named; without it [`USUAL_FILE`] of the working directory is read
/// where it is there. `environment` holds variables such as `HUOLI_SERVER__BIND`.
pub fn load(file: Option<&Path>, environment: &BTreeMap<String, String>) -> Loaded {
    let usual = Path::new(USUAL_FILE);
    let file = file.or_else(|| usual.exists().then_some(usual));
    let (text, unreadable) = match file.map(|path| (path, std::fs::read_to_string(path))) {
        None => (String::new(), None),
        Some((_, Ok(text))) => (text, None),
        Some((path, Err(error))) => (String::new(), Some(fault_of_file(path, &error))),
    };
    let mut loaded = read::read(file, &text, environment);
    loaded.faults.splice(0..0, unreadable);
    loaded.file = file.map(Path::to_owned);
    loaded
}

/// What is wrong with `value` as the setting `name`, such as `server.bind`; `None` when it can be used.
pub fn fault_of(name: &str, value: &str) -> Option<String> {
    let (section, field) = name.split_once('.').unwrap_or((name, ""));
    let variable = format!("{PREFIX}{section}__{field}").to_uppercase();
    let loaded = read::read(None, "", &BTreeMap::from([(variable, value.to_owned())]));
    let fault = loaded.faults.into_iter().find(|fault| fault.field == name);
    fault.map(|fault| fault.what)
}

fn fault_of_file(path: &Path, error: &std::io::Error) -> Fault {
    Fault {
        field: path.display().to_string(),
        what: format!("the file cannot be read: {error}"),
    }
}
