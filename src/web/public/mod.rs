//! The public wizard: one address, every step a POST that shows the next page. No cookie, no script, no redirect but
//! the exit, nothing kept on the server (EXPERIENCE 2).

use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{self, Data, Form, FormConfig, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use self::info::Info;
use self::professional::Entry;
use self::step::{Answer, Desk};
use super::blocking;
use super::error::WebError;
use super::error_code::ErrorCode;
use super::extract::csrf::MOST_FIELDS;
use crate::domain::language::Language;
use crate::intake::App;
use crate::text::{Texts, negotiate};

pub mod around;
pub mod calls;
pub mod check;
pub mod contacts;
pub mod exit;
pub mod fields;
pub mod go;
pub mod info;
pub mod look;
pub mod lost;
pub mod nowhere;
pub mod place;
pub mod professional;
pub mod question;
pub mod reading;
pub mod receipt;
pub mod recognisable;
pub mod sections;
pub mod start;
pub mod step;
pub mod turn;
pub mod visit;
pub mod work_receipt;

/// The most bytes of a posted page (DESIGN 8).
const MOST_BYTES: usize = 1024 * 1024;

/// The public pages below the mount point. They need a [`Data<App>`] and a [`Data<exit::Exit>`].
pub fn routes(config: &mut ServiceConfig) {
    for path in ["/", "/fi", "/sv", "/en"] {
        config.service(
            web::resource(path)
                .app_data(FormConfig::default().limit(MOST_BYTES))
                .route(web::get().to(show_start))
                .route(web::head().to(show_start))
                .route(web::post().to(take_step)),
        );
    }
    config.service(
        web::resource(["/professional", "/professional/{organisation}"])
            .app_data(FormConfig::default().limit(MOST_BYTES))
            .route(web::get().to(show_start))
            .route(web::head().to(show_start))
            .route(web::post().to(take_step)),
    );
    config.service(web::resource("/exit").route(web::post().to(exit::leave)));
    contacts::routes(config);
    for info in Info::ALL {
        let here = info_page(info, None);
        config.service(here);
        for language in Language::ALL {
            config.service(info_page(info, Some(language)));
        }
    }
}

fn info_page(info: Info, in_path: Option<Language>) -> actix_web::Resource {
    let name = info.name();
    let path = in_path.map_or_else(|| format!("/{name}"), |language| format!("/{language}/{name}"));
    let answer =
        move |request: HttpRequest, app: Data<App>| async move { show_info(info, in_path, &request, &app) };
    web::resource(path)
        .route(web::get().to(answer))
        .route(web::head().to(answer))
}

async fn show_start(request: HttpRequest, app: Data<App>) -> Result<HttpResponse, WebError> {
    at_desk(&request, app, None).await
}

async fn take_step(
    request: HttpRequest,
    app: Data<App>,
    posted: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let posted = posted.into_inner();
    if posted.len() > MOST_FIELDS {
        return Err(WebError::new(ErrorCode::BadRequest));
    }
    at_desk(&request, app, Some(posted)).await
}

fn show_info(
    info: Info,
    in_path: Option<Language>,
    request: &HttpRequest,
    app: &App,
) -> Result<HttpResponse, WebError> {
    let language = in_path.unwrap_or_else(|| language_of(request));
    let directory = app.directory();
    let desk = Desk::new(app, &directory, language, app.clock.now());
    let page = info::page(info, in_path, Texts::embedded().words(language), &desk.around()?);
    let html = askama::Template::render(&page).map_err(WebError::internal)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, HTML)).body(html))
}

/// Answers one request where it may block: a posted form with its next page, else with the start page.
async fn at_desk(
    request: &HttpRequest,
    app: Data<App>,
    posted: Option<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let language = language_of(request);
    let entry = entry_of(request);
    let answer: Answer = blocking::run(move || {
        let directory = app.directory();
        let desk = Desk::new(&app, &directory, language, app.clock.now()).entered_by(&entry);
        match posted {
            Some(posted) => desk.step(&posted),
            None => desk.start(),
        }
    })
    .await??;
    let mut response = HttpResponse::build(answer.status);
    match answer.file_name {
        None => response.insert_header((CONTENT_TYPE, HTML)),
        Some(name) => response
            .insert_header((CONTENT_TYPE, "application/json"))
            .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))),
    };
    Ok(response.body(answer.body))
}

/// Where a visit at this address begins.
fn entry_of(request: &HttpRequest) -> Entry {
    match request.match_info().get("organisation") {
        Some(code) => Entry::Organisation(code.to_owned()),
        None if request
            .match_pattern()
            .is_some_and(|path| path.ends_with("/professional")) =>
        {
            Entry::Professional
        }
        None => Entry::Public,
    }
}

const HTML: &str = "text/html; charset=utf-8";

/// The first choice of a language: the address, else the browser, else the county's.
fn language_of(request: &HttpRequest) -> Language {
    let last = request.path().trim_end_matches('/').rsplit('/').next();
    let wished = || {
        let header = request.headers().get(ACCEPT_LANGUAGE)?;
        negotiate::from_accept_language(header.to_str().ok()?)
    };
    last.and_then(Language::parse).or_else(wished).unwrap_or_default()
}
