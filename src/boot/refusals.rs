//! Every reason why `serve` does not start, all at once (SECURITY section 10).

use std::collections::BTreeMap;

use crate::config::{Config, Loaded};
use crate::intake::App;
use crate::store::seal::key_file::{KeyFileError, KeySource};
use crate::store::seal::master::KeyRing;

use super::failure::{Failure, Refusal};
use super::installation::{self, OpenFailure};

/// The service, if nothing speaks against starting it.
///
/// # Errors
/// [`Failure::Refused`] with every reason; another failure when the database is out of reach.
pub fn judge(loaded: &Loaded, environment: &BTreeMap<String, String>) -> Result<App, Failure> {
    let mut refusals: Vec<Refusal> = loaded.faults.iter().map(Refusal::from).collect();
    if !loaded.is_readable() {
        return Err(Failure::Refused(refusals));
    }
    let config = &loaded.config;
    refusals.extend(listening(loaded));
    let mut ring = None;
    if loaded.is_sound("keys.file") {
        match keys(config, environment) {
            Ok(found) => ring = Some(found),
            Err(found) => refusals.extend(found),
        }
    }
    let mut failed = None;
    let mut app = None;
    if loaded.is_sound("database.url") {
        match open(config, ring) {
            Ok(opened) => app = opened,
            Err(OpenFailure::Refused(refusal)) => refusals.push(refusal),
            Err(OpenFailure::Failed(failure)) => failed = Some(failure),
        }
    }
    match (app, failed) {
        (Some(app), _) if refusals.is_empty() => Ok(app),
        (None, Some(failure)) if refusals.is_empty() => Err(failure),
        _ => Err(Failure::Refused(refusals)),
    }
}

/// R10 and R11: beyond this machine only behind a declared proxy and under an https address.
fn listening(loaded: &Loaded) -> Vec<Refusal> {
    let server = &loaded.config.server;
    let mut refusals = Vec::new();
    if server.bind.ip().is_loopback() {
        return refusals;
    }
    if server.trusted_proxy.is_none() && loaded.is_sound("server.trusted_proxy") {
        refusals.push(Refusal::new(
            "R10",
            "server.bind",
            format!(
                "{} can be reached from other machines without TLS: name the proxy that ends TLS in server.trusted_proxy, \
                 or listen on 127.0.0.1",
                server.bind
            ),
        ));
    }
    let urls = [
        ("server.public_url", &server.public_url),
        ("server.staff_url", &server.staff_url),
    ];
    for (field, url) in urls {
        let needed = field == "server.public_url";
        let fits = url.as_ref().map_or(!needed, |url| is_safe(url));
        if !fits && loaded.is_sound(field) {
            refusals.push(Refusal::new(
                "R11",
                field,
                "beyond this machine the service needs an address that begins with https://",
            ));
        }
    }
    refusals
}

/// Whether what is sent to `url` cannot be read on the way.
fn is_safe(url: &str) -> bool {
    let onion = url
        .strip_prefix("http://")
        .and_then(|rest| rest.split(['/', ':']).next())
        .is_some_and(|host| host.rsplit('.').next() == Some("onion"));
    url.starts_with("https://") || onion
}

/// R1 to R3.
fn keys(config: &Config, environment: &BTreeMap<String, String>) -> Result<KeyRing, Vec<Refusal>> {
    let source = installation::key_source(config, environment);
    let refusal = |error: &KeyFileError| Refusal::new(error.refusal().unwrap_or("R1"), "keys.file", error);
    let misplaced = match misplaced(config, &source) {
        // That there is no file is told once, by reading it.
        Some(KeyFileError::Missing(_)) | None => None,
        Some(error) => Some(refusal(&error)),
    };
    match (source.read(), misplaced) {
        (Ok(ring), None) => Ok(ring),
        (Ok(_), Some(misplaced)) => Err(vec![misplaced]),
        (Err(error), misplaced) => Err(std::iter::once(refusal(&error)).chain(misplaced).collect()),
    }
}

fn misplaced(config: &Config, source: &KeySource) -> Option<KeyFileError> {
    let folders: Vec<_> = installation::database_folder(&config.database.url)
        .into_iter()
        .collect();
    source.lies_outside(&folders).err()
}

/// Opens the database, and with keys the service on it (R5).
fn open(config: &Config, ring: Option<KeyRing>) -> Result<Option<App>, OpenFailure> {
    let store = installation::open_store(config)?;
    let county = installation::home_county(config);
    ring.map(|ring| installation::open_app(store, ring, county))
        .transpose()
        .map_err(installation::key_refusal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn settings(variables: &[(&str, &str)]) -> Loaded {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        config::load(None, &variables.collect())
    }

    fn told(variables: &[(&str, &str)]) -> Vec<String> {
        listening(&settings(variables))
            .iter()
            .map(|refusal| format!("{} {}", refusal.rule, refusal.field))
            .collect()
    }

    #[test]
    fn on_this_machine_no_proxy_is_needed() {
        assert!(told(&[("HUOLI_SERVER__BIND", "127.0.0.1:0")]).is_empty());
        assert!(told(&[("HUOLI_SERVER__BIND", "[::1]:8080")]).is_empty());
    }

    #[test]
    fn beyond_it_a_proxy_and_https_are() {
        let open = ("HUOLI_SERVER__BIND", "0.0.0.0:8080");
        let proxy = ("HUOLI_SERVER__TRUSTED_PROXY", "10.0.0.2");
        let url = |url| ("HUOLI_SERVER__PUBLIC_URL", url);
        assert_eq!(told(&[open]), ["R10 server.bind", "R11 server.public_url"]);
        assert_eq!(
            told(&[open, proxy, url("http://example.org/")]),
            ["R11 server.public_url"]
        );
        assert_eq!(told(&[open, url("https://example.org/")]), ["R10 server.bind"]);
        assert!(told(&[open, proxy, url("https://example.org/")]).is_empty());
        assert!(told(&[open, proxy, url("http://abcdefghij.onion/")]).is_empty());
        let staff = ("HUOLI_SERVER__STAFF_URL", "http://staff.example.org/");
        assert_eq!(
            told(&[open, proxy, url("https://example.org/"), staff]),
            ["R11 server.staff_url"]
        );
    }
}
