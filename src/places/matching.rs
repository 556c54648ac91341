//! Finds the municipality that a person means by what they typed.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::places::{MunicipalityCode, PostalCode};

use super::fold::{common_start, distance, fold};
use super::{MERGED, Municipality, PostalArea};

/// What a typed place may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// One municipality's name, in one of its languages.
    Sure(MunicipalityCode),
    /// Municipalities to ask about ("did you mean"), the likeliest first: never empty, at most eight.
    Several(Vec<MunicipalityCode>),
    /// A postal code. It proposes and does not decide.
    PostalCode {
        /// The municipality under which the code is listed.
        proposed: MunicipalityCode,
        /// The area's Finnish and Swedish name.
        area_names: [String; 2],
    },
    /// Nothing: ask otherwise, never call it an error.
    None,
}

/// No name of a place is longer; what is longer is not searched for.
const LONGEST: usize = 60;
/// How many proposals a person is shown at most.
const MOST: usize = 8;
/// Words that people put after a municipality's name.
const SUFFIXES: [&str; 4] = ["kaupunki", "kunta", "kommun", "stad"];

/// What Finnish puts after a name, folded: "Iissä", "Turkuun".
const ENDINGS: [&str; 11] = [
    "ssa", "sta", "lla", "lta", "lle", "hin", "an", "en", "on", "un", "n",
];

/// The folded names of all places.
#[derive(Debug)]
pub(super) struct Index {
    municipalities: BTreeMap<String, BTreeSet<MunicipalityCode>>,
    areas: BTreeMap<String, BTreeSet<MunicipalityCode>>,
}

impl Index {
    pub(super) fn new(
        municipalities: &BTreeMap<MunicipalityCode, Municipality>,
        postal_areas: &BTreeMap<PostalCode, PostalArea>,
    ) -> Self {
        let mut index = Self {
            municipalities: BTreeMap::new(),
            areas: BTreeMap::new(),
        };
        for place in municipalities.values() {
            for name in [&place.names.fi, &place.names.sv, &place.names.en] {
                index
                    .municipalities
                    .entry(fold(name))
                    .or_default()
                    .insert(place.code);
            }
        }
        for merged in MERGED {
            for name in merged.names {
                let codes = index.municipalities.entry(fold(name)).or_default();
                codes.extend(MunicipalityCode::parse(merged.into));
            }
        }
        for area in postal_areas.values() {
            for part in area.name_fi.split(" - ").chain(area.name_sv.split(" - ")) {
                index
                    .areas
                    .entry(fold(part))
                    .or_default()
                    .insert(area.municipality);
            }
        }
        index
    }

    pub(super) fn find(&self, text: &str, postal_areas: &BTreeMap<PostalCode, PostalArea>) -> Match {
        if text.chars().count() > LONGEST {
            return Match::None;
        }
        // "02770 Espoo": the name says more than the code.
        let words = text
            .split_whitespace()
            .filter(|word| PostalCode::parse(word).is_none());
        let wanted = fold(&words.collect::<String>());
        let by_name = self.by_name(&wanted, text);
        if matches!(by_name, Match::Sure(_)) {
            return by_name;
        }
        let area = text
            .split_whitespace()
            .find_map(PostalCode::parse)
            .and_then(|code| postal_areas.get(&code));
        match area {
            Some(area) => Match::PostalCode {
                proposed: area.municipality,
                area_names: [area.name_fi.clone(), area.name_sv.clone()],
            },
            None => by_name,
        }
    }

    fn by_name(&self, wanted: &str, text: &str) -> Match {
        if wanted.is_empty() {
            return Match::None;
        }
        let bare = SUFFIXES.iter().find_map(|suffix| wanted.strip_suffix(suffix));
        let exact = [Some(wanted), bare]
            .into_iter()
            .flatten()
            .find_map(|name| self.municipalities.get(name));
        if let Some(codes) = exact {
            return match codes.iter().copied().collect::<Vec<_>>().as_slice() {
                [only] => Match::Sure(*only),
                several => Match::Several(several.to_vec()),
            };
        }
        if wanted.chars().count() < 3 {
            return Match::None;
        }
        let mut proposals = self.among_words(text);
        let near = self.near(wanted);
        let areas = self.areas.get(wanted).into_iter().flatten();
        for code in near.iter().chain(areas) {
            if !proposals.contains(code) {
                proposals.push(*code);
            }
        }
        proposals.truncate(MOST);
        if proposals.is_empty() {
            Match::None
        } else {
            Match::Several(proposals)
        }
    }

