//! What recurs, how often, and why so often.

use chrono::{DateTime, Days, DurationRound, TimeDelta, Utc};

use crate::domain::helsinki;
use crate::domain::job::Job;
use crate::intake::App;

/// A rhythm of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    /// At the multiples of a step since the beginning of 1970 (UTC), shifted by so much.
    Every(TimeDelta, TimeDelta),
    /// Once a day in this hour of the Finnish clock, at so many minutes past it. Not between three and five, when the
    /// clocks change.
    Daily(u32, i64),
}

/// When each recurring job comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// How often the ends of the read log are written elsewhere: the risk window in which rows can be cut off unseen.
    pub anchor_every: TimeDelta,
}

impl Default for Schedule {
    /// Anchors every ten minutes.
    fn default() -> Self {
        Self {
            anchor_every: TimeDelta::minutes(10),
        }
    }
}

impl Schedule {
    /// Every job that recurs in the installation of `app`.
    pub fn recurring(&self, app: &App) -> Vec<Job> {
        let mut jobs = Job::RECURRING.to_vec();
        for county in app.directory().counties.keys() {
            jobs.push(Job::ChainEvents { county: *county });
            jobs.push(Job::SweepEvents { county: *county });
        }
        jobs
    }

    /// The next time of `job` after `now`; `None` for one that does not recur.
    pub fn next(&self, job: &Job, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.rhythm(job).map(|rhythm| rhythm.after(now))
    }

    fn rhythm(&self, job: &Job) -> Option<Rhythm> {
        let minutes = TimeDelta::minutes;
        Some(match job {
            Job::ArrivalNotice { .. }
            | Job::MessageNotice { .. }
            | Job::EmergencyNotice { .. }
            | Job::TransferNotice { .. }
            | Job::Escalate { .. } => return None,
            // An hour's arrivals are sealed once no transaction of the hour can still run (`chain_events::GRACE`).
            Job::ChainEvents { .. } => Rhythm::Every(minutes(60), minutes(6)),
            // It looks at every arrival there is, so at night and once.
            Job::SweepEvents { .. } => Rhythm::Daily(2, 40),
            Job::AnchorLog => Rhythm::Every(self.anchor_every.max(minutes(1)), minutes(0)),
            // Somebody set up an office and waits for it to begin; whoever lost theirs is told before the next shift.
            Job::WatchOffices => Rhythm::Every(minutes(15), minutes(2)),
            // Mails that waited for their server leave within five minutes of its coming back.
            Job::ProbeMailServer => Rhythm::Every(minutes(4), minutes(0)),
            // A mailbox ends on a day; until the job has run nobody can open it either.
            Job::EndMailboxes => Rhythm::Daily(2, 30),
            // A key is kept for 72 hours; it is stored with its day only, so looking once a day is all that can be told.
            Job::ForgetUsedKeys => Rhythm::Daily(2, 20),
            // A session that ended by its age opens nothing; its row should not outlive it for long.
            Job::EndStaleSessions => Rhythm::Every(minutes(15), minutes(0)),
            // A page's key lives for 24 slots of an hour; what it sealed must not be readable for longer than promised, also
            // when nobody opens another page that would clear it.
            Job::ForgetStateKeys => Rhythm::Every(minutes(60), minutes(1)),
            // Links hold for days at most.
            Job::ForgetStaffLinks => Rhythm::Daily(2, 25),
            // What a broken connection or a killed process left behind; nobody has its key, so there is no hurry.
            Job::ForgetUploads => Rhythm::Every(minutes(60), minutes(12)),
            // Notes are kept for thirty days; a day more or less is all the same.
            Job::ForgetHandovers => Rhythm::Daily(2, 35),
            // Nothing waits for it but an older case that should be found; when none is left it costs one look.
            Job::IndexChildren => Rhythm::Every(minutes(10), minutes(3)),
        })
    }
}

impl Rhythm {
    fn after(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Every(step, shift) => {
                let begun = (now - shift).duration_trunc(step).unwrap_or(now);
                begun + step + shift
            }
            Self::Daily(hour, minute) => {
                let today = helsinki::civil_date(now);
                let at = |date| helsinki::hour_start(date, hour) + TimeDelta::minutes(minute);
                if at(today) > now {
                    at(today)
                } else {
                    today.checked_add_days(Days::new(1)).map_or(now, at)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        helsinki::parse_local_or_offset(text).unwrap()
    }

    #[test]
    fn the_next_time_is_always_later_and_on_its_point() {
        let next = |job: &Job, now| Schedule::default().next(job, at(now)).unwrap();
        let probe = Job::ProbeMailServer;
        assert_eq!(next(&probe, "2026-11-20T14:05"), at("2026-11-20T14:08"));
        assert_eq!(next(&probe, "2026-11-20T14:08"), at("2026-11-20T14:12"));
        let hourly = Job::ForgetStateKeys;
        assert_eq!(next(&hourly, "2026-11-20T14:00"), at("2026-11-20T14:01"));
        assert_eq!(next(&hourly, "2026-11-20T14:01"), at("2026-11-20T15:01"));
    }

    #[test]
    fn once_a_day_is_once_on_every_day_also_when_the_clocks_change() {
        let daily = Job::ForgetUsedKeys;
        for (now, expected) in [
            ("2026-11-20T02:19", "2026-11-20T02:20"),
            ("2026-11-20T02:20", "2026-11-21T02:20"),
            ("2026-03-28T12:00", "2026-03-29T02:20"),
            ("2026-03-29T12:00", "2026-03-30T02:20"),
            ("2026-10-24T12:00", "2026-10-25T02:20"),
            ("2026-10-25T12:00", "2026-10-26T02:20"),
        ] {
            assert_eq!(
                Schedule::default().next(&daily, at(now)),
                Some(at(expected)),
                "{now}"
            );
        }
    }

    #[test]
    fn everything_that_recurs_has_a_rhythm() {
        for job in &Job::RECURRING {
            assert!(Schedule::default().rhythm(job).is_some(), "{job:?}");
        }
    }
}
