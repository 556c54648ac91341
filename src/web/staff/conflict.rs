//! Who may not handle a case, `GET` and `POST /staff/cases/{id}/conflict`, and who sees it at all, `POST
//! /staff/cases/{id}/restrict`. Which of the forms was posted, the button tells.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::view::conflict::{self, BAR, DECLARE, LIFT, REASON, RESTRICT, UNRESTRICT};
use crate::domain::access::StaffId;
use crate::domain::conflict::Ground;
use crate::intake::conflict::bar::Whom;
use crate::intake::conflict::restrict::{self, Step};
use crate::intake::conflict::{Lack, bar, declare, open};
use crate::intake::{App, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;

/// Adds the page.
pub(super) fn routes(service: &mut ServiceConfig) {
    service
        .service(
            web::resource("/staff/cases/{id}/conflict")
                .route(web::get().to(show))
                .route(web::post().to(save)),
        )
        .service(web::resource("/staff/cases/{id}/restrict").route(web::post().to(restrict)));
}

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

/// Gives the case away, bars somebody or takes that back; or shows the page again with what lacks.
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
    let (working, session) = (app.clone(), signed.session.clone());
    let go = fields.get("go").to_owned();
    let done = match go.as_str() {
        DECLARE => blocking::run(move || declare::declare(&working, &session, case, now)).await?,
        BAR => {
            let (whom, ground) = (whom(&fields), Ground::parse(fields.get("bar_ground")));
            blocking::run(move || bar::bar(&working, &session, case, &whom, ground, now)).await?
        }
        LIFT => {
            let held = fields
                .get("bar")
                .parse()
                .map_err(|_shape| WebError::not_found())?;
            blocking::run(move || bar::lift(&working, &session, case, held, now)).await?
        }
        _ => return Err(WebError::not_found()),
    };
    let lacks = match done {
        Ok(true) => {
            // Whoever gave the case away has no page of it any more.
            let place = if go == DECLARE {
                "queue?done=declared".to_owned()
            } else {
                format!("cases/{case}/conflict")
            };
            let place = format!("{}/staff/{place}", site.root(&request));
            return Ok(see_other(place));
        }
        Ok(false) => return Err(WebError::not_found()),
        Err(WorkError::Lacks(lacks)) => lacks,
        Err(WorkError::Intake(error)) => return Err(failed(error)),
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => Vec::new(),
    };
    let look = Look::new(&app, signed.session.language, now);
    let faults = lacks.into_iter().map(|lack| match lack {
        Lack::Person => fault("bar_person", look.word("conflict-person-error")),
        Lack::Ground => fault("bar_ground", look.word("conflict-ground-error")),
        Lack::NobodyLeft => fault("main", look.word("conflict-nobody-left")),
        Lack::Reason => fault(REASON, conflict::reason_fault(&look)),
    });
    let filled = Filled::new(go, &fields, faults.collect());
    let page = page(&request, &app, &site, &signed, &id, Some(filled)).await?;
    answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
}

/// Restricts the case or lifts that; or shows the page again with what lacks.
///
/// # Errors
/// As [`show`].
pub async fn restrict(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let step = match fields.get("go") {
        RESTRICT => Step::Restrict,
        UNRESTRICT => Step::Lift,
        _ => return Err(WebError::not_found()),
    };
    let now = app.clock.now();
    let version = fields.get("version").parse().unwrap_or(-1);
    let reason = fields.get(REASON).to_owned();
    let (working, session) = (app.clone(), signed.session.clone());
    let done =
        blocking::run(move || restrict::restrict(&working, &session, case, step, (&reason, version), now))
            .await?;
    let look = Look::new(&app, signed.session.language, now);
    let (status, fault) = match done {
        Ok(true) => {
            let place = format!("{}/staff/cases/{case}/conflict", site.root(&request));
            return Ok(see_other(place));
        }
        Ok(false) => return Err(WebError::not_found()),
        Err(WorkError::Intake(error)) => return Err(failed(error)),
        Err(WorkError::Lacks(_)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            fault(REASON, conflict::reason_fault(&look)),
        ),
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => {
            (StatusCode::CONFLICT, fault("main", look.word("work-overtaken")))
        }
    };
    let filled = Filled::new(fields.get("go"), &fields, vec![fault]);
    let page = page(&request, &app, &site, &signed, &id, Some(filled)).await?;
    answer(&page, status)
}

/// Whom the form names: what was typed goes before what was chosen.
fn whom(fields: &Fields) -> Whom {
    let name = fields.get("bar_user_name").trim();
    let chosen = fields.get("bar_person").parse().ok().map(StaffId);
    match chosen {
        Some(person) if name.is_empty() => Whom::Colleague(person),
        _ => Whom::UserName(name.to_owned()),
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
    let conflicts = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let heading = look
        .words
        .with("conflict-title", "reference", conflicts.case.reference.as_str());
    let mut page = look.page(site, request, signed, heading, "queue");
    page.errors = filled.as_ref().and_then(|filled| filled.summary(&look));
    let folder = format!("{}/staff/cases/{id}", site.root(request));
    page.before = conflict::blocks(&look, &conflicts, signed, &folder, filled.as_ref()).into();
    Ok(page)
}
