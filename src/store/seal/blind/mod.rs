//! Blind indexes: keyed hashes by which the same person is found again without anything about the person lying in
//! clear. The key (K_x) is a county's own, so two counties' indexes cannot be joined.
//!
//! What they cannot hide: that two reports of one county name the same person.

mod search;
mod spelling;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use self::spelling::{Name, readings};
use super::{mac::Digest, secret::SecretKey};
use crate::domain::identity_code::IdentityCode;
use crate::domain::partial_date::PartialDate;
use crate::domain::person::{AdultIdentity, ChildIdentity, GivenIdentityCode};
use crate::domain::text::Text;

pub use search::{Asked, asked, of_child_for_search, of_expectant_parent_for_search};

/// What an index is made of, and of whom. A child's and an expectant parent's never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A child's identity code.
    IdentityCode,
    /// A child's family name and birth date.
    NameBirthDate,
    /// A child's family name, first given name and year of birth.
    NameBirthYear,
    /// A child's street address with its postal code or municipality.
    Address,
    /// A child's family name and one of the given names; only for search.
    Name,
    /// A child's birth date; only for search.
    BirthDate,
    /// A child's street address without the place; only for search.
    Street,
    /// A number at which a child's guardian is reached; only for search.
    Phone,
    /// An expectant parent's identity code.
    PregnantIdentityCode,
    /// An expectant parent's family name and birth date.
    PregnantNameBirthDate,
    /// An expectant parent's family name, first given name and year of birth.
    PregnantNameBirthYear,
    /// As [`Address`](Self::Address), of an expectant parent.
    PregnantAddress,
    /// As [`Name`](Self::Name), of an expectant parent.
    PregnantName,
    /// As [`BirthDate`](Self::BirthDate), of an expectant parent.
    PregnantBirthDate,
    /// As [`Street`](Self::Street), of an expectant parent.
    PregnantStreet,
    /// As [`Phone`](Self::Phone), of an expectant parent.
    PregnantPhone,
}

impl Label {
    /// Every label there is.
    pub const ALL: [Self; 16] = [
        Self::IdentityCode,
        Self::NameBirthDate,
        Self::NameBirthYear,
        Self::Address,
        Self::Name,
        Self::BirthDate,
        Self::Street,
        Self::Phone,
        Self::PregnantIdentityCode,
        Self::PregnantNameBirthDate,
        Self::PregnantNameBirthYear,
        Self::PregnantAddress,
        Self::PregnantName,
        Self::PregnantBirthDate,
        Self::PregnantStreet,
        Self::PregnantPhone,
    ];

    /// By which two cases are taken to be of one child, the surest first; the others serve search alone.
    pub const MATCHING: [Self; 8] = [
        Self::IdentityCode,
        Self::PregnantIdentityCode,
        Self::NameBirthDate,
        Self::PregnantNameBirthDate,
        Self::NameBirthYear,
        Self::PregnantNameBirthYear,
        Self::Address,
        Self::PregnantAddress,
    ];

    /// The one that is called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::MATCHING.into_iter().find(|label| label.as_str() == name)
    }

    /// The stable name, as the database has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityCode => "identity_code",
            Self::NameBirthDate => "name_birth_date",
            Self::NameBirthYear => "name_birth_year",
            Self::Address => "address",
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Street => "street",
            Self::Phone => "phone",
            Self::PregnantIdentityCode => "pregnant_identity_code",
            Self::PregnantNameBirthDate => "pregnant_name_birth_date",
            Self::PregnantNameBirthYear => "pregnant_name_birth_year",
            Self::PregnantAddress => "pregnant_address",
            Self::PregnantName => "pregnant_name",
            Self::PregnantBirthDate => "pregnant_birth_date",
            Self::PregnantStreet => "pregnant_street",
            Self::PregnantPhone => "pregnant_phone",
        }
    }

    /// What stands first in the hashed text.
    const fn prefix(self) -> &'static str {
        match self {
            Self::IdentityCode => "pic",
            Self::NameBirthDate => "name-date",
            Self::NameBirthYear => "name-year",
            Self::PregnantIdentityCode => "pregnant-pic",
            Self::PregnantNameBirthDate => "pregnant-name-date",
            Self::PregnantNameBirthYear => "pregnant-name-year",
            _ => self.as_str(),
        }
    }
}

