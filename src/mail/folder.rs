//! Mails as files, for a demo or where another program sends them.

use std::io::Write;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::failure::MailFailure;

/// A folder that takes each mail as one `.eml` file.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at `path`, which must be there when a mail is sent.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Writes the mail as `<id>.eml`, whole or not at all, for the owner alone. The same mail again replaces itself.
    pub(super) fn send(&self, id: Uuid, mail: &[u8]) -> Result<(), MailFailure> {
        let write = || {
            let mut new = tempfile::Builder::new().prefix(".new-").tempfile_in(&self.0)?;
            new.write_all(mail)?;
            new.as_file().sync_all()?;
            new.persist(self.0.join(format!("{id}.eml")))
                .map_err(|refused| refused.error)?;
            Ok::<_, std::io::Error>(())
        };
        write().map_err(|error| {
            tracing::warn!(folder = %self.0.display(), %error, "a mail could not be written");
            MailFailure::Folder
        })
    }

    pub(super) fn probe(&self) -> Result<(), MailFailure> {
        let writable = tempfile::tempfile_in(&self.0);
        writable.map(drop).map_err(|_refused| MailFailure::Folder)
    }
}
