//! Opens what the settings name: database, keys, service.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::clock::SystemClock;
use crate::config::{Config, Loaded};
use crate::domain::office::{Office, OfficeCode, OfficeId};
use crate::domain::places::{CountyCode, Names};
use crate::ids::{IdSource, OsIds};
use crate::intake::App;
use crate::intake::found_installation::Plan;
use crate::places::Places;
use crate::places::directory::Directory;
use crate::store::cabinet::CabinetError;
use crate::store::directory::CountyEntry;
use crate::store::seal::key_file::KeySource;
use crate::store::seal::master::KeyRing;
use crate::store::{DatabaseUrl, OpenError, Store, StoreSettings};

use super::failure::{Failure, Refusal};

/// Where container platforms mount secrets.
pub(super) const SECRETS: &str = "/run/secrets";

/// What to do about a database out of reach.
pub const SEE_THAT_IT_RUNS: &str =
    "see that the database runs and that database.url names it; then try again";

/// What a new installation of `county` is made of: the counties of Finland, and one office that receives every report
/// until its own offices are imported. The law knows no report without a receiver (LsL 25 §).
pub fn first_plan(county: CountyCode, ids: &dyn IdSource) -> Plan {
    let names = Names {
        fi: "Lastensuojelun vastaanotto".to_owned(),
        sv: "Barnskyddsmottagningen".to_owned(),
        en: "Child welfare intake".to_owned(),
    };
    let id = OfficeId(ids.uuid());
    let office = Office {
        code: OfficeCode::parse("vastaanotto").unwrap_or(OfficeCode::of(id)),
        ..Office::new(id, county, names)
    };
    let mut plan = demo_plan();
    for entry in &mut plan.counties {
        entry.default_office = (entry.code == county).then_some(office.id);
        entry.duty_office = None;
    }
    Plan {
        offices: vec![office],
        rules: Vec::new(),
        areas: Vec::new(),
        ..plan
    }
}

/// The counties of Finland and the example directory of offices, to try the service with. Nobody is told of an arrival
/// under the example's addresses, so it begins without any.
pub fn example_plan() -> Plan {
    let mut plan = demo_plan();
    for office in &mut plan.offices {
        office.mailbox = None;
    }
    plan
}

/// The same with the mailboxes of the example directory, for a demo that writes its mails into a folder.
pub fn demo_plan() -> Plan {
    let directory = Directory::embedded();
    let of = |offices: &[(CountyCode, OfficeId)], code| {
        let found = offices.iter().find(|(county, _)| *county == code);
        found.map(|(_, office)| *office)
    };
    Plan {
        counties: Places::embedded()
            .counties()
            .map(|county| CountyEntry {
                code: county.code,
                names: county.names.clone(),
                default_office: of(&directory.defaults, county.code),
                duty_office: of(&directory.duty, county.code),
                auditor_mailbox: None,
            })
            .collect(),
        offices: directory.offices.clone(),
        rules: directory.rules.clone(),
        areas: directory.areas.clone(),
    }
}

/// The settings, if nothing is wrong with them.
///
/// # Errors
/// [`Failure::Refused`] with every fault.
pub fn sound(loaded: Loaded) -> Result<Config, Failure> {
    if loaded.faults.is_empty() {
        return Ok(loaded.config);
    }
    Err(Failure::Refused(
        loaded.faults.iter().map(Refusal::from).collect(),
    ))
}

/// The county whose service this is.
pub fn home_county(config: &Config) -> CountyCode {
    config
        .server
        .county
        .unwrap_or_else(|| Directory::embedded().home_county)
}

/// Where the master keys are.
pub fn key_source(config: &Config, environment: &BTreeMap<String, String>) -> KeySource {
    let credentials = environment.get("CREDENTIALS_DIRECTORY").map(Path::new);
    let file = &config.keys.file;
    KeySource::find(credentials, Path::new(SECRETS), Some(file))
        .unwrap_or_else(|| KeySource::File(file.clone()))
}

/// The folders in which the master keys must not lie: those of the database.
pub fn database_folder(url: &DatabaseUrl) -> Option<&Path> {
    match url {
        DatabaseUrl::Sqlite(path) => path.parent().map(|folder| {
            if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            }
        }),
        DatabaseUrl::Postgres(_) => None,
    }
}

/// Opens the database, which must be there already.
///
/// # Errors
/// [`OpenFailure`].
pub fn open_store(config: &Config) -> Result<Store, OpenFailure> {
    if let DatabaseUrl::Sqlite(path) = &config.database.url
        && !path.exists()
    {
        return Err(OpenFailure::Refused(no_database(path)));
    }
    let settings = StoreSettings {
        connections: config.database.connections,
        queue: config.database.queue,
        wait: config.database.wait,
    };
    Store::open(&config.database.url, settings).map_err(|error| match error {
        OpenError::Pending(_) | OpenError::Schema(crate::store::migrate::MigrateError::Newer(_)) => {
            OpenFailure::Refused(Refusal::new("schema", "database.url", error))
        }
        OpenError::NotDurable(_) => {
            let rule = match config.database.url {
                DatabaseUrl::Sqlite(_) => "R9",
                DatabaseUrl::Postgres(_) => "R8",
            };
            OpenFailure::Refused(Refusal::new(rule, "database.url", error))
        }
        error => OpenFailure::Failed(Failure::with_advice(error, SEE_THAT_IT_RUNS)),
    })
}

/// That there is no SQLite file yet.
pub fn no_database(path: &Path) -> Refusal {
    let what = format!("there is no database at {} yet", path.display());
    Refusal::new("schema", "database.url", what).cure("run `huoli init`, or `huoli migrate`")
}

/// Why the database could not be opened.
#[derive(Debug)]
pub enum OpenFailure {
    /// It is refused as it is.
    Refused(Refusal),
    /// It could not be reached.
    Failed(Failure),
}

impl From<OpenFailure> for Failure {
    fn from(failure: OpenFailure) -> Self {
        match failure {
            OpenFailure::Refused(refusal) => Self::Refused(vec![refusal]),
            OpenFailure::Failed(failure) => failure,
        }
    }
}

/// Puts the service together on the machine's clock and randomness.
///
/// # Errors
/// [`CabinetError`] when the keys do not fit the database.
pub fn open_app(store: Store, ring: KeyRing, county: CountyCode) -> Result<App, CabinetError> {
    let geography = Places::embedded().geography();
    App::open(
        store,
        ring,
        county,
        geography,
        Arc::new(SystemClock),
        Arc::new(OsIds),
    )
}

/// What a database and keys that do not fit each other mean for the operator.
pub fn key_refusal(error: CabinetError) -> OpenFailure {
    match error {
        CabinetError::Canary(_) | CabinetError::NoCanary => {
            OpenFailure::Refused(Refusal::new("R5", "keys.file", error))
        }
        CabinetError::LogBroken(..) => OpenFailure::Refused(Refusal::new("R14", "database.url", error)),
        error => OpenFailure::Failed(Failure::failed(error)),
    }
}
