//! `/followup`: the mailbox that the follow-up code opens. The code is posted once and never stands in an address; the open
//! mailbox travels in a sealed field of the page, and nothing is kept on the device.

pub mod door;
pub mod files;
pub mod guesses;
pub mod letterbox;
pub mod lost;
pub mod slip;
pub mod turn;

use std::cell::Cell;
use std::sync::Arc;

use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER};
use actix_web::web::{self, Data, Form, FormConfig, Payload, ServiceConfig};
use actix_web::{FromRequest, HttpRequest, HttpResponse, rt};
use tracing::Instrument;

use self::guesses::Guesses;
use self::turn::Clerk;
use super::posted::MOST_BYTES;
use super::step::Desk;
use super::{HTML, language_of};
use crate::domain::language::{Language, Offered};
use crate::intake::App;
use crate::text::Texts;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::extract::csrf::MOST_FIELDS;
use crate::web::files::{Arrived, Posted, is_multipart, read};
use crate::web::layer::source::Source;

/// The page, at `/followup` and with an offered language before it. It needs a [`Data<Guesses>`].
pub fn routes(config: &mut ServiceConfig, languages: &Offered) {
    for in_path in [None].into_iter().chain(languages.iter().map(Some)) {
        let path = in_path.map_or_else(
            || "/followup".to_owned(),
            |language| format!("/{}/followup", language.path()),
        );
        let (below, here) = (path.clone(), path.clone());
        let show = move |request: HttpRequest, app: Data<App>| {
            let path = below.clone();
            async move {
                let language = in_path.unwrap_or_else(|| language_of(&request, &app));
                show(&path, language, &app)
            }
        };
        let take = move |request: HttpRequest, app: Data<App>, guesses: Data<Guesses>, payload: Payload| {
            let path = here.clone();
            async move {
                let language = in_path.unwrap_or_else(|| language_of(&request, &app));
                let at = At { path, language };
                if is_multipart(request.headers()) {
                    // Its own task: a browser that leaves does not end it half-way, so nothing of its files stays.
                    let work = take_with_files(at, request, app, guesses, payload).in_current_span();
                    return Ok(rt::spawn(work).await.map_err(WebError::internal)??);
                }
                let mut payload = payload.into_inner();
                let fields = Form::<Vec<(String, String)>>::from_request(&request, &mut payload).await?;
                let files = Arrived::default();
                let posted = Posted {
                    fields: fields.into_inner(),
                    files,
                    refused: None,
                };
                Ok::<_, actix_web::Error>(take(at, &request, app, guesses, posted).await?)
            }
        };
        config.service(
            web::resource(path)
                .app_data(FormConfig::default().limit(MOST_BYTES))
                .route(web::get().to(show.clone()))
                .route(web::head().to(show))
                .route(web::post().to(take)),
        );
    }
}

/// The box for the code.
fn show(path: &str, language: Language, app: &App) -> Result<HttpResponse, WebError> {
    let directory = app.directory();
    let desk = Desk::new(app, &directory, language, app.clock.now());
    let page = door::page(path, None, "", Texts::embedded().words(language), &desk.around()?);
    let html = askama::Template::render(&page).map_err(WebError::internal)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, HTML)).body(html))
}

/// Where a form was posted.
struct At {
    /// The path below the mount point.
    path: String,
    /// The language of the address or of the browser.
    language: Language,
}

async fn take_with_files(
    at: At,
    request: HttpRequest,
    app: Data<App>,
    guesses: Data<Guesses>,
    payload: Payload,
) -> Result<HttpResponse, WebError> {
    let sealing = app.clone();
    let begin = move |fields: &[(String, String)]| files::begin(&sealing, fields, sealing.clock.now());
    let posted = read(&request, payload, Arc::new(begin)).await?;
    take(at, &request, app, guesses, posted).await
}

async fn take(
    at: At,
    request: &HttpRequest,
    app: Data<App>,
    guesses: Data<Guesses>,
    Posted {
        fields,
        files,
        refused,
    }: Posted,
) -> Result<HttpResponse, WebError> {
    if fields.len() > MOST_FIELDS {
        return Err(WebError::new(ErrorCode::BadRequest));
    }
    let source = Source::of(request);
    let reply = blocking::run(move || {
        let At { path, language } = at;
        let directory = app.directory();
        let now = app.clock.now();
        let desk = Desk::new(&app, &directory, language, now);
        let clerk = Clerk {
            app: &app,
            around: desk.around()?,
            path: &path,
            language,
            now,
            files: Cell::new(files),
        };
        match refused {
            Some(code) => clerk.refuse(code, &fields),
            None => clerk.answer(&fields, &guesses, source),
        }
    })
    .await??;
    let mut response = HttpResponse::build(reply.status);
    if let Some(seconds) = reply.retry_after {
        response.insert_header((RETRY_AFTER, seconds));
    }
    Ok(response.insert_header((CONTENT_TYPE, HTML)).body(reply.html))
}
