//! Tells supervisors and auditors by mail of what they look after, once each.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Jobs;
use super::failure::JobFailure;
use super::notify::{Addresses, send};
use crate::domain::mailbox::Mailbox;
use crate::domain::office::OfficeId;
use crate::intake::oversight;
use crate::mail::{EmergencyNotice, TransferNotice};
use crate::store::{StoreError, emergencies, transfers};

/// A case was opened in an emergency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Emergency {
    /// The opening.
    pub opening: Uuid,
    /// The office that had the case.
    pub office: OfficeId,
    /// The auditors are told, else the supervisors.
    pub auditors: bool,
    /// Only of what nobody has looked through in time.
    pub late: bool,
}

/// Sends the notice of `job`. The first one leaves however late the mail server comes back; the second one only where the
/// opening still waits for somebody.
pub(super) fn emergency(
    jobs: &Jobs,
    job: Uuid,
    notice: Emergency,
    now: DateTime<Utc>,
) -> Result<(), JobFailure> {
    let to = jobs
        .app
        .store
        .read("read_notice", |tx| -> Result<_, StoreError> {
            if notice.late && !emergencies::waits(tx, notice.opening)? {
                return Ok(None);
            }
            let mailbox = if notice.auditors {
                oversight::auditors(tx, notice.office)?
            } else {
                oversight::supervisors(tx, notice.office)?
            };
            Ok(Some(mailbox))
        })?;
    let Some(mailbox) = to else { return Ok(()) };
    let addresses = Addresses {
        nobody: mailbox.is_none() && !notice.auditors,
        mailboxes: mailbox.into_iter().collect(),
    };
    let letter = |to: Mailbox| {
        EmergencyNotice {
            to,
            auditors: notice.auditors,
            late: notice.late,
        }
        .letter(&jobs.staff_url)
    };
    send(jobs, job, notice.office, addresses, &letter, now)
}

/// Sends the notice of `job` to `office`, one end of `transfer`. Where it was answered meanwhile there is nothing to be told.
pub(super) fn transfer(
    jobs: &Jobs,
    job: Uuid,
    transfer: Uuid,
    office: OfficeId,
    now: DateTime<Utc>,
) -> Result<(), JobFailure> {
    let found = jobs
        .app
        .store
        .read("read_notice", |tx| -> Result<_, StoreError> {
            let Some((waiting, reference)) = transfers::waiting(tx, transfer)? else {
                return Ok(None);
            };
            let mailbox = oversight::supervisors(tx, office)?;
            Ok(Some((waiting, reference, mailbox)))
        })?;
    let Some((waiting, reference, mailbox)) = found else {
        return Ok(());
    };
    let addresses = Addresses {
        nobody: mailbox.is_none(),
        mailboxes: mailbox.into_iter().collect(),
    };
    let letter = |to: Mailbox| {
        TransferNotice {
            to,
            reference: reference.clone(),
            sent: waiting.office == office,
        }
        .letter(&jobs.staff_url)
    };
    send(jobs, job, office, addresses, &letter, now)
}
