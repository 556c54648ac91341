//! Rules and what is wrong with a directory, in words.

use super::here::Here;
use crate::domain::language::LanguageCode;
use crate::domain::places::{CountyCode, MunicipalityCode};
use crate::domain::rules::{Area, Condition, DirectoryFault};
use crate::intake::change_directory::Wanted;
use crate::text::FluentValue;
use crate::web::staff::look::Look;

/// At most so many faults are told; the others are counted.
const MOST: usize = 12;

/// When a rule applies.
pub fn condition(look: &Look, condition: &Condition, areas: &[Area]) -> String {
    let place = |code: &MunicipalityCode| FluentValue::from(look.municipality(*code));
    let inside = |key: &str, inside: &Option<MunicipalityCode>, more: Option<(&str, String)>| {
        let mut variables: Vec<(&str, FluentValue<'_>)> = more
            .map(|(name, text)| (name, FluentValue::from(text)))
            .into_iter()
            .collect();
        match inside {
            Some(code) => {
                variables.push(("municipality", place(code)));
                look.words.format(&format!("{key}-in"), &variables)
            }
            None => look.words.format(key, &variables),
        }
    };
    match condition {
        Condition::Language(code, only) => inside(
            "admin-rule-language",
            only,
            Some(("language", language(look, code))),
        ),
        Condition::Prenatal(only) => inside("admin-rule-prenatal", only, None),
        Condition::Authority(only) => inside("admin-rule-authority", only, None),
        Condition::Area(code, only) => inside(
            "admin-rule-area",
            &Some(*only),
            Some(("area", area(look, code, *only, areas))),
        ),
        Condition::PostalCode(code) => look
            .words
            .with("admin-rule-postal-code", "code", &code.to_string()),
        Condition::Municipality(code) => inside("admin-rule-municipality", &Some(*code), None),
    }
}

/// The name of an area, its code where it has none.
pub fn area(look: &Look, code: &str, municipality: MunicipalityCode, areas: &[Area]) -> String {
    let found = areas
        .iter()
        .find(|area| area.code == code && area.municipality == municipality);
    found.map_or_else(
        || code.to_owned(),
        |area| area.names.get(look.words.language()).to_owned(),
    )
}

/// What a language is called, its code where nobody here has named it.
pub fn language(look: &Look, code: &LanguageCode) -> String {
    let key = format!("admin-language-{}", code.as_str());
    if look.words.has(&key) {
        look.word(&key)
    } else {
        code.as_str().to_owned()
    }
}

/// What is wrong with `wanted`, at most a dozen sentences.
pub fn faults(here: &Here<'_>, wanted: &Wanted, faults: &[DirectoryFault]) -> Vec<String> {
    let own = of_county(wanted, faults, here);
    let mut told: Vec<String> = own
        .iter()
        .take(MOST)
        .map(|found| fault(here, wanted, found))
        .collect();
    if own.len() > MOST {
        told.push(
            here.look
                .words
                .count("admin-fault-more", "count", own.len() - MOST),
        );
    }
    if told.is_empty() {
        told.push(here.look.word("admin-fault-elsewhere"));
    }
    told
}

/// The faults that are the person's county's.
fn of_county<'f>(wanted: &Wanted, faults: &'f [DirectoryFault], here: &Here<'_>) -> Vec<&'f DirectoryFault> {
    let county = here.county();
    faults
        .iter()
        .filter(|fault| county_of(wanted, fault, here) == Some(county))
        .collect()
}

/// Whose fault it is.
pub fn county_of(wanted: &Wanted, fault: &DirectoryFault, here: &Here<'_>) -> Option<CountyCode> {
    let of_rule = |place: &usize| wanted.rules.get(*place).map(|rule| rule.county);
    let of_area = |place: &usize| {
        let area = wanted.areas.get(*place)?;
        here.app.geography.county_of(area.municipality)
    };
    match fault {
        DirectoryFault::NoDefault(county)
        | DirectoryFault::WrongDefault(county)
        | DirectoryFault::WrongDuty(county)
        | DirectoryFault::Unrouted(_, county) => Some(*county),
        DirectoryFault::WrongOffice(rule)
        | DirectoryFault::WrongPlace(rule)
        | DirectoryFault::AreaUnknown(rule)
        | DirectoryFault::NothingToAsk { rule, .. }
        | DirectoryFault::Same { second: rule, .. }
        | DirectoryFault::Unreachable { rule, .. } => of_rule(rule),
        DirectoryFault::WrongArea(area)
        | DirectoryFault::AreaUnrouted(area)
        | DirectoryFault::SameArea { second: area, .. } => of_area(area),
    }
}

/// One fault in words; rules go by their numbers in their county.
pub fn fault(here: &Here<'_>, wanted: &Wanted, fault: &DirectoryFault) -> String {
    let look = &here.look;
    let rule = |place: usize| {
        let found = wanted.rules.get(place);
        let text = found.map_or_else(String::new, |rule| {
            condition(look, &rule.condition, &wanted.areas)
        });
        (number_of(wanted, place), text)
    };
    let about = |key: &str, place: usize| {
        let (number, text) = rule(place);
        look.words.format(
            key,
            &[
                ("number", FluentValue::from(number)),
                ("rule", FluentValue::from(text)),
            ],
        )
    };
    let pair = |key: &str, first: usize, second: usize| {
        let ((one, _), (two, text)) = (rule(first), rule(second));
        look.words.format(
            key,
            &[
                ("first", FluentValue::from(one)),
                ("second", FluentValue::from(two)),
                ("rule", FluentValue::from(text)),
            ],
        )
    };
    let named = |key: &str, place: usize| {
        let name = wanted.areas.get(place).map_or_else(String::new, |area| {
            area.names.get(look.words.language()).to_owned()
        });
        look.words.with(key, "area", &name)
    };
    match fault {
        DirectoryFault::NoDefault(_) => look.word("admin-fault-no-default"),
        DirectoryFault::WrongDefault(_) => look.word("admin-fault-wrong-default"),
        DirectoryFault::WrongDuty(_) => look.word("admin-fault-wrong-duty"),
        DirectoryFault::Unrouted(code, _) => {
            look.words
                .with("admin-fault-unrouted", "municipality", &look.municipality(*code))
        }
        DirectoryFault::WrongOffice(place) => about("admin-fault-wrong-office", *place),
        DirectoryFault::WrongPlace(place) => about("admin-fault-wrong-place", *place),
        DirectoryFault::AreaUnknown(place) => about("admin-fault-area-unknown", *place),
        DirectoryFault::Same { first, second } => pair("admin-fault-same", *first, *second),
        DirectoryFault::Unreachable { by, rule } => pair("admin-fault-unreachable", *by, *rule),
        DirectoryFault::NothingToAsk { code, .. } => {
            look.words
                .with("admin-fault-nothing-to-ask", "code", &code.to_string())
        }
        DirectoryFault::WrongArea(place) => named("admin-fault-wrong-area", *place),
        DirectoryFault::SameArea { second, .. } => named("admin-fault-same-area", *second),
        DirectoryFault::AreaUnrouted(place) => named("admin-fault-area-unrouted", *place),
    }
}

/// The number of a rule among those of its county, from 1.
fn number_of(wanted: &Wanted, place: usize) -> String {
    let Some(rule) = wanted.rules.get(place) else {
        return String::new();
    };
    let earlier = wanted.rules.iter().take(place + 1);
    let number = earlier.filter(|other| other.county == rule.county).count();
    number.to_string()
}
