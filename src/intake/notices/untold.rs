//! How many people are still to be told of the reports of a list's cases, once the day for it is near: within the seven working
//! days of the start (K14). Who they are and who was told lies sealed, so that the cases are opened to count them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{open_ones, rows};
use crate::domain::access::{Capability, Scope};
use crate::domain::deadline::Clocks;
use crate::domain::helsinki::civil_date;
use crate::domain::lifecycle::CaseStatus;
use crate::domain::notice::outlasts_the_work;
use crate::domain::worklist;
use crate::intake::at_case::AtCase;
use crate::intake::opening::{self, ReportKey, Reveal};
use crate::intake::triage::{may, standing};
use crate::intake::{App, IntakeError};
use crate::store::Tx;
use crate::store::case_rows::StoredCase;

/// How many are still to be told, by case: of those of `cases` on which the person of `scope` works, whose day is past or comes
/// within two working days of `now`. One that does not open is told to the operator and counts none. That the list was seen is
/// committed before.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn of_cases(
    app: &App,
    scope: &Scope,
    cases: &[StoredCase],
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, usize>, IntakeError> {
    let soon = worklist::soon(civil_date(now));
    let due: Vec<&StoredCase> = cases
        .iter()
        .filter(|case| is_due(case, soon) && may(scope, Capability::OpenReport, case))
        .collect();
    if due.is_empty() {
        return Ok(HashMap::new());
    }
    app.store.read("count_untold", |tx| {
        let mut counted = HashMap::new();
        for case in &due {
            match of_case(tx, app, scope, case, now) {
                Ok(open) => {
                    counted.insert(case.id, open);
                }
                Err(error @ IntakeError::Store(_)) => return Err(error),
                Err(error) => {
                    tracing::error!(case = %case.id, %error, "the notices of a case do not open");
                }
            }
        }
        Ok(counted)
    })
}

/// Whether somebody may still be left to be told in `case`, and everybody is to be told by `soon`.
fn is_due(case: &StoredCase, soon: NaiveDate) -> bool {
    let status = CaseStatus::parse(&case.state);
    let open = status.is_some_and(|status| status.is_worked_on() || outlasts_the_work(status));
    // Of a client relationship that began everybody is told at once.
    let at_once = status == Some(CaseStatus::Assessed);
    let near = |clocks: &Clocks| at_once || clocks.start_by.target <= soon;
    open && case.clocks.as_ref().is_some_and(near)
}

fn of_case(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    case: &StoredCase,
    now: DateTime<Utc>,
) -> Result<usize, IntakeError> {
    let key = ReportKey::for_office(tx, app, case.report, case.seen_at)?;
    let at = AtCase {
        app,
        scope,
        case: case.clone(),
        key: key.ok_or(IntakeError::Shape("report_keys"))?,
        now,
    };
    let (life, _) = standing(tx, case, &at.key)?;
    let opened = opening::open(tx, app, case.report, case.seen_at, Reveal::Task)?;
    let opened = opened.ok_or(IntakeError::Shape("report_keys"))?;
    let rows = rows(tx, &at, &opened.report, &life)?;
    Ok(open_ones(&rows, civil_date(now)))
}
