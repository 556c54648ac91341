//! The table of every setting: name, default, meaning. The reference page is this table.

use std::fmt::Write;

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Section and name: `server.bind`.
    pub name: &'static str,
    /// The value without it, as it would be written; empty where there is none.
    pub default: &'static str,
    /// What it is for, one or two sentences.
    pub meaning: &'static str,
}

impl Field {
    /// The variable that sets it: `HUOLI_SERVER__BIND`.
    pub fn variable(&self) -> String {
        format!("{}{}", super::PREFIX, self.name.replace('.', "__").to_uppercase())
    }
}

const fn field(name: &'static str, default: &'static str, meaning: &'static str) -> Field {
    Field {
        name,
        default,
        meaning,
    }
}

/// Every setting, by section.
pub const FIELDS: &[Field] = &[
    field(
        "database.url",
        "sqlite://var/huoli.db",
        "The database: `sqlite://` and a path (three slashes begin an absolute one), or `postgres://user@host/database`. \
         It may hold a password and is never printed with it.",
    ),
    field(
        "database.connections",
        "16",
        "Connections at most: on SQLite for reading (one more writes), on PostgreSQL for everything.",
    ),
    field(
        "database.queue",
        "1024",
        "Places in the queue of SQLite's writer. Whoever finds none is answered 503 at once.",
    ),
    field(
        "database.wait_seconds",
        "5",
        "How long a request waits for a connection or for its turn to write, before it is answered 503.",
    ),
    field(
        "database.owner_url",
        "",
        "PostgreSQL: the address by which `huoli migrate` changes the tables, with a role that owns them. The role of \
         `database.url` then gets what the service needs and no more. Without it: `database.url`.",
    ),
    field(
        "server.bind",
        "127.0.0.1:8080",
        "Address and port to listen on. Anything but loopback needs `server.public_url` with https and \
         `server.trusted_proxy`.",
    ),
    field(
        "server.public_url",
        "",
        "The address by which the public reaches the service, with its path prefix and a slash at the end, such as \
         `https://ilmoitus.example.org/`. Without it: `http://` and `server.bind`.",
    ),
    field(
        "server.staff_url",
        "",
        "The address by which staff reach their pages. On another host than `server.public_url`, they are answered on \
         that host alone. Without it: `server.public_url` and `staff/`.",
    ),
    field(
        "server.exit_url",
        "https://www.ilmatieteenlaitos.fi/",
        "The neutral page that the quick exit leads to.",
    ),
    field(
        "server.county",
        "",
        "The number of the county whose service this is, two digits: `90` for Helsinki. Its default office takes reports \
         whose place nobody knows. Without it: the county of the example directory, `03`.",
    ),
    field(
        "server.languages",
        "fi sv en",
        "Tags of the languages that are offered, in their order; the first is for browsers that wish for none. fi and sv \
         must be among them. A language whose texts are not whole is offered only if it stands here \
         ([docs/languages.md](languages.md)).",
    ),
    field(
        "server.workers",
        "0",
        "Threads that answer requests; 0 means one for each core.",
    ),
    field(
        "server.trusted_proxy",
        "",
        "The address of the reverse proxy that ends TLS before the service. A forwarded address counts from there only. \
         Without it everybody who comes by a proxy on this machine counts as one sender.",
    ),
    field(
        "server.hosts",
        "",
        "Host names under which the service answers, with a comma between them; every other `Host` is refused. Without it: \
         those of `server.public_url` and `server.staff_url`.",
    ),
    field(
        "server.security_contact",
        "",
        "Whom somebody tells who found a hole in the service, as `/.well-known/security.txt` says it (RFC 9116): a mail \
         address, or an address that begins with https://. Without it there is no such page.",
    ),
    field(
        "server.admin_bind",
        "",
        "Address and port for `/metrics`, `/healthz` and `/readyz` on a listener of their own, loopback only, such as \
         `127.0.0.1:9464`. Without it there are no metrics.",
    ),
    field(
        "contact.feedback",
        "",
        "Where feedback on the service goes, as `/accessibility` says it (306/2019 9 §): a mail address, or an address that \
         begins with https://. Somebody answers there in 14 days. Without it: the offices' numbers.",
    ),
    field(
        "contact.privacy_url",
        "",
        "The county's own notice on data protection, an address that begins with https://. `/privacy` names it.",
    ),
    field(
        "contact.data_protection_officer",
        "",
        "How the data protection officer is reached, in one line of up to 200 characters, such as a mail address. `/privacy` \
         says it ((EU) 2016/679, article 13).",
    ),
    field(
        "keys.file",
        "huoli.keys",
        "The file of the master keys, outside the database's folder, mode 0400. A systemd credential or a container secret \
         named `huoli-keys` goes before it.",
    ),
    field(
        "limits.connections",
        "4096",
        "Connections that each thread keeps open at once.",
    ),
    field("limits.backlog", "1024", "Connections that wait to be taken."),
    field(
        "limits.keep_alive_seconds",
        "10",
        "How long an idle connection is kept.",
    ),
    field(
        "limits.request_seconds",
        "5",
        "How long the head of a request may take to arrive.",
    ),
    field(
        "limits.disconnect_seconds",
        "2",
        "How long a connection may take to close.",
    ),
    field(
        "limits.shutdown_seconds",
        "30",
        "How long running requests may take to end when the service stops.",
    ),
    field(
        "limits.body_idle_seconds",
        "10",
        "How long the body of a request may pause.",
    ),
    field(
        "limits.body_seconds",
        "30",
        "How long the body of a request without files may take in all.",
    ),
    field(
        "limits.body_with_files_seconds",
        "600",
        "How long the body of a request with files may take in all.",
    ),
    field(
        "limits.body_rate",
        "2048",
        "Bytes a second that a body must bring on average once it has taken `limits.body_idle_seconds`.",
    ),
    field(
        "limits.uri_bytes",
        "2048",
        "The longest address of a request, in bytes.",
    ),
    field(
        "limits.header_bytes",
        "16384",
        "The most that names and values of a request's headers may take together, in bytes.",
    ),
    field(
        "jobs.threads",
        "2",
        "Threads that do what is to be done after an answer: mails, the log's chain, clearing.",
    ),
    field(
        "jobs.poll_milliseconds",
        "1000",
        "How often they look whether something is due.",
    ),
    field(
        "mail.server",
        "",
        "The mail server: `smtps://host` (TLS from the start, port 465) or `smtp://host` (STARTTLS, port 587; without it no \
         mail is sent), with a port if it is another one. `smtp+plain://host` goes without TLS, on this machine only.",
    ),
    field(
        "mail.user",
        "",
        "The account at the mail server; without it nobody signs in there.",
    ),
    field(
        "mail.password_file",
        "",
        "A file whose first line is the account's password. A systemd credential or a container secret named \
         `huoli-mail-password` goes before it.",
    ),
    field(
        "mail.ca_file",
        "",
        "Certificates in PEM form that are trusted for the mail server beside those of the system.",
    ),
    field(
        "mail.sender",
        "",
        "The address that mails come from, such as `huoli@example.org`. Needed with `mail.server` or `mail.folder`.",
    ),
    field(
        "mail.folder",
        "",
        "Instead of a mail server: a folder into which each mail is written as a file.",
    ),
    field(
        "mail.timeout_seconds",
        "30",
        "How long the mail server may take for an answer.",
    ),
    field(
        "access_log.anchor_file",
        "",
        "A file, best on another machine or one that can only be appended to, to which the end of the access log is written \
         again and again: without it nobody sees that the log's newest rows were cut off.",
    ),
    field("access_log.anchor_minutes", "10", "How often that is done."),
    field(
        "flood.source_burst",
        "10",
        "Reports that one sender (an IPv4 address, an IPv6 network of 64 bits) may send by the public forms before the next \
         ones are marked as a flood. Nothing is ever refused for coming too fast. Professionals' systems are not watched.",
    ),
    field(
        "flood.source_per_hour",
        "20",
        "How many of those come back in an hour; 0: none.",
    ),
    field(
        "flood.office_per_hour",
        "120",
        "Reports to one office in an hour before the next ones are marked. What is marked for its sender or its speed does \
         not count.",
    ),
    field(
        "flood.fast_fill_seconds",
        "5",
        "A report sent sooner after its form was made is marked; 0: none is.",
    ),
    field(
        "flood.delay_seconds",
        "2",
        "How long the answer waits to a report that is marked for its sender or its speed; 0: not at all. It is stored before.",
    ),
    field(
        "flood.delay_waiting",
        "512",
        "How many answers may wait at once; beyond, a marked report is answered without delay.",
    ),
    field(
        "flood.group_quiet_minutes",
        "30",
        "Marked reports to one office stand in its queue as one group. It ends after so long without another one; then a new \
         group begins.",
    ),
    field(
        "urgent.escalate_after_minutes",
        "30",
        "How long an urgent report may stay unopened before more people are told: the county's default office, and again every \
         office that has it. The same time passes before they are told once more.",
    ),
    field(
        "triage.second_person",
        "no",
        "`yes`: a second social worker has to agree that an assessment is obviously unnecessary. Until then the case stays in \
         the queue.",
    ),
    field(
        "triage.recheck_one_in",
        "10",
        "Of so many decisions that an assessment is obviously unnecessary one is drawn at random, and a supervisor who is a \
         social worker looks it through. `1`: all of them; `0`: none.",
    ),
    field(
        "messages.end_after_days",
        "90",
        "So many days after the last message the messages of a report end: its follow-up code is then as good as any other, \
         and nobody can ask its reporter any more.",
    ),
    field(
        "messages.silence_days",
        "10",
        "Who reports in their work is told on the receipt to call if they hear nothing in so many days.",
    ),
    field(
        "log.level",
        "info",
        "What is logged: `error`, `warn`, `info`, `debug` or `trace`, or a filter such as `huoli=debug,warn`.",
    ),
    field(
        "log.format",
        "text",
        "How log lines look on standard error: `text` or `json`.",
    ),
];

