//! The table of refusals: what each is called, why, and what to do. The page `docs/refusals.md` is this table and that
//! of the warnings.

use std::fmt::Write;

use super::super::warnings::WARNINGS;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The word behind `REFUSED`, or the name behind `WARNING`.
    pub id: &'static str,
    /// When it applies.
    pub when: &'static str,
    /// What is at stake.
    pub why: &'static str,
    /// What to do.
    pub cure: &'static str,
}

impl Rule {
    /// A row of a table.
    pub const fn new(id: &'static str, when: &'static str, why: &'static str, cure: &'static str) -> Self {
        Self { id, when, why, cure }
    }
}

/// Every reason not to start, in the order in which they are told.
pub const RULES: &[Rule] = &[
    Rule::new(
        "config",
        "A setting is unknown, malformed, or lacks another one that it needs.",
        "It would silently be at its default.",
        "Correct it; [configuration.md](configuration.md) lists every setting.",
    ),
    Rule::new(
        "R1",
        "There is no key file, or no active master key in it.",
        "Nothing can be sealed. A key is never made at start: nobody would have copies of it.",
        "`huoli key init` for a new installation; otherwise restore the file from its copy on paper.",
    ),
    Rule::new(
        "R2",
        "The key file can be read by group or others, belongs to another user, or is a symbolic link.",
        "Whoever reads it and a backup reads every report.",
        "`chown` it to the user of the service, `chmod 400`, and name the file itself.",
    ),
    Rule::new(
        "R3",
        "The key file lies inside the folder of the database.",
        "A backup or a thief would take both.",
        "Move it and name its new place in `keys.file`.",
    ),
    Rule::new(
        "R4",
        "A variable of the environment holds a master key, and `--insecure-test-key` is not given or the service is \
         reached from other machines.",
        "Variables are seen by other programs, by crash reports and by whoever lists the unit.",
        "Keep the key in a file, a systemd credential or a container secret.",
    ),
    Rule::new(
        "R5",
        "No listed key opens the canary row, or the database has none.",
        "With the wrong key nothing that is stored could be read, and what comes in would be lost to the right one.",
        "Restore the key whose id the line names; `huoli key init` for a database without any.",
    ),
    Rule::new(
        "R6",
        "PostgreSQL is on another machine and not reached with `sslmode=verify-full`, or this build's libpq has no TLS.",
        "Anybody on the way could read everything or pretend to be the database.",
        "Add `sslmode=verify-full` and `sslrootcert=FILE`.",
    ),
    Rule::new(
        "R7",
        "The role's password is empty or shorter than 16 characters. A Unix socket is exempt.",
        "It could be guessed.",
        "A long random password, in a password file of mode 0600 that `passfile=FILE` names.",
    ),
    Rule::new(
        "R8",
        "PostgreSQL's `fsync`, `full_page_writes` or `synchronous_commit` is off.",
        "A report that was acknowledged could be lost when the power fails.",
        "Switch it on in `postgresql.conf`, and for the role and the database.",
    ),
    Rule::new(
        "R9",
        "The SQLite file lies on a network file system, it or its folder is open to group or others, or it is not in WAL \
         mode with `synchronous=FULL`.",
        "Locks do not hold there; others could read or change it; acknowledged reports could be lost.",
        "A folder of mode 0700 on a disk of this machine, files of mode 0600.",
    ),
    Rule::new(
        "R10",
        "The service listens beyond this machine without a declared proxy.",
        "It ends TLS nowhere itself, so reports would travel in clear.",
        "Name the proxy in `server.trusted_proxy`, or listen on `127.0.0.1`.",
    ),
    Rule::new(
        "R11",
        "`server.public_url` or `server.staff_url` is not https (an onion service is exempt, and this machine itself), it \
         is missing beyond this machine, or `server.hosts` lacks its host.",
        "Reports and sign-ins would travel in clear, or nobody could come in.",
        "The https address of the proxy; leave `server.hosts` out, or name every host.",
    ),
    Rule::new(
        "R12",
        "The program was built for development; `--allow-debug-build` lifts this on loopback only.",
        "Its checks and its speed are not those that were tested.",
        "`cargo build --release --locked`.",
    ),
    Rule::new(
        "R13",
        "The database was made by `huoli demo`, or an open account has no second factor.",
        "Its sign-ins lie beside it in clear; a password alone is soon somebody else's.",
        "Another database; `huoli staff reset-mfa` for the account.",
    ),
    Rule::new(
        "R14",
        "PostgreSQL's role is a superuser, owns the log or may change, delete or truncate its rows; or the triggers that \
         guard the log are missing.",
        "Whoever breaks into the service could wipe out their traces.",
        "Name the owner in `database.owner_url`, a role of its own in `database.url`, and run `huoli migrate`.",
    ),
    Rule::new(
        "R15",
        "`server.admin_bind` is not on loopback.",
        "Metrics are for the operator alone.",
        "Listen on `127.0.0.1` or `[::1]`.",
    ),
    Rule::new(
        "schema",
        "There is no database yet, it lacks a migration, or it is newer than the program.",
        "The program would misread the tables.",
        "`huoli migrate`, or the newer program.",
    ),
];

/// Every warning, in the order in which they are told.
pub const fn warnings() -> &'static [Rule] {
    WARNINGS
}

/// The page in Markdown.
pub fn reference() -> String {
    let mut page = String::from(
        "# Refusals and warnings\n\n\
         `huoli serve` stops with exit code 78 and one line for each fault, all at once: `REFUSED R6 database.url: what is \
         wrong; what\nto do`. `huoli check` prints the same list, and the warnings; with warnings alone its exit code is \
         0. With `--json` both are one\nobject on one line. Only `huoli demo` is exempt: it serves this machine alone, \
         from data that is thrown away.\n\n\
         This page is written from the tables in `src/boot/refusals/rules.rs` and `src/boot/warnings/mod.rs` by\n\
         `UPDATE_DOCS=1 cargo test the_page_of_refusals`.\n\n\
         ## Refusals\n\n",
    );
    table(&mut page, RULES);
    page.push_str("\n## Warnings\n\n");
    table(&mut page, WARNINGS);
    page
}

fn table(page: &mut String, rules: &[Rule]) {
    page.push_str("| | when | why | what to do |\n|---|---|---|---|\n");
    for rule in rules {
        // Writing to a string does not fail.
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} |",
            rule.id, rule.when, rule.why, rule.cure
        );
    }
}
