//! A report that was opened, and who its child is as far as it is known now.

use chrono::{DateTime, Utc};

use crate::domain::completed_facts::CompletedFacts;
use crate::domain::person::ChildIdentity;
use crate::domain::report::{NewReport, Subject};
use crate::store::reports::{Person, SealedReport};

/// A report as one office may read it.
#[derive(Debug, Clone)]
pub struct OpenedReport {
    /// What is stored in clear.
    pub stored: SealedReport,
    /// The exact arrival (UTC).
    pub received_at: DateTime<Utc>,
    /// The report; who a person in [`hidden`](Self::hidden) is stands empty in it.
    pub report: NewReport,
    /// Whose identity was not opened: a protected reporter, or persons with a protected address.
    pub hidden: Vec<(Person, usize)>,
    /// What workers completed of the child of the case through which it was opened, of each fact the newest. The report itself
    /// never changes by it.
    pub completed: CompletedFacts,
}

impl OpenedReport {
    /// Who the child of a case about `subject` is: what the report says, with what was completed in its place. `None` for an
    /// unborn child, and for one whose identity was not opened.
    pub fn known(&self, subject: Subject) -> Option<ChildIdentity> {
        let Subject::Child(index) = subject else {
            return None;
        };
        if self.hidden.contains(&(Person::Child, index)) {
            return None;
        }
        let child = self.report.children.get(index)?;
        Some(self.completed.over(&child.identity))
    }
}
