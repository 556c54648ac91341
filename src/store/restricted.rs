//! Who sees a case that is told to concern somebody who works in child welfare here: the supervisors of its office, and those
//! to whom one was given. For everybody else it is left out like a case from which they are barred
//! ([`Exceptions::barred`](crate::domain::access::Exceptions::barred)), so that no query needs to ask. There is none that nobody
//! sees: without a supervisor who may see it, it is the whole office's, and so is an urgent one that nobody else would meet.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::case_rows::StoredCase;
use super::casework::Colleague;
use super::copies::{self, CaseCopy};
use super::schema::{
    case_decisions, case_joins, cases, counties, staff as accounts, staff_offices, transfers,
};
use super::staff::{self, NO_PASSWORD};
use super::{StoreError, Tx, bars, directory, joins};
use crate::domain::access::{Capability, Role, Scope, StaffId, roles_of_whole_offices};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::office::{OfficeId, OfficeKind};
use crate::domain::summary::URGENT;
use crate::domain::transfer::Answer;
use crate::domain::urgency::WhyCopied;

/// So many cases may hang one below the other.
const DEEPEST: usize = 16;

/// Id, office, report, state, rank in the queue, how often it was told that nobody opened it, whose it is.
type Row = (String, String, String, String, i64, i64, Option<String>);

/// The columns of a [`Row`]. A macro, as their type has no name.
macro_rules! columns {
    () => {
        (
            cases::id,
            cases::office,
            cases::report,
            cases::state,
            cases::queue_rank,
            cases::escalated,
            cases::assignee,
        )
    };
}

/// A restricted case, as far as it decides who sees it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and any of them may go with any other"
)]
struct Restricted {
    case: Uuid,
    /// The office of the asking person's in which they would see it: its own, or the one to which it is offered.
    office: OfficeId,
    report: String,
    joined: bool,
    /// It is urgent.
    urgent: bool,
    /// Nobody of the office has been given it.
    free: bool,
    escalated: bool,
}

impl Restricted {
    /// `offered` is the office to which it is offered, and whether an urgent need goes along: whoever has it at its own office
    /// has it not there, and that nobody opened it in time is its own office's.
    fn read(row: Row, offered: Option<(&str, bool)>) -> Result<Self, StoreError> {
        let (id, office, report, state, rank, escalated, assignee) = row;
        let is_own = offered.is_none();
        let (office, need_is_open) = offered.unwrap_or((&office, false));
        Ok(Self {
            case: parsed("id", &id, &id)?,
            office: OfficeId(parsed("office", &id, office)?),
            report,
            joined: state == CaseStatus::Joined.as_str(),
            urgent: need_is_open || rank == URGENT,
            free: !is_own || assignee.is_none(),
            escalated: is_own && escalated > 0,
        })
    }
}

fn parsed(column: &'static str, row: &str, id: &str) -> Result<Uuid, StoreError> {
    id.parse().map_err(|_shape| StoreError::Corrupt {
        table: "cases",
        column,
        row: row.to_owned(),
    })
}

/// Restricts every case of `report`, which are being stored.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn mark(tx: &mut Tx<'_>, report: Uuid) -> Result<(), StoreError> {
    diesel::update(cases::table.filter(cases::report.eq(report.to_string())))
        .set(cases::restricted.eq(true))
        .execute(tx.conn())?;
    Ok(())
}

/// The cases of the offices of `scope` that are restricted and not for its person at `now`, with those that are joined with one.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn hidden_from(tx: &mut Tx<'_>, scope: &Scope, now: DateTime<Utc>) -> Result<BTreeSet<Uuid>, StoreError> {
    // Whoever sees no case has nothing to be left out; supervisors see all of their offices.
    if scope.queue_offices().is_empty() || !scope.offices_for(Capability::RestrictedQueue).is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut left = within_reach(tx, scope)?;
    if left.is_empty() {
        return Ok(BTreeSet::new());
    }
    let named = reports_of(tx, scope, &left)?;
    left.retain(|case| !named.contains(&case.report));
    let ids: Vec<Uuid> = left.iter().map(|case| case.case).collect();
    let proposed = proposed(tx, &ids)?;
    let mut copied = copies::of_cases(tx, &ids)?;
    // Whom a transfer asks is no more than the office that has it.
    copied.retain(|copy| copy.why != WhyCopied::Transfer);
    let mut hidden = BTreeSet::new();
    let mut unseen = BTreeMap::new();
    for case in left {
        let of_case: Vec<&CaseCopy> = copied.iter().filter(|copy| copy.case == case.case).collect();
        let seen = of_case.iter().any(|copy| copy.is_for(scope))
            || is_carried(tx, scope, &case)?
            // A proposal waits for everybody who signs, whoever has the case meanwhile.
            || (case.urgent
                && (case.free || proposed.contains(&case.case.to_string()))
                && answers_at_once(tx, scope, &case, of_case.is_empty(), now)?)
            || has_no_head(tx, scope, &case, &mut unseen)?;
        if !seen {
            hidden.insert(case.case);
        }
    }
    joined_with(tx, hidden)
}

