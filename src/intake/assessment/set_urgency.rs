//! Assesses the urgent need of a case once more: a social worker signs it, with the reason (LsL 26 § 2, L11, Q4).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::urgent_need::{Draft, Lack, reassess};
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::{rank, standing};
use crate::store::cases::EventKind;
use crate::store::casework::{self, Changed};

/// Signs the urgency of case `id` as `draft` says. What had been signed stays beside it, every clock runs on, and whose case
/// it is stays; its place in the lists moves as at triage. `version` is the one of the case that the page showed. `false` for
/// a case that is absent or not theirs to sign.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn set(
    app: &App,
    session: &Session,
    id: Uuid,
    draft: &Draft,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope, draft) = (app.clone(), session.scope.clone(), draft.clone());
    app.store.write("set_urgency", move |tx| {
        let what = (Capability::SignOff, Action::UrgencyReassessed);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if !life.status().can_be_reassessed() {
            return Err(WorkError::NotNow(life.status()));
        }
        let found = draft.check(now).map_err(WorkError::Lacks)?;
        let life = reassess(life, &found, at.signature())?;
        let changed = Changed {
            status: life.status(),
            life: at.seal(&life, "case_decisions", at.case.id, "life")?,
            // What an intake worker proposes goes on waiting for its signature.
            proposal: casework::sealed(tx, &at.case)?.proposal,
            assignee: at.case.assignee,
            in_queue: at.case.in_queue,
            rank: rank(found.urgency),
        };
        if !casework::change(tx, &at.case, &changed)? {
            return Err(WorkError::Changed);
        }
        at.tell(
            tx,
            EventKind::UrgencyReassessed,
            Action::UrgencyReassessed,
            life.reassessed().last(),
        )?;
        Ok(true)
    })
}
