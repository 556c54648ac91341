//! The settings by section, as the program uses them.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::domain::language::Offered;
use crate::domain::places::CountyCode;
use crate::domain::whom_to_ask::WhomToAsk;
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
    /// `[contact]`.
    pub contact: WhomToAsk,
    /// `[keys]`.
    pub keys: Keys,
    /// `[limits]`.
    pub limits: Limits,
    /// `[jobs]`.
    pub jobs: Jobs,
    /// `[mail]`.
    pub mail: Mail,
    /// `[access_log]`.
    pub access_log: AccessLog,
    /// `[flood]`.
    pub flood: Flood,
    /// `[urgent]`.
    pub urgent: Urgent,
    /// `[triage]`.
    pub triage: Triage,
    /// `[messages]`.
    pub messages: Messages,
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
    /// By which address the tables are changed; `None` for `url`.
    pub owner_url: Option<DatabaseUrl>,
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
    /// The languages that are offered.
    pub languages: Offered,
    /// Threads that answer; 0 for one a core.
    pub workers: usize,
    /// The proxy that ends TLS.
    pub trusted_proxy: Option<IpAddr>,
    /// The host names that are answered, lower case, without ports; `None` for those of the two addresses.
    pub hosts: Option<Vec<String>>,
    /// Whom to tell of a hole, as a URI.
    pub security_contact: Option<String>,
    /// Where metrics and readiness are served.
    pub admin_bind: Option<SocketAddr>,
}

/// Where the master keys are.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The key file.
    pub file: PathBuf,
}

/// How much at once, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Open connections of each thread.
    pub connections: usize,
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
    /// How long a body may pause.
    pub body_idle: Duration,
    /// How long a body without files may take.
    pub body: Duration,
    /// How long a body with files may take.
    pub body_with_files: Duration,
    /// Bytes a second that a body must bring on average after `body_idle`.
    pub body_rate: u64,
    /// The longest address of a request, in bytes.
    pub uri_bytes: usize,
    /// The most that headers may take together, in bytes.
    pub header_bytes: usize,
}

/// Who does what is to be done after an answer.
#[derive(Debug, Clone, Copy)]
pub struct Jobs {
    /// Threads.
    pub threads: usize,
    /// How often they look.
    pub poll: Duration,
}

/// How offices are told of arrivals. Neither server nor folder: they are not.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The mail server.
    pub server: Option<MailServer>,
    /// The account there.
    pub user: Option<String>,
    /// Where its password stands.
    pub password_file: Option<PathBuf>,
    /// Certificates trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// The address that mails come from.
    pub sender: Option<String>,
    /// Write mails here instead of sending them.
    pub folder: Option<PathBuf>,
    /// How long the server may take for an answer.
    pub timeout: Duration,
}

/// A mail server's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer {
    /// How the connection is protected.
    pub protection: MailProtection,
    /// The host name or address.
    pub host: String,
    /// The port.
    pub port: u16,
}

/// How a connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailProtection {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, required.
    StartTls,
    /// None: for a server on the same machine.
    Plain,
}

/// How the end of the access log is kept elsewhere.
#[derive(Debug, Clone)]
pub struct AccessLog {
    /// The file of anchors.
    pub anchor_file: Option<PathBuf>,
    /// How often one is written.
    pub anchor_every: Duration,
}

/// What is too fast.
#[derive(Debug, Clone, Copy)]
pub struct Flood {
    /// Reports of one sender before the next are marked.
    pub source_burst: u32,
    /// How many of those come back in an hour.
    pub source_per_hour: u32,
    /// Reports to one office in an hour before the next are marked.
    pub office_per_hour: u32,
    /// What is sent sooner after its form was made is marked.
    pub fast_fill: Duration,
    /// How long the answer to one waits that is marked for its sender or its speed.
    pub delay: Duration,
    /// How many may wait at once.
    pub delay_waiting: usize,
    /// A group ends after so long without a marked report.
    pub group_quiet: Duration,
}

/// What is done about urgent reports.
#[derive(Debug, Clone, Copy)]
pub struct Urgent {
    /// After how long more people are told of one that nobody has opened.
    pub escalate_after: Duration,
}

