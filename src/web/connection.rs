//! Watches over a connection for what the HTTP library leaves open. It limits the head of a connection's first request
//! alone; measured, these stay open for ever: a dripped head of the second request, a chunked body that nobody reads and
//! that never ends, and an answer that is not fetched. Here one rule closes each: between two requests a connection may
//! stay only so long, whatever it sends, and an answer must be fetched at the rate at which a body must come.

use std::cell::Cell;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::rt::time::{Instant, Sleep, sleep_until};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::bare;

/// How often a connection is looked at while nothing happens on it.
const LOOK: Duration = Duration::from_secs(5);

/// How long a connection may do what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How long it may go without a request, from the last answer to the end of the next head.
    pub between: Duration,
    /// How long it may stay when its last request was not read to the end.
    pub ending: Duration,
    /// How long it may go without taking a byte of an answer.
    pub idle: Duration,
    /// Bytes a second at which an answer must be taken on average, once it has taken longer than `idle`.
    pub rate: u64,
}

/// What the layers tell the connection of its requests.
#[derive(Clone)]
pub struct Watch(Rc<State>);

struct State {
    running: Cell<u32>,
    free_since: Cell<Instant>,
    ending: Cell<bool>,
}

impl Watch {
    fn new() -> Self {
        Self(Rc::new(State {
            running: Cell::new(0),
            free_since: Cell::new(Instant::now()),
            ending: Cell::new(false),
        }))
    }

    /// A request begins; it ends when what is returned is dropped.
    pub fn request(&self) -> Running {
        self.0.running.set(self.0.running.get().saturating_add(1));
        Running(self.clone())
    }

    /// The connection is not to be used again: its last request was not read to the end.
    pub fn end(&self) {
        self.0.ending.set(true);
    }
}

/// A request that runs.
pub struct Running(Watch);

impl Drop for Running {
    fn drop(&mut self) {
        let state = &self.0.0;
        state.running.set(state.running.get().saturating_sub(1));
        state.free_since.set(Instant::now());
    }
}

/// An answer on its way: since when, how much of it was taken, when last.
struct Sending {
    since: Instant,
    last: Instant,
    bytes: u64,
}

/// A connection that is watched over.
pub struct Watched<C> {
    connection: C,
    watch: Watch,
    patience: Patience,
    sending: Option<Sending>,
    /// What is sent in the place of an answer of the library's own.
    instead: Option<Instead>,
    https_only: bool,
    timer: Pin<Box<Sleep>>,
}

/// Bytes in the place of others.
struct Instead {
    bytes: Vec<u8>,
    sent: usize,
    /// How many bytes they stand for.
    replaced: usize,
}

impl<C> Watched<C> {
    /// Watches over `connection` from now on.
    pub fn new(connection: C, patience: Patience) -> Self {
        Self {
            connection,
            watch: Watch::new(),
            patience,
            sending: None,
            instead: None,
            https_only: false,
            timer: Box::pin(sleep_until(Instant::now() + LOOK)),
        }
    }

    /// The same connection of a site of which browsers are told to use https only, or not.
    #[must_use]
    pub fn https_only(mut self, https_only: bool) -> Self {
        self.https_only = https_only;
        self
    }

    /// The connection's watch, for the layers.
    pub fn watch(&self) -> Watch {
        self.watch.clone()
    }

    /// When it is to be closed if nothing more happens on it; `None` while a request runs and no answer waits.
    fn deadline(&self) -> Option<(Instant, &'static str)> {
        let Patience {
            between,
            ending,
            idle,
            rate,
        } = self.patience;
        let taken = self.sending.as_ref().map(|sending| {
            let paid = Duration::from_millis(sending.bytes.saturating_mul(1000) / rate.max(1));
            (
                (sending.last + idle).min(sending.since + idle.max(paid)),
                "answer",
            )
        });
        let state = &self.watch.0;
        let free = (state.running.get() == 0).then(|| {
            let allowed = if state.ending.get() { ending } else { between };
            (state.free_since.get() + allowed, "request")
        });
        match (taken, free) {
            // While an answer is fetched the next request need not come.
            (Some(taken), _) => Some(taken),
            (None, free) => free,
        }
    }

    /// Whether its time is up. If not, the task is woken to look again.
    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        loop {
            let now = Instant::now();
            let deadline = self.deadline();
            if let Some((at, what)) = deadline
                && at <= now
            {
                tracing::debug!(waited_for = what, "a slow connection is closed");
                metrics::counter!("huoli_connections_closed_slow_total", "waited_for" => what).increment(1);
                return true;
            }
            let look = deadline.map_or(now + LOOK, |(at, _)| at.min(now + LOOK));
            if self.timer.is_elapsed() || look < self.timer.deadline() {
                self.timer.as_mut().reset(look);
            }
            if self.timer.as_mut().poll(context).is_pending() {
                return false;
            }
        }
    }
}

fn too_slow() -> io::Error {
    io::ErrorKind::TimedOut.into()
}

impl<C: AsyncRead + Unpin> AsyncRead for Watched<C> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // Also when bytes have come: a head that drips has some each time.
        if this.is_over(context) {
            return Poll::Ready(Err(too_slow()));
        }
        Pin::new(&mut this.connection).poll_read(context, buffer)
    }
}

