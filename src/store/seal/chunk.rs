//! Files sealed while they stream by, in chunks of 64 KiB, each bound to its number and to whether it is the last one: a
//! file that was cut short, put in another order or mixed with another does not open.
//!
//! A file of one chunk is padded like any blob. Of a longer one every chunk is full, and so many empty ones follow that
//! their number tells no more of the size than the padding of a blob would.

use uuid::Uuid;
use zeroize::Zeroizing;

use super::aad::BlobAad;
use super::envelope::SealError;
use super::secret::DataKey;
use super::{blob, padding};
use crate::ids::IdSource;

/// The size of a full chunk before it is sealed.
const CHUNK: usize = 64 * 1024;
/// How much of a file fits into one.
pub const ROOM: usize = CHUNK - padding::LENGTH;
/// Where chunks are stored, as it is bound.
const TABLE: &str = "attachment_chunks";
const COLUMN: &str = "sealed";

/// A sealed chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Its number, from 0.
    pub number: u32,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
}

/// Seals one file. It holds one chunk at most.
pub struct Sealer {
    row: Uuid,
    key: DataKey,
    held: Zeroizing<Vec<u8>>,
    next: u32,
    length: usize,
}

impl Sealer {
    /// Seals the file that is stored as `row`, under `key`.
    pub fn new(row: Uuid, key: DataKey) -> Self {
        Self {
            row,
            key,
            // Room for all it ever holds: a buffer that grows would leave copies behind.
            held: Zeroizing::new(Vec::with_capacity(ROOM)),
            next: 0,
            length: 0,
        }
    }

    /// Takes the next bytes and gives the chunks that they filled. The last chunk is never among them.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn push(&mut self, bytes: &[u8], ids: &dyn IdSource) -> Result<Vec<Chunk>, SealError> {
        let mut sealed = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.held.len() == ROOM {
                sealed.push(self.seal(false, ids)?);
            }
            let room = ROOM.saturating_sub(self.held.len());
            let (part, after) = rest.split_at(room.min(rest.len()));
            self.held.extend_from_slice(part);
            self.length = self.length.saturating_add(part.len());
            rest = after;
        }
        Ok(sealed)
    }

    /// The chunks that are left at the end of the file: what is held, and the empty ones.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn finish(mut self, ids: &dyn IdSource) -> Result<Vec<Chunk>, SealError> {
        let all = chunks_of(self.length);
        if all == 1 {
            let sealed = blob::seal(&self.held, &self.key, &place(self.row, 0, true), ids)?;
            return Ok(vec![Chunk { number: 0, sealed }]);
        }
        let mut sealed = Vec::new();
        while self.next < all {
            let last = self.next.saturating_add(1) == all;
            sealed.push(self.seal(last, ids)?);
        }
        Ok(sealed)
    }

    /// How many bytes of the file have come.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// How many bytes it holds, unsealed.
    pub fn held(&self) -> usize {
        self.held.len()
    }

    fn seal(&mut self, last: bool, ids: &dyn IdSource) -> Result<Chunk, SealError> {
        let number = self.next;
        let sealed = blob::seal_to(&self.held, CHUNK, &self.key, &place(self.row, number, last), ids)?;
        zeroize::Zeroize::zeroize(&mut *self.held);
        self.next = number.checked_add(1).ok_or(SealError::TooLong)?;
        Ok(Chunk { number, sealed })
    }
}

/// Into how many chunks a file of `length` bytes is sealed.
pub fn chunks_of(length: usize) -> u32 {
    if length <= ROOM {
        return 1;
    }
    u32::try_from(padding::padded_size(length).div_ceil(ROOM)).unwrap_or(u32::MAX)
}

/// Opens chunk `number` of the file that is stored as `row`; `last` says whether it must be its last one.
///
/// # Errors
/// [`SealError`] when it is not that chunk, or was changed.
pub fn open(
    sealed: &[u8],
    key: &DataKey,
    row: Uuid,
    number: u32,
    last: bool,
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    blob::open(sealed, key, &place(row, number, last))
}

const fn place(row: Uuid, chunk: u32, last: bool) -> BlobAad<'static> {
    BlobAad {
        table: TABLE,
        row,
        column: COLUMN,
        chunk,
        last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SeededIds;

    fn row(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn key() -> DataKey {
        DataKey::random(&SeededIds::new(7))
    }

    fn sealed(file: &[u8], piece: usize) -> Vec<Chunk> {
        let ids = SeededIds::new(1);
        let mut sealer = Sealer::new(row(1), key());
        let mut chunks = Vec::new();
        for part in file.chunks(piece) {
            chunks.extend(sealer.push(part, &ids).unwrap());
            assert!(sealer.held() <= ROOM);
        }
        chunks.extend(sealer.finish(&ids).unwrap());
        chunks
    }

    fn opened(chunks: &[Chunk]) -> Result<Vec<u8>, SealError> {
        let mut file = Vec::new();
        for (index, chunk) in chunks.iter().enumerate() {
            let last = index + 1 == chunks.len();
            let number = u32::try_from(index).unwrap();
            file.extend_from_slice(&open(&chunk.sealed, &key(), row(1), number, last)?);
        }
        Ok(file)
    }

    #[test]
    fn a_file_comes_back_from_chunks_that_tell_little_of_its_size() {
        for (length, chunks) in [
            (0, 1),
            (1, 1),
            (ROOM, 1),
            (ROOM + 1, 2),
            (2 * ROOM, 3),
            (2 * ROOM + 1, 3),
            (1_000_000, 16),
            (1_015_000, 16),
            (10 * 1024 * 1024, 161),
        ] {
            let file: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let sealed = sealed(&file, 100_000);
            assert_eq!(sealed.len(), chunks, "{length}");
            assert_eq!(chunks_of(length), u32::try_from(chunks).unwrap());
            if chunks > 1 {
                assert!(sealed.iter().all(|chunk| chunk.sealed.len() == CHUNK + 34));
            }
            assert!(opened(&sealed).unwrap() == file, "{length}");
        }
    }

    #[test]
    fn a_file_that_is_cut_or_shuffled_does_not_open() {
        let file = vec![7; 3 * ROOM];
        let whole = sealed(&file, ROOM);
        assert!(whole.len() >= 3);
        let mut cut = whole.clone();
        cut.pop();
        assert_eq!(opened(&cut), Err(SealError::Failed), "the last one is missing");
        let mut swapped = whole.clone();
        swapped.swap(0, 1);
        assert_eq!(opened(&swapped), Err(SealError::Failed));
        let mut doubled = whole.clone();
        doubled.insert(0, whole[0].clone());
        assert_eq!(opened(&doubled), Err(SealError::Failed));
        let first = &whole[0].sealed;
        assert_eq!(
            open(first, &key(), row(2), 0, false),
            Err(SealError::Failed),
            "another file's"
        );
        let mut changed = first.clone();
        changed[100] ^= 1;
        assert_eq!(open(&changed, &key(), row(1), 0, false), Err(SealError::Failed));
    }
}
