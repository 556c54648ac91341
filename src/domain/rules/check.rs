//! Whether a directory can be trusted with every report: each municipality has an office, and no two rules disagree.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::{Area, Condition, RoutingRule};
use crate::domain::office::{Office, OfficeId, OfficeKind};
use crate::domain::places::{CountyCode, Geography, MunicipalityCode, PostalCode};

/// A directory that is to be used: what a file or a form wants the rules to be from now on.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The county whose installation it is.
    pub home_county: CountyCode,
    /// Every office.
    pub offices: &'a [Office],
    /// The default office of each county.
    pub defaults: &'a [(CountyCode, OfficeId)],
    /// The duty service of each county.
    pub duty: &'a [(CountyCode, OfficeId)],
    /// Every rule, each county's in the order in which they are asked.
    pub rules: &'a [RoutingRule],
    /// Every area.
    pub areas: &'a [Area],
}

/// Why a directory cannot be used. Rules and areas are named by their place in the draft.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DirectoryFault {
    /// A county with rules, or the installation's own, names no office for what no rule decides.
    #[error("county {0} has no default office: what no rule decides would have nowhere to go")]
    NoDefault(CountyCode),
    /// A default office is missing, another county's or a duty service.
    #[error("the default office of county {0} must be a regional office of that county")]
    WrongDefault(CountyCode),
    /// A duty service is missing, another county's or a regional office.
    #[error("the duty service of county {0} must be an office of that county of the kind duty")]
    WrongDuty(CountyCode),
    /// The rules and the default of a county name several offices, and no rule names this municipality.
    #[error("no rule says which office of county {1} serves the municipality {0}")]
    Unrouted(MunicipalityCode, CountyCode),
    /// A rule's office is missing, another county's or a duty service.
    #[error("a rule must name a regional office of its own county")]
    WrongOffice(usize),
    /// A rule is about a place of another county, or of none.
    #[error("the place of this rule does not lie in its county")]
    WrongPlace(usize),
    /// Two rules have the same condition.
    #[error("the same condition stands in two rules")]
    Same {
        /// The rule that stands first.
        first: usize,
        /// The other.
        second: usize,
    },
    /// A rule that is asked earlier decides whatever this one could.
    #[error("this rule is never reached: an earlier one decides everything that it could")]
    Unreachable {
        /// The earlier rule.
        by: usize,
        /// The one that is never reached.
        rule: usize,
    },
    /// A postal code belongs to several offices, and no areas are there to choose from.
    #[error("postal code {code} belongs to several offices, and its municipality has no areas to ask about")]
    NothingToAsk {
        /// The postal code.
        code: PostalCode,
        /// The rule that stands first.
        rule: usize,
    },
    /// An area's municipality is none.
    #[error("the municipality of this area does not exist")]
    WrongArea(usize),
    /// Two areas of a municipality have the same name for machines.
    #[error("the municipality has this area already")]
    SameArea {
        /// The area that stands first.
        first: usize,
        /// The other.
        second: usize,
    },
    /// An area that can be chosen leads to no office.
    #[error("no rule says which office serves this area")]
    AreaUnrouted(usize),
    /// A rule is about an area that nobody can choose.
    #[error("the rule's area is not in the list of areas")]
    AreaUnknown(usize),
}

/// Everything that is wrong with `draft`, in its order. When nothing is, every address has exactly one office, of the
/// county that answers for it where that county has a default office.
pub fn check(draft: &Draft<'_>, geography: &Geography) -> Vec<DirectoryFault> {
    let mut faults = Vec::new();
    check_counties(draft, geography, &mut faults);
    check_rules(draft, geography, &mut faults);
    check_pairs(draft, geography, &mut faults);
    check_areas(draft, geography, &mut faults);
    faults
}

fn find<'a>(draft: &Draft<'a>, county: CountyCode, id: OfficeId, kind: OfficeKind) -> Option<&'a Office> {
    let fits = |office: &&Office| office.id == id && office.county == county && office.kind == kind;
    draft.offices.iter().find(fits)
}

fn check_counties(draft: &Draft<'_>, geography: &Geography, faults: &mut Vec<DirectoryFault>) {
    // A county at whose offices nothing arrives is one that this installation does not serve.
    let mut served: BTreeMap<CountyCode, BTreeSet<OfficeId>> =
        BTreeMap::from([(draft.home_county, BTreeSet::new())]);
    for (county, office) in draft.defaults {
        served.entry(*county).or_default().insert(*office);
    }
    for rule in draft.rules {
        let offices = served.entry(rule.county).or_default();
        if find(draft, rule.county, rule.office, OfficeKind::Regional).is_some() {
            offices.insert(rule.office);
        }
    }
    for (county, offices) in served {
        match draft.defaults.iter().find(|(of, _)| *of == county) {
            None => faults.push(DirectoryFault::NoDefault(county)),
            Some((_, id)) if find(draft, county, *id, OfficeKind::Regional).is_none() => {
                faults.push(DirectoryFault::WrongDefault(county));
            }
            Some(_) if offices.len() > 1 => {
                let named = named_municipalities(draft, county, geography);
                for municipality in geography.municipalities_of(county) {
                    if !named.contains(&municipality) {
                        faults.push(DirectoryFault::Unrouted(municipality, county));
                    }
                }
            }
            Some(_) => {}
        }
    }
    for (county, id) in draft.duty {
        if find(draft, *county, *id, OfficeKind::Duty).is_none() {
            faults.push(DirectoryFault::WrongDuty(*county));
        }
    }
}

