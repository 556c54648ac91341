//! Finishes an assessment: a social worker signs what it came to, and its clock stops (LsL 26 § 4, K13).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Sheet;
use crate::domain::access::Capability;
use crate::domain::assessment::{Around, Draft, Lack, conclude};
use crate::domain::audit::Action;
use crate::domain::helsinki::civil_date;
use crate::domain::lifecycle::CaseStatus;
use crate::intake::App;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::notices;
use crate::intake::session::Session;
use crate::intake::triage::standing;
use crate::store::casebook::{self, Progress};
use crate::store::cases::EventKind;

/// Finishes the assessment of case `id` as `draft` says. `version` is the one of the case that the page showed. `false` for
/// a case that is absent or not theirs to finish.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn finish(
    app: &App,
    session: &Session,
    id: Uuid,
    draft: &Draft,
    version: i64,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<Lack>> {
    let (working, scope, draft) = (app.clone(), session.scope.clone(), draft.clone());
    app.store.write("finish_assessment", move |tx| {
        let what = (Capability::SignOff, Action::AssessmentFinished);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        if at.case.version != version {
            return Err(WorkError::Changed);
        }
        let (life, _) = standing(tx, &at.case, &at.key)?;
        if life.status() != CaseStatus::UnderAssessment {
            return Err(WorkError::NotNow(life.status()));
        }
        let today = civil_date(now);
        let opened = at.report(tx)?;
        let rows = notices::rows(tx, &at, &opened.report, &life)?;
        let joined = notices::joined_untold(tx, &at)?;
        let social_workers = casebook::social_workers(tx, at.case.office)?;
        let around = Around {
            open_notices: notices::open_ones(&rows, today) + joined.len(),
            responsible: social_workers
                .iter()
                .any(|colleague| Some(colleague.id) == at.case.assignee),
            today,
        };
        let conclusion = draft.check(&life, around).map_err(WorkError::Lacks)?;
        let life = conclude(life, &conclusion, at.signature())?;
        if !at.change(tx, &life, at.case.assignee, false)? {
            return Err(WorkError::Changed);
        }
        let stored = casebook::assessment(tx, at.case.id)?;
        let mut sheet = Sheet::of(&stored, &at.key, at.case.id)?;
        let progress = Progress {
            started_on: life.start_clock_stopped_on(),
            completed_on: life.complete_clock_stopped_on(),
            start_delay: conclusion.start_delay.as_ref().map(|delay| delay.cause),
            complete_delay: conclusion.complete_delay.as_ref().map(|delay| delay.cause),
        };
        sheet.conclusion = Some(conclusion.clone());
        let body = at.seal(&sheet, "assessments", at.case.id, "body")?;
        if !casebook::put_assessment(tx, &at.case, stored.version, &body, Some(&progress))? {
            return Err(WorkError::Changed);
        }
        at.tell(
            tx,
            EventKind::AssessmentFinished,
            Action::AssessmentFinished,
            Some(&conclusion),
        )?;
        Ok(true)
    })
}
