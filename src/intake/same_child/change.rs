//! What a worker decides about two cases: they are of one child, or they are not; and takes back.
//!
//! Two cases are changed together, each from the version that was read. Of two workers who join them the one to the other at
//! once, one is too late: no case is ever joined to one that goes on in it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::{by_reference, is_listed, opens};
use crate::domain::access::{Capability, Scope, decide};
use crate::domain::audit::{Action, Entry};
use crate::domain::lifecycle::{CaseStatus, LifeCycle, Refusal, Signature};
use crate::domain::text::Text;
use crate::intake::assessment::follow_up::remind_of_start;
use crate::intake::open_case::event;
use crate::intake::opening::ReportKey;
use crate::intake::record_access::{record, record_event};
use crate::intake::session::Session;
use crate::intake::triage::{at_hand, rank, standing};
use crate::intake::{App, IntakeError, notices};
use crate::store::case_rows::StoredCase;
use crate::store::cases::EventKind;
use crate::store::casework::{self, Changed};
use crate::store::joins::{self, Carrying};
use crate::store::{StoreError, Tx, children};

/// The shortest reason for undoing a join, in characters.
pub const SHORTEST: usize = 3;
/// The longest reason, in characters.
pub const LONGEST: usize = 500;

/// What a worker wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The case goes on in this one, of the same child.
    Join(Uuid),
    /// The case goes on in the one with this reference, which the hashes did not find.
    JoinBy(String),
    /// This one is of another child.
    OtherChild(Uuid),
    /// That is taken back.
    TakeBack(Uuid),
    /// The case stands for itself again, for this reason.
    Undo(String),
}

/// What a worker wants, and from which version of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What.
    pub what: What,
    /// The version of the case that the page showed.
    pub version: i64,
}

/// Where the work goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// At this case.
    At(Uuid),
    /// At a case that somebody else works on and the person does not open.
    OutOfSight,
}

/// Why it was not done. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SameError {
    /// A case has been changed since the page was made.
    #[error("the case has been changed meanwhile")]
    Changed,
    /// The reason is too short, too long or no text.
    #[error("a reason has {SHORTEST}–{LONGEST} characters")]
    Reason,
    /// No case of the person's offices has that reference, or several have.
    #[error("no such case")]
    NoSuchCase,
    /// The urgent need is not signed off, so the case cannot be joined.
    #[error("the urgency comes first")]
    UrgencyFirst,
    /// The other case is of another office: it would have to be transferred first.
    #[error("the other case stands at another office")]
    OtherOffice,
    /// Both are of one report, which tells of several children.
    #[error("both cases are of one report")]
    SameReport,
    /// The life cycle refuses the step.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for SameError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// Carries out `wish` for case `id`, at `now`. `None` where one of the cases is
/// absent or not the person's to change; the look is recorded as refused.
///
/// # Errors
/// [`SameError`]; then nothing has changed.
pub fn save(
    app: &App,
    session: &Session,
    id: Uuid,
    wish: &Wish,
    now: DateTime<Utc>,
) -> Result<Option<Done>, SameError> {
    let reason = match &wish.what {
        What::Undo(reason) => Some(reason_of(reason)?),
        _ => None,
    };
    let (working, scope, wish) = (app.clone(), session.scope.clone(), wish.clone());
    app.store.write("same_child", move |tx| {
        let app = &working;
        let action = action(&wish.what);
        let Some((case, key)) = at_hand(tx, app, &scope, id, action, now)? else {
            return Ok(None);
        };
        let target = match wish.what {
            What::Join(target) | What::OtherChild(target) | What::TakeBack(target) => Some(target),
            What::JoinBy(ref reference) => {
                Some(by_reference(tx, &scope, reference)?.ok_or(SameError::NoSuchCase)?)
            }
            What::Undo(_) => joins::target_of(tx, id)?,
        };
        let Some(other) = other(tx, &scope, target)?.filter(|other| other.id != case.id) else {
            record(
                tx,
                app,
                Entry::by(&scope, action, now).refused().to(target.unwrap_or(id)),
            )?;
            return Ok(None);
        };
        let pair = Pair {
            app,
            scope: &scope,
            case: &case,
            key: &key,
            other: &other,
            now,
        };
        match &wish.what {
            What::OtherChild(_) | What::TakeBack(_) => pair.say(tx, &wish.what, action)?,
            _ if case.version != wish.version => return Err(SameError::Changed),
            What::Join(_) | What::JoinBy(_) => {
                pair.join(tx)?;
                let open = opens(tx, &scope, &other)?;
                return Ok(Some(if open {
                    Done::At(other.id)
                } else {
                    Done::OutOfSight
                }));
            }
            What::Undo(_) => pair.undo(tx, reason.as_ref())?,
        }
        Ok(Some(Done::At(case.id)))
    })
}

