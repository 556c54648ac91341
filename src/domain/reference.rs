//! The public reference of a submission or a case, such as `LS-7K3M-92QX`.

use std::fmt;

/// Crockford's base32: no I, L, O or U, so that a reference survives being read aloud over the phone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference: `LS-` and eight characters of Crockford's base32 in two groups (40 random bits). It names a
/// submission or a case; it is no secret and opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// The reference made of 40 random bits.
    pub fn from_bits(bits: [u8; 5]) -> Self {
        let number = bits.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        let mut text = String::from("LS-");
        for place in (0..8_u32).rev() {
            let digit = usize::try_from((number >> (place * 5)) & 31).unwrap_or_default();
            text.push(ALPHABET.get(digit).copied().map_or('0', char::from));
            if place == 4 {
                text.push('-');
            }
        }
        Self(text)
    }

    /// Reads a reference as a person writes it: any case, with or without hyphens and spaces, O as 0 and I or L
    /// as 1. `None` when it is not of that shape.
    pub fn parse(text: &str) -> Option<Self> {
        let mut plain: Vec<char> = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if plain.len() != 10 || !plain.starts_with(&['L', 'S']) {
            return None;
        }
        let mut canonical = String::from("LS-");
        for (place, letter) in plain.drain(..).skip(2).enumerate() {
            if place == 4 {
                canonical.push('-');
            }
            canonical.push(match letter {
                'O' => '0',
                'I' | 'L' => '1',
                other if other.is_ascii() && ALPHABET.contains(&u8::try_from(other).ok()?) => other,
                _ => return None,
            });
        }
        Some(Self(canonical))
    }

    /// The reference as it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_shows_in_the_reference() {
        assert_eq!(Reference::from_bits([0; 5]).as_str(), "LS-0000-0000");
        assert_eq!(Reference::from_bits([0xFF; 5]).as_str(), "LS-ZZZZ-ZZZZ");
        assert_eq!(Reference::from_bits([0, 0, 0, 0, 1]).as_str(), "LS-0000-0001");
    }

    #[test]
    fn a_reference_is_read_as_people_write_it() {
        let reference = Reference::parse("ls 7k3m 92qx").unwrap();
        assert_eq!(reference.to_string(), "LS-7K3M-92QX");
        assert_eq!(Reference::parse("LS-OIL0-0000").unwrap().as_str(), "LS-0110-0000");
        for wrong in ["", "LS-7K3M-92Q", "XX-7K3M-92QX", "LS-7K3M-92QU", "LS-7K3M-92QÄ"] {
            assert!(Reference::parse(wrong).is_none(), "{wrong}");
        }
    }
}
