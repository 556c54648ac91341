//! The code lists a form can offer, by name.

use crate::domain::report::Channel;
use crate::wire;

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
    match list {
        "identity" => Some(IDENTITY.to_vec()),
        Channel::RECORDED_LIST => Some(Channel::RECORDED.map(Channel::as_str).to_vec()),
        other => wire::codes::names(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{
        Authority, Kind, ObservedBy, Ongoing, ParentRole, PoliceTold, Reason, Relation, ReportedUrgency,
        ReporterRole, SupportNeed, Told, YesNoUnknown,
    };

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
