//! A report that is handled as a contact with social welfare: when the assessment of the need began, and how it ended (SHL 36 §).

pub mod begin;
pub mod end;
pub mod open;

use super::IntakeError;
use super::at_case::AtCase;
use super::notices;
use crate::domain::helsinki::civil_date;
use crate::domain::lifecycle::LifeCycle;
use crate::domain::social_contact::Around;
use crate::store::Tx;

/// What must hold beside the form for the case in hand, which stands at `life`.
fn around(tx: &mut Tx<'_>, at: &AtCase<'_>, life: &LifeCycle) -> Result<Around, IntakeError> {
    let today = civil_date(at.now);
    let opened = at.report(tx)?;
    let rows = notices::rows(tx, at, &opened.report, life)?;
    Ok(Around {
        open_notices: notices::open_ones(&rows, today),
        received_on: at.case.received_on,
        today,
    })
}
