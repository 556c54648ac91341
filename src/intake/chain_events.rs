//! Seals arrivals, and what else reporters did, into the read log after their hour is over: a submission writes only its
//! event row, so that nobody who reports waits for anybody else.
//!
//! Until then the chain does not guard an arrival; and as it takes the arrivals of an hour in the order of their
//! random ids, it does not tell either who came first within the hour.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};

use super::{App, IntakeError};
use crate::domain::access::{Role, StaffId};
use crate::domain::audit::{Action, Entry};
use crate::domain::helsinki;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::store::cabinet::Owner;
use crate::store::cases::EventKind;
use crate::store::log_events::{self, Unchained};
use crate::store::seal::aad::KeyKind;
use crate::store::{StoreError, Tx, access_log};

/// So many events are chained in one transaction: the county's head is held for some ten milliseconds.
const BATCH: i64 = 500;
/// So long after the end of its hour an event is chained: every transaction that began in the hour has ended by then.
pub const GRACE: TimeDelta = TimeDelta::minutes(5);

/// Chains the arrivals of `county` whose hour is over at `now`, and gives how many. It goes on where the last run
/// ended; it can be run again at any time, also twice at once: no event is chained twice.
///
/// # Errors
/// [`IntakeError`]; what was chained before stays chained.
pub fn run(app: &App, county: CountyCode, now: DateTime<Utc>) -> Result<usize, IntakeError> {
    let mut total = 0;
    loop {
        let working = app.clone();
        let done = app.store.write("chain_events", move |tx| {
            access_log::take_head(tx, county, 0)?;
            let before = hour_of(now - GRACE);
            // After the clock was set back the last place may lie ahead: then everything is looked at.
            let after = log_events::progress(tx, county)?.filter(|place| (place.on, place.hour) < before);
            let found = log_events::unchained(tx, county, after.as_ref(), before, BATCH)?;
            if let Some(last) = found.last() {
                log_events::set_progress(tx, county, &last.place())?;
            }
            chain(tx, &working, county, found)
        })?;
        total += done;
        if i64::try_from(done).is_ok_and(|done| done < BATCH) {
            return Ok(total);
        }
    }
}

/// Chains the arrivals of `county` that [`run`] passed over, and gives how many: those that came with an hour that was
/// chained already, as when the clock was set back or a transaction took longer than [`GRACE`]. It looks at every
/// arrival, so once a day is often enough.
///
/// # Errors
/// As [`run`].
pub fn sweep(app: &App, county: CountyCode, now: DateTime<Utc>) -> Result<usize, IntakeError> {
    let before = hour_of(now - GRACE);
    let mut total = 0;
    loop {
        // Mostly there is nothing, and then nobody has to wait while all is looked at.
        let passed_over = app.store.read("find_unchained", |tx| {
            log_events::unchained(tx, county, None, before, 1)
        })?;
        if passed_over.is_empty() {
            return Ok(total);
        }
        let working = app.clone();
        total += app.store.write("sweep_events", move |tx| {
            access_log::take_head(tx, county, 0)?;
            let found = log_events::unchained(tx, county, None, before, BATCH)?;
            chain(tx, &working, county, found)
        })?;
    }
}

/// Day and hour of `instant` on a Finnish wall. Of the hour that comes twice when summer time ends both are one: it is
/// over when the clocks show the next.
pub(super) fn hour_of(instant: DateTime<Utc>) -> (NaiveDate, i64) {
    (
        helsinki::civil_date(instant),
        i64::from(helsinki::local(instant).hour()),
    )
}

fn chain(
    tx: &mut Tx<'_>,
    app: &App,
    county: CountyCode,
    found: Vec<Unchained>,
) -> Result<usize, IntakeError> {
    let key = app.cabinet.newest(KeyKind::Log, Owner::County(county))?;
    let entries: Result<Vec<Entry>, StoreError> =
        found.into_iter().map(|arrival| entry(county, arrival)).collect();
    let entries = entries?;
    let number = entries.len();
    access_log::append(tx, &key.key, county, entries)?;
    Ok(number)
}

fn entry(county: CountyCode, arrival: Unchained) -> Result<Entry, StoreError> {
    let event = arrival.event;
    let corrupt = |column| StoreError::Corrupt {
        table: "case_events",
        column,
        row: event.id.clone(),
    };
    let offices = arrival.offices.iter().map(|office| office.parse().map(OfficeId));
    let offices: Result<Vec<OfficeId>, _> = offices.collect();
    let action = if event.kind == EventKind::MessageReceived.as_str() {
        Action::MessageReceived
    } else if event.kind == EventKind::MessagesClosed.as_str() {
        Action::MessagesClosed
    } else if event.kind == EventKind::Recorded.as_str() {
        Action::ReportRecorded
    } else {
        Action::Arrived
    };
    let actor = event.actor.as_deref().map(|actor| actor.parse().map(StaffId));
    Ok(Entry {
        county,
        on: event.happened_on,
        hour: u32::try_from(event.happened_hour).map_err(|_range| corrupt("happened_hour"))?,
        at: None,
        actor: actor.transpose().map_err(|_shape| corrupt("actor"))?,
        role: arrival.role.as_deref().and_then(Role::parse),
        offices: offices.map_err(|_shape| corrupt("case_id"))?,
        action,
        case: Some(event.case_id.parse().map_err(|_shape| corrupt("case_id"))?),
        report: Some(arrival.report.parse().map_err(|_shape| corrupt("case_id"))?),
        object: None,
        subject: arrival.subject,
        purpose: action.purpose(),
        outcome: crate::domain::audit::Outcome::Done,
        event: Some(event.id.parse().map_err(|_shape| corrupt("id"))?),
        digest: Some(access_log::event_digest(&event)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_that_comes_twice_is_over_when_the_clocks_show_the_next() {
        let shown = |text: &str| {
            let (day, hour) = hour_of(text.parse().unwrap());
            format!("{day} {hour}")
        };
        // Summer time ends on 25 October 2026 at 01.00 UTC.
        for instant in [
            "2026-10-25T00:00:00Z",
            "2026-10-25T00:59:59Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:59:59Z",
        ] {
            assert_eq!(shown(instant), "2026-10-25 3", "{instant}");
        }
        assert_eq!(shown("2026-10-25T02:00:00Z"), "2026-10-25 4");
        // It begins on 29 March 2026 at 01.00 UTC: there is no hour 3.
        assert_eq!(shown("2026-03-29T00:59:59Z"), "2026-03-29 2");
        assert_eq!(shown("2026-03-29T01:00:00Z"), "2026-03-29 4");
    }
}
