//! Opens a case for a worker: who opened it is durable before anything of it is read.

use chrono::{DateTime, Timelike, Utc};
use uuid::Uuid;

use super::facts::{self, ChildFacts};
use super::kept_routing::KeptRouting;
use super::list_queue::{Arrival, HELD};
use super::mailbox::conversation::{self, Conversation};
use super::open_attachment::{self, ListedFile};
use super::open_identity::GRANT;
use super::opening::{self, OpenedReport, ReportKey, Reveal};
use super::progress::{self, Progress};
use super::recheck::{self, Rechecked};
use super::record_access::{record, record_event};
use super::same_child::{self, Candidates, Matched};
use super::second_person::{self, Second};
use super::session::Session;
use super::transfer::open::InCase;
use super::triage::{self, Sheet};
use super::{App, IntakeError, own_worker, transfer};
use crate::domain::access::{Capability, Scope, decide, may_work};
use crate::domain::audit::{Action, Entry};
use crate::domain::codes::Reason;
use crate::domain::helsinki;
use crate::domain::lifecycle::Urgency;
use crate::domain::report::{IdentityLevel, Subject};
use crate::domain::summary::CaseSummary;
use crate::store::Tx;
use crate::store::case_rows;
use crate::store::cases::{EventKind, NewEvent};
use crate::store::casework;
use crate::store::copies;
use crate::store::joins;
use crate::store::messages::unread;

pub use crate::store::case_rows::{Sibling, StoredCase, StoredEvent};
pub use crate::store::copies::CaseCopy;
pub use crate::store::recorded::Recorded;
pub use crate::store::reports::Person;

/// How the protected identities of a report stand for the person who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// Nothing in the report is protected.
    Nothing,
    /// Sealed: they open with a reason.
    Sealed,
    /// Opened by this person, until then (UTC).
    OpenUntil(DateTime<Utc>),
}

/// A case as its page shows it.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// The case.
    pub case: StoredCase,
    /// When it came, as far as may be told.
    pub arrival: Arrival,
    /// The whole report; who is protected stands empty in it unless opened.
    pub opened: OpenedReport,
    /// Nobody, openly, or under protection.
    pub reporter: IdentityLevel,
    /// How protected identities stand.
    pub protection: Protection,
    /// The reporter's identity is among what is sealed.
    pub reporter_sealed: bool,
    /// Who wrote it down and how it came, where a worker did.
    pub recorded: Option<Recorded>,
    /// The few facts of the queue.
    pub summary: CaseSummary,
    /// How urgent it is, as a social worker has signed.
    pub urgency: Option<Urgency>,
    /// Why this office, with the names of then.
    pub routing: KeptRouting,
    /// The other offices that see the case, and why.
    pub copies: Vec<CaseCopy>,
    /// The files of the report.
    pub files: Vec<ListedFile>,
    /// The other cases of the same report.
    pub siblings: Vec<Sibling>,
    /// Other cases that may be of the same child, the surest [`FEW`](same_child::FEW).
    pub same: Candidates,
    /// Other cases of the same child have been joined to it.
    pub carries: bool,
    /// The messages between the reporter and the workers.
    pub conversation: Conversation,
    /// What happened to the case, the oldest first.
    pub events: Vec<StoredEvent>,
    /// Somebody else who opened it within the last quarter of an hour.
    pub other_holder: Option<String>,
    /// A decision that waits for a second social worker.
    pub second: Option<Second>,
    /// What a random check of a decision asks of this person, or came to.
    pub rechecked: Rechecked,
    /// What the page needs to ask for a triage; `None` where this person does not triage it, or nobody does any more.
    pub sheet: Option<Sheet>,
    /// The reasons of the report by list 1251, as they were signed with a triage; `None` where none asked for them.
    pub coded: Option<Vec<Reason>>,
    /// What was completed of its child beside the report.
    pub facts: ChildFacts,
    /// How far the work on it is.
    pub progress: Progress,
    /// Whether it is given on to another office, or may be.
    pub transfer: InCase,
}

/// Opens the case `id` for `session` at `now`. `None` for a case that is absent or beyond the person's scope: the two
/// look alike, and the look is recorded as refused. The opening is committed first, with its row of the read log; when
/// that fails, nothing is shown.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<CaseFile>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let opened = app.store.write("open_case", move |tx| {
        let Some(case) = case_rows::find(tx, &scope, id)? else {
            return recorded(tx, &working, &scope, id, now).map(|_refused| None);
        };
        // Who came in by an emergency reads, and takes nothing from those whose case it is.
        let own = is_own(&scope, &case);
        // Before the log, which is the last to be written.
        let new = if own { unread::take(tx, case.id)? } else { 0 };
        if own && case.in_queue && case.seen_at == case.office && triage::takes(tx, &scope, &case)? {
            casework::claim(tx, &scope, case.id, now, now + HELD)?;
        }
        let same = same_child::matched(tx, &scope, &case, same_child::FEW)?;
        let opened = recorded(tx, &working, &scope, id, now)?;
        if !same.here.is_empty() {
            same_child::record_seen(tx, &working, &scope, &case, same.ids(), now)?;
        }
        Ok::<_, IntakeError>(opened.map(|case| (case, new, same)))
    })?;
    let Some((case, new, same)) = opened else {
        return Ok(None);
    };
    app.store.read("show_case", |tx| {
        file(tx, app, session, case.clone(), (new, same.clone()), now)
    })
}

