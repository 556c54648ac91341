//! Tells an office that a report or a message came, or that a report is still unopened. Where nobody reads what comes to the office, the
//! county's default office is told, which sees the case too.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Jobs;
use super::failure::JobFailure;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::OfficeId;
use crate::domain::reference::Reference;
use crate::mail::{ArrivalNotice, Letter, MessageNotice};
use crate::store::messages::unread;
use crate::store::{StoreError, Tx, alerts, directory};

/// What is to be told to whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Notice {
    /// The report.
    pub report: Uuid,
    /// The office that got a case of it, or a copy.
    pub office: OfficeId,
    /// Urgent by its own words.
    pub urgent: bool,
    /// Only of what nobody has opened.
    pub unopened: bool,
}

/// Where a notice goes.
pub(super) struct Addresses {
    /// The mailboxes.
    pub mailboxes: Vec<Mailbox>,
    /// Nobody reads what comes to the office, and nobody could be told in its place.
    pub nobody: bool,
}

/// Sends the notice of `job`. What is to be said is looked up now: where the office is told today, and which of the
/// report's cases stand there. Without a mailbox or a case there is nothing to be told any more.
pub(super) fn arrival(jobs: &Jobs, job: Uuid, notice: Notice, now: DateTime<Utc>) -> Result<(), JobFailure> {
    let (addresses, references) = jobs
        .app
        .store
        .read("read_notice", |tx| -> Result<_, StoreError> {
            let cases = alerts::of_report_in(tx, notice.report, notice.office)?;
            let told = cases.into_iter().filter(|case| !notice.unopened || case.unopened);
            let references: Vec<Reference> = told.map(|case| case.reference).collect();
            Ok((addresses(tx, notice.office)?, references))
        })?;
    let letter = |office| {
        ArrivalNotice {
            office,
            references: references.clone(),
            urgent: notice.urgent,
            unopened: notice.unopened,
        }
        .letter(&jobs.staff_url)
    };
    if references.is_empty() {
        return Ok(());
    }
    send(jobs, job, notice.office, addresses, &letter, now)
}

/// Sends the notice of `job` that reporters sent messages about cases at `office`. Where somebody has read them meanwhile there
/// is nothing to be told any more.
pub(super) fn message(
    jobs: &Jobs,
    job: Uuid,
    report: Uuid,
    office: OfficeId,
    now: DateTime<Utc>,
) -> Result<(), JobFailure> {
    let (addresses, references) = jobs
        .app
        .store
        .read("read_notice", |tx| -> Result<_, StoreError> {
            Ok((addresses(tx, office)?, unread::of_report_in(tx, report, office)?))
        })?;
    let letter = |office| {
        MessageNotice {
            office,
            references: references.clone(),
        }
        .letter(&jobs.staff_url)
    };
    if references.is_empty() {
        return Ok(());
    }
    send(jobs, job, office, addresses, &letter, now)
}

/// Sends the mail that `letter` makes to each of the `addresses` of `office`.
pub(super) fn send(
    jobs: &Jobs,
    job: Uuid,
    office: OfficeId,
    addresses: Addresses,
    letter: &dyn Fn(Mailbox) -> Letter,
    now: DateTime<Utc>,
) -> Result<(), JobFailure> {
    if addresses.nobody {
        tracing::error!(%job, %office, "something came to an office where nobody is told of it");
    }
    // Several mails of one job have each a Message-ID of their own, the same at every try.
    for (number, mailbox) in (0_u128..).zip(addresses.mailboxes) {
        let letter = letter(mailbox);
        let id = Uuid::from_u128(job.as_u128() ^ number);
        let sent = jobs.post.send(id, &letter, now);
        match &sent {
            Ok(()) => tracing::info!(%job, to = letter.to().masked(), "an office was told"),
            Err(error) => {
                tracing::warn!(%job, to = letter.to().masked(), %error, "an office could not be told");
            }
        }
        sent?;
    }
    Ok(())
}

/// The mailbox of `office`; where that has no reader, no mailbox, or is not at work yet, first the one of the county's
/// default office.
fn addresses(tx: &mut Tx<'_>, office: OfficeId) -> Result<Addresses, StoreError> {
    let mut found = Addresses {
        mailboxes: Vec::new(),
        nobody: true,
    };
    let Some(office) = directory::office(tx, office)? else {
        return Ok(found);
    };
    let readers = directory::read_offices(tx)?;
    let is_read = readers.contains(&office.id);
    if office.active_since.is_some() && office.mailbox.is_some() && is_read {
        found.nobody = false;
    } else if let Some(stand_in) = stand_in(tx, office.id, office.county)? {
        found.nobody = !readers.contains(&stand_in.0);
        found.mailboxes.push(stand_in.1);
    }
    found.mailboxes.extend(office.mailbox);
    Ok(found)
}

/// The default office of `county` with its mailbox, unless it is `office` itself or has none.
fn stand_in(
    tx: &mut Tx<'_>,
    office: OfficeId,
    county: crate::domain::places::CountyCode,
) -> Result<Option<(OfficeId, Mailbox)>, StoreError> {
    let counties = directory::counties(tx)?;
    let county = counties.into_iter().find(|entry| entry.code == county);
    let Some(id) = county
        .and_then(|county| county.default_office)
        .filter(|id| *id != office)
    else {
        return Ok(None);
    };
    let found = directory::office(tx, id)?;
    Ok(found.and_then(|office| Some((office.id, office.mailbox?))))
}
