//! The few facts of a case that a queue shows: enough to choose by, not enough to know who it is.

use serde::{Deserialize, Serialize};

use super::codes::{Ongoing, ParentRole, Reason, ReportedUrgency, ReporterRole, SupportNeed};
use super::person::{ChildIdentity, Residence};
use super::places::MunicipalityCode;
use super::report::{IdentityLevel, NewReport, Subject};
use super::sensitive::debug_hidden;
use super::urgency::Sign;

/// The first rank of the queue ([`CaseSummary::queue_rank`]).
pub const URGENT: i64 = 1;
/// The rank of what nobody has assessed and is not urgent by its own words.
pub const IN_TURN: i64 = 2;
/// The last rank: assessed as not urgent, and not decided.
pub const ASSESSED: i64 = 3;

/// What a row of the queue shows of its case. No name, address, identity code or reporter. It is
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
    /// A guardian asks for help: a party, to be told on the office's own initiative (I8).
    pub guardian: bool,
    /// The report is about several.
    pub several: bool,
    /// Protected address: place and school are shown nowhere.
    pub protected: bool,
    /// No municipality is known.
    pub municipality_missing: bool,
    /// A professional gave no name (Q11).
    pub reporter_name_missing: bool,
    /// Nobody knows who reported.
    pub anonymous: bool,
    /// Why it is urgent, the names of [`Sign`]s; `None` in a summary that is older than the list of them.
    pub urgent_signs: Option<Vec<String>>,
}

debug_hidden!(CaseSummary);

impl CaseSummary {
    /// The summary of the case that `subject` makes of `report`, which is urgent by `signs`.
    pub fn of(report: &NewReport, subject: Subject, signs: &[Sign]) -> Self {
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
            birth_year: birth_year(identity),
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
            urgent_signs: Some(codes(signs, Sign::as_str)),
        }
    }

    /// Takes what is `known` of the child now in the place of what was told. Of somebody with a protected address no place comes
    /// in by this.
    pub fn complete(&mut self, known: &ChildIdentity) {
        self.birth_year = birth_year(known).or(self.birth_year);
        if !self.protected && !known.protected_address {
            self.municipality = known.residence.municipality;
            self.municipality_missing = self.municipality.is_none();
        }
    }

    /// Why the case is urgent; none: it is not. A sign that only another version of the program knows is left out.
    pub fn signs(&self) -> Vec<Sign> {
        let today = self.reported_urgency.as_deref() == Some(ReportedUrgency::Today.as_str());
        match &self.urgent_signs {
            Some(names) => names.iter().filter_map(|name| Sign::parse(name)).collect(),
            None => [
                (self.ongoing_now, Sign::Now),
                (today, Sign::Today),
                (self.child_self, Sign::ChildSelf),
            ]
            .into_iter()
            .filter_map(|(holds, sign)| holds.then_some(sign))
            .collect(),
        }
    }

    /// The place in the queue: 1 what is urgent by its own words ([`urgency`](super::urgency)), 2 everything else. Rules
    /// in words, no score.
    pub fn queue_rank(&self) -> i64 {
        if self.signs().is_empty() { IN_TURN } else { URGENT }
    }
}

/// Where the subject of a case lives: the child's own residence, or the first known one of an unborn child's parents,
/// the mother's before the other's.
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

fn birth_year(identity: &ChildIdentity) -> Option<i32> {
    let told = identity.birth_date.map(super::partial_date::PartialDate::year);
    told.or_else(|| {
        let code = identity.personal_identity_code.as_ref()?.valid()?;
        Some(chrono::Datelike::year(&code.birth_date()))
    })
}

fn codes<T: Copy>(values: &[T], name: impl Fn(T) -> &'static str) -> Vec<String> {
    values.iter().map(|value| name(*value).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_from_before_the_signs_still_tells_why_it_is_urgent() {
        let old = r#"{"birth_year":2016,"reasons":[],"reported_urgency":"today","ongoing_now":true,"several":false}"#;
        let old: CaseSummary = serde_json::from_str(old).unwrap();
        assert_eq!(old.signs(), [Sign::Now, Sign::Today]);
        assert_eq!(old.queue_rank(), URGENT);
        let calm: CaseSummary = serde_json::from_str("{}").unwrap();
        assert_eq!((calm.signs(), calm.queue_rank()), (Vec::new(), 2));
    }

    #[test]
    fn what_is_completed_takes_the_place_of_what_lacked_and_no_protected_place_comes_in() {
        let known = ChildIdentity {
            birth_date: super::super::partial_date::PartialDate::parse("2016-05-01").ok(),
            residence: Residence {
                municipality: MunicipalityCode::parse("049"),
                ..Residence::default()
            },
            ..ChildIdentity::default()
        };
        let told = CaseSummary {
            municipality_missing: true,
            ..CaseSummary::default()
        };
        let mut open = told.clone();
        open.complete(&known);
        assert_eq!(
            (open.birth_year, open.municipality),
            (Some(2016), known.residence.municipality)
        );
        assert!(!open.municipality_missing);
        let mut protected = CaseSummary {
            protected: true,
            ..told
        };
        protected.complete(&known);
        assert_eq!((protected.birth_year, protected.municipality), (Some(2016), None));
        assert!(protected.municipality_missing);
    }

    #[test]
    fn a_sign_of_a_later_version_is_left_out() {
        let later = r#"{"urgent_signs":["something_new","assault"]}"#;
        let later: CaseSummary = serde_json::from_str(later).unwrap();
        assert_eq!(later.signs(), [Sign::Assault]);
    }
}
