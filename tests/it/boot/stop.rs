//! The end of the program, and what it tells the service manager meanwhile.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::process::Command;
use std::time::Duration;

use rustix::process::Signal;

use super::serve::ready;
use super::slow::with_limits;
use crate::harness::process::Running;

#[test]
fn a_slow_but_honest_report_is_stored_while_the_service_ends() {
    let (_folder, running, address, token) = with_limits("shutdown_seconds = 20");
    let body = r#"{"reporter":{"authority":"education","organisation":"M","name":"O","phone":"1"},"children":[{}],"concern":{"description":"x"}}"#;
    let mut sending = TcpStream::connect(address).unwrap();
    write!(
        sending,
        "POST /api/v1/reports HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: k\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    )
    .unwrap();
    let mut begun = [0; 12];
    sending.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100");
    let ending = std::thread::spawn(move || running.stop(Signal::TERM));
    while TcpStream::connect(address).is_ok() {
        std::thread::yield_now();
    }
    for byte in body.as_bytes().chunks(8) {
        sending.write_all(byte).unwrap();
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut answer = String::new();
    sending.read_to_string(&mut answer).unwrap();
    assert!(
        answer.contains("HTTP/1.1 201") && answer.contains("connection: close"),
        "{answer}"
    );
    let (code, _, log, took) = ending.join().unwrap();
    assert_eq!(code, Some(0), "{log}");
    assert!(took < Duration::from_secs(15), "{took:?}");
}

#[test]
fn whoever_never_ends_is_left_behind() {
    let (_folder, running, address, _) =
        with_limits("shutdown_seconds = 2\nbody_idle_seconds = 120\nbody_seconds = 120");
    let mut stalled = TcpStream::connect(address).unwrap();
    write!(
        stalled,
        "POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\
         Expect: 100-continue\r\n\r\n"
    )
    .unwrap();
    let mut begun = [0; 12];
    stalled.read_exact(&mut begun).unwrap();
    let (code, _, log, took) = running.stop(Signal::TERM);
    assert_eq!(code, Some(0), "{log}");
    assert!(
        took >= Duration::from_secs(1) && took < Duration::from_secs(12),
        "{took:?}"
    );
}

#[test]
fn the_service_manager_is_told_of_the_beginning_the_life_and_the_end() {
    let folder = ready();
    let socket = folder.path().join("notify");
    let told = UnixDatagram::bind(&socket).unwrap();
    told.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let mut command = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_huoli");
    command
        .current_dir(folder.path())
        .args([
            "-c",
            &format!("WATCHDOG_PID=$$ exec {program} serve --allow-debug-build"),
        ])
        .env_clear()
        .env("NOTIFY_SOCKET", &socket)
        .env("WATCHDOG_USEC", "200000");
    let next = || {
        let mut text = [0; 64];
        let length = told.recv(&mut text).unwrap();
        String::from_utf8_lossy(&text[..length]).trim().to_owned()
    };
    let (running, _) = Running::start(command);
    assert_eq!(next(), "READY=1");
    assert_eq!(next(), "WATCHDOG=1");
    assert_eq!(next(), "WATCHDOG=1");
    assert_eq!(running.stop(Signal::TERM).0, Some(0));
    let last = std::iter::repeat_with(next).find(|word| word != "WATCHDOG=1");
    assert_eq!(last.as_deref(), Some("STOPPING=1"));
}
