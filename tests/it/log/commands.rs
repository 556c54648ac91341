//! `huoli log verify` and `huoli log export`, as an operator runs them.

use std::path::Path;
use std::process::{Command, Output};

use diesel::connection::SimpleConnection;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::intake::anchor_log::Anchors;
use huoli::intake::{chain_events, list_queue, open_case};
use huoli::store::seal::key_file;
use huoli::store::{DatabaseUrl, StoreError};
use serde_json::Value;
use tempfile::TempDir;

use super::{about, case_of, espoo, rows, verified, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;
use crate::harness::process::{errors, huoli};

fn run(folder: &Path, app: &TestApp, arguments: &[&str]) -> Output {
    command(folder, app, arguments)
        .output()
        .expect("the program runs")
}

fn command(folder: &Path, app: &TestApp, arguments: &[&str]) -> Command {
    let url = match &app.db.url {
        DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    let mut command = huoli(folder, arguments);
    command
        .env("HUOLI_DATABASE__URL", url)
        .env("HUOLI_KEYS__FILE", folder.join("huoli.keys"));
    command
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

on_both! {
    fn an_operator_verifies_the_log_and_is_told_the_first_bad_row(db: TestDb) {
        let app = TestApp::new(db);
        let folder = TempDir::new().unwrap();
        key_file::create(&folder.path().join("huoli.keys"), &app.ring).unwrap();
        let anchors = folder.path().join("anchors.jsonl");
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        for _ in 0..5 {
            list_queue::page(&app, &maija, None, None, app.clock.now()).unwrap();
        }
        assert_eq!(Anchors::into_file(Some(anchors.clone())).run(&app, app.clock.now()).unwrap(), 1);
        let anchors = anchors.to_str().unwrap();
        let whole = run(folder.path(), &app, &["log", "verify"]);
        assert!(whole.status.success(), "{}", errors(&whole));
        let county = office.county.to_string();
        let told = text(&whole);
        assert!(told.contains(&format!("county {county}  5 rows")) && told.contains("whole"), "{told}");
        assert!(told.contains("No anchors were compared"), "{told}");
        let whole = run(folder.path(), &app, &["log", "verify", "--anchors", anchors, "--json", "--county", &county]);
        let told: Value = serde_json::from_slice(&whole.stdout).unwrap();
        assert_eq!((&told["whole"], &told["counties"][0]["anchors"]), (&true.into(), &1.into()), "{told}");

        // The configured file is not there although the chain has begun: somebody took it away.
        let lost = folder.path().join("lost.jsonl");
        let unanchored = command(folder.path(), &app, &["log", "verify", "--json"])
            .env("HUOLI_ACCESS_LOG__ANCHOR_FILE", &lost)
            .output()
            .expect("the program runs");
        assert_eq!(unanchored.status.code(), Some(1));
        assert!(errors(&unanchored).contains("lost.jsonl is not there"), "{}", errors(&unanchored));
        let told: Value = serde_json::from_slice(&unanchored.stdout).unwrap();
        assert_eq!((&told["whole"], &told["anchors_lost"]), (&false.into(), &true.into()), "{told}");

        let change = match app.db.url {
            DatabaseUrl::Sqlite(_) => "DROP TRIGGER access_log_unchanged;",
            DatabaseUrl::Postgres(_) => "DROP TRIGGER access_log_unchanged ON access_log;",
        };
        app.store
            .write("tamper", move |tx| -> Result<(), StoreError> {
                tx.conn().batch_execute(change)?;
                Ok(tx.conn().batch_execute("UPDATE access_log SET actor = NULL WHERE seq = 3")?)
            })
            .unwrap();
        let bad = run(folder.path(), &app, &["log", "verify", "--anchors", anchors]);
        assert_eq!(bad.status.code(), Some(1));
        let said = errors(&bad);
        assert!(said.contains(&format!("county {county}, row 3 is not as it was written")), "{said}");
        assert!(text(&bad).contains("2 rows"), "{}", text(&bad));
        for (wrong, code) in [
            (["--county", "99"], 2),
            (["--county", "x"], 2),
            (["--anchors", "/no/such/file"], 1),
        ] {
            let output = run(folder.path(), &app, &[&["log", "verify"], &wrong[..]].concat());
            assert_eq!(output.status.code(), Some(code), "{wrong:?}: {}", errors(&output));
        }
    }

    fn what_is_exported_is_told_in_words_and_is_itself_recorded(db: TestDb) {
        let app = TestApp::new(db);
        let folder = TempDir::new().unwrap();
        key_file::create(&folder.path().join("huoli.keys"), &app.ring).unwrap();
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let receipt = app.file(&about("Kanarialintu"));
        let reference = receipt.cases[0].reference.as_str();
        let case = case_of(&app, reference);
        let now = app.clock.now();
        list_queue::page(&app, &maija, None, None, now).unwrap();
        open_case::open(&app, &maija, case, now).unwrap().unwrap();
        assert_eq!(chain_events::run(&app, office.county, at("2026-11-20T15:05")).unwrap(), 1);

        let opened = format!("MAIJA Mallinen (maija, intake_worker)  case opened  {reference}  done");
        let by_case = run(folder.path(), &app, &["log", "export", "--case", reference]);
        assert!(by_case.status.success(), "{}", errors(&by_case));
        let told = text(&by_case);
        assert!(told.contains(&format!("2026-11-20 14:05:00  {opened}")), "{told}");
        assert!(!told.contains("arrived") && !told.contains("anarialintu"), "{told}");
        let by_person = text(&run(folder.path(), &app, &["log", "export", "--person", "Maija", "--csv"]));
        let lines: Vec<&str> = by_person.lines().collect();
        assert_eq!(lines[0], "time,name,user,role,action,case,result");
        assert_eq!(lines[1], "2026-11-20 14:05:00,MAIJA Mallinen,maija,intake_worker,queue seen,-,done");
        assert_eq!(lines.len(), 3, "{by_person}");
        let late = text(&run(folder.path(), &app, &["log", "export", "--person", "maija", "--from", "2026-11-21", "--json"]));
        assert_eq!(late, "");

        let log = rows(&app, office.county);
        let exports: Vec<_> = log.iter().filter(|row| row.action == "log_exported").collect();
        assert_eq!(exports.len(), 3, "each export is a row");
        assert_eq!(exports[0].case_id, Some(case.to_string()));
        assert_eq!(exports[1].object, Some(maija.scope.staff.to_string()));
        assert_eq!(verified(&app, office.county).fault, None);
        for (wrong, code) in [
            (vec!["--case", "LS-0000-0000"], 2),
            (vec!["--person", "nobody"], 2),
            (vec![], 2),
            (vec!["--case", reference, "--person", "maija"], 2),
        ] {
            let output = run(folder.path(), &app, &[&["log", "export"], &wrong[..]].concat());
            assert_eq!(output.status.code(), Some(code), "{wrong:?}: {}", errors(&output));
        }
    }
}
