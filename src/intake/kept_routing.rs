//! Why a case came to its office, kept as it was decided: the reason and what everything in it was called then. Offices,
//! areas and rules change; an old case still tells.

use serde::{Deserialize, Serialize};

use super::app::Directory;
use super::destinations::Destination;
use crate::domain::language::Language;
use crate::domain::office::OfficeId;
use crate::domain::places::Names;
use crate::domain::routing::{OfficeReason, Reason};

/// The reason with its names. It tells where a child lives: it lies sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRouting {
    /// The reason.
    #[serde(flatten)]
    pub reason: Reason,
    /// What the office and those that might have been it were called; nothing in a case from before they were kept.
    #[serde(default)]
    offices: Vec<(OfficeId, Names)>,
    /// What the area that the reporter chose was called.
    #[serde(default)]
    area: Option<Names>,
    /// The reason did not decide: a worker who wrote the report down chose the office.
    #[serde(default)]
    pub chosen: bool,
}

impl KeptRouting {
    /// The reason of `destination`, with the names that `directory` gives today.
    pub(super) fn of(destination: &Destination, directory: &Directory) -> Self {
        let reason = destination.decision.reason.clone();
        let candidates = match &reason.office {
            OfficeReason::SeveralOffices { candidates } | OfficeReason::SpansAreas { candidates, .. } => {
                candidates.as_slice()
            }
            _ => &[],
        };
        let others = candidates
            .iter()
            .filter(|id| **id != destination.office.id)
            .filter_map(|id| directory.rules.office(*id));
        let offices = std::iter::once(&destination.office).chain(others);
        let area = match &reason.office {
            OfficeReason::Area { area } => directory.rules.area(area).map(|area| area.names.clone()),
            _ => None,
        };
        Self {
            offices: offices.map(|office| (office.id, office.names.clone())).collect(),
            area,
            reason,
            chosen: destination.chosen,
        }
    }

    /// A reason that was decided just now: everything is called as it is today.
    pub const fn of_today(reason: Reason) -> Self {
        Self {
            reason,
            offices: Vec::new(),
            area: None,
            chosen: false,
        }
    }

    /// What `office` was called; `None` where nobody kept it.
    pub fn office(&self, office: OfficeId, language: Language) -> Option<&str> {
        let mut kept = self.offices.iter();
        let (_, names) = kept.find(|(id, _)| *id == office)?;
        Some(names.get(language))
    }

    /// What the chosen area was called; `None` where none was chosen or nobody kept it.
    pub fn area(&self, language: Language) -> Option<&str> {
        self.area.as_ref().map(|names| names.get(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_from_before_the_names_were_kept_is_read() {
        let old = r#"{"municipality":"049","place":"stated","ignored_postal_code":null,
            "office":{"by":"area","area":"espoo-leppavaara"}}"#;
        let kept: KeptRouting = serde_json::from_str(old).unwrap();
        assert!(matches!(kept.reason.office, OfficeReason::Area { .. }));
        assert_eq!(kept.area(Language::Fi), None);
        assert!(!kept.chosen);
        assert_eq!(kept.office(OfficeId(uuid::Uuid::nil()), Language::Fi), None);
    }
}
