//! The other cases of the same child: `GET` and `POST /staff/cases/{id}/same`.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::look::{Look, answer, see_other};
use super::view::same::{self, Refused};
use crate::domain::lifecycle::Refusal;
use crate::intake::App;
use crate::intake::same_child::change::{self, Done, SameError, What, Wish};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;
use crate::web::page::view::{ErrorSummary, FaultLink};

/// The button that joins the case to the other one.
pub const JOIN: &str = "join";
/// The button that joins the case to the one whose reference was typed.
pub const JOIN_BY: &str = "join_by";
/// The button that says that the other case is of another child.
pub const OTHER_CHILD: &str = "other_child";
/// The button that takes that back.
pub const TAKE_BACK: &str = "take_back";
/// The button that undoes a join.
pub const UNDO: &str = "undo";

/// Shows the other cases.
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

/// Joins, says that it is another child, or takes back; or shows the page again with what is wrong, everything typed kept.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not this person's to change.
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
    let wish = wish(&fields).ok_or_else(WebError::not_found)?;
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || change::save(&working, &session, case, &wish, now)).await?;
    let look = Look::new(&app, signed.session.language, now);
    let (status, text) = match done {
        Ok(None) => return Err(WebError::not_found()),
        Ok(Some(done)) => {
            let root = site.root(&request);
            let place = match done {
                Done::At(case) => format!("{root}/staff/cases/{case}/same"),
                Done::OutOfSight => format!("{root}/staff/queue"),
            };
            return Ok(see_other(place));
        }
        Err(SameError::Reason) => (StatusCode::UNPROCESSABLE_ENTITY, same::reason_fault(&look)),
        Err(SameError::NoSuchCase) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            look.word("same-reference-error"),
        ),
        Err(SameError::Intake(error)) => return Err(failed(error)),
        Err(refused) => (StatusCode::CONFLICT, look.word(said(&refused))),
    };
    let refused = Refused {
        reason: fields.get("reason").to_owned(),
        reference: fields.get("reference").to_owned(),
        at: match fields.get("go") {
            UNDO => "reason",
            JOIN_BY => "reference",
            _ => "main",
        },
        text,
    };
    let page = page(&request, &app, &site, &signed, &id, Some(&refused)).await?;
    answer(&page, status)
}

fn wish(fields: &Fields) -> Option<Wish> {
    let target = || fields.get("target").parse().ok();
    let what = match fields.get("go") {
        JOIN => What::Join(target()?),
        JOIN_BY => What::JoinBy(fields.get("reference").to_owned()),
        OTHER_CHILD => What::OtherChild(target()?),
        TAKE_BACK => What::TakeBack(target()?),
        UNDO => What::Undo(fields.get("reason").to_owned()),
        _ => return None,
    };
    Some(Wish {
        what,
        version: fields.get("version").parse().unwrap_or(-1),
    })
}

/// Why it was not done, in words.
const fn said(error: &SameError) -> &'static str {
    match error {
        SameError::UrgencyFirst => "same-urgency-first",
        SameError::OtherOffice => "same-other-office",
        SameError::SameReport => "same-one-report",
        SameError::Refused(Refusal::TargetNotOpen { .. } | Refusal::TargetUnborn) => "same-target-not-open",
        SameError::Refused(Refusal::BeforePending) => "same-started-before",
        SameError::Refused(_) => "same-not-now",
        SameError::Changed | SameError::Reason | SameError::NoSuchCase | SameError::Intake(_) => {
            "same-overtaken"
        }
    }
}

async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    id: &str,
    refused: Option<&Refused>,
) -> Result<StaffPage, WebError> {
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || crate::intake::same_child::open(&working, &session, id, now)).await?;
    let opened = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let heading = look
        .words
        .with("same-page-title", "reference", opened.case.reference.as_str());
    let mut page = look.page(site, request, signed, heading, "queue");
    page.errors = refused.map(|refused| ErrorSummary {
        title: look.word("error-summary-title"),
        faults: vec![FaultLink {
            id: if same::asks(&opened, refused.at) {
                refused.at
            } else {
                "main"
            }
            .to_owned(),
            text: refused.text.clone(),
        }],
    });
    let cases = format!("{}/staff/cases", site.root(request));
    page.before = same::page(&look, &opened, signed, &cases, refused).into();
    Ok(page)
}
