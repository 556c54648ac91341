//! Dresses the answers that the HTTP library gives by itself, below every layer: to a head that it cannot read (400), that
//! is too large (431) or too slow (408). It offers no way to form them, so they are known by their bytes where they leave,
//! and get the headers that every answer has and a word for people, with the emergency number.

use crate::domain::language::Language;
use crate::text::Texts;
use crate::web::layer::security_headers::{ALWAYS, HSTS, POLICY};

/// No bare answer is longer, in bytes.
const LONGEST: usize = 512;

/// The status of each with the key of its text.
const BARE: [(&str, &str); 3] = [
    ("HTTP/1.1 400 ", "error-bad-request"),
    ("HTTP/1.1 408 ", "error-timeout"),
    ("HTTP/1.1 431 ", "error-headers-too-large"),
];

/// What is to be sent instead of `bytes`, if they are a bare answer and nothing else. `https_only`: browsers are told so.
pub fn dressed(bytes: &[u8], https_only: bool) -> Option<Vec<u8>> {
    if bytes.len() > LONGEST {
        return None;
    }
    let head = str::from_utf8(bytes).ok()?.strip_suffix("\r\n\r\n")?;
    let (_, text) = BARE.iter().find(|(status, _)| head.starts_with(status))?;
    let empty = head
        .lines()
        .any(|line| line.eq_ignore_ascii_case("content-length: 0"));
    if !empty || head.contains("\r\n\r\n") || head.contains(ALWAYS.first()?.0) {
        return None;
    }
    let body = body(text);
    let mut lines: Vec<String> = head
        .lines()
        .filter(|line| !line.to_ascii_lowercase().starts_with("content-length:"))
        .map(str::to_owned)
        .collect();
    lines.extend(ALWAYS.iter().map(|(name, value)| format!("{name}: {value}")));
    lines.push(format!("content-security-policy: {POLICY}"));
    if https_only {
        lines.push(format!("strict-transport-security: {HSTS}"));
    }
    lines.extend([
        "cache-control: no-store".to_owned(),
        "x-robots-tag: noindex, noarchive".to_owned(),
        "content-type: text/plain; charset=utf-8".to_owned(),
        format!("content-length: {}", body.len()),
    ]);
    Some(format!("{}\r\n\r\n{body}", lines.join("\r\n")).into_bytes())
}

/// The text in every language: which one is wished for stands in the head that could not be read.
fn body(key: &str) -> String {
    let texts = Texts::embedded();
    let lines = Language::ALL.map(|language| {
        let text = texts.get(language, key);
        let emergency = texts.get(language, "shell-emergency");
        format!("{text} {emergency}\n").replace('\u{ad}', "")
    });
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: &str =
        "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\ndate: x\r\n\r\n";

    #[test]
    fn a_bare_answer_gets_its_headers_and_a_word_with_the_emergency_number() {
        let dressed = String::from_utf8(dressed(REFUSED.as_bytes(), true).unwrap()).unwrap();
        let (head, body) = dressed.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ndate: x\r\n"));
        for name in [
            "content-security-policy: default-src 'none'",
            "referrer-policy: no-referrer",
            "strict-transport-security: ",
            "cache-control: no-store",
        ] {
            assert!(head.contains(name), "{name}");
        }
        assert!(head.ends_with(&format!("content-length: {}", body.len())));
        assert_eq!(body.matches("112").count(), 3, "{body}");
    }

    #[test]
    fn our_own_answers_and_bodies_leave_as_they_are() {
        let ours = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nreferrer-policy: no-referrer\r\n\r\n";
        let with_body = "HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n\r\n\r\n";
        let good = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
        for bytes in [ours, with_body, good, "", "\r\n\r\n", &REFUSED.repeat(2)] {
            assert_eq!(dressed(bytes.as_bytes(), false), None, "{bytes}");
        }
    }
}
