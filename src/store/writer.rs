//! The one thread that writes to SQLite: it runs the closures that wait in one transaction, each in a savepoint,
//! commits once, and answers only then (group commit).
//!
//! A failing closure undoes only itself. A failing commit, or a failure with which SQLite ends the whole transaction
//! (disk full, I/O), fails every closure of the group: nothing of the group is stored.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::checkpointer::Checkpointer;
use super::connection::{ConnectError, Purpose, Session};
use super::error::StoreError;
use super::transaction::{
    CommitFailure, Running, begin, begin_savepoint, busy, commit, commit_savepoint, depth, rollback,
};
use super::tx::{Tx, checked};
use super::url::DatabaseUrl;

/// At most this many closures share a commit, so that the first does not wait for ever.
const GROUP: usize = 256;

/// The queue and the thread behind it. Dropping it lets the queue run empty and ends the thread.
pub(super) struct Writer {
    queue: Option<SyncSender<Box<dyn Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    wait: Duration,
    counts: Arc<Counts>,
}

/// What the writer has done and has before it.
#[derive(Debug, Default)]
struct Counts {
    /// Sent less taken: below zero for the moment in which a job is taken before its sender has counted it.
    waiting: AtomicI64,
    commits: AtomicU64,
}

impl Counts {
    /// Takes the job from the queue; false when its caller has gone.
    fn start(&self, job: &dyn Job) -> bool {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        job.start()
    }
}

/// The load of SQLite's writer at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterLoad {
    /// Transactions in the queue that have not started.
    pub waiting: usize,
    /// Commits since the store was opened; each holds one transaction or more.
    pub commits: u64,
}

impl Writer {
    /// Starts the thread with its own connection; the queue holds at most `places` closures, and a closure waits at
    /// most `wait` before it starts.
    ///
    /// # Errors
    /// When the connection cannot be made or the system gives no thread.
    pub(super) fn start(url: &DatabaseUrl, places: usize, wait: Duration) -> Result<Self, ConnectError> {
        let session = Session::open(url, Purpose::Write)?;
        let (queue, jobs) = sync_channel(places.max(1));
        let counts = Arc::new(Counts::default());
        let mut group = Group {
            url: url.clone(),
            session: Some(session),
            checkpointer: Checkpointer::start(url)?,
            counts: Arc::clone(&counts),
        };
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || group.serve(&jobs))
            .map_err(|error| ConnectError::File {
                path: "sqlite-writer".to_owned(),
                why: error.to_string(),
            })?;
        Ok(Self {
            queue: Some(queue),
            thread: Mutex::new(Some(thread)),
            wait,
            counts,
        })
    }

    /// The load at this moment.
    pub(super) fn load(&self) -> WriterLoad {
        WriterLoad {
            waiting: usize::try_from(self.counts.waiting.load(Ordering::Relaxed)).unwrap_or(0),
            commits: self.counts.commits.load(Ordering::Relaxed),
        }
    }

    /// Queues `work` and waits for the commit of its group. A panic in `work` goes on in the caller.
    pub(super) fn run<T, E, F>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let _running = Running::enter()?;
        let (reply, answer) = sync_channel(1);
        let turn = Turn::default();
        let span = tracing::Span::current();
        let task = Task {
            name,
            work,
            span,
            turn: turn.clone(),
            reply,
            outcome: Outcome::None,
        };
        let Some(queue) = &self.queue else {
            return Err(E::from(StoreError::Unavailable));
        };
        if let Err(refused) = queue.try_send(Box::new(task)) {
            return Err(E::from(match refused {
                TrySendError::Full(_) => busy(name),
                TrySendError::Disconnected(_) => StoreError::Unavailable,
            }));
        }
        // Counted once it stands in the queue: who reads two knows that two are there, in their order.
        self.counts.waiting.fetch_add(1, Ordering::Relaxed);
        let answer = match answer.recv_timeout(self.wait) {
            Err(RecvTimeoutError::Timeout) if turn.give_up() => return Err(E::from(busy(name))),
            // It has started: only the writer knows how it ends.
            Err(RecvTimeoutError::Timeout) => answer.recv().ok(),
            Err(RecvTimeoutError::Disconnected) => None,
            Ok(answer) => Some(answer),
        };
        match answer {
            Some(Ok(outcome)) => outcome,
            Some(Err(panic)) => resume_unwind(panic),
            None => Err(E::from(StoreError::Unavailable)),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
        {
            // The thread answers what is queued, closes the file and ends; it has nothing to tell.
            let _ = thread.join();
        }
    }
}

/// Whose turn a closure is: the writer's to run it or the caller's to go away, never both.
#[derive(Debug, Clone, Default)]
struct Turn(Arc<AtomicU8>);

impl Turn {
    const WAITING: u8 = 0;
    const STARTED: u8 = 1;
    const GIVEN_UP: u8 = 2;

    fn start(&self) -> bool {
        self.take(Self::STARTED)
    }

    fn give_up(&self) -> bool {
        self.take(Self::GIVEN_UP)
    }

    fn take(&self, as_what: u8) -> bool {
        let order = Ordering::AcqRel;
        self.0
            .compare_exchange(Self::WAITING, as_what, order, Ordering::Acquire)
            .is_ok()
    }
}

/// Whether the group's transaction is still there after a closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Open,
    Lost,
}

/// A queued closure without its types.
trait Job: Send {
    /// Takes the turn; false when the caller has gone.
    fn start(&self) -> bool;
    /// Runs the closure in a savepoint.
    fn run(&mut self, session: &mut Session) -> After;
    /// Tells the caller how it ended; `group` is an error when nothing of the group was stored.
    fn answer(self: Box<Self>, group: Result<(), StoreError>);
}

