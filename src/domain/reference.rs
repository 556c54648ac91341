//! The public reference of a submission or a case, such as `LS-7K3M-92QX`.

use std::fmt;

use super::crockford;

/// A reference: `LS-` and eight characters of Crockford's base32 in two groups (40 random bits). It names a
/// submission or a case; it is no secret and opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// The reference made of 40 random bits.
    pub fn from_bits(bits: [u8; 5]) -> Self {
        Self::of(&crockford::write(bits))
    }

    /// Reads a reference as a person writes it: any case, with or without hyphens and spaces, O as 0 and I or L
    /// as 1. `None` when it is not of that shape.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let (prefix, rest) = plain.split_at_checked(2)?;
        if !prefix.eq_ignore_ascii_case("LS") {
            return None;
        }
        let signs: String = rest.chars().map(crockford::read).collect::<Option<_>>()?;
        (signs.len() == 8).then(|| Self::of(&signs))
    }

    /// The reference with these eight signs.
    fn of(signs: &str) -> Self {
        let (first, last) = signs.split_at_checked(4).unwrap_or((signs, ""));
        Self(format!("LS-{first}-{last}"))
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
