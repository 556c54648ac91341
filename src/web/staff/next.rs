//! "Open next", `POST /staff/next`: the first case that waits for the person and that nobody else has on a page.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::intake::{App, claim_next};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::staff::look::see_other;

/// Leads to the next case, or to the queue when nothing waits.
///
/// # Errors
/// [`WebError`].
pub async fn open(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    to_next(&request, &app, &site, &form.signed).await
}

/// The way to the next case of `signed`, which is in their hands now.
///
/// # Errors
/// [`WebError`].
pub(super) async fn to_next(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let next = blocking::run(move || claim_next::next(&working, &session, now))
        .await?
        .map_err(failed)?;
    let page = next.map_or_else(|| "queue".to_owned(), |case| format!("cases/{case}"));
    let place = format!("{}/staff/{page}", site.root(request));
    Ok(see_other(place))
}