/// One index of a person: a row to store, or a value to look up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlindIndex {
    /// What it is made of.
    pub label: Label,
    /// The keyed hash, 32 bytes.
    pub digest: Digest,
}

/// The indexes of a child, as far as what is known allows; none at all of a child of whom nothing is known.
pub fn of_child(key: &SecretKey, child: &ChildIdentity) -> Vec<BlindIndex> {
    let labels = [Label::IdentityCode, Label::NameBirthDate, Label::NameBirthYear];
    let names = [name_of(child)];
    let code = valid(child.personal_identity_code.as_ref());
    indexes(key, labels, code.as_ref(), &names, child.birth_date)
}

/// The indexes of somebody who expects a child, under labels of their own. The name is one text, so it is read both
/// ways, family name last and family name first, unless a comma tells.
pub fn of_expectant_parent(key: &SecretKey, parent: &AdultIdentity) -> Vec<BlindIndex> {
    let labels = [
        Label::PregnantIdentityCode,
        Label::PregnantNameBirthDate,
        Label::PregnantNameBirthYear,
    ];
    let names = readings(parent.name.as_ref().map_or("", |name| name.expose()));
    let code = valid(parent.personal_identity_code.as_ref());
    indexes(key, labels, code.as_ref(), &names, parent.birth_date)
}

fn indexes(
    key: &SecretKey,
    [by_code, by_date, by_year]: [Label; 3],
    code: Option<&IdentityCode>,
    names: &[Name],
    given_birth: Option<PartialDate>,
) -> Vec<BlindIndex> {
    let mut found = Vec::new();
    let mut add = |label: Label, parts: &[&str]| found.push(index(key, label, parts));
    if let Some(code) = code {
        add(by_code, &[code.expose()]);
    }
    let (dates, years) = births(code, given_birth);
    for name in names.iter().filter(|name| !name.family.is_empty()) {
        for date in &dates {
            add(by_date, &[&name.family, &date.format("%Y-%m-%d").to_string()]);
        }
        for year in years.iter().filter(|_| !name.first().is_empty()) {
            add(by_year, &[&name.family, name.first(), &year.to_string()]);
        }
    }
    found
}

/// One index of `parts`.
fn index(key: &SecretKey, label: Label, parts: &[&str]) -> BlindIndex {
    // The code follows its label at once; in the others a control character, which no name holds, parts them.
    let text = parts.join("\u{1f}");
    let digest = Digest::of(key, &[label.prefix().as_bytes(), text.as_bytes()]);
    BlindIndex { label, digest }
}

/// The days and years in which somebody was born, as far as that was told. The code tells the birth date too; where it
/// contradicts the given one, either may be the slip.
fn births(
    code: Option<&IdentityCode>,
    given_birth: Option<PartialDate>,
) -> (BTreeSet<NaiveDate>, BTreeSet<i32>) {
    let told = code.map(IdentityCode::birth_date);
    let dates = told
        .into_iter()
        .chain(given_birth.and_then(PartialDate::full))
        .collect();
    let years = told
        .map(|date| date.year())
        .into_iter()
        .chain(given_birth.map(PartialDate::year))
        .collect();
    (dates, years)
}

fn name_of(child: &ChildIdentity) -> Name {
    let text = |name: Option<&Text>| name.map_or_else(String::new, |name| name.expose().to_owned());
    Name::of(&text(child.last_name.as_ref()), &text(child.first_names.as_ref()))
}

fn valid(code: Option<&GivenIdentityCode>) -> Option<IdentityCode> {
    code.and_then(GivenIdentityCode::valid)
}

#[cfg(test)]
mod tests;
