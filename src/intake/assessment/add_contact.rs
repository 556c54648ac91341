//! Writes a contact into the log of a case, and what was promised with it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::assessment::takes_contacts;
use crate::domain::audit::Action;
use crate::domain::contact::{Contact, Draft, Lack};
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, IntakeError};
use crate::store::casebook::reminders::{self, Kind};
use crate::store::casebook::{self, Log, NewEntry};
use crate::store::cases::EventKind;
use crate::store::{Inserted, Tx};

/// Stores a contact of `session`'s person in case `id`; `entry` is the page's own id of it, so that two sendings of one page
/// are one contact. Promises that it keeps are done with. `false` for a case that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError`] with what lacks.
pub fn add(
    app: &App,
    session: &Session,
    id: Uuid,
    entry: Uuid,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let contact = draft.check(now).map_err(WorkError::Lacks)?;
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("add_contact", move |tx| {
        let what = (Capability::Register, Action::ContactAdded);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if !takes_contacts(life.status()) {
            return Err(WorkError::NotNow(life.status()));
        }
        let new = NewEntry {
            id: entry,
            author: scope.staff.0,
            at: now,
            body: at.seal(&contact, Log::Contacts.table(), entry, "body")?,
        };
        if casebook::insert(tx, Log::Contacts, &at.case, &new)? == Inserted::Exists {
            return Ok(true);
        }
        keep_promises(tx, &at, &contact)?;
        if let Some(next_at) = contact.next_at {
            let new = (at.app.ids.uuid(), next_at);
            reminders::put(tx, &at.case, Kind::Call, Some(entry), Some(new))?;
        }
        at.tell::<()>(tx, EventKind::ContactAdded, Action::ContactAdded, None)?;
        Ok(true)
    })
}

/// Takes away what was promised and is kept by `contact`.
fn keep_promises(tx: &mut Tx<'_>, at: &AtCase<'_>, contact: &Contact) -> Result<(), IntakeError> {
    let promised = reminders::of_case(tx, at.case.id, Kind::Call)?;
    let earlier = casebook::entries(tx, Log::Contacts, at.case.id)?;
    for (object, _) in promised {
        let Some(found) = earlier.iter().find(|entry| Some(entry.id) == object) else {
            continue;
        };
        let before: Contact = at
            .key
            .json(&found.body, Log::Contacts.table(), found.id, "body")?;
        if contact.keeps(&before) {
            reminders::put(tx, &at.case, Kind::Call, object, None)?;
        }
    }
    Ok(())
}
