//! A person is found in every usual spelling, and nobody else is.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

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
    // Calculated without the index: HMAC(K_x, "pic" ‖ code), untruncated.
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
