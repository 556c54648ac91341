//! Opening what is sealed in a case: `POST /staff/cases/{id}/identity`, with a reason.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::case::{self, Posted};
use super::look::{Look, answer, see_other};
use super::step_up;
use super::view::file::Fault;
use crate::intake::App;
use crate::intake::open_identity::{self, LONGEST, OpenIdentityError, SHORTEST};
use crate::text::FluentValue;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{StaffSite, failed};

/// Stores the reason and leads back to the case, which now shows who it is.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not in the person's hands.
pub async fn open(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let reason = fields.get("reason").to_owned();
    let (working, session, typed) = (app.clone(), signed.session.clone(), reason.clone());
    let done = blocking::run(move || open_identity::open(&working, &session, case, &typed, now)).await?;
    match done {
        Ok(true) => {
            let place = format!("{}/staff/cases/{case}", site.root(&request));
            Ok(see_other(place))
        }
        Ok(false) => Err(WebError::not_found()),
        Err(OpenIdentityError::Reason) => {
            let look = Look::new(&app, signed.session.language, now);
            let text = look.words.format(
                "case-open-reason-error",
                &[
                    (
                        "min",
                        FluentValue::from(u32::try_from(SHORTEST).unwrap_or(u32::MAX)),
                    ),
                    (
                        "max",
                        FluentValue::from(u32::try_from(LONGEST).unwrap_or(u32::MAX)),
                    ),
                ],
            );
            let fault = Fault { typed: reason, text };
            let posted = Posted {
                reason: Some(fault),
                ..Posted::default()
            };
            let page = case::page(&request, &app, &site, &signed, &id, posted).await?;
            answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(OpenIdentityError::NeedsProof) => {
            step_up::before(&app, &site, &request, &signed, &fields, now).await
        }
        Err(OpenIdentityError::Intake(error)) => Err(failed(error)),
    }
}
