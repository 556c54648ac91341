//! Gives the body of every request its time: it may pause only so long, take only so long in all, and must then come at
//! a least rate. The HTTP library waits for a body for ever. One that is too slow is answered 408 and its
//! connection closed, whatever reads it or does not.

use std::cell::Cell;
use std::future::{Future, Ready, ready};
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::rt::time::{Instant, Sleep, sleep_until};
use actix_web::web::Bytes;
use futures_util::Stream;
use futures_util::future::LocalBoxFuture;

use super::edge::Ending;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::files::is_multipart;

/// The middleware: how long the body of a request may take.
#[derive(Debug, Clone, Copy)]
pub struct BodyTime {
    /// How long it may pause.
    pub idle: Duration,
    /// How long it may take in all.
    pub total: Duration,
    /// How long it may take in all when it brings files.
    pub with_files: Duration,
    /// Bytes a second that it must bring on average once it has taken `idle`.
    pub rate: u64,
}

impl Default for BodyTime {
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(10),
            total: Duration::from_secs(30),
            with_files: Duration::from_mins(10),
            rate: 2048,
        }
    }
}

/// What became of a body.
#[derive(Default)]
struct Fate {
    ended: Cell<bool>,
    too_slow: Cell<bool>,
}

/// A body on the clock.
struct Timed {
    body: Payload,
    limits: BodyTime,
    began: Instant,
    last: Instant,
    bytes: u64,
    timer: Pin<Box<Sleep>>,
    fate: Rc<Fate>,
}

impl Timed {
    fn new(body: Payload, limits: BodyTime, fate: Rc<Fate>) -> Self {
        let now = Instant::now();
        Self {
            body,
            limits,
            began: now,
            last: now,
            bytes: 0,
            timer: Box::pin(sleep_until(now + limits.idle.min(limits.total))),
            fate,
        }
    }

    /// When it is too slow if nothing more comes.
    fn deadline(&self) -> Instant {
        let BodyTime {
            idle, total, rate, ..
        } = self.limits;
        let paid = Duration::from_millis(self.bytes.saturating_mul(1000) / rate.max(1));
        (self.last + idle)
            .min(self.began + total)
            .min(self.began + idle.max(paid))
    }
}

impl Stream for Timed {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        match Pin::new(&mut this.body).poll_next(context) {
            Poll::Ready(Some(Ok(bytes))) => {
                this.last = Instant::now();
                this.bytes = this
                    .bytes
                    .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                return Poll::Ready(Some(Ok(bytes)));
            }
            Poll::Ready(end) => {
                this.fate.ended.set(true);
                return Poll::Ready(end);
            }
            Poll::Pending => {}
        }
        // Only where nothing is there is anybody slow: whoever reads late finds what has come meanwhile.
        let deadline = this.deadline();
        if this.timer.deadline() != deadline {
            this.timer.as_mut().reset(deadline);
        }
        match this.timer.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                this.fate.too_slow.set(true);
                Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))))
            }
        }
    }
}

impl<S, B> Transform<S, ServiceRequest> for BodyTime
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Transform = OnTime<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(OnTime { inner, limits: *self }))
    }
}

/// [`BodyTime`] around a service.
pub struct OnTime<S> {
    inner: S,
    limits: BodyTime,
}

impl<S, B> Service<ServiceRequest> for OnTime<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Self::Error>>;

    forward_ready!(inner);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let body = request.take_payload();
        if matches!(body, Payload::None) {
            return Box::pin(self.inner.call(request));
        }
        let fate = Rc::new(Fate::default());
        let mut limits = self.limits;
        if is_multipart(request.headers()) {
            limits.total = limits.with_files;
        }
        let timed = Timed::new(body, limits, Rc::clone(&fate));
        request.set_payload(Payload::Stream {
            payload: Box::pin(timed),
        });
        let ending = request.extensions().get::<Ending>().cloned();
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = answer.await;
            if !fate.ended.get()
                && let Some(ending) = ending
            {
                ending.set();
            }
            match answer {
                // The reader blames the body's form; an answer of the API says already what it was.
                Ok(answer) if fate.too_slow.get() && answer.status() != StatusCode::REQUEST_TIMEOUT => {
                    Err(WebError::new(ErrorCode::Timeout).into())
                }
                other => other,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use actix_web::rt::time::sleep;
    use futures_util::StreamExt;
    use futures_util::stream;

    use super::*;

    const LIMITS: BodyTime = BodyTime {
        idle: Duration::from_millis(300),
        total: Duration::from_millis(1500),
        with_files: Duration::from_millis(1500),
        rate: 1000,
    };

    /// After how long a body is cut that brings `bytes` every `every` milliseconds.
    async fn cut_after(bytes: usize, every: u64) -> Duration {
        let began = Instant::now();
        let dripping = stream::unfold((), move |()| async move {
            sleep(Duration::from_millis(every)).await;
            Some((Ok(Bytes::from(vec![b'a'; bytes])), ()))
        });
        let body: Payload = Payload::Stream {
            payload: Box::pin(dripping),
        };
        let fate = Rc::new(Fate::default());
        let mut timed = Timed::new(body, LIMITS, Rc::clone(&fate));
        while let Some(Ok(_)) = timed.next().await {}
        assert!(fate.too_slow.get());
        began.elapsed()
    }

    #[actix_web::test]
    async fn a_body_may_pause_drip_and_last_only_so_long() {
        // The clock of the runtime goes on by itself when everybody waits, so these are times to its tick, a millisecond.
        tokio::time::pause();
        let on_time = |cut: Duration, limit: Duration| {
            assert!(
                cut >= limit && cut <= limit + Duration::from_millis(2),
                "{cut:?} for {limit:?}"
            );
        };
        on_time(cut_after(1_000_000, 60_000).await, LIMITS.idle);
        on_time(cut_after(1, 20).await, LIMITS.idle);
        on_time(cut_after(1000, 20).await, LIMITS.total);
    }

    #[actix_web::test]
    async fn what_came_while_nobody_read_is_not_late() {
        tokio::time::pause();
        let body: Payload = Payload::Stream {
            payload: Box::pin(stream::iter([Ok(Bytes::from_static(b"all of it"))])),
        };
        let mut timed = Timed::new(body, LIMITS, Rc::default());
        sleep(LIMITS.total * 2).await;
        assert!(timed.next().await.is_some_and(|bytes| bytes.is_ok()));
        assert!(timed.next().await.is_none());
    }
}
