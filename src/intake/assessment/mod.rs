//! The workspace of a case: tasks, notes, contacts, who answers for the child, what it comes to in the end.

pub mod add_contact;
pub mod add_note;
pub mod close;
pub mod finish;
pub mod follow_up;
pub mod open;
pub mod set_responsible;
pub mod set_tasks;
pub mod set_urgency;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::IntakeError;
use super::opening::ReportKey;
use crate::domain::assessment::{Conclusion, Tasks};
use crate::store::casebook::Assessment;

/// What is sealed of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Sheet {
    /// How far the tasks are.
    pub tasks: Tasks,
    /// What it came to.
    pub conclusion: Option<Conclusion>,
}

impl Sheet {
    /// The sheet of `case` as it is stored.
    pub fn of(stored: &Assessment, key: &ReportKey, case: Uuid) -> Result<Self, IntakeError> {
        stored.body.as_ref().map_or_else(
            || Ok(Self::default()),
            |sealed| key.json(sealed, "assessments", case, "body"),
        )
    }
}
