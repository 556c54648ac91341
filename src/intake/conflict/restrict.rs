//! Restricts a case that turns out to concern somebody who works in child welfare here, and lifts that. Which of the two is for a
//! supervisor to say; it holds for every case of the report in the county, and acts at the next request.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Lack;
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::text::Text;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::store::cases::EventKind;
use crate::store::restricting;

/// The shortest reason, in characters.
pub const SHORTEST: usize = 5;
/// The longest reason, in characters.
pub const LONGEST: usize = 500;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The case is restricted.
    Restrict,
    /// It is no longer.
    Lift,
}

impl Step {
    /// What can be done to a case, as it is `restricted` or not.
    pub const fn of(restricted: bool) -> Self {
        if restricted { Self::Lift } else { Self::Restrict }
    }

    const fn told(self) -> (EventKind, Action) {
        match self {
            Self::Restrict => (EventKind::Restricted, Action::CaseRestricted),
            Self::Lift => (EventKind::RestrictionLifted, Action::RestrictionLifted),
        }
    }
}

/// Does `step` to case `id` and the other cases of its report in the county, for `reason` as it was typed, from a page of its
/// `version`. Whoever has one of them on their page and may not see it any more loses it; whose it is stays as it is. `false` for
/// a case that is absent or where `session`'s person may not do that.
///
/// # Errors
/// [`WorkError`]: [`Lack::Reason`] for a reason outside [`SHORTEST`]–[`LONGEST`] characters.
pub fn restrict(
    app: &App,
    session: &Session,
    id: Uuid,
    step: Step,
    (reason, version): (&str, i64),
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let reason = Text::parse(reason, LONGEST).ok().flatten();
    let reason = reason.filter(|text| text.expose().chars().count() >= SHORTEST);
    app.store.write("restrict", move |tx| {
        let (kind, action) = step.told();
        let what = (Capability::Bar, action);
        let Some(mut at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if at.case.version != version || Step::of(at.case.restricted) != step {
            return Err(WorkError::Changed);
        }
        let reason = reason
            .as_ref()
            .ok_or_else(|| WorkError::Lacks(vec![Lack::Reason]))?;
        let cases = restricting::set(tx, &at.case, step == Step::Restrict)?;
        if cases.is_empty() {
            return Err(WorkError::Changed);
        }
        if step == Step::Restrict {
            restricting::let_go(tx, &cases, now)?;
        }
        for case in cases {
            at.case = case;
            at.tell(tx, kind, action, Some(reason))?;
        }
        Ok(true)
    })
}
