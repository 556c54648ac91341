//! Who is barred from which case. A bar holds for every case of the same report and for those that are held together with
//! it: they tell of the same family.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::casework::Colleague;
use super::error::parsed;
use super::schema::{case_bars, case_claims, case_joins, cases, cases_handed, staff, staff_offices};
use super::staff::NO_PASSWORD;
use super::{StoreError, Tx};
use crate::domain::access::{Role, Scope, StaffId};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::office::OfficeId;
use crate::store::case_rows::StoredCase;

/// So many steps from case to case are walked: more are never joined one below the other.
const FURTHEST: usize = 32;

/// A bar on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBar {
    /// Its id.
    pub id: Uuid,
    /// Who may not see the case.
    pub person: StaffId,
    /// Why, sealed.
    pub ground: Vec<u8>,
    /// Who says so.
    pub by: StaffId,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// A bar that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its id.
    pub id: Uuid,
    /// Who may not see the case.
    pub person: StaffId,
    /// By the name that colleagues read.
    pub name: String,
    /// Why, sealed.
    pub ground: Vec<u8>,
    /// Who said so.
    pub by: StaffId,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// `start` with every case that tells of the same family: of the same report, or joined, however far.
fn related(tx: &mut Tx<'_>, start: Vec<String>) -> Result<BTreeSet<String>, StoreError> {
    let mut all: BTreeSet<String> = start.iter().cloned().collect();
    let mut edge = start;
    for _ in 0..FURTHEST {
        if edge.is_empty() {
            break;
        }
        let reports: Vec<String> = cases::table
            .filter(cases::id.eq_any(&edge))
            .select(cases::report)
            .load(tx.conn())?;
        let mut found: Vec<String> = cases::table
            .filter(cases::report.eq_any(reports))
            .select(cases::id)
            .load(tx.conn())?;
        let above = case_joins::table.filter(case_joins::case_id.eq_any(&edge));
        found.extend(above.select(case_joins::target).load::<String>(tx.conn())?);
        let below = case_joins::table.filter(case_joins::target.eq_any(&edge));
        found.extend(below.select(case_joins::case_id).load::<String>(tx.conn())?);
        edge = found.into_iter().filter(|id| all.insert(id.clone())).collect();
    }
    Ok(all)
}

/// The cases from which `person` is barred.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_person(tx: &mut Tx<'_>, person: StaffId) -> Result<BTreeSet<Uuid>, StoreError> {
    let said: Vec<String> = case_bars::table
        .filter(case_bars::staff.eq(person.to_string()))
        .select(case_bars::case_id)
        .load(tx.conn())?;
    let all = related(tx, said)?;
    all.iter().map(|id| parsed("cases", "id", id)).collect()
}

/// The reports that made `barred`.
///
/// # Errors
/// As [`of_person`].
pub fn reports_of(tx: &mut Tx<'_>, barred: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, StoreError> {
    if barred.is_empty() {
        return Ok(BTreeSet::new());
    }
    let reports: Vec<String> = cases::table
        .filter(cases::id.eq_any(barred.iter().map(Uuid::to_string)))
        .select(cases::report)
        .load(tx.conn())?;
    reports.iter().map(|id| parsed("cases", "report", id)).collect()
}

/// Everybody who is barred from `case`, also by another case of the same family.
///
/// # Errors
/// As [`of_person`].
pub fn barred_from(tx: &mut Tx<'_>, case: Uuid) -> Result<BTreeSet<StaffId>, StoreError> {
    // Mostly nobody is barred from anything.
    let any = case_bars::table.select(case_bars::id).limit(1);
    if any.first::<String>(tx.conn()).optional()?.is_none() {
        return Ok(BTreeSet::new());
    }
    let family = related(tx, vec![case.to_string()])?;
    let people: Vec<String> = case_bars::table
        .filter(case_bars::case_id.eq_any(family))
        .select(case_bars::staff)
        .load(tx.conn())?;
    people
        .iter()
        .map(|id| parsed("case_bars", "staff", id).map(StaffId))
        .collect()
}

