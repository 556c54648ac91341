//! How mails leave: by SMTP, into a folder, into memory for tests, or not at all.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::failure::MailFailure;
use super::folder::Folder;
use super::letter::Letter;
use super::memory::Memory;
use super::smtp::Smtp;
use crate::domain::mailbox::Mailbox;

/// The ways.
#[derive(Clone)]
pub enum Transport {
    /// A mail server.
    Smtp(Box<Smtp>),
    /// A folder.
    Folder(Folder),
    /// Memory, for tests.
    Memory(Memory),
    /// None is configured.
    None,
}

/// What sends mails, and in whose name. Cheap to clone.
#[derive(Clone)]
pub struct Post {
    transport: Transport,
    /// Nobody can be named where nothing is sent.
    sender: Option<Mailbox>,
}

impl Post {
    /// Sends by `transport` as `sender`.
    pub const fn new(transport: Transport, sender: Mailbox) -> Self {
        Self {
            transport,
            sender: Some(sender),
        }
    }

    /// Sends nothing: every attempt fails and is seen.
    pub const fn none() -> Self {
        Self {
            transport: Transport::None,
            sender: None,
        }
    }

    /// Sends `letter` under the id of its job, dated `now`.
    ///
    /// # Errors
    /// [`MailFailure`]. A mail may have gone out all the same, if the server's answer was lost; its Message-ID tells.
    pub fn send(&self, id: Uuid, letter: &Letter, now: DateTime<Utc>) -> Result<(), MailFailure> {
        let sender = self.sender.as_ref().ok_or(MailFailure::NotConfigured)?;
        let message = letter.message(id, sender, now)?;
        let bytes = message.formatted();
        match &self.transport {
            Transport::Smtp(smtp) => smtp.send(Letter::envelope(&message), &bytes),
            Transport::Folder(folder) => folder.send(id, &bytes),
            Transport::Memory(memory) => memory.send(&bytes),
            Transport::None => Err(MailFailure::NotConfigured),
        }
    }

    /// Whether mails can leave now: connects and signs in, and sends nothing.
    ///
    /// # Errors
    /// [`MailFailure`].
    pub fn probe(&self) -> Result<(), MailFailure> {
        match &self.transport {
            Transport::Smtp(smtp) => smtp.probe(),
            Transport::Folder(folder) => folder.probe(),
            Transport::Memory(memory) => memory.probe(),
            Transport::None => Err(MailFailure::NotConfigured),
        }
    }
}
