//! The places of Finland as the program knows them: municipalities, counties and postal codes, compiled in from
//! `data/` (Statistics Finland, CC BY 4.0), and the embedded example directory of offices.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::places::{CountyCode, Geography, MunicipalityCode, Names, PostalCode};

pub mod directory;
mod fold;
mod matching;
pub mod words;

pub use matching::Match;

const COUNTIES: &str = include_str!("../../data/counties.csv");
const MUNICIPALITIES: &str = include_str!("../../data/municipalities.csv");
const POSTAL_CODES: &str = include_str!("../../data/postal_codes.csv");

/// A municipality that no longer exists.
struct Merged {
    code: &'static str,
    names: &'static [&'static str],
    into: &'static str,
}

/// Mergers whose old code or name is still met. Mäntyharju took Pertunmaa over on 1 January 2025.
const MERGED: &[Merged] = &[Merged {
    code: "588",
    names: &["Pertunmaa"],
    into: "507",
}];

/// A municipality in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its official number.
    pub code: MunicipalityCode,
    /// Its names.
    pub names: Names,
    /// Its county.
    pub county: CountyCode,
    /// The codes of its national languages, the majority's first: `fi`, `sv`.
    pub languages: Vec<String>,
    /// Whether it lies in the Sámi homeland, where forms must also be offered in Sámi (act 1086/2003 8 §).
    pub sami_homeland: SamiHomeland,
}

/// How much of a municipality lies in the Sámi homeland.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SamiHomeland {
    /// Nothing.
    No,
    /// A part (Sodankylä).
    Partly,
    /// All of it.
    Yes,
}

/// A wellbeing services county, the City of Helsinki or Åland.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// Its code.
    pub code: CountyCode,
    /// Its names.
    pub names: Names,
    /// The codes of the national languages in which it must serve (act 612/2021 5 §).
    pub languages: Vec<String>,
    /// The codes of the Sámi languages in which it also serves.
    pub sami_languages: Vec<String>,
    /// The name it uses of itself, if it has one; for Åland that of the social service which takes the reports.
    pub short_name: Option<String>,
    /// Its public site.
    pub website: String,
}

/// What the national key says of a postal code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostalArea {
    /// The postal code.
    pub code: PostalCode,
    /// The area's Finnish name, such as "Pohjois-Lauttasaari".
    pub name_fi: String,
    /// Its Swedish name.
    pub name_sv: String,
    /// The municipality under which it is listed.
    pub municipality: MunicipalityCode,
}

/// All places, with the names people use for them.
#[derive(Debug)]
pub struct Places {
    counties: BTreeMap<CountyCode, County>,
    municipalities: BTreeMap<MunicipalityCode, Municipality>,
    postal_areas: BTreeMap<PostalCode, PostalArea>,
    geography: Geography,
    index: matching::Index,
}

impl Places {
    /// The places compiled into the program, read once.
    ///
    /// # Panics
    /// Never in a build whose tests passed: the files are a part of the program.
    pub fn embedded() -> &'static Self {
        static PLACES: OnceLock<Places> = OnceLock::new();
        PLACES.get_or_init(|| {
            #[expect(
                clippy::expect_used,
                reason = "the files are compiled in and a test reads them"
            )]
            Self::read().expect("the embedded places are well-formed")
        })
    }

    fn read() -> Result<Self, csv::Error> {
        let counties: BTreeMap<_, _> = rows::<CountyRow>(COUNTIES)?
            .into_iter()
            .map(|row| (row.code, row.into()))
            .collect();
        let municipalities: BTreeMap<_, _> = rows::<MunicipalityRow>(MUNICIPALITIES)?
            .into_iter()
            .map(|row| (row.code, row.into()))
            .collect();
        let postal_areas: BTreeMap<_, _> = rows::<PostalRow>(POSTAL_CODES)?
            .into_iter()
            .map(|row| (row.postal_code, row.into()))
            .collect();
        let merged = MERGED.iter().filter_map(|merged| {
            Some((
                MunicipalityCode::parse(merged.code)?,
                MunicipalityCode::parse(merged.into)?,
            ))
        });
        let geography = Geography::new(
            municipalities
                .values()
                .map(|place: &Municipality| (place.code, place.county)),
            postal_areas
                .values()
                .map(|area: &PostalArea| (area.code, area.municipality)),
            merged,
        );
        let index = matching::Index::new(&municipalities, &postal_areas);
        Ok(Self {
            counties,
            municipalities,
            postal_areas,
            geography,
            index,
        })
    }

    /// Which municipality lies where, for [`route`](crate::domain::routing::route).
    pub const fn geography(&self) -> &Geography {
        &self.geography
    }

    /// The municipality in force that `code` means today, mergers included.
    pub fn municipality(&self, code: MunicipalityCode) -> Option<&Municipality> {
        self.geography
            .current(code)
            .and_then(|code| self.municipalities.get(&code))
    }

    /// Every municipality in force, by code.
    pub fn municipalities(&self) -> impl Iterator<Item = &Municipality> {
        self.municipalities.values()
    }

    /// The county with this code.
    pub fn county(&self, code: CountyCode) -> Option<&County> {
        self.counties.get(&code)
    }

    /// Every county, by code; Åland is among them.
    pub fn counties(&self) -> impl Iterator<Item = &County> {
        self.counties.values()
    }

    /// What a person means who was asked for a municipality and typed `text`: a name in any language and spelling, or
    /// a postal code, which only proposes.
    pub fn match_name(&self, text: &str) -> Match {
        self.index.find(text, &self.postal_areas)
    }
}

