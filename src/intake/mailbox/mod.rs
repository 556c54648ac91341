//! Messages between a reporter and the workers of the report's offices. A reporter is known by the
//! follow-up code, a professional's system by its token. What a reporter sends is a new document: the report never changes
//! by it, and nothing of it is ever shown to the reporter again.

pub mod add_information;
pub mod ask_reporter;
pub mod by_code;
pub mod close;
pub mod conversation;
pub mod end_old;
pub mod of_client;
pub mod unread;

use chrono::{DateTime, Days, NaiveDate, Utc};
use uuid::Uuid;

use super::report_status::{Progressed, Status};
use super::{App, IntakeError};
use crate::domain::helsinki;
use crate::domain::language::Language;
use crate::domain::reference::Reference;
use crate::domain::report::IdentityLevel;
use crate::domain::text::Text;
use crate::store::messages::mailboxes::StoredMailbox;
use crate::store::messages::{self, StoredMessage};
use crate::store::{Tx, cases};

use super::opening::ReportKey;

/// The longest message, in characters.
pub const LONGEST: usize = 10_000;

/// The longest question of a worker, in characters.
pub const LONGEST_QUESTION: usize = 2_000;

/// How long after its last message a mailbox ends, unless the settings say otherwise.
pub const ENDS_AFTER: Days = Days::new(90);

/// A question that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: Uuid,
    /// The day on which it was asked, Europe/Helsinki.
    pub on: NaiveDate,
    /// What is asked.
    pub text: Text,
}

/// What a reporter may see with the follow-up code, and nothing else: neither the report nor any answer, name or outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The report, for the sealed field of the page.
    pub report: Uuid,
    /// The language in which the report was filed.
    pub language: Language,
    /// Day of arrival, Europe/Helsinki.
    pub received_on: NaiveDate,
    /// Each case with its status.
    pub cases: Vec<(Reference, Status)>,
    /// The questions that wait for an answer, the oldest first.
    pub questions: Vec<Question>,
    /// The messages have ended.
    pub closed: bool,
    /// The reporter gave neither a name nor a way to be reached.
    pub anonymous: bool,
}

/// What a reporter may see of `mailbox` at `now`.
fn shown(
    tx: &mut Tx<'_>,
    app: &App,
    mailbox: &StoredMailbox,
    now: DateTime<Utc>,
) -> Result<Mailbox, IntakeError> {
    let open = mailbox.is_open(helsinki::civil_date(now), app.messages_end_after);
    let messages = messages::of_report(tx, mailbox.report)?;
    let mut questions = Vec::new();
    let waiting: Vec<&StoredMessage> = messages.iter().filter(|message| message.is_open()).collect();
    if open && !waiting.is_empty() {
        let key = ReportKey::for_service(tx, app, mailbox.report)?;
        for message in &waiting {
            questions.push(Question {
                id: message.id,
                on: message.on,
                text: text_of(&key, message)?,
            });
        }
    }
    let cases = cases::progress_of(tx, mailbox.report)?;
    let cases = cases.into_iter().map(|case| {
        let asked = waiting.iter().any(|message| message.case == Some(case.case));
        let progressed = Progressed {
            case: &case,
            asked,
            ended: !open,
        };
        (case.reference.clone(), Status::of(&progressed))
    });
    Ok(Mailbox {
        cases: cases.collect(),
        report: mailbox.report,
        language: mailbox.language,
        received_on: mailbox.received_on,
        closed: !open,
        anonymous: mailbox.identity_level == IdentityLevel::None,
        questions,
    })
}

/// What `message` says.
fn text_of(key: &ReportKey, message: &StoredMessage) -> Result<Text, IntakeError> {
    key.json(&message.body, "messages", message.id, "body")
}

/// `text`, sealed for the message `id`.
fn sealed(app: &App, key: &ReportKey, id: Uuid, text: &Text) -> Result<Vec<u8>, IntakeError> {
    key.seal_json(app, text, "messages", id, "body")
}
