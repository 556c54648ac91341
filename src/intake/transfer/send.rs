//! Offers a case to another office: that office gets to see it, with everything that hangs on it, and nothing else changes.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Happened, Reason, Side, TransferError, enter, group, offices, signature, tell};
use crate::domain::access::Scope;
use crate::domain::audit::Action;
use crate::domain::job::{Job, notice_at};
use crate::domain::lifecycle::{Destination, LifeCycle};
use crate::domain::office::Office;
use crate::domain::text::Text;
use crate::domain::transfer::{Answer, Draft, Lack, Sending};
use crate::domain::urgency::WhyCopied;
use crate::intake::at_case::{WorkError, rank_of};
use crate::intake::opening::ReportKey;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, IntakeError, oversight, share_keys};
use crate::store::case_rows::StoredCase;
use crate::store::cases::EventKind;
use crate::store::casework::{self, Changed};
use crate::store::copies::{self, CaseCopy};
use crate::store::transfers::{self, StoredTransfer};
use crate::store::{Inserted, Tx, jobs};

/// Offers case `id` to an office as `draft` says. `version` is the one of the case that the page showed. `false` for a case that
/// is absent or not theirs to give on; the try is recorded as refused.
///
/// # Errors
/// [`TransferError`]; then nothing has changed.
pub fn send(
    app: &App,
    session: &Session,
    id: Uuid,
    draft: &Draft,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, TransferError> {
    let (working, scope, draft) = (app.clone(), session.scope.clone(), draft.clone());
    app.store.write("send_transfer", move |tx| {
        let app = &working;
        let what = (Side::Sends, Action::TransferSent);
        let Some(end) = enter(tx, app, &scope, id, what, now)? else {
            return Ok(false);
        };
        if end.case.version != version {
            return Err(WorkError::Changed);
        }
        let offices = offices(app, end.case.office);
        let sending = draft.check(|to| offices.iter().any(|office| office.id == to));
        let sending = sending.map_err(WorkError::Lacks)?;
        let office = offices.iter().find(|office| office.id == sending.to);
        let office = office.ok_or_else(|| WorkError::Lacks(vec![Lack::To]))?;
        let (life, _) = standing(tx, &end.case, &end.key)?;
        let to = Destination {
            county: office.county,
            office: Some(office.id),
        };
        let by = signature(&scope, now);
        let life = life.transfer(to, sending.why.clone(), sending.urgent_need_open, by)?;
        put(tx, app, (&end.case, &end.key), &life, true)?;
        let offer = Offer {
            app,
            scope: &scope,
            office,
            sending: &sending,
            now,
        };
        let group = group(tx, &end.case)?;
        for case in &group {
            let transfer = offer.show(tx, case)?;
            if case.id == end.case.id {
                oversight::of_transfer(tx, app, &transfer)?;
            }
        }
        let notice = Job::ArrivalNotice {
            report: end.case.report,
            office: office.id,
            urgent: sending.urgent_need_open,
            unopened: false,
        };
        let at = notice_at(now, sending.urgent_need_open);
        jobs::insert_notice(tx, app.ids.uuid(), office.id, &notice, at)?;
        for case in &group {
            offer.tell(tx, case)?;
        }
        Ok(true)
    })
}

/// Puts `life` in the place of how `case` stood, which keeps its office and whose it is.
pub(super) fn put(
    tx: &mut Tx<'_>,
    app: &App,
    (case, key): (&StoredCase, &ReportKey),
    life: &LifeCycle,
    in_queue: bool,
) -> Result<(), TransferError> {
    let changed = Changed {
        status: life.status(),
        life: key.seal_json(app, life, "case_decisions", case.id, "life")?,
        proposal: None,
        assignee: case.assignee,
        in_queue,
        rank: rank_of(life, case.place.rank),
    };
    if casework::change(tx, case, &changed)? {
        Ok(())
    } else {
        Err(WorkError::Changed)
    }
}

/// One offer on its way.
struct Offer<'a> {
    app: &'a App,
    scope: &'a Scope,
    office: &'a Office,
    sending: &'a Sending,
    now: DateTime<Utc>,
}

impl Offer<'_> {
    /// Lets the office see `case`, whole, and tells as what it was written down.
    fn show(&self, tx: &mut Tx<'_>, case: &StoredCase) -> Result<StoredTransfer, IntakeError> {
        share_keys::with_office(tx, self.app, case.report, case.subject, case.office, self.office)?;
        let copy = CaseCopy {
            case: case.id,
            office: self.office.id,
            county: self.office.county,
            why: WhyCopied::Transfer,
        };
        // A duty service may see it already.
        let _: Inserted = tx.insert_else_exists(|tx| copies::insert(tx, &copy))?;
        let key = key_of(tx, self.app, case)?;
        let row = self.app.ids.uuid();
        let reason = Reason {
            why: self.sending.why.clone(),
            handed: None,
        };
        let transfer = StoredTransfer {
            id: row,
            case: case.id,
            along: case.is_joined(),
            county: case.county,
            office: case.office,
            to: Destination {
                county: self.office.county,
                office: Some(self.office.id),
            },
            urgent_need_open: self.sending.urgent_need_open,
            sent_at: self.now,
            sent_by: self.scope.staff,
            reason: key.seal_json(self.app, &reason, "transfers", row, "reason")?,
            answer: Answer::Waiting,
            answered: None,
            answer_reason: None,
        };
        transfers::insert(tx, &transfer)?;
        Ok(transfer)
    }

    fn tell(&self, tx: &mut Tx<'_>, case: &StoredCase) -> Result<(), IntakeError> {
        let key = key_of(tx, self.app, case)?;
        let happened = Happened {
            kind: EventKind::TransferSent,
            action: Action::TransferSent,
            other: Some(self.office.id),
        };
        let why: &Text = &self.sending.why;
        tell(tx, self.app, self.scope, (case, &key), &happened, (why, self.now))
    }
}

/// The key of the report of `case`, through its own office.
pub(super) fn key_of(tx: &mut Tx<'_>, app: &App, case: &StoredCase) -> Result<ReportKey, IntakeError> {
    let key = ReportKey::for_office(tx, app, case.report, case.office)?;
    key.ok_or(IntakeError::Shape("report_keys"))
}
