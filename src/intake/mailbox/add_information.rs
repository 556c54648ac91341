//! Stores what a reporter answers or adds, and puts it before the workers: every case of the report gets the mark of a new
//! message, its offices are told by mail that a message awaits.

use chrono::{DateTime, Timelike, Utc};
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{sealed, text_of};
use crate::domain::helsinki;
use crate::domain::job::{Job, notice_at};
use crate::domain::office::OfficeId;
use crate::domain::text::Text;
use crate::intake::attach::{self, Upload};
use crate::intake::opening::ReportKey;
use crate::intake::{App, IntakeError};
use crate::store::attachments::Attachment;
use crate::store::cabinet::Owner;
use crate::store::cases::{self, EventKind, NewEvent};
use crate::store::messages::mailboxes::{self, StoredMailbox};
use crate::store::messages::{self, NewMessage, Sender, StoredMessage, unread};
use crate::store::seal::aad::KeyKind;
use crate::store::seal::token::message_digest;
use crate::store::{Inserted, StoreError, Tx, alerts, copies, jobs};

/// With what right, and as which sending, a message comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// A page that was opened with the follow-up code.
    Page {
        /// What makes two sendings of the page one; random.
        page: String,
        /// The questions that stood on it.
        answers: Vec<Uuid>,
    },
    /// A professional's own system.
    Client {
        /// The client.
        client: Uuid,
        /// Its `Idempotency-Key`.
        key: String,
    },
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is stored.
    Stored(Uuid),
    /// It was stored before: the same was sent twice.
    Before(Uuid),
}

/// Why a message was not stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddError {
    /// The messages have ended, or nobody can write to this report.
    #[error("the messages have ended")]
    Ended,
    /// The client used the same idempotency key for another text.
    #[error("the idempotency key was used for another message")]
    KeyReused,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl std::convert::From<StoreError> for AddError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// What a reporter sends.
#[derive(Clone, Copy)]
pub struct Letter<'a> {
    /// What it says.
    pub text: &'a Text,
    /// The files that came along, begun by [`Upload::to_report`]. Whoever holds them discards them afterwards: what was
    /// stored with the letter stays.
    pub files: Option<&'a Upload>,
}

impl<'a> Letter<'a> {
    /// A letter without files.
    pub const fn of(text: &'a Text) -> Self {
        Self { text, files: None }
    }

    /// What makes another sending of the page `page` another letter.
    fn page(&self, page: &str) -> String {
        match self.files {
            None => page.to_owned(),
            Some(files) => {
                let digest = Sha256::digest(files.fingerprint());
                format!("{page}/{}", BASE64URL_NOPAD.encode(&digest))
            }
        }
    }
}

/// Stores `letter`, which the reporter of `report` sends `from` a page or a system at `now`. The report itself stays as it
/// is.
///
/// # Errors
/// [`AddError`]; then nothing is stored.
pub fn add(
    app: &App,
    report: Uuid,
    letter: Letter<'_>,
    from: &From,
    now: DateTime<Utc>,
) -> Result<Added, AddError> {
    let text = letter.text;
    let form = app.cabinet.newest(KeyKind::Form, Owner::Service);
    let form = form.map_err(IntakeError::from)?;
    let sending = match from {
        // The same page with another text is another message: nothing that somebody wrote is dropped.
        From::Page { page, .. } => {
            message_digest(&form.key, &report.to_string(), &letter.page(page), text.expose())
        }
        From::Client { client, key } => message_digest(&form.key, &format!("{client}/{report}"), key, ""),
    }
    .to_vec();
    let found = app.store.read("read_mailbox", |tx| {
        let Some(mailbox) = mailboxes::of_report(tx, report)? else {
            return Ok(None);
        };
        ReportKey::for_service(tx, app, report).map(|key| Some((mailbox.county, key)))
    })?;
    let (county, key) = found.ok_or(AddError::Ended)?;
    let id = app.ids.uuid();
    let files = match letter.files {
        Some(files) => files.rows(report, county, Some(id))?,
        None => Vec::new(),
    };
    let message = NewMessage {
        id,
        report,
        county,
        sender: Sender::Reporter,
        on: helsinki::civil_date(now),
        hour: helsinki::local(now).hour(),
        body: sealed(app, &key, id, text)?,
        sending,
    };
    let (working, from_there) = (app.clone(), from.clone());
    let known = message.sending.clone();
    let stored = app.store.write("add_information", move |tx| {
        insert(tx, &working, (message.clone(), &files), &from_there, now)
    })?;
    match stored {
        Inserted::New => Ok(Added::Stored(id)),
        Inserted::Exists => before(app, report, &key, &known, text),
    }
}