/// Those of `colleagues` who are not barred from `case`.
///
/// # Errors
/// As [`of_person`].
pub fn permitted(
    tx: &mut Tx<'_>,
    case: Uuid,
    mut colleagues: Vec<Colleague>,
) -> Result<Vec<Colleague>, StoreError> {
    let barred = barred_from(tx, case)?;
    colleagues.retain(|colleague| !barred.contains(&colleague.id));
    Ok(colleagues)
}

/// The bars of `case` itself, the oldest first.
///
/// # Errors
/// As [`of_person`].
pub fn of_case(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<Bar>, StoreError> {
    type BarRow = (String, String, String, Vec<u8>, String, NaiveDateTime);
    let rows: Vec<BarRow> = case_bars::table
        .inner_join(staff::table.on(staff::id.eq(case_bars::staff)))
        .filter(case_bars::case_id.eq(case.to_string()))
        .order((case_bars::said_at, case_bars::id))
        .select((
            case_bars::id,
            case_bars::staff,
            staff::display_name,
            case_bars::ground,
            case_bars::said_by,
            case_bars::said_at,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, person, name, ground, by, at)| {
            Ok(Bar {
                id: parsed("case_bars", "id", &id)?,
                person: StaffId(parsed("case_bars", "staff", &person)?),
                name,
                ground,
                by: StaffId(parsed("case_bars", "said_by", &by)?),
                at: at.and_utc(),
            })
        })
        .collect()
}

/// Stores `bar` on `case`. `false` where that person is barred from it already.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, case: &StoredCase, bar: &NewBar) -> Result<bool, StoreError> {
    let there: bool = diesel::select(diesel::dsl::exists(
        case_bars::table
            .filter(case_bars::case_id.eq(case.id.to_string()))
            .filter(case_bars::staff.eq(bar.person.to_string())),
    ))
    .get_result(tx.conn())?;
    if there {
        return Ok(false);
    }
    diesel::insert_into(case_bars::table)
        .values((
            case_bars::id.eq(bar.id.to_string()),
            case_bars::case_id.eq(case.id.to_string()),
            case_bars::county.eq(case.county.to_string()),
            case_bars::staff.eq(bar.person.to_string()),
            case_bars::ground.eq(&bar.ground),
            case_bars::said_at.eq(bar.at.naive_utc()),
            case_bars::said_by.eq(bar.by.to_string()),
        ))
        .execute(tx.conn())?;
    Ok(true)
}

/// Takes the bar `id` of `case` back, and tells who was barred; `None` where it holds no more.
///
/// # Errors
/// As [`of_person`].
pub fn remove(tx: &mut Tx<'_>, case: &StoredCase, id: Uuid) -> Result<Option<StaffId>, StoreError> {
    let bar = case_bars::table
        .find(id.to_string())
        .filter(case_bars::case_id.eq(case.id.to_string()));
    let person: Option<String> = bar.select(case_bars::staff).first(tx.conn()).optional()?;
    diesel::delete(
        case_bars::table
            .find(id.to_string())
            .filter(case_bars::case_id.eq(case.id.to_string())),
    )
    .execute(tx.conn())?;
    person
        .map(|id| parsed("case_bars", "staff", &id).map(StaffId))
        .transpose()
}

