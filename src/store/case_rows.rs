//! The read side of one case: its row, its siblings, what happened to it.
//!
//! Every function takes the [`Scope`] of the person who asks, or a case that was found with it.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::cases::EventKind;
use super::copies::{self, CaseCopy};
use super::joins::{self, Carrier};
use super::queue::QueuePlace;
use super::schema::{case_events, cases, staff};
pub use super::siblings::{Sibling, siblings};
use super::{StoreError, Tx};
use crate::domain::access::{Capability, Place, Scope, StaffId, decide};
use crate::domain::codes::Kind;
use crate::domain::deadline::{Clocks, Deadline};
use crate::domain::flood::FloodMark;
use crate::domain::lifecycle::CaseStatus;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::report::Subject;

/// A case as it is stored, its content sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCase {
    /// Its id.
    pub id: Uuid,
    /// The county that answers for it.
    pub county: CountyCode,
    /// The office whose queue it stands in.
    pub office: OfficeId,
    /// The report that made it.
    pub report: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// What of the report it is about.
    pub subject: Subject,
    /// Its legal kind.
    pub kind: Kind,
    /// The state of its life cycle, by its stable name.
    pub state: String,
    /// Day of arrival, Europe/Helsinki.
    pub received_on: NaiveDate,
    /// Hour of arrival, 0–23, Europe/Helsinki.
    pub received_hour: u32,
    /// The statutory clocks, once they run.
    pub clocks: Option<Clocks>,
    /// By what kind of rule it was routed, by its stable name.
    pub routing_rule: String,
    /// Why, sealed.
    pub routing_reason: Vec<u8>,
    /// What the queue shows of it, sealed.
    pub summary: Vec<u8>,
    /// Whether it stands in the queue.
    pub in_queue: bool,
    /// Its place there.
    pub place: QueuePlace,
    /// The flood in whose group it waits.
    pub flood: Option<Uuid>,
    /// Why it was marked as part of that flood.
    pub flood_mark: Option<FloodMark>,
    /// A worker has looked the group through and put the case aside.
    pub flood_examined: bool,
    /// When a worker first opened it, UTC.
    pub opened_at: Option<DateTime<Utc>>,
    /// Whose case it is; `None` while it is the queue's.
    pub assignee: Option<StaffId>,
    /// Only supervisors see it, and those to whom one was given ([`restricted`](super::restricted)).
    pub restricted: bool,
    /// The case that carries it, for one that was joined and was found by [`find`]: whoever works on that one reads it too.
    pub carrier: Option<Carrier>,
    /// How often it has been changed.
    pub version: i64,
    /// The office in whose queue the person who asks sees it: its own, or one that got a copy.
    pub seen_at: OfficeId,
    /// The county of that office.
    pub seen_in: CountyCode,
}

/// An event of a case, as its timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// What, by its stable name.
    pub kind: String,
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// Hour, 0–23, Europe/Helsinki.
    pub hour: u32,
    /// The exact instant, UTC, where it is kept in clear.
    pub at: Option<DateTime<Utc>>,
    /// Who did it, by the name that colleagues read.
    pub actor: Option<String>,
}

impl StoredEvent {
    /// By what a timeline is ordered, of one case or of several. In Rust, as the databases sort what is null at opposite
    /// ends. Within an hour the arrival comes first; what else the reporter did has no instant either and mostly answers
    /// what was asked: it comes last.
    pub fn place(&self) -> (NaiveDate, u32, bool, Option<DateTime<Utc>>) {
        let arrives = ["received", "recorded"].contains(&self.kind.as_str());
        (self.on, self.hour, self.at.is_none() && !arrives, self.at)
    }
}

#[derive(Queryable, Selectable)]
#[cfg_attr(test, derive(Default))]
#[diesel(table_name = cases)]
pub(super) struct Row {
    id: String,
    county: String,
    office: String,
    report: String,
    reference: String,
    subject: String,
    position: i64,
    kind: String,
    state: String,
    received_on: NaiveDate,
    received_hour: i64,
    pending_since: Option<NaiveDate>,
    start_target: Option<NaiveDate>,
    start_last: Option<NaiveDate>,
    complete_target: Option<NaiveDate>,
    complete_last: Option<NaiveDate>,
    routing_rule: String,
    routing_reason: Vec<u8>,
    summary: Vec<u8>,
    in_queue: bool,
    queue_rank: i64,
    queue_due: NaiveDate,
    opened_at: Option<NaiveDateTime>,
    flood: Option<String>,
    flood_mark: Option<String>,
    flood_examined: bool,
    assignee: Option<String>,
    version: i64,
    restricted: bool,
}

