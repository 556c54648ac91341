//! Triage: what an intake worker proposes and a social worker signs (LsL 26 § 2–4), as one step from the queue.
//!
//! An intake worker's triage is a proposal; a social worker's is proposal and signature in one. Nothing is chosen
//! beforehand but the reasons that the report itself names by code (`coding`), and nothing here judges: the rules only say
//! what must be told with a choice.

pub mod coding;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::assessment::{Delay, DelayCause, started_late};
use super::codes::{Reason, code_list};
use super::contact::Typed;
use super::deadline::{Clocks, Standing};
use super::helsinki::civil_date;
use super::lifecycle::{CaseState, CaseStatus, LifeCycle, Refusal, Signature, Urgency};
use super::text::Text;

/// The longest reason, in characters.
pub const LONGEST: usize = 5_000;

code_list! {
    /// What becomes of a case at triage.
    Decision, "triage_decision", {
        /// The service-need assessment starts (LsL 26 § 3).
        StartAssessment = "start_assessment",
        /// The child is a client already: to its own worker.
        ExistingClient = "existing_client",
        /// Handled as a contact with social welfare (SHL 35 §).
        SocialWelfareContact = "social_welfare_contact",
        /// An assessment is obviously unnecessary (LsL 26 § 3); why is demanded (L12).
        ObviouslyUnnecessary = "obviously_unnecessary",
        /// To another office or county; to which and why is told on a page of its own, and until it is taken nothing is decided.
        Transfer = "transfer",
        /// The same child has a case already, in which this one goes on; which one is told on a page of its own, and until then
        /// nothing is decided.
        Join = "join",
        /// Of an unborn child: the rest waits for the birth (LsL 25 c §).
        AwaitBirth = "await_birth",
        /// Nothing is decided yet; the case stays in the queue with its date.
        NotYet = "not_yet",
    }
}

code_list! {
    /// Why an assessment is obviously unnecessary, to be counted; the reason in words stands beside it.
    Ground, "unneeded_ground", {
        /// The child's need was assessed lately, and nothing has changed.
        RecentAssessment = "recent_assessment",
        /// The same matter is assessed already.
        KnownMatter = "known_matter",
        /// What is told is no matter of a child's need.
        NoChildNeed = "no_child_need",
        /// Something else.
        Other = "other",
    }
}

impl Decision {
    /// The decisions that a case of a child who is, or is not yet, born may get.
    pub fn open_to(unborn: bool) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |decision| match decision {
            Self::StartAssessment | Self::ExistingClient | Self::ObviouslyUnnecessary => !unborn,
            Self::AwaitBirth => unborn,
            Self::SocialWelfareContact | Self::Transfer | Self::Join | Self::NotYet => true,
        })
    }

    /// Whether it must be told why. A started assessment, a wait for the birth and a join explain themselves; a transfer is
    /// explained to the receiver.
    pub const fn needs_reason(self) -> bool {
        !matches!(
            self,
            Self::StartAssessment | Self::AwaitBirth | Self::Transfer | Self::Join
        )
    }
}

/// A triage as it was filled in and holds together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triaged {
    /// How urgent the need is.
    pub urgency: Urgency,
    /// What becomes of the case.
    pub decision: Decision,
    /// Why an assessment is obviously unnecessary.
    #[serde(default)]
    pub ground: Option<Ground>,
    /// Why.
    pub reason: Option<Text>,
    /// The reasons of the report by list 1251, in the order of the list (document E).
    #[serde(default)]
    pub reasons: Vec<Reason>,
    /// When help was called for, where it is needed now (UTC).
    pub called_at: Option<DateTime<Utc>>,
    /// Handled as a contact, whether the child needs special support, so that the days of SHL 36 § 3 bind (L14).
    pub special_support: bool,
    /// The civil date in Finland on which the assessment started, where it was told (K13); else it is the day of the signature.
    #[serde(default)]
    pub started_on: Option<NaiveDate>,
    /// Why it started late, if it was told; [`DelayCause::Other`] stands in the reason.
    #[serde(default)]
    pub start_delay: Option<DelayCause>,
}

