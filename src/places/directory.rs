//! The embedded example directory: the offices and rules that `route` and `demo` use without a database.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::hours::OpeningHours;
use crate::domain::language::LanguageCode;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::{Office, OfficeCode, OfficeId, OfficeKind};
use crate::domain::phone::Phones;
use crate::domain::places::{CountyCode, MunicipalityCode, Names, PostalCode};
use crate::domain::rules::{Area, Condition, Draft, RoutingRule, RuleSet};

const OFFICES: &str = include_str!("../../data/offices.toml");

/// A directory as a file holds it: whose installation it is, its offices, the default office and the duty service of
/// each county, the rules in the order in which they are asked, and the areas to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    /// The county whose default office takes reports whose place nobody knows.
    pub home_county: CountyCode,
    /// The offices, in the file's order.
    pub offices: Vec<Office>,
    /// The default office of each county.
    pub defaults: Vec<(CountyCode, OfficeId)>,
    /// The duty service of each county.
    pub duty: Vec<(CountyCode, OfficeId)>,
    /// The routing rules, each with its position within its county.
    pub rules: Vec<RoutingRule>,
    /// The areas, each municipality's in their order.
    pub areas: Vec<Area>,
}

impl Directory {
    /// The example directory compiled into the program, read once.
    ///
    /// # Panics
    /// Never in a build whose tests passed: the file is a part of the program.
    pub fn embedded() -> &'static Self {
        static DIRECTORY: OnceLock<Directory> = OnceLock::new();
        DIRECTORY.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the file is compiled in and a test reads it")]
            Self::read(OFFICES).expect("the embedded directory is well-formed")
        })
    }

    /// The rule set that answers from this directory.
    pub fn rule_set(&self) -> RuleSet {
        RuleSet::new(
            self.home_county,
            self.defaults.clone(),
            self.offices.clone(),
            self.rules.clone(),
        )
        .with_duty(self.duty.clone())
        .with_areas(self.areas.clone())
    }

    /// The directory as one that is to be used, to be checked.
    pub fn draft(&self) -> Draft<'_> {
        Draft {
            home_county: self.home_county,
            offices: &self.offices,
            defaults: &self.defaults,
            duty: &self.duty,
            rules: &self.rules,
            areas: &self.areas,
        }
    }

    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let mut directory = Self {
            home_county: file.home_county,
            offices: Vec::new(),
            defaults: Vec::new(),
            duty: Vec::new(),
            rules: Vec::new(),
            areas: file.area.into_iter().map(Area::from).collect(),
        };
        let mut rules = Vec::new();
        for entry in file.office {
            rules.extend(
                entry
                    .conditions()
                    .into_iter()
                    .map(|condition| (entry.county, condition, entry.id)),
            );
            if entry.default {
                directory.defaults.push((entry.county, entry.id));
            }
            if entry.kind == OfficeKind::Duty {
                directory.duty.push((entry.county, entry.id));
            }
            directory.offices.push(Office {
                code: entry.code,
                kind: entry.kind,
                languages: entry.languages,
                phones: entry.phones,
                hours: entry.hours,
                mailbox: entry.mailbox,
                ..Office::new(entry.id, entry.county, entry.names)
            });
        }
        // A unit for a language serves its families wherever they live, an answer knows more than a postal code, and a
        // postal code more than a municipality.
        rules.sort_by_key(|(_, condition, _)| match condition {
            Condition::Language(..) => 1,
            Condition::Prenatal(_) => 2,
            Condition::Authority(_) => 3,
            Condition::Area(..) => 4,
            Condition::PostalCode(_) => 5,
            Condition::Municipality(_) => 6,
        });
        directory.rules = (1..)
            .zip(rules)
            .map(|(position, (county, condition, office))| RoutingRule {
                county,
                position,
                condition,
                office,
            })
            .collect();
        Ok(directory)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    home_county: CountyCode,
    office: Vec<Entry>,
    area: Vec<AreaEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaEntry {
    municipality: MunicipalityCode,
    code: String,
    names: Names,
}