impl<C: AsyncWrite + Unpin> Watched<C> {
    fn sent(&mut self, context: &mut Context<'_>, sent: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match sent {
            Poll::Ready(Ok(bytes)) => {
                let now = Instant::now();
                let sending = self.sending.get_or_insert(Sending {
                    since: now,
                    last: now,
                    bytes: 0,
                });
                sending.last = now;
                sending.bytes = sending
                    .bytes
                    .saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => {
                if self.sending.is_none() {
                    let now = Instant::now();
                    self.sending = Some(Sending {
                        since: now,
                        last: now,
                        bytes: 0,
                    });
                }
                if self.is_over(context) {
                    return Poll::Ready(Err(too_slow()));
                }
                Poll::Pending
            }
        }
    }
}

impl<C: AsyncWrite + Unpin> AsyncWrite for Watched<C> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.instead.is_none() && this.sending.is_none() {
            this.instead = bare::dressed(bytes, this.https_only).map(|dressed| Instead {
                bytes: dressed,
                sent: 0,
                replaced: bytes.len(),
            });
        }
        while let Some(mut instead) = this.instead.take() {
            let rest = instead.bytes.get(instead.sent..).unwrap_or_default();
            let sent = Pin::new(&mut this.connection).poll_write(context, rest);
            match this.sent(context, sent) {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(more)) => {
                    instead.sent = instead.sent.saturating_add(more);
                    if instead.sent >= instead.bytes.len() {
                        return Poll::Ready(Ok(instead.replaced));
                    }
                    this.instead = Some(instead);
                }
                other => {
                    this.instead = Some(instead);
                    return other;
                }
            }
        }
        let sent = Pin::new(&mut this.connection).poll_write(context, bytes);
        this.sent(context, sent)
    }

    /// The library flushes once everything that it has was taken.
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.sending = None;
        Pin::new(&mut this.connection).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().connection).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use actix_web::rt::time::{sleep, timeout};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::*;

    const PATIENCE: Patience = Patience {
        between: Duration::from_millis(400),
        ending: Duration::from_millis(100),
        idle: Duration::from_millis(300),
        rate: 1000,
    };
    /// Much longer than any of them, also on a busy machine.
    const LONG: Duration = Duration::from_secs(20);

    fn watched() -> (Watched<DuplexStream>, DuplexStream) {
        let (ours, theirs) = duplex(64);
        (Watched::new(ours, PATIENCE), theirs)
    }

    #[actix_web::test]
    async fn an_answer_of_the_librarys_own_leaves_dressed_also_in_small_pieces() {
        let (mut ours, mut theirs) = watched();
        let bare = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n";
        let mut answer = String::new();
        let reading = theirs.read_to_string(&mut answer);
        let writing = async {
            ours.write_all(bare).await.unwrap();
            ours.shutdown().await.unwrap();
        };
        futures_util::future::join(reading, writing).await.0.unwrap();
        assert!(answer.starts_with("HTTP/1.1 431 ") && answer.contains("default-src 'none'"));
        assert!(
            answer.trim_end().ends_with('.') && answer.contains("112"),
            "{answer}"
        );
    }

    /// Reads until the connection is cut; gives how long that took.
    async fn cut(connection: &mut Watched<DuplexStream>) -> Duration {
        let began = Instant::now();
        let reading = async {
            let mut buffer = [0; 8];
            loop {
                match connection.read(&mut buffer).await {
                    Ok(0) => panic!("the other side closed"),
                    Ok(_) => {}
                    Err(error) => return error.kind(),
                }
            }
        };
        let kind = timeout(LONG, reading).await.expect("it is cut");
        assert_eq!(kind, io::ErrorKind::TimedOut);
        began.elapsed()
    }

    #[actix_web::test]
    async fn without_a_request_a_connection_goes_silent_or_not() {
        let (mut silent, _theirs) = watched();
        assert!(cut(&mut silent).await >= PATIENCE.between);
        let (mut dripped, mut theirs) = watched();
        actix_web::rt::spawn(async move {
            while theirs.write_all(b"x").await.is_ok() {
                sleep(Duration::from_millis(20)).await;
            }
        });
        assert!(cut(&mut dripped).await >= PATIENCE.between);
    }

    #[actix_web::test]
    async fn a_request_may_take_its_time_and_then_the_waiting_begins_anew() {
        let (mut connection, _theirs) = watched();
        let running = connection.watch().request();
        let began = Instant::now();
        actix_web::rt::spawn(async move {
            sleep(PATIENCE.between * 2).await;
            drop(running);
        });
        cut(&mut connection).await;
        assert!(began.elapsed() >= PATIENCE.between * 3, "{:?}", began.elapsed());
    }

    #[actix_web::test]
    async fn what_was_not_read_to_the_end_ends_sooner() {
        let (mut connection, _theirs) = watched();
        connection.watch().end();
        assert!(cut(&mut connection).await >= PATIENCE.ending);
    }

    #[actix_web::test]
    async fn an_answer_must_be_fetched() {
        for drips in [false, true] {
            let (mut connection, mut theirs) = watched();
            let _running = connection.watch().request();
            actix_web::rt::spawn(async move {
                let mut byte = [0; 1];
                if !drips {
                    sleep(LONG).await;
                }
                while theirs.read_exact(&mut byte).await.is_ok() {
                    sleep(Duration::from_millis(20)).await;
                }
            });
            let began = Instant::now();
            let writing = async {
                loop {
                    let wrote =
                        poll_fn(|context| Pin::new(&mut connection).poll_write(context, &[0; 32])).await;
                    if let Err(error) = wrote {
                        return error.kind();
                    }
                }
            };
            let kind = timeout(LONG, writing).await.expect("it is cut");
            assert_eq!(kind, io::ErrorKind::TimedOut, "drips: {drips}");
            assert!(began.elapsed() >= PATIENCE.idle);
        }
    }
}
