//! One file while it comes: told by its content, cleaned, sealed chunk by chunk.

use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::AttachError;
use crate::domain::attachment::{FileKind, LARGEST_FILE, clean_name};
use crate::ids::IdSource;
use crate::intake::IntakeError;
use crate::metadata::{Cleaner, Found, HEAD, kind_of};
use crate::store::seal::chunk::{Chunk, Sealer};
use crate::store::seal::secret::DataKey;

/// A file that comes.
pub(super) struct Coming {
    pub id: Uuid,
    name: String,
    pub keep: bool,
    head: Vec<u8>,
    known: Option<(FileKind, Cleaner)>,
    /// What the cleaner handed on.
    clean: Zeroizing<Vec<u8>>,
    sealer: Sealer,
    /// Sealed, and not stored yet.
    pub waiting: Vec<Chunk>,
    /// How many chunks are stored.
    pub stored: u32,
    came: u64,
    digest: Sha256,
}

/// A file that has come whole.
pub(super) struct Came {
    pub name: String,
    pub kind: FileKind,
    pub found: Found,
    /// How many bytes of it are kept.
    pub size: u64,
    /// The chunks that are not stored yet, the last one among them.
    pub waiting: Vec<Chunk>,
    /// SHA-256 of what came.
    pub digest: [u8; 32],
}

impl Coming {
    pub fn new(id: Uuid, name: &str, keep: bool, key: DataKey) -> Self {
        Self {
            id,
            name: clean_name(name),
            keep,
            head: Vec::with_capacity(HEAD),
            known: None,
            clean: Zeroizing::new(Vec::new()),
            sealer: Sealer::new(id, key),
            waiting: Vec::new(),
            stored: 0,
            came: 0,
            digest: Sha256::new(),
        }
    }

    /// How many bytes of the file stand in memory, clear or sealed.
    pub fn held(&self) -> usize {
        let sealed: usize = self.waiting.iter().map(|chunk| chunk.sealed.len()).sum();
        self.head.len() + self.clean.len() + self.sealer.held() + sealed
    }

    pub fn take(&mut self, bytes: &[u8], ids: &dyn IdSource) -> Result<(), AttachError> {
        self.came = self
            .came
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.came > LARGEST_FILE {
            return Err(AttachError::TooLarge);
        }
        self.digest.update(bytes);
        let mut rest = bytes;
        if self.known.is_none() {
            let missing = HEAD.saturating_sub(self.head.len());
            let (part, after) = rest.split_at(missing.min(rest.len()));
            self.head.extend_from_slice(part);
            rest = after;
            if self.head.len() < HEAD {
                return Ok(());
            }
            let head = std::mem::take(&mut self.head);
            let (kind, mut cleaner) = self.judge(&head)?;
            self.clean(&mut cleaner, &head, ids)?;
            self.known = Some((kind, cleaner));
        }
        let Some((kind, mut cleaner)) = self.known.take() else {
            return Ok(());
        };
        self.clean(&mut cleaner, rest, ids)?;
        self.known = Some((kind, cleaner));
        Ok(())
    }

    fn judge(&self, head: &[u8]) -> Result<(FileKind, Cleaner), AttachError> {
        let kind = kind_of(head).ok_or(AttachError::WrongType)?;
        let cleaner = if self.keep {
            Cleaner::keeping(kind)
        } else {
            Cleaner::stripping(kind)
        };
        Ok((kind, cleaner))
    }

    fn clean(&mut self, cleaner: &mut Cleaner, bytes: &[u8], ids: &dyn IdSource) -> Result<(), AttachError> {
        cleaner
            .push(bytes, &mut self.clean)
            .map_err(|_unreadable| AttachError::Unreadable)?;
        let sealed = self.sealer.push(&self.clean, ids);
        self.waiting.extend(sealed.map_err(IntakeError::from)?);
        self.clean.zeroize();
        Ok(())
    }

    pub fn end(mut self, ids: &dyn IdSource) -> Result<Came, AttachError> {
        // A file shorter than every beginning is none of those that are taken in.
        let (kind, cleaner) = self.known.take().ok_or(AttachError::WrongType)?;
        let found = cleaner.finish().map_err(|_unreadable| AttachError::Unreadable)?;
        let size = u64::try_from(self.sealer.length()).unwrap_or(u64::MAX);
        let mut waiting = self.waiting;
        waiting.extend(self.sealer.finish(ids).map_err(IntakeError::from)?);
        Ok(Came {
            name: self.name,
            kind,
            found,
            size,
            waiting,
            digest: self.digest.finalize().into(),
        })
    }
}
