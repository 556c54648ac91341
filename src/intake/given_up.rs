//! The notices that never reached their office: shown to its people, tried again, or taken note of. A report itself
//! stands in the queue whatever becomes of its notice.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::record_access::record;
use super::session::Session;
use super::{App, IntakeError, oversight};
use crate::domain::access::{Capability, Place, Scope, decide, may_administer};
use crate::domain::audit::{Action, Entry};
use crate::domain::job::Job;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::{Office, OfficeId};
use crate::domain::reference::Reference;
use crate::store::jobs::{self, StoredJob};
use crate::store::{StoreError, Tx, alerts, bars, directory, emergencies, transfers};

/// At most so many are shown; the others are counted.
pub const SHOWN: i64 = 20;

/// What a notice was to tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A report.
    Report,
    /// A reporter's message.
    Message,
    /// An opening in an emergency: told to those who look it through or keep the office's users.
    Emergency,
    /// A transfer that nobody answers.
    Transfer,
}

/// A notice that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// The job's id.
    pub id: Uuid,
    /// The office that was to be told.
    pub office: OfficeId,
    /// Where it is told today.
    pub mailbox: Option<Mailbox>,
    /// The cases that it was about, with their references; empty when all of them have left the office, `None` for a
    /// person who does not see its queue.
    pub cases: Option<Vec<(Uuid, Reference)>>,
    /// Urgent by the reporter's own words, or told by a child.
    pub urgent: bool,
    /// What it was to tell of.
    pub about: About,
    /// Why the last try failed, by its code.
    pub failure: String,
    /// How often it was tried.
    pub tries: u32,
    /// When nobody tried any more (UTC).
    pub at: DateTime<Utc>,
}

/// What somebody should know of the mails to their offices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailTrouble {
    /// The oldest notices that were given up, at most [`SHOWN`].
    pub given_up: Vec<GivenUp>,
    /// How many there are in all.
    pub count: i64,
    /// The offices that nobody has named a mailbox for: told to those who can have it done.
    pub without_mailbox: Vec<OfficeId>,
}

/// The trouble with mails to the offices of `session`'s person: of those whose queue they see or whose users they keep.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn trouble(app: &App, session: &Session) -> Result<MailTrouble, IntakeError> {
    let (reached, read) = (offices(&session.scope), session.scope.queue_offices());
    app.store.read("mail_trouble", |tx| {
        let mut found = MailTrouble::default();
        for job in theirs(tx, &session.scope, &reached)? {
            found.count += 1;
            if found.count <= SHOWN {
                found.given_up.extend(given_up(tx, &job, &read)?);
            }
        }
        if may_ask_for_a_mailbox(&session.scope) {
            for office in &reached {
                let known = directory::office(tx, *office)?;
                if known.is_some_and(|office| office.mailbox.is_none()) {
                    found.without_mailbox.push(*office);
                }
            }
        }
        Ok(found)
    })
}

/// The notices to `offices` that were given up and are the person's of `scope` to know of, the oldest first: none of what they
/// are barred from, and of an emergency only for those who look it through.
fn theirs(tx: &mut Tx<'_>, scope: &Scope, offices: &[OfficeId]) -> Result<Vec<StoredJob>, StoreError> {
    let barred = bars::reports_of(tx, &scope.exceptions.barred)?;
    let mut theirs = Vec::new();
    for job in jobs::given_up(tx, offices, i64::MAX)? {
        if is_theirs(tx, scope, &job, &barred)? {
            theirs.push(job);
        }
    }
    Ok(theirs)
}

