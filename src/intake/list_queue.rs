//! Lists the queue: a page of cases with the few facts that a worker chooses by, and how many wait.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::flood_groups::{self, Group};
use super::mailbox::unread::{Waiting, waiting_in};
use super::notices::untold;
use super::opening::ReportKey;
use super::record_access::record;
use super::session::Session;
use super::{App, IntakeError, same_child, triage, worklist};
use crate::domain::access::{Capability, Scope, decide};
use crate::domain::audit::{Action, Entry};
use crate::domain::codes::Kind;
use crate::domain::deadline::Clocks;
use crate::domain::flood::FloodMark;
use crate::domain::helsinki;
use crate::domain::lifecycle::{CaseStatus, LifeCycle, Urgency};
use crate::domain::office::OfficeId;
use crate::domain::reference::Reference;
use crate::domain::social_contact;
use crate::domain::summary::CaseSummary;
use crate::domain::worklist::{View, Wanted};
use crate::store::case_rows::StoredCase;
use crate::store::messages::{self, unread};
use crate::store::queue::{self, PageKeys};
use crate::store::{Tx, access_log, assignments, queue_page, rechecks, running};

pub use crate::store::casework::Colleague;
pub use crate::store::copies::CaseCopy;
pub use crate::store::queue::{COUNT_LIMIT, Counted, Counts, QueuePlace, Unopened};

/// The rows of a page.
pub const PAGE: usize = 25;
/// So many cases are opened at most to find a page of those that belong to a view, where only their sealed facts tell.
pub const LOOKED_THROUGH: usize = 250;
/// So many urgent and unopened cases are named above the queue.
pub const UNOPENED: usize = 5;
/// Who opened a case has it in their hands for so long.
pub const HELD: TimeDelta = TimeDelta::minutes(15);

/// When a report came, as far as a list may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// To the minute (UTC).
    At(DateTime<Utc>),
    /// Of an anonymous report only the hour in which it came (UTC): its minute stays sealed.
    InHour(DateTime<Utc>),
}

/// A case in the queue.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own beside the others"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Its id.
    pub id: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// The office whose case it is.
    pub office: OfficeId,
    /// The office of the person's in whose queue they see it.
    pub seen_at: OfficeId,
    /// The other offices that see it, and why.
    pub copies: Vec<CaseCopy>,
    /// Its legal kind.
    pub kind: Kind,
    /// The state of its life cycle, by its stable name.
    pub state: String,
    /// When it came.
    pub arrival: Arrival,
    /// The statutory clocks; `None` for an unborn child.
    pub clocks: Option<Clocks>,
    /// Where it stands in the order.
    pub place: QueuePlace,
    /// The facts it may show; empty in a damaged row.
    pub summary: CaseSummary,
    /// What is sealed of the case does not open: nothing is known of it but what lies in clear. The row stands here
    /// all the same, and the others beside it.
    pub damaged: bool,
    /// A worker has opened it.
    pub opened: bool,
    /// The reporter sent something that nobody has read.
    pub new_messages: bool,
    /// The reporter was asked something and has not answered.
    pub asked: bool,
    /// Another case that the person may know of may be of the same child.
    pub same_child: bool,
    /// It concerns somebody who works in child welfare here: only supervisors and those to whom one was given see it.
    pub restricted: bool,
    /// Why it was marked as part of a flood.
    pub flood_mark: Option<FloodMark>,
    /// Who has it on their page just now.
    pub holder: Option<String>,
    /// To whom it is given.
    pub assignee: Option<String>,
    /// How urgent it is, as a social worker has signed.
    pub urgency: Option<Urgency>,
    /// Its assessment has started, also where it is on its way to another office since.
    pub started: bool,
    /// It is handled as a contact with social welfare and not finished: whether the child needs special support, so that the days
    /// bind.
    pub special_support: Option<bool>,
    /// A triage waits for a signature.
    pub proposed: bool,
    /// A decision waits for a second social worker.
    pub second: bool,
    /// The person may open it: of what runs, a colleague's is listed and opens to whoever works on it.
    pub opens: bool,
    /// How many people are still to be told of the report though the day for it is near or past, where the list looks for that.
    pub untold: usize,
}

