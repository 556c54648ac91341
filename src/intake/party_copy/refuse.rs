//! Refuses what a party asked for, with its lawful ground and the words that the party reads (JulkL 11 § 2 mom., 14 §).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{CopyError, material, may_refuse_party};
use crate::domain::access::Capability;
use crate::domain::audit::{Action, Entry};
use crate::domain::helsinki::civil_date;
use crate::domain::party_copy::{Clue, TypedRefusal};
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::record_access::record;
use crate::intake::session::Session;
use crate::store::Inserted;
use crate::store::casebook::party_refusals::{self, StoredRefusal};
use crate::store::cases::EventKind;

/// Refuses what `typed` says of case `id`; `refusal` is the id that the page was given, so that a page that is sent twice refuses
/// once. The words must hold no name or number of who reported, of another child, and no place under protection. `false` for a
/// case that is absent, or where they may not release a copy: that is recorded as refused.
///
/// # Errors
/// [`CopyError`]; then nothing has changed.
pub fn refuse(
    app: &App,
    session: &Session,
    id: Uuid,
    refusal: Uuid,
    typed: &TypedRefusal,
    now: DateTime<Utc>,
) -> Result<bool, CopyError> {
    let (working, scope, typed) = (app.clone(), session.scope.clone(), typed.clone());
    app.store.write("refuse_party_request", move |tx| {
        let action = Action::PartyRequestRefused;
        let what = (Capability::Register, action);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if !may_refuse_party(&at) {
            record(tx, &working, Entry::by(&scope, action, now).refused().to(id))?;
            return Ok(false);
        }
        let clues = material(tx, &at)?.clues;
        // The words of a workplace are everybody's words: the page asks about them, here they tell nobody.
        let tells = |text: &str| {
            let marks = clues.marks(text, &[]);
            marks.iter().any(|(_, clue)| *clue != Clue::Work)
        };
        let checked = typed.check(civil_date(now), tells).map_err(WorkError::Lacks)?;
        let stored = StoredRefusal {
            id: refusal,
            by: scope.staff,
            at: now,
            body: at.seal(&checked, "party_refusals", refusal, "body")?,
        };
        if party_refusals::insert(tx, &at.case, &stored)? == Inserted::New {
            let sealed = (refusal, checked.ground);
            at.tell(tx, EventKind::PartyRequestRefused, action, Some(&sealed))?;
        }
        Ok(true)
    })
}
