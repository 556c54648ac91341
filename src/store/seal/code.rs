//! The follow-up code, by which an anonymous reporter comes back to the report: 24 characters of
//! Crockford's base32 in six groups, 120 bits. Only a keyed hash of it is stored.

use std::fmt;

use super::{mac::Digest, secret::SecretKey, token::FormToken};
use crate::domain::crockford;

/// The number of characters without the hyphens.
const LENGTH: usize = 24;

/// A follow-up code. Who holds it may read the answers, so its `Debug` shows nothing; `Display` is for the one page
/// that shows it, once.
#[derive(Clone, PartialEq, Eq)]
pub struct FollowUpCode(String);

impl FollowUpCode {
    /// The code of the page with `token`: the first 120 bits of `HMAC(K_c, "code" ‖ form token)`. The same page sent
    /// twice has the same code, so the second receipt is no second key to the report.
    pub fn of(key: &SecretKey, token: &FormToken) -> Self {
        let digest = Digest::of(key, &[b"code", token.as_bytes()]);
        let signs = crockford::write_all(digest.as_bytes());
        Self(signs.chars().take(LENGTH).collect())
    }

    /// Reads a code as people write it: any case, I and L as 1, O as 0, with or without spaces and any kind of
    /// hyphen. `None` when it is not of that shape.
    pub fn parse(text: &str) -> Option<Self> {
        crockford::read_all(text, LENGTH).map(Self)
    }

    /// What is stored of the code, 32 bytes for a unique column: `HMAC(K_c, "lookup" ‖ code)`.
    pub fn lookup(&self, key: &SecretKey) -> Digest {
        Digest::of(key, &[b"lookup", self.0.as_bytes()])
    }
}

impl fmt::Display for FollowUpCode {
    /// Six groups of four, with hyphens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crockford::grouped(&self.0))
    }
}

impl fmt::Debug for FollowUpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[follow-up code]")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use chrono::DateTime;

    use super::*;
    use crate::ids::{IdSource, SeededIds};

    const KEY: SecretKey = SecretKey::from_bytes([5; 32]);

    fn token(seed: u64) -> FormToken {
        FormToken::issue(
            &SecretKey::from_bytes([3; 32]),
            DateTime::UNIX_EPOCH,
            &SeededIds::new(seed),
        )
    }

    #[test]
    fn a_code_is_six_groups_of_four_from_the_first_120_bits() {
        let code = FollowUpCode::of(&KEY, &token(1));
        assert_eq!(code.to_string(), "0JJF-98BX-EPQW-FWJX-W7CX-3FQZ");
        assert_eq!(format!("{code:?}"), "[follow-up code]");
    }

    #[test]
    fn the_same_page_has_the_same_code_and_another_page_another() {
        assert_eq!(
            FollowUpCode::of(&KEY, &token(1)),
            FollowUpCode::of(&KEY, &token(1))
        );
        let other_key = SecretKey::from_bytes([6; 32]);
        assert_ne!(
            FollowUpCode::of(&KEY, &token(1)),
            FollowUpCode::of(&other_key, &token(1))
        );
        let codes: HashSet<String> = (0..2_000)
            .map(|seed| FollowUpCode::of(&KEY, &token(seed)).0)
            .collect();
        assert_eq!(codes.len(), 2_000);
    }

    /// Each of the 120 bits is set in about half of the codes: none is fixed, none is lost in the writing.
    #[test]
    fn every_character_takes_every_value() {
        let mut seen = vec![[0_u32; 128]; LENGTH];
        for seed in 0..3_200 {
            for (place, letter) in FollowUpCode::of(&KEY, &token(seed)).0.bytes().enumerate() {
                seen[place][usize::from(letter)] += 1;
            }
        }
        // 100 of each are expected at each place; a fair source strays by more than 55 once in a million years.
        assert!(
            seen.iter()
                .all(|counts| counts.iter().filter(|count| (45..=155).contains(*count)).count() == 32),
            "{seen:?}"
        );
    }

    /// So many codes are tried: a million, and a tenth of it in a build for development, where a million takes too long.
    const TRIES: u32 = if cfg!(debug_assertions) {
        100_000
    } else {
        1_000_000
    };

    /// Who tries codes finds none: against 120 bits a million are next to nothing. That the stored ones are
    /// found shows that the search is one.
    #[test]
    fn random_codes_open_none_of_a_thousand_reports() {
        let codes: Vec<FollowUpCode> = (0..1_000)
            .map(|seed| FollowUpCode::of(&KEY, &token(seed)))
            .collect();
        let stored: HashSet<Vec<u8>> = codes.iter().map(|code| code.lookup(&KEY).to_vec()).collect();
        assert_eq!(stored.len(), codes.len());
        for code in &codes {
            let typed = FollowUpCode::parse(&code.to_string()).unwrap();
            assert!(stored.contains(typed.lookup(&KEY).as_bytes().as_slice()));
        }
        let ids = SeededIds::new(14);
        let mut bits = [0; 15];
        for tried in 0..TRIES {
            ids.fill(&mut bits);
            let guess = FollowUpCode(crockford::write_all(&bits));
            assert_eq!(guess.0.len(), LENGTH, "it is well formed");
            let found = stored.contains(guess.lookup(&KEY).as_bytes().as_slice());
            assert!(!found, "try {tried}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = FollowUpCode::parse("0123-4567-89AB-CDEF-GHJK-MNPQ").unwrap();
        for written in [
            "0123456789abcdefghjkmnpq",
            " 0123 4567 89ab cdef ghjk mnpq\n",
            "O1234567-89AB\u{2013}CDEF\u{2010}GHJK-MNPQ",
            "oi23-4567-89AB-CDEF-GHJK-MNPQ",
            "0l23-4567-89AB-CDEF-GHJK-MNPQ",
        ] {
            assert_eq!(FollowUpCode::parse(written), Some(code.clone()), "{written}");
        }
        for wrong in [
            "",
            "0123-4567-89AB-CDEF-GHJK-MNP",
            "0123-4567-89AB-CDEF-GHJK-MNPQR",
            "0123-4567-89AB-CDEF-GHJK-MNPU",
            "0123-4567-89AB-CDEF-GHJK-MNPÄ",
            "0123-4567-89AB-CDEF-GHJK-MNP!",
        ] {
            assert_eq!(FollowUpCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_stored_is_not_the_code_and_is_found_from_what_was_shown() {
        let code = FollowUpCode::of(&KEY, &token(1));
        let shown = FollowUpCode::parse(&code.to_string()).unwrap();
        assert_eq!(shown.lookup(&KEY), code.lookup(&KEY));
        assert_ne!(code.lookup(&KEY), FollowUpCode::of(&KEY, &token(2)).lookup(&KEY));
        assert!(!code.lookup(&KEY).to_vec().starts_with(&code.0.as_bytes()[..4]));
    }
}
