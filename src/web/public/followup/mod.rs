//! `/followup`: the mailbox that the follow-up code opens. The code is posted once and never stands in an address; the open
//! mailbox travels in a sealed field of the page, and nothing is kept on the device (EXPERIENCE 2.13).

pub mod door;
pub mod guesses;
pub mod letterbox;
pub mod lost;
pub mod slip;
pub mod turn;

use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER};
use actix_web::web::{self, Data, Form, FormConfig, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

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
        let take = move |request: HttpRequest,
                         app: Data<App>,
                         guesses: Data<Guesses>,
                         posted: Form<Vec<(String, String)>>| {
            let path = here.clone();
            async move {
                let language = in_path.unwrap_or_else(|| language_of(&request, &app));
                take(&path, language, &request, app, guesses, posted.into_inner()).await
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

async fn take(
    path: &str,
    language: Language,
    request: &HttpRequest,
    app: Data<App>,
    guesses: Data<Guesses>,
    posted: Vec<(String, String)>,
) -> Result<HttpResponse, WebError> {
    if posted.len() > MOST_FIELDS {
        return Err(WebError::new(ErrorCode::BadRequest));
    }
    let (path, source) = (path.to_owned(), Source::of(request));
    let reply = blocking::run(move || {
        let directory = app.directory();
        let now = app.clock.now();
        let desk = Desk::new(&app, &directory, language, now);
        let clerk = Clerk {
            app: &app,
            around: desk.around()?,
            path: &path,
            language,
            now,
        };
        clerk.answer(&posted, &guesses, source)
    })
    .await??;
    let mut response = HttpResponse::build(reply.status);
    if let Some(seconds) = reply.retry_after {
        response.insert_header((RETRY_AFTER, seconds));
    }
    Ok(response.insert_header((CONTENT_TYPE, HTML)).body(reply.html))
}
