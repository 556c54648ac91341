//! The code lists a form can offer, by name.

use crate::domain::codes::{
    Authority, Kind, ObservedBy, Ongoing, ParentRole, PoliceTold, Reason, Relation, ReportedUrgency,
    ReporterRole, SupportNeed, Told, YesNoUnknown,
};
use crate::domain::report::Channel;

/// Lists whose codes come from data and routing at the time of asking: their names are not in the catalogues.
pub const FROM_DATA: [&str; 3] = ["municipalities", "areas", OFFICES];

/// The offices to which what a worker records can be given: those of the answer that the field offers.
pub const OFFICES: &str = "offices";
/// Among them: none of them, but the one of the child's home.
pub const BY_HOME: &str = "home";

/// Whether a private person wishes to say who they are; asked by the forms, never part of the schema.
const IDENTITY: [&str; 2] = ["anonymous", "named"];

/// The codes of `list` in their order; `None` for a list that is not known here.
pub fn codes(list: &str) -> Option<Vec<&'static str>> {
    let codes = match list {
        ReporterRole::LIST => ReporterRole::ALL.map(ReporterRole::as_str).to_vec(),
        Authority::LIST => Authority::ALL.map(Authority::as_str).to_vec(),
        Relation::LIST => Relation::ALL.map(Relation::as_str).to_vec(),
        Reason::LIST => Reason::ALL.map(Reason::as_str).to_vec(),
        SupportNeed::LIST => SupportNeed::ALL.map(SupportNeed::as_str).to_vec(),
        Kind::LIST => Kind::ALL.map(Kind::as_str).to_vec(),
        Told::LIST => Told::ALL.map(Told::as_str).to_vec(),
        ReportedUrgency::LIST => ReportedUrgency::ALL.map(ReportedUrgency::as_str).to_vec(),
        PoliceTold::LIST => PoliceTold::ALL.map(PoliceTold::as_str).to_vec(),
        Ongoing::LIST => Ongoing::ALL.map(Ongoing::as_str).to_vec(),
        ObservedBy::LIST => ObservedBy::ALL.map(ObservedBy::as_str).to_vec(),
        ParentRole::LIST => ParentRole::ALL.map(ParentRole::as_str).to_vec(),
        YesNoUnknown::LIST => YesNoUnknown::ALL.map(YesNoUnknown::as_str).to_vec(),
        "identity" => IDENTITY.to_vec(),
        Channel::RECORDED_LIST => Channel::RECORDED.map(Channel::as_str).to_vec(),
        _ => return None,
    };
    Some(codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the lists whose codes stand in the code.
    const NAMES: [&str; 15] = [
        ReporterRole::LIST,
        Authority::LIST,
        Relation::LIST,
        Reason::LIST,
        SupportNeed::LIST,
        Kind::LIST,
        Told::LIST,
        ReportedUrgency::LIST,
        PoliceTold::LIST,
        Ongoing::LIST,
        ObservedBy::LIST,
        ParentRole::LIST,
        YesNoUnknown::LIST,
        "identity",
        Channel::RECORDED_LIST,
    ];

    #[test]
    fn every_named_list_has_codes() {
        for list in NAMES {
            assert!(codes(list).is_some_and(|codes| codes.len() > 1), "{list}");
        }
        assert_eq!(codes("areas"), None);
    }
}
