//! Whose home no party of a case may learn: what tells where a person with a protected address (*turvakielto*)
//! lives or can be found is for the workers alone.

use std::collections::BTreeSet;

use serde_json::Value;

use super::bind;
use crate::domain::sensitivity::Sensitivity;

/// The members of a person that tell where the person is, or that the address is protected.
const PLACES: [&str; 7] = [
    "residence",
    "whereabouts",
    "whereabouts_municipality",
    "phone",
    "protected_address",
    "same_municipality",
    "same_address",
];

/// The persons of a report whose address is protected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Protected(BTreeSet<String>);

impl Protected {
    /// The protected persons of `document`, a report in the member names of the schema. They are those whom
    /// sealing holds for protected too: a child lives with its guardians as a rule, and an unborn child's parents
    /// with each other, so that the address of one tells the other's.
    pub fn of(document: &Value) -> Self {
        let guardians = people(document, "guardians");
        let children = people(document, "children");
        let parents = people(document, "unborn_child.parents");
        let is_protected = |person: &String| says(document, &format!("{person}.protected_address"));

        let family = guardians.iter().any(is_protected) || is_protected_family_reporter(document);
        let unborn = family || parents.iter().any(is_protected);
        let mut protected: BTreeSet<String> = guardians.into_iter().filter(is_protected).collect();
        if unborn {
            protected.extend(parents);
            if children.is_empty() {
                // The form asks for the home of an unborn child's mother where it asks for the first child's.
                protected.insert("children[0]".to_owned());
            }
        }
        protected.extend(
            children
                .into_iter()
                .filter(|person| family || is_protected(person)),
        );
        Self(protected)
    }

    /// Who may read the value at the concrete `key` that `plain` people might read if no address were protected.
    pub fn sensitivity_of(&self, key: &str, plain: Sensitivity) -> Sensitivity {
        if plain == Sensitivity::FamilyMayRead && self.tells_where(key) {
            Sensitivity::WorkerOnly
        } else {
            plain
        }
    }

    fn tells_where(&self, key: &str) -> bool {
        let Some((person, member)) = key
            .rsplit_once(']')
            .and_then(|(person, member)| Some((person, member.strip_prefix('.')?)))
        else {
            return false;
        };
        let member = member.split('.').next().unwrap_or(member);
        PLACES.contains(&member) && self.0.contains(&format!("{person}]"))
    }
}

/// The keys of the persons in `list`: `children[0]`, `children[1]`.
fn people(document: &Value, list: &str) -> Vec<String> {
    let count = bind::get(document, list)
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    (0..count).map(|index| format!("{list}[{index}]")).collect()
}

fn says(document: &Value, key: &str) -> bool {
    bind::get(document, key).and_then(Value::as_bool) == Some(true)
}

/// Whether the reporter is the child or its guardian and has a protected address.
fn is_protected_family_reporter(document: &Value) -> bool {
    let role = bind::get(document, "reporter_role").and_then(Value::as_str);
    matches!(role, Some("guardian" | "young_person")) && says(document, "reporter.protected_address")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sensitivity::Sensitivity::{FamilyMayRead, ReporterIdentity, WorkerOnly};
    use serde_json::json;

    fn reader(document: &Value, key: &str) -> Sensitivity {
        Protected::of(document).sensitivity_of(key, FamilyMayRead)
    }

    #[test]
    fn whatever_tells_where_a_protected_person_is_stays_with_the_workers() {
        let document = json!({
            "children": [{"protected_address": true}, {"protected_address": false}],
        });
        for member in [
            "residence.municipality",
            "residence.postal_code",
            "residence.area",
            "residence.street_address",
            "whereabouts",
            "whereabouts_municipality",
            "protected_address",
            "same_municipality",
            "same_address",
        ] {
            assert_eq!(
                reader(&document, &format!("children[0].{member}")),
                WorkerOnly,
                "{member}"
            );
            assert_eq!(
                reader(&document, &format!("children[1].{member}")),
                FamilyMayRead,
                "{member}"
            );
        }
        for key in [
            "children[0].first_names",
            "children[0].birth_date",
            "concern.description",
        ] {
            assert_eq!(reader(&document, key), FamilyMayRead, "{key}");
        }
    }

    #[test]
    fn a_guardian_s_protected_address_is_the_child_s_too() {
        let document = json!({
            "children": [{}],
            "guardians": [{"name": "Oiva Mallinen"}, {"protected_address": true}],
        });
        assert_eq!(reader(&document, "guardians[1].phone"), WorkerOnly);
        assert_eq!(reader(&document, "guardians[0].phone"), FamilyMayRead);
        assert_eq!(reader(&document, "children[0].whereabouts"), WorkerOnly);
    }

    #[test]
    fn a_parent_s_protected_address_covers_the_home_of_an_unborn_child() {
        let parents = json!({"parents": [{"protected_address": true}, {}]});
        let alone = json!({"unborn_child": parents});
        for key in [
            "unborn_child.parents[0].phone",
            "unborn_child.parents[1].residence.street_address",
            "children[0].residence.municipality",
        ] {
            assert_eq!(reader(&alone, key), WorkerOnly, "{key}");
        }
        let with_sibling = json!({"unborn_child": parents, "children": [{}]});
        assert_eq!(
            reader(&with_sibling, "children[0].residence.municipality"),
            FamilyMayRead
        );
    }

    #[test]
    fn a_reporter_protects_the_child_only_as_its_family() {
        let by = |role: &str| json!({"reporter_role": role, "reporter": {"protected_address": true}, "children": [{}]});
        assert_eq!(reader(&by("guardian"), "children[0].residence.area"), WorkerOnly);
        assert_eq!(
            reader(&by("young_person"), "children[0].residence.area"),
            WorkerOnly
        );
        assert_eq!(
            reader(&by("private_person"), "children[0].residence.area"),
            FamilyMayRead
        );
    }

    #[test]
    fn what_is_narrower_already_stays_so() {
        let protected = Protected::of(&json!({"children": [{"protected_address": true}]}));
        for plain in [WorkerOnly, ReporterIdentity] {
            assert_eq!(protected.sensitivity_of("children[0].whereabouts", plain), plain);
        }
    }
}
