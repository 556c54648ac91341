//! Writes down that the papers of a case were given by hand to a county that does not work with this installation, and that
//! they came back from there.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::answer::back;
use super::send::{key_of, put};
use super::{Happened, Reason, Side, TransferError, enter, group, outside, signature, tell};
use crate::domain::audit::Action;
use crate::domain::lifecycle::Destination;
use crate::domain::transfer::{Answer, HandDraft};
use crate::intake::App;
use crate::intake::at_case::WorkError;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::store::cases::EventKind;
use crate::store::transfers::{self, StoredTransfer};

/// Writes down for case `id` what `draft` says: the other county answers for the child, and the case leaves the queue. `version`
/// is the one of the case that the page showed. `false` for a case that is absent or not theirs to give on.
///
/// # Errors
/// [`TransferError`]; then nothing has changed.
pub fn hand_over(
    app: &App,
    session: &Session,
    id: Uuid,
    draft: &HandDraft,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, TransferError> {
    let (working, scope, draft) = (app.clone(), session.scope.clone(), draft.clone());
    app.store.write("hand_over", move |tx| {
        let app = &working;
        let what = (Side::Sends, Action::CaseHandedOver);
        let Some(end) = enter(tx, app, &scope, id, what, now)? else {
            return Ok(false);
        };
        if end.case.version != version {
            return Err(WorkError::Changed);
        }
        let counties = outside(app);
        let told = draft.check(|county| counties.contains(&county), now);
        let (county, handed, why) = told.map_err(WorkError::Lacks)?;
        let (life, _) = standing(tx, &end.case, &end.key)?;
        let life = life.hand_over(county, handed.clone(), why.clone(), signature(&scope, now))?;
        put(tx, app, (&end.case, &end.key), &life, false)?;
        let reason = Reason {
            why,
            handed: Some(handed),
        };
        let group = group(tx, &end.case)?;
        for case in &group {
            let key = key_of(tx, app, case)?;
            let row = app.ids.uuid();
            let transfer = StoredTransfer {
                id: row,
                case: case.id,
                along: case.is_joined(),
                county: case.county,
                office: case.office,
                to: Destination { county, office: None },
                urgent_need_open: false,
                sent_at: now,
                sent_by: scope.staff,
                reason: key.seal_json(app, &reason, "transfers", row, "reason")?,
                answer: Answer::HandedOver,
                answered: Some((now, scope.staff)),
                answer_reason: None,
            };
            transfers::insert(tx, &transfer)?;
        }
        let happened = Happened {
            kind: EventKind::HandedOver,
            action: Action::CaseHandedOver,
            other: None,
        };
        for case in &group {
            let key = key_of(tx, app, case)?;
            tell(tx, app, &scope, (case, &key), &happened, (&reason, now))?;
        }
        Ok(true)
    })
}

/// Writes down that case `id`, whose papers were given by hand, came back, for `reason`. As [`hand_over`] else.
///
/// # Errors
/// [`TransferError`]; then nothing has changed.
pub fn came_back(
    app: &App,
    session: &Session,
    id: Uuid,
    reason: &str,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, TransferError> {
    let (working, scope, reason) = (app.clone(), session.scope.clone(), reason.to_owned());
    app.store.write("came_back", move |tx| {
        let app = &working;
        let what = (Side::Sends, Action::CaseCameBack);
        let Some(end) = enter(tx, app, &scope, id, what, now)? else {
            return Ok(false);
        };
        if end.waiting.is_some() {
            // It is offered to an office of this installation, which answers itself.
            return Err(WorkError::Changed);
        }
        back(tx, app, &scope, &end, &reason, version, now)?;
        Ok(true)
    })
}
