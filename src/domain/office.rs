//! Offices and the rules by which a county shares its reports among them: data of the directory, not code.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::language::LanguageCode;
use super::mailbox::Mailbox;
use super::places::{CountyCode, MunicipalityCode, Names, PostalCode};

/// The id of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficeId(pub Uuid);

impl fmt::Display for OfficeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An office that owns a queue of cases (*toimipiste*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its id, for ever.
    pub id: OfficeId,
    /// The county it belongs to.
    pub county: CountyCode,
    /// What people call it.
    pub names: Names,
    /// Where it is told by mail that something came; `None`: nobody is told.
    pub mailbox: Option<Mailbox>,
}

/// By what kind of rule an office was found, as the database, the API and the command line name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// The municipality decides.
    Municipality,
    /// The postal code decides, inside the municipality.
    PostalCode,
    /// The reporter was asked which part of the municipality and answered.
    AreaQuestion,
    /// The language in which the family is served decides.
    Language,
    /// No rule decides: the default office.
    Default,
}

impl RuleKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Municipality,
        Self::PostalCode,
        Self::AreaQuestion,
        Self::Language,
        Self::Default,
    ];

    /// The stable name, such as `postal_code`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::PostalCode => "postal_code",
            Self::AreaQuestion => "area_question",
            Self::Language => "language",
            Self::Default => "default",
        }
    }

    /// The kind with this stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What must be true of an address for a rule to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The family is served in this language; in one municipality, or anywhere in the county.
    Language(LanguageCode, Option<MunicipalityCode>),
    /// The reporter chose this area, by its name for machines, of the municipality.
    Area(String, MunicipalityCode),
    /// The child lives under this postal code.
    PostalCode(PostalCode),
    /// The child lives in this municipality.
    Municipality(MunicipalityCode),
}

impl Condition {
    /// The condition that a row of three texts means: what is looked at, its value, and the municipality inside which
    /// the value holds, where it needs one. `None` for a row that means nothing here.
    pub fn parse(looks_at: &str, value: &str, municipality: Option<&str>) -> Option<Self> {
        let inside = match municipality {
            Some(code) => Some(MunicipalityCode::parse(code)?),
            None => None,
        };
        match looks_at {
            "language" => Some(Self::Language(LanguageCode::parse(value)?, inside)),
            "area" => Some(Self::Area(value.to_owned(), inside?)),
            "postal_code" => PostalCode::parse(value).map(Self::PostalCode),
            "municipality" => MunicipalityCode::parse(value).map(Self::Municipality),
            _ => None,
        }
    }

    /// The row of texts that [`parse`](Self::parse) reads back.
    pub fn row(&self) -> (&'static str, String, Option<String>) {
        match self {
            Self::Language(language, inside) => (
                "language",
                language.as_str().to_owned(),
                inside.map(|code| code.to_string()),
            ),
            Self::Area(area, inside) => ("area", area.clone(), Some(inside.to_string())),
            Self::PostalCode(code) => ("postal_code", code.to_string(), None),
            Self::Municipality(code) => ("municipality", code.to_string(), None),
        }
    }

    /// The kind of rule that this condition makes.
    pub const fn kind(&self) -> RuleKind {
        match self {
            Self::Language(..) => RuleKind::Language,
            Self::Area(..) => RuleKind::AreaQuestion,
            Self::PostalCode(_) => RuleKind::PostalCode,
            Self::Municipality(_) => RuleKind::Municipality,
        }
    }
}

/// One rule of a county's directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutingRule {
    /// The county whose rule it is.
    pub county: CountyCode,
    /// The smallest is asked first. Two rules with the same condition and different offices (a postal code that
    /// spans two areas) decide nothing, whatever their positions: somebody has to be asked.
    pub position: i64,
    /// When it applies.
    pub condition: Condition,
    /// Where the report then goes.
    pub office: OfficeId,
}

/// The offices and rules of an installation, ready to be asked. It is built alike from the embedded directory and
/// from the database's rows.
#[derive(Debug, Clone)]
pub struct RuleSet {
    home_county: CountyCode,
    offices: BTreeMap<OfficeId, Office>,
    defaults: BTreeMap<CountyCode, OfficeId>,
    rules: BTreeMap<CountyCode, Vec<RoutingRule>>,
}

impl RuleSet {
    /// Puts a rule set together. `home_county` is whose installation it is: its default office gets the reports whose
    /// place nobody knows. `defaults` names each county's default office, which gets what no rule decides. Rules and
    /// defaults whose office is missing or another county's are left out: they could send a report nowhere.
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
                .is_some_and(|office: &Office| office.county == county)
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
        }
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
    /// by id, as any office of the right county is better than one of another.
    pub fn fallback_office(&self, county: CountyCode) -> Option<&Office> {
        self.default_office(county)
            .or_else(|| self.offices().find(|office| office.county == county))
    }

    /// The rules of `county`, the first to be asked first.
    pub fn rules(&self, county: CountyCode) -> &[RoutingRule] {
        self.rules.get(&county).map_or(&[], Vec::as_slice)
    }

    /// The areas of `municipality` that a reporter can choose from, by their names for machines. Empty where there is
    /// nothing to ask.
    pub fn areas(&self, municipality: MunicipalityCode) -> impl Iterator<Item = &str> {
        self.rules
            .values()
            .flatten()
            .filter_map(move |rule| match &rule.condition {
                Condition::Area(area, own) if *own == municipality => Some(area.as_str()),
                _ => None,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn a_condition_comes_back_from_its_row() {
        let espoo = MunicipalityCode::parse("049").unwrap();
        for condition in [
            Condition::Language(Language::Sv.into(), None),
            Condition::Language(Language::Sv.into(), Some(espoo)),
            Condition::Area("tapiola".into(), espoo),
            Condition::PostalCode(PostalCode::parse("02100").unwrap()),
            Condition::Municipality(espoo),
        ] {
            let (looks_at, value, inside) = condition.row();
            assert_eq!(
                Condition::parse(looks_at, &value, inside.as_deref()),
                Some(condition)
            );
        }
        assert_eq!(Condition::parse("area", "tapiola", None), None);
        assert_eq!(Condition::parse("weather", "rain", None), None);
    }

    #[test]
    fn a_rule_to_an_office_of_another_county_is_left_out() {
        let county = |code| CountyCode::parse(code).unwrap();
        let names = Names {
            fi: "a".into(),
            sv: "a".into(),
            en: "a".into(),
        };
        let office = Office {
            id: OfficeId(Uuid::nil()),
            county: county("03"),
            names,
            mailbox: None,
        };
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

    #[test]
    fn a_rule_kind_is_read_by_its_name() {
        for kind in RuleKind::ALL {
            assert_eq!(RuleKind::parse(kind.as_str()), Some(kind));
        }
    }
}
