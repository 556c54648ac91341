//! Where ids, references and every other random byte come from.
//!
//! Identifiers are version 4 UUIDs, never version 7, because a time-ordered id would tell when an anonymous
//! report came.

use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use crate::domain::reference::Reference;

/// A source of randomness for ids, references, nonces and keys.
pub trait IdSource: Send + Sync {
    /// Fills `buffer` with random bytes.
    fn fill(&self, buffer: &mut [u8]);

    /// A random version 4 UUID.
    fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// A random public reference such as `LS-7K3M-92QX` (40 bits; the store refuses a duplicate).
    fn reference(&self) -> Reference {
        let mut bytes = [0; 5];
        self.fill(&mut bytes);
        Reference::from_bits(bytes)
    }
}

/// The operating system's random number generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsIds;

impl IdSource for OsIds {
    fn fill(&self, buffer: &mut [u8]) {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where randomness is drawn"
        )]
        #[expect(
            clippy::expect_used,
            reason = "without the system's randomness nothing can be sealed: stop"
        )]
        getrandom::fill(buffer).expect("the operating system gives random bytes");
    }
}

/// Repeatable "randomness" for tests: two sources with one seed give the same sequence. Never for real data.
#[derive(Debug)]
pub struct SeededIds(Mutex<u64>);

impl SeededIds {
    /// A sequence that depends on `seed` alone.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl IdSource for SeededIds {
    /// SplitMix64, a public-domain generator that is well spread even from small seeds.
    fn fill(&self, buffer: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in buffer.chunks_mut(8) {
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^= z >> 31;
            for (byte, random) in chunk.iter_mut().zip(z.to_be_bytes()) {
                *byte = random;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_random_version_4_uuids() {
        let (one, two) = (OsIds.uuid(), OsIds.uuid());
        assert_eq!(one.get_version_num(), 4);
        assert_ne!(one, two);
    }

    #[test]
    fn a_seed_repeats_its_sequence() {
        let (a, b) = (SeededIds::new(7), SeededIds::new(7));
        assert_eq!(a.uuid(), b.uuid());
        assert_eq!(a.reference(), b.reference());
        assert_ne!(a.uuid(), SeededIds::new(8).uuid());
    }
}
