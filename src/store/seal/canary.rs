//! The canary: a text that only the right master key opens, so that a wrong key file is known at start and not at
//! the first report.

use thiserror::Error;

use super::{
    aad,
    blob::{open_bound, seal_bound},
    envelope::{AES_256_GCM, SealError, Sealed, VERSION},
    master::KeyRing,
    secret::{DataKey, KeyId, WrappingKey},
};
use crate::ids::IdSource;

const TEXT: &[u8] = b"huoli";

/// Why the start must stop (refusal R5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CanaryError {
    /// The key file holds other keys than the one this database was made with.
    #[error("wrong key, expected id {expected}")]
    WrongKey {
        /// The id of the key that is needed.
        expected: KeyId,
    },
    /// The canary itself cannot be read.
    #[error("the canary row is damaged: {0}")]
    Damaged(SealError),
}

/// Seals the canary under `master`, whose id stands in it in clear.
///
/// # Errors
/// None in practice: the text is short. [`SealError::TooLong`] otherwise.
pub fn seal_canary(master: &WrappingKey, ids: &dyn IdSource) -> Result<Vec<u8>, SealError> {
    seal_bound(TEXT, &named(master), &bound(master.kid)?, ids)
}

/// Opens the canary with the key of `ring` that it names.
///
/// # Errors
/// [`CanaryError::WrongKey`] when that key is not listed or does not open it, [`CanaryError::Damaged`] when the
/// bytes are no canary of this version.
pub fn check_canary(sealed: &[u8], ring: &KeyRing) -> Result<(), CanaryError> {
    let expected = Sealed::parse(sealed)
        .map(|sealed| KeyId::from_bytes(sealed.named))
        .map_err(CanaryError::Damaged)?;
    let master = ring.get(expected).ok_or(CanaryError::WrongKey { expected })?;
    let text = bound(expected)
        .and_then(|bound| open_bound(sealed, &named(master), &bound))
        .ok()
        .ok_or(CanaryError::WrongKey { expected })?;
    if text.as_slice() == TEXT {
        Ok(())
    } else {
        Err(CanaryError::Damaged(SealError::Failed))
    }
}

/// The master key in the shape of a data key: its id stands where a blob has its generation.
fn named(master: &WrappingKey) -> DataKey {
    DataKey {
        generation: u32::from_be_bytes(*master.kid.as_bytes()),
        key: master.key.clone(),
    }
}

fn bound(kid: KeyId) -> Result<Vec<u8>, SealError> {
    aad::join(&[b"huoli/canary", &[VERSION], &[AES_256_GCM]], &[kid.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::OsIds;

    #[test]
    fn the_right_key_opens_the_canary_wherever_it_stands_in_the_list() {
        let (old, new) = (WrappingKey::random(&OsIds), WrappingKey::random(&OsIds));
        let sealed = seal_canary(&old, &OsIds).unwrap();
        let ring = KeyRing::new(new, vec![old]).unwrap();
        assert_eq!(check_canary(&sealed, &ring), Ok(()));
    }

    #[test]
    fn a_wrong_key_is_told_with_the_expected_id() {
        let right = WrappingKey {
            kid: KeyId::parse("3f2a0b1c").unwrap(),
            ..WrappingKey::random(&OsIds)
        };
        let sealed = seal_canary(&right, &OsIds).unwrap();
        let ring = KeyRing::new(WrappingKey::random(&OsIds), vec![]).unwrap();
        let refused = check_canary(&sealed, &ring).unwrap_err();
        assert_eq!(refused.to_string(), "wrong key, expected id 3f2a0b1c");
        // The right id on another key is as wrong.
        let disguised = WrappingKey {
            kid: right.kid,
            ..WrappingKey::random(&OsIds)
        };
        let ring = KeyRing::new(disguised, vec![]).unwrap();
        assert_eq!(check_canary(&sealed, &ring), Err(refused));
    }

    #[test]
    fn a_damaged_canary_is_told_apart() {
        let ring = KeyRing::new(WrappingKey::random(&OsIds), vec![]).unwrap();
        let damaged = check_canary(b"", &ring);
        assert_eq!(damaged, Err(CanaryError::Damaged(SealError::Truncated)));
        let later = check_canary(&[2; 60], &ring);
        assert_eq!(later, Err(CanaryError::Damaged(SealError::UnknownVersion(2))));
    }
}
