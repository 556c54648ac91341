//! Names the social worker who answers for the child (LsL 13 b §); the case is theirs then.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::{Capability, StaffId};
use crate::domain::assessment::is_written;
use crate::domain::audit::Action;
use crate::domain::lifecycle::CaseStatus;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, own_worker};
use crate::store::cases::EventKind;
use crate::store::{casebook, restricted};

/// Nobody was chosen, or somebody who is no social worker of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASocialWorker;

/// Gives case `id` to the social worker `wished`. `version` is the one of the case that the page showed. `false` for a case
/// that is absent or not theirs to work on.
///
/// # Errors
/// [`WorkError`].
pub fn set(
    app: &App,
    session: &Session,
    id: Uuid,
    wished: Option<StaffId>,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<NotASocialWorker>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("set_responsible", move |tx| {
        let what = (Capability::Register, Action::ResponsibleSet);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let (life, _) = standing(tx, &at.case, &at.key)?;
        // While it waits for triage, that one asks who has it.
        let waits = matches!(life.status(), CaseStatus::Received | CaseStatus::Triaged);
        if waits || !is_written(life.status()) {
            return Err(WorkError::NotNow(life.status()));
        }
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let known = casebook::social_workers(tx, at.case.office)?;
        let known = restricted::receivers(tx, at.scope, &at.case, known)?;
        let wished = wished.filter(|wished| known.iter().any(|colleague| colleague.id == *wished));
        let wished = wished.ok_or_else(|| WorkError::Lacks(vec![NotASocialWorker]))?;
        // An assessment that runs stands in the queue for as long as nobody has it.
        let in_queue = at.case.in_queue && life.status() != CaseStatus::UnderAssessment;
        if !at.change(tx, &life, Some(wished), in_queue)? {
            return Err(WorkError::Changed);
        }
        own_worker::hand(tx, at.scope, at.case.id, life.status().as_str(), wished)?;
        at.tell(
            tx,
            EventKind::ResponsibleSet,
            Action::ResponsibleSet,
            Some(&wished),
        )?;
        Ok(true)
    })
}
