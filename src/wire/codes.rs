//! The closed code lists by the name under which schema and API know them.

use crate::domain::codes::{
    Authority, Kind, ObservedBy, Ongoing, ParentRole, PoliceTold, Reason, Relation, ReportedUrgency,
    ReporterRole, SupportNeed, Told, YesNoUnknown,
};

/// The code names of the list `list`, in their order; `None` for a list that the schema does not use.
pub fn names(list: &str) -> Option<Vec<&'static str>> {
    Some(match list {
        Kind::LIST => Kind::ALL.map(Kind::as_str).to_vec(),
        ReporterRole::LIST => ReporterRole::ALL.map(ReporterRole::as_str).to_vec(),
        Authority::LIST => Authority::ALL.map(Authority::as_str).to_vec(),
        Relation::LIST => Relation::ALL.map(Relation::as_str).to_vec(),
        Reason::LIST => Reason::ALL.map(Reason::as_str).to_vec(),
        SupportNeed::LIST => SupportNeed::ALL.map(SupportNeed::as_str).to_vec(),
        Told::LIST => Told::ALL.map(Told::as_str).to_vec(),
        ReportedUrgency::LIST => ReportedUrgency::ALL.map(ReportedUrgency::as_str).to_vec(),
        PoliceTold::LIST => PoliceTold::ALL.map(PoliceTold::as_str).to_vec(),
        Ongoing::LIST => Ongoing::ALL.map(Ongoing::as_str).to_vec(),
        ObservedBy::LIST => ObservedBy::ALL.map(ObservedBy::as_str).to_vec(),
        ParentRole::LIST => ParentRole::ALL.map(ParentRole::as_str).to_vec(),
        YesNoUnknown::LIST => YesNoUnknown::ALL.map(YesNoUnknown::as_str).to_vec(),
        _ => return None,
    })
}
