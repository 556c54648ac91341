//! R12: a program that was built for development does not take real reports.

use crate::config::Config;

use super::super::failure::Refusal;
use super::Circumstances;

pub(super) fn refusals(config: &Config, circumstances: Circumstances) -> Option<Refusal> {
    if !circumstances.debug_build {
        return None;
    }
    let bind = config.server.bind;
    let what = if !circumstances.allow_debug_build {
        "this program was built for development".to_owned()
    } else if !bind.ip().is_loopback() {
        format!("a program that was built for development does not serve beyond this machine ({bind})")
    } else {
        return None;
    };
    let refusal = Refusal::new("R12", "huoli", what);
    Some(refusal.cure(
        "build it with `cargo build --release --locked`; --allow-debug-build serves tests, on 127.0.0.1 only",
    ))
}
