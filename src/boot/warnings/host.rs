//! Warnings about the machine: its disks, its limits, who else has the database open.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::config::Config;
use crate::store::DatabaseUrl;

use super::super::failure::Warning;
use super::super::installation;

/// What a disk should have free at least, in bytes.
const LEAST_FREE: u64 = 1_000_000_000;

/// The byte of SQLite's shared memory file on which every open connection holds a lock.
const OPEN_LOCK: &str = "128";

pub(super) fn warnings(config: &Config) -> Vec<Warning> {
    let mut warnings = Vec::new();
    warnings.extend(files(config));
    let keys = config.keys.file.parent().unwrap_or(Path::new("."));
    let mut seen = BTreeSet::new();
    for (field, folder) in [
        (
            "database.url",
            installation::database_folder(&config.database.url),
        ),
        ("keys.file", Some(keys)),
    ] {
        let folder = folder.map(|folder| {
            if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            }
        });
        let Some(folder) = folder else { continue };
        // Two folders of one disk are told once.
        if folder.metadata().is_ok_and(|found| seen.insert(found.dev())) {
            warnings.extend(disk(field, folder));
        }
    }
    if let DatabaseUrl::Sqlite(path) = &config.database.url {
        warnings.extend(shared(path));
    }
    warnings
}

fn files(config: &Config) -> Option<Warning> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = if config.server.workers == 0 {
        cores
    } else {
        config.server.workers
    };
    let needed = u64::try_from(config.limits.connections.saturating_mul(threads)).unwrap_or(u64::MAX);
    let may = rustix::process::getrlimit(rustix::process::Resource::Nofile).current?;
    (may < needed).then(|| {
        Warning::new(
            "file-limit",
            "limits.connections",
            format!("this process may open {may} files, and {threads} threads with all their connections need {needed}"),
            "LimitNOFILE=65536 in the unit, or `ulimit -n 65536`",
        )
    })
}

fn disk(field: &str, folder: &Path) -> Option<Warning> {
    let found = rustix::fs::statvfs(folder).ok()?;
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    let all = found.f_blocks.saturating_mul(found.f_frsize);
    is_scarce(free, all).then(|| {
        Warning::new(
            "disk",
            field,
            format!(
                "{} MB of {} MB are free at {}",
                free / 1_000_000,
                all / 1_000_000,
                folder.display()
            ),
            "free some space: on a full disk no report is accepted",
        )
    })
}

const fn is_scarce(free: u64, all: u64) -> bool {
    free < all / 10 || free < LEAST_FREE
}

/// Who else has the database open. Where the system does not list locks, nobody is seen.
fn shared(path: &Path) -> Option<Warning> {
    let mut beside = path.as_os_str().to_owned();
    beside.push("-shm");
    let inode = Path::new(&beside).metadata().ok()?.ino();
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let others = holders(&locks, inode, std::process::id());
    (others.len() > 1).then(|| {
        Warning::new(
            "sqlite-shared",
            "database.url",
            format!("{} other processes have the SQLite file open", others.len()),
            "run one process of the service on it, or use PostgreSQL",
        )
    })
}

/// The processes other than `own` that hold SQLite's lock on the file `inode`, from the lines of `/proc/locks`:
/// `1: POSIX  ADVISORY  READ 1234 fd:01:5678 128 128`.
fn holders(locks: &str, inode: u64, own: u32) -> BTreeSet<&str> {
    let (inode, own) = (format!(":{inode}"), own.to_string());
    locks
        .lines()
        .filter_map(
            |line| match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                [_, "POSIX", _, _, process, file, OPEN_LOCK, _] if file.ends_with(&inode) => Some(*process),
                _ => None,
            },
        )
        .filter(|process| *process != own)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_and_a_gigabyte_stay_free() {
        assert!(is_scarce(900_000_000, 2_000_000_000), "less than a gigabyte");
        assert!(is_scarce(9_000_000_000, 100_000_000_000), "less than a tenth");
        assert!(!is_scarce(11_000_000_000, 100_000_000_000));
    }

    #[test]
    fn other_processes_are_seen_by_their_locks() {
        let locks = "1: POSIX  ADVISORY  READ 11 fd:01:567 128 128\n\
                     2: POSIX  ADVISORY  READ 12 fd:01:567 128 128\n\
                     3: POSIX  ADVISORY  READ 13 fd:01:568 128 128\n\
                     4: POSIX  ADVISORY  WRITE 14 fd:01:567 120 120\n\
                     5: FLOCK  ADVISORY  WRITE 15 fd:01:567 0 EOF\n";
        assert_eq!(holders(locks, 567, 99), BTreeSet::from(["11", "12"]));
        assert_eq!(holders(locks, 567, 11), BTreeSet::from(["12"]));
    }
}
