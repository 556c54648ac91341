//! A report as it is accepted: parsed once at the edge, trusted from there on.
//!
//! The JSON member names are those of the API and of the forms, not the official names of the national structure.
//! What stands in which type decides under which key it is sealed and who may read it.

use serde::{Deserialize, Serialize};

use super::codes::{
    Authority, Kind, ObservedBy, Ongoing, PoliceTold, Reason, Relation, ReportedUrgency, ReporterRole,
    SupportNeed, Told, YesNoUnknown,
};
use super::language::Language;
use super::person::{Child, Guardian, UnbornChild, is_false};
use super::places::MunicipalityCode;
use super::sensitive::debug_hidden;
use super::text::Text;

/// The way by which a report came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The web form.
    Web,
    /// A professional's own system, by the API.
    Api,
    /// A call that a worker wrote down.
    Phone,
    /// A visit that a worker wrote down.
    Visit,
    /// A letter that a worker copied.
    Letter,
}

impl Channel {
    /// The name of the list of the channels that a worker chooses from.
    pub const RECORDED_LIST: &'static str = "recorded_channel";
    /// The ways by which a report comes that a worker writes down.
    pub const RECORDED: [Self; 3] = [Self::Phone, Self::Visit, Self::Letter];

    /// The code name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
            Self::Phone => "phone",
            Self::Visit => "visit",
            Self::Letter => "letter",
        }
    }

    /// Whether a worker wrote it down: it came to the office before it came to the service.
    pub const fn is_recorded(self) -> bool {
        matches!(self, Self::Phone | Self::Visit | Self::Letter)
    }

    /// The door of the service through which such a report goes: what a worker writes down goes through a form.
    #[must_use]
    pub const fn door(self) -> Self {
        if self.is_recorded() { Self::Web } else { self }
    }

    /// The channel with this code name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Web, Self::Api]
            .into_iter()
            .chain(Self::RECORDED)
            .find(|channel| channel.as_str() == code)
    }
}

/// The form that was filled in, so that the report can be shown by the same definition years later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormVersion {
    /// The form's id, such as `concern`.
    pub id: String,
    /// The definition's version.
    pub version: u32,
}

/// The worry itself. The family may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// What happened and what worries the reporter: the one text that is required.
    pub description: Text,
    /// Reasons by code, or the plain groups of the private forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// When and how it was observed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<Text>,
    /// Whether it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ongoing: Option<Ongoing>,
    /// Urgency as the reporter sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<ReportedUrgency>,
}

/// What a report tells, beside the people: shared by all its cases, and the family may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// As whom the person reports; `None` from a system that did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter_role: Option<ReporterRole>,
    /// The worry.
    pub concern: Concern,
    /// Needs of support (unborn child).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support_needs: Vec<SupportNeed>,
    /// Whether it has been talked about with the family (private forms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_told: Option<Told>,
    /// Who observed it (professional forms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_by: Option<ObservedBy>,
    /// The colleague who observed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_by_name: Option<Text>,
    /// The family's history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history_text: Option<Text>,
    /// Support that has been tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_tried_text: Option<Text>,
    /// Other services that the family has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_services_text: Option<Text>,
    /// The child's own view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_view_text: Option<Text>,
    /// The family's view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_view_text: Option<Text>,
    /// Whether the police know (LsL 25 § 3 mom.).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub police_told: Option<PoliceTold>,
    /// Made together with the family: a contact (LsL 25 a §, SHL 35 §).
    #[serde(default, skip_serializing_if = "is_false")]
    pub joint_contact: bool,
    /// When the reporter called the duty service, in the reporter's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Text>,
}

/// What only a worker may read.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkerOnly {
    /// Matters by which the reporter could be recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worker_only: Option<Text>,
    /// Municipality where it was seen or heard; routes a report without a residence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_of_concern: Option<Text>,
    /// The municipality that the place of concern was understood as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_of_concern_municipality: Option<MunicipalityCode>,
    /// A safe time and way to reach the reporter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_contact: Option<Text>,
    /// Whether the office may call home (a child's own report); absent means no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub may_call_home: Option<YesNoUnknown>,
    /// Whether the guardians may know (a child's own report).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardians_may_know: Option<YesNoUnknown>,
    /// Why the guardians should not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardians_may_know_reason: Option<Text>,
}

debug_hidden!(WorkerOnly);

/// Who reports. Sealed apart from the report, under the identity key; never in the same struct as its content.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reporter {
    /// The body of a professional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// Organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Text>,
    /// Unit of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// Business id of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_id: Option<Text>,
    /// Job title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Whole name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Phone number as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Text>,
    /// E-mail address as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Text>,
    /// A private reporter's relation to the child.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// When the reporter can be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_times: Option<Text>,
    /// The reporter's own address is protected.
    #[serde(skip_serializing_if = "is_false")]
    pub protected_address: bool,
    /// Asks that name and contacts are kept secret from the family; a worker decides (I5).
    #[serde(skip_serializing_if = "is_false")]
    pub secrecy_request: bool,
    /// The grounds of that wish.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrecy_grounds: Option<Text>,
}

