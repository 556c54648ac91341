//! The codes and names of Finnish places: counties, municipalities, postal codes, and which lies in which.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::language::Language;

/// A code of exactly `N` digits, leading zeros included. It is text everywhere outside this type (`"049"`), so
/// that nothing ever drops a zero. The width tells the three kinds of place apart for the compiler too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits<const N: usize>(u32);

/// A wellbeing services county: `01`–`21`, `90` the City of Helsinki, `91` Åland (act 616/2021 3, 6 and 7 §).
pub type CountyCode = Digits<2>;
/// A municipality (*kunta*) by its official number, such as `049` for Espoo.
pub type MunicipalityCode = Digits<3>;
/// A Finnish postal code, such as `02770`. It proposes a municipality and decides nothing.
pub type PostalCode = Digits<5>;

impl Digits<2> {
    /// Åland. It has no wellbeing services county; its own social service takes the reports.
    pub const ALAND: Self = Self(91);
}

impl<const N: usize> Digits<N> {
    /// Reads exactly `N` ASCII digits, spaces around them aside; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() != N || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        text.parse().ok().map(Self)
    }
}

impl<const N: usize> fmt::Display for Digits<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0N$}", self.0)
    }
}

impl<const N: usize> fmt::Debug for Digits<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl<const N: usize> Serialize for Digits<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Digits<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("expected {N} digits")))
    }
}

/// What a place or an office is called in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// The Finnish name.
    pub fi: String,
    /// The Swedish name.
    pub sv: String,
    /// The English name.
    pub en: String,
}

impl Names {
    /// The name in `language`, or in the one that it falls back to.
    pub fn get(&self, language: Language) -> &str {
        let own = |language| match language {
            Language::Fi => Some(&self.fi),
            Language::Sv => Some(&self.sv),
            Language::En => Some(&self.en),
            _ => None,
        };
        language.with_fallbacks().find_map(own).unwrap_or(&self.fi)
    }
}

/// Which county a municipality lies in and which municipality a postal code stands under.
#[derive(Debug, Clone, Default)]
pub struct Geography {
    counties: BTreeMap<MunicipalityCode, CountyCode>,
    postal_codes: BTreeMap<PostalCode, MunicipalityCode>,
    merged: BTreeMap<MunicipalityCode, MunicipalityCode>,
}

impl Geography {
    /// Puts the key together: municipalities in force with their county, postal codes with their municipality, and
    /// municipalities that no longer exist with the one that took them over.
    pub fn new(
        counties: impl IntoIterator<Item = (MunicipalityCode, CountyCode)>,
        postal_codes: impl IntoIterator<Item = (PostalCode, MunicipalityCode)>,
        merged: impl IntoIterator<Item = (MunicipalityCode, MunicipalityCode)>,
    ) -> Self {
        Self {
            counties: counties.into_iter().collect(),
            postal_codes: postal_codes.into_iter().collect(),
            merged: merged.into_iter().collect(),
        }
    }

    /// The municipality in force that `code` means today: itself, or the one it was merged into. `None` when there
    /// is no such municipality.
    pub fn current(&self, code: MunicipalityCode) -> Option<MunicipalityCode> {
        let code = self.merged.get(&code).copied().unwrap_or(code);
        self.counties.contains_key(&code).then_some(code)
    }

    /// The county of `code`, mergers included.
    pub fn county_of(&self, code: MunicipalityCode) -> Option<CountyCode> {
        self.current(code)
            .and_then(|code| self.counties.get(&code).copied())
    }

    /// The municipalities in force that lie in `county`, by code.
    pub fn municipalities_of(&self, county: CountyCode) -> impl Iterator<Item = MunicipalityCode> {
        let inside = self.counties.iter().filter(move |(_, of)| **of == county);
        inside.map(|(code, _)| *code)
    }

    /// The municipality under which the national key lists `postal_code`. Box and company codes are not listed.
    pub fn municipality_of(&self, postal_code: PostalCode) -> Option<MunicipalityCode> {
        self.postal_codes.get(&postal_code).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_leading_zeros() {
        let espoo = MunicipalityCode::parse(" 049 ").unwrap();
        assert_eq!(espoo.to_string(), "049");
        assert_eq!(serde_json::to_string(&espoo).unwrap(), "\"049\"");
        assert_eq!(
            serde_json::from_str::<MunicipalityCode>("\"049\"").unwrap(),
            espoo
        );
    }

    #[test]
    fn what_is_not_exactly_that_many_digits_is_no_code() {
        for wrong in ["", "49", "0490", "O49", "+49", "٠٤٩", "-49"] {
            assert_eq!(MunicipalityCode::parse(wrong), None, "{wrong}");
        }
        assert!(serde_json::from_str::<CountyCode>("3").is_err());
        assert!(serde_json::from_str::<CountyCode>("\"3\"").is_err());
    }

    #[test]
    fn a_merged_municipality_means_the_one_that_took_it_over() {
        let code = |text| MunicipalityCode::parse(text).unwrap();
        let south_savo = CountyCode::parse("12").unwrap();
        let geography = Geography::new([(code("507"), south_savo)], [], [(code("588"), code("507"))]);
        assert_eq!(geography.current(code("588")), Some(code("507")));
        assert_eq!(geography.county_of(code("588")), Some(south_savo));
        assert_eq!(geography.county_of(code("999")), None);
    }
}
