//! Opens the page from which a case is copied: recorded first, then read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{HandOut, material, of_case};
use crate::intake::at_case;
use crate::intake::opening::OpenedReport;
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::case_rows::StoredCase;

/// A case as it is copied.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The case.
    pub case: StoredCase,
    /// Its report, as far as it may be handed out.
    pub opened: OpenedReport,
    /// Somebody's identity stays sealed.
    pub sealed: bool,
    /// When it was copied before, the oldest first.
    pub before: Vec<HandOut>,
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
) -> Result<Option<Opened>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    let read = at_case::read(app, session, &case, now, |tx, at| {
        let (opened, sealed) = material(tx, at)?;
        Ok(Opened {
            opened,
            sealed,
            before: of_case(tx, at)?,
            case: at.case.clone(),
        })
    });
    read.map(Some)
}
