//! The PostgreSQL server that `benches/run` started, and its programs.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A server, as somebody who may make databases.
#[derive(Clone)]
pub struct Postgres {
    /// The address up to the name of the database.
    base: String,
    /// Where `psql` and `pgbench` are.
    programs: PathBuf,
}

/// A database of the server.
pub struct PostgresDatabase {
    pub url: String,
    server: Postgres,
    name: String,
}

impl Postgres {
    /// The server of `url`; its programs are in `programs`.
    pub fn new(url: &str, programs: PathBuf) -> Self {
        let (base, _) = url
            .rsplit_once('/')
            .expect("an address ends with the name of a database");
        Self {
            base: base.to_owned(),
            programs,
        }
    }

    /// A new empty database.
    pub fn database(&self, what: &str) -> PostgresDatabase {
        self.made(what, "")
    }

    /// Its version.
    pub fn version(&self) -> String {
        self.ask("postgres", "SHOW server_version")
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    fn made(&self, what: &str, options: &str) -> PostgresDatabase {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "{what}_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        self.ask("postgres", &format!("CREATE DATABASE {name} {options}"));
        PostgresDatabase {
            url: format!("{}/{name}", self.base),
            server: self.clone(),
            name,
        }
    }

    fn ask(&self, database: &str, statements: &str) -> String {
        let output = Command::new(self.programs.join("psql"))
            .args([
                "--no-psqlrc",
                "--quiet",
                "--tuples-only",
                "--no-align",
                "--set=ON_ERROR_STOP=1",
            ])
            .arg(format!("--dbname={}/{database}", self.base))
            .arg(format!("--command={statements}"))
            .output()
            .expect("psql runs");
        assert!(
            output.status.success(),
            "psql: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }
}

impl PostgresDatabase {
    /// The address of a role that may work with rows and no more: what the service is measured with.
    pub fn service_url(&self) -> String {
        const ROLE: &str = "huoli_measured";
        const PASSWORD: &str = "only-for-measuring-0123456789";
        self.ask(&format!(
            "DO $$ BEGIN CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        ));
        let (_, place) = self.url.split_once('@').expect("the address names an account");
        format!("postgres://{ROLE}:{PASSWORD}@{place}")
    }

    /// Runs statements and gives what they answer, fields parted by `|`.
    pub fn ask(&self, statements: &str) -> String {
        self.server.ask(&self.name, statements)
    }

    /// Copies rows into `table` (and columns), each a line of fields parted by tabs.
    pub fn copy(&self, table: &str, write: impl FnOnce(&mut dyn std::io::Write)) {
        let mut child = Command::new(self.server.programs.join("psql"))
            .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"])
            .arg(format!("--dbname={}", self.url))
            .arg(format!("--command=COPY {table} FROM STDIN"))
            // Foreign keys would be checked row by row, which takes longest of all.
            .env("PGOPTIONS", "-c session_replication_role=replica")
            .stdin(Stdio::piped())
            .spawn()
            .expect("psql runs");
        let mut input = std::io::BufWriter::new(child.stdin.take().expect("its input"));
        write(&mut input);
        drop(input);
        assert!(child.wait().expect("it ends").success(), "COPY {table} fails");
    }

    /// A copy with everything in it. Nobody may be connected meanwhile.
    pub fn copied(&self) -> Self {
        self.server.made("copy", &format!("TEMPLATE {}", self.name))
    }

    /// The program `name`, which will talk to this database.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.server.programs.join(name));
        command.arg(&self.url);
        command
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.server.ask(
                "postgres",
                &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name),
            );
        }
    }
}
