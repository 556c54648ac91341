//! Watches how fast reports come by the public forms, in memory alone. What comes too fast is marked, put into a group of
//! its office and, unless only its office was busy, answered a little later; it is taken in like any other.
//!
//! Senders are known by a number that means nothing outside this process; offices by their id. Several processes on one
//! database each watch for themselves.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::flood::{Allowance, FloodLimits, FloodMark, HourlyRate};
use crate::domain::office::OfficeId;
use crate::ids::IdSource;

/// So many senders are remembered; beyond, those whose allowance is whole are forgotten, and then all.
const REMEMBERED: usize = 50_000;
/// From so many marked ones on the operator is told that a flood has begun: a single one, sent very fast, is none, and
/// would tell the minute of an arrival.
const TOLD_FROM: u32 = 10;

/// Who sent something, as far as rates ask: the same for an hour at most, and in this process only. It has no text and no
/// serial form.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sender(u64);

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sender")
    }
}

/// What is known of how a report was sent by a public form.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sending {
    /// Who sent it; `None` for a visit of the onion service and where the proxy does not tell.
    pub sender: Option<Sender>,
    /// When its form was made.
    pub begun: Option<DateTime<Utc>>,
}

/// That the case of a report which goes to an office was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// The office.
    pub office: OfficeId,
    /// Its group.
    pub flood: Uuid,
    /// Why.
    pub why: FloodMark,
}

/// The rates of late, for all threads.
#[derive(Default)]
pub struct Floods {
    limits: Option<FloodLimits>,
    hash: RandomState,
    rates: Mutex<Rates>,
    waiting: Arc<AtomicUsize>,
}

#[derive(Default)]
struct Rates {
    senders: HashMap<Sender, Allowance>,
    offices: HashMap<OfficeId, HourlyRate>,
    groups: HashMap<OfficeId, Group>,
}

/// A flood that goes on.
#[derive(Clone, Copy)]
struct Group {
    id: Uuid,
    last: DateTime<Utc>,
    marked: u32,
}

impl Floods {
    /// Nothing is watched and nothing marked: for a demo.
    pub fn off() -> Self {
        Self::default()
    }

    /// Watches by `limits`.
    pub fn by(limits: FloodLimits) -> Self {
        Self {
            limits: Some(limits),
            ..Self::default()
        }
    }

    /// The sender with this `source`.
    pub fn sender(&self, source: &impl Hash) -> Sender {
        Sender(self.hash.hash_one(source))
    }

    /// Counts a report sent `now` to `offices`, and tells where it is marked; nowhere it is not. What is marked for its
    /// sender or its speed does not count against its offices: those are for the reports of everybody else.
    pub fn judge(
        &self,
        sending: &Sending,
        offices: &[OfficeId],
        ids: &dyn IdSource,
        now: DateTime<Utc>,
    ) -> Vec<Marked> {
        let Some(limits) = &self.limits else {
            return Vec::new();
        };
        let mut rates = self.rates.lock().unwrap_or_else(PoisonError::into_inner);
        let rates = &mut *rates;
        let slow_enough = sending.begun.is_none_or(|begun| now - begun >= limits.fast_fill);
        let of_all = match sending.sender {
            Some(sender) if !rates.may_send(sender, limits, now) => Some(FloodMark::Source),
            _ if !slow_enough => Some(FloodMark::Speed),
            _ => None,
        };
        let mut marked = Vec::new();
        for office in offices {
            let why = of_all.or_else(|| {
                let rate = rates.offices.entry(*office).or_insert(HourlyRate::begin(now));
                (rate.count(now) >= i64::from(limits.office_per_hour)).then_some(FloodMark::Office)
            });
            if let Some(why) = why {
                let flood = rates.group(*office, limits.quiet, ids, now);
                marked.push(Marked {
                    office: *office,
                    flood,
                    why,
                });
            }
        }
        marked
    }

    /// A place among the answers that wait, and for how long; `None` when nobody is to wait or too many do.
    pub fn wait(&self) -> Option<Waiting> {
        let limits = self.limits.as_ref()?;
        let time = limits.delay.to_std().ok().filter(|time| !time.is_zero())?;
        let most = limits.delay_waiting;
        let free = |waiting: usize| (waiting < most).then_some(waiting + 1);
        self.waiting
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, free)
            .ok()?;
        Some(Waiting {
            time,
            waiting: Arc::clone(&self.waiting),
        })
    }
}

impl Rates {
    fn may_send(&mut self, sender: Sender, limits: &FloodLimits, now: DateTime<Utc>) -> bool {
        if self.senders.len() >= REMEMBERED && !self.senders.contains_key(&sender) {
            self.senders.retain(|_, allowance| !allowance.is_whole(now));
            if self.senders.len() >= REMEMBERED {
                self.senders.clear();
            }
        }
        let allowance = self.senders.entry(sender).or_insert(Allowance::whole(now));
        allowance.take(limits, now)
    }

    /// The group of `office` that goes on `now`, or a new one.
    fn group(&mut self, office: OfficeId, quiet: TimeDelta, ids: &dyn IdSource, now: DateTime<Utc>) -> Uuid {
        let fresh = || Group {
            id: ids.uuid(),
            last: now,
            marked: 0,
        };
        let group = self.groups.entry(office).or_insert_with(fresh);
        if now - group.last >= quiet {
            *group = fresh();
        }
        group.last = now;
        group.marked = group.marked.saturating_add(1);
        if group.marked == TOLD_FROM {
            metrics::counter!("huoli_floods_total").increment(1);
            tracing::warn!(office = %office, "many reports come at once; they are marked");
        }
        group.id
    }
}

