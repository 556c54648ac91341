//! The groups of floods as a worker handles them: looks one through, lets cases out into the queue, puts the rest aside.
//! Nothing is deleted, every deadline runs on, and each case that is touched has a row in the read log.

use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;

use super::list_queue::{self, PAGE, QueuePlace, QueueRow};
use super::record_access::record;
use super::session::Session;
use super::{App, IntakeError};
use crate::domain::access::{Capability, Scope, decide};
use crate::domain::audit::{Action, Entry, Purpose};
use crate::store::cabinet::Owner;
use crate::store::case_rows::StoredCase;
use crate::store::floods;
use crate::store::queue;
use crate::store::seal::aad::KeyKind;
use crate::store::{Tx, access_log};

pub use crate::store::floods::{GroupCounts, StoredFlood};

/// So many cases are changed in one transaction, so that nobody waits long for the log's head.
const BATCH: usize = 200;

/// The reasons that a worker may give.
pub const REASONS: [Purpose; 3] = [
    Purpose::FloodOrdinary,
    Purpose::FloodNoReport,
    Purpose::FloodRepeated,
];

/// A group in a list: one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The flood.
    pub flood: StoredFlood,
    /// How many cases stand in it.
    pub counts: GroupCounts,
}

/// A page of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupPage {
    /// The group.
    pub group: Group,
    /// The rows in order.
    pub rows: Vec<QueueRow>,
    /// After which place the next page begins; `None` on the last page.
    pub next: Option<QueuePlace>,
    /// A digest of all that wait, without a limit: what is put aside at once is exactly what was shown.
    pub waiting: String,
    /// Whether the person may put aside what waits: their office has it, and not only copies of some of it.
    pub own: bool,
}

/// What is to be done with cases of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Let these out into the queue.
    Release(Vec<Uuid>),
    /// Let all out that wait, or with `true` all that were put aside.
    ReleaseAll(bool),
    /// Put all aside that wait: exactly those of which the page gave this digest ([`GroupPage::waiting`]). For the office alone whose
    /// they are; one with a copy lets out and no more.
    PutAside(String),
}

/// What became of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// There is no such group for this person, or they only have copies of what they would put aside.
    NoGroup,
    /// Other cases wait than when the page was made; nothing was done.
    Overtaken,
    /// So many cases were changed.
    Changed(usize),
}

/// The groups of the person's queues, those in which something waits first.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn list(app: &App, session: &Session) -> Result<Vec<Group>, IntakeError> {
    app.store.read("list_floods", |tx| groups(tx, &session.scope))
}

/// The same within a transaction.
pub(super) fn groups(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<Group>, IntakeError> {
    let floods = floods::of_scope(tx, scope)?;
    let groups = floods.into_iter().map(|flood| {
        let counts = floods::counts(tx, scope, &flood)?;
        Ok(Group { flood, counts })
    });
    let mut groups = groups.collect::<Result<Vec<_>, IntakeError>>()?;
    groups.sort_by_key(|group| group.counts.waiting == 0);
    Ok(groups)
}

/// The page of the group `id` that begins after `after`: of what waits, or of what was put aside. `None` for a group that
/// is absent or of which nothing stands in the person's queues. That it was seen is committed to the read log before
/// anything on it is opened.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn page(
    app: &App,
    session: &Session,
    id: Uuid,
    examined: bool,
    after: Option<QueuePlace>,
    now: DateTime<Utc>,
) -> Result<Option<GroupPage>, IntakeError> {
    let scope = &session.scope;
    let found = app.store.read("list_flood", |tx| {
        let Some(flood) = floods::find(tx, scope, id)? else {
            return Ok::<_, IntakeError>(None);
        };
        let (mut cases, copies) = floods::page(tx, scope, &flood, examined, after, PAGE + 1)?;
        let more = cases.len() > PAGE;
        cases.truncate(PAGE);
        let next = cases.last().filter(|_| more).map(|case| case.place);
        let keys = queue::page_keys(tx, &cases, now)?;
        let counts = floods::counts(tx, scope, &flood)?;
        let waiting = digest(&floods::ids(tx, scope, &flood, false)?);
        let own = floods::is_own(scope, &flood);
        Ok(Some((
            Group { flood, counts },
            cases,
            copies,
            keys,
            (next, waiting, own),
        )))
    })?;
    let entry = Entry::by(scope, Action::QueueSeen, now).to(id);
    let entry = match &found {
        None => entry.refused(),
        Some((_, cases, ..)) => Entry {
            digest: Some(access_log::list_digest(cases.iter().map(|case| case.id))),
            ..entry.of_offices(scope.queue_offices())
        },
    };
    let working = app.clone();
    app.store
        .write("see_flood", move |tx| record(tx, &working, entry.clone()))?;
    Ok(
        found.map(|(group, cases, copies, keys, (next, waiting, own))| GroupPage {
            group,
            rows: cases
                .into_iter()
                .map(|case| list_queue::row(app, case, &keys, &copies))
                .collect(),
            next,
            waiting,
            own,
        }),
    )
}