/// Whether the person of `scope`, who is barred from the reports `barred`, may know of the notice `job`.
fn is_theirs(
    tx: &mut Tx<'_>,
    scope: &Scope,
    job: &StoredJob,
    barred: &BTreeSet<Uuid>,
) -> Result<bool, StoreError> {
    let closed = |case: Uuid| scope.exceptions.barred.contains(&case);
    Ok(match &job.job {
        Some(Job::ArrivalNotice { report, .. } | Job::MessageNotice { report, .. }) => {
            !barred.contains(report)
        }
        Some(Job::EmergencyNotice { opening, office, .. }) => {
            looks_through(scope, *office) && !emergencies::case_of(tx, *opening)?.is_some_and(closed)
        }
        Some(Job::TransferNotice { transfer, .. }) => {
            let waiting = transfers::waiting(tx, *transfer)?;
            !waiting.is_some_and(|(transfer, _)| closed(transfer.case))
        }
        _ => false,
    })
}

/// The notice of `job`, with its cases for those who see the queue of its office, one of `read`.
fn given_up(tx: &mut Tx<'_>, job: &StoredJob, read: &[OfficeId]) -> Result<Option<GivenUp>, StoreError> {
    let (Some(told), Some(office), Some(at)) = (&job.job, office_of(job), job.given_up_at) else {
        return Ok(None);
    };
    let (about, cases) = match told {
        Job::ArrivalNotice { report, .. } => (About::Report, of_report(tx, *report, office)?),
        Job::MessageNotice { report, .. } => (About::Message, of_report(tx, *report, office)?),
        Job::EmergencyNotice { .. } => (About::Emergency, Vec::new()),
        Job::TransferNotice { transfer, .. } => {
            let waiting = transfers::waiting(tx, *transfer)?;
            let waiting = waiting.map(|(transfer, reference)| (transfer.case, reference));
            (About::Transfer, waiting.into_iter().collect())
        }
        _ => return Ok(None),
    };
    let mailbox = match told {
        Job::EmergencyNotice { auditors: true, .. } => oversight::auditors(tx, office)?,
        Job::EmergencyNotice { .. } | Job::TransferNotice { .. } => oversight::supervisors(tx, office)?,
        _ => directory::office(tx, office)?.and_then(|office| office.mailbox),
    };
    Ok(Some(GivenUp {
        id: job.id,
        office,
        mailbox,
        cases: (read.contains(&office) && about != About::Emergency).then_some(cases),
        urgent: matches!(told, Job::ArrivalNotice { urgent: true, .. }),
        about,
        failure: job.failure.clone().unwrap_or_default(),
        tries: job.attempts,
        at,
    }))
}

/// The cases of `report` that `office` sees.
fn of_report(tx: &mut Tx<'_>, report: Uuid, office: OfficeId) -> Result<Vec<(Uuid, Reference)>, StoreError> {
    let cases = alerts::of_report_in(tx, report, office)?;
    Ok(cases
        .into_iter()
        .map(|case| (case.case, case.reference))
        .collect())
}

/// Whether somebody looks through how the cases of `office` were opened in an emergency, or keeps its users.
fn looks_through(scope: &Scope, office: OfficeId) -> bool {
    let place = Place {
        case: None,
        county: scope.county,
        office,
        in_queue: false,
        in_hand: false,
    };
    decide(scope, Capability::ReviewEmergencies, &place).is_allowed()
        || may_administer(scope, Capability::ManageUsers, scope.county, Some(office))
}

/// What somebody does about notices that were given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// This one is to be tried again.
    Retry(Uuid),
    /// All of them are.
    RetryAll,
    /// Somebody looks after the report without it; the notice goes.
    Seen(Uuid),
}

