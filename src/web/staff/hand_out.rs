//! A case on its way into the county's client system, `GET` and `POST /staff/cases/{id}/hand-out`, and as a file,
//! `POST /staff/cases/{id}/hand-out/file`.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, ContentType};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::step_up;
use super::view::hand_out::{self, COPIED};
use crate::intake::hand_out::take::{self, TakeError};
use crate::intake::hand_out::{open, record};
use crate::intake::{App, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;

/// Shows what is copied.
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

/// Notes the number of the case in the other system and leads to the case; or shows the page again with what lacks.
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
    let number = fields.get("number").to_owned();
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || record::record(&working, &session, case, &number, now)).await?;
    match done {
        Ok(true) => {
            let place = format!("{}/staff/cases/{case}", site.root(&request));
            Ok(see_other(place))
        }
        Ok(false) => Err(WebError::not_found()),
        Err(WorkError::Intake(error)) => Err(failed(error)),
        Err(_lacks) => {
            let look = Look::new(&app, signed.session.language, now);
            let faults = vec![fault("number", look.word("hand-out-number-error"))];
            let filled = Filled::new(COPIED, &fields, faults);
            let page = page(&request, &app, &site, &signed, &id, Some(filled)).await?;
            answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// Saves the case as JSON: the report in the members of the schema, the authority's own parts, and who takes it out and when;
/// before it another one-time code, where the last is older than five minutes. It is recorded first, and always to be saved and
/// never to be shown.
///
/// # Errors
/// As [`show`].
pub async fn file(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let material = match blocking::run(move || take::take(&working, &session, id, now)).await? {
        Ok(material) => material.ok_or_else(WebError::not_found)?,
        Err(TakeError::NeedsProof) => {
            return step_up::before(&app, &site, &request, &signed, &fields, now).await;
        }
        Err(TakeError::Intake(error)) => return Err(failed(error)),
    };
    let document = hand_out::document(&material.opened.report, material.case.subject);
    let document = hand_out::with_parts(document, &material.parts).map_err(WebError::internal)?;
    let document = hand_out::marked(document, &signed.session, now);
    let body = serde_json::to_vec_pretty(&document).map_err(WebError::internal)?;
    let name = format!(
        "attachment; filename=\"{}.json\"",
        material.case.reference.as_str()
    );
    Ok(HttpResponse::Ok()
        .insert_header(ContentType::json())
        .insert_header((CONTENT_DISPOSITION, name))
        .body(body))
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
    let opened = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let reference = opened.material.case.reference.as_str();
    let heading = look.words.with("hand-out-title", "reference", reference);
    let mut page = look.page(site, request, signed, heading, "queue");
    page.errors = filled.as_ref().and_then(|filled| filled.summary(&look));
    let folder = format!("{}/staff/cases/{id}", site.root(request));
    page.before = hand_out::blocks(&look, &opened, signed, &folder, filled.as_ref()).into();
    Ok(page)
}
