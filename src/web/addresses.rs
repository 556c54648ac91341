//! The addresses under which the service is reached, and what follows from them.

use super::layer::edge;

/// The names by which a machine calls itself.
const OWN_MACHINE: [&str; 3] = ["127.0.0.1", "[::1]", "localhost"];

/// Where the service is reached and what it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The public address, with a slash at its end.
    pub public: String,
    /// The staff's address, with a slash at its end.
    pub staff: String,
    /// The neutral page of the quick exit.
    pub exit: String,
}

impl Addresses {
    /// The path prefix of the public address, without a slash at its end; empty at the root.
    pub fn mount(&self) -> &str {
        let rest = self.public.split_once("://").map_or("", |(_, rest)| rest);
        let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default();
        path.trim_end_matches('/')
    }

    /// The origin of the neutral page: scheme and host.
    pub(super) fn exit_origin(&self) -> String {
        let (scheme, rest) = self.exit.split_once("://").unwrap_or(("https", ""));
        let host = rest.split('/').next().unwrap_or_default();
        format!("{scheme}://{host}")
    }

    /// The host names of both addresses, without ports, and those of this machine if it is `own_machine_too`.
    pub fn hosts(&self, own_machine_too: bool) -> Vec<String> {
        let mut hosts: Vec<String> = [&self.public, &self.staff]
            .into_iter()
            .filter_map(|url| host_of(url))
            .collect();
        if own_machine_too {
            hosts.extend(OWN_MACHINE.map(str::to_owned));
        }
        hosts
    }

    /// The host on which alone staff are answered, lower case, without its port; `None` while it is the public one too.
    pub fn staff_host(&self) -> Option<String> {
        let staff = host_of(&self.staff)?;
        (host_of(&self.public).as_ref() != Some(&staff)).then_some(staff)
    }

    /// Whether staff reach the service on the machine on which it runs, without TLS. Everywhere else it is https, or a
    /// host that a browser takes for as safe.
    pub(super) fn is_own_machine(&self) -> bool {
        let rest = self.staff.strip_prefix("http://").unwrap_or_default();
        let host = rest.split('/').next().unwrap_or_default();
        let own =
            |name: &str| host == name || host.strip_prefix(name).is_some_and(|port| port.starts_with(':'));
        OWN_MACHINE.into_iter().any(own)
    }

    /// Whether browsers may be told to use https only, for this host and those below it: not on a host shared with other sites.
    /// On an onion host they never are, whatever stands here.
    pub(super) fn is_https_host(&self) -> bool {
        self.public.starts_with("https://") && self.mount().is_empty()
    }
}

/// The host of an address, lower case, without its port.
fn host_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split('/').next()?;
    edge::name(authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(public: &str) -> Addresses {
        Addresses {
            public: public.to_owned(),
            staff: format!("{public}staff/"),
            exit: "https://www.example.org/a/".to_owned(),
        }
    }

    #[test]
    fn the_prefix_is_the_path_of_the_public_address() {
        assert_eq!(at("http://127.0.0.1:8080/").mount(), "");
        assert_eq!(at("https://example.org/huoli/x/").mount(), "/huoli/x");
        assert_eq!(
            at("https://example.org/").exit_origin(),
            "https://www.example.org"
        );
    }

    #[test]
    fn only_on_the_own_machine_the_cookie_goes_without_tls() {
        assert!(at("http://127.0.0.1:8080/").is_own_machine());
        assert!(at("http://[::1]:8080/").is_own_machine());
        for elsewhere in [
            "https://127.0.0.1/",
            "http://127.0.0.1.example.org/",
            "https://example.org/",
            "http://abcdef.onion/",
        ] {
            assert!(!at(elsewhere).is_own_machine(), "{elsewhere}");
        }
    }

    #[test]
    fn staff_have_a_host_where_it_is_another_one() {
        assert_eq!(at("https://example.org/").staff_host(), None);
        let own = |staff: &str| Addresses {
            staff: staff.to_owned(),
            ..at("https://Example.org:8443/huoli/")
        };
        assert_eq!(own("https://example.ORG/huoli/staff/").staff_host(), None);
        assert_eq!(
            own("https://Staff.example.org:444/staff/")
                .staff_host()
                .as_deref(),
            Some("staff.example.org")
        );
    }

    #[test]
    fn browsers_are_told_of_https_on_a_host_of_our_own_only() {
        assert!(at("https://example.org/").is_https_host());
        assert!(!at("https://example.org/huoli/").is_https_host());
        assert!(!at("http://abcdef.onion/").is_https_host());
    }
}
