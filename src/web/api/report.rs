//! Filing a report and asking how far it has come.

use actix_web::http::header::{CONTENT_LANGUAGE, LOCATION};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, rt};
use chrono::{DateTime, Utc};
use tracing::Instrument;

use super::answer::{PreviewBody, ReceiptBody, StatusBody};
use super::attached;
use super::body::{bearer, idempotency_key, validate_only};
use super::problem::{Fault, FieldFault, ProblemBody, Refusal, language, told};
use crate::domain::field_error::{FieldError, FieldPath, FieldProblem};
use crate::domain::helsinki::civil_date;
use crate::domain::person::Child;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::report::{Channel, NewReport};
use crate::intake::attach::Upload;
use crate::intake::authenticate_client::{ApiClient, authenticate};
use crate::intake::destinations::{self, Destination};
use crate::intake::receipt::Receipt;
use crate::intake::report_status;
use crate::intake::submit_report::{Admission, Along, SubmitError, submit_with};
use crate::intake::{App, IntakeError};
use crate::text::Texts;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::wire::body::ReportBody;
use crate::wire::{self, Accepted, Reading, Strictness};

/// Seconds after which another try makes sense when the database is away.
const RETRY_SECONDS: u32 = 10;

/// Files a report.
///
/// # Errors
/// What the service failed at; what the client did wrong is an answer.
#[utoipa::path(
    post,
    path = "/api/v1/reports",
    tag = "reports",
    summary = "File a report",
    description = "The answer comes when the report is durably stored. Sending the same key and report again gives the same answer and stores nothing; the same key with another report is a conflict. Every fault is told at once.",
    security(("token" = [])),
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "1–255 printable ASCII characters, another for each report. Required unless `validate_only=true`.", example = "f3b5c1de-2d0c-4a55-9a8e-0f2d6c1b7e42"),
        ("Accept-Language" = Option<String>, Header, description = "The language of `detail`: fi, sv or en", example = "en"),
        ("validate_only" = Option<bool>, Query, description = "Check only, store nothing"),
    ),
    request_body(content = ReportBody, description = "The report, UTF-8, at most 1 MiB; with files as multipart/form-data"),
    responses(
        (status = 201, description = "The report is stored", body = ReceiptBody, headers(("Location" = String, description = "Where its status is told"))),
        (status = 200, description = "With `validate_only=true`: the report would be taken in. Also every answer to a client that is only for trying out", body = PreviewBody),
        (status = 400, description = "The request cannot be read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No valid token", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The key was used for another report", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The report is larger than 1 MiB, a file larger than 10 MB, or there are more than ten", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "Neither application/json nor multipart/form-data", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The report has faults; all are told", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "Not stored; try again after `Retry-After` seconds with the same key", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn file(request: HttpRequest, payload: Payload, app: Data<App>) -> Result<HttpResponse, WebError> {
    // Its own task: a client that leaves does not end it half-way, so nothing of its files is left behind.
    let work = async move {
        let done = try_to_file(&request, payload, &app).await;
        told(&request, done)
    };
    rt::spawn(work.in_current_span())
        .await
        .map_err(WebError::internal)?
}

async fn try_to_file(request: &HttpRequest, payload: Payload, app: &App) -> Result<HttpResponse, Refusal> {
    let client = client(request, app).await?;
    let only_check = validate_only(request)? || client.sandbox;
    let key = idempotency_key(request).map(str::to_owned);
    let key = if only_check { None } else { Some(key?) };
    let (document, files) = attached::read(request, payload, app).await?;
    let now = app.clock.now();
    let read = read(&document, request, app, now);
    let files = match files {
        Some(files) if read.is_err() || key.is_none() => {
            blocking::run(move || files.discard()).await?;
            None
        }
        files => files,
    };
    let Accepted { report, warnings } = read?;
    let warnings = FieldFault::of(&warnings, Texts::embedded().words(language(request)));
    let mut response = match key {
        None => {
            let (report, destinations) = preview(app, report).await?;
            HttpResponse::Ok().json(PreviewBody::new(&report, &destinations, warnings))
        }
        Some(key) => {
            let receipt = store(app, report, document, files, Admission::Api { client, key }, now).await?;
            HttpResponse::Created()
                .insert_header((LOCATION, format!("{}/{}", request.path(), receipt.reference)))
                .json(ReceiptBody::new(&receipt, warnings))
        }
    };
    if let Ok(language) = language(request).code().parse() {
        response.headers_mut().insert(CONTENT_LANGUAGE, language);
    }
    Ok(response)
}

/// Tells how far a report has come.
///
/// # Errors
/// What the service failed at; what the client did wrong is an answer.
#[utoipa::path(
    get,
    path = "/api/v1/reports/{reference}",
    tag = "reports",
    summary = "How far a report has come",
    description = "Only for the organisation that filed it, and only the status: never content or outcome.",
    security(("token" = [])),
    params(("reference" = String, Path, description = "The reference of the report", example = "LS-7K3M-92QX")),
    responses(
        (status = 200, description = "The status", body = StatusBody),
        (status = 401, description = "No valid token", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "This organisation filed no such report", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn status(
    request: HttpRequest,
    reference: Path<String>,
    app: Data<App>,
) -> Result<HttpResponse, WebError> {
    let done = try_to_tell(&request, &reference, &app).await;
    told(&request, done)
}

async fn try_to_tell(request: &HttpRequest, reference: &str, app: &App) -> Result<HttpResponse, Refusal> {
    let client = client(request, app).await?;
    let reference = Reference::parse(reference).ok_or(Fault::NotFound)?;
    let (app, now) = (app.clone(), app.clock.now());
    let found = blocking::run(move || report_status::status(&app, &client, &reference, now)).await?;
    let found = found.map_err(failed)?.ok_or(Fault::NotFound)?;
    Ok(HttpResponse::Ok().json(StatusBody::from(&found)))
}

/// Who asks.
///
/// # Errors
/// [`Fault::TokenMissing`] and [`Fault::TokenUnknown`], or what the service failed at.
pub(super) async fn client(request: &HttpRequest, app: &App) -> Result<ApiClient, Refusal> {
    let token = bearer(request)?.to_owned();
    let app = app.clone();
    let found = blocking::run(move || authenticate(&app, &token))
        .await?
        .map_err(failed)?;
    Ok(found.ok_or(Fault::TokenUnknown)?)
}

fn read(
    document: &serde_json::Value,
    request: &HttpRequest,
    app: &App,
    now: DateTime<Utc>,
) -> Result<Accepted, Fault> {
    let reading = Reading {
        strictness: Strictness::Strict,
        channel: Channel::Api,
        form: None,
        language: language(request),
        today: civil_date(now),
        municipality_known: &|code| app.geography.current(code).is_some(),
    };
    let mut accepted = wire::read(document, &reading).map_err(Fault::Invalid)?;
    accepted.warnings.extend(in_aland(&accepted.report, app));
    Ok(accepted)
}

/// A note for each child who lives in Åland: the report is read here all the same, and the reporter is told who
/// answers for the child.
fn in_aland(report: &NewReport, app: &App) -> Vec<FieldError> {
    let lives_there = |child: &Child| {
        let home = &child.identity.residence;
        let listed = || {
            home.postal_code
                .and_then(|code| app.geography.municipality_of(code))
        };
        let county = home
            .municipality
            .or_else(listed)
            .and_then(|code| app.geography.county_of(code));
        county == Some(CountyCode::ALAND)
    };
    let children = report.children.iter().enumerate();
    children
        .filter(|(_, child)| lives_there(child))
        .map(|(index, _)| FieldError {
            path: FieldPath::root()
                .member("children")
                .index(index)
                .member("residence"),
            problem: FieldProblem::AlandOwnService,
        })
        .collect()
}

async fn preview(app: &App, report: NewReport) -> Result<(NewReport, Vec<Destination>), Refusal> {
    let app = app.clone();
    let found = blocking::run(move || destinations::of(&app, &report).map(|found| (report, found))).await?;
    Ok(found.map_err(failed)?)
}

async fn store(
    app: &App,
    report: NewReport,
    document: serde_json::Value,
    files: Option<Upload>,
    admission: Admission,
    now: DateTime<Utc>,
) -> Result<Receipt, Refusal> {
    let app = app.clone();
    let submit = move || {
        let along = Along {
            document: Some(&document),
            files,
            ..Along::default()
        };
        submit_with(&app, &report, along, &admission, now)
    };
    blocking::run(submit).await?.map_err(|error| match error {
        SubmitError::KeyReused => Fault::IdempotencyKeyReused.into(),
        SubmitError::Intake(error) => failed(error).into(),
        // A form token, which no client of the API has.
        SubmitError::TokenExpired | SubmitError::TokenForged => WebError::internal(error).into(),
    })
}

/// What a failure of the service is to a client.
pub(super) fn failed(error: IntakeError) -> WebError {
    if error.may_pass() {
        WebError::unavailable(RETRY_SECONDS, error)
    } else {
        WebError::internal(error)
    }
}
