//! PDF: looked at, never changed. Finds the author in the information dictionary or in the XMP packet, and what can act by
//! itself. What lies in compressed parts is not seen: that nothing was found proves nothing.

use super::Found;

/// So far after a key its value is looked for.
const REACH: usize = 600;
/// The longest author that is told, in characters.
const LONGEST: usize = 100;

/// Keys of what can act by itself.
const ACTIVE: [&[u8]; 4] = [b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile"];

/// A document on its way through.
#[derive(Default)]
pub struct Pdf {
    /// The end of what has come: a key in it may not have had its whole value yet.
    tail: Vec<u8>,
    found: Found,
}

impl Pdf {
    pub fn push(&mut self, input: &[u8]) {
        // In pieces, so that never more is held than one of them.
        for piece in input.chunks(16 * 1024) {
            self.tail.extend_from_slice(piece);
            let judged = self.tail.len().saturating_sub(REACH);
            self.look(judged);
            self.tail.drain(..judged);
        }
    }

    pub fn finish(mut self) -> Found {
        self.look(self.tail.len());
        self.found
    }

    /// Looks at everything that begins before `until`.
    fn look(&mut self, until: usize) {
        for at in 0..until {
            let Some(rest) = self.tail.get(at..) else { return };
            match rest.first() {
                Some(b'/') => {
                    let ends = |key: &[u8]| {
                        rest.get(key.len())
                            .is_none_or(|byte| !byte.is_ascii_alphanumeric())
                    };
                    let is_active = |key: &&[u8]| rest.starts_with(key) && ends(key);
                    self.found.active |= ACTIVE.iter().any(is_active);
                    if self.found.author.is_none()
                        && let Some(value) = rest.strip_prefix(b"/Author")
                    {
                        self.found.author = in_dictionary(value);
                    }
                }
                Some(b'<') if self.found.author.is_none() => {
                    if let Some(value) = rest.strip_prefix(b"<dc:creator") {
                        self.found.author = in_packet(value);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The text of a string object: `(…)` or `<…>`.
fn in_dictionary(value: &[u8]) -> Option<String> {
    let value = value.get(..REACH.min(value.len()))?.trim_ascii_start();
    let bytes = match value.split_first()? {
        (b'(', rest) => literal(rest)?,
        (b'<', rest) => hexadecimal(rest)?,
        _ => return None,
    };
    let text = match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units: Vec<u16> = wide
                .chunks_exact(2)
                .filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => match bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
            Some(utf8) => String::from_utf8_lossy(utf8).into_owned(),
            None => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    };
    told(&text)
}

fn literal(rest: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut depth, mut at) = (0_u32, 0_usize);
    loop {
        let byte = *rest.get(at)?;
        at += 1;
        match byte {
            b')' if depth == 0 => return Some(bytes),
            b')' => depth -= 1,
            b'(' => depth += 1,
            b'\\' => {
                let escaped = *rest.get(at)?;
                at += 1;
                match escaped {
                    b'0'..=b'7' => {
                        let mut value = u32::from(escaped - b'0');
                        for _ in 0..2 {
                            let Some(digit @ b'0'..=b'7') = rest.get(at) else {
                                break;
                            };
                            value = value * 8 + u32::from(digit - b'0');
                            at += 1;
                        }
                        bytes.push(u8::try_from(value & 0xff).unwrap_or_default());
                    }
                    b'n' | b'r' | b't' | b'b' | b'f' | b'\r' | b'\n' => bytes.push(b' '),
                    other => bytes.push(other),
                }
                continue;
            }
            _ => {}
        }
        bytes.push(byte);
    }
}

fn hexadecimal(rest: &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'>')?;
    let digits: Option<Vec<u8>> = rest
        .get(..end)?
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| {
            char::from(*byte)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let pair = |pair: &[u8]| pair.iter().fold(0, |value, digit| value * 16 + digit);
    Some(digits?.chunks(2).map(pair).collect())
}

/// The first name in the list of an XMP packet.
fn in_packet(value: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(value.get(..REACH.min(value.len()))?).into_owned();
    let (inside, _) = text.split_once("</dc:creator")?;
    let (_, item) = inside.split_once("<rdf:li")?;
    let (_, name) = item.split_once('>')?;
    let (name, _) = name.split_once('<')?;
    told(name)
}

/// A name as it can be told; `None` for an empty one.
fn told(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(LONGEST).collect();
    (!name.is_empty()).then_some(name)
}
