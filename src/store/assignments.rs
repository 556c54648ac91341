//! Whose cases are whose: what somebody has been given, how much each has, and giving on.

use std::collections::HashMap;

use diesel::dsl::{count_star, not};
use diesel::prelude::*;
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::casebook::reminders::Kind;
use super::casework::{Colleague, colleagues};
use super::copies::{self, CaseCopy};
use super::queue::{COUNT_LIMIT, QueuePlace, beyond};
use super::schema::{cases, cases_handed, reminders, staff};
use super::{StoreError, Tx};
use crate::domain::access::{Scope, StaffId};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

/// How much somebody has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub colleague: Colleague,
    /// How many open cases they have, those among them that they have yet to open as own worker.
    pub open: i64,
    /// Whether they can be given more: their account is open and they work there.
    pub receives: bool,
}

/// The states in which there is still something to do.
fn open_states() -> Vec<&'static str> {
    CaseStatus::ALL
        .into_iter()
        .filter(|status| status.is_worked_on())
        .map(CaseStatus::as_str)
        .collect()
}

/// That there is still something to do in a case: it is open, or its own worker has yet to open it.
macro_rules! is_open {
    () => {
        cases::state.eq_any(open_states()).or(cases::state
            .eq(CaseStatus::WithOwnWorker.as_str())
            .and(cases::id.eq_any(cases_handed::table.select(cases_handed::case_id))))
    };
}

fn names(offices: &[OfficeId]) -> Vec<String> {
    offices.iter().map(ToString::to_string).collect()
}

/// What somebody has, in the order in which it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// Something is to be done, and a clock may run.
    Open,
    /// The assessment is ready, and the case is not closed.
    Assessed,
    /// It has ended, and somebody is still to be told that the report came.
    Untold,
    /// Nothing is left to do.
    Ended,
}

impl Group {
    const ALL: [Self; 4] = [Self::Open, Self::Assessed, Self::Untold, Self::Ended];

    /// How much higher the ranks of this group's places are, so that it stands behind the groups before it.
    const fn behind(self) -> i64 {
        match self {
            Self::Open => 0,
            Self::Assessed => 100,
            Self::Untold => 200,
            Self::Ended => 300,
        }
    }

    /// In which group `place` of the whole list lies, and where there.
    fn of(place: QueuePlace) -> (Self, QueuePlace) {
        let reached = |group: &Self| place.rank >= group.behind();
        let group = Self::ALL.into_iter().rfind(reached).unwrap_or(Self::Open);
        let rank = place.rank.saturating_sub(group.behind());
        (group, QueuePlace { rank, ..place })
    }
}

/// At most `limit` cases that are assigned to the person of `scope`, from after `after`: those of their offices, whether they
/// stand in the queue or have gone on. What is open comes first, then what is assessed and not closed, then what has ended with
/// somebody still to be told of the report, then what else has ended, each in the order of the queue; the rank of a place says
/// which of these it is too.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn assigned(
    tx: &mut Tx<'_>,
    scope: &Scope,
    after: Option<QueuePlace>,
    limit: usize,
) -> Result<(Vec<StoredCase>, Vec<CaseCopy>), StoreError> {
    let (first, after) = after.map_or((Group::Open, None), |place| {
        let (group, within) = Group::of(place);
        (group, Some(within))
    });
    let mut found: Vec<StoredCase> = Vec::new();
    for group in Group::ALL.into_iter().filter(|group| *group >= first) {
        let left = limit.saturating_sub(found.len());
        if left > 0 {
            let after = after.filter(|_| group == first);
            found.extend(assigned_in(tx, scope, group, after, left)?);
        }
    }
    let ids: Vec<Uuid> = found.iter().map(|case| case.id).collect();
    let copies = copies::of_cases(tx, &ids)?;
    Ok((found, copies))
}

/// The same of one `group`, from after `after` within it.
fn assigned_in(
    tx: &mut Tx<'_>,
    scope: &Scope,
    group: Group,
    after: Option<QueuePlace>,
    limit: usize,
) -> Result<Vec<StoredCase>, StoreError> {
    let mut rows = cases::table
        // As a bare condition on the column: the predicate of the partial index.
        .filter(cases::assignee.eq(scope.staff.to_string()))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::office.eq_any(names(&scope.offices)))
        .filter(cases::id.ne_all(left_out(scope)))
        .order((
            cases::queue_rank,
            cases::queue_due,
            cases::received_on,
            cases::received_hour,
            cases::id,
        ))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(Row::as_select())
        .into_boxed();
    let assessed = CaseStatus::Assessed.as_str();
    // The reminder of a whole case stands for as long as somebody is to be told.
    let untold = || {
        reminders::table
            .filter(reminders::kind.eq(Kind::Notice.as_str()))
            .filter(reminders::object.eq(reminders::case_id.nullable()))
            .select(reminders::case_id)
    };
    rows = match group {
        Group::Open => rows.filter(is_open!()).filter(cases::state.ne(assessed)),
        Group::Assessed => rows.filter(cases::state.eq(assessed)),
        Group::Untold => rows.filter(not(is_open!())).filter(cases::id.eq_any(untold())),
        Group::Ended => rows.filter(not(is_open!())).filter(cases::id.ne_all(untold())),
    };
    if let Some(after) = after {
        rows = rows.filter(beyond!(after));
    }
    let placed = |row| {
        let mut case = StoredCase::try_from(row)?;
        case.place.rank = case.place.rank.saturating_add(group.behind());
        Ok(case)
    };
    let found = rows.load::<Row>(tx.conn())?;
    found.into_iter().map(placed).collect()
}

