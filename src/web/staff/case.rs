//! A case, `GET /staff/cases/{id}`: recorded first, then shown. One that is absent and one of another office give the
//! same 404.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::look::{Look, answer};
use super::view::file::{self, Fault};
use crate::intake::{App, open_case};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;
use crate::web::page::view::{ErrorSummary, FaultLink};

/// Shows a case.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent or out of the person's scope.
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

/// The page of case `id`, with the fault of a reason that was posted to it.
///
/// # Errors
/// As [`show`].
pub(super) async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    id: &str,
    fault: Option<Fault>,
) -> Result<StaffPage, WebError> {
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || open_case::open(&working, &session, id, now)).await?;
    let opened = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let heading = look
        .words
        .with("case-title", "reference", opened.case.reference.as_str());
    let mut page = look.page(site, request, signed, heading, "queue");
    if let Some(fault) = &fault {
        page.errors = Some(ErrorSummary {
            title: look.word("error-summary-title"),
            faults: vec![FaultLink {
                id: "reason".to_owned(),
                text: fault.text.clone(),
            }],
        });
    }
    let drawn = file::view(
        &look,
        &opened,
        signed,
        &format!("{}/staff/cases", site.root(request)),
        app.ids.uuid().to_string(),
        fault,
    );
    page.before = drawn.before.into();
    page.form = drawn.form;
    page.after = drawn.after.into();
    Ok(page)
}
