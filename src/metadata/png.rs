//! PNG: keeps the chunks that the pixels and their colours need, each of its lawful length, and an EXIF chunk of our own
//! with the orientation. Texts, times, profiles and everything unknown go, and so does what follows the end.

use crc32fast::Hasher;

use super::{Unreadable, exif};

/// How every PNG begins.
pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// A longer EXIF chunk is dropped unread.
const LONGEST_EXIF: u32 = 64 * 1024;

/// A PNG on its way through.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what has been seen so far, each by itself"
)]
pub struct Png {
    state: State,
    /// The bytes of the signature, a chunk's head or its check sum, as far as they have come.
    held: Vec<u8>,
    headed: bool,
    pixels: bool,
    oriented: bool,
    removed: bool,
}

#[derive(Default)]
enum State {
    #[default]
    Signature,
    Head,
    Body(Chunk),
    Check(Chunk),
    Ended,
}

/// A chunk that is read.
struct Chunk {
    kind: [u8; 4],
    left: u32,
    fate: Fate,
    sum: Hasher,
    /// An EXIF chunk's content.
    held: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Read,
    Dropped,
}

impl Png {
    pub fn push(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Unreadable> {
        let mut rest = input;
        loop {
            rest = match &mut self.state {
                State::Signature | State::Head | State::Check(_) => {
                    let wanted = if matches!(self.state, State::Check(_)) {
                        4
                    } else {
                        8
                    };
                    let missing = wanted - self.held.len().min(wanted);
                    let (part, after) = rest.split_at(missing.min(rest.len()));
                    self.held.extend_from_slice(part);
                    if self.held.len() < wanted {
                        return Ok(());
                    }
                    let held = std::mem::take(&mut self.held);
                    self.state = self.next(&held, out)?;
                    after
                }
                State::Body(chunk) => {
                    let left = usize::try_from(chunk.left).map_err(|_size| Unreadable)?;
                    let (part, after) = rest.split_at(left.min(rest.len()));
                    chunk.take(part, out);
                    if chunk.left > 0 {
                        return Ok(());
                    }
                    let chunk = std::mem::replace(&mut self.state, State::Ended);
                    if let State::Body(chunk) = chunk {
                        self.state = State::Check(chunk);
                    }
                    after
                }
                State::Ended => {
                    self.removed |= !rest.is_empty();
                    return Ok(());
                }
            };
        }
    }

    pub fn finish(self) -> Result<bool, Unreadable> {
        match self.state {
            State::Ended if self.pixels => Ok(self.removed),
            _ => Err(Unreadable),
        }
    }

    /// The state after the signature, a head or a check sum.
    fn next(&mut self, held: &[u8], out: &mut Vec<u8>) -> Result<State, Unreadable> {
        match std::mem::take(&mut self.state) {
            State::Signature => {
                if held != SIGNATURE {
                    return Err(Unreadable);
                }
                out.extend_from_slice(held);
                Ok(State::Head)
            }
            State::Head => self.head(held, out).map(State::Body),
            State::Check(chunk) => self.check(&chunk, held, out),
            State::Body(_) | State::Ended => Err(Unreadable),
        }
    }

    fn head(&mut self, held: &[u8], out: &mut Vec<u8>) -> Result<Chunk, Unreadable> {
        let (length, kind) = held.split_first_chunk::<4>().ok_or(Unreadable)?;
        let length = u32::from_be_bytes(*length);
        let kind: [u8; 4] = kind.try_into().map_err(|_length| Unreadable)?;
        if length > 0x7fff_ffff || !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(Unreadable);
        }
        if self.headed == (&kind == b"IHDR") {
            return Err(Unreadable);
        }
        self.headed = true;
        self.pixels |= &kind == b"IDAT";
        let fate = fate(kind, length)?;
        self.removed |= fate != Fate::Kept;
        let mut sum = Hasher::new();
        sum.update(&kind);
        if fate == Fate::Kept {
            out.extend_from_slice(held);
        }
        Ok(Chunk {
            kind,
            left: length,
            fate,
            sum,
            held: Vec::new(),
        })
    }

    fn check(&mut self, chunk: &Chunk, held: &[u8], out: &mut Vec<u8>) -> Result<State, Unreadable> {
        match chunk.fate {
            Fate::Kept => {
                if chunk.sum.clone().finalize().to_be_bytes() != *held {
                    return Err(Unreadable);
                }
                out.extend_from_slice(held);
            }
            Fate::Read => {
                if let Some(way) = exif::orientation(&chunk.held).filter(|_| !self.oriented) {
                    self.oriented = true;
                    write(*b"eXIf", &exif::only(way), out)?;
                }
            }
            Fate::Dropped => {}
        }
        Ok(if &chunk.kind == b"IEND" {
            State::Ended
        } else {
            State::Head
        })
    }
}

impl Chunk {
    fn take(&mut self, part: &[u8], out: &mut Vec<u8>) {
        self.left = self
            .left
            .saturating_sub(u32::try_from(part.len()).unwrap_or(u32::MAX));
        match self.fate {
            Fate::Kept => {
                self.sum.update(part);
                out.extend_from_slice(part);
            }
            Fate::Read => self.held.extend_from_slice(part),
            Fate::Dropped => {}
        }
    }
}

/// What becomes of a chunk. One that would be kept has a lawful length, so that nothing rides along in it.
fn fate(kind: [u8; 4], length: u32) -> Result<Fate, Unreadable> {
    let lawful = match &kind {
        b"IHDR" => length == 13,
        b"PLTE" => length <= 768 && length.is_multiple_of(3),
        b"IDAT" | b"fdAT" => true,
        b"IEND" => length == 0,
        b"tRNS" => length <= 256,
        b"gAMA" => length == 4,
        b"cHRM" => length == 32,
        b"sRGB" => length == 1,
        b"sBIT" => length <= 4,
        b"acTL" => length == 8,
        b"fcTL" => length == 26,
        b"eXIf" if length <= LONGEST_EXIF => return Ok(Fate::Read),
        _ => false,
    };
    // A chunk with a capital letter first is one without which the picture cannot be shown.
    let needed = kind.first().is_some_and(u8::is_ascii_uppercase);
    match (lawful, needed) {
        (true, _) => Ok(Fate::Kept),
        (false, true) => Err(Unreadable),
        (false, false) => Ok(Fate::Dropped),
    }
}

fn write(kind: [u8; 4], bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Unreadable> {
    let length = u32::try_from(bytes.len()).map_err(|_length| Unreadable)?;
    let mut sum = Hasher::new();
    sum.update(&kind);
    sum.update(bytes);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(bytes);
    out.extend_from_slice(&sum.finalize().to_be_bytes());
    Ok(())
}
