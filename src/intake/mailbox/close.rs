//! Closes the messages at the reporter's wish: the code shows from then on that they have ended, and nobody can write.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::add_information::note;
use crate::domain::helsinki;
use crate::intake::{App, IntakeError};
use crate::store::cases::EventKind;
use crate::store::messages::mailboxes;

/// Closes the mailbox of `report`, whose page was opened with the code, at `now`. One that has ended stays as it is.
///
/// # Errors
/// [`IntakeError`]; then nothing was closed.
pub fn close(app: &App, report: Uuid, now: DateTime<Utc>) -> Result<(), IntakeError> {
    let working = app.clone();
    app.store.write("close_mailbox", move |tx| {
        let today = helsinki::civil_date(now);
        let Some(mailbox) = mailboxes::of_report(tx, report)? else {
            return Ok(());
        };
        if !mailbox.is_open(today, working.messages_end_after) {
            return Ok(());
        }
        mailboxes::close(tx, &mailbox, today)?;
        note(tx, &working, report, EventKind::MessagesClosed, now)?;
        Ok(())
    })
}
