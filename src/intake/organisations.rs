//! Keeps the organisations whose own address fills in the form of those who report in their work.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::store::directory::{self, Change, Changed};
use crate::store::organisations as stored;

pub use crate::store::organisations::Organisation;

/// The most characters of a code.
const LONGEST_CODE: usize = 60;
/// The most characters of a name, as the schema takes them.
const LONGEST_NAME: usize = 200;
/// The most units of an organisation: what a list to choose from can be read through.
const MOST_UNITS: usize = 200;

/// Why an organisation was not kept.
#[derive(Debug, thiserror::Error)]
pub enum OrganisationError {
    /// The code would be no end of an address.
    #[error("a code has 2–60 small letters, digits and hyphens, none at its ends")]
    Code,
    /// A name is empty or too long.
    #[error("a name has 1–200 characters")]
    Name,
    /// Not the shape of a business id.
    #[error("a business id has seven digits, a hyphen and a digit, such as 0000000-0")]
    BusinessId,
    /// There are too many units.
    #[error("at most 200 units")]
    Units,
    /// There is none with this code.
    #[error("no organisation has this code")]
    Unknown,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<crate::store::StoreError> for OrganisationError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// The organisation whose address ends with `code`.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn find(app: &App, code: &str) -> Result<Option<Organisation>, IntakeError> {
    if !is_code(code) {
        return Ok(None);
    }
    let code = code.to_owned();
    Ok(app
        .store
        .read("find_organisation", move |tx| stored::find(tx, &code))?)
}

/// Every organisation, by code.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn all(app: &App) -> Result<Vec<Organisation>, IntakeError> {
    Ok(app.store.read("organisations", stored::all)?)
}

/// Keeps `organisation`, in the place of the one with its code; `true` when there was none. The change is told like
/// others of the directory.
///
/// # Errors
/// [`OrganisationError`]; then nothing was changed.
pub fn put(app: &App, organisation: Organisation, now: DateTime<Utc>) -> Result<bool, OrganisationError> {
    check(&organisation)?;
    let working = app.clone();
    app.store.write("put_organisation", move |tx| {
        let before = stored::find(tx, &organisation.code)?;
        if before.as_ref() != Some(&organisation) {
            stored::put(tx, &organisation)?;
            let (before, after) = (before.as_ref().map(told), told(&organisation));
            tell(tx, &working, &organisation.code, before, &after, now)?;
        }
        Ok(before.is_none())
    })
}

/// Forgets the organisation with this code: its address leads to the plain form.
///
/// # Errors
/// [`OrganisationError::Unknown`] when there is none.
pub fn remove(app: &App, code: &str, now: DateTime<Utc>) -> Result<(), OrganisationError> {
    let (working, code) = (app.clone(), code.to_owned());
    app.store.write("remove_organisation", move |tx| {
        let before = stored::find(tx, &code)?.ok_or(OrganisationError::Unknown)?;
        stored::delete(tx, &code)?;
        tell(tx, &working, &code, Some(told(&before)), &json!({}), now)
    })
}

fn check(organisation: &Organisation) -> Result<(), OrganisationError> {
    let named = |name: &str| {
        let length = name.chars().count();
        (1..=LONGEST_NAME).contains(&length) && name.trim() == name && !name.chars().any(char::is_control)
    };
    if !is_code(&organisation.code) {
        return Err(OrganisationError::Code);
    }
    if !named(&organisation.name) || !organisation.units.iter().all(|unit| named(unit)) {
        return Err(OrganisationError::Name);
    }
    if organisation.units.len() > MOST_UNITS {
        return Err(OrganisationError::Units);
    }
    match &organisation.business_id {
        Some(id) if !is_business_id(id) => Err(OrganisationError::BusinessId),
        _ => Ok(()),
    }
}

fn is_code(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (2..=LONGEST_CODE).contains(&text.len())
        && text.bytes().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn is_business_id(text: &str) -> bool {
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-')
        .is_some_and(|(number, check)| digits(number, 7) && digits(check, 1))
}

fn told(organisation: &Organisation) -> Value {
    json!({
        "name": organisation.name,
        "authority": organisation.authority.as_str(),
        "business_id": organisation.business_id,
        "units": organisation.units.join(", "),
    })
}

/// Keeps what was changed, before and after, and a row of the log that names it by a hash.
fn tell(
    tx: &mut crate::store::Tx<'_>,
    app: &App,
    code: &str,
    before: Option<Value>,
    after: &Value,
    now: DateTime<Utc>,
) -> Result<(), OrganisationError> {
    let county = app.directory().rules.home_county();
    let change = Change {
        id: app.ids.uuid(),
        county,
        at: now,
        actor: None,
        actor_name: None,
        what: Changed::Organisation,
        object: code.to_owned(),
        before: before.map(|before| before.to_string()),
        after: after.to_string(),
    };
    directory::insert_change(tx, &change)?;
    let entry = Entry {
        digest: Some(Sha256::digest(&change.after).to_vec()),
        ..Entry::of_service(county, Action::DirectoryChanged, now).to(change.id)
    };
    Ok(record(tx, app, entry)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_end_of_an_address_and_a_business_id_has_its_shape() {
        for good in ["mallilan-koulu", "a1"] {
            assert!(is_code(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "-a",
            "a-",
            "Mallila",
            "a/b",
            "å1",
            "a b",
            &"a".repeat(61),
        ] {
            assert!(!is_code(bad), "{bad}");
        }
        assert!(is_business_id("0000000-0"));
        for bad in ["", "0000000", "000000-00", "0000000-x", "00000000"] {
            assert!(!is_business_id(bad), "{bad}");
        }
    }
}
