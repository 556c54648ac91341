//! Verifies the read log: that no row of a chain was changed, taken out, put in or moved, that the events which rows
//! seal are as they were, that every event has its row, and that the chains are those whose ends were written down
//! elsewhere.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::IntakeError;
use super::anchor_log::Known;
use super::chain_events::hour_of;
use crate::domain::audit::{EventRow, FIRST_PREVIOUS, LogRow};
use crate::domain::places::CountyCode;
use crate::store::access_log::{self, Head};
use crate::store::seal::secret::SecretKey;
use crate::store::{Store, StoreError, log_events, log_rows};

/// So many rows are read at once.
const PAGE: i64 = 5_000;
/// So long after its hour an arrival must have its row: the daily sweep has found it by then.
const WINDOW: TimeDelta = TimeDelta::hours(27);

/// What is wrong with a chain: the first place at which it is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The number of the row; `None` where the fault is beside the chain.
    pub seq: Option<i64>,
    /// What is wrong there.
    pub what: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// There is no such row, but later ones or a head that counts it.
    Missing,
    /// The number stands twice, or is none of this chain.
    Number,
    /// The row does not follow the one before.
    Order,
    /// The row is not as it was written.
    Changed,
    /// The row, or the event that it seals, has values that this program never writes.
    Unreadable,
    /// The head names another MAC than the last row has.
    Head,
    /// The county has no head.
    NoHead,
    /// The county has no log key, or its own does not open.
    NoKey,
    /// The row stands beyond the end that the head names.
    Beyond,
    /// The row is another one than was written down elsewhere.
    Anchor,
    /// The row was cut off: it was written down elsewhere, and the chain ends before it.
    CutOff,
    /// This event, which the row seals, is not as it was.
    Event(String),
    /// This event of a worker has no row.
    ViewWithoutRow(String),
    /// This arrival has no row although its time has come.
    ArrivalWithoutRow(String),
}

impl Wrong {
    /// A short name that does not change, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Number => "number",
            Self::Order => "order",
            Self::Changed => "changed",
            Self::Unreadable => "unreadable",
            Self::Head => "head",
            Self::NoHead => "no_head",
            Self::NoKey => "no_key",
            Self::Beyond => "beyond",
            Self::Anchor => "anchor",
            Self::CutOff => "cut_off",
            Self::Event(_) => "event",
            Self::ViewWithoutRow(_) => "view_without_row",
            Self::ArrivalWithoutRow(_) => "arrival_without_row",
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::Number => f.write_str("has a number that is not its own"),
            Self::Order => f.write_str("does not follow the row before it"),
            Self::Changed => f.write_str("is not as it was written"),
            Self::Unreadable => {
                f.write_str("cannot be read: it, or the event that it seals, is not as it was written")
            }
            Self::Head => f.write_str("is the last, but the head of the chain names another MAC"),
            Self::NoHead => f.write_str("the chain has no head"),
            Self::NoKey => f.write_str("there is no key for this log, or it does not open"),
            Self::Beyond => f.write_str("stands beyond the end that the head of the chain names"),
            Self::Anchor => f.write_str("is not the row whose MAC was anchored"),
            Self::CutOff => f.write_str("was anchored, but the chain ends before it: rows were cut off"),
            Self::Event(id) => write!(f, "seals the event {id}, which is not as it was"),
            Self::ViewWithoutRow(id) => write!(f, "the event {id} of a worker has no row"),
            Self::ArrivalWithoutRow(id) => {
                write!(f, "the arrival {id} has no row although its time has come")
            }
        }
    }
}

/// What was found out about a chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Rows that are as they were written; with a fault, those before it.
    pub rows: i64,
    /// Events that are as their rows say.
    pub events: u64,
    /// Events that are gone, as happens when a case is destroyed under the retention rules.
    pub gone: u64,
    /// Arrivals that wait to be chained, as far as 5,000.
    pub waiting: u64,
    /// Anchors that fit.
    pub anchors: u64,
    /// The first fault.
    pub fault: Option<Fault>,
}

/// The anchors of one chain: by number, the MACs that were written down.
type Anchored = BTreeMap<i64, Vec<Vec<u8>>>;

/// Verifies the chain of `county` with the key of its log, as far as it goes when this begins. `known` must have been
/// read before.
///
/// # Errors
/// [`IntakeError`] of the database: then nothing is known of the chain. A fault is no error.
pub fn verify(
    store: &Store,
    county: CountyCode,
    key: &SecretKey,
    known: &Known,
    now: DateTime<Utc>,
) -> Result<Verified, IntakeError> {
    let none = Anchored::new();
    let anchored = known.by_county.get(&county).unwrap_or(&none);
    let (head, highest) = store.read("verify_log_end", |tx| {
        Ok::<_, IntakeError>((access_log::head(tx, county)?, access_log::last(tx, county)?))
    })?;
    let mut walk = Walk::begin(key, anchored);
    let end = head.as_ref().map_or(highest, |head| head.seq);
    let mut limit = PAGE;
    while walk.fault.is_none() {
        let (rows, events) = match page(store, county, walk.verified.rows, end, limit) {
            Ok((rows, _)) if rows.is_empty() => break,
            Ok(page) => page,
            // One row of the page makes no sense: it is found by reading them one by one.
            Err(StoreError::Database(_)) if limit > 1 => {
                limit = 1;
                continue;
            }
            Err(StoreError::Database(_)) => {
                walk.fail(walk.verified.rows + 1, Wrong::Unreadable);
                break;
            }
            Err(error) => return Err(error.into()),
        };
        for row in rows {
            let event = row.event.as_deref().and_then(|id| events.get(id));
            let digest = event.map(access_log::event_digest);
            if !walk.step(row, digest.as_deref()) {
                break;
            }
        }
    }
    walk.end(head.as_ref(), highest);
    let (began, mut verified) = walk.verified();
    if verified.fault.is_none() {
        beside(store, county, began, now, &mut verified)?;
    }
    Ok(verified)
}

