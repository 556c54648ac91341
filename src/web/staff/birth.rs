//! A case that waits for a birth, `GET` and `POST /staff/cases/{id}/birth`. Which of its forms was posted, the button tells.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::typed;
use super::view::birth::{self, BORN, EXPECTED, MOVED, Stays};
use crate::domain::birth::{Draft, Lack};
use crate::domain::helsinki::civil_date;
use crate::domain::places::MunicipalityCode;
use crate::intake::birth::follow_family::{self, Followed};
use crate::intake::birth::{expect, open, record};
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
    let page = page(&request, &app, &site, &signed, &id, None, None).await?;
    answer(&page, StatusCode::OK)
}

/// What came of a post.
enum Done {
    Stored,
    /// The case has gone to another office.
    Gone,
    Stays(Stays),
    Absent,
    Lacks(Vec<(&'static str, &'static str)>),
    Overtaken(&'static str),
}

/// Stores what was posted and leads on; or shows the page again with what lacks, everything typed kept.
///
/// # Errors
/// As [`show`].
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
    let done = run(&app, &signed, case, &fields, now, &look).await?;
    let root = site.root(&request);
    let to = |place: String| see_other(place);
    let (status, faults, stays) = match done {
        Done::Stored => return Ok(to(format!("{root}/staff/cases/{case}"))),
        Done::Gone => return Ok(to(format!("{root}/staff/queue"))),
        Done::Absent => return Err(WebError::not_found()),
        Done::Stays(stays) => (StatusCode::OK, Vec::new(), Some(stays)),
        Done::Lacks(lacks) => {
            let faults = lacks.into_iter().map(|(id, key)| fault(id, look.word(key)));
            (StatusCode::UNPROCESSABLE_ENTITY, faults.collect(), None)
        }
        Done::Overtaken(id) => {
            let faults = vec![fault(id, look.word("work-overtaken"))];
            (StatusCode::CONFLICT, faults, None)
        }
    };
    let filled = Filled::new(fields.get("go"), &fields, faults);
    let page = page(&request, &app, &site, &signed, &id, Some(filled), stays).await?;
    answer(&page, status)
}

async fn run(
    app: &Data<App>,
    signed: &SignedIn,
    case: Uuid,
    fields: &Fields,
    now: DateTime<Utc>,
    look: &Look,
) -> Result<Done, WebError> {
    let today = civil_date(now);
    let version = fields.get("version").parse().unwrap_or(-1);
    let date = |name: &str| typed::date(fields.get(name), today);
    let (working, session) = (app.clone(), signed.session.clone());
    match fields.get("go") {
        BORN => {
            let draft = Draft {
                born_on: date("born_on"),
                known_on: date("born_known"),
            };
            let done = move || record::record(&working, &session, case, draft, version, now);
            came_to(blocking::run(done).await?, "born_on")
        }
        EXPECTED => {
            let expected = date("expected_on");
            let done = move || expect::expect(&working, &session, case, expected, version, now);
            came_to(blocking::run(done).await?, "expected_on")
        }
        MOVED => {
            let place = MunicipalityCode::parse(fields.get("moved_to"));
            let done = move || follow_family::follow(&working, &session, case, place, version, now);
            match blocking::run(done).await? {
                Ok(None) => Ok(Done::Absent),
                Ok(Some(Followed::Moved)) => Ok(Done::Gone),
                Ok(Some(Followed::SameOffice)) => Ok(Done::Stays(Stays::SameOffice)),
                Ok(Some(Followed::OtherCounty(county))) => {
                    Ok(Done::Stays(Stays::OtherCounty(look.county(county))))
                }
                Err(WorkError::Lacks(_)) => Ok(Done::Lacks(vec![("moved_to", "birth-moved-error")])),
                Err(WorkError::Intake(error)) => Err(failed(error)),
                Err(_) => Ok(Done::Overtaken("moved_to")),
            }
        }
        _ => Err(WebError::not_found()),
    }
}

fn came_to(done: Result<bool, WorkError<Lack>>, overtaken: &'static str) -> Result<Done, WebError> {
    match done {
        Ok(true) => Ok(Done::Stored),
        Ok(false) => Ok(Done::Absent),
        Err(WorkError::Lacks(lacks)) => Ok(Done::Lacks(lacks.into_iter().map(lacking).collect())),
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => {
            Ok(Done::Overtaken(overtaken))
        }
        Err(WorkError::Intake(error)) => Err(failed(error)),
    }
}

const fn lacking(lack: Lack) -> (&'static str, &'static str) {
    match lack {
        Lack::BornOn => ("born_on", "work-date-error"),
        Lack::BornInFuture => ("born_on", "work-future-error"),
        Lack::KnownOn => ("born_known", "work-date-error"),
        Lack::KnownInFuture => ("born_known", "work-future-error"),
        Lack::KnownBeforeBirth => ("born_known", "birth-known-before-birth-error"),
        Lack::KnownBeforeReport => ("born_known", "notices-before-report-error"),
        Lack::Expected => ("expected_on", "work-date-error"),
        Lack::ExpectedOff => ("expected_on", "birth-expected-error"),
    }
}

async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    id: &str,
    filled: Option<Filled>,
    stays: Option<Stays>,
) -> Result<StaffPage, WebError> {
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || open::open(&working, &session, id, now)).await?;
    let waiting = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let heading = look
        .words
        .with("birth-title", "reference", waiting.case.reference.as_str());
    let mut page = look.page(site, request, signed, heading, "queue");
    page.errors = filled.as_ref().and_then(|filled| filled.summary(&look));
    let folder = format!("{}/staff/cases/{id}", site.root(request));
    page.before = birth::blocks(&look, &waiting, signed, &folder, filled.as_ref(), stays.as_ref()).into();
    Ok(page)
}
