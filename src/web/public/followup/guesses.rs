//! Slows down who tries codes. Wrong codes of one sender are counted in memory, by a keyed hash that changes every hour and is
//! written nowhere; after a few the sender waits, ever longer. A right code has to wait too: else the wait would tell.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::web::layer::source::Source;

/// Wrong codes that cost nothing: 24 characters are easily misread.
const FREE: u32 = 5;
/// The first wait; each further wrong code doubles it.
const FIRST: TimeDelta = TimeDelta::seconds(2);
/// The longest wait of one sender.
const LONGEST: TimeDelta = TimeDelta::seconds(60);
/// The longest wait of those whose sender is not known, such as visitors of the onion service: they share one count, and
/// one who guesses must not keep the others out.
const LONGEST_SHARED: TimeDelta = TimeDelta::seconds(2);
/// Wrong codes are forgotten after so long without another.
const FORGOTTEN: TimeDelta = TimeDelta::minutes(15);
/// So many senders are remembered; beyond, those of whom nothing was heard for longest go first.
const REMEMBERED: usize = 20_000;

/// The wrong codes of late. One for all threads.
#[derive(Default)]
pub struct Guesses(Mutex<HashMap<Option<Source>, Track>>);

#[derive(Clone, Copy)]
struct Track {
    wrong: u32,
    last: DateTime<Utc>,
    free_at: DateTime<Utc>,
}

impl Guesses {
    /// Lets a try of `sender` at `now` in, and counts it as wrong until [`right`](Self::right) says otherwise: so a hundred at
    /// once are a hundred.
    ///
    /// # Errors
    /// The seconds after which the next may come.
    pub fn admit(&self, sender: Option<Source>, now: DateTime<Utc>) -> Result<(), u64> {
        let mut tracks = self.lock();
        make_room(&mut tracks, now);
        let known = tracks.get(&sender).copied();
        let known = known.filter(|track| now - track.last < FORGOTTEN);
        if let Some(track) = known.filter(|track| track.free_at > now) {
            let left = (track.free_at - now).num_milliseconds();
            return Err(u64::try_from(left).unwrap_or_default().div_ceil(1_000).max(1));
        }
        let wrong = known.map_or(0, |track| track.wrong).saturating_add(1);
        let longest = if sender.is_some() { LONGEST } else { LONGEST_SHARED };
        let wait = match wrong.checked_sub(FREE) {
            None | Some(0) => TimeDelta::zero(),
            Some(over) => (FIRST * (1 << (over - 1).min(10))).min(longest),
        };
        let track = Track {
            wrong,
            last: now,
            free_at: now + wait,
        };
        tracks.insert(sender, track);
        Ok(())
    }

    /// The try of `sender` was right: it is not counted. What was wrong before stays counted, so that a right code in between
    /// buys no guesses.
    pub fn right(&self, sender: Option<Source>, now: DateTime<Utc>) {
        if let Some(track) = self.lock().get_mut(&sender) {
            track.wrong = track.wrong.saturating_sub(1);
            track.free_at = now;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<Source>, Track>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets what is old; where that is not enough, the older half.
fn make_room(tracks: &mut HashMap<Option<Source>, Track>, now: DateTime<Utc>) {
    if tracks.len() < REMEMBERED {
        return;
    }
    tracks.retain(|_, track| now - track.last < FORGOTTEN);
    if tracks.len() >= REMEMBERED {
        let mut times: Vec<DateTime<Utc>> = tracks.values().map(|track| track.last).collect();
        let middle = times.len() / 2;
        let (_, middle, _) = times.select_nth_unstable(middle);
        let middle = *middle;
        tracks.retain(|_, track| track.last > middle);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::sync::Arc;

    use super::*;
    use crate::ids::SeededIds;
    use crate::web::layer::source::Sources;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(second)
    }

    fn sender(last: u8) -> Source {
        let sources = Sources::new(Arc::new(SeededIds::new(7)));
        sources.at(IpAddr::from([192, 0, 2, last]), at(0))
    }

    #[test]
    fn a_slip_costs_nothing_and_guessing_ever_more() {
        let guesses = Guesses::default();
        for _ in 0..FREE {
            assert_eq!(guesses.admit(Some(sender(1)), at(0)), Ok(()));
        }
        assert_eq!(
            guesses.admit(Some(sender(1)), at(0)),
            Ok(()),
            "the next one is told to wait afterwards"
        );
        assert_eq!(guesses.admit(Some(sender(1)), at(0)), Err(2));
        assert_eq!(guesses.admit(Some(sender(1)), at(1)), Err(1));
        assert_eq!(guesses.admit(Some(sender(1)), at(2)), Ok(()));
        assert_eq!(guesses.admit(Some(sender(1)), at(2)), Err(4));
        assert_eq!(guesses.admit(Some(sender(2)), at(2)), Ok(()), "nobody else waits");
        let mut now = 2;
        for _ in 0..20 {
            now += 60;
            assert_eq!(guesses.admit(Some(sender(1)), at(now)), Ok(()));
        }
        assert_eq!(
            guesses.admit(Some(sender(1)), at(now)),
            Err(60),
            "the longest wait"
        );
        let later = now + FORGOTTEN.num_seconds();
        for _ in 0..FREE {
            assert_eq!(guesses.admit(Some(sender(1)), at(later)), Ok(()));
        }
    }

    #[test]
    fn a_right_code_is_not_counted_and_buys_no_guesses() {
        let guesses = Guesses::default();
        for _ in 0..50 {
            assert_eq!(guesses.admit(Some(sender(1)), at(0)), Ok(()));
            guesses.right(Some(sender(1)), at(0));
        }
        for _ in 0..=FREE {
            assert_eq!(guesses.admit(Some(sender(1)), at(0)), Ok(()));
        }
        assert_eq!(guesses.admit(Some(sender(1)), at(2)), Ok(()));
        guesses.right(Some(sender(1)), at(2));
        assert_eq!(guesses.admit(Some(sender(1)), at(2)), Ok(()));
        assert_eq!(
            guesses.admit(Some(sender(1)), at(2)),
            Err(4),
            "the wrong ones of before still count"
        );
    }

    #[test]
    fn unknown_senders_never_wait_long() {
        let guesses = Guesses::default();
        for second in 0..100 {
            let _ = guesses.admit(None, at(second * 2));
        }
        assert_eq!(guesses.admit(None, at(198)), Err(2));
    }

    #[test]
    fn not_everything_is_remembered() {
        let mut tracks = HashMap::new();
        let sources = Sources::new(Arc::new(SeededIds::new(7)));
        for number in 0..u32::try_from(REMEMBERED).unwrap() {
            let source = sources.at(IpAddr::from(number.to_be_bytes()), at(0));
            let last = at(i64::from(number % 600));
            tracks.insert(
                Some(source),
                Track {
                    wrong: 9,
                    last,
                    free_at: last,
                },
            );
        }
        make_room(&mut tracks, at(600));
        assert!(
            tracks.len() < REMEMBERED && tracks.len() > REMEMBERED / 3,
            "{}",
            tracks.len()
        );
        assert!(tracks.values().all(|track| track.last > at(290)));
    }
}
