//! Heads that the HTTP library refuses by itself leave with the headers of every answer.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::slow::with_limits;

#[test]
fn a_head_that_cannot_be_read_is_answered_with_every_header_and_the_emergency_number() {
    let (_folder, _running, address, _token) = with_limits("");
    for (head, status) in [
        ("no head at all\r\n\r\n".to_owned(), "400"),
        (format!("GET / HTTP/9.9\r\nHost: {address}\r\n\r\n"), "400"),
        (
            format!("GET / HTTP/1.1\r\nHost: {address}\r\nno header\r\n\r\n"),
            "400",
        ),
    ] {
        let mut stream = TcpStream::connect(address).unwrap();
        // What is refused early need not be taken to its end.
        let _ = stream.write_all(head.as_bytes());
        let mut answer = Vec::new();
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = stream.read(&mut buffer) {
            answer.extend_from_slice(&buffer[..read]);
        }
        let answer = String::from_utf8_lossy(&answer);
        let begins: String = head.chars().take(40).collect();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{begins}: {answer}"
        );
        for name in [
            "content-security-policy",
            "referrer-policy",
            "cache-control",
            "permissions-policy",
        ] {
            assert!(
                answer.contains(&format!("\r\n{name}: ")),
                "{begins} lacks {name}: {answer}"
            );
        }
        assert!(answer.contains("112"), "{begins}");
    }
}
