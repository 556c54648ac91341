//! Makes a draft of a copy, or changes one.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{CopyError, body, material, stored};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::party_copy::{Draft, Lack, TypedDraft};
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::store::casebook::party_copies::{self, StoredCopy};
use crate::store::cases::EventKind;

/// Makes a draft of case `id` as `typed` says, and gives its id. Where `copy` names a draft and the version of it that the
/// page showed, it takes the place of that one, also where that was sent back, and who changed it made it: they cannot release it. `None` for a case that is
/// absent or not theirs to work on, and for a copy that is not there.
///
/// # Errors
/// [`CopyError`]; then nothing has changed. What was released does not change any more. [`Lack::Sealed`] while a copy would tell
/// of somebody under protection whom the person has not opened.
pub fn draft(
    app: &App,
    session: &Session,
    id: Uuid,
    copy: Option<(Uuid, i64)>,
    typed: &TypedDraft,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, CopyError> {
    let (working, scope, typed) = (app.clone(), session.scope.clone(), typed.clone());
    app.store.write("draft_party_copy", move |tx| {
        let what = (Capability::Register, Action::PartyCopyDrafted);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(None);
        };
        if let Some((copy, version)) = copy {
            match stored(tx, &at, copy)? {
                None => return Ok(None),
                Some(copy) if copy.version != version || copy.release.is_some() => {
                    return Err(WorkError::Changed);
                }
                Some(_) => {}
            }
        }
        let material = material(tx, &at)?;
        if material.sealed {
            return Err(WorkError::Lacks(vec![Lack::Sealed]));
        }
        let draft = Draft::of(&material.source, &typed).map_err(WorkError::Lacks)?;
        let row = copy.map_or_else(|| working.ids.uuid(), |(copy, _)| copy);
        let stored = StoredCopy {
            id: row,
            version: copy.map_or(1, |(_, version)| version.saturating_add(1)),
            maker: scope.staff,
            made_at: now,
            body: body::seal(tx, &at, row, &draft)?,
            release: None,
            given: None,
            sent_back: None,
        };
        if !party_copies::put(tx, &at.case, &stored)? {
            return Err(WorkError::Changed);
        }
        at.tell(
            tx,
            EventKind::PartyCopyDrafted,
            Action::PartyCopyDrafted,
            Some(&row),
        )?;
        Ok(Some(row))
    })
}
