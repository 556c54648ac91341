//! What supervisors and auditors are told by mail: that a case was opened in an emergency, that nobody has looked that through,
//! that nobody answers a transfer. What is to be told is written down with what happened; where to is looked up when it is sent.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::App;
use super::break_glass::REVIEWED_WITHIN;
use super::transfer::list::SLOW;
use crate::domain::job::{Job, escalate_at, notice_at};
use crate::domain::mailbox::Mailbox;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::store::transfers::StoredTransfer;
use crate::store::{StoreError, Tx, directory, jobs};

/// Writes down that the supervisors of `office` and the auditors of its county are told at once of the opening `opening` of `now`,
/// and once more when nobody has looked it through in time.
pub(super) fn of_emergency(
    tx: &mut Tx<'_>,
    app: &App,
    opening: Uuid,
    office: OfficeId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let over = escalate_at(now, REVIEWED_WITHIN);
    for (late, at) in [(false, notice_at(now, true)), (true, over)] {
        for auditors in [false, true] {
            let notice = Job::EmergencyNotice {
                opening,
                office,
                auditors,
                late,
            };
            jobs::insert_once(tx, app.ids.uuid(), &notice, at)?;
        }
    }
    Ok(())
}

/// Writes down that both ends of `transfer` are told when it still waits for an answer after [`SLOW`].
pub(super) fn of_transfer(tx: &mut Tx<'_>, app: &App, transfer: &StoredTransfer) -> Result<(), StoreError> {
    let at = escalate_at(transfer.sent_at, SLOW);
    for office in [Some(transfer.office), transfer.to.office].into_iter().flatten() {
        let notice = Job::TransferNotice {
            transfer: transfer.id,
            office,
        };
        jobs::insert_once(tx, app.ids.uuid(), &notice, at)?;
    }
    Ok(())
}

/// Where the supervisors of `office` are told; where nobody has said, at the office's own mailbox, and where it has none, in the
/// county's default office. `None`: nowhere.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn supervisors(tx: &mut Tx<'_>, office: OfficeId) -> Result<Option<Mailbox>, StoreError> {
    let Some(own) = directory::office(tx, office)? else {
        return Ok(None);
    };
    match own.supervisor_mailbox.or(own.mailbox) {
        Some(mailbox) => Ok(Some(mailbox)),
        None => in_default_office(tx, own.county, office),
    }
}

/// Where the auditors of the county of `office` are told. `None`: nobody has said where, and they see it in the read log alone.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn auditors(tx: &mut Tx<'_>, office: OfficeId) -> Result<Option<Mailbox>, StoreError> {
    let Some(own) = directory::office(tx, office)? else {
        return Ok(None);
    };
    let counties = directory::counties(tx)?;
    let county = counties.into_iter().find(|county| county.code == own.county);
    Ok(county.and_then(|county| county.auditor_mailbox))
}

/// Where the supervisors of the default office of `county` are told, unless that office is `but` itself.
fn in_default_office(
    tx: &mut Tx<'_>,
    county: CountyCode,
    but: OfficeId,
) -> Result<Option<Mailbox>, StoreError> {
    let counties = directory::counties(tx)?;
    let found = counties.into_iter().find(|entry| entry.code == county);
    let Some(id) = found
        .and_then(|county| county.default_office)
        .filter(|id| *id != but)
    else {
        return Ok(None);
    };
    let office = directory::office(tx, id)?;
    Ok(office.and_then(|office| office.supervisor_mailbox.or(office.mailbox)))
}
