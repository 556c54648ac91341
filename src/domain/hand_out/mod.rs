//! What a case hands out to the county's client system beside its report: what the authority itself wrote down of it
//! (documents E, 1005 and 19001). As JSON it is these types in the order of their members; what is not known is left out.

mod make;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::assessment::{Conclusion, DelayCause};
use super::codes::Reason;
use super::completed_facts::CompletedFacts;
use super::contact::{Channel as Way, Reached, With};
use super::lifecycle::{Outcome, Urgency};
use super::notice::{Ground as NoticeGround, Person};
use super::person::is_false;
use super::report::Channel;
use super::sensitive::Sensitive;
use super::text::Text;
use super::triage::{Decision, Ground, Triaged};

pub use make::people;

/// A triage that was signed. What is only proposed never becomes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedTriage {
    /// What was signed.
    pub triaged: Triaged,
    /// By whom, by the name that colleagues read.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// What is known of a case beside where it stands.
#[derive(Debug, Clone)]
pub struct Known {
    /// The way by which its report came.
    pub channel: Channel,
    /// The triages that were signed, the oldest first.
    pub signed: Vec<SignedTriage>,
    /// The last of them waits for a second person and does not hold yet.
    pub waits: bool,
    /// What the assessment came to.
    pub conclusion: Option<Conclusion>,
    /// The social worker who answers for the child, by the name that colleagues read.
    pub responsible: Option<String>,
    /// Who was told of the report, or was not and why.
    pub notices: Vec<Notice>,
    /// What was completed of the child, the oldest first.
    pub completed: Vec<Completed>,
    /// Contacts and notes, the oldest first.
    pub log: Vec<Logged>,
    /// By account, the names of [`people`].
    pub names: BTreeMap<Uuid, String>,
}

/// The authority's own parts of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parts {
    /// What was completed of the child beside the report, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub completed: Vec<Completed>,
    /// How it became pending.
    pub pending: Pending,
    /// How it was evaluated; `None` until that is signed, and once more while it is received anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    /// The contact with social welfare as which the report is handled; `None` until its assessment began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<SocialContact>,
    /// The assessment of the need of services; `None` until it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Need>,
    /// Who was told of the report, or was not and why; nobody of whom nothing is written down.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Contacts and notes, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<Logged>,
}

/// What a worker completed of the child at once; the newest of each fact counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completed {
    /// The facts.
    #[serde(flatten)]
    pub facts: CompletedFacts,
    /// Where they are from, in the worker's words.
    pub source: Text,
    /// Who completed them.
    pub recorded_by: String,
    /// When (UTC, whole seconds).
    pub recorded_at: DateTime<Utc>,
}

/// How a case became pending (civil dates in Finland).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pending {
    /// From which day its clocks run (K1); `None` for an unborn child.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_on: Option<NaiveDate>,
    /// When it reached the receiver, where it was transferred (K10).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrived_at_receiver_on: Option<NaiveDate>,
    /// The way by which its report came.
    pub channel: Channel,
    /// The target day of the start (LsL 26 § 5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_by: Option<NaiveDate>,
    /// The target day of the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete_by: Option<NaiveDate>,
}

/// How a case was evaluated (document E; LsL 26 § 2–4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evaluation {
    /// How urgent the need is, as it was signed first; the last of [`reassessed`](Self::reassessed) holds.
    pub urgency: Urgency,
    /// The reasons of the report by list 1251, as a worker coded them, in the order of the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// The social worker who signed the urgency.
    pub judged_by: String,
    /// When (UTC, whole seconds).
    pub judged_at: DateTime<Utc>,
    /// When help was called for, where it was needed now (UTC, whole seconds).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called_at: Option<DateTime<Utc>>,
    /// What was decided, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decided>,
    /// The second social worker who agreed that no assessment is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<String>,
    /// When (UTC, whole seconds).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed_at: Option<DateTime<Utc>>,
    /// Each time the urgent need was assessed once more, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reassessed: Vec<Again>,
}

/// A decision of triage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// What becomes of the case.
    pub decision: Decision,
    /// Why an assessment is obviously unnecessary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Why, in the worker's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// Handled as a contact: the child needs special support (L14).
    #[serde(skip_serializing_if = "is_false")]
    pub special_support: bool,
    /// Who signed it.
    pub decided_by: String,
    /// When (UTC, whole seconds).
    pub decided_at: DateTime<Utc>,
}

