//! Slows down who guesses. The attempts of one sender at one account come one after the other, ever more slowly; nobody
//! else waits for them. What an account sees from everywhere, and what one sender tries everywhere, only adds a wait of at
//! most [`SHARED`]: never a lock, as anybody could lock anybody out with it. Kept in memory alone, and
//! only as keyed hashes.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};

use super::hashing::Hashing;
use crate::web::layer::source::Source;

/// Attempts of one sender at one account that cost nothing: fingers slip.
const FREE: u32 = 3;
/// The first delay; each further attempt doubles it.
const FIRST: TimeDelta = TimeDelta::milliseconds(250);
/// The longest time between two attempts of one sender at one account.
const LONGEST: TimeDelta = TimeDelta::seconds(8);
/// An attempt that would wait for longer is not begun.
const PATIENCE: TimeDelta = TimeDelta::seconds(10);
/// Failures at one account, from everywhere, that cost others nothing.
const FREE_OF_ACCOUNT: u32 = 10;
/// Failures of one sender, at every account, that cost nothing: a whole office may share an address.
const FREE_OF_SENDER: u32 = 20;
/// The longest wait that others can cause.
pub const SHARED: TimeDelta = TimeDelta::seconds(2);
/// Wrong codes after a right password. Beyond, somebody who knows the password is trying codes, from however many
/// places: from then on they are taken one after the other.
const FREE_CODES: u32 = 20;
/// The time between two of those.
const BETWEEN_CODES: TimeDelta = TimeDelta::seconds(2);
/// Failures are forgotten after so long without another.
const FORGOTTEN: TimeDelta = TimeDelta::minutes(15);
/// At most one failure of an account in so long is noted in the access log.
const BETWEEN_NOTES: TimeDelta = TimeDelta::minutes(1);
/// So much is remembered; beyond, the oldest tenth is forgotten first.
const REMEMBERED: usize = 50_000;

/// The attempts of late.
#[derive(Default)]
pub struct Delays {
    hash: RandomState,
    tracks: Mutex<HashMap<u64, Track>>,
    pub(super) hashing: Hashing,
}

