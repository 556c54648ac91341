//! Triage: what an intake worker proposes and a social worker signs (LsL 26 § 2–4), as one step from the queue.
//!
//! An intake worker's triage is a proposal; a social worker's is proposal and signature in one. Nothing is chosen
//! beforehand, and nothing here judges: the rules only say what must be told with a choice.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::codes::code_list;
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
    /// When help was called for, where it is needed now (UTC).
    pub called_at: Option<DateTime<Utc>>,
    /// Handled as a contact, whether the child needs special support, so that the days of SHL 36 § 3 bind (L14).
    pub special_support: bool,
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
            called_at: self.called_at,
            special_support: self.special_support,
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
    /// When help was called for (UTC), if it was told.
    pub called_at: Option<DateTime<Utc>>,
    /// Whether the child needs special support.
    pub special_support: bool,
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
        match &reason {
            Err(_) => lacks.push(Lack::ReasonText),
            Ok(None) if decision.is_some_and(Decision::needs_reason) => lacks.push(Lack::Reason),
            Ok(_) => {}
        }
        match (urgency, decision, reason) {
            (Some(urgency), Some(decision), Ok(reason)) if lacks.is_empty() => Ok(Triaged {
                urgency,
                decision,
                ground,
                reason,
                called_at: self.called_at.filter(|_| new_emergency),
                special_support: self.special_support && decision == Decision::SocialWelfareContact,
            }),
            _ => Err(lacks),
        }
    }
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

/// Carries `triaged` out, signed `by`: the urgency, unless it is signed, then the decision. `expected` is the day on
/// which a birth is expected.
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
    match triaged.decision {
        Decision::StartAssessment => life.start_assessment(civil_date(by.at), by),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lifecycle::CaseKind;

    fn now() -> DateTime<Utc> {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    fn received(kind: CaseKind) -> LifeCycle {
        LifeCycle::received(kind, "2026-11-19T08:00:00Z".parse().unwrap())
    }

    fn by(social_worker: bool) -> Signature {
        Signature {
            actor: Uuid::from_u128(1),
            social_worker,
            at: now(),
        }
    }

    fn draft(urgency: Urgency, decision: Decision, reason: &str) -> Draft {
        Draft {
            urgency: Some(urgency),
            decision: Some(decision),
            reason: reason.to_owned(),
            ground: Some(Ground::RecentAssessment),
            ..Draft::default()
        }
    }

    #[test]
    fn nothing_is_chosen_beforehand_and_all_that_lacks_is_told_at_once() {
        let life = received(CaseKind::ChildWelfare);
        let lacks = Draft::default().check(&life, now()).unwrap_err();
        assert_eq!(lacks, [Lack::Urgency, Lack::Decision]);
        let lacks = draft(Urgency::Now, Decision::ObviouslyUnnecessary, " ").check(&life, now());
        assert_eq!(lacks.unwrap_err(), [Lack::CalledAt, Lack::Reason]);
        let mut unnamed = draft(Urgency::Urgent, Decision::ObviouslyUnnecessary, "Syy.");
        unnamed.ground = None;
        assert_eq!(unnamed.check(&life, now()).unwrap_err(), [Lack::Ground]);
        let mut late = draft(Urgency::Now, Decision::StartAssessment, "");
        late.called_at = Some(now() + chrono::TimeDelta::minutes(1));
        assert_eq!(late.check(&life, now()).unwrap_err(), [Lack::CalledInFuture]);
    }

    #[test]
    fn each_decision_leads_where_it_says() {
        for (decision, status) in [
            (Decision::StartAssessment, CaseStatus::UnderAssessment),
            (Decision::ExistingClient, CaseStatus::WithOwnWorker),
            (Decision::SocialWelfareContact, CaseStatus::HandledAsContact),
            (Decision::ObviouslyUnnecessary, CaseStatus::NoAssessment),
            (Decision::NotYet, CaseStatus::Triaged),
            (Decision::Transfer, CaseStatus::Triaged),
            (Decision::Join, CaseStatus::Triaged),
        ] {
            let life = received(CaseKind::ChildWelfare);
            let triaged = draft(Urgency::NotUrgent, decision, "Syy.")
                .check(&life, now())
                .unwrap();
            let after = carry_out(life, &triaged, None, by(true)).unwrap();
            assert_eq!(after.status(), status);
        }
        let life = received(CaseKind::Prenatal);
        let triaged = draft(Urgency::Urgent, Decision::AwaitBirth, "")
            .check(&life, now())
            .unwrap();
        let after = carry_out(life, &triaged, None, by(true)).unwrap();
        assert_eq!(after.status(), CaseStatus::AwaitingBirth);
    }

    #[test]
    fn the_judgement_is_a_social_workers() {
        let life = received(CaseKind::ChildWelfare);
        let triaged = draft(Urgency::NotUrgent, Decision::NotYet, "Kysytään lisää.").check(&life, now());
        let refused = carry_out(life, &triaged.unwrap(), None, by(false)).unwrap_err();
        assert_eq!(refused.as_str(), "social_worker_only");
    }

    #[test]
    fn an_unborn_childs_case_gets_no_decision_of_a_born_one() {
        let unborn = received(CaseKind::Prenatal);
        let born = received(CaseKind::ChildWelfare);
        for decision in Decision::ALL {
            let open = |life: &LifeCycle| {
                draft(Urgency::Urgent, decision, "Syy.")
                    .check(life, now())
                    .is_ok()
            };
            let both = matches!(
                decision,
                Decision::SocialWelfareContact | Decision::Transfer | Decision::Join | Decision::NotYet
            );
            assert_eq!(open(&unborn), both || decision == Decision::AwaitBirth);
            assert_eq!(open(&born), both || decision != Decision::AwaitBirth);
        }
    }

    #[test]
    fn a_signed_urgency_stands_and_only_the_decision_is_asked() {
        let first = draft(Urgency::Urgent, Decision::NotYet, "Kysytään lisää.");
        let life = received(CaseKind::ChildWelfare);
        let triaged = first.check(&life, now()).unwrap();
        let life = carry_out(life, &triaged, None, by(true)).unwrap();
        let mut second = draft(Urgency::Now, Decision::StartAssessment, "");
        second.urgency = None;
        let triaged = second.check(&life, now()).unwrap();
        assert_eq!((triaged.urgency, triaged.called_at), (Urgency::Urgent, None));
        let life = carry_out(life, &triaged, None, by(true)).unwrap();
        assert_eq!(life.status(), CaseStatus::UnderAssessment);
    }
}
