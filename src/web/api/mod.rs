//! The JSON API of professionals' systems. Every path stands in [`routes`] and in
//! [`openapi::document`]; a test compares them.

pub mod answer;
pub mod attached;
pub mod body;
pub mod codes;
pub mod health;
pub mod messages;
pub mod offices;
pub mod openapi;
pub mod problem;
pub mod report;

use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder};

use problem::Fault;

/// Adds the API's paths below the mount point. The handlers need [`App`](crate::intake::App) as application data.
pub fn routes(service: &mut ServiceConfig) {
    let filing = web::resource("/api/v1/reports")
        .post(report::file)
        .default_service(web::to(not_a_post));
    service
        .service(filing)
        .service(readable("/api/v1/reports/{reference}", report::status))
        .service(
            web::resource("/api/v1/reports/{reference}/messages")
                .route(web::get().to(messages::list))
                .route(web::head().to(messages::list))
                .route(web::post().to(messages::add))
                .default_service(web::to(neither_read_nor_post)),
        )
        .service(readable("/api/v1/codes/{list}", codes::list))
        .service(readable("/api/v1/offices", offices::list))
        .service(readable("/openapi.json", openapi::serve))
        .service(readable("/healthz", health::alive))
        .service(readable("/readyz", health::ready))
        .service(web::scope("/api").default_service(web::to(nothing)));
}

/// A path that is only read.
fn readable<F, A>(path: &str, handler: F) -> Resource
where
    F: Handler<A>,
    A: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path)
        .route(web::get().to(handler.clone()))
        .route(web::head().to(handler))
        .default_service(web::to(not_a_get))
}

async fn not_a_post(request: HttpRequest) -> HttpResponse {
    Fault::Method { allow: "POST" }.answer(&request)
}

async fn not_a_get(request: HttpRequest) -> HttpResponse {
    Fault::Method { allow: "GET, HEAD" }.answer(&request)
}

async fn neither_read_nor_post(request: HttpRequest) -> HttpResponse {
    Fault::Method {
        allow: "GET, HEAD, POST",
    }
    .answer(&request)
}

async fn nothing(request: HttpRequest) -> HttpResponse {
    Fault::NotFound.answer(&request)
}
