//! The other cases of the same report.

use diesel::prelude::*;
use uuid::Uuid;

use super::case_rows::{Row, StoredCase};
use super::schema::cases;
use super::{StoreError, Tx, copies};
use crate::domain::access::{Capability, Scope, decide};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::report::Subject;

/// The references of the other cases of the same report, by child; whose office they are at does not matter, as the
/// report itself tells of them.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn siblings(tx: &mut Tx<'_>, scope: &Scope, case: &StoredCase) -> Result<Vec<Sibling>, StoreError> {
    let rows = cases::table
        .filter(cases::report.eq(case.report.to_string()))
        .filter(cases::id.ne(case.id.to_string()))
        .order((cases::subject, cases::position))
        .select(Row::as_select())
        .load(tx.conn())?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let copies = copies::of_report(tx, case.report)?;
    rows.into_iter()
        .map(|row| {
            let case = StoredCase::try_from(row)?.seen_by(scope, &copies);
            let within_reach =
                decide(scope, Capability::OpenReport, &case.standing(case.is_of(scope))).is_allowed();
            Ok(Sibling {
                within_reach,
                id: case.id,
                reference: case.reference,
                county: case.county,
                office: case.office,
                subject: case.subject,
            })
        })
        .collect()
}

/// Another case of the same report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sibling {
    /// Its id.
    pub id: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// Its county.
    pub county: CountyCode,
    /// Its office.
    pub office: OfficeId,
    /// Whom it is about.
    pub subject: Subject,
    /// Whether the person who asks may open it.
    pub within_reach: bool,
}
