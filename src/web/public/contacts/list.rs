//! Every county with the two numbers that a person needs, the duty service's and the office's.

use crate::domain::office::Office;
use crate::domain::phone::Audience;
use crate::domain::places::CountyCode;
use crate::domain::rules::RuleSet;
use crate::places::{County, Places};
use crate::text::Words;
use crate::web::page::prose::Prose;
use crate::web::page::view::{Column, Line, Link, Row, Table};

/// The counties by name in the language of the reader. `link` leads from a county's name to more of it, if anywhere.
pub fn table(
    places: &Places,
    rules: &RuleSet,
    words: Words<'_>,
    link: &dyn Fn(CountyCode) -> Option<String>,
) -> Table {
    let mut counties: Vec<&County> = places.counties().collect();
    counties.sort_by_key(|county| county.names.get(words.language()));
    let columns = ["contacts-county", "contacts-duty", "contacts-office"];
    Table {
        caption: words.get("contacts-all").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(words.get(key))).into(),
        rows: counties
            .into_iter()
            .map(|county| {
                let name = county.names.get(words.language());
                let name = match link(county.code) {
                    Some(href) => Line::Link(Link::new(href, name)),
                    None => Line::text(name),
                };
                let [duty, office] = numbers(county, rules);
                Row {
                    cells: vec![vec![name], vec![duty], vec![office]],
                }
            })
            .collect(),
    }
}

/// The duty service's number, else 112; the default office's, else the county's site, to read and not to follow.
fn numbers(county: &County, rules: &RuleSet) -> [Line; 2] {
    let first = |office: Option<&Office>| {
        let number = office.and_then(|office| office.phones.first_for(Audience::Anyone));
        number.map(Prose::number)
    };
    let emergency = || Prose::from(crate::domain::answering::EMERGENCY.to_owned());
    let site = || Prose::from(county.website.clone());
    let duty = first(rules.duty(county.code)).unwrap_or_else(emergency);
    let office = first(rules.fallback_office(county.code)).unwrap_or_else(site);
    [Line::Prose(duty), Line::Prose(office)]
}
