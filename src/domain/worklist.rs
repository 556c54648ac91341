//! The saved views of the queue and what may be chosen besides. None of it says anything of a person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::access::StaffId;
use super::codes::code_list;
use super::office::OfficeId;
use super::summary::CaseSummary;
use super::workdays::next_working_day;

code_list! {
    /// A saved view of the queue.
    View, "queue_view", {
        /// What nobody has assessed yet.
        Unassessed = "unassessed",
        /// What waits for the signature of a social worker.
        Proposed = "proposed",
        /// What a social worker decided and a second one has to agree to.
        Second = "second",
        /// Decisions that no assessment is made, drawn at random, which somebody else looks through.
        Recheck = "recheck",
        /// What is urgent, by its own words or as it was assessed.
        Urgent = "urgent",
        /// Assessments that run and are in nobody's hands.
        Unheld = "unheld",
        /// Assessments that run, in whosever hands, by the day on which they must be ready.
        Running = "running",
        /// What falls due within two working days, or is late.
        Due = "due",
        /// What is given to the person who asks, whatever has become of it.
        Mine = "mine",
        /// Unborn children.
        Unborn = "unborn",
        /// What a child or young person wrote.
        ChildSelf = "child_self",
        /// What lacks a fact that must be found out.
        Missing = "missing",
        /// What is offered to another office, or to this one, and waits for an answer.
        Transfers = "transfers",
        /// The groups of floods.
        Floods = "floods",
    }
}

code_list! {
    /// In whose hands a case of the queue is.
    Holder, "queue_holder", {
        /// Given to nobody.
        Nobody = "nobody",
        /// Given to the person who asks.
        Me = "me",
        /// Given to somebody else.
        Others = "others",
    }
}

code_list! {
    /// By when a case of the queue falls due.
    DueBy, "queue_due", {
        /// Today, or before.
        Today = "today",
        /// Within two working days.
        Soon = "soon",
        /// Within seven days.
        Week = "week",
    }
}

/// The last day that is soon on the day `today`: the second working day after it, so that the next shift is covered too.
pub fn soon(today: NaiveDate) -> NaiveDate {
    next_working_day(next_working_day(today))
}

/// What somebody wants to see of the queue. Nothing wanted: all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wanted {
    /// A saved view.
    pub view: Option<View>,
    /// The queue of one office alone.
    pub office: Option<OfficeId>,
    /// In whose hands.
    pub holder: Option<Holder>,
    /// By when it falls due.
    pub due: Option<DueBy>,
}

impl Wanted {
    /// The queue of `office` alone, or of all.
    pub fn of_office(office: Option<OfficeId>) -> Self {
        Self {
            office,
            ..Self::default()
        }
    }

    /// Whether the case with `summary` belongs to the view, as far as only its sealed facts tell.
    pub const fn fits(&self, summary: &CaseSummary) -> bool {
        match self.view {
            Some(View::ChildSelf) => summary.child_self,
            Some(View::Missing) => summary.municipality_missing || summary.reporter_name_missing,
            _ => true,
        }
    }

    /// Whether only the sealed facts tell what belongs to the view, so that cases have to be opened to find out.
    pub const fn is_sealed(&self) -> bool {
        matches!(self.view, Some(View::ChildSelf | View::Missing))
    }
}

/// A kind of case that what lies in clear tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// What nobody has assessed.
    Unassessed,
    /// What waits for a signature.
    Proposed,
    /// What waits for a second social worker.
    Second,
    /// What is urgent.
    Urgent,
    /// Assessments that run and are in nobody's hands.
    Unheld,
    /// Unborn children.
    Unborn,
    /// What waits for another office, or for this one, to answer.
    Transferring,
}

/// What narrows a list by what lies in clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Narrow {
    /// Only one kind of case.
    pub only: Option<Only>,
    /// Only what falls due on this day or before (Europe/Helsinki).
    pub due_by: Option<NaiveDate>,
    /// In whose hands, for whom.
    pub holder: Option<(Holder, StaffId)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soon_is_the_second_working_day_after() {
        for (today, last) in [
            ("2026-11-19", "2026-11-23"),
            ("2026-11-21", "2026-11-24"),
            ("2026-12-03", "2026-12-07"),
        ] {
            assert_eq!(soon(today.parse().unwrap()), last.parse().unwrap(), "{today}");
        }
    }

    #[test]
    fn only_the_sealed_facts_tell_who_wrote_and_what_lacks() {
        let child = CaseSummary {
            child_self: true,
            ..CaseSummary::default()
        };
        let placeless = CaseSummary {
            municipality_missing: true,
            ..CaseSummary::default()
        };
        for view in View::ALL {
            let wanted = Wanted {
                view: Some(view),
                ..Wanted::default()
            };
            let fits = (wanted.fits(&child), wanted.fits(&placeless));
            let expected = match view {
                View::ChildSelf => (true, false),
                View::Missing => (false, true),
                _ => (true, true),
            };
            assert_eq!(fits, expected, "{view}");
            assert_eq!(wanted.is_sealed(), expected != (true, true));
        }
    }
}