/// Writes down that the person of `scope` opens the case `id` at `now`, and gives it; `None`, recorded as refused, for one that
/// is absent or beyond the scope. Last in its transaction; nothing of the case is opened before that is committed.
///
/// # Errors
/// [`IntakeError`].
pub(super) fn recorded(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<StoredCase>, IntakeError> {
    let entry = Entry::by(scope, Action::CaseOpened, now);
    let Some(case) = case_rows::find(tx, scope, id)? else {
        record(tx, app, entry.refused().to(id))?;
        return Ok(None);
    };
    if is_own(scope, &case) {
        case_rows::mark_opened(tx, &case, now)?;
    }
    own_worker::opened(tx, scope, &case)?;
    let event = event(app.ids.uuid(), &case, scope, EventKind::Opened, now, None);
    record_event(tx, app, &case, &event, entry)?;
    Ok(Some(case))
}

/// Whether the person of `scope` sees `case` among the cases of their own offices, and has it by more than an emergency.
fn is_own(scope: &Scope, case: &StoredCase) -> bool {
    may_work(scope, Capability::SeeQueue, &case.standing(case.is_of(scope)))
}

/// The event that `scope`'s person did `kind` to `case` at `now`.
pub(super) fn event(
    id: Uuid,
    case: &StoredCase,
    scope: &Scope,
    kind: EventKind,
    now: DateTime<Utc>,
    reason: Option<Vec<u8>>,
) -> NewEvent {
    NewEvent {
        id,
        case: case.id,
        // That of whoever did it: the log of their county seals it.
        county: scope.county,
        kind,
        on: helsinki::civil_date(now),
        hour: helsinki::local(now).hour(),
        at: Some(now.naive_utc()),
        actor: Some(scope.staff.0),
        reason,
    }
}

fn file(
    tx: &mut Tx<'_>,
    app: &App,
    session: &Session,
    case: StoredCase,
    (new, same): (i64, Matched),
    now: DateTime<Utc>,
) -> Result<Option<CaseFile>, IntakeError> {
    let scope = &session.scope;
    let granted = grant(tx, scope, &case, now)?;
    let reveal = if granted.is_some() {
        Reveal::Protected
    } else {
        Reveal::Task
    };
    let Some(mut opened) = opening::open(tx, app, case.report, case.seen_at, reveal)? else {
        return Ok(None);
    };
    let key = ReportKey::for_office(tx, app, case.report, case.seen_at)?;
    let key = key.ok_or(IntakeError::Shape("report_keys"))?;
    let summary: CaseSummary = key.json(&case.summary, "cases", case.id, "summary")?;
    let routing = key.json(&case.routing_reason, "cases", case.id, "routing_reason")?;
    let level = opened.stored.identity_level;
    let protected_people = level == IdentityLevel::Protected || opened.stored.protected;
    let protection = match granted {
        _ if !protected_people => Protection::Nothing,
        Some(until) => Protection::OpenUntil(until),
        None => Protection::Sealed,
    };
    let arrival = if summary.anonymous {
        Arrival::InHour(helsinki::hour_start(case.received_on, case.received_hour))
    } else {
        Arrival::At(opened.received_at)
    };
    let (life, _) = triage::standing(tx, &case, &key)?;
    let facts = facts::in_case(tx, app, scope, (&case, &key), &mut opened, &life)?;
    let birth = same_child::birth_of(&opened, case.subject);
    Ok(Some(CaseFile {
        facts,
        progress: progress::of(tx, app, scope, &case, &opened, now)?,
        transfer: transfer::open::in_case(tx, scope, &case, &life)?,
        urgency: life.triage().map(|triage| triage.urgency),
        sheet: triage::sheet(tx, scope, &case, &key)?,
        second: second_person::waiting(tx, scope, &case, &key)?,
        rechecked: recheck::of_case(tx, scope, &case, &life)?,
        coded: life.coded_reasons().map(<[Reason]>::to_vec),
        reporter_sealed: opened.hidden.contains(&(Person::Reporter, 0)),
        other_holder: casework::other_holder(tx, scope, &case, now - HELD)?,
        siblings: case_rows::siblings(tx, scope, &case)?,
        carries: !joins::directly_below(tx, &[case.id])?.is_empty(),
        same: same_child::drawn(tx, app, scope, same, birth, now)?,
        events: case_rows::events(tx, &case)?,
        files: open_attachment::list(tx, case.report, &key)?,
        copies: copies::of_cases(tx, &[case.id])?,
        conversation: conversation::of_case(tx, app, &key, &case, new, now)?,
        recorded: crate::store::recorded::find(tx, case.report)?,
        reporter: level,
        protection,
        arrival,
        opened,
        summary,
        routing,
        case,
    }))
}

/// Until when the person's grant to see protected identities of `case` lasts, if they have one: it follows from the
/// event by which they opened them, and ends with the right itself.
pub(super) fn grant(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, IntakeError> {
    if !decide(
        scope,
        Capability::OpenIdentity,
        &case.standing(case.in_queue || case.is_of(scope)),
    )
    .is_allowed()
    {
        return Ok(None);
    }
    let opened = case_rows::last_done(tx, scope, case.id, EventKind::IdentityOpened)?;
    Ok(opened.map(|at| at + GRANT).filter(|until| *until > now))
}

impl CaseFile {
    /// The place of this case's child in the report's list; `None` for an unborn child.
    pub const fn child(&self) -> Option<usize> {
        match self.case.subject {
            Subject::Child(index) => Some(index),
            Subject::Unborn => None,
        }
    }

    /// Why the report is about this case's child, by code as the reporter chose; nothing of an unborn child, whose report has
    /// needs of support instead.
    pub fn reported_reasons(&self) -> &[Reason] {
        match self.case.subject {
            Subject::Child(_) => &self.opened.report.facts.concern.reasons,
            Subject::Unborn => &[],
        }
    }
}
