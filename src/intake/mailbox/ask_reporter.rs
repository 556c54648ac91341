//! Sends a worker's question to the reporter of a case: who asked is durable in the read log with it.

use chrono::{DateTime, Timelike, Utc};
use uuid::Uuid;

use super::sealed;
use crate::domain::access::{Capability, Scope, may_work};
use crate::domain::audit::{Action, Entry};
use crate::domain::gives_away::{GivesAway, found_in};
use crate::domain::helsinki;
use crate::domain::text::Text;
use crate::domain::urgency::WhyCopied;
use crate::intake::open_case::{event, recorded};
use crate::intake::opening::{OpenedReport, ReportKey, Reveal};
use crate::intake::record_access::{record, record_event};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError, facts};
use crate::store::cabinet::Owner;
use crate::store::case_rows::{self, StoredCase};
use crate::store::cases::EventKind;
use crate::store::messages::{self, NewMessage, Sender, mailboxes};
use crate::store::seal::aad::KeyKind;
use crate::store::seal::token::message_digest;
use crate::store::{Inserted, StoreError, Tx, copies};

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It waits for the reporter; also when the same was sent before.
    Sent,
    /// The case is absent or beyond the person's scope: the two look alike.
    Absent,
    /// The reporter has no code, or the messages have ended: nobody would read it.
    Unreachable,
}

/// Why nothing of a question stays.
enum Stopped {
    /// The reporter closed the messages a moment before.
    Closed,
    /// The service failed.
    Intake(IntakeError),
}

impl From<IntakeError> for Stopped {
    fn from(error: IntakeError) -> Self {
        Self::Intake(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// Sends `text` as a question of `session`'s person about the case `id` at `now`. `page` makes two sendings of one page one.
///
/// # Errors
/// [`IntakeError`]; then nothing was sent.
pub fn ask(
    app: &App,
    session: &Session,
    id: Uuid,
    text: &Text,
    page: &str,
    now: DateTime<Utc>,
) -> Result<Asked, IntakeError> {
    let form = app.cabinet.newest(KeyKind::Form, Owner::Service)?;
    let scope = session.scope.clone();
    let sending = message_digest(&form.key, &format!("{}/{id}", scope.staff), page, text.expose()).to_vec();
    let (working, text) = (app.clone(), text.clone());
    app.store
        .write("ask_reporter", move |tx| {
            let entry = Entry::by(&scope, Action::QuestionAsked, now);
            let Some(case) = askable(tx, &scope, id)? else {
                record(tx, &working, entry.refused().to(id))?;
                return Ok(Asked::Absent);
            };
            let today = helsinki::civil_date(now);
            let open = |tx: &mut Tx<'_>| {
                let mailbox = mailboxes::of_report(tx, case.report)?;
                Ok::<_, IntakeError>(
                    mailbox.filter(|mailbox| mailbox.is_open(today, working.messages_end_after)),
                )
            };
            let Some(mailbox) = open(tx)? else {
                return Ok(Asked::Unreachable);
            };
            let key = ReportKey::for_office(tx, &working, case.report, case.seen_at)?;
            let key = key.ok_or(IntakeError::Shape("report_keys"))?;
            let message = working.ids.uuid();
            let message = NewMessage {
                id: message,
                report: case.report,
                county: mailbox.county,
                sender: Sender::Worker {
                    case: case.id,
                    author: scope.staff,
                    at: now,
                },
                on: today,
                hour: helsinki::local(now).hour(),
                body: sealed(&working, &key, message, &text)?,
                sending: sending.clone(),
            };
            if messages::insert(tx, &message)? == Inserted::Exists {
                return Ok(Asked::Sent);
            }
            mailboxes::touch(tx, case.report, mailbox.county, today)?;
            if open(tx)?.is_none() {
                return Err(Stopped::Closed);
            }
            let event = event(
                working.ids.uuid(),
                &case,
                &scope,
                EventKind::QuestionAsked,
                now,
                None,
            );
            record_event(tx, &working, &case, &event, entry)?;
            Ok(Asked::Sent)
        })
        .or_else(|error| match error {
            Stopped::Closed => Ok(Asked::Unreachable),
            Stopped::Intake(error) => Err(error),
        })
}

/// What in `text` would tell whom the case `id` is about, by the names that `session`'s person may read in it. `None` for a case
/// that is absent or beyond the person's scope. The report is opened for it, so that is recorded first.
///
/// # Errors
/// [`IntakeError`]; then nothing was opened.
pub fn gives_away(
    app: &App,
    session: &Session,
    id: Uuid,
    text: &Text,
    now: DateTime<Utc>,
) -> Result<Option<Vec<GivesAway>>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let opened = app
        .store
        .write("open_case", move |tx| recorded(tx, &working, &scope, id, now))?;
    let Some(case) = opened else {
        return Ok(None);
    };
    let opened = app.store.read("show_case", |tx| {
        facts::opened(tx, app, &case, case.seen_at, Reveal::Task)
    })?;
    Ok(opened.map(|opened| found_in(text.expose(), &names(&opened))))
}

/// The names of the people in the report, as far as they are open, and those that were completed.
fn names(opened: &OpenedReport) -> Vec<String> {
    let (report, completed) = (&opened.report, &opened.completed);
    let children = report.children.iter();
    let children = children.flat_map(|child| [&child.identity.first_names, &child.identity.last_name]);
    let parents = report.unborn_child.iter().flat_map(|unborn| &unborn.parents);
    let parents = parents.map(|parent| &parent.identity.name);
    let guardians = report.guardians.iter().map(|guardian| &guardian.identity.name);
    children
        .chain(parents)
        .chain(guardians)
        .chain([
            &report.reporter.name,
            &completed.first_names,
            &completed.last_name,
        ])
        .flatten()
        .map(|name| name.expose().to_owned())
        .collect()
}

/// The case `id`, if the person of `scope` may open and work on it. An office to which it is only offered asks nothing: the sender
/// answers for the child until it is taken.
fn askable(tx: &mut Tx<'_>, scope: &Scope, id: Uuid) -> Result<Option<StoredCase>, IntakeError> {
    let case = case_rows::find(tx, scope, id)?;
    let works = |case: &StoredCase| may_work(scope, Capability::Register, &case.standing(case.is_of(scope)));
    let Some(case) = case.filter(works) else {
        return Ok(None);
    };
    let offered = case.seen_at != case.office
        && copies::of_cases(tx, &[id])?
            .iter()
            .any(|copy| copy.office == case.seen_at && copy.why == WhyCopied::Transfer);
    Ok((!offered).then_some(case))
}
