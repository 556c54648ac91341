//! What everybody does alike who works on one case: comes in only where they may, seals what they write, leaves an event
//! with its row of the read log.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::open_case::{event, recorded};
use super::opening::{self, OpenedReport, ReportKey, Reveal};
use super::record_access::{record, record_event};
use super::session::Session;
use super::triage::{at_hand, may};
use super::{App, IntakeError, facts};
use crate::domain::access::{Capability, Scope, StaffId};
use crate::domain::audit::{Action, Entry};
use crate::domain::lifecycle::{CaseStatus, LifeCycle, Refusal, Signature};
use crate::domain::summary::IN_TURN;
use crate::store::case_rows::StoredCase;
use crate::store::cases::EventKind;
use crate::store::casework::{self, Changed};
use crate::store::{StoreError, Tx};

/// Why something was not written into a case; `L` is what can lack in it. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkError<L: fmt::Debug> {
    /// Something lacks, in the order of the page.
    #[error("something lacks: {0:?}")]
    Lacks(Vec<L>),
    /// What the page was made from has been changed since.
    #[error("it has been changed meanwhile")]
    Changed,
    /// A case that stands there is not worked on so.
    #[error("a case that is {0} is not worked on so")]
    NotNow(CaseStatus),
    /// The life cycle refuses the step.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl<L: fmt::Debug> From<StoreError> for WorkError<L> {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// A case in the hands of somebody who may do what they came for.
pub(super) struct AtCase<'a> {
    pub app: &'a App,
    pub scope: &'a Scope,
    pub case: StoredCase,
    pub key: ReportKey,
    pub now: DateTime<Utc>,
}

impl<'a> AtCase<'a> {
    /// The case `id` for somebody who may work on it and has `capability` for it; else `None`, and that they tried `action`
    /// is recorded as refused.
    pub fn enter(
        tx: &mut Tx<'_>,
        app: &'a App,
        scope: &'a Scope,
        id: Uuid,
        (capability, action): (Capability, Action),
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, IntakeError> {
        let Some((case, key)) = at_hand(tx, app, scope, id, action, now)? else {
            return Ok(None);
        };
        if !may(scope, capability, &case) {
            record(tx, app, Entry::by(scope, action, now).refused().to(id))?;
            return Ok(None);
        }
        Ok(Some(Self {
            app,
            scope,
            case,
            key,
            now,
        }))
    }

    /// Seals `value` for a column of a row.
    pub fn seal<T: Serialize>(
        &self,
        value: &T,
        table: &'static str,
        row: Uuid,
        column: &str,
    ) -> Result<Vec<u8>, IntakeError> {
        self.key.seal_json(self.app, value, table, row, column)
    }

    /// Leaves the event `kind` and its row of the read log, with `what` sealed in the event. Last in the transaction.
    pub fn tell<T: Serialize>(
        &self,
        tx: &mut Tx<'_>,
        kind: EventKind,
        action: Action,
        what: Option<&T>,
    ) -> Result<(), IntakeError> {
        let row = self.app.ids.uuid();
        let what = what.map(|value| self.seal(value, "case_events", row, "reason"));
        let event = event(row, &self.case, self.scope, kind, self.now, what.transpose()?);
        let entry = Entry::by(self.scope, action, self.now);
        record_event(tx, self.app, &self.case, &event, entry)
    }

    /// Puts `life` in the place of how the case stood, in or out of the queue, and gives the case to `assignee`. `false`
    /// when it has been changed meanwhile.
    pub fn change(
        &self,
        tx: &mut Tx<'_>,
        life: &LifeCycle,
        assignee: Option<StaffId>,
        in_queue: bool,
    ) -> Result<bool, IntakeError> {
        let changed = Changed {
            status: life.status(),
            life: self.seal(life, "case_decisions", self.case.id, "life")?,
            proposal: None,
            assignee,
            in_queue,
            rank: rank_of(life, self.case.place.rank),
        };
        Ok(casework::change(tx, &self.case, &changed)?)
    }

    /// Who signs.
    pub const fn signature(&self) -> Signature {
        Signature {
            actor: self.scope.staff.0,
            social_worker: self.scope.social_worker,
            at: self.now,
        }
    }

    /// The report of the case, without what is protected, and what was completed of its child.
    pub fn report(&self, tx: &mut Tx<'_>) -> Result<OpenedReport, IntakeError> {
        let opened = opening::open(tx, self.app, self.case.report, self.case.seen_at, Reveal::Task)?;
        let mut opened = opened.ok_or(IntakeError::Shape("report_keys"))?;
        opened.completed = facts::newest(tx, &self.key, self.case.id)?;
        Ok(opened)
    }
}

/// The rank in the queue of a case that stands where `life` says and had `rank`: what is received anew is assessed anew, and
/// does not stand behind among what was assessed.
pub(super) fn rank_of(life: &LifeCycle, rank: i64) -> i64 {
    if life.status() == CaseStatus::Received {
        rank.min(IN_TURN)
    } else {
        rank
    }
}

/// Lets `session`'s person look at a page of case `id`: recorded and committed first. `None` for a case that is absent, out
/// of scope, or one that they may not work on.
pub(super) fn look(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<StoredCase>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    app.store.write("open_case", move |tx| {
        if at_hand(tx, &working, &scope, id, Action::CaseOpened, now)?.is_none() {
            return Ok(None);
        }
        recorded(tx, &working, &scope, id, now)
    })
}

/// Reads for the page of `case`, which [`look`] gave.
pub(super) fn read<T: Send>(
    app: &App,
    session: &Session,
    case: &StoredCase,
    now: DateTime<Utc>,
    work: impl Fn(&mut Tx<'_>, &AtCase<'_>) -> Result<T, IntakeError>,
) -> Result<T, IntakeError> {
    app.store.read("show_case", |tx| {
        let key = ReportKey::for_office(tx, app, case.report, case.seen_at)?;
        let at = AtCase {
            app,
            scope: &session.scope,
            case: case.clone(),
            key: key.ok_or(IntakeError::Shape("report_keys"))?,
            now,
        };
        work(tx, &at)
    })
}