/// How many open cases the person of `scope` has, with those that they have yet to open as own worker; at most [`COUNT_LIMIT`].
///
/// # Errors
/// [`StoreError`] of the database.
pub fn open_count(tx: &mut Tx<'_>, scope: &Scope) -> Result<i64, StoreError> {
    let open: Vec<String> = cases::table
        .filter(cases::assignee.eq(scope.staff.to_string()))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::office.eq_any(names(&scope.offices)))
        .filter(is_open!())
        .filter(cases::id.ne_all(left_out(scope)))
        .limit(COUNT_LIMIT)
        .select(cases::state)
        .load(tx.conn())?;
    Ok(i64::try_from(open.len()).unwrap_or(COUNT_LIMIT))
}

/// The open cases of `person` in `offices` of `county`, and those that they have yet to open as own worker; in no order.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn open_of(
    tx: &mut Tx<'_>,
    county: CountyCode,
    offices: &[OfficeId],
    person: StaffId,
) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<String> = cases::table
        .filter(cases::assignee.eq(person.to_string()))
        .filter(cases::county.eq(county.to_string()))
        .filter(cases::office.eq_any(names(offices)))
        .filter(is_open!())
        .select(cases::id)
        .load(tx.conn())?;
    ids.into_iter()
        .map(|id| {
            id.parse().map_err(|_shape| StoreError::Corrupt {
                table: "cases",
                column: "id",
                row: id.clone(),
            })
        })
        .collect()
}

/// Everybody who has open cases in `offices` or can be given some (by one of `roles`), by name. Cases from which the person of
/// `scope` is barred are not counted.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn loads(
    tx: &mut Tx<'_>,
    scope: &Scope,
    offices: &[OfficeId],
    roles: &[&str],
) -> Result<Vec<Load>, StoreError> {
    let mut loads: HashMap<String, Load> = HashMap::new();
    for office in offices {
        for colleague in colleagues(tx, *office, roles)? {
            loads.insert(
                colleague.id.to_string(),
                Load {
                    colleague,
                    open: 0,
                    receives: true,
                },
            );
        }
    }
    let rows: Vec<(String, String, i64)> = cases::table
        .inner_join(staff::table.on(staff::id.nullable().eq(cases::assignee)))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::office.eq_any(names(offices)))
        .filter(cases::id.ne_all(left_out(scope)))
        .filter(cases::assignee.is_not_null())
        .filter(is_open!())
        .group_by((staff::id, staff::display_name))
        .select((staff::id, staff::display_name, count_star()))
        .load(tx.conn())?;
    for (id, name, open) in rows {
        let corrupt = StoreError::Corrupt {
            table: "staff",
            column: "id",
            row: id.clone(),
        };
        let person = StaffId(id.parse().map_err(|_shape| corrupt)?);
        let load = loads.entry(id).or_insert_with(|| Load {
            colleague: Colleague { id: person, name },
            open: 0,
            receives: false,
        });
        load.open = open;
    }
    let mut loads: Vec<Load> = loads.into_values().collect();
    loads.sort_by(|a, b| (&a.colleague.name, a.colleague.id).cmp(&(&b.colleague.name, b.colleague.id)));
    Ok(loads)
}

/// What `people` are called by their colleagues, by account.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn names_of(
    tx: &mut Tx<'_>,
    people: impl Iterator<Item = StaffId>,
) -> Result<HashMap<StaffId, String>, StoreError> {
    let ids: Vec<String> = people.map(|id| id.to_string()).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, String)> = staff::table
        .filter(staff::id.eq_any(ids))
        .select((staff::id, staff::display_name))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, name)| {
            let corrupt = StoreError::Corrupt {
                table: "staff",
                column: "id",
                row: id.clone(),
            };
            Ok((StaffId(id.parse().map_err(|_shape| corrupt)?), name))
        })
        .collect()
}

/// Gives `case` to `to`. An assessment that runs stands in the queue for as long as nobody has it, and leaves it by this. `false`
/// when the case has been changed since it was read: then nothing is.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn assign(tx: &mut Tx<'_>, case: &StoredCase, to: StaffId) -> Result<bool, StoreError> {
    let updated_by = tx.name();
    let running = case.state == CaseStatus::UnderAssessment.as_str();
    let rows = diesel::update(
        cases::table
            .filter(cases::id.eq(case.id.to_string()))
            .filter(cases::county.eq(case.county.to_string()))
            .filter(cases::version.eq(case.version)),
    )
    .set((
        cases::assignee.eq(Some(to.to_string())),
        cases::in_queue.eq(case.in_queue && !running),
        cases::version.eq(case.version.saturating_add(1)),
        cases::updated_by.eq(updated_by),
    ))
    .execute(tx.conn())?;
    Ok(rows == 1)
}
