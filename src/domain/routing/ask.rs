//! Asks a county's routing rules about one address.

use crate::domain::office::{Condition, OfficeId, RoutingRule, RuleKind, RuleSet};
use crate::domain::places::{CountyCode, Geography, MunicipalityCode, PostalCode};

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
    /// Asks the county's rules in their order. The first priority at which exactly one office is named decides; where
    /// several are named, they become candidates, and what decides further down is a default.
    pub(super) fn ask(&self, rules: &RuleSet, county: CountyCode) -> Found {
        let matching: Vec<&RoutingRule> = rules
            .rules(county)
            .iter()
            .filter(|rule| self.applies(&rule.condition))
            .collect();
        let mut candidates = Vec::new();
        let mut decisive = None;
        for group in matching.chunk_by(|a, b| a.priority == b.priority) {
            let offices = distinct(group.iter().copied());
            match (offices.as_slice(), group.first()) {
                ([_], Some(rule)) => {
                    decisive = Some(*rule);
                    break;
                }
                _ => candidates.extend(offices),
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
        match office {
            Some(office) => Found {
                office: Some(office),
                rule: RuleKind::Municipality,
                reason: OfficeReason::WholeMunicipality,
            },
            None => Found::default_office(
                OfficeReason::OtherCounty,
                rules.default_office(rules.home_county()).map(|office| office.id),
            ),
        }
    }

    fn applies(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Language {
                language,
                municipality,
            } => {
                self.address.language.as_ref() == Some(language)
                    && municipality.is_none_or(|only| only == self.municipality)
            }
            Condition::Area {
                municipality, area, ..
            } => *municipality == self.municipality && self.address.area.as_ref() == Some(area),
            Condition::PostalCode { postal_code } => self.postal_code == Some(*postal_code),
            Condition::Municipality { municipality } => *municipality == self.municipality,
        }
    }

    /// Whether the condition shares this municipality out by place.
    fn divides(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Language { .. } | Condition::Municipality { .. } => false,
            Condition::Area { municipality, .. } => *municipality == self.municipality,
            Condition::PostalCode { postal_code } => {
                self.geography.municipality_of(*postal_code) == Some(self.municipality)
            }
        }
    }
}

fn decided_by(condition: &Condition) -> OfficeReason {
    match condition {
        Condition::Language { language, .. } => OfficeReason::Language {
            language: language.clone(),
        },
        Condition::Area { area, .. } => OfficeReason::Area { area: area.clone() },
        Condition::PostalCode { postal_code } => OfficeReason::PostalCode {
            postal_code: *postal_code,
        },
        Condition::Municipality { .. } => OfficeReason::Municipality,
    }
}

/// The offices of `rules`, each once, in their order.
fn distinct<'a>(rules: impl Iterator<Item = &'a RoutingRule>) -> Vec<OfficeId> {
    let mut offices = Vec::new();
    for rule in rules {
        if !offices.contains(&rule.office) {
            offices.push(rule.office);
        }
    }
    offices
}

/// Whether `rule` is about the postal code `wanted`.
pub(super) fn names_postal_code(rule: &RoutingRule, wanted: PostalCode) -> bool {
    matches!(&rule.condition, Condition::PostalCode { postal_code } if *postal_code == wanted)
}
