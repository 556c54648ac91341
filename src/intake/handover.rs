//! The hand-over between shifts of an office: what came, what is urgent and open, which assessments nobody has,
//! what falls due, what was put aside, what waits for somebody, which transfers nobody has answered, and the notes of the shift
//! before. Bare references and dates; only the notes are opened.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::chain_events::hour_of;
use super::mailbox::unread::{SHOWN, Unread};
use super::opening::{ReportKey, wrapped};
use super::record_access::record;
use super::session::Session;
use super::{App, IntakeError, same_child};
use crate::domain::access::Scope;
use crate::domain::audit::{Action, Entry};
use crate::domain::helsinki;
use crate::domain::office::OfficeId;
use crate::domain::text::Text;
use crate::domain::worklist::{self, Narrow, Only};
use crate::store::case_rows::StoredCase;
use crate::store::casebook::reminders::{self, Reminder};
use crate::store::handover::{self, Note};
use crate::store::messages::unread;
use crate::store::queue::page_keys;
use crate::store::reports::OfficeWrap;
use crate::store::seal::aad::{BlobAad, KeyKind, WrapAad};
use crate::store::seal::blob;
use crate::store::seal::secret::DataKey;
use crate::store::transfers::{self, Which};
use crate::store::{StoreError, Tx, access_log, queue_page, running};

/// The longest note, in characters.
pub const LONGEST: usize = 5_000;
/// Notes are kept for so long.
pub const KEPT: TimeDelta = TimeDelta::days(30);
/// The lengths of a shift that one can look back over, in hours; the first is what is shown unless somebody chooses.
pub const HOURS: [u32; 3] = [12, 8, 24];
/// So many cases are listed of each kind.
pub const MOST: usize = 30;
/// So many notes are shown.
const NOTES: i64 = 10;

/// A case as the hand-over lists it: nothing of it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The case.
    pub case: StoredCase,
    /// To whom it is given.
    pub assignee: Option<String>,
    /// Who has it on their page just now.
    pub holder: Option<String>,
    /// A triage waits for a signature.
    pub proposed: bool,
    /// The person may open it: what a colleague works on is listed all the same.
    pub opens: bool,
}

/// A kind of case on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What came in this shift.
    Came,
    /// What is urgent and open.
    Urgent,
    /// What nobody has assessed.
    Unassessed,
    /// What waits for a signature.
    Proposed,
    /// Assessments of the office that run and are in nobody's hands.
    Unheld,
    /// What falls due within two working days, or is late: in the queue, or an assessment that runs in somebody's hands.
    Due,
    /// What was put aside in this shift.
    Aside,
}

/// A note, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Who wrote it.
    pub author: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What; `None` when it does not open.
    pub text: Option<Text>,
    /// Who took the shift and has read it, and when (UTC).
    pub taken: Option<(String, DateTime<Utc>)>,
}

/// What one shift leaves to the next.
#[derive(Debug, Clone)]
pub struct Handover {
    /// The office.
    pub office: OfficeId,
    /// When the shift that is looked back over began (UTC).
    pub since: DateTime<Utc>,
    /// The lists, in the order of the page; empty ones too.
    pub lists: Vec<(Kind, Vec<Listed>)>,
    /// What somebody promised to come back to, by the end of tomorrow.
    pub reminders: Vec<Reminder>,
    /// Cases whose reporter sent something that nobody has read.
    pub unread: Vec<Unread>,
    /// What waits for an answer of the office, the one that waits longest first.
    pub incoming: Vec<transfers::Listed>,
    /// What the office sent and nobody has answered, likewise.
    pub outgoing: Vec<transfers::Listed>,
    /// The notes, the newest first.
    pub notes: Vec<Told>,
    /// Notes of others wait to be read by whoever takes the shift.
    pub waits: bool,
}

/// Why a note was not written.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// Nothing was written, or too much, or no text.
    #[error("a note has 1–{LONGEST} characters")]
    Text,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for NoteError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// What the last `hours` of `office` leave, or of the first of the person's offices; recorded and committed first. `None`,