impl Row {
    fn clocks(&self) -> Option<Clocks> {
        Some(Clocks {
            pending_since: self.pending_since?,
            start_by: Deadline {
                target: self.start_target?,
                last_lawful_day: self.start_last?,
            },
            complete_by: Deadline {
                target: self.complete_target?,
                last_lawful_day: self.complete_last?,
            },
        })
    }
}

impl TryFrom<Row> for StoredCase {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "cases",
            column,
            row: row.id.clone(),
        };
        let id = row.id.parse().map_err(|_shape| corrupt("id"))?;
        let subject = match (row.subject.as_str(), usize::try_from(row.position)) {
            ("child", Ok(position)) => Subject::Child(position),
            ("unborn", _) => Subject::Unborn,
            _ => return Err(corrupt("subject")),
        };
        let received_hour = u32::try_from(row.received_hour).map_err(|_range| corrupt("received_hour"))?;
        let county = CountyCode::parse(&row.county).ok_or_else(|| corrupt("county"))?;
        let assignee = row.assignee.as_deref().map(str::parse).transpose();
        let assignee: Option<Uuid> = assignee.map_err(|_shape| corrupt("assignee"))?;
        let office = OfficeId(row.office.parse().map_err(|_shape| corrupt("office"))?);
        let flood = row.flood.as_deref().map(str::parse).transpose();
        Ok(Self {
            id,
            county,
            office,
            seen_at: office,
            seen_in: county,
            report: row.report.parse().map_err(|_shape| corrupt("report"))?,
            reference: Reference::parse(&row.reference).ok_or_else(|| corrupt("reference"))?,
            subject,
            kind: Kind::parse(&row.kind).ok_or_else(|| corrupt("kind"))?,
            received_hour,
            clocks: row.clocks(),
            received_on: row.received_on,
            state: row.state,
            routing_rule: row.routing_rule,
            routing_reason: row.routing_reason,
            summary: row.summary,
            in_queue: row.in_queue,
            place: QueuePlace {
                rank: row.queue_rank,
                due: row.queue_due,
                received_on: row.received_on,
                received_hour,
                case: id,
            },
            opened_at: row.opened_at.map(|at| at.and_utc()),
            flood: flood.map_err(|_shape| corrupt("flood"))?,
            flood_mark: row.flood_mark.as_deref().and_then(FloodMark::parse),
            flood_examined: row.flood_examined,
            assignee: assignee.map(StaffId),
            restricted: row.restricted,
            carrier: None,
            version: row.version,
        })
    }
}

/// The case with this id, if the person of `scope` may open it: one of their offices has it, or a copy of it, also of
/// another county's. A foreign one is `None`, like an absent one.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn find(tx: &mut Tx<'_>, scope: &Scope, id: Uuid) -> Result<Option<StoredCase>, StoreError> {
    let row = cases::table.find(id.to_string()).select(Row::as_select());
    let row = row.first(tx.conn()).optional()?;
    let copies = copies::of_cases(tx, &[id])?;
    let case = row.map(StoredCase::try_from).transpose()?;
    let mut case = case.map(|case| case.seen_by(scope, &copies));
    if let Some(joined) = case.as_mut().filter(|case| case.is_joined()) {
        joined.carrier = joins::carrier(tx, joined.id)?;
    }
    Ok(case
        .filter(|case| decide(scope, Capability::OpenReport, &case.standing(case.is_of(scope))).is_allowed()))
}

impl StoredCase {
    /// Whether the case is assigned to the person of `scope`, or the one that carries it is.
    pub fn is_of(&self, scope: &Scope) -> bool {
        let me = Some(scope.staff);
        self.assignee == me || self.carrier.is_some_and(|carrier| carrier.assignee == me)
    }

    /// Whether it goes on in another case of the same child.
    pub fn is_joined(&self) -> bool {
        self.state == CaseStatus::Joined.as_str()
    }

