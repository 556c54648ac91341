//! Whether the process answers.

use actix_web::HttpResponse;

/// `GET /healthz`: the process is alive. It says nothing of the database.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}
