//! Shows the read log as far as somebody may see it: who saw what and why, by person, by case and by day. Auditors watch over all
//! of it, supervisors over what was done for their offices, a worker sees what they did themselves; nobody sees content there, and
//! that somebody looked stands in the log before anything is shown.

use std::fs;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::anchor_log::{Anchor, Known};
use super::export_log::{child_of, told_from};
use super::record_access::record;
use super::session::Session;
use super::verify_log::{self, Verified};
use super::{App, IntakeError};
use crate::domain::access::{LogView, Scope, StaffId};
use crate::domain::audit::{Action, Entry};
use crate::domain::reference::Reference;
use crate::store::cabinet::Owner;
use crate::store::log_child::OneChild;
use crate::store::log_view::{self, Narrowed};
use crate::store::seal::aad::KeyKind;
use crate::store::{Tx, copies, log_rows};

pub use crate::store::log_view::{LogLine, Person};

/// The rows of a page.
pub const PAGE: usize = 50;
/// The most rows of a list that is printed as a whole.
pub const PRINTED: usize = 5_000;
/// So many anchors are shown, the newest.
const ANCHORS: usize = 10;

/// What somebody wants to see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// What the person with this user name did.
    pub person: Option<String>,
    /// What was done to the case with this reference.
    pub case: Option<Reference>,
    /// What was done to any case of that one's child, of the last two years unless `from` says otherwise; in the county's log alone.
    pub child: bool,
    /// From this day on, Europe/Helsinki.
    pub from: Option<NaiveDate>,
    /// Up to this day, Europe/Helsinki.
    pub to: Option<NaiveDate>,
    /// Below this number; `None` for the newest.
    pub before: Option<i64>,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows, the newest first.
    pub rows: Vec<LogLine>,
    /// Below which number the next page begins; `None` on the last one.
    pub next: Option<i64>,
    /// Everybody of the county whose rows can be asked for.
    pub people: Vec<Person>,
    /// There is no such case in the county's log.
    pub unknown_case: bool,
    /// There is no such account in the county.
    pub unknown_person: bool,
}

/// What a list is narrowed by, where it is there.
struct Found {
    people: Vec<Person>,
    person: Option<StaffId>,
    case: Option<Uuid>,
    child: Option<OneChild>,
}

/// What a look at the chain itself found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The chain.
    pub verified: Verified,
    /// The last anchors of the county, the newest first.
    pub anchors: Vec<Anchor>,
    /// Whether there is a file of anchors that could be read.
    pub compared: bool,
}

/// Whether the person of `scope` watches over the log of their county: none who sees content does.
pub fn may(scope: &Scope) -> bool {
    scope.log_view() == Some(LogView::County)
}

/// At most `limit` rows of `view` that `wanted` asks for. That they were seen is committed first. `None`, recorded as refused,
/// for somebody whose view of the log is another one.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn page(
    app: &App,
    session: &Session,
    view: LogView,
    wanted: &Wanted,
    limit: usize,
    now: DateTime<Utc>,
) -> Result<Option<Page>, IntakeError> {
    let scope = &session.scope;
    if !entered(app, scope, view, Action::LogSeen, now)? {
        return Ok(None);
    }
    let found = app
        .store
        .read("find_for_log", |tx| find(tx, scope, view, wanted))?;
    let of_child = found.child.is_some();
    let narrowed = Narrowed {
        person: found.person,
        case: found.case.filter(|_| !of_child),
        child: found.child.clone(),
        from: wanted.from.or_else(|| told_from(now).filter(|_| of_child)),
        to: wanted.to,
    };
    let unknown_case = wanted.case.is_some() && found.case.is_none();
    let unknown_person = wanted.person.is_some() && found.person.is_none();
    let entry = Entry {
        case: found.case,
        object: found.person.map(|person| person.0),
        subject: found.child.and_then(|child| child.digest),
        offices: if view == LogView::Offices {
            scope.offices.clone()
        } else {
            Vec::new()
        },
        ..Entry::by(scope, Action::LogSeen, now)
    };
    let working = app.clone();
    app.store
        .write("see_log", move |tx| record(tx, &working, entry.clone()))?;
    let asked = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = if unknown_case || unknown_person {
        Vec::new()
    } else {
        app.store.read("show_log", |tx| {
            let rows = log_view::page(tx, scope, view, &narrowed, wanted.before, asked)?;
            Ok::<_, IntakeError>(rows)
        })?
    };
    let more = rows.len() > limit;
    rows.truncate(limit);
    if view == LogView::Offices {
        // Somebody who also works elsewhere did it for those offices too; that is not this one's business.
        for row in &mut rows {
            row.offices.retain(|office| scope.offices.contains(office));
        }
    }
    Ok(Some(Page {
        next: rows.last().filter(|_| more).map(|row| row.told.seq),
        rows,
        people: found.people,
        unknown_case,
        unknown_person,
    }))
}