/// An urgent need that was assessed once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Again {
    /// How urgent it is now.
    pub urgency: Urgency,
    /// Why, in the worker's words.
    pub reason: Text,
    /// When help was called for, where it was needed now (UTC, whole seconds).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called_at: Option<DateTime<Utc>>,
    /// The social worker who signed it.
    pub judged_by: String,
    /// When (UTC, whole seconds).
    pub judged_at: DateTime<Utc>,
}

/// A report that is handled as a contact with social welfare (SHL 35 and 36 §; civil dates in Finland).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SocialContact {
    /// The day on which the assessment of the need began (K13).
    pub started_on: NaiveDate,
    /// Why that was late, where the days bind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_delay: Option<Late>,
    /// How it ended; `None` while it goes on.
    #[serde(flatten)]
    pub ended: Option<ContactEnd>,
}

/// How a contact with social welfare ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactEnd {
    /// The civil date in Finland on which the assessment of the need was ready (K13).
    pub completed_on: NaiveDate,
    /// Why that was late, where the days bind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete_delay: Option<Late>,
    /// What came of it, in the worker's words.
    pub outcome: Text,
    /// The social worker who signed it.
    pub completed_by: String,
}

/// The assessment of the need of services (LsL 26 § 3, 27 §; civil dates in Finland).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need {
    /// The day on which it started (K13).
    pub started_on: NaiveDate,
    /// Why that was late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_delay: Option<Late>,
    /// The social worker who answers for the child (LsL 13 b §).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// How it ended; `None` while it runs.
    #[serde(flatten)]
    pub ended: Option<Ended>,
}

/// How an assessment ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ended {
    /// What it came to.
    pub outcome: Outcome,
    /// The civil date in Finland on which it was ready (K13).
    pub completed_on: NaiveDate,
    /// The social worker who signed it.
    pub completed_by: String,
    /// Why it was ready late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete_delay: Option<Late>,
    /// The summary and the reasons, in the worker's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// Why something was late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Late {
    /// By the list.
    pub cause: DelayCause,
    /// In the worker's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}

/// What was written down last of one person: that they were told of the report, or why they are not (K14, I7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Who, by the place in the report.
    #[serde(skip)]
    pub whom: Person,
    /// The person lies sealed, and no name is here.
    #[serde(skip)]
    pub sealed: bool,
    /// Who, by the role: `child`, `guardian`, `parent` or `added`.
    pub person: &'static str,
    /// Which one of them, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// The name, where it is known and open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Sensitive<String>>,
    /// Told or not.
    #[serde(flatten)]
    pub said: Said,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When (UTC, whole seconds).
    pub recorded_at: DateTime<Utc>,
}

/// Told or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "told", rename_all = "snake_case")]
pub enum Said {
    /// The person was told.
    Yes {
        /// The civil date in Finland.
        on: NaiveDate,
        /// How.
        channel: Way,
        /// By whom, by the name that colleagues read.
        told_by: String,
    },
    /// The person is not told.
    No {
        /// Why.
        ground: NoticeGround,
        /// Why, in the worker's words.
        reason: Text,
        /// The day on which it is looked at again (civil date in Finland).
        #[serde(skip_serializing_if = "Option::is_none")]
        look_again_on: Option<NaiveDate>,
    },
}

/// An entry of the contact log or a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Logged {
    /// What was written down.
    #[serde(flatten)]
    pub what: Work,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When (UTC, whole seconds).
    pub recorded_at: DateTime<Utc>,
}

/// What was written down of the work on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// A contact.
    Contact {
        /// With whom.
        with: With,
        /// When (UTC, whole seconds).
        at: DateTime<Utc>,
        /// How.
        channel: Way,
        /// What came of it.
        result: Reached,
        /// In the worker's words.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
        /// When the next one was promised (UTC, whole seconds).
        #[serde(skip_serializing_if = "Option::is_none")]
        next_at: Option<DateTime<Utc>>,
    },
    /// A note.
    Note {
        /// In the worker's words.
        text: Text,
    },
}