/// A place among the answers that wait; given back when it is dropped.
#[derive(Debug)]
pub struct Waiting {
    /// How long to wait.
    pub time: Duration,
    waiting: Arc<AtomicUsize>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SeededIds;

    const LIMITS: FloodLimits = FloodLimits {
        source_burst: 10,
        source_per_hour: 20,
        office_per_hour: 120,
        fast_fill: TimeDelta::seconds(5),
        delay: TimeDelta::seconds(2),
        delay_waiting: 3,
        quiet: TimeDelta::minutes(30),
    };
    const HERE: OfficeId = OfficeId(Uuid::from_u128(1));
    const THERE: OfficeId = OfficeId(Uuid::from_u128(2));

    fn noon() -> DateTime<Utc> {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    /// What is marked of a report of `source` to `offices`, begun a minute before `now`.
    fn judged(
        floods: &Floods,
        ids: &SeededIds,
        source: u32,
        offices: &[OfficeId],
        now: DateTime<Utc>,
    ) -> Vec<Marked> {
        let sending = Sending {
            sender: Some(floods.sender(&source)),
            begun: Some(now - TimeDelta::minutes(1)),
        };
        floods.judge(&sending, offices, ids, now)
    }

    #[test]
    fn one_sender_is_marked_alone_and_in_one_group_an_office() {
        let (floods, ids) = (Floods::by(LIMITS), SeededIds::new(1));
        let many: Vec<Marked> = (0..500)
            .flat_map(|_| judged(&floods, &ids, 7, &[HERE], noon()))
            .collect();
        assert_eq!(many.len(), 490);
        assert!(
            many.iter()
                .all(|marked| *marked == many[0] && marked.why == FloodMark::Source)
        );
        assert_eq!(
            judged(&floods, &ids, 8, &[HERE], noon()),
            [],
            "an honest neighbour"
        );
        let both = judged(&floods, &ids, 7, &[HERE, THERE], noon());
        assert_eq!(both[0].flood, many[0].flood);
        assert_ne!(both[1].flood, many[0].flood);
    }

    #[test]
    fn many_senders_are_marked_at_the_office_they_flood_and_nowhere_else() {
        let (floods, ids) = (Floods::by(LIMITS), SeededIds::new(1));
        let many: Vec<Marked> = (0..200)
            .flat_map(|source| judged(&floods, &ids, source, &[HERE], noon()))
            .collect();
        assert_eq!(many.len(), 80);
        assert_eq!(many[0].why, FloodMark::Office);
        assert_eq!(judged(&floods, &ids, 999, &[THERE], noon()), []);
    }

    #[test]
    fn what_nobody_can_have_typed_is_marked_and_an_unknown_sender_is_not() {
        let (floods, ids) = (Floods::by(LIMITS), SeededIds::new(1));
        let sent = |seconds| {
            let begun = Some(noon() - TimeDelta::seconds(seconds));
            let sending = Sending { sender: None, begun };
            floods.judge(&sending, &[HERE], &ids, noon())
        };
        assert_eq!(sent(4)[0].why, FloodMark::Speed);
        assert_eq!(sent(5), []);
        assert_eq!(floods.judge(&Sending::default(), &[HERE], &ids, noon()), []);
    }

    #[test]
    fn a_group_ends_when_nothing_more_comes() {
        let (floods, ids) = (Floods::by(LIMITS), SeededIds::new(1));
        let fast = |now: DateTime<Utc>| {
            let sending = Sending {
                sender: None,
                begun: Some(now),
            };
            floods.judge(&sending, &[HERE], &ids, now)[0].flood
        };
        let first = fast(noon());
        let soon = noon() + TimeDelta::minutes(29);
        assert_eq!(fast(soon), first);
        assert_eq!(fast(soon + TimeDelta::minutes(29)), first);
        assert_ne!(fast(soon + TimeDelta::minutes(59)), first);
    }

    #[test]
    fn only_so_many_answers_wait() {
        let floods = Floods::by(LIMITS);
        let waiting: Vec<Waiting> = std::iter::from_fn(|| floods.wait()).collect();
        assert_eq!(waiting.len(), 3);
        drop(waiting);
        assert_eq!(
            floods.wait().map(|waiting| waiting.time),
            Some(Duration::from_secs(2))
        );
        assert!(Floods::off().wait().is_none());
    }

    #[test]
    fn a_flood_of_senders_does_not_fill_the_memory() {
        let (floods, ids) = (Floods::by(LIMITS), SeededIds::new(1));
        for source in 0..u32::try_from(REMEMBERED).unwrap() + 10 {
            judged(&floods, &ids, source, &[HERE], noon());
        }
        assert!(floods.rates.lock().unwrap().senders.len() <= REMEMBERED);
    }

    #[test]
    fn a_demo_marks_nothing_and_a_sender_has_no_text() {
        let (floods, ids) = (Floods::off(), SeededIds::new(1));
        assert!((0..500).all(|_| judged(&floods, &ids, 7, &[HERE], noon()).is_empty()));
        assert_eq!(format!("{:?}", floods.sender(&7)), "Sender");
    }
}
