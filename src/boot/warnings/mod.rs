//! What does not stop the start and should not stay as it is. `serve` logs it, `check` prints it.

mod host;
mod installation;
mod settings;

use std::collections::BTreeMap;

use crate::config::Config;
use crate::intake::App;
use crate::store::seal::master::{KeyRing, fingerprint};

use super::failure::Warning;
use super::refusals::{Circumstances, Rule};

pub use settings::{is_confirmed, note_of_escrow};

/// Every warning, in the order in which they are told.
pub const WARNINGS: &[Rule] = &[
    Rule::new(
        "debug-build",
        "The program was built for development, and `--allow-debug-build` was given.",
        "For tests only.",
        "`cargo build --release --locked`.",
    ),
    Rule::new(
        "test-key",
        "`--insecure-test-key` was given and the keys come from a variable.",
        "For tests only.",
        "Leave the switch out and keep the keys in a file.",
    ),
    Rule::new(
        "no-public-url",
        "`server.public_url` is not set.",
        "The service can be reached from this machine only.",
        "Set it to the https address of the proxy.",
    ),
    Rule::new(
        "no-staff-host",
        "Staff have no host of their own: `server.staff_url` names that of `server.public_url`, or is not set.",
        "A fault of a public page would reach the pages and cookies of staff, and these cannot be kept to the county's network.",
        "Give staff a host name of their own and set `server.staff_url` to it ([proxy.md](operations/proxy.md)).",
    ),
    Rule::new(
        "no-trusted-proxy",
        "The service listens on loopback, `server.public_url` is an https address beyond this machine, and `server.trusted_proxy` is not set.",
        "Everybody who comes by the proxy counts as one sender: they share the places of one for files and its waits, and floods cannot be told apart.",
        "Set it to the address from which the proxy connects, such as `127.0.0.1` ([proxy.md](operations/proxy.md)).",
    ),
    Rule::new(
        "no-mail",
        "Neither `mail.server` nor `mail.folder` is set.",
        "No office is told by mail that something came: somebody has to look.",
        "Set `mail.server` and `mail.sender`.",
    ),
    Rule::new(
        "mail-folder",
        "`mail.folder` is set.",
        "Mails are written to files and reach nobody.",
        "Set `mail.server` instead.",
    ),
    Rule::new(
        "mail-password",
        "The file of `mail.password_file` cannot be read, or others may read it.",
        "No mail goes out, or others can send in the service's name.",
        "`chmod 600`, owned by the user of the service.",
    ),
    Rule::new(
        "no-anchor",
        "`access_log.anchor_file` is not set.",
        "Nobody sees that the newest rows of the log were cut off.",
        "Name a file, best on another machine or one that can only be appended to.",
    ),
    Rule::new(
        "no-metrics",
        "`server.admin_bind` is not set.",
        "Nothing can be watched from outside: no alarm when the queue of mails grows.",
        "`server.admin_bind = \"127.0.0.1:9464\"`.",
    ),
    Rule::new(
        "file-limit",
        "The process may open fewer files than `limits.connections` needs.",
        "Under a flood no connection is taken any more.",
        "`LimitNOFILE=65536` in the unit, or `ulimit -n 65536`.",
    ),
    Rule::new(
        "disk",
        "Less than a tenth or less than 1 GB is free where the database or the key file lies.",
        "On a full disk no report is accepted.",
        "Free some space, or give it more.",
    ),
    Rule::new(
        "sqlite-shared",
        "Several processes have the SQLite file open.",
        "One writes at a time and all wait for each other; SQLite is meant for one process of the service.",
        "Stop the others, or use PostgreSQL.",
    ),
    Rule::new(
        "escrow",
        "Nobody has confirmed that copies of the active master key exist.",
        "With the key file gone, every report would be gone.",
        "`huoli init --yes --escrow-confirmed FINGERPRINT`, typed from the copy on paper.",
    ),
    Rule::new(
        "example-offices",
        "Offices of the built-in example are in use.",
        "No county has confirmed them: reports would go to offices that do not exist.",
        "Do not open the service to the public before the county's own directory is in it.",
    ),
    Rule::new(
        "office-mailbox",
        "An office has no mailbox.",
        "Nobody there is told that something came.",
        "`huoli offices mailbox OFFICE ADDRESS`; the default office also by `huoli init --mailbox`.",
    ),
    Rule::new(
        "office-reader",
        "An office has no account that reads what comes in.",
        "What comes for it waits in the default office of its county, or for a county administrator.",
        "`huoli staff add`.",
    ),
    Rule::new(
        "office-lost-reader",
        "An office was at work and its last account that read is closed or gone.",
        "As above; `huoli_offices_without_reader` is not 0, and the log says it every quarter of an hour.",
        "`huoli staff add`.",
    ),
    Rule::new(
        "one-admin",
        "The county has fewer than two open accounts of county administrators.",
        "When the one is ill, nobody can help colleagues back in, and nothing that needs two persons can be done.",
        "`huoli staff add --role county_admin`.",
    ),
    Rule::new(
        "log-key",
        "A county has no key for its log.",
        "Who reads there cannot be recorded, so nothing can be opened.",
        "`huoli init --yes` makes what is missing.",
    ),
    Rule::new(
        "jobs-given-up",
        "Jobs were tried for a day and given up.",
        "An office may not have been told of an arrival.",
        "`huoli jobs list`, mend the cause, `huoli jobs retry`.",
    ),
    Rule::new(
        "state",
        "The state of the installation could not be read.",
        "Nobody knows whether one of the warnings above applies.",
        "Try again; look whether the database is well.",
    ),
    Rule::new(
        "clock",
        "The database knows a day that is later than today.",
        "The clock of this machine is behind: lawful dates would be counted wrongly, second factors refused.",
        "Set the clock, and keep it right with NTP.",
    ),
];

/// What the settings and the machine give cause for.
pub fn of_settings(
    config: &Config,
    environment: &BTreeMap<String, String>,
    circumstances: Circumstances,
) -> Vec<Warning> {
    let mut warnings = settings::warnings(config, environment, circumstances);
    warnings.extend(host::warnings(config));
    warnings
}

/// What the opened installation gives cause for; `ring` is what it was opened with.
pub fn of_installation(app: &App, ring: &KeyRing, config: &Config) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let print = fingerprint(&ring.active().key);
    if !is_confirmed(config, &print) {
        warnings.push(Warning::new(
            "escrow",
            "keys.file",
            format!("nobody has confirmed that copies of key {} exist", ring.active().kid),
            "print two (`huoli key init --escrow` wrote them), then run `huoli init --yes --escrow-confirmed FINGERPRINT`",
        ));
    }
    warnings.extend(installation::warnings(app, config));
    warnings
}
