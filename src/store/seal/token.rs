//! The form token: proof that a page came from us and when, and the one thing that makes a second submission of
//! the same page the same submission. Also the keyed hashes of idempotency keys and bodies.
//!
//! ```text
//! token   ver 1 = 01 | random 16 | minute 4 (since 1970, UTC) | HMAC(K_f, "huoli/form-token" ‖ all before) 32
//! ```
//!
//! 53 bytes, 71 characters of base64url. Only a keyed hash of a used token is ever stored.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE64URL_NOPAD;

use super::{mac::Digest, secret::SecretKey};
use crate::ids::IdSource;

const VERSION: u8 = 1;
const CLAIM: usize = 21;
const SIZE: usize = CLAIM + 32;

/// How long a page can be sent after it was first made: 24 hours.
pub const LIFETIME: TimeDelta = TimeDelta::hours(24);

/// A form token whose signature holds. The follow-up code is derived from it, so its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct FormToken([u8; SIZE]);

/// What a text that claims to be a form token turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenCheck {
    /// Ours, and not older than [`LIFETIME`].
    Fresh {
        /// The token.
        token: FormToken,
        /// When the page was first made, to the minute.
        made_at: DateTime<Utc>,
    },
    /// Ours, but older.
    Expired,
    /// Not ours, or changed.
    Forged,
}

impl FormToken {
    /// A token for a page that is made `now`, signed with `key` (K_f).
    pub fn issue(key: &SecretKey, now: DateTime<Utc>, ids: &dyn IdSource) -> Self {
        // 32 bits of minutes reach past the year 10 000.
        let minute = u32::try_from(now.timestamp().div_euclid(60)).unwrap_or_default();
        let mut random = [0; 16];
        ids.fill(&mut random);
        let mut claim = Vec::with_capacity(SIZE);
        claim.push(VERSION);
        claim.extend_from_slice(&random);
        claim.extend_from_slice(&minute.to_be_bytes());
        let mac = sign(key, &claim);
        let mut token = [0; SIZE];
        for (place, byte) in token.iter_mut().zip(claim.iter().chain(mac.as_bytes())) {
            *place = *byte;
        }
        Self(token)
    }

    /// Judges `text`, as it came back from a page, at the time `now`.
    pub fn check(text: &str, key: &SecretKey, now: DateTime<Utc>) -> TokenCheck {
        Self::read(text, key).map_or(TokenCheck::Forged, |(token, made_at)| {
            if now.signed_duration_since(made_at) < LIFETIME {
                TokenCheck::Fresh { token, made_at }
            } else {
                TokenCheck::Expired
            }
        })
    }

    fn read(text: &str, key: &SecretKey) -> Option<(Self, DateTime<Utc>)> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let token = <[u8; SIZE]>::try_from(bytes.as_slice()).ok()?;
        let (claim, mac) = token.split_last_chunk::<32>()?;
        if claim.first() != Some(&VERSION) || sign(key, claim) != Digest::from_bytes(*mac) {
            return None;
        }
        let (_, minute) = claim.split_last_chunk::<4>()?;
        let made_at = DateTime::from_timestamp(i64::from(u32::from_be_bytes(*minute)) * 60, 0)?;
        Some((Self(token), made_at))
    }

    /// The token as it stands in a page.
    pub fn to_text(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// The token's bytes, from which a follow-up code is derived.
    pub(super) const fn as_bytes(&self) -> &[u8; SIZE] {
        &self.0
    }

    /// The keyed hash that marks the token as used: 32 bytes for a unique column. `key` is K_f.
    pub fn used_digest(&self, key: &SecretKey) -> Digest {
        Digest::of(key, &[b"huoli/used", &self.0])
    }
}

impl fmt::Debug for FormToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[form token]")
    }
}

fn sign(key: &SecretKey, claim: &[u8]) -> Digest {
    Digest::of(key, &[b"huoli/form-token", claim])
}

/// The keyed hash of the idempotency key `text` in `scope` (the id of an API client). `key` is K_f.
pub fn idempotency_digest(key: &SecretKey, scope: &str, text: &str) -> Digest {
    // Neither part can hold a zero byte, so it keeps them apart.
    Digest::of(
        key,
        &[b"huoli/idempotency\0", scope.as_bytes(), b"\0", text.as_bytes()],
    )
}

/// The keyed hash of a body in canonical form, by which a repeated request is told from another one with the same
/// key. It takes the request's own digest in, so that equal bodies of two requests do not look alike in the
/// database. `key` is K_f.
pub fn body_digest(key: &SecretKey, request: &Digest, canonical: &[u8]) -> Digest {
    Digest::of(key, &[b"huoli/body", request.as_bytes(), canonical])
}

