//! Takes files in: each is told by its content, cleaned, sealed and stored chunk by chunk while it comes, so that nothing
//! of it lies anywhere in clear and no more than a few chunks of it stand in memory.
//!
//! What is stored so belongs to nobody until the report, or what is added to one, is stored too: that transaction makes
//! the uploads its files, and acknowledges all together. The key of a new report's files stands in memory alone until
//! then; when the report does not come, or the process dies, the chunks are noise, and are deleted: at once by whoever
//! gave up, else by a job. A file is stored in small transactions, so that nobody who sends a report without files waits
//! for somebody's photographs.

mod coming;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use uuid::Uuid;
use zeroize::Zeroizing;

use self::coming::{Came, Coming};
use super::opening::ReportKey;
use super::{App, IntakeError};
use crate::domain::attachment::{
    FileFacts, FileKind, LARGEST_FILE, MOST_FILES, MakersMarks, ScanState, download_name,
};
use crate::domain::places::CountyCode;
use crate::store::attachments::{self, Attachment};
use crate::store::seal::aad::BlobAad;
use crate::store::seal::blob;
use crate::store::seal::chunk::Chunk;
use crate::store::seal::secret::DataKey;
use crate::store::{Store, StoreError, Tx};

/// So many chunks are stored in one transaction: half a megabyte, a few milliseconds.
const TOGETHER: usize = 8;

/// Why a file was not taken in. Nothing of the sending is stored then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AttachError {
    /// There are more than [`MOST_FILES`].
    #[error("more than {MOST_FILES} files")]
    TooMany,
    /// It is larger than [`LARGEST_FILE`].
    #[error("a file is larger than {LARGEST_FILE} bytes")]
    TooLarge,
    /// Its content is none of those that are taken in.
    #[error("a file is neither PDF nor JPEG nor PNG")]
    WrongType,
    /// A picture does not keep to its format, so that what it tells cannot be taken out. As it is it may be kept.
    #[error("a picture does not keep to its format")]
    Unreadable,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// The files of one sending on their way in. All of it blocks.
pub struct Upload {
    app: App,
    key: DataKey,
    hour: DateTime<Utc>,
    files: Vec<Ready>,
    coming: Option<Coming>,
    /// What was begun and is to be deleted when nothing comes of it.
    begun: Vec<Uuid>,
}

/// A file that is stored whole.
struct Ready {
    id: Uuid,
    facts: FileFacts,
    chunks: u32,
    /// SHA-256 of what came.
    digest: [u8; 32],
}

impl Upload {
    /// Files that will come with a new report.
    pub fn new(app: &App, now: DateTime<Utc>) -> Self {
        Self::under(app, DataKey::random(&*app.ids), now)
    }

    /// Files for what is added to `report`.
    ///
    /// # Errors
    /// [`IntakeError`] when its key cannot be had.
    pub fn to_report(app: &App, report: Uuid, now: DateTime<Utc>) -> Result<Self, IntakeError> {
        let key = app
            .store
            .read("report_key", |tx| ReportKey::for_service(tx, app, report))?;
        Ok(Self::under(app, key.data_key(), now))
    }

    fn under(app: &App, key: DataKey, now: DateTime<Utc>) -> Self {
        Self {
            app: app.clone(),
            key,
            // Nothing finer lies in clear.
            hour: full_hour(now),
            files: Vec::new(),
            coming: None,
            begun: Vec::new(),
        }
    }

    /// The key under which the files lie, and the report must too.
    pub(super) const fn key(&self) -> &DataKey {
        &self.key
    }

    /// Begins the next file, of which a person said it is called `name`; `keep` keeps a picture's own data.
    ///
    /// # Errors
    /// [`AttachError::TooMany`].
    pub fn begin(&mut self, name: &str, keep: bool) -> Result<(), AttachError> {
        if self.files.len() >= MOST_FILES {
            return Err(AttachError::TooMany);
        }
        let id = self.app.ids.uuid();
        self.coming = Some(Coming::new(id, name, keep, self.key.clone()));
        Ok(())
    }

