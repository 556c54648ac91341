//! Search, `/staff/search`: asked by POST, so that no name or code stands in an address line or a log.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::look::{Look, answer};
use super::view::search::{self, Typed};
use crate::intake::App;
use crate::intake::search::{SearchError, search as find};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::Block;
use crate::web::page::pages::StaffPage;
use crate::web::page::view::ErrorSummary;

/// Shows the empty form.
///
/// # Errors
/// [`WebError::not_found`] for whoever sees no cases.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    if signed.session.scope.queue_offices().is_empty() {
        return Err(WebError::not_found());
    }
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let page = page(&look, &request, &site, &signed, &Typed::default(), Vec::new());
    answer(&page, StatusCode::OK)
}

/// Shows what was found, with the form as it was filled in.
///
/// # Errors
/// As [`show`].
pub async fn ask(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let typed = Typed::of(&fields);
    let question = typed.question();
    let (working, session) = (app.clone(), signed.session.clone());
    let found = blocking::run(move || find(&working, &session, &question, now)).await?;
    let look = Look::new(&app, signed.session.language, now);
    match found {
        Ok(hits) => {
            let cases = format!("{}/staff/cases", site.root(&request));
            let results = search::results(&look, &hits, &cases);
            let page = page(&look, &request, &site, &signed, &typed, results);
            answer(&page, StatusCode::OK)
        }
        Err(SearchError::Slips(slips)) => {
            let typed = typed.with(slips);
            let mut page = page(&look, &request, &site, &signed, &typed, Vec::new());
            page.errors = Some(ErrorSummary {
                title: look.word("error-summary-title"),
                faults: typed.faults(&look),
            });
            answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(SearchError::NotAllowed) => Err(WebError::not_found()),
        Err(SearchError::Intake(error)) => Err(failed(error)),
    }
}

fn page(
    look: &Look,
    request: &HttpRequest,
    site: &StaffSite,
    signed: &SignedIn,
    typed: &Typed,
    results: Vec<Block>,
) -> StaffPage {
    let mut page = look.page(site, request, signed, look.word("search-title"), "search");
    let mut before = vec![Block::Paragraph(look.word("search-help"))];
    before.extend(results);
    page.before = before.into();
    page.form = Some(search::form(look, signed, typed));
    page
}
