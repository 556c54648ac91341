//! Against a real mail server, a process of its own: away, busy, refusing, hanging, breaking off, with and without TLS.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::domain::mailbox::Mailbox;
use huoli::domain::sensitive::Sensitive;
use huoli::jobs::Jobs;
use huoli::jobs::schedule::Schedule;
use huoli::mail::smtp::{Protection, Smtp, SmtpSettings};
use huoli::mail::{Post, Transport};
use mail_parser::MessageParser;
use reqwest::StatusCode;
use rustix::process::Signal;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{STAFF, about, run_at, told, waiting};
use crate::boot::serve::{after, ready};
use crate::harness::app::{TestApp, at};
use crate::harness::db::{TestDb, on_both};
use crate::harness::process::{CLIENT, Running, done, huoli, send};

const DUE: &str = "2026-11-20T14:10";
const PATIENCE: Duration = Duration::from_mins(1);

/// A running mail server; it ends when it is dropped.
struct MailServer {
    child: Child,
    input: Option<ChildStdin>,
    says: Receiver<Value>,
    port: u16,
}

impl MailServer {
    /// Starts a server; `None` where its packages are not installed and nobody demands it.
    #[expect(
        clippy::disallowed_methods,
        reason = "the tests are told by the environment what they have"
    )]
    fn start(how: &Value) -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp");
        if !folder.join("node_modules").is_dir() {
            let wanted = std::env::var("HUOLI_TEST_MAIL").is_ok_and(|which| which == "server");
            assert!(
                !wanted,
                "HUOLI_TEST_MAIL=server, but the packages are missing: run `npm ci` in tests/smtp"
            );
            println!("left out: no packages in tests/smtp (npm ci)");
            return None;
        }
        let mut child = Command::new("node")
            .arg(folder.join("server.mjs"))
            .arg(how.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let out = BufReader::new(child.stdout.take().expect("its output is ours"));
        let (tell, says) = channel();
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let said = serde_json::from_str(&line).expect("it says JSON");
                if tell.send(said).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        let mut server = Self {
            child,
            input,
            says,
            port: 0,
        };
        let said = server.says.recv_timeout(PATIENCE).expect("it listens");
        server.port = said["port"]
            .as_u64()
            .and_then(|port| port.try_into().ok())
            .expect("a port");
        Some(server)
    }

    /// From now on it behaves so.
    fn turn(&mut self, mode: &str) {
        let input = self.input.as_mut().expect("its input is ours");
        writeln!(input, "{mode}").expect("it reads");
        let said = self.says.recv_timeout(PATIENCE).expect("it obeys");
        assert_eq!(said["mode"], mode);
    }

    /// What it took since it was asked last.
    fn took(&self) -> Vec<Value> {
        self.says.try_iter().collect()
    }

    /// Waits for the next mail.
    fn next(&self) -> Value {
        self.says.recv_timeout(PATIENCE).expect("a mail")
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server without TLS, as one on the same machine.
fn plain() -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port: 0,
        protection: Protection::Plain,
        account: None,
        trusted: None,
        greeting: "county.example".to_owned(),
        timeout: Duration::from_secs(5),
    }
}

/// One who does the jobs of `app` with the server of `settings`.
fn worker(app: &TestApp, settings: SmtpSettings) -> Jobs {
    let smtp = Smtp::new(settings).expect("the settings hold");
    let post = Post::new(
        Transport::Smtp(Box::new(smtp)),
        Mailbox::parse("huoli@county.example").unwrap(),
    );
    Jobs::new((**app).clone(), post, STAFF.to_owned(), Schedule::default())
}

/// The Message-ID of a mail that the server took.
fn message_id(took: &Value) -> String {
    let raw = took["mail"].as_str().expect("the mail").as_bytes().to_vec();
    let mail = MessageParser::default().parse(&raw).expect("a mail");
    mail.message_id().expect("a Message-ID").to_owned()
}

