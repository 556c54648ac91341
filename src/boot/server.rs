//! Listens, serves and stops: how much at once and how long is limited by the settings, the end is graceful.

use std::future::ready;
use std::net::{SocketAddr, TcpListener};

use actix_http::{HttpService, Protocol};
use actix_service::{IntoServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::{AppConfig, Extensions, Server, ServerHandle};
use actix_web::rt::net::TcpStream;
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::config::Limits;
use crate::web::connection::{Patience, Watched};
use crate::web::site::{self, Site};

use super::failure::Failure;
use super::supervisor;

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

/// Starts to answer on `listener`. The library's own server takes no connection that is watched over, so it is put
/// together here from the same parts.
///
/// # Errors
/// [`Failure`] when the threads cannot be started.
pub fn start(listener: TcpListener, site: Site, limits: &Limits, workers: usize) -> Result<Server, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let workers = if workers == 0 { cores } else { workers };
    allow_files(limits.connections.saturating_mul(workers));
    let limits = *limits;
    let patience = Patience {
        between: limits.keep_alive + limits.request,
        ending: limits.disconnect,
        idle: limits.body_idle,
        rate: limits.body_rate,
    };
    let https_only = site.is_https_only();
    let builder = Server::build();
    let stop = builder.graceful_shutdown_signal();
    let serve = move || {
        let stop = stop.clone();
        let site = site::service(&site)
            .into_factory()
            .map_err(|error| error.error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stop = stop.clone();
                async move { stop.notified().await }
            })
            .keep_alive(limits.keep_alive)
            .client_request_timeout(limits.request)
            .client_disconnect_timeout(limits.disconnect)
            .on_connect_ext(|connection: &Watched<TcpStream>, data: &mut Extensions| {
                data.insert(connection.watch());
            })
            .finish(map_config(site, |()| AppConfig::default()));
        let watched = fn_service(move |stream: TcpStream| {
            let peer = stream.peer_addr().ok();
            let watched = Watched::new(stream, patience).https_only(https_only);
            ready(Ok((watched, Protocol::Http1, peer)))
        });
        watched.and_then(http)
    };
    let server = builder
        .workers(workers)
        .max_concurrent_connections(limits.connections)
        .shutdown_timeout(limits.shutdown.as_secs())
        .disable_signals()
        .listen("site", listener, serve)
        .map_err(|error| Failure::failed(format!("the service cannot listen: {error}")))?;
    Ok(server.run())
}

/// Files that the process needs besides its connections: databases, their pool, logs, the runtime.
const OTHER_FILES: usize = 512;

/// Raises the number of files that the process may have open, as each connection is one: systems begin with 1,024.
fn allow_files(connections: usize) {
    let wanted = u64::try_from(connections.saturating_add(OTHER_FILES)).unwrap_or(u64::MAX);
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= wanted) {
        return;
    }
    let allowed = limit.maximum.map_or(wanted, |most| most.min(wanted));
    limit.current = Some(allowed);
    if setrlimit(Resource::Nofile, limit).is_err() || allowed < wanted {
        tracing::warn!(
            wanted,
            allowed,
            "fewer files may be open than connections are allowed"
        );
    }
}

/// Runs until a signal comes, then lets running requests end; a second signal ends them too.
///
/// # Errors
/// [`Failure`] when the server ends by itself.
pub async fn run_until(server: Server, stop: &mut Stop) -> Result<(), Failure> {
    let handle = server.handle();
    let _alive = supervisor::ready();
    let mut running = actix_web::rt::spawn(server);
    tokio::select! {
        () = stop.asked() => {}
        ended = &mut running => return judged(ended),
    }
    supervisor::stopping();
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
