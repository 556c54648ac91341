//! The file that holds the master keys: where it is looked for, the rules it must keep (refusals R1 to R3), and how
//! a new one is made.

use std::fs::{File, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use thiserror::Error;
use zeroize::Zeroizing;

use super::master::{KeyListError, KeyRing};

/// The name of the systemd credential and of the container secret.
pub const SECRET_NAME: &str = "huoli-keys";

/// More than a thousand keys: a larger file is not a key file.
const LARGEST: u64 = 128 * 1024;

/// Where the master keys come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// A systemd credential (`LoadCredentialEncrypted=huoli-keys:…`).
    Credential(PathBuf),
    /// A secret that the container platform mounts, usually `/run/secrets/huoli-keys`.
    ContainerSecret(PathBuf),
    /// A plain file of the service user.
    File(PathBuf),
}

impl KeySource {
    /// The first of the three places that holds a key file: `credentials` is systemd's `$CREDENTIALS_DIRECTORY`,
    /// `secrets` the platform's folder of secrets, `file` the path in the configuration. The last is not looked
    /// for, so that its absence is told by its name. `None` when nothing is there and no path is configured.
    pub fn find(credentials: Option<&Path>, secrets: &Path, file: Option<&Path>) -> Option<Self> {
        let present =
            |folder: &Path| Some(folder.join(SECRET_NAME)).filter(|path| path.symlink_metadata().is_ok());
        credentials
            .and_then(present)
            .map(Self::Credential)
            .or_else(|| present(secrets).map(Self::ContainerSecret))
            .or_else(|| file.map(|path| Self::File(path.to_owned())))
    }

    /// The file's path.
    pub fn path(&self) -> &Path {
        match self {
            Self::Credential(path) | Self::ContainerSecret(path) | Self::File(path) => path,
        }
    }

    /// Reads the keys, once the file keeps the rules.
    ///
    /// # Errors
    /// Every [`KeyFileError`] but [`KeyFileError::Exists`] and [`KeyFileError::Inside`].
    pub fn read(&self) -> Result<KeyRing, KeyFileError> {
        let path = self.path();
        let user = rustix::process::geteuid().as_raw();
        // NOFOLLOW refuses a link in place of the file; NONBLOCK keeps a pipe from holding up the start.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::open(path, flags, Mode::empty()) {
            Ok(descriptor) => File::from(descriptor),
            Err(rustix::io::Errno::NOENT) => return Err(KeyFileError::Missing(path.to_owned())),
            Err(rustix::io::Errno::LOOP) => return Err(KeyFileError::Symlink(path.to_owned())),
            Err(error) => {
                // Somebody else's file may not even open: say whose it is rather than "permission denied".
                if let Ok(metadata) = path.symlink_metadata() {
                    self.judge(metadata.uid(), metadata.mode(), user)?;
                }
                return Err(KeyFileError::Io(path.to_owned(), error.into()));
            }
        };
        let io = |error| KeyFileError::Io(path.to_owned(), error);
        // The open file is judged, not its name, which could come to mean another file in between.
        let metadata = file.metadata().map_err(io)?;
        if !metadata.is_file() || metadata.len() > LARGEST {
            return Err(KeyFileError::NotAKeyFile(path.to_owned()));
        }
        self.judge(metadata.uid(), metadata.mode(), user)?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(
            usize::try_from(metadata.len()).unwrap_or_default() + 1,
        ));
        file.take(LARGEST).read_to_end(&mut bytes).map_err(io)?;
        let text = std::str::from_utf8(&bytes)
            .ok()
            .ok_or_else(|| KeyFileError::NotAKeyFile(path.to_owned()))?;
        KeyRing::parse(text).map_err(|error| KeyFileError::List(path.to_owned(), error))
    }

    /// Refusal R2: a file of `owner` with `mode`, judged for the service's `user`. What systemd or a container
    /// platform mounts may belong to root and be open to a group (an access list shows as one), never to others.
    fn judge(&self, owner: u32, mode: u32, user: u32) -> Result<(), KeyFileError> {
        let mounted = !matches!(self, Self::File(_)) && owner == 0;
        if owner != user && !mounted {
            return Err(KeyFileError::ForeignOwner {
                path: self.path().to_owned(),
                owner,
                user,
            });
        }
        let forbidden = if mounted { 0o037 } else { 0o077 };
        if mode & forbidden != 0 {
            return Err(KeyFileError::OpenToOthers {
                path: self.path().to_owned(),
                mode: mode & 0o777,
            });
        }
        Ok(())
    }

    /// Refusal R3: that the file lies in none of `folders` (database, backups, static files), whichever way it is
    /// reached. A folder that does not exist holds nothing.
    ///
    /// # Errors
    /// [`KeyFileError::Inside`] for the first folder that holds it, [`KeyFileError::Missing`] without a file.
    pub fn lies_outside(&self, folders: &[&Path]) -> Result<(), KeyFileError> {
        let path = self.path();
        let real = path
            .canonicalize()
            .ok()
            .ok_or_else(|| KeyFileError::Missing(path.to_owned()))?;
        let holds = |folder: &&&Path| folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
        match folders.iter().find(holds) {
            Some(folder) => Err(KeyFileError::Inside {
                path: path.to_owned(),
                folder: (*folder).to_owned(),
            }),
            None => Ok(()),
        }
    }
}

