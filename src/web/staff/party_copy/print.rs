//! A released copy to be printed, `GET /staff/cases/{id}/party-copy/{copy}/print`: recorded first, then shown.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use crate::intake::App;
use crate::intake::party_copy::print::{self, Printed};
use crate::text::{Texts, dates};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::staff::look::{Look, answer, see_other};
use crate::web::staff::view::party_copy::copy::{self, Around};

/// Shows the copy as it is printed; one that is closed to the person leads to its page, which says how it is opened.
///
/// # Errors
/// [`WebError::not_found`] for a case or copy that is absent, out of scope, not this person's to work on, or not released.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (Ok(id), Ok(copy)) = (ids.0.parse::<Uuid>(), ids.1.parse::<Uuid>()) else {
        return Err(WebError::not_found());
    };
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let taken = blocking::run(move || print::print(&working, &session, id, copy, now)).await?;
    let back = format!("{}/staff/cases/{id}/party-copy/{copy}", site.root(&request));
    let (case, copy) = match taken.map_err(failed)? {
        None => return Err(WebError::not_found()),
        Some(Printed::Sealed) => return Ok(see_other(back)),
        Some(Printed::Copy(found)) => *found,
    };
    let (Some(release), Some(draft)) = (copy.release, copy.draft) else {
        return Err(WebError::not_found());
    };
    let look = Look::new(&app, draft.language, now);
    let around = Around {
        path: site.path(&request),
        county: look.county(case.county),
        reference: case.reference.as_str(),
        reported_on: case.received_on,
        ground: release.ground,
        released_on: dates::day_of(release.at),
        back,
    };
    let words = Texts::embedded().words(draft.language);
    answer(&copy::print(words, &draft, around), StatusCode::OK)
}
