//! The copies of a report for its parties, `GET` and `POST /staff/cases/{id}/party-copy`.

pub mod one;
pub mod print;
pub mod refuse;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::filled::fault;
use super::look::{Look, answer, see_other};
use super::view::party_copy::refusal::{Form, REFUSE};
use super::view::party_copy::{self, WEIGHED, sheet::Sheet};
use crate::domain::language::Language;
use crate::domain::party_copy::Lack;
use crate::intake::party_copy::draft;
use crate::intake::party_copy::open::{self, Copies};
use crate::intake::{App, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;
use crate::web::page::view::{ErrorSummary, FaultLink};

/// Shows the copies of a case and the form of another one.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not this person's to work on.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let copies = opened(&app, &signed, &id).await?;
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let sheet = Sheet::new(&copies.material, signed.session.language);
    let page = page(&look, &request, &site, &signed, &copies, (&sheet, &empty(&app)));
    answer(&page, StatusCode::OK)
}

/// Makes a draft and leads to it, or refuses what was asked for; or shows the form again with what lacks, everything typed kept.
///
/// # Errors
/// As [`show`].
pub async fn begin(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    if fields.get("go") == REFUSE {
        return refuse::refuse(&request, &app, &site, &signed, &fields, &id).await;
    }
    let copies = opened(&app, &signed, &id).await?;
    let now = app.clock.now();
    let look = Look::new(&app, signed.session.language, now);
    let languages: Vec<Language> = look.languages().collect();
    let sheet = Sheet::posted(&copies.material, &fields, &languages, signed.session.language);
    let (working, session, typed) = (app.clone(), signed.session.clone(), sheet.typed());
    let case = copies.case.id;
    let done = blocking::run(move || draft::draft(&working, &session, case, None, &typed, now)).await?;
    match done {
        Ok(Some(copy)) => {
            let place = format!("{}/staff/cases/{case}/party-copy/{copy}", site.root(&request));
            Ok(see_other(place))
        }
        Ok(None) => Err(WebError::not_found()),
        Err(WorkError::Intake(error)) => Err(failed(error)),
        Err(WorkError::Lacks(lacks)) => {
            let sheet = sheet.with(faults(&look, &lacks));
            let page = page(&look, &request, &site, &signed, &copies, (&sheet, &empty(&app)));
            answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(_) => {
            let sheet = sheet.with(vec![fault("recipient", look.word("work-overtaken"))]);
            let page = page(&look, &request, &site, &signed, &copies, (&sheet, &empty(&app)));
            answer(&page, StatusCode::CONFLICT)
        }
    }
}

/// The form of a refusal before anybody has filled it in.
fn empty(app: &App) -> Form<'static> {
    Form {
        id: app.ids.uuid(),
        filled: None,
        doubtful: false,
    }
}

async fn opened(app: &Data<App>, signed: &SignedIn, id: &str) -> Result<Copies, WebError> {
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || open::list(&working, &session, id, now)).await?;
    opened.map_err(failed)?.ok_or_else(WebError::not_found)
}

fn page(
    look: &Look,
    request: &HttpRequest,
    site: &StaffSite,
    signed: &SignedIn,
    copies: &Copies,
    (sheet, refuse): (&Sheet, &Form<'_>),
) -> StaffPage {
    let reference = copies.case.reference.as_str();
    let heading = look.words.with("party-title", "reference", reference);
    let mut page = look.page(site, request, signed, heading, "queue");
    let small = refuse.filled.and_then(|filled| filled.summary(look));
    page.errors = small.or_else(|| summary(look, sheet.faults()));
    let folder = format!("{}/staff/cases/{}", site.root(request), copies.case.id);
    page.before = party_copy::list(look, copies, signed, &folder, sheet, refuse).into();
    page
}

fn summary(look: &Look, faults: &[FaultLink]) -> Option<ErrorSummary> {
    (!faults.is_empty()).then(|| ErrorSummary {
        title: look.word("error-summary-title"),
        faults: faults.to_vec(),
    })
}

/// What lacks, each at its field.
fn faults(look: &Look, lacks: &[Lack]) -> Vec<FaultLink> {
    let link = |lack: &Lack| {
        let (id, key) = match lack {
            Lack::Recipient => ("recipient", "party-recipient-error"),
            Lack::Withheld => ("withheld", "party-withheld-error"),
            Lack::Words => ("words", "party-words-error"),
            Lack::Ground => ("ground", "party-ground-error"),
            Lack::Forbids => (WEIGHED, "party-weighed-error"),
            Lack::GivenTo => ("given_to", "party-given-to-error"),
            Lack::GivenOn => ("given_on", "work-date-error"),
            Lack::GivenOff => ("given_on", "party-given-on-error"),
            Lack::Channel => ("given_how", "party-given-how-error"),
            Lack::BackWhy => ("back_why", "party-back-why-error"),
            Lack::Sealed => ("main", "party-sealed-error"),
            Lack::RefusedTo => ("refuse_who", "party-refuse-who-error"),
            Lack::AskedOn => ("refuse_on", "work-date-error"),
            Lack::AskedAhead => ("refuse_on", "party-refuse-on-error"),
            Lack::Asked => ("refuse_asked", "party-refuse-asked-error"),
            Lack::AskedTells => ("refuse_asked", "party-refuse-tells"),
            Lack::RefusalGround => ("refuse_ground", "party-refuse-ground-error"),
            Lack::Why => ("refuse_why", "party-refuse-why-error"),
            Lack::WhyTells => ("refuse_why", "party-refuse-tells"),
        };
        fault(id, look.word(key))
    };
    lacks.iter().map(link).collect()
}
