//! The states of a case and what each of them holds.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::codes::code_list;
use super::super::office::OfficeId;
use super::super::places::CountyCode;
use super::super::social_contact::Ending;
use super::super::text::Text;
use super::step::Signature;

code_list! {
    /// The state of a case by its code name.
    CaseStatus, "case_status", {
        /// Arrived; the urgent need is not signed off.
        Received = "received",
        /// The urgent need is signed off; what follows is not decided.
        Triaged = "triaged",
        /// The service-need assessment runs.
        UnderAssessment = "under_assessment",
        /// The assessment is ready.
        Assessed = "assessed",
        /// With the own worker of a child who is a client already.
        WithOwnWorker = "with_own_worker",
        /// Handled as a contact with social welfare.
        HandledAsContact = "handled_as_contact",
        /// Joined to another case of the same child.
        Joined = "joined",
        /// Offered to another office or county, which has not answered.
        Transferring = "transferring",
        /// An assessment was obviously unnecessary.
        NoAssessment = "no_assessment",
        /// Waits for a birth, without a child-welfare clock.
        AwaitingBirth = "awaiting_birth",
        /// Closed.
        Closed = "closed",
    }
}

code_list! {
    /// How urgent the child's or the expectant parents' need is, as assessed (LsL 26 § 2, SHL 36 § 1).
    Urgency, "triage_urgency", {
        /// Help is needed now.
        Now = "now",
        /// Help is needed soon.
        Urgent = "urgent",
        /// Nothing is urgent.
        NotUrgent = "not_urgent",
    }
}

code_list! {
    /// What a finished assessment came to.
    Outcome, "outcome", {
        /// The child becomes a client of child welfare (LsL 27 §).
        ChildWelfareClient = "child_welfare_client",
        /// The family gets other social services.
        SocialWelfareServices = "social_welfare_services",
        /// No services are needed.
        NoNeed = "no_need",
    }
}

impl CaseStatus {
    /// Whether there is still something to do to a case that stands there.
    pub const fn is_worked_on(self) -> bool {
        match self {
            Self::Received
            | Self::Triaged
            | Self::UnderAssessment
            | Self::Assessed
            | Self::Transferring
            | Self::HandledAsContact
            | Self::AwaitingBirth => true,
            Self::WithOwnWorker | Self::Joined | Self::NoAssessment | Self::Closed => false,
        }
    }
}

/// Where a case stands, with everything that was signed on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum CaseState {
    /// See [`CaseStatus::Received`].
    Received,
    /// See [`CaseStatus::Triaged`].
    Triaged {
        /// The urgency as signed off.
        triage: Triage,
        /// The last transfer that came back, if one did.
        returned: Option<Returned>,
    },
    /// See [`CaseStatus::UnderAssessment`].
    UnderAssessment(Assessment),
    /// See [`CaseStatus::Assessed`].
    Assessed(Assessed),
    /// See [`CaseStatus::Closed`].
    Closed {
        /// The assessment that was closed.
        assessed: Assessed,
        /// Who closed it.
        signed: Signature,
    },
    /// See [`CaseStatus::WithOwnWorker`].
    WithOwnWorker {
        /// The urgency as signed off.
        triage: Triage,
        /// The own worker, where Huoli knows them.
        worker: Option<Uuid>,
        /// Who handed the case over.
        signed: Signature,
    },
    /// See [`CaseStatus::HandledAsContact`].
    HandledAsContact {
        /// The urgency as signed off.
        triage: Triage,
        /// Whether the child needs special support, so that the days of SHL 36 § 3 bind (L14).
        special_support: bool,
        /// The civil date on which the assessment of the need began, once that was told (K13).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        started_on: Option<NaiveDate>,
        /// Who decided.
        signed: Signature,
    },
    /// A contact that is finished: see [`CaseStatus::Closed`].
    ContactEnded(ContactEnded),
    /// See [`CaseStatus::Joined`].
    Joined {
        /// The urgency as signed off.
        triage: Triage,
        /// The case that goes on.
        case: Uuid,
        /// Who joined them.
        signed: Signature,
    },
    /// See [`CaseStatus::Transferring`].
    Transferring(Transfer),
    /// See [`CaseStatus::NoAssessment`].
    NoAssessment(NoAssessment),
    /// See [`CaseStatus::AwaitingBirth`].
    AwaitingBirth {
        /// The parents' urgency as signed off.
        triage: Triage,
        /// The day on which the birth is expected, if one was told.
        expected: Option<NaiveDate>,
        /// Who set the case to wait.
        signed: Signature,
    },
}

