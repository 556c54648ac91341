//! Takes the notice of a refusal to print it: recorded first, then opened.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{OpenRefusal, opened_refusal};
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::intake::at_case::{self, AtCase};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::case_rows::StoredCase;
use crate::store::casebook::party_refusals;
use crate::store::cases::EventKind;

/// The refusal `refusal` of case `id`, with its case. `None` for a case that is absent or not theirs to work on, and for a refusal
/// that is not there.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn print(
    app: &App,
    session: &Session,
    id: Uuid,
    refusal: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<(StoredCase, OpenRefusal)>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let recorded = app.store.write("print_party_refusal", move |tx| {
        let action = Action::PartyRefusalPrinted;
        let what = (Capability::Register, action);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(None);
        };
        let all = party_refusals::of_case(tx, at.case.id)?;
        if !all.iter().any(|stored| stored.id == refusal) {
            return Ok(None);
        }
        at.tell(tx, EventKind::PartyRefusalPrinted, action, Some(&refusal))?;
        Ok::<_, IntakeError>(Some(at.case))
    })?;
    let Some(case) = recorded else {
        return Ok(None);
    };
    at_case::read(app, session, &case, now, |tx, at| {
        let all = party_refusals::of_case(tx, at.case.id)?;
        let stored = all.iter().find(|stored| stored.id == refusal);
        let opened = stored.map(|stored| opened_refusal(at, stored)).transpose()?;
        Ok(opened.map(|opened| (at.case.clone(), opened)))
    })
}
