//! What somebody is to come back to: promised calls, people to be told another day, births, assessments of contacts that are to
//! begin. A row goes when it is done.

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
    /// The assessment of a contact with social welfare is to begin, by a day that binds (SHL 36 § 3). Stored as a call with the case
    /// itself as its object: it comes from no entry.
    Start,
}

impl Kind {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Call | Self::Start => "call",
            Self::Notice => "notice",
            Self::Birth => "birth",
        }
    }

    /// The kind of a row of `case` that is called `name` and comes from `object`.
    fn of_row(name: &str, object: Option<&str>, case: &str) -> Option<Self> {
        match name {
            "call" if object == Some(case) => Some(Self::Start),
            "call" => Some(Self::Call),
            "notice" => Some(Self::Notice),
            "birth" => Some(Self::Birth),
            _ => None,
        }
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
/// is the contact or the notice that it comes from, or the case itself where it is about all who are to be told or about a start.
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

/// Forgets what somebody was to come back to in `case`, which is closed, and in all that goes on in it: calls, births and starts. The
/// days on which it is looked at again why somebody is not told stay, for the duty to tell does not end with the case.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn clear_closed(tx: &mut Tx<'_>, case: Uuid) -> Result<(), StoreError> {
    let below = joins::below(tx, case)?;
    let closed = below.iter().map(|joined| joined.case.to_string());
    let closed: Vec<String> = closed.chain([case.to_string()]).collect();
    let ended = reminders::table
        .filter(reminders::case_id.eq_any(closed))
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
    let id = case.to_string();
    rows.into_iter()
        .filter(|(_, object, _)| Kind::of_row(kind.as_str(), object.as_deref(), &id) == Some(kind))
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
        (String, String, Option<String>, NaiveDateTime),
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
            (
                reminders::id,
                reminders::kind,
                reminders::object,
                reminders::due_at,
            ),
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
    for ((row, kind, object, due_at), (case, reference, office, state, in_queue, assignee)) in rows {
        let corrupt = |column| StoreError::Corrupt {
            table: "reminders",
            column,
            row: row.clone(),
        };
        let kind = Kind::of_row(&kind, object.as_deref(), &case).ok_or_else(|| corrupt("kind"))?;
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
                kind,
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
