//! Answers an offered case: taken, it is the receiver's with everything that hangs on it, and the sender's keys no longer open
//! it; sent back, it is the sender's as it was. Of two answers one holds.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::send::key_of;
use super::{AtEnd, Happened, Side, TransferError, enter, group, signature, tell};
use crate::domain::access::Scope;
use crate::domain::audit::Action;
use crate::domain::lifecycle::{CaseState, CaseStatus, Urgency};
use crate::domain::office::Office;
use crate::domain::summary::{IN_TURN, URGENT};
use crate::domain::transfer::{self, Answer};
use crate::intake::at_case::WorkError;
use crate::intake::opening::ReportKey;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, IntakeError, child_index, notices, share_keys};
use crate::store::case_rows::StoredCase;
use crate::store::casebook::reminders::{self, Kind};
use crate::store::cases::EventKind;
use crate::store::casework::{self, Changed};
use crate::store::transfers::{self, Answered};
use crate::store::{Tx, alerts, clocks, moves};

/// Takes case `id` for the office to which it is offered: it is received there, with the clock that it had, and nobody's yet. An
/// assessment that runs goes on, and stands in the queue there until somebody has it. `version` is the one of the case that the
/// page showed. `false` for a case that is absent or not offered to them; the try is recorded as refused.
///
/// # Errors
/// [`TransferError`]; then nothing has changed.
pub fn accept(
    app: &App,
    session: &Session,
    id: Uuid,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, TransferError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("accept_transfer", move |tx| {
        let app = &working;
        let what = (Side::Receives, Action::TransferAccepted);
        let Some(end) = enter(tx, app, &scope, id, what, now)? else {
            return Ok(false);
        };
        if end.case.version != version {
            return Err(WorkError::Changed);
        }
        let (life, _) = standing(tx, &end.case, &end.key)?;
        let rank = rank(life.state()).min(end.case.place.rank);
        let life = life.accept_transfer(signature(&scope, now))?;
        let changed = Changed {
            status: life.status(),
            life: end
                .key
                .seal_json(app, &life, "case_decisions", end.case.id, "life")?,
            proposal: None,
            assignee: None,
            in_queue: true,
            rank,
        };
        if !casework::change(tx, &end.case, &changed)? {
            return Err(WorkError::Changed);
        }
        let directory = app.directory();
        let office = directory.rules.office(end.office).ok_or(IntakeError::NoOffice)?;
        let moving = Moving {
            app,
            scope: &scope,
            office,
            now,
        };
        let group = group(tx, &end.case)?;
        for case in &group {
            moving.give(tx, case)?;
        }
        // The birth is awaited anew, once the parents' need has been assessed here.
        reminders::put(tx, &end.case, Kind::Birth, None, None)?;
        // Until then the queue keeps it in sight who is to be told.
        notices::remind(tx, app, &end.case, &end.key, &life, now)?;
        if end.case.clocks.is_none() {
            clocks::set_due(tx, &end.case, end.case.received_on)?;
        }
        for case in &group {
            moving.tell(tx, case)?;
        }
        Ok(true)
    })
}

