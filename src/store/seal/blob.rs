//! Sealed blobs: content enciphered by the key of its report or person block, padded, bound to the place where it is
//! stored.

use zeroize::Zeroizing;

use super::{
    aad::BlobAad,
    envelope::{AES_256_GCM, SealError, Sealed, VERSION, close},
    padding,
    secret::{DataKey, KeyId},
};
use crate::ids::IdSource;

/// Seals `plain`, padded (see [`padding`]), under `key`, bound to the place `aad`.
///
/// # Errors
/// [`SealError::TooLong`] when `plain` does not fit 32 bits of length.
pub fn seal(
    plain: &[u8],
    key: &DataKey,
    aad: &BlobAad<'_>,
    ids: &dyn IdSource,
) -> Result<Vec<u8>, SealError> {
    let bound = aad.bytes(VERSION, AES_256_GCM, key.generation)?;
    seal_bound(plain, key, &bound, ids)
}

/// [`seal`], padded to exactly `size` bytes.
///
/// # Errors
/// [`SealError::TooLong`] when `plain` does not fit.
pub(super) fn seal_to(
    plain: &[u8],
    size: usize,
    key: &DataKey,
    aad: &BlobAad<'_>,
    ids: &dyn IdSource,
) -> Result<Vec<u8>, SealError> {
    let bound = aad.bytes(VERSION, AES_256_GCM, key.generation)?;
    let padded = padding::pad_to(plain, size).ok_or(SealError::TooLong)?;
    close(&key.key, key.generation.to_be_bytes(), &bound, &padded, ids)
}

/// The generation of the key that sealed `blob`: which key to fetch before [`open`].
///
/// # Errors
/// As [`open`], save for [`SealError::UnknownKey`] and [`SealError::Failed`].
pub fn sealed_under(blob: &[u8]) -> Result<u32, SealError> {
    Sealed::parse(blob).map(|sealed| u32::from_be_bytes(sealed.named))
}

/// Opens `blob`, which `key` must have sealed at the place `aad`. What comes back is wiped when dropped.
///
/// # Errors
/// Every [`SealError`]: an unknown version or algorithm, bytes cut short, another generation's blob, or bytes that
/// do not open.
pub fn open(blob: &[u8], key: &DataKey, aad: &BlobAad<'_>) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let bound = aad.bytes(VERSION, AES_256_GCM, key.generation)?;
    open_bound(blob, key, &bound)
}

/// [`seal`] with associated data of another kind.
pub(super) fn seal_bound(
    plain: &[u8],
    key: &DataKey,
    bound: &[u8],
    ids: &dyn IdSource,
) -> Result<Vec<u8>, SealError> {
    let padded = padding::pad(plain).ok_or(SealError::TooLong)?;
    close(&key.key, key.generation.to_be_bytes(), bound, &padded, ids)
}

/// [`open`] with associated data of another kind.
pub(super) fn open_bound(blob: &[u8], key: &DataKey, bound: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let sealed = Sealed::parse(blob)?;
    if sealed.named != key.generation.to_be_bytes() {
        return Err(SealError::UnknownKey(KeyId::from_bytes(sealed.named)));
    }
    let padded = sealed.open(&key.key, bound)?;
    padding::unpad(&padded).ok_or(SealError::Failed)
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::ids::{OsIds, SeededIds};
    use crate::store::seal::secret::SecretKey;

    fn data_key() -> DataKey {
        DataKey {
            generation: 7,
            key: SecretKey::from_bytes([0x42; 32]),
        }
    }

    fn row(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn place() -> BlobAad<'static> {
        BlobAad::whole("reports", row(1), "body")
    }

    /// The expected bytes were made with another implementation (Python's `cryptography`).
    #[test]
    fn a_sealed_blob_has_34_bytes_more_than_its_padded_text() {
        let bytes = seal(b"huoli", &data_key(), &place(), &SeededIds::new(1)).unwrap();
        assert_eq!(bytes.len(), 256 + 34);
        assert_eq!(
            HEXLOWER.encode(&bytes[..32]),
            concat!(
                "010100000007",
                "910a2dec89025cc1beeb8da1",
                "58a30767d5be35332a5589c7d52d"
            )
        );
        assert_eq!(HEXLOWER.encode(&bytes[274..]), "e7299401576ad24a6102686a0bd4a38f");
        assert_eq!(sealed_under(&bytes), Ok(7));
        assert_eq!(*open(&bytes, &data_key(), &place()).unwrap(), *b"huoli");
    }

    #[test]
    fn an_unknown_version_or_algorithm_is_named() {
        let mut blob = seal(b"", &data_key(), &place(), &OsIds).unwrap();
        blob[1] = 2;
        assert_eq!(
            open(&blob, &data_key(), &place()),
            Err(SealError::UnknownAlgorithm(2))
        );
        blob[0] = 9;
        assert_eq!(
            open(&blob, &data_key(), &place()),
            Err(SealError::UnknownVersion(9))
        );
    }

    #[test]
    fn bytes_cut_short_are_refused_at_every_length() {
        let blob = seal(b"", &data_key(), &place(), &OsIds).unwrap();
        for length in 0..blob.len() {
            let expected = if length < 34 {
                SealError::Truncated
            } else {
                SealError::Failed
            };
            assert_eq!(
                open(&blob[..length], &data_key(), &place()),
                Err(expected),
                "{length}"
            );
        }
    }

    #[test]
    fn another_key_is_named_before_anything_is_tried() {
        let mut later = data_key();
        later.generation = 8;
        let blob = seal(b"", &data_key(), &place(), &OsIds).unwrap();
        let named = KeyId::from_bytes([0, 0, 0, 7]);
        assert_eq!(open(&blob, &later, &place()), Err(SealError::UnknownKey(named)));
    }

    #[test]
    fn any_flipped_bit_keeps_a_blob_shut() {
        let blob = seal(b"Aino Mallinen", &data_key(), &place(), &OsIds).unwrap();
        for bit in 0..blob.len() * 8 {
            let mut changed = blob.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(open(&changed, &data_key(), &place()).is_err(), "bit {bit}");
        }
    }

    /// Few values for each part, so that two places often differ in one part only.
    fn any_place() -> impl Strategy<Value = BlobAad<'static>> {
        let tables = prop::sample::select(vec!["reports", "report", "cases"]);
        let columns = prop::sample::select(vec!["body", "sbody", "identity"]);
        (tables, 0..3_u128, columns, 0..3_u32, any::<bool>()).prop_map(
            |(table, number, column, chunk, last)| BlobAad {
                table,
                row: row(number),
                column,
                chunk,
                last,
            },
        )
    }

    proptest! {
        #[test]
        fn a_blob_opens_where_it_was_sealed_and_nowhere_else(
            text in proptest::collection::vec(any::<u8>(), 0..600),
            here in any_place(),
            there in any_place(),
        ) {
            let blob = seal(&text, &data_key(), &here, &OsIds).unwrap();
            prop_assert_eq!(&*open(&blob, &data_key(), &here).unwrap(), &text);
            if here != there {
                prop_assert_eq!(open(&blob, &data_key(), &there), Err(SealError::Failed));
            }
        }
    }
}
