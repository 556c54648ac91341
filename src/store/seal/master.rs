//! The master keys and the text in which they are kept.
//!
//! ```text
//! # comment
//! 3f2a0b1c  q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA
//! ```
//!
//! One key a line: its id as eight hexadecimal digits, white space, 32 bytes in base64url without padding. The first
//! is active (it wraps); the others only unwrap what was wrapped before a rotation.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    envelope::SealError,
    mac::Digest,
    secret::{KeyId, SecretKey, WrappingKey},
    wrap::wrapped_by,
};

/// What is wrong with a key list. It names the line and never repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyListError {
    /// Nothing but comments.
    #[error("there is no key in it")]
    Empty,
    /// A line of another shape.
    #[error("line {line} is not `<id> <key>`")]
    Line {
        /// The line, from 1.
        line: usize,
    },
    /// The id is not eight hexadecimal digits.
    #[error("the key id in line {line} is not eight hexadecimal digits")]
    Kid {
        /// The line, from 1.
        line: usize,
    },
    /// The key is not 32 bytes in base64url.
    #[error("the key in line {line} is not 32 bytes in base64url (43 characters)")]
    Key {
        /// The line, from 1.
        line: usize,
    },
    /// Two keys with one id.
    #[error("key id {kid} occurs twice")]
    Duplicate {
        /// The id.
        kid: KeyId,
    },
}

/// The master keys: one active, any number of older ones. `Debug` shows their ids only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRing {
    active: WrappingKey,
    older: Vec<WrappingKey>,
}

impl KeyRing {
    /// A ring of the key that wraps and those that only unwrap.
    ///
    /// # Errors
    /// [`KeyListError::Duplicate`] when two keys have one id: a wrap would not say which of them it means.
    pub fn new(active: WrappingKey, older: Vec<WrappingKey>) -> Result<Self, KeyListError> {
        let ring = Self { active, older };
        let mut kids: Vec<KeyId> = ring.keys().map(|key| key.kid).collect();
        kids.sort_unstable();
        match kids.windows(2).find_map(|pair| match pair {
            [one, two] if one == two => Some(*one),
            _ => None,
        }) {
            Some(kid) => Err(KeyListError::Duplicate { kid }),
            None => Ok(ring),
        }
    }

    /// Reads a key list.
    ///
    /// # Errors
    /// The first [`KeyListError`].
    pub fn parse(text: &str) -> Result<Self, KeyListError> {
        let mut keys = text
            .lines()
            .enumerate()
            .map(|(index, content)| (index + 1, content.trim()))
            .filter(|(_, content)| !content.is_empty() && !content.starts_with('#'))
            .map(|(line, content)| parse_line(line, content));
        let active = keys.next().ok_or(KeyListError::Empty)??;
        Self::new(active, keys.collect::<Result<_, _>>()?)
    }

    /// The ring as a key list, wiped when dropped.
    pub fn to_text(&self) -> Zeroizing<String> {
        let lines = 2 + self.older.len();
        // Room for everything at once: a text that grows would leave copies of the keys behind.
        let mut text = Zeroizing::new(String::with_capacity(lines * 120));
        text.push_str(
            "# Huoli master keys: <id> <key>. The first is active, the others only open what they closed.\n",
        );
        let mut encoded = Zeroizing::new([0_u8; 43]);
        for key in self.keys() {
            BASE64URL_NOPAD.encode_mut(key.key.expose(), encoded.as_mut_slice());
            text.push_str(&key.kid.to_string());
            text.push_str("  ");
            text.extend(encoded.iter().copied().map(char::from));
            text.push('\n');
        }
        text
    }

    /// The key that wraps.
    pub const fn active(&self) -> &WrappingKey {
        &self.active
    }

    /// All keys, the active one first.
    pub fn keys(&self) -> impl Iterator<Item = &WrappingKey> {
        std::iter::once(&self.active).chain(&self.older)
    }

    /// The key with the id `kid`.
    pub fn get(&self, kid: KeyId) -> Option<&WrappingKey> {
        self.keys().find(|key| key.kid == kid)
    }

    /// The key that wrapped `wrapped`.
    ///
    /// # Errors
    /// As [`wrapped_by`], and [`SealError::UnknownKey`] when the ring does not have it.
    pub fn for_wrap(&self, wrapped: &[u8]) -> Result<&WrappingKey, SealError> {
        let kid = wrapped_by(wrapped)?;
        self.get(kid).ok_or(SealError::UnknownKey(kid))
    }
}

