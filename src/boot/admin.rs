//! The operator's listener: metrics and readiness, apart from the site.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::rt::time::interval;
use actix_web::{App as Server, HttpServer};

use crate::intake::App;
use crate::telemetry::metrics::Metrics;
use crate::web::admin::{self, Figures};

use super::failure::Failure;
use super::server;

/// How often what was measured is put together, so that it takes no room while nobody asks for it.
const UPKEEP: Duration = Duration::from_secs(5);

/// Starts to answer at `bind`. Gives the address and what ends it.
///
/// # Errors
/// [`Failure`] when the address is taken.
pub fn start(bind: SocketAddr, app: App, metrics: Metrics) -> Result<(SocketAddr, ServerHandle), Failure> {
    let advice = "stop the program that listens there, or name another address in server.admin_bind";
    let listener = server::listen(bind, 16, advice)?;
    let address = listener.local_addr().unwrap_or(bind);
    let shown = metrics.clone();
    let figures = Figures(Arc::new(move || shown.text()));
    let server =
        HttpServer::new(move || Server::new().configure(|service| admin::routes(service, &app, &figures)))
            .workers(1)
            .max_connections(64)
            .disable_signals()
            .listen(listener)
            .map_err(|error| Failure::failed(format!("the operator's listener does not start: {error}")))?
            .run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    actix_web::rt::spawn(async move {
        let mut turns = interval(UPKEEP);
        loop {
            turns.tick().await;
            metrics.put_together();
        }
    });
    Ok((address, handle))
}