fn reason_of(raw: &str) -> Result<Text, SameError> {
    let reason = Text::parse(raw, LONGEST).ok().flatten();
    let reason = reason.filter(|text| text.expose().chars().count() >= SHORTEST);
    reason.ok_or(SameError::Reason)
}

const fn action(what: &What) -> Action {
    match what {
        What::Join(_) | What::JoinBy(_) => Action::CaseJoined,
        What::Undo(_) => Action::JoinUndone,
        What::OtherChild(_) => Action::OtherChildSaid,
        What::TakeBack(_) => Action::OtherChildTakenBack,
    }
}

/// The other case, where the person may know of it and work on it.
fn other(tx: &mut Tx<'_>, scope: &Scope, id: Option<Uuid>) -> Result<Option<StoredCase>, IntakeError> {
    let ids: Vec<Uuid> = id.into_iter().collect();
    let (found, _) = children::cases_of(tx, scope, &ids)?;
    let may = |case: &StoredCase| {
        let place = case.standing(case.is_of(scope));
        case.seen_at == case.office && decide(scope, Capability::Register, &place).is_allowed()
    };
    Ok(found.into_iter().find(|case| is_listed(scope, case) && may(case)))
}

/// What an event keeps sealed: the other case, and why.
#[derive(Serialize)]
struct Said<'a> {
    case: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// Two cases about which something is decided.
struct Pair<'a> {
    app: &'a App,
    scope: &'a Scope,
    case: &'a StoredCase,
    key: &'a ReportKey,
    other: &'a StoredCase,
    now: DateTime<Utc>,
}

