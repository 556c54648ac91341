//! A report as JSON: the one schema of the API, of the forms' keys and of the shape check.
//!
//! `null` means the same as an absent member. The lengths stand twice, because the schema takes literals only; a
//! test holds them together.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::codes::{
    Authority, Kind, ObservedBy, Ongoing, PoliceTold, Reason, Relation, ReportedUrgency, ReporterRole,
    SupportNeed, Told, YesNoUnknown,
};

use super::people::{ChildBody, GuardianBody, UnbornChildBody};

/// A child-welfare report. Required: `reporter` with authority, organisation, name and phone,
/// `concern.description`, and at least one child or the unborn child. Each member tells by `x-sensitivity` who may
/// read it later: the family too, only a worker, or, as the reporter's identity, a worker under stricter rules.
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Report)]
pub struct ReportBody {
    /// Ignored: the legal kind of each case follows from `unborn_child` and `joint_contact`. A kind that differs
    /// gives a warning.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "child_welfare",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(Kind::LIST))))]
    pub kind: Option<String>,
    /// As whom the person reports.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "professional",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(ReporterRole::LIST))))]
    pub reporter_role: Option<String>,
    /// Who reports.
    #[validate(nested)]
    #[schema(required = true, nullable = false)]
    pub reporter: Option<ReporterBody>,
    /// The children, one case each.
    #[validate(nested)]
    #[schema(max_items = 10)]
    pub children: Option<Vec<ChildBody>>,
    /// The unborn child; may stand beside children.
    #[validate(nested)]
    pub unborn_child: Option<UnbornChildBody>,
    /// Guardians, or others who answer for the children's care.
    #[validate(nested)]
    #[schema(max_items = 4)]
    pub guardians: Option<Vec<GuardianBody>>,
    /// The worry.
    #[validate(nested)]
    #[schema(required = true, nullable = false)]
    pub concern: Option<ConcernBody>,
    /// Needs of support, for an unborn child.
    #[schema(max_items = 20, example = json!(["substances"]),
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(SupportNeed::LIST))))]
    pub support_needs: Option<Vec<String>>,
    /// Whether it has been talked about with the family.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "yes",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(Told::LIST))))]
    pub family_told: Option<String>,
    /// Who observed it.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "self",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(ObservedBy::LIST))))]
    pub observed_by: Option<String>,
    /// The colleague who observed it.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Oiva Esimerkki", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub observed_by_name: Option<String>,
    /// The family's history.
    #[validate(length(max = 20000))]
    #[schema(max_length = 20000, example = "Moved here last spring", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub history_text: Option<String>,
    /// Support that has been tried.
    #[validate(length(max = 20000))]
    #[schema(max_length = 20000, example = "Two meetings with the school's social worker",
        extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub support_tried_text: Option<String>,
    /// Other services that the family has.
    #[validate(length(max = 20000))]
    #[schema(max_length = 20000, example = "Family counselling", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub other_services_text: Option<String>,
    /// The child's own view.
    #[validate(length(max = 20000))]
    #[schema(max_length = 20000, example = "Says that evenings at home are frightening",
        extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub child_view_text: Option<String>,
    /// The family's view.
    #[validate(length(max = 20000))]
    #[schema(max_length = 20000, example = "The mother hopes for help", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub family_view_text: Option<String>,
    /// Whether the police have been told (LsL 25 § 3 mom.).
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "not_applicable",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(PoliceTold::LIST))))]
    pub police_told: Option<String>,
    /// Made together with the family: a contact (LsL 25 a §, SHL 35 §).
    #[schema(example = false, extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub joint_contact: Option<bool>,
    /// When the reporter called the duty service, in words.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Today at 14.30", extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub called_at: Option<String>,
    /// What only a worker may read, such as matters by which the reporter could be recognised.
    #[validate(length(max = 20000))]
    #[schema(max_length = 20000, example = "I live in the same building", extensions(("x-sensitivity" = json!("worker-only"))))]
    pub worker_only: Option<String>,
    /// Where it was seen or heard.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Espoo", extensions(("x-sensitivity" = json!("worker-only"))))]
    pub place_of_concern: Option<String>,
    /// The municipality of that place, three digits. Decides where the report goes when no residence is known.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "049", extensions(("x-sensitivity" = json!("worker-only"))))]
    pub place_of_concern_municipality: Option<String>,
    /// A safe time and way to reach the reporter.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "A text message on weekdays before 15",
        extensions(("x-sensitivity" = json!("worker-only"))))]
    pub safe_contact: Option<String>,
    /// Whether the office may call home (a child's own report).
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "no",
        extensions(("x-sensitivity" = json!("worker-only")), ("x-codes" = json!(YesNoUnknown::LIST))))]
    pub may_call_home: Option<String>,
    /// Whether the guardians may know (a child's own report).
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "unknown",
        extensions(("x-sensitivity" = json!("worker-only")), ("x-codes" = json!(YesNoUnknown::LIST))))]
    pub guardians_may_know: Option<String>,
    /// Why the guardians should not know.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "Afraid of a quarrel", extensions(("x-sensitivity" = json!("worker-only"))))]
    pub guardians_may_know_reason: Option<String>,
}