/// recorded as refused, for an office that is not theirs, and for whoever has none.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    office: Option<OfficeId>,
    hours: u32,
    now: DateTime<Utc>,
) -> Result<Option<Handover>, IntakeError> {
    let tried = (Action::HandoverSeen, "see_handover");
    let Some((scope, office)) = entered(app, session, office, tried, now)? else {
        return Ok(None);
    };
    let since = now - TimeDelta::hours(hours.into());
    let (lists, reminders, unread, (incoming, outgoing), notes) = app.store.read("handover", |tx| {
        let lists = lists(tx, &scope, office, since, now)?;
        let tomorrow = helsinki::civil_date(now).iter_days().nth(2);
        let until = tomorrow.map_or(now, |day| helsinki::clock_shows(day, 0));
        let reminders = reminders::before(tx, &scope, until, MOST)?;
        let (unread, _) = unread::of_scope(tx, &scope, SHOWN)?;
        let mut waiting = [Vec::new(), Vec::new()];
        for (listed, which) in waiting.iter_mut().zip([Which::Incoming, Which::Outgoing]) {
            *listed = transfers::listed(tx, &scope, which)?;
            listed.truncate(MOST);
        }
        let [incoming, outgoing] = waiting;
        let notes = handover::notes(tx, &scope, office, NOTES)?;
        Ok::<_, IntakeError>((lists, reminders, unread, (incoming, outgoing), notes))
    })?;
    let cases = lists
        .iter()
        .flat_map(|(_, cases)| cases)
        .map(|listed| listed.case.id);
    let others = reminders.iter().map(|reminder| reminder.case);
    let others = others.chain(unread.iter().map(|unread| unread.case));
    let offered = incoming.iter().chain(&outgoing);
    let others = others.chain(offered.map(|listed| listed.transfer.case));
    let entry = Entry {
        digest: Some(access_log::list_digest(cases.chain(others))),
        ..Entry::by(&scope, Action::HandoverSeen, now).of_offices([office])
    };
    let working = app.clone();
    // Nothing is opened or shown before this is durable.
    app.store
        .write("see_handover", move |tx| record(tx, &working, entry.clone()))?;
    let mine = session.scope.staff;
    let waits = notes
        .iter()
        .any(|note| note.taken.is_none() && note.author != mine);
    Ok(Some(Handover {
        office,
        since,
        lists,
        reminders,
        unread,
        incoming,
        outgoing,
        waits,
        notes: notes.into_iter().map(|note| told(app, note)).collect(),
    }))
}

/// Keeps `text` for the next shift of `office`, sealed; `sending` is the random id of the page, so that it is kept once. `false`
/// for an office that is not the person's.
///
/// # Errors
/// [`NoteError`]; then nothing is kept.
pub fn write(
    app: &App,
    session: &Session,
    office: OfficeId,
    sending: Uuid,
    text: &str,
    now: DateTime<Utc>,
) -> Result<bool, NoteError> {
    let text = Text::parse(text, LONGEST).ok().flatten().ok_or(NoteError::Text)?;
    let tried = (Action::HandoverNoted, "write_handover");
    let Some((scope, office)) = entered(app, session, Some(office), tried, now)? else {
        return Ok(false);
    };
    let directory = app.directory();
    let of = directory.rules.office(office).ok_or(IntakeError::NoOffice)?;
    let key = DataKey::random(&*app.ids);
    let aad = WrapAad::Report {
        report: sending,
        office: office.0,
    };
    let wrap = wrapped(app, &key, of, KeyKind::Office, &aad)?;
    let place = BlobAad::whole("handover_notes", sending, "body");
    let body = blob::seal(text.expose().as_bytes(), &key, &place, &*app.ids).map_err(IntakeError::from)?;
    let note = Note {
        id: sending,
        office,
        county: wrap.county,
        author: scope.staff,
        author_name: String::new(),
        written_at: now,
        wrap: wrap.wrap,
        body,
        taken: None,
    };
    let working = app.clone();
    app.store.write("write_handover", move |tx| {
        if handover::insert(tx, &note)? {
            let entry = Entry::by(&scope, Action::HandoverNoted, now);
            record(tx, &working, entry.of_offices([office]).to(note.id))?;
        }
        Ok::<_, IntakeError>(())
    })?;
    Ok(true)
}

/// Takes the shift of `office`: the notes of others that nobody has taken are read. `false` for an office that is not the
/// person's.
///
/// # Errors
/// [`IntakeError`].
pub fn take(app: &App, session: &Session, office: OfficeId, now: DateTime<Utc>) -> Result<bool, IntakeError> {
    let tried = (Action::ShiftTaken, "take_shift");
    let Some((scope, office)) = entered(app, session, Some(office), tried, now)? else {
        return Ok(false);
    };
    let working = app.clone();
    app.store.write("take_shift", move |tx| {
        handover::take(tx, &scope, office, now)?;
        let entry = Entry::by(&scope, Action::ShiftTaken, now);
        record(tx, &working, entry.of_offices([office]))
    })?;
    Ok(true)
}

