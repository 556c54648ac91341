//! The settings by section, as the program uses them.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::domain::places::CountyCode;
use crate::store::DatabaseUrl;

use super::read::Reader;
use super::values;

/// All settings.
#[derive(Debug, Clone)]
pub struct Config {
    /// `[database]`.
    pub database: Database,
    /// `[server]`.
    pub server: Server,
    /// `[keys]`.
    pub keys: Keys,
    /// `[limits]`.
    pub limits: Limits,
    /// `[log]`.
    pub log: Log,
}

/// Where reports are kept.
#[derive(Debug, Clone)]
pub struct Database {
    /// The address; it prints without its password.
    pub url: DatabaseUrl,
    /// Connections at most.
    pub connections: u32,
    /// Places in the queue of SQLite's writer.
    pub queue: usize,
    /// How long to wait for a connection or a turn.
    pub wait: Duration,
}

/// Who is served from where.
#[derive(Debug, Clone)]
pub struct Server {
    /// Address and port to listen on.
    pub bind: SocketAddr,
    /// The public address, with a slash at its end; `None` for the one listened on.
    pub public_url: Option<String>,
    /// The address of the staff's pages, with a slash at its end; `None` for `staff/` below the public one.
    pub staff_url: Option<String>,
    /// Where the quick exit leads.
    pub exit_url: String,
    /// The county whose service this is; `None` for that of the example directory.
    pub county: Option<CountyCode>,
    /// Threads that answer; 0 for one a core.
    pub workers: usize,
    /// The proxy that ends TLS.
    pub trusted_proxy: Option<IpAddr>,
}

/// Where the master keys are.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The key file.
    pub file: PathBuf,
}

/// How much at once, and how long (SECURITY 7.2).
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Open connections of each thread.
    pub connections: usize,
    /// New connections that each thread takes in at once.
    pub connection_rate: usize,
    /// Connections that wait to be taken.
    pub backlog: u16,
    /// How long an idle connection is kept.
    pub keep_alive: Duration,
    /// How long the head of a request may take.
    pub request: Duration,
    /// How long a connection may take to close.
    pub disconnect: Duration,
    /// How long running requests may take at a stop.
    pub shutdown: Duration,
}

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct Log {
    /// A level or a filter.
    pub level: String,
    /// How a line looks.
    pub format: LogFormat,
}

/// How a log line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Config {
    /// Takes every field from `reader`, which keeps the faults. The order is that of the table.
    pub(super) fn take(reader: &mut Reader) -> Self {
        Self {
            database: Database {
                url: reader.field("database.url", values::database),
                connections: reader.field("database.connections", values::at_least_one),
                queue: reader.field("database.queue", values::at_least_one),
                wait: reader.field("database.wait_seconds", values::seconds),
            },
            server: Server {
                bind: reader.field("server.bind", values::socket),
                public_url: reader.optional("server.public_url", values::base_url),
                staff_url: reader.optional("server.staff_url", values::base_url),
                exit_url: reader.field("server.exit_url", values::url),
                county: reader.optional("server.county", values::county),
                workers: reader.field("server.workers", values::number),
                trusted_proxy: reader.optional("server.trusted_proxy", values::address),
            },
            keys: Keys {
                file: reader.field("keys.file", values::path),
            },
            limits: Limits {
                connections: reader.field("limits.connections", values::at_least_one),
                connection_rate: reader.field("limits.connection_rate", values::at_least_one),
                backlog: reader.field("limits.backlog", values::at_least_one),
                keep_alive: reader.field("limits.keep_alive_seconds", values::seconds),
                request: reader.field("limits.request_seconds", values::seconds),
                disconnect: reader.field("limits.disconnect_seconds", values::seconds),
                shutdown: reader.field("limits.shutdown_seconds", values::seconds),
            },
            log: Log {
                level: reader.field("log.level", values::log_filter),
                format: reader.field("log.format", values::log_format),
            },
        }
    }
}

impl Default for Config {
    /// Every setting at its default.
    fn default() -> Self {
        super::read::read(None, "", &std::collections::BTreeMap::new()).config
    }
}
