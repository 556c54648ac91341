//! What of a case in clear changes after it came: its clocks, by which day its next step falls due, its routing.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::case_rows::StoredCase;
use super::schema::cases;
use super::{StoreError, Tx};
use crate::domain::deadline::Clocks;
use crate::domain::rules::RuleKind;

/// Sets the clocks of `case`, which had none.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn start(tx: &mut Tx<'_>, case: &StoredCase, clocks: &Clocks) -> Result<(), StoreError> {
    let updated_by = tx.name();
    let without = cases::table
        .filter(cases::id.eq(case.id.to_string()))
        .filter(cases::pending_since.is_null());
    diesel::update(without)
        .set((
            cases::pending_since.eq(clocks.pending_since),
            cases::start_target.eq(clocks.start_by.target),
            cases::start_last.eq(clocks.start_by.last_lawful_day),
            cases::complete_target.eq(clocks.complete_by.target),
            cases::complete_last.eq(clocks.complete_by.last_lawful_day),
            cases::queue_due.eq(clocks.start_by.target),
            cases::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Sets the day by which the next step of `case` falls due, which is its place in lists.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_due(tx: &mut Tx<'_>, case: &StoredCase, due: NaiveDate) -> Result<(), StoreError> {
    let updated_by = tx.name();
    diesel::update(cases::table.find(case.id.to_string()))
        .set((cases::queue_due.eq(due), cases::updated_by.eq(updated_by)))
        .execute(tx.conn())?;
    Ok(())
}

/// Puts another sealed summary in the place of the one of `case`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_summary(tx: &mut Tx<'_>, case: &StoredCase, summary: &[u8]) -> Result<(), StoreError> {
    let updated_by = tx.name();
    diesel::update(cases::table.find(case.id.to_string()))
        .set((cases::summary.eq(summary), cases::updated_by.eq(updated_by)))
        .execute(tx.conn())?;
    Ok(())
}

/// The same as a change of the case that was read: pages from before it are overtaken. `false`, and nothing is changed, when it
/// has been changed meanwhile.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn change_summary(tx: &mut Tx<'_>, case: &StoredCase, summary: &[u8]) -> Result<bool, StoreError> {
    let updated_by = tx.name();
    let as_read = cases::table
        .filter(cases::id.eq(case.id.to_string()))
        .filter(cases::version.eq(case.version));
    let rows = diesel::update(as_read)
        .set((
            cases::summary.eq(summary),
            cases::version.eq(case.version.saturating_add(1)),
            cases::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    Ok(rows == 1)
}

/// Writes down by which `rule`, and for which sealed reason `why`, `case` goes to another office.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_routing(tx: &mut Tx<'_>, case: &StoredCase, rule: RuleKind, why: &[u8]) -> Result<(), StoreError> {
    let updated_by = tx.name();
    diesel::update(cases::table.find(case.id.to_string()))
        .set((
            cases::routing_rule.eq(rule.as_str()),
            cases::routing_reason.eq(why),
            cases::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    Ok(())
}