/// Who may take over in `office` what somebody may not handle any more, none of `barred`: a supervisor who is a social worker,
/// else another supervisor, a social worker, whoever works there.
///
/// # Errors
/// As [`of_person`].
pub fn successor(
    tx: &mut Tx<'_>,
    office: OfficeId,
    barred: &BTreeSet<StaffId>,
    roles: &[&str],
) -> Result<Option<StaffId>, StoreError> {
    let rows: Vec<(String, String, bool)> = staff::table
        .inner_join(staff_offices::table.on(staff_offices::staff.eq(staff::id)))
        .filter(staff_offices::office.eq(office.to_string()))
        .filter(staff::disabled_at.is_null())
        // Who has not set up the account yet cannot open anything.
        .filter(staff::password_hash.ne(NO_PASSWORD))
        .filter(staff::role.eq_any(roles))
        .order((staff::display_name, staff::id))
        .select((staff::id, staff::role, staff::social_worker))
        .load(tx.conn())?;
    let mut able = Vec::new();
    for (id, role, signs) in rows {
        let person = StaffId(parsed("staff", "id", &id)?);
        if !barred.contains(&person) {
            able.push((role != Role::Supervisor.as_str(), !signs, person));
        }
    }
    able.sort_by_key(|(worker, unsigned, _)| (*worker, *unsigned));
    Ok(able.first().map(|(_, _, person)| *person))
}

/// A case that somebody had and may not handle any more, while there is something to do in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// It.
    pub case: Uuid,
    /// Its office.
    pub office: OfficeId,
    /// The state of its life cycle, by its stable name.
    pub state: String,
    /// Whether colleagues find it in the queue.
    pub in_queue: bool,
}

/// Takes `case` and what tells of the same family out of the hands of `person`: what they had on a page, what was given to them,
/// and what they had yet to open as own worker. Gives the open cases that were theirs, which belong to nobody now; also those
/// of a child whose own worker they were, opened or not, as that child needs another one.
///
/// # Errors
/// As [`of_person`].
pub fn take_away(tx: &mut Tx<'_>, case: Uuid, person: StaffId) -> Result<Vec<Left>, StoreError> {
    let family = related(tx, vec![case.to_string()])?;
    let held = case_claims::table
        .filter(case_claims::case_id.eq_any(&family))
        .filter(case_claims::worker.eq(person.to_string()));
    diesel::delete(held).execute(tx.conn())?;
    let handed = cases_handed::table
        .filter(cases_handed::case_id.eq_any(&family))
        .filter(cases_handed::worker.eq(person.to_string()));
    diesel::delete(handed).execute(tx.conn())?;
    let theirs = || {
        cases::table
            .filter(cases::id.eq_any(&family))
            .filter(cases::assignee.eq(person.to_string()))
    };
    let open: Vec<&str> = CaseStatus::ALL
        .into_iter()
        .filter(|status| status.is_worked_on() || *status == CaseStatus::WithOwnWorker)
        .map(CaseStatus::as_str)
        .collect();
    let rows: Vec<(String, String, String, bool)> = theirs()
        .filter(cases::state.eq_any(open))
        .select((cases::id, cases::office, cases::state, cases::in_queue))
        .load(tx.conn())?;
    let updated_by = tx.name();
    diesel::update(theirs())
        .set((
            cases::assignee.eq(None::<String>),
            cases::version.eq(cases::version + 1),
            cases::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    rows.into_iter()
        .map(|(case, office, state, in_queue)| {
            Ok(Left {
                case: parsed("cases", "id", &case)?,
                office: OfficeId(parsed("cases", "office", &office)?),
                state,
                in_queue,
            })
        })
        .collect()
}

/// Gives `case`, which is nobody's, to `person`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn hand_over(tx: &mut Tx<'_>, case: Uuid, person: StaffId) -> Result<(), StoreError> {
    diesel::update(
        cases::table
            .filter(cases::id.eq(case.to_string()))
            .filter(cases::assignee.is_null()),
    )
    .set(cases::assignee.eq(person.to_string()))
    .execute(tx.conn())?;
    Ok(())
}

/// The ids of the cases from which the person of `scope` is barred, for a query to leave out.
pub(super) fn left_out(scope: &Scope) -> Vec<String> {
    scope.exceptions.barred.iter().map(Uuid::to_string).collect()
}
