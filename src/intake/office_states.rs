//! How the offices are: not at work yet, at work, or without anybody who reads what comes in.

use std::collections::BTreeSet;

use crate::domain::office::{Office, OfficeId};
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
    /// How `office` is, whose queue is read or not.
    pub const fn of(office: &Office, is_read: bool) -> Self {
        match (office.active_since, is_read) {
            (None, _) => Self::Inactive,
            (Some(_), true) => Self::Active,
            (Some(_), false) => Self::LostReader,
        }
    }
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
        let lost = WorkState::of(&office, false) == WorkState::LostReader;
        if lost || (!covered.contains(&office.county) && service_state::waiting_in(tx, office.id)? > 0) {
            unread.push(office.id);
        }
    }
    Ok(unread)
}
