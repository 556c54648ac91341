//! The indexes that serve search and the match by address; what a worker asks by is made alike in the same way.

use chrono::NaiveDate;

use super::spelling::{Name, phone, readings, street};
use super::{BlindIndex, Label, SecretKey, births, index, name_of, valid};
use crate::domain::identity_code::IdentityCode;
use crate::domain::person::{AdultIdentity, ChildIdentity, Residence};
use crate::domain::text::Text;

/// The labels of one kind of person.
struct Labels {
    name: Label,
    birth_date: Label,
    address: Label,
    street: Label,
    phone: Label,
}

const CHILD: Labels = Labels {
    name: Label::Name,
    birth_date: Label::BirthDate,
    address: Label::Address,
    street: Label::Street,
    phone: Label::Phone,
};

const PREGNANT: Labels = Labels {
    name: Label::PregnantName,
    birth_date: Label::PregnantBirthDate,
    address: Label::PregnantAddress,
    street: Label::PregnantStreet,
    phone: Label::PregnantPhone,
};

/// What else than [`of_child`](super::of_child) a child is found by: `phones` are those of the guardians. With a protected
/// address in the family (`protected`) neither address nor number is among it.
pub fn of_child_for_search(
    key: &SecretKey,
    child: &ChildIdentity,
    phones: &[&str],
    protected: bool,
) -> Vec<BlindIndex> {
    let code = valid(child.personal_identity_code.as_ref());
    let (dates, _) = births(code.as_ref(), child.birth_date);
    let mut found = person(key, &CHILD, &[name_of(child)], dates);
    if !protected {
        found.extend(reach(key, &CHILD, &child.residence, phones));
    }
    found
}

/// The same of somebody who expects a child.
pub fn of_expectant_parent_for_search(
    key: &SecretKey,
    parent: &AdultIdentity,
    protected: bool,
) -> Vec<BlindIndex> {
    let code = valid(parent.personal_identity_code.as_ref());
    let (dates, _) = births(code.as_ref(), parent.birth_date);
    let names = readings(parent.name.as_ref().map_or("", |name| name.expose()));
    let mut found = person(key, &PREGNANT, &names, dates);
    if !protected {
        let phones: Vec<&str> = parent.phone.iter().map(Text::expose).collect();
        found.extend(reach(key, &PREGNANT, &parent.residence, &phones));
    }
    found
}

fn person(
    key: &SecretKey,
    labels: &Labels,
    names: &[Name],
    dates: impl IntoIterator<Item = NaiveDate>,
) -> Vec<BlindIndex> {
    let mut found = named(key, labels.name, names);
    found.extend(dates.into_iter().map(|date| day(key, labels.birth_date, date)));
    found
}