/// The worry itself.
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Concern)]
pub struct ConcernBody {
    /// What happened and what worries the reporter. Required.
    #[validate(length(max = 20000))]
    #[schema(required = true, nullable = false, max_length = 20000, example = "Has come to school hungry and tired for three weeks.",
        extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub description: Option<String>,
    /// Reasons by code name, or their plain groups.
    #[schema(max_items = 60, example = json!(["care_neglect", "school"]),
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(Reason::LIST))))]
    pub reasons: Option<Vec<String>>,
    /// When and how it was observed.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "In class since the beginning of the month",
        extensions(("x-sensitivity" = json!("family-may-read"))))]
    pub observed: Option<String>,
    /// Whether it goes on.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "repeats",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(Ongoing::LIST))))]
    pub ongoing: Option<String>,
    /// Urgency as the reporter sees it.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "within_days",
        extensions(("x-sensitivity" = json!("family-may-read")), ("x-codes" = json!(ReportedUrgency::LIST))))]
    pub urgency: Option<String>,
}

/// Who reports.
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reporter)]
pub struct ReporterBody {
    /// The body of a professional reporter (LsL 25 § 1 mom.). Required.
    #[validate(length(max = 50))]
    #[schema(required = true, nullable = false, max_length = 50, example = "education",
        extensions(("x-sensitivity" = json!("reporter-identity")), ("x-codes" = json!(Authority::LIST))))]
    pub authority: Option<String>,
    /// Organisation. Required.
    #[validate(length(max = 200))]
    #[schema(required = true, nullable = false, max_length = 200, example = "City of Mallila", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub organisation: Option<String>,
    /// Unit of the organisation.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Mallila school", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub unit: Option<String>,
    /// Business id of the organisation.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "0000000-0", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub business_id: Option<String>,
    /// Job title.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Class teacher", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub title: Option<String>,
    /// Whole name. Required.
    #[validate(length(max = 200))]
    #[schema(required = true, nullable = false, max_length = 200, example = "Oiva Esimerkki", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub name: Option<String>,
    /// Phone number. Required.
    #[validate(length(max = 50))]
    #[schema(required = true, nullable = false, max_length = 50, example = "050 000 0000", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub phone: Option<String>,
    /// E-mail address.
    #[validate(length(max = 254))]
    #[schema(max_length = 254, example = "oiva.esimerkki@example.org", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub email: Option<String>,
    /// A private reporter's relation to the child.
    #[validate(length(max = 50))]
    #[schema(max_length = 50, example = "other_private",
        extensions(("x-sensitivity" = json!("reporter-identity")), ("x-codes" = json!(Relation::LIST))))]
    pub relation: Option<String>,
    /// When the reporter can be reached.
    #[validate(length(max = 200))]
    #[schema(max_length = 200, example = "Weekdays 9–15", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub contact_times: Option<String>,
    /// The reporter's own address is protected (*turvakielto*).
    #[schema(example = false, extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub protected_address: Option<bool>,
    /// Asks that name and contacts are kept secret from the family. A worker decides.
    #[schema(example = false, extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub secrecy_request: Option<bool>,
    /// The grounds of that wish.
    #[validate(length(max = 5000))]
    #[schema(max_length = 5000, example = "I have been threatened before", extensions(("x-sensitivity" = json!("reporter-identity"))))]
    pub secrecy_grounds: Option<String>,
}
