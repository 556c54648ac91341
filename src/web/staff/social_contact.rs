//! A report that is handled as a contact with social welfare, `GET` and `POST /staff/cases/{id}/contact`. Which of its forms was
//! posted, the button tells.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::assessment::delay;
use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::typed;
use super::view::social_contact::{self as view, BEGUN, ENDED};
use crate::domain::assessment::LONGEST_DELAY;
use crate::domain::contact::Typed;
use crate::domain::helsinki::civil_date;
use crate::domain::social_contact::{Draft, LONGEST, Lack};
use crate::intake::session::Session;
use crate::intake::social_contact::{begin, end, open};
use crate::intake::{App, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;

/// Shows the page.
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

/// Stores what was posted and leads back to the case; or shows the page again with what lacks, everything typed kept.
///
/// # Errors
/// As [`show`], also for somebody who may not sign.
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let look = Look::new(&app, signed.session.language, now);
    let job = Job::of(&fields, now).ok_or_else(WebError::not_found)?;
    let version = fields.get("version").parse().unwrap_or(-1);
    let first = job.first_field();
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || job.run(&working, &session, case, version, now)).await?;
    let (status, faults) = match done {
        Ok(true) => {
            let place = format!("{}/staff/cases/{case}", site.root(&request));
            return Ok(see_other(place));
        }
        Ok(false) => return Err(WebError::not_found()),
        Err(WorkError::Intake(error)) => return Err(failed(error)),
        Err(WorkError::Lacks(lacks)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            lacks
                .into_iter()
                .map(|lack| {
                    let (id, key, max) = lacking(lack, first);
                    fault(id, look.words.count(key, "max", max))
                })
                .collect(),
        ),
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => (
            StatusCode::CONFLICT,
            vec![fault(first, look.word("work-overtaken"))],
        ),
    };
    let filled = Filled::new(fields.get("go"), &fields, faults);
    let page = page(&request, &app, &site, &signed, &id, Some(filled)).await?;
    answer(&page, status)
}

/// What was posted.
enum Job {
    Begin(Typed<NaiveDate>),
    End(Draft),
}

impl Job {
    fn of(fields: &Fields, now: DateTime<Utc>) -> Option<Self> {
        let date = |name: &str| typed::date(fields.get(name), civil_date(now));
        match fields.get("go") {
            BEGUN => Some(Self::Begin(date("begun_on"))),
            ENDED => Some(Self::End(Draft {
                started_on: date("ended_started"),
                completed_on: date("ended_on"),
                outcome: fields.get("ended_outcome").to_owned(),
                start_delay: delay(fields, "ended_start"),
                complete_delay: delay(fields, "ended_complete"),
            })),
            _ => None,
        }
    }

    /// The field at which is told what is no field's own.
    const fn first_field(&self) -> &'static str {
        match self {
            Self::Begin(_) => "begun_on",
            Self::End(_) => "ended_on",
        }
    }

    fn run(
        &self,
        app: &App,
        session: &Session,
        case: Uuid,
        version: i64,
        now: DateTime<Utc>,
    ) -> Result<bool, WorkError<Lack>> {
        match self {
            Self::Begin(on) => begin::begin(app, session, case, *on, version, now),
            Self::End(draft) => end::end(app, session, case, draft, version, now),
        }
    }
}

/// A lack as its field, its text and a number in that; `first` is the field of the posted form that stands for all of it.
fn lacking(lack: Lack, first: &'static str) -> (&'static str, &'static str, usize) {
    let started = if first == "begun_on" {
        "begun_on"
    } else {
        "ended_started"
    };
    match lack {
        Lack::OpenNotices => (first, "work-untold-error", 0),
        Lack::StartedOn => (started, "work-date-error", 0),
        Lack::StartedInFuture => (started, "work-future-error", 0),
        Lack::StartedBeforeArrival => (started, "triage-started-before-error", 0),
        Lack::CompletedOn => ("ended_on", "work-date-error", 0),
        Lack::CompletedInFuture => ("ended_on", "work-future-error", 0),
        Lack::CompletedBeforeStart => ("ended_on", "work-before-start-error", 0),
        Lack::Outcome => ("ended_outcome", "social-contact-outcome-error", LONGEST),
        Lack::StartDelay => ("ended_start_cause", "work-delay-error", LONGEST_DELAY),
        Lack::CompleteDelay => ("ended_complete_cause", "work-delay-error", LONGEST_DELAY),
    }
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
    let contact = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let heading = look.words.with(
        "social-contact-title",
        "reference",
        contact.case.reference.as_str(),
    );
    let mut page = look.page(site, request, signed, heading, "queue");
    page.errors = filled.as_ref().and_then(|filled| filled.summary(&look));
    let folder = format!("{}/staff/cases/{id}", site.root(request));
    page.before = view::blocks(&look, &contact, signed, &folder, filled.as_ref()).into();
    Ok(page)
}