fn named(key: &SecretKey, label: Label, names: &[Name]) -> Vec<BlindIndex> {
    let mut found: Vec<BlindIndex> = Vec::new();
    for name in names.iter().filter(|name| !name.family.is_empty()) {
        for given in &name.given {
            let one = index(key, label, &[&name.family, given]);
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found
}

fn day(key: &SecretKey, label: Label, date: NaiveDate) -> BlindIndex {
    index(key, label, &[&date.format("%Y-%m-%d").to_string()])
}

fn reach(key: &SecretKey, labels: &Labels, home: &Residence, phones: &[&str]) -> Vec<BlindIndex> {
    let mut found = Vec::new();
    let street = street(home.street_address.as_ref().map_or("", |text| text.expose()));
    if !street.is_empty() {
        found.push(index(key, labels.street, &[&street]));
        let postal = home.postal_code.map(|code| code.to_string());
        let municipality = home.municipality.map(|code| code.to_string());
        for place in postal.iter().chain(&municipality) {
            found.push(index(key, labels.address, &[&street, place]));
        }
    }
    for number in phones.iter().map(|number| phone(number)) {
        let one = index(key, labels.phone, &[&number]);
        if !number.is_empty() && !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// Something that a worker asks by.
pub enum Asked<'a> {
    /// An identity code.
    IdentityCode(&'a IdentityCode),
    /// A whole name, in either order.
    Name(&'a str),
    /// A birth date.
    BirthDate(NaiveDate),
    /// A phone number.
    Phone(&'a str),
    /// A street address.
    Address(&'a str),
}

/// The indexes that a case has whose child or expectant parent fits `asked`: one of them is enough. Empty where nothing can be
/// found by it: a name of one word, a street without a number.
pub fn asked(key: &SecretKey, asked: &Asked<'_>) -> Vec<BlindIndex> {
    let both = |child: Label, pregnant: Label, text: &str| -> Vec<BlindIndex> {
        let labels = [child, pregnant].into_iter().filter(|_| !text.is_empty());
        labels.map(|label| index(key, label, &[text])).collect()
    };
    match asked {
        Asked::IdentityCode(code) => both(Label::IdentityCode, Label::PregnantIdentityCode, code.expose()),
        Asked::Name(name) => {
            let names = readings(name);
            let mut found = named(key, Label::Name, &names);
            found.extend(named(key, Label::PregnantName, &names));
            found
        }
        Asked::BirthDate(date) => vec![
            day(key, Label::BirthDate, *date),
            day(key, Label::PregnantBirthDate, *date),
        ],
        Asked::Phone(number) => both(Label::Phone, Label::PregnantPhone, &phone(number)),
        Asked::Address(address) => both(Label::Street, Label::PregnantStreet, &street(address)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::partial_date::PartialDate;
    use crate::domain::places::PostalCode;

    const KEY: SecretKey = SecretKey::from_bytes([6; 32]);

    fn text(raw: &str) -> Option<Text> {
        Text::parse(raw, 200).unwrap()
    }

    fn child(street: &str, postal_code: &str) -> ChildIdentity {
        ChildIdentity {
            first_names: text("Anna-Maria Aino"),
            last_name: text("Åkerblom"),
            birth_date: PartialDate::parse("2016-05-01").ok(),
            residence: Residence {
                street_address: text(street),
                postal_code: PostalCode::parse(postal_code),
                ..Residence::default()
            },
            ..ChildIdentity::default()
        }
    }

    fn meets(one: &[BlindIndex], two: &[BlindIndex]) -> bool {
        one.iter().any(|index| two.contains(index))
    }

    #[test]
    fn a_child_is_found_by_what_a_worker_types() {
        let known = of_child_for_search(
            &KEY,
            &child("Mallikatu 5 A 12", "02770"),
            &["050 000 0101"],
            false,
        );
        for found in [
            Asked::Name("Åkerblom, Aino"),
            Asked::Name("maria åkerblom"),
            Asked::Name("ÅKERBLOM Anna"),
            Asked::BirthDate("2016-05-01".parse().unwrap()),
            Asked::Phone("+358500000101"),
            Asked::Address("mallikatu 5a12, Espoo"),
        ] {
            assert!(meets(&asked(&KEY, &found), &known));
        }
        for other in [
            Asked::Name("Åkerblom"),
            Asked::Name("Akerblom Aino"),
            Asked::Name(""),
            Asked::BirthDate("2016-05-02".parse().unwrap()),
            Asked::Phone("050"),
            Asked::Address("Mallikatu"),
        ] {
            assert!(!meets(&asked(&KEY, &other), &known));
        }
    }

    #[test]
    fn a_protected_address_leaves_neither_address_nor_number() {
        let open = of_child_for_search(&KEY, &child("Mallikatu 5", "02770"), &["050 000 0101"], false);
        let hidden = of_child_for_search(&KEY, &child("Mallikatu 5", "02770"), &["050 000 0101"], true);
        let labels = |all: &[BlindIndex]| all.iter().map(|index| index.label).collect::<Vec<_>>();
        let reach = [Label::Address, Label::Street, Label::Phone];
        assert!(reach.iter().all(|label| labels(&open).contains(label)));
        assert!(reach.iter().all(|label| !labels(&hidden).contains(label)));
    }

    #[test]
    fn a_street_of_one_name_in_two_towns_is_two_addresses() {
        let address = |child: &ChildIdentity| -> Vec<BlindIndex> {
            let all = of_child_for_search(&KEY, child, &[], false);
            all.into_iter()
                .filter(|index| index.label == Label::Address)
                .collect()
        };
        let here = address(&child("Mallikatu 5", "02770"));
        assert!(meets(&here, &address(&child("mallikatu 5", "02770"))));
        assert!(!meets(&here, &address(&child("Mallikatu 5", "00100"))));
    }
}
