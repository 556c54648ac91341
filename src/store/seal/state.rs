//! The wizard's state: the answers so far, sealed into one hidden field of the page, so that the service keeps no
//! draft and the browser nothing readable.
//!
//! The bytes are a sealed blob whose `gen` is the *slot*, the number of the hour since 1970 (UTC). Each slot has a
//! key of its own; once that key is deleted nobody can read the pages of that hour.

use std::fmt;

use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use zeroize::Zeroizing;

use super::{
    aad,
    blob::{open_bound, seal_bound},
    envelope::{AES_256_GCM, SealError, Sealed, VERSION},
    secret::{DataKey, SecretKey},
};
use crate::ids::IdSource;

/// The number of slots after which a page is too old to be read and its key is deleted: 24 hours at most. A page that was made
/// at the end of its hour is read for 23 hours.
pub const LIFETIME_SLOTS: u32 = 24;

/// The slot of the hour in which `now` lies.
pub fn slot_at(now: DateTime<Utc>) -> u32 {
    u32::try_from(now.timestamp().div_euclid(3_600)).unwrap_or_default()
}

/// The oldest slot whose key is still kept at `now`; every older one can go.
pub fn oldest_slot(now: DateTime<Utc>) -> u32 {
    slot_at(now).saturating_sub(LIFETIME_SLOTS - 1)
}

/// Seals `plain` with the `key` of `slot` (K_s), as text for a hidden field.
///
/// # Errors
/// [`SealError::TooLong`] when `plain` does not fit 32 bits of length.
pub fn seal_state(plain: &[u8], slot: u32, key: &SecretKey, ids: &dyn IdSource) -> Result<String, SealError> {
    let key = DataKey {
        generation: slot,
        key: key.clone(),
    };
    seal_bound(plain, &key, &bound(slot)?, ids).map(|sealed| BASE64URL_NOPAD.encode(&sealed))
}

/// What a page's state turned out to be.
#[derive(PartialEq, Eq)]
pub enum Opening {
    /// The answers so far.
    Opened(Zeroizing<Vec<u8>>),
    /// A page whose [`LIFETIME_SLOTS`] are over, or one whose key is gone.
    TooOld,
    /// Not a state of ours, or changed.
    Unreadable,
}

impl fmt::Debug for Opening {
    /// Says which it is and shows no answer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Opened(_) => "Opened([personal data])",
            Self::TooOld => "TooOld",
            Self::Unreadable => "Unreadable",
        })
    }
}

/// A state as it came back, not yet opened: its slot tells which key to fetch.
pub struct SealedState {
    slot: u32,
    bytes: Vec<u8>,
}

impl SealedState {
    /// Reads the hidden field; `None` when it is not shaped like a state ([`Opening::Unreadable`]).
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let slot = u32::from_be_bytes(Sealed::parse(&bytes).ok()?.named);
        Some(Self { slot, bytes })
    }

    /// The slot whose key opens it. It came from outside: it is good for a look-up and for nothing else.
    pub const fn slot(&self) -> u32 {
        self.slot
    }

    /// Opens the state with the key of its slot, or `None` when there is none, at the time `now`.
    pub fn open(&self, key: Option<&SecretKey>, now: DateTime<Utc>) -> Opening {
        if self.slot < oldest_slot(now) {
            return Opening::TooOld;
        }
        let Some(key) = key else {
            // A slot of the future never had a key.
            return if self.slot > slot_at(now) {
                Opening::Unreadable
            } else {
                Opening::TooOld
            };
        };
        let key = DataKey {
            generation: self.slot,
            key: key.clone(),
        };
        bound(self.slot)
            .and_then(|bound| open_bound(&self.bytes, &key, &bound))
            .map_or(Opening::Unreadable, Opening::Opened)
    }
}

fn bound(slot: u32) -> Result<Vec<u8>, SealError> {
    aad::join(
        &[b"huoli/state", &[VERSION], &[AES_256_GCM]],
        &[&slot.to_be_bytes()],
    )
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::ids::OsIds;
    use crate::store::seal::{aad::BlobAad, blob::seal};

    const KEY: SecretKey = SecretKey::from_bytes([8; 32]);

    fn now() -> DateTime<Utc> {
        "2026-12-18T13:59:59Z".parse().unwrap()
    }

    fn sealed() -> SealedState {
        SealedState::parse(&seal_state(b"answers", slot_at(now()), &KEY, &OsIds).unwrap()).unwrap()
    }

    #[test]
    fn a_slot_is_an_hour() {
        assert_eq!(slot_at(DateTime::UNIX_EPOCH), 0);
        assert_eq!(slot_at(now()), 1_797_602_399 / 3_600);
        assert_eq!(slot_at(now() + TimeDelta::seconds(1)), slot_at(now()) + 1);
    }

    #[test]
    fn answers_come_back_as_they_were_sealed() {
        let state = sealed();
        assert_eq!(state.slot(), slot_at(now()));
        let opening = state.open(Some(&KEY), now());
        assert_eq!(opening, Opening::Opened(Zeroizing::new(b"answers".to_vec())));
        assert_eq!(format!("{opening:?}"), "Opened([personal data])");
    }

    #[test]
    fn a_page_can_be_read_for_a_day_even_when_its_key_is_still_there() {
        let state = sealed();
        let last = now() + TimeDelta::hours(23);
        assert!(matches!(state.open(Some(&KEY), last), Opening::Opened(_)));
        assert_eq!(
            state.open(Some(&KEY), now() + TimeDelta::hours(24)),
            Opening::TooOld
        );
        assert_eq!(state.open(None, now()), Opening::TooOld, "its key was deleted");
    }

    #[test]
    fn what_is_not_ours_is_unreadable() {
        let other = SecretKey::from_bytes([9; 32]);
        assert_eq!(sealed().open(Some(&other), now()), Opening::Unreadable);
        for text in ["", "answers", "AQ", "ää"] {
            assert!(SealedState::parse(text).is_none(), "{text}");
        }
        let mut future = sealed();
        future.slot += 1;
        assert_eq!(future.open(None, now()), Opening::Unreadable);
        assert_eq!(future.open(Some(&KEY), now()), Opening::Unreadable);
    }

    #[test]
    fn no_bit_of_a_state_can_be_changed() {
        let state = sealed();
        for bit in 0..state.bytes.len() * 8 {
            let mut bytes = state.bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            if let Some(changed) = SealedState::parse(&BASE64URL_NOPAD.encode(&bytes)) {
                let opening = changed.open(Some(&KEY), now());
                assert!(!matches!(opening, Opening::Opened(_)), "bit {bit}");
            }
        }
    }

    #[test]
    fn a_stored_blob_is_no_state() {
        let key = DataKey {
            generation: slot_at(now()),
            key: KEY,
        };
        let blob = seal(b"", &key, &BlobAad::whole("reports", Uuid::nil(), "body"), &OsIds).unwrap();
        let state = SealedState::parse(&BASE64URL_NOPAD.encode(&blob)).unwrap();
        assert_eq!(state.open(Some(&KEY), now()), Opening::Unreadable);
    }
}