/// The person's scope for `office` alone, or for their first one; `None`, refused and recorded by `transaction`, where it is not theirs.
fn entered(
    app: &App,
    session: &Session,
    office: Option<OfficeId>,
    (action, transaction): (Action, &'static str),
    now: DateTime<Utc>,
) -> Result<Option<(Scope, OfficeId)>, IntakeError> {
    let mut theirs = session.scope.queue_offices().into_iter();
    let found = theirs.find(|own| office.is_none_or(|office| office == *own));
    if let Some(office) = found {
        let scope = Scope {
            offices: vec![office],
            ..session.scope.clone()
        };
        return Ok(Some((scope, office)));
    }
    let entry = Entry::by(&session.scope, action, now).refused();
    let entry = match office {
        Some(office) => entry.to(office.0),
        None => entry,
    };
    let working = app.clone();
    app.store
        .write(transaction, move |tx| record(tx, &working, entry.clone()))?;
    Ok(None)
}

fn lists(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<(Kind, Vec<Listed>)>, IntakeError> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let soon = worklist::soon(helsinki::civil_date(now));
    let queue = |tx: &mut Tx<'_>, narrow: Narrow| {
        queue_page::page(tx, scope, &[office], &narrow, None, MOST).map(|(cases, _)| cases)
    };
    let only = |only| Narrow {
        only: Some(only),
        ..Narrow::default()
    };
    let due = Narrow {
        due_by: Some(soon),
        ..Narrow::default()
    };
    // An assessment of another office is that one's, though its urgent case was seen here too.
    let mut unheld = queue(tx, only(Only::Unheld))?;
    unheld.retain(|case| case.office == office);
    let found = [
        (
            Kind::Came,
            handover::came(tx, scope, office, hour_of(since), most)?,
        ),
        (Kind::Urgent, queue(tx, only(Only::Urgent))?),
        (Kind::Unassessed, queue(tx, only(Only::Unassessed))?),
        (Kind::Proposed, queue(tx, only(Only::Proposed))?),
        (Kind::Unheld, unheld),
        (Kind::Due, due_soon(tx, scope, office, &due)?),
        (Kind::Aside, handover::put_aside(tx, scope, office, since, most)?),
    ];
    let mut lists = Vec::new();
    for (kind, cases) in found {
        let keys = page_keys(tx, &cases, now)?;
        let mut open = HashSet::new();
        for case in &cases {
            if same_child::opens(tx, scope, case)? {
                open.insert(case.id);
            }
        }
        let listed = cases.into_iter().map(|case| Listed {
            opens: open.contains(&case.id),
            assignee: case.assignee.and_then(|id| keys.assignees.get(&id).cloned()),
            holder: keys.holders.get(&case.id).map(|holder| holder.name.clone()),
            proposed: keys
                .decided
                .get(&case.id)
                .is_some_and(|sealed| sealed.proposal.is_some()),
            case,
        });
        lists.push((kind, listed.collect()));
    }
    Ok(lists)
}

/// What falls due as `due` says: of the queue, and of the assessments that run in somebody's hands and stand in none; the most
/// overdue first, at most [`MOST`].
fn due_soon(
    tx: &mut Tx<'_>,
    scope: &Scope,
    office: OfficeId,
    due: &Narrow,
) -> Result<Vec<StoredCase>, IntakeError> {
    let (mut cases, _) = queue_page::page(tx, scope, &[office], due, None, MOST)?;
    let (running, _) = running::page(tx, scope, &[office], due, None, MOST)?;
    cases.extend(running.into_iter().filter(|case| !case.in_queue));
    cases.sort_by_key(|case| (case.place.due, case.place));
    cases.truncate(MOST);
    Ok(cases)
}

/// The note, opened. One that does not open is told to the operator and stays in the list.
fn told(app: &App, note: Note) -> Told {
    let wrap = OfficeWrap {
        office: note.office,
        county: note.county,
        wrap: note.wrap,
    };
    let opened = ReportKey::open(app, note.id, &wrap)
        .and_then(|key| key.bytes(&note.body, "handover_notes", note.id, "body"));
    let text = opened
        .inspect_err(|error| tracing::error!(%error, "a note of a shift does not open"))
        .ok()
        .and_then(|plain| {
            Text::parse(&String::from_utf8_lossy(&plain), LONGEST)
                .ok()
                .flatten()
        });
    Told {
        author: note.author_name,
        at: note.written_at,
        text,
        taken: note.taken,
    }
}
