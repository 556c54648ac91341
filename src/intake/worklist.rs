//! What a worker's day holds: how much waits, of what kind, and what falls due in the next days. Numbers alone, so nothing
//! is opened for it.

use chrono::{DateTime, NaiveDate, Utc};

use super::mailbox::unread;
use super::session::Session;
use super::{App, IntakeError, claim_next, list_queue};
use crate::domain::access::Capability;
use crate::domain::helsinki;
use crate::domain::worklist::{self, DueBy, Narrow, Only, View, Wanted};
use crate::store::{assignments, handover, queue_page, running};

pub use crate::store::handover::Untaken;

/// The strip of days to come shows so many.
pub const DAYS: usize = 10;

/// How much falls due on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day, Europe/Helsinki.
    pub on: NaiveDate,
    /// So many cases must be triaged and their assessments begun by then.
    pub starting: i64,
    /// So many assessments must be ready by then.
    pub completing: i64,
}

/// What waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// How much stands in the queue of each office.
    pub counted: list_queue::Counted,
    /// Whether "open next" gives the person anything.
    pub next: bool,
    /// How many proposals wait for a signature, of somebody who may sign them; else 0.
    pub proposed: i64,
    /// How many open cases the person has.
    pub mine: i64,
    /// How many assessments run in the person's offices in nobody's hands.
    pub unheld: i64,
    /// How many assessments of the person's offices, in whosever hands, must be ready within seven days or are late.
    pub running: i64,
    /// The cases with messages that nobody has read.
    pub unread: unread::Waiting,
    /// The newest note of somebody else for a shift of the person's offices that nobody has taken. Nothing of it is opened.
    pub note: Option<Untaken>,
    /// What falls due in the next [`DAYS`] days, today first.
    pub days: Vec<Due>,
}

/// The day of `session`'s person, `now`.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn day(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Day, IntakeError> {
    let counted = list_queue::counts(app, session, now)?;
    let unread = unread::waiting(app, session)?;
    let today = helsinki::civil_date(now);
    let dates: Vec<NaiveDate> = today.iter_days().take(DAYS).collect();
    let scope = &session.scope;
    let signing = scope.offices_for(Capability::SignOff);
    let next = claim_next::gives(app, session, now)?;
    let ((mine, note), (unheld, running, proposed), due) = app.store.read("day", |tx| {
        let mine = assignments::open_count(tx, scope)?;
        let note = handover::untaken(tx, scope)?;
        let unheld = queue_page::unheld_count(tx, scope)?;
        let running = running::due_count(tx, scope, a_week_on(today))?;
        let proposed = queue_page::proposed_count(tx, scope, &signing)?;
        let due = queue_page::falling_due(tx, scope, &dates)?;
        Ok::<_, IntakeError>(((mine, note), (unheld, running, proposed), due))
    })?;
    let days = dates
        .into_iter()
        .zip(due)
        .map(|(on, (starting, completing))| Due {
            on,
            starting,
            completing,
        });
    Ok(Day {
        counted,
        next,
        proposed,
        mine,
        unheld,
        running,
        unread,
        note,
        days: days.collect(),
    })
}

/// The seventh day after `today`.
fn a_week_on(today: NaiveDate) -> NaiveDate {
    today.iter_days().nth(7).unwrap_or(today)
}

/// What of `wanted` lies in clear, for the person `session` on the day `today`.
pub(super) fn narrow(wanted: &Wanted, session: &Session, today: NaiveDate) -> Narrow {
    let soon = worklist::soon(today);
    let chosen = wanted.due.map(|due| match due {
        DueBy::Today => today,
        DueBy::Soon => soon,
        DueBy::Week => a_week_on(today),
    });
    Narrow {
        only: match wanted.view {
            Some(View::Unassessed) => Some(Only::Unassessed),
            Some(View::Proposed) => Some(Only::Proposed),
            Some(View::Second) => Some(Only::Second),
            Some(View::Urgent) => Some(Only::Urgent),
            Some(View::Unheld) => Some(Only::Unheld),
            Some(View::Unborn) => Some(Only::Unborn),
            Some(View::Transfers) => Some(Only::Transferring),
            _ => None,
        },
        due_by: chosen.or_else(|| (wanted.view == Some(View::Due)).then_some(soon)),
        holder: wanted.holder.map(|holder| (holder, session.scope.staff)),
    }
}
