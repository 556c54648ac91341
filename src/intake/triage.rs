//! Triage of a case: an intake worker's is stored as a proposal, a social worker's is carried out (LsL 26 § 4). Who is to
//! have the case acts at once with both.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::assessment::follow_up;
use super::open_case::event;
use super::opening::{self, ReportKey, Reveal};
use super::record_access::{record, record_event};
use super::session::Session;
use super::{App, IntakeError, forget_minute, given_to, own_worker, second_person};
use crate::domain::access::{Capability, Scope, StaffId, may_work};
use crate::domain::audit::{Action, Entry};
use crate::domain::helsinki;
use crate::domain::lifecycle::{CaseStatus, LifeCycle, Refusal, Signature, Urgency};
use crate::domain::summary::{ASSESSED, URGENT};
use crate::domain::triage::{self, Decision, Draft, Lack, Proposal, Triaged};
use crate::store::case_rows::{self, StoredCase};
use crate::store::cases::EventKind;
use crate::store::casework::{self, Changed, Sealed};
use crate::store::{StoreError, Tx, restricted};

pub(super) use super::given_to::{colleagues, receiving};
pub use crate::store::casework::Colleague;

/// A triage as it was posted.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What was filled in.
    pub filled: Filled,
    /// The version of the case that the page showed.
    pub version: i64,
}

/// What was filled in.
#[derive(Debug, Clone)]
pub enum Filled {
    /// The form, and who is to have the case, if anybody was chosen; else whoever signs.
    Form(Draft, Option<StaffId>),
    /// What is proposed, as it stands; whose case it is stays as it is, where that one may have it.
    AsProposed,
}

/// What a triage came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It waits for a social worker.
    Proposed,
    /// It is signed, and the case stands there now.
    Signed(CaseStatus),
    /// Its urgency is signed, and it is to be given on to another office: to which comes next.
    ToTransfer,
    /// Its urgency is signed, and it goes on in another case of the same child: in which comes next.
    ToJoin,
}

/// Why a triage was not stored. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TriageError {
    /// Something lacks, in the order of the page.
    #[error("something lacks")]
    Lacks(Vec<Lack>),
    /// Somebody was chosen who does not work there.
    #[error("the case must be given to somebody of the office")]
    Assignee,
    /// Somebody was chosen who may not make the assessment that starts.
    #[error("an assessment must be given to a social worker of the office")]
    NoAssessor,
    /// The case has been changed since the page was made.
    #[error("the case has been changed meanwhile")]
    Changed,
    /// The case is not open to triage any more.
    #[error("a case that is {0} is not triaged")]
    NotOpen(CaseStatus),
    /// The life cycle refuses the step.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for TriageError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// What the page needs to ask for a triage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The case is about an unborn child.
    pub unborn: bool,
    /// The urgency that a social worker has signed.
    pub signed: Option<Urgency>,
    /// What waits for a signature, and who proposed it.
    pub proposal: Option<(Proposal, String)>,
    /// Whom the case can be given to, by name.
    pub colleagues: Vec<Colleague>,
    /// Who of them is chosen beforehand: whose the case is already, if anybody's.
    pub holder: Option<StaffId>,
    /// Whether this person's triage is signed by being saved.
    pub signs: bool,
}

/// The sheet for `session`'s person; `None` where they may not triage the case or it is not open to triage.
///
/// # Errors
/// [`IntakeError`].
pub(super) fn sheet(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    key: &ReportKey,
) -> Result<Option<Sheet>, IntakeError> {
    if !may(scope, Capability::Register, case) {
        return Ok(None);
    }
    let (life, proposal) = standing(tx, case, key)?;
    if !triage::is_open(life.status()) {
        return Ok(None);
    }
    let office = casework::colleagues(tx, case.office, &receiving())?;
    let proposal = proposal.map(|mut proposal| {
        // What is signed already stays, whatever was proposed before.
        proposal.triaged.urgency = triage::signed_urgency(&life).unwrap_or(proposal.triaged.urgency);
        let by = office.iter().find(|colleague| colleague.id.0 == proposal.by);
        let name = by.map_or_else(String::new, |colleague| colleague.name.clone());
        (proposal, name)
    });
    let colleagues = restricted::receivers(tx, scope, case, office)?;
    let signs = may(scope, Capability::SignOff, case);
    Ok(Some(Sheet {
        unborn: life.is_unborn(),
        signed: triage::signed_urgency(&life),
        proposal,
        colleagues,
        holder: given_to::beforehand(tx, case, signs)?,
        signs,
    }))
}

