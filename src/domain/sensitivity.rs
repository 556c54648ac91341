//! Who may read a field of a report: the one property by which it is grouped, sealed and handed out.

use serde::{Deserialize, Serialize};

/// Who may read a field, besides the workers of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// The child's guardians, as parties, normally may (JulkL 11 §).
    FamilyMayRead,
    /// Only workers; secrecy from a party is decided case by case.
    WorkerOnly,
    /// It tells who reported: sealed apart, opened on a reason (I5).
    ReporterIdentity,
}

impl Sensitivity {
    /// Every value, in the order in which a report is shown.
    pub const ALL: [Self; 3] = [Self::FamilyMayRead, Self::WorkerOnly, Self::ReporterIdentity];

    /// The code name, as the forms and the OpenAPI schema (`x-sensitivity`) give it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FamilyMayRead => "family-may-read",
            Self::WorkerOnly => "worker-only",
            Self::ReporterIdentity => "reporter-identity",
        }
    }
}
