//! The workspace of a case, `GET` and `POST /staff/cases/{id}/assessment`. Which of its forms was posted, the button tells.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::triage::called_at;
use super::typed;
use super::view::assessment::{Drawer, form};
use super::view::unsaved;
use crate::domain::access::StaffId;
use crate::domain::assessment::{
    DelayCause, DelayDraft, Draft, LONGEST, LONGEST_DELAY, Lack, Task, TaskStatus, Tasks,
};
use crate::domain::contact::{self, Channel, Reached, With};
use crate::domain::helsinki::civil_date;
use crate::domain::lifecycle::{Outcome, Urgency};
use crate::domain::urgent_need;
use crate::intake::assessment::{
    add_contact, add_note, close, finish, open, set_responsible, set_tasks, set_urgency,
};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;

/// Shows the workspace.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not this person's to work on.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let page = page(&request, &app, &site, &signed, &id, None).await?;
    answer(&page, StatusCode::OK)
}

/// Stores what was posted and leads back to the workspace; or shows it again with what lacks, everything typed kept.
///
/// # Errors
/// As [`show`].
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    posted: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = posted;
    let now = app.clock.now();
    let look = Look::new(&app, signed.session.language, now);
    let job = Job::of(&fields, now).ok_or_else(WebError::not_found)?;
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || job.run(&working, &session, case, now)).await?;
    let (status, faults) = match done.map_err(failed)? {
        Done::Stored => {
            let place = format!("{}/staff/cases/{case}/assessment", site.root(&request));
            return Ok(see_other(place));
        }
        Done::Absent => return Err(WebError::not_found()),
        Done::Lacks(lacks) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            lacks
                .into_iter()
                .map(|(id, key, max)| fault(id, look.words.count(key, "max", max)))
                .collect(),
        ),
        Done::Overtaken(id) => (StatusCode::CONFLICT, vec![fault(id, look.word("work-overtaken"))]),
    };
    let filled = Filled::new(fields.get("go"), &fields, faults);
    let page = page(&request, &app, &site, &signed, &id, Some(filled)).await?;
    answer(&page, status)
}

async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    id: &str,
    filled: Option<Filled>,
) -> Result<StaffPage, WebError> {
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || open::open(&working, &session, id, now)).await?;
    let work = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let heading = look
        .words
        .with("work-title", "reference", work.case.reference.as_str());
    let mut page = look.page(site, request, signed, heading, "queue");
    let drawer = Drawer {
        look: &look,
        work: &work,
        signed,
        folder: &format!("{}/staff/cases/{id}", site.root(request)),
        filled: filled.as_ref(),
        entry: app.ids.uuid().to_string(),
    };
    let unsaved = drawer.unsaved();
    page.errors = match &unsaved {
        Some(kept) => Some(unsaved::summary(&look, kept)),
        None => filled.as_ref().and_then(|filled| filled.summary(&look)),
    };
    let kept = unsaved.into_iter().flatten();
    page.before = kept.chain(drawer.blocks()).collect::<Vec<_>>().into();
    Ok(page)
}

/// What was posted.
enum Job {
    Note(Uuid, String),
    Contact(Uuid, contact::Draft),
    Tasks(Tasks, i64),
    Urgency(urgent_need::Draft, i64),
    Responsible(Option<StaffId>, i64),
    Finish(Draft, i64),
    Close(i64),
}

/// What came of it. A fault is its field, its text and a number in that.
enum Done {
    Stored,
    Absent,
    Lacks(Vec<(&'static str, &'static str, usize)>),
    /// Somebody else changed it meanwhile: told at that field.
    Overtaken(&'static str),
}

impl Job {
    fn of(fields: &Fields, now: DateTime<Utc>) -> Option<Self> {
        let today = civil_date(now);
        let version = fields.get("version").parse().unwrap_or(-1);
        let entry = || fields.get("entry").parse().ok();
        let moment = |day: &str, time: &str| typed::moment(fields.get(day), fields.get(time), today);
        Some(match fields.get("go") {
            form::NOTE => Self::Note(entry()?, fields.get("note_text").to_owned()),
            form::CONTACT => {
                let draft = contact::Draft {
                    with: With::parse(fields.get("contact_with")),
                    at: moment("contact_date", "contact_time"),
                    channel: Channel::parse(fields.get("contact_channel")),
                    result: Reached::parse(fields.get("contact_result")),
                    note: fields.get("contact_note").to_owned(),
                    next_at: moment("contact_next_date", "contact_next_time"),
                };
                Self::Contact(entry()?, draft)
            }
            form::TASKS => {
                let tasks = Task::ALL.into_iter().filter_map(|task| {
                    let status = TaskStatus::parse(fields.get(&format!("tasks_{}", task.as_str())))?;
                    Some((task, status))
                });
                Self::Tasks(tasks.collect(), version)
            }
            form::URGENCY => {
                let draft = urgent_need::Draft {
                    urgency: Urgency::parse(fields.get("urgency_need")),
                    called_at: called_at(fields.get("urgency_called_at"), now),
                    why: fields.get("urgency_why").to_owned(),
                };
                Self::Urgency(draft, version)
            }
            form::RESPONSIBLE => {
                let who = fields.get("responsible_who").parse().ok();
                Self::Responsible(who.map(StaffId), version)
            }
            form::FINISH => {
                let draft = Draft {
                    outcome: Outcome::parse(fields.get("finish_outcome")),
                    completed_on: typed::date(fields.get("finish_on"), today),
                    reason: fields.get("finish_reason").to_owned(),
                    start_delay: delay(fields, "finish_start"),
                    complete_delay: delay(fields, "finish_complete"),
                };
                Self::Finish(draft, version)
            }
            form::CLOSE => Self::Close(version),
            _ => return None,
        })
    }

