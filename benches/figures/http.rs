//! As little of an HTTP/1.1 client as a measurement needs, so that little of the machine goes to measuring.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A connection that is kept open.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    host: SocketAddr,
}

/// An answer as it came over the wire.
pub struct Answer {
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// The body, taken out of its chunks but not unpacked.
    pub body: Vec<u8>,
    /// All bytes that came, head and chunk lines included.
    pub bytes: usize,
}

impl Answer {
    /// The value of the first header `name` (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Connection {
    pub fn open(host: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(16 * 1024),
            host,
        })
    }

    /// Asks for `path` with further header lines, each ended by `\r\n`.
    pub fn get(&mut self, path: &str, headers: &str) -> std::io::Result<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.host);
        self.send(request.as_bytes())
    }

    /// Posts `body` to `path` with further header lines, each ended by `\r\n`.
    pub fn post(&mut self, path: &str, headers: &str, body: &[u8]) -> std::io::Result<Answer> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n{headers}\r\n",
            self.host,
            body.len()
        );
        let mut request = head.into_bytes();
        request.extend_from_slice(body);
        self.send(&request)
    }

    /// Sends a whole request and reads the whole answer.
    pub fn send(&mut self, request: &[u8]) -> std::io::Result<Answer> {
        self.stream.write_all(request)?;
        self.buffer.clear();
        let end = loop {
            self.more()?;
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let mut answer = Answer {
            status: std::str::from_utf8(&self.buffer[9..12])
                .ok()
                .and_then(|text| text.parse().ok())
                .unwrap_or(0),
            head: String::from_utf8_lossy(&self.buffer[..end]).into_owned(),
            body: Vec::new(),
            bytes: 0,
        };
        if let Some(length) = answer
            .header("content-length")
            .and_then(|text| text.parse::<usize>().ok())
        {
            while self.buffer.len() < end + length {
                self.more()?;
            }
            answer.body = self.buffer[end..end + length].to_vec();
        } else if answer.header("transfer-encoding") == Some("chunked") {
            answer.body = self.chunks(end)?;
        }
        answer.bytes = self.buffer.len();
        Ok(answer)
    }

    fn chunks(&mut self, mut at: usize) -> std::io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = loop {
                if let Some(end) = self.buffer[at..].windows(2).position(|two| two == b"\r\n") {
                    break end;
                }
                self.more()?;
            };
            let size = std::str::from_utf8(&self.buffer[at..at + line]).ok();
            let size = size
                .and_then(|text| usize::from_str_radix(text, 16).ok())
                .unwrap_or(0);
            let (from, next) = (at + line + 2, at + line + 2 + size + 2);
            while self.buffer.len() < next {
                self.more()?;
            }
            if size == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&self.buffer[from..from + size]);
            at = next;
        }
    }

    fn more(&mut self) -> std::io::Result<()> {
        let before = self.buffer.len();
        self.buffer.resize(before + 16 * 1024, 0);
        let came = self.stream.read(&mut self.buffer[before..])?;
        self.buffer.truncate(before + came);
        if came == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}
