//! What the wizard looks things up in: places, the directory of offices, the day.

use chrono::{DateTime, Utc};

use super::calls::Calls;
use crate::domain::helsinki;
use crate::domain::language::{Language, Offered};
use crate::domain::places::{CountyCode, MunicipalityCode, Names, PostalCode};
use crate::domain::routing::{self, Address, OfficeReason};
use crate::domain::rules::RuleSet;
use crate::forms::bind;
use crate::places::{County, Match, Places};
use crate::text::Words;
use crate::web::page::shell::relative_root;

/// The world around a visit.
#[derive(Clone)]
pub struct Around<'a> {
    /// The places of Finland.
    pub places: &'a Places,
    /// Who gets what.
    pub rules: &'a RuleSet,
    /// The names of the county whose service this is.
    pub county: &'a Names,
    /// Whom to call.
    pub calls: Calls<'a>,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The languages that are offered.
    pub languages: &'a Offered,
    /// A path as deep below the mount point as the page's own.
    pub path: &'static str,
}

/// What a typed place turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// One municipality, and the postal code in it that was typed beside its name.
    Known(MunicipalityCode, Option<PostalCode>),
    /// Ask whether one of these was meant.
    Ask(Vec<MunicipalityCode>),
    /// Nothing that is known here.
    Nothing,
}

impl Around<'_> {
    /// Looks a typed place up.
    pub fn find(&self, text: &str) -> Found {
        if let Some(known) = self.municipality(text) {
            return Found::Known(known, None);
        }
        match self.places.match_name(text) {
            Match::Sure(code) => Found::Known(code, self.postal_code_in(text, code)),
            Match::Several(codes) => Found::Ask(codes),
            Match::PostalCode { proposed, .. } => Found::Ask(vec![proposed]),
            Match::None => Found::Nothing,
        }
    }

    /// The municipality in force whose number `value` is.
    pub fn municipality(&self, value: &str) -> Option<MunicipalityCode> {
        let code = bind::is_municipality_code(value).then(|| MunicipalityCode::parse(value))??;
        self.places.municipality(code).map(|place| place.code)
    }

    /// The postal code that was typed and lies in `municipality`.
    pub fn postal_code_in(&self, text: &str, municipality: MunicipalityCode) -> Option<PostalCode> {
        let listed = |code| self.places.geography().municipality_of(code);
        text.split_whitespace()
            .filter_map(PostalCode::parse)
            .find(|code| listed(*code) == Some(municipality))
    }

    /// Whether the reporter has to be asked for the area: it alone chooses between the municipality's offices.
    pub fn asks_for_area(&self, municipality: MunicipalityCode, postal_code: Option<PostalCode>) -> bool {
        let address = Address {
            municipality: Some(municipality),
            postal_code,
            ..Address::default()
        };
        let decision = routing::route(&address, self.places.geography(), self.rules);
        let open = matches!(
            decision.reason.office,
            OfficeReason::SeveralOffices { .. } | OfficeReason::SpansAreas { .. }
        );
        open && !self.rules.areas(municipality).is_empty()
    }

    /// The county that answers for a municipality.
    pub fn county_of(&self, municipality: MunicipalityCode) -> Option<&County> {
        self.places
            .geography()
            .county_of(municipality)
            .and_then(|code| self.places.county(code))
    }

    /// Whether a municipality lies in Åland, which has no county and no office here.
    pub fn is_in_aland(&self, municipality: MunicipalityCode) -> bool {
        self.places.geography().county_of(municipality) == Some(CountyCode::ALAND)
    }

    /// The way from the page to the mount point.
    pub fn root(&self) -> String {
        relative_root(self.path)
    }

    /// The date in Helsinki.
    pub fn today(&self) -> chrono::NaiveDate {
        helsinki::civil_date(self.now)
    }

    /// Names a code of a list that comes from data.
    pub fn name_of(&self, words: Words<'_>, list: &str, code: &str) -> Option<String> {
        match list {
            "municipalities" => self.municipality_name(words.language(), code),
            "areas" => self.area_name(words.language(), code),
            _ => None,
        }
    }

    /// What an area is called. Its code is unique in a municipality; where two have the same, the first by number names it.
    fn area_name(&self, language: Language, code: &str) -> Option<String> {
        let area = self.rules.area(code)?;
        Some(area.names.get(language).to_owned())
    }

    /// The name of the municipality whose number `value` is.
    pub fn municipality_name(&self, language: Language, value: &str) -> Option<String> {
        let code = self.municipality(value)?;
        let place = self.places.municipality(code)?;
        Some(place.names.get(language).to_owned())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::places::directory::Directory;

    static OFFERED: LazyLock<Offered> = LazyLock::new(Offered::default);
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| Directory::embedded().rule_set());

    /// The example directory on an ordinary day.
    pub fn example() -> Around<'static> {
        let places = Places::embedded();
        let county = CountyCode::parse("03").unwrap();
        Around {
            places,
            rules: &RULES,
            county: &places.county(county).unwrap().names,
            calls: Calls::of_county(&RULES, county),
            now: "2026-11-24T12:00:00Z".parse().unwrap(),
            languages: &OFFERED,
            path: "/",
        }
    }

    fn code(text: &str) -> MunicipalityCode {
        MunicipalityCode::parse(text).unwrap()
    }

    #[test]
    fn a_place_is_understood_in_any_language_and_a_postal_code_only_proposes() {
        let around = example();
        assert_eq!(around.find("Esbo"), Found::Known(code("049"), None));
        assert_eq!(around.find("049"), Found::Known(code("049"), None));
        assert_eq!(
            around.find("02770 Espoo"),
            Found::Known(code("049"), PostalCode::parse("02770"))
        );
        assert_eq!(
            around.find("00100 Espoo"),
            Found::Known(code("049"), None),
            "a code of another place says nothing of this one"
        );
        assert_eq!(around.find("02770"), Found::Ask(vec![code("049")]));
        assert_eq!(around.find("000"), Found::Nothing);
        assert_eq!(around.find("uimahalli"), Found::Nothing);
    }

    #[test]
    fn the_area_is_asked_for_only_where_it_decides() {
        let around = example();
        assert!(around.asks_for_area(code("049"), None));
        assert!(
            around.asks_for_area(code("049"), PostalCode::parse("02750")),
            "spans areas"
        );
        assert!(!around.asks_for_area(code("049"), PostalCode::parse("02770")));
        assert!(!around.asks_for_area(code("092"), None));
    }
}