/// Carries out `order` in the group `id`, for `reason`. Each case is changed together with its row of the read log, some
/// of them at a time; what was done before a failure stays done.
///
/// # Errors
/// [`IntakeError`].
pub fn carry_out(
    app: &App,
    session: &Session,
    id: Uuid,
    order: &Order,
    reason: Purpose,
    now: DateTime<Utc>,
) -> Result<Done, IntakeError> {
    let scope = &session.scope;
    let found = app.store.read("find_flood", |tx| {
        let Some(flood) = floods::find(tx, scope, id)? else {
            return Ok::<_, IntakeError>(None);
        };
        let ids = match order {
            Order::Release(chosen) => chosen.clone(),
            Order::ReleaseAll(examined) => floods::ids(tx, scope, &flood, *examined)?,
            Order::PutAside(_) => floods::ids(tx, scope, &flood, false)?,
        };
        Ok(Some((flood, ids)))
    })?;
    let Some((flood, ids)) = found else {
        return Ok(Done::NoGroup);
    };
    let how = match order {
        // A copy is for looking: what is put aside would be silent at the office whose it is.
        Order::PutAside(_) if !floods::is_own(scope, &flood) => return Ok(Done::NoGroup),
        Order::PutAside(shown) if *shown != digest(&ids) => return Ok(Done::Overtaken),
        Order::PutAside(_) => Move::Aside,
        Order::Release(_) | Order::ReleaseAll(_) => Move::Out,
    };
    let clearing = Clearing {
        app: app.clone(),
        scope: scope.clone(),
        flood,
        reason,
        now,
        how,
    };
    let mut changed = 0;
    for some in ids.chunks(BATCH) {
        let (some, clearing) = (some.to_vec(), clearing.clone());
        changed += app
            .store
            .write("clear_flood", move |tx| clearing.change(tx, &some))?;
    }
    Ok(Done::Changed(changed))
}

/// What a page carries of the cases that wait.
fn digest(waiting: &[Uuid]) -> String {
    BASE64URL_NOPAD.encode(&access_log::list_digest(waiting.iter().copied()))
}

/// Where a case of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    /// Aside, within the group.
    Aside,
    /// Out of the group, into the ordinary queue.
    Out,
}

/// An order as it is carried out: everything that is one for all its cases.
#[derive(Clone)]
struct Clearing {
    app: App,
    scope: Scope,
    flood: StoredFlood,
    reason: Purpose,
    now: DateTime<Utc>,
    how: Move,
}

impl Clearing {
    /// Moves those of `ids` that may be moved, each with its row of the read log, and tells how many that were.
    fn change(&self, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<usize, IntakeError> {
        let mut entries = Vec::with_capacity(ids.len());
        for case in floods::chosen(tx, &self.scope, &self.flood, ids)? {
            let may = decide(&self.scope, Capability::Register, &case.standing(false)).is_allowed();
            let may = may && (self.how == Move::Out || case.seen_at == case.office);
            if may && self.move_one(tx, &case)? {
                entries.push(self.entry(tx, &case)?);
            }
        }
        let number = entries.len();
        let county = self.scope.county;
        let key = self.app.cabinet.newest(KeyKind::Log, Owner::County(county));
        let key = key.map_err(IntakeError::Unrecorded)?;
        access_log::append(tx, &key.key, county, entries)?;
        Ok(number)
    }

    /// False when somebody else was faster.
    fn move_one(&self, tx: &mut Tx<'_>, case: &StoredCase) -> Result<bool, IntakeError> {
        Ok(match self.how {
            Move::Aside => floods::put_aside(tx, case)?,
            Move::Out => floods::release(tx, case)?,
        })
    }

    fn entry(&self, tx: &mut Tx<'_>, case: &StoredCase) -> Result<Entry, IntakeError> {
        let action = match self.how {
            Move::Aside => Action::FloodExamined,
            Move::Out => Action::FloodReleased,
        };
        Ok(Entry {
            case: Some(case.id),
            report: Some(case.report),
            // Another county's log must not name the child by a hash of this one's.
            subject: if self.scope.county == case.county {
                access_log::subject(tx, case.id)?
            } else {
                None
            },
            purpose: self.reason,
            ..Entry::by(&self.scope, action, self.now)
                .to(self.flood.id)
                .of_offices([case.seen_at])
        })
    }
}
