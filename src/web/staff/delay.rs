//! Slows down who guesses: an account at which sign-ins failed lately answers later. Never a lock, as anybody could
//! lock anybody out with it (SECURITY 5.2). Kept in memory alone, and only as keyed hashes of user names.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// Failures that cost nothing: fingers slip.
const FREE: u32 = 3;
/// The first delay; each further failure doubles it.
const FIRST: Duration = Duration::from_millis(250);
/// The longest delay.
const LONGEST: Duration = Duration::from_secs(8);
/// Failures are forgotten after so long without another.
const FORGOTTEN: TimeDelta = TimeDelta::minutes(15);
/// So many accounts are remembered; beyond, the oldest are forgotten first.
const REMEMBERED: usize = 10_000;

/// The failures of late, by account.
#[derive(Default)]
pub struct Delays {
    hash: RandomState,
    failures: Mutex<HashMap<u64, (u32, DateTime<Utc>)>>,
}

impl Delays {
    /// How long an attempt at `user_name` waits before it is looked at, a right one too: else the delay would tell.
    pub fn of(&self, user_name: &str, now: DateTime<Utc>) -> Duration {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        match failures.get(&self.key(user_name)) {
            Some((count, last)) if now - *last < FORGOTTEN && *count >= FREE => {
                let doublings = (*count - FREE).min(10);
                FIRST.saturating_mul(1 << doublings).min(LONGEST)
            }
            _ => Duration::ZERO,
        }
    }

    /// Notes that an attempt at `user_name` failed.
    pub fn failed(&self, user_name: &str, now: DateTime<Utc>) {
        metrics::counter!("huoli_sign_ins_refused_total").increment(1);
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= REMEMBERED {
            failures.retain(|_, (_, last)| now - *last < FORGOTTEN);
            let oldest = failures
                .iter()
                .min_by_key(|(_, (_, last))| *last)
                .map(|(key, _)| *key);
            if let Some(oldest) = oldest.filter(|_| failures.len() >= REMEMBERED) {
                failures.remove(&oldest);
            }
        }
        let (count, last) = failures.entry(self.key(user_name)).or_insert((0, now));
        *count = if now - *last < FORGOTTEN {
            count.saturating_add(1)
        } else {
            1
        };
        *last = now;
    }

    /// Forgets the failures of `user_name`, who has signed in.
    pub fn succeeded(&self, user_name: &str) {
        self.failures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.key(user_name));
    }

    fn key(&self, user_name: &str) -> u64 {
        self.hash.hash_one(user_name.trim().to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_gets_slower_and_is_never_locked_out() {
        let delays = Delays::default();
        let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        let mut seen = Vec::new();
        for _ in 0..12 {
            seen.push(delays.of("Maija ", now).as_millis());
            delays.failed("maija", now);
        }
        assert_eq!(
            seen,
            [0, 0, 0, 250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]
        );
        assert_eq!(
            delays.of("pekka", now),
            Duration::ZERO,
            "another account is not touched"
        );
        assert_eq!(delays.of("maija", now + FORGOTTEN), Duration::ZERO);
        delays.succeeded("MAIJA");
        assert_eq!(delays.of("maija", now), Duration::ZERO);
    }

    #[test]
    fn a_flood_of_names_does_not_fill_the_memory() {
        let delays = Delays::default();
        let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        for number in 0..REMEMBERED + 20 {
            delays.failed(&number.to_string(), now);
        }
        assert!(delays.failures.lock().unwrap().len() <= REMEMBERED);
    }
}
