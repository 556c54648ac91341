//! Reports read and written, as their senders would.

mod lenient;
mod properties;
mod shapes;
mod strict;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Accepted, Reading, Strictness, read};
use crate::domain::field_error::FieldErrors;
use crate::domain::language::Language;
use crate::domain::places::MunicipalityCode;
use crate::domain::report::{Channel, FormVersion};

/// Municipalities of the tests: everything below 900.
fn known(code: MunicipalityCode) -> bool {
    code.to_string().as_str() < "900"
}

fn reading(strictness: Strictness) -> Reading<'static> {
    let web = strictness == Strictness::Lenient;
    Reading {
        strictness,
        channel: if web { Channel::Web } else { Channel::Api },
        form: web.then(|| FormVersion {
            id: "concern".to_owned(),
            version: 1,
        }),
        language: Language::Fi,
        today: NaiveDate::from_ymd_opt(2026, 12, 18).unwrap(),
        municipality_known: &known,
    }
}

/// As a professional's system sends it.
fn strictly(value: &Value) -> Result<Accepted, FieldErrors> {
    read(value, &reading(Strictness::Strict))
}

/// As a web form sends it.
fn leniently(value: &Value) -> Result<Accepted, FieldErrors> {
    read(value, &reading(Strictness::Lenient))
}

/// `pointer code` of each, in the order given.
fn said(errors: &FieldErrors) -> Vec<String> {
    errors
        .iter()
        .map(|error| format!("{} {}", error.path, error.problem.code()))
        .collect()
}

fn faults(result: Result<Accepted, FieldErrors>) -> Vec<String> {
    said(&result.map(|_| "a report").unwrap_err())
}

/// The least that a system must send.
fn least() -> Value {
    json!({
        "reporter": {"authority": "education", "organisation": "City of Mallila", "name": "Oiva Esimerkki", "phone": "050 000 0000"},
        "children": [{}],
        "concern": {"description": "Came to school hungry."}
    })
}

/// A report with every member of the schema but `kind`.
fn whole() -> Value {
    let residence = json!({"municipality": "049", "postal_code": "02770", "area": "espoonlahti", "street_address": "Mallikuja 1"});
    json!({
        "reporter_role": "professional",
        "reporter": {
            "authority": "education", "organisation": "City of Mallila", "unit": "Mallila school", "business_id": "0000000-0",
            "title": "Class teacher", "name": "Oiva Esimerkki", "phone": "050 000 0000", "email": "oiva@example.org",
            "relation": "other_private", "contact_times": "9–15", "protected_address": true, "secrecy_request": true,
            "secrecy_grounds": "Threats"
        },
        "children": [{
            "first_names": "Aino", "last_name": "Mallinen", "personal_identity_code": "010516B903X", "birth_date": "2016-05-01",
            "age_estimate": "10", "recognise_text": "Red jacket", "residence": residence, "whereabouts": "School",
            "whereabouts_municipality": "049", "birth_text": "In spring",
            "protected_address": true, "guardians_text": "Mother", "language": "fi", "interpreter": "none", "told": "yes",
            "own_concern": "More than the others", "concerns_staff": true
        }],
        "unborn_child": {
            "expected_birth_date": "2027-03-01", "expected_birth_text": "spring", "other_children_text": "One",
            "maternity_care_text": "Clinic", "concerns_staff": true,
            "parents": [{
                "role": "mother", "name": "Helmi Mallinen", "personal_identity_code": "010594Y9021", "birth_date": "1994-05-01",
                "phone": "050 000 0001", "residence": residence, "protected_address": true, "told": "no",
                "birth_text": "In spring"
            }]
        },
        "guardians": [{
            "name": "Helmi Mallinen", "personal_identity_code": "010594Y9021", "birth_date": "1994-05", "phone": "050 000 0001",
            "residence": residence, "language": "sv", "interpreter": "none", "protected_address": true, "told": "no",
            "birth_text": "In spring",
            "not_told_reason": "Asked to wait"
        }],
        "concern": {
            "description": "Came to school hungry.", "reasons": ["care_neglect", "school"], "observed": "In class",
            "ongoing": "repeats", "urgency": "within_days"
        },
        "support_needs": ["substances"], "family_told": "yes", "observed_by": "colleague", "observed_by_name": "Taimi Esimerkki",
        "history_text": "Moved", "support_tried_text": "Meetings", "other_services_text": "None", "child_view_text": "Afraid",
        "family_view_text": "Wants help", "police_told": "not_applicable", "joint_contact": true, "called_at": "14.30",
        "worker_only": "I live next door", "place_of_concern": "Espoo", "place_of_concern_municipality": "049",
        "safe_contact": "By text message", "may_call_home": "no", "guardians_may_know": "unknown",
        "guardians_may_know_reason": "Afraid"
    })
}

/// `value` with `new` at `pointer`, whose parent exists.
fn with(mut value: Value, pointer: &str, new: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.insert(name.to_owned(), new)),
        Value::Array(elements) => elements[name.parse::<usize>().unwrap()] = new,
        _ => panic!("{parent} holds nothing"),
    }
    value
}
