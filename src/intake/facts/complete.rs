//! Completes facts of the child of a case: the report stays as it is, and the lists, the search and the match of the same child
//! follow what is known now.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::is_protected;
use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::completed_facts::{Draft, Lack, is_completed};
use crate::domain::helsinki::civil_date;
use crate::domain::person::ChildIdentity;
use crate::domain::report::Subject;
use crate::domain::summary::CaseSummary;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::intake::{App, IntakeError, child_index};
use crate::store::casebook::{self, Log, NewEntry};
use crate::store::cases::EventKind;
use crate::store::clocks;

/// Stores the facts of `draft` beside the report of case `id`. `version` is the one of the case that the page showed. `false`
/// for a case that is absent, not theirs to work on, or about an unborn child.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn complete(
    app: &App,
    session: &Session,
    id: Uuid,
    draft: &Draft,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope, draft) = (app.clone(), session.scope.clone(), draft.clone());
    app.store.write("complete_facts", move |tx| {
        let what = (Capability::Register, Action::FactsCompleted);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let Subject::Child(index) = at.case.subject else {
            return Ok(false);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if !is_completed(life.status()) {
            return Err(WorkError::NotNow(life.status()));
        }
        let opened = at.report(tx)?;
        let is_protected = is_protected(&at, &opened)?;
        let nobody = ChildIdentity::default();
        // Of a protected child this is empty: what the summary knows of them stays.
        let told = opened.report.children.get(index);
        let told = told.map_or(&nobody, |child| &child.identity);
        let completion = draft.check(&opened.completed.over(told), is_protected, civil_date(now));
        let completion = completion.map_err(WorkError::Lacks)?;
        let mut summary: CaseSummary = at.key.json(&at.case.summary, "cases", at.case.id, "summary")?;
        let completed = opened.completed.clone().then(completion.facts.clone());
        summary.complete(&completed.over(told));
        let sealed = at.seal(&summary, "cases", at.case.id, "summary")?;
        if !clocks::change_summary(tx, &at.case, &sealed)? {
            return Err(WorkError::Changed);
        }
        let row = working.ids.uuid();
        let entry = NewEntry {
            id: row,
            author: scope.staff.0,
            at: now,
            body: at.seal(&completion, Log::Facts.table(), row, "body")?,
        };
        casebook::insert(tx, Log::Facts, &at.case, &entry)?;
        if !child_index::renew(tx, &working, &at.case, (at.case.county, at.case.office))? {
            return Err(IntakeError::Shape("report_keys").into());
        }
        at.tell(tx, EventKind::FactsCompleted, Action::FactsCompleted, Some(&row))?;
        Ok(true)
    })
}
