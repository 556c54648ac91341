//! How long a failed job waits before it is tried again.

use chrono::TimeDelta;

/// How often a job is tried at most.
pub const TRIES: u32 = 10;

/// The longest wait between two tries.
pub const LONGEST: TimeDelta = TimeDelta::minutes(630);

/// How long to wait after the `attempt`-th try (1 is the first) has failed; `None` after the last one.
///
/// | failed try | wait | the next try, counted from the first |
/// |---|---|---|
/// | 1 | 1 min | 1 min |
/// | 2 | 4 min | 5 min |
/// | 3 | 10 min | 15 min |
/// | 4 | 15 min | 30 min |
/// | 5 | 30 min | 1 h |
/// | 6 | 1 h | 2 h |
/// | 7 | 4 h | 6 h |
/// | 8 | 8 h | 14 h |
/// | 9 | 10 h 30 min | 24 h 30 min |
/// | 10 | given up | |
///
/// A fault that passes costs minutes, one that lasts costs ten tries, and a mail server that is away from one morning to
/// the next loses nothing. That it is back is found out sooner, by `ProbeMailServer`.
pub const fn wait(attempt: u32) -> Option<TimeDelta> {
    let minutes = match attempt {
        0 | 1 => 1,
        2 => 4,
        3 => 10,
        4 => 15,
        5 => 30,
        6 => 60,
        7 => 240,
        8 => 480,
        9 => 630,
        _ => return None,
    };
    Some(TimeDelta::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_tries_fill_a_day() {
        let waits: Vec<TimeDelta> = (1..=TRIES).map_while(wait).collect();
        assert_eq!(waits.len(), 9, "the last of ten tries has no wait");
        let all = waits.iter().fold(TimeDelta::zero(), |sum, wait| sum + *wait);
        assert_eq!(all, TimeDelta::hours(24) + TimeDelta::minutes(30));
        assert!(waits.is_sorted());
        assert_eq!(waits.last(), Some(&LONGEST));
        assert_eq!(wait(TRIES), None);
        assert_eq!(wait(u32::MAX), None);
    }
}
