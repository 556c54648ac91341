//! The program is killed while it imports: the directory is the old one or the new one, never anything between.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::importing::large;
use super::{command, desk, exported, import};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// So many times the program is killed on each database.
const KILLS: u32 = 6;

/// Imports `file` for good and kills the program `patience` after it has begun to store; `None` waits for its end.
/// Gives how long that took.
fn import_until(folder: &Path, app: &TestApp, file: &str, patience: Option<Duration>) -> Duration {
    let mut child = command(folder, app, &["offices", "import", file, "--apply"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut out = BufReader::new(child.stdout.take().expect("its output is ours"));
    let mut line = String::new();
    // The last line before it stores.
    while !line.contains(" changes: offices added") {
        line.clear();
        let read = out.read_line(&mut line).expect("it prints");
        assert!(read > 0, "it ended before it stored anything");
    }
    let begun = Instant::now();
    if let Some(patience) = patience {
        thread::sleep(patience);
        child.kill().expect("it is there");
    } else {
        out.read_to_string(&mut line).expect("it prints");
    }
    child.wait().expect("it ends");
    begun.elapsed()
}

on_both! {
    fn an_import_that_is_killed_is_stored_whole_or_not_at_all(db: TestDb) {
        let app = TestApp::new(db);
        let folder = desk(&app);
        let here = folder.path();
        let files = [("yksi.csv", large("Yksi", 1)), ("kaksi.csv", large("Kaksi", 2))];
        for (name, text) in &files {
            std::fs::write(here.join(name), text).unwrap();
        }
        // Both were there once, so that from now on only names, hours and rules change.
        import(here, &app, &files[0].1);
        let first = exported(here, &app);
        let took = import_until(here, &app, files[1].0, None);
        let whole = [first, exported(here, &app)];
        assert_ne!(whole[0], whole[1]);

        let (mut now, mut kept, mut changed) = (1, 0, 0);
        for kill in 0..KILLS {
            let next = 1 - now;
            let patience = took * kill / (KILLS - 2);
            import_until(here, &app, files[next].0, Some(patience));
            let found = exported(here, &app);
            if found == whole[next] {
                (now, changed) = (next, changed + 1);
            } else {
                assert!(found == whole[now], "killed after {patience:?}: neither the old directory nor the new one");
                kept += 1;
            }
        }
        assert!(kept > 0, "one was killed before it had stored");
        let next = 1 - now;
        import_until(here, &app, files[next].0, None);
        assert!(exported(here, &app) == whole[next], "after {changed} done and {kept} killed, the next one is stored");
    }
}
