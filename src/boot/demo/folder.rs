//! Where a demo keeps its database, key, mails and sign-ins: a temporary folder that goes with it, or one that was named.

use std::fs::{self, DirBuilder, Permissions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::domain::access::Role;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

use super::Failure;

/// How one of the staff signs in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
    /// The TOTP secret in base32.
    pub totp_secret: String,
    /// The role.
    pub role: Role,
    /// The office's Finnish name.
    pub office: String,
    /// The office's id.
    pub office_id: OfficeId,
    /// The county's code.
    pub county: CountyCode,
}

/// Everything by which one gets into a demo.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignIns {
    /// The token of the API client.
    pub api_token: String,
    /// The staff.
    pub staff: Vec<SignIn>,
}

/// The folder of a demo.
pub struct Folder {
    path: PathBuf,
    /// Removed when the demo ends.
    _throw_away: Option<TempDir>,
}

impl Folder {
    /// The named folder, made where it is missing, or a temporary one; for its owner alone.
    ///
    /// # Errors
    /// [`Failure`] when it cannot be made.
    pub fn new(named: Option<&Path>) -> Result<Self, Failure> {
        let folder = named.map_or_else(Self::throw_away, Self::named)?;
        let mails = DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder.mails());
        mails.map_err(|error| {
            Failure::failed(format!("cannot write to {}: {error}", folder.path.display()))
        })?;
        Ok(folder)
    }

    fn named(path: &Path) -> Result<Self, Failure> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.map_err(|error| {
            Failure::with_advice(
                format!("cannot make the folder {}: {error}", path.display()),
                "name another folder with --dir",
            )
        })?;
        Ok(Self {
            path: path.canonicalize().unwrap_or_else(|_| path.to_owned()),
            _throw_away: None,
        })
    }

    fn throw_away() -> Result<Self, Failure> {
        let made = tempfile::Builder::new()
            .prefix("huoli-demo-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir();
        let made = made.map_err(|error| {
            Failure::with_advice(
                format!("cannot make a temporary folder: {error}"),
                "free some space, or name a folder with --dir",
            )
        })?;
        Ok(Self {
            path: made.path().to_owned(),
            _throw_away: Some(made),
        })
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.path.join("huoli.db")
    }

    /// The key file. Beside the database only because all of it is thrown away together.
    pub fn keys(&self) -> PathBuf {
        self.path.join("huoli.keys")
    }

    /// Where mails are written instead of being sent.
    pub fn mails(&self) -> PathBuf {
        self.path.join("mail")
    }

    /// The sign-ins.
    pub fn sign_ins(&self) -> PathBuf {
        self.path.join("sign-ins.json")
    }

    /// The sign-ins of the demo that was begun here; `None` in a folder without one.
    ///
    /// # Errors
    /// [`Failure`] when a demo was begun and not finished, or its file cannot be read.
    pub fn earlier(&self) -> Result<Option<SignIns>, Failure> {
        let file = self.sign_ins();
        if file.exists() {
            let text = fs::read_to_string(&file).map_err(|error| error.to_string());
            let read = text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
            return read.map(Some).map_err(|error| {
                Failure::with_advice(
                    format!("cannot read {}: {error}", file.display()),
                    "name another folder with --dir",
                )
            });
        }
        if self.database().exists() || self.keys().exists() {
            return Err(Failure::with_advice(
                format!(
                    "{} holds a database, but not the sign-ins of a demo",
                    self.path.display()
                ),
                "its first start was cut short, or it is no demo's: name another folder with --dir",
            ));
        }
        Ok(None)
    }

    /// Writes the sign-ins, the last step of a first start: whole or not at all, for the owner alone.
    ///
    /// # Errors
    /// [`Failure`] when the folder takes no more.
    pub fn keep(&self, sign_ins: &SignIns) -> Result<(), Failure> {
        let file = self.sign_ins();
        let write = || {
            let mut new = tempfile::Builder::new()
                .permissions(Permissions::from_mode(0o600))
                .tempfile_in(&self.path)?;
            serde_json::to_writer_pretty(&mut new, sign_ins)?;
            new.write_all(b"\n")?;
            new.persist(&file).map_err(|refused| refused.error)?;
            Ok::<_, std::io::Error>(())
        };
        write().map_err(|error| Failure::failed(format!("cannot write {}: {error}", file.display())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_throw_away_folder_goes_with_the_demo() {
        let folder = Folder::new(None).unwrap();
        let path = folder.path().to_owned();
        assert!(folder.mails().is_dir());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn sign_ins_are_kept_for_the_owner_alone() {
        let home = TempDir::new().unwrap();
        let folder = Folder::new(Some(&home.path().join("a/b"))).unwrap();
        assert!(folder.earlier().unwrap().is_none());
        folder
            .keep(&SignIns {
                api_token: "hu_x".to_owned(),
                staff: vec![],
            })
            .unwrap();
        assert_eq!(
            fs::metadata(folder.sign_ins()).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(folder.earlier().unwrap().unwrap().api_token, "hu_x");
    }

    #[test]
    fn a_start_that_was_cut_short_is_not_continued() {
        let home = TempDir::new().unwrap();
        let folder = Folder::new(Some(home.path())).unwrap();
        fs::write(folder.database(), b"").unwrap();
        assert!(folder.earlier().is_err());
    }
}
