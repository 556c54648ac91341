//! The directory of offices as a file: refused whole, stored whole, given back as it was, and obeyed by what runs.

mod documented;
mod importing;
mod killed;
mod refused;
mod running;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use huoli::store::seal::key_file;
use tempfile::TempDir;

use crate::harness::app::TestApp;
use crate::harness::process::{bare, errors};

/// A folder with the key of `app`, in which the program works on its database.
fn desk(app: &TestApp) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    key_file::create(&folder.path().join("huoli.keys"), &app.ring).expect("the key is there");
    folder
}

/// `huoli …` at that desk, with the rights that the service has.
fn command(folder: &Path, app: &TestApp, arguments: &[&str]) -> Command {
    let mut command = bare(folder, arguments);
    command
        .env("HUOLI_DATABASE__URL", app.db.service_url())
        .env("HUOLI_KEYS__FILE", folder.join("huoli.keys"));
    command
}

/// Runs it: the exit code, what it printed, and its errors.
fn run(folder: &Path, app: &TestApp, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output: Output = command(folder, app, arguments)
        .output()
        .expect("the program runs");
    let told = String::from_utf8(output.stdout.clone()).expect("it prints text");
    (output.status.code(), told, errors(&output))
}

/// Runs it to a good end and gives what it printed.
fn done(folder: &Path, app: &TestApp, arguments: &[&str]) -> String {
    let (code, told, errors) = run(folder, app, arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {errors}{told}");
    told
}

/// The directory that is stored, as a file.
fn exported(folder: &Path, app: &TestApp) -> String {
    done(folder, app, &["offices", "export"])
}

/// Writes a file at the desk and imports it for good.
fn import(folder: &Path, app: &TestApp, text: &str) -> String {
    fs::write(folder.join("offices.csv"), text).expect("the file is written");
    done(folder, app, &["offices", "import", "offices.csv", "--apply"])
}
