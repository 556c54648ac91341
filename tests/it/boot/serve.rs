//! From an empty folder to a running service, and its end.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::json;
use tempfile::TempDir;

use crate::harness::db::on_both;
use crate::harness::process::{CLIENT, Running, done, errors, huoli, run, send, status};

/// A folder with settings, tables and key: ready to serve on a port of its own.
pub fn ready() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(
        folder.path().join("huoli.toml"),
        "[server]\nbind = \"127.0.0.1:0\"\n",
    )
    .unwrap();
    done(folder.path(), &["migrate"]);
    done(folder.path(), &["key", "init", "--example-offices", "--yes"]);
    folder
}

/// Starts the service and gives its address.
pub fn serve(folder: &Path) -> (Running, String) {
    let (running, line) = Running::start(huoli(folder, &["serve"]));
    let address = line.trim().rsplit(' ').next().unwrap().to_owned();
    (running, address)
}

/// The word behind `label` at the beginning of a line.
pub fn after<'a>(text: &'a str, label: &str) -> &'a str {
    let line = text.lines().find_map(|line| line.strip_prefix(label));
    line.unwrap_or_else(|| panic!("{label} in {text}")).trim()
}

#[test]
fn a_service_is_made_and_takes_a_report() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    std::fs::write(
        here.join("huoli.toml"),
        "[server]\nbind = \"127.0.0.1:0\"\ncounty = \"08\"\n[contact]\nfeedback = \"palaute@mallila.example\"\n\
         [log]\nlevel = \"trace\"\n",
    )
    .unwrap();
    assert!(done(here, &["migrate"]).contains("sqlite://var/huoli.db: 2"));
    assert_eq!(done(here, &["migrate"]), "sqlite://var/huoli.db is up to date.\n");
    let made = done(here, &["key", "init", "--example-offices", "--yes"]);
    let listed = done(here, &["key", "list"]);
    assert!(
        listed.contains(after(&made, "Key id")) && listed.contains(after(&made, "Fingerprint")),
        "{listed}"
    );
    let office = "Pirkanmaan lastensuojelun vastaanotto";
    let sari = [
        "staff",
        "add",
        "--user",
        "Sari",
        "--name",
        "Sari Mallinen",
        "--role",
        "social_worker",
        "--office",
        office,
    ];
    let added = done(here, &sari);
    assert_eq!(after(&added, "User "), "sari");
    assert_eq!(after(&added, "Second factor").len(), 32);
    let again = run(here, &sari);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        errors(&again).contains("--user Sari: the user name is taken"),
        "{}",
        errors(&again)
    );
    let added = done(here, &["client", "add", "--name", "Mallilan koulu"]);
    let token = after(&added, "Token");

    let (running, address) = serve(here);
    let (code, headers, page) = send(CLIENT.get(&address));
    assert_eq!(code, StatusCode::OK);
    assert!(page.contains("Pirkanmaan hyvinvointialue") && !headers.contains_key("set-cookie"));
    let (_, _, statement) = send(CLIENT.get(format!("{address}fi/accessibility")));
    assert!(statement.contains("palaute@mallila.example"), "{statement}");
    let body = json!({
        "reporter": {"authority": "education", "organisation": "Mallilan koulu", "name": "Oiva Esimerkki", "phone": "050 000 0000"},
        "children": [{}],
        "concern": {"description": "Tulee kouluun nälkäisenä."}
    });
    let request = CLIENT
        .post(format!("{address}api/v1/reports"))
        .bearer_auth(token)
        .header("Idempotency-Key", "a")
        .json(&body);
    let (code, _, receipt) = send(request);
    assert_eq!(code, StatusCode::CREATED, "{receipt}");
    assert!(
        receipt.contains(office),
        "what has no place goes to the county's default office: {receipt}"
    );
    let (code, out, log, took) = running.stop(Signal::TERM);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert!(took < Duration::from_secs(5), "{took:?}");
    for expected in [
        "POST /api/v1/reports 201",
        "GET / 200",
        "transaction ended",
        "stopped",
    ] {
        assert!(log.contains(expected), "{expected} in {log}");
    }
    // Even with every detail asked for, no line knows who asked or what was said.
    for word in ["Oiva", "Mallilan", "nälkä", token, "reqwest", "Bearer"] {
        assert!(!log.contains(word), "{word} in {log}");
    }
    let with_address: Vec<&str> = log.lines().filter(|line| line.contains("127.0.0.1")).collect();
    assert!(
        with_address.iter().all(|line| line.contains("serving")),
        "{with_address:?}"
    );
}