fn insert(
    tx: &mut Tx<'_>,
    app: &App,
    (message, files): (NewMessage, &[Attachment]),
    from: &From,
    now: DateTime<Utc>,
) -> Result<Inserted, AddError> {
    let report = message.report;
    let Some(mailbox) = mailboxes::of_report(tx, report)? else {
        return Err(AddError::Ended);
    };
    let today = message.on;
    let may = |mailbox: &StoredMailbox| {
        mailbox.is_open(today, app.messages_end_after)
            && (mailbox.has_code || matches!(from, From::Client { .. }))
    };
    if !may(&mailbox) {
        return Err(AddError::Ended);
    }
    mailboxes::touch(tx, report, mailbox.county, today)?;
    // Somebody may have closed it a moment before: from here on nobody can.
    if !mailboxes::of_report(tx, report)?.is_some_and(|mailbox| may(&mailbox)) {
        return Err(AddError::Ended);
    }
    let message = NewMessage {
        county: mailbox.county,
        ..message
    };
    if messages::insert(tx, &message)? == Inserted::Exists {
        return Ok(Inserted::Exists);
    }
    attach::insert(tx, files)?;
    let answered = match from {
        From::Page { answers, .. } => Some(answers.as_slice()),
        From::Client { .. } => None,
    };
    messages::mark_answered(tx, report, answered)?;
    unread::add(tx, report)?;
    note(tx, app, report, EventKind::MessageReceived, now)?;
    tell(tx, report, now)?;
    Ok(Inserted::New)
}

/// Notes on each case of `report` what its reporter did: the hour and not the minute. A job seals it into the
/// read log once the hour is over.
pub(super) fn note(
    tx: &mut Tx<'_>,
    app: &App,
    report: Uuid,
    kind: EventKind,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for case in cases::progress_of(tx, report)? {
        let event = NewEvent {
            id: app.ids.uuid(),
            case: case.case,
            county: case.county,
            kind,
            on: helsinki::civil_date(now),
            hour: helsinki::local(now).hour(),
            at: None,
            actor: None,
            reason: None,
        };
        cases::insert_event(tx, &event)?;
    }
    Ok(())
}

/// Writes down that every office which sees a case of `report` is to be told: at the next point of the five-minute grid,
/// and once for all messages until then.
fn tell(tx: &mut Tx<'_>, report: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    let own = alerts::of_report(tx, report)?.into_iter().map(|case| case.office);
    let copied = copies::of_report(tx, report)?.into_iter().map(|copy| copy.office);
    let mut offices: Vec<OfficeId> = own.chain(copied).collect();
    offices.sort_unstable();
    offices.dedup();
    let at = notice_at(now, false);
    for office in offices {
        let id = notice_id(report, office, at);
        let notice = Job::MessageNotice { report, office };
        let _: Inserted = tx.insert_else_exists(|tx| jobs::insert_notice(tx, id, office, &notice, at))?;
    }
    Ok(())
}

/// The id of the notice of `report` that leaves `at` a point of the grid: the same for every message until then.
fn notice_id(report: Uuid, office: OfficeId, at: DateTime<Utc>) -> Uuid {
    let digest = Sha256::new()
        .chain_update(b"huoli/message-notice")
        .chain_update(report.as_bytes())
        .chain_update(office.0.as_bytes())
        .chain_update(at.timestamp().to_be_bytes())
        .finalize();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest) {
        *byte = from;
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// What is answered to a message that was sent before.
fn before(app: &App, report: Uuid, key: &ReportKey, sending: &[u8], text: &Text) -> Result<Added, AddError> {
    let found = app
        .store
        .read("read_mailbox", |tx| messages::by_sending(tx, report, sending))?;
    let (id, body) = found.ok_or(StoreError::Conflict)?;
    let stored = StoredMessage {
        id,
        body,
        case: None,
        on: chrono::NaiveDate::default(),
        hour: 0,
        at: None,
        author: None,
        answered: false,
    };
    if text_of(key, &stored)? == *text {
        Ok(Added::Before(id))
    } else {
        Err(AddError::KeyReused)
    }
}
