//! The own account, `GET /staff/account`: the way to everything about it, and the language of the pages.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::look::{Look, answer, csrf};
use super::{log, password};
use crate::domain::access::LogView;
use crate::intake::App;
use crate::web::error::WebError;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::Link;

/// Shows the page.
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
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let mut page = look.page(&site, &request, &signed, look.word("account-title"), "account");
    page.banner = password::done(&look, Fields::new(query.into_inner()).get("done"));
    page.caption = Some(signed.session.display_name.clone());
    let mut links = vec![
        ("account/password", "password-title"),
        ("account/second-factor", "second-factor-title"),
        ("account/recovery-codes", "recovery-title"),
        ("sessions", "sessions-title"),
    ];
    if signed.session.scope.log_view() == Some(LogView::Own) {
        links.push((log::place(LogView::Own), "log-own-title"));
    }
    page.before = vec![Block::Links(
        links
            .into_iter()
            .map(|(page, key)| Link::new(page, look.word(key)))
            .collect(),
    )]
    .into();
    let current = look.words.language();
    page.form = Some(StaffForm {
        action: "language".to_owned(),
        hidden: csrf(&signed),
        blocks: vec![Block::Heading(look.word("shell-language"))].into(),
        buttons: look
            .languages()
            .filter(|language| *language != current)
            .map(|language| Button::go(language.code(), language.own_name()).looking(ButtonLook::Secondary))
            .collect(),
    });
    answer(&page, StatusCode::OK)
}
