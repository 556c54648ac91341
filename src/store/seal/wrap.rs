//! Wrapped keys: a key enciphered by a key above it, 66 bytes, bound to its owner.

use super::{
    aad::WrapAad,
    envelope::{AES_256_GCM, HEADER, NONCE, SealError, Sealed, TAG, VERSION, close},
    secret::{KeyId, SecretKey, WrappingKey},
};
use crate::ids::IdSource;

/// The size of a wrapped key in bytes.
pub const WRAP_SIZE: usize = HEADER + NONCE + 32 + TAG;

/// Wraps `key` by `by`, bound to `aad`: 66 bytes.
///
/// # Errors
/// [`SealError::TooLong`] when a part of `aad` is longer than 65 535 bytes.
pub fn wrap(
    key: &SecretKey,
    by: &WrappingKey,
    aad: &WrapAad<'_>,
    ids: &dyn IdSource,
) -> Result<Vec<u8>, SealError> {
    let bound = aad.bytes(VERSION, AES_256_GCM, by.kid)?;
    close(&by.key, *by.kid.as_bytes(), &bound, key.expose(), ids)
}

/// The id of the key that wrapped `wrapped`: which key to fetch before [`unwrap`].
///
/// # Errors
/// As [`unwrap`], save for [`SealError::UnknownKey`] and [`SealError::Failed`].
pub fn wrapped_by(wrapped: &[u8]) -> Result<KeyId, SealError> {
    Sealed::parse(wrapped).map(|sealed| KeyId::from_bytes(sealed.named))
}

/// Unwraps the key in `wrapped`, which `by` must have wrapped, bound to the same `aad`.
///
/// # Errors
/// Every [`SealError`]: an unknown version or algorithm, bytes cut short, another key's wrap, or bytes that do not
/// open.
pub fn unwrap(wrapped: &[u8], by: &WrappingKey, aad: &WrapAad<'_>) -> Result<SecretKey, SealError> {
    let sealed = Sealed::parse(wrapped)?;
    if wrapped.len() != WRAP_SIZE {
        return Err(SealError::Truncated);
    }
    if sealed.named != *by.kid.as_bytes() {
        return Err(SealError::UnknownKey(KeyId::from_bytes(sealed.named)));
    }
    let bound = aad.bytes(VERSION, AES_256_GCM, by.kid)?;
    let key = sealed.open(&by.key, &bound)?;
    let bytes = <[u8; 32]>::try_from(key.as_slice())
        .ok()
        .ok_or(SealError::Failed)?;
    Ok(SecretKey::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use uuid::Uuid;

    use super::*;
    use crate::ids::{OsIds, SeededIds};
    use crate::store::seal::aad::{KeyKind, KeyOwner};

    fn wrapping_key() -> WrappingKey {
        WrappingKey {
            kid: KeyId::from_bytes([0xa1, 0xb2, 0xc3, 0xd4]),
            key: SecretKey::from_bytes([0x24; 32]),
        }
    }

    fn row(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    /// The expected bytes were made with another implementation (Python's `cryptography`).
    #[test]
    fn a_wrapped_key_has_66_bytes_in_their_order() {
        let aad = WrapAad::Report {
            report: row(1),
            office: row(2),
        };
        let key = SecretKey::from_bytes([9; 32]);
        let bytes = wrap(&key, &wrapping_key(), &aad, &SeededIds::new(1)).unwrap();
        assert_eq!(bytes.len(), 66);
        assert_eq!(
            HEXLOWER.encode(&bytes),
            concat!(
                "0101a1b2c3d4",
                "910a2dec89025cc1beeb8da1",
                "d55a30632ae2936821b18d03b88cc1a663f12a1f3b2f5bd30c896a70c7c5f486",
                "d3ed1f502427f9b0df1e6f0d77e02190"
            )
        );
        assert_eq!(wrapped_by(&bytes), Ok(wrapping_key().kid));
        assert_eq!(unwrap(&bytes, &wrapping_key(), &aad), Ok(key));
    }

    #[test]
    fn bytes_cut_short_are_refused_at_every_length() {
        let aad = WrapAad::Report {
            report: row(1),
            office: row(2),
        };
        let wrapped = wrap(&SecretKey::random(&OsIds), &wrapping_key(), &aad, &OsIds).unwrap();
        for length in 0..wrapped.len() {
            let refused = unwrap(&wrapped[..length], &wrapping_key(), &aad);
            assert_eq!(refused, Err(SealError::Truncated), "{length}");
        }
    }

    #[test]
    fn another_key_is_named_before_anything_is_tried() {
        let aad = WrapAad::Report {
            report: row(1),
            office: row(2),
        };
        let wrapped = wrap(&SecretKey::random(&OsIds), &wrapping_key(), &aad, &OsIds).unwrap();
        let other = WrappingKey::random(&OsIds);
        let refused = unwrap(&wrapped, &other, &aad);
        assert_eq!(refused, Err(SealError::UnknownKey(wrapping_key().kid)));
        // The right name on the wrong key: it does not open, and nothing more is said.
        let disguised = WrappingKey {
            kid: wrapping_key().kid,
            key: other.key,
        };
        assert_eq!(unwrap(&wrapped, &disguised, &aad), Err(SealError::Failed));
    }

    #[test]
    fn a_wrap_by_a_public_key_is_of_a_later_version() {
        assert_eq!(wrapped_by(&[1, 2]), Err(SealError::UnknownAlgorithm(2)));
        assert_eq!(wrapped_by(&[2, 1]), Err(SealError::UnknownVersion(2)));
    }

    #[test]
    fn a_wrapped_key_opens_only_for_its_owner() {
        let county = |code, version| WrapAad::Office {
            kind_of_key: KeyKind::Index,
            office_or_county: KeyOwner::County(code),
            version,
        };
        let places = [
            county("91", 1),
            county("92", 1),
            county("91", 2),
            WrapAad::Office {
                kind_of_key: KeyKind::Code,
                office_or_county: KeyOwner::County("91"),
                version: 1,
            },
            WrapAad::Office {
                kind_of_key: KeyKind::Index,
                office_or_county: KeyOwner::Office(row(91)),
                version: 1,
            },
            WrapAad::Office {
                kind_of_key: KeyKind::Index,
                office_or_county: KeyOwner::Service,
                version: 1,
            },
            WrapAad::Report {
                report: row(1),
                office: row(2),
            },
            WrapAad::Report {
                report: row(2),
                office: row(1),
            },
            WrapAad::Person {
                block: row(3),
                report: row(1),
                office: row(2),
            },
            WrapAad::Person {
                block: row(4),
                report: row(1),
                office: row(2),
            },
        ];
        let key = SecretKey::random(&OsIds);
        for closed in &places {
            let wrapped = wrap(&key, &wrapping_key(), closed, &OsIds).unwrap();
            for opened in &places {
                let result = unwrap(&wrapped, &wrapping_key(), opened);
                if closed == opened {
                    assert_eq!(result.as_ref(), Ok(&key));
                } else {
                    assert_eq!(result, Err(SealError::Failed), "{closed:?} {opened:?}");
                }
            }
        }
    }
}
