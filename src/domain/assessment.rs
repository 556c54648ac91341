//! The assessment of a case: its tasks, and what it comes to in the end (LsL 26 §, 27 §; K13, L13–L15).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codes::code_list;
use super::contact::Typed;
use super::deadline::Standing;
use super::lifecycle::{CaseState, CaseStatus, LifeCycle, Outcome, Refusal, Signature};
use super::text::Text;

/// The longest reason, note or summary, in characters.
pub const LONGEST: usize = 20_000;
/// The longest explanation of a delay, in characters.
pub const LONGEST_DELAY: usize = 2_000;

code_list! {
    /// A task of an assessment that a worker marks by hand. That guardians are told and that the urgent need is assessed
    /// follows from what is written down of them.
    Task, "assessment_task", {
        /// The child was met.
        MetChild = "met_child",
        /// Further facts from the reporter.
        ReporterFacts = "reporter_facts",
        /// Facts from other parties.
        OtherParties = "other_parties",
        /// The summary.
        Summary = "summary",
    }
}

code_list! {
    /// How far a task is.
    TaskStatus, "task_status", {
        /// Not begun.
        NotStarted = "not_started",
        /// Begun.
        UnderWay = "under_way",
        /// Done.
        Done = "done",
        /// Not needed in this case.
        NotNeeded = "not_needed",
    }
}

code_list! {
    /// Why an assessment started or was ready too late.
    DelayCause, "delay_cause", {
        /// Too few workers.
        Staff = "staff",
        /// The family could not be reached.
        NotReached = "not_reached",
        /// The family asked for it or could not come.
        Family = "family",
        /// Facts from others were waited for.
        OtherParties = "other_parties",
        /// No interpreter was to be had.
        Interpreter = "interpreter",
        /// The case came from another office or county.
        Transfer = "transfer",
        /// Something else, told in words.
        Other = "other",
    }
}

/// How far the tasks are. One that is not among them is not begun.
pub type Tasks = BTreeMap<Task, TaskStatus>;

/// Why something was late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    /// By the list.
    pub cause: DelayCause,
    /// In words; demanded for [`DelayCause::Other`].
    pub text: Option<Text>,
}

/// What an assessment came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// The outcome.
    pub outcome: Outcome,
    /// The civil date in Finland on which it was ready (K13).
    pub completed_on: NaiveDate,
    /// Why.
    pub reason: Text,
    /// Why it started late, if it did.
    pub start_delay: Option<Delay>,
    /// Why it was ready late, if it was.
    pub complete_delay: Option<Delay>,
}

/// What lacks in a conclusion, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Somebody is still to be told of the report: nothing is finished before (I7).
    OpenNotices,
    /// No social worker answers for the child (LsL 13 b §).
    Responsible,
    /// No outcome is chosen.
    Outcome,
    /// The date is none.
    On,
    /// The date lies in the future.
    OnInFuture,
    /// The date lies before the start.
    OnBeforeStart,
    /// The reason lacks, is too long or no text.
    Reason,
    /// Why it started late is not chosen, or must be told in words.
    StartDelay,
    /// Why it was ready late is not chosen, or must be told in words.
    CompleteDelay,
}

/// Why something was late, as it was filled in.
#[derive(Clone, Default)]
pub struct DelayDraft {
    /// By the list.
    pub cause: Option<DelayCause>,
    /// To the letter.
    pub text: String,
}

impl DelayDraft {
    /// The cause with its text; `None` where something lacks.
    pub(super) fn check(&self) -> Option<Delay> {
        let text = Text::parse(&self.text, LONGEST_DELAY).ok()?;
        let cause = self.cause?;
        (cause != DelayCause::Other || text.is_some()).then_some(Delay { cause, text })
    }
}

/// A conclusion as it was filled in; anything may lack.
#[derive(Clone, Default)]
pub struct Draft {
    /// The outcome.
    pub outcome: Option<Outcome>,
    /// When it was ready.
    pub completed_on: Typed<NaiveDate>,
    /// Why, to the letter.
    pub reason: String,
    /// Why it started late.
    pub start_delay: DelayDraft,
    /// Why it was ready late.
    pub complete_delay: DelayDraft,
}

/// What must hold beside the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// How many people are still to be told of the report.
    pub open_notices: usize,
    /// Whether a social worker answers for the child.
    pub responsible: bool,
    /// The present civil date in Finland.
    pub today: NaiveDate,
}

