//! Facts of a child that workers complete beside the reporter's words: each with who, when and from where.

pub mod complete;
pub mod open;

use uuid::Uuid;

use super::assessment::open::Written;
use super::at_case::AtCase;
use super::opening::{self, OpenedReport, ReportKey, Reveal};
use super::triage::may;
use super::{App, IntakeError, destinations};
use crate::domain::access::{Capability, Scope};
use crate::domain::completed_facts::{CompletedFacts, Completion, is_completed};
use crate::domain::lifecycle::LifeCycle;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::report::Subject;
use crate::domain::sensitive::debug_hidden;
use crate::domain::summary::CaseSummary;
use crate::store::Tx;
use crate::store::case_rows::StoredCase;
use crate::store::casebook::{self, Log};

/// What was completed of the child of a case, as its pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChildFacts {
    /// What was completed, the oldest first.
    pub written: Vec<Written<Completion>>,
    /// Whether this person may complete more.
    pub completes: bool,
    /// Who answers for the home as it is known now, where that is not the office that has the case.
    pub elsewhere: Option<Elsewhere>,
}

/// Another office that answers for a child's home. It tells where the child lives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Elsewhere {
    /// Its county.
    pub county: CountyCode,
    /// It; `None` where that county has none in this installation.
    pub office: Option<OfficeId>,
}

debug_hidden!(Elsewhere);

/// What was completed of the child of `case`, of each fact the newest.
///
/// # Errors
/// [`IntakeError`] of the store, or when a row does not open.
pub(super) fn newest(tx: &mut Tx<'_>, key: &ReportKey, case: Uuid) -> Result<CompletedFacts, IntakeError> {
    Ok(newest_of(&written(tx, key, case)?))
}

/// The report of `case` as `office` may read it, with what was completed of the child of this case. `None` when it is absent or
/// that office holds no case of it.
///
/// # Errors
/// As [`opening::open`].
pub(super) fn opened(
    tx: &mut Tx<'_>,
    app: &App,
    case: &StoredCase,
    office: OfficeId,
    reveal: Reveal,
) -> Result<Option<OpenedReport>, IntakeError> {
    let Some(key) = ReportKey::for_office(tx, app, case.report, office)? else {
        return Ok(None);
    };
    let Some(mut opened) = opening::open(tx, app, case.report, office, reveal)? else {
        return Ok(None);
    };
    opened.completed = newest(tx, &key, case.id)?;
    Ok(Some(opened))
}

/// What was completed, row by row for the page of `case`, which stands at `life`; `opened`, its report, gets the newest of each fact.
///
/// # Errors
/// As [`newest`].
pub(super) fn in_case(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    (case, key): (&StoredCase, &ReportKey),
    opened: &mut OpenedReport,
    life: &LifeCycle,
) -> Result<ChildFacts, IntakeError> {
    let written = written(tx, key, case.id)?;
    opened.completed = newest_of(&written);
    let completes = case.subject != Subject::Unborn
        && is_completed(life.status())
        && may(scope, Capability::Register, case);
    let elsewhere = if completes {
        elsewhere(app, case, opened)?
    } else {
        None
    };
    Ok(ChildFacts {
        written,
        completes,
        elsewhere,
    })
}

/// What was completed of the child of `case`, the oldest first.
///
/// # Errors
/// As [`newest`].
pub(super) fn written(
    tx: &mut Tx<'_>,
    key: &ReportKey,
    case: Uuid,
) -> Result<Vec<Written<Completion>>, IntakeError> {
    casebook::entries(tx, Log::Facts, case)?
        .into_iter()
        .map(|entry| {
            Ok(Written {
                author: entry.author,
                at: entry.at,
                what: key.json(&entry.body, Log::Facts.table(), entry.id, "body")?,
            })
        })
        .collect()
}

/// Of each fact the newest of what was `written`, the oldest first.
pub(super) fn newest_of(written: &[Written<Completion>]) -> CompletedFacts {
    written.iter().fold(CompletedFacts::default(), |known, one| {
        known.then(one.what.facts.clone())
    })
}

/// Who answers for the home that was completed, where that is another office than the one of `case`. Nothing moves by it.
fn elsewhere(app: &App, case: &StoredCase, opened: &OpenedReport) -> Result<Option<Elsewhere>, IntakeError> {
    let completed = &opened.completed;
    let tells_where = completed.municipality.is_some() || completed.postal_code.is_some();
    let mut report = opened.report.clone();
    let child = match case.subject {
        Subject::Child(index) => report.children.get_mut(index),
        Subject::Unborn => None,
    };
    let (Some(child), Some(known), true) = (child, opened.known(case.subject), tells_where) else {
        return Ok(None);
    };
    child.identity = known;
    if completed.language.is_some() {
        child.facts.language.clone_from(&completed.language);
    }
    let to = destinations::of_one(app, &report, case.subject)?.decision;
    let is_another = to
        .office
        .map_or(to.county != case.county, |office| office != case.office);
    Ok(is_another.then_some(Elsewhere {
        county: to.county,
        office: to.office,
    }))
}

/// Whether the child of the case is protected: who they are and where they live is sealed apart from the case, so nothing of that
/// may be completed under the key of the case.
fn is_protected(at: &AtCase<'_>, opened: &OpenedReport) -> Result<bool, IntakeError> {
    let summary: CaseSummary = at.key.json(&at.case.summary, "cases", at.case.id, "summary")?;
    Ok(summary.protected || opened.known(at.case.subject).is_none())
}
