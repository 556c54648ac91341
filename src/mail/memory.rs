//! Mails that go nowhere, for tests: they are kept as they would have been sent.

use std::sync::{Arc, Mutex, PoisonError};

use super::failure::MailFailure;

/// Mails that were "sent", and how sending fails, if it does. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    sent: Vec<Vec<u8>>,
    failure: Option<MailFailure>,
}

impl Memory {
    /// What was sent, each mail with its headers.
    pub fn sent(&self) -> Vec<Vec<u8>> {
        self.state(|state| state.sent.clone())
    }

    /// From now on sending fails so, or succeeds.
    pub fn fail(&self, failure: Option<MailFailure>) {
        self.state(|state| state.failure = failure);
    }

    pub(super) fn probe(&self) -> Result<(), MailFailure> {
        self.state(|state| state.failure.map_or(Ok(()), Err))
    }

    pub(super) fn send(&self, mail: &[u8]) -> Result<(), MailFailure> {
        self.probe()?;
        self.state(|state| state.sent.push(mail.to_vec()));
        Ok(())
    }

    fn state<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
