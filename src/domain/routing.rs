//! Which office receives a report: LsL 16 § (county of the child's home or residence municipality), and inside the
//! county the rules of its directory. Pure: the same address and directory give the same answer.

use super::language::LanguageCode;
use super::places::{CountyCode, Geography, MunicipalityCode, PostalCode};
use super::rules::{RoutingRule, RuleKind, RuleSet};
use super::sensitive::debug_hidden;

mod ask;
mod decision;

pub use decision::{Decision, IgnoredPostalCode, OfficeReason, PlaceKnown, Reason};

use ask::{Found, Question, names_postal_code};

/// What is known of where one child is. Everything may be missing. It is personal data, so `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The home or residence municipality, as stated (LsL 16 § 1).
    pub municipality: Option<MunicipalityCode>,
    /// The postal code. It refines the municipality and never overrules it.
    pub postal_code: Option<PostalCode>,
    /// The area that the reporter chose when asked, by its name for machines.
    pub area: Option<String>,
    /// The language in which the family is served.
    pub language: Option<LanguageCode>,
    /// The report is about an unborn child.
    pub prenatal: bool,
    /// An authority or another professional with a duty to report tells it.
    pub authority: bool,
    /// Where the reporter saw or heard it; used when the child's own municipality is unknown.
    pub place_of_concern: Option<MunicipalityCode>,
    /// Municipality, postal code and area are those of another person of the same report, because nothing is known of
    /// this child's own.
    pub of_another: bool,
}

debug_hidden!(Address);

/// Finds the office for one child's address. Every address gets an answer.
pub fn route(address: &Address, geography: &Geography, rules: &RuleSet) -> Decision {
    let (municipality, place) = locate(address, geography);
    let county = municipality
        .and_then(|code| geography.county_of(code))
        .unwrap_or(rules.home_county());
    let usable = usable_postal_code(address, geography, rules.rules(county), municipality, place);
    let found = match municipality {
        None => Found::default_office(
            OfficeReason::PlaceUnknown,
            rules.fallback_office(county).map(|o| o.id),
        ),
        Some(_) if county == CountyCode::ALAND => Found::default_office(OfficeReason::Aland, None),
        Some(municipality) => {
            let question = Question {
                municipality,
                postal_code: usable,
                address,
                geography,
            };
            question.ask(rules, county)
        }
    };
    let rule = match (place, found.rule) {
        (PlaceKnown::PostalCode, RuleKind::Municipality) => RuleKind::PostalCode,
        (_, rule) => rule,
    };
    let ignored_postal_code = match (address.postal_code, usable) {
        (Some(postal_code), None) => Some(IgnoredPostalCode {
            postal_code,
            belongs_to: geography.municipality_of(postal_code),
        }),
        _ => None,
    };
    let reason = Reason {
        municipality,
        place,
        ignored_postal_code,
        office: found.reason,
    };
    Decision {
        county,
        office: found.office,
        rule,
        reason,
    }
}

/// The municipality to go by and how it is known. A residence in Åland gives way to a place of concern elsewhere,
/// because an Åland report has no office here.
fn locate(address: &Address, geography: &Geography) -> (Option<MunicipalityCode>, PlaceKnown) {
    let stated = address.municipality.and_then(|code| geography.current(code));
    let listed = address
        .postal_code
        .and_then(|code| geography.municipality_of(code));
    let concern = address.place_of_concern.and_then(|code| geography.current(code));
    let in_aland = |code| geography.county_of(code) == Some(CountyCode::ALAND);
    let own = stated.map(|code| (code, PlaceKnown::Stated));
    let own = own.or(listed.map(|code| (code, PlaceKnown::PostalCode)));
    match (own, concern) {
        (Some(_), Some(concern)) if address.of_another => (Some(concern), PlaceKnown::PlaceOfConcern),
        (Some((own, _)), None) if address.of_another => (Some(own), PlaceKnown::OfAnother),
        (Some((own, _)), Some(concern)) if in_aland(own) && !in_aland(concern) => {
            (Some(concern), PlaceKnown::PlaceOfConcernForAland)
        }
        (Some((own, place)), _) => (Some(own), place),
        (None, Some(concern)) => (Some(concern), PlaceKnown::PlaceOfConcern),
        (None, None) => (None, PlaceKnown::Unknown),
    }
}

