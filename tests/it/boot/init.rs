//! From an empty folder to the first report, as an operator does it: `init`, `check`, `serve`.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Output, Stdio};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use huoli::clock::{Clock, SystemClock};
use huoli::intake::totp::TotpSecret;
use huoli::store::server_address::ServerAddress;
use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::serve::{after, serve};
use crate::harness::process::{CLIENT, done, errors, huoli, run, send};

const OFFICE: &str = "Lastensuojelun vastaanotto";

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Files a report by the API and gives its reference.
fn report(folder: &Path, address: &str) -> String {
    let added = done(folder, &["client", "add", "--name", "Mallilan koulu"]);
    let request = CLIENT
        .post(format!("{address}api/v1/reports"))
        .bearer_auth(after(&added, "Token"))
        .header("Idempotency-Key", "first")
        .json(&json!({
            "reporter": {"authority": "education", "organisation": "Mallilan koulu", "name": "Oiva Esimerkki", "phone": "050 000 0000"},
            "children": [{"first_names": "Aino"}],
            "concern": {"description": "Tulee kouluun nälkäisenä."}
        }));
    let (status, _, receipt) = send(request);
    assert_eq!(status, StatusCode::CREATED, "{receipt}");
    assert!(receipt.contains(OFFICE), "{receipt}");
    let receipt: Value = serde_json::from_str(&receipt).unwrap();
    receipt["cases"][0]["reference"].as_str().unwrap().to_owned()
}

#[test]
fn three_commands_lead_to_the_first_report() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let told = done(
        here,
        &[
            "init",
            "--yes",
            "--county",
            "Pirkanmaan hyvinvointialue",
            "--bind",
            "127.0.0.1:0",
            "--escrow",
            "paper",
            "--mailbox",
            "vastaanotto@example.org",
            "--admin",
            "maija",
            "--admin-name",
            "Maija Mallinen",
            "--worker",
            "sari",
            "--worker-name",
            "Sari Mallinen",
        ],
    );
    assert!(told.contains("Next:  huoli serve"), "{told}");
    assert_eq!(mode(&here.join("huoli.toml")), 0o600);
    assert_eq!(mode(&here.join("huoli.keys")), 0o400);
    let settings = fs::read_to_string(here.join("huoli.toml")).unwrap();
    assert!(
        settings.contains("county = \"08\"") && settings.contains("# "),
        "{settings}"
    );
    let secrets: Vec<String> = told
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Password"))
        .map(|password| password.trim().to_owned())
        .collect();
    assert_eq!(secrets.len(), 2, "of both accounts, once: {told}");

    let checked = done(here, &["check"]);
    assert!(checked.ends_with("`huoli serve` starts.\n"), "{checked}");
    for expected in ["WARNING no-mail mail.server: ", "WARNING escrow keys.file: "] {
        assert!(checked.contains(expected), "{expected} in {checked}");
    }
    for refused in ["REFUSED", "example-offices"] {
        assert!(!checked.contains(refused), "{checked}");
    }
    // Nobody who looks for help finds an invented office: one receives every report until others are imported.
    let offices = done(here, &["offices", "export"]);
    let offices: Vec<&str> = offices
        .lines()
        .filter(|line| line.starts_with("office,"))
        .collect();
    assert!(
        matches!(offices.as_slice(), [only] if only.contains(",vastaanotto,")),
        "{offices:?}"
    );

    let (running, address) = serve(here);
    let case = report(here, &address);
    let secret = after(
        &told[told.find("Account        sari").unwrap()..],
        "  Second factor",
    );
    let secret = TotpSecret::parse(secret).expect("a secret");
    let sign_in = [
        ("user_name", "sari".to_owned()),
        ("password", secrets[1].clone()),
        ("code", secret.code(SystemClock.now())),
    ];
    let (status, headers, page) = send(CLIENT.post(format!("{address}staff/sign-in")).form(&sign_in));
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let cookie = headers["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let (status, _, page) = send(
        CLIENT
            .get(format!("{address}staff/queue"))
            .header("Cookie", cookie),
    );
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains(&case), "the case waits in the queue");
    assert_eq!(running.stop(Signal::TERM).0, Some(0));
}

