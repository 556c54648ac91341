//! Offices: who owns a queue of cases, how people reach it, and when.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

use super::hours::OpeningHours;
use super::language::{Language, LanguageCode};
use super::mailbox::Mailbox;
use super::phone::Phones;
use super::places::{CountyCode, Names};

/// The id of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficeId(pub Uuid);

impl fmt::Display for OfficeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What files call an office: small letters, digits and hyphens, such as `espoo-leppavaara`. Unique in an installation;
/// it never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeCode(String);

impl OfficeCode {
    /// The most that a code has, in bytes.
    pub const LONGEST: usize = 60;

    /// Reads a code, spaces around it aside.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = (1..=Self::LONGEST).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        fits.then(|| Self(text.to_owned()))
    }

    /// The code of an office that was never given one: its id.
    pub fn of(id: OfficeId) -> Self {
        Self(id.to_string())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OfficeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for OfficeCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for OfficeCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("expected small letters, digits and hyphens"))
    }
}

/// What an office is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeKind {
    /// It receives the reports of a part of its county, or of all of it.
    #[default]
    Regional,
    /// The county's social emergency service (SHL 29 §): it answers at any hour, and gets what is urgent while the others
    /// are closed. No rule routes to it.
    Duty,
}

impl OfficeKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Regional, Self::Duty];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Regional => "regional",
            Self::Duty => "duty",
        }
    }

    /// The kind with this stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// An office that owns a queue of cases (*toimipiste*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its id, for ever.
    pub id: OfficeId,
    /// What files call it.
    pub code: OfficeCode,
    /// The county it belongs to.
    pub county: CountyCode,
    /// What it is there for.
    pub kind: OfficeKind,
    /// What people call it.
    pub names: Names,
    /// Its North Sámi name, where it has one.
    pub name_se: Option<String>,
    /// Where it is, in one line; empty when nobody has said.
    pub address: String,
    /// The languages in which it serves; empty when nobody has said.
    pub languages: Vec<LanguageCode>,
    /// Its numbers, the first to be called first.
    pub phones: Phones,
    /// When it answers.
    pub hours: OpeningHours,
    /// Where it is told by mail that something came; `None`: nobody is told.
    pub mailbox: Option<Mailbox>,
    /// Where its supervisors are told by mail what they look after; `None`: at [`mailbox`](Self::mailbox).
    pub supervisor_mailbox: Option<Mailbox>,
    /// Since when it has been at work, UTC: a reader and a mailbox make it so, and nothing takes it back. `None`: not
    /// yet, and the county's default office sees its cases too.
    pub active_since: Option<DateTime<Utc>>,
}

impl Office {
    /// A regional office of which nothing but its names is known.
    pub fn new(id: OfficeId, county: CountyCode, names: Names) -> Self {
        Self {
            id,
            code: OfficeCode::of(id),
            county,
            kind: OfficeKind::Regional,
            names,
            name_se: None,
            address: String::new(),
            languages: Vec::new(),
            phones: Phones::default(),
            hours: OpeningHours::default(),
            mailbox: None,
            supervisor_mailbox: None,
            active_since: None,
        }
    }

    /// What people call it in `language`.
    pub fn name(&self, language: Language) -> &str {
        self.names.get(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_plain() {
        for good in ["espoo-leppavaara", "1", " a "] {
            assert!(OfficeCode::parse(good).is_some(), "{good}");
        }
        let long = "a".repeat(OfficeCode::LONGEST + 1);
        for bad in ["", "Espoo", "leppävaara", "a b", "a_b", long.as_str()] {
            assert!(OfficeCode::parse(bad).is_none(), "{bad}");
        }
        let id = OfficeId(Uuid::from_u128(7));
        assert_eq!(
            OfficeCode::parse(OfficeCode::of(id).as_str()),
            Some(OfficeCode::of(id))
        );
    }

    #[test]
    fn a_kind_is_read_by_its_name() {
        for kind in OfficeKind::ALL {
            assert_eq!(OfficeKind::parse(kind.as_str()), Some(kind));
        }
    }
}
