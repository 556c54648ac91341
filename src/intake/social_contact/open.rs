//! Opens the page of a contact: recorded first, then read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::untold;
use crate::domain::access::Capability;
use crate::domain::lifecycle::LifeCycle;
use crate::intake::at_case;
use crate::intake::notices::JoinedUntold;
use crate::intake::opening::OpenedReport;
use crate::intake::session::Session;
use crate::intake::triage::{may, standing};
use crate::intake::{App, IntakeError};
use crate::store::case_rows::StoredCase;

/// A case that is, or was, handled as a contact; of any other the page says that it is none.
#[derive(Debug, Clone)]
pub struct SocialContact {
    /// The case.
    pub case: StoredCase,
    /// Where it stands.
    pub life: LifeCycle,
    /// Its report; who is protected stands empty in it.
    pub opened: OpenedReport,
    /// How many people are still to be told of the report.
    pub open_notices: usize,
    /// The cases that go on in this one with somebody who is still to be told of their report.
    pub joined_untold: Vec<JoinedUntold>,
    /// Whether this person may sign when it began and what came of it.
    pub signs: bool,
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
) -> Result<Option<SocialContact>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    let contact = at_case::read(app, session, &case, now, |tx, at| {
        let (life, _) = standing(tx, &at.case, &at.key)?;
        let (open_notices, joined_untold) = untold(tx, at, &life)?;
        Ok(SocialContact {
            open_notices,
            joined_untold,
            opened: at.report(tx)?,
            signs: may(at.scope, Capability::SignOff, &at.case),
            case: at.case.clone(),
            life,
        })
    });
    contact.map(Some)
}