impl From<AreaEntry> for Area {
    fn from(entry: AreaEntry) -> Self {
        Self {
            municipality: entry.municipality,
            code: entry.code,
            names: entry.names,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: OfficeId,
    county: CountyCode,
    code: OfficeCode,
    #[serde(default)]
    kind: OfficeKind,
    names: Names,
    #[serde(default)]
    phones: Phones,
    #[serde(default)]
    hours: OpeningHours,
    #[serde(default)]
    languages: Vec<LanguageCode>,
    mailbox: Option<Mailbox>,
    #[serde(default)]
    default: bool,
    #[serde(default)]
    postal_codes: Vec<PostalCode>,
    #[serde(default)]
    municipalities: Vec<MunicipalityCode>,
    areas: Option<Areas>,
    language: Option<Served>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Areas {
    municipality: MunicipalityCode,
    codes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Served {
    language: LanguageCode,
    municipality: Option<MunicipalityCode>,
}

impl Entry {
    fn conditions(&self) -> Vec<Condition> {
        let mut conditions = Vec::new();
        if let Some(served) = &self.language {
            conditions.push(Condition::Language(served.language.clone(), served.municipality));
        }
        if let Some(areas) = &self.areas {
            let area = |name: &String| Condition::Area(name.clone(), areas.municipality);
            conditions.extend(areas.codes.iter().map(area));
        }
        conditions.extend(self.postal_codes.iter().copied().map(Condition::PostalCode));
        conditions.extend(self.municipalities.iter().copied().map(Condition::Municipality));
        conditions
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::domain::routing::{Address, Decision, route};
    use crate::domain::rules::{RuleKind, check};
    use crate::places::Places;

    fn decide(address: &Address) -> Decision {
        route(
            address,
            Places::embedded().geography(),
            &Directory::embedded().rule_set(),
        )
    }

    fn at(municipality: &str, postal_code: &str) -> Address {
        Address {
            municipality: MunicipalityCode::parse(municipality),
            postal_code: PostalCode::parse(postal_code),
            ..Address::default()
        }
    }

    fn office_name(decision: &Decision) -> &'static str {
        let named = |office: &&Office| Some(office.id) == decision.office;
        Directory::embedded()
            .offices
            .iter()
            .find(named)
            .map_or("", |office| &office.names.en)
    }

    #[test]
    fn the_embedded_directory_is_whole() {
        let directory = Directory::read(OFFICES).unwrap();
        let ids: BTreeSet<_> = directory.offices.iter().map(|office| office.id).collect();
        assert_eq!(ids.len(), directory.offices.len());
        assert!(ids.iter().all(|id| id.0.get_version_num() == 4));
        let served: Vec<_> = directory.defaults.iter().map(|(county, _)| *county).collect();
        let counties: Vec<_> = Places::embedded().counties().map(|county| county.code).collect();
        assert_eq!([served.as_slice(), &[CountyCode::ALAND]].concat(), counties);
        let rules = directory.rule_set();
        let kept: usize = counties.iter().map(|county| rules.rules(*county).len()).sum();
        assert_eq!(kept, directory.rules.len());
        assert_eq!(
            directory.duty.len(),
            directory.defaults.len(),
            "every county has its duty service"
        );
        assert_eq!(check(&directory.draft(), Places::embedded().geography()), []);
    }

    #[test]
    fn all_municipalities_route_to_an_office_of_their_county() {
        let rules = Directory::embedded().rule_set();
        for place in Places::embedded().municipalities() {
            let decision = decide(&Address {
                municipality: Some(place.code),
                ..Address::default()
            });
            assert_eq!(decision.county, place.county, "{place:?}");
            let owner = decision
                .office
                .and_then(|id| rules.office(id))
                .map(|office| office.county);
            let expected = (place.county != CountyCode::ALAND).then_some(place.county);
            assert_eq!(owner, expected, "{place:?}");
        }
    }

    #[test]
    fn espoo_is_shared_by_postal_code_as_its_example_says() {
        let offices = BTreeMap::from([
            ("espoo-espoon-keskus", "Espoon keskus child welfare services"),
            ("espoo-espoonlahti", "Espoonlahti child welfare services"),
            ("espoo-leppavaara", "Leppävaara child welfare services"),
            (
                "espoo-matinkyla-olari-tapiola",
                "Matinkylä–Olari–Tapiola child welfare services",
            ),
        ]);
        let example = include_str!("../../data/espoo_example_areas.csv");
        for line in csv::Reader::from_reader(example.as_bytes()).records() {
            let line = line.unwrap();
            let decision = decide(&at("049", &line[0]));
            if ["02750", "02940"].contains(&&line[0]) {
                assert_eq!(decision.rule, RuleKind::Default);
                assert_eq!(office_name(&decision), "West Uusimaa child welfare intake");
            } else {
                assert_eq!(decision.rule, RuleKind::PostalCode);
                assert_eq!(office_name(&decision), offices[&line[3]], "{}", &line[0]);
            }
        }
    }

    #[test]
    fn each_kind_of_rule_is_shown() {
        let swedish = Address {
            language: LanguageCode::parse("sv"),
            ..at("091", "00100")
        };
        let answered = Address {
            area: Some("suur-tapiola".into()),
            ..at("049", "02940")
        };
        for (address, rule, office) in [
            (
                at("245", ""),
                RuleKind::Municipality,
                "Kerava child welfare services",
            ),
            (
                at("837", ""),
                RuleKind::Municipality,
                "Pirkanmaa child welfare intake",
            ),
            (
                at("091", "00100"),
                RuleKind::PostalCode,
                "Southern Helsinki child welfare services",
            ),
            (
                swedish,
                RuleKind::Language,
                "Child welfare services for Swedish-speaking families",
            ),
            (
                answered,
                RuleKind::AreaQuestion,
                "Matinkylä–Olari–Tapiola child welfare services",
            ),
            (at("", ""), RuleKind::Default, "West Uusimaa child welfare intake"),
        ] {
            let decision = decide(&address);
            assert_eq!((decision.rule, office_name(&decision)), (rule, office));
        }
    }

    proptest! {
        #[test]
        fn every_address_has_an_office_or_is_in_aland(
            municipality in "[0-9]{0,3}",
            postal_code in "[0-9]{5}|",
            language in "sv|fi|",
            concern in "[0-9]{3}|",
        ) {
            let decision = decide(&Address {
                language: LanguageCode::parse(&language),
                place_of_concern: MunicipalityCode::parse(&concern),
                ..at(&municipality, &postal_code)
            });
            let rules = Directory::embedded().rule_set();
            let county = decision.office.map(|office| rules.office(office).unwrap().county);
            prop_assert_eq!(county.unwrap_or(CountyCode::ALAND), decision.county);
        }
    }
}