/// Sends case `id` back to the office that offered it, for `reason`. As [`accept`] else.
///
/// # Errors
/// [`TransferError`]; then nothing has changed.
pub fn refuse(
    app: &App,
    session: &Session,
    id: Uuid,
    reason: &str,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, TransferError> {
    let (working, scope, reason) = (app.clone(), session.scope.clone(), reason.to_owned());
    app.store.write("refuse_transfer", move |tx| {
        let app = &working;
        let what = (Side::Receives, Action::TransferRefused);
        let Some(end) = enter(tx, app, &scope, id, what, now)? else {
            return Ok(false);
        };
        back(tx, app, &scope, &end, &reason, version, now)?;
        Ok(true)
    })
}

/// Puts the case of `end` back to where it stood before it was sent or given by hand: what was triaged first in the queue of its
/// office, an assessment to whoever had it.
pub(super) fn back(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    end: &AtEnd,
    reason: &str,
    version: i64,
    now: DateTime<Utc>,
) -> Result<(), TransferError> {
    if end.case.version != version {
        return Err(WorkError::Changed);
    }
    let why = transfer::reason(reason).map_err(|lack| WorkError::Lacks(vec![lack]))?;
    let (life, _) = standing(tx, &end.case, &end.key)?;
    let life = life.refuse_transfer(why.clone(), signature(scope, now))?;
    let triaged = life.status() == CaseStatus::Triaged;
    // In whose hands it was it still is; one that was in nobody's is found in the queue.
    let unheld = life.status() == CaseStatus::UnderAssessment && end.case.assignee.is_none();
    let changed = Changed {
        status: life.status(),
        life: end
            .key
            .seal_json(app, &life, "case_decisions", end.case.id, "life")?,
        proposal: None,
        assignee: end.case.assignee,
        in_queue: triaged || unheld,
        rank: if triaged { URGENT } else { end.case.place.rank },
    };
    if !casework::change(tx, &end.case, &changed)? {
        return Err(WorkError::Changed);
    }
    // Where it waits for a birth again, while the key still opens it here.
    notices::remind(tx, app, &end.case, &end.key, &life, now)?;
    let (answer, kind, action) = match end.side {
        Side::Receives => (
            Answer::Refused,
            EventKind::TransferRefused,
            Action::TransferRefused,
        ),
        Side::Sends => (Answer::CameBack, EventKind::CameBack, Action::CaseCameBack),
    };
    let group = group(tx, &end.case)?;
    for case in &group {
        let key = key_of(tx, app, case)?;
        let sent = transfers::standing_at(tx, case.id, &[Answer::Waiting, Answer::HandedOver])?;
        let sent = sent.ok_or(WorkError::Changed)?;
        let answered = Answered {
            answer,
            at: now,
            by: scope.staff,
            reason: Some(key.seal_json(app, &why, "transfers", sent.id, "answer_reason")?),
        };
        if !transfers::answer(tx, &sent, &answered)? {
            return Err(WorkError::Changed);
        }
        if let Some(office) = sent.to.office {
            moves::forget_offer(tx, case.id, office)?;
            share_keys::with_holders_alone(tx, case.report)?;
        }
    }
    let happened = Happened {
        kind,
        action,
        other: (end.side == Side::Receives).then_some(end.case.office),
    };
    for case in &group {
        let key = key_of(tx, app, case)?;
        // Told by whoever did it, through the office in which they did.
        let seen = StoredCase {
            seen_at: end.office,
            seen_in: scope.county,
            ..case.clone()
        };
        tell(tx, app, scope, (&seen, &key), &happened, (&why, now))?;
    }
    Ok(())
}

/// The rank in the receiver's queue: what the sender found urgent is urgent there, until it is assessed anew.
fn rank(state: &CaseState) -> i64 {
    match state {
        CaseState::Transferring(sent)
            if sent.urgent_need_open || sent.triage.urgency != Urgency::NotUrgent =>
        {
            URGENT
        }
        _ => IN_TURN,
    }
}

/// One case, or a group, on its way to the office that took it.
struct Moving<'a> {
    app: &'a App,
    scope: &'a Scope,
    office: &'a Office,
    now: DateTime<Utc>,
}

impl Moving<'_> {
    /// Gives `case` to the office, with every paper, and takes it from the one that had it.
    fn give(&self, tx: &mut Tx<'_>, case: &StoredCase) -> Result<(), TransferError> {
        let (app, office) = (self.app, self.office);
        let sent = transfers::standing_at(tx, case.id, &[Answer::Waiting])?.ok_or(WorkError::Changed)?;
        let answered = Answered {
            answer: Answer::Accepted,
            at: self.now,
            by: self.scope.staff,
            reason: None,
        };
        if !transfers::answer(tx, &sent, &answered)? {
            return Err(WorkError::Changed);
        }
        moves::to_office(tx, case, office)?;
        // That nobody opened it in time was the old office's.
        alerts::mark_escalated(tx, case.id, 0)?;
        moves::report_follows(tx, case.report, case.county, office.county)?;
        moves::forget_copies(tx, case.id, office, case.county)?;
        if office.county != case.county {
            // The new county knows the child by hashes of its own key; those of the old one say nothing there.
            if !child_index::renew(tx, app, case, (office.county, office.id))? {
                return Err(IntakeError::Shape("report_keys").into());
            }
        }
        Ok(share_keys::with_holders_alone(tx, case.report)?)
    }

    fn tell(&self, tx: &mut Tx<'_>, case: &StoredCase) -> Result<(), IntakeError> {
        let office = self.office;
        let key = ReportKey::for_office(tx, self.app, case.report, office.id)?;
        let key = key.ok_or(IntakeError::Shape("report_keys"))?;
        let happened = Happened {
            kind: EventKind::TransferAccepted,
            action: Action::TransferAccepted,
            other: Some(case.office),
        };
        let moved = StoredCase {
            county: office.county,
            office: office.id,
            seen_at: office.id,
            seen_in: office.county,
            ..case.clone()
        };
        let from = case.office;
        tell(
            tx,
            self.app,
            self.scope,
            (&moved, &key),
            &happened,
            (&from, self.now),
        )
    }
}
