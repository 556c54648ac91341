//! Keys in memory: bytes that print nothing and are wiped when dropped, and the short ids that name them.

use std::fmt;

use data_encoding::HEXLOWER_PERMISSIVE;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::ids::IdSource;

/// A key of 256 random bits. Its `Debug` shows nothing, comparison takes the same time whatever differs, and its
/// bytes are wiped when it is dropped. A key is always random, never derived from a password.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// A new random key.
    pub fn random(ids: &dyn IdSource) -> Self {
        let mut bytes = [0; 32];
        ids.fill(&mut bytes);
        let key = Self(bytes);
        bytes.zeroize();
        key
    }

    /// A key that was kept somewhere: unwrapped, or read from the key file.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes. Every caller must be about to use them in a cipher or to write the key file.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key]")
    }
}

impl PartialEq for SecretKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SecretKey {}

/// The random four bytes that name a wrapping key (`kid`), shown as eight lower-case hexadecimal digits.
/// It is no secret: a key listing, a backup and an error may show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 4]);

impl KeyId {
    /// The id with these bytes.
    pub const fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }

    /// The id's bytes, as they stand in a wrapped key.
    pub const fn as_bytes(&self) -> &[u8; 4] {
        &self.0
    }

    /// Reads eight hexadecimal digits of either case; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?;
        <[u8; 4]>::try_from(bytes.as_slice()).ok().map(Self)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

/// A key that wraps other keys, with the id by which a wrapped key names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappingKey {
    /// The id, which stands in clear in every key that this one wraps.
    pub kid: KeyId,
    /// The key itself.
    pub key: SecretKey,
}

impl WrappingKey {
    /// A new random key with a new random id.
    pub fn random(ids: &dyn IdSource) -> Self {
        let mut kid = [0; 4];
        ids.fill(&mut kid);
        Self {
            kid: KeyId(kid),
            key: SecretKey::random(ids),
        }
    }
}

/// A key that seals content: one per report and generation, or one per person block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKey {
    /// Counts from 1 for each report or block; it grows when the key is changed. It stands in every blob.
    pub generation: u32,
    /// The key itself.
    pub key: SecretKey,
}

impl DataKey {
    /// The generation of a first key.
    pub const FIRST: u32 = 1;

    /// A new random key of the first generation.
    pub fn random(ids: &dyn IdSource) -> Self {
        Self::first(SecretKey::random(ids))
    }

    /// `key` as the first generation.
    pub const fn first(key: SecretKey) -> Self {
        Self {
            generation: Self::FIRST,
            key,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{OsIds, SeededIds};

    #[test]
    fn a_key_prints_nothing_of_itself() {
        let key = DataKey::random(&SeededIds::new(1));
        assert_eq!(format!("{key:?}"), "DataKey { generation: 1, key: [key] }");
        assert_eq!(format!("{:#?}", key.key), "[key]");
    }

    #[test]
    fn keys_come_from_the_given_source() {
        let (one, two) = (SeededIds::new(1), SeededIds::new(1));
        assert_eq!(SecretKey::random(&one), SecretKey::random(&two));
        assert_ne!(SecretKey::random(&one), SecretKey::random(&one));
        assert_ne!(WrappingKey::random(&OsIds).kid, WrappingKey::random(&OsIds).kid);
    }

    #[test]
    fn a_wiped_key_holds_only_zeros() {
        let mut key = SecretKey::random(&SeededIds::new(1));
        key.zeroize();
        assert_eq!(key.expose(), &[0; 32]);
    }

    #[test]
    fn a_key_id_is_eight_hexadecimal_digits() {
        let kid = KeyId::from_bytes([0x0f, 0x2a, 0, 0xb1]);
        assert_eq!(kid.to_string(), "0f2a00b1");
        assert_eq!(KeyId::parse("0F2A00b1"), Some(kid));
        for wrong in ["", "0f2a00b", "0f2a00b1c", "0f2a00b1ff", "0g2a00b1", " 0f2a00b1"] {
            assert_eq!(KeyId::parse(wrong), None, "{wrong}");
        }
    }
}
