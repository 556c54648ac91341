//! Keeps a running process at the directory that is stored: another process may change it at any time.

use std::time::Duration;

use actix_web::rt::task::JoinHandle;
use actix_web::rt::time::interval;

use crate::intake::App;
use crate::web::blocking;

/// How often the version of the stored directory is asked for: one row.
const EVERY: Duration = Duration::from_secs(2);

/// Begins to read the directory anew whenever it has been changed, until the process ends. A failure is logged once;
/// the directory that was read last stays in use, and the next turn tries again.
pub fn keep_up(app: App) -> JoinHandle<()> {
    actix_web::rt::spawn(async move {
        let mut turns = interval(EVERY);
        let mut failing = false;
        loop {
            turns.tick().await;
            let app = app.clone();
            let failed = match blocking::run(move || app.catch_up()).await {
                Ok(Ok(changed)) => {
                    if changed || failing {
                        tracing::info!("the directory of offices was read anew");
                    }
                    None
                }
                Ok(Err(error)) => Some(error.to_string()),
                Err(error) => Some(error.to_string()),
            };
            if let Some(error) = failed.as_ref().filter(|_| !failing) {
                tracing::warn!(%error, "the directory of offices cannot be read; the last one stays in use");
            }
            failing = failed.is_some();
        }
    })
}