    /// Municipalities that one of several words names ("asuu Kotkassa"), or a short name that has an ending.
    fn among_words(&self, text: &str) -> Vec<MunicipalityCode> {
        let words: Vec<String> = text
            .split(|sign: char| !sign.is_alphanumeric() && sign != '-')
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect();
        let pairs = words.windows(2).map(<[String]>::concat);
        let mut found = Vec::new();
        for word in pairs.chain(words.iter().cloned()) {
            let bare = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
            let named = std::iter::once(word.as_str())
                .chain(bare)
                .find_map(|name| self.municipalities.get(name));
            for code in named.into_iter().flatten() {
                if !found.contains(code) {
                    found.push(*code);
                }
            }
        }
        found
    }

    /// Municipalities whose name `wanted` begins, is begun by ("espoossa"), misses by a slip, or at last shares a long
    /// beginning with ("helsingissä"): the likeliest first.
    fn near(&self, wanted: &str) -> Vec<MunicipalityCode> {
        let length = wanted.chars().count();
        let slips = if length <= 6 { 1 } else { 2 };
        let mut ranked: Vec<(usize, &BTreeSet<MunicipalityCode>)> = self
            .municipalities
            .iter()
            .filter_map(|(name, codes)| {
                let steps = distance(wanted, name);
                let rank = if steps <= slips {
                    steps
                } else if name.starts_with(wanted) || (name.chars().count() >= 4 && wanted.starts_with(name))
                {
                    slips + 1
                } else {
                    return None;
                };
                Some((rank, codes))
            })
            .collect();
        if ranked.is_empty() {
            let shared = |name: &String| common_start(wanted, name);
            let longest = self.municipalities.keys().map(shared).max().unwrap_or_default();
            if longest >= 5 {
                ranked.extend(
                    self.municipalities
                        .iter()
                        .filter(|(name, _)| shared(name) == longest)
                        .map(|(_, codes)| (0, codes)),
                );
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut proposals = Vec::new();
        for code in ranked.into_iter().flat_map(|(_, codes)| codes) {
            if !proposals.contains(code) {
                proposals.push(*code);
            }
        }
        proposals
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::places::Places;

    fn code(text: &str) -> MunicipalityCode {
        MunicipalityCode::parse(text).unwrap()
    }

    fn find(text: &str) -> Match {
        Places::embedded().match_name(text)
    }

    #[test]
    fn a_name_is_sure_in_any_language_and_spelling() {
        for (text, municipality) in [
            ("Espoo", "049"),
            ("  esbo ", "049"),
            ("ESPOO", "049"),
            ("Akaa", "020"),
            ("Ackas", "020"),
            ("hameenlinna", "109"),
            ("Mantta Vilppula", "508"),
            ("Pedersöre", "599"),
            ("Esbo stad", "049"),
            ("Pertunmaa", "507"),
            ("Mariehamn", "478"),
            ("02770 Espoo", "049"),
            ("64260 Kaskinen", "231"),
        ] {
            assert_eq!(find(text), Match::Sure(code(municipality)), "{text}");
        }
    }

    #[test]
    fn every_municipality_is_found_by_each_of_its_names() {
        for place in Places::embedded().municipalities() {
            for name in [&place.names.fi, &place.names.sv, &place.names.en] {
                assert_eq!(find(name), Match::Sure(place.code), "{name}");
                assert_eq!(find(&fold(name)), Match::Sure(place.code), "{name}");
            }
        }
    }

    #[test]
    fn every_municipality_gives_its_county_by_name_and_by_number() {
        let published = include_str!("../../data/municipalities.csv");
        let places = Places::embedded();
        let mut seen = 0;
        for row in csv::Reader::from_reader(published.as_bytes()).records() {
            let row = row.unwrap();
            for text in [&row[1], &row[2]] {
                let Match::Sure(code) = find(text) else {
                    panic!("{text}: {:?}", find(text));
                };
                let county = places.geography().county_of(code);
                assert_eq!(county.unwrap().to_string(), row[4], "{text}");
            }
            let by_number = places.municipality(code(&row[0])).unwrap();
            assert_eq!(by_number.county.to_string(), row[4], "{}", &row[0]);
            seen += 1;
        }
        assert_eq!(seen, 308);
    }

    #[test]
    fn every_postal_code_proposes_its_municipality() {
        let published = include_str!("../../data/postal_codes.csv");
        let mut seen = 0;
        for row in csv::Reader::from_reader(published.as_bytes()).records() {
            let row = row.unwrap();
            let Match::PostalCode { proposed, .. } = find(&row[0]) else {
                panic!("{}: {:?}", &row[0], find(&row[0]));
            };
            assert_eq!(proposed.to_string(), row[3], "{}", &row[0]);
            seen += 1;
        }
        assert_eq!(seen, 3026);
    }

    #[test]
    fn a_postal_code_only_proposes() {
        let Match::PostalCode { proposed, area_names } = find(" 02100 ") else {
            panic!("02100 is listed");
        };
        assert_eq!(proposed, code("049"));
        assert_eq!(
            area_names[0],
            Places::embedded().postal_areas[&PostalCode::parse("02100").unwrap()].name_fi
        );
        assert_eq!(find("99998"), Match::None);
    }

    #[test]
    fn slips_beginnings_and_case_endings_are_asked_about() {
        for (text, first) in [
            ("Espo", "049"),
            ("Tanpere", "837"),
            ("Helsnki", "091"),
            ("Espoossa", "049"),
            ("Espoon kaupunki", "049"),
            ("Tampereella", "837"),
            ("Helsingissä", "091"),
            ("Koski", "284"),
            ("Kirkkonu", "257"),
            ("Korso", "092"),
        ] {
            let Match::Several(proposals) = find(text) else {
                panic!("{text}: {:?}", find(text));
            };
            assert!(proposals.contains(&code(first)), "{text}: {proposals:?}");
            assert!(proposals.len() <= MOST);
        }
    }

    #[test]
    fn no_slip_or_ending_in_a_name_is_a_dead_end() {
        for place in Places::embedded().municipalities().step_by(4) {
            let name = &place.names.fi;
            let letters: Vec<char> = name.chars().collect();
            let middle = letters.len() / 2;
            let mut dropped = letters.clone();
            dropped.remove(middle);
            let mut swapped = letters;
            swapped.swap(middle - 1, middle);
            for text in [
                dropped.iter().collect(),
                swapped.iter().collect(),
                format!("asuu {name}"),
                format!("{name}ssa"),
                format!("{name}, Suomi"),
            ] {
                match find(&text) {
                    Match::Sure(_) => {}
                    Match::Several(proposals) => {
                        assert!(proposals.contains(&place.code), "{text}: {proposals:?}");
                    }
                    other => assert!(text.chars().count() < 3, "{text}: {other:?}"),
                }
            }
        }
        for (text, first) in [
            ("Iissä", "139"),
            ("Åbossa", "853"),
            ("kunta Ii", "139"),
            ("asuu Kotkassa", "285"),
        ] {
            let Match::Several(proposals) = find(text) else {
                panic!("{text}: {:?}", find(text));
            };
            assert_eq!(proposals[0], code(first), "{text}");
        }
    }

    #[test]
    fn what_is_no_place_is_nothing() {
        for text in ["", "  ", "-", "x", "en tiedä", "London", &"Espoo".repeat(100)] {
            assert_eq!(find(text), Match::None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(text in "\\PC{0,80}") {
            if let Match::Several(proposals) = find(&text) {
                prop_assert!(!proposals.is_empty() && proposals.len() <= MOST);
            }
        }
    }
}
