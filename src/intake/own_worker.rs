//! Tells own workers of the cases that were handed to them: their desk names each until they open it. No mail
//! goes out: an account has no address, and an office's mailbox is read by others.

use uuid::Uuid;

use super::session::Session;
use super::{App, IntakeError};
use crate::domain::access::{Scope, StaffId};
use crate::domain::lifecycle::CaseStatus;
use crate::store::case_rows::StoredCase;
use crate::store::{StoreError, Tx, handed};

pub use crate::store::handed::Handed;

/// So many are named; the others are counted.
pub const SHOWN: usize = 10;

/// The cases that somebody has to open as own worker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    /// At most [`SHOWN`].
    pub cases: Vec<Handed>,
    /// How many there are in all.
    pub count: usize,
}

/// Writes down that the person of `scope` gives `case`, which is in `state` now, to `worker`: an own worker is told of it,
/// unless it is that person, who knows.
pub(super) fn hand(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: Uuid,
    state: &str,
    worker: StaffId,
) -> Result<(), StoreError> {
    if worker == scope.staff && state == CaseStatus::WithOwnWorker.as_str() {
        handed::forget(tx, case)
    } else {
        pass_on(tx, case, state, worker)
    }
}

/// Writes down that `case`, which is in `state`, goes on to `worker`, whom nobody chose: as own worker they are told of it,
/// whoever they are.
pub(super) fn pass_on(tx: &mut Tx<'_>, case: Uuid, state: &str, worker: StaffId) -> Result<(), StoreError> {
    if state == CaseStatus::WithOwnWorker.as_str() {
        handed::hand(tx, case, worker)?;
    }
    Ok(())
}

/// Writes down that the person of `scope` opens `case`.
pub(super) fn opened(tx: &mut Tx<'_>, scope: &Scope, case: &StoredCase) -> Result<(), StoreError> {
    if case.state == CaseStatus::WithOwnWorker.as_str() {
        handed::opened(tx, scope, case.id)?;
    }
    Ok(())
}

/// The cases that were handed to `session`'s person as own worker and that they have not opened since.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn waiting(app: &App, session: &Session) -> Result<Waiting, IntakeError> {
    let (cases, count) = app
        .store
        .read("own_worker", |tx| handed::of_scope(tx, &session.scope, SHOWN))?;
    Ok(Waiting { cases, count })
}
