//! The service without jobs, the jobs without the service, and what an operator sees of them.

use std::fs;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};

use crate::boot::serve::{after, ready};
use crate::harness::process::{CLIENT, Running, done, errors, huoli, run, send};

#[test]
fn the_jobs_run_apart_from_the_service() {
    let folder = ready();
    let here = folder.path();
    let settings = "[server]\nbind = \"127.0.0.1:0\"\n[jobs]\npoll_milliseconds = 50\n\
         [mail]\nfolder = \"mails\"\nsender = \"huoli@county.example\"\n";
    fs::write(here.join("huoli.toml"), settings).unwrap();
    done(
        here,
        &[
            "offices",
            "mailbox",
            "Espoon keskuksen lastensuojelu",
            "vastaanotto@espoo.example",
        ],
    );
    let added = done(here, &["client", "add", "--name", "Mallilan koulu"]);
    let (service, line) = Running::start(huoli(here, &["serve", "--no-jobs"]));
    let address = line.trim().rsplit(' ').next().unwrap();
    let request = CLIENT
        .post(format!("{address}api/v1/reports"))
        .bearer_auth(after(&added, "Token"))
        .header("Idempotency-Key", "a")
        .json(&json!({
            "reporter": {"authority": "education", "organisation": "M", "name": "O", "phone": "1"},
            "children": [{"residence": {"municipality": "049", "postal_code": "02770"}}],
            "concern": {"description": "Nyt.", "urgency": "today"}
        }));
    assert_eq!(send(request).0, StatusCode::CREATED);
    let listed = || -> Vec<Value> {
        let lines = done(here, &["jobs", "list", "--json"]);
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .filter(|job: &Value| job["kind"] != "escalate")
            .collect()
    };
    let jobs = listed();
    assert_eq!(jobs.len(), 1, "the service does and plans nothing: {jobs:?}");
    assert_eq!(
        (&jobs[0]["kind"], &jobs[0]["state"]),
        (&json!("urgent_arrival_notice"), &json!("waiting"))
    );
    assert!(done(here, &["jobs", "list"]).contains("urgent_arrival_notice"));

    let (worker, line) = Running::start(huoli(here, &["jobs", "run"]));
    assert_eq!(line, "Huoli does jobs\n");
    let begun = Instant::now();
    while listed().iter().any(|job| job["kind"] == "urgent_arrival_notice") {
        assert!(begun.elapsed() < Duration::from_mins(1), "the mail is written");
    }
    let (code, _, log, _) = worker.stop(Signal::TERM);
    assert_eq!(code, Some(0), "{log}");
    assert!(
        log.contains("v…@espoo.example") && !log.contains("vastaanotto@"),
        "{log}"
    );
    assert_eq!(service.stop(Signal::TERM).0, Some(0));
    let mails: Vec<_> = fs::read_dir(here.join("mails"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(mails.len(), 1);
    assert!(
        fs::read_to_string(&mails[0])
            .unwrap()
            .contains("To: vastaanotto@espoo.example\r\n")
    );
    assert!(
        listed().iter().all(|job| job["recurring"] == true),
        "what recurs is planned now"
    );
}

#[test]
fn what_is_typed_wrong_is_told() {
    let folder = ready();
    let here = folder.path();
    let refused = |arguments: &[&str], words: &str| {
        let output = run(here, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&output).contains(words), "{}", errors(&output));
    };
    let office = "Espoon keskuksen lastensuojelu";
    refused(
        &["offices", "mailbox", office, "x@y\nBcc: z@y"],
        "one plain mail address",
    );
    refused(
        &["offices", "mailbox", "Espoon keskus", "a@b.example"],
        "did you mean",
    );
    refused(&["jobs", "retry"], "--all");
    refused(
        &["jobs", "retry", "7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11"],
        "no job was given up under this id",
    );
    assert_eq!(done(here, &["jobs", "retry", "--all"]), "Begun anew: 0\n");
    assert_eq!(done(here, &["jobs", "list"]), "Nothing waits.\n");
    let set = done(here, &["offices", "mailbox", office, "a@b.example"]);
    assert!(set.ends_with("  a@b.example\n"), "{set}");
    assert!(done(here, &["offices", "mailbox"]).contains(&set));
    assert!(done(here, &["offices", "mailbox", office, "--none"]).ends_with("  -\n"));
}

#[test]
fn where_supervisors_and_auditors_are_told_is_said_beside_the_mailbox_of_the_office() {
    let folder = ready();
    let here = folder.path();
    let office = "Espoon keskuksen lastensuojelu";
    let own = done(here, &["offices", "mailbox", office, "vastaanotto@b.example"]);
    let set = done(
        here,
        &[
            "offices",
            "mailbox",
            office,
            "esihenkilot@b.example",
            "--supervisors",
        ],
    );
    assert!(set.ends_with("  esihenkilot@b.example\n"), "{set}");
    assert!(done(here, &["offices", "mailbox", "--supervisors"]).contains(&set));
    assert_eq!(
        done(here, &["offices", "mailbox", office]),
        own,
        "the office's own stays"
    );

    let county = done(
        here,
        &["offices", "mailbox", "03", "tarkastajat@b.example", "--auditors"],
    );
    assert!(
        county.starts_with("03  ") && county.ends_with("  tarkastajat@b.example\n"),
        "{county}"
    );
    let listed = done(here, &["offices", "mailbox", "--auditors"]);
    assert!(listed.contains(&county) && listed.lines().count() > 1, "{listed}");
    for (arguments, words) in [
        (
            &["offices", "mailbox", "77", "a@b.example", "--auditors"][..],
            "no county of this installation",
        ),
        (
            &["offices", "mailbox", "03", "--auditors", "--supervisors"],
            "cannot be used with",
        ),
    ] {
        let output = run(here, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&output).contains(words), "{}", errors(&output));
    }
    let exported = done(here, &["offices", "export", "--county", "03"]);
    for address in ["esihenkilot@b.example", "tarkastajat@b.example"] {
        assert!(exported.contains(address), "{exported}");
    }
    for (whose, typed) in [("--supervisors", office), ("--auditors", "03")] {
        let none = done(here, &["offices", "mailbox", typed, "--none", whose]);
        assert!(none.ends_with("  -\n"), "{none}");
    }
}
