//! `huoli log verify` and `huoli log export`, as an operator runs them.

use std::path::Path;
use std::process::{Command, Output};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::reference::Reference;
use huoli::intake::anchor_log::Anchors;
use huoli::intake::export_log::{self, Question};
use huoli::intake::{IntakeError, chain_events, list_queue, open_case};
use huoli::store::schema::blind_indexes;
use huoli::store::seal::key_file;
use huoli::store::{DatabaseUrl, StoreError, joins};
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

/// The cases whose opening is told to whoever asks for the child of the one with `reference`, at `now` from the day `from` on.
fn opened_of_child(app: &TestApp, reference: &str, now: &str, from: Option<&str>) -> Vec<String> {
    let question = Question::Child(Reference::parse(reference).unwrap());
    let from = from.map(|day| day.parse().unwrap());
    let mut opened = Vec::new();
    let found = export_log::export(app, &question, (from, None), at(now), |row| {
        opened.extend(row.case.filter(|_| row.action == "case_opened"));
        Ok::<_, IntakeError>(())
    });
    assert!(found.unwrap());
    opened.sort();
    opened
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

    fn whoever_asks_about_a_child_needs_one_reference_for_all_of_its_cases(db: TestDb) {
        let app = TestApp::new(db);
        let folder = TempDir::new().unwrap();
        key_file::create(&folder.path().join("huoli.keys"), &app.ring).unwrap();
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let child = about("Kanarialintu");
        let [first, second, stranger] = [&child, &child, &about("Kanarialintu")]
            .map(|document| app.file(document).cases[0].reference.clone());
        let now = app.clock.now();
        for reference in [&first, &second, &stranger] {
            open_case::open(&app, &maija, case_of(&app, reference), now).unwrap().unwrap();
        }
        assert_eq!(chain_events::run(&app, office.county, at("2026-11-20T15:05")).unwrap(), 3);
        // Leaves a row that names the case and no child.
        assert!(run(folder.path(), &app, &["log", "export", "--case", &second]).status.success());

        let ask = |reference: &str| {
            let output = run(folder.path(), &app, &["log", "export", "--subject", reference, "--from", "2026-11-01"]);
            assert!(output.status.success(), "{}", errors(&output));
            text(&output)
        };
        for reference in [&first, &second] {
            let told = ask(reference);
            for row in [
                format!("case opened  {first}  done"),
                format!("case opened  {second}  done"),
                format!("log exported  {second}  done"),
            ] {
                assert!(told.contains(&row), "{row} in {told}");
            }
            assert!(!told.contains(&stranger), "another child's case: {told}");
            assert!(!told.contains("arrived") && !told.contains("anarialintu"), "no trace of a reporter: {told}");
        }
        assert!(!ask(&stranger).contains(&first));
        let log = rows(&app, office.county);
        let own = case_of(&app, &first).to_string();
        let opened = log.iter().find(|row| row.action == "case_opened" && row.case_id.as_ref() == Some(&own));
        let hash = opened.and_then(|row| row.subject.clone()).expect("the opening names the child");
        let asked = log.iter().filter(|row| row.action == "log_exported" && row.subject.as_ref() == Some(&hash));
        assert_eq!(asked.count(), 2, "that somebody asked for the child is a row about the child");
        assert_eq!(verified(&app, office.county).fault, None);

        // Two years back, further only from a day that somebody names.
        let mut both = vec![first.clone(), second.clone()];
        both.sort();
        assert_eq!(opened_of_child(&app, &first, "2028-11-20T12:00", None), both);
        assert_eq!(opened_of_child(&app, &first, "2028-11-21T12:00", None), Vec::<String>::new());
        assert_eq!(opened_of_child(&app, &first, "2028-11-21T12:00", Some("2026-11-20")), both);

        // What is left of a case that is destroyed are its rows; they still name the child.
        let gone = case_of(&app, &second);
        app.store
            .write("forget", move |tx| -> Result<(), StoreError> {
                let of_case = blind_indexes::table.filter(blind_indexes::case_id.eq(gone.to_string()));
                diesel::delete(of_case).execute(tx.conn())?;
                Ok(())
            })
            .unwrap();
        let told = ask(&first);
        assert!(told.contains(&format!("case opened  {second}  done")), "{told}");

        // A code that was typed for another child does not tell of that one.
        let (scope, case) = (maija.scope.clone(), case_of(&app, &first));
        app.store
            .write("say", move |tx| joins::say_other_child(tx, &scope, case, gone, now))
            .unwrap();
        let told = ask(&first);
        assert!(told.contains(&first) && !told.contains(&second), "{told}");
        for wrong in [vec!["--subject", "LS-0000-0000"], vec!["--subject", &first, "--case", &first]] {
            let output = run(folder.path(), &app, &[&["log", "export"], &wrong[..]].concat());
            assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", errors(&output));
        }
    }
}
