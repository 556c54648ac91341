//! Forgets in which minute an anonymous report came, once nobody needs it any more: the hour is kept.

use super::opening::ReportKey;
use super::receipt::Receipt;
use super::{App, IntakeError};
use crate::domain::helsinki;
use crate::domain::report::IdentityLevel;
use crate::store::case_rows::StoredCase;
use crate::store::{Tx, casework, idempotency, reports};

/// Leaves the hour of the report of `case` alone, once every case of it is triaged and if it is anonymous: in the report, and in
/// the receipt that lies ready for whoever sends the same again. The signed proof goes with it, as it names the minute too.
///
/// # Errors
/// [`IntakeError`]; the caller's transaction changes nothing then.
pub(super) fn forget(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    key: &ReportKey,
) -> Result<(), IntakeError> {
    let report = reports::find(tx, case.report)?;
    let anonymous = report.is_some_and(|report| report.identity_level == IdentityLevel::None);
    if !anonymous || !casework::all_triaged(tx, case.report)? {
        return Ok(());
    }
    let hour = helsinki::hour_start(case.received_on, case.received_hour);
    let sealed = key.seal_json(app, &hour, "reports", case.report, "arrival")?;
    casework::set_arrival(tx, case.report, &sealed)?;
    for (row, answer) in idempotency::answers(tx, case.report)? {
        let mut receipt: Receipt = key.json(&answer, "idempotency", row, "answer")?;
        receipt.received_at = hour;
        receipt.proof = None;
        let sealed = key.seal_json(app, &receipt, "idempotency", row, "answer")?;
        idempotency::set_answer(tx, row, &sealed)?;
    }
    Ok(())
}
