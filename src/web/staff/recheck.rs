//! Looking through a decision that was drawn at random: `POST /staff/cases/{id}/recheck`.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::case::{self, Posted};
use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::view::recheck::{self as view, CHECK};
use crate::domain::recheck::{Draft, Lack, Verdict};
use crate::intake::recheck;
use crate::intake::{App, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{StaffSite, failed};

/// Notes what was found and leads back to what else is to be looked through; or shows the case again with what lacks.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not this person's to look through.
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
    let version = fields.get("version").parse().unwrap_or(-1);
    let draft = Draft {
        verdict: Verdict::parse(fields.get("recheck_verdict")),
        why: fields.get("recheck_why").to_owned(),
    };
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || recheck::check(&working, &session, case, &draft, version, now)).await?;
    let look = Look::new(&app, signed.session.language, now);
    let (status, faults) = match done {
        Ok(true) => {
            let place = format!("{}/staff/queue?view=recheck", site.root(&request));
            return Ok(see_other(place));
        }
        Ok(false) => return Err(WebError::not_found()),
        Err(WorkError::Intake(error)) => return Err(failed(error)),
        Err(WorkError::Lacks(lacks)) => {
            let faults = lacks.into_iter().map(|lack| match lack {
                Lack::Verdict => fault("recheck_verdict", look.word("recheck-verdict-error")),
                Lack::Why => fault("recheck_why", view::why_fault(&look)),
            });
            (StatusCode::UNPROCESSABLE_ENTITY, faults.collect())
        }
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => (
            StatusCode::CONFLICT,
            vec![fault("main", look.word("work-overtaken"))],
        ),
    };
    let posted = Posted {
        second_look: Some(Filled::new(CHECK, &fields, faults)),
        ..Posted::default()
    };
    let page = case::page(&request, &app, &site, &signed, &id, posted).await?;
    answer(&page, status)
}
