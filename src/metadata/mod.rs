//! Takes out of a picture what it tells about its making, while it streams by: place, time, device, author, comments,
//! thumbnails. Pixels are never decoded: the compressed ones are handed on byte for byte. It also says what a
//! document tells of its author. Strict, and pure: bytes in, bytes out; memory is bounded by one segment of 64 KiB.

mod exif;
mod jpeg;
mod pdf;
mod png;

use crate::domain::attachment::FileKind;

/// By so many bytes at the beginning a file is told.
pub const HEAD: usize = 8;

/// What a file is by its first [`HEAD`] bytes; `None` for everything that is not taken in.
pub fn kind_of(head: &[u8]) -> Option<FileKind> {
    if head.starts_with(png::SIGNATURE) {
        Some(FileKind::Png)
    } else if head.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(FileKind::Jpeg)
    } else if head.starts_with(b"%PDF-") {
        Some(FileKind::Pdf)
    } else {
        None
    }
}

/// A picture that does not keep to its format: what it tells cannot be taken out with certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the picture does not keep to its format")]
pub struct Unreadable;

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Something was taken out of a picture.
    pub removed: bool,
    /// The author that a document names.
    pub author: Option<String>,
    /// A document holds something that can act by itself.
    pub active: bool,
}

/// One file on its way through.
pub struct Cleaner(State);

enum State {
    Jpeg(jpeg::Jpeg),
    Png(png::Png),
    Pdf(pdf::Pdf),
    Kept,
}

impl Cleaner {
    /// Takes out of a file of this kind what it tells about its making. A document is only looked at.
    pub fn stripping(kind: FileKind) -> Self {
        Self(match kind {
            FileKind::Jpeg => State::Jpeg(jpeg::Jpeg::default()),
            FileKind::Png => State::Png(png::Png::default()),
            FileKind::Pdf => State::Pdf(pdf::Pdf::default()),
        })
    }

    /// Hands a picture on as it is; a document is looked at as ever.
    pub fn keeping(kind: FileKind) -> Self {
        match kind {
            FileKind::Pdf => Self::stripping(kind),
            FileKind::Jpeg | FileKind::Png => Self(State::Kept),
        }
    }

    /// Takes the next bytes and puts what is left of them into `out`, perhaps later.
    ///
    /// # Errors
    /// [`Unreadable`]; then nothing of the file is to be used.
    pub fn push(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Unreadable> {
        match &mut self.0 {
            State::Jpeg(jpeg) => jpeg.push(input, out),
            State::Png(png) => png.push(input, out),
            State::Pdf(pdf) => {
                pdf.push(input);
                out.extend_from_slice(input);
                Ok(())
            }
            State::Kept => {
                out.extend_from_slice(input);
                Ok(())
            }
        }
    }

    /// The end of the file.
    ///
    /// # Errors
    /// [`Unreadable`] when it ended where no picture ends.
    pub fn finish(self) -> Result<Found, Unreadable> {
        let removed = |removed| Found {
            removed,
            ..Found::default()
        };
        match self.0 {
            State::Jpeg(jpeg) => jpeg.finish().map(removed),
            State::Png(png) => png.finish().map(removed),
            State::Pdf(pdf) => Ok(pdf.finish()),
            State::Kept => Ok(Found::default()),
        }
    }
}

#[cfg(test)]
mod tests;
