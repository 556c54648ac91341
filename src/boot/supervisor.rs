//! Tells the service manager, where there is one, how the process is (sd_notify(3)): systemd's `Type=notify` waits for
//! the first word, and its watchdog starts a process anew that has gone silent.

use std::time::Duration;

use actix_web::rt::task::JoinHandle;
use actix_web::rt::time::interval;
use sd_notify::NotifyState;

/// Says that the service accepts requests, and from now on, if it is asked to, that it lives. What is returned ends
/// that.
pub fn ready() -> Option<JoinHandle<()>> {
    tell(NotifyState::Ready);
    let mut microseconds = 0;
    if !sd_notify::watchdog_enabled(false, &mut microseconds) {
        return None;
    }
    // Twice as often as needed, as the manual says.
    let every = Duration::from_micros(microseconds / 2).max(Duration::from_millis(1));
    Some(actix_web::rt::spawn(async move {
        let mut turns = interval(every);
        loop {
            turns.tick().await;
            tell(NotifyState::Watchdog);
        }
    }))
}

/// Says that the service is ending.
pub fn stopping() {
    tell(NotifyState::Stopping);
}

fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(false, &[state]) {
        tracing::warn!(%error, "the service manager is not reached");
    }
}
