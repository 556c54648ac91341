//! JPEG: keeps what the pixels need and nothing else. Of the application segments stay JFIF without its thumbnail, Adobe's
//! colour mark, and an EXIF block of our own with the orientation; everything after the end of the picture goes.

use super::{Unreadable, exif};

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP14: u8 = 0xee;
/// How EXIF begins within its segment.
const EXIF: &[u8] = b"Exif\0\0";

/// A JPEG on its way through.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what has been seen so far, each by itself"
)]
pub struct Jpeg {
    state: State,
    framed: bool,
    scanned: bool,
    oriented: bool,
    removed: bool,
}

#[derive(Default)]
enum State {
    /// Nothing has come yet.
    #[default]
    Start,
    /// The first byte of the beginning has come.
    Begun,
    /// A marker must come.
    Marker,
    /// Its first byte has come.
    Code,
    /// A segment's length must come.
    Length(u8),
    /// Its first byte has come.
    LengthEnd(u8, u8),
    /// A segment is read: so many bytes are to come.
    Segment(u8, usize, Vec<u8>),
    /// Compressed pixels.
    Scan,
    /// Compressed pixels, or a marker: its first byte has come.
    ScanCode,
    /// The picture has ended.
    Ended,
}

impl Jpeg {
    pub fn push(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Unreadable> {
        let mut rest = input;
        while let Some((byte, after)) = rest.split_first() {
            match &mut self.state {
                State::Scan => {
                    let run = rest.iter().position(|byte| *byte == 0xff);
                    let (pixels, after) = rest.split_at(run.unwrap_or(rest.len()));
                    out.extend_from_slice(pixels);
                    rest = match after.split_first() {
                        Some((_, after)) => {
                            self.state = State::ScanCode;
                            after
                        }
                        None => after,
                    };
                }
                State::Segment(code, left, held) => {
                    let (part, after) = rest.split_at((*left).min(rest.len()));
                    held.extend_from_slice(part);
                    *left = left.saturating_sub(part.len());
                    rest = after;
                    if *left == 0 {
                        let (code, held) = (*code, std::mem::take(held));
                        self.state = self.segment(code, &held, out)?;
                    }
                }
                State::Ended => {
                    self.removed = true;
                    return Ok(());
                }
                _ => {
                    self.state = self.next(*byte, out)?;
                    rest = after;
                }
            }
        }
        Ok(())
    }

    /// Whether something was taken out. Some cameras leave the mark of the end away; anything else must be whole.
    pub fn finish(self) -> Result<bool, Unreadable> {
        match self.state {
            State::Ended | State::Scan | State::ScanCode if self.scanned => Ok(self.removed),
            _ => Err(Unreadable),
        }
    }

    /// The state after one byte outside segments and pixels.
    fn next(&mut self, byte: u8, out: &mut Vec<u8>) -> Result<State, Unreadable> {
        match (&self.state, byte) {
            (State::Start, 0xff) => Ok(State::Begun),
            (State::Begun, SOI) => {
                out.extend_from_slice(&[0xff, SOI]);
                Ok(State::Marker)
            }
            // A marker may have any number of these before it.
            (State::Marker | State::Code, 0xff) => Ok(State::Code),
            (State::ScanCode, 0xff) => Ok(State::ScanCode),
            (State::ScanCode, 0x00 | 0xd0..=0xd7) => {
                out.extend_from_slice(&[0xff, byte]);
                Ok(State::Scan)
            }
            (State::Code | State::ScanCode, EOI) if self.scanned => {
                out.extend_from_slice(&[0xff, EOI]);
                Ok(State::Ended)
            }
            (State::Code | State::ScanCode, 0xc0..=0xcf | 0xda..=0xfe) => Ok(State::Length(byte)),
            (State::Length(code), _) => Ok(State::LengthEnd(*code, byte)),
            (State::LengthEnd(code, first), _) => {
                let length = usize::from(u16::from_be_bytes([*first, byte]));
                let left = length.checked_sub(2).ok_or(Unreadable)?;
                if left == 0 {
                    let code = *code;
                    return self.segment(code, &[], out);
                }
                Ok(State::Segment(*code, left, Vec::with_capacity(left)))
            }
            _ => Err(Unreadable),
        }
    }

    /// Keeps of a whole segment what is to be kept.
    fn segment(&mut self, code: u8, held: &[u8], out: &mut Vec<u8>) -> Result<State, Unreadable> {
        match code {
            SOS => {
                if !self.framed {
                    return Err(Unreadable);
                }
                self.scanned = true;
                write(code, held, out)?;
                return Ok(State::Scan);
            }
            // Frames, Huffman and arithmetic tables; C8 is reserved.
            0xc0..=0xc7 | 0xc9..=0xcf => {
                self.framed |= !matches!(code, 0xc4 | 0xcc);
                write(code, held, out)?;
            }
            // Quantisation, number of lines, restart interval, hierarchical frames.
            0xdb..=0xdf => write(code, held, out)?,
            APP0 if held.starts_with(b"JFIF\0") => {
                let kept = held.get(..12).ok_or(Unreadable)?;
                let mut kept = kept.to_vec();
                kept.extend_from_slice(&[0, 0]);
                self.removed |= held.len() > kept.len();
                write(code, &kept, out)?;
            }
            APP14 if held.starts_with(b"Adobe") => {
                let kept = held.get(..12).ok_or(Unreadable)?;
                self.removed |= held.len() > kept.len();
                write(code, kept, out)?;
            }
            APP1 if held.starts_with(EXIF) => {
                self.removed = true;
                let way = held.get(EXIF.len()..).and_then(exif::orientation);
                if let Some(way) = way.filter(|_| !self.oriented) {
                    self.oriented = true;
                    write(APP1, &[EXIF, &exif::only(way)].concat(), out)?;
                }
            }
            _ => self.removed = true,
        }
        Ok(State::Marker)
    }
}

fn write(code: u8, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Unreadable> {
    let length = u16::try_from(bytes.len().saturating_add(2)).map_err(|_length| Unreadable)?;
    out.extend_from_slice(&[0xff, code]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(bytes);
    Ok(())
}