/// The keyed hash by which a message that is sent twice is known: `sender` is the report, the client or the worker, `page`
/// the page or key with which it came, `text` what it says where another text is another message. `key` is K_f.
pub fn message_digest(key: &SecretKey, sender: &str, page: &str, text: &str) -> Digest {
    // The text comes last; neither of the others can hold a zero byte.
    let parts: [&[u8]; 6] = [
        b"huoli/message\0",
        sender.as_bytes(),
        b"\0",
        page.as_bytes(),
        b"\0",
        text.as_bytes(),
    ];
    Digest::of(key, &parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{OsIds, SeededIds};

    const KEY: SecretKey = SecretKey::from_bytes([3; 32]);

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_token_comes_back_as_it_was_given() {
        let now = at("2026-12-18T13:30:59Z");
        let token = FormToken::issue(&KEY, now, &OsIds);
        assert_eq!(token.to_text().len(), 71);
        let TokenCheck::Fresh { token: read, made_at } = FormToken::check(&token.to_text(), &KEY, now) else {
            panic!("the token is fresh");
        };
        assert_eq!(read, token);
        assert_eq!(made_at, at("2026-12-18T13:30:00Z"), "to the minute, no finer");
        assert_eq!(format!("{token:?}"), "[form token]");
    }

    #[test]
    fn a_token_runs_out_after_24_hours() {
        let text = FormToken::issue(&KEY, at("2026-12-18T13:30:00Z"), &OsIds).to_text();
        let check = |now| FormToken::check(&text, &KEY, at(now));
        assert!(matches!(check("2026-12-19T13:29:59Z"), TokenCheck::Fresh { .. }));
        assert_eq!(check("2026-12-19T13:30:00Z"), TokenCheck::Expired);
        // Two nodes' clocks may differ a little.
        assert!(matches!(check("2026-12-18T13:29:00Z"), TokenCheck::Fresh { .. }));
    }

    #[test]
    fn a_changed_token_is_forged_whatever_its_age() {
        let now = at("2026-12-18T13:30:00Z");
        let token = FormToken::issue(&KEY, now, &OsIds);
        for bit in 0..SIZE * 8 {
            let mut changed = token.0;
            changed[bit / 8] ^= 1 << (bit % 8);
            let text = BASE64URL_NOPAD.encode(&changed);
            assert_eq!(
                FormToken::check(&text, &KEY, now),
                TokenCheck::Forged,
                "bit {bit}"
            );
        }
        let other = SecretKey::from_bytes([4; 32]);
        assert_eq!(
            FormToken::check(&token.to_text(), &other, now),
            TokenCheck::Forged
        );
        for text in [
            "",
            "AQ",
            "ä",
            &format!("{}=", token.to_text()),
            &token.to_text()[1..],
        ] {
            assert_eq!(FormToken::check(text, &KEY, now), TokenCheck::Forged, "{text}");
        }
    }

    #[test]
    fn the_mark_of_use_is_not_the_token() {
        let now = at("2026-12-18T13:30:00Z");
        let (one, two) = (
            FormToken::issue(&KEY, now, &OsIds),
            FormToken::issue(&KEY, now, &OsIds),
        );
        assert_eq!(one.used_digest(&KEY), one.used_digest(&KEY));
        assert_ne!(one.used_digest(&KEY), two.used_digest(&KEY));
        assert_ne!(one.used_digest(&KEY).as_bytes()[..], one.as_bytes()[CLAIM..]);
    }

    #[test]
    fn the_layout_stays() {
        let token = FormToken::issue(&KEY, at("2026-12-18T13:30:00Z"), &SeededIds::new(1));
        assert_eq!(
            data_encoding::HEXLOWER.encode(&token.0),
            concat!(
                "01",
                "910a2dec89025cc1beeb8da1658eec67",
                "01c9274a",
                "932cfe8e3c678179a676392cb7cbc3dbbc7eb8314fc1618ae7ad5aeeb208714d"
            )
        );
    }

    #[test]
    fn idempotency_keys_are_apart_by_client_and_bodies_by_request() {
        let one = idempotency_digest(&KEY, "client-a", "1");
        assert_eq!(one, idempotency_digest(&KEY, "client-a", "1"));
        assert_ne!(one, idempotency_digest(&KEY, "client-b", "1"));
        assert_ne!(one, idempotency_digest(&KEY, "client-", "a1"));
        let two = idempotency_digest(&KEY, "client-a", "2");
        assert_eq!(body_digest(&KEY, &one, b"{}"), body_digest(&KEY, &one, b"{}"));
        assert_ne!(body_digest(&KEY, &one, b"{}"), body_digest(&KEY, &one, b"{ }"));
        assert_ne!(body_digest(&KEY, &one, b"{}"), body_digest(&KEY, &two, b"{}"));
    }
}
