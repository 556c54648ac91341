//! `huoli demo`: one line tells how to get in, everything works, nothing stays; with a folder everything stays.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use huoli::clock::{Clock, SystemClock};
use huoli::intake::totp::TotpSecret;
use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::process::{CLIENT, Running, errors, huoli, run, send, status};

fn start(folder: &Path, arguments: &[&str]) -> (Running, Value) {
    let mut all = vec!["demo", "--json", "--port", "0"];
    all.extend(arguments);
    let mut command = huoli(folder, &all);
    command.env("TMPDIR", folder);
    let (running, line) = Running::start(command);
    let shown = serde_json::from_str(&line).expect("one line of JSON");
    (running, shown)
}

fn text<'a>(shown: &'a Value, name: &str) -> &'a str {
    shown[name].as_str().unwrap_or_else(|| panic!("{name} is there"))
}

/// Files a report about a child in the middle of Espoo by the API.
fn file(shown: &Value, key: &str) -> Value {
    let body = json!({
        "reporter": {"authority": "education", "organisation": "Mallilan koulu", "name": "Oiva Esimerkki", "phone": "050 000 0000"},
        "children": [{"first_names": "Aino", "residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": "Tulee kouluun nälkäisenä."}
    });
    let request = CLIENT
        .post(format!("{}reports", text(shown, "api_url")))
        .bearer_auth(text(shown, "api_token"))
        .header("Idempotency-Key", key)
        .json(&body);
    let (status, _, answer) = send(request);
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    serde_json::from_str(&answer).expect("JSON")
}

fn status_of(shown: &Value, reference: &str) -> StatusCode {
    let url = format!("{}reports/{reference}", text(shown, "api_url"));
    send(CLIENT.get(url).bearer_auth(text(shown, "api_token"))).0
}

#[test]
fn one_line_says_how_to_get_in_and_nothing_stays() {
    let folder = TempDir::new().unwrap();
    let (running, shown) = start(folder.path(), &[]);
    for url in ["public_url", "staff_url", "api_url"] {
        assert!(text(&shown, url).starts_with("http://127.0.0.1:") && text(&shown, url).ends_with('/'));
    }
    assert_eq!(status(text(&shown, "public_url")), StatusCode::OK);
    assert_eq!(
        status(&format!("{}sign-in", text(&shown, "staff_url"))),
        StatusCode::OK
    );
    let (_, _, privacy) = send(CLIENT.get(format!("{}fi/privacy", text(&shown, "public_url"))));
    assert!(privacy.contains("tietosuoja@demo.example"), "{privacy}");
    let receipt = file(&shown, "one");
    assert_eq!(
        receipt["cases"][0]["office"]["name"]["fi"],
        "Espoon keskuksen lastensuojelu"
    );
    assert_eq!(
        status_of(&shown, receipt["reference"].as_str().unwrap()),
        StatusCode::OK
    );

    let (data, mails) = (
        PathBuf::from(text(&shown, "data_dir")),
        PathBuf::from(text(&shown, "mail_dir")),
    );
    assert!(data.join("huoli.db").exists() && mails.is_dir());
    let (code, out, errors, took) = running.stop(Signal::TERM);
    assert_eq!((code, out.as_str(), errors.as_str()), (Some(0), "", ""));
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert!(!data.exists());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn there_is_staff_of_every_role_and_they_get_in() {
    let folder = TempDir::new().unwrap();
    let (running, shown) = start(folder.path(), &["--reports", "6"]);
    let staff = shown["staff"].as_array().unwrap();
    let of = |role: &str, office: &str| {
        let found = staff
            .iter()
            .find(|member| member["role"] == role && member["office"] == office);
        found.unwrap_or_else(|| panic!("{role} of {office}"))
    };
    for office in [
        "Espoon keskuksen lastensuojelu",
        "Leppävaaran lastensuojelu",
        "Helsingin lastensuojelun vastaanotto",
        "Pirkanmaan lastensuojelun vastaanotto",
    ] {
        for role in ["intake_worker", "social_worker", "supervisor"] {
            of(role, office);
        }
    }
    for role in ["office_admin", "county_admin", "auditor"] {
        of(role, "Länsi-Uudenmaan lastensuojelun vastaanotto");
    }

    let worker = of("social_worker", "Espoon keskuksen lastensuojelu");
    let secret = TotpSecret::parse(text(worker, "totp_secret")).expect("a secret");
    let sign_in = [
        ("user_name", text(worker, "user").to_owned()),
        ("password", text(worker, "password").to_owned()),
        ("code", secret.code(SystemClock.now())),
    ];
    let request = CLIENT
        .post(format!("{}sign-in", text(&shown, "staff_url")))
        .form(&sign_in);
    let (status, headers, _) = send(request);
    assert_eq!(status, StatusCode::SEE_OTHER);
    let cookie = headers["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    let queue = CLIENT
        .get(format!("{}queue", text(&shown, "staff_url")))
        .header("Cookie", cookie);
    let (status, _, page) = send(queue);
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("LS-"), "the sample reports wait in the queue");
    drop(running);
}

#[test]
fn a_named_folder_is_continued_as_it_was() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("kept/demo");
    let arguments = ["--reports", "3", "--dir", place.to_str().unwrap()];
    let (running, before) = start(folder.path(), &arguments);
    let reference = file(&before, "one")["reference"].clone();
    let reference = reference.as_str().unwrap();
    assert_eq!(running.stop(Signal::INT).0, Some(0));
    assert!(place.join("huoli.db").exists());

    let (running, after) = start(folder.path(), &arguments);
    for name in ["api_token", "staff", "data_dir", "mail_dir"] {
        assert_eq!(before[name], after[name], "{name}");
    }
    assert_eq!(status_of(&after, reference), StatusCode::OK);
    assert_eq!(
        file(&after, "one")["reference"],
        reference,
        "the same key is the same report"
    );
    assert_eq!(running.stop(Signal::TERM).0, Some(0));

    // No service is ever opened on it.
    let served = huoli(folder.path(), &["serve"])
        .env(
            "HUOLI_DATABASE__URL",
            format!("sqlite://{}/huoli.db", place.display()),
        )
        .env("HUOLI_KEYS__FILE", place.join("huoli.keys"))
        .output()
        .expect("the program runs");
    assert_eq!(served.status.code(), Some(78));
    let told = errors(&served);
    assert!(
        told.contains("REFUSED R3 keys.file") && told.contains("REFUSED R13 database.url"),
        "{told}"
    );
}

#[test]
fn a_taken_port_is_told_with_the_way_out() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = run(folder.path(), &["demo", "--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    let errors = errors(&output);
    assert!(
        errors.contains(&format!("port {port} is taken")) && errors.contains("--port 0"),
        "{errors}"
    );
}

#[test]
fn the_page_for_people_names_addresses_users_and_a_command_to_paste() {
    let folder = TempDir::new().unwrap();
    let mut command = huoli(folder.path(), &["demo", "--port", "0", "--reports", "0"]);
    command.env("TMPDIR", folder.path());
    let (running, first) = Running::start(command);
    assert!(first.contains("throw-away key"), "{first}");
    let (code, rest, errors, _) = running.stop(Signal::HUP);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    for expected in [
        "/staff/",
        "leppavaara.social",
        "curl -sS http://127.0.0.1:",
        "Bearer hu_",
        "removes everything",
    ] {
        assert!(rest.contains(expected), "{expected} in {rest}");
    }
}
