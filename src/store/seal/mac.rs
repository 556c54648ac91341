//! HMAC-SHA-256, the one keyed hash of the service, and its value.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::secret::SecretKey;

/// A keyed hash of 32 bytes, untruncated. Comparison takes the same time whatever differs, and `Debug` shows
/// nothing: equal values in a log would say that two people are one.
#[derive(Clone, Copy)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The hash of `parts`, one after the other without anything between them, under `key`.
    pub fn of(key: &SecretKey, parts: &[&[u8]]) -> Self {
        // HMAC fills a short key up with zeros to its block of 64 bytes; done here, no length can be wrong.
        let mut block = Zeroizing::new([0; 64]);
        for (place, byte) in block.iter_mut().zip(key.expose()) {
            *place = *byte;
        }
        let mut mac = Hmac::<Sha256>::new((&*block).into());
        for part in parts {
            mac.update(part);
        }
        Self(mac.finalize().into_bytes().into())
    }

    /// A value that was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, as they are stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The bytes as a column takes them.
    pub fn to_vec(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Digest {}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[keyed hash]")
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    /// RFC 4231's cases with keys of up to 32 bytes; a shorter key is the same as one filled up with zeros
    /// (RFC 2104).
    #[test]
    fn the_keyed_hash_gives_the_known_answers_of_rfc_4231() {
        let counting: Vec<u8> = (1..=25).collect();
        let cases: [(&[u8], &[u8], &str); 4] = [
            (
                &[0x0b; 20],
                b"Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (
                &counting,
                &[0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
        ];
        for (key, data, expected) in cases {
            let mut filled = [0; 32];
            filled[..key.len()].copy_from_slice(key);
            let digest = Digest::of(&SecretKey::from_bytes(filled), &[data]);
            assert_eq!(HEXLOWER.encode(digest.as_bytes()), expected);
        }
    }

    #[test]
    fn a_hash_prints_nothing_and_differs_by_key() {
        let one = Digest::of(&SecretKey::from_bytes([1; 32]), &[b"a", b"b"]);
        assert_eq!(one, Digest::of(&SecretKey::from_bytes([1; 32]), &[b"ab"]));
        assert_ne!(one, Digest::of(&SecretKey::from_bytes([2; 32]), &[b"ab"]));
        assert_eq!(format!("{one:?}"), "[keyed hash]");
    }
}