/// The failure of the only job, and whether it is given up.
fn failure(app: &TestApp) -> (String, bool) {
    let jobs = waiting(app);
    assert_eq!(jobs.len(), 1);
    (
        jobs[0].failure.clone().unwrap_or_default(),
        jobs[0].given_up_at.is_some(),
    )
}

/// A certificate for this machine by an authority of the test's own, and one by nobody.
fn certificates(folder: &Path) {
    fs::write(
        folder.join("ext"),
        "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n",
    )
    .unwrap();
    let openssl = |arguments: &str| {
        let made = Command::new("openssl")
            .current_dir(folder)
            .args(arguments.split(' '))
            .stderr(Stdio::null())
            .status();
        assert!(made.expect("openssl runs").success(), "{arguments}");
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(&format!(
        "req -x509 {key} -days 2 -subj /CN=authority -keyout ca.key -out ca.pem"
    ));
    openssl(&format!(
        "req {key} -subj /CN=localhost -keyout server.key -out server.csr"
    ));
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out server.pem",
    );
    openssl(&format!(
        "req -x509 {key} -days 2 -subj /CN=other -keyout other.key -out other.pem"
    ));
}

on_both! {
    fn with_the_server_away_the_report_is_taken_in_and_the_mail_goes_later_once(db: TestDb) {
        let Some(server) = MailServer::start(&json!({"tls": "none"})) else { return };
        let port = server.port;
        drop(server);
        let app = told(db);
        let receipt = app.file(&about("Huoli"));
        let jobs = worker(&app, SmtpSettings { port, ..plain() });
        assert_eq!(run_at(&app, &jobs, at(DUE)), 1);
        assert_eq!(failure(&app), ("mail_unreachable".to_owned(), false));
        let id = waiting(&app)[0].id;

        let Some(server) = MailServer::start(&json!({"tls": "none", "port": port})) else { return };
        assert_eq!(run_at(&app, &jobs, at(DUE) + TimeDelta::minutes(1)), 1);
        let took = server.next();
        assert_eq!(message_id(&took), format!("{id}@county.example"));
        assert!(took["mail"].as_str().unwrap().contains(&receipt.cases[0].reference));
        assert_eq!(took["from"], "huoli@county.example");
        assert_eq!(waiting(&app), []);
        assert_eq!(run_at(&app, &jobs, at(DUE) + TimeDelta::days(2)), 0);
        assert_eq!(server.took(), Vec::<Value>::new(), "once");
    }

    fn a_mail_that_was_accepted_twice_is_recognised_as_one(db: TestDb) {
        let Some(mut server) = MailServer::start(&json!({"tls": "none", "mode": "drop"})) else { return };
        let app = told(db);
        app.file(&about("Huoli"));
        let jobs = worker(&app, SmtpSettings { port: server.port, ..plain() });
        run_at(&app, &jobs, at(DUE));
        let first = server.next();
        assert_eq!(failure(&app), ("mail_refused_for_now".to_owned(), false));
        server.turn("ok");
        run_at(&app, &jobs, at(DUE) + TimeDelta::minutes(1));
        let second = server.next();
        assert_eq!(message_id(&first), message_id(&second));
        assert_eq!(waiting(&app), []);
    }

    fn a_server_that_answers_and_takes_no_mail_does_not_use_the_tries_up(db: TestDb) {
        // It breaks off at the mail; or it wants a sign-in that nobody told of (530).
        let wants = json!({"tls": "none", "user": "huoli", "password": "kolme sanaa"});
        let app = told(db);
        for how in [json!({"tls": "none", "mode": "drop"}), wants] {
            let Some(server) = MailServer::start(&how) else { return };
            let jobs = worker(&app, SmtpSettings { port: server.port, ..plain() });
            let begun = app.clock.now();
            app.file(&about("Huoli"));
            jobs.plan(begun).unwrap();
            for minute in 0..=60 {
                run_at(&app, &jobs, begun + TimeDelta::minutes(minute));
            }
            assert_eq!(failure(&app), ("mail_refused_for_now".to_owned(), false), "{how}");
            let tries = waiting(&app)[0].attempts;
            assert!((4..=6).contains(&tries), "the server is asked each four minutes, the mail is not sent: {tries}");
            // The hour is over and the server mended: the mail leaves at its own time.
            let Some(mended) = MailServer::start(&json!({"tls": "none"})) else { return };
            let jobs = worker(&app, SmtpSettings { port: mended.port, ..plain() });
            run_at(&app, &jobs, app.clock.now() + TimeDelta::hours(2));
            mended.next();
            assert_eq!(waiting(&app), []);
        }
    }
}