fn rows<T: serde::de::DeserializeOwned>(file: &str) -> Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(file.as_bytes()).deserialize().collect()
}

/// Codes joined by commas in one column.
fn codes(joined: &str) -> Vec<String> {
    joined
        .split(',')
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect()
}

#[derive(Deserialize)]
struct CountyRow {
    code: CountyCode,
    name_fi: String,
    name_sv: String,
    name_en: String,
    languages: String,
    sami_languages: String,
    short_name: Option<String>,
    website: String,
}

impl From<CountyRow> for County {
    fn from(row: CountyRow) -> Self {
        Self {
            code: row.code,
            names: Names {
                fi: row.name_fi,
                sv: row.name_sv,
                en: row.name_en,
            },
            languages: codes(&row.languages),
            sami_languages: codes(&row.sami_languages),
            short_name: row.short_name,
            website: row.website,
        }
    }
}

#[derive(Deserialize)]
struct MunicipalityRow {
    code: MunicipalityCode,
    name_fi: String,
    name_sv: String,
    name_en: String,
    wellbeing_county_code: CountyCode,
    languages: String,
    sami_homeland: SamiColumn,
}

#[derive(Deserialize)]
enum SamiColumn {
    #[serde(rename = "")]
    No,
    #[serde(rename = "partly")]
    Partly,
    #[serde(rename = "yes")]
    Yes,
}

impl From<MunicipalityRow> for Municipality {
    fn from(row: MunicipalityRow) -> Self {
        Self {
            code: row.code,
            names: Names {
                fi: row.name_fi,
                sv: row.name_sv,
                en: row.name_en,
            },
            county: row.wellbeing_county_code,
            languages: codes(&row.languages),
            sami_homeland: match row.sami_homeland {
                SamiColumn::No => SamiHomeland::No,
                SamiColumn::Partly => SamiHomeland::Partly,
                SamiColumn::Yes => SamiHomeland::Yes,
            },
        }
    }
}

#[derive(Deserialize)]
struct PostalRow {
    postal_code: PostalCode,
    area_name_fi: String,
    area_name_sv: String,
    municipality_code: MunicipalityCode,
}

impl From<PostalRow> for PostalArea {
    fn from(row: PostalRow) -> Self {
        Self {
            code: row.postal_code,
            name_fi: row.area_name_fi,
            name_sv: row.area_name_sv,
            municipality: row.municipality_code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_are_whole() {
        let places = Places::read().unwrap();
        assert_eq!(places.municipalities().count(), 308);
        assert_eq!(places.counties().count(), 23);
        assert_eq!(places.postal_areas.len(), 3026);
        for municipality in places.municipalities() {
            assert!(places.county(municipality.county).is_some(), "{municipality:?}");
        }
        for area in places.postal_areas.values() {
            assert!(places.municipality(area.municipality).is_some(), "{area:?}");
        }
        for merged in MERGED {
            let code = MunicipalityCode::parse(merged.code).unwrap();
            assert!(!places.municipalities.contains_key(&code) && places.municipality(code).is_some());
        }
    }

    #[test]
    fn languages_and_the_sami_homeland_are_kept() {
        let places = Places::embedded();
        let get = |code| {
            places
                .municipality(MunicipalityCode::parse(code).unwrap())
                .unwrap()
        };
        assert_eq!(get("049").languages, ["fi", "sv"]);
        assert_eq!(get("758").sami_homeland, SamiHomeland::Partly);
        let homeland = places
            .municipalities()
            .filter(|place| place.sami_homeland == SamiHomeland::Yes)
            .count();
        assert_eq!(homeland, 3, "Enontekiö, Inari and Utsjoki");
        let aland = places.county(CountyCode::ALAND).unwrap();
        assert_eq!(aland.short_name.as_deref(), Some("KST"));
        assert_eq!(
            places
                .municipalities()
                .filter(|place| place.county == CountyCode::ALAND)
                .count(),
            16
        );
    }
}