on_both! {
    fn a_service_runs_on_either_database(db: TestDb) {
        let folder = TempDir::new().unwrap();
        let here = folder.path();
        let url = db.service_url();
        std::fs::write(
            here.join("huoli.toml"),
            format!("[database]\nurl = {url:?}\n[server]\nbind = \"127.0.0.1:0\"\n"),
        )
        .unwrap();
        assert!(done(here, &["migrate"]).ends_with(" is up to date.\n"));
        done(here, &["key", "init", "--example-offices", "--yes"]);
        let added = done(here, &["client", "add", "--name", "Mallilan koulu"]);
        let (running, address) = serve(here);
        let request = CLIENT
            .post(format!("{address}api/v1/reports"))
            .bearer_auth(after(&added, "Token"))
            .header("Idempotency-Key", "a")
            .json(&json!({
                "reporter": {"authority": "education", "organisation": "M", "name": "O", "phone": "1"},
                "children": [{}],
                "concern": {"description": "x"}
            }));
        assert_eq!(send(request).0, StatusCode::CREATED);
        assert_eq!(running.stop(Signal::TERM).0, Some(0));
    }
}

#[test]
fn an_idle_browser_does_not_hold_up_the_end() {
    let folder = ready();
    let (running, address) = serve(folder.path());
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut idle = TcpStream::connect(host).unwrap();
    idle.write_all(format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
        .unwrap();
    let mut answer = [0; 12];
    idle.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let (code, _, _, took) = running.stop(Signal::TERM);
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(12), "{took:?}");
}

#[test]
fn a_report_that_is_being_sent_is_still_taken_in() {
    let folder = ready();
    let added = done(folder.path(), &["client", "add", "--name", "Mallilan koulu"]);
    let token = after(&added, "Token").to_owned();
    let (running, address) = serve(folder.path());
    let host = address
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned();
    let body = r#"{"reporter":{"authority":"education","organisation":"M","name":"O","phone":"1"},"children":[{}],"concern":{"description":"x"}}"#;
    let (head, tail) = body.split_at(40);
    let mut sending = TcpStream::connect(&host).unwrap();
    write!(
        sending,
        "POST /api/v1/reports HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: k\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    )
    .unwrap();
    // The service says so once it has begun with the request.
    let mut begun = [0; 12];
    sending.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100");
    let ending = std::thread::spawn(move || running.stop(Signal::TERM));
    // The port closes when the end has begun.
    while TcpStream::connect(&host).is_ok() {
        std::thread::yield_now();
    }
    write!(sending, "{head}").unwrap();
    write!(sending, "{tail}").unwrap();
    let mut answer = String::new();
    sending.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("HTTP/1.1 201"), "{answer}");
    let (code, _, log, took) = ending.join().unwrap();
    assert_eq!(code, Some(0), "{log}");
    assert!(took < Duration::from_secs(12), "{took:?}");
}

#[test]
fn serve_can_make_the_tables_itself() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["serve", "--migrate"]);
    assert_eq!(output.status.code(), Some(78), "there is no key yet");
    assert_eq!(
        done(folder.path(), &["migrate"]),
        "sqlite://var/huoli.db is up to date.\n"
    );
}

#[test]
fn a_key_is_stored_only_when_its_fingerprint_was_typed_back() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    done(here, &["migrate"]);
    let wrong = run(here, &["key", "init"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(errors(&wrong).contains("no key was stored"), "{}", errors(&wrong));
    assert!(!here.join("huoli.keys").exists());

    std::fs::create_dir(here.join("paper")).unwrap();
    let (mut running, id) = Running::start(huoli(here, &["key", "init", "--escrow", "paper"]));
    let print = running.line();
    running.type_line("0000 0000");
    running.type_line(after(&print, "Fingerprint"));
    let (out, said) = running.rest();
    assert_eq!(running.code(), Some(0), "{said}");
    assert!(out.contains("Key file"), "{out}");

    let kid = after(&id, "Key id");
    let copy = std::fs::read_to_string(here.join(format!("paper/huoli-key-{kid}-copy-2.txt"))).unwrap();
    let kept = std::fs::read_to_string(here.join("huoli.keys")).unwrap();
    let key = |text: &str| text.lines().find(|line| line.starts_with(kid)).map(str::to_owned);
    assert!(key(&copy).is_some() && key(&copy) == key(&kept));

    let second = run(here, &["key", "init", "--example-offices", "--yes"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(
        errors(&second).contains("has its key already"),
        "{}",
        errors(&second)
    );
}

#[test]
fn a_named_database_answers_route() {
    let folder = ready();
    let told = done(
        folder.path(),
        &[
            "--config",
            "huoli.toml",
            "route",
            "--municipality",
            "049",
            "--postal-code",
            "02770",
        ],
    );
    assert!(told.contains("Espoon keskuksen lastensuojelu"), "{told}");
}

#[test]
fn health_is_told_without_a_word_of_the_database() {
    let folder = ready();
    let (_running, address) = serve(folder.path());
    assert_eq!(status(&format!("{address}healthz")), StatusCode::OK);
}
