//! Names, addresses and numbers made alike: two spellings of one thing give one text.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name made alike for comparison; any part may be empty.
pub(super) struct Name {
    /// The family name.
    pub family: String,
    /// The given names, word by word: "Anna-Maria" and "Anna Maria" are one name in two spellings.
    pub given: Vec<String>,
}

impl Name {
    /// The name of `family` and `given`, made alike.
    pub fn of(family: &str, given: &str) -> Self {
        Self {
            family: normalised(family),
            given: normalised(given).split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// The first given name; empty where none is known.
    pub fn first(&self) -> &str {
        self.given.first().map_or("", String::as_str)
    }
}

/// The ways in which a whole name can be read: family name last and family name first, unless a comma tells.
pub(super) fn readings(whole: &str) -> Vec<Name> {
    if let Some((family, given)) = whole.split_once(',') {
        return vec![Name::of(family, given)];
    }
    let words: Vec<&str> = whole.split_whitespace().collect();
    match words.as_slice() {
        [] => Vec::new(),
        [only] => vec![Name::of(only, "")],
        [first, rest @ .., last] => {
            let before = [&[*first], rest].concat().join(" ");
            let after = [rest, &[*last]].concat().join(" ");
            vec![Name::of(last, &before), Name::of(first, &after)]
        }
    }
}

/// A name made alike: composed (NFC), case folded, spaces and hyphens one space, signs dropped. Å, ä and ö are
/// letters of their own and stay; other marks go, as they are often left out (André, Andre).
pub(super) fn normalised(name: &str) -> String {
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

/// Words that stand before the number of a flat and tell nothing.
const FLAT: [&str; 6] = ["as", "asunto", "huoneisto", "lgh", "bst", "bostad"];

/// A street address made alike: "Mallikatu 5a12", "mallikatu 5 A as. 12". Empty without a number: a street is no address.
pub(super) fn street(address: &str) -> String {
    // What stands after a comma is the town.
    let street = address.split([',', '\n']).next().unwrap_or_default();
    let mut apart = String::with_capacity(street.len() + 4);
    let mut last = ' ';
    for letter in normalised(&street.replace(['.', '/'], " ")).chars() {
        if letter.is_ascii_digit() != last.is_ascii_digit() {
            apart.push(' ');
        }
        apart.push(letter);
        last = letter;
    }
    let words = apart.split_whitespace().filter(|word| !FLAT.contains(word));
    let words: Vec<&str> = words.collect();
    let is_address = words.len() > 1
        && words
            .iter()
            .any(|word| word.starts_with(|sign: char| sign.is_ascii_digit()));
    if is_address {
        words.join(" ")
    } else {
        String::new()
    }
}

/// A phone number made alike: its digits, a Finnish one as it is dialled at home. Empty where there are too few or too many.
pub(super) fn phone(number: &str) -> String {
    let mut digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let abroad = number.trim_start().starts_with('+') || digits.starts_with("00");
    if abroad {
        let country = digits.trim_start_matches('0');
        digits = country.strip_prefix("358").map_or_else(
            || country.to_owned(),
            |rest| format!("0{}", rest.trim_start_matches('0')),
        );
    }
    if (5..=15).contains(&digits.len()) {
        digits
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn an_address_is_one_in_every_usual_spelling() {
        for spelt in [
            "Mallikatu 5 A 12",
            "mallikatu 5a12",
            "MALLIKATU 5 a as. 12",
            " Mallikatu  5 A 12, 02770 Espoo",
        ] {
            assert_eq!(street(spelt), "mallikatu 5 a 12", "{spelt}");
        }
        assert_ne!(street("Mallikatu 5 A 12"), street("Mallikatu 5 A 1"));
        assert_ne!(street("Mäkikatu 5"), street("Makikatu 5"));
        for none in ["", "Mallikatu", "12", "  , Espoo"] {
            assert_eq!(street(none), "", "{none}");
        }
    }

    #[test]
    fn a_number_is_one_in_every_usual_spelling() {
        for spelt in [
            "050 000 0101",
            "+358 50 000 0101",
            "00358500000101",
            "(050) 0000-101",
            "+358 (0)50 0000101",
        ] {
            assert_eq!(phone(spelt), "0500000101", "{spelt}");
        }
        assert_eq!(phone("+46 8 000 00 00"), "4680000000");
        for none in ["", "112", "ei ole", "1234567890123456"] {
            assert_eq!(phone(none), "", "{none}");
        }
    }
}
