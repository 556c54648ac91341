//! `serve` tells every reason not to start, all at once, and exits with 78.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use super::serve::{after, ready};
use crate::harness::process::{done, errors, run};

/// The lines of a refused start.
fn refused(folder: &Path) -> Vec<String> {
    let output = run(folder, &["serve"]);
    assert_eq!(output.status.code(), Some(78), "{}", errors(&output));
    errors(&output).lines().map(str::to_owned).collect()
}

/// The beginning of each line: `REFUSED R1 keys.file`.
fn rules(folder: &Path) -> Vec<String> {
    let lines = refused(folder);
    lines
        .iter()
        .map(|line| line.split(':').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn an_empty_folder_lacks_everything_at_once() {
    let folder = TempDir::new().unwrap();
    let settings = "[server]\nbind = \"0.0.0.0:8080\"\nbnid = 1\n[limits]\nbacklog = \"many\"\n[log]\nlevel = \"loud\"\n";
    fs::write(folder.path().join("huoli.toml"), settings).unwrap();
    assert_eq!(
        rules(folder.path()),
        [
            "REFUSED config limits.backlog",
            "REFUSED config log.level",
            "REFUSED config server.bnid",
            "REFUSED R1 keys.file",
            "REFUSED R10 server.bind",
            "REFUSED R11 server.public_url",
            "REFUSED R12 huoli",
            "REFUSED schema database.url",
        ]
    );
    assert!(
        !folder.path().join("var").exists(),
        "a start that is refused makes nothing"
    );
}

#[test]
fn the_wrong_key_is_told_by_the_id_of_the_right_one() {
    let (folder, other) = (ready(), ready());
    let expected = done(folder.path(), &["key", "list"]);
    let expected = expected
        .lines()
        .nth(1)
        .and_then(|line| line.split(' ').next())
        .unwrap()
        .to_owned();
    let file = folder.path().join("huoli.keys");
    fs::remove_file(&file).unwrap();
    fs::copy(other.path().join("huoli.keys"), &file).unwrap();
    assert_eq!(
        refused(folder.path()),
        [format!("REFUSED R5 keys.file: wrong key, expected id {expected}")]
    );
    // Nor does another command take it.
    let output = run(folder.path(), &["client", "add", "--name", "Mallilan koulu"]);
    assert_eq!(output.status.code(), Some(78));
}

#[test]
fn a_database_without_a_key_is_told_what_to_run() {
    let (folder, other) = (TempDir::new().unwrap(), ready());
    done(folder.path(), &["migrate"]);
    fs::copy(other.path().join("huoli.keys"), folder.path().join("huoli.keys")).unwrap();
    let lines = refused(folder.path());
    assert!(
        lines.len() == 1 && lines[0].starts_with("REFUSED R5") && lines[0].contains("huoli key init"),
        "{lines:?}"
    );
}

#[test]
fn a_key_file_that_others_may_read_or_that_lies_with_the_data_is_refused() {
    let folder = ready();
    let file = folder.path().join("huoli.keys");
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(rules(folder.path()), ["REFUSED R2 keys.file"]);

    let inside = folder.path().join("var/huoli.keys");
    fs::rename(&file, &inside).unwrap();
    fs::set_permissions(&inside, Permissions::from_mode(0o400)).unwrap();
    let settings = "[server]\nbind = \"127.0.0.1:0\"\n[keys]\nfile = \"var/huoli.keys\"\n";
    fs::write(folder.path().join("huoli.toml"), settings).unwrap();
    assert_eq!(rules(folder.path()), ["REFUSED R3 keys.file"]);

    fs::set_permissions(&inside, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(
        rules(folder.path()),
        ["REFUSED R2 keys.file", "REFUSED R3 keys.file"]
    );
}

#[test]
fn a_key_is_never_made_beside_the_data() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("huoli.toml"),
        "[keys]\nfile = \"var/huoli.keys\"\n",
    )
    .unwrap();
    done(folder.path(), &["migrate"]);
    let output = run(folder.path(), &["key", "init", "--example-offices", "--yes"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        errors(&output).contains("would lie in the database's folder"),
        "{}",
        errors(&output)
    );
    assert!(!folder.path().join("var/huoli.keys").exists());
}

#[test]
fn without_its_key_file_a_database_asks_for_the_copy_on_paper() {
    let folder = ready();
    let made = done(folder.path(), &["key", "list"]);
    assert!(!made.is_empty());
    fs::remove_file(folder.path().join("huoli.keys")).unwrap();
    assert_eq!(rules(folder.path()), ["REFUSED R1 keys.file"]);
    let output = run(folder.path(), &["key", "init", "--example-offices", "--yes"]);
    assert_eq!(output.status.code(), Some(1));
    let text = errors(&output);
    let expected = made
        .lines()
        .nth(1)
        .and_then(|line| line.split(' ').next())
        .unwrap();
    assert!(text.contains(&format!("expected id {expected}")), "{text}");
    assert_eq!(
        after(&text, "what to do:"),
        "restore the key file from its copy on paper, or name it in keys.file"
    );
}
