//! Where a request came from, as far as anything behind the edge may know it: a keyed hash that lives in memory, means
//! nothing to anybody else and changes every hour.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::http::header::HeaderMap;
use actix_web::{HttpMessage, HttpRequest};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::ids::IdSource;

/// How long one key is used.
const KEY_LIFE: TimeDelta = TimeDelta::hours(1);

/// The header in which proxies name the address that they were asked from.
pub(super) const FORWARDED_FOR: &str = "x-forwarded-for";

/// One sender, for an hour: equal for two requests of one IPv4 address or one IPv6 network of 64 bits. It cannot be
/// written anywhere: it has no text and no serial form.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source([u8; 16]);

impl Source {
    /// The source of `request`; `None` for a visit of the onion service, and where the proxy does not tell.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().copied()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

/// Makes [`Source`]s. One for all threads, so that a sender is the same whichever thread answers.
#[derive(Clone)]
pub struct Sources {
    ids: Arc<dyn IdSource>,
    key: Arc<Mutex<Option<Key>>>,
}

struct Key {
    bytes: Zeroizing<[u8; 32]>,
    made: DateTime<Utc>,
}

impl Sources {
    /// `ids` gives the keys.
    pub fn new(ids: Arc<dyn IdSource>) -> Self {
        Self {
            ids,
            key: Arc::default(),
        }
    }

    /// The source at `address`.
    ///
    /// # Panics
    /// Never: HMAC takes keys of every length.
    pub fn at(&self, address: IpAddr, now: DateTime<Utc>) -> Source {
        let mut place = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        let key = match place.take() {
            Some(key) if now - key.made < KEY_LIFE => key,
            _ => self.fresh(now),
        };
        #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&*key.bytes).expect("any key fits");
        *place = Some(key);
        drop(place);
        match address.to_canonical() {
            IpAddr::V4(address) => mac.update(&address.octets()),
            IpAddr::V6(address) => mac.update(&(address.to_bits() >> 64).to_be_bytes()),
        }
        let mut source = [0; 16];
        for (to, from) in source.iter_mut().zip(mac.finalize().into_bytes()) {
            *to = from;
        }
        Source(source)
    }

    fn fresh(&self, now: DateTime<Utc>) -> Key {
        let mut bytes = Zeroizing::new([0; 32]);
        self.ids.fill(&mut *bytes);
        Key { bytes, made: now }
    }
}

/// The address that asked: the peer, or, where the peer is the declared proxy, the right-most hop in
/// `X-Forwarded-For` that is not the proxy itself. What stands further left is the sender's word, and so is the whole
/// header when it comes from anybody else. A proxy that tells nothing leaves it unknown.
pub(super) fn address(
    peer: Option<SocketAddr>,
    proxy: Option<IpAddr>,
    headers: &HeaderMap,
) -> Option<IpAddr> {
    let peer = peer?.ip().to_canonical();
    let proxy = proxy.map(|address| address.to_canonical());
    if proxy != Some(peer) {
        return Some(peer);
    }
    let lines: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    let mut hops = lines.iter().rev().flat_map(|line| line.rsplit(',')).map(hop);
    hops.find(|hop| hop.is_none() || *hop != proxy)?
}

/// An address as it stands in the header, with or without a port; an IPv6 address may stand in brackets.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let address = text.parse().ok().or_else(with_port).or_else(bare)?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SeededIds;

    fn sources() -> Sources {
        Sources::new(Arc::new(SeededIds::new(7)))
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_sender_is_one_source_for_an_hour() {
        let sources = sources();
        let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        let first = sources.at(ip("192.0.2.1"), now);
        let later = now + TimeDelta::minutes(59);
        assert!(first == sources.at(ip("192.0.2.1"), later), "the same address");
        assert!(first == sources.at(ip("::ffff:192.0.2.1"), later), "also as IPv6");
        assert!(
            first != sources.at(ip("192.0.2.2"), later),
            "the neighbour is another"
        );
        let network = sources.at(ip("2001:db8:1:2::1"), now);
        assert!(
            network == sources.at(ip("2001:db8:1:2:ffff::9"), now),
            "one network"
        );
        assert!(
            network != sources.at(ip("2001:db8:1:3::1"), now),
            "the next network"
        );
        assert!(first != sources.at(ip("192.0.2.1"), now + KEY_LIFE), "a new key");
    }

    #[test]
    fn two_processes_name_one_sender_differently_and_neither_in_text() {
        let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        let other = Sources::new(Arc::new(SeededIds::new(8)));
        let source = sources().at(ip("192.0.2.1"), now);
        assert!(source != other.at(ip("192.0.2.1"), now));
        assert_eq!(format!("{source:?}"), "Source");
    }

    #[test]
    fn a_forwarded_address_counts_from_the_proxy_only() {
        let seen = |peer: &str, forwarded: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in forwarded {
                headers.append(FORWARDED_FOR.parse().unwrap(), line.parse().unwrap());
            }
            let peer = peer.parse().unwrap();
            address(Some(peer), Some(ip("10.0.0.2")), &headers).map(|address| address.to_string())
        };
        let is = |address: &str| Some(address.to_owned());
        assert_eq!(seen("192.0.2.1:4", &["198.51.100.9"]), is("192.0.2.1"), "forged");
        assert_eq!(seen("10.0.0.2:4", &["198.51.100.9"]), is("198.51.100.9"));
        assert_eq!(
            seen("[::ffff:10.0.0.2]:4", &["1.2.3.4, 198.51.100.9:77"]),
            is("198.51.100.9"),
            "what stands further left is forged"
        );
        assert_eq!(
            seen("10.0.0.2:4", &["1.2.3.4, 198.51.100.9", "10.0.0.2"]),
            is("198.51.100.9"),
            "the proxy itself is no sender"
        );
        assert_eq!(seen("10.0.0.2:4", &["[2001:db8::1]:443"]), is("2001:db8::1"));
        assert_eq!(seen("10.0.0.2:4", &["[2001:db8::1]"]), is("2001:db8::1"));
        for untold in [&[][..], &["198.51.100.9, unknown"], &[""]] {
            assert_eq!(seen("10.0.0.2:4", untold), None, "{untold:?}");
        }
    }
}