/// Stores a triage of case `id`, at `now`. `None` for a case that is absent or out of the person's scope, and for one that
/// their office only has a copy of; the look is recorded as refused.
///
/// # Errors
/// [`TriageError`]; then nothing has changed.
pub fn save(
    app: &App,
    session: &Session,
    id: Uuid,
    wish: Wish,
    now: DateTime<Utc>,
) -> Result<Option<Done>, TriageError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("triage", move |tx| {
        let app = &working;
        let Some((case, key)) = at_hand(tx, app, &scope, id, Action::CaseTriaged, now)? else {
            return Ok(None);
        };
        if case.version != wish.version {
            return Err(TriageError::Changed);
        }
        let (life, proposal) = standing(tx, &case, &key)?;
        if !triage::is_open(life.status()) {
            return Err(TriageError::NotOpen(life.status()));
        }
        let draft = match (&wish.filled, proposal) {
            (Filled::Form(draft, _), _) => draft.clone(),
            (Filled::AsProposed, Some(proposal)) => proposal.triaged.as_draft(),
            (Filled::AsProposed, None) => return Err(TriageError::Changed),
        };
        let triaged = draft.check(&life, now).map_err(TriageError::Lacks)?;
        let sheet = Step {
            app,
            scope: &scope,
            case: &case,
            key: &key,
            now,
        };
        if may(&scope, Capability::SignOff, &case) {
            let assignee = given_to::signed(tx, &scope, &case, &wish.filled, triaged.decision)?;
            sheet.sign(tx, life, &triaged, assignee).map(Some)
        } else {
            let assignee = given_to::proposed(tx, &scope, &case, &wish.filled)?;
            sheet.propose(tx, &life, triaged, assignee).map(Some)
        }
    })
}

/// The case `id` with its key, where the person may work on it; else the look is recorded as refused.
pub(super) fn at_hand(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    id: Uuid,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Option<(StoredCase, ReportKey)>, IntakeError> {
    let found = case_rows::find(tx, scope, id)?.filter(|case| may(scope, Capability::Register, case));
    if let Some(case) = found
        && let Some(key) = ReportKey::for_office(tx, app, case.report, case.office)?
    {
        return Ok(Some((case, key)));
    }
    record(tx, app, Entry::by(scope, action, now).refused().to(id))?;
    Ok(None)
}

/// Whether the person of `scope` may do `capability` to `case` in its own office: a copy is for looking, and so is what was opened
/// in an emergency.
pub(super) fn may(scope: &Scope, capability: Capability, case: &StoredCase) -> bool {
    let place = case.standing(case.in_queue || case.is_of(scope));
    case.seen_at == case.office && may_work(scope, capability, &place)
}

/// Whether whoever opens `case` of the queue has it on their page then: a proposal is kept from nobody who may sign it by
/// somebody who may not.
pub(super) fn takes(tx: &mut Tx<'_>, scope: &Scope, case: &StoredCase) -> Result<bool, IntakeError> {
    Ok(may(scope, Capability::SignOff, case) || casework::sealed(tx, case)?.proposal.is_none())
}

/// The life cycle of `case`, from its arrival where nothing has been signed, and what was proposed.
pub(super) fn standing(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    key: &ReportKey,
) -> Result<(LifeCycle, Option<Proposal>), IntakeError> {
    let Sealed { life, proposal } = casework::sealed(tx, case)?;
    let proposal = proposal.map(|sealed| key.json(&sealed, "case_decisions", case.id, "proposal"));
    let life = match life {
        Some(sealed) => key.json(&sealed, "case_decisions", case.id, "life")?,
        // Date and hour stand in clear; the minute decides nothing.
        None => LifeCycle::received(
            case.kind,
            helsinki::hour_start(case.received_on, case.received_hour),
        ),
    };
    Ok((life, proposal.transpose()?))
}

/// One triage on its way into the store.
struct Step<'a> {
    app: &'a App,
    scope: &'a Scope,
    case: &'a StoredCase,
    key: &'a ReportKey,
    now: DateTime<Utc>,
}