impl QueueRow {
    /// Whether the child is not known to be born: a clock starts by the birth (K11).
    pub fn is_unborn(&self) -> bool {
        self.kind == Kind::Prenatal && self.clocks.is_none()
    }
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuePage {
    /// The rows in order.
    pub rows: Vec<QueueRow>,
    /// After which place the next page begins; `None` on the last page.
    pub next: Option<QueuePlace>,
    /// How many wait in each office of the person's.
    pub counts: Counted,
    /// The oldest urgent cases that nobody has opened in time, at most [`UNOPENED`].
    pub unopened: Vec<Unopened>,
    /// The cases with messages that nobody has read, in whatever state they are.
    pub unread: Waiting,
    /// The groups of floods in which something waits.
    pub floods: Vec<Group>,
    /// To whom the cases of the page can be given, by name.
    pub colleagues: Vec<Colleague>,
}

/// The page of `session`'s queue that begins after `after`, of all their offices or of `office` alone: [`narrowed`] by nothing
/// else.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn page(
    app: &App,
    session: &Session,
    office: Option<OfficeId>,
    after: Option<QueuePlace>,
    now: DateTime<Utc>,
) -> Result<QueuePage, IntakeError> {
    narrowed(app, session, &Wanted::of_office(office), after, now)
}

/// The page of what `wanted` says of `session`'s queue that begins after `after`. An office that is not theirs has an empty
/// queue, like one that does not exist. That the page was seen is committed to the read log before anything on it is
/// opened; where only opening tells what belongs to it, that all was looked through.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn narrowed(
    app: &App,
    session: &Session,
    wanted: &Wanted,
    after: Option<QueuePlace>,
    now: DateTime<Utc>,
) -> Result<QueuePage, IntakeError> {
    let scope = &session.scope;
    let mut offices = scope.queue_offices();
    offices.retain(|theirs| wanted.office.is_none_or(|office| office == *theirs));
    let narrow = worklist::narrow(wanted, session, helsinki::civil_date(now));
    let limit = if wanted.is_sealed() { LOOKED_THROUGH } else { PAGE };
    let (cases, copies, more, above) = app.store.read("list_queue", |tx| {
        // One more than is shown tells whether there is a next page.
        let (mut cases, copies) = match wanted.view {
            Some(View::Mine) => assignments::assigned(tx, scope, after, limit + 1)?,
            Some(View::Floods) => (Vec::new(), Vec::new()),
            Some(View::Recheck) => rechecks::page(tx, scope, &offices, after, limit + 1)?,
            Some(View::Running) => running::page(tx, scope, &offices, &narrow, after, limit + 1)?,
            _ => queue_page::page(tx, scope, &offices, &narrow, after, limit + 1)?,
        };
        let more = cases.len() > limit;
        cases.truncate(limit);
        let ids: Vec<Uuid> = cases.iter().map(|case| case.id).collect();
        let marks = (
            unread::of_cases(tx, &ids)?,
            same_child::marked(tx, scope, &cases)?,
            messages::unanswered(tx, &cases)?,
        );
        let keys = (queue::page_keys(tx, &cases, now)?, marks);
        let unopened = queue::unopened(tx, scope, UNOPENED)?;
        let mut floods = flood_groups::groups(tx, scope)?;
        floods.retain(|group| wanted.office.is_none_or(|office| office == group.flood.office));
        // What is looked through is done with: it is nobody's to have before it is opened again.
        let colleagues = match wanted.view {
            Some(View::Recheck) => Vec::new(),
            Some(View::Running) => {
                let theirs = cases.iter().filter(|case| reads(scope, case)).cloned();
                triage::colleagues(tx, scope, &theirs.collect::<Vec<_>>())?
            }
            _ => triage::colleagues(tx, scope, &cases)?,
        };
        let waiting = waiting_in(tx, session)?;
        let above = (unopened, waiting, floods, colleagues, count(tx, session, now)?);
        Ok::<_, IntakeError>((cases, copies, more, (keys, above)))
    })?;
    let entry = seen(session, &offices, wanted.office, &cases, now);
    let working = app.clone();
    // Nothing of the page is opened before this is durable.
    app.store
        .write("see_queue", move |tx| record(tx, &working, entry.clone()))?;
    let ((keys, (new, same, asked)), (unopened, unread, floods, colleagues, counts)) = above;
    let untold = match wanted.view {
        Some(View::Mine | View::Running) => untold::of_cases(app, scope, &cases, now)?,
        _ => HashMap::new(),
    };
    let mut next = cases.last().filter(|_| more).map(|case| case.place);
    let opens = |case: &StoredCase| wanted.view != Some(View::Running) || reads(scope, case);
    let rows = cases.into_iter().map(|case| QueueRow {
        new_messages: new.contains_key(&case.id),
        same_child: same.contains(&case.id),
        asked: asked.contains(&case.id),
        opens: opens(&case),
        untold: untold.get(&case.id).copied().unwrap_or_default(),
        ..row(app, case, &keys, &copies)
    });
    let mut rows: Vec<QueueRow> = rows.filter(|row| wanted.fits(&row.summary)).collect();
    if rows.len() > PAGE {
        rows.truncate(PAGE);
        next = rows.last().map(|row| row.place);
    }
    Ok(QueuePage {
        rows,
        next,
        counts,
        unopened,
        unread,
        floods,
        colleagues,
    })
}

