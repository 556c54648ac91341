//! The public wizard: one address, every step a POST that shows the next page. No cookie, no script, no redirect but
//! the exit, nothing kept on the server.

use std::sync::Arc;

use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::rt;
use actix_web::web::{self, Data, Payload, ServiceConfig};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use tracing::Instrument;

use self::answer::Answer;
use self::info::Info;
use self::posted::Posted;
use self::professional::Entry;
use self::step::Desk;
use super::blocking;
use super::error::WebError;
use super::files::{self, Arrived};
use super::layer::source::Source;
use crate::domain::language::{Language, Offered};
use crate::intake::App;
use crate::text::{Texts, negotiate};

pub mod answer;
pub mod around;
pub mod attach;
pub mod calls;
pub mod check;
pub mod contacts;
pub mod exit;
pub mod fields;
pub mod followup;
pub mod go;
pub mod info;
pub mod look;
pub mod lost;
pub mod nowhere;
pub mod paper;
pub mod place;
pub mod posted;
pub mod privacy;
pub mod professional;
pub mod question;
pub mod reading;
pub mod receipt;
pub mod recognisable;
pub mod saying;
pub mod sections;
pub mod security_txt;
pub mod sending;
pub mod start;
pub mod statement;
pub mod step;
pub mod turn;
pub mod visit;
pub mod work_receipt;

/// The public pages below the mount point, at addresses of their own in each of `languages`. They need a [`Data<App>`], a [`Data<exit::Exit>`] and a
/// [`Data<security_txt::SecurityContact>`].
pub fn routes(config: &mut ServiceConfig, languages: &Offered) {
    let of_languages = languages.iter().map(|language| format!("/{}", language.path()));
    for path in std::iter::once("/".to_owned()).chain(of_languages) {
        config.service(
            web::resource(path)
                .route(web::get().to(show_start))
                .route(web::head().to(show_start))
                .route(web::post().to(take_step)),
        );
    }
    config.service(
        web::resource(["/professional", "/professional/{organisation}"])
            .route(web::get().to(show_start))
            .route(web::head().to(show_start))
            .route(web::post().to(take_step)),
    );
    config.service(web::resource("/exit").route(web::post().to(exit::leave)));
    security_txt::routes(config);
    contacts::routes(config, languages);
    paper::routes(config, languages);
    followup::routes(config, languages);
    for info in Info::ALL {
        let here = info_page(info, None);
        config.service(here);
        for language in languages.iter() {
            config.service(info_page(info, Some(language)));
        }
    }
}

fn info_page(info: Info, in_path: Option<Language>) -> actix_web::Resource {
    let name = info.name();
    let path = in_path.map_or_else(
        || format!("/{name}"),
        |language| format!("/{}/{name}", language.path()),
    );
    let answer =
        move |request: HttpRequest, app: Data<App>| async move { show_info(info, in_path, &request, &app) };
    web::resource(path)
        .route(web::get().to(answer))
        .route(web::head().to(answer))
}

async fn show_start(request: HttpRequest, app: Data<App>) -> Result<HttpResponse, WebError> {
    at_desk(&request, app, None).await
}

/// A posted page: what was typed, why it is not gone on with if it is not, and the files that came along.
struct Sent {
    posted: Posted,
    files: Arrived,
}

async fn take_step(
    request: HttpRequest,
    app: Data<App>,
    payload: Payload,
) -> Result<HttpResponse, actix_web::Error> {
    if files::is_multipart(request.headers()) {
        // Its own task: a browser that leaves does not end it half-way, so nothing of its files is left behind.
        let work = take_step_with_files(request, app, payload).in_current_span();
        return Ok(rt::spawn(work).await.map_err(WebError::internal)??);
    }
    let posted = Posted::from_request(&request, &mut payload.into_inner()).await?;
    let files = Arrived::default();
    Ok(at_desk(&request, app, Some(Sent { posted, files })).await?)
}

async fn take_step_with_files(
    request: HttpRequest,
    app: Data<App>,
    payload: Payload,
) -> Result<HttpResponse, WebError> {
    let sealing = app.clone();
    let begin = move |fields: &[(String, String)]| sending::begin(&sealing, fields, sealing.clock.now());
    let files::Posted {
        fields,
        files,
        refused,
    } = files::read(&request, payload, Arc::new(begin)).await?;
    let posted = Sent {
        posted: Posted { fields, refused },
        files,
    };
    at_desk(&request, app, Some(posted)).await
}

fn show_info(
    info: Info,
    in_path: Option<Language>,
    request: &HttpRequest,
    app: &App,
) -> Result<HttpResponse, WebError> {
    let language = in_path.unwrap_or_else(|| language_of(request, app));
    let directory = app.directory();
    let desk = Desk::new(app, &directory, language, app.clock.now());
    let words = Texts::embedded().words(language);
    let page = info::page(info, in_path, &app.whom_to_ask, words, &desk.around()?);
    let html = askama::Template::render(&page).map_err(WebError::internal)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, HTML)).body(html))
}

/// Answers one request where it may block: a posted form with its next page, else with the start page.
async fn at_desk(
    request: &HttpRequest,
    app: Data<App>,
    posted: Option<Sent>,
) -> Result<HttpResponse, WebError> {
    let language = language_of(request, &app);
    let entry = entry_of(request);
    let source = Source::of(request);
    let floods = Arc::clone(&app.floods);
    let answer: Answer = blocking::run(move || {
        let directory = app.directory();
        let sender = source.map(|source| app.floods.sender(&source));
        let desk = Desk::new(&app, &directory, language, app.clock.now())
            .entered_by(&entry)
            .asked_by(sender);
        match posted {
            Some(Sent { posted, files }) => match posted.refused {
                Some(code) => desk.lost(code, &posted.fields),
                None => desk.with(files).step(&posted.fields),
            },
            None => desk.start(),
        }
    })
    .await??;
    // The report is stored; only its answer waits. Where too many wait already, it does not either.
    if answer.waits
        && let Some(place) = floods.wait()
    {
        tokio::time::sleep(place.time).await;
    }
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

/// The first choice of a language: the address, else the browser, else the first that the county offers.
fn language_of(request: &HttpRequest, app: &App) -> Language {
    let last = request.path().trim_end_matches('/').rsplit('/').next();
    let wished = || {
        let header = request.headers().get(ACCEPT_LANGUAGE)?;
        negotiate::from_accept_language(header.to_str().ok()?, &app.languages)
    };
    last.and_then(|path| app.languages.by_path(path))
        .or_else(wished)
        .unwrap_or_else(|| app.languages.first())
}