impl Triaged {
    /// The same as it would be typed, to be checked once more before it is signed.
    pub fn as_draft(&self) -> Draft {
        let reason = self.reason.as_ref();
        Draft {
            urgency: Some(self.urgency),
            decision: Some(self.decision),
            ground: self.ground,
            reason: reason.map(|text| text.expose().to_owned()).unwrap_or_default(),
            reasons: self.reasons.clone(),
            called_at: self.called_at,
            special_support: self.special_support,
            started_on: self.started_on.map_or(Typed::Nothing, Typed::Value),
            start_delay: self.start_delay,
        }
    }
}

/// A triage that waits for a social worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is proposed.
    pub triaged: Triaged,
    /// Who proposes it.
    pub by: Uuid,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// What lacks in a triage, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No urgency is chosen.
    Urgency,
    /// No decision is chosen, or one that this case cannot get.
    Decision,
    /// No ground is chosen of an assessment's being unnecessary.
    Ground,
    /// The decision must be told why.
    Reason,
    /// The reason is longer than [`LONGEST`] characters or no text.
    ReasonText,
    /// Help is needed now: when was it called for?
    CalledAt,
    /// The call would lie in the future.
    CalledInFuture,
    /// The day of the start is none.
    StartedOn,
    /// It would lie in the future.
    StartedInFuture,
    /// It would lie before the case was pending.
    StartedBeforeArrival,
}

/// A triage as it was typed; anything may lack.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The urgency, if one was chosen.
    pub urgency: Option<Urgency>,
    /// The decision, if one was chosen.
    pub decision: Option<Decision>,
    /// The ground, if one was chosen.
    pub ground: Option<Ground>,
    /// The reason to the letter.
    pub reason: String,
    /// The reasons of the report that were ticked, in any order.
    pub reasons: Vec<Reason>,
    /// When help was called for (UTC), if it was told.
    pub called_at: Option<DateTime<Utc>>,
    /// Whether the child needs special support.
    pub special_support: bool,
    /// The civil date in Finland on which the assessment started, if another one than today was told.
    pub started_on: Typed<NaiveDate>,
    /// Why it started late, if it was told.
    pub start_delay: Option<DelayCause>,
}

impl Draft {
    /// Checks it for `life` at `now`. A case whose urgency is signed already keeps it, whatever was chosen.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(&self, life: &LifeCycle, now: DateTime<Utc>) -> Result<Triaged, Vec<Lack>> {
        let mut lacks = Vec::new();
        let urgency = signed_urgency(life).or(self.urgency);
        let decision = self
            .decision
            .filter(|decision| Decision::open_to(life.is_unborn()).any(|open| open == *decision));
        let reason = Text::parse(&self.reason, LONGEST);
        lacks.extend(urgency.is_none().then_some(Lack::Urgency));
        let new_emergency = urgency == Some(Urgency::Now) && signed_urgency(life).is_none();
        match self.called_at {
            None if new_emergency => lacks.push(Lack::CalledAt),
            Some(at) if at > now => lacks.push(Lack::CalledInFuture),
            _ => {}
        }
        lacks.extend(decision.is_none().then_some(Lack::Decision));
        let ground = self
            .ground
            .filter(|_| decision == Some(Decision::ObviouslyUnnecessary));
        if decision == Some(Decision::ObviouslyUnnecessary) && ground.is_none() {
            lacks.push(Lack::Ground);
        }
        let (started_on, start_delay) = if decision == Some(Decision::StartAssessment) {
            self.start(life, civil_date(now))
        } else {
            (Ok(None), None)
        };
        let untold = decision.is_some_and(Decision::needs_reason) || start_delay == Some(DelayCause::Other);
        match &reason {
            Err(_) => lacks.push(Lack::ReasonText),
            Ok(None) if untold => lacks.push(Lack::Reason),
            Ok(_) => {}
        }
        lacks.extend(started_on.err());
        match (urgency, decision, reason) {
            (Some(urgency), Some(decision), Ok(reason)) if lacks.is_empty() => Ok(Triaged {
                urgency,
                decision,
                ground,
                reason,
                reasons: if life.is_unborn() {
                    Vec::new()
                } else {
                    coding::lowest(&self.reasons)
                },
                called_at: self.called_at.filter(|_| new_emergency),
                special_support: self.special_support && decision == Decision::SocialWelfareContact,
                started_on: started_on.ok().flatten(),
                start_delay,
            }),
            _ => Err(lacks),
        }
    }

    /// The day on which the assessment started, and why it did so late, if it did.
    fn start(
        &self,
        life: &LifeCycle,
        today: NaiveDate,
    ) -> (Result<Option<NaiveDate>, Lack>, Option<DelayCause>) {
        let started_on = match self.started_on {
            Typed::Nothing => Ok(None),
            Typed::Unreadable => Err(Lack::StartedOn),
            Typed::Value(day) if day > today => Err(Lack::StartedInFuture),
            Typed::Value(day) if life.pending_since().is_some_and(|since| day < since) => {
                Err(Lack::StartedBeforeArrival)
            }
            Typed::Value(day) => Ok(Some(day)),
        };
        let day = started_on.ok().flatten().unwrap_or(today);
        let late = starts_late(life.clocks().as_ref(), day);
        (started_on, self.start_delay.filter(|_| late))
    }
}

