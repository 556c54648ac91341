//! What an operator's machines ask, on a listener of its own that only this machine reaches: whether the service is well,
//! and its figures.

use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::rt::time::timeout;
use actix_web::web::{self, Data, ServiceConfig};
use metrics::gauge;

use super::api::health;
use super::blocking;
use crate::intake::App;
use crate::intake::service_state::{ServiceState, service_state};

/// How long the database may take for the figures.
const PATIENCE: Duration = Duration::from_secs(2);

/// Gives the figures as text in the format of Prometheus.
#[derive(Clone)]
pub struct Figures(pub Arc<dyn Fn() -> String + Send + Sync>);

/// Adds the listener's paths.
pub fn routes(service: &mut ServiceConfig, app: &App, figures: &Figures) {
    service
        .app_data(Data::new(app.clone()))
        .app_data(Data::new(figures.clone()))
        .route("/healthz", web::get().to(health::alive))
        .route("/readyz", web::get().to(health::ready_or_why))
        .route("/metrics", web::get().to(metrics));
}

async fn metrics(app: Data<App>, figures: Data<Figures>) -> HttpResponse {
    let looking = blocking::run({
        let app = app.clone();
        move || service_state(&app, app.clock.now())
    });
    // Without the database the other figures are all the more needed.
    let state = timeout(PATIENCE, looking).await;
    let state = state.ok().and_then(Result::ok).and_then(Result::ok);
    gauge!("huoli_database_reachable").set(f64::from(u8::from(state.is_some())));
    if let Some(state) = state {
        show(&state);
    }
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body((figures.0)())
}

fn show(state: &ServiceState) {
    gauge!("huoli_jobs_waiting").set(figure(state.jobs_waiting));
    gauge!("huoli_jobs_given_up").set(figure(state.jobs_given_up));
    gauge!("huoli_job_oldest_age_seconds").set(figure(state.oldest_job.num_seconds()));
    gauge!("huoli_cases_unopened_past_due").set(figure(state.cases_unopened_past_due));
    gauge!("huoli_urgent_unopened").set(figure(state.urgent_unopened));
    gauge!("huoli_offices_without_reader").set(figure(state.offices_without_reader));
    for (county, seq) in &state.log_heads {
        gauge!("huoli_log_head", "county" => county.clone()).set(figure(*seq));
    }
    if let Some(waiting) = state.writer_queue {
        gauge!("huoli_writer_queue").set(figure(i64::try_from(waiting).unwrap_or(i64::MAX)));
    }
}

/// A count as the format wants it; beyond four thousand millions it says "very many".
fn figure(count: i64) -> f64 {
    u32::try_from(count.max(0)).map_or(f64::INFINITY, f64::from)
}
