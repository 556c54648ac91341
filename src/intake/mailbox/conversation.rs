//! The messages of a case as its page shows them, once it is recorded who opened it.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::text_of;
use crate::domain::helsinki;
use crate::domain::text::Text;
use crate::intake::opening::ReportKey;
use crate::intake::{App, IntakeError};
use crate::store::Tx;
use crate::store::case_rows::StoredCase;
use crate::store::messages::{self, mailboxes};

/// Whether the reporter can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// By the follow-up code, or by their own system.
    Open,
    /// Not any more: the messages have ended.
    Ended,
    /// They took no follow-up code.
    NoCode,
}

/// A message as staff read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its id.
    pub id: Uuid,
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// Hour, 0–23, Europe/Helsinki.
    pub hour: u32,
    /// The exact instant of a question, UTC.
    pub at: Option<DateTime<Utc>>,
    /// The worker who asked, by the name that colleagues read; `None` for what the reporter sent.
    pub author: Option<String>,
    /// What it says.
    pub text: Text,
    /// A question that waits for an answer.
    pub waits: bool,
    /// Nobody had read it before.
    pub new: bool,
}

/// The messages of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// The questions about this case and what the reporter sent, the oldest first.
    pub said: Vec<Said>,
    /// Whether the reporter can be asked.
    pub reach: Reach,
}

/// The conversation of `case`, of which the last `new` messages of the reporter had not been read. What the reporter sent
/// belongs to every case of the report; a question only to the case about which it was asked, as it may tell of that child.
///
/// # Errors
/// [`IntakeError`]; a message that does not open is not passed over.
pub fn of_case(
    tx: &mut Tx<'_>,
    app: &App,
    key: &ReportKey,
    case: &StoredCase,
    new: i64,
    now: DateTime<Utc>,
) -> Result<Conversation, IntakeError> {
    let mailbox = mailboxes::of_report(tx, case.report)?;
    let mailbox = mailbox.ok_or(IntakeError::Shape("reports"))?;
    let reach = if mailbox.is_open(helsinki::civil_date(now), app.messages_end_after) {
        Reach::Open
    } else if mailbox.has_code || mailbox.client.is_some() || mailbox.closed_on.is_some() {
        Reach::Ended
    } else {
        Reach::NoCode
    };
    let mut said = Vec::new();
    for message in messages::of_report(tx, case.report)? {
        if message.case.is_some_and(|about| about != case.id) {
            continue;
        }
        said.push(Said {
            text: text_of(key, &message)?,
            waits: message.is_open(),
            id: message.id,
            on: message.on,
            hour: message.hour,
            at: message.at,
            // An account that is gone still asked.
            author: message.case.map(|_| message.author.unwrap_or_default()),
            new: false,
        });
    }
    let mut left = new;
    for message in said.iter_mut().rev().filter(|message| message.author.is_none()) {
        message.new = left > 0;
        left -= 1;
    }
    Ok(Conversation { said, reach })
}
