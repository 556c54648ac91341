//! The rules by which a county shares its reports among its offices: data of the directory, not code.

mod check;
mod set;

use serde::{Deserialize, Serialize};

use super::language::LanguageCode;
use super::office::OfficeId;
use super::places::{CountyCode, MunicipalityCode, Names, PostalCode};

pub use check::{DirectoryFault, Draft, check};
pub use set::RuleSet;

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
    /// That the child is not born yet decides.
    Prenatal,
    /// That an authority reports decides.
    Authority,
    /// No rule decides: the default office.
    Default,
}

impl RuleKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Municipality,
        Self::PostalCode,
        Self::AreaQuestion,
        Self::Language,
        Self::Prenatal,
        Self::Authority,
        Self::Default,
    ];

    /// The stable name, such as `postal_code`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::PostalCode => "postal_code",
            Self::AreaQuestion => "area_question",
            Self::Language => "language",
            Self::Prenatal => "prenatal",
            Self::Authority => "authority",
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
    /// The report is about an unborn child; in one municipality, or anywhere in the county.
    Prenatal(Option<MunicipalityCode>),
    /// An authority or another professional with a duty to report tells it; in one municipality, or anywhere in the
    /// county.
    Authority(Option<MunicipalityCode>),
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
            "prenatal" => value.is_empty().then_some(Self::Prenatal(inside)),
            "authority" => value.is_empty().then_some(Self::Authority(inside)),
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
            Self::Prenatal(inside) => ("prenatal", String::new(), inside.map(|code| code.to_string())),
            Self::Authority(inside) => ("authority", String::new(), inside.map(|code| code.to_string())),
            Self::Area(area, inside) => ("area", area.clone(), Some(inside.to_string())),
            Self::PostalCode(code) => ("postal_code", code.to_string(), None),
            Self::Municipality(code) => ("municipality", code.to_string(), None),
        }
    }

    /// The municipality inside which the condition holds, where it names one.
    pub const fn municipality(&self) -> Option<MunicipalityCode> {
        match self {
            Self::Language(_, inside) | Self::Prenatal(inside) | Self::Authority(inside) => *inside,
            Self::Area(_, inside) | Self::Municipality(inside) => Some(*inside),
            Self::PostalCode(_) => None,
        }
    }

    /// The kind of rule that this condition makes.
    pub const fn kind(&self) -> RuleKind {
        match self {
            Self::Language(..) => RuleKind::Language,
            Self::Prenatal(_) => RuleKind::Prenatal,
            Self::Authority(_) => RuleKind::Authority,
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

/// A part of a municipality that a reporter can choose when the postal code does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// Its name for machines, unique in the municipality.
    pub code: String,
    /// What people call it.
    pub names: Names,
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
            Condition::Prenatal(None),
            Condition::Prenatal(Some(espoo)),
            Condition::Authority(Some(espoo)),
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
        assert_eq!(Condition::parse("prenatal", "yes", None), None);
        assert_eq!(Condition::parse("weather", "rain", None), None);
    }

    #[test]
    fn a_rule_kind_is_read_by_its_name() {
        for kind in RuleKind::ALL {
            assert_eq!(RuleKind::parse(kind.as_str()), Some(kind));
        }
    }
}
