//! Why a case came to its office, in words, from the parts that routing kept.

use crate::domain::office::OfficeId;
use crate::domain::routing::{OfficeReason, PlaceKnown, Reason};
use crate::intake::kept_routing::KeptRouting;
use crate::text::FluentValue;
use crate::web::staff::look::Look;

/// The rule and its reason, with the names that offices and areas had then; where a worker chose the office, that and what is
/// known of the place. `place_hidden`: the child's address is protected, so no sentence that names a place.
pub fn lines(look: &Look, rule: &str, kept: &KeptRouting, place_hidden: bool) -> Vec<String> {
    let reason = &kept.reason;
    let rule = if kept.chosen {
        "routing-by-recorder".to_owned()
    } else {
        format!("routing-{rule}").replace('_', "-")
    };
    let mut lines = vec![look.word(&rule)];
    if place_hidden {
        lines.push(look.word("queue-protected"));
        return lines;
    }
    lines.push(place(look, reason));
    if kept.chosen {
        return lines;
    }
    if let Some(ignored) = &reason.ignored_postal_code {
        let code = ignored.postal_code.to_string();
        lines.push(look.words.with("routing-ignored-postal-code", "code", &code));
    }
    lines.extend(office(look, kept));
    lines
}

fn place(look: &Look, reason: &Reason) -> String {
    let key = match reason.place {
        PlaceKnown::Stated => "routing-place-stated",
        PlaceKnown::PostalCode => "routing-place-postal-code",
        PlaceKnown::PlaceOfConcern => "routing-place-of-concern",
        PlaceKnown::PlaceOfConcernForAland => "routing-place-of-concern-aland",
        PlaceKnown::OfAnother => "routing-place-of-another",
        PlaceKnown::Unknown => "routing-place-unknown",
    };
    let name = reason
        .municipality
        .map_or_else(String::new, |code| look.municipality(code));
    look.words.with(key, "municipality", &name)
}

fn office(look: &Look, kept: &KeptRouting) -> Option<String> {
    let language = look.words.language();
    let office = |id: OfficeId| {
        let then = kept.office(id, language);
        then.map_or_else(|| look.office(id), str::to_owned)
    };
    let several = |candidates: &[OfficeId]| {
        let names: Vec<String> = candidates.iter().map(|id| office(*id)).collect();
        look.words.format(
            "routing-several",
            &[("offices", FluentValue::from(names.join(", ")))],
        )
    };
    match &kept.reason.office {
        OfficeReason::SeveralOffices { candidates } | OfficeReason::SpansAreas { candidates, .. } => {
            Some(several(candidates))
        }
        OfficeReason::Area { .. } => {
            let area = kept.area(language)?;
            Some(look.words.with("routing-area-chosen", "area", area))
        }
        OfficeReason::Aland => Some(look.word("routing-aland")),
        OfficeReason::OtherCounty => Some(look.word("routing-other-county")),
        // The rule itself has said it.
        OfficeReason::Language { .. }
        | OfficeReason::Prenatal
        | OfficeReason::Authority
        | OfficeReason::PostalCode { .. }
        | OfficeReason::Municipality
        | OfficeReason::WholeMunicipality
        | OfficeReason::PlaceUnknown => None,
    }
}
