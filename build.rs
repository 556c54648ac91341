//! Tells cargo that the migrations are part of the program: a new directory must rebuild it.

use std::io::Write;

fn main() -> std::io::Result<()> {
    writeln!(std::io::stdout(), "cargo:rerun-if-changed=migrations")
}