/// The municipalities of which the rules of `county` say by place who serves them.
fn named_municipalities(
    draft: &Draft<'_>,
    county: CountyCode,
    geography: &Geography,
) -> BTreeSet<MunicipalityCode> {
    let rules = draft.rules.iter().filter(|rule| rule.county == county);
    rules
        .filter_map(|rule| match &rule.condition {
            Condition::Municipality(code) | Condition::Area(_, code) => Some(*code),
            Condition::PostalCode(code) => geography.municipality_of(*code),
            Condition::Language(..) | Condition::Prenatal(_) | Condition::Authority(_) => None,
        })
        .collect()
}

fn check_rules(draft: &Draft<'_>, geography: &Geography, faults: &mut Vec<DirectoryFault>) {
    for (place, rule) in draft.rules.iter().enumerate() {
        if find(draft, rule.county, rule.office, OfficeKind::Regional).is_none() {
            faults.push(DirectoryFault::WrongOffice(place));
        }
        let inside = match &rule.condition {
            // A code that is not listed (box and company codes) may be used all the same, where its county says so.
            Condition::PostalCode(code) => geography.municipality_of(*code),
            condition => condition.municipality(),
        };
        let foreign = inside.is_some_and(|code| geography.county_of(code) != Some(rule.county));
        if foreign || rule.county == CountyCode::ALAND {
            faults.push(DirectoryFault::WrongPlace(place));
        }
        if let Condition::Area(code, municipality) = &rule.condition {
            let known = |area: &Area| area.code == *code && area.municipality == *municipality;
            if !draft.areas.iter().any(known) {
                faults.push(DirectoryFault::AreaUnknown(place));
            }
        }
    }
}

fn check_pairs(draft: &Draft<'_>, geography: &Geography, faults: &mut Vec<DirectoryFault>) {
    for (second, rule) in draft.rules.iter().enumerate() {
        let earlier = draft.rules.iter().enumerate().take(second);
        let mut earlier = earlier.filter(|(_, other)| other.county == rule.county);
        let mut asked = false;
        let clash = earlier.find_map(|(first, other)| match (&other.condition, &rule.condition) {
            (Condition::PostalCode(one), Condition::PostalCode(two)) if one == two => {
                if other.office == rule.office {
                    return Some(DirectoryFault::Same { first, second });
                }
                // Two offices share it: the reporter is asked, if there is something to ask.
                let municipality = geography.municipality_of(*one);
                let areas = |area: &Area| Some(area.municipality) == municipality;
                if asked || draft.areas.iter().any(areas) {
                    return None;
                }
                asked = true;
                Some(DirectoryFault::NothingToAsk {
                    code: *one,
                    rule: first,
                })
            }
            (one, two) if one == two => Some(DirectoryFault::Same { first, second }),
            (one, two) if covers(one, two, geography) => Some(DirectoryFault::Unreachable {
                by: first,
                rule: second,
            }),
            _ => None,
        });
        faults.extend(clash);
    }
}

/// Whether whatever fits `two` fits `one` as well.
fn covers(one: &Condition, two: &Condition, geography: &Geography) -> bool {
    match (one, two) {
        (Condition::Language(one, None), Condition::Language(two, Some(_))) => one == two,
        (Condition::Prenatal(None), Condition::Prenatal(Some(_)))
        | (Condition::Authority(None), Condition::Authority(Some(_))) => true,
        (Condition::Municipality(one), Condition::PostalCode(two)) => {
            geography.municipality_of(*two) == Some(*one)
        }
        (Condition::Municipality(one), two) => two.municipality() == Some(*one),
        _ => false,
    }
}

fn check_areas(draft: &Draft<'_>, geography: &Geography, faults: &mut Vec<DirectoryFault>) {
    for (second, area) in draft.areas.iter().enumerate() {
        if geography.county_of(area.municipality).is_none() {
            faults.push(DirectoryFault::WrongArea(second));
        }
        let same = |other: &Area| other.code == area.code && other.municipality == area.municipality;
        let first = draft.areas.iter().position(same).unwrap_or(second);
        if first < second {
            faults.push(DirectoryFault::SameArea { first, second });
        }
        let condition = Condition::Area(area.code.clone(), area.municipality);
        if !draft.rules.iter().any(|rule| rule.condition == condition) {
            faults.push(DirectoryFault::AreaUnrouted(second));
        }
    }
}

#[cfg(test)]
mod tests;
