//! The people of a report: children, an unborn child's parents, guardians. Who somebody is and what is told of
//! them are separate types, because they are sealed apart.

use serde::{Deserialize, Serialize};

use super::codes::{ParentRole, Told};
use super::identity_code::IdentityCode;
use super::partial_date::PartialDate;
use super::places::{MunicipalityCode, PostalCode};
use super::sensitive::debug_hidden;
use super::text::Text;

/// Where a person lives or stays, as far as known.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Residence {
    /// Home or residence municipality, the routing key of LsL 16 §.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<MunicipalityCode>,
    /// Postal code; proposes an office inside the county, never overrules the municipality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<PostalCode>,
    /// The area of the municipality that the reporter chose, by its key in the directory of offices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Text>,
    /// Street address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<Text>,
}

debug_hidden!(Residence, UnbornFacts);

impl Residence {
    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A personal identity code as it was given. A private person's slip of the pen never stops a report, so what is
/// not a valid code is kept as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GivenIdentityCode(Text);

impl GivenIdentityCode {
    /// The code as given.
    pub const fn new(text: Text) -> Self {
        Self(text)
    }

    /// The text as given.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The code, where it is one (I1).
    pub fn valid(&self) -> Option<IdentityCode> {
        IdentityCode::parse(self.0.expose()).ok()
    }
}

/// Who a child is. Sealed as a block of its own; with a protected address under the identity key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChildIdentity {
    /// First names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_names: Option<Text>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Text>,
    /// Personal identity code, never required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_identity_code: Option<GivenIdentityCode>,
    /// Birth date, perhaps only its year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<PartialDate>,
    /// What a private person wrote for the birth date and what is no date: a slip never stops a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_text: Option<Text>,
    /// Home.
    #[serde(skip_serializing_if = "Residence::is_empty")]
    pub residence: Residence,
    /// Day care, school, or where the child is now; a place, so it is protected with the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whereabouts: Option<Text>,
    /// The municipality of that place: where it is another county's, its duty service gets an urgent case too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whereabouts_municipality: Option<MunicipalityCode>,
    /// Protected address, *turvakielto* (VTJL 36 §): address, municipality, phone and school are hidden.
    #[serde(skip_serializing_if = "is_false")]
    pub protected_address: bool,
}

impl ChildIdentity {
    /// What the child is called; `None` where nobody said.
    pub fn name(&self) -> Option<String> {
        let names = [&self.first_names, &self.last_name].into_iter().flatten();
        let name = names.map(Text::expose).collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    }
}

/// What is told of a child, beside who the child is. The family may read it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChildFacts {
    /// Age as the reporter guesses it: "about 6".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_estimate: Option<Text>,
    /// How to recognise a child whose name is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recognise_text: Option<Text>,
    /// The guardians in the reporter's words (private forms).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardians_text: Option<Text>,
    /// The child's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Text>,
    /// Need of an interpreter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Text>,
    /// Whether the child has been told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// What concerns this child alone, where a report is about several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_concern: Option<Text>,
}

/// A child of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Child {
    /// Who.
    pub identity: ChildIdentity,
    /// What is told.
    pub facts: ChildFacts,
    /// Somebody who works in child welfare here is concerned: worker-only.
    pub concerns_staff: bool,
}

/// Who an adult of a report is: an unborn child's parent or a guardian.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AdultIdentity {
    /// Whole name, as given; a worker splits it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Personal identity code, never required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal_identity_code: Option<GivenIdentityCode>,
    /// Birth date, perhaps only its year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<PartialDate>,
    /// What a private person wrote for the birth date and what is no date: a slip never stops a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_text: Option<Text>,
    /// Phone number as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Text>,
    /// Home.
    #[serde(skip_serializing_if = "Residence::is_empty")]
    pub residence: Residence,
    /// Protected address, *turvakielto*.
    #[serde(skip_serializing_if = "is_false")]
    pub protected_address: bool,
}

/// What is told of an unborn child's parent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ParentFacts {
    /// Mother or the other parent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<ParentRole>,
    /// Whether the parent has been told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

/// What is told of a guardian.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GuardianFacts {
    /// The guardian's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Text>,
    /// Need of an interpreter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Text>,
    /// Whether the guardian has been told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// Why the guardian has not been told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_told_reason: Option<Text>,
}

/// An unborn child's parent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parent {
    /// Who.
    pub identity: AdultIdentity,
    /// What is told.
    pub facts: ParentFacts,
}

/// A guardian or another person who answers for a child's care.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guardian {
    /// Who.
    pub identity: AdultIdentity,
    /// What is told.
    pub facts: GuardianFacts,
}

/// What is told of an unborn child, beside its parents.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnbornFacts {
    /// Expected date of birth (civil date).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_birth_date: Option<chrono::NaiveDate>,
    /// Expected time of birth in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_birth_text: Option<Text>,
    /// The family's other children.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_children_text: Option<Text>,
    /// Where the pregnancy is cared for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maternity_care_text: Option<Text>,
}

/// An unborn child of a report (LsL 25 c §).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnbornChild {
    /// What is told.
    pub facts: UnbornFacts,
    /// The parents, up to two.
    pub parents: Vec<Parent>,
    /// Somebody who works in child welfare here is concerned: worker-only.
    pub concerns_staff: bool,
}

/// For `skip_serializing_if`, which passes a reference.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a function of a reference"
)]
pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}
