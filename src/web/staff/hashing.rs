//! Who waits for a password to be checked waits here, before a thread is taken for it: the threads are those on which reports
//! are stored and pages are read, and a crowd at the sign-in must not hold them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::delay::Delays;
use crate::intake::password::{self, Crowded};
use crate::web::blocking;
use crate::web::error::WebError;

/// The turns to hash a password, one for all threads.
pub struct Hashing {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
    patience: Duration,
}

impl Default for Hashing {
    /// As many at once as `intake::password` hashes itself, and as long a wait.
    fn default() -> Self {
        Self::new(password::at_once(), password::PATIENCE)
    }
}

impl Hashing {
    /// `turns` at once; who gets none within `patience` is told to come back.
    pub fn new(turns: usize, patience: Duration) -> Self {
        Self {
            free: Arc::new(Semaphore::new(turns)),
            waiting: AtomicUsize::new(0),
            patience,
        }
    }
}

/// Somebody who waits; nobody any more when it is dropped, also because the browser has left.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn at(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Delays {
    /// The same with other turns to hash. For tests, which want few of them and little patience.
    #[must_use]
    pub fn hashing_by(mut self, hashing: Hashing) -> Self {
        self.hashing = hashing;
        self
    }

    /// How many wait for a turn to hash.
    pub fn waiting(&self) -> usize {
        self.hashing.waiting.load(Ordering::Relaxed)
    }

    /// Does `work`, which hashes a password, on the blocking pool, when it is its turn: [`Crowded`] when none came. The turn is
    /// over with the work, also when the browser has left.
    ///
    /// # Errors
    /// As [`blocking::run`].
    pub async fn hashed<T, E, F>(&self, work: F) -> Result<Result<T, E>, WebError>
    where
        F: FnOnce() -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Crowded> + Send + 'static,
    {
        let free = Arc::clone(&self.hashing.free).acquire_owned();
        let waiting = Waiting::at(&self.hashing.waiting);
        let turn = timeout(self.hashing.patience, free).await;
        drop(waiting);
        let Ok(Ok(turn)) = turn else {
            return Ok(Err(Crowded.into()));
        };
        blocking::run(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
    }
}
