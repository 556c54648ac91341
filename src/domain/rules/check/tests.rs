//! A directory that passes sends every address to exactly one office; one that would not is told why.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::language::{Language, LanguageCode};
use crate::domain::places::Names;
use crate::domain::routing::{Address, route};
use crate::domain::rules::RuleSet;

fn county(code: &str) -> CountyCode {
    CountyCode::parse(code).unwrap()
}

fn municipality(code: &str) -> MunicipalityCode {
    MunicipalityCode::parse(code).unwrap()
}

fn postal(code: &str) -> PostalCode {
    PostalCode::parse(code).unwrap()
}

fn id(number: u128) -> OfficeId {
    OfficeId(Uuid::from_u128(number))
}

fn names() -> Names {
    Names {
        fi: "a".into(),
        sv: "a".into(),
        en: "a".into(),
    }
}

/// Two counties of two municipalities each, and Åland; each municipality has two postal codes.
fn geography() -> Geography {
    Geography::new(
        [
            ("049", "03"),
            ("078", "03"),
            ("837", "08"),
            ("211", "08"),
            ("478", "91"),
        ]
        .map(|(code, of)| (municipality(code), county(of))),
        [
            ("02100", "049"),
            ("02940", "049"),
            ("10900", "078"),
            ("10960", "078"),
            ("33100", "837"),
            ("33200", "837"),
            ("36200", "211"),
            ("36220", "211"),
            ("22100", "478"),
        ]
        .map(|(code, of)| (postal(code), municipality(of))),
        [],
    )
}

/// Offices 1–3 in the first county with 4 its duty service, 5 and 6 in the second.
fn offices() -> Vec<Office> {
    [(1, "03"), (2, "03"), (3, "03"), (4, "03"), (5, "08"), (6, "08")]
        .map(|(number, of)| Office {
            kind: if number == 4 {
                OfficeKind::Duty
            } else {
                OfficeKind::Regional
            },
            ..Office::new(id(number), county(of), names())
        })
        .to_vec()
}

/// A directory to be spoilt.
struct Owned {
    offices: Vec<Office>,
    defaults: Vec<(CountyCode, OfficeId)>,
    duty: Vec<(CountyCode, OfficeId)>,
    rules: Vec<RoutingRule>,
    areas: Vec<Area>,
}

fn rule(of: &str, condition: Condition, office: u128) -> RoutingRule {
    RoutingRule {
        county: county(of),
        position: 0,
        condition,
        office: id(office),
    }
}

fn area(code: &str) -> Area {
    Area {
        municipality: municipality("049"),
        code: code.to_owned(),
        names: names(),
    }
}

impl Owned {
    fn good() -> Self {
        let espoo = municipality("049");
        Self {
            offices: offices(),
            defaults: vec![(county("03"), id(1)), (county("08"), id(5))],
            duty: vec![(county("03"), id(4))],
            rules: vec![
                rule("03", Condition::Language(Language::Sv.into(), Some(espoo)), 3),
                rule("03", Condition::Prenatal(Some(espoo)), 3),
                rule("03", Condition::Prenatal(None), 1),
                rule("03", Condition::Area("north".into(), espoo), 2),
                rule("03", Condition::Area("south".into(), espoo), 3),
                rule("03", Condition::PostalCode(postal("02100")), 2),
                rule("03", Condition::PostalCode(postal("02940")), 2),
                rule("03", Condition::PostalCode(postal("02940")), 3),
                rule("03", Condition::Municipality(municipality("078")), 1),
                rule("08", Condition::Municipality(municipality("837")), 5),
                rule("08", Condition::Municipality(municipality("211")), 6),
            ],
            areas: vec![area("north"), area("south")],
        }
    }

    fn faults(&mut self) -> Vec<DirectoryFault> {
        for (position, rule) in (1..).zip(&mut self.rules) {
            rule.position = position;
        }
        let draft = Draft {
            home_county: county("03"),
            offices: &self.offices,
            defaults: &self.defaults,
            duty: &self.duty,
            rules: &self.rules,
            areas: &self.areas,
        };
        check(&draft, &geography())
    }
}

#[test]
fn a_good_directory_has_no_fault() {
    assert_eq!(Owned::good().faults(), []);
}

