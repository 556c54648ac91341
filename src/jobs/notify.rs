//! Tells an office that a report came, or that it is still unopened. Where nobody reads what comes to the office, the
//! county's default office is told, which sees the case too.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Jobs;
use super::failure::JobFailure;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::OfficeId;
use crate::domain::reference::Reference;
use crate::mail::ArrivalNotice;
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
struct Addresses {
    mailboxes: Vec<Mailbox>,
    /// Nobody reads what comes to the office, and nobody could be told in its place.
    nobody: bool,
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
    if references.is_empty() {
        return Ok(());
    }
    if addresses.nobody {
        tracing::error!(%job, office = %notice.office, "a report came to an office where nobody is told of it");
    }
    // Several mails of one job have each a Message-ID of their own, the same at every try.
    for (number, mailbox) in (0_u128..).zip(addresses.mailboxes) {
        let letter = ArrivalNotice {
            office: mailbox,
            references: references.clone(),
            urgent: notice.urgent,
            unopened: notice.unopened,
        }
        .letter(&jobs.staff_url);
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
/// default office (DOMAIN R9).
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
