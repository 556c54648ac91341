//! To whom a triage gives a case. Nobody is chosen beforehand: what is left open goes to whoever signs, and an assessment is never
//! given to somebody who may not make it (LsL 26 § 4).

use std::collections::BTreeSet;

use super::opening::ReportKey;
use super::triage::{Filled, TriageError, standing};
use super::{App, IntakeError};
use crate::domain::access::{Capability, Role, Scope, StaffId, roles_with};
use crate::domain::lifecycle::{CaseState, CaseStatus, LifeCycle};
use crate::domain::triage::Decision;
use crate::store::bars::Left;
use crate::store::case_rows::StoredCase;
use crate::store::casework::{self, Colleague};
use crate::store::{Tx, casebook, restricted};

/// To whom the person of `scope` can give each of `cases`, all together by name; to one case nobody is offered who is barred
/// from it or does not know of it. A copy is its own office's to give.
pub(super) fn colleagues(
    tx: &mut Tx<'_>,
    scope: &Scope,
    cases: &[StoredCase],
) -> Result<Vec<Colleague>, IntakeError> {
    let own = cases.iter().filter(|case| case.seen_at == case.office);
    let offices: BTreeSet<_> = own.map(|case| case.office).collect();
    let mut all = Vec::new();
    for office in offices {
        all.extend(casework::colleagues(tx, office, &receiving())?);
    }
    if let [case] = cases {
        all = restricted::receivers(tx, scope, case, all)?;
    }
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    all.dedup_by_key(|colleague| colleague.id);
    Ok(all)
}

/// The names of the roles that can be given a case.
pub(super) fn receiving() -> Vec<&'static str> {
    roles_with(Capability::Register).map(Role::as_str).collect()
}

/// Who is chosen beforehand on the page of `case`: whose it is already. Where a signature takes it from somebody who may not make
/// an assessment, nobody.
///
/// # Errors
/// [`IntakeError`] of the database.
pub(super) fn beforehand(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    signs: bool,
) -> Result<Option<StaffId>, IntakeError> {
    match case.assignee {
        Some(person) if signs && !assesses(tx, case, person)? => Ok(None),
        assignee => Ok(assignee),
    }
}

/// Whose `case` is while the proposal waits: whoever was chosen, if anybody was.
///
/// # Errors
/// [`TriageError::Assignee`] for somebody who may not have it.
pub(super) fn proposed(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    filled: &Filled,
) -> Result<Option<StaffId>, TriageError> {
    match filled {
        Filled::Form(_, Some(wished)) => known(tx, scope, case, *wished)?
            .then_some(Some(*wished))
            .ok_or(TriageError::Assignee),
        Filled::Form(_, None) => Ok(None),
        Filled::AsProposed => Ok(case.assignee),
    }
}

/// Whose `case` is once the person of `scope` has signed `decision`: whoever was chosen, else theirs. What was proposed is signed
/// with one control, so that somebody who may not have it gives way to the signer.
///
/// # Errors
/// [`TriageError::Assignee`] for somebody chosen who may not have it, [`TriageError::NoAssessor`] for somebody chosen who may not
/// make the assessment that starts.
pub(super) fn signed(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    filled: &Filled,
    decision: Decision,
) -> Result<StaffId, TriageError> {
    let (wished, chosen) = match filled {
        Filled::Form(_, wished) => (*wished, true),
        Filled::AsProposed => (case.assignee, false),
    };
    let Some(wished) = wished.filter(|wished| *wished != scope.staff) else {
        return Ok(scope.staff);
    };
    let fault = if !known(tx, scope, case, wished)? {
        TriageError::Assignee
    } else if decision == Decision::StartAssessment && !assesses(tx, case, wished)? {
        TriageError::NoAssessor
    } else {
        return Ok(wished);
    };
    if chosen { Err(fault) } else { Ok(scope.staff) }
}

/// Whether `case` can be given on to `person` from a list: an assessment that runs, also while the case is on its way to another
/// office, only to a social worker of its office (LsL 26 § 4).
///
/// # Errors
/// [`IntakeError`].
pub(super) fn may_go_to(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    key: &ReportKey,
    person: StaffId,
) -> Result<bool, IntakeError> {
    let runs = if case.state == CaseStatus::Transferring.as_str() {
        let (life, _) = standing(tx, case, key)?;
        runs_on_its_way(&life)
    } else {
        case.state == CaseStatus::UnderAssessment.as_str()
    };
    Ok(!runs || assesses(tx, case, person)?)
}

/// Whether an assessment runs in `left`, also while it is on its way out of the office, so that nobody but a social worker may take
/// it over (LsL 26 § 4).
///
/// # Errors
/// [`IntakeError`].
pub(super) fn runs_in(tx: &mut Tx<'_>, app: &App, left: &Left) -> Result<bool, IntakeError> {
    if left.state != CaseStatus::Transferring.as_str() {
        return Ok(left.state == CaseStatus::UnderAssessment.as_str());
    }
    let sealed = casework::sealed_of(tx, &[left.case])?.remove(&left.case);
    let Some(sealed) = sealed.and_then(|sealed| sealed.life) else {
        return Ok(false);
    };
    let key = ReportKey::for_office(tx, app, left.report, left.office)?;
    let key = key.ok_or(IntakeError::Shape("report_keys"))?;
    let life: LifeCycle = key.json(&sealed, "case_decisions", left.case, "life")?;
    Ok(runs_on_its_way(&life))
}

/// Whether `life` is on its way to another office in the middle of an assessment.
fn runs_on_its_way(life: &LifeCycle) -> bool {
    matches!(life.state(), CaseState::Transferring(transfer) if transfer.running.is_some())
}

/// Whether the person of `scope` may give `case` to `person`.
fn known(tx: &mut Tx<'_>, scope: &Scope, case: &StoredCase, person: StaffId) -> Result<bool, IntakeError> {
    let office = casework::colleagues(tx, case.office, &receiving())?;
    let all = restricted::receivers(tx, scope, case, office)?;
    Ok(all.iter().any(|colleague| colleague.id == person))
}

/// Whether `person` is a social worker of the office of `case`.
fn assesses(tx: &mut Tx<'_>, case: &StoredCase, person: StaffId) -> Result<bool, IntakeError> {
    let all = casebook::social_workers(tx, case.office)?;
    Ok(all.iter().any(|colleague| colleague.id == person))
}
