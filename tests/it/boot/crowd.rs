//! A thousand slow clients of each kind at once, and one honest one.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use rustix::process::{Resource, getrlimit, setrlimit};

use super::slow::{ask_and_do_not_read, with_limits};

/// How many of each kind.
const MANY: usize = 1_000;
/// How many honest reports are timed.
const REPORTS: usize = 50;

/// Files one report in a connection of its own; gives how long that took, from the first packet to the receipt.
fn report(address: SocketAddr, token: &str, key: &str) -> Duration {
    let body = r#"{"reporter":{"authority":"education","organisation":"M","name":"O","phone":"1"},"children":[{}],"concern":{"description":"x"}}"#;
    let began = Instant::now();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /api/v1/reports HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    began.elapsed()
}

/// The longest and the middle one of many reports.
fn reports(address: SocketAddr, token: &str, name: &str) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..REPORTS)
        .map(|number| report(address, token, &format!("{name}{number}")))
        .collect();
    times.sort();
    (*times.last().unwrap(), times[REPORTS / 2])
}

/// Opens connections that each send `first`.
fn crowd(address: SocketAddr, first: &str) -> Vec<TcpStream> {
    let open = |_| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(first.as_bytes()).unwrap();
        stream.set_nonblocking(true).unwrap();
        stream
    };
    (0..MANY).map(open).collect()
}

/// How many of `crowd` the service still bears with.
fn borne(crowd: &mut [TcpStream]) -> usize {
    let mut byte = [0; 1];
    let open = |stream: &mut TcpStream| {
        stream
            .read(&mut byte)
            .is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    };
    crowd.iter_mut().map(open).filter(|open| *open).count()
}

#[test]
fn a_thousand_slow_clients_of_each_kind_do_not_delay_a_report() {
    let mut files = getrlimit(Resource::Nofile);
    files.current = files.maximum;
    setrlimit(Resource::Nofile, files).unwrap();
    // They are all borne with while the honest one is timed: that is the worst.
    let (_folder, _running, address, token) = with_limits(
        "keep_alive_seconds = 300\nrequest_seconds = 300\nbody_idle_seconds = 300\nbody_seconds = 300\nbacklog = 4096",
    );
    let (alone, _) = reports(address, &token, "alone");

    let mut idle = crowd(address, "");
    let mut heads = crowd(address, "GET / HTTP/1.1\r\nX-a: ");
    let form = format!(
        "POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000\r\n\r\n"
    );
    let mut bodies = crowd(address, &form);
    let mut stalled = crowd(address, &(form + "a=b"));
    let unread: Vec<TcpStream> = (0..MANY).map(|_| ask_and_do_not_read(address, 4)).collect();

    let drip = |crowd: &mut [TcpStream]| {
        for stream in crowd {
            stream.write_all(b"a").unwrap();
        }
    };
    // They come all at once, which takes the service a while. It is their being there that is measured.
    let came = Instant::now();
    let mut number = 0;
    while report(address, &token, &format!("settling{number}")) > Duration::from_millis(500) {
        assert!(came.elapsed() < Duration::from_mins(2), "it never settles");
        number += 1;
    }
    println!("they had come after {:.1} s", came.elapsed().as_secs_f64());
    let mut longest = Duration::ZERO;
    let mut middle = Duration::ZERO;
    for turn in 0..2 {
        drip(&mut heads);
        drip(&mut bodies);
        let (worst, usual) = reports(address, &token, &format!("crowd{turn}-"));
        longest = longest.max(worst);
        middle = middle.max(usual);
    }
    println!(
        "alone {alone:?} at most; among {} slow ones {longest:?} at most, {middle:?} in the middle",
        5 * MANY
    );
    for (kind, crowd) in [
        ("idle", &mut idle),
        ("heads", &mut heads),
        ("bodies", &mut bodies),
        ("stalled", &mut stalled),
    ] {
        assert_eq!(borne(crowd), MANY, "{kind}: they were to be there all the time");
    }
    assert_eq!(unread.len(), MANY);
    assert!(
        longest.saturating_sub(alone) < Duration::from_secs(1),
        "{longest:?} instead of {alone:?}"
    );
}
