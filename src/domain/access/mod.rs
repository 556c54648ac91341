//! Who may see or do what: one table (SECURITY 5.1) and the one function that decides. No other place scopes.

mod table;

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::office::OfficeId;
use super::places::CountyCode;

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
    /// that one is among them too (DESIGN 6).
    pub offices: Vec<OfficeId>,
}

/// Where a case stands, as far as access asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
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
/// offices (need to know, SECURITY 5.3).
pub fn decide(scope: &Scope, capability: Capability, place: &Place) -> Decision {
    if place.county != scope.county || !scope.offices.contains(&place.office) {
        return Decision::Refused;
    }
    let granted = |granted: bool, decision| if granted { decision } else { Decision::Refused };
    match table::extent(capability, scope.role) {
        Extent::Yes | Extent::Office => Decision::Allowed,
        Extent::OfficeWithReason => Decision::WithReason,
        Extent::QueueOrAssigned => granted(place.in_queue || place.in_hand, Decision::Allowed),
        Extent::AssignedWithReason => granted(place.in_hand, Decision::WithReason),
        Extent::IfSocialWorker => granted(scope.social_worker, Decision::Allowed),
        // What needs a second person, a named person or no case at all is not given by a look at one case.
        Extent::No
        | Extent::County
        | Extent::SecondPerson
        | Extent::NamedPersons
        | Extent::Proposes
        | Extent::TwoPersons
        | Extent::Own
        | Extent::OfficeNoContent
        | Extent::AllNoContent => Decision::Refused,
    }
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

/// The roles that have `capability` at all, as the table says.
pub fn roles_with(capability: Capability) -> impl Iterator<Item = Role> {
    Role::ALL
        .into_iter()
        .filter(move |role| table::extent(capability, *role) != Extent::No)
}

impl Scope {
    /// The offices whose queue the person may see, as [`decide`] says: none for roles that see no content.
    pub fn queue_offices(&self) -> Vec<OfficeId> {
        let place = |office| Place {
            county: self.county,
            office,
            in_queue: true,
            in_hand: false,
        };
        self.offices
            .iter()
            .copied()
            .filter(|office| decide(self, Capability::SeeQueue, &place(*office)).is_allowed())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(number: u128) -> OfficeId {
        OfficeId(Uuid::from_u128(number))
    }

    fn county(code: &str) -> CountyCode {
        CountyCode::parse(code).unwrap()
    }

    fn scope(role: Role, social_worker: bool) -> Scope {
        Scope {
            staff: StaffId(Uuid::from_u128(1)),
            county: county("06"),
            role,
            social_worker,
            offices: vec![office(1), office(2)],
        }
    }

    fn queued(office: OfficeId) -> Place {
        Place {
            county: county("06"),
            office,
            in_queue: true,
            in_hand: false,
        }
    }

    #[test]
    fn nobody_reaches_beyond_their_offices_and_their_county() {
        for role in Role::ALL {
            for capability in Capability::ALL {
                let scope = scope(role, true);
                let elsewhere = Place {
                    in_hand: true,
                    ..queued(office(3))
                };
                let other_county = Place {
                    county: county("02"),
                    in_hand: true,
                    ..queued(office(1))
                };
                assert_eq!(decide(&scope, capability, &elsewhere), Decision::Refused);
                assert_eq!(decide(&scope, capability, &other_county), Decision::Refused);
            }
        }
    }

    #[test]
    fn those_who_administer_see_no_content() {
        for role in [Role::OfficeAdmin, Role::CountyAdmin, Role::Auditor] {
            let place = Place {
                in_hand: true,
                ..queued(office(1))
            };
            for capability in [
                Capability::SeeQueue,
                Capability::OpenReport,
                Capability::OpenIdentity,
            ] {
                assert_eq!(
                    decide(&scope(role, true), capability, &place),
                    Decision::Refused,
                    "{role:?}"
                );
            }
            assert!(scope(role, true).queue_offices().is_empty());
        }
    }

    #[test]
    fn a_worker_opens_what_stands_in_the_queue_or_in_their_own_hands() {
        for role in [Role::IntakeWorker, Role::SocialWorker] {
            let worker = scope(role, false);
            let opens = |place: Place| decide(&worker, Capability::OpenReport, &place);
            let put_away = Place {
                in_queue: false,
                ..queued(office(2))
            };
            assert_eq!(opens(queued(office(2))), Decision::Allowed);
            assert_eq!(opens(put_away), Decision::Refused);
            assert_eq!(
                opens(Place {
                    in_hand: true,
                    ..put_away
                }),
                Decision::Allowed
            );
        }
        let put_away = Place {
            in_queue: false,
            ..queued(office(2))
        };
        let supervisor = scope(Role::Supervisor, false);
        assert_eq!(
            decide(&supervisor, Capability::OpenReport, &put_away),
            Decision::Allowed
        );
    }

    #[test]
    fn a_protected_identity_takes_a_reason_and_a_case_in_hand() {
        let mine = Place {
            in_hand: true,
            ..queued(office(1))
        };
        let opens = |role, place| decide(&scope(role, false), Capability::OpenIdentity, &place);
        assert_eq!(opens(Role::IntakeWorker, mine), Decision::WithReason);
        assert_eq!(opens(Role::SocialWorker, queued(office(1))), Decision::Refused);
        assert_eq!(opens(Role::Supervisor, queued(office(1))), Decision::WithReason);
    }

    #[test]
    fn a_county_keeps_its_directory_and_an_office_how_it_is_reached() {
        use Capability::{KeepDirectory, KeepOffice, SeeDirectory};
        let may = |role, capability, county_code: &str, place: Option<u128>| {
            may_administer(
                &scope(role, true),
                capability,
                county(county_code),
                place.map(office),
            )
        };
        for (role, capability, own, other_office, whole) in [
            (Role::CountyAdmin, SeeDirectory, true, true, true),
            (Role::CountyAdmin, KeepOffice, true, true, true),
            (Role::CountyAdmin, KeepDirectory, true, true, true),
            (Role::OfficeAdmin, SeeDirectory, true, false, false),
            (Role::OfficeAdmin, KeepOffice, true, false, false),
            (Role::OfficeAdmin, KeepDirectory, false, false, false),
            (Role::Auditor, SeeDirectory, true, true, true),
            (Role::Auditor, KeepOffice, false, false, false),
            (Role::Auditor, KeepDirectory, false, false, false),
            (Role::Supervisor, SeeDirectory, false, false, false),
            (Role::SocialWorker, KeepOffice, false, false, false),
            (Role::IntakeWorker, KeepDirectory, false, false, false),
        ] {
            assert_eq!(
                may(role, capability, "06", Some(1)),
                own,
                "{role} {capability} own"
            );
            assert_eq!(
                may(role, capability, "06", Some(3)),
                other_office,
                "{role} {capability} other"
            );
            assert_eq!(
                may(role, capability, "06", None),
                whole,
                "{role} {capability} whole"
            );
            assert!(
                !may(role, capability, "02", Some(1)),
                "{role} {capability} elsewhere"
            );
        }
    }

    #[test]
    fn the_judgement_is_a_social_workers() {
        for (role, flag, may) in [
            (Role::IntakeWorker, true, false),
            (Role::SocialWorker, true, true),
            (Role::Supervisor, false, false),
            (Role::Supervisor, true, true),
        ] {
            for capability in [Capability::SignOff, Capability::Close] {
                let decision = decide(&scope(role, flag), capability, &queued(office(1)));
                assert_eq!(decision.is_allowed(), may, "{role:?} {flag}");
            }
        }
    }
}