/// Rows of the chain and the events that they seal, as far as those are still there.
fn page(
    store: &Store,
    county: CountyCode,
    after: i64,
    until: i64,
    limit: i64,
) -> Result<(Vec<LogRow>, HashMap<String, EventRow>), StoreError> {
    store.read("verify_log", |tx| {
        let rows = log_rows::page(tx, county, after, until, limit)?;
        let sealed: Vec<&str> = rows.iter().filter_map(|row| row.event.as_deref()).collect();
        let events = log_events::by_id(tx, &sealed)?;
        Ok((rows, events))
    })
}

/// What the chain itself does not show: events without a row.
fn beside(
    store: &Store,
    county: CountyCode,
    began: Option<NaiveDateTime>,
    now: DateTime<Utc>,
    verified: &mut Verified,
) -> Result<(), IntakeError> {
    store.read("verify_log_events", |tx| {
        // Views from before there was a log have no row and need none.
        if let Some(since) = began
            && let Some((event, _case)) = log_events::unsealed_view(tx, county, since)?
        {
            verified.fault = Some(Fault {
                seq: None,
                what: Wrong::ViewWithoutRow(event),
            });
            return Ok(());
        }
        let late = log_events::unchained(tx, county, None, hour_of(now - WINDOW), 1)?;
        if let Some(arrival) = late.into_iter().next() {
            verified.fault = Some(Fault {
                seq: None,
                what: Wrong::ArrivalWithoutRow(arrival.event.id),
            });
            return Ok(());
        }
        let soon = hour_of(now + TimeDelta::hours(2));
        let waiting = log_events::unchained(tx, county, None, soon, PAGE)?;
        verified.waiting = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
        Ok(())
    })
}

/// A walk along one chain, from its first row.
struct Walk<'a> {
    key: &'a SecretKey,
    anchored: &'a Anchored,
    previous: Vec<u8>,
    began: Option<NaiveDateTime>,
    verified: Verified,
    fault: Option<Fault>,
}

impl<'a> Walk<'a> {
    fn begin(key: &'a SecretKey, anchored: &'a Anchored) -> Self {
        Self {
            key,
            anchored,
            previous: FIRST_PREVIOUS.to_vec(),
            began: None,
            verified: Verified::default(),
            fault: None,
        }
    }

    /// Takes the next row, whose event, if it is still there, has `event` as its digest now; false when it is wrong.
    fn step(&mut self, row: LogRow, event: Option<&[u8]>) -> bool {
        let next = self.verified.rows + 1;
        let wrong = if row.seq > next {
            Some(Wrong::Missing)
        } else if row.seq < next {
            Some(Wrong::Number)
        } else if row.previous != self.previous {
            Some(Wrong::Order)
        } else if access_log::mac(self.key, &row).as_bytes().as_slice() != row.mac {
            Some(Wrong::Changed)
        } else if !self.fits_anchor(&row) {
            Some(Wrong::Anchor)
        } else {
            event
                .filter(|event| row.digest.as_deref() != Some(*event))
                .and(row.event.clone())
                .map(Wrong::Event)
        };
        if let Some(what) = wrong {
            return self.fail(next, what);
        }
        match (&row.event, event) {
            (Some(_), Some(_)) => self.verified.events += 1,
            (Some(_), None) => self.verified.gone += 1,
            (None, _) => {}
        }
        if row.happened_at.is_some() && self.began.is_none() {
            self.began = row.happened_at;
        }
        self.verified.rows = next;
        self.previous = row.mac;
        true
    }

    fn fits_anchor(&mut self, row: &LogRow) -> bool {
        let Some(macs) = self.anchored.get(&row.seq) else {
            return true;
        };
        self.verified.anchors += 1;
        macs.iter().all(|mac| *mac == row.mac)
    }

    /// Compares the end of the walk with the head, with the highest number of a row, and with the anchors beyond it.
    fn end(&mut self, head: Option<&Head>, highest: i64) {
        if self.fault.is_some() {
            return;
        }
        let last = self.verified.rows;
        match head {
            None => {
                self.fail(last, Wrong::NoHead);
            }
            Some(head) if head.seq > last => {
                self.fail(last + 1, Wrong::Missing);
            }
            Some(head) if head.mac != self.previous => {
                self.fail(last, Wrong::Head);
            }
            Some(_) if highest > last => {
                self.fail(last + 1, Wrong::Beyond);
            }
            Some(_) => {
                if let Some((seq, _)) = self.anchored.range(last + 1..).next() {
                    self.fail(*seq, Wrong::CutOff);
                }
            }
        }
    }

    fn fail(&mut self, seq: i64, what: Wrong) -> bool {
        self.fault = Some(Fault { seq: Some(seq), what });
        false
    }

    /// When the first row with an instant was written, and what was found out.
    fn verified(self) -> (Option<NaiveDateTime>, Verified) {
        let verified = Verified {
            fault: self.fault,
            ..self.verified
        };
        (self.began, verified)
    }
}
