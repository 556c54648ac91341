//! The release program as an operator runs it: an installation of its own on either database, and the running process.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::postgres::{Postgres, PostgresDatabase};

const PROGRAM: &str = env!("CARGO_BIN_EXE_huoli");

/// Where everything is stored that a figure needs: on the disk of the checkout, not in memory as `/tmp` may be.
pub fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

/// An installation: settings, keys, a database, a client of the API and a worker.
pub struct Installation {
    pub folder: TempDir,
    /// Of PostgreSQL; without it the database is a SQLite file.
    pub postgres: Option<PostgresDatabase>,
    pub token: String,
    pub worker: Worker,
}

/// What the worker signs in with.
pub struct Worker {
    pub user: String,
    pub password: String,
    pub secret: String,
}

impl Worker {
    /// The worker of whom `huoli staff add` printed `added`.
    pub fn of(user: &str, password: &str, added: &str) -> Self {
        Self {
            user: user.to_owned(),
            password: password.to_owned(),
            secret: after(added, "Second factor"),
        }
    }
}

impl Installation {
    /// An installation on a SQLite file.
    pub fn sqlite() -> Self {
        Self::make(None)
    }

    /// An installation on a database of `server`.
    pub fn postgres(server: &Postgres) -> Self {
        Self::make(Some(server.database("huoli")))
    }

    fn make(postgres: Option<PostgresDatabase>) -> Self {
        let folder = folder();
        let database = match &postgres {
            None => "url = \"sqlite://data/huoli.db\"".to_owned(),
            Some(database) => format!(
                "url = \"{}\"\nowner_url = \"{}\"",
                database.service_url(),
                database.url
            ),
        };
        let settings = format!(
            "[database]\n{database}\n\n[server]\nbind = \"127.0.0.1:0\"\n\n[keys]\nfile = \"keys/huoli.keys\"\n"
        );
        fs::create_dir(folder.path().join("keys")).expect("a folder");
        fs::write(folder.path().join("huoli.toml"), settings).expect("the settings are written");
        done(folder.path(), &["migrate"], "");
        done(folder.path(), &["key", "init", "--example-offices", "--yes"], "");
        let client = done(
            folder.path(),
            &["client", "add", "--name", "Mallilan koulutoimi"],
            "",
        );
        let password = "kolme sanaa ja vuori";
        let added = done(
            folder.path(),
            &[
                "staff",
                "add",
                "--user",
                "sari",
                "--name",
                "Sari Mallinen",
                "--role",
                "social_worker",
                "--office",
                OFFICE,
                "--password-stdin",
            ],
            password,
        );
        let worker = Worker::of("sari", password, &added);
        Self {
            token: after(&client, "Token"),
            folder,
            postgres,
            worker,
        }
    }

    /// The SQLite file.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("data/huoli.db")
    }

    /// Starts the service and waits until it listens.
    pub fn start(&self) -> Service {
        let mut command = program(self.folder.path(), &["serve"]);
        if cfg!(debug_assertions) {
            command.arg("--allow-debug-build");
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the service starts");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        out.read_line(&mut line).expect("it prints");
        let address = line.split_whitespace().find_map(|word| word.parse().ok());
        Service {
            address: address.unwrap_or_else(|| panic!("it says no address: {line}")),
            token: self.token.clone(),
            child,
        }
    }
}

/// The office that the measured reports go to.
pub const OFFICE: &str = "Espoon keskuksen lastensuojelu";

/// A running service. Dropping it ends it.
pub struct Service {
    pub address: SocketAddr,
    pub token: String,
    child: Child,
}

impl Service {
    /// The memory that it holds, in KiB.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok())
            .expect("its memory is told")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Ends a process as a supervisor would.
pub fn stop(child: &mut Child) {
    let signal = rustix::process::Signal::TERM;
    let _ = rustix::process::kill_process(rustix::process::Pid::from_child(child), signal);
    let _ = child.wait();
}

/// The program in `folder`, without settings of whoever measures.
pub fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(arguments).env_clear();
    command
}

/// Runs the program to its good end and gives what it printed.
pub fn done(folder: &Path, arguments: &[&str], input: &str) -> String {
    let mut command = program(folder, arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut to = child.stdin.take().expect("its input");
    let _ = writeln!(to, "{input}");
    drop(to);
    let mut text = String::new();
    child
        .stdout
        .take()
        .expect("its output")
        .read_to_string(&mut text)
        .expect("it prints text");
    assert!(
        child.wait().expect("it ends").success(),
        "huoli {arguments:?} fails"
    );
    text
}

/// The word after `name` at the beginning of a line of `text`.
fn after(text: &str, name: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_else(|| panic!("no {name} in: {text}"))
        .trim()
        .to_owned()
}
