//! The own recovery codes: `/staff/account/recovery-codes` says how many are left, and makes new ones.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::look::{Look, answer, csrf};
use super::step_up;
use super::view::account;
use crate::intake::{App, recovery_codes};
use crate::text::FluentValue;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Banner, Link};

/// The page's path below `/staff/`.
const PAGE: &str = "account/recovery-codes";

/// `GET /staff/account/recovery-codes`
///
/// # Errors
/// [`WebError`].
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    let (working, own) = (app.clone(), signed.session.clone());
    let left = blocking::run(move || recovery_codes::left(&working, &own))
        .await?
        .map_err(failed)?;
    let look = Look::new(&app, signed.session.language, now);
    let mut page = look.page(&site, &request, &signed, look.word("recovery-title"), "account");
    let used = Fields::new(query.into_inner()).get("used") == "yes";
    page.banner = used.then(|| Banner {
        title: look.word("staff-news"),
        text: look.word("recovery-used"),
        success: false,
    });
    let count = [("count", FluentValue::from(left))];
    page.before = vec![
        Block::Paragraph(look.word("recovery-text")),
        Block::Inset(look.words.format("recovery-left", &count)),
    ]
    .into();
    page.form = Some(StaffForm {
        action: "recovery-codes".to_owned(),
        hidden: csrf(&signed),
        blocks: vec![Block::Paragraph(look.word("recovery-make-text"))].into(),
        buttons: vec![Button::go("make", look.word("recovery-make"))],
    });
    answer(&page, StatusCode::OK)
}

/// `POST /staff/account/recovery-codes`: makes new codes and shows them, this once.
///
/// # Errors
/// [`WebError`].
pub async fn make(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let signed = form.signed;
    let now = app.clock.now();
    if let Some(first) = step_up::first(&site, &request, &signed, PAGE, now) {
        return Ok(first);
    }
    let (working, own) = (app.clone(), signed.session.clone());
    let codes = blocking::run(move || recovery_codes::make(&working, &own, now))
        .await?
        .map_err(failed)?;
    let look = Look::new(&app, signed.session.language, now);
    let mut page = look.page(
        &site,
        &request,
        &signed,
        look.word("recovery-new-title"),
        "account",
    );
    page.before = account::recovery_codes(&look, &codes).into();
    let on = Link::new("../account", look.word("account-back"));
    page.after = vec![Block::Links(vec![on])].into();
    answer(&page, StatusCode::OK)
}
