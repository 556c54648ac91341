//! The page of a case on which its child's other cases stand: those that may be of the same child, those that are held together
//! with it, and one timeline of these.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Candidates, MANY, birth_of, drawn, is_listed, matched, opens, record_seen};
use crate::domain::access::{Capability, Scope, may_work};
use crate::domain::assessment::Stopped;
use crate::domain::audit::{Action, Entry};
use crate::domain::deadline::Clocks;
use crate::domain::lifecycle::CaseStatus;
use crate::domain::reference::Reference;
use crate::intake::open_case::StoredEvent;
use crate::intake::opening::{ReportKey, Reveal};
use crate::intake::record_access::record;
use crate::intake::session::Session;
use crate::intake::{App, IntakeError, facts, progress, triage};
use crate::store::case_rows::{self, StoredCase};
use crate::store::{Tx, children, joins};

/// A case that is held together with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// It.
    pub case: StoredCase,
    /// Whether the person who asks may open it.
    pub opens: bool,
    /// To which case it was joined, when and by whom; `None` for the one that carries the others.
    pub joined: Option<(Uuid, DateTime<Utc>, String)>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SamePage {
    /// The case.
    pub case: StoredCase,
    /// Whether the person may join it, undo that, or say that another one is of another child.
    pub changes: bool,
    /// The urgency is signed and nothing is decided, so that it can be joined.
    pub joinable: bool,
    /// The other cases that may be of the same child.
    pub candidates: Candidates,
    /// The cases of the group, the one that carries the others first; empty while the case stands alone.
    pub group: Vec<Member>,
    /// The clocks by which the group runs.
    pub clocks: Option<Clocks>,
    /// The days on which they stopped; not asked while the case stands alone.
    pub stopped: Stopped,
    /// What happened to the cases of the group, the oldest first.
    pub timeline: Vec<(Reference, StoredEvent)>,
    /// Cases of which somebody said that they are of another child.
    pub others: Vec<StoredCase>,
}

/// What was found before anything was opened.
#[derive(Clone)]
struct Sealed {
    case: StoredCase,
    matched: super::Matched,
    group: Vec<Member>,
    others: Vec<StoredCase>,
}

/// Opens the page for `session` at `now`. `None` for a case that is absent or beyond the person's scope; the look is recorded as
/// refused. That the page was seen is committed first.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<SamePage>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let sealed = app.store.write("see_same_child", move |tx| {
        let Some(case) = case_rows::find(tx, &scope, id)? else {
            let entry = Entry::by(&scope, Action::SameChildSeen, now);
            record(tx, &working, entry.refused().to(id))?;
            return Ok(None);
        };
        let matched = matched(tx, &scope, &case, MANY)?;
        let group = group(tx, &scope, &case)?;
        let others = others(tx, &scope, &case)?;
        let members = group.iter().map(|member| member.case.id);
        let shown: Vec<Uuid> = matched.ids().chain(members).collect();
        record_seen(tx, &working, &scope, &case, shown, now)?;
        Ok::<_, IntakeError>(Some(Sealed {
            case,
            matched,
            group,
            others,
        }))
    })?;
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    app.store
        .read("show_same_child", |tx| {
            page(tx, app, &session.scope, sealed.clone(), now)
        })
        .map(Some)
}

fn page(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    sealed: Sealed,
    now: DateTime<Utc>,
) -> Result<SamePage, IntakeError> {
    let Sealed {
        case,
        matched,
        group,
        others,
    } = sealed;
    let birth = birth(tx, app, &case)?;
    let candidates = drawn(tx, app, scope, matched, birth, now)?;
    let mut timeline = Vec::new();
    for member in group.iter().filter(|member| member.opens) {
        let events = case_rows::events(tx, &member.case)?;
        timeline.extend(
            events
                .into_iter()
                .map(|event| (member.case.reference.clone(), event)),
        );
    }
    timeline.sort_by_key(|(_, event)| event.place());
    let carrying = group.iter().find(|member| member.joined.is_none());
    let place = case.standing(case.is_of(scope));
    let changes = case.seen_at == case.office && may_work(scope, Capability::Register, &place);
    let stopped = if group.is_empty() {
        Stopped::default()
    } else {
        let key = ReportKey::for_office(tx, app, case.report, case.seen_at)?;
        let (life, _) = triage::standing(tx, &case, &key.ok_or(IntakeError::Shape("report_keys"))?)?;
        progress::stopped(tx, app, scope, &case, &life)?
    };
    Ok(SamePage {
        changes,
        stopped,
        joinable: case.state == CaseStatus::Triaged.as_str(),
        clocks: carrying.map_or(case.clocks, |member| member.case.clocks),
        candidates,
        group,
        timeline,
        others,
        case,
    })
}

/// The birth date of the child of `case`, where nothing about the child is protected.
fn birth(tx: &mut Tx<'_>, app: &App, case: &StoredCase) -> Result<Option<NaiveDate>, IntakeError> {
    let opened = facts::opened(tx, app, case, case.seen_at, Reveal::Task)?;
    Ok(opened.and_then(|opened| birth_of(&opened, case.subject)))
}

/// The cases that are held together with `case`, as far as the person may know of them; none while it stands alone.
fn group(tx: &mut Tx<'_>, scope: &Scope, case: &StoredCase) -> Result<Vec<Member>, IntakeError> {
    let carrier = joins::carrier_of(tx, case.id)?;
    let below = joins::below(tx, carrier)?;
    if below.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = [carrier]
        .into_iter()
        .chain(below.iter().map(|joined| joined.case))
        .collect();
    let (mut found, _) = children::cases_of(tx, scope, &ids)?;
    found.retain(|case| is_listed(scope, case));
    found.sort_by_key(|case| ids.iter().position(|id| *id == case.id));
    found
        .into_iter()
        .map(|case| {
            let joined = below.iter().find(|joined| joined.case == case.id);
            Ok(Member {
                opens: opens(tx, scope, &case)?,
                joined: joined.map(|joined| (joined.target, joined.at, joined.by.clone())),
                case,
            })
        })
        .collect()
}

/// The cases of which somebody said that they are of another child than `case`, as far as the person may know of them.
fn others(tx: &mut Tx<'_>, scope: &Scope, case: &StoredCase) -> Result<Vec<StoredCase>, IntakeError> {
    let ids = joins::of_other_children(tx, case.id)?;
    let (mut found, _) = children::cases_of(tx, scope, &ids)?;
    found.retain(|case| is_listed(scope, case));
    found.sort_by_key(|case| (case.received_on, case.id));
    Ok(found)
}
