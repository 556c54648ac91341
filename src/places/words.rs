//! Puts the reason of a routing decision into plain English, for the command line and for staff of other systems.

use crate::domain::language::LanguageCode;
use crate::domain::office::OfficeId;
use crate::domain::places::MunicipalityCode;
use crate::domain::routing::{Decision, OfficeReason, PlaceKnown};
use crate::domain::rules::RuleSet;

use super::Places;

/// Why the decision is what it is, in one or a few sentences. It names the place: not for a child with a protected
/// address.
pub fn in_english(decision: &Decision, places: &Places, rules: &RuleSet) -> String {
    let mut sentences = vec![place(decision, places), office(decision, places, rules)];
    if let Some(ignored) = decision.reason.ignored_postal_code {
        sentences.push(match ignored.belongs_to {
            Some(other) => format!(
                "The postal code {} is listed under {} and was not used.",
                ignored.postal_code,
                name(other, places)
            ),
            None => format!(
                "The postal code {} is not in the list and was not used.",
                ignored.postal_code
            ),
        });
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

fn place(decision: &Decision, places: &Places) -> String {
    let Some(municipality) = decision.reason.municipality else {
        return "No place is known.".to_owned();
    };
    let municipality = name(municipality, places);
    let county = places
        .county(decision.county)
        .map_or("its county", |county| &county.names.en);
    match decision.reason.place {
        PlaceKnown::Stated => format!("{municipality} belongs to {county}."),
        PlaceKnown::PostalCode => {
            format!(
                "Only a postal code was given; it is listed under {municipality}, which belongs to {county}."
            )
        }
        PlaceKnown::PlaceOfConcern => format!(
            "The child's municipality is unknown; the concern was noticed in {municipality}, which belongs to {county}."
        ),
        PlaceKnown::PlaceOfConcernForAland => format!(
            "The child lives in Åland; the concern was noticed in {municipality}, which belongs to {county}."
        ),
        PlaceKnown::OfAnother => format!(
            "The child's municipality is unknown; another person of the report lives in {municipality}, which belongs to {county}."
        ),
        PlaceKnown::Unknown => String::new(),
    }
}

fn office(decision: &Decision, places: &Places, rules: &RuleSet) -> String {
    let municipality = decision
        .reason
        .municipality
        .map_or_else(|| "The municipality".to_owned(), |code| name(code, places));
    match &decision.reason.office {
        OfficeReason::Language { language } => {
            format!("Families served in {} have an office of their own.", language_name(language))
        }
        OfficeReason::Prenatal => "Reports about unborn children have an office of their own.".to_owned(),
        OfficeReason::Authority => "Reports of authorities have an office of their own.".to_owned(),
        OfficeReason::Area { area } => format!("The reporter chose the area \"{area}\"."),
        OfficeReason::PostalCode { postal_code } => {
            format!("The postal code {postal_code} is in the area of this office.")
        }
        OfficeReason::Municipality => format!("This office serves {municipality}."),
        OfficeReason::WholeMunicipality => {
            format!("{municipality} is not shared among offices; the county's default office takes it.")
        }
        OfficeReason::SeveralOffices { candidates } => format!(
            "{municipality} has several offices ({}) and nothing that is known chooses among them; the default office \
             takes it.",
            list(candidates, rules)
        ),
        OfficeReason::SpansAreas { postal_code, candidates } => format!(
            "The postal code {postal_code} spans the areas of several offices ({}): ask which part it is; until then \
             the default office takes it.",
            list(candidates, rules)
        ),
        OfficeReason::Aland => {
            let authority = places.county(decision.county).map_or_else(String::new, |county| {
                format!(" ({}, {})", county.short_name.as_deref().unwrap_or_default(), county.website)
            });
            format!("Åland has no wellbeing services county: its own social service{authority} takes the report.")
        }
        OfficeReason::OtherCounty => {
            "That county has no office here; the default office of this installation takes the report and hands it \
             over."
                .to_owned()
        }
        OfficeReason::PlaceUnknown => "The default office of this installation takes it.".to_owned(),
    }
}

fn name(code: MunicipalityCode, places: &Places) -> String {
    places
        .municipality(code)
        .map_or_else(|| code.to_string(), |place| place.names.en.clone())
}

fn language_name(code: &LanguageCode) -> &str {
    match code.as_str() {
        "fi" => "Finnish",
        "sv" => "Swedish",
        "en" => "English",
        "se" => "North Sámi",
        "smn" => "Inari Sámi",
        "sms" => "Skolt Sámi",
        other => other,
    }
}

fn list(offices: &[OfficeId], rules: &RuleSet) -> String {
    let names: Vec<&str> = offices
        .iter()
        .filter_map(|id| rules.office(*id))
        .map(|office| office.names.en.as_str())
        .collect();
    names.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::places::PostalCode;
    use crate::domain::routing::{Address, route};
    use crate::places::directory::Directory;

    fn words(municipality: &str, postal_code: &str) -> String {
        let address = Address {
            municipality: MunicipalityCode::parse(municipality),
            postal_code: PostalCode::parse(postal_code),
            ..Address::default()
        };
        let rules = Directory::embedded().rule_set();
        let decision = route(&address, Places::embedded().geography(), &rules);
        in_english(&decision, Places::embedded(), &rules)
    }

    #[test]
    fn a_reason_says_what_was_used_and_what_was_not() {
        for (municipality, postal_code, reason) in [
            (
                "049",
                "02770",
                "Espoo belongs to West Uusimaa wellbeing services county. The postal code 02770 is in the area of this \
                 office.",
            ),
            (
                "837",
                "02770",
                "Tampere belongs to Pirkanmaa wellbeing services county. This office serves Tampere. The \
                 postal code 02770 is listed under Espoo and was not used.",
            ),
            (
                "049",
                "02940",
                "Espoo belongs to West Uusimaa wellbeing services county. The postal code 02940 spans the areas of \
                 several offices (Espoon keskus child welfare services; Leppävaara child welfare services): ask which \
                 part it is; until then the default office takes it.",
            ),
            (
                "478",
                "",
                "Mariehamn belongs to Åland. Åland has no wellbeing services county: its own social service (KST, \
                 https://www.kst.ax) takes the report.",
            ),
            (
                "",
                "",
                "No place is known. The default office of this installation takes it.",
            ),
        ] {
            assert_eq!(words(municipality, postal_code), reason);
        }
    }
}
