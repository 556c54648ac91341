//! Which offices would get a report from a place, and for which part of it or for whom each is there. It asks the same
//! routing as a report does.

use crate::domain::language::LanguageCode;
use crate::domain::office::{Office, OfficeId};
use crate::domain::places::{CountyCode, MunicipalityCode, PostalCode};
use crate::domain::routing::{Address, Decision, OfficeReason, route};
use crate::domain::rules::{Area, Condition, RuleSet};
use crate::places::{County, Match, Municipality, Places};

/// What a typed place turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A municipality, and the postal code in it that was typed beside its name or proposed it.
    Known {
        /// The municipality.
        municipality: MunicipalityCode,
        /// The postal code that was typed, where it lies there.
        postal_code: Option<PostalCode>,
        /// Only the postal code was typed: the child may live elsewhere.
        proposed: bool,
    },
    /// One of these.
    Several(Vec<MunicipalityCode>),
    /// Nothing that is known here.
    Unknown,
}

impl Place {
    /// Understands what was typed: a name in any language and spelling, a municipality's number, a postal code.
    pub fn typed(text: &str, places: &Places) -> Self {
        let number = MunicipalityCode::parse(text).and_then(|code| places.municipality(code));
        if let Some(place) = number {
            return Self::municipality(place.code);
        }
        let listed = |municipality| {
            let codes = text.split_whitespace().filter_map(PostalCode::parse);
            let mut inside =
                codes.filter(|code| places.geography().municipality_of(*code) == Some(municipality));
            inside.next()
        };
        match places.match_name(text) {
            Match::Sure(municipality) => Self::Known {
                municipality,
                postal_code: listed(municipality),
                proposed: false,
            },
            Match::PostalCode { proposed, .. } => Self::Known {
                municipality: proposed,
                postal_code: listed(proposed),
                proposed: true,
            },
            Match::Several(codes) => Self::Several(codes),
            Match::None => Self::Unknown,
        }
    }

    /// A municipality that was chosen.
    pub const fn municipality(municipality: MunicipalityCode) -> Self {
        Self::Known {
            municipality,
            postal_code: None,
            proposed: false,
        }
    }
}

/// For which part of the municipality, or for whom, an office is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum For<'a> {
    /// These municipalities, by name.
    Municipalities(Vec<&'a str>),
    /// These areas of the municipality.
    Areas(Vec<&'a Area>),
    /// These postal codes of it.
    PostalCodes(Vec<PostalCode>),
    /// Families served in this language.
    Language(&'a LanguageCode),
    /// Unborn children.
    Prenatal,
    /// Reports of authorities.
    Authority,
    /// Whoever does not know the area.
    Rest,
}

/// An office that serves a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving<'a> {
    /// The office.
    pub office: &'a Office,
    /// For what; empty: for everybody there.
    pub of: Vec<For<'a>>,
}

/// Who serves a municipality.
#[derive(Debug, Clone)]
pub struct Served<'a> {
    /// The municipality.
    pub municipality: &'a Municipality,
    /// Its county.
    pub county: &'a County,
    /// How a report from there is routed.
    pub decision: Decision,
    /// The offices that would get it; none in Åland, and where the county has no office here.
    pub offices: Vec<Serving<'a>>,
    /// The duty service of the county.
    pub duty: Option<&'a Office>,
}

impl Served<'_> {
    /// Whether it is Åland, which has an authority of its own.
    pub fn in_aland(&self) -> bool {
        self.county.code == CountyCode::ALAND
    }

    /// Whether the child's area has to be known to tell which of the offices it is.
    pub const fn needs_area(&self) -> bool {
        matches!(
            self.decision.reason.office,
            OfficeReason::SeveralOffices { .. } | OfficeReason::SpansAreas { .. }
        )
    }
}

/// Who serves `municipality`, under `postal_code` where that is known. `None` when there is no such municipality.
pub fn served<'a>(
    municipality: MunicipalityCode,
    postal_code: Option<PostalCode>,
    places: &'a Places,
    rules: &'a RuleSet,
) -> Option<Served<'a>> {
    let municipality = places.municipality(municipality)?;
    let address = Address {
        municipality: Some(municipality.code),
        postal_code,
        ..Address::default()
    };
    let decision = route(&address, places.geography(), rules);
    let county = places.county(municipality.county)?;
    let mut offices: Vec<Serving<'a>> = Vec::new();
    let mut add = |id: OfficeId, of: Vec<For<'a>>| {
        let own = rules.office(id).filter(|office| office.county == county.code);
        let Some(office) = own else { return };
        match offices.iter_mut().find(|serving| serving.office.id == id) {
            Some(serving) => serving.of.extend(of),
            None => offices.push(Serving { office, of }),
        }
    };
    match &decision.reason.office {
        OfficeReason::SeveralOffices { candidates } | OfficeReason::SpansAreas { candidates, .. } => {
            for id in candidates {
                add(*id, parts(*id, municipality, places, rules));
            }
            let default = decision.office.filter(|id| !candidates.contains(id));
            if let Some(default) = default {
                add(default, vec![For::Rest]);
            }
        }
        _ => {
            if let Some(id) = decision.office {
                add(id, parts(id, municipality, places, rules));
            }
        }
    }
    for rule in rules.rules(county.code) {
        let here = |inside: &Option<MunicipalityCode>| inside.is_none_or(|only| only == municipality.code);
        let of = match &rule.condition {
            Condition::Language(language, inside) if here(inside) => For::Language(language),
            Condition::Prenatal(inside) if here(inside) => For::Prenatal,
            Condition::Authority(inside) if here(inside) => For::Authority,
            _ => continue,
        };
        add(rule.office, vec![of]);
    }
    Some(Served {
        municipality,
        county,
        decision,
        offices,
        duty: rules.duty(county.code),
    })
}

