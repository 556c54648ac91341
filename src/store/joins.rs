//! Which cases go on in which other one of the same child, and which were found to be of two children.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::case_rows::StoredCase;
use super::connection::each;
use super::error::parsed;
use super::schema::{case_decisions, case_joins, cases, other_children, staff};
use super::{StoreError, Tx};
use crate::domain::access::{Scope, StaffId};
use crate::domain::deadline::Clocks;

/// So many cases may hang one below the other: the walk up ends there, whatever the rows say.
const DEEPEST: usize = 16;

/// What a case that carries others changes to when one joins or leaves it.
#[derive(Debug, Clone)]
pub struct Carrying {
    /// Its life cycle, sealed.
    pub life: Vec<u8>,
    /// Its clocks now; `None` for an unborn child.
    pub clocks: Option<Clocks>,
    /// What falls due next is the end of its assessment, not the start.
    pub started: bool,
    /// Its rank in the queue now.
    pub rank: i64,
}

/// Puts `carrying` in the place of what `case` was at its version. `false` when it has been changed meanwhile: then nothing is.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn carry(tx: &mut Tx<'_>, case: &StoredCase, carrying: &Carrying) -> Result<bool, StoreError> {
    let clocks = carrying.clocks.as_ref();
    let due = clocks.map_or(case.received_on, |clocks| {
        if carrying.started {
            clocks.complete_by.target
        } else {
            clocks.start_by.target
        }
    });
    let updated_by = tx.name();
    let rows = diesel::update(
        cases::table
            .filter(cases::id.eq(case.id.to_string()))
            .filter(cases::county.eq(case.county.to_string()))
            .filter(cases::version.eq(case.version)),
    )
    .set((
        cases::pending_since.eq(clocks.map(|clocks| clocks.pending_since)),
        cases::start_target.eq(clocks.map(|clocks| clocks.start_by.target)),
        cases::start_last.eq(clocks.map(|clocks| clocks.start_by.last_lawful_day)),
        cases::complete_target.eq(clocks.map(|clocks| clocks.complete_by.target)),
        cases::complete_last.eq(clocks.map(|clocks| clocks.complete_by.last_lawful_day)),
        cases::queue_due.eq(due),
        cases::queue_rank.eq(carrying.rank),
        cases::version.eq(case.version.saturating_add(1)),
        cases::updated_by.eq(updated_by),
    ))
    .execute(tx.conn())?;
    if rows != 1 {
        return Ok(false);
    }
    let of_case = (
        case_decisions::case_id.eq(case.id.to_string()),
        case_decisions::county.eq(case.county.to_string()),
        case_decisions::office.eq(case.office.to_string()),
    );
    let life = case_decisions::life.eq(&carrying.life);
    // What waits for a signature goes on waiting.
    each!(tx.conn(), |c| diesel::insert_into(case_decisions::table)
        .values((of_case, life))
        .on_conflict(case_decisions::case_id)
        .do_update()
        .set(life)
        .execute(c))?;
    Ok(true)
}

