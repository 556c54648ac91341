//! `/contacts/{county}`: every office of one county.

use super::card::card;
use super::find::{For, Serving};
use super::search::{duty_card, nobody_here, to_all, warning};
use crate::domain::office::{Office, OfficeKind};
use crate::domain::places::CountyCode;
use crate::domain::rules::{Condition, RuleSet};
use crate::places::{County, Places};
use crate::text::Words;
use crate::web::page::component::Block;
use crate::web::page::pages::PlainPage;
use crate::web::public::around::Around;
use crate::web::public::calls::Calls;
use crate::web::public::look;

/// The page at `path` below the mount point.
pub fn page(path: &str, county: &County, mut around: Around<'_>, words: Words<'_>) -> PlainPage {
    around.calls = if county.code == CountyCode::ALAND {
        Calls::aland()
    } else {
        Calls::of_county(around.rules, county.code)
    };
    let mut blocks = warning(words);
    let duty = around.rules.duty(county.code);
    let offices = offices(county.code, around.rules);
    if offices.is_empty() {
        blocks.extend(nobody_here(county, words));
    }
    for office in offices {
        let serving = Serving {
            office,
            of: serves(office, around.places, around.rules, words),
        };
        blocks.extend(card(&serving, duty, Some(around.now), words));
    }
    blocks.extend(duty_card(duty, Some(around.now), words));
    blocks.push(Block::Links(vec![to_all(path, words)]));
    // The page is the county's: no heading stands between its name and those of its offices.
    let blocks: Vec<Block> = blocks
        .into_iter()
        .map(|block| match block {
            Block::Subheading(office) => Block::Heading(office),
            other => other,
        })
        .collect();
    let name = format!("contacts/{}", county.code);
    PlainPage {
        shell: look::shell_at(path, &around, words, false)
            .headed("contact-title", words)
            .in_each_language(&name)
            .leading_to_start(words),
        heading: county.names.get(words.language()).to_owned(),
        panel: None,
        blocks: blocks.into(),
    }
}

/// The regional offices of a county, its default office first, the others by name.
pub fn offices(county: CountyCode, rules: &RuleSet) -> Vec<&Office> {
    let default = rules.fallback_office(county).map(|office| office.id);
    let own = |office: &&Office| {
        office.county == county && office.kind == OfficeKind::Regional && rules.leads_to(office.id)
    };
    let mut offices: Vec<&Office> = rules.offices().filter(own).collect();
    offices.sort_by_key(|office| (Some(office.id) != default, office.names.fi.as_str()));
    offices
}

/// For which places, or for whom, the rules name the office.
pub fn serves<'a>(office: &Office, places: &'a Places, rules: &'a RuleSet, words: Words<'_>) -> Vec<For<'a>> {
    let mut municipalities = Vec::new();
    let mut areas = Vec::new();
    let mut others = Vec::new();
    let own = rules.rules(office.county).iter();
    for rule in own.filter(|rule| rule.office == office.id) {
        match &rule.condition {
            Condition::Municipality(code) => {
                let place = places.municipality(*code);
                municipalities.extend(place.map(|place| place.names.get(words.language())));
            }
            Condition::Area(code, inside) => {
                areas.extend(rules.areas(*inside).iter().find(|area| area.code == *code));
            }
            Condition::Language(language, _) => others.push(For::Language(language)),
            Condition::Prenatal(_) => others.push(For::Prenatal),
            Condition::Authority(_) => others.push(For::Authority),
            Condition::PostalCode(_) => {}
        }
    }
    municipalities.sort_unstable();
    let municipalities = (!municipalities.is_empty()).then_some(For::Municipalities(municipalities));
    let areas = (!areas.is_empty()).then_some(For::Areas(areas));
    municipalities.into_iter().chain(areas).chain(others).collect()
}