#[test]
fn begun_again_it_keeps_what_is_there_and_shows_no_secret_twice() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let first = [
        "init",
        "--yes",
        "--bind",
        "127.0.0.1:0",
        "--escrow",
        "paper",
        "--worker",
        "sari",
    ];
    assert!(done(here, &first).contains("Password"));
    let settings = fs::read_to_string(here.join("huoli.toml")).unwrap();
    // Begun again it keeps what is there, and shows no secret a second time.
    let again = done(here, &["init", "--yes", "--worker", "sari", "--escrow", "paper"]);
    assert!(
        again.contains("huoli.keys is there and is kept") && again.contains("sari is there and is kept"),
        "{again}"
    );
    assert!(!again.contains("Password"), "{again}");
    assert_eq!(fs::read_to_string(here.join("huoli.toml")).unwrap(), settings);
    assert_eq!(fs::read_dir(here.join("paper")).unwrap().count(), 2);

    // The copies are confirmed by what stands on them.
    let wrong = run(here, &["init", "--yes", "--escrow-confirmed", "0000"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", errors(&wrong));
    let copy = fs::read_dir(here.join("paper"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let copy = fs::read_to_string(copy).unwrap();
    done(
        here,
        &[
            "init",
            "--yes",
            "--escrow-confirmed",
            after(&copy, "# Fingerprint"),
        ],
    );
    assert!(!done(here, &["check"]).contains("WARNING escrow"));
}

#[test]
fn check_speaks_json_too() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["check", "--json"]);
    assert_eq!(output.status.code(), Some(78), "{}", errors(&output));
    let told: Value = serde_json::from_str(&text(&output)).expect("one line of JSON");
    let rules: Vec<&str> = told["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["R1", "schema"]);
    assert!(
        told["refused"][1]["cure"]
            .as_str()
            .unwrap()
            .contains("huoli init")
    );
    assert!(
        told["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|w| w["name"] == "no-mail")
    );
    assert_eq!(told["failed"], Value::Null);
    assert!(
        fs::read_dir(folder.path()).unwrap().next().is_none(),
        "it makes nothing"
    );
}

#[test]
fn a_wrong_answer_writes_nothing() {
    let folder = TempDir::new().unwrap();
    for (option, value) in [
        ("--county", "Ruritania"),
        ("--public-url", "ilmoitus.example.org"),
        ("--bind", "localhost"),
        ("--database", "mysql://h/d"),
        ("--mailbox", "no address"),
        ("--admin", "a b"),
    ] {
        let output = run(folder.path(), &["init", "--yes", option, value]);
        assert_eq!(output.status.code(), Some(2), "{option}: {}", errors(&output));
        assert!(
            errors(&output).contains(&format!("error: {option}: ")),
            "{}",
            errors(&output)
        );
    }
    let unsure = huoli(folder.path(), &["init"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(unsure.status.code(), Some(1));
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
}

#[test]
fn every_question_is_asked_explained_and_checked_at_once() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let mut child = huoli(here, &["init"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // County wrong, then right; no public address; listen on; database; key file; no mail; no anchors; copies; mailbox;
    // administrator and name; no worker; agreed.
    for line in [
        "99",
        "Pirkanmaa?",
        "08",
        "",
        "127.0.0.1:0",
        "",
        "",
        "",
        "",
        "paper",
        "",
        "maija",
        "Maija Mallinen",
        "",
        "yes",
    ] {
        writeln!(input, "{line}").unwrap();
    }
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut told = String::new();
    while !told.contains("Fingerprint") {
        assert!(out.read_line(&mut told).unwrap() > 0, "{told}");
    }
    writeln!(input, "{}", after(&told, "Fingerprint")).unwrap();
    drop(input);
    out.read_to_string(&mut told).unwrap();
    let mut asked = String::new();
    child.stderr.take().unwrap().read_to_string(&mut asked).unwrap();
    assert!(child.wait().unwrap().success(), "{told}{asked}");
    assert!(
        told.contains("Account        maija") && told.contains("Next:  huoli serve"),
        "{told}"
    );
    for expected in [
        "County [03]: ",
        "write one of: 01 ",
        "Listen on [127.0.0.1:8080]: ",
        "Database [sqlite://var/huoli.db]: ",
        "huoli.toml, mode 0600:",
        "Make this? [yes/no]: ",
    ] {
        assert!(asked.contains(expected), "{expected} in {asked}");
    }
    assert!(
        !done(here, &["check"]).contains("WARNING escrow"),
        "the fingerprint was typed back"
    );
}

/// A database that `init` makes, and its roles, gone when this goes.
struct Made {
    server: String,
    name: String,
}

impl Made {
    #[expect(
        clippy::disallowed_methods,
        reason = "the environment names the server of the tests"
    )]
    fn new(suffix: &str) -> Option<Self> {
        let server = std::env::var("TEST_POSTGRES_URL").ok()?;
        let name = format!("huoli_init_{}_{suffix}", std::process::id());
        Some(Self { server, name })
    }

    /// The address that is given to `init`: without a password.
    fn url(&self) -> String {
        let place = self.server.split_once('@').unwrap().1.split('/').next().unwrap();
        format!("postgres://{0}@{place}/{0}", self.name)
    }

    fn run(&self, statements: &[&str]) {
        let mut connection = PgConnection::establish(&self.server).unwrap();
        for statement in statements {
            connection
                .batch_execute(statement)
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        let name = &self.name;
        self.run(&[
            &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            &format!("DROP ROLE IF EXISTS {name}_owner"),
            &format!("DROP ROLE IF EXISTS {name}"),
        ]);
    }
}

#[test]
fn on_postgresql_an_administrator_runs_what_is_printed() {
    let Some(made) = Made::new("sql") else { return };
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let url = made.url();
    let arguments = [
        "init",
        "--yes",
        "--county",
        "08",
        "--bind",
        "127.0.0.1:0",
        "--database",
        &url,
    ];
    let first = run(here, &arguments);
    assert_eq!(first.status.code(), Some(1), "{}", errors(&first));
    assert!(errors(&first).contains("huoli init` again"), "{}", errors(&first));
    let sql = text(&first);
    let sql = &sql[sql.find("CREATE ROLE").expect("SQL")..];
    for file in ["huoli.pgpass", "huoli-owner.pgpass", "huoli.toml"] {
        assert_eq!(mode(&here.join(file)), 0o600);
    }
    let password = fs::read_to_string(here.join("huoli.pgpass")).unwrap();
    let password = password.trim().rsplit(':').next().unwrap().to_owned();
    assert!(
        password.len() >= 32 && !sql.contains(&password),
        "the SQL holds no password"
    );
    let statements: Vec<&str> = sql
        .split(';')
        .map(str::trim)
        .filter(|sql| !sql.is_empty())
        .collect();
    made.run(&statements);

    let told = done(here, &["init", "--yes"]);
    assert!(
        told.contains("may work with rows, and only add to the log") && told.contains("Next:  huoli serve"),
        "{told}"
    );
    let (running, address) = serve(here);
    report(here, &address);
    assert_eq!(running.stop(Signal::TERM).0, Some(0));
    // A later migration gives the rights again.
    assert!(done(here, &["migrate"]).contains("only add to the log"));
}

#[test]
fn on_postgresql_the_roles_are_made_by_an_administrators_address() {
    let Some(made) = Made::new("made") else { return };
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let url = made.url();
    let told = done(
        here,
        &[
            "init",
            "--yes",
            "--county",
            "08",
            "--bind",
            "127.0.0.1:0",
            "--database",
            &url,
            "--create-roles",
            &made.server,
        ],
    );
    assert!(told.contains(&format!("database {}: made", made.name)), "{told}");
    let settings = fs::read_to_string(here.join("huoli.toml")).unwrap();
    let admin = ServerAddress::read(&made.server, &std::collections::BTreeMap::new());
    let admin = admin.password().unwrap().unwrap();
    assert!(
        !settings.contains(admin.expose()),
        "the administrator's password is kept nowhere"
    );
    assert!(settings.contains("passfile="), "{settings}");
    let checked = done(here, &["check"]);
    assert!(!checked.contains("REFUSED"), "{checked}");
    let (running, address) = serve(here);
    report(here, &address);
    assert_eq!(running.stop(Signal::TERM).0, Some(0));
}
