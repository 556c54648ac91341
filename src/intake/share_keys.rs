//! Lets one more office open a case: the report's key and those of the people whom the case is about, wrapped for it; and takes
//! these keys from offices that have nothing of it any more.

use super::opening::ReportKey;
use super::{App, IntakeError};
use crate::domain::office::{Office, OfficeId};
use crate::domain::report::Subject;
use crate::store::reports::{self, Person};
use crate::store::{Inserted, Tx, alerts, copies, moves};

/// Wraps what opens the case that `subject` makes of `report` for `office`, as far as `from` has it. Nothing is taken from
/// anybody.
///
/// # Errors
/// [`IntakeError`] of the store, when a wrap does not open, or when `office` has no key.
pub(super) fn with_office(
    tx: &mut Tx<'_>,
    app: &App,
    report: uuid::Uuid,
    subject: Subject,
    from: OfficeId,
    office: &Office,
) -> Result<(), IntakeError> {
    let key = ReportKey::for_office(tx, app, report, from)?;
    let key = key.ok_or(IntakeError::Shape("report_keys"))?;
    let wrap = key.wrapped_for(app, office)?;
    // It may have another case of the report already, and with it the keys.
    let _: Inserted = tx.insert_else_exists(|tx| reports::insert_wrap(tx, report, &wrap))?;
    for block in reports::persons(tx, report)? {
        let of_this_case = match block.person {
            Person::Reporter | Person::Guardian => true,
            Person::Child => subject == Subject::Child(block.position),
            Person::Parent => subject == Subject::Unborn,
        };
        if !block.under_identity || !of_this_case {
            continue;
        }
        if let Some(wrap) = key.person_wrapped_for(tx, app, block.id, from, office)? {
            let _: Inserted = tx.insert_else_exists(|tx| reports::insert_person_wrap(tx, block.id, &wrap))?;
        }
    }
    Ok(())
}

/// Takes the keys of `report` from every office that has none of its cases and no copy of one; the key of a person, from those
/// that have nothing of the case that the person belongs to. What is sealed does not open there any more.
///
/// # Errors
/// [`IntakeError`] of the store.
pub(super) fn with_holders_alone(tx: &mut Tx<'_>, report: uuid::Uuid) -> Result<(), IntakeError> {
    let copies = copies::of_report(tx, report)?;
    let mut holders: Vec<(Subject, OfficeId)> = Vec::new();
    for case in alerts::of_report(tx, report)? {
        let others = copies.iter().filter(|copy| copy.case == case.case);
        holders.push((case.subject, case.office));
        holders.extend(others.map(|copy| (case.subject, copy.office)));
    }
    let keep = |fits: &dyn Fn(Subject) -> bool| -> Vec<OfficeId> {
        let fitting = holders.iter().filter(|(subject, _)| fits(*subject));
        fitting.map(|(_, office)| *office).collect()
    };
    moves::keep_report_key(tx, report, &keep(&|_| true))?;
    for block in reports::persons(tx, report)? {
        let own = keep(&|subject| match block.person {
            Person::Reporter | Person::Guardian => true,
            Person::Child => subject == Subject::Child(block.position),
            Person::Parent => subject == Subject::Unborn,
        });
        moves::keep_person_key(tx, block.id, &own)?;
    }
    Ok(())
}
