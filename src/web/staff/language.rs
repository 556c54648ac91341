//! The language of one's pages: `POST /staff/language`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::intake::{App, session};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{StaffSite, failed};
use crate::web::staff::look::see_other;

/// Keeps the chosen language with the account and goes back to the account's page.
///
/// # Errors
/// [`WebError`].
pub async fn choose(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let chosen = app
        .languages
        .by_code(form.fields.get("go"))
        .filter(|chosen| app.languages.whole().any(|whole| whole == *chosen))
        .ok_or(WebError::new(ErrorCode::BadRequest))?;
    let staff = form.signed.session.scope.staff;
    blocking::run(move || session::set_language(&app, staff, chosen))
        .await?
        .map_err(failed)?;
    let place = format!("{}/staff/account", site.root(&request));
    Ok(see_other(place))
}
