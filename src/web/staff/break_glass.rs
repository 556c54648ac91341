//! Opening a case of another office in an emergency, `GET` and `POST /staff/break-glass`, and the list of what was opened so,
//! `GET` and `POST /staff/emergencies`, for those who look it through.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::view::break_glass::{self, OPEN};
use crate::domain::conflict::Emergency;
use crate::intake::App;
use crate::intake::break_glass::open::{self, Asked, BreakGlassError, Lack};
use crate::intake::break_glass::{LONGEST, SHORTEST, review};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;

/// Adds the pages.
pub(super) fn routes(service: &mut ServiceConfig) {
    service
        .service(
            web::resource("/staff/break-glass")
                .route(web::get().to(show))
                .route(web::post().to(ask)),
        )
        .service(
            web::resource("/staff/emergencies")
                .route(web::get().to(list))
                .route(web::post().to(mark)),
        );
}

/// Shows the form.
///
/// # Errors
/// [`WebError::not_found`] for a role that opens no cases.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    if !open::may(&signed.session) {
        return Err(WebError::not_found());
    }
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let page = page(&look, &request, &site, &signed, None);
    answer(&page, StatusCode::OK)
}

/// Opens the case and leads to it; or shows the form again with what lacks.
///
/// # Errors
/// As [`show`].
pub async fn ask(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let asked = Asked {
        reference: fields.get("reference").to_owned(),
        category: Emergency::parse(fields.get("category")),
        text: fields.get("why").to_owned(),
    };
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || open::open(&working, &session, &asked, now)).await?;
    let lacks = match opened {
        Ok(case) => {
            let place = format!("{}/staff/cases/{case}", site.root(&request));
            return Ok(see_other(place));
        }
        Err(BreakGlassError::NotAllowed) => return Err(WebError::not_found()),
        Err(BreakGlassError::Intake(error)) => return Err(failed(error)),
        Err(BreakGlassError::Lacks(lacks)) => lacks,
    };
    let look = Look::new(&app, signed.session.language, now);
    let faults = lacks.into_iter().map(|lack| match lack {
        Lack::Reference => fault("reference", look.word("break-glass-reference-error")),
        Lack::Category => fault("category", look.word("break-glass-category-error")),
        Lack::Text => fault("why", break_glass::between(&look, "break-glass-why-error")),
    });
    let filled = Filled::new(OPEN, &fields, faults.collect());
    let page = page(&look, &request, &site, &signed, Some(&filled));
    answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
}

fn page(
    look: &Look,
    request: &HttpRequest,
    site: &StaffSite,
    signed: &SignedIn,
    filled: Option<&Filled>,
) -> StaffPage {
    let mut page = look.page(site, request, signed, look.word("break-glass-title"), "search");
    page.errors = filled.and_then(|filled| filled.summary(look));
    let (before, form) = break_glass::form(look, signed, filled);
    page.before = before.into();
    page.form = Some(form);
    page
}

/// Shows what was opened.
///
/// # Errors
/// [`WebError::not_found`] for somebody who looks none through.
pub async fn list(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || review::list(&working, &session, now)).await?;
    let opened = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(&app, signed.session.language, now);
    let heading = look.word("emergencies-title");
    let mut page = look.page(&site, &request, &signed, heading, "");
    page.before = break_glass::list(&look, &signed, &opened).into();
    answer(&page, StatusCode::OK)
}

/// Notes that an opening was looked through and leads back to the list.
///
/// # Errors
/// [`WebError::not_found`] for one that is not this person's to look through.
pub async fn mark(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let id: Uuid = fields
        .get("opening")
        .parse()
        .map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let marked = blocking::run(move || review::mark(&working, &session, id, now)).await?;
    if !marked.map_err(failed)? {
        return Err(WebError::not_found());
    }
    let place = format!("{}/staff/emergencies", site.root(&request));
    Ok(see_other(place))
}

/// The bounds of a reason, for the texts that name them.
pub(super) const BOUNDS: (usize, usize) = (SHORTEST, LONGEST);
