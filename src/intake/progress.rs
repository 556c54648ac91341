//! How far the work on a case is, as its page shows it in a few lines.

use chrono::{DateTime, NaiveDate, Utc};

use super::at_case::AtCase;
use super::hand_out::{self, HandOut};
use super::opening::{OpenedReport, ReportKey};
use super::{App, IntakeError, notices, triage};
use crate::domain::access::{Capability, Scope};
use crate::domain::assessment::Stopped;
use crate::domain::birth;
use crate::domain::helsinki::civil_date;
use crate::domain::lifecycle::{CaseStatus, LifeCycle};
use crate::domain::notice::About;
use crate::domain::social_contact;
use crate::store::case_rows::StoredCase;
use crate::store::{Tx, children, joins};

/// How far the work on a case is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Whether this person may work on it: else its further pages do not exist for them.
    pub works: bool,
    /// The days on which its clocks stopped.
    pub stopped: Stopped,
    /// How many people are to be told of the report.
    pub notices: usize,
    /// How many of them still are.
    pub open_notices: usize,
    /// How many are still to be told that the child has become a client of child welfare.
    pub open_relationship: usize,
    /// It is, or was, handled as a contact with social welfare.
    pub contact: bool,
    /// Of a contact that is not finished: whether the child needs special support.
    pub special_support: Option<bool>,
    /// It waits for a birth.
    pub awaits_birth: bool,
    /// The day on which that is expected.
    pub expected: Option<NaiveDate>,
    /// The day on which the child was born, where the case waited for it.
    pub born_on: Option<NaiveDate>,
    /// That it was copied into the county's client system, the last time.
    pub handed_out: Option<HandOut>,
}

/// The progress of `case`, whose report is `opened`, for the person of `scope`.
pub(super) fn of(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    case: &StoredCase,
    opened: &OpenedReport,
    now: DateTime<Utc>,
) -> Result<Progress, IntakeError> {
    let key = ReportKey::for_office(tx, app, case.report, case.seen_at)?;
    let at = AtCase {
        app,
        scope,
        case: case.clone(),
        key: key.ok_or(IntakeError::Shape("report_keys"))?,
        now,
    };
    let (life, _) = triage::standing(tx, case, &at.key)?;
    let rows = notices::rows(tx, &at, &opened.report, &life)?;
    let (notices, open_notices) = notices::count(&rows, About::Report, civil_date(now));
    let (_, open_relationship) = notices::count(&rows, About::Relationship, civil_date(now));
    Ok(Progress {
        works: triage::may(scope, Capability::Register, case),
        stopped: stopped(tx, app, scope, case, &life)?,
        notices,
        open_notices,
        open_relationship,
        contact: social_contact::is_contact(&life),
        special_support: social_contact::special_support(&life),
        awaits_birth: life.status() == CaseStatus::AwaitingBirth,
        expected: birth::expected(&life),
        born_on: born_on(&life),
        handed_out: hand_out::of_case(tx, &at)?.pop(),
    })
}

/// The days on which the clocks of `case`, which stands at `life`, stopped. Those of a joined case go on in the one that
/// carries it and stop with that one's: of the carrying case these days alone are read, which are the joined one's too.
///
/// # Errors
/// [`IntakeError`].
pub(super) fn stopped(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    case: &StoredCase,
    life: &LifeCycle,
) -> Result<Stopped, IntakeError> {
    if !case.is_joined() {
        return Ok(Stopped::of(life));
    }
    let carrier = joins::carrier_of(tx, case.id)?;
    let (mut found, _) = children::cases_of(tx, scope, &[carrier])?;
    let Some(carrying) = found.pop() else {
        return Ok(Stopped::default());
    };
    let key = ReportKey::for_office(tx, app, carrying.report, carrying.office)?;
    let key = key.ok_or(IntakeError::Shape("report_keys"))?;
    let (life, _) = triage::standing(tx, &carrying, &key)?;
    Ok(Stopped::of(&life))
}

fn born_on(life: &LifeCycle) -> Option<NaiveDate> {
    life.birth().map(|birth| birth.born_on)
}
