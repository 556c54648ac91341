//! R10, R11 and R15: who can reach the service, by which address, and whether what they send can be read on the way.

use std::net::IpAddr;

use crate::config::{Loaded, Server};

use super::super::failure::Refusal;

/// Beyond this machine only behind a declared proxy and under https addresses that it answers to.
pub(super) fn refusals(loaded: &Loaded) -> Vec<Refusal> {
    let server = &loaded.config.server;
    let mut refusals = Vec::new();
    let local = server.bind.ip().is_loopback();
    if !local && server.trusted_proxy.is_none() && loaded.is_sound("server.trusted_proxy") {
        let what = format!("{} can be reached from other machines without TLS", server.bind);
        refusals.push(
            Refusal::new("R10", "server.bind", what)
                .cure("name the proxy that ends TLS in server.trusted_proxy, or listen on 127.0.0.1"),
        );
    }
    let public = ("server.public_url", &server.public_url);
    for (field, url) in [public, ("server.staff_url", &server.staff_url)] {
        let what = match url {
            Some(url) if is_safe(url, local) => None,
            Some(_) => Some("what is sent to an address without https can be read on the way"),
            None if field == public.0 && !local => Some("the address by which the public comes is not known"),
            None => None,
        };
        if let Some(what) = what.filter(|_| loaded.is_sound(field)) {
            refusals.push(
                Refusal::new("R11", field, what).cure(
                    "write the address of the proxy that ends TLS, such as https://ilmoitus.example.org/",
                ),
            );
        }
    }
    refusals.extend(hosts(loaded));
    if let Some(bind) = server.admin_bind.filter(|bind| !bind.ip().is_loopback()) {
        let what = format!("metrics would be open to other machines at {bind}");
        refusals.push(
            Refusal::new("R15", "server.admin_bind", what)
                .cure("listen on 127.0.0.1 or [::1], and let a collector on this machine read them"),
        );
    }
    refusals
}

/// R11: a list of hosts by which nobody comes in.
fn hosts(loaded: &Loaded) -> Option<Refusal> {
    let server = &loaded.config.server;
    let listed = server.hosts.as_ref()?;
    let urls = [&server.public_url, &server.staff_url];
    let missing: Vec<String> = urls
        .into_iter()
        .flatten()
        .map(|url| host(url))
        .filter(|host| !listed.contains(host))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let what = format!("the list lacks {}, by which people come", missing.join(" and "));
    let refusal = Refusal::new("R11", "server.hosts", what);
    Some(refusal.cure("add it, or leave the setting out: then the hosts of both addresses are taken"))
}

/// The host of an address in lower case, without its port.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.find(']') {
        Some(end) => authority.get(..=end).unwrap_or(authority),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host.to_ascii_lowercase()
}

/// Whether what is sent to `url` cannot be read on the way: https, an onion service, or, where the service listens on
/// this machine alone, this machine.
fn is_safe(url: &str, local: bool) -> bool {
    let host = host(url);
    let onion = host.rsplit('.').next() == Some("onion");
    url.starts_with("https://") || onion || (local && is_here(&host))
}

/// Whether a host is this machine itself.
fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// Whether the public comes by a proxy on this machine that nobody named: to the service everybody is the proxy then.
pub fn hides_its_senders(server: &Server) -> bool {
    let beyond = |url: &String| url.starts_with("https://") && !is_here(&host(url));
    server.bind.ip().is_loopback()
        && server.trusted_proxy.is_none()
        && server.public_url.as_ref().is_some_and(beyond)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn told(variables: &[(&str, &str)]) -> Vec<String> {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        refusals(&config::load(None, &variables.collect()))
            .iter()
            .map(|refusal| format!("{} {}", refusal.rule, refusal.field))
            .collect()
    }

    fn public(url: &str) -> (&'static str, &str) {
        ("HUOLI_SERVER__PUBLIC_URL", url)
    }

    #[test]
    fn on_this_machine_no_proxy_is_needed() {
        assert!(told(&[("HUOLI_SERVER__BIND", "127.0.0.1:0")]).is_empty());
        assert!(told(&[("HUOLI_SERVER__BIND", "[::1]:8080")]).is_empty());
        assert!(told(&[public("http://localhost:8080/")]).is_empty());
        assert!(told(&[public("http://[::1]:8080/")]).is_empty());
        // An address on the web is one, also where a proxy on this machine hands its requests over.
        assert_eq!(told(&[public("http://example.org/")]), ["R11 server.public_url"]);
    }

    #[test]
    fn beyond_it_a_proxy_and_https_are() {
        let open = ("HUOLI_SERVER__BIND", "0.0.0.0:8080");
        let proxy = ("HUOLI_SERVER__TRUSTED_PROXY", "10.0.0.2");
        assert_eq!(told(&[open]), ["R10 server.bind", "R11 server.public_url"]);
        for unsafe_one in [
            "http://example.org/",
            "http://localhost/",
            "http://onion.example.org/",
        ] {
            assert_eq!(
                told(&[open, proxy, public(unsafe_one)]),
                ["R11 server.public_url"]
            );
        }
        assert_eq!(told(&[open, public("https://example.org/")]), ["R10 server.bind"]);
        assert!(told(&[open, proxy, public("https://example.org/")]).is_empty());
        assert!(told(&[open, proxy, public("http://abcdefghij.onion/")]).is_empty());
        let staff = ("HUOLI_SERVER__STAFF_URL", "http://staff.example.org/");
        assert_eq!(
            told(&[open, proxy, public("https://example.org/"), staff]),
            ["R11 server.staff_url"]
        );
    }

    #[test]
    fn the_list_of_hosts_lets_people_in() {
        let url = public("https://Ilmoitus.example.org:8443/x/");
        let hosts = |list| ("HUOLI_SERVER__HOSTS", list);
        assert!(told(&[url, hosts("other.example.org, ilmoitus.example.org")]).is_empty());
        assert_eq!(told(&[url, hosts("other.example.org")]), ["R11 server.hosts"]);
    }

    #[test]
    fn metrics_stay_on_this_machine() {
        assert!(told(&[("HUOLI_SERVER__ADMIN_BIND", "127.0.0.1:9464")]).is_empty());
        assert_eq!(
            told(&[("HUOLI_SERVER__ADMIN_BIND", "10.0.0.5:9464")]),
            ["R15 server.admin_bind"]
        );
    }
}
