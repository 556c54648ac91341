//! Releases a copy: a second person has read it and says by what right it is given.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{CopyError, body, material, may_release, stored};
use crate::domain::access::Capability;
use crate::domain::audit::{Action, Entry};
use crate::domain::party_copy::{Lack, TypedRelease};
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::record_access::record;
use crate::intake::session::Session;
use crate::store::casebook::party_copies::{self, Release};
use crate::store::cases::EventKind;

/// Why a copy was not released.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// It takes another one-time code first.
    #[error("the person has to prove who they are")]
    NeedsProof,
    /// As with everything that is done at a case.
    #[error(transparent)]
    Work(#[from] CopyError),
}

/// Releases the draft `copy` of case `id`, as `session`'s person read it at `version`. `false` for a case or copy that is
/// absent, or that they may not release: one that they made themselves among them; that is recorded as refused. What was sent back
/// is changed before it is released. Where the child does not want its guardians to know, a copy that reaches them takes the
/// confirmation that this was weighed.
///
/// # Errors
/// [`ReleaseError`]; then nothing has changed.
pub fn release(
    app: &App,
    session: &Session,
    id: Uuid,
    (copy, version): (Uuid, i64),
    typed: TypedRelease,
    now: DateTime<Utc>,
) -> Result<bool, ReleaseError> {
    if !session.is_proven(now) {
        return Err(ReleaseError::NeedsProof);
    }
    let (working, scope) = (app.clone(), session.scope.clone());
    let done = app.store.write("release_party_copy", move |tx| {
        let action = Action::PartyCopyReleased;
        let what = (Capability::Register, action);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let Some(found) = stored(tx, &at, copy)? else {
            return Ok(false);
        };
        if !may_release(&at, found.maker) {
            record(tx, &working, Entry::by(&scope, action, now).refused().to(id))?;
            return Ok(false);
        }
        // What is closed to them they have not read.
        let material = material(tx, &at)?;
        if material.sealed {
            return Err(WorkError::Lacks(vec![Lack::Sealed]));
        }
        let (recipient, _) = body::open(tx, &at, &found, false)?;
        let forbids = material.forbids.is_some();
        let ground = typed.check(recipient, forbids).map_err(WorkError::Lacks)?;
        let release = Release {
            by: scope.staff,
            at: now,
            ground,
        };
        if !party_copies::release(tx, &at.case, copy, version, &release)? {
            return Err(WorkError::Changed);
        }
        let weighed = forbids && recipient.reaches_guardians();
        let sealed = Some((copy, ground, weighed));
        at.tell(tx, EventKind::PartyCopyReleased, action, sealed.as_ref())?;
        Ok(true)
    });
    Ok(done?)
}