impl Pair<'_> {
    fn signature(&self) -> Signature {
        Signature {
            actor: self.scope.staff.0,
            social_worker: self.scope.social_worker,
            at: self.now,
        }
    }

    fn other_key(&self, tx: &mut Tx<'_>) -> Result<ReportKey, IntakeError> {
        let key = ReportKey::for_office(tx, self.app, self.other.report, self.other.office)?;
        key.ok_or(IntakeError::Shape("report_keys"))
    }

    fn join(&self, tx: &mut Tx<'_>) -> Result<(), SameError> {
        if self.case.office != self.other.office {
            return Err(SameError::OtherOffice);
        }
        if self.case.report == self.other.report {
            return Err(SameError::SameReport);
        }
        let other_key = self.other_key(tx)?;
        let (own, _) = standing(tx, self.case, self.key)?;
        let (others, _) = standing(tx, self.other, &other_key)?;
        if own.status() == CaseStatus::Received {
            return Err(SameError::UrgencyFirst);
        }
        let (joined, carrying) = own.join_to(self.case.id, self.other.id, others, self.signature())?;
        let left = Left {
            life: &joined,
            in_queue: false,
            rank: self.case.place.rank,
        };
        // What was urgent here is urgent there.
        let rank = self.other.place.rank.min(self.case.place.rank);
        self.change(tx, &other_key, &left, &carrying, rank)?;
        joins::insert(tx, self.case, self.other.id, self.scope.staff, self.now)?;
        // Who is told of its report is told there.
        notices::remind(tx, self.app, self.case, self.key, &joined, self.now)?;
        let kinds = (EventKind::Joined, EventKind::TookIn);
        Ok(self.tell(tx, &other_key, kinds, Action::CaseJoined, None)?)
    }

    fn undo(&self, tx: &mut Tx<'_>, reason: Option<&Text>) -> Result<(), SameError> {
        let other_key = self.other_key(tx)?;
        let (own, _) = standing(tx, self.case, self.key)?;
        let (others, _) = standing(tx, self.other, &other_key)?;
        let rest = joins::directly_below(tx, &[self.other.id])?;
        let rest = rest.iter().filter(|joined| joined.case != self.case.id);
        let earliest = rest.filter_map(|joined| joined.pending_since).min();
        let (life, carrying) = own.leave(others, earliest, self.signature())?;
        let left = Left {
            in_queue: true,
            rank: life
                .triage()
                .map_or(self.case.place.rank, |triage| rank(triage.urgency)),
            life: &life,
        };
        self.change(tx, &other_key, &left, &carrying, self.other.place.rank)?;
        joins::remove(tx, self.case.id)?;
        notices::remind(tx, self.app, self.case, self.key, &life, self.now)?;
        // The other one may be a contact, which then is to begin by its own date.
        remind_of_start(tx, self.app, self.other, &carrying)?;
        let kinds = (EventKind::JoinUndone, EventKind::LetGo);
        Ok(self.tell(tx, &other_key, kinds, Action::JoinUndone, reason)?)
    }

    /// Changes both, the one with the lower id first: two who change the same pair wait for each other in one order.
    fn change(
        &self,
        tx: &mut Tx<'_>,
        other_key: &ReportKey,
        left: &Left<'_>,
        carrying: &LifeCycle,
        rank: i64,
    ) -> Result<(), SameError> {
        let own = Changed {
            status: left.life.status(),
            life: self.sealed(self.key, left.life, self.case.id)?,
            proposal: None,
            assignee: self.case.assignee,
            in_queue: left.in_queue,
            rank: left.rank,
        };
        let other = Carrying {
            life: self.sealed(other_key, carrying, self.other.id)?,
            clocks: carrying.clocks(),
            started: carrying.completes_next(),
            rank,
        };
        let own_first = self.case.id < self.other.id;
        let mut done = !own_first || casework::change(tx, self.case, &own)?;
        done = done && joins::carry(tx, self.other, &other)?;
        done = done && (own_first || casework::change(tx, self.case, &own)?);
        if done { Ok(()) } else { Err(SameError::Changed) }
    }

    fn say(&self, tx: &mut Tx<'_>, what: &What, action: Action) -> Result<(), IntakeError> {
        let kind = if matches!(what, What::OtherChild(_)) {
            joins::say_other_child(tx, self.scope, self.case.id, self.other.id, self.now)?;
            EventKind::OtherChild
        } else {
            joins::take_back(tx, self.case.id, self.other.id)?;
            EventKind::OtherChildTakenBack
        };
        self.note(tx, (self.case, self.key), kind, action, self.other.id, None)
    }

    fn tell(
        &self,
        tx: &mut Tx<'_>,
        other_key: &ReportKey,
        (own, others): (EventKind, EventKind),
        action: Action,
        reason: Option<&Text>,
    ) -> Result<(), IntakeError> {
        self.note(tx, (self.case, self.key), own, action, self.other.id, reason)?;
        self.note(tx, (self.other, other_key), others, action, self.case.id, None)
    }

    /// The event on the timeline of one of the two, and its row of the log, which names the other one as its object.
    fn note(
        &self,
        tx: &mut Tx<'_>,
        (case, key): (&StoredCase, &ReportKey),
        kind: EventKind,
        action: Action,
        other: Uuid,
        reason: Option<&Text>,
    ) -> Result<(), IntakeError> {
        let row = self.app.ids.uuid();
        let said = Said {
            case: other,
            reason: reason.map(Text::expose),
        };
        let sealed = key.seal_json(self.app, &said, "case_events", row, "reason")?;
        let event = event(row, case, self.scope, kind, self.now, Some(sealed));
        let entry = Entry::by(self.scope, action, self.now).to(other);
        record_event(tx, self.app, case, &event, entry)
    }

    fn sealed(&self, key: &ReportKey, life: &LifeCycle, case: Uuid) -> Result<Vec<u8>, IntakeError> {
        key.seal_json(self.app, life, "case_decisions", case, "life")
    }
}

/// How the case that joins or leaves stands afterwards.
struct Left<'a> {
    life: &'a LifeCycle,
    in_queue: bool,
    rank: i64,
}