/// The parts of the municipality that the rules give to an office.
fn parts<'a>(
    office: OfficeId,
    municipality: &Municipality,
    places: &Places,
    rules: &'a RuleSet,
) -> Vec<For<'a>> {
    let own = || {
        let rules = rules.rules(municipality.county).iter();
        rules.filter(|rule| rule.office == office)
    };
    let areas: Vec<&Area> = rules
        .areas(municipality.code)
        .iter()
        .filter(|area| {
            own().any(|rule| {
                matches!(&rule.condition, Condition::Area(code, inside)
                    if *inside == municipality.code && *code == area.code)
            })
        })
        .collect();
    let inside = |code: PostalCode| places.geography().municipality_of(code) == Some(municipality.code);
    let mut codes: Vec<PostalCode> = own()
        .filter_map(|rule| match rule.condition {
            Condition::PostalCode(code) if inside(code) => Some(code),
            _ => None,
        })
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let areas = (!areas.is_empty()).then_some(For::Areas(areas));
    let codes = (!codes.is_empty()).then_some(For::PostalCodes(codes));
    areas.into_iter().chain(codes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::directory::Directory;

    fn code(text: &str) -> MunicipalityCode {
        MunicipalityCode::parse(text).unwrap()
    }

    fn names(text: &str) -> Vec<String> {
        let places = Places::embedded();
        let rules = Directory::embedded().rule_set();
        let Place::Known {
            municipality,
            postal_code,
            ..
        } = Place::typed(text, places)
        else {
            panic!("{text} is not known")
        };
        let served = served(municipality, postal_code, places, &rules).unwrap();
        let offices = served.offices.iter();
        offices.map(|serving| serving.office.code.to_string()).collect()
    }

    #[test]
    fn every_spelling_of_a_place_is_understood_and_what_is_not_sure_is_asked() {
        let places = Places::embedded();
        for sure in ["Espoo", " ESBO ", "049", "Esbo stad"] {
            assert_eq!(
                Place::typed(sure, places),
                Place::municipality(code("049")),
                "{sure}"
            );
        }
        assert_eq!(
            Place::typed("Pertunmaa", places),
            Place::municipality(code("507")),
            "an old municipality"
        );
        assert_eq!(
            Place::typed("02940", places),
            Place::Known {
                municipality: code("049"),
                postal_code: PostalCode::parse("02940"),
                proposed: true
            }
        );
        assert!(matches!(Place::typed("Espo", places), Place::Several(_)));
        assert!(matches!(Place::typed("Kirjala", places), Place::Several(_)));
        for unknown in ["", "xyzzy", "99999", "000"] {
            assert_eq!(Place::typed(unknown, places), Place::Unknown, "{unknown}");
        }
    }

    #[test]
    fn several_offices_are_told_with_their_parts() {
        let whole = names("Espoo");
        assert!(whole.len() >= 4, "{whole:?}");
        assert_eq!(names("02770").first().map(String::as_str), Some("espoon-keskus"));
        let spans = names("02940");
        assert!(spans.len() < whole.len() && spans.len() >= 2, "{spans:?}");
        let places = Places::embedded();
        let rules = Directory::embedded().rule_set();
        let espoo = served(code("049"), None, places, &rules).unwrap();
        assert!(espoo.needs_area());
        for serving in espoo.offices.iter().take(4) {
            assert!(
                matches!(serving.of.first(), Some(For::Areas(areas)) if !areas.is_empty()),
                "{:?}",
                serving.office.code
            );
        }
    }

    #[test]
    fn aland_has_no_office_here() {
        let rules = Directory::embedded().rule_set();
        let mariehamn = served(code("478"), None, Places::embedded(), &rules).unwrap();
        assert!(mariehamn.in_aland() && mariehamn.offices.is_empty() && mariehamn.duty.is_none());
    }

    #[test]
    fn an_office_of_another_county_is_never_named() {
        let directory = Directory::embedded();
        let own = CountyCode::parse("03").unwrap();
        let offices = directory.offices.iter().filter(|office| office.county == own);
        let rules = RuleSet::new(own, directory.defaults.clone(), offices.cloned(), Vec::new());
        let tampere = served(code("837"), None, Places::embedded(), &rules).unwrap();
        assert!(tampere.offices.is_empty() && !tampere.in_aland());
    }
}
