//! What somebody is to come back to: promised calls, people to be told another day, births. A row goes when it is done.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::access::{Capability, Place, Scope, StaffId, decide};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::office::OfficeId;
use crate::domain::reference::Reference;
use crate::store::bars::left_out;
use crate::store::case_rows::StoredCase;
use crate::store::schema::{cases, reminders};
use crate::store::{StoreError, Tx, joins};

/// So many times as many rows are read as are shown: of a joined case only the one that carries it tells who opens it.
const READ: usize = 4;

/// Why somebody comes back to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A call was promised.
    Call,
    /// Somebody is to be told another day, or a reason not to is looked at again.
    Notice,
    /// A birth is expected.
    Birth,
}

impl Kind {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Notice => "notice",
            Self::Birth => "birth",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Call, Self::Notice, Self::Birth]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// Something to come back to, as the desk lists it: nothing of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The case.
    pub case: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// Why.
    pub kind: Kind,
    /// When (UTC).
    pub due_at: DateTime<Utc>,
}

/// Puts a reminder of `kind` for `case` in the place of what there was of it; with `None` there is none any more. `object`
/// is the contact or the notice that it comes from, or the case itself where it is about all who are to be told.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn put(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    kind: Kind,
    object: Option<Uuid>,
    new: Option<(Uuid, DateTime<Utc>)>,
) -> Result<(), StoreError> {
    let object = object.map(|id| id.to_string());
    let old = reminders::table
        .filter(reminders::case_id.eq(case.id.to_string()))
        .filter(reminders::kind.eq(kind.as_str()));
    match &object {
        Some(object) => diesel::delete(old.filter(reminders::object.eq(object))).execute(tx.conn())?,
        None => diesel::delete(old).execute(tx.conn())?,
    };
    if let Some((id, due_at)) = new {
        diesel::insert_into(reminders::table)
            .values((
                reminders::id.eq(id.to_string()),
                reminders::case_id.eq(case.id.to_string()),
                reminders::county.eq(case.county.to_string()),
                reminders::kind.eq(kind.as_str()),
                reminders::due_at.eq(due_at.naive_utc()),
                reminders::object.eq(object),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Forgets what somebody was to come back to in `case`, which is closed or goes on in one that is: calls and births. The days on
/// which it is looked at again why somebody is not told stay, for the duty to tell does not end with the case.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn clear_closed(tx: &mut Tx<'_>, case: Uuid) -> Result<(), StoreError> {
    let ended = reminders::table
        .filter(reminders::case_id.eq(case.to_string()))
        .filter(reminders::kind.ne(Kind::Notice.as_str()));
    diesel::delete(ended).execute(tx.conn())?;
    Ok(())
}

/// The contact or notice that a reminder comes from, and when it falls due (UTC).
pub type Due = (Option<Uuid>, DateTime<Utc>);

/// When each promise of a kind falls due in `case`, by the entry that it comes from.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_case(tx: &mut Tx<'_>, case: Uuid, kind: Kind) -> Result<Vec<Due>, StoreError> {
    let rows: Vec<(String, Option<String>, NaiveDateTime)> = reminders::table
        .filter(reminders::case_id.eq(case.to_string()))
        .filter(reminders::kind.eq(kind.as_str()))
        .order((reminders::due_at, reminders::id))
        .select((reminders::id, reminders::object, reminders::due_at))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, object, due_at)| {
            let corrupt = StoreError::Corrupt {
                table: "reminders",
                column: "object",
                row: id,
            };
            let object = object.map(|id| id.parse()).transpose();
            Ok((object.map_err(|_shape| corrupt)?, due_at.and_utc()))
        })
        .collect()
}

/// What the person of `scope` is to come back to before `until`, the earliest first, at most `limit`: in cases that they
/// may open, be it because of the one in which it goes on.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn before(
    tx: &mut Tx<'_>,
    scope: &Scope,
    until: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Reminder>, StoreError> {
    type Row = (
        (String, String, NaiveDateTime),
        (String, String, String, String, bool, Option<String>),
    );
    let offices: Vec<String> = scope.offices.iter().map(ToString::to_string).collect();
    let rows = reminders::table
        .inner_join(cases::table.on(cases::id.eq(reminders::case_id)))
        .filter(reminders::county.eq(scope.county.to_string()))
        .filter(reminders::due_at.lt(until.naive_utc()))
        .filter(cases::office.eq_any(offices))
        .filter(cases::id.ne_all(left_out(scope)))
        // A birth is awaited in the case that carries the others.
        .filter(
            cases::state
                .ne(CaseStatus::Joined.as_str())
                .or(reminders::kind.ne(Kind::Birth.as_str())),
        )
        .order((reminders::due_at, reminders::id))
        .select((
            (reminders::id, reminders::kind, reminders::due_at),
            (
                cases::id,
                cases::reference,
                cases::office,
                cases::state,
                cases::in_queue,
                cases::assignee,
            ),
        ))
        .limit(i64::try_from(limit.saturating_mul(READ)).unwrap_or(i64::MAX))
        .into_boxed();
    // What `decide` would refuse must not use the limit up; it has the last word all the same, and of a joined case the one that
    // carries it decides.
    let rows: Vec<Row> = if opens_all(scope) {
        rows.load(tx.conn())?
    } else {
        let emergencies = scope.exceptions.emergencies.iter().map(Uuid::to_string);
        let mine = cases::assignee.eq(scope.staff.to_string()).assume_not_null();
        let opened = cases::id.eq_any(emergencies.collect::<Vec<_>>());
        let joined = cases::state.eq(CaseStatus::Joined.as_str());
        rows.filter(cases::in_queue.or(mine).or(opened).or(joined))
            .load(tx.conn())?
    };
    let mut found = Vec::new();
    for ((row, kind, due_at), (case, reference, office, state, in_queue, assignee)) in rows {
        let corrupt = |column| StoreError::Corrupt {
            table: "reminders",
            column,
            row: row.clone(),
        };
        let assignee = assignee.map(|id| id.parse()).transpose();
        let assignee: Option<Uuid> = assignee.map_err(|_shape| corrupt("assignee"))?;
        let id: Uuid = case.parse().map_err(|_shape| corrupt("case_id"))?;
        let me = Some(scope.staff);
        let joined = state == CaseStatus::Joined.as_str();
        let carrier = if joined { joins::carrier(tx, id)? } else { None };
        let place = Place {
            case: Some(id),
            county: scope.county,
            office: OfficeId(office.parse().map_err(|_shape| corrupt("office"))?),
            in_queue: in_queue || carrier.is_some_and(|carrier| carrier.in_queue),
            in_hand: assignee.map(StaffId) == me || carrier.is_some_and(|carrier| carrier.assignee == me),
        };
        if found.len() < limit && decide(scope, Capability::OpenReport, &place).is_allowed() {
            found.push(Reminder {
                case: id,
                reference: Reference::parse(&reference).ok_or_else(|| corrupt("reference"))?,
                kind: Kind::parse(&kind).ok_or_else(|| corrupt("kind"))?,
                due_at: due_at.and_utc(),
            });
        }
    }
    Ok(found)
}

/// Whether the person of `scope` opens every case of their offices, not those of the queue and their own alone.
fn opens_all(scope: &Scope) -> bool {
    scope.offices.iter().any(|office| {
        let place = Place {
            case: None,
            county: scope.county,
            office: *office,
            in_queue: false,
            in_hand: false,
        };
        decide(scope, Capability::OpenReport, &place).is_allowed()
    })
}
