//! Blind indexes: keyed hashes by which the same person is found again without anything about the person lying in
//! clear (SECURITY 3.4). The key (K_x) is a county's own, so two counties' indexes cannot be joined.
//!
//! What they cannot hide: that two reports of one county name the same person.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{mac::Digest, secret::SecretKey};
use crate::domain::identity_code::IdentityCode;
use crate::domain::partial_date::PartialDate;
use crate::domain::person::{AdultIdentity, ChildIdentity, GivenIdentityCode};

/// What an index is made of, and of whom. A child's and an expectant parent's never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A child's identity code.
    IdentityCode,
    /// A child's family name and birth date.
    NameBirthDate,
    /// A child's family name, first given name and year of birth.
    NameBirthYear,
    /// An expectant parent's identity code.
    PregnantIdentityCode,
    /// An expectant parent's family name and birth date.
    PregnantNameBirthDate,
    /// An expectant parent's family name, first given name and year of birth.
    PregnantNameBirthYear,
}

impl Label {
    /// The stable name, as the database has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityCode => "identity_code",
            Self::NameBirthDate => "name_birth_date",
            Self::NameBirthYear => "name_birth_year",
            Self::PregnantIdentityCode => "pregnant_identity_code",
            Self::PregnantNameBirthDate => "pregnant_name_birth_date",
            Self::PregnantNameBirthYear => "pregnant_name_birth_year",
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
    let names = [Name {
        family: normalised(child.last_name.as_ref().map_or("", |name| name.expose())),
        given: first_word(child.first_names.as_ref().map_or("", |name| name.expose())),
    }];
    let code = child
        .personal_identity_code
        .as_ref()
        .and_then(GivenIdentityCode::valid);
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
    let code = parent
        .personal_identity_code
        .as_ref()
        .and_then(GivenIdentityCode::valid);
    indexes(key, labels, code.as_ref(), &names, parent.birth_date)
}

/// A name made alike for comparison; either part may be empty.
struct Name {
    family: String,
    given: String,
}

fn indexes(
    key: &SecretKey,
    [by_code, by_date, by_year]: [Label; 3],
    code: Option<&IdentityCode>,
    names: &[Name],
    given_birth: Option<PartialDate>,
) -> Vec<BlindIndex> {
    let mut found = Vec::new();
    let mut add = |label: Label, parts: &[&str]| {
        // The code follows its label at once; in the others a control character, which no name holds, parts them.
        let text = parts.join("\u{1f}");
        let digest = Digest::of(key, &[label.prefix().as_bytes(), text.as_bytes()]);
        found.push(BlindIndex { label, digest });
    };
    if let Some(code) = code {
        add(by_code, &[code.expose()]);
    }
    // The code tells the birth date too; where it contradicts the given one, either may be the slip.
    let told = code.map(IdentityCode::birth_date);
    let dates: BTreeSet<NaiveDate> = told
        .into_iter()
        .chain(given_birth.and_then(PartialDate::full))
        .collect();
    let years: BTreeSet<i32> = told
        .map(|date| date.year())
        .into_iter()
        .chain(given_birth.map(PartialDate::year))
        .collect();
    for name in names.iter().filter(|name| !name.family.is_empty()) {
        for date in &dates {
            add(by_date, &[&name.family, &date.format("%Y-%m-%d").to_string()]);
        }
        for year in years.iter().filter(|_| !name.given.is_empty()) {
            add(by_year, &[&name.family, &name.given, &year.to_string()]);
        }
    }
    found
}

/// The ways in which a whole name can be read.
fn readings(whole: &str) -> Vec<Name> {
    let name = |family: &str, given: &str| Name {
        family: normalised(family),
        given: first_word(given),
    };
    if let Some((family, given)) = whole.split_once(',') {
        return vec![name(family, given)];
    }
    let words: Vec<&str> = whole.split_whitespace().collect();
    match words.as_slice() {
        [] => Vec::new(),
        [only] => vec![name(only, "")],
        [first, .., last] => vec![name(last, first), name(first, words.get(1).unwrap_or(last))],
    }
}

/// The first word of given names: "Anna-Maria" and "Anna Maria" are one name in two spellings.
fn first_word(given: &str) -> String {
    let words = normalised(given);
    words.split(' ').next().unwrap_or_default().to_owned()
}