/// Those of `colleagues` to whom the person of `scope` may give `case`: none who is barred from it. A restricted one is a
/// supervisor's to give; others keep it, or give it back to one, where the office has one who may see it.
///
/// # Errors
/// As [`hidden_from`].
pub fn receivers(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    mut colleagues: Vec<Colleague>,
) -> Result<Vec<Colleague>, StoreError> {
    let barred = bars::barred_from(tx, case.id)?;
    colleagues.retain(|colleague| !barred.contains(&colleague.id));
    if !case.restricted || !scope.offices_for(Capability::RestrictedQueue).is_empty() {
        return Ok(colleagues);
    }
    let mut heads = heads(tx, scope, case.office)?;
    heads.retain(|head| !barred.contains(head));
    if !heads.is_empty() {
        let known = [Some(scope.staff), case.assignee];
        colleagues.retain(|colleague| known.contains(&Some(colleague.id)) || heads.contains(&colleague.id));
    }
    Ok(colleagues)
}

/// The restricted cases of the offices of `scope`, and those that are offered to one.
fn within_reach(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<Restricted>, StoreError> {
    let offices: Vec<String> = scope.offices.iter().map(ToString::to_string).collect();
    let county = scope.county.to_string();
    let own: Vec<Row> = cases::table
        // As a bare condition on the column: the predicate of the partial index.
        .filter(cases::restricted)
        .filter(cases::office.eq_any(&offices))
        .filter(cases::county.eq(&county))
        .select(columns!())
        .load(tx.conn())?;
    let offered: Vec<(Row, String, bool)> = transfers::table
        .inner_join(cases::table.on(cases::id.eq(transfers::case_id)))
        .filter(transfers::answer.eq(Answer::Waiting.as_str()))
        .filter(transfers::to_county.eq(&county))
        .filter(transfers::to_office.assume_not_null().eq_any(&offices))
        .filter(cases::office.ne_all(&offices))
        .filter(cases::restricted)
        .select((
            columns!(),
            transfers::to_office.assume_not_null(),
            transfers::urgent_need_open,
        ))
        .load(tx.conn())?;
    let own = own.into_iter().map(|row| Restricted::read(row, None));
    let offered = offered
        .into_iter()
        .map(|(row, to, need_is_open)| Restricted::read(row, Some((&to, need_is_open))));
    own.chain(offered).collect()
}

/// Those of `ids` of which a proposal waits.
fn proposed(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<BTreeSet<String>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let proposed: Vec<String> = case_decisions::table
        .filter(case_decisions::case_id.eq_any(ids))
        .filter(case_decisions::proposal.is_not_null())
        .select(case_decisions::case_id)
        .load(tx.conn())?;
    Ok(proposed.into_iter().collect())
}

/// The reports of `restricted` of which a case was given to the person of `scope`: they are named for all that it tells.
fn reports_of(
    tx: &mut Tx<'_>,
    scope: &Scope,
    restricted: &[Restricted],
) -> Result<BTreeSet<String>, StoreError> {
    let reports: Vec<&str> = restricted.iter().map(|case| case.report.as_str()).collect();
    let named: Vec<String> = cases::table
        .filter(cases::report.eq_any(reports))
        .filter(cases::assignee.eq(scope.staff.to_string()))
        .select(cases::report)
        .load(tx.conn())?;
    Ok(named.into_iter().collect())
}

/// Whether `case` goes on in another one that is the person's of `scope`.
fn is_carried(tx: &mut Tx<'_>, scope: &Scope, case: &Restricted) -> Result<bool, StoreError> {
    if !case.joined {
        return Ok(false);
    }
    let carrier = joins::carrier(tx, case.case)?;
    Ok(carrier.is_some_and(|carrier| carrier.assignee == Some(scope.staff)))
}

/// Whether everybody of its office sees `case`, which is urgent and waits, as else nobody might at `now`: nobody opened it in
/// time and no other office has it, or the office is the social emergency service and its supervisors need not be there.
fn answers_at_once(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &Restricted,
    alone: bool,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    if case.escalated && alone {
        return Ok(true);
    }
    let Some(office) = directory::office(tx, case.office)? else {
        return Ok(false);
    };
    if office.kind == OfficeKind::Duty {
        return Ok(true);
    }
    let duty: Option<Option<String>> = counties::table
        .find(scope.county.to_string())
        .select(counties::duty_office)
        .first(tx.conn())
        .optional()?;
    Ok(duty.flatten() == Some(office.id.to_string()) && !office.hours.at(now).is_open())
}

/// Whether no supervisor of its office may see `case`. What `known` holds of an office is not asked again.
fn has_no_head(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &Restricted,
    known: &mut BTreeMap<OfficeId, Option<BTreeSet<Uuid>>>,
) -> Result<bool, StoreError> {
    let unseen = match known.entry(case.office) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => new.insert(unseen_by_heads(tx, scope, case.office)?),
    };
    Ok(unseen.as_ref().is_none_or(|cases| cases.contains(&case.case)))
}

