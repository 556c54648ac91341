//! How the offices are: not at work yet, at work, or without anybody who reads what comes in (DESIGN 6, DOMAIN R9).

use std::collections::BTreeSet;

use super::{App, IntakeError};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::store::{StoreError, Tx, directory, service_state};

pub use crate::store::service_state::WAITING_LIMIT;

/// Whether an office does its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkState {
    /// It was at work and nobody reads it any more: an alarm.
    LostReader,
    /// It has not had a reader and a mailbox at once yet. The county's default office sees its cases.
    Inactive,
    /// It is at work.
    Active,
}

impl WorkState {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LostReader => "lost_reader",
            Self::Inactive => "inactive",
            Self::Active => "active",
        }
    }
}

/// How one office is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeState {
    /// The office.
    pub office: OfficeId,
    /// Its county.
    pub county: CountyCode,
    /// Whether it does its work.
    pub state: WorkState,
    /// Whether an open account reads its queue.
    pub has_reader: bool,
    /// Whether it is told of arrivals by mail.
    pub has_mailbox: bool,
    /// How many of its cases stand in the queue, at most [`WAITING_LIMIT`].
    pub waiting: i64,
}

/// How the offices of `county` are, or with `None` those of every county, by their ids.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn list(app: &App, county: Option<CountyCode>) -> Result<Vec<OfficeState>, IntakeError> {
    Ok(app.store.read("office_states", |tx| read(tx, county))?)
}

fn read(tx: &mut Tx<'_>, county: Option<CountyCode>) -> Result<Vec<OfficeState>, StoreError> {
    let readers: BTreeSet<OfficeId> = directory::read_offices(tx)?.into_iter().collect();
    let mut offices = directory::offices(tx)?;
    offices.retain(|office| county.is_none_or(|county| county == office.county));
    offices
        .into_iter()
        .map(|office| {
            let has_reader = readers.contains(&office.id);
            Ok(OfficeState {
                office: office.id,
                county: office.county,
                state: match (office.active_since, has_reader) {
                    (None, _) => WorkState::Inactive,
                    (Some(_), true) => WorkState::Active,
                    (Some(_), false) => WorkState::LostReader,
                },
                has_reader,
                has_mailbox: office.mailbox.is_some(),
                waiting: service_state::waiting_in(tx, office.id)?,
            })
        })
        .collect()
}

/// The offices about which somebody must do something: those that lost their last reader, and those where cases wait
/// that nobody at all reads, as the county's default office, which sees them too, has no reader either.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn unread(tx: &mut Tx<'_>) -> Result<Vec<OfficeId>, StoreError> {
    let readers: BTreeSet<OfficeId> = directory::read_offices(tx)?.into_iter().collect();
    let covered: BTreeSet<CountyCode> = directory::counties(tx)?
        .into_iter()
        .filter(|county| {
            county
                .default_office
                .is_some_and(|office| readers.contains(&office))
        })
        .map(|county| county.code)
        .collect();
    let mut unread = Vec::new();
    for office in directory::offices(tx)? {
        if readers.contains(&office.id) {
            continue;
        }
        let lost = office.active_since.is_some();
        if lost || (!covered.contains(&office.county) && service_state::waiting_in(tx, office.id)? > 0) {
            unread.push(office.id);
        }
    }
    Ok(unread)
}