/// A name made alike: composed (NFC), case folded, spaces and hyphens one space, signs dropped. Å, ä and ö are
/// letters of their own and stay; other marks go, as they are often left out (André, Andre).
fn normalised(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    // Upper case first: it unifies what lower case alone keeps apart, such as ß and ss.
    let folded = name
        .nfc()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfc();
    for letter in folded {
        if matches!(letter, 'å' | 'ä' | 'ö') {
            plain.push(letter);
        } else if letter.is_whitespace() || is_dash(letter) {
            plain.push(' ');
        } else {
            let base = letter.nfkd().filter(|part| !is_combining_mark(*part));
            plain.extend(base.filter(|part| part.is_alphanumeric()));
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::text::Text;

    const KEY: SecretKey = SecretKey::from_bytes([6; 32]);

    fn text(raw: &str) -> Option<Text> {
        Text::parse(raw, 200).unwrap()
    }

    fn child(first: &str, last: &str, birth: &str, code: &str) -> ChildIdentity {
        ChildIdentity {
            first_names: text(first),
            last_name: text(last),
            birth_date: PartialDate::parse(birth).ok(),
            personal_identity_code: text(code).map(GivenIdentityCode::new),
            ..ChildIdentity::default()
        }
    }

    fn parent(name: &str, birth: &str, code: &str) -> AdultIdentity {
        AdultIdentity {
            name: text(name),
            birth_date: PartialDate::parse(birth).ok(),
            personal_identity_code: text(code).map(GivenIdentityCode::new),
            ..AdultIdentity::default()
        }
    }

    /// By which labels two persons are taken for one.
    fn shared(one: &[BlindIndex], two: &[BlindIndex]) -> Vec<Label> {
        one.iter()
            .filter(|index| two.contains(index))
            .map(|index| index.label)
            .collect()
    }

    fn shared_by(one: &ChildIdentity, two: &ChildIdentity) -> Vec<Label> {
        shared(&of_child(&KEY, one), &of_child(&KEY, two))
    }

    #[test]
    fn an_identity_code_is_found_however_it_is_typed() {
        let one = child("", "", "", "010516B903X");
        let two = child("Aino", "Mallinen", "", " 010516b903x ");
        assert_eq!(shared_by(&one, &two), [Label::IdentityCode]);
        // As SECURITY 3.4 writes it: HMAC(K_x, "pic" ‖ code), untruncated.
        let expected = Digest::of(&KEY, &[b"pic010516B903X"]);
        assert_eq!(of_child(&KEY, &one)[0].digest, expected);
    }

    #[test]
    fn two_persons_who_differ_in_the_separator_alone_stay_two() {
        let old = child("", "", "", "010116A901M");
        let new = child("", "", "", "010116B901M");
        assert_eq!(of_child(&KEY, &old).len(), 1);
        assert_eq!(of_child(&KEY, &new).len(), 1);
        assert!(shared_by(&old, &new).is_empty());
    }

    #[test]
    fn names_are_found_in_every_usual_spelling() {
        let known = child("Anna-Maria", "Åkerblom-Väisänen", "2016-05-01", "");
        for (first, last) in [
            ("ANNA-MARIA", "ÅKERBLOM-VÄISÄNEN"),
            ("anna maria", "åkerblom väisänen"),
            ("  Anna   Maria ", "Åkerblom \u{2013} Väisänen"),
            ("Anna", "A\u{30a}kerblom-Va\u{308}isa\u{308}nen"),
        ] {
            let both = [Label::NameBirthDate, Label::NameBirthYear];
            assert_eq!(
                shared_by(&known, &child(first, last, "2016-05-01", "")),
                both,
                "{first} {last}"
            );
        }
        // Swapped given names are found by the date, which does not take them in.
        let swapped = child("Maria Anna", "Åkerblom-Väisänen", "2016-05-01", "");
        assert_eq!(shared_by(&known, &swapped), [Label::NameBirthDate]);
        // Without the day, by the year.
        let year = child("Anna", "Åkerblom-Väisänen", "2016", "");
        assert_eq!(shared_by(&known, &year), [Label::NameBirthYear]);
    }

    #[test]
    fn foreign_marks_may_be_left_out_but_a_ring_or_dots_may_not() {
        for (one, two) in [
            ("Šimić", "Simic"),
            ("Éluard", "ELUARD"),
            ("Großmann", "Grossmann"),
            ("O\u{2019}Hara", "O'Hara"),
            ("Ünal", "Unal"),
        ] {
            assert_eq!(normalised(one), normalised(two));
        }
        for (one, two) in [("Mäki", "Maki"), ("Åby", "Äby"), ("Öst", "Ost")] {
            assert_ne!(normalised(one), normalised(two));
        }
    }

    #[test]
    fn a_code_tells_the_birth_date_too() {
        let by_code = child("Aino", "Mallinen", "", "010516B903X");
        let by_date = child("Aino", "Mallinen", "2016-05-01", "");
        let both = [Label::NameBirthDate, Label::NameBirthYear];
        assert_eq!(shared_by(&by_code, &by_date), both);
        // Where both are given and contradict each other, either finds the child.
        let contradicting = child("Aino", "Mallinen", "2016-05-02", "010516B903X");
        assert_eq!(shared_by(&contradicting, &by_date), both);
        assert_eq!(
            shared_by(&contradicting, &by_code),
            [Label::IdentityCode, both[0], both[1]]
        );
    }

    #[test]
    fn those_of_whom_nothing_is_known_are_never_taken_for_one() {
        for unknown in [
            child("", "", "", ""),
            child("Aino", "", "2016-05-01", ""),
            child("Aino", "Mallinen", "", ""),
            child("", "- '", "2016-05-01", ""),
            child("", "Mallinen", "2016", "010516B903Y"),
        ] {
            assert!(of_child(&KEY, &unknown).is_empty());
        }
    }

    #[test]
    fn an_expectant_parent_is_apart_from_a_child_and_found_in_either_order() {
        let known = parent("Aino Maria Mallinen", "1990-01-01", "");
        for name in ["aino mallinen", "Mallinen Aino", "Mallinen, Aino Maria"] {
            let found = shared(
                &of_expectant_parent(&KEY, &known),
                &of_expectant_parent(&KEY, &parent(name, "1990-01-01", "")),
            );
            assert!(found.contains(&Label::PregnantNameBirthDate), "{name} {found:?}");
            assert!(found.contains(&Label::PregnantNameBirthYear), "{name} {found:?}");
        }
        let once_a_child = child("Aino Maria", "Mallinen", "1990-01-01", "");
        assert!(shared(&of_child(&KEY, &once_a_child), &of_expectant_parent(&KEY, &known)).is_empty());
        let digests = |one: &[BlindIndex]| {
            one.iter()
                .map(|index| index.digest.to_vec())
                .collect::<BTreeSet<_>>()
        };
        assert!(
            digests(&of_child(&KEY, &once_a_child)).is_disjoint(&digests(&of_expectant_parent(&KEY, &known)))
        );
        assert!(of_expectant_parent(&KEY, &parent("", "1990-01-01", "")).is_empty());
        let by_code = of_expectant_parent(&KEY, &parent("", "", "010190-999w"));
        assert_eq!(by_code[0].label, Label::PregnantIdentityCode);
        assert_eq!(by_code[0].digest, Digest::of(&KEY, &[b"pregnant-pic010190-999W"]));
    }

    #[test]
    fn two_counties_indexes_cannot_be_joined() {
        let known = child("Aino", "Mallinen", "2016-05-01", "010516B903X");
        let other_county = SecretKey::from_bytes([7; 32]);
        assert!(shared(&of_child(&KEY, &known), &of_child(&other_county, &known)).is_empty());
    }

    proptest! {
        /// Spelling changes nothing, another name or day is another person.
        #[test]
        fn a_person_is_found_by_any_spelling_and_nobody_else_is(
            last in "[A-ZÅÄÖ][a-zåäö]{2,12}(-[A-ZÅÄÖ][a-zåäö]{2,12})?",
            other in "[A-ZÅÄÖ][a-zåäö]{2,12}",
            day in 1..29_u32,
            other_day in 1..29_u32,
        ) {
            let date = |day| format!("2016-05-{day:02}");
            let known = child("Aino", &last, &date(day), "");
            let spelt: String = last.to_uppercase().replace('-', " ").nfd().collect();
            let again = child("Maria Aino", &format!(" {spelt} "), &date(day), "");
            prop_assert_eq!(shared_by(&known, &again), [Label::NameBirthDate]);
            let stranger = child("Maria", &other, &date(other_day), "");
            let same = other == last && other_day == day;
            prop_assert_eq!(!shared_by(&known, &stranger).is_empty(), same);
        }
    }
}
