//! Logs: lines on standard error, and a panic that tells its place and number and nothing of what it held.

use std::io::stderr;
use std::panic;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// The filter is not one.
#[derive(Debug, thiserror::Error)]
#[error("write error, warn, info, debug or trace, or a filter such as huoli=debug,warn")]
pub struct InvalidFilter;

/// Libraries that log heads and addresses of requests when they are asked for details: they tell only what went wrong,
/// whatever the filter says.
const QUIET: [&str; 6] = ["actix_http", "actix_web", "actix_server", "h2", "mio", "tokio"];

/// Starts logging to standard error by `filter`, as JSON lines or for people. Only the first call of a process counts.
///
/// # Errors
/// [`InvalidFilter`].
pub fn start(filter: &str, json: bool) -> Result<(), InvalidFilter> {
    let mut filter = EnvFilter::try_new(filter).ok().ok_or(InvalidFilter)?;
    for library in QUIET {
        let warn = format!("{library}=warn").parse().ok().ok_or(InvalidFilter)?;
        filter = filter.add_directive(warn);
    }
    let lines = fmt()
        .with_env_filter(filter)
        .with_writer(stderr)
        .with_target(true);
    // A second subscriber in one process (tests) is refused by the first; the first one serves.
    let _ = if json {
        lines.json().try_init()
    } else {
        lines.with_ansi(false).try_init()
    };
    Ok(())
}

/// From now on a panic is one log line with a number from `number` and the place in the source. What a panic says may
/// quote what somebody typed, so it is left out.
pub fn hide_panics(number: impl Fn() -> String + Send + Sync + 'static) {
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or_else(
            || "unknown".to_owned(),
            |place| format!("{}:{}", place.file(), place.line()),
        );
        let number = number();
        tracing::error!(panic.number = %number, panic.place = %place, "panicked: {number}");
    }));
}
