//! The cases that go on in another one: each has a report of its own, of which its own people are told (K14, I7).

use uuid::Uuid;

use super::{open_ones, rows_of};
use crate::domain::helsinki::civil_date;
use crate::domain::reference::Reference;
use crate::intake::IntakeError;
use crate::intake::at_case::AtCase;
use crate::intake::opening::{self, ReportKey, Reveal};
use crate::intake::triage::standing;
use crate::store::{Tx, children, joins};

/// A case that goes on in another one, with somebody who is still to be told of its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedUntold {
    /// It.
    pub case: Uuid,
    /// Its reference.
    pub reference: Reference,
    /// How many are still to be told; at least one.
    pub open: usize,
}

/// Those of the cases which go on in the one at hand that have somebody who is still to be told, the first that was joined first.
/// Of each this number alone is read. One from which the person is barred is not among them.
pub(in crate::intake) fn joined_untold(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
) -> Result<Vec<JoinedUntold>, IntakeError> {
    let ids: Vec<Uuid> = joins::below(tx, at.case.id)?
        .into_iter()
        .map(|joined| joined.case)
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (mut cases, _) = children::cases_of(tx, at.scope, &ids)?;
    cases.sort_by_key(|case| ids.iter().position(|id| *id == case.id));
    let lost = || IntakeError::Shape("report_keys");
    let mut untold = Vec::new();
    for case in cases {
        let key = ReportKey::for_office(tx, at.app, case.report, case.office)?.ok_or_else(lost)?;
        let opened = opening::open(tx, at.app, case.report, case.office, Reveal::Task)?;
        let (life, _) = standing(tx, &case, &key)?;
        let rows = rows_of(tx, &case, &key, &opened.ok_or_else(lost)?.report, &life)?;
        let open = open_ones(&rows, civil_date(at.now));
        if open > 0 {
            untold.push(JoinedUntold {
                case: case.id,
                reference: case.reference,
                open,
            });
        }
    }
    Ok(untold)
}
