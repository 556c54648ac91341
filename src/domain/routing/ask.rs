//! Asks a county's routing rules about one address.

use crate::domain::office::OfficeId;
use crate::domain::places::{CountyCode, Geography, MunicipalityCode, PostalCode};
use crate::domain::rules::{Condition, RoutingRule, RuleKind, RuleSet};

use super::{Address, OfficeReason};

/// An office and how it was found.
pub(super) struct Found {
    pub(super) office: Option<OfficeId>,
    pub(super) rule: RuleKind,
    pub(super) reason: OfficeReason,
}

impl Found {
    pub(super) fn default_office(reason: OfficeReason, office: Option<OfficeId>) -> Self {
        Self {
            office,
            rule: RuleKind::Default,
            reason,
        }
    }
}

/// What a county's rules are asked about.
pub(super) struct Question<'a> {
    pub(super) municipality: MunicipalityCode,
    pub(super) postal_code: Option<PostalCode>,
    pub(super) address: &'a Address,
    pub(super) geography: &'a Geography,
}

impl Question<'_> {
    /// Asks the county's rules in their order: the first that applies decides. Where other rules say the same of
    /// another office, all of these offices become candidates, and what decides further down is a default.
    pub(super) fn ask(&self, rules: &RuleSet, county: CountyCode) -> Found {
        let matching: Vec<&RoutingRule> = rules
            .rules(county)
            .iter()
            .filter(|rule| self.applies(&rule.condition))
            .collect();
        let mut candidates = Vec::new();
        let mut decisive = None;
        for rule in &matching {
            let alike = matching
                .iter()
                .copied()
                .filter(|other| other.condition == rule.condition);
            match distinct(alike).as_slice() {
                [_] => {
                    decisive = Some(*rule);
                    break;
                }
                several => add_new(&mut candidates, several),
            }
        }
        // Without a default office an office of the right county is still better than another county's.
        let fallback = rules
            .default_office(county)
            .map(|office| office.id)
            .or(candidates.first().copied());
        match (decisive, self.postal_code) {
            (Some(rule), _) if candidates.is_empty() => Found {
                office: Some(rule.office),
                rule: rule.condition.kind(),
                reason: decided_by(&rule.condition),
            },
            (_, Some(postal_code)) if matching.iter().any(|rule| names_postal_code(rule, postal_code)) => {
                let office = decisive.map(|rule| rule.office).or(fallback);
                Found::default_office(
                    OfficeReason::SpansAreas {
                        postal_code,
                        candidates,
                    },
                    office,
                )
            }
            _ => self.undecided(
                rules,
                county,
                candidates,
                decisive.map(|rule| rule.office).or(fallback),
            ),
        }
    }

    /// No single office was named: the default office, or the installation's where the county has none.
    fn undecided(
        &self,
        rules: &RuleSet,
        county: CountyCode,
        mut candidates: Vec<OfficeId>,
        office: Option<OfficeId>,
    ) -> Found {
        if candidates.is_empty() {
            candidates = distinct(
                rules
                    .rules(county)
                    .iter()
                    .filter(|rule| self.divides(&rule.condition)),
            );
        }
        if !candidates.is_empty() {
            let office = office.or(candidates.first().copied());
            return Found::default_office(OfficeReason::SeveralOffices { candidates }, office);
        }
        match office.or_else(|| rules.fallback_office(county).map(|office| office.id)) {
            Some(office) => Found {
                office: Some(office),
                rule: RuleKind::Municipality,
                reason: OfficeReason::WholeMunicipality,
            },
            None => Found::default_office(
                OfficeReason::OtherCounty,
                rules.fallback_office(rules.home_county()).map(|office| office.id),
            ),
        }
    }

    fn applies(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Language(language, inside) => {
                self.address.language.as_ref() == Some(language)
                    && inside.is_none_or(|only| only == self.municipality)
            }
            Condition::Prenatal(inside) => {
                self.address.prenatal && inside.is_none_or(|only| only == self.municipality)
            }
            Condition::Authority(inside) => {
                self.address.authority && inside.is_none_or(|only| only == self.municipality)
            }
            Condition::Area(area, inside) => {
                *inside == self.municipality && self.address.area.as_ref() == Some(area)
            }
            Condition::PostalCode(code) => self.postal_code == Some(*code),
            Condition::Municipality(code) => *code == self.municipality,
        }
    }

    /// Whether the condition shares this municipality out by place.
    fn divides(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Language(..)
            | Condition::Prenatal(_)
            | Condition::Authority(_)
            | Condition::Municipality(_) => false,
            Condition::Area(_, inside) => *inside == self.municipality,
            Condition::PostalCode(code) => self.geography.municipality_of(*code) == Some(self.municipality),
        }
    }
}

fn decided_by(condition: &Condition) -> OfficeReason {
    match condition {
        Condition::Language(language, _) => OfficeReason::Language {
            language: language.clone(),
        },
        Condition::Prenatal(_) => OfficeReason::Prenatal,
        Condition::Authority(_) => OfficeReason::Authority,
        Condition::Area(area, _) => OfficeReason::Area { area: area.clone() },
        Condition::PostalCode(code) => OfficeReason::PostalCode { postal_code: *code },
        Condition::Municipality(_) => OfficeReason::Municipality,
    }
}

/// The offices of `rules`, each once, in their order.
fn distinct<'a>(rules: impl Iterator<Item = &'a RoutingRule>) -> Vec<OfficeId> {
    let mut offices = Vec::new();
    for rule in rules {
        add_new(&mut offices, &[rule.office]);
    }
    offices
}

fn add_new(offices: &mut Vec<OfficeId>, more: &[OfficeId]) {
    for office in more {
        if !offices.contains(office) {
            offices.push(*office);
        }
    }
}

/// Whether `rule` is about the postal code `wanted`.
pub(super) fn names_postal_code(rule: &RoutingRule, wanted: PostalCode) -> bool {
    rule.condition == Condition::PostalCode(wanted)
}
