//! The few facts of a case that a queue shows: enough to choose by, not enough to know who it is.

use serde::{Deserialize, Serialize};

use super::codes::{Ongoing, ParentRole, Reason, ReportedUrgency, ReporterRole, SupportNeed};
use super::person::{ChildIdentity, Residence};
use super::places::MunicipalityCode;
use super::report::{IdentityLevel, NewReport, Subject};
use super::sensitive::debug_hidden;

/// The first rank of the queue ([`CaseSummary::queue_rank`]).
pub const URGENT: i64 = 1;

/// What a row of the queue shows of its case (EXPERIENCE 4.4). No name, address, identity code or reporter. It is
/// sealed like the report, and opened for the list.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a marker of its own beside the status"
)]
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseSummary {
    /// The child's birth year.
    pub birth_year: Option<i32>,
    /// The child's age in the reporter's words.
    pub age_estimate: Option<String>,
    /// Municipality of residence; `None` when unknown or protected.
    pub municipality: Option<MunicipalityCode>,
    /// Reasons, or needs of support, by code.
    pub reasons: Vec<String>,
    /// Urgency as the reporter sees it, by code.
    pub reported_urgency: Option<String>,
    /// The reporter says that it is happening now.
    pub ongoing_now: bool,
    /// The child or young person wrote themself.
    pub child_self: bool,
    /// A guardian asks for help: a party, to be told on the office's own initiative (DOMAIN I8).
    pub guardian: bool,
    /// The report is about several.
    pub several: bool,
    /// Protected address: place and school are shown nowhere.
    pub protected: bool,
    /// No municipality is known.
    pub municipality_missing: bool,
    /// A professional gave no name (DOMAIN Q11).
    pub reporter_name_missing: bool,
    /// Nobody knows who reported.
    pub anonymous: bool,
}

debug_hidden!(CaseSummary);

impl CaseSummary {
    /// The summary of the case that `subject` makes of `report`.
    pub fn of(report: &NewReport, subject: Subject) -> Self {
        let nobody = ChildIdentity::default();
        let child = match subject {
            Subject::Child(index) => report.children.get(index),
            Subject::Unborn => None,
        };
        let identity = child.map_or(&nobody, |child| &child.identity);
        let residence = residence(report, subject);
        let protected = report.is_protected(subject);
        let role = report.facts.reporter_role;
        Self {
            birth_year: identity
                .birth_date
                .map(super::partial_date::PartialDate::year)
                .or_else(|| {
                    let code = identity.personal_identity_code.as_ref()?.valid()?;
                    Some(chrono::Datelike::year(&code.birth_date()))
                }),
            age_estimate: child
                .and_then(|child| child.facts.age_estimate.as_ref())
                .map(|text| text.expose().to_owned()),
            municipality: residence.municipality.filter(|_| !protected),
            reasons: match subject {
                Subject::Child(_) => codes(&report.facts.concern.reasons, Reason::as_str),
                Subject::Unborn => codes(&report.facts.support_needs, SupportNeed::as_str),
            },
            reported_urgency: report
                .facts
                .concern
                .urgency
                .map(|urgency| urgency.as_str().to_owned()),
            ongoing_now: report.facts.concern.ongoing == Some(Ongoing::Now),
            child_self: role == Some(ReporterRole::YoungPerson),
            guardian: role == Some(ReporterRole::Guardian),
            several: report.subjects().len() > 1,
            protected,
            municipality_missing: residence.municipality.is_none(),
            reporter_name_missing: report.is_professional() && report.reporter.name.is_none(),
            anonymous: report.identity_level() == IdentityLevel::None,
        }
    }

    /// The place in the queue (EXPERIENCE 4.4): 1 what is urgent by the reporter's own words or told by the child
    /// itself, 2 everything else. Rules in words, no score.
    pub fn queue_rank(&self) -> i64 {
        let today = self.reported_urgency.as_deref() == Some(ReportedUrgency::Today.as_str());
        if today || self.ongoing_now || self.child_self {
            URGENT
        } else {
            2
        }
    }
}

/// Where the subject of a case lives: the child's own residence, or the first known one of an unborn child's parents,
/// the mother's before the other's (DOMAIN 4.4).
pub fn residence(report: &NewReport, subject: Subject) -> Residence {
    match subject {
        Subject::Child(index) => report
            .children
            .get(index)
            .map(|child| child.identity.residence.clone())
            .unwrap_or_default(),
        Subject::Unborn => {
            let parents = || report.unborn_child.iter().flat_map(|unborn| &unborn.parents);
            let mothers = parents().filter(|parent| parent.facts.role == Some(ParentRole::Mother));
            mothers
                .chain(parents())
                .map(|parent| &parent.identity.residence)
                .find(|residence| residence.municipality.is_some() || residence.postal_code.is_some())
                .cloned()
                .unwrap_or_default()
        }
    }
}

fn codes<T: Copy>(values: &[T], name: impl Fn(T) -> &'static str) -> Vec<String> {
    values.iter().map(|value| name(*value).to_owned()).collect()
}
