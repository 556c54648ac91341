//! That a minor forbids giving what it tells to its guardians (ATL 40 and 51 §; I7), and the release of a copy, which weighs
//! that.

use super::{Ground, Lack, Recipient};
use crate::domain::codes::YesNoUnknown;
use crate::domain::report::NewReport;
use crate::domain::sensitive::debug_hidden;
use crate::domain::text::Text;

/// A child's own wish that its guardians do not know.
#[derive(Clone, PartialEq, Eq)]
pub struct Forbids {
    /// Why, in the child's words, if it said so.
    pub why: Option<Text>,
}

debug_hidden!(Forbids);

impl Forbids {
    /// The wish that `report` tells, if it does.
    pub fn of(report: &NewReport) -> Option<Self> {
        let told = &report.worker_only;
        (told.guardians_may_know == Some(YesNoUnknown::No)).then(|| Self {
            why: told.guardians_may_know_reason.clone(),
        })
    }
}

impl Recipient {
    /// Whether a copy for them comes before the guardians: one for who acts for somebody can.
    pub const fn reaches_guardians(self) -> bool {
        matches!(self, Self::Guardian | Self::Representative)
    }
}

/// A release as it was filled in; anything may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TypedRelease {
    /// By what right the copy is given.
    pub ground: Option<Ground>,
    /// It was confirmed that the child's wish was weighed.
    pub weighed: bool,
}

impl TypedRelease {
    /// By what right a copy for `recipient` is given, of a report that `forbids` it or not.
    ///
    /// # Errors
    /// Everything that lacks, in the order of the page.
    pub fn check(self, recipient: Recipient, forbids: bool) -> Result<Ground, Vec<Lack>> {
        let unweighed = forbids && recipient.reaches_guardians() && !self.weighed;
        let lacks: Vec<Lack> = [(self.ground.is_none(), Lack::Ground), (unweighed, Lack::Forbids)]
            .into_iter()
            .filter_map(|(lacks, what)| lacks.then_some(what))
            .collect();
        match self.ground {
            Some(ground) if lacks.is_empty() => Ok(ground),
            _ => Err(lacks),
        }
    }
}
