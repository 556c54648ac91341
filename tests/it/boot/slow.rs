//! Clients that are slow, each in its own way, and how long the program bears with them.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use huoli::web::assets;
use rustix::net::sockopt::set_socket_recv_buffer_size;
use rustix::net::{AddressFamily, SocketType, connect, socket};

use super::serve::{after, ready};
use crate::harness::process::{Running, done, huoli};

/// So long no connection is borne with, by the settings below, also on a busy machine.
const LONG: Duration = Duration::from_mins(1);

/// A service with `limits`, its address and a token of a client of the API.
pub fn with_limits(limits: &str) -> (tempfile::TempDir, Running, SocketAddr, String) {
    let folder = ready();
    let here: &Path = folder.path();
    std::fs::write(
        here.join("huoli.toml"),
        format!("[server]\nbind = \"127.0.0.1:0\"\n[limits]\n{limits}\n[log]\nlevel = \"warn\"\n"),
    )
    .unwrap();
    let added = done(here, &["client", "add", "--name", "Mallilan koulu"]);
    let token = after(&added, "Token").to_owned();
    let (running, line) = Running::start(huoli(here, &["serve"]));
    let url = line.trim().rsplit(' ').next().unwrap();
    let address = url
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .parse()
        .unwrap();
    (folder, running, address, token)
}

/// Sends `first`, then `drip` again and again, until the connection is closed: how long that took, and what was
/// answered.
fn until_closed(address: SocketAddr, first: &str, drip: &str) -> (Duration, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let began = Instant::now();
    stream.write_all(first.as_bytes()).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        assert!(
            began.elapsed() < LONG,
            "it is still open; so far {}",
            String::from_utf8_lossy(&answer)
        );
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => answer.extend_from_slice(&buffer[..read]),
            Err(error) if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) => {
                // Once it is closed the next reading says so.
                let _ = stream.write_all(drip.as_bytes());
            }
            Err(_) => break,
        }
    }
    (began.elapsed(), String::from_utf8_lossy(&answer).into_owned())
}

/// A connection that takes in hardly anything.
fn narrow(address: SocketAddr) -> TcpStream {
    let socket = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
    set_socket_recv_buffer_size(&socket, 1024).unwrap();
    connect(&socket, &address).unwrap();
    TcpStream::from(socket)
}

/// Asks for `files` files, more than the way there holds, in a connection that is not read.
pub fn ask_and_do_not_read(address: SocketAddr, files: usize) -> TcpStream {
    let mut stream = narrow(address);
    let asked = format!(
        "GET /{} HTTP/1.1\r\nHost: {address}\r\n\r\n",
        assets::stylesheet()
    );
    stream.write_all(asked.repeat(files).as_bytes()).unwrap();
    stream
}

#[test]
fn whoever_is_slow_is_cut_off_whatever_is_slow() {
    let (_folder, _running, address, token) = with_limits(
        "keep_alive_seconds = 2\nrequest_seconds = 1\ndisconnect_seconds = 1\nbody_idle_seconds = 2\nbody_seconds = 4\n\
         body_rate = 2048",
    );
    let get = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let head = |path: &str, more: &str| format!("POST {path} HTTP/1.1\r\nHost: {address}\r\n{more}\r\n\r\n");
    let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000";
    let report = format!(
        "Content-Type: application/json\r\nContent-Length: 90000\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: a"
    );
    let chunked = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked";
    let fast = "a".repeat(400);
    let pieces = "5\r\naaaaa\r\n";
    // What is sent, what drips, what is answered, and within how many seconds it is closed.
    let kinds: [(&str, String, &str, &str, u64); 13] = [
        ("idle", String::new(), "", "408", 2),
        ("idle after an answer", get.clone(), "", "200", 4),
        (
            "dripped head",
            "GET / HTTP/1.1\r\nX-a: ".to_owned(),
            "a",
            "408",
            2,
        ),
        (
            "dripped second head",
            format!("{get}GET / HTTP/1.1\r\nX-a: "),
            "a",
            "200",
            4,
        ),
        ("half a second head", format!("{get}GET / HTTP"), "", "200", 4),
        ("stalled form", head("/", form) + "a=b", "", "408", 4),
        ("dripped form", head("/", form) + "a=b", "a", "408", 4),
        ("form that lasts", head("/", form) + "a=b", &fast, "408", 6),
        (
            "stalled report",
            head("/api/v1/reports", &report) + "{",
            "",
            "408",
            4,
        ),
        (
            "stalled sign-in",
            head("/staff/sign-in", form) + "a",
            "",
            "408",
            4,
        ),
        ("dripped pieces", head("/", chunked), pieces, "408", 5),
        (
            "stalled body of nothing",
            head("/nothing", form) + "a",
            "",
            "404",
            4,
        ),
        (
            "endless pieces to nothing",
            head("/nothing", chunked),
            pieces,
            "404",
            5,
        ),
    ];
    for (kind, first, drip, status, within) in kinds {
        let (took, answer) = until_closed(address, &first, drip);
        println!("{kind}: closed after {:.2} s", took.as_secs_f64());
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{kind}: {answer}"
        );
        // A busy machine may take a little longer.
        assert!(took < Duration::from_secs(within + 2), "{kind}: {took:?}");
        if first.contains("Content-") {
            assert!(answer.contains("content-security-policy: "), "{kind}: {answer}");
            assert!(answer.contains("connection: close"), "{kind}: {answer}");
        }
    }

    let mut unread = ask_and_do_not_read(address, 16);
    let began = Instant::now();
    while unread.write_all(b"G").is_ok() {
        assert!(began.elapsed() < LONG, "the answers still wait");
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("slow reader: closed after {:.2} s", began.elapsed().as_secs_f64());
    assert!(began.elapsed() < Duration::from_secs(5));
}
