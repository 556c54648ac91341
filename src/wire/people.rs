//! The people of a report as JSON: children, an unborn child with its parents, guardians.
//!
//! Everything about a person is optional. `null` means the same as an absent member. The lengths stand twice,
//! because the schema takes literals only; a test holds them together.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::codes::{ParentRole, Told};

/// A child of the report. Everything is optional: an empty object is a child about whom nothing is known.
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Child)]
pub struct ChildBody {
    /// First names.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Aino Maria", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub first_names: Option<String>,
    /// Last name.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Mallinen", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub last_name: Option<String>,
    /// Finnish personal identity code, eleven characters. Never required. A code 900–999 or an adult's passes with a
    /// warning.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "010516B903X", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub personal_identity_code: Option<String>,
    /// Birth date as `YYYY-MM-DD`; `YYYY-MM` or `YYYY` when no more is known.
    #[validate(length(max = 10))]
    #[schema(max_length = 10, example = "2016-05-01", pattern = r"^\d{4}(-\d{2}(-\d{2})?)?$",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-date" = json!(true))))]
    pub birth_date: Option<String>,
    /// When somebody was born, in words, where that is no date.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "In the spring of 2016", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub birth_text: Option<String>,
    /// Age as far as the reporter can tell, in words.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "about 6", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub age_estimate: Option<String>,
    /// How to recognise a child whose name is not known.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "Red jacket, walks to the corner school every morning",
        extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub recognise_text: Option<String>,
    /// Where the child lives.
    #[validate(nested)]
    pub residence: Option<ResidenceBody>,
    /// Day care, school, or where the child is now.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "Mallila school, class 3 B", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub whereabouts: Option<String>,
    /// The municipality of that place, three digits. Where it is another county's than the residence, an urgent report
    /// is shown to its duty service too.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "837", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub whereabouts_municipality: Option<String>,
    /// The child's address is protected (*turvakielto*). No answer then names an office or a place.
    #[schema(example = false, extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub protected_address: Option<bool>,
    /// The guardians, in the reporter's words.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "Mother and her partner", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub guardians_text: Option<String>,
    /// The child's language: a code or its name.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "fi", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub language: Option<String>,
    /// Need of an interpreter.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Finnish Sign Language", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub interpreter: Option<String>,
    /// Whether the child has been told about the report.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "yes",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(Told::LIST))))]
    pub told: Option<String>,
    /// What concerns this child alone, where the report is about several.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "Stays away from school more often than the others",
        extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub own_concern: Option<String>,
    /// Somebody who works in child welfare at the receiving office is concerned.
    #[schema(example = false, extensions(("x-sensitivity" = json!("worker-only"))))]
    pub concerns_staff: Option<bool>,
}

/// Where a person lives, as far as known.
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Residence)]
pub struct ResidenceBody {
    /// Municipality of residence by its official number, three digits. It decides where the report goes.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "049", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub municipality: Option<String>,
    /// Postal code, five digits.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "02770", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub postal_code: Option<String>,
    /// Area of the municipality, by its key in the directory of offices.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "espoonlahti", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub area: Option<String>,
    /// Street address.
    #[validate(length(max = 500))]
    #[schema(max_length = 500, example = "Mallikuja 1 A 2", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub street_address: Option<String>,
}

/// An unborn child: a prenatal report (LsL 25 c §).
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UnbornChild)]
pub struct UnbornChildBody {
    /// Expected date of birth, `YYYY-MM-DD`.
    #[validate(length(max = 10))]
    #[schema(max_length = 10, example = "2027-03-01", pattern = r"^\d{4}-\d{2}-\d{2}$",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-date" = json!(true))))]
    pub expected_birth_date: Option<String>,
    /// Expected time of birth in words.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "In early spring", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub expected_birth_text: Option<String>,
    /// The parents.
    #[validate(nested)]
    #[schema(max_items = 2)]
    pub parents: Option<Vec<ParentBody>>,
    /// The family's other children.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "One child of four years", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub other_children_text: Option<String>,
    /// Where the pregnancy is cared for.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "Mallila maternity clinic", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub maternity_care_text: Option<String>,
    /// Somebody who works in child welfare at the receiving office is concerned.
    #[schema(example = false, extensions(("x-sensitivity" = json!("worker-only"))))]
    pub concerns_staff: Option<bool>,
}

/// A parent of an unborn child.
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Parent)]
pub struct ParentBody {
    /// Mother or the other parent.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "mother",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(ParentRole::LIST))))]
    pub role: Option<String>,
    /// Whole name.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Helmi Mallinen", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub name: Option<String>,
    /// Finnish personal identity code. Never required.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "010594Y9021", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub personal_identity_code: Option<String>,
    /// Birth date as `YYYY-MM-DD`; `YYYY-MM` or `YYYY` when no more is known.
    #[validate(length(max = 10))]
    #[schema(max_length = 10, example = "1994-05-01", pattern = r"^\d{4}(-\d{2}(-\d{2})?)?$",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-date" = json!(true))))]
    pub birth_date: Option<String>,
    /// When somebody was born, in words, where that is no date.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "In the spring of 2016", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub birth_text: Option<String>,
    /// Phone number.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "050 000 0000", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub phone: Option<String>,
    /// Where the parent lives.
    #[validate(nested)]
    pub residence: Option<ResidenceBody>,
    /// The parent's address is protected (*turvakielto*).
    #[schema(example = false, extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub protected_address: Option<bool>,
    /// Whether the parent has been told about the report.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "no",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(Told::LIST))))]
    pub told: Option<String>,
}

/// A guardian, or another person who answers for the child's care.
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Guardian)]
pub struct GuardianBody {
    /// Whole name.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Helmi Mallinen", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub name: Option<String>,
    /// Finnish personal identity code. Never required.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "010594Y9021", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub personal_identity_code: Option<String>,
    /// Birth date as `YYYY-MM-DD`; `YYYY-MM` or `YYYY` when no more is known.
    #[validate(length(max = 10))]
    #[schema(max_length = 10, example = "1994-05-01", pattern = r"^\d{4}(-\d{2}(-\d{2})?)?$",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-date" = json!(true))))]
    pub birth_date: Option<String>,
    /// When somebody was born, in words, where that is no date.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "In the spring of 2016", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub birth_text: Option<String>,
    /// Phone number.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "050 000 0000", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub phone: Option<String>,
    /// Where the guardian lives.
    #[validate(nested)]
    pub residence: Option<ResidenceBody>,
    /// The guardian's language: a code or its name.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "sv", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub language: Option<String>,
    /// Need of an interpreter.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Somali", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub interpreter: Option<String>,
    /// The guardian's address is protected (*turvakielto*).
    #[schema(example = false, extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub protected_address: Option<bool>,
    /// Whether the guardian has been told about the report.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "no",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(Told::LIST))))]
    pub told: Option<String>,
    /// Why the guardian has not been told.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "The child asked us to wait", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub not_told_reason: Option<String>,
}