/// What is counted.
#[derive(Hash)]
enum Of<'a, S> {
    /// One sender at one account.
    Pair(&'a str, &'a S),
    /// One account, from everywhere.
    Account(&'a str),
    /// One sender, at every account.
    Sender(&'a S),
    /// Wrong codes after a right password, at one account.
    Codes(&'a str),
    /// When a failure at the account was last noted.
    Note(&'a str),
}

#[derive(Clone, Copy)]
struct Track {
    count: u32,
    last: DateTime<Utc>,
    /// When the next one may begin.
    free_at: DateTime<Utc>,
}

/// An attempt that was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// For so long it waits before it is looked at, a right one too: else the wait would tell.
    pub wait: Duration,
    /// Whether its failure may be noted in the access log.
    pub may_note: bool,
}

/// An attempt whose wait is over.
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    /// How it was let in.
    pub admitted: Admitted,
    sender: Option<Source>,
}

/// Too many attempts of this sender at this account are waiting; the next may come after this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later(pub Duration);

impl Later {
    /// The seconds after which it may come, rounded up.
    pub fn seconds(self) -> u64 {
        self.0.as_secs() + 1
    }
}

impl Delays {
    /// Lets an attempt at `user_name` in, and counts it as failed until [`succeeded`](Self::succeeded) says otherwise:
    /// so a hundred attempts at once are a hundred. A `sender` that is not known is nobody in particular, and is never
    /// sent away.
    ///
    /// # Errors
    /// [`Later`].
    pub fn admit<S: Hash>(
        &self,
        user_name: &str,
        sender: Option<&S>,
        now: DateTime<Utc>,
    ) -> Result<Admitted, Later> {
        let name = folded(user_name);
        let mut tracks = self.lock();
        let pair = self.key(&Of::Pair(&name, &sender));
        let codes = self.key(&Of::<S>::Codes(&name));
        let account = self.key(&Of::<S>::Account(&name));
        let of_sender = sender.map(|sender| self.key(&Of::Sender(sender)));
        make_room(&mut tracks, now);
        let count = |key: u64| known(&tracks, key, now).map_or(0, |track| track.count);
        let tried = count(pair);
        let between = if tried < FREE {
            TimeDelta::zero()
        } else {
            grown(tried - FREE, LONGEST)
        };
        let mut shared = TimeDelta::zero();
        if count(account) >= FREE_OF_ACCOUNT {
            shared = grown(count(account) - FREE_OF_ACCOUNT, SHARED);
        }
        if let Some(key) = of_sender.filter(|key| count(*key) >= FREE_OF_SENDER) {
            shared = shared.max(grown(count(key) - FREE_OF_SENDER, SHARED));
        }
        let turn = |key: u64| known(&tracks, key, now).map_or(now, |track| track.free_at.max(now));
        let guessed = count(codes) >= FREE_CODES;
        let begin = if guessed {
            turn(pair).max(turn(codes))
        } else {
            turn(pair)
        };
        let mut queued = begin - now;
        if queued > PATIENCE {
            if sender.is_some() || guessed {
                return Err(Later(positive(queued - PATIENCE)));
            }
            queued = PATIENCE;
        }
        step(&mut tracks, pair, now, (now + queued) + between);
        step(&mut tracks, account, now, now);
        if let Some(key) = of_sender {
            step(&mut tracks, key, now, now);
        }
        if guessed && let Some(track) = tracks.get_mut(&codes) {
            track.free_at = begin + BETWEEN_CODES;
        }
        let note = self.key(&Of::<S>::Note(&name));
        let may_note = tracks
            .get(&note)
            .is_none_or(|track| now - track.last >= BETWEEN_NOTES);
        if may_note {
            step(&mut tracks, note, now, now);
        }
        Ok(Admitted {
            wait: positive(queued.max(shared)),
            may_note,
        })
    }

    /// As [`admit`](Self::admit), for whoever sent `request`, and returns when the wait is over.
    ///
    /// # Errors
    /// [`Later`], at once.
    pub async fn turn(
        &self,
        user_name: &str,
        request: &HttpRequest,
        now: DateTime<Utc>,
    ) -> Result<Turn, Later> {
        let sender = Source::of(request);
        let admitted = self.admit(user_name, sender.as_ref(), now)?;
        if !admitted.wait.is_zero() {
            tokio::time::sleep(admitted.wait).await;
        }
        Ok(Turn { admitted, sender })
    }

    /// Notes that an attempt at `user_name` had the password right and the code wrong.
    pub fn wrong_code(&self, user_name: &str, now: DateTime<Utc>) {
        let key = self.key(&Of::<()>::Codes(&folded(user_name)));
        step(&mut self.lock(), key, now, now);
    }

    /// Forgets what was tried before this `turn` at `user_name`, which went well.
    pub fn well(&self, user_name: &str, turn: &Turn) {
        self.succeeded(user_name, turn.sender.as_ref(), turn.admitted);
    }

    /// Forgets what `sender` tried at `user_name`, who has signed in.
    pub fn succeeded<S: Hash>(&self, user_name: &str, sender: Option<&S>, admitted: Admitted) {
        let name = folded(user_name);
        let mut tracks = self.lock();
        tracks.remove(&self.key(&Of::Pair(&name, &sender)));
        tracks.remove(&self.key(&Of::<S>::Codes(&name)));
        if admitted.may_note {
            tracks.remove(&self.key(&Of::<S>::Note(&name)));
        }
        let of_sender = sender.map(|sender| self.key(&Of::Sender(sender)));
        for key in [Some(self.key(&Of::<S>::Account(&name))), of_sender]
            .into_iter()
            .flatten()
        {
            if let Some(track) = tracks.get_mut(&key) {
                track.count = track.count.saturating_sub(1);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Track>> {
        self.tracks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn key<S: Hash>(&self, of: &Of<'_, S>) -> u64 {
        self.hash.hash_one(of)
    }
}

fn folded(user_name: &str) -> String {
    user_name.trim().to_lowercase()
}

fn known(tracks: &HashMap<u64, Track>, key: u64, now: DateTime<Utc>) -> Option<&Track> {
    tracks.get(&key).filter(|track| now - track.last < FORGOTTEN)
}

/// The delay after `further` attempts beyond the free ones.
fn grown(further: u32, longest: TimeDelta) -> TimeDelta {
    let doublings = i32::try_from(further.min(10)).unwrap_or(10);
    (FIRST * 2_i32.pow(doublings.unsigned_abs())).min(longest)
}

fn positive(time: TimeDelta) -> Duration {
    time.to_std().unwrap_or_default()
}

fn step(tracks: &mut HashMap<u64, Track>, key: u64, now: DateTime<Utc>, free_at: DateTime<Utc>) {
    let fresh = Track {
        count: 0,
        last: now,
        free_at,
    };
    let track = tracks.entry(key).or_insert(fresh);
    if now - track.last >= FORGOTTEN {
        *track = fresh;
    }
    track.count = track.count.saturating_add(1);
    track.last = now;
    track.free_at = track.free_at.max(free_at);
}

/// Room for another attempt's tracks.
fn make_room(tracks: &mut HashMap<u64, Track>, now: DateTime<Utc>) {
    if tracks.len() < REMEMBERED {
        return;
    }
    tracks.retain(|_, track| now - track.last < FORGOTTEN);
    if tracks.len() >= REMEMBERED {
        let mut lasts: Vec<DateTime<Utc>> = tracks.values().map(|track| track.last).collect();
        let (_, edge, _) = lasts.select_nth_unstable(REMEMBERED / 10);
        let edge = *edge;
        let mut spare = REMEMBERED / 10;
        tracks.retain(|_, track| {
            let goes = track.last <= edge && spare > 0;
            spare -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-20T12:00:00Z";

    fn now() -> DateTime<Utc> {
        NOW.parse().unwrap()
    }

    fn waits(delays: &Delays, name: &str, sender: &str, tries: usize) -> Vec<Option<u128>> {
        (0..tries)
            .map(|_| delays.admit(name, Some(&sender), now()).ok())
            .map(|admitted| admitted.map(|admitted| admitted.wait.as_millis()))
            .collect()
    }

    #[test]
    fn who_guesses_waits_in_a_line_of_ones_own() {
        let delays = Delays::default();
        assert_eq!(
            waits(&delays, "maija", "there", 9),
            [0, 0, 0, 0, 250, 750, 1_750, 3_750, 7_750].map(Some)
        );
        assert_eq!(
            waits(&delays, "Maija ", "there", 2),
            [None, None],
            "and then comes later"
        );
        let later = now() + TimeDelta::seconds(6);
        assert!(delays.admit("maija", Some(&"there"), later).is_ok());
        let forgotten = later + FORGOTTEN;
        let admitted = delays.admit("maija", Some(&"there"), forgotten).unwrap();
        assert_eq!(admitted.wait, Duration::ZERO);
    }

    #[test]
    fn nobody_locks_another_out() {
        let delays = Delays::default();
        let shared = u128::try_from(SHARED.num_milliseconds()).unwrap();
        waits(&delays, "maija", "outsider", 1_000);
        for number in 0..1_000 {
            waits(&delays, "maija", &format!("outsider {number}"), 3);
        }
        let owner = waits(&delays, "maija", "home", 1);
        assert!(owner[0].is_some_and(|wait| wait <= shared), "{owner:?}");
        assert_eq!(
            waits(&delays, "pekka", "elsewhere", 1),
            [Some(0)],
            "another account is not touched"
        );
    }

    #[test]
    fn a_sender_that_is_not_known_is_never_sent_away() {
        let delays = Delays::default();
        for _ in 0..1_000 {
            let admitted = delays.admit::<&str>("maija", None, now());
            assert!(admitted.is_ok_and(|admitted| admitted.wait <= Duration::from_secs(10)));
        }
    }

    #[test]
    fn one_sender_at_many_accounts_gets_slower_too() {
        let delays = Delays::default();
        let last = (0..40).map(|number| waits(&delays, &format!("name {number}"), "there", 1)[0]);
        assert_eq!(last.last().unwrap(), Some(2_000));
    }

    #[test]
    fn a_right_password_does_not_make_codes_cheap() {
        let delays = Delays::default();
        for number in 0..FREE_CODES {
            delays.admit("maija", Some(&number), now()).unwrap();
            delays.wrong_code("maija", now());
        }
        let mut let_in = 0;
        for number in 100..1_000 {
            let_in += u32::from(delays.admit("maija", Some(&number), now()).is_ok());
        }
        assert_eq!(let_in, 6, "ten seconds of one code in two");
    }

    #[test]
    fn signing_in_forgets_what_went_wrong_before() {
        let delays = Delays::default();
        waits(&delays, "maija", "home", 5);
        let admitted = delays.admit("maija", Some(&"home"), now()).unwrap();
        delays.succeeded("MAIJA", Some(&"home"), admitted);
        assert_eq!(waits(&delays, "maija", "home", 1), [Some(0)]);
    }

    #[test]
    fn a_failure_is_noted_once_a_minute() {
        let delays = Delays::default();
        let noted = |at| delays.admit("maija", Some(&at), at).unwrap().may_note;
        assert!(noted(now()));
        assert!(!noted(now() + TimeDelta::seconds(59)));
        assert!(noted(now() + TimeDelta::seconds(60)));
    }

    #[test]
    fn a_flood_of_names_does_not_fill_the_memory() {
        let delays = Delays::default();
        for number in 0..REMEMBERED {
            let _ = delays.admit(&number.to_string(), Some(&number), now());
        }
        assert!(delays.lock().len() <= REMEMBERED + 4);
    }
}
