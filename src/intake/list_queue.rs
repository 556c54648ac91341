//! Lists the queue: a page of cases with the few facts that a worker chooses by, and how many wait.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::flood_groups::{self, Group};
use super::mailbox::unread::{Waiting, waiting_in};
use super::opening::ReportKey;
use super::record_access::record;
use super::session::Session;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::domain::codes::Kind;
use crate::domain::deadline::Clocks;
use crate::domain::flood::FloodMark;
use crate::domain::helsinki;
use crate::domain::office::OfficeId;
use crate::domain::reference::Reference;
use crate::domain::summary::CaseSummary;
use crate::store::case_rows::StoredCase;
use crate::store::messages::unread;
use crate::store::queue::{self, PageKeys};
use crate::store::{StoreError, Tx, access_log, casework};

pub use crate::store::copies::CaseCopy;
pub use crate::store::queue::{COUNT_LIMIT, Counted, Counts, QueuePlace, Unopened};

/// The rows of a page.
pub const PAGE: usize = 25;
/// So many urgent and unopened cases are named above the queue.
pub const UNOPENED: usize = 5;
/// Who opened a case has it in their hands for so long (EXPERIENCE 4.5).
pub const HELD: TimeDelta = TimeDelta::minutes(15);

/// When a report came, as far as a list may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// To the minute (UTC).
    At(DateTime<Utc>),
    /// Of an anonymous report only the hour in which it came (UTC): its minute stays sealed (SECURITY C16).
    InHour(DateTime<Utc>),
}

/// A case in the queue.
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
    /// Why it was marked as part of a flood.
    pub flood_mark: Option<FloodMark>,
    /// Who has it in their hands just now.
    pub holder: Option<String>,
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
}

/// The page of `session`'s queue that begins after `after`, of all their offices or of `office` alone. An office that
/// is not theirs has an empty queue, like one that does not exist. That the page was seen is committed to the read log
/// before anything on it is opened.
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
    let mut offices = session.scope.queue_offices();
    offices.retain(|theirs| office.is_none_or(|office| office == *theirs));
    let scope = &session.scope;
    listed(app, session, &offices, office, now, |tx, limit| {
        queue::page(tx, scope, &offices, after, limit)
    })
}

/// The page of what has been given to `session`'s person, whatever has become of it, that begins after `after`. The log
/// tells of it like of a page of the queue.
///
/// # Errors
/// As [`page`].
pub fn mine(
    app: &App,
    session: &Session,
    after: Option<QueuePlace>,
    now: DateTime<Utc>,
) -> Result<QueuePage, IntakeError> {
    let scope = &session.scope;
    listed(app, session, &scope.queue_offices(), None, now, |tx, limit| {
        casework::assigned(tx, scope, after, limit)
    })
}

/// A page of the cases that `find` gives, at most so many as it is asked for.
fn listed(
    app: &App,
    session: &Session,
    offices: &[OfficeId],
    asked: Option<OfficeId>,
    now: DateTime<Utc>,
    find: impl Fn(&mut Tx<'_>, usize) -> Result<(Vec<StoredCase>, Vec<CaseCopy>), StoreError>,
) -> Result<QueuePage, IntakeError> {
    let (cases, next, keys, counts, above) = app.store.read("list_queue", |tx| {
        // One more than is shown tells whether there is a next page.
        let (mut cases, copies) = find(tx, PAGE + 1)?;
        let more = cases.len() > PAGE;
        cases.truncate(PAGE);
        let ids: Vec<Uuid> = cases.iter().map(|case| case.id).collect();
        let keys = (
            queue::page_keys(tx, &cases, now - HELD)?,
            copies,
            unread::of_cases(tx, &ids)?,
        );
        let next = cases.last().filter(|_| more).map(|case| case.place);
        let unopened = queue::unopened(tx, &session.scope, UNOPENED)?;
        let mut floods = flood_groups::groups(tx, &session.scope)?;
        floods.retain(|group| asked.is_none_or(|office| office == group.flood.office));
        let counts = count(tx, session, now)?;
        Ok::<_, IntakeError>((
            cases,
            next,
            keys,
            counts,
            (unopened, waiting_in(tx, session)?, floods),
        ))
    })?;
    let entry = seen(session, offices, asked, &cases, now);
    let working = app.clone();
    // Nothing of the page is opened before this is durable.
    app.store
        .write("see_queue", move |tx| record(tx, &working, entry.clone()))?;
    let (unopened, unread, floods) = above;
    let (keys, copies, new) = keys;
    let rows = cases.into_iter().map(|case| QueueRow {
        new_messages: new.contains_key(&case.id),
        ..row(app, case, &keys, &copies)
    });
    Ok(QueuePage {
        rows: rows.collect(),
        next,
        counts,
        unopened,
        unread,
        floods,
    })
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
/// from the queue, nor the others behind it (SECURITY P3, E12).
pub(super) fn row(app: &App, case: StoredCase, keys: &PageKeys, copies: &[CaseCopy]) -> QueueRow {
    let opened = open(app, &case, keys);
    let damaged = opened.is_err();
    let (summary, arrival) = opened.unwrap_or_else(|error| {
        tracing::error!(case = %case.id, %error, "a case of the queue does not open");
        (CaseSummary::default(), in_hour(&case))
    });
    QueueRow {
        damaged,
        holder: keys.holders.get(&case.id).cloned(),
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
        flood_mark: case.flood_mark,
    }
}

/// What is sealed of `case`: its facts and, unless nobody knows who reported, the minute of its arrival.
fn open(app: &App, case: &StoredCase, keys: &PageKeys) -> Result<(CaseSummary, Arrival), IntakeError> {
    let wrap = keys.wraps.get(&(case.report, case.seen_at));
    let key = ReportKey::open(app, case.report, wrap.ok_or(IntakeError::Shape("report_keys"))?)?;
    let summary: CaseSummary = key.json(&case.summary, "cases", case.id, "summary")?;
    if summary.anonymous {
        return Ok((summary, in_hour(case)));
    }
    let sealed = keys
        .arrivals
        .get(&case.report)
        .ok_or(IntakeError::Shape("reports"))?;
    let arrival = Arrival::At(key.json(sealed, "reports", case.report, "arrival")?);
    Ok((summary, arrival))
}

fn in_hour(case: &StoredCase) -> Arrival {
    Arrival::InHour(helsinki::hour_start(case.received_on, case.received_hour))
}