/// The cases from which every supervisor of `office` is barred; `None` where it has no supervisor.
fn unseen_by_heads(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
) -> Result<Option<BTreeSet<Uuid>>, StoreError> {
    let mut unseen: Option<BTreeSet<Uuid>> = None;
    for head in heads(tx, scope, office)? {
        let mut barred = bars::of_person(tx, head)?;
        if let Some(others) = &unseen {
            barred.retain(|case| others.contains(case));
        }
        let done = barred.is_empty();
        unseen = Some(barred);
        if done {
            break;
        }
    }
    Ok(unseen)
}

/// The supervisors of `office` whose accounts are open and set up; where it has none and the county's default office stands in for
/// it, the supervisors there.
fn heads(tx: &mut Tx<'_>, scope: &Scope, office: OfficeId) -> Result<Vec<StaffId>, StoreError> {
    let own = heads_of(tx, &office.to_string())?;
    if !own.is_empty() {
        return Ok(own);
    }
    match staff::stand_in(tx, &scope.county.to_string(), &office.to_string())? {
        Some(default) => heads_of(tx, &default),
        None => Ok(Vec::new()),
    }
}

fn heads_of(tx: &mut Tx<'_>, office: &str) -> Result<Vec<StaffId>, StoreError> {
    let roles: Vec<&str> = roles_of_whole_offices(Capability::RestrictedQueue)
        .map(Role::as_str)
        .collect();
    let ids: Vec<String> = accounts::table
        .inner_join(staff_offices::table.on(staff_offices::staff.eq(accounts::id)))
        .filter(staff_offices::office.eq(office))
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::password_hash.ne(NO_PASSWORD))
        .filter(accounts::role.eq_any(roles))
        .select(accounts::id)
        .load(tx.conn())?;
    let read = |id: String| {
        id.parse().map(StaffId).map_err(|_shape| StoreError::Corrupt {
            table: "staff",
            column: "id",
            row: id.clone(),
        })
    };
    ids.into_iter().map(read).collect()
}

/// Those of `cases` that are restricted or joined with a restricted one, whoever may see them: each tells of the other.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn reached(tx: &mut Tx<'_>, cases: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, StoreError> {
    let family = joined_with(tx, cases.clone())?;
    if family.is_empty() {
        return Ok(family);
    }
    let restricted: Vec<String> = cases::table
        .filter(cases::id.eq_any(family.iter().map(Uuid::to_string)))
        .filter(cases::restricted)
        .select(cases::id)
        .load(tx.conn())?;
    let restricted = restricted.iter().map(|id| parsed("id", id, id));
    let restricted = restricted.collect::<Result<_, _>>()?;
    let reached = joined_with(tx, restricted)?;
    Ok(cases.intersection(&reached).copied().collect())
}

/// `hidden` with what is joined with one of them, in either direction: each tells of the other.
pub(super) fn joined_with(tx: &mut Tx<'_>, mut hidden: BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, StoreError> {
    let mut edge: Vec<Uuid> = hidden.iter().copied().collect();
    for _ in 0..DEEPEST {
        if edge.is_empty() {
            break;
        }
        let ids: Vec<String> = edge.iter().map(ToString::to_string).collect();
        let met: Vec<(String, String)> = case_joins::table
            .filter(
                case_joins::case_id
                    .eq_any(&ids)
                    .or(case_joins::target.eq_any(&ids)),
            )
            .select((case_joins::case_id, case_joins::target))
            .load(tx.conn())?;
        edge.clear();
        for (case, target) in met {
            for id in [parsed("id", &case, &case)?, parsed("id", &target, &target)?] {
                if hidden.insert(id) {
                    edge.push(id);
                }
            }
        }
    }
    Ok(hidden)
}