impl Reporter {
    /// Whether nothing tells who reports.
    pub fn is_anonymous(&self) -> bool {
        *self == Self::default()
    }
}

/// How a reporter's identity is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityLevel {
    /// Anonymous: no identity block exists.
    None,
    /// A professional in duty: the assigned worker sees it with the report.
    Open,
    /// A private person who gave a name, or anyone with a protected address: opened only with a reason.
    Protected,
}

impl IdentityLevel {
    /// The code name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Open => "open",
            Self::Protected => "protected",
        }
    }

    /// The level with this code name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::None, Self::Open, Self::Protected]
            .into_iter()
            .find(|level| level.as_str() == code)
    }
}

/// What a case of a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The child at this place of [`NewReport::children`], counted from 0.
    Child(usize),
    /// The unborn child.
    Unborn,
}

/// A report, valid and complete, on its way to be sealed and stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport {
    /// How it came.
    pub channel: Channel,
    /// The form that was filled in; `None` from the API.
    pub form: Option<FormVersion>,
    /// The language in which it was filed.
    pub language: Language,
    /// Who reports.
    pub reporter: Reporter,
    /// The children, up to ten.
    pub children: Vec<Child>,
    /// The unborn child.
    pub unborn_child: Option<UnbornChild>,
    /// Guardians.
    pub guardians: Vec<Guardian>,
    /// What is told.
    pub facts: Facts,
    /// What only a worker reads.
    pub worker_only: WorkerOnly,
}

impl NewReport {
    /// What the report is about, one case each: the children in their order, then the unborn child.
    pub fn subjects(&self) -> Vec<Subject> {
        let children = (0..self.children.len()).map(Subject::Child);
        children
            .chain(self.unborn_child.as_ref().map(|_| Subject::Unborn))
            .collect()
    }

    /// The legal kind of one case: the reporter never chooses it.
    pub const fn kind_of(&self, subject: Subject) -> Kind {
        match subject {
            Subject::Unborn => Kind::Prenatal,
            Subject::Child(_) if self.facts.joint_contact => Kind::Contact,
            Subject::Child(_) => Kind::ChildWelfare,
        }
    }

    /// How the reporter's identity is kept.
    pub fn identity_level(&self) -> IdentityLevel {
        if self.reporter.is_anonymous() {
            IdentityLevel::None
        } else if self.is_professional() && !self.reporter.protected_address {
            IdentityLevel::Open
        } else {
            IdentityLevel::Protected
        }
    }

    /// Whether the report is made in duty or in a position of trust.
    pub fn is_professional(&self) -> bool {
        self.facts.reporter_role == Some(ReporterRole::Professional) || self.reporter.authority.is_some()
    }

    /// Whether somebody who works in child welfare here is concerned, by what is told of any child, born or not: then all
    /// cases of the report are restricted.
    pub fn concerns_staff(&self) -> bool {
        let mut children = self.children.iter();
        children.any(|child| child.concerns_staff)
            || self
                .unborn_child
                .as_ref()
                .is_some_and(|unborn| unborn.concerns_staff)
    }

    /// Whether lists hide where the one whom a case is about lives, and a reason opens it: their own address is
    /// protected, or that of somebody with whom a child lives as a rule, for then it is the same one.
    pub fn is_protected(&self, subject: Subject) -> bool {
        let mut parents = self.unborn_child.iter().flat_map(|unborn| &unborn.parents);
        let own = match subject {
            Subject::Child(index) => self
                .children
                .get(index)
                .is_some_and(|child| child.identity.protected_address),
            Subject::Unborn => parents.any(|parent| parent.identity.protected_address),
        };
        own || self.has_protected_family()
    }

    /// Whether a guardian has a protected address, or the reporter who is the child or its guardian.
    fn has_protected_family(&self) -> bool {
        let is_family = matches!(
            self.facts.reporter_role,
            Some(ReporterRole::Guardian | ReporterRole::YoungPerson)
        );
        let mut guardians = self.guardians.iter();
        (is_family && self.reporter.protected_address)
            || guardians.any(|guardian| guardian.identity.protected_address)
    }

    /// Whether anyone in the report has a protected address: then no receipt or answer names an office or place.
    pub fn has_protected_address(&self) -> bool {
        self.reporter.protected_address
            || self.children.iter().any(|child| child.identity.protected_address)
            || self
                .guardians
                .iter()
                .any(|guardian| guardian.identity.protected_address)
            || self
                .unborn_child
                .iter()
                .flat_map(|unborn| &unborn.parents)
                .any(|parent| parent.identity.protected_address)
    }
}
