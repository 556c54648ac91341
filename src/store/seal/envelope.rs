//! The bytes that wrapped keys and sealed blobs share, in AES-256-GCM (integers big-endian):
//!
//! ```text
//! wrap    ver 1 = 01 | alg 1 = 01 | kid 4 | nonce 12 | ciphertext 32 | tag 16    66 bytes
//! sealed  ver 1 = 01 | alg 1 = 01 | gen 4 | nonce 12 | ciphertext n  | tag 16    n + 34 bytes
//! ```
//!
//! Nothing is ever tried with several keys: `kid` and `gen` name the one that fits. Nonces are 96 random bits.

use aes_gcm::{Aes256Gcm, Nonce, Tag, aead::AeadInOut, aead::KeyInit};
use thiserror::Error;
use zeroize::Zeroizing;

use super::secret::{KeyId, SecretKey};
use crate::ids::IdSource;

/// The version of both formats.
pub(super) const VERSION: u8 = 1;
/// AES-256-GCM with a random nonce. 02 and 03 are reserved for wraps by a public key.
pub(super) const AES_256_GCM: u8 = 1;

pub(super) const HEADER: usize = 6;
pub(super) const NONCE: usize = 12;
pub(super) const TAG: usize = 16;

/// Why something could not be sealed or opened. None of them says anything about the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SealError {
    /// Written by a newer version of the service.
    #[error("sealed in format version {0}, which this version of the service does not know")]
    UnknownVersion(u8),
    /// Sealed by an algorithm that this version does not have.
    #[error("sealed with algorithm {0}, which this version of the service does not know")]
    UnknownAlgorithm(u8),
    /// Shorter than its format.
    #[error("sealed bytes are cut short")]
    Truncated,
    /// The key that closed it is not the key at hand (for a blob the id is the key's generation).
    #[error("sealed with key {0}, which is not at hand")]
    UnknownKey(KeyId),
    /// It does not open: changed, moved to another place, or closed by another key. Which, cannot be told.
    #[error("sealed bytes do not open")]
    Failed,
    /// Too large to be sealed in one piece.
    #[error("too long to be sealed in one piece")]
    TooLong,
}

/// Bytes of either format taken apart; the formats differ in what `named` means.
pub(super) struct Sealed<'a> {
    pub(super) named: [u8; 4],
    nonce: &'a [u8; NONCE],
    ciphertext: &'a [u8],
    tag: &'a [u8; TAG],
}

impl<'a> Sealed<'a> {
    /// Takes the bytes apart. Version and algorithm are judged first: a later format may be shorter.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, SealError> {
        match bytes.first() {
            None => return Err(SealError::Truncated),
            Some(&VERSION) => {}
            Some(other) => return Err(SealError::UnknownVersion(*other)),
        }
        match bytes.get(1) {
            None => return Err(SealError::Truncated),
            Some(&AES_256_GCM) => {}
            Some(other) => return Err(SealError::UnknownAlgorithm(*other)),
        }
        let parts = || {
            let (header, rest) = bytes.split_first_chunk::<HEADER>()?;
            let (_, named) = header.split_last_chunk::<4>()?;
            let (nonce, rest) = rest.split_first_chunk::<NONCE>()?;
            let (ciphertext, tag) = rest.split_last_chunk::<TAG>()?;
            Some(Self {
                named: *named,
                nonce,
                ciphertext,
                tag,
            })
        };
        parts().ok_or(SealError::Truncated)
    }

    /// Deciphers and checks.
    pub(super) fn open(&self, key: &SecretKey, bound: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let mut plain = Zeroizing::new(self.ciphertext.to_vec());
        Aes256Gcm::new(key.expose().into())
            .decrypt_inout_detached(
                &Nonce::from(*self.nonce),
                bound,
                plain.as_mut_slice().into(),
                &Tag::from(*self.tag),
            )
            .ok()
            .ok_or(SealError::Failed)?;
        Ok(plain)
    }
}

/// Enciphers `plain` under `key`, bound to `bound`; `named` stands in clear and says which key it was.
pub(super) fn close(
    key: &SecretKey,
    named: [u8; 4],
    bound: &[u8],
    plain: &[u8],
    ids: &dyn IdSource,
) -> Result<Vec<u8>, SealError> {
    let mut nonce = [0; NONCE];
    ids.fill(&mut nonce);
    // Room for everything at once: a buffer that grows would leave copies of the plain text behind.
    let mut bytes = Vec::with_capacity(HEADER + NONCE + plain.len() + TAG);
    bytes.extend_from_slice(&[VERSION, AES_256_GCM]);
    bytes.extend_from_slice(&named);
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(plain);
    let buffer = bytes.get_mut(HEADER + NONCE..).ok_or(SealError::Failed)?;
    let tag = Aes256Gcm::new(key.expose().into())
        .encrypt_inout_detached(&Nonce::from(nonce), bound, buffer.into())
        .ok()
        .ok_or(SealError::TooLong)?;
    bytes.extend_from_slice(&tag);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use data_encoding::HEXLOWER;

    use super::*;
    use crate::ids::OsIds;

    /// A source that gives one chosen nonce.
    struct Fixed([u8; NONCE]);

    impl IdSource for Fixed {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.copy_from_slice(&self.0);
        }
    }

    fn hex<const N: usize>(text: &str) -> [u8; N] {
        HEXLOWER.decode(text.as_bytes()).unwrap().try_into().unwrap()
    }

    /// NIST CAVP, gcmEncryptExtIV256.rsp: 408 bits of text, 160 bits of associated data.
    #[test]
    fn the_cipher_gives_the_known_answer_of_nist() {
        let key = SecretKey::from_bytes(hex(
            "24501ad384e473963d476edcfe08205237acfd49b5b8f33857f8114e863fec7f",
        ));
        let nonce = "9ff18563b978ec281b3f2794";
        let plain: [u8; 51] = hex(concat!(
            "27f348f9cdc0c5bd5e66b1ccb63ad920ff2219d14e8d631b3872265cf117ee86",
            "757accb158bd9abb3868fdc0d0b074b5f01b2c"
        ));
        let bound: [u8; 20] = hex("adb5ec720ccf9898500028bf34afccbcaca126ef");
        let expected = [
            "0101",
            "00000000",
            nonce,
            "eb7cb754c824e8d96f7c6d9b76c7d26fb874ffbf1d65c6f64a698d839b0b0614",
            "5dae82057ad55994cf59ad7f67c0fa5e85fab8",
            "bc95c532fecc594c36d1550286a7a3f0",
        ];
        let bytes = close(&key, [0; 4], &bound, &plain, &Fixed(hex(nonce))).unwrap();
        assert_eq!(HEXLOWER.encode(&bytes), expected.concat());
        assert_eq!(*Sealed::parse(&bytes).unwrap().open(&key, &bound).unwrap(), plain);
    }

    #[test]
    fn no_nonce_is_used_twice() {
        let nonces: HashSet<Vec<u8>> = (0..20_000)
            .map(|_| {
                let blob = close(&SecretKey::from_bytes([0x42; 32]), [0; 4], b"", b"", &OsIds).unwrap();
                blob[HEADER..HEADER + NONCE].to_vec()
            })
            .collect();
        assert_eq!(nonces.len(), 20_000);
    }
}
