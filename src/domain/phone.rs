//! The numbers of an office: whom each is for and what answers there.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// A number as people dial it, such as `050 000 0101` or `+358 50 000 0101`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number of 3–15 digits, a plus before them and spaces or hyphens between them.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let digits = text.strip_prefix('+').unwrap_or(&text);
        let plain = digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b' ' || byte == b'-');
        let count = digits.bytes().filter(u8::is_ascii_digit).count();
        let begins = digits.starts_with(|first: char| first.is_ascii_digit());
        (plain && begins && (3..=15).contains(&count)).then_some(Self(text))
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind `tel:` in a link: digits, with the plus where there is one.
    pub fn dialled(&self) -> String {
        self.0
            .chars()
            .filter(|sign| sign.is_ascii_digit() || *sign == '+')
            .collect()
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Everybody.
    #[default]
    Anyone,
    /// Only those who report in their work.
    Professionals,
}

/// What answers at a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// Somebody who takes in reports and worries.
    #[default]
    ChildWelfare,
    /// A switchboard that puts through.
    Exchange,
}

/// One number of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The number.
    pub number: PhoneNumber,
    /// Whom it is for.
    pub audience: Audience,
    /// What answers there.
    pub purpose: Purpose,
}

/// The numbers of an office, the first to be called first. Written as text, for people and files alike:
/// `050 000 0101; professionals 050 000 0102; exchange 050 000 0100`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phones(Vec<Phone>);

/// A part of a text that is no number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "\"{0}\": write a number such as 050 000 0101, with professionals or exchange before it where it is for them; \
     several with a semicolon between them"
)]
pub struct PhoneFault(pub String);

impl Phones {
    /// The most numbers that one office has.
    pub const MOST: usize = 10;

    /// Reads numbers; an empty text is none.
    ///
    /// # Errors
    /// [`PhoneFault`] with the first part that is no number.
    pub fn parse(text: &str) -> Result<Self, PhoneFault> {
        let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
        let phones = parts.map(read).collect::<Result<Vec<_>, _>>()?;
        if let Some(beyond) = phones.get(Self::MOST) {
            return Err(PhoneFault(beyond.number.to_string()));
        }
        Ok(Self(phones))
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Phone> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number that somebody of `audience` calls about a child: one of their own before one for everybody, and a
    /// switchboard only where there is nothing better.
    pub fn first_for(&self, audience: Audience) -> Option<&PhoneNumber> {
        let open = |phone: &&Phone| phone.audience == Audience::Anyone || phone.audience == audience;
        let rank = |phone: &&Phone| (phone.purpose == Purpose::Exchange, phone.audience != audience);
        self.0
            .iter()
            .filter(open)
            .min_by_key(rank)
            .map(|phone| &phone.number)
    }
}

fn read(part: &str) -> Result<Phone, PhoneFault> {
    let (mut audience, mut purpose) = (Audience::Anyone, Purpose::ChildWelfare);
    let mut rest = part;
    loop {
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        match word {
            "professionals" => audience = Audience::Professionals,
            "exchange" => purpose = Purpose::Exchange,
            _ => break,
        }
        rest = after.trim_start();
    }
    let number = PhoneNumber::parse(rest).ok_or_else(|| PhoneFault(part.to_owned()))?;
    Ok(Phone {
        number,
        audience,
        purpose,
    })
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.audience == Audience::Professionals {
            f.write_str("professionals ")?;
        }
        if self.purpose == Purpose::Exchange {
            f.write_str("exchange ")?;
        }
        self.number.fmt(f)
    }
}

impl fmt::Display for Phones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, phone) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str("; ")?;
            }
            phone.fmt(f)?;
        }
        Ok(())
    }
}

impl Serialize for Phones {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Phones {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were_written() {
        let text =
            "050 000 0101; professionals 050 000 0102; exchange +358 50 000 0100; professionals exchange 112";
        let phones = Phones::parse(text).unwrap();
        assert_eq!(phones.to_string(), text);
        assert_eq!(phones.iter().count(), 4);
        assert_eq!(Phones::parse("").unwrap().to_string(), "");
        let number = phones.iter().nth(2).unwrap().number.dialled();
        assert_eq!(number, "+358500000100");
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_part() {
        for text in [
            "12",
            "call us",
            "050 000 0101; x",
            "+",
            "050\u{a0}00a",
            "professionals",
            "1234567890123456",
        ] {
            assert!(Phones::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            Phones::parse("112; nobody 112"),
            Err(PhoneFault("nobody 112".to_owned()))
        );
        assert!(Phones::parse(&"112;".repeat(Phones::MOST)).is_ok());
        assert!(Phones::parse(&"112;".repeat(Phones::MOST + 1)).is_err());
    }

    #[test]
    fn a_switchboard_is_called_only_where_nobody_else_answers() {
        let first = |text: &str, audience| {
            let phones = Phones::parse(text).unwrap();
            phones.first_for(audience).map(ToString::to_string)
        };
        let all = "exchange 100; 101; professionals 102";
        assert_eq!(first(all, Audience::Anyone).as_deref(), Some("101"));
        assert_eq!(first(all, Audience::Professionals).as_deref(), Some("102"));
        assert_eq!(
            first("exchange 100; professionals 102", Audience::Anyone).as_deref(),
            Some("100")
        );
        assert_eq!(first("professionals 102", Audience::Anyone), None);
        assert_eq!(first("101", Audience::Professionals).as_deref(), Some("101"));
    }
}
