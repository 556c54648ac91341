//! Anchors: the ends of the chains, written down where whoever can change the database cannot. A chain alone does not
//! show that its newest rows were cut off, nor that it was written anew with the key; an anchor does.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, TryLockError};

use chrono::{DateTime, SecondsFormat, Utc};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::{App, IntakeError};
use crate::domain::places::CountyCode;
use crate::store::access_log::{self, Head};

/// Under this name the log lines with anchors can be filtered and forwarded: `huoli::anchor`.
const TARGET: &str = concat!(env!("CARGO_PKG_NAME"), "::anchor");

/// The end of a county's chain at an instant: one line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The county.
    pub county: CountyCode,
    /// The number of the last row.
    pub seq: i64,
    /// Its MAC, in hexadecimal digits.
    pub mac: String,
    /// When it was written, UTC.
    pub at: DateTime<Utc>,
}

/// Why anchors could not be written.
#[derive(Debug, thiserror::Error)]
pub enum AnchorError {
    /// The file.
    #[error("the file of anchors {0} cannot be written: {1}")]
    File(PathBuf, #[source] io::Error),
    /// Another thread is still writing: a folder of another machine may hang, and one thread that waits for it is enough.
    #[error("the file of anchors is still being written")]
    Busy,
    /// The database.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Writes anchors and remembers which it has written. Cheap to clone; the clones share what they remember.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    file: Option<PathBuf>,
    written: Arc<Mutex<BTreeMap<CountyCode, i64>>>,
}

impl Anchors {
    /// Anchors that go into `file`, and into the service's own log lines in any case.
    pub fn into_file(file: Option<PathBuf>) -> Self {
        Self {
            file,
            written: Arc::default(),
        }
    }

    /// Writes an anchor for each county whose chain has grown since the last call (after a start: for each that has
    /// rows), and gives how many. In the file they are durable when this returns.
    ///
    /// # Errors
    /// [`AnchorError`]; then they are written again by the next call.
    pub fn run(&self, app: &App, now: DateTime<Utc>) -> Result<usize, AnchorError> {
        let mut written = match self.written.try_lock() {
            Ok(written) => written,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(AnchorError::Busy),
        };
        let heads = app.store.read("read_log_heads", access_log::heads);
        let heads = heads.map_err(IntakeError::from)?;
        let grown =
            |(county, head): &(CountyCode, Head)| head.seq > written.get(county).copied().unwrap_or(0);
        let anchors: Vec<Anchor> = heads
            .into_iter()
            .filter(grown)
            .map(|(county, head)| Anchor {
                county,
                seq: head.seq,
                mac: HEXLOWER.encode(&head.mac),
                at: now,
            })
            .collect();
        // Made at once, also empty: from then on a file that is not there has been taken away.
        let to_write = |file: &&Path| !anchors.is_empty() || !file.exists();
        if let Some(file) = self.file.as_deref().filter(to_write) {
            append(file, &anchors).map_err(|error| AnchorError::File(file.to_owned(), error))?;
        }
        for anchor in &anchors {
            tracing::info!(
                target: TARGET,
                county = %anchor.county,
                seq = anchor.seq,
                mac = %anchor.mac,
                at = %anchor.at.to_rfc3339_opts(SecondsFormat::Secs, true),
                "end of the read log"
            );
            written.insert(anchor.county, anchor.seq);
        }
        Ok(anchors.len())
    }
}

/// Appends a line each, and returns when they are on the disk.
fn append(path: &Path, anchors: &[Anchor]) -> io::Result<()> {
    let mut lines = Vec::new();
    if ends_in_a_line(path) == Some(false) {
        // Whoever wrote last was cut off in the middle: the next line stands by itself all the same.
        lines.push(b'\n');
    }
    for anchor in anchors {
        serde_json::to_writer(&mut lines, anchor)?;
        lines.push(b'\n');
    }
    let mut options = OpenOptions::new();
    let mut file = options.append(true).create(true).mode(0o640).open(path)?;
    file.write_all(&lines)?;
    file.sync_all()
}

/// Whether the last line of the file is whole; `None` for a file that is empty, absent or may not be read.
fn ends_in_a_line(path: &Path) -> Option<bool> {
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::End(-1)).ok()?;
    let mut last = [0];
    file.read_exact(&mut last).ok()?;
    Some(last == *b"\n")
}

/// The anchors of a file: by county and number of the row, the MACs that were written down for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The anchors.
    pub by_county: BTreeMap<CountyCode, BTreeMap<i64, Vec<Vec<u8>>>>,
    /// How many lines are no anchors: one that was cut off by a crash, or somebody else's.
    pub unreadable: usize,
}

impl Known {
    /// Reads the text of a file of anchors.
    pub fn read(text: &str) -> Self {
        let mut known = Self::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let anchor: Option<Anchor> = serde_json::from_str(line).ok();
            let mac = anchor.as_ref().and_then(|anchor| {
                let mac = HEXLOWER.decode(anchor.mac.as_bytes()).ok()?;
                (mac.len() == 32 && anchor.seq > 0).then_some(mac)
            });
            match (anchor, mac) {
                (Some(anchor), Some(mac)) => {
                    let county = known.by_county.entry(anchor.county).or_default();
                    let macs = county.entry(anchor.seq).or_default();
                    if !macs.contains(&mac) {
                        macs.push(mac);
                    }
                }
                _ => known.unreadable += 1,
            }
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(seq: i64, byte: u8) -> Anchor {
        Anchor {
            county: CountyCode::parse("06").unwrap(),
            seq,
            mac: HEXLOWER.encode(&[byte; 32]),
            at: "2026-11-20T12:05:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_line_that_was_cut_off_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("anchors");
        append(&path, &[anchor(1, 1), anchor(7, 2)]).unwrap();
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"county\":\"06\",\"se").unwrap();
        append(&path, &[anchor(9, 3), anchor(9, 4), anchor(9, 4)]).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("{\"county\":\"06\",\"seq\":1,\"mac\":\"0101"),
            "{text}"
        );
        let known = Known::read(&text);
        assert_eq!(known.unreadable, 1);
        let numbers: Vec<(i64, usize)> = known.by_county[&CountyCode::parse("06").unwrap()]
            .iter()
            .map(|(seq, macs)| (*seq, macs.len()))
            .collect();
        assert_eq!(numbers, [(1, 1), (7, 1), (9, 2)]);
    }

    #[test]
    fn what_is_no_anchor_is_counted() {
        let short = Anchor {
            mac: "00".to_owned(),
            ..anchor(1, 1)
        };
        let text = format!("hello\n\n{}\n", serde_json::to_string(&short).unwrap());
        assert_eq!(Known::read(&text).unreadable, 2);
    }
}
