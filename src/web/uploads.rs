//! How many forms with files may be on their way in at once. Each holds memory and stores chunks before anybody knows what
//! becomes of it, so they are counted: in all, and those of one sender, so that one who sends slowly keeps nobody else out.
//! A form that finds no place goes on without its files.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::rt::time::timeout;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::layer::source::Source;

/// So many are taken in at once by a process: each holds a few chunks in memory, a megabyte at most.
const AT_ONCE: usize = 32;
/// So many of them may be of one sender. Those whose sender is not known share as many.
const OF_ONE_SENDER: usize = 4;
/// So long a form waits for a place.
const WAIT: Duration = Duration::from_secs(2);

/// The longest body with files that is taken in: more than the largest lawful one. Twice as much is read, so that somebody
/// who chose too much is told so on the page.
pub const LONGEST_BODY: u64 = 256 * 1024 * 1024;

/// The forms with files that are on their way in. One for all threads.
pub struct Uploads {
    /// The bytes of the longest body that is taken in.
    pub longest: u64,
    all: Arc<Semaphore>,
    senders: Mutex<HashMap<Option<Source>, Arc<Semaphore>>>,
}

/// A place among them, given back when it is dropped.
pub struct Place {
    _of_sender: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

impl Default for Uploads {
    fn default() -> Self {
        Self::of_at_most(LONGEST_BODY)
    }
}

impl Uploads {
    /// The same for bodies of at most `longest` bytes.
    pub fn of_at_most(longest: u64) -> Self {
        Self {
            longest,
            all: Arc::new(Semaphore::new(AT_ONCE)),
            senders: Mutex::default(),
        }
    }

    /// A place for a form of `sender`; `None` when none becomes free in a short while.
    pub async fn enter(&self, sender: Option<Source>) -> Option<Place> {
        let own = self.of(sender);
        let both = async {
            let of_sender = own.acquire_owned().await.ok()?;
            let of_all = Arc::clone(&self.all).acquire_owned().await.ok()?;
            Some(Place {
                _of_sender: of_sender,
                _of_all: of_all,
            })
        };
        timeout(WAIT, both).await.ok().flatten()
    }

    /// The places of `sender`. Senders of whom nothing is on its way are forgotten.
    fn of(&self, sender: Option<Source>) -> Arc<Semaphore> {
        let mut senders = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        senders.retain(|_, own| Arc::strong_count(own) > 1);
        let own = senders.entry(sender);
        Arc::clone(own.or_insert_with(|| Arc::new(Semaphore::new(OF_ONE_SENDER))))
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::ids::SeededIds;
    use crate::web::layer::source::Sources;

    #[actix_web::test]
    async fn one_sender_has_few_places_and_all_together_have_many() {
        tokio::time::pause();
        let sources = Sources::new(Arc::new(SeededIds::new(7)));
        let sender = |last: u8| {
            let address = IpAddr::from([192, 0, 2, last]);
            Some(sources.at(address, chrono::DateTime::UNIX_EPOCH))
        };
        let uploads = Uploads::default();
        let mut places = Vec::new();
        for _ in 0..OF_ONE_SENDER {
            places.extend(uploads.enter(sender(0)).await);
        }
        assert_eq!(places.len(), OF_ONE_SENDER);
        assert!(uploads.enter(sender(0)).await.is_none(), "no more of one sender");
        places.pop();
        places.extend(uploads.enter(sender(0)).await);
        assert_eq!(places.len(), OF_ONE_SENDER, "what was given back is free");
        for other in 1.. {
            let Some(place) = uploads.enter(sender(other)).await else {
                break;
            };
            places.push(place);
        }
        assert_eq!(places.len(), AT_ONCE);
        places.clear();
        assert!(uploads.enter(None).await.is_some());
        assert_eq!(
            uploads.senders.lock().unwrap().len(),
            1,
            "the others are forgotten"
        );
    }
}
