//! What a worker comes back to: promised calls, people to be told another day, births, contacts that are to begin.

use chrono::{DateTime, Days, Utc};

use super::session::Session;
use super::{App, IntakeError};
use crate::domain::helsinki::{civil_date, clock_shows};

pub use crate::store::casebook::reminders::{Kind, Reminder};

use crate::store::casebook::reminders;

/// The most that a desk lists.
const MOST: usize = 50;

/// What falls due for `session`'s person by the end of tomorrow, the earliest first: in cases that they may open. A bare
/// reference and a date, so there is no row of the log for it.
///
/// # Errors
/// [`IntakeError`].
pub fn due(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Vec<Reminder>, IntakeError> {
    let today = civil_date(now);
    let until = clock_shows(today.checked_add_days(Days::new(2)).unwrap_or(today), 0);
    app.store.read("reminders", |tx| {
        Ok(reminders::before(tx, &session.scope, until, MOST)?)
    })
}
