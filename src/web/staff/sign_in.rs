//! Sign-in and sign-out. A wrong name, a wrong password and a wrong code read the same.

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderName, LOCATION};
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::delay::Delays;
use super::look::{Look, answer, bare};
use crate::domain::language::Language;
use crate::domain::sensitive::Sensitive;
use crate::intake::sign_in::{self, Credentials, SignInError};
use crate::intake::{App, session};
use crate::text::negotiate;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields, from_our_page};
use crate::web::extract::session::{StaffSite, failed, next_page};
use crate::web::page::component::{Block, Button};
use crate::web::page::field::{Label, TextField, Width};
use crate::web::page::pages::{Hidden, StaffForm, StaffPage};
use crate::web::page::shell::{StaffShell, own_name};
use crate::web::page::view::{Banner, ErrorSummary, FaultLink, Link};

/// `GET /staff/sign-in[/{language}]`
///
/// # Errors
/// [`WebError`].
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let look = Look::new(&app, language(&request), app.clock.now());
    let query = Fields::new(query.into_inner());
    let mut page = page(&look, &site, &request, query.get("next"), "");
    let news = [("ended", "staff-sign-in-ended"), ("out", "staff-signed-out")]
        .into_iter()
        .find(|(name, _)| query.get(name) == "yes");
    page.banner = news.map(|(_, key)| Banner {
        title: look.word("staff-news"),
        text: look.word(key),
        success: false,
    });
    answer(&page, StatusCode::OK)
}

/// `POST /staff/sign-in[/{language}]`
///
/// # Errors
/// [`WebError`], when another site sent the form or the service failed.
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    delays: Data<Delays>,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    from_our_page(&request)?;
    let fields = Fields::new(form.into_inner());
    let user_name = fields.get("user_name").to_owned();
    let credentials = Credentials {
        user_name: Sensitive::new(user_name.clone()),
        password: Sensitive::new(fields.get("password").to_owned()),
        code: Sensitive::new(fields.get("code").to_owned()),
    };
    let delay = delays.of(&user_name, app.clock.now());
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let now = app.clock.now();
    let working = app.clone();
    let done = blocking::run(move || sign_in::sign_in(&working, &credentials, now)).await?;
    match done {
        Ok(token) => {
            delays.succeeded(&user_name);
            let page = next_page(fields.get("next")).unwrap_or_default();
            let place = format!("{}/staff/{page}", site.root(&request));
            Ok(HttpResponse::SeeOther()
                .cookie(site.cookie(&token))
                .insert_header((LOCATION, place))
                .finish())
        }
        Err(SignInError::Wrong) => {
            delays.failed(&user_name, now);
            let look = Look::new(&app, language(&request), now);
            let mut page = page(&look, &site, &request, fields.get("next"), &user_name);
            page.errors = Some(ErrorSummary {
                title: look.word("error-summary-title"),
                faults: vec![FaultLink {
                    id: "user_name".to_owned(),
                    text: look.word("staff-sign-in-wrong"),
                }],
            });
            answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(SignInError::Crowded(crowded)) => Err(WebError::unavailable(2, crowded)),
        Err(SignInError::Intake(error)) => Err(failed(error)),
    }
}

/// `POST /staff/sign-out`
///
/// # Errors
/// [`WebError`] when the session could not be ended: then the person is told, not left in the belief.
pub async fn leave(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let token = form.signed.token;
    blocking::run(move || session::sign_out(&app, &token))
        .await?
        .map_err(failed)?;
    Ok(HttpResponse::SeeOther()
        .cookie(site.forget())
        .insert_header((
            HeaderName::from_static("clear-site-data"),
            "\"cache\", \"storage\"",
        ))
        .insert_header((LOCATION, format!("{}/staff/sign-in?out=yes", site.root(&request))))
        .finish())
}

/// The language that the address names, else the browser's.
fn language(request: &HttpRequest) -> Language {
    let header = request
        .headers()
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    request
        .match_info()
        .get("language")
        .and_then(Language::parse)
        .or_else(|| negotiate::from_accept_language(header.unwrap_or_default()))
        .unwrap_or_default()
}

fn page(look: &Look, site: &StaffSite, request: &HttpRequest, next: &str, user_name: &str) -> StaffPage {
    let path = site.path(request);
    let heading = look.word("staff-sign-in-title");
    let shell = StaffShell::new(path, &heading, look.home_county(), look.words);
    let root = site.root(request);
    let mut page = bare(shell, heading);
    page.form = Some(StaffForm {
        action: format!("{root}{path}"),
        hidden: next_page(next)
            .map(|value| Hidden { name: "next", value })
            .into_iter()
            .collect(),
        blocks: vec![
            Block::Text(field(
                look,
                "user_name",
                "staff-sign-in-user",
                user_name,
                "username",
            )),
            Block::Text(TextField {
                kind: "password",
                ..field(look, "password", "staff-sign-in-password", "", "current-password")
            }),
            Block::Text(code(look)),
        ]
        .into(),
        buttons: vec![Button::go("sign-in", look.word("staff-sign-in-button"))],
    });
    let links = Language::ALL
        .iter()
        .filter(|language| **language != look.words.language());
    page.after = vec![Block::Links(
        links
            .map(|language| {
                Link::new(
                    format!("{root}/staff/sign-in/{}", language.code()),
                    own_name(*language),
                )
            })
            .collect(),
    )]
    .into();
    page
}

fn field(look: &Look, name: &str, text: &str, value: &str, token: &'static str) -> TextField {
    TextField {
        autocomplete: token,
        width: Width::Twenty,
        ..TextField::new(Label::new(name, look.word(text)), value)
    }
}

fn code(look: &Look) -> TextField {
    let mut field = field(look, "code", "staff-sign-in-code", "", "one-time-code");
    field.label.hint = Some(look.word("staff-sign-in-code-hint"));
    field.inputmode = Some("numeric");
    field.width = Width::Ten;
    field
}
