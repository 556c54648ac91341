//! A small site behind the real middleware, on a port of its own.

use std::sync::Arc;

use actix_web::middleware::Compress;
use actix_web::{App, HttpResponse, HttpServer, web};

use huoli::domain::language::Offered;
use huoli::ids::OsIds;
use huoli::web::error::WebError;
use huoli::web::layer::failures::Failures;
use huoli::web::layer::security_headers::SecurityHeaders;
use huoli::web::page::failure::FailureLook;
use huoli::web::{assets, blocking};

/// The address of a running site, such as `http://127.0.0.1:40123`. It ends with the test's runtime.
pub fn start() -> String {
    let server = HttpServer::new(|| {
        let look = FailureLook {
            languages: Offered::default(),
            mount: String::new(),
            county: Box::new(|_| "Lapin hyvinvointialue".to_owned()),
            help: Box::new(|_| vec!["Päivystys 000".to_owned().into()]),
        };
        let headers = SecurityHeaders::new("https://www.example.org", true, "").expect("a valid origin");
        App::new()
            .wrap(Failures::new(Arc::new(look), Arc::new(OsIds)))
            .wrap(Compress::default())
            .wrap(headers)
            .app_data(web::FormConfig::default().limit(1024))
            .configure(assets::routes)
            .service(
                web::resource("/")
                    .route(
                        web::get()
                            .to(async || HttpResponse::Ok().content_type("text/html").body("<p>start</p>")),
                    )
                    .route(
                        web::post().to(async |_form: web::Form<Vec<(String, String)>>| HttpResponse::Ok()),
                    ),
            )
            .route("/panic", web::get().to(panics))
            .route("/blocking", web::get().to(blocking_panics))
            .route("/busy", web::get().to(busy))
            .route("/absent", web::get().to(absent))
            .route("/foreign", web::get().to(absent))
            .route("/cookie", web::get().to(cookie))
            .route("/staff/cookie", web::get().to(cookie))
            .route("/file", web::get().to(file))
            .route("/form", web::get().to(form_again))
    })
    .workers(1)
    .bind(("127.0.0.1", 0))
    .expect("a free port");
    let address = *server.addrs().first().expect("one address");
    actix_web::rt::spawn(server.run());
    format!("http://{address}")
}

async fn panics() -> HttpResponse {
    panic!("a panic on purpose");
}

async fn blocking_panics() -> Result<HttpResponse, WebError> {
    blocking::run(|| panic!("a panic on purpose")).await?;
    Ok(HttpResponse::Ok().finish())
}

async fn busy() -> Result<HttpResponse, WebError> {
    Err(WebError::unavailable(7, "the database is away"))
}

async fn absent() -> Result<HttpResponse, WebError> {
    Err(WebError::not_found())
}

async fn cookie() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("set-cookie", "a=b"))
        .insert_header(("server", "secret/1.0"))
        .finish()
}

async fn file() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("content-security-policy", "sandbox"))
        .body("x")
}

async fn form_again() -> HttpResponse {
    HttpResponse::UnprocessableEntity()
        .content_type("text/html")
        .body("<p>the form again</p>")
}
