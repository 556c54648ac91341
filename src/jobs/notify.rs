//! Tells an office that a report came.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Jobs;
use super::failure::JobFailure;
use crate::domain::office::OfficeId;
use crate::mail::ArrivalNotice;
use crate::store::{StoreError, cases, directory};

/// Sends the notice of `job`. What is to be said is looked up now: where the office is told today, and which of the
/// report's cases stand there. Without a mailbox or a case there is nothing to be told any more.
pub(super) fn arrival(
    jobs: &Jobs,
    job: Uuid,
    report: Uuid,
    office: OfficeId,
    urgent: bool,
    now: DateTime<Utc>,
) -> Result<(), JobFailure> {
    let (mailbox, cases) = jobs
        .app
        .store
        .read("read_notice", |tx| -> Result<_, StoreError> {
            let mailbox = directory::office(tx, office)?.and_then(|office| office.mailbox);
            Ok((mailbox, cases::of_report_in(tx, report, office)?))
        })?;
    let Some(mailbox) = mailbox.filter(|_| !cases.is_empty()) else {
        return Ok(());
    };
    let notice = ArrivalNotice {
        office: mailbox,
        references: cases.into_iter().map(|(_, reference)| reference).collect(),
        urgent,
    };
    let letter = notice.letter(&jobs.staff_url);
    let sent = jobs.post.send(job, &letter, now);
    match &sent {
        Ok(()) => tracing::info!(%job, to = letter.to().masked(), "an office was told"),
        Err(error) => tracing::warn!(%job, to = letter.to().masked(), %error, "an office could not be told"),
    }
    Ok(sent?)
}
