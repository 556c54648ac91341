//! The offices and rules of an installation, ready to be asked.

use std::collections::BTreeMap;

use super::{Area, RoutingRule};
use crate::domain::office::{Office, OfficeId, OfficeKind};
use crate::domain::places::{CountyCode, MunicipalityCode};

/// The offices and rules of an installation, ready to be asked. It is built alike from the embedded directory and
/// from the database's rows.
#[derive(Debug, Clone)]
pub struct RuleSet {
    home_county: CountyCode,
    offices: BTreeMap<OfficeId, Office>,
    defaults: BTreeMap<CountyCode, OfficeId>,
    rules: BTreeMap<CountyCode, Vec<RoutingRule>>,
    duty: BTreeMap<CountyCode, OfficeId>,
    areas: BTreeMap<MunicipalityCode, Vec<Area>>,
}

impl RuleSet {
    /// Puts a rule set together. `home_county` is whose installation it is: its default office gets the reports whose
    /// place nobody knows. `defaults` names each county's default office, which gets what no rule decides. Rules and
    /// defaults whose office is missing, another county's or a duty service are left out: they could send a report
    /// nowhere.
    pub fn new(
        home_county: CountyCode,
        defaults: impl IntoIterator<Item = (CountyCode, OfficeId)>,
        offices: impl IntoIterator<Item = Office>,
        rules: impl IntoIterator<Item = RoutingRule>,
    ) -> Self {
        let offices: BTreeMap<_, _> = offices.into_iter().map(|office| (office.id, office)).collect();
        let belongs = |id: OfficeId, county: CountyCode| {
            offices
                .get(&id)
                .is_some_and(|office: &Office| office.county == county && office.kind == OfficeKind::Regional)
        };
        let defaults = defaults
            .into_iter()
            .filter(|(county, id)| belongs(*id, *county))
            .collect();
        let mut by_county: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for rule in rules {
            if belongs(rule.office, rule.county) {
                by_county.entry(rule.county).or_default().push(rule);
            }
        }
        for rules in by_county.values_mut() {
            rules.sort_by_key(|rule| rule.position);
        }
        Self {
            home_county,
            offices,
            defaults,
            rules: by_county,
            duty: BTreeMap::new(),
            areas: BTreeMap::new(),
        }
    }

    /// The same with the areas from which reporters choose, in their order.
    #[must_use]
    pub fn with_areas(mut self, areas: impl IntoIterator<Item = Area>) -> Self {
        for area in areas {
            self.areas.entry(area.municipality).or_default().push(area);
        }
        self
    }

    /// The same with the duty service of each county. One that is missing, another county's or no duty service is left
    /// out.
    #[must_use]
    pub fn with_duty(mut self, duty: impl IntoIterator<Item = (CountyCode, OfficeId)>) -> Self {
        for (county, id) in duty {
            let fits = |office: &Office| office.county == county && office.kind == OfficeKind::Duty;
            if self.offices.get(&id).is_some_and(fits) {
                self.duty.insert(county, id);
            }
        }
        self
    }

    /// The duty service of `county`.
    pub fn duty(&self, county: CountyCode) -> Option<&Office> {
        self.duty.get(&county).and_then(|id| self.offices.get(id))
    }

    /// The county whose installation this is.
    pub const fn home_county(&self) -> CountyCode {
        self.home_county
    }

    /// The office with this id.
    pub fn office(&self, id: OfficeId) -> Option<&Office> {
        self.offices.get(&id)
    }

    /// Every office, by id.
    pub fn offices(&self) -> impl Iterator<Item = &Office> {
        self.offices.values()
    }

    /// The default office of `county`.
    pub fn default_office(&self, county: CountyCode) -> Option<&Office> {
        self.defaults.get(&county).and_then(|id| self.offices.get(id))
    }

    /// The office of `county` that takes what nothing decides: the default office, or where none is named the first
    /// that it has rules for or, in the installation's own county, the first by id, as any office of the right county is
    /// better than one of another. `None`: the county is not served here.
    pub fn fallback_office(&self, county: CountyCode) -> Option<&Office> {
        let own = |office: &&Office| {
            county == self.home_county && office.county == county && office.kind == OfficeKind::Regional
        };
        self.default_office(county)
            .or_else(|| {
                self.rules(county)
                    .first()
                    .and_then(|rule| self.office(rule.office))
            })
            .or_else(|| self.offices().find(own))
    }

    /// Whether anything can reach `office`: a rule, or its county as default office or duty service.
    pub fn leads_to(&self, office: OfficeId) -> bool {
        let named = self.defaults.values().chain(self.duty.values());
        let by_rule = self.rules.values().flatten().map(|rule| &rule.office);
        named.chain(by_rule).any(|id| *id == office)
    }

    /// The rules of `county`, the first to be asked first.
    pub fn rules(&self, county: CountyCode) -> &[RoutingRule] {
        self.rules.get(&county).map_or(&[], Vec::as_slice)
    }

    /// The first area with this code.
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.areas.values().flatten().find(|area| area.code == code)
    }

    /// The areas of `municipality` that a reporter can choose from, in their order. Empty where there is nothing to ask.
    pub fn areas(&self, municipality: MunicipalityCode) -> &[Area] {
        self.areas.get(&municipality).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::places::Names;
    use crate::domain::rules::Condition;

    #[test]
    fn a_rule_to_an_office_of_another_county_is_left_out() {
        let county = |code| CountyCode::parse(code).unwrap();
        let names = Names {
            fi: "a".into(),
            sv: "a".into(),
            en: "a".into(),
        };
        let office = Office::new(OfficeId(Uuid::nil()), county("03"), names);
        let condition = Condition::Municipality(MunicipalityCode::parse("837").unwrap());
        let rule = RoutingRule {
            county: county("08"),
            position: 1,
            condition,
            office: office.id,
        };
        let rules = RuleSet::new(county("03"), [(county("08"), office.id)], [office], [rule]);
        assert!(rules.rules(county("08")).is_empty());
        assert_eq!(rules.default_office(county("08")), None);
    }
}
