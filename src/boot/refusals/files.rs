//! R9 in the file system: a SQLite database lies on a disk of this machine, in a folder of its owner alone.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::super::failure::Refusal;

/// File systems of other machines, by the number that `statfs` gives (magic.h, and statfs(2)). What FUSE mounts may be
/// anything; sshfs and its like are, so it counts as one.
const NETWORK: [(i64, &str); 14] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS"),
    (0x7375_7245, "Coda"),
    (0x0102_1997, "9P"),
    (0x00C3_6400, "Ceph"),
    (0x0BD0_0BD0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x0116_1970, "GFS2"),
    (0x7461_636F, "OCFS2"),
    (0x6573_5546, "FUSE"),
];

/// What is refused, and whether the database may be opened to ask it more: on a network file system it may be harmed.
pub(super) fn refusals(path: &Path) -> (Vec<Refusal>, bool) {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let network = rustix::fs::statfs(folder)
        .ok()
        .and_then(|found| network_name(found.f_type));
    let mut told: Vec<Refusal> = open_to_others(folder, path).into_iter().collect();
    if let Some(name) = network {
        let what = format!(
            "the database lies on a network file system ({name}) at {}, where locks do not hold",
            folder.display()
        );
        told.push(
            Refusal::new("R9", "database.url", what)
                .cure("keep it on a disk of this machine, or use PostgreSQL"),
        );
    }
    (told, network.is_none())
}

fn network_name(kind: i64) -> Option<&'static str> {
    // Some systems give the number with its sign.
    let kind = kind & 0xFFFF_FFFF;
    NETWORK
        .iter()
        .find(|(number, _)| *number == kind)
        .map(|(_, name)| *name)
}

/// The folder, the file and SQLite's own files beside it.
fn open_to_others(folder: &Path, path: &Path) -> Option<Refusal> {
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let places = [folder.to_owned(), path.to_owned(), beside("-wal"), beside("-shm")];
    let open: Vec<String> = places
        .iter()
        .filter_map(|place| {
            let mode = place.metadata().ok()?.mode() & 0o777;
            (mode & 0o077 != 0).then(|| format!("{} (mode {mode:03o})", place.display()))
        })
        .collect();
    if open.is_empty() {
        return None;
    }
    let what = format!("others may open {}", open.join(", "));
    let refusal = Refusal::new("R9", "database.url", what);
    Some(refusal.cure("chmod 700 the folder and chmod 600 the files; a folder of its own is best"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_file_system_is_known_by_its_number() {
        assert_eq!(network_name(0x6969), Some("NFS"));
        assert_eq!(network_name(-11_317_950), Some("CIFS"), "with its sign");
        assert_eq!(network_name(0xEF53), None, "ext4");
        assert_eq!(network_name(0x0102_1994), None, "tmpfs");
        assert_eq!(network_name(0x794C_7630), None, "overlayfs");
    }
}
