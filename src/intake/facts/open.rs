//! Opens the page on which facts of a child are completed: recorded first, then read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{ChildFacts, in_case, is_protected};
use crate::domain::lifecycle::LifeCycle;
use crate::domain::report::Subject;
use crate::intake::opening::OpenedReport;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, IntakeError, at_case};
use crate::store::case_rows::StoredCase;

/// A case whose child's facts are completed.
#[derive(Debug, Clone)]
pub struct FactsPage {
    /// The case.
    pub case: StoredCase,
    /// Where it stands.
    pub life: LifeCycle,
    /// Its report; who is protected stands empty in it.
    pub opened: OpenedReport,
    /// What was completed so far.
    pub facts: ChildFacts,
    /// The child has a protected address: only birth date and language are completed here.
    pub is_protected: bool,
}

/// Opens it for `session`'s person at `now`. `None` for a case that is absent, out of scope, one that they may not work on, or
/// one about an unborn child.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<FactsPage>, IntakeError> {
    let case = at_case::look(app, session, id, now)?;
    let Some(case) = case.filter(|case| case.subject != Subject::Unborn) else {
        return Ok(None);
    };
    let page = at_case::read(app, session, &case, now, |tx, at| {
        let (life, _) = standing(tx, &at.case, &at.key)?;
        let mut opened = at.report(tx)?;
        let of_case = (&at.case, &at.key);
        Ok(FactsPage {
            facts: in_case(tx, at.app, at.scope, of_case, &mut opened, &life)?,
            is_protected: is_protected(at, &opened)?,
            case: at.case.clone(),
            opened,
            life,
        })
    });
    page.map(Some)
}
