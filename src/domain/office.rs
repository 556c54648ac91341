//! Offices and the rules by which a county shares its reports among them: data of the directory, not code.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::language::Language;
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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its id, for ever.
    pub id: OfficeId,
    /// The county it belongs to.
    pub county: CountyCode,
    /// What people call it.
    pub names: Names,
    /// Whether somebody reads its queue. Routing does not ask: an inactive office still owns its cases, which then
    /// stand in the county's default office too (DESIGN §6).
    #[serde(default = "yes")]
    pub active: bool,
    /// Whether it is the county's default office, which gets what no rule decides. One a county.
    #[serde(default, rename = "default")]
    pub is_default: bool,
}

fn yes() -> bool {
    true
}

/// A language in which a family is served: the two or three lower-case letters of ISO 639, such as `sv` or `se`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageCode(String);

impl LanguageCode {
    /// Reads a code in any case; free text ("ruotsi") is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.trim().to_ascii_lowercase();
        let fits = (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
        fits.then_some(Self(code))
    }

    /// The code in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Language> for LanguageCode {
    fn from(language: Language) -> Self {
        Self(language.code().to_owned())
    }
}

impl From<LanguageCode> for String {
    fn from(code: LanguageCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for LanguageCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("expected a language code of two or three letters")
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// The family is served in `language`; in one municipality, or anywhere in the county.
    Language {
        /// The language.
        language: LanguageCode,
        /// The only municipality in which the rule holds; `None` for the whole county.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        municipality: Option<MunicipalityCode>,
    },
    /// The reporter chose this area of the municipality.
    Area {
        /// The municipality that the area is a part of.
        municipality: MunicipalityCode,
        /// The area's name for machines, unique in its municipality.
        area: String,
        /// What the area is called when the reporter is asked.
        names: Names,
    },
    /// The child lives under this postal code. Two rules for one postal code mean that it spans two offices' areas:
    /// then neither applies and the reporter is to be asked.
    PostalCode {
        /// The postal code.
        postal_code: PostalCode,
    },
    /// The child lives in this municipality.
    Municipality {
        /// The municipality.
        municipality: MunicipalityCode,
    },
}

impl Condition {
    /// The kind of rule that this condition makes.
    pub const fn kind(&self) -> RuleKind {
        match self {
            Self::Language { .. } => RuleKind::Language,
            Self::Area { .. } => RuleKind::AreaQuestion,
            Self::PostalCode { .. } => RuleKind::PostalCode,
            Self::Municipality { .. } => RuleKind::Municipality,
        }
    }

    /// The priority that suits the kind where the directory gives none: a unit for a language serves its families
    /// wherever they live, an answer knows more than a postal code, and a postal code more than a municipality.
    pub const fn usual_priority(&self) -> i32 {
        match self {
            Self::Language { .. } => 10,
            Self::Area { .. } => 20,
            Self::PostalCode { .. } => 30,
            Self::Municipality { .. } => 40,
        }
    }
}

/// One rule of a county's directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutingRule {
    /// The county whose rule it is.
    pub county: CountyCode,
    /// The smallest number is asked first. Rules of one priority that name different offices cancel each other.
    pub priority: i32,
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
    /// place nobody knows. Rules whose office is missing or another county's are left out: they could send a
    /// report nowhere.
    pub fn new(
        home_county: CountyCode,
        offices: impl IntoIterator<Item = Office>,
        rules: impl IntoIterator<Item = RoutingRule>,
    ) -> Self {
        let offices: BTreeMap<_, _> = offices.into_iter().map(|office| (office.id, office)).collect();
        let defaults = offices
            .values()
            .filter(|office| office.is_default)
            .map(|office| (office.county, office.id))
            .collect();
        let mut by_county: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for rule in rules {
            if offices
                .get(&rule.office)
                .is_some_and(|office| office.county == rule.county)
            {
                by_county.entry(rule.county).or_default().push(rule);
            }
        }
        for rules in by_county.values_mut() {
            rules.sort_by_key(|rule| rule.priority);
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

    /// The rules of `county`, the first to be asked first.
    pub fn rules(&self, county: CountyCode) -> &[RoutingRule] {
        self.rules.get(&county).map_or(&[], Vec::as_slice)
    }

    /// The areas of `municipality` that a reporter can choose from: name for machines, name for people. Empty where
    /// there is nothing to ask.
    pub fn areas(&self, municipality: MunicipalityCode) -> impl Iterator<Item = (&str, &Names)> {
        self.rules
            .values()
            .flatten()
            .filter_map(move |rule| match &rule.condition {
                Condition::Area {
                    municipality: own,
                    area,
                    names,
                } if *own == municipality => Some((area.as_str(), names)),
                _ => None,
            })
    }
}
