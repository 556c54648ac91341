//! Opens a file of a case for a worker: that they took it is durable before the first byte leaves.

use chrono::{DateTime, Utc};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::attach::{FACTS, TABLE};
use super::opening::ReportKey;
use super::record_access::record;
use super::session::Session;
use super::{App, IntakeError};
use crate::domain::attachment::{FileFacts, ScanState};
use crate::domain::audit::{Action, Entry};
use crate::store::attachments::{self, Attachment};
use crate::store::case_rows;
use crate::store::seal::chunk;
use crate::store::seal::secret::DataKey;
use crate::store::{Tx, access_log};

/// So many chunks are read at once.
const TOGETHER: u32 = 8;

/// A file as a case page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFile {
    /// Its id.
    pub id: Uuid,
    /// Name, kind, size and what became of a picture's own data.
    pub facts: FileFacts,
    /// How far it has been looked at for harmful content.
    pub scan: ScanState,
    /// What was added to the report later and brought it along; `None` for a file that came with the report itself.
    pub message: Option<Uuid>,
}

/// The files of `report`, opened by its key.
pub(super) fn list(tx: &mut Tx<'_>, report: Uuid, key: &ReportKey) -> Result<Vec<ListedFile>, IntakeError> {
    attachments::of_report(tx, report)?
        .into_iter()
        .map(|file| {
            Ok(ListedFile {
                id: file.id,
                facts: key.json(&file.facts, TABLE, file.id, FACTS)?,
                scan: file.scan,
                message: file.message,
            })
        })
        .collect()
}

/// A file that may be handed out: whole, unchanged, and recorded as taken.
pub struct OpenFile {
    app: App,
    key: DataKey,
    stored: Attachment,
    /// Name, kind, size.
    pub facts: FileFacts,
    next: u32,
}

/// Opens file `file` of case `case` for `session` at `now`. `None` for one that is absent or beyond the person's scope: the
/// two look alike, and the look is recorded as refused. Every chunk is tried before the first one is handed out, so that a
/// file that was changed, cut or shuffled is not handed out at all.
///
/// # Errors
/// [`IntakeError`]; then nothing was handed out.
pub fn open(
    app: &App,
    session: &Session,
    case: Uuid,
    file: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<OpenFile>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let found = app.store.write("open_attachment", move |tx| {
        let entry = Entry::by(&scope, Action::FileOpened, now).to(file);
        let found = match case_rows::find(tx, &scope, case)? {
            Some(case) => attachments::find(tx, case.report, file)?.map(|stored| (case, stored)),
            None => None,
        };
        let Some((case, stored)) = found else {
            record(tx, &working, entry.refused())?;
            return Ok(None);
        };
        let entry = Entry {
            case: Some(case.id),
            report: Some(case.report),
            // Another county's log must not name the child by a hash of this one's: the two could be joined by it.
            subject: if entry.county == case.county {
                access_log::subject(tx, case.id)?
            } else {
                None
            },
            ..entry.of_offices([case.seen_at])
        };
        record(tx, &working, entry)?;
        Ok::<_, IntakeError>(Some((case, stored)))
    })?;
    let Some((case, stored)) = found else {
        return Ok(None);
    };
    let key = app.store.read("attachment_key", |tx| {
        ReportKey::for_office(tx, app, case.report, case.seen_at)
    })?;
    let key = key.ok_or(IntakeError::Shape("report_keys"))?;
    let facts = key.json(&stored.facts, TABLE, stored.id, FACTS)?;
    let mut opened = OpenFile {
        app: app.clone(),
        key: key.data_key(),
        stored,
        facts,
        next: 0,
    };
    let mut size = 0_usize;
    while let Some(bytes) = opened.read()? {
        size = size.saturating_add(bytes.len());
    }
    if u64::try_from(size) != Ok(opened.facts.size) {
        return Err(IntakeError::Shape(TABLE));
    }
    opened.next = 0;
    Ok(Some(opened))
}

impl OpenFile {
    /// The next bytes of the file; `None` at its end. It blocks.
    ///
    /// # Errors
    /// [`IntakeError`] when a chunk cannot be read or does not open.
    pub fn read(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, IntakeError> {
        if self.next >= self.stored.chunks {
            return Ok(None);
        }
        let (stored, from) = (&self.stored, self.next);
        let chunks = self.app.store.read_one("read_chunks", |tx| {
            attachments::chunks(tx, stored, from, TOGETHER)
        })?;
        let room = chunks.len().saturating_mul(chunk::ROOM);
        let mut bytes = Zeroizing::new(Vec::with_capacity(room));
        for found in chunks {
            let last = found.number.saturating_add(1) == self.stored.chunks;
            let plain = chunk::open(&found.sealed, &self.key, self.stored.id, found.number, last)?;
            bytes.extend_from_slice(&plain);
            self.next = found.number.saturating_add(1);
        }
        Ok(Some(bytes))
    }
}
