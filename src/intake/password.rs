//! Passwords of staff: Argon2id with 19 MiB, two passes and one lane, about 25 ms each.

use std::sync::{Condvar, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::domain::crockford;
use crate::domain::sensitive::Sensitive;
use crate::ids::IdSource;
use crate::store::staff::NO_PASSWORD;

pub use crate::domain::password::{LONGEST, SHORTEST};

/// How long one waits for a turn to hash, before being told to come back.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Too many passwords are being checked at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many sign-ins at once")]
pub struct Crowded;

/// The hash of a password in PHC form: parameters, salt and hash in one text.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordDigest(String);

impl PasswordDigest {
    /// Hashes `password` with a salt from `ids`.
    ///
    /// # Errors
    /// [`Crowded`] when no turn came.
    ///
    /// # Panics
    /// With a password of 4 GiB, which no request can bring.
    pub fn of(password: &str, ids: &dyn IdSource) -> Result<Self, Crowded> {
        let mut salt = [0; 16];
        ids.fill(&mut salt);
        let _turn = TURNS.take()?;
        #[expect(
            clippy::expect_used,
            reason = "the salt has a lawful length and so has every password below 4 GiB"
        )]
        let hash = argon2()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .expect("Argon2 hashes");
        Ok(Self(hash.to_string()))
    }

    /// A digest that was stored.
    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    /// The digest as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `password` is the one. A digest that is none is nobody's.
    ///
    /// # Errors
    /// [`Crowded`] when no turn came.
    pub fn fits(&self, password: &str) -> Result<bool, Crowded> {
        let _turn = TURNS.take()?;
        let Ok(digest) = PasswordHash::new(&self.0) else {
            return Ok(false);
        };
        Ok(argon2().verify_password(password.as_bytes(), &digest).is_ok())
    }

    /// Whether it was made with weaker parameters than today's, or other ones: then the password is hashed anew.
    pub fn is_outdated(&self) -> bool {
        let today = argon2();
        let Ok(digest) = PasswordHash::new(&self.0) else {
            return false;
        };
        let made = Params::try_from(&digest);
        made.map_or(true, |made| {
            made.m_cost() < today.params().m_cost()
                || made.t_cost() < today.params().t_cost()
                || digest.algorithm.as_str() != "argon2id"
        })
    }

    /// The digest against which the password of an unknown user is checked, so that it takes as long as a known one's.
    pub fn of_nobody() -> &'static Self {
        &NOBODY
    }
}

/// A digest prints nothing, although it is no password.
impl std::fmt::Debug for PasswordDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordDigest")
    }
}

/// A password of 100 random bits in five groups, easy to read aloud: what an account begins with when none is given.
pub fn random(ids: &dyn IdSource) -> Sensitive<String> {
    let mut bytes = [0; 15];
    ids.fill(&mut bytes);
    let signs: String = crockford::write_all(&bytes).chars().take(20).collect();
    Sensitive::new(crockford::grouped(&signs).to_lowercase())
}

static NOBODY: LazyLock<PasswordDigest> = LazyLock::new(|| PasswordDigest(NO_PASSWORD.to_owned()));

fn argon2() -> Argon2<'static> {
    #[expect(
        clippy::expect_used,
        reason = "the constants are lawful parameters; a test runs this"
    )]
    let params = Params::new(19 * 1_024, 2, 1, None).expect("lawful parameters");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// So many hashes are made at once, one for each core: each takes 19 MiB, and more at once would only wait for each other.
pub fn at_once() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The bound for everybody. Whoever serves many waits before this one, without holding a thread.
static TURNS: LazyLock<Turns> = LazyLock::new(|| Turns::new(at_once()));

struct Turns {
    free: Mutex<usize>,
    given_back: Condvar,
}

struct Turn<'a>(&'a Turns);

impl Turns {
    const fn new(free: usize) -> Self {
        Self {
            free: Mutex::new(free),
            given_back: Condvar::new(),
        }
    }

    fn take(&self) -> Result<Turn<'_>, Crowded> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut free, _) = self
            .given_back
            .wait_timeout_while(free, PATIENCE, |free| *free == 0)
            .unwrap_or_else(PoisonError::into_inner);
        if *free == 0 {
            return Err(Crowded);
        }
        *free -= 1;
        Ok(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.given_back.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SeededIds;

    #[test]
    fn a_password_fits_its_digest_and_no_other() {
        let ids = SeededIds::new(1);
        let digest = PasswordDigest::of("oikea hevonen paristo", &ids).unwrap();
        assert!(digest.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(digest.fits("oikea hevonen paristo"), Ok(true));
        assert_eq!(digest.fits("oikea hevonen paristO"), Ok(false));
        let again = PasswordDigest::of("oikea hevonen paristo", &ids).unwrap();
        assert_ne!(digest, again, "each has a salt of its own");
    }

    #[test]
    fn nobodys_digest_is_checked_as_thoroughly_and_never_fits() {
        assert!(PasswordHash::new(PasswordDigest::of_nobody().as_str()).is_ok());
        assert_eq!(PasswordDigest::of_nobody().fits(""), Ok(false));
        assert_eq!(PasswordDigest::stored("garbage".to_owned()).fits("x"), Ok(false));
    }

    #[test]
    fn a_digest_of_weaker_days_is_known_as_one() {
        let today = PasswordDigest::of("oikea hevonen paristo", &SeededIds::new(1)).unwrap();
        assert!(!today.is_outdated() && !PasswordDigest::of_nobody().is_outdated());
        for weaker in ["m=8192,t=2,p=1", "m=19456,t=1,p=1"] {
            let text = today.as_str().replace("m=19456,t=2,p=1", weaker);
            assert!(PasswordDigest::stored(text).is_outdated(), "{weaker}");
        }
    }

    #[test]
    fn a_random_password_is_long_enough_and_readable() {
        let password = random(&SeededIds::new(2));
        let groups: Vec<&str> = password.expose().split('-').collect();
        assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [4; 5]);
        assert!(password.expose().chars().count() >= SHORTEST);
        assert_ne!(password, random(&SeededIds::new(3)));
    }

    #[test]
    fn whoever_gets_no_turn_is_told_so() {
        let turns = Turns::new(1);
        let first = turns.take().unwrap();
        assert!(turns.take().is_err());
        drop(first);
        assert!(turns.take().is_ok());
    }
}
