//! Writes down when the assessment of a contact began: its start clock stops on that day (K13).

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::around;
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::contact::Typed;
use crate::domain::lifecycle::CaseStatus;
use crate::domain::social_contact::{self, Lack};
use crate::intake::App;
use crate::intake::assessment::follow_up::remind_of_start;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::store::cases::EventKind;

/// Writes down, once, the day on which the assessment of case `id` began, which is handled as a contact. `version` is the one of
/// the case that the page showed. `false` for a case that is absent or not theirs to sign.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn begin(
    app: &App,
    session: &Session,
    id: Uuid,
    typed: Typed<NaiveDate>,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("begin_contact", move |tx| {
        let what = (Capability::SignOff, Action::SocialContactBegun);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if life.status() != CaseStatus::HandledAsContact {
            return Err(WorkError::NotNow(life.status()));
        }
        let around = around(tx, &at, &life)?;
        let on = social_contact::begin(typed, &life, around);
        let on = on.map_err(|lack| WorkError::Lacks(vec![lack]))?;
        let life = life.begin_contact(on, at.signature())?;
        if !at.change(tx, &life, at.case.assignee, false)? {
            return Err(WorkError::Changed);
        }
        remind_of_start(tx, &working, &at.case, &life)?;
        at.tell(
            tx,
            EventKind::SocialContactBegun,
            Action::SocialContactBegun,
            Some(&on),
        )?;
        Ok(true)
    })
}