/// Whether the person of `scope` may open `case`, which is not joined to another one.
fn reads(scope: &Scope, case: &StoredCase) -> bool {
    decide(scope, Capability::OpenReport, &case.standing(case.is_of(scope))).is_allowed()
}

/// What the log says of a page: whose queues, and a digest of the cases that stand on it. To ask for an office that is
/// not one's own is refused.
fn seen(
    session: &Session,
    offices: &[OfficeId],
    asked: Option<OfficeId>,
    cases: &[StoredCase],
    now: DateTime<Utc>,
) -> Entry {
    let entry = Entry::by(&session.scope, Action::QueueSeen, now).of_offices(offices.iter().copied());
    match asked {
        Some(office) if offices.is_empty() => entry.refused().to(office.0),
        _ => Entry {
            digest: Some(access_log::list_digest(cases.iter().map(|case| case.id))),
            ..entry
        },
    }
}

/// How many cases wait in each office of the person's, for the desk.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn counts(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Counted, IntakeError> {
    app.store.read("count_queue", |tx| count(tx, session, now))
}

fn count(tx: &mut Tx<'_>, session: &Session, now: DateTime<Utc>) -> Result<Counted, IntakeError> {
    Ok(queue::counts(tx, &session.scope, helsinki::civil_date(now))?)
}

/// The row of `case`. One that does not open is told to the operator and stays in the list: a report is never lost
/// from the queue, nor the others behind it.
pub(super) fn row(app: &App, case: StoredCase, keys: &PageKeys, copies: &[CaseCopy]) -> QueueRow {
    let opened = open(app, &case, keys);
    let damaged = opened.is_err();
    let (summary, arrival, life) = opened.unwrap_or_else(|error| {
        tracing::error!(case = %case.id, %error, "a case of the queue does not open");
        (CaseSummary::default(), in_hour(&case), None)
    });
    let decided = keys.decided.get(&case.id);
    QueueRow {
        damaged,
        holder: keys.holders.get(&case.id).map(|holder| holder.name.clone()),
        assignee: case.assignee.and_then(|id| keys.assignees.get(&id).cloned()),
        second: case.in_queue && case.state == CaseStatus::NoAssessment.as_str(),
        proposed: decided.is_some_and(|sealed| sealed.proposal.is_some()),
        urgency: life
            .as_ref()
            .and_then(LifeCycle::triage)
            .map(|triage| triage.urgency),
        special_support: life.as_ref().and_then(social_contact::special_support),
        started: life.is_some_and(|life| life.assessment_started_on().is_some()),
        id: case.id,
        reference: case.reference,
        office: case.office,
        seen_at: case.seen_at,
        copies: copies
            .iter()
            .filter(|copy| copy.case == case.id)
            .copied()
            .collect(),
        kind: case.kind,
        state: case.state,
        arrival,
        clocks: case.clocks,
        place: case.place,
        summary,
        opened: case.opened_at.is_some(),
        new_messages: false,
        asked: false,
        same_child: false,
        restricted: case.restricted,
        flood_mark: case.flood_mark,
        opens: true,
        untold: 0,
    }
}

/// What is sealed of `case`: its facts, unless nobody knows who reported the minute of its arrival, and where it stands.
fn open(
    app: &App,
    case: &StoredCase,
    keys: &PageKeys,
) -> Result<(CaseSummary, Arrival, Option<LifeCycle>), IntakeError> {
    let wrap = keys.wraps.get(&(case.report, case.seen_at));
    let key = ReportKey::open(app, case.report, wrap.ok_or(IntakeError::Shape("report_keys"))?)?;
    let summary: CaseSummary = key.json(&case.summary, "cases", case.id, "summary")?;
    let life = keys.decided.get(&case.id).and_then(|sealed| sealed.life.as_ref());
    let life = life.map(|life| key.json(life, "case_decisions", case.id, "life"));
    let life: Option<LifeCycle> = life.transpose()?;
    if summary.anonymous {
        return Ok((summary, in_hour(case), life));
    }
    let sealed = keys
        .arrivals
        .get(&case.report)
        .ok_or(IntakeError::Shape("reports"))?;
    let arrival = Arrival::At(key.json(sealed, "reports", case.report, "arrival")?);
    Ok((summary, arrival, life))
}

fn in_hour(case: &StoredCase) -> Arrival {
    Arrival::InHour(helsinki::hour_start(case.received_on, case.received_hour))
}