impl Draft {
    /// Checks it for an assessment that stands at `life`.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(&self, life: &LifeCycle, around: Around) -> Result<Conclusion, Vec<Lack>> {
        let mut lacks = Vec::new();
        lacks.extend((around.open_notices > 0).then_some(Lack::OpenNotices));
        lacks.extend((!around.responsible).then_some(Lack::Responsible));
        lacks.extend(self.outcome.is_none().then_some(Lack::Outcome));
        let completed_on = match self.completed_on {
            Typed::Value(on) if on > around.today => Err(Lack::OnInFuture),
            Typed::Value(on) if life.start_clock_stopped_on().is_some_and(|start| on < start) => {
                Err(Lack::OnBeforeStart)
            }
            Typed::Value(on) => Ok(on),
            Typed::Nothing | Typed::Unreadable => Err(Lack::On),
        };
        lacks.extend(completed_on.err());
        let reason = Text::parse(&self.reason, LONGEST).ok().flatten();
        lacks.extend(reason.is_none().then_some(Lack::Reason));
        let told = life.start_delay().filter(|_| started_late(life)).cloned();
        let start_delay = asks_start_delay(life).then(|| self.start_delay.check());
        lacks.extend((start_delay == Some(None)).then_some(Lack::StartDelay));
        let late = completed_on.is_ok_and(|on| completes_late(life, on));
        let complete_delay = late.then(|| self.complete_delay.check());
        lacks.extend((complete_delay == Some(None)).then_some(Lack::CompleteDelay));
        match (self.outcome, completed_on, reason) {
            (Some(outcome), Ok(completed_on), Some(reason)) if lacks.is_empty() => Ok(Conclusion {
                outcome,
                completed_on,
                reason,
                start_delay: start_delay.flatten().or(told),
                complete_delay: complete_delay.flatten(),
            }),
            _ => Err(lacks),
        }
    }
}

/// Whether the assessment started after the last lawful day.
pub fn started_late(life: &LifeCycle) -> bool {
    let clocks = life.clocks().zip(life.start_clock_stopped_on());
    clocks.is_some_and(|(clocks, on)| clocks.start_by.standing(on) == Standing::Late)
}

/// Whether it is still to be told why: the triage did not say so.
pub fn asks_start_delay(life: &LifeCycle) -> bool {
    started_late(life) && life.start_delay().is_none()
}

/// Whether an assessment that is ready `on` that day is so after the last lawful day.
pub fn completes_late(life: &LifeCycle, on: NaiveDate) -> bool {
    life.clocks()
        .is_some_and(|clocks| clocks.complete_by.standing(on) == Standing::Late)
}

/// Finishes the assessment as `conclusion` says, signed `by`: both clocks stand still then (K13).
///
/// # Errors
/// [`Refusal`] of the step; then nothing has changed.
pub fn conclude(life: LifeCycle, conclusion: &Conclusion, by: Signature) -> Result<LifeCycle, Refusal> {
    life.record_outcome(conclusion.outcome, conclusion.completed_on, by)
}

/// Whether notes and tasks of a case that stands there are still written. Who is told is written down wherever it stands: the duty
/// ends with nothing else.
pub const fn is_written(status: CaseStatus) -> bool {
    !matches!(status, CaseStatus::Closed | CaseStatus::Joined)
}

/// Whether contacts of a case that stands there are still written: of a joined one too, with whom its own report names.
pub const fn takes_contacts(status: CaseStatus) -> bool {
    is_written(status) || matches!(status, CaseStatus::Joined)
}

/// The days on which the clocks of a case stopped (K13); `None` while one runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stopped {
    /// The start of the assessment, or the decision that there is none.
    pub start: Option<NaiveDate>,
    /// Its completion, or the decision that there is none.
    pub complete: Option<NaiveDate>,
}

impl Stopped {
    /// Those of `life`.
    pub fn of(life: &LifeCycle) -> Self {
        Self {
            start: life.start_clock_stopped_on(),
            complete: life.complete_clock_stopped_on(),
        }
    }
}

/// The outcome of a finished assessment.
pub const fn outcome_of(life: &LifeCycle) -> Option<Outcome> {
    match life.state() {
        CaseState::Assessed(assessed) | CaseState::Closed { assessed, .. } => Some(assessed.outcome),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
