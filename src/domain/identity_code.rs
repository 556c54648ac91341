//! The Finnish personal identity code (*henkilötunnus*): parsed once, checked wholly, shown as little as possible.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::sensitive::Sensitive;

/// The check characters in the order of the remainder (act 128/2010 2 §).
const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// Why a text is not a personal identity code. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum IdentityCodeFault {
    /// Not `DDMMYY`, one of the 13 separators, three digits from 002 on and a check character.
    #[error("not shaped like a personal identity code")]
    Shape,
    /// The first six digits and the separator name a day that does not exist.
    #[error("the identity code names a day that does not exist")]
    Date,
    /// The last character does not follow from the nine digits.
    #[error("the last character of the identity code does not follow from the others")]
    CheckCharacter,
}

/// A valid personal identity code (I1): eleven characters in upper case. Two persons may differ in the
/// separator alone, so equality, order and hash take all eleven. Sex is never derived from it, and it is no
/// immutable key of a person: a code may change (act 661/2009 12 §).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdentityCode {
    code: Sensitive<String>,
    birth_date: NaiveDate,
}

impl IdentityCode {
    /// Reads a code as people type it: surrounding white space is dropped and lower case is taken as upper case.
    /// Look-alike characters (a minus sign, full-width digits) are not guessed at.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order shape, date, check character.
    pub fn parse(text: &str) -> Result<Self, IdentityCodeFault> {
        let code = text.trim().to_ascii_uppercase();
        let &[d1, d2, m1, m2, y1, y2, separator, n1, n2, n3, check] = code.as_bytes() else {
            return Err(IdentityCodeFault::Shape);
        };
        let century = century(separator).ok_or(IdentityCodeFault::Shape)?;
        let day = number(&[d1, d2])?;
        let month = number(&[m1, m2])?;
        let year = number(&[y1, y2])?;
        let individual = number(&[n1, n2, n3])?;
        // 000 and 001 are never issued.
        if individual < 2 || !CHECK_CHARACTERS.contains(&check) {
            return Err(IdentityCodeFault::Shape);
        }
        let birth_date = i32::try_from(century + year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            .ok_or(IdentityCodeFault::Date)?;
        let nine_digits = number(&[d1, d2, m1, m2, y1, y2, n1, n2, n3])?;
        let expected = usize::try_from(nine_digits % 31)
            .ok()
            .and_then(|remainder| CHECK_CHARACTERS.get(remainder));
        if expected != Some(&check) {
            return Err(IdentityCodeFault::CheckCharacter);
        }
        Ok(Self {
            code: Sensitive::new(code),
            birth_date,
        })
    }

    /// The birth date that the code names. It may lie in the future: whether that is possible depends on today.
    pub fn birth_date(&self) -> NaiveDate {
        self.birth_date
    }

    /// Whether the individual number is 900–999: given for a time, or a test person's. Accepted, with a note.
    pub fn is_temporary(&self) -> bool {
        self.code.expose().as_bytes().get(7) == Some(&b'9')
    }

    /// Birth date and separator, with the individual number *and* the check character hidden (the check character
    /// would narrow the number to about thirty): `010516B****`. Still personal data, for those who may see it.
    pub fn masked(&self) -> String {
        let mut shown: String = self.code.expose().chars().take(7).collect();
        shown.push_str("****");
        shown
    }

    /// All eleven characters. Every caller must be about to seal them or to show them to somebody who may see them.
    pub fn expose(&self) -> &str {
        self.code.expose()
    }
}

/// The first year of the separator's century (act 128/2010 2 §, amended 690/2022).
fn century(separator: u8) -> Option<u32> {
    match separator {
        b'+' => Some(1800),
        b'-' | b'Y' | b'X' | b'W' | b'V' | b'U' => Some(1900),
        b'A' | b'B' | b'C' | b'D' | b'E' | b'F' => Some(2000),
        _ => None,
    }
}

/// The number that at most nine ASCII digits write.
fn number(digits: &[u8]) -> Result<u32, IdentityCodeFault> {
    digits.iter().try_fold(0, |value, digit| {
        if digit.is_ascii_digit() {
            Ok(value * 10 + u32::from(digit - b'0'))
        } else {
            Err(IdentityCodeFault::Shape)
        }
    })
}

impl fmt::Debug for IdentityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[identity code]")
    }
}

