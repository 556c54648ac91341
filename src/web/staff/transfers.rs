//! The transfers of somebody's offices, `GET /staff/transfers`: what waits for their answer, what for another's, what was answered.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use super::look::{Look, answer};
use super::view::transfers;
use super::{page, transfer};
use crate::intake::App;
use crate::intake::transfer::list;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite, failed};

/// Adds the pages about transfers.
pub fn configure(service: &mut ServiceConfig) {
    service
        .service(page("/staff/transfers").route(web::get().to(show)))
        .service(
            page("/staff/cases/{id}/transfer")
                .route(web::get().to(transfer::show))
                .route(web::post().to(transfer::save)),
        );
}

/// Shows the lists.
///
/// # Errors
/// [`WebError::not_found`] for somebody who sees no queue.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    if signed.session.scope.queue_offices().is_empty() {
        return Err(WebError::not_found());
    }
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let listed = blocking::run(move || list::list(&working, &session, now)).await?;
    let listed = listed.map_err(failed)?;
    let look = Look::new(&app, signed.session.language, now);
    let mut shown = look.page(
        &site,
        &request,
        &signed,
        look.word("transfers-title"),
        "transfers",
    );
    shown.before = transfers::blocks(&look, &listed).into();
    answer(&shown, StatusCode::OK)
}
