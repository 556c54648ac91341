//! Ends the mailboxes whose last message came long ago: the hash of the follow-up code is forgotten, so that the code is as
//! good as any other.

use chrono::{DateTime, Utc};

use crate::domain::helsinki;
use crate::intake::{App, IntakeError};
use crate::store::messages::mailboxes;

/// So many are ended in one transaction.
const BATCH: i64 = 200;

/// Ends what is old at `now`, and tells how many codes were forgotten.
///
/// # Errors
/// [`IntakeError`]; what was ended before stays ended.
pub fn run(app: &App, now: DateTime<Utc>) -> Result<usize, IntakeError> {
    let today = helsinki::civil_date(now);
    let Some(kept_from) = today.checked_sub_days(app.messages_end_after) else {
        return Ok(0);
    };
    let mut total = 0;
    loop {
        let done = app.store.write("end_mailboxes", move |tx| {
            let old = mailboxes::with_old_code(tx, kept_from, BATCH)?;
            for mailbox in &old {
                if mailbox.closed_on.is_none() {
                    mailboxes::close(tx, mailbox, today)?;
                }
                mailboxes::forget_code(tx, mailbox.report)?;
            }
            mailboxes::close_old(tx, kept_from, today)?;
            Ok::<_, IntakeError>(old.len())
        })?;
        total += done;
        if i64::try_from(done).is_ok_and(|done| done < BATCH) {
            return Ok(total);
        }
    }
}
