//! Warnings about the settings themselves.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::config::Config;

use super::super::failure::Warning;
use super::super::refusals::{Circumstances, hides_its_senders};
use super::super::serve;

/// The name of the systemd credential of the mail account's password.
const MAIL_PASSWORD: &str = "huoli-mail-password";

pub(super) fn warnings(
    config: &Config,
    environment: &BTreeMap<String, String>,
    circumstances: Circumstances,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |name, field: &str, what: &str, cure: &str| {
        warnings.push(Warning::new(name, field, what, cure));
    };
    if circumstances.debug_build && circumstances.allow_debug_build {
        warn(
            "debug-build",
            "huoli",
            "this program was built for development",
            "build it with `cargo build --release --locked`",
        );
    }
    if circumstances.insecure_test_key {
        warn(
            "test-key",
            super::super::refusals::TEST_KEY,
            "keys may come from a variable of the environment",
            "leave --insecure-test-key out: it is for tests",
        );
    }
    if config.server.public_url.is_none() {
        warn(
            "no-public-url",
            "server.public_url",
            "the service can be reached from this machine only",
            "set it to the https address of the proxy",
        );
    } else if serve::addresses(config, "").staff_host().is_none() {
        warn(
            "no-staff-host",
            "server.staff_url",
            "staff have no host of their own: a fault of a public page would reach theirs",
            "give them one, such as https://staff.example.org/staff/",
        );
    }
    if hides_its_senders(&config.server) {
        warn(
            "no-trusted-proxy",
            "server.trusted_proxy",
            "everybody who comes by the proxy counts as one sender, and all share that one's places for files and its waits",
            "set it to the address from which the proxy connects, such as 127.0.0.1",
        );
    }
    if config.mail.server.is_none() && config.mail.folder.is_none() {
        warn(
            "no-mail",
            "mail.server",
            "no office is told by mail that something came",
            "set mail.server and mail.sender",
        );
    }
    if config.mail.folder.is_some() {
        warn(
            "mail-folder",
            "mail.folder",
            "mails are written to files and reach nobody",
            "set mail.server instead",
        );
    }
    if config.access_log.anchor_file.is_none() {
        warn(
            "no-anchor",
            "access_log.anchor_file",
            "nobody would see that the newest rows of the log were cut off",
            "name a file, best on another machine or one that can only be appended to",
        );
    }
    if config.server.admin_bind.is_none() {
        warn(
            "no-metrics",
            "server.admin_bind",
            "metrics and readiness are not served, so nothing watches the service",
            "set it to 127.0.0.1:9464",
        );
    }
    warnings.extend(mail_password(config, environment));
    warnings
}

fn mail_password(config: &Config, environment: &BTreeMap<String, String>) -> Option<Warning> {
    let file = config.mail.password_file.as_ref()?;
    let credential = environment
        .get("CREDENTIALS_DIRECTORY")
        .is_some_and(|folder| Path::new(folder).join(MAIL_PASSWORD).exists());
    if config.mail.server.is_none() || credential {
        return None;
    }
    let what = match file.metadata() {
        Err(error) => format!("{} cannot be read: {error}", file.display()),
        Ok(metadata) if metadata.mode() & 0o077 != 0 => {
            format!(
                "others may read {} (mode {:03o})",
                file.display(),
                metadata.mode() & 0o777
            )
        }
        Ok(_) => return None,
    };
    Some(Warning::new(
        "mail-password",
        "mail.password_file",
        what,
        "chmod 600 it and give it to the user of the service",
    ))
}

/// Where it is noted that copies of the master key exist: beside the key file, also where a credential goes before it.
pub fn note_of_escrow(config: &Config) -> PathBuf {
    let mut name = config.keys.file.as_os_str().to_owned();
    name.push(".escrow");
    PathBuf::from(name)
}

/// Whether somebody has typed `print`, the fingerprint of the active key, from a copy.
pub fn is_confirmed(config: &Config, print: &str) -> bool {
    std::fs::read_to_string(note_of_escrow(config)).is_ok_and(|note| note.lines().any(|line| line == print))
}
