//! Says where an office is told by mail that something came, or that it is not.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::domain::mailbox::Mailbox;
use crate::domain::office::OfficeId;
use crate::store::directory;

/// Sets the mailbox of `office` at `now`; `None` for none. From the next report on it holds, in every process; the log
/// tells of it with a hash of the address. False when there is no such office.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn set(
    app: &App,
    office: OfficeId,
    mailbox: Option<Mailbox>,
    now: DateTime<Utc>,
) -> Result<bool, IntakeError> {
    let working = app.clone();
    let found = app.store.write("set_mailbox", move |tx| {
        let Some(known) = directory::office(tx, office)? else {
            return Ok(false);
        };
        directory::set_mailbox(tx, office, mailbox.as_ref())?;
        directory::activate_ready(tx, now)?;
        directory::bump_version(tx)?;
        let set = Sha256::digest(mailbox.as_ref().map_or("", Mailbox::as_str));
        let entry = Entry {
            digest: Some(set.to_vec()),
            ..Entry::of_service(known.county, Action::MailboxChanged, now)
        };
        record(tx, &working, entry.to(office.0).of_offices([office]))?;
        Ok::<_, IntakeError>(true)
    })?;
    app.reload()?;
    Ok(found)
}