/// Notes that `case` goes on in `target`.
///
/// # Errors
/// [`StoreError::Conflict`] when it is joined already.
pub fn insert(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    target: Uuid,
    by: StaffId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(case_joins::table)
        .values((
            case_joins::case_id.eq(case.id.to_string()),
            case_joins::county.eq(case.county.to_string()),
            case_joins::target.eq(target.to_string()),
            case_joins::joined_at.eq(now.naive_utc()),
            case_joins::joined_by.eq(by.to_string()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets that `case` went on in another one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn remove(tx: &mut Tx<'_>, case: Uuid) -> Result<(), StoreError> {
    diesel::delete(case_joins::table.find(case.to_string())).execute(tx.conn())?;
    Ok(())
}

/// In which case `case` goes on; `None` while it stands for itself.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn target_of(tx: &mut Tx<'_>, case: Uuid) -> Result<Option<Uuid>, StoreError> {
    let found: Option<String> = case_joins::table
        .find(case.to_string())
        .select(case_joins::target)
        .first(tx.conn())
        .optional()?;
    found.map(|id| parsed("case_joins", "target", &id)).transpose()
}

/// The case that carries `case`: where its joins lead in the end, itself where it is not joined.
///
/// # Errors
/// As [`target_of`].
pub fn carrier_of(tx: &mut Tx<'_>, case: Uuid) -> Result<Uuid, StoreError> {
    let mut last = case;
    for _ in 0..DEEPEST {
        match target_of(tx, last)? {
            Some(next) => last = next,
            None => break,
        }
    }
    Ok(last)
}

/// Those who may open a case because of the one that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carrier {
    /// The case that carries it.
    pub case: Uuid,
    /// Whether that one stands in the queue.
    pub in_queue: bool,
    /// Whose that one is.
    pub assignee: Option<StaffId>,
}

/// What carries `case`, which is joined.
///
/// # Errors
/// As [`target_of`].
pub fn carrier(tx: &mut Tx<'_>, case: Uuid) -> Result<Option<Carrier>, StoreError> {
    let root = carrier_of(tx, case)?;
    if root == case {
        return Ok(None);
    }
    let found: Option<(bool, Option<String>)> = cases::table
        .find(root.to_string())
        .select((cases::in_queue, cases::assignee))
        .first(tx.conn())
        .optional()?;
    found
        .map(|(in_queue, assignee)| {
            let assignee = assignee.as_deref().map(|id| parsed("cases", "assignee", id));
            Ok(Carrier {
                case: root,
                in_queue,
                assignee: assignee.transpose()?.map(StaffId),
            })
        })
        .transpose()
}

/// A case that has been joined to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// It.
    pub case: Uuid,
    /// To which.
    pub target: Uuid,
    /// From which day its own clocks run, or would; `None` for an unborn child.
    pub pending_since: Option<NaiveDate>,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// By whom, by the name that colleagues read.
    pub by: String,
}

/// Everything that hangs below `carrier`, however deep, each case after the one that it was joined to.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn below(tx: &mut Tx<'_>, carrier: Uuid) -> Result<Vec<Joined>, StoreError> {
    let mut all: Vec<Joined> = Vec::new();
    let mut above = vec![carrier];
    for _ in 0..DEEPEST {
        let next = directly_below(tx, &above)?;
        if next.is_empty() {
            break;
        }
        above = next.iter().map(|joined| joined.case).collect();
        all.extend(next);
    }
    Ok(all)
}

/// What was joined to one of `targets`, the first first.
///
/// # Errors
/// As [`below`].
pub fn directly_below(tx: &mut Tx<'_>, targets: &[Uuid]) -> Result<Vec<Joined>, StoreError> {
    type JoinRow = (String, String, Option<NaiveDate>, NaiveDateTime, String);
    let ids: Vec<String> = targets.iter().map(ToString::to_string).collect();
    let rows: Vec<JoinRow> = case_joins::table
        .inner_join(cases::table.on(cases::id.eq(case_joins::case_id)))
        .inner_join(staff::table.on(staff::id.eq(case_joins::joined_by)))
        .filter(case_joins::target.eq_any(ids))
        .order((case_joins::joined_at, case_joins::case_id))
        .select((
            case_joins::case_id,
            case_joins::target,
            cases::pending_since,
            case_joins::joined_at,
            staff::display_name,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(case, target, pending_since, at, by)| {
            Ok(Joined {
                case: parsed("case_joins", "case_id", &case)?,
                target: parsed("case_joins", "target", &target)?,
                pending_since,
                at: at.and_utc(),
                by,
            })
        })
        .collect()
}

/// Notes that `case` and `other` are of two children; nothing changes where that stands already.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn say_other_child(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: Uuid,
    other: Uuid,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (low, high) = ordered(case, other);
    let county = scope.county.to_string();
    let by = scope.staff.to_string();
    tx.insert_else_exists(|tx| {
        diesel::insert_into(other_children::table)
            .values((
                other_children::case_id.eq(low),
                other_children::other.eq(high),
                other_children::county.eq(county),
                other_children::said_at.eq(now.naive_utc()),
                other_children::said_by.eq(by),
            ))
            .execute(tx.conn())?;
        Ok(())
    })?;
    Ok(())
}

/// Takes back that `case` and `other` are of two children. `true` where that stood.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn take_back(tx: &mut Tx<'_>, case: Uuid, other: Uuid) -> Result<bool, StoreError> {
    let pair = other_children::table.find(ordered(case, other));
    Ok(diesel::delete(pair).execute(tx.conn())? == 1)
}

/// The cases of which somebody said that they are of another child than `case`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_other_children(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let id = case.to_string();
    let mut ids: Vec<String> = other_children::table
        .filter(other_children::case_id.eq(&id))
        .select(other_children::other)
        .load(tx.conn())?;
    ids.extend(
        other_children::table
            .filter(other_children::other.eq(&id))
            .select(other_children::case_id)
            .load::<String>(tx.conn())?,
    );
    ids.iter()
        .map(|id| parsed("other_children", "other", id))
        .collect()
}

fn ordered(one: Uuid, two: Uuid) -> (String, String) {
    let (low, high) = if one < two { (one, two) } else { (two, one) };
    (low.to_string(), high.to_string())
}
