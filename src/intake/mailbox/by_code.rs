//! Opens a mailbox by the follow-up code, and again by the sealed field of its page.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Mailbox, shown};
use crate::domain::helsinki;
use crate::intake::{App, IntakeError};
use crate::store::cabinet::Owner;
use crate::store::messages::mailboxes;
use crate::store::seal::aad::KeyKind;
use crate::store::seal::code::FollowUpCode;

/// What stands in for a text that is no code: then the same is done as with any other wrong one.
const NO_CODE: &str = "0000-0000-0000-0000-0000-0000";

/// The mailbox to which the `typed` code leads at `now`. `None` for a text that is no code, for a code that leads nowhere,
/// and for one whose messages have ended by their age: the three are not told apart, and take the same time.
///
/// # Errors
/// [`IntakeError`].
pub fn open(app: &App, typed: &str, now: DateTime<Utc>) -> Result<Option<Mailbox>, IntakeError> {
    let parsed = FollowUpCode::parse(typed);
    let is_code = parsed.is_some();
    let Some(code) = parsed.or_else(|| FollowUpCode::parse(NO_CODE)) else {
        return Ok(None);
    };
    let key = app.cabinet.newest(KeyKind::Code, Owner::Service)?;
    let lookup = code.lookup(&key.key);
    let today = helsinki::civil_date(now);
    app.store.read("open_mailbox", |tx| {
        let found = mailboxes::by_lookup(tx, lookup.as_bytes())?;
        match found.filter(|mailbox| is_code && !mailbox.is_old(today, app.messages_end_after)) {
            Some(mailbox) => shown(tx, app, &mailbox, now).map(Some),
            None => Ok(None),
        }
    })
}

/// The mailbox of `report`, whose page was opened with the code before. `None` once nobody can open it any more.
///
/// # Errors
/// [`IntakeError`].
pub fn reopen(app: &App, report: Uuid, now: DateTime<Utc>) -> Result<Option<Mailbox>, IntakeError> {
    let today = helsinki::civil_date(now);
    app.store.read("read_mailbox", |tx| {
        let found = mailboxes::of_report(tx, report)?;
        match found.filter(|mailbox| mailbox.has_code && !mailbox.is_old(today, app.messages_end_after)) {
            Some(mailbox) => shown(tx, app, &mailbox, now).map(Some),
            None => Ok(None),
        }
    })
}
