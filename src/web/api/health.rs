//! Whether the process answers, and whether it could take a report.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::rt::time::timeout;
use actix_web::web::Data;
use actix_web::{HttpResponse, HttpResponseBuilder};

use crate::intake::App;
use crate::intake::service_state::{NotReady, readiness};
use crate::web::blocking;

/// How long the database may take to show that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /healthz`: the process is alive. It says nothing of the database.
pub async fn alive() -> HttpResponse {
    told(StatusCode::OK, "ok")
}

/// `GET /readyz`: whether a report would be taken in. Why not is for the operator alone.
pub async fn ready(app: Data<App>) -> HttpResponse {
    match look(app).await {
        Ok(()) => told(StatusCode::OK, "ready"),
        Err(_) => told(StatusCode::SERVICE_UNAVAILABLE, "not ready"),
    }
}

/// The same with the reason, for the operator's own listener.
pub async fn ready_or_why(app: Data<App>) -> HttpResponse {
    match look(app).await {
        Ok(()) => told(StatusCode::OK, "ready"),
        Err(why) => told(StatusCode::SERVICE_UNAVAILABLE, why.code()),
    }
}

async fn look(app: Data<App>) -> Result<(), NotReady> {
    let looking = blocking::run(move || readiness(&app));
    match timeout(PATIENCE, looking).await {
        Ok(Ok(ready)) => ready,
        _ => Err(NotReady::Database),
    }
}

fn told(status: StatusCode, word: &str) -> HttpResponse {
    let mut answer = HttpResponseBuilder::new(status);
    answer.content_type("text/plain; charset=utf-8");
    if status.is_server_error() {
        answer.insert_header((RETRY_AFTER, "5"));
    }
    answer.body(format!("{word}\n"))
}