impl CaseState {
    /// The code name of the state.
    pub const fn status(&self) -> CaseStatus {
        match self {
            Self::Received => CaseStatus::Received,
            Self::Triaged { .. } => CaseStatus::Triaged,
            Self::UnderAssessment(_) => CaseStatus::UnderAssessment,
            Self::Assessed(_) => CaseStatus::Assessed,
            Self::Closed { .. } | Self::ContactEnded(_) => CaseStatus::Closed,
            Self::WithOwnWorker { .. } => CaseStatus::WithOwnWorker,
            Self::HandledAsContact { .. } => CaseStatus::HandledAsContact,
            Self::Joined { .. } => CaseStatus::Joined,
            Self::Transferring(_) => CaseStatus::Transferring,
            Self::NoAssessment(_) => CaseStatus::NoAssessment,
            Self::AwaitingBirth { .. } => CaseStatus::AwaitingBirth,
        }
    }
}

/// The signed-off urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    /// How urgent.
    pub urgency: Urgency,
    /// The social worker who assessed it.
    pub signed: Signature,
}

/// An urgency that was assessed once more: something new came to be known. What was signed before stays beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reassessed {
    /// What had been signed.
    pub before: Triage,
    /// What is signed in its place.
    pub after: Triage,
    /// Why.
    pub why: Text,
    /// When help was called for, where it is needed now (UTC).
    pub called_at: Option<DateTime<Utc>>,
}

/// A running assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The urgency as signed off.
    pub triage: Triage,
    /// The civil date on which it started (K13, K14).
    pub started_on: NaiveDate,
    /// The social worker who signed the start.
    pub signed: Signature,
}

/// A finished assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// The assessment.
    pub assessment: Assessment,
    /// What it came to.
    pub outcome: Outcome,
    /// The civil date on which it was ready (K13).
    pub completed_on: NaiveDate,
    /// The social worker who signed the outcome.
    pub signed: Signature,
}

/// A contact with social welfare that is finished (SHL 36 §).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactEnded {
    /// The urgency as signed off.
    pub triage: Triage,
    /// Whether the child needs special support, so that the days of SHL 36 § 3 bound (L14).
    pub special_support: bool,
    /// Who decided that it is handled as a contact.
    pub decided: Signature,
    /// What came of it.
    pub ending: Ending,
    /// The social worker who signed that.
    pub signed: Signature,
}

/// Where a transfer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The receiving county.
    pub county: CountyCode,
    /// The receiving office; `None` where the county does not work with this installation and gets the papers by hand.
    pub office: Option<OfficeId>,
}

/// That papers were handed over outside this installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// Who took them, and where.
    pub receiver: Text,
    /// When they were taken (UTC).
    pub at: DateTime<Utc>,
}

/// How a case waited for a birth before it was offered to another office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// The day on which the birth is expected, if one was told.
    pub expected: Option<NaiveDate>,
    /// Who set the case to wait.
    pub signed: Signature,
}

/// A transfer that waits for an answer. The sender answers for the child until then, and gets the case back with
/// the sender's own triage if the receiver refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The sender's triage.
    pub triage: Triage,
    /// Where to.
    pub to: Destination,
    /// Why.
    pub why: Text,
    /// Whether urgent help is still to be given: the sender's duty until the receiver accepts.
    pub urgent_need_open: bool,
    /// Who sent it; the instant is the arrival at the receiver.
    pub signed: Signature,
    /// How it waited for a birth, where the family of an unborn child moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaited: Option<Awaited>,
    /// The assessment that runs, where the family moved in the middle of it (LsL 16 §): it goes on, whoever has the case then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<Assessment>,
    /// Handed over outside this installation: nobody here answers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<Handed>,
}

/// A transfer that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Who refused it.
    pub from: Destination,
    /// Why.
    pub why: Text,
    /// Who signed the refusal.
    pub signed: Signature,
}

/// The decision that an assessment is obviously unnecessary (LsL 26 § 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoAssessment {
    /// The urgency as signed off.
    pub triage: Triage,
    /// Why it is unnecessary; demanded (L12).
    pub reason: Text,
    /// The social worker who decided.
    pub signed: Signature,
    /// The second social worker who agreed, where the county asks for one.
    pub second: Option<Signature>,
}

impl NoAssessment {
    /// Whether `actor` decided, or agreed as the second person.
    pub fn is_signed_by(&self, actor: Uuid) -> bool {
        self.signed.actor == actor || self.second.is_some_and(|second| second.actor == actor)
    }
}

/// A decision that no assessment is made which did not hold: a random check opened the case again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// What had been decided.
    pub decision: NoAssessment,
    /// Why it does not hold.
    pub why: Text,
    /// The social worker who opened the case again.
    pub signed: Signature,
}

/// A birth that ended the waiting (K11). Civil dates in Finland.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Birth {
    /// The child's birth date.
    pub born_on: NaiveDate,
    /// The day on which the county knew of it.
    pub known_on: NaiveDate,
}
