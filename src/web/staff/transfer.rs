//! Giving a case on to another office or county, and answering: `GET` and `POST /staff/cases/{id}/transfer`. Which of its forms was
//! posted, the button tells.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::typed;
use super::view::transfer::{self, ACCEPT, BACK, HAND, REFUSE, SEND};
use crate::domain::helsinki::civil_date;
use crate::domain::lifecycle::{CaseStatus, Refusal};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::transfer::{Draft, HandDraft, Lack};
use crate::intake::transfer::{TransferError, answer as answering, hand_over, open, send};
use crate::intake::{App, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;

/// Shows the page.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope, or not this person's to give on or to take.
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

/// Sends, takes or sends back, and leads on; or shows the page again with what lacks, everything typed kept.
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
    let go = fields.get("go").to_owned();
    let done = run(&app, &signed, case, &fields, app.clock.now()).await?;
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let root = site.root(&request);
    let (status, faults) = match done {
        Ok(false) => return Err(WebError::not_found()),
        Ok(true) => {
            let place = match go.as_str() {
                SEND => format!("{root}/staff/cases/{case}/transfer"),
                ACCEPT | BACK => format!("{root}/staff/cases/{case}"),
                _ => format!("{root}/staff/transfers"),
            };
            return Ok(see_other(place));
        }
        Err(WorkError::Lacks(lacks)) => {
            let faults = lacks.into_iter().map(|lack| {
                let (id, key) = lacking(lack, &go);
                fault(id, look.word(key))
            });
            (StatusCode::UNPROCESSABLE_ENTITY, faults.collect())
        }
        Err(WorkError::Intake(error)) => return Err(failed(error)),
        // What is finished is closed where it is.
        Err(WorkError::Refused(Refusal::WrongState {
            status: CaseStatus::Assessed,
            ..
        })) => {
            let faults = vec![fault("main", look.word("transfer-assessed"))];
            (StatusCode::CONFLICT, faults)
        }
        Err(_changed) => {
            let faults = vec![fault("main", look.word("work-overtaken"))];
            (StatusCode::CONFLICT, faults)
        }
    };
    let filled = Filled::new(go, &fields, faults);
    let page = page(&request, &app, &site, &signed, &id, Some(filled)).await?;
    answer(&page, status)
}

async fn run(
    app: &Data<App>,
    signed: &SignedIn,
    case: Uuid,
    fields: &Fields,
    now: DateTime<Utc>,
) -> Result<Result<bool, TransferError>, WebError> {
    let version = fields.get("version").parse().unwrap_or(-1);
    let (working, session) = (app.clone(), signed.session.clone());
    match fields.get("go") {
        SEND => {
            let draft = Draft {
                to: fields.get("to").parse().ok().map(OfficeId),
                urgent_need_open: match fields.get("urgent_need") {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                },
                reason: fields.get("reason").to_owned(),
            };
            blocking::run(move || send::send(&working, &session, case, &draft, version, now)).await
        }
        HAND => {
            let draft = HandDraft {
                county: CountyCode::parse(fields.get("county")),
                receiver: fields.get("receiver").to_owned(),
                at: typed::moment(fields.get("handed_on"), fields.get("handed_at"), civil_date(now)),
                reason: fields.get("hand_reason").to_owned(),
            };
            blocking::run(move || hand_over::hand_over(&working, &session, case, &draft, version, now)).await
        }
        ACCEPT => blocking::run(move || answering::accept(&working, &session, case, version, now)).await,
        REFUSE => {
            let reason = fields.get("refusal").to_owned();
            blocking::run(move || answering::refuse(&working, &session, case, &reason, version, now)).await
        }
        BACK => {
            let reason = fields.get("refusal").to_owned();
            blocking::run(move || hand_over::came_back(&working, &session, case, &reason, version, now)).await
        }
        _ => Err(WebError::not_found()),
    }
}

/// The field and the text of what lacks in the form `go`.
fn lacking(lack: Lack, go: &str) -> (&'static str, &'static str) {
    let reason = match go {
        SEND => "reason",
        HAND => "hand_reason",
        _ => "refusal",
    };
    match lack {
        Lack::To => ("to", "transfer-to-error"),
        Lack::UrgentNeed => ("urgent_need", "transfer-urgent-error"),
        Lack::County => ("county", "transfer-county-error"),
        Lack::Receiver => ("receiver", "transfer-receiver-error"),
        Lack::At => ("handed_on", "transfer-handed-error"),
        Lack::AtInFuture => ("handed_on", "work-future-error"),
        Lack::Reason => (reason, "transfer-reason-error"),
        Lack::ReasonText => (reason, "transfer-reason-text-error"),
    }
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
    let heading = look
        .words
        .with("transfer-title", "reference", opened.case.reference.as_str());
    let mut page = look.page(site, request, signed, heading, "transfers");
    page.errors = filled.as_ref().and_then(|filled| filled.summary(&look));
    let folder = format!("{}/staff/cases/{id}", site.root(request));
    page.before = transfer::blocks(&look, &opened, signed, &folder, filled.as_ref()).into();
    Ok(page)
}
