//! Files reports over several connections at once and notes how long each took.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::document;
use crate::http::Connection;
use crate::service::Service;

/// How many different reports take turns.
const VARIANTS: usize = 512;

/// What came of it.
pub struct Outcome {
    /// Reports answered 201 within the measured time.
    pub accepted: usize,
    /// Anything else.
    pub other: usize,
    /// The measured time.
    pub time: Duration,
    /// How long each accepted report took, in order of length.
    pub took: Vec<Duration>,
}

impl Outcome {
    /// Accepted reports a second.
    pub fn rate(&self) -> f64 {
        self.accepted as f64 / self.time.as_secs_f64()
    }

    /// The time within which this share of the accepted reports was answered.
    pub fn within(&self, share: f64) -> Duration {
        crate::stand::percentile(&self.took, share)
    }
}

/// When a load ends.
#[derive(Clone, Copy)]
pub enum Until {
    /// After a second to warm up and this time.
    After(Duration),
    /// After so many reports.
    Filed(usize),
}

/// A key that no other report has.
pub fn fresh_key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("figures-{:016}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The request that files the `number`th report, with a place for the key of 24 signs, and where that is.
fn request(service: &Service, number: usize) -> (Vec<u8>, usize) {
    let body = document::body(number);
    let mut request = b"POST /api/v1/reports HTTP/1.1\r\nIdempotency-Key: ".to_vec();
    let place = request.len();
    request.extend_from_slice(&[b'-'; 24]);
    request.extend_from_slice(
        format!(
            "\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            service.address,
            service.token,
            body.len()
        )
        .as_bytes(),
    );
    request.extend_from_slice(&body);
    (request, place)
}

/// Files reports over `connections` connections.
pub fn file(service: &Service, connections: usize, until: Until) -> Outcome {
    let requests: Vec<_> = (0..VARIANTS).map(|number| request(service, number)).collect();
    let filed = AtomicUsize::new(0);
    let warm = match until {
        Until::After(_) => Duration::from_secs(1),
        Until::Filed(_) => Duration::ZERO,
    };
    let begin = Instant::now() + warm;
    let go_on = |filed: usize| match until {
        Until::After(time) => Instant::now() < begin + time,
        Until::Filed(most) => filed < most,
    };
    let one = |number: usize| -> (Vec<Duration>, usize) {
        let mut connection = connect(service.address);
        let (mut took, mut other) = (Vec::new(), 0);
        let mut at = number * 7;
        let mut buffer = Vec::new();
        while go_on(filed.fetch_add(1, Ordering::Relaxed)) {
            let (request, place) = &requests[at % VARIANTS];
            at += 1;
            buffer.clear();
            buffer.extend_from_slice(request);
            buffer[*place..*place + 24].copy_from_slice(fresh_key().as_bytes());
            let started = Instant::now();
            let answer = connection.send(&buffer);
            let ended = Instant::now();
            let measured = started >= begin && go_on(0);
            match answer {
                Ok(answer) if answer.status == 201 => {
                    if measured {
                        took.push(ended - started);
                    }
                }
                Ok(_) => other += 1,
                Err(_) => {
                    other += 1;
                    connection = connect(service.address);
                }
            }
        }
        (took, other)
    };
    let parts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|number| scope.spawn(move || one(number)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a connection ends"))
            .collect()
    });
    let time = match until {
        Until::After(time) => time,
        Until::Filed(_) => begin.elapsed(),
    };
    let other = parts.iter().map(|(_, other)| other).sum();
    let mut took: Vec<Duration> = parts.into_iter().flat_map(|(took, _)| took).collect();
    took.sort_unstable();
    Outcome {
        accepted: took.len(),
        other,
        time,
        took,
    }
}

fn connect(address: SocketAddr) -> Connection {
    Connection::open(address).expect("the service listens")
}
