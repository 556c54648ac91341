//! Tells what is wrong with a directory by the lines of the file that would make it.

use std::collections::BTreeMap;

use crate::domain::places::{CountyCode, MunicipalityCode};
use crate::domain::rules::{Condition, DirectoryFault};
use crate::intake::change_directory::Wanted;
use crate::places::Places;

use super::columns::Column;
use super::places::named;
use super::{Fault, Place};

/// So many municipalities of a county are named before the others are counted.
const NAMED: usize = 30;

/// Where everything of a wanted directory stands.
pub(super) struct Told<'a> {
    pub wanted: &'a Wanted,
    pub places: &'a Places,
    pub named: &'a BTreeMap<CountyCode, Place>,
    pub rules: &'a [Option<Place>],
    pub areas: &'a [Option<Place>],
    /// Counties of which some rows could not be read; `None`: of any.
    pub unsure: &'a [Option<CountyCode>],
}

/// The faults of the directory as faults of the file.
pub(super) fn told(wrong: Vec<DirectoryFault>, told: &Told<'_>) -> Vec<Fault> {
    let mut unrouted: BTreeMap<CountyCode, Vec<MunicipalityCode>> = BTreeMap::new();
    let mut faults = Vec::new();
    for fault in wrong {
        match fault {
            DirectoryFault::Unrouted(municipality, county) => {
                unrouted.entry(county).or_default().push(municipality);
            }
            fault => faults.extend(told.one(&fault)),
        }
    }
    faults.extend(
        unrouted
            .iter()
            .filter_map(|(county, places)| told.unrouted(*county, places)),
    );
    faults
}

