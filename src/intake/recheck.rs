//! Some of the decisions that an assessment is obviously unnecessary are drawn at random, and somebody else looks them through:
//! the decision was right, or the case is opened again with the clock that it had (LsL 26 § 3).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::at_case::{AtCase, WorkError};
use super::record_access::record;
use super::session::Session;
use super::triage::{may, standing};
use super::{App, IntakeError};
use crate::domain::access::{Capability, Scope, StaffId};
use crate::domain::audit::{Action, Entry};
use crate::domain::lifecycle::{CaseState, LifeCycle};
use crate::domain::recheck::{Checked, Draft, Lack, Verdict, is_drawn};
use crate::domain::summary::CaseSummary;
use crate::domain::text::Text;
use crate::domain::triage::is_open;
use crate::store::case_rows::StoredCase;
use crate::store::cases::EventKind;
use crate::store::{Tx, alerts, assignments, floods, rechecks};

/// A decision that was drawn, for whoever looks it through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Who made it.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Text,
    /// Who agreed as the second person.
    pub agreed: Option<String>,
}

/// That a case was opened again, for whoever triages it anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// Who opened it again.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Why.
    pub why: Text,
    /// Why no assessment had been made.
    pub reason: Text,
}

/// What the page of a case says of a random check.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rechecked {
    /// The decision that this person may look through.
    pub drawn: Option<Drawn>,
    /// The case was opened again and is not decided anew, for whoever works on it.
    pub again: Option<Again>,
}

/// Draws, or does not draw, the decision with which `case` has just ended as `life` says, at `now`: one in
/// [`App::recheck_one_in`], and each after one that did not hold. Of a case that stands elsewhere nothing is drawn.
///
/// # Errors
/// [`IntakeError`].
pub(super) fn draw(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    life: &LifeCycle,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    let CaseState::NoAssessment(decision) = life.state() else {
        return Ok(());
    };
    let mut random = [0; 8];
    app.ids.fill(&mut random);
    // A decision that is made anew after one that did not hold is looked through in any case.
    let again = app.recheck_one_in > 0 && life.reopened().is_some();
    if again || is_drawn(app.recheck_one_in, u64::from_be_bytes(random)) {
        let agreed = decision.second.map(|second| StaffId(second.actor));
        rechecks::insert(tx, case, StaffId(decision.signed.actor), agreed, now)?;
    }
    Ok(())
}

/// What the page of `case`, which stands where `life` says, tells the person of `scope` of a random check.
///
/// # Errors
/// [`IntakeError`].
pub(super) fn of_case(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    life: &LifeCycle,
) -> Result<Rechecked, IntakeError> {
    let mut rechecked = Rechecked::default();
    if let CaseState::NoAssessment(decision) = life.state()
        && may_check(scope, case, life)
        && rechecks::waits(tx, case.id)?
    {
        let (first, second) = (StaffId(decision.signed.actor), decision.second);
        let second = second.map(|second| StaffId(second.actor));
        let mut names = assignments::names_of(tx, std::iter::once(first).chain(second))?;
        rechecked.drawn = Some(Drawn {
            agreed: second.and_then(|who| names.remove(&who)),
            by: names.remove(&first).unwrap_or_default(),
            at: decision.signed.at,
            reason: decision.reason.clone(),
        });
    }
    let works = may(scope, Capability::Register, case);
    if let Some(reopened) = life.reopened().filter(|_| works && is_open(life.status())) {
        let who = StaffId(reopened.signed.actor);
        let mut names = assignments::names_of(tx, std::iter::once(who))?;
        rechecked.again = Some(Again {
            by: names.remove(&who).unwrap_or_default(),
            at: reopened.signed.at,
            why: reopened.why.clone(),
            reason: reopened.decision.reason.clone(),
        });
    }
    Ok(rechecked)
}

/// How many decisions wait for `session`'s person to look them through. A number alone, so nothing is opened for it.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn waiting(app: &App, session: &Session) -> Result<i64, IntakeError> {
    if !checks(session) {
        return Ok(0);
    }
    app.store
        .read("count_rechecks", |tx| Ok(rechecks::count(tx, &session.scope)?))
}

/// Whether `session`'s person looks decisions through at all.
pub fn checks(session: &Session) -> bool {
    !session.scope.offices_for(Capability::Recheck).is_empty()
}

/// Notes what `session`'s person found of the decision on case `id`, from a page of its `version`: it was right, or the case is
/// received anew, in nobody's hands, with its clock. `false` for a case that is absent or not theirs to look through, as it is not
/// for whoever decided or agreed; that is recorded as refused.
///
/// # Errors
/// [`WorkError`]: [`WorkError::Changed`] where the decision does not wait for it any more.
pub fn check(
    app: &App,
    session: &Session,
    id: Uuid,
    draft: &Draft,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope, draft) = (app.clone(), session.scope.clone(), draft.clone());
    let action = match draft.verdict {
        Some(Verdict::Reopen) => Action::CaseReopened,
        Some(Verdict::Right) | None => Action::DecisionRechecked,
    };
    app.store.write("recheck_decision", move |tx| {
        let what = (Capability::Recheck, action);
        let Some(mut at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if is_own(&life, scope.staff) {
            record(tx, &working, Entry::by(&scope, action, now).refused().to(id))?;
            return Ok(false);
        }
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let checked = draft.check().map_err(WorkError::Lacks)?;
        if !rechecks::take(tx, &at.case)? {
            return Err(WorkError::Changed);
        }
        match checked {
            Checked::Right => at.tell(tx, EventKind::Rechecked, action, None::<&Text>)?,
            Checked::Reopen(why) => {
                reopen(tx, &mut at, life, &why)?;
                at.tell(tx, EventKind::Reopened, action, Some(&why))?;
            }
        }
        Ok(true)
    })
}

/// Opens the case at hand, which stands where `life` says, again for `why`: it is received anew, in nobody's hands and in no group
/// of a flood, as urgent as its own words say, with the clock that it had.
///
/// # Errors
/// [`WorkError::Refused`] where `life` does not lead on, as for whoever decided; [`WorkError::Changed`].
pub(super) fn reopen(
    tx: &mut Tx<'_>,
    at: &mut AtCase<'_>,
    life: LifeCycle,
    why: &Text,
) -> Result<(), WorkError<Lack>> {
    let life = life.reopen(why.clone(), at.signature())?;
    let summary: CaseSummary = at.key.json(&at.case.summary, "cases", at.case.id, "summary")?;
    at.case.place.rank = at.case.place.rank.min(summary.queue_rank());
    floods::release(tx, &at.case)?;
    // That nobody opened it in time is over since somebody decided it.
    alerts::mark_escalated(tx, at.case.id, 0)?;
    if at.change(tx, &life, None, true)? {
        Ok(())
    } else {
        Err(WorkError::Changed)
    }
}

/// Whether the person of `scope` may look through the decision on `case`.
fn may_check(scope: &Scope, case: &StoredCase, life: &LifeCycle) -> bool {
    may(scope, Capability::Recheck, case) && !is_own(life, scope.staff)
}

/// Whether `person` decided that no assessment is made, or agreed to it.
fn is_own(life: &LifeCycle, person: StaffId) -> bool {
    match life.state() {
        CaseState::NoAssessment(decision) => decision.is_signed_by(person.0),
        _ => false,
    }
}
