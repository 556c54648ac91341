//! Opens the page of a case that waits for a birth: recorded first, then read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::lifecycle::LifeCycle;
use crate::intake::at_case;
use crate::intake::opening::OpenedReport;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, IntakeError};
use crate::store::case_rows::StoredCase;
use crate::store::casebook::reminders::{self, Kind};

/// A case that waits, or waited, for a birth.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The case.
    pub case: StoredCase,
    /// Where it stands.
    pub life: LifeCycle,
    /// Its report.
    pub opened: OpenedReport,
    /// When somebody is reminded of it (UTC).
    pub reminded_at: Option<DateTime<Utc>>,
}

/// Opens it for `session`'s person at `now`. `None` for a case that is absent, out of scope, or one that they may not work
/// on.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Waiting>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    let waiting = at_case::read(app, session, &case, now, |tx, at| {
        let reminders = reminders::of_case(tx, at.case.id, Kind::Birth)?;
        Ok(Waiting {
            life: standing(tx, &at.case, &at.key)?.0,
            opened: at.report(tx)?,
            reminded_at: reminders.first().map(|(_, at)| *at),
            case: at.case.clone(),
        })
    });
    waiting.map(Some)
}
