//! Which drafts of somebody came back to them.

use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::reference::Reference;
use crate::intake::session::Session;
use crate::intake::triage::may;
use crate::intake::{App, IntakeError};
use crate::store::case_rows;
use crate::store::casebook::party_copies;

/// The most that a desk lists.
const MOST: usize = 50;

/// A draft that came back, as the desk lists it: nothing of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The case.
    pub case: Uuid,
    /// The draft.
    pub copy: Uuid,
    /// The reference of the case.
    pub reference: Reference,
}

/// The drafts of `session`'s person that a second person sent back and nobody has changed since, the oldest first: in cases that
/// they may work on. Bare references, so there is no row of the log for it.
///
/// # Errors
/// [`IntakeError`].
pub fn to_maker(app: &App, session: &Session) -> Result<Vec<Returned>, IntakeError> {
    let scope = &session.scope;
    app.store.read("returned_party_copies", |tx| {
        let mut returned = Vec::new();
        for (case, copy) in party_copies::sent_back_to(tx, scope)? {
            // Those of cases that are theirs no more leave no others out.
            if returned.len() == MOST {
                break;
            }
            let found = case_rows::find(tx, scope, case)?;
            if let Some(found) = found.filter(|case| may(scope, Capability::Register, case)) {
                returned.push(Returned {
                    case,
                    copy,
                    reference: found.reference,
                });
            }
        }
        Ok(returned)
    })
}