fn parse_line(line: usize, content: &str) -> Result<WrappingKey, KeyListError> {
    let mut words = content.split_whitespace();
    let (Some(kid), Some(encoded), None) = (words.next(), words.next(), words.next()) else {
        return Err(KeyListError::Line { line });
    };
    let kid = KeyId::parse(kid).ok_or(KeyListError::Kid { line })?;
    let decoded = BASE64URL_NOPAD
        .decode(encoded.as_bytes())
        .ok()
        .map(Zeroizing::new)
        .ok_or(KeyListError::Key { line })?;
    let bytes = <[u8; 32]>::try_from(decoded.as_slice())
        .ok()
        .ok_or(KeyListError::Key { line })?;
    Ok(WrappingKey {
        kid,
        key: SecretKey::from_bytes(bytes),
    })
}

/// The fingerprint of a master key, 32 hexadecimal digits: the first 16 bytes of `HMAC(K_m, "huoli/fingerprint")`. It
/// shows that a copy on paper is the right one without showing the key.
pub fn fingerprint(master: &SecretKey) -> String {
    let digest = Digest::of(master, &[b"huoli/fingerprint"]);
    let (half, _) = digest.as_bytes().split_at(16);
    HEXLOWER.encode(half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{OsIds, SeededIds};

    const LIST: &str = "# kept in the safe\n\n 3F2A0B1C\tCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk \r\n\
                        00000001 AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI\n# end";

    #[test]
    fn the_first_key_of_a_list_is_active() {
        let ring = KeyRing::parse(LIST).unwrap();
        assert_eq!(ring.active().kid.to_string(), "3f2a0b1c");
        assert_eq!(ring.active().key, SecretKey::from_bytes([9; 32]));
        let old = ring.get(KeyId::parse("00000001").unwrap()).unwrap();
        assert_eq!(old.key, SecretKey::from_bytes([2; 32]));
        assert_eq!(ring.get(KeyId::parse("00000002").unwrap()), None);
    }

    #[test]
    fn a_written_list_is_read_back() {
        let ring = KeyRing::new(
            WrappingKey::random(&OsIds),
            vec![WrappingKey::random(&OsIds), WrappingKey::random(&OsIds)],
        )
        .unwrap();
        let text = ring.to_text();
        assert_eq!(KeyRing::parse(&text), Ok(ring));
        assert!(text.len() < text.capacity(), "the text never had to grow");
    }

    #[test]
    fn a_faulty_list_is_refused_by_line_and_never_quoted() {
        let key = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk";
        for (text, expected) in [
            (String::new(), KeyListError::Empty),
            ("# only words\n".to_owned(), KeyListError::Empty),
            (format!("\n{key}"), KeyListError::Line { line: 2 }),
            (format!("3f2a0b1c {key} x"), KeyListError::Line { line: 1 }),
            (format!("3f2a0b1 {key}"), KeyListError::Kid { line: 1 }),
            (format!("3f2a0b1c {}", &key[1..]), KeyListError::Key { line: 1 }),
            (format!("3f2a0b1c {key}="), KeyListError::Key { line: 1 }),
            (
                format!("3f2a0b1c {key}\n3F2A0B1C {key}"),
                KeyListError::Duplicate {
                    kid: KeyId::parse("3f2a0b1c").unwrap(),
                },
            ),
        ] {
            let refused = KeyRing::parse(&text).unwrap_err();
            assert_eq!(refused, expected);
            assert!(!refused.to_string().contains("CQkJ"));
        }
    }

    #[test]
    fn a_ring_prints_ids_and_no_keys() {
        let ring = KeyRing::new(WrappingKey::random(&SeededIds::new(1)), vec![]).unwrap();
        let printed = format!("{ring:?}");
        assert!(printed.contains("key: [key]"), "{printed}");
        assert!(!printed.contains(&BASE64URL_NOPAD.encode(ring.active().key.expose())));
    }

    #[test]
    fn a_fingerprint_has_32_digits_and_differs_by_key() {
        let one = fingerprint(&SecretKey::from_bytes([1; 32]));
        assert_eq!(one, "2ed0f2476f2938c497699948718dbfde");
        assert_ne!(one, fingerprint(&SecretKey::from_bytes([2; 32])));
    }
}