/// How decisions are made.
#[derive(Debug, Clone, Copy)]
pub struct Triage {
    /// Whether a second social worker has to agree that no assessment is made.
    pub second_person: bool,
    /// Of so many decisions that no assessment is made one is looked through, drawn at random; 0: none.
    pub recheck_one_in: u64,
}

/// Messages between reporters and workers.
#[derive(Debug, Clone, Copy)]
pub struct Messages {
    /// So many days after its last message a mailbox ends.
    pub end_after_days: u64,
    /// So many days without a word are told to who reports in their work: then they should call.
    pub silence_days: u32,
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
                owner_url: reader.optional("database.owner_url", values::database),
            },
            server: Server {
                bind: reader.field("server.bind", values::socket),
                public_url: reader.optional("server.public_url", values::base_url),
                staff_url: reader.optional("server.staff_url", values::base_url),
                exit_url: reader.field("server.exit_url", values::url),
                county: reader.optional("server.county", values::county),
                languages: reader.field("server.languages", Offered::parse),
                workers: reader.field("server.workers", values::number),
                trusted_proxy: reader.optional("server.trusted_proxy", values::address),
                hosts: reader.optional("server.hosts", values::hosts),
                security_contact: reader.optional("server.security_contact", values::contact_uri),
                admin_bind: reader.optional("server.admin_bind", values::socket),
            },
            contact: WhomToAsk {
                feedback: reader.optional("contact.feedback", values::feedback),
                privacy_url: reader.optional("contact.privacy_url", values::url),
                data_protection_officer: reader
                    .optional("contact.data_protection_officer", values::short_line),
            },
            keys: Keys {
                file: reader.field("keys.file", values::path),
            },
            limits: Limits {
                connections: reader.field("limits.connections", values::at_least_one),
                backlog: reader.field("limits.backlog", values::at_least_one),
                keep_alive: reader.field("limits.keep_alive_seconds", values::seconds),
                request: reader.field("limits.request_seconds", values::seconds),
                disconnect: reader.field("limits.disconnect_seconds", values::seconds),
                shutdown: reader.field("limits.shutdown_seconds", values::seconds),
                body_idle: reader.field("limits.body_idle_seconds", values::seconds),
                body: reader.field("limits.body_seconds", values::seconds),
                body_with_files: reader.field("limits.body_with_files_seconds", values::seconds),
                body_rate: reader.field("limits.body_rate", values::at_least_one),
                uri_bytes: reader.field("limits.uri_bytes", values::at_least_one),
                header_bytes: reader.field("limits.header_bytes", values::at_least_one),
            },
            jobs: Jobs {
                threads: reader.field("jobs.threads", values::at_least_one),
                poll: reader.field("jobs.poll_milliseconds", values::milliseconds),
            },
            mail: Mail {
                server: reader.optional("mail.server", values::mail_server),
                user: reader.optional("mail.user", values::text),
                password_file: reader.optional("mail.password_file", values::path),
                ca_file: reader.optional("mail.ca_file", values::path),
                sender: reader.optional("mail.sender", values::mail_address),
                folder: reader.optional("mail.folder", values::path),
                timeout: reader.field("mail.timeout_seconds", values::seconds),
            },
            access_log: AccessLog {
                anchor_file: reader.optional("access_log.anchor_file", values::path),
                anchor_every: reader.field("access_log.anchor_minutes", values::minutes),
            },
            flood: Flood {
                source_burst: reader.field("flood.source_burst", values::number),
                source_per_hour: reader.field("flood.source_per_hour", values::number),
                office_per_hour: reader.field("flood.office_per_hour", values::number),
                fast_fill: reader.field("flood.fast_fill_seconds", values::seconds_or_none),
                delay: reader.field("flood.delay_seconds", values::seconds_or_none),
                delay_waiting: reader.field("flood.delay_waiting", values::number),
                group_quiet: reader.field("flood.group_quiet_minutes", values::minutes),
            },
            urgent: Urgent {
                escalate_after: reader.field("urgent.escalate_after_minutes", values::minutes),
            },
            triage: Triage {
                second_person: reader.field("triage.second_person", values::yes_or_no),
                recheck_one_in: reader.field("triage.recheck_one_in", values::number),
            },
            messages: Messages {
                end_after_days: reader.field("messages.end_after_days", values::at_least_one),
                silence_days: reader.field("messages.silence_days", values::at_least_one),
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