    /// Takes the next bytes of the file that comes.
    ///
    /// # Errors
    /// [`AttachError`]; then the whole upload is to be [discarded](Self::discard).
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), AttachError> {
        let Some(coming) = &mut self.coming else {
            return Ok(());
        };
        coming.take(bytes, &*self.app.ids)?;
        if coming.waiting.len() >= TOGETHER {
            self.store()?;
        }
        Ok(())
    }

    /// The end of the file that comes.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn end(&mut self) -> Result<(), AttachError> {
        let Some(coming) = self.coming.take() else {
            return Ok(());
        };
        let (id, keep, mut stored) = (coming.id, coming.keep, coming.stored);
        let Came {
            name,
            kind,
            found,
            size,
            waiting,
            digest,
        } = coming.end(&*self.app.ids)?;
        for chunks in waiting.chunks(TOGETHER) {
            self.store_chunks(id, stored == 0, chunks.to_vec())?;
            stored = stored.saturating_add(u32::try_from(chunks.len()).unwrap_or(u32::MAX));
        }
        let name = if name.is_empty() {
            download_name("", kind)
        } else {
            name
        };
        self.files.push(Ready {
            id,
            facts: FileFacts {
                name: name.into(),
                kind,
                size,
                marks: match (kind, keep) {
                    (FileKind::Pdf, _) => MakersMarks::Untouched,
                    (_, true) => MakersMarks::Kept,
                    (_, false) => MakersMarks::Removed,
                },
                author: found.author.map(Into::into),
                active: found.active,
            },
            chunks: stored,
            digest,
        });
        Ok(())
    }

    /// What is known of the files that are stored, in their order.
    pub fn files(&self) -> impl Iterator<Item = &FileFacts> {
        self.files.iter().map(|file| &file.facts)
    }

    /// Whether no file has come.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// How many bytes of files stand in memory, clear or sealed.
    pub fn held(&self) -> usize {
        self.coming.as_ref().map_or(0, Coming::held)
    }

    /// Deletes what was stored of the files. What cannot be deleted now is deleted by a job.
    pub fn discard(self) {
        for id in self.begun {
            if let Err(error) = discard(&self.app.store, id) {
                tracing::warn!(%error, "the chunks of an upload stay for now");
            }
        }
    }

    /// By what a repeated sending is known: which files came, and with what wish.
    pub(super) fn fingerprint(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for file in &self.files {
            bytes.extend_from_slice(&file.digest);
            bytes.push(u8::from(file.facts.marks == MakersMarks::Kept));
            let name = file.facts.name.expose().as_bytes();
            bytes.extend_from_slice(&name.len().to_be_bytes());
            bytes.extend_from_slice(name);
        }
        bytes
    }

    /// The files as rows of `report`; `message` is what brought them, if not the report itself. They are stored by
    /// [`insert`], in the transaction of what they belong to.
    ///
    /// # Errors
    /// [`IntakeError`] of sealing.
    pub fn rows(
        &self,
        report: Uuid,
        county: CountyCode,
        message: Option<Uuid>,
    ) -> Result<Vec<Attachment>, IntakeError> {
        self.files
            .iter()
            .enumerate()
            .map(|(position, file)| {
                let plain = serde_json::to_vec(&file.facts).map_err(|_shape| IntakeError::Shape(TABLE))?;
                let plain = Zeroizing::new(plain);
                let place = BlobAad::whole(TABLE, file.id, FACTS);
                Ok(Attachment {
                    id: file.id,
                    report,
                    county,
                    message,
                    position,
                    chunks: file.chunks,
                    scan: ScanState::NotScanned,
                    facts: blob::seal(&plain, &self.key, &place, &*self.app.ids)?,
                })
            })
            .collect()
    }

    /// Stores the chunks that wait.
    fn store(&mut self) -> Result<(), AttachError> {
        let Some(coming) = &mut self.coming else {
            return Ok(());
        };
        let chunks = std::mem::take(&mut coming.waiting);
        let (id, first) = (coming.id, coming.stored == 0);
        coming.stored = coming
            .stored
            .saturating_add(u32::try_from(chunks.len()).unwrap_or(u32::MAX));
        self.store_chunks(id, first, chunks)
    }

    fn store_chunks(&mut self, id: Uuid, first: bool, chunks: Vec<Chunk>) -> Result<(), AttachError> {
        if first {
            self.begun.push(id);
        }
        let hour = self.hour;
        let stored = self.app.store.write("store_chunks", move |tx| {
            if first {
                attachments::begin_upload(tx, id, hour)?;
            }
            attachments::insert_chunks(tx, id, &chunks)
        });
        stored.map_err(|error| IntakeError::from(error).into())
    }
}

/// The table of files and the column of their facts, as they are bound.
pub(super) const TABLE: &str = "attachments";
pub(super) const FACTS: &str = "facts";

/// Makes uploads files of what they came with, in its transaction.
///
/// # Errors
/// [`StoreError`]; then the whole transaction must fail.
pub fn insert(tx: &mut Tx<'_>, files: &[Attachment]) -> Result<(), StoreError> {
    for file in files {
        attachments::insert(tx, file)?;
    }
    Ok(())
}

/// Deletes the upload `id`, in bites that keep nobody waiting.
fn discard(store: &Store, id: Uuid) -> Result<(), StoreError> {
    let most = i64::try_from(TOGETHER).unwrap_or(i64::MAX);
    while !store.write("discard_upload", move |tx| attachments::discard(tx, id, most))? {}
    Ok(())
}

/// Deletes what was uploaded an hour ago or more and never became a file of anything. No upload lasts so long. Tells how
/// many files it was.
///
/// # Errors
/// [`IntakeError`] of the store.
pub fn forget_abandoned(app: &App, now: DateTime<Utc>) -> Result<usize, IntakeError> {
    let before = full_hour(now) - TimeDelta::hours(1);
    let ids = app
        .store
        .read("abandoned_uploads", |tx| attachments::abandoned(tx, before))?;
    for id in &ids {
        discard(&app.store, *id)?;
    }
    Ok(ids.len())
}

fn full_hour(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now)
}