#[test]
fn each_fault_is_told_where_it_is() {
    type Spoil = fn(&mut Owned);
    let cases: [(Spoil, DirectoryFault); 15] = [
        (
            |it| it.defaults.truncate(1),
            DirectoryFault::NoDefault(county("08")),
        ),
        (
            |it| it.defaults[1].1 = id(1),
            DirectoryFault::WrongDefault(county("08")),
        ),
        (
            |it| it.defaults[0].1 = id(4),
            DirectoryFault::WrongDefault(county("03")),
        ),
        (|it| it.duty[0].1 = id(1), DirectoryFault::WrongDuty(county("03"))),
        (
            |it| drop(it.rules.remove(9)),
            DirectoryFault::Unrouted(municipality("837"), county("08")),
        ),
        (|it| it.rules[10].office = id(1), DirectoryFault::WrongOffice(10)),
        (|it| it.rules[8].office = id(4), DirectoryFault::WrongOffice(8)),
        (
            |it| {
                it.rules
                    .push(rule("08", Condition::PostalCode(postal("02100")), 5));
            },
            DirectoryFault::WrongPlace(11),
        ),
        (
            |it| {
                it.rules
                    .push(rule("08", Condition::Municipality(municipality("837")), 6));
            },
            DirectoryFault::Same { first: 9, second: 11 },
        ),
        (
            |it| {
                it.rules
                    .push(rule("03", Condition::PostalCode(postal("02100")), 2));
            },
            DirectoryFault::Same { first: 5, second: 11 },
        ),
        (
            |it| {
                it.rules
                    .push(rule("08", Condition::PostalCode(postal("33100")), 6));
            },
            DirectoryFault::Unreachable { by: 9, rule: 11 },
        ),
        (
            |it| it.rules.swap(1, 2),
            DirectoryFault::Unreachable { by: 1, rule: 2 },
        ),
        (
            |it| {
                let twice = [5, 6].map(|office| rule("08", Condition::PostalCode(postal("36200")), office));
                it.rules.splice(9..9, twice);
            },
            DirectoryFault::NothingToAsk {
                code: postal("36200"),
                rule: 9,
            },
        ),
        (
            |it| it.areas.push(area("north")),
            DirectoryFault::SameArea { first: 0, second: 2 },
        ),
        (|it| it.areas.push(area("west")), DirectoryFault::AreaUnrouted(2)),
    ];
    for (spoil, fault) in cases {
        let mut directory = Owned::good();
        spoil(&mut directory);
        assert_eq!(directory.faults(), [fault]);
    }
    let mut directory = Owned::good();
    directory.areas.remove(0);
    assert_eq!(directory.faults(), [DirectoryFault::AreaUnknown(3)]);
    let mut directory = Owned::good();
    directory.areas[0].municipality = municipality("999");
    assert!(directory.faults().contains(&DirectoryFault::WrongArea(0)));
}

fn any_condition() -> impl Strategy<Value = (&'static str, Condition)> {
    let place = prop_oneof![
        Just(("03", "049", "02100")),
        Just(("03", "049", "02940")),
        Just(("03", "078", "10900")),
        Just(("08", "837", "33100")),
        Just(("08", "211", "36220")),
    ];
    (place, 0..8_u8).prop_map(|((of, place, code), kind)| {
        let place = municipality(place);
        let condition = match kind {
            0 => Condition::Language(Language::Sv.into(), None),
            1 => Condition::Language(Language::Sv.into(), Some(place)),
            2 => Condition::Prenatal(Some(place)),
            3 => Condition::Authority(None),
            4 => Condition::Area("north".into(), municipality("049")),
            5 => Condition::PostalCode(postal(code)),
            _ => Condition::Municipality(place),
        };
        (of, condition)
    })
}

fn any_address() -> impl Strategy<Value = Address> {
    let places = ["", "049", "078", "837", "211", "478", "999"];
    let codes = ["", "02100", "02940", "10900", "33100", "36220", "22100", "00000"];
    (
        0..places.len(),
        0..codes.len(),
        0..places.len(),
        any::<[bool; 4]>(),
    )
        .prop_map(
            move |(place, code, concern, [swedish, prenatal, authority, north])| Address {
                municipality: MunicipalityCode::parse(places[place]),
                postal_code: PostalCode::parse(codes[code]),
                area: north.then(|| "north".to_owned()),
                language: swedish.then(|| LanguageCode::from(Language::Sv)),
                prenatal,
                authority,
                place_of_concern: MunicipalityCode::parse(places[concern]),
                of_another: false,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, max_global_rejects: 50_000, ..ProptestConfig::default() })]

    #[test]
    fn what_passes_sends_every_address_to_exactly_one_office(
        wanted in prop::collection::vec((any_condition(), 1..=6_u128), 0..14),
        default in prop::option::weighted(0.9, 5..=6_u128),
        complete in any::<bool>(),
        addresses in prop::collection::vec(any_address(), 24),
    ) {
        let mut rules: Vec<RoutingRule> =
            wanted.into_iter().map(|((of, condition), office)| rule(of, condition, office)).collect();
        if complete {
            // Half of the directories are mended as far as a person would, so that many pass.
            let named = [("03", "049", 1), ("03", "078", 2), ("08", "837", 5), ("08", "211", 6)];
            rules.retain(|rule| !matches!(rule.condition, Condition::Municipality(_)));
            rules.retain(|rule| rule.office != id(4) && (rule.office.0.as_u128() < 4) == (rule.county == county("03")));
            rules.extend(named.map(|(of, code, office)| rule(of, Condition::Municipality(municipality(code)), office)));
        }
        let mut directory = Owned {
            offices: offices(),
            defaults: std::iter::once((county("03"), id(1)))
                .chain(default.map(|office| (county("08"), id(office))))
                .collect(),
            duty: Vec::new(),
            areas: if rules.iter().any(|rule| matches!(rule.condition, Condition::Area(..))) {
                vec![area("north")]
            } else {
                Vec::new()
            },
            rules,
        };
        prop_assume!(directory.faults().is_empty());
        let set = RuleSet::new(
            county("03"),
            directory.defaults.clone(),
            directory.offices.clone(),
            directory.rules.clone(),
        );
        for address in addresses {
            let decision = route(&address, &geography(), &set);
            let office = decision.office.and_then(|office| set.office(office));
            if decision.county == CountyCode::ALAND {
                prop_assert!(office.is_none());
                continue;
            }
            let office = office.expect("an office that is in the directory");
            prop_assert_eq!(office.kind, OfficeKind::Regional);
            // A county that is not served here leaves its reports to the installation's own.
            let served = set.default_office(decision.county).map(|office| office.county);
            prop_assert_eq!(office.county, served.unwrap_or(county("03")));
            prop_assert_eq!(route(&address, &geography(), &set), decision);
        }
    }
}
