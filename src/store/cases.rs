//! Cases: one per child of a report, each with its office, its clocks and its place in the queue.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{case_events, cases};
use super::{StoreError, Tx};
use crate::domain::access::Scope;
use crate::domain::audit::EventRow;
use crate::domain::codes::Kind;
use crate::domain::deadline::Clocks;
use crate::domain::flood::FloodMark;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::report::Subject;
use crate::domain::rules::RuleKind;

pub use super::case_progress::{Progress, progress_of};

/// A case on its way into the store, just received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// Its id.
    pub id: Uuid,
    /// The county whose office receives it.
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
    /// Day of arrival, Europe/Helsinki.
    pub received_on: NaiveDate,
    /// Hour of arrival, 0–23, Europe/Helsinki.
    pub received_hour: u32,
    /// The statutory clocks; `None` for an unborn child, which has none before birth (K11).
    pub clocks: Option<Clocks>,
    /// By what kind of rule it was routed.
    pub routing_rule: RuleKind,
    /// Why, sealed: the reason tells where the child lives.
    pub routing_reason: Vec<u8>,
    /// What the queue shows of it, sealed.
    pub summary: Vec<u8>,
    /// Its place in the queue: 1 before 2.
    pub queue_rank: i64,
    /// The day by which the next step falls due.
    pub queue_due: NaiveDate,
    /// The flood in whose group it waits, and why it was marked.
    pub flood: Option<(Uuid, FloodMark)>,
}

/// What happened to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// It came.
    Received,
    /// It came, and a worker wrote it down.
    Recorded,
    /// A worker opened it.
    Opened,
    /// A worker opened the reporter's protected identity.
    IdentityOpened,
    /// A worker asked the reporter something.
    QuestionAsked,
    /// The reporter answered or added something.
    MessageReceived,
    /// The reporter closed the messages.
    MessagesClosed,
    /// A worker proposed a triage.
    Proposed,
    /// A social worker signed a triage.
    Triaged,
    /// A second social worker agreed to the decision.
    Confirmed,
    /// A second social worker did not agree, and it was opened again.
    Disputed,
    /// A social worker looked the decision through and found it right.
    Rechecked,
    /// A social worker looked the decision through and opened the case again.
    Reopened,
    /// A worker gave it to somebody.
    Assigned,
    /// A worker put it aside unread or undecided, and said why.
    PutAside,
    /// A worker joined it to another case of the same child.
    Joined,
    /// Another case of the same child was joined to it.
    TookIn,
    /// A worker undid that it was joined, and said why.
    JoinUndone,
    /// What had been joined to it left it.
    LetGo,
    /// A worker said that another case is of another child.
    OtherChild,
    /// That was taken back.
    OtherChildTakenBack,
    /// Somebody was barred from it.
    WorkerBarred,
    /// That was taken back.
    BarLifted,
    /// A worker said that they may not handle it.
    ConflictDeclared,
    /// A supervisor restricted it, and said why.
    Restricted,
    /// A supervisor lifted that, and said why.
    RestrictionLifted,
    /// Somebody of another office opened it in an emergency.
    EmergencyOpened,
    /// That was looked through.
    EmergencyReviewed,
    /// A worker wrote a note.
    NoteAdded,
    /// A worker wrote down a contact.
    ContactAdded,
    /// A worker completed facts of the child.
    FactsCompleted,
    /// A worker marked how far the tasks are.
    TasksChanged,
    /// A social worker assessed the urgent need once more.
    UrgencyReassessed,
    /// A worker wrote down who was told of the report, or why somebody is not.
    NoticeRecorded,
    /// A social worker was named who answers for the child.
    ResponsibleSet,
    /// A social worker finished the assessment.
    AssessmentFinished,
    /// A social worker closed it.
    Closed,
    /// A social worker wrote down when the assessment of a contact with social welfare began.
    SocialContactBegun,
    /// A social worker wrote down what came of that contact: it is closed.
    SocialContactEnded,
    /// A worker changed when the birth is expected.
    BirthExpected,
    /// A worker wrote down that the child is born: the clocks run from then.
    BirthRecorded,
    /// The family moved, and another office has it now.
    Rerouted,
    /// A worker offered it to another office.
    TransferSent,
    /// That office took it.
    TransferAccepted,
    /// That office sent it back.
    TransferRefused,
    /// Its papers were given by hand to a county outside the installation.
    HandedOver,
    /// From there it came back.
    CameBack,
    /// A worker made or changed a draft of a copy for a party.
    PartyCopyDrafted,
    /// A worker threw such a draft away.
    PartyCopyDiscarded,
    /// A second person sent such a draft back to the one who made it.
    PartyCopySentBack,
    /// A second person released such a copy.
    PartyCopyReleased,
    /// A worker took a released copy to print it.
    PartyCopyPrinted,
    /// A worker wrote down to whom a copy was given.
    PartyCopyGiven,
    /// A supervisor refused what a party asked for.
    PartyRequestRefused,
    /// A worker took the notice of that to print it.
    PartyRefusalPrinted,
    /// A worker saved it as a file for the county's client system.
    HandOutTaken,
    /// A worker wrote down that it was copied into that system.
    HandedOut,
}

