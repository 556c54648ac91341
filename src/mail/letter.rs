//! A mail as it goes out: one recipient, a subject, plain text, and headers that tell a machine from a person.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox as Party, Message};
use uuid::Uuid;

use super::failure::MailFailure;
use crate::domain::mailbox::Mailbox;

/// What is to be sent. Only the typed messages of this room make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub(super) to: Mailbox,
    pub(super) subject: String,
    pub(super) text: String,
}

impl Letter {
    /// The recipient.
    pub const fn to(&self) -> &Mailbox {
        &self.to
    }

    /// The mail with its headers from `sender`, dated `now`. Its Message-ID is made of `id`, so that a mail that went
    /// out twice, because the server's answer was lost, is recognised as one.
    ///
    /// # Errors
    /// [`MailFailure::Unmakeable`].
    pub(super) fn message(
        &self,
        id: Uuid,
        sender: &Mailbox,
        now: DateTime<Utc>,
    ) -> Result<Message, MailFailure> {
        let built = Message::builder()
            .message_id(Some(format!("<{id}@{}>", sender.host())))
            .date(SystemTime::from(now))
            .from(party(sender)?)
            .to(party(&self.to)?)
            .subject(&self.subject)
            .header(AutoSubmitted)
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            .body(self.text.clone());
        built.ok().ok_or(MailFailure::Unmakeable)
    }

    /// Who sends to whom, for the server.
    pub(super) fn envelope(message: &Message) -> &Envelope {
        message.envelope()
    }
}

fn party(mailbox: &Mailbox) -> Result<Party, MailFailure> {
    let address = mailbox.as_str().parse().ok().ok_or(MailFailure::Unmakeable)?;
    Ok(Party::new(None, address))
}

/// `Auto-Submitted: auto-generated` (RFC 3834): nobody's absence note answers.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
