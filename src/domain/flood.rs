//! Many submissions at once: how often is too often. Only rates are kept here, of senders and offices that
//! the caller names as it likes; what comes of it is a mark, never a refusal.

use chrono::{DateTime, TimeDelta, Utc};

use super::codes::code_list;

code_list! {
    /// Why a submission was marked.
    FloodMark, "flood_mark", {
        /// One sender sent many.
        Source = "source",
        /// Many came to one office.
        Office = "office",
        /// It was filled in faster than anybody types.
        Speed = "speed",
    }
}

impl FloodMark {
    /// Whether the answer waits: that of somebody who sends many or faster than one types. Of those who come to an office
    /// together with many others most are honest.
    pub const fn delays_the_answer(self) -> bool {
        match self {
            Self::Source | Self::Speed => true,
            Self::Office => false,
        }
    }
}

/// From when on something is marked, and for how long a group goes on (`flood.*` of the settings).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FloodLimits {
    /// Submissions of one sender before the next are marked.
    pub source_burst: u32,
    /// How many of those come back in an hour.
    pub source_per_hour: u32,
    /// Submissions to one office in an hour before the next are marked.
    pub office_per_hour: u32,
    /// What is sent sooner after its form was made is marked; nothing is for zero.
    pub fast_fill: TimeDelta,
    /// How long the answer to one waits that is marked for its sender or its speed.
    pub delay: TimeDelta,
    /// How many may wait at once; beyond, nobody waits.
    pub delay_waiting: usize,
    /// A group ends after so long without a marked submission.
    pub quiet: TimeDelta,
}

/// A sender's allowance: so many at once, so many more by the hour. It is kept as the one instant at which it would be
/// whole again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    whole_at: DateTime<Utc>,
}

impl Allowance {
    /// A whole one.
    pub const fn whole(now: DateTime<Utc>) -> Self {
        Self { whole_at: now }
    }

    /// Takes one at `now`; `false` when there is none left, and then nothing is taken.
    pub fn take(&mut self, limits: &FloodLimits, now: DateTime<Utc>) -> bool {
        // Without a refill what is used stays used for a day, longer than any sender is remembered.
        let one = match i32::try_from(limits.source_per_hour) {
            Ok(per_hour @ 1..) => TimeDelta::hours(1) / per_hour,
            _ => TimeDelta::days(1),
        };
        let most = one * i32::try_from(limits.source_burst).unwrap_or(i32::MAX);
        let next = self.whole_at.max(now) + one;
        let left = next - now <= most;
        if left {
            self.whole_at = next;
        }
        left
    }

    /// Whether everything that was taken has come back: then nothing needs to be remembered.
    pub fn is_whole(&self, now: DateTime<Utc>) -> bool {
        self.whole_at <= now
    }
}

/// How many came in the last hour, estimated from two counts: that of this hour and that of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourlyRate {
    began: DateTime<Utc>,
    before: i64,
    now: i64,
}

/// The seconds of an hour.
const HOUR: i64 = 3_600;

impl HourlyRate {
    /// Nothing has come before `now`.
    pub const fn begin(now: DateTime<Utc>) -> Self {
        Self {
            began: now,
            before: 0,
            now: 0,
        }
    }

    /// Counts one that comes `now`, and gives how many came in the hour before it.
    pub fn count(&mut self, now: DateTime<Utc>) -> i64 {
        let passed = (now - self.began).num_seconds().max(0);
        let hours = passed / HOUR;
        if hours > 0 {
            self.before = if hours == 1 { self.now } else { 0 };
            self.now = 0;
            self.began += TimeDelta::seconds(hours * HOUR);
        }
        let rest = HOUR - passed % HOUR;
        let estimate = self.before * rest / HOUR + self.now;
        self.now += 1;
        estimate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: FloodLimits = FloodLimits {
        source_burst: 10,
        source_per_hour: 20,
        office_per_hour: 120,
        fast_fill: TimeDelta::seconds(5),
        delay: TimeDelta::seconds(2),
        delay_waiting: 512,
        quiet: TimeDelta::minutes(30),
    };

    fn noon() -> DateTime<Utc> {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn ten_at_once_are_nobodys_business_and_one_comes_back_every_three_minutes() {
        let mut allowance = Allowance::whole(noon());
        assert_eq!((0..15).filter(|_| allowance.take(&LIMITS, noon())).count(), 10);
        let soon = noon() + TimeDelta::seconds(179);
        assert!(!allowance.take(&LIMITS, soon));
        let later = noon() + TimeDelta::minutes(3);
        assert!(allowance.take(&LIMITS, later) && !allowance.take(&LIMITS, later));
        let whole = later + TimeDelta::minutes(30);
        assert!(allowance.is_whole(whole) && !allowance.is_whole(whole - TimeDelta::seconds(1)));
    }

    #[test]
    fn an_allowance_of_nothing_marks_everything_and_does_not_overflow() {
        let none = FloodLimits {
            source_burst: 0,
            ..LIMITS
        };
        assert!(!Allowance::whole(noon()).take(&none, noon()));
        let most = FloodLimits {
            source_burst: u32::MAX,
            source_per_hour: 0,
            ..LIMITS
        };
        let mut allowance = Allowance::whole(noon());
        assert!((0..1_000).all(|_| allowance.take(&most, noon())));
    }

    #[test]
    fn the_rate_of_an_hour_fades() {
        let mut rate = HourlyRate::begin(noon());
        assert_eq!((0..120).map(|_| rate.count(noon())).last(), Some(119));
        assert_eq!(rate.count(noon() + TimeDelta::minutes(59)), 120);
        assert_eq!(
            rate.count(noon() + TimeDelta::minutes(90)),
            60,
            "half of the hour before"
        );
        assert_eq!(rate.count(noon() + TimeDelta::hours(5)), 0);
        // A clock that was set back counts on.
        assert_eq!(rate.count(noon()), 1);
    }
}