impl EventKind {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Recorded => "recorded",
            Self::Opened => "opened",
            Self::IdentityOpened => "identity_opened",
            Self::QuestionAsked => "question_asked",
            Self::MessageReceived => "message_received",
            Self::MessagesClosed => "messages_closed",
            Self::Proposed => "proposed",
            Self::Triaged => "triaged",
            Self::Confirmed => "confirmed",
            Self::Disputed => "disputed",
            Self::Rechecked => "rechecked",
            Self::Reopened => "reopened",
            Self::Assigned => "assigned",
            Self::PutAside => "put_aside",
            Self::Joined => "joined",
            Self::TookIn => "took_in",
            Self::JoinUndone => "join_undone",
            Self::LetGo => "let_go",
            Self::OtherChild => "other_child",
            Self::OtherChildTakenBack => "other_child_taken_back",
            Self::WorkerBarred => "worker_barred",
            Self::BarLifted => "bar_lifted",
            Self::ConflictDeclared => "conflict_declared",
            Self::Restricted => "restricted",
            Self::RestrictionLifted => "restriction_lifted",
            Self::EmergencyOpened => "emergency_opened",
            Self::EmergencyReviewed => "emergency_reviewed",
            Self::NoteAdded => "note_added",
            Self::ContactAdded => "contact_added",
            Self::FactsCompleted => "facts_completed",
            Self::TasksChanged => "tasks_changed",
            Self::UrgencyReassessed => "urgency_reassessed",
            Self::NoticeRecorded => "notice_recorded",
            Self::ResponsibleSet => "responsible_set",
            Self::AssessmentFinished => "assessment_finished",
            Self::Closed => "closed",
            Self::SocialContactBegun => "social_contact_begun",
            Self::SocialContactEnded => "social_contact_ended",
            Self::BirthExpected => "birth_expected",
            Self::BirthRecorded => "birth_recorded",
            Self::Rerouted => "rerouted",
            Self::TransferSent => "transfer_sent",
            Self::TransferAccepted => "transfer_accepted",
            Self::TransferRefused => "transfer_refused",
            Self::HandedOver => "handed_over",
            Self::CameBack => "came_back",
            Self::PartyCopyDrafted => "party_copy_drafted",
            Self::PartyCopyDiscarded => "party_copy_discarded",
            Self::PartyCopySentBack => "party_copy_sent_back",
            Self::PartyCopyReleased => "party_copy_released",
            Self::PartyCopyPrinted => "party_copy_printed",
            Self::PartyCopyGiven => "party_copy_given",
            Self::PartyRequestRefused => "party_request_refused",
            Self::PartyRefusalPrinted => "party_refusal_printed",
            Self::HandOutTaken => "hand_out_taken",
            Self::HandedOut => "handed_out",
        }
    }
}

/// An event of a case, written in the transaction in which it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case: Uuid,
    /// The case's county.
    pub county: CountyCode,
    /// What.
    pub kind: EventKind,
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// Hour, 0–23, Europe/Helsinki.
    pub hour: u32,
    /// The exact instant, UTC; `None` for what a reporter did, of which nothing finer than the hour is kept in clear.
    pub at: Option<NaiveDateTime>,
    /// The worker who did it.
    pub actor: Option<Uuid>,
    /// Why, sealed.
    pub reason: Option<Vec<u8>>,
}