/// The reference page in Markdown.
pub fn reference() -> String {
    let mut page = String::from(
        "# Settings\n\n\
         `huoli serve` and the commands beside it read `huoli.toml` of the working directory, or the file that `--config` \
         or\n`HUOLI_CONFIG` names. Each setting can also stand in the environment, which goes before the file: \
         `HUOLI_`, the section, two\nunderscores, the name. An unknown name is refused. All faults are told at once; \
         with one, nothing starts (exit code 78).\n\n\
         This page is written from the table in `src/config/fields.rs` by `UPDATE_DOCS=1 cargo test the_reference`.\n",
    );
    let mut section = "";
    for field in FIELDS {
        let (of, name) = field.name.split_once('.').unwrap_or(("", field.name));
        if of != section {
            section = of;
            // Writing to a string does not fail.
            let _ = write!(
                page,
                "\n## [{section}]\n\n| name | default | meaning | variable |\n|---|---|---|---|\n"
            );
        }
        let default = if field.default.is_empty() {
            String::new()
        } else {
            format!("`{}`", field.default)
        };
        let _ = writeln!(
            page,
            "| `{name}` | {default} | {} | `{}` |",
            field.meaning,
            field.variable()
        );
    }
    page.push_str(EXAMPLE);
    page
}

const EXAMPLE: &str = "\n## Example\n\n\
    ```toml\n\
    [database]\n\
    url = \"postgres://huoli@db.example.org/huoli?sslmode=verify-full\"\n\n\
    [server]\n\
    bind = \"10.0.0.5:8080\"\n\
    public_url = \"https://ilmoitus.example.org/\"\n\
    trusted_proxy = \"10.0.0.2\"\n\
    county = \"08\"\n\n\
    [keys]\n\
    file = \"/etc/huoli/huoli.keys\"\n\
    ```\n";
