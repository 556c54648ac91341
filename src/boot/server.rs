//! Listens, serves and stops: the limits are those of SECURITY 7.2, the end is graceful.

use std::net::{SocketAddr, TcpListener};

use actix_web::HttpServer;
use actix_web::dev::{Server, ServerHandle};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::config::Limits;
use crate::web::site::{self, Site};

use super::failure::Failure;

/// The signals that end the service: from a terminal, a supervisor, a closed session.
pub struct Stop {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
}

impl Stop {
    /// Begins to listen for the signals; from now on they no longer kill the process.
    ///
    /// # Errors
    /// [`Failure`] when the system refuses.
    pub fn new() -> Result<Self, Failure> {
        let listen = |kind| {
            signal(kind).map_err(|error| Failure::failed(format!("signals cannot be received: {error}")))
        };
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
            hangup: listen(SignalKind::hangup())?,
        })
    }

    /// Waits for one.
    pub async fn asked(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            _ = self.hangup.recv() => {}
        }
    }
}

/// Takes the address, so that it is known at once whether it is free.
///
/// # Errors
/// [`Failure`] that says what to do.
pub fn listen(address: SocketAddr, backlog: u16, advice: &str) -> Result<TcpListener, Failure> {
    let taken = |error: std::io::Error| {
        let why = match error.kind() {
            std::io::ErrorKind::AddrInUse => format!("port {} is taken by another program", address.port()),
            std::io::ErrorKind::PermissionDenied => {
                format!("this user may not listen on port {}", address.port())
            }
            _ => error.to_string(),
        };
        Failure::with_advice(format!("cannot listen on {address}: {why}"), advice)
    };
    let listener = TcpListener::bind(address).map_err(taken)?;
    // A second call only sets how many may wait.
    rustix::net::listen(&listener, i32::from(backlog)).map_err(|error| taken(error.into()))?;
    Ok(listener)
}

/// Starts to answer on `listener`.
///
/// # Errors
/// [`Failure`] when the threads cannot be started.
pub fn start(listener: TcpListener, site: Site, limits: &Limits, workers: usize) -> Result<Server, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let workers = if workers == 0 { cores } else { workers };
    let server = HttpServer::new(move || site::service(&site))
        .workers(workers)
        .max_connections(limits.connections)
        .max_connection_rate(limits.connection_rate)
        .keep_alive(limits.keep_alive)
        .client_request_timeout(limits.request)
        .client_disconnect_timeout(limits.disconnect)
        .shutdown_timeout(limits.shutdown.as_secs())
        .disable_signals()
        .listen(listener)
        .map_err(|error| Failure::failed(format!("the service cannot listen: {error}")))?;
    Ok(server.run())
}

/// Runs until a signal comes, then lets running requests end; a second signal ends them too.
///
/// # Errors
/// [`Failure`] when the server ends by itself.
pub async fn run_until(server: Server, stop: &mut Stop) -> Result<(), Failure> {
    let handle = server.handle();
    let mut running = actix_web::rt::spawn(server);
    tokio::select! {
        () = stop.asked() => {}
        ended = &mut running => return judged(ended),
    }
    tracing::info!("stopping: running requests end, no new ones begin");
    tokio::select! {
        () = handle.stop(true) => {}
        () = hurry(stop, &handle) => {}
    }
    judged(running.await)
}

async fn hurry(stop: &mut Stop, handle: &ServerHandle) {
    stop.asked().await;
    handle.stop(false).await;
}

fn judged(ended: Result<std::io::Result<()>, tokio::task::JoinError>) -> Result<(), Failure> {
    match ended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failure::failed(format!("the service ended: {error}"))),
        Err(_) => Err(Failure::failed("the service ended by a defect of its own")),
    }
}