impl NewEvent {
    /// The event as it will lie in the database, for its digest in the log.
    pub fn row(&self) -> EventRow {
        EventRow {
            id: self.id.to_string(),
            county: self.county.to_string(),
            case_id: self.case.to_string(),
            kind: self.kind.as_str().to_owned(),
            happened_on: self.on,
            happened_hour: i64::from(self.hour),
            happened_at: self.at,
            actor: self.actor.map(|actor| actor.to_string()),
            reason: self.reason.clone(),
        }
    }
}

/// The subject as its two columns: what it is and the place in the report's list.
pub fn subject_columns(subject: Subject) -> (&'static str, i64) {
    match subject {
        Subject::Child(index) => ("child", i64::try_from(index).unwrap_or(i64::MAX)),
        Subject::Unborn => ("unborn", 0),
    }
}

/// Stores a case that has just been received.
///
/// # Errors
/// [`StoreError::Conflict`] when the reference is taken.
pub fn insert(tx: &mut Tx<'_>, case: &NewCase) -> Result<(), StoreError> {
    let (subject, position) = subject_columns(case.subject);
    let clocks = case.clocks.as_ref();
    let row = (
        (
            cases::id.eq(case.id.to_string()),
            cases::county.eq(case.county.to_string()),
            cases::office.eq(case.office.to_string()),
            cases::report.eq(case.report.to_string()),
            cases::reference.eq(case.reference.as_str()),
            cases::subject.eq(subject),
            cases::position.eq(position),
            cases::kind.eq(case.kind.as_str()),
            cases::state.eq("received"),
            cases::received_on.eq(case.received_on),
            cases::received_hour.eq(i64::from(case.received_hour)),
        ),
        (
            cases::pending_since.eq(clocks.map(|clocks| clocks.pending_since)),
            cases::start_target.eq(clocks.map(|clocks| clocks.start_by.target)),
            cases::start_last.eq(clocks.map(|clocks| clocks.start_by.last_lawful_day)),
            cases::complete_target.eq(clocks.map(|clocks| clocks.complete_by.target)),
            cases::complete_last.eq(clocks.map(|clocks| clocks.complete_by.last_lawful_day)),
        ),
        (
            cases::routing_rule.eq(case.routing_rule.as_str()),
            cases::routing_reason.eq(&case.routing_reason),
            cases::summary.eq(&case.summary),
            cases::in_queue.eq(true),
            cases::queue_rank.eq(case.queue_rank),
            cases::queue_due.eq(case.queue_due),
            cases::updated_by.eq(tx.name()),
            cases::flood.eq(case.flood.map(|(flood, _)| flood.to_string())),
            cases::flood_mark.eq(case.flood.map(|(_, why)| why.as_str())),
        ),
    );
    diesel::insert_into(cases::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Stores an event.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_event(tx: &mut Tx<'_>, event: &NewEvent) -> Result<(), StoreError> {
    diesel::insert_into(case_events::table)
        .values((
            case_events::id.eq(event.id.to_string()),
            case_events::county.eq(event.county.to_string()),
            case_events::case_id.eq(event.case.to_string()),
            case_events::kind.eq(event.kind.as_str()),
            case_events::happened_on.eq(event.on),
            case_events::happened_hour.eq(i64::from(event.hour)),
            case_events::happened_at.eq(event.at),
            case_events::actor.eq(event.actor.map(|actor| actor.to_string())),
            case_events::reason.eq(event.reason.as_ref()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// How many protected identities the person of `scope` has opened on `day` (Europe/Helsinki).
///
/// # Errors
/// [`StoreError`] of the database.
pub fn identities_opened(tx: &mut Tx<'_>, scope: &Scope, day: NaiveDate) -> Result<i64, StoreError> {
    Ok(case_events::table
        .filter(case_events::county.eq(scope.county.to_string()))
        .filter(case_events::happened_on.eq(day))
        .filter(case_events::kind.eq(EventKind::IdentityOpened.as_str()))
        .filter(case_events::actor.eq(scope.staff.to_string()))
        .count()
        .get_result(tx.conn())?)
}