    fn run(&self, app: &App, session: &Session, case: Uuid, now: DateTime<Utc>) -> Result<Done, IntakeError> {
        match self {
            Self::Note(entry, text) => {
                let done = add_note::add(app, session, case, *entry, text, now);
                came_to(done, "note_text", |_problem| {
                    ("note_text", "work-note-error", LONGEST)
                })
            }
            Self::Contact(entry, draft) => {
                let done = add_contact::add(app, session, case, *entry, draft, now);
                came_to(done, "contact_with", |lack| {
                    let (id, key) = contact_fault(lack);
                    (id, key, contact::LONGEST)
                })
            }
            Self::Tasks(tasks, version) => {
                let done = set_tasks::set(app, session, case, tasks, *version, now);
                came_to(done, "tasks_met_child", |()| {
                    ("tasks_met_child", "work-overtaken", 0)
                })
            }
            Self::Urgency(draft, version) => {
                let done = set_urgency::set(app, session, case, draft, *version, now);
                came_to(done, "urgency_need", urgency_fault)
            }
            Self::Responsible(who, version) => {
                let done = set_responsible::set(app, session, case, *who, *version, now);
                came_to(done, "responsible_who", |_nobody| {
                    ("responsible_who", "work-responsible-error", 0)
                })
            }
            Self::Finish(draft, version) => {
                let done = finish::finish(app, session, case, draft, *version, now);
                came_to(done, "finish_outcome", finish_fault)
            }
            Self::Close(version) => {
                let done = close::close(app, session, case, *version, now);
                came_to(done, "main", |_open| ("main", "work-untold-error", 0))
            }
        }
    }
}

/// What a use case gave, for the page: `overtaken` is the field at which a change by somebody else is told.
fn came_to<L: std::fmt::Debug>(
    done: Result<bool, WorkError<L>>,
    overtaken: &'static str,
    fault: impl Fn(L) -> (&'static str, &'static str, usize),
) -> Result<Done, IntakeError> {
    match done {
        Ok(true) => Ok(Done::Stored),
        Ok(false) => Ok(Done::Absent),
        Err(WorkError::Lacks(lacks)) => Ok(Done::Lacks(lacks.into_iter().map(fault).collect())),
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => {
            Ok(Done::Overtaken(overtaken))
        }
        Err(WorkError::Intake(error)) => Err(error),
    }
}

/// Why something was late, from the fields whose names begin with `name`.
pub(super) fn delay(fields: &Fields, name: &str) -> DelayDraft {
    DelayDraft {
        cause: DelayCause::parse(fields.get(&format!("{name}_cause"))),
        text: fields.get(&format!("{name}_text")).to_owned(),
    }
}

const fn contact_fault(lack: contact::Lack) -> (&'static str, &'static str) {
    use contact::Lack;
    match lack {
        Lack::With => ("contact_with", "contact-with-error"),
        Lack::At => ("contact_date", "contact-at-error"),
        Lack::AtInFuture => ("contact_date", "work-future-error"),
        Lack::Channel => ("contact_channel", "contact-channel-error"),
        Lack::Result => ("contact_result", "contact-result-error"),
        Lack::Note => ("contact_note", "contact-note-error"),
        Lack::Next => ("contact_next_date", "contact-next-error"),
        Lack::NextInPast => ("contact_next_date", "contact-next-past-error"),
    }
}

const fn urgency_fault(lack: urgent_need::Lack) -> (&'static str, &'static str, usize) {
    use urgent_need::Lack;
    match lack {
        Lack::Urgency => ("urgency_need", "triage-urgency-error", 0),
        Lack::CalledAt => ("urgency_called_at", "triage-called-at-error", 0),
        Lack::CalledInFuture => ("urgency_called_at", "triage-called-future-error", 0),
        Lack::Why => ("urgency_why", "work-urgency-why-error", urgent_need::LONGEST),
    }
}

const fn finish_fault(lack: Lack) -> (&'static str, &'static str, usize) {
    match lack {
        Lack::OpenNotices => ("finish_outcome", "work-untold-error", 0),
        Lack::Responsible => ("finish_outcome", "work-responsible-error", 0),
        Lack::Outcome => ("finish_outcome", "work-outcome-error", 0),
        Lack::On => ("finish_on", "work-date-error", 0),
        Lack::OnInFuture => ("finish_on", "work-future-error", 0),
        Lack::OnBeforeStart => ("finish_on", "work-before-start-error", 0),
        Lack::Reason => ("finish_reason", "work-reason-error", LONGEST),
        Lack::StartDelay => ("finish_start_cause", "work-delay-error", LONGEST_DELAY),
        Lack::CompleteDelay => ("finish_complete_cause", "work-delay-error", LONGEST_DELAY),
    }
}