/// Whether an assessment that starts on that civil date does so after the last lawful day.
pub fn starts_late(clocks: Option<&Clocks>, on: NaiveDate) -> bool {
    clocks.is_some_and(|clocks| clocks.start_by.standing(on) == Standing::Late)
}

/// The urgency that a social worker has signed; `None` while nobody has.
pub const fn signed_urgency(life: &LifeCycle) -> Option<Urgency> {
    match life.state() {
        CaseState::Triaged { triage, .. } => Some(triage.urgency),
        _ => None,
    }
}

/// Whether a case that stands there can be triaged.
pub const fn is_open(status: CaseStatus) -> bool {
    matches!(status, CaseStatus::Received | CaseStatus::Triaged)
}

/// Carries `triaged` out, signed `by`: the urgency, unless it is signed, the reasons of a born child's report, then the
/// decision. `expected` is the day on which a birth is expected.
///
/// # Errors
/// [`Refusal`], the first of the steps; then nothing has changed.
pub fn carry_out(
    life: LifeCycle,
    triaged: &Triaged,
    expected: Option<NaiveDate>,
    by: Signature,
) -> Result<LifeCycle, Refusal> {
    let life = if signed_urgency(&life).is_some() {
        life
    } else {
        life.sign_off_urgency(triaged.urgency, by)?
    };
    let life = if life.is_unborn() {
        life
    } else {
        life.coded_as(triaged.reasons.clone())
    };
    match triaged.decision {
        Decision::StartAssessment => {
            let started_on = triaged.started_on.unwrap_or_else(|| civil_date(by.at));
            let life = life.start_assessment(started_on, by)?;
            let late = triaged.start_delay.filter(|_| started_late(&life));
            Ok(match late {
                Some(cause) => life.started_late_for(told(cause, triaged.reason.as_ref())),
                None => life,
            })
        }
        Decision::ExistingClient => life.hand_to_own_worker(None, by),
        Decision::SocialWelfareContact => life.handle_as_contact(triaged.special_support, by),
        Decision::ObviouslyUnnecessary => match triaged.reason.clone() {
            Some(reason) => life.decide_no_assessment(reason, by),
            // `Draft::check` lets none through without one; a proposal that did is left undecided, not lost.
            None => Ok(life),
        },
        Decision::AwaitBirth => life.await_birth(expected, by),
        Decision::NotYet | Decision::Transfer | Decision::Join => Ok(life),
    }
}

/// Why an assessment started late; another cause than those of the list is told in the reason.
fn told(cause: DelayCause, reason: Option<&Text>) -> Delay {
    let text = reason.filter(|_| cause == DelayCause::Other).cloned();
    Delay { cause, text }
}

#[cfg(test)]
mod tests;
