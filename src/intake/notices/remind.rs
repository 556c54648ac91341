//! Keeps the duty to tell in sight where nothing else of a case does (K14): where no assessment starts, a birth
//! is awaited, or the case goes on in another one, it leaves the queue, and no end of its own waits for the last notice.

use chrono::{DateTime, Utc};

use super::{open_ones, rows_of};
use crate::domain::deadline::clocks;
use crate::domain::helsinki::{civil_date, clock_shows};
use crate::domain::lifecycle::LifeCycle;
use crate::domain::notice::outlasts_the_work;
use crate::intake::assessment::follow_up::MORNING;
use crate::intake::opening::{self, ReportKey, Reveal};
use crate::intake::{App, IntakeError};
use crate::store::Tx;
use crate::store::case_rows::StoredCase;
use crate::store::casebook::reminders::{self, Kind};

/// Puts the reminder that somebody is still to be told of the report of `case`, which stands where `life` says, in the place of an
/// earlier one: on the morning of the seventh working day, the target of LsL 26 § 5. Where everybody is told or the work itself
/// keeps the duty in sight there is none any more. Days to look again have reminders of their own.
///
/// # Errors
/// [`IntakeError`].
pub(in crate::intake) fn remind(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    key: &ReportKey,
    life: &LifeCycle,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    let left = outlasts_the_work(life.status()) && {
        let opened = opening::open(tx, app, case.report, case.seen_at, Reveal::Task)?;
        let opened = opened.ok_or(IntakeError::Shape("report_keys"))?;
        let rows = rows_of(tx, case, key, &opened.report, life)?;
        open_ones(&rows, civil_date(now)) > 0
    };
    // Before a birth no clock runs; the parents are not left untold for that.
    let by = life.clocks().unwrap_or_else(|| clocks(case.received_on));
    let new = left.then(|| (app.ids.uuid(), clock_shows(by.start_by.target, MORNING)));
    // Of the case as a whole: the reminders of single people carry the ids of their rows.
    Ok(reminders::put(tx, case, Kind::Notice, Some(case.id), new)?)
}