/// The postal code, where it may refine the municipality: it is listed under that very municipality, or it is not
/// listed at all but the county's own directory knows it.
fn usable_postal_code(
    address: &Address,
    geography: &Geography,
    rules: &[RoutingRule],
    municipality: Option<MunicipalityCode>,
    place: PlaceKnown,
) -> Option<PostalCode> {
    let of_a_home = [PlaceKnown::Stated, PlaceKnown::PostalCode, PlaceKnown::OfAnother];
    if !of_a_home.contains(&place) {
        return None;
    }
    let postal_code = address.postal_code?;
    let usable = match geography.municipality_of(postal_code) {
        Some(listed) => Some(listed) == municipality,
        None => rules.iter().any(|rule| names_postal_code(rule, postal_code)),
    };
    usable.then_some(postal_code)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::language::Language;
    use crate::domain::office::{Office, OfficeId};
    use crate::domain::places::Names;
    use crate::domain::rules::Condition;

    const SOUTH: OfficeId = OfficeId(Uuid::from_u128(1));
    const NORTH: OfficeId = OfficeId(Uuid::from_u128(2));
    const SWEDISH: OfficeId = OfficeId(Uuid::from_u128(3));
    const COUNTY: OfficeId = OfficeId(Uuid::from_u128(4));

    fn municipality(code: &str) -> MunicipalityCode {
        MunicipalityCode::parse(code).unwrap()
    }

    fn postal(code: &str) -> PostalCode {
        PostalCode::parse(code).unwrap()
    }

    fn names(name: &str) -> Names {
        Names {
            fi: name.into(),
            sv: name.into(),
            en: name.into(),
        }
    }

    /// Espoo (049) is shared between south and north, Hanko (078) is not, Tampere (837) is another county's, and
    /// Mariehamn (478) is in Åland. 02940 spans both parts of Espoo.
    fn decide(address: &Address) -> Decision {
        let county = CountyCode::parse("03").unwrap();
        let geography = Geography::new(
            [("049", "03"), ("078", "03"), ("837", "08"), ("478", "91")]
                .map(|(code, county)| (municipality(code), CountyCode::parse(county).unwrap())),
            [
                ("02100", "049"),
                ("02940", "049"),
                ("02970", "049"),
                ("33100", "837"),
                ("22100", "478"),
            ]
            .map(|(code, of)| (postal(code), municipality(of))),
            [],
        );
        let offices = [
            (SOUTH, "south"),
            (NORTH, "north"),
            (SWEDISH, "svenska"),
            (COUNTY, "all"),
        ]
        .map(|(id, name)| Office::new(id, county, names(name)));
        let by_code = |code| Condition::PostalCode(postal(code));
        let espoo = municipality("049");
        let rules = [
            (Condition::Language(Language::Sv.into(), Some(espoo)), SWEDISH),
            (Condition::Area("north".into(), espoo), NORTH),
            (by_code("02100"), SOUTH),
            (by_code("02940"), SOUTH),
            (by_code("02940"), NORTH),
            (by_code("02970"), NORTH),
            (by_code("02071"), SOUTH),
        ];
        let rules: Vec<_> = (1..)
            .zip(rules)
            .map(|(position, (condition, office))| RoutingRule {
                county,
                position,
                condition,
                office,
            })
            .collect();
        let of = |defaults: Vec<_>| RuleSet::new(county, defaults, offices.clone(), rules.clone());
        let decision = route(address, &geography, &of(vec![(county, COUNTY)]));
        // Without a default office there is still an office, and one of the same county.
        let without = route(address, &geography, &of(Vec::new()));
        assert_eq!(
            (without.county, without.office.is_some()),
            (decision.county, decision.office.is_some())
        );
        decision
    }

    fn at(code: &str, postal_code: &str) -> Address {
        Address {
            municipality: MunicipalityCode::parse(code),
            postal_code: PostalCode::parse(postal_code),
            ..Address::default()
        }
    }

    #[track_caller]
    fn goes_to(address: &Address, office: Option<OfficeId>, rule: RuleKind) -> Reason {
        let decision = decide(address);
        assert_eq!(
            (decision.office, decision.rule),
            (office, rule),
            "{:?}",
            decision.reason
        );
        decision.reason
    }

    #[test]
    fn a_postal_code_chooses_among_the_offices_of_the_municipality() {
        goes_to(&at("049", "02100"), Some(SOUTH), RuleKind::PostalCode);
        goes_to(&at("049", "02970"), Some(NORTH), RuleKind::PostalCode);
        goes_to(&at("", "02970"), Some(NORTH), RuleKind::PostalCode);
    }

    #[test]
    fn a_postal_code_of_another_municipality_is_ignored_and_said() {
        let reason = goes_to(&at("078", "02100"), Some(COUNTY), RuleKind::Municipality);
        assert_eq!(reason.office, OfficeReason::WholeMunicipality);
        let ignored = IgnoredPostalCode {
            postal_code: postal("02100"),
            belongs_to: Some(municipality("049")),
        };
        assert_eq!(reason.ignored_postal_code, Some(ignored));
    }

    #[test]
    fn an_unlisted_postal_code_counts_only_where_the_directory_knows_it() {
        goes_to(&at("049", "02071"), Some(SOUTH), RuleKind::PostalCode);
        let reason = goes_to(&at("049", "02072"), Some(COUNTY), RuleKind::Default);
        assert_eq!(
            reason.ignored_postal_code,
            Some(IgnoredPostalCode {
                postal_code: postal("02072"),
                belongs_to: None
            })
        );
    }

    #[test]
    fn where_something_must_be_asked_the_default_office_gets_the_report() {
        let reason = goes_to(&at("049", ""), Some(COUNTY), RuleKind::Default);
        assert_eq!(
            reason.office,
            OfficeReason::SeveralOffices {
                candidates: vec![NORTH, SOUTH]
            }
        );
        let reason = goes_to(&at("049", "02940"), Some(COUNTY), RuleKind::Default);
        let candidates = vec![SOUTH, NORTH];
        assert_eq!(
            reason.office,
            OfficeReason::SpansAreas {
                postal_code: postal("02940"),
                candidates
            }
        );
        let answered = Address {
            area: Some("north".into()),
            ..at("049", "02940")
        };
        goes_to(&answered, Some(NORTH), RuleKind::AreaQuestion);
    }

    #[test]
    fn a_unit_for_a_language_takes_its_families_wherever_in_the_municipality_they_live() {
        let swedish = |address| Address {
            language: LanguageCode::parse("SV"),
            ..address
        };
        goes_to(&swedish(at("049", "02100")), Some(SWEDISH), RuleKind::Language);
        goes_to(&swedish(at("078", "")), Some(COUNTY), RuleKind::Municipality);
    }

    #[test]
    fn an_unknown_home_is_routed_by_the_place_of_concern_or_to_the_installation() {
        let seen = Address {
            place_of_concern: Some(municipality("078")),
            ..at("", "")
        };
        let reason = goes_to(&seen, Some(COUNTY), RuleKind::Municipality);
        assert_eq!(reason.place, PlaceKnown::PlaceOfConcern);
        let reason = goes_to(&at("", "99999"), Some(COUNTY), RuleKind::Default);
        assert_eq!(
            (reason.place, reason.office),
            (PlaceKnown::Unknown, OfficeReason::PlaceUnknown)
        );
    }

    #[test]
    fn another_countys_child_keeps_the_county_and_stands_in_our_default_office() {
        let decision = decide(&at("837", "33100"));
        assert_eq!(decision.county.to_string(), "08");
        assert_eq!(
            (decision.office, decision.reason.office),
            (Some(COUNTY), OfficeReason::OtherCounty)
        );
    }

    #[test]
    fn aland_has_no_office_unless_the_concern_is_elsewhere() {
        let decision = decide(&at("478", "22100"));
        assert_eq!((decision.county, decision.office), (CountyCode::ALAND, None));
        assert_eq!(
            (decision.rule, decision.reason.office),
            (RuleKind::Default, OfficeReason::Aland)
        );
        let seen = Address {
            place_of_concern: Some(municipality("078")),
            ..at("478", "22100")
        };
        let reason = goes_to(&seen, Some(COUNTY), RuleKind::Municipality);
        assert_eq!(reason.place, PlaceKnown::PlaceOfConcernForAland);
    }

    #[test]
    fn an_address_does_not_print() {
        assert_eq!(format!("{:?}", at("049", "02100")), "Address([personal data])");
        let decision = format!("{:?}", decide(&at("078", "02100")));
        assert!(decision.contains("Municipality"), "{decision}");
        assert!(
            !decision.contains("078") && !decision.contains("02100"),
            "{decision}"
        );
    }
}