/// Does what the person of `session` answers, with a row in the log. False when the notice is not there, not theirs to know of or
/// not theirs to answer so: only who sees the queue can say that the report is looked after.
///
/// # Errors
/// [`IntakeError`].
pub fn answer(app: &App, session: &Session, answer: Answer, now: DateTime<Utc>) -> Result<bool, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("answer_given_up", move |tx| {
        let reached = match answer {
            Answer::Seen(_) => scope.queue_offices(),
            Answer::Retry(_) | Answer::RetryAll => offices(&scope),
        };
        let found = match answer {
            Answer::RetryAll => jobs::given_up(tx, &reached, i64::MAX)?,
            Answer::Retry(id) | Answer::Seen(id) => jobs::find_given_up(tx, id)?.into_iter().collect(),
        };
        let barred = bars::reports_of(tx, &scope.exceptions.barred)?;
        let mut done = false;
        for job in found {
            let Some(office) = office_of(&job).filter(|office| reached.contains(office)) else {
                continue;
            };
            if !is_theirs(tx, &scope, &job, &barred)? {
                continue;
            }
            let action = if matches!(answer, Answer::Seen(_)) {
                jobs::dismiss(tx, job.id)?;
                Action::JobSeen
            } else {
                jobs::retry(tx, job.id, now)?;
                Action::JobRetried
            };
            let entry = Entry::by(&scope, action, now).to(job.id).of_offices([office]);
            record(tx, &working, entry)?;
            done = true;
        }
        Ok(done)
    })
}

/// Lets the operator try again what was given up: the job `id`, or everything. Tells how many there were.
///
/// # Errors
/// [`IntakeError`].
pub fn retry_by_operator(app: &App, id: Option<Uuid>, now: DateTime<Utc>) -> Result<usize, IntakeError> {
    let working = app.clone();
    app.store.write("retry_jobs", move |tx| {
        let found: Vec<StoredJob> = jobs::all(tx)?
            .into_iter()
            .filter(|job| job.given_up_at.is_some() && id.is_none_or(|id| id == job.id))
            .collect();
        for job in &found {
            jobs::retry(tx, job.id, now)?;
            if let Some(entry) = entry(tx, job, Action::JobRetried, now)? {
                record(tx, &working, entry)?;
            }
        }
        Ok(found.len())
    })
}

/// Writes into the log that `job`, an office's, was given up at `now`. The row tells the hour and not the minute: it
/// outlives the job, and an urgent notice that is refused at once would tell when somebody reported.
///
/// # Errors
/// [`IntakeError`].
pub fn record_given_up(
    tx: &mut Tx<'_>,
    app: &App,
    job: &StoredJob,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    match entry(tx, job, Action::JobGivenUp, now)? {
        Some(entry) => record(tx, app, Entry { at: None, ..entry }),
        None => Ok(()),
    }
}

/// The row that tells of a job of an office, by nobody with an account.
fn entry(
    tx: &mut Tx<'_>,
    job: &StoredJob,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Option<Entry>, StoreError> {
    let Some(id) = office_of(job) else {
        return Ok(None);
    };
    let office: Option<Office> = directory::office(tx, id)?;
    Ok(office.map(|office| {
        Entry::of_service(office.county, action, now)
            .to(job.id)
            .of_offices([id])
    }))
}

fn office_of(job: &StoredJob) -> Option<OfficeId> {
    match job.job {
        Some(
            Job::ArrivalNotice { office, .. }
            | Job::MessageNotice { office, .. }
            | Job::EmergencyNotice { office, .. }
            | Job::TransferNotice { office, .. },
        ) => Some(office),
        _ => None,
    }
}

/// The offices whose notices somebody may see and try again.
fn offices(scope: &Scope) -> Vec<OfficeId> {
    let may = |office: OfficeId, capability| {
        let place = Place {
            case: None,
            county: scope.county,
            office,
            in_queue: true,
            in_hand: false,
        };
        decide(scope, capability, &place).is_allowed()
    };
    let mut offices = scope.offices.clone();
    offices.retain(|office| {
        may(*office, Capability::SeeQueue)
            || may_administer(scope, Capability::ManageUsers, scope.county, Some(*office))
    });
    offices
}

/// Whether somebody answers for how their offices are set up.
fn may_ask_for_a_mailbox(scope: &Scope) -> bool {
    crate::domain::access::roles_with(Capability::ManageUsers).any(|role| role == scope.role)
}
