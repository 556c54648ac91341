//! Opens the notice log of a case: recorded first, then read.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::NoticeRow;
use crate::domain::assessment::Stopped;
use crate::domain::lifecycle::LifeCycle;
use crate::intake::at_case;
use crate::intake::opening::OpenedReport;
use crate::intake::session::Session;
use crate::intake::triage::{Colleague, receiving, standing};
use crate::intake::{App, IntakeError, progress};
use crate::store::case_rows::StoredCase;
use crate::store::casework;

/// The notice log of a case.
#[derive(Debug, Clone)]
pub struct NoticeLog {
    /// The case.
    pub case: StoredCase,
    /// Where it stands.
    pub life: LifeCycle,
    /// The days on which its clocks stopped.
    pub stopped: Stopped,
    /// Its report; who is protected stands empty in it.
    pub opened: OpenedReport,
    /// A row a person.
    pub rows: Vec<NoticeRow>,
    /// Who wrote or told something, by the names that colleagues read.
    pub names: BTreeMap<Uuid, String>,
    /// Who can have told somebody.
    pub colleagues: Vec<Colleague>,
}

/// Opens the notice log of case `id` for `session`'s person at `now`. `None` for a case that is absent, out of scope, or one
/// that they may not work on.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<NoticeLog>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    let log = at_case::read(app, session, &case, now, |tx, at| {
        let (life, _) = standing(tx, &at.case, &at.key)?;
        let opened = at.report(tx)?;
        let rows = super::rows(tx, at, &opened.report, &life)?;
        Ok(NoticeLog {
            names: super::names(tx, &rows)?,
            colleagues: casework::colleagues(tx, at.case.office, &receiving())?,
            stopped: progress::stopped(tx, at.app, at.scope, &at.case, &life)?,
            case: at.case.clone(),
            life,
            opened,
            rows,
        })
    });
    log.map(Some)
}
