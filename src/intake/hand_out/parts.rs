//! What the authority itself wrote down of a case, as it is handed out beside the report.

use crate::domain::completed_facts::Completion;
use crate::domain::contact::Contact;
use crate::domain::hand_out::{Completed, Known, Logged, Notice, Parts, SignedTriage, Work, people};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::text::Text;
use crate::intake::assessment::Sheet;
use crate::intake::assessment::open::{Written, written};
use crate::intake::at_case::AtCase;
use crate::intake::opening::OpenedReport;
use crate::intake::triage::standing;
use crate::intake::{IntakeError, notices};
use crate::store::casebook::{self, Log};
use crate::store::{Tx, restricted};

/// The authority's own parts of the case at hand, whose report may be handed out as far as it lies in `opened`, and of whose child
/// that was `completed`.
pub(super) fn of(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    opened: &OpenedReport,
    completed: Vec<Written<Completion>>,
) -> Result<Parts, IntakeError> {
    let case = &at.case;
    // What is only proposed is left where it lies.
    let (life, _) = standing(tx, case, &at.key)?;
    let signed = casebook::signed_triages(tx, case.id)?.into_iter().map(|event| {
        Ok(SignedTriage {
            triaged: at.key.json(&event.body, "case_events", event.id, "reason")?,
            by: event.author,
            at: event.at,
        })
    });
    let signed = signed.collect::<Result<_, IntakeError>>()?;
    let stored = casebook::assessment(tx, case.id)?;
    let rows = notices::rows(tx, at, &opened.report, &life)?;
    let mut names = notices::names(tx, &rows)?;
    names.extend(casebook::names(tx, &people(&life))?);
    let told = rows.iter().filter_map(|row| {
        let last = row.row.entries.last()?;
        Some(Notice::of(
            row.person,
            row.name(opened, case.subject),
            last,
            &names,
        ))
    });
    let social_workers = casebook::social_workers(tx, case.office)?;
    let social_workers = restricted::receivers(tx, at.scope, case, social_workers)?;
    let mut social_workers = social_workers.into_iter();
    let responsible = social_workers.find(|colleague| Some(colleague.id) == case.assignee);
    let completed = completed.into_iter();
    let completed = completed.map(|one| Completed::of(one.what, one.author, one.at));
    let known = Known {
        channel: opened.report.channel,
        signed,
        waits: case.in_queue && life.status() == CaseStatus::NoAssessment,
        conclusion: Sheet::of(&stored, &at.key, case.id)?.conclusion,
        responsible: responsible.map(|colleague| colleague.name),
        notices: told.collect(),
        completed: completed.collect(),
        log: log(tx, at)?,
        names,
    };
    Ok(Parts::of(&life, known))
}

/// Contacts and notes in the order in which they were written down.
fn log(tx: &mut Tx<'_>, at: &AtCase<'_>) -> Result<Vec<Logged>, IntakeError> {
    let contacts = written::<Contact>(tx, at, Log::Contacts)?.into_iter();
    let contacts = contacts.map(|(_, one)| Logged::of(one.what.into(), one.author, one.at));
    let notes = written::<Text>(tx, at, Log::Notes)?.into_iter();
    let notes = notes.map(|(_, one)| Logged::of(Work::Note { text: one.what }, one.author, one.at));
    let mut log: Vec<Logged> = contacts.chain(notes).collect();
    log.sort_by_key(|one| one.recorded_at);
    Ok(log)
}
