//! `/contacts`: find your office by municipality or postal code, and the numbers of every county. It answers from the
//! directory in memory, so it works while the database is away; what was typed travels in a form, never in an address.

pub mod away;
pub mod card;
pub mod county;
pub mod find;
pub mod list;
pub mod search;

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{self, Data, Form, FormConfig, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use self::search::Search;
use super::around::Around;
use super::step::Desk;
use super::{HTML, language_of};
use crate::domain::language::{Language, Offered};
use crate::domain::places::CountyCode;
use crate::intake::App;
use crate::places::Places;
use crate::text::{Texts, Words};
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::extract::csrf::MOST_FIELDS;

/// The most bytes of a search.
const MOST_BYTES: usize = 16 * 1024;

/// The pages, at `/contacts` and with an offered language before it; `/contact` leads to the same.
pub fn routes(config: &mut ServiceConfig, languages: &Offered) {
    for in_path in [None].into_iter().chain(languages.iter().map(Some)) {
        let before = in_path.map_or_else(String::new, |language| format!("/{}", language.path()));
        let show = move |request: HttpRequest, app: Data<App>| async move {
            let language = spoken(in_path, &request, &app);
            let path = path(in_path, "contacts");
            answer(language, &app, |around, words| {
                search::page(&path, None, around, words)
            })
        };
        let show_county = move |request: HttpRequest, county: Path<String>, app: Data<App>| async move {
            let county = CountyCode::parse(&county).and_then(|code| Places::embedded().county(code));
            let county = county.ok_or_else(WebError::not_found)?;
            let path = path(in_path, &format!("contacts/{}", county.code));
            let language = spoken(in_path, &request, &app);
            answer(language, &app, |around, words| {
                county::page(&path, county, around, words)
            })
        };
        let find = move |request: HttpRequest, app: Data<App>, posted: Form<Vec<(String, String)>>| async move {
            if posted.len() > MOST_FIELDS {
                return Err(WebError::new(ErrorCode::BadRequest));
            }
            let search = Search::posted(&posted, spoken(in_path, &request, &app), &app.languages);
            let path = path(in_path, "contacts");
            answer(search.language(), &app, |around, words| {
                search::page(&path, Some(&search), around, words)
            })
        };
        config
            .service(
                web::resource(format!("{before}/contacts"))
                    .app_data(FormConfig::default().limit(MOST_BYTES))
                    .route(web::get().to(show))
                    .route(web::head().to(show))
                    .route(web::post().to(find)),
            )
            .service(
                web::resource(format!("{before}/contacts/{{county}}"))
                    .route(web::get().to(show_county))
                    .route(web::head().to(show_county)),
            )
            .service(
                web::resource(format!("{before}/contact"))
                    .route(web::get().to(show))
                    .route(web::head().to(show)),
            );
    }
}

/// The language before the page's name in the address, else that of the browser.
fn spoken(in_path: Option<Language>, request: &HttpRequest, app: &App) -> Language {
    in_path.unwrap_or_else(|| language_of(request, app))
}

/// The path of a page below the mount point.
fn path(in_path: Option<Language>, name: &str) -> String {
    in_path.map_or_else(
        || format!("/{name}"),
        |language| format!("/{}/{name}", language.path()),
    )
}

fn answer<T: askama::Template>(
    language: Language,
    app: &App,
    page: impl FnOnce(Around<'_>, Words<'static>) -> T,
) -> Result<HttpResponse, WebError> {
    let directory = app.directory();
    let desk = Desk::new(app, &directory, language, app.clock.now());
    let page = page(desk.around()?, Texts::embedded().words(language));
    let html = page.render().map_err(WebError::internal)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, HTML)).body(html))
}
