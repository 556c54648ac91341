//! The answer of routing: where a report goes, by what kind of rule and why.

use serde::{Deserialize, Serialize};

use crate::domain::language::LanguageCode;
use crate::domain::office::OfficeId;
use crate::domain::places::{CountyCode, MunicipalityCode, PostalCode};
use crate::domain::rules::RuleKind;
use crate::domain::sensitive::debug_hidden;

/// Where a report goes and why. It tells where a child lives: treat it like the address, not like a log line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The county that answers for the child (LsL 16 §); the installation's own when no place is known.
    pub county: CountyCode,
    /// The office. `None` for Åland, and when neither the county nor the installation has an office.
    pub office: Option<OfficeId>,
    /// By what kind of rule.
    pub rule: RuleKind,
    /// Why, in parts that can be put in words in any language.
    pub reason: Reason,
}

/// Why a report goes where it goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The municipality that was used, if any is known.
    pub municipality: Option<MunicipalityCode>,
    /// How that municipality is known.
    pub place: PlaceKnown,
    /// A postal code that was given and not used.
    pub ignored_postal_code: Option<IgnoredPostalCode>,
    /// How the office was then found.
    pub office: OfficeReason,
}

debug_hidden!(Reason);

/// How the municipality of a decision is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKnown {
    /// It was stated.
    Stated,
    /// Only a postal code was given; its municipality was used.
    PostalCode,
    /// The child's own is unknown; the place of concern was used.
    PlaceOfConcern,
    /// The child lives in Åland and the place of concern is elsewhere; that place was used.
    PlaceOfConcernForAland,
    /// Nothing is known of the child's own; that of another person of the same report was used.
    OfAnother,
    /// Nothing usable was given.
    Unknown,
}

/// A postal code that had no say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoredPostalCode {
    /// The postal code.
    pub postal_code: PostalCode,
    /// The other municipality under which it is listed; `None` when it is not listed (box and company codes).
    pub belongs_to: Option<MunicipalityCode>,
}

/// How the office of a decision was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum OfficeReason {
    /// A rule for the language of service.
    Language {
        /// The language.
        language: LanguageCode,
    },
    /// A rule for reports about unborn children.
    Prenatal,
    /// A rule for reports of authorities.
    Authority,
    /// The reporter's answer to the area question.
    Area {
        /// The area's name for machines.
        area: String,
    },
    /// A rule for the postal code.
    PostalCode {
        /// The postal code.
        postal_code: PostalCode,
    },
    /// A rule for the municipality.
    Municipality,
    /// The county shares this municipality among no offices: its default office takes all of it.
    WholeMunicipality,
    /// The municipality has several offices and nothing known chooses among them.
    SeveralOffices {
        /// The offices that may be the right one.
        candidates: Vec<OfficeId>,
    },
    /// The postal code spans the areas of several offices: somebody must be asked.
    SpansAreas {
        /// The postal code.
        postal_code: PostalCode,
        /// The offices that may be the right one.
        candidates: Vec<OfficeId>,
    },
    /// Åland is outside the counties: its own social service takes the report.
    Aland,
    /// The right county has no office here: the installation's default office takes it and hands it over (HL 21 §).
    OtherCounty,
    /// No place is known: the installation's default office.
    PlaceUnknown,
}
