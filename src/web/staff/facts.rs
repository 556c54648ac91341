//! Facts of the child of a case, `GET` and `POST /staff/cases/{id}/facts`.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::typed;
use super::view::facts::{self, COMPLETE};
use crate::domain::completed_facts::{Draft, Lack};
use crate::domain::contact::Typed;
use crate::domain::helsinki::civil_date;
use crate::domain::places::MunicipalityCode;
use crate::domain::sensitive::Sensitive;
use crate::intake::facts::{complete, open};
use crate::intake::{App, WorkError};
use crate::places::Places;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;

/// Shows what was completed, and the form.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope, not this person's to work on, or about an unborn child.
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

/// Stores what was posted and leads to the case; or shows the page again with what lacks, everything typed kept.
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
    let now = app.clock.now();
    let look = Look::new(&app, signed.session.language, now);
    let version = fields.get("version").parse().unwrap_or(-1);
    let draft = draft(&fields, civil_date(now));
    let (working, session) = (app.clone(), signed.session.clone());
    let done =
        blocking::run(move || complete::complete(&working, &session, case, &draft, version, now)).await?;
    let (status, faults) = match done {
        Ok(true) => {
            let place = format!("{}/staff/cases/{case}", site.root(&request));
            return Ok(see_other(place));
        }
        Ok(false) => return Err(WebError::not_found()),
        Err(WorkError::Lacks(lacks)) => {
            let has_code = !fields.get("identity_code").trim().is_empty();
            let faults = lacks.into_iter().map(|lack| lacking(lack, has_code));
            let faults = faults.map(|(id, key)| fault(id, look.word(key)));
            (StatusCode::UNPROCESSABLE_ENTITY, faults.collect())
        }
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => {
            // The one field that stands on the page of every child.
            let faults = vec![fault("birth_date", look.word("work-overtaken"))];
            (StatusCode::CONFLICT, faults)
        }
        Err(WorkError::Intake(error)) => return Err(failed(error)),
    };
    let filled = Filled::new(COMPLETE, &fields, faults);
    let page = page(&request, &app, &site, &signed, &id, Some(filled)).await?;
    answer(&page, status)
}

/// What was filled in.
fn draft(fields: &Fields, today: NaiveDate) -> Draft {
    let text = |name: &str| Sensitive::new(fields.get(name).to_owned());
    Draft {
        first_names: text("first_names"),
        last_name: text("last_name"),
        birth_date: typed::date(fields.get("birth_date"), today),
        identity_code: text("identity_code"),
        municipality: municipality(fields.get("municipality")),
        postal_code: text("postal_code"),
        street_address: text("street_address"),
        language: text("language"),
        source: text("source"),
    }
}

/// The municipality that was chosen, one that there is.
fn municipality(chosen: &str) -> Typed<MunicipalityCode> {
    if chosen.is_empty() {
        return Typed::Nothing;
    }
    let code = MunicipalityCode::parse(chosen);
    let code = code.filter(|code| Places::embedded().municipality(*code).is_some());
    code.map_or(Typed::Unreadable, Typed::Value)
}

/// The field at which it is told, and in which words; `has_code` says whether a code was typed.
const fn lacking(lack: Lack, has_code: bool) -> (&'static str, &'static str) {
    match lack {
        Lack::Nothing => ("birth_date", "facts-nothing-error"),
        Lack::Protected => ("birth_date", "facts-protected-error"),
        Lack::FirstNames => ("first_names", "facts-first-names-error"),
        Lack::LastName => ("last_name", "facts-last-name-error"),
        Lack::BirthDate => ("birth_date", "search-birth-date-error"),
        Lack::BornInFuture => ("birth_date", "work-future-error"),
        Lack::IdentityCode => ("identity_code", "search-identity-code-error"),
        Lack::OtherDay if !has_code => ("birth_date", "problem-birth-date-mismatch"),
        Lack::OtherDay => ("identity_code", "problem-birth-date-mismatch"),
        Lack::Municipality => ("municipality", "facts-municipality-error"),
        Lack::PostalCode => ("postal_code", "facts-postal-code-error"),
        Lack::StreetAddress => ("street_address", "facts-street-address-error"),
        Lack::Language => ("language", "facts-language-error"),
        Lack::Source => ("source", "facts-source-error"),
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
    let reference = opened.case.reference.as_str();
    let heading = look.words.with("facts-title", "reference", reference);
    let mut page = look.page(site, request, signed, heading, "queue");
    page.errors = filled.as_ref().and_then(|filled| filled.summary(&look));
    let folder = format!("{}/staff/cases/{id}", site.root(request));
    page.before = facts::blocks(&look, &opened, signed, &folder, filled.as_ref()).into();
    Ok(page)
}
