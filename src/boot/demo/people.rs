//! The staff of the demo: three roles in every office of the counties that it shows, one social worker everywhere else,
//! so that no report lies unread.

use crate::domain::access::Role;
use crate::domain::language::Language;
use crate::domain::office::Office;
use crate::domain::sensitive::Sensitive;
use crate::ids::IdSource;
use crate::intake::App;
use crate::intake::add_staff::{NewPassword, NewStaff, add};
use crate::intake::password::{self, PasswordDigest};

use super::Failure;
use super::folder::SignIn;

/// The counties that are shown in full: West Uusimaa with Espoo's offices, Helsinki, Pirkanmaa.
const SHOWN: [&str; 3] = ["03", "90", "08"];

const FIRST_NAMES: [&str; 14] = [
    "Aino", "Eero", "Helmi", "Kaija", "Lauri", "Maija", "Niilo", "Outi", "Pekka", "Riitta", "Sanna", "Timo",
    "Ulla", "Väinö",
];
const LAST_NAMES: [&str; 9] = [
    "Mallinen",
    "Esimerkki",
    "Näyttelä",
    "Mallikas",
    "Testilä",
    "Malliharju",
    "Esimäki",
    "Mallila",
    "Kuvitelma",
];

/// Adds everybody, all with one password, and returns how each signs in.
///
/// # Errors
/// [`Failure`] of the service.
pub fn add_all(app: &App, ids: &dyn IdSource) -> Result<Vec<SignIn>, Failure> {
    let password = password::random(ids);
    // One hash takes as long as everything else of the start together.
    let digest = PasswordDigest::of(password.expose(), ids).map_err(Failure::failed)?;
    let directory = app.directory();
    let mut offices: Vec<&Office> = directory.rules.offices().collect();
    let is_default = |office: &Office| {
        let default = directory.rules.default_office(office.county);
        default.is_some_and(|default| default.id == office.id)
    };
    // What is shown in full comes first, in each county the intake office.
    offices.sort_by_key(|office| {
        let county = office.county.to_string();
        let shown = SHOWN.iter().position(|shown| *shown == county);
        (
            shown.unwrap_or(SHOWN.len()),
            office.county,
            !is_default(office),
            &office.names.fi,
        )
    });
    let mut sign_ins = Vec::new();
    for office in offices {
        for role in roles(office, is_default(office)) {
            sign_ins.push(add_one(app, office, *role, sign_ins.len(), &digest, &password)?);
        }
    }
    Ok(sign_ins)
}

/// Who works for an office.
fn roles(office: &Office, is_default: bool) -> &'static [Role] {
    let county = office.county.to_string();
    match (county.as_str(), is_default) {
        ("03", true) => &Role::ALL,
        (county, _) if SHOWN.contains(&county) => &[Role::IntakeWorker, Role::SocialWorker, Role::Supervisor],
        _ => &[Role::SocialWorker],
    }
}

fn add_one(
    app: &App,
    office: &Office,
    role: Role,
    number: usize,
    digest: &PasswordDigest,
    password: &Sensitive<String>,
) -> Result<SignIn, Failure> {
    let name = |list: &[&'static str]| list.get(number % list.len()).copied().unwrap_or_default();
    let new = NewStaff {
        county: office.county,
        offices: vec![office.id],
        user_name: format!("{}.{}", slug(&office.names.en), short(role)),
        display_name: format!("{} {}", name(&FIRST_NAMES), name(&LAST_NAMES)),
        role,
        social_worker: role == Role::Supervisor,
        language: Language::Fi,
        password: NewPassword::Hashed(digest.clone()),
    };
    let added = add(app, new).map_err(Failure::failed)?;
    Ok(SignIn {
        user: added.user_name,
        password: password.expose().clone(),
        totp_secret: added.totp_secret.expose().clone(),
        role,
        office: office.names.fi.clone(),
        office_id: office.id,
        county: office.county,
    })
}

const fn short(role: Role) -> &'static str {
    match role {
        Role::IntakeWorker => "intake",
        Role::SocialWorker => "social",
        Role::Supervisor => "supervisor",
        Role::OfficeAdmin => "admin",
        Role::CountyAdmin => "county-admin",
        Role::Auditor => "auditor",
    }
}

/// An office's name as a part of a user name: "Leppävaara child welfare services" → "leppavaara".
fn slug(name: &str) -> String {
    let mut name = name.to_lowercase();
    for words in [
        "child welfare services for ",
        " child welfare services",
        " child welfare intake",
        " families",
    ] {
        name = name.replace(words, "");
    }
    let plain = |letter| match letter {
        'ä' | 'å' => 'a',
        'ö' => 'o',
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => '-',
    };
    name.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::places::directory::Directory;

    #[test]
    fn every_office_has_its_own_short_name() {
        let offices = &Directory::embedded().offices;
        let slugs: BTreeSet<String> = offices.iter().map(|office| slug(&office.names.en)).collect();
        assert_eq!(slugs.len(), offices.len());
        assert!(
            slugs.contains("leppavaara") && slugs.contains("swedish-speaking"),
            "{slugs:?}"
        );
    }

    #[test]
    fn no_office_is_without_somebody_who_may_judge() {
        for office in &Directory::embedded().offices {
            for is_default in [false, true] {
                assert!(roles(office, is_default).contains(&Role::SocialWorker));
            }
        }
    }
}
