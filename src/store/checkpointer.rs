//! Empties SQLite's journal into the database beside the writer, so that hardly any commit has to.
//!
//! What is acknowledged lies in the journal already; emptying it changes nothing of what is stored. Where this thread
//! falls behind, the writer's own limit (`wal_autocheckpoint`) empties the rest in one of its commits, which also lets
//! the journal begin anew.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection;

use super::connection::{ConnectError, Purpose, Session};
use super::url::DatabaseUrl;

/// The journal is emptied after so many transactions: a few megabytes.
const EVERY: usize = 64;

/// The thread and the bell that wakes it. Dropping it ends the thread.
pub(super) struct Checkpointer {
    bell: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    since: usize,
}

impl Checkpointer {
    /// Starts the thread with a connection of its own.
    ///
    /// # Errors
    /// When the connection cannot be made or the system gives no thread.
    pub(super) fn start(url: &DatabaseUrl) -> Result<Self, ConnectError> {
        let mut session = Session::open(url, Purpose::Write)?;
        let (bell, rung) = sync_channel(1);
        let empty = move || {
            while rung.recv().is_ok() {
                // PASSIVE waits for nobody, reader or writer. What it leaves is emptied the next time.
                if let Err(error) = session.connection.batch_execute("PRAGMA wal_checkpoint(PASSIVE)") {
                    let error = super::StoreError::from(error);
                    tracing::warn!(%error, "SQLite's journal could not be emptied into the database");
                }
            }
        };
        let thread = std::thread::Builder::new()
            .name("sqlite-journal".to_owned())
            .spawn(empty)
            .map_err(|error| ConnectError::File {
                path: "sqlite-journal".to_owned(),
                why: error.to_string(),
            })?;
        Ok(Self {
            bell: Some(bell),
            thread: Some(thread),
            since: 0,
        })
    }

    /// Counts the transactions of a commit, and rings when there are enough.
    pub(super) fn committed(&mut self, transactions: usize) {
        self.since += transactions;
        if self.since >= EVERY
            && let Some(bell) = &self.bell
            && bell.try_send(()).is_ok()
        {
            self.since = 0;
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.bell = None;
        if let Some(thread) = self.thread.take() {
            // It ends after the emptying that may be going on; it has nothing to tell.
            let _ = thread.join();
        }
    }
}
