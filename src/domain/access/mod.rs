//! Who may see or do what: one table and the one function that decides. No other place scopes.

mod log;
mod table;

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::office::OfficeId;
use super::places::CountyCode;

pub use log::LogView;
pub use table::{Capability, Extent, Role, TABLE};

/// The id of a member of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StaffId(pub Uuid);

impl fmt::Display for StaffId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// For whom a query is made: who asks, in which county, for which offices. Every query of the staff side takes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Who asks.
    pub staff: StaffId,
    /// The county of their employment; nothing of another county exists for them.
    pub county: CountyCode,
    /// Their role.
    pub role: Role,
    /// Whether they are a social worker (LsL 26 § 4): always with the role of that name, by a flag with others.
    pub social_worker: bool,
    /// The offices whose queues are theirs. The default office of a county stands in for one that nobody reads, so
    /// that one is among them too.
    pub offices: Vec<OfficeId>,
    /// The single cases to which something else applies.
    pub exceptions: Exceptions,
}

/// The cases for which the table alone does not decide what somebody may.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exceptions {
    /// Cases from which they are barred, and restricted ones that are not for them: nothing of these exists for them, whatever
    /// else they may.
    pub barred: BTreeSet<Uuid>,
    /// Cases of their county that they have opened in an emergency, while that lasts: they may read these.
    pub emergencies: BTreeSet<Uuid>,
}

/// Where a case stands, as far as access asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The case; `None` where the question is about an office as a whole.
    pub case: Option<Uuid>,
    /// The county that owns it.
    pub county: CountyCode,
    /// The office that owns it.
    pub office: OfficeId,
    /// Whether it stands in the office's queue.
    pub in_queue: bool,
    /// Whether it is in the asking person's own hands: assigned to them, or a case of the queue that they have
    /// opened and nobody has been assigned.
    pub in_hand: bool,
}

/// The answer to "may they?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allowed,
    /// Yes, with a reason in words that is stored first.
    WithReason,
    /// No; what they asked for does not exist for them.
    Refused,
}

impl Decision {
    /// Whether it is yes, with a reason or without.
    pub const fn is_allowed(self) -> bool {
        !matches!(self, Self::Refused)
    }
}

/// Decides whether the person of `scope` may do `capability` to a case that stands at `place`.
///
/// Another county's case, and another office's, is refused whatever the role: there is no role that sees beyond its
/// offices (need to know), but for reading a case of the county that was opened in an emergency. Who is barred
/// from a case is refused before anything else is asked.
pub fn decide(scope: &Scope, capability: Capability, place: &Place) -> Decision {
    let among = |cases: &BTreeSet<Uuid>| place.case.is_some_and(|case| cases.contains(&case));
    if among(&scope.exceptions.barred) {
        return Decision::Refused;
    }
    if capability == Capability::OpenReport
        && among(&scope.exceptions.emergencies)
        && may_break_glass(scope, place.county)
    {
        return Decision::Allowed;
    }
    by_office(scope, capability, place)
}

/// Whether the person of `scope` may do `capability` to a case that stands at `place` and has it by more than an emergency: what
/// they opened by that alone is for reading, in their own office too.
pub fn may_work(scope: &Scope, capability: Capability, place: &Place) -> bool {
    decide(scope, capability, place).is_allowed() && !only_reads(scope, place)
}

/// Whether the person of `scope` has opened the case that stands at `place` in an emergency, and may open it by nothing else.
pub fn only_reads(scope: &Scope, place: &Place) -> bool {
    place
        .case
        .is_some_and(|case| scope.exceptions.emergencies.contains(&case))
        && !by_office(scope, Capability::OpenReport, place).is_allowed()
}

/// What the table says of a case of an office of the person of `scope`, whatever exceptions there are.
fn by_office(scope: &Scope, capability: Capability, place: &Place) -> Decision {
    if place.county != scope.county || !scope.offices.contains(&place.office) {
        return Decision::Refused;
    }
    let granted = |granted: bool, decision| if granted { decision } else { Decision::Refused };
    match table::extent(capability, scope.role) {
        Extent::Yes | Extent::Office => Decision::Allowed,
        Extent::OfficeWithReason => Decision::WithReason,
        Extent::QueueOrAssigned => granted(place.in_queue || place.in_hand, Decision::Allowed),
        Extent::NamedPersons => granted(place.in_hand, Decision::Allowed),
        Extent::AssignedWithReason => granted(place.in_hand, Decision::WithReason),
        Extent::IfSocialWorker => granted(scope.social_worker, Decision::Allowed),
        // What needs a second person or no case at all is not given by a look at one case.
        Extent::No
        | Extent::County
        | Extent::SecondPerson
        | Extent::Proposes
        | Extent::Own
        | Extent::OfficeNoContent
        | Extent::AllNoContent => Decision::Refused,
    }
}

/// Whether the person of `scope` may open a case of `county` in an emergency: in their own county alone. From which cases they
/// are barred is not asked here.
pub fn may_break_glass(scope: &Scope, county: CountyCode) -> bool {
    county == scope.county && table::extent(Capability::BreakGlass, scope.role) == Extent::Yes
}

/// Whether the person of `scope` may do `capability` as the second of two persons to what `first` made of a case that stands
/// at `place`: in their offices, and never to what they made themselves.
pub fn may_second(scope: &Scope, capability: Capability, place: &Place, first: StaffId) -> bool {
    may_refuse(scope, capability, place) && scope.staff != first
}

/// Whether the person of `scope` may refuse what `capability` would give of a case that stands at `place`: whoever may give it as
/// the second of two persons. What is not given needs no second person.
pub fn may_refuse(scope: &Scope, capability: Capability, place: &Place) -> bool {
    place.county == scope.county
        && scope.offices.contains(&place.office)
        && table::extent(capability, scope.role) == Extent::SecondPerson
}

/// Whether the person of `scope` may do `capability` to the directory of `county`: to `office` of it, or with `None` to
/// what is the whole county's. Another county's directory is nobody's business.
pub fn may_administer(
    scope: &Scope,
    capability: Capability,
    county: CountyCode,
    office: Option<OfficeId>,
) -> bool {
    county == scope.county
        && match table::extent(capability, scope.role) {
            Extent::County | Extent::AllNoContent => true,
            Extent::Yes => office.is_some_and(|office| scope.offices.contains(&office)),
            _ => false,
        }
}

/// The roles whose `capability` reaches every case of an office, as the table says.
pub fn roles_of_whole_offices(capability: Capability) -> impl Iterator<Item = Role> {
    Role::ALL
        .into_iter()
        .filter(move |role| table::extent(capability, *role) == Extent::Office)
}

/// The roles that have `capability` at all, as the table says.
pub fn roles_with(capability: Capability) -> impl Iterator<Item = Role> {
    Role::ALL
        .into_iter()
        .filter(move |role| table::extent(capability, *role) != Extent::No)
}

impl Scope {
    /// The offices whose queue the person may see, as [`decide`] says: none for roles that see no content.
    pub fn queue_offices(&self) -> Vec<OfficeId> {
        self.offices_for(Capability::SeeQueue)
    }

    /// The offices in which the person has `capability` for what stands in the queue, as [`decide`] says.
    pub fn offices_for(&self, capability: Capability) -> Vec<OfficeId> {
        let place = |office| Place {
            case: None,
            county: self.county,
            office,
            in_queue: true,
            in_hand: false,
        };
        self.offices
            .iter()
            .copied()
            .filter(|office| decide(self, capability, &place(*office)).is_allowed())
            .collect()
    }
}

#[cfg(test)]
mod tests;