impl Step<'_> {
    fn sign(
        &self,
        tx: &mut Tx<'_>,
        life: LifeCycle,
        triaged: &Triaged,
        assignee: StaffId,
    ) -> Result<Done, TriageError> {
        let by = Signature {
            actor: self.scope.staff.0,
            social_worker: self.scope.social_worker,
            at: self.now,
        };
        let expected = self.expected_birth(tx, &life)?;
        let life = triage::carry_out(life, triaged, expected, by)?;
        let status = life.status();
        self.change(tx, &life, None, Some(assignee), rank(triaged.urgency))?;
        follow_up::after_triage(tx, self.app, (self.case, self.key), &life, self.now)?;
        own_worker::hand(tx, self.scope, self.case.id, status.as_str(), assignee)?;
        self.tell(tx, EventKind::Triaged, Action::CaseTriaged, triaged)?;
        forget_minute::forget(tx, self.app, self.case, self.key)?;
        Ok(match triaged.decision {
            Decision::Transfer => Done::ToTransfer,
            Decision::Join => Done::ToJoin,
            _ => Done::Signed(status),
        })
    }

    /// When the birth of an unborn child is expected, as the report tells.
    fn expected_birth(&self, tx: &mut Tx<'_>, life: &LifeCycle) -> Result<Option<NaiveDate>, IntakeError> {
        if !life.is_unborn() {
            return Ok(None);
        }
        let opened = opening::open(tx, self.app, self.case.report, self.case.office, Reveal::Task)?;
        let unborn = opened.and_then(|opened| opened.report.unborn_child);
        Ok(unborn.and_then(|unborn| unborn.facts.expected_birth_date))
    }

    fn propose(
        &self,
        tx: &mut Tx<'_>,
        life: &LifeCycle,
        triaged: Triaged,
        assignee: Option<StaffId>,
    ) -> Result<Done, TriageError> {
        // What is proposed as urgent stands first at once; nothing is put back before a social worker has looked.
        let rank = rank(triaged.urgency).min(self.case.place.rank);
        let proposal = Proposal {
            triaged,
            by: self.scope.staff.0,
            at: self.now,
        };
        let sealed = self.seal(&proposal, "case_decisions", self.case.id, "proposal")?;
        self.change(tx, life, Some(sealed), assignee, rank)?;
        self.tell(tx, EventKind::Proposed, Action::TriageProposed, &proposal.triaged)?;
        Ok(Done::Proposed)
    }

    fn change(
        &self,
        tx: &mut Tx<'_>,
        life: &LifeCycle,
        proposal: Option<Vec<u8>>,
        assignee: Option<StaffId>,
        rank: i64,
    ) -> Result<(), TriageError> {
        let status = life.status();
        let changed = Changed {
            status,
            life: self.seal(life, "case_decisions", self.case.id, "life")?,
            proposal,
            assignee,
            in_queue: triage::is_open(status) || second_person::awaited(self.app, status),
            rank,
        };
        if casework::change(tx, self.case, &changed)? {
            Ok(())
        } else {
            Err(TriageError::Changed)
        }
    }

    fn tell(
        &self,
        tx: &mut Tx<'_>,
        kind: EventKind,
        action: Action,
        triaged: &Triaged,
    ) -> Result<(), IntakeError> {
        let row = self.app.ids.uuid();
        let sealed = self.seal(triaged, "case_events", row, "reason")?;
        let event = event(row, self.case, self.scope, kind, self.now, Some(sealed));
        record_event(
            tx,
            self.app,
            self.case,
            &event,
            Entry::by(self.scope, action, self.now),
        )
    }

    fn seal<T: serde::Serialize>(
        &self,
        value: &T,
        table: &'static str,
        row: Uuid,
        column: &str,
    ) -> Result<Vec<u8>, IntakeError> {
        self.key.seal_json(self.app, value, table, row, column)
    }
}

pub(super) const fn rank(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Now | Urgency::Urgent => URGENT,
        Urgency::NotUrgent => ASSESSED,
    }
}
