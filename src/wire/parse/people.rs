//! Children, parents and guardians.

use crate::domain::codes::{ParentRole, Told};
use crate::domain::field_error::FieldPath;
use crate::domain::person::{
    AdultIdentity, Child, ChildFacts, ChildIdentity, Guardian, GuardianFacts, Parent, ParentFacts, Residence,
    UnbornChild, UnbornFacts,
};

use super::super::people::{ChildBody, GuardianBody, ParentBody, ResidenceBody, UnbornChildBody};
use super::values::Reader;

/// The most characters of a street address, as in [`ResidenceBody`].
const LONGEST_ADDRESS: usize = 500;
/// The most characters of a child's whereabouts, as in [`ChildBody`].
const LONGEST_WHEREABOUTS: usize = 5000;

pub(super) fn child(reader: &mut Reader<'_>, at: &FieldPath, body: ChildBody) -> Child {
    let code = reader.identity_code(at, body.personal_identity_code);
    let (birth_date, birth_text) = reader.birth(at, body.birth_date, body.birth_text);
    reader.compare(at, code.as_ref(), birth_date);
    reader.note_an_adult(at, code.as_ref(), birth_date);
    let whereabouts = reader.text(at, "whereabouts", body.whereabouts);
    let where_now = reader.municipality(at, "whereabouts_municipality", body.whereabouts_municipality);
    Child {
        identity: ChildIdentity {
            first_names: reader.text(at, "first_names", body.first_names),
            last_name: reader.text(at, "last_name", body.last_name),
            personal_identity_code: code,
            birth_date,
            birth_text,
            residence: residence(reader, at, body.residence),
            whereabouts: reader.join(
                at,
                "whereabouts",
                whereabouts,
                where_now.unread,
                LONGEST_WHEREABOUTS,
            ),
            whereabouts_municipality: where_now.code,
            protected_address: body.protected_address.unwrap_or_default(),
        },
        facts: ChildFacts {
            age_estimate: reader.text(at, "age_estimate", body.age_estimate),
            recognise_text: reader.text(at, "recognise_text", body.recognise_text),
            guardians_text: reader.text(at, "guardians_text", body.guardians_text),
            language: reader.text(at, "language", body.language),
            interpreter: reader.text(at, "interpreter", body.interpreter),
            told: reader.code(at, "told", body.told, Told::parse),
            own_concern: reader.text(at, "own_concern", body.own_concern),
        },
        concerns_staff: body.concerns_staff.unwrap_or_default(),
    }
}

pub(super) fn unborn(reader: &mut Reader<'_>, body: UnbornChildBody) -> UnbornChild {
    let at = FieldPath::root().member("unborn_child");
    let parents = body.parents.unwrap_or_default().into_iter().enumerate();
    UnbornChild {
        facts: UnbornFacts {
            expected_birth_date: reader.day(&at, "expected_birth_date", body.expected_birth_date),
            expected_birth_text: reader.text(&at, "expected_birth_text", body.expected_birth_text),
            other_children_text: reader.text(&at, "other_children_text", body.other_children_text),
            maternity_care_text: reader.text(&at, "maternity_care_text", body.maternity_care_text),
        },
        parents: parents
            .map(|(index, body)| parent(reader, &at.member("parents").index(index), body))
            .collect(),
        concerns_staff: body.concerns_staff.unwrap_or_default(),
    }
}

fn parent(reader: &mut Reader<'_>, at: &FieldPath, body: ParentBody) -> Parent {
    let code = reader.identity_code(at, body.personal_identity_code);
    let (birth_date, birth_text) = reader.birth(at, body.birth_date, body.birth_text);
    reader.compare(at, code.as_ref(), birth_date);
    Parent {
        identity: AdultIdentity {
            name: reader.text(at, "name", body.name),
            personal_identity_code: code,
            birth_date,
            birth_text,
            phone: reader.text(at, "phone", body.phone),
            residence: residence(reader, at, body.residence),
            protected_address: body.protected_address.unwrap_or_default(),
        },
        facts: ParentFacts {
            role: reader.code(at, "role", body.role, ParentRole::parse),
            told: reader.code(at, "told", body.told, Told::parse),
        },
    }
}

pub(super) fn guardian(reader: &mut Reader<'_>, at: &FieldPath, body: GuardianBody) -> Guardian {
    let code = reader.identity_code(at, body.personal_identity_code);
    let (birth_date, birth_text) = reader.birth(at, body.birth_date, body.birth_text);
    reader.compare(at, code.as_ref(), birth_date);
    Guardian {
        identity: AdultIdentity {
            name: reader.text(at, "name", body.name),
            personal_identity_code: code,
            birth_date,
            birth_text,
            phone: reader.text(at, "phone", body.phone),
            residence: residence(reader, at, body.residence),
            protected_address: body.protected_address.unwrap_or_default(),
        },
        facts: GuardianFacts {
            language: reader.text(at, "language", body.language),
            interpreter: reader.text(at, "interpreter", body.interpreter),
            told: reader.code(at, "told", body.told, Told::parse),
            not_told_reason: reader.text(at, "not_told_reason", body.not_told_reason),
        },
    }
}

/// A home. What a person wrote as municipality or postal code and what is neither, such as a town abroad, joins the
/// street address, so that a worker still reads it.
fn residence(reader: &mut Reader<'_>, at: &FieldPath, body: Option<ResidenceBody>) -> Residence {
    let body = body.unwrap_or_default();
    let at = at.member("residence");
    let municipality = reader.municipality(&at, "municipality", body.municipality);
    let postal_code = reader.postal_code(&at, "postal_code", body.postal_code);
    let street_address = reader.text(&at, "street_address", body.street_address);
    let unread = [postal_code.unread, municipality.unread].into_iter().flatten();
    let street_address = unread.fold(street_address, |address, words| {
        reader.join(&at, "street_address", address, Some(words), LONGEST_ADDRESS)
    });
    Residence {
        municipality: municipality.code,
        postal_code: postal_code.code,
        area: reader.text(&at, "area", body.area),
        street_address,
    }
}