/// Why the key file is refused. No text quotes what is in it.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// There is none (R1). Nothing is made at start: `huoli key init` makes it.
    #[error("there is no key file at {}: make one with `huoli key init`, or restore it from escrow", .0.display())]
    Missing(PathBuf),
    /// It holds no usable key list (R1).
    #[error("the key file {}: {}", .0.display(), .1)]
    List(PathBuf, #[source] KeyListError),
    /// A folder, a pipe, too large, or not text (R1).
    #[error("{} is not a key file", .0.display())]
    NotAKeyFile(PathBuf),
    /// It is a symbolic link (R2).
    #[error("the key file {} is a symbolic link: name the file itself", .0.display())]
    Symlink(PathBuf),
    /// It belongs to somebody else (R2).
    #[error("the key file {} belongs to user {owner}, the service runs as user {user}: chown it", .path.display())]
    ForeignOwner {
        /// The file.
        path: PathBuf,
        /// Whose it is.
        owner: u32,
        /// Whose it should be.
        user: u32,
    },
    /// Its group or others may use it (R2).
    #[error("the key file {} has mode {mode:03o}: chmod 400 it", .path.display())]
    OpenToOthers {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// It lies beside what it protects, so that a thief or a backup takes both (R3).
    #[error("the key file {} lies inside {}: keep it elsewhere", .path.display(), .folder.display())]
    Inside {
        /// The file.
        path: PathBuf,
        /// The folder.
        folder: PathBuf,
    },
    /// A new one would overwrite it.
    #[error("{} exists already and is never overwritten: its keys may be the only ones that open the database", .0.display())]
    Exists(PathBuf),
    /// The system says no.
    #[error("the key file {}: {}", .0.display(), .1)]
    Io(PathBuf, #[source] io::Error),
}

impl KeyFileError {
    /// The start-up refusal that this is; `None` when a file could not be made.
    pub const fn refusal(&self) -> Option<&'static str> {
        match self {
            Self::Missing(_) | Self::List(..) | Self::NotAKeyFile(_) | Self::Io(..) => Some("R1"),
            Self::Symlink(_) | Self::ForeignOwner { .. } | Self::OpenToOthers { .. } => Some("R2"),
            Self::Inside { .. } => Some("R3"),
            Self::Exists(_) => None,
        }
    }
}

/// Writes `ring` to a new file at `path`, mode 0400. It appears whole or not at all, and lasts once this returns.
///
/// # Errors
/// [`KeyFileError::Exists`] when there is a file: it is never overwritten. [`KeyFileError::Io`] otherwise.
pub fn create(path: &Path, ring: &KeyRing) -> Result<(), KeyFileError> {
    let io = |error| KeyFileError::Io(path.to_owned(), error);
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return Err(KeyFileError::NotAKeyFile(path.to_owned())),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".huoli-keys-")
        .permissions(Permissions::from_mode(0o400))
        .tempfile_in(folder)
        .map_err(io)?;
    file.write_all(ring.to_text().as_bytes()).map_err(io)?;
    file.as_file().sync_all().map_err(io)?;
    file.persist_noclobber(path)
        .map_err(|refused| match refused.error.kind() {
            io::ErrorKind::AlreadyExists => KeyFileError::Exists(path.to_owned()),
            _ => io(refused.error),
        })?;
    // The name itself lasts only when the folder is on the disk.
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(io)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use tempfile::TempDir;

    use super::*;
    use crate::ids::OsIds;
    use crate::store::seal::secret::WrappingKey;

    fn ring() -> KeyRing {
        KeyRing::new(WrappingKey::random(&OsIds), vec![]).unwrap()
    }

    fn made() -> (TempDir, KeySource, KeyRing) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("huoli.keys");
        let ring = ring();
        create(&path, &ring).unwrap();
        (folder, KeySource::File(path), ring)
    }

    #[test]
    fn a_new_file_is_its_owners_alone_and_is_read_back() {
        let (folder, source, ring) = made();
        let mode = fs::metadata(source.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o400);
        assert_eq!(source.read().unwrap(), ring);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing else stays behind"
        );
    }

    #[test]
    fn a_key_file_is_never_overwritten() {
        let (folder, source, ring) = made();
        let refused = create(source.path(), &self::ring()).unwrap_err();
        assert!(matches!(refused, KeyFileError::Exists(_)), "{refused}");
        assert_eq!(source.read().unwrap(), ring);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing else stays behind"
        );
        let nowhere = create(&folder.path().join("none/huoli.keys"), &ring).unwrap_err();
        assert!(matches!(nowhere, KeyFileError::Io(..)), "{nowhere}");
    }

    #[test]
    fn a_file_that_others_may_use_is_refused() {
        let (_folder, source, ring) = made();
        for mode in [0o440, 0o404, 0o640, 0o602, 0o420, 0o644, 0o777] {
            fs::set_permissions(source.path(), Permissions::from_mode(mode)).unwrap();
            let refused = source.read().unwrap_err();
            assert!(
                matches!(refused, KeyFileError::OpenToOthers { .. }),
                "{mode:o} {refused}"
            );
            assert_eq!(refused.refusal(), Some("R2"));
            assert!(
                refused.to_string().contains(&format!("mode {mode:o}")),
                "{refused}"
            );
        }
        for mode in [0o400, 0o600] {
            fs::set_permissions(source.path(), Permissions::from_mode(mode)).unwrap();
            assert_eq!(source.read().unwrap(), ring);
        }
    }

    #[test]
    fn a_link_in_place_of_the_file_is_refused() {
        let (folder, source, _) = made();
        let link = folder.path().join("link");
        symlink(source.path(), &link).unwrap();
        let refused = KeySource::File(link).read().unwrap_err();
        assert!(matches!(refused, KeyFileError::Symlink(_)), "{refused}");
        assert_eq!(refused.refusal(), Some("R2"));
    }

    #[test]
    fn only_what_a_platform_mounts_may_be_roots() {
        let path = PathBuf::from("keys");
        let (file, mounted) = (KeySource::File(path.clone()), KeySource::Credential(path));
        assert!(file.judge(1_000, 0o100_400, 1_000).is_ok());
        for owner in [0, 1_001] {
            let refused = file.judge(owner, 0o100_400, 1_000).unwrap_err();
            assert_eq!(refused.refusal(), Some("R2"), "{refused}");
        }
        assert!(mounted.judge(0, 0o100_440, 1_000).is_ok());
        assert!(mounted.judge(0, 0o100_444, 1_000).is_err());
        assert!(mounted.judge(0, 0o100_460, 1_000).is_err());
        assert!(mounted.judge(1_000, 0o100_440, 1_000).is_err());
        assert!(mounted.judge(1_001, 0o100_400, 1_000).is_err());
    }

    #[test]
    fn no_file_and_no_key_are_told_by_what_to_do() {
        let folder = TempDir::new().unwrap();
        let source = KeySource::File(folder.path().join("huoli.keys"));
        let refused = source.read().unwrap_err();
        assert_eq!(refused.refusal(), Some("R1"));
        assert!(refused.to_string().contains("huoli key init"), "{refused}");

        let write = |content: &[u8]| {
            fs::write(source.path(), content).unwrap();
            fs::set_permissions(source.path(), Permissions::from_mode(0o600)).unwrap();
        };
        write(b"# nothing yet\n");
        let refused = source.read().unwrap_err();
        assert!(
            matches!(refused, KeyFileError::List(_, KeyListError::Empty)),
            "{refused}"
        );
        write(&[0xff; 40]);
        let refused = source.read().unwrap_err();
        assert!(matches!(refused, KeyFileError::NotAKeyFile(_)), "{refused}");
        let refused = KeySource::File(folder.path().to_owned()).read().unwrap_err();
        assert!(matches!(refused, KeyFileError::NotAKeyFile(_)), "{refused}");
    }

    #[test]
    fn a_key_beside_what_it_protects_is_refused() {
        let (folder, source, _) = made();
        let elsewhere = TempDir::new().unwrap();
        assert!(
            source
                .lies_outside(&[elsewhere.path(), Path::new("/no/such/folder")])
                .is_ok()
        );
        // By a link or with a detour it is the same folder.
        let link = elsewhere.path().join("database");
        symlink(folder.path(), &link).unwrap();
        let detour = folder.path().join("../").join(folder.path().file_name().unwrap());
        for around in [folder.path(), link.as_path(), detour.as_path()] {
            let refused = source.lies_outside(&[elsewhere.path(), around]).unwrap_err();
            assert_eq!(refused.refusal(), Some("R3"), "{refused}");
        }
    }

    #[test]
    fn a_credential_goes_before_a_secret_and_a_secret_before_a_file() {
        let (credentials, secrets) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let file = Path::new("/etc/huoli/huoli.keys");
        let find = || KeySource::find(Some(credentials.path()), secrets.path(), Some(file));
        assert_eq!(find(), Some(KeySource::File(file.to_owned())));
        assert_eq!(KeySource::find(None, secrets.path(), None), None);
        let secret = secrets.path().join(SECRET_NAME);
        create(&secret, &ring()).unwrap();
        assert_eq!(find(), Some(KeySource::ContainerSecret(secret)));
        let credential = credentials.path().join(SECRET_NAME);
        create(&credential, &ring()).unwrap();
        assert_eq!(find(), Some(KeySource::Credential(credential)));
    }
}
