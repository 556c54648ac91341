//! Tells those who administer how the directory stands: which offices work, what is missing, what was changed. Numbers
//! of cases, never a case.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::change_directory::{Changed, Wanted};
use super::office_states::WorkState;
use super::{App, IntakeError};
use crate::domain::access::{Capability, Scope, may_administer};
use crate::domain::office::{Office, OfficeId, OfficeKind};
use crate::domain::places::CountyCode;
use crate::domain::rules::DirectoryFault;
use crate::store::{directory, service_state};

/// So many changes are told at most.
pub const CHANGES_SHOWN: i64 = 100;

/// The directory as those who administer it see it.
#[derive(Debug, Clone)]
pub struct DirectoryState {
    /// All of it.
    pub directory: Wanted,
    /// Everything that is wrong with it.
    pub faults: Vec<DirectoryFault>,
    /// The offices that the person may see, the county's default office first, then by their Finnish names.
    pub offices: Vec<OfficeState>,
}

/// How an office stands.
#[derive(Debug, Clone)]
pub struct OfficeState {
    /// The office.
    pub office: Office,
    /// Whether somebody reads its queue.
    pub is_read: bool,
    /// Cases that wait in its queue while nobody reads it or it is not at work; at most
    /// [`WAITING_LIMIT`](super::office_states::WAITING_LIMIT) are counted.
    pub waiting: i64,
}

impl OfficeState {
    /// Whether it works.
    pub const fn work(&self) -> WorkState {
        WorkState::of(&self.office, self.is_read)
    }
}

/// What was changed once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldChange {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The name of who did it; `None`: the operator at the machine.
    pub who: Option<String>,
    /// What was changed.
    pub what: Changed,
    /// The county's code or the office's id.
    pub object: String,
    /// What it was; `None`: it was not there.
    pub before: Option<Value>,
    /// What it was from then on.
    pub after: Value,
}

/// The directory of the county of `scope`; with offices, for who may see theirs alone, of those alone.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn state(app: &App, scope: &Scope) -> Result<DirectoryState, IntakeError> {
    let (directory, offices) = app.store.read("read_directory_state", |tx| {
        let directory = Wanted::read(tx)?;
        let read = directory::read_offices(tx)?;
        let seen = |office: &&Office| {
            may_administer(scope, Capability::SeeDirectory, office.county, Some(office.id))
        };
        let mut offices = Vec::new();
        for office in directory.offices.iter().filter(seen) {
            let is_read = read.contains(&office.id);
            offices.push(OfficeState {
                waiting: if WorkState::of(office, is_read) == WorkState::Active {
                    0
                } else {
                    service_state::waiting_in(tx, office.id)?
                },
                is_read,
                office: office.clone(),
            });
        }
        Ok::<_, IntakeError>((directory, offices))
    })?;
    let mut state = DirectoryState {
        faults: directory.faults(app),
        directory,
        offices,
    };
    let default = state
        .county(scope.county)
        .and_then(|county| county.default_office);
    state.offices.sort_by_key(|state| {
        let office = &state.office;
        (
            Some(office.id) != default,
            office.kind != OfficeKind::Regional,
            office.names.fi.clone(),
        )
    });
    Ok(state)
}

impl DirectoryState {
    /// The entry of `county`.
    pub fn county(&self, county: CountyCode) -> Option<&super::change_directory::CountyEntry> {
        self.directory.counties.iter().find(|entry| entry.code == county)
    }

    /// How `office` stands, if the person may see it.
    pub fn office(&self, office: OfficeId) -> Option<&OfficeState> {
        self.offices.iter().find(|state| state.office.id == office)
    }
}

/// The last changes of the directory of the county of `scope`, the newest first. `None` for somebody who may not see
/// the whole of it.
///
/// # Errors
/// [`IntakeError`] of the database, [`IntakeError::Shape`] for a row that this program did not write.
pub fn changes(app: &App, scope: &Scope) -> Result<Option<Vec<ToldChange>>, IntakeError> {
    if !may_administer(scope, Capability::SeeDirectory, scope.county, None) {
        return Ok(None);
    }
    let stored = app.store.read("read_directory_changes", |tx| {
        directory::changes(tx, scope.county, CHANGES_SHOWN)
    })?;
    let json =
        |text: &str| serde_json::from_str(text).map_err(|_shape| IntakeError::Shape("directory_changes"));
    let told = stored.into_iter().map(|change| {
        Ok(ToldChange {
            at: change.at,
            who: change.actor_name,
            what: change.what,
            object: change.object,
            before: change.before.as_deref().map(json).transpose()?,
            after: json(&change.after)?,
        })
    });
    told.collect::<Result<_, _>>().map(Some)
}