/// Walks the chain of the county's log and compares it with the anchors. That somebody had it done is committed first.
/// `None`, recorded as refused, as with [`page`].
///
/// # Errors
/// [`IntakeError`]; a fault of the chain is none.
pub fn check(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Option<Checked>, IntakeError> {
    let scope = &session.scope;
    if !entered(app, scope, LogView::County, Action::LogVerified, now)? {
        return Ok(None);
    }
    let entry = Entry::by(scope, Action::LogVerified, now);
    let working = app.clone();
    app.store
        .write("verify_log", move |tx| record(tx, &working, entry.clone()))?;
    // Read before the chain, so that no anchor lies beyond the end that is seen.
    let text = app.anchor_file.as_deref().map(fs::read_to_string);
    let text = text.and_then(Result::ok);
    let known = text.as_deref().map(Known::read).unwrap_or_default();
    let lines = text.as_deref().unwrap_or_default().lines().rev();
    let anchors = lines.filter_map(|line| serde_json::from_str::<Anchor>(line).ok());
    let anchors = anchors
        .filter(|anchor| anchor.county == scope.county)
        .take(ANCHORS);
    let anchors: Vec<Anchor> = anchors.collect();
    let key = app.cabinet.newest(KeyKind::Log, Owner::County(scope.county));
    let key = key.map_err(IntakeError::from)?;
    Ok(Some(Checked {
        verified: verify_log::verify(&app.store, scope.county, &key.key, &known, now)?,
        anchors,
        compared: text.is_some(),
    }))
}

/// Whether `view` is the person's view of the log; that somebody else tried is recorded.
fn entered(
    app: &App,
    scope: &Scope,
    view: LogView,
    action: Action,
    now: DateTime<Utc>,
) -> Result<bool, IntakeError> {
    if scope.log_view() == Some(view) {
        return Ok(true);
    }
    let (working, entry) = (app.clone(), Entry::by(scope, action, now).refused());
    app.store
        .write("see_log", move |tx| record(tx, &working, entry.clone()))?;
    Ok(false)
}

/// What is asked for, as far as the view tells of it. In the county's log: an account of the county, a case of its own or one that
/// an office of it got a copy of. Otherwise: somebody of the offices, a case of which there is a row to be seen. A case from which
/// the person is barred is not there.
fn find(tx: &mut Tx<'_>, scope: &Scope, view: LogView, wanted: &Wanted) -> Result<Found, IntakeError> {
    let people = match view {
        LogView::Own => Vec::new(),
        LogView::Offices => log_view::people_of(tx, &scope.offices)?,
        LogView::County => log_view::people(tx, scope.county)?,
    };
    let named = |name: &String| people.iter().find(|person| person.user_name == *name);
    let person = wanted.person.as_ref().and_then(named).map(|person| person.id);
    let (mut case, mut child) = (None, None);
    if let Some(reference) = &wanted.case
        && let Some((id, county)) = log_rows::case_by_reference(tx, reference)?
        && !scope.exceptions.barred.contains(&id)
    {
        let ours = if view == LogView::County {
            let mut copied = copies::of_cases(tx, &[id])?.into_iter();
            county == scope.county || copied.any(|copy| copy.county == scope.county)
        } else {
            let of_case = Narrowed {
                case: Some(id),
                ..Narrowed::default()
            };
            !log_view::page(tx, scope, view, &of_case, None, 1)?.is_empty()
        };
        case = ours.then_some(id);
        if ours && wanted.child && view == LogView::County {
            child = Some(child_of(tx, id, county, scope.county)?);
        }
    }
    Ok(Found {
        people,
        person,
        case,
        child,
    })
}
