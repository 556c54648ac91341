//! The list of common passwords, as a Bloom filter: 1.4 million passwords of 12 characters and more in 2.5 MB. A password
//! on the list is always found; of others one in about 1,200 is taken for listed (data/common_passwords.py).

use sha2::{Digest, Sha256};

static FILTER: &[u8] = include_bytes!("../../data/common_passwords.bloom");

/// So many bits does a password set.
const HASHES: u64 = 10;

/// Whether `lower`, a password in lower case, is on the list.
pub fn contains(lower: &str) -> bool {
    let digest = Sha256::digest(lower.as_bytes());
    let part = |from: usize| {
        let bytes = digest.get(from..from + 8).and_then(|bytes| bytes.try_into().ok());
        u64::from_be_bytes(bytes.unwrap_or_default())
    };
    let (first, step) = (part(0), part(8) | 1);
    (0..HASHES).all(|number| is_set(first.wrapping_add(number.wrapping_mul(step))))
}

fn is_set(number: u64) -> bool {
    let bits = u64::try_from(FILTER.len()).unwrap_or(u64::MAX).saturating_mul(8);
    let bit = number % bits.max(1);
    let byte = usize::try_from(bit / 8).ok().and_then(|place| FILTER.get(place));
    byte.is_some_and(|byte| byte & (1 << (bit % 8)) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{IdSource, SeededIds};

    #[test]
    fn what_is_on_the_list_is_found() {
        for common in [
            "password1234",
            "123456789012",
            "salasana1234",
            "salasana12345",
            "kissakoira123",
            "kalakukko123",
            "helsinki2010",
            "helsinki1234",
            "perkele12345",
            "iloveyou1234",
            "passwordpassword",
            "correcthorsebatterystaple",
            "qwertyuiopas",
            "alexey250183",
            "mycutepuppy1",
            "heaven_is_an_mgt",
            "jamiedrake123",
            "!rbglmbrjlac",
        ] {
            assert!(contains(common), "{common}");
        }
    }

    #[test]
    fn hardly_anything_else_is_taken_for_listed() {
        let ids = SeededIds::new(5);
        let tries: u32 = 20_000;
        let found: u32 = (0..tries)
            .map(|_| u32::from(contains(&ids.uuid().simple().to_string())))
            .sum();
        // 0.00086 is expected, 17 of 20,000; more than twice as many would be another filter.
        assert!((1..=40).contains(&found), "{found} of {tries}");
    }
}
