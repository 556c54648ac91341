//! Changing the own password: `/staff/account/password`.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::delay::Delays;
use super::look::{Look, answer, csrf, see_other};
use super::step_up;
use super::view::account::{self, Fault};
use crate::intake::App;
use crate::intake::change_password::{self, ChangePasswordError};
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::Banner;

/// The page's path below `/staff/`.
const PAGE: &str = "account/password";

/// `GET /staff/account/password`
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
    let look = Look::new(&app, signed.session.language, now);
    page(&look, &site, &request, &signed, None)
}

/// `POST /staff/account/password`
///
/// # Errors
/// [`WebError`].
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    delays: Data<Delays>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    if let Some(first) = step_up::first(&site, &request, &signed, PAGE, now) {
        return Ok(first);
    }
    let look = Look::new(&app, signed.session.language, now);
    if fields.get("password") != fields.get("again") {
        let fault = ("again", look.word("password-differs"));
        return page(&look, &site, &request, &signed, Some(&fault));
    }
    let name = format!("password:{}", signed.session.scope.staff);
    let turn = match delays.turn(&name, &request, now).await {
        Ok(turn) => turn,
        Err(later) => {
            let fault = ("current", account::wait(&look, later));
            return page(&look, &site, &request, &signed, Some(&fault));
        }
    };
    let (working, own) = (app.clone(), signed.session.clone());
    let (current, new) = (
        fields.get("current").to_owned(),
        fields.get("password").to_owned(),
    );
    let done = delays
        .hashed(move || change_password::change(&working, &own, &current, &new, now))
        .await?;
    if !matches!(done, Err(ChangePasswordError::Current)) {
        delays.well(&name, &turn);
    }
    match done {
        Ok(()) => {
            let place = format!("{}/staff/account?done=password", site.root(&request));
            Ok(see_other(place))
        }
        Err(ChangePasswordError::Current) => {
            let fault = ("current", look.word("password-current-wrong"));
            page(&look, &site, &request, &signed, Some(&fault))
        }
        Err(ChangePasswordError::Problem(problem)) => {
            let fault = ("password", account::problem(&look, problem));
            page(&look, &site, &request, &signed, Some(&fault))
        }
        Err(ChangePasswordError::Crowded(crowded)) => Err(WebError::unavailable(2, crowded)),
        Err(ChangePasswordError::Intake(error)) => Err(failed(error)),
    }
}

fn page(
    look: &Look,
    site: &StaffSite,
    request: &HttpRequest,
    signed: &SignedIn,
    fault: Option<&Fault>,
) -> Result<HttpResponse, WebError> {
    let mut page = look.page(site, request, signed, look.word("password-title"), "account");
    page.errors = account::summary(look, fault);
    page.before = vec![Block::Paragraph(look.word("password-text"))].into();
    let current = account::password(look, "current", "password-current", "current-password");
    let new = account::new_password(look, "password-new");
    let again = account::password(look, "again", "password-again", "new-password");
    page.form = Some(StaffForm {
        action: "password".to_owned(),
        hidden: csrf(signed),
        blocks: [current, new, again]
            .into_iter()
            .map(|field| account::with_fault(look, field, fault))
            .collect::<Vec<_>>()
            .into(),
        buttons: vec![Button::go("change", look.word("password-button"))],
    });
    let status = if fault.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    answer(&page, status)
}

/// What is told on the account's page once something has been changed.
pub fn done(look: &Look, what: &str) -> Option<Banner> {
    let key = match what {
        "password" => "password-done",
        "second-factor" => "second-factor-done",
        _ => return None,
    };
    Some(Banner {
        title: look.word("staff-done"),
        text: look.word(key),
        success: true,
    })
}