type Panic = Box<dyn Any + Send>;

struct Task<T, E, F> {
    name: &'static str,
    work: F,
    span: tracing::Span,
    turn: Turn,
    reply: SyncSender<Result<Result<T, E>, Panic>>,
    outcome: Outcome<T, E>,
}

enum Outcome<T, E> {
    None,
    Returned(Result<T, E>),
    Panicked(Panic),
}

impl<T, E, F> Job for Task<T, E, F>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn start(&self) -> bool {
        self.turn.start()
    }

    fn run(&mut self, session: &mut Session) -> After {
        let _entered = self.span.enter();
        if let Err(error) = begin_savepoint(session) {
            self.outcome = Outcome::Returned(Err(E::from(error)));
            return After::Lost;
        }
        let inside = depth(session);
        let work = &mut self.work;
        // What the closure touched is undone by the savepoint, and its captured values are not used again.
        let running = Running::enter();
        let returned = catch_unwind(AssertUnwindSafe(|| work(&mut Tx::of(session, self.name))));
        drop(running);
        let returned = returned.map(|outcome| checked(outcome, session));
        let (ended, outcome) = match returned {
            Ok(Ok(value)) => (commit_savepoint(session), Outcome::Returned(Ok(value))),
            Ok(Err(error)) => (undo(session, inside), Outcome::Returned(Err(error))),
            Err(panic) => (undo(session, inside), Outcome::Panicked(panic)),
        };
        self.outcome = outcome;
        // SQLite ends the whole transaction on some failures, and then it knows this savepoint no longer.
        if ended.is_ok() && depth(session) + 1 == inside {
            After::Open
        } else {
            After::Lost
        }
    }

    fn answer(self: Box<Self>, group: Result<(), StoreError>) {
        let answer = match (self.outcome, group) {
            (Outcome::Panicked(panic), _) => Err(panic),
            (Outcome::Returned(Err(error)), _) => Ok(Err(error)),
            (Outcome::Returned(Ok(_)) | Outcome::None, Err(error)) => Ok(Err(E::from(error))),
            (Outcome::Returned(Ok(value)), Ok(())) => Ok(Ok(value)),
            (Outcome::None, Ok(())) => Ok(Err(E::from(StoreError::Unavailable))),
        };
        // A caller that has gone does not change what is stored.
        let _ = self.reply.try_send(answer);
    }
}

/// Rolls back to before the savepoint at depth `inside`, from however deep a panic left it.
fn undo(session: &mut Session, inside: u32) -> Result<(), StoreError> {
    while depth(session) >= inside {
        rollback(session)?;
    }
    Ok(())
}

/// The thread's side.
struct Group {
    url: DatabaseUrl,
    session: Option<Session>,
    checkpointer: Checkpointer,
    counts: Arc<Counts>,
}

impl Group {
    fn serve(&mut self, jobs: &Receiver<Box<dyn Job>>) {
        while let Ok(first) = jobs.recv() {
            if !self.counts.start(&*first) {
                continue;
            }
            let mut done = Vec::new();
            let group = self.transaction(first, jobs, &mut done);
            if let Err(error) = &group {
                tracing::error!(%error, closures = done.len(), "a group of transactions was not stored");
            }
            for job in done {
                job.answer(group.clone());
            }
        }
    }

    /// Runs `first` and whatever waits behind it, and commits. Every job that was started ends in `done`.
    fn transaction(
        &mut self,
        first: Box<dyn Job>,
        jobs: &Receiver<Box<dyn Job>>,
        done: &mut Vec<Box<dyn Job>>,
    ) -> Result<(), StoreError> {
        let mut session = match self.session() {
            Ok(session) => session,
            Err(error) => {
                done.push(first);
                return Err(error);
            }
        };
        let waiting = || jobs.try_iter().find(|job| self.counts.start(&**job));
        let outcome = run_group(&mut session, first, waiting, done);
        if outcome.is_ok() {
            self.counts.commits.fetch_add(1, Ordering::Relaxed);
            self.checkpointer.committed(done.len());
        }
        if !session.is_spoiled() && depth(&mut session) == 0 {
            self.session = Some(session);
        }
        outcome
    }

    fn session(&mut self) -> Result<Session, StoreError> {
        match self.session.take() {
            Some(session) => Ok(session),
            None => Session::open(&self.url, Purpose::Write).map_err(|error| {
                tracing::error!(%error, "the writer has no connection");
                StoreError::Unavailable
            }),
        }
    }
}

fn run_group(
    session: &mut Session,
    first: Box<dyn Job>,
    mut waiting: impl FnMut() -> Option<Box<dyn Job>>,
    done: &mut Vec<Box<dyn Job>>,
) -> Result<(), StoreError> {
    // IMMEDIATE, because a transaction that reads first and writes later may fail at once, whatever the waiting time.
    let begun = begin(session, "BEGIN IMMEDIATE", "BEGIN");
    let mut next = Some(first);
    let mut after = After::Open;
    while let Some(mut job) = next.take() {
        if begun.is_ok() {
            after = job.run(session);
        }
        done.push(job);
        if begun.is_err() || after == After::Lost || done.len() >= GROUP {
            break;
        }
        next = waiting();
    }
    begun?;
    if after == After::Lost {
        let _ = rollback(session);
        return Err(StoreError::Unavailable);
    }
    commit(session).map_err(|failure| match failure {
        CommitFailure::Again => StoreError::Busy,
        CommitFailure::Final(error) => error,
    })
}
