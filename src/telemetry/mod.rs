//! Logs: lines on standard error, and a panic that tells its place and number and nothing of what it held.

pub mod metrics;

use std::io::stderr;
use std::panic;

use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, registry};

/// The filter is not one.
#[derive(Debug, thiserror::Error)]
#[error("write error, warn, info, debug or trace, or a filter such as huoli=debug,warn")]
pub struct InvalidFilter;

/// Whether a line may be written at all, whatever the filter asks for. Libraries log heads, addresses and bodies when
/// they are asked for details, so they tell only what went wrong; the HTTP library tells of each client that went away,
/// which is no fault of ours.
fn may_be_told(line: &Metadata<'_>) -> bool {
    let target = line.target();
    let ours = target == "huoli" || target.starts_with("huoli::");
    ours || (*line.level() <= Level::WARN && !target.starts_with("actix_http"))
}

/// Starts logging to standard error by `filter`, as JSON lines or for people. Only the first call of a process counts.
///
/// # Errors
/// [`InvalidFilter`].
pub fn start(filter: &str, json: bool) -> Result<(), InvalidFilter> {
    let asked = EnvFilter::try_new(filter).ok().ok_or(InvalidFilter)?;
    let told = asked.and(filter_fn(may_be_told));
    let lines = fmt::layer().with_writer(stderr).with_target(true);
    let lines = if json {
        let lines = lines.json().flatten_event(true).with_current_span(false);
        lines.with_span_list(true).boxed()
    } else {
        lines.with_ansi(false).boxed()
    };
    // A second subscriber in one process (tests) is refused by the first; the first one serves.
    let _ = registry().with(lines.with_filter(told)).try_init();
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

#[cfg(test)]
mod tests {
    use tracing::subscriber::with_default;
    use tracing_subscriber::fmt::MakeWriter;

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

    impl std::io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Kept {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    #[test]
    fn libraries_tell_what_went_wrong_and_no_more() {
        let kept = Kept::default();
        let told = EnvFilter::new("trace").and(filter_fn(may_be_told));
        let lines = fmt::layer().with_writer(kept.clone()).with_filter(told);
        with_default(registry().with(lines), || {
            tracing::trace!(target: "huoli", "ours");
            tracing::warn!(target: "diesel", "theirs, wrong");
            tracing::info!(target: "lettre", "theirs, chatty");
            tracing::debug!(target: "huolimatta", "a name that begins alike");
            tracing::error!(target: "actix_http", "a client went away");
        });
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert!(text.contains("ours") && text.contains("theirs, wrong"), "{text}");
        assert_eq!(text.lines().count(), 2, "{text}");
    }
}
