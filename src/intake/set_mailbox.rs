//! Says where an office is told by mail that something came, or that it is not.

use super::{App, IntakeError};
use crate::domain::mailbox::Mailbox;
use crate::domain::office::OfficeId;
use crate::store::directory;

/// Sets the mailbox of `office`; `None` for none. From the next report on it holds, in every process. False when there
/// is no such office.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn set(app: &App, office: OfficeId, mailbox: Option<Mailbox>) -> Result<bool, IntakeError> {
    let found = app.store.write("set_mailbox", move |tx| {
        directory::set_mailbox(tx, office, mailbox.as_ref())
    })?;
    app.reload()?;
    Ok(found)
}
