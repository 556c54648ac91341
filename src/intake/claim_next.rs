//! Gives a worker the next case: the first of their queues that nobody has on a page, taken in the same transaction, so
//! that two workers never get the same one.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::list_queue::HELD;
use super::session::Session;
use super::{App, IntakeError};
use crate::domain::access::{Capability, Place, Scope, decide};
use crate::domain::office::OfficeId;
use crate::store::case_rows::StoredCase;
use crate::store::casework;
use crate::store::{StoreError, Tx};

/// What somebody put aside is not given to them again for so long, unless they look it up.
pub const PUT_ASIDE: TimeDelta = TimeDelta::hours(1);
/// So many cases of an office are tried before the queue is read anew.
const TRIED: i64 = 8;
/// So often the queue is read anew. Each time somebody else was quicker with all that were tried.
const ROUNDS: usize = 64;

/// The next case for `session` at `now`, in their hands for [`HELD`]: of all their offices the first in the order of the
/// queue that waits for them ([`casework::waiting`]). `None` when nothing does.
///
/// # Errors
/// [`IntakeError`]; [`StoreError::Busy`] where others were quicker all the time.
pub fn next(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Option<Uuid>, IntakeError> {
    let scope = session.scope.clone();
    app.store.write("claim_next", move |tx| {
        for _ in 0..ROUNDS {
            let waiting = waiting(tx, &scope, now, TRIED)?;
            if waiting.is_empty() {
                return Ok(None);
            }
            for case in waiting {
                if !casework::claim(tx, &scope, case.id, now, now + HELD)? {
                    continue;
                }
                if casework::still_waits(tx, &case)? {
                    return Ok(Some(case.id));
                }
                // Decided by somebody else between the look and the taking.
                casework::release(tx, &scope, case.id)?;
            }
        }
        Err(StoreError::Busy.into())
    })
}

/// Whether anything waits for `session` at `now`, for the button that asks for it.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn gives(app: &App, session: &Session, now: DateTime<Utc>) -> Result<bool, IntakeError> {
    let read = |tx: &mut Tx<'_>| waiting(tx, &session.scope, now, 1);
    Ok(!app.store.read("is_there_a_next", read)?.is_empty())
}

/// The first cases of all their offices, of each at most `limit`, in one order.
fn waiting(
    tx: &mut Tx<'_>,
    scope: &Scope,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<StoredCase>, IntakeError> {
    let mut merged = Vec::new();
    for office in scope.queue_offices() {
        if may(scope, Capability::Register, office) {
            let signs = may(scope, Capability::SignOff, office);
            let since = now - PUT_ASIDE;
            merged.extend(casework::waiting(tx, scope, office, signs, now, since, limit)?);
        }
    }
    merged.sort_by_key(|case| case.place);
    Ok(merged)
}

fn may(scope: &Scope, capability: Capability, office: OfficeId) -> bool {
    let place = Place {
        case: None,
        county: scope.county,
        office,
        in_queue: true,
        in_hand: false,
    };
    decide(scope, capability, &place).is_allowed()
}