impl TryFrom<String> for IdentityCode {
    type Error = IdentityCodeFault;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<IdentityCode> for String {
    fn from(code: IdentityCode) -> Self {
        code.code.into_exposed()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SEPARATORS: &[u8; 13] = b"+-YXWVUABCDEF";

    #[test]
    fn every_vector_is_judged_as_listed() {
        let mut rows =
            csv::Reader::from_reader(include_str!("../../data/identity_code_vectors.csv").as_bytes());
        let mut count = 0;
        for row in rows.records() {
            let row = row.unwrap();
            let (text, reason) = (&row[0], &row[2]);
            let judged = IdentityCode::parse(text);
            // The list calls a trailing space a fault "unless the caller trims"; this reader trims.
            let trailing_space = reason.contains("trailing");
            if &row[1] == "true" {
                let code = judged.unwrap_or_else(|fault| panic!("{text}: {fault}"));
                assert_eq!(code.expose(), text);
                assert_eq!(code.birth_date().to_string(), &row[3], "{text}");
                assert_eq!(code.is_temporary(), &row[5] == "yes", "{text}");
            } else if trailing_space {
                assert_eq!(judged.unwrap().expose(), text.trim(), "{reason}");
            } else {
                let expected = match reason.split([' ', ':']).next().unwrap() {
                    "checksum" => IdentityCodeFault::CheckCharacter,
                    "date" => IdentityCodeFault::Date,
                    "format" | "individual_number" => IdentityCodeFault::Shape,
                    other => panic!("an unknown reason: {other}"),
                };
                assert_eq!(judged, Err(expected), "{text}: {reason}");
            }
            count += 1;
        }
        assert_eq!(count, 130);
    }

    #[test]
    fn people_type_spaces_and_lower_case() {
        let typed = IdentityCode::parse("  010516b903x\t").unwrap();
        assert_eq!(typed.expose(), "010516B903X");
        assert_eq!(typed, IdentityCode::parse("010516B903X").unwrap());
    }

    #[test]
    fn the_separator_alone_tells_two_persons_apart() {
        let (one, other) = (
            IdentityCode::parse("100190-999P"),
            IdentityCode::parse("100190Y999P"),
        );
        assert_ne!(one.unwrap(), other.unwrap());
    }

    #[test]
    fn a_code_shows_itself_only_on_request() {
        let code = IdentityCode::parse("010516B903X").unwrap();
        assert_eq!(format!("{code:?}"), "[identity code]");
        assert_eq!(code.masked(), "010516B****");
        let fault = serde_json::from_str::<IdentityCode>(r#""010516B903Y""#).unwrap_err();
        assert!(!fault.to_string().contains("903"), "{fault}");
    }

    #[test]
    fn a_code_travels_as_a_string_and_is_checked_on_arrival() {
        let code = IdentityCode::parse("010516B903X").unwrap();
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(json, r#""010516B903X""#);
        assert_eq!(serde_json::from_str::<IdentityCode>(&json).unwrap(), code);
        assert!(serde_json::from_str::<IdentityCode>(r#""010516B903Y""#).is_err());
    }

    prop_compose! {
        /// A valid code of any day from 1800 to 2099, of temporary number, with its separator.
        fn any_code()(
            day in 0_i64..109_572, individual in 900_u32..=999, choice in 0_usize..6,
        ) -> String {
            let date = NaiveDate::from_ymd_opt(1800, 1, 1).unwrap() + chrono::TimeDelta::days(day);
            let year: i32 = date.format("%Y").to_string().parse().unwrap();
            let of_the_century: &[u8] = match year / 100 {
                18 => b"+",
                19 => b"-YXWVU",
                _ => b"ABCDEF",
            };
            let separator = char::from(of_the_century[choice % of_the_century.len()]);
            let digits = date.format("%d%m%y").to_string();
            let nine: usize = format!("{digits}{individual}").parse().unwrap();
            format!("{digits}{separator}{individual}{}", char::from(CHECK_CHARACTERS[nine % 31]))
        }
    }

    /// The places of the nine digits.
    const DIGITS: [usize; 9] = [0, 1, 2, 3, 4, 5, 7, 8, 9];

    fn with_byte(code: &str, place: usize, byte: u8) -> String {
        let mut bytes = code.as_bytes().to_vec();
        bytes[place] = byte;
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn every_day_has_codes(code in any_code()) {
            let parsed = IdentityCode::parse(&code).unwrap();
            prop_assert!(parsed.is_temporary());
            prop_assert_eq!(parsed.birth_date().format("%d%m%y").to_string(), &code[..6]);
        }

        /// A digit's change moves the number by d·10^k, never a multiple of the prime 31.
        #[test]
        fn one_wrong_digit_is_always_found(code in any_code(), place in 0_usize..9, step in 1_u8..10) {
            let place = DIGITS[place];
            let wrong = b'0' + (code.as_bytes()[place] - b'0' + step) % 10;
            prop_assert!(IdentityCode::parse(&with_byte(&code, place, wrong)).is_err());
        }

        /// A swap moves the number by 9·d·10^k, never a multiple of 31 either.
        #[test]
        fn two_swapped_neighbours_are_always_found(code in any_code(), place in 0_usize..8) {
            let (left, right) = (DIGITS[place], DIGITS[place + 1]);
            let (a, b) = (code.as_bytes()[left], code.as_bytes()[right]);
            prop_assume!(a != b);
            prop_assert!(IdentityCode::parse(&with_byte(&with_byte(&code, left, b), right, a)).is_err());
        }

        #[test]
        fn a_wrong_check_character_is_always_found(code in any_code(), wrong in b' '..=b'~') {
            prop_assume!(!wrong.eq_ignore_ascii_case(&code.as_bytes()[10]));
            prop_assert!(IdentityCode::parse(&with_byte(&code, 10, wrong)).is_err());
        }

        /// The check character does not cover the separator: another one names another person, where its century
        /// has that day.
        #[test]
        fn another_separator_is_another_person(code in any_code(), choice in 0_usize..13) {
            let separator = SEPARATORS[choice];
            prop_assume!(separator != code.as_bytes()[6]);
            match IdentityCode::parse(&with_byte(&code, 6, separator)) {
                Ok(other) => prop_assert_ne!(other, IdentityCode::parse(&code).unwrap()),
                Err(fault) => {
                    prop_assert_eq!(fault, IdentityCodeFault::Date);
                    prop_assert!(code.starts_with("290200"), "only 2000 was a leap year of its kind");
                }
            }
        }

        #[test]
        fn no_text_makes_it_stumble(text in "\\PC{0,16}") {
            if let Ok(code) = IdentityCode::parse(&text) {
                prop_assert_eq!(code.expose().len(), 11);
            }
        }
    }
}
