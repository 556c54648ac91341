//! Another second factor in place of the own one: `/staff/account/second-factor`.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::look::{Look, answer, csrf, see_other};
use super::step_up;
use super::view::account::{self, Fault};
use crate::intake::App;
use crate::intake::second_factor::{self, Offer, SecondFactorError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::{Hidden, StaffForm};

/// The page's path below `/staff/`.
const PAGE: &str = "account/second-factor";

/// `GET /staff/account/second-factor`
///
/// # Errors
/// [`WebError`].
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    if let Some(first) = step_up::first(&site, &request, &signed, PAGE, now) {
        return Ok(first);
    }
    let (working, own) = (app.clone(), signed.session.clone());
    let name = own.user_name.clone();
    let offer = blocking::run(move || second_factor::offer(&working, own.scope.staff.0, &name, now))
        .await?
        .map_err(failed)?;
    let look = Look::new(&app, signed.session.language, now);
    page(&look, &site, &request, &signed, &offer, None)
}

/// `POST /staff/account/second-factor`
///
/// # Errors
/// [`WebError`].
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    if let Some(first) = step_up::first(&site, &request, &signed, PAGE, now) {
        return Ok(first);
    }
    let (working, own) = (app.clone(), signed.session.clone());
    let (sealed, code) = (fields.get("offer").to_owned(), fields.get("code").to_owned());
    let done = blocking::run(move || {
        let done = second_factor::change(&working, &own, &sealed, &code, now);
        let (to, name) = (own.scope.staff.0, own.user_name);
        let key = match done {
            Ok(()) => return Ok(None),
            Err(SecondFactorError::Code) => "second-factor-wrong",
            Err(SecondFactorError::Stale) => "second-factor-stale",
            Err(SecondFactorError::Intake(error)) => return Err(error),
        };
        let offer = match second_factor::offer_again(&working, &sealed, to, &name, now) {
            Ok(offer) => offer,
            Err(_stale) => second_factor::offer(&working, to, &name, now)?,
        };
        Ok(Some((key, offer)))
    });
    match done.await?.map_err(failed)? {
        None => {
            let place = format!("{}/staff/account?done=second-factor", site.root(&request));
            Ok(see_other(place))
        }
        Some((key, offer)) => {
            let look = Look::new(&app, signed.session.language, now);
            let fault = ("code", look.word(key));
            page(&look, &site, &request, &signed, &offer, Some(&fault))
        }
    }
}

fn page(
    look: &Look,
    site: &StaffSite,
    request: &HttpRequest,
    signed: &SignedIn,
    offer: &Offer,
    fault: Option<&Fault>,
) -> Result<HttpResponse, WebError> {
    let mut page = look.page(site, request, signed, look.word("second-factor-title"), "account");
    page.errors = account::summary(look, fault);
    let text = Block::Paragraph(look.word("second-factor-text"));
    page.before = std::iter::once(text)
        .chain(account::offer(look, offer))
        .collect::<Vec<_>>()
        .into();
    let mut hidden = csrf(signed);
    hidden.push(Hidden {
        name: "offer".into(),
        value: offer.sealed.clone(),
    });
    page.form = Some(StaffForm {
        action: "second-factor".to_owned(),
        hidden,
        blocks: vec![account::with_fault(look, account::code(look, "code"), fault)].into(),
        buttons: vec![Button::go("change", look.word("second-factor-button"))],
    });
    let status = if fault.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    answer(&page, status)
}
