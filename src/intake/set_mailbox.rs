//! Says where an office is told by mail that something came, or its supervisors or a county's auditors what they look after; or that
//! they are not.

use chrono::{DateTime, Utc};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::domain::mailbox::Mailbox;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::store::{Tx, directory};

pub use crate::store::directory::CountyEntry;

/// Whose mailbox it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// That of an office.
    Office(OfficeId),
    /// That of the supervisors of an office.
    Supervisors(OfficeId),
    /// That of the auditors of a county.
    Auditors(CountyCode),
}

impl Whose {
    /// What the directory calls it.
    const fn column(self) -> &'static str {
        match self {
            Self::Office(_) => "mailbox",
            Self::Supervisors(_) => "supervisor_mailbox",
            Self::Auditors(_) => "auditor_mailbox",
        }
    }
}

/// Sets the mailbox of `office` at `now`; `None` for none. From the next report on it holds, in every process; the log
/// tells of it with a hash of whose it is and the address. False when there is no such office.
///
/// # Errors
/// [`IntakeError`] of the database; then nothing was changed.
pub fn set(
    app: &App,
    office: OfficeId,
    mailbox: Option<Mailbox>,
    now: DateTime<Utc>,
) -> Result<bool, IntakeError> {
    set_of(app, Whose::Office(office), mailbox, now)
}

/// The same of the mailbox that is `whose`. False when there is no such office or county.
///
/// # Errors
/// As [`set`].
pub fn set_of(
    app: &App,
    whose: Whose,
    mailbox: Option<Mailbox>,
    now: DateTime<Utc>,
) -> Result<bool, IntakeError> {
    let working = app.clone();
    let found = app.store.write("set_mailbox", move |tx| {
        // Whoever comes second waits here for the first: a whole row is read below and written again.
        directory::bump_version(tx)?;
        let Some(county) = store(tx, whose, mailbox.clone(), now)? else {
            return Ok(false);
        };
        let set = json!({whose.column(): mailbox.as_ref().map(Mailbox::as_str)});
        let set = Sha256::digest(set.to_string());
        let entry = Entry {
            digest: Some(set.to_vec()),
            ..Entry::of_service(county, Action::MailboxChanged, now)
        };
        let entry = match whose {
            Whose::Office(office) | Whose::Supervisors(office) => entry.to(office.0).of_offices([office]),
            Whose::Auditors(_) => entry,
        };
        record(tx, &working, entry)?;
        Ok::<_, IntakeError>(true)
    })?;
    app.reload_changed();
    Ok(found)
}

/// Stores the address, and gives the county whose log tells of it; `None` when there is no such office or county.
fn store(
    tx: &mut Tx<'_>,
    whose: Whose,
    mailbox: Option<Mailbox>,
    now: DateTime<Utc>,
) -> Result<Option<CountyCode>, IntakeError> {
    match whose {
        Whose::Office(id) | Whose::Supervisors(id) => {
            let Some(mut office) = directory::office(tx, id)? else {
                return Ok(None);
            };
            if matches!(whose, Whose::Supervisors(_)) {
                office.supervisor_mailbox = mailbox;
                directory::update_office(tx, &office)?;
            } else {
                directory::set_mailbox(tx, id, mailbox.as_ref())?;
                directory::activate_ready(tx, now)?;
            }
            Ok(Some(office.county))
        }
        Whose::Auditors(code) => {
            let mut counties = directory::counties(tx)?.into_iter();
            let Some(mut county) = counties.find(|county| county.code == code) else {
                return Ok(None);
            };
            county.auditor_mailbox = mailbox;
            directory::update_county(tx, &county)?;
            Ok(Some(code))
        }
    }
}

/// Every county of the installation, with the mailbox of its auditors, by code.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn counties(app: &App) -> Result<Vec<CountyEntry>, IntakeError> {
    Ok(app.store.read("read_counties", directory::counties)?)
}