#[test]
fn a_busy_server_gets_the_mail_later_and_a_refusal_is_given_up() {
    let Some(mut server) = MailServer::start(&json!({"tls": "none", "mode": "busy"})) else {
        return;
    };
    let app = told(TestDb::sqlite());
    app.file(&about("Huoli"));
    let jobs = worker(
        &app,
        SmtpSettings {
            port: server.port,
            ..plain()
        },
    );
    run_at(&app, &jobs, at(DUE));
    assert_eq!(failure(&app), ("mail_refused_for_now".to_owned(), false));
    server.turn("ok");
    run_at(&app, &jobs, at(DUE) + TimeDelta::minutes(1));
    server.next();
    assert_eq!(waiting(&app), []);

    server.turn("refuse");
    app.file(&about("Huoli"));
    run_at(&app, &jobs, at(DUE) + TimeDelta::minutes(10));
    assert_eq!(failure(&app), ("mail_refused".to_owned(), true));
}

#[test]
fn a_hanging_server_is_left_in_time() {
    let Some(server) = MailServer::start(&json!({"tls": "none", "mode": "hang"})) else {
        return;
    };
    let app = told(TestDb::sqlite());
    app.file(&about("Huoli"));
    let settings = SmtpSettings {
        port: server.port,
        timeout: Duration::from_secs(1),
        ..plain()
    };
    let begun = Instant::now();
    run_at(&app, &worker(&app, settings), at(DUE));
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    assert_eq!(failure(&app), ("mail_timed_out".to_owned(), false));
}

#[test]
fn mails_go_over_trusted_tls_and_with_the_right_account_only() {
    let folder = TempDir::new().unwrap();
    certificates(folder.path());
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let server = |tls: &str, certificate: &str| {
        MailServer::start(&json!({
            "tls": tls, "key": file(&format!("{certificate}.key")), "cert": file(&format!("{certificate}.pem")),
            "user": "huoli", "password": "kolme sanaa",
        }))
    };
    let trusted = fs::read(folder.path().join("ca.pem")).unwrap();
    let settings = |port, protection, password: &str| SmtpSettings {
        port,
        protection,
        account: Some(("huoli".to_owned(), Sensitive::new(password.to_owned()))),
        trusted: Some(trusted.clone()),
        ..plain()
    };
    for (tls, protection) in [("starttls", Protection::StartTls), ("implicit", Protection::Tls)] {
        let app = told(TestDb::sqlite());
        app.file(&about("Huoli"));
        let Some(stranger) = server(tls, "other") else {
            return;
        };
        run_at(
            &app,
            &worker(&app, settings(stranger.port, protection, "kolme sanaa")),
            at(DUE),
        );
        assert_eq!(
            failure(&app),
            ("mail_tls".to_owned(), false),
            "{tls}: by nobody we trust"
        );
        assert_eq!(stranger.took(), Vec::<Value>::new());

        let Some(own) = server(tls, "server") else { return };
        let minute = TimeDelta::minutes(1);
        run_at(
            &app,
            &worker(&app, settings(own.port, protection, "väärä")),
            at(DUE) + minute,
        );
        assert_eq!(failure(&app), ("mail_sign_in".to_owned(), false), "{tls}");
        let later = TimeDelta::minutes(5);
        run_at(
            &app,
            &worker(&app, settings(own.port, protection, "kolme sanaa")),
            at(DUE) + later,
        );
        let took = own.next();
        assert_eq!((&took["secure"], &took["user"]), (&json!(true), &json!("huoli")));
        assert_eq!(waiting(&app), []);
    }
    // A server that offers no STARTTLS gets nothing in clear.
    let Some(bare) = MailServer::start(&json!({"tls": "none"})) else {
        return;
    };
    let app = told(TestDb::sqlite());
    app.file(&about("Huoli"));
    run_at(
        &app,
        &worker(&app, settings(bare.port, Protection::StartTls, "kolme sanaa")),
        at(DUE),
    );
    assert_eq!(failure(&app), ("mail_tls".to_owned(), false));
    assert_eq!(bare.took(), Vec::<Value>::new());
}