    /// Whether its child is not known to be born: no clock runs before (K11).
    pub fn is_unborn(&self) -> bool {
        self.kind == Kind::Prenatal && self.clocks.is_none()
    }

    /// Where the case stands for the person who asks, as far as access asks.
    pub fn standing(&self, in_hand: bool) -> Place {
        Place {
            case: Some(self.id),
            county: self.seen_in,
            office: self.seen_at,
            in_queue: self.in_queue || self.carrier.is_some_and(|carrier| carrier.in_queue),
            in_hand,
        }
    }

    /// The case as the person of `scope` sees it: in its own office's queue where that is theirs, else at the first of
    /// their offices that has one of `copies`. Nobody gains anything who has neither: then it stands where it is.
    #[must_use]
    pub fn seen_by(mut self, scope: &Scope, copies: &[CaseCopy]) -> Self {
        let own = self.county == scope.county && scope.offices.contains(&self.office);
        let copy = copies
            .iter()
            .find(|copy| copy.case == self.id && copy.is_for(scope));
        if let Some(copy) = copy.filter(|_| !own) {
            self.seen_at = copy.office;
            self.seen_in = copy.county;
        }
        self
    }
}

/// Marks a case as opened at `now`, unless it has been opened before.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn mark_opened(tx: &mut Tx<'_>, case: &StoredCase, now: DateTime<Utc>) -> Result<(), StoreError> {
    let updated_by = tx.name();
    diesel::update(
        cases::table
            .filter(cases::id.eq(case.id.to_string()))
            .filter(cases::county.eq(case.county.to_string()))
            .filter(cases::opened_at.is_null()),
    )
    .set((
        cases::opened_at.eq(now.naive_utc()),
        cases::updated_by.eq(updated_by),
    ))
    .execute(tx.conn())?;
    Ok(())
}

/// What happened to a case, the oldest first.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn events(tx: &mut Tx<'_>, case: &StoredCase) -> Result<Vec<StoredEvent>, StoreError> {
    type EventRow = (
        String,
        String,
        NaiveDate,
        i64,
        Option<NaiveDateTime>,
        Option<String>,
    );
    let rows: Vec<EventRow> = case_events::table
        .left_join(staff::table.on(staff::id.nullable().eq(case_events::actor)))
        .filter(case_events::case_id.eq(case.id.to_string()))
        .select((
            case_events::id,
            case_events::kind,
            case_events::happened_on,
            case_events::happened_hour,
            case_events::happened_at,
            staff::display_name.nullable(),
        ))
        .load(tx.conn())?;
    let events: Result<Vec<_>, StoreError> = rows
        .into_iter()
        .map(|(id, kind, on, hour, at, actor)| {
            let corrupt = StoreError::Corrupt {
                table: "case_events",
                column: "happened_hour",
                row: id,
            };
            Ok(StoredEvent {
                kind,
                on,
                hour: u32::try_from(hour).map_err(|_range| corrupt)?,
                at: at.map(|at| at.and_utc()),
                actor,
            })
        })
        .collect();
    let mut events = events?;
    events.sort_by_key(StoredEvent::place);
    Ok(events)
}

/// When the person of `scope` last did `kind` to the case, UTC.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn last_done(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: Uuid,
    kind: EventKind,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at: Option<NaiveDateTime> = case_events::table
        .filter(case_events::case_id.eq(case.to_string()))
        .filter(case_events::actor.eq(scope.staff.to_string()))
        .filter(case_events::kind.eq(kind.as_str()))
        .select(diesel::dsl::max(case_events::happened_at))
        .first(tx.conn())?;
    Ok(at.map(|at| at.and_utc()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A case that stands at `office`.
    pub fn case_at(office: OfficeId, county: CountyCode, in_queue: bool) -> StoredCase {
        let row = Row {
            id: Uuid::from_u128(7).to_string(),
            county: county.to_string(),
            office: office.to_string(),
            report: Uuid::from_u128(8).to_string(),
            reference: "LS-7K3M-92QX".to_owned(),
            subject: "child".to_owned(),
            kind: "child_welfare".to_owned(),
            state: "received".to_owned(),
            routing_rule: "default".to_owned(),
            queue_rank: 1,
            in_queue,
            ..Row::default()
        };
        row.try_into().unwrap()
    }
}
