//! Where the settings ask for it, a second social worker agrees that an assessment is obviously unnecessary (L12).
//! Until then the case stays in the queue. Who does not agree says why, and the case is received anew.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::at_case::{AtCase, WorkError};
use super::open_case::event;
use super::opening::ReportKey;
use super::record_access::{record, record_event};
use super::session::Session;
use super::triage::{TriageError, at_hand, may, standing};
use super::{App, IntakeError, recheck};
use crate::domain::access::{Capability, Scope, StaffId};
use crate::domain::audit::{Action, Entry};
use crate::domain::lifecycle::{CaseState, CaseStatus, Signature};
use crate::domain::recheck::{Lack, reason};
use crate::domain::text::Text;
use crate::store::case_rows::StoredCase;
use crate::store::cases::EventKind;
use crate::store::casework::{self, Changed};
use crate::store::{Tx, assignments};

/// A decision that waits for a second social worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Second {
    /// Who made it.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Text,
    /// Whether the person who reads it may agree, or not agree.
    pub may: bool,
}

/// Whether a case that has come to `status` waits for a second person.
pub(super) fn awaited(app: &App, status: CaseStatus) -> bool {
    app.second_person && status == CaseStatus::NoAssessment
}

/// The decision on `case` that waits for a second person; `None` where none does.
///
/// # Errors
/// [`IntakeError`].
pub(super) fn waiting(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    key: &ReportKey,
) -> Result<Option<Second>, IntakeError> {
    if !case.in_queue || case.state != CaseStatus::NoAssessment.as_str() {
        return Ok(None);
    }
    let (life, _) = standing(tx, case, key)?;
    let CaseState::NoAssessment(decision) = life.state() else {
        return Ok(None);
    };
    let who = StaffId(decision.signed.actor);
    let names = assignments::names_of(tx, std::iter::once(who))?;
    Ok(Some(Second {
        by: names.get(&who).cloned().unwrap_or_default(),
        at: decision.signed.at,
        reason: decision.reason.clone(),
        may: who != scope.staff && may(scope, Capability::SignOff, case),
    }))
}

/// Notes that `session`'s person agrees to the decision on case `id`, as it stood at `version`; the case leaves the queue.
/// `None` for a case that is absent, out of scope or not theirs to sign; the look is recorded as refused.
///
/// # Errors
/// [`TriageError::Refused`] for whoever made the decision; [`TriageError::Changed`] where the case is another one by now.
pub fn confirm(
    app: &App,
    session: &Session,
    id: Uuid,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Option<()>, TriageError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("confirm_decision", move |tx| {
        let app = &working;
        let action = Action::DecisionConfirmed;
        let Some((case, key)) = at_hand(tx, app, &scope, id, action, now)? else {
            return Ok(None);
        };
        if !may(&scope, Capability::SignOff, &case) {
            record(tx, app, Entry::by(&scope, action, now).refused().to(id))?;
            return Ok(None);
        }
        // One that nobody waits for is out of the queue already, and may have been drawn to be looked through.
        if case.version != version || !case.in_queue {
            return Err(TriageError::Changed);
        }
        let by = Signature {
            actor: scope.staff.0,
            social_worker: scope.social_worker,
            at: now,
        };
        let life = standing(tx, &case, &key)?.0.confirm_no_assessment(by)?;
        let changed = Changed {
            status: life.status(),
            life: key.seal_json(app, &life, "case_decisions", case.id, "life")?,
            proposal: None,
            assignee: case.assignee,
            in_queue: false,
            rank: case.place.rank,
        };
        if !casework::change(tx, &case, &changed)? {
            return Err(TriageError::Changed);
        }
        recheck::draw(tx, app, &case, &life, now)?;
        let event = event(app.ids.uuid(), &case, &scope, EventKind::Confirmed, now, None);
        record_event(tx, app, &case, &event, Entry::by(&scope, action, now))?;
        Ok(Some(()))
    })
}

/// Notes that `session`'s person does not agree to the decision on case `id`, as it stood at `version`, and why: the case is
/// received anew, in nobody's hands, with its clock. `false` for a case that is absent, out of scope or not theirs to sign; the
/// try is recorded as refused.
///
/// # Errors
/// [`WorkError`]: [`WorkError::Refused`] for whoever made the decision, [`WorkError::Changed`] where it does not wait any more.
pub fn dispute(
    app: &App,
    session: &Session,
    id: Uuid,
    why: &str,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope, why) = (app.clone(), session.scope.clone(), why.to_owned());
    app.store.write("dispute_decision", move |tx| {
        let action = Action::DecisionDisputed;
        let what = (Capability::SignOff, action);
        let Some(mut at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        // One that nobody waits for is out of the queue: the random check may open it again.
        if at.case.version != version || !at.case.in_queue {
            return Err(WorkError::Changed);
        }
        let why = reason(&why).map_err(WorkError::Lacks)?;
        let (life, _) = standing(tx, &at.case, &at.key)?;
        recheck::reopen(tx, &mut at, life, &why)?;
        at.tell(tx, EventKind::Disputed, action, Some(&why))?;
        Ok(true)
    })
}