impl Told<'_> {
    fn place_of(&self, county: CountyCode) -> Place {
        self.named.get(&county).copied().unwrap_or(Place::File)
    }

    fn rule(&self, number: usize) -> Place {
        self.rules.get(number).copied().flatten().unwrap_or(Place::File)
    }

    fn area(&self, number: usize) -> Place {
        self.areas.get(number).copied().flatten().unwrap_or(Place::File)
    }

    fn county_of_rule(&self, number: usize) -> Option<CountyCode> {
        self.wanted.rules.get(number).map(|rule| rule.county)
    }

    /// Whether something that is not there may stand in a row that could not be read.
    fn unsure(&self, county: Option<CountyCode>) -> bool {
        self.unsure.iter().any(|of| of.is_none() || *of == county)
    }

    fn unrouted(&self, county: CountyCode, municipalities: &[MunicipalityCode]) -> Option<Fault> {
        if self.unsure(Some(county)) {
            return None;
        }
        let (first, rest) = municipalities.split_at(municipalities.len().min(NAMED));
        let names: Vec<String> = first.iter().map(|code| named(*code, self.places)).collect();
        let more = if rest.is_empty() {
            String::new()
        } else {
            format!(" and {} others", rest.len())
        };
        Some(Fault::new(
            self.place_of(county),
            None,
            format!(
                "county {county} has several offices, and no rule says which serves {}{more}; add a rule that looks at \
                 municipality for each",
                names.join(", ")
            ),
        ))
    }

    /// One fault; `None` for what only follows from rows that could not be read.
    fn one(&self, fault: &DirectoryFault) -> Option<Fault> {
        let fault = match *fault {
            DirectoryFault::NoDefault(county) if self.unsure(Some(county)) => return None,
            DirectoryFault::NoDefault(county) => Fault::new(
                self.place_of(county),
                Column::DefaultOffice,
                format!(
                    "county {county} needs a default office: write the code of the one that gets what no rule decides"
                ),
            ),
            DirectoryFault::WrongDefault(county) => Fault::new(
                self.place_of(county),
                Column::DefaultOffice,
                format!("the default office must be one of county {county} of the kind regional"),
            ),
            DirectoryFault::WrongDuty(county) => Fault::new(
                self.place_of(county),
                Column::DutyOffice,
                format!("the duty service must be an office of county {county} of the kind duty"),
            ),
            DirectoryFault::Unrouted(municipality, county) => return self.unrouted(county, &[municipality]),
            DirectoryFault::WrongOffice(rule) => Fault::new(
                self.rule(rule),
                Column::Office,
                "a rule leads to an office of its own county, and never to a duty service",
            ),
            DirectoryFault::WrongPlace(rule) => self.wrong_place(rule),
            DirectoryFault::Same { first, second } => Fault::new(
                self.rule(second),
                None,
                format!(
                    "the same condition stands in another rule: {}; leave one out",
                    self.rule(first)
                ),
            ),
            DirectoryFault::Unreachable { by, rule } => Fault::new(
                self.rule(rule),
                None,
                format!(
                    "this rule is never asked, as an earlier one decides everything that it could: {}; put this one before \
                     it, or leave it out",
                    self.rule(by)
                ),
            ),
            DirectoryFault::NothingToAsk { rule, .. } if self.unsure(self.county_of_rule(rule)) => {
                return None;
            }
            DirectoryFault::NothingToAsk { code, rule } => Fault::new(
                self.rule(rule),
                Column::Value,
                format!(
                    "{code} leads to several offices, and {} has no areas to ask about; add area rows with a rule for each, \
                     or leave it to one office",
                    self.municipality_of(code)
                ),
            ),
            DirectoryFault::WrongArea(area) => Fault::new(
                self.area(area),
                Column::Municipality,
                "there is no such municipality",
            ),
            DirectoryFault::SameArea { first, second } => Fault::new(
                self.area(second),
                Column::Code,
                format!(
                    "the municipality has an area of this code already: {}",
                    self.area(first)
                ),
            ),
            DirectoryFault::AreaUnrouted(area) => {
                let known = self.wanted.areas.get(area)?;
                if self.unsure(self.places.geography().county_of(known.municipality)) {
                    return None;
                }
                Fault::new(
                    self.area(area),
                    None,
                    format!(
                        "no rule says which office serves the area {}; add a rule that looks at area, or leave the area out",
                        known.code
                    ),
                )
            }
            DirectoryFault::AreaUnknown(rule) if self.unsure(self.county_of_rule(rule)) => return None,
            DirectoryFault::AreaUnknown(rule) => Fault::new(
                self.rule(rule),
                Column::Value,
                "the municipality has no such area; add a row of the record area for it",
            ),
        };
        Some(stored_too(fault))
    }

    /// A rule of another county, or of a place that is not its county's.
    fn wrong_place(&self, number: usize) -> Fault {
        let rule = self.wanted.rules.get(number);
        let geography = self.places.geography();
        let (column, place) = match rule.map(|rule| &rule.condition) {
            Some(Condition::PostalCode(code)) => (Column::Value, geography.municipality_of(*code)),
            Some(Condition::Municipality(code)) => (Column::Value, Some(*code)),
            Some(condition) => (Column::Municipality, condition.municipality()),
            None => (Column::Municipality, None),
        };
        let own = rule.map_or_else(String::new, |rule| rule.county.to_string());
        let what = match place.and_then(|place| Some((place, geography.county_of(place)?))) {
            Some((place, county)) if county != CountyCode::ALAND => format!(
                "{} lies in county {county}, and this is a rule of county {own}; give it to an office of that county",
                named(place, self.places)
            ),
            _ => "Åland has no rules: its own social service takes its reports".to_owned(),
        };
        Fault::new(self.rule(number), column, what)
    }

    fn municipality_of(&self, code: crate::domain::places::PostalCode) -> String {
        let place = self.places.geography().municipality_of(code);
        place.map_or_else(
            || "its municipality".to_owned(),
            |place| named(place, self.places),
        )
    }
}

/// What lies in no line of the file was wrong before it.
fn stored_too(fault: Fault) -> Fault {
    if fault.place == Place::File {
        return Fault::of_file(format!("in a county that it does not name: {}", fault.what));
    }
    fault
}
