//! A report that is handled as a contact with social welfare: when the assessment of the need began, and how it ended (SHL 36 §).

pub mod begin;
pub mod end;
pub mod open;

use super::IntakeError;
use super::at_case::AtCase;
use super::notices::{self, JoinedUntold};
use crate::domain::helsinki::civil_date;
use crate::domain::lifecycle::LifeCycle;
use crate::domain::social_contact::Around;
use crate::store::Tx;

/// What must hold beside the form for the case in hand, which stands at `life`.
fn around(tx: &mut Tx<'_>, at: &AtCase<'_>, life: &LifeCycle) -> Result<Around, IntakeError> {
    let (own, joined) = untold(tx, at, life)?;
    Ok(Around {
        open_notices: own + joined.len(),
        received_on: at.case.received_on,
        today: civil_date(at.now),
    })
}

/// How many people are still to be told of the report of the case in hand, and the cases that go on in it with somebody who is
/// still to be told of theirs.
fn untold(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    life: &LifeCycle,
) -> Result<(usize, Vec<JoinedUntold>), IntakeError> {
    let opened = at.report(tx)?;
    let rows = notices::rows(tx, at, &opened.report, life)?;
    let own = notices::open_ones(&rows, civil_date(at.now));
    Ok((own, notices::joined_untold(tx, at)?))
}