/// Files an urgent report by the API of the service at `address`: the status, and how long the answer took.
fn file_urgent(address: &str, token: &str, key: &str) -> (StatusCode, Duration) {
    let begun = Instant::now();
    let request = CLIENT
        .post(format!("{address}api/v1/reports"))
        .bearer_auth(token)
        .header("Idempotency-Key", key)
        .json(&json!({
            "reporter": {"authority": "education", "organisation": "M", "name": "O", "phone": "1"},
            "children": [{"residence": {"municipality": "049", "postal_code": "02770"}}],
            "concern": {"description": "Nyt.", "urgency": "today"}
        }));
    (send(request).0, begun.elapsed())
}

#[test]
fn the_service_itself_tells_the_office_and_never_waits_for_its_mail_server() {
    let folder = ready();
    certificates(folder.path());
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let Some(mut server) = MailServer::start(&json!({
        "tls": "starttls", "key": file("server.key"), "cert": file("server.pem"), "user": "huoli", "password": "kolme sanaa",
    })) else {
        return;
    };
    fs::write(folder.path().join("mail-password"), "kolme sanaa\n").unwrap();
    fs::write(
        folder.path().join("huoli.toml"),
        format!(
            "[server]\nbind = \"127.0.0.1:0\"\n[jobs]\npoll_milliseconds = 100\n[mail]\n\
             server = \"smtp://127.0.0.1:{}\"\nuser = \"huoli\"\npassword_file = \"mail-password\"\nca_file = \"ca.pem\"\n\
             sender = \"huoli@county.example\"\n",
            server.port
        ),
    )
    .unwrap();
    let here = folder.path();
    let office = "Espoon keskuksen lastensuojelu";
    let set = done(here, &["offices", "mailbox", office, "vastaanotto@espoo.example"]);
    assert!(set.contains("vastaanotto@espoo.example"), "{set}");
    let added = done(here, &["client", "add", "--name", "Mallilan koulu"]);
    let token = after(&added, "Token");
    let (running, line) = Running::start(huoli(here, &["serve"]));
    let address = line.trim().rsplit(' ').next().unwrap();

    let (status, _) = file_urgent(address, token, "a");
    assert_eq!(status, StatusCode::CREATED);
    let took = server.next();
    assert_eq!(took["to"], json!(["vastaanotto@espoo.example"]));
    assert_eq!((&took["secure"], &took["user"]), (&json!(true), &json!("huoli")));

    server.turn("hang");
    let slowest = (0..8)
        .map(|number| file_urgent(address, token, &format!("h{number}")))
        .map(|(status, took)| {
            assert_eq!(status, StatusCode::CREATED);
            took
        });
    let slowest = slowest.max().unwrap();
    assert!(
        slowest < Duration::from_secs(10),
        "a hanging mail server held a report for {slowest:?}"
    );
    drop(server);
    let (code, _, log, took) = running.stop(Signal::TERM);
    assert_eq!(code, Some(0), "{log}");
    assert!(took < Duration::from_secs(35), "{took:?}");
    assert!(!log.contains("vastaanotto@"), "addresses are masked: {log}");
    let listed = done(here, &["jobs", "list", "--json"]);
    let waits = listed
        .lines()
        .filter(|line| line.contains("urgent_arrival_notice"));
    assert_eq!(waits.count(), 8, "none is lost: {listed}");
}
